"""Gains, gaps, what-ifs and explanations as data frames."""

from __future__ import annotations

import pathlib
import typing

import numpy as np
import pandas as pd
import pytest
from conftest import DATA, ROOT, Program

import dti

UNIT = "Ninh Thuận"


def test_an_answer_is_a_frame(provincial: dti.Index, cohort: dti.Data) -> None:
    gains = provincial.gains(cohort, unit=UNIT)
    assert isinstance(gains, pd.DataFrame)
    assert isinstance(gains, dti.Answer)
    assert type(gains[gains["gain_up"] > 0]) is pd.DataFrame
    assert gains["gain_up"].dtype == float
    assert str(gains) == gains.text
    assert "<table" in gains._repr_html_()
    assert "<li>" in gains._repr_html_()
    assert {"missing_as_zero", "assumed_maxima"} <= {note.code for note in gains.notes}


def test_gains_are_derivatives(provincial: dti.Index, cohort: dti.Data) -> None:
    gains = provincial.gains(cohort, unit=UNIT)
    row = gains[(gains["indicator"] == "staff_trained") & (gains["name"] == "rate")].iloc[0]
    step = 1e-6
    before = provincial.score(cohort).total_points[UNIT]
    changed = provincial.whatif(cohort, {"staff_trained.rate": row["value"] + step}, unit=UNIT)
    after = changed.set_index("level").loc["total_points", "after"]
    assert (after - before) / step == pytest.approx(row["gain_up"], rel=1e-6)


def test_gains_jump(phones: dti.Index) -> None:
    gains = phones.gains({"drills.count": 2}, indicator="drills")
    assert gains.loc[0, ["gain_up", "gain_down"]].tolist() == [0, np.inf]


def test_figures_are_not_rounded(provincial: dti.Index, cohort: dti.Data) -> None:
    gaps = provincial.gaps(cohort, unit=UNIT)
    points = provincial.score(cohort).indicators.loc[UNIT]
    for row in gaps.itertuples():
        assert row.points == pytest.approx(points[row.indicator], abs=1e-14)


def test_gaps_options(provincial: dti.Index) -> None:
    profile = provincial.read(DATA / "ninh-thuan-2022.yaml")
    assert len(provincial.gaps(profile, top=1)) < len(provincial.gaps(profile))
    assert set(provincial.gaps(profile, by="lead").columns) >= {"lead", "gap", "share"}
    assert set(provincial.gaps(profile, by="group")["sub_index"]) <= set(provincial.sub_indices)
    assert (provincial.gaps(profile, to_max=True)["basis"] == "maximum").all()
    with pytest.raises(dti.Error, match="RANK"):
        provincial.gaps(profile, to_rank=0)
    with pytest.raises(dti.Error, match="lead agency"):
        provincial.gaps(profile, lead="Nobody")
    with pytest.raises(ValueError, match="by is one of"):
        provincial.gaps(profile, by="colour")  # type: ignore[arg-type]
    reached = provincial.gaps(profile, total=550)
    assert reached.notes[0].code == "goal"


def test_what_if_takes_any_number(provincial: dti.Index, cohort: dti.Data) -> None:
    def after(value: typing.Any) -> float:
        answer = provincial.whatif(cohort, {"smartphone_adults.rate": value}, unit=UNIT)
        rows = answer[answer["id"] == "smartphone_adults"]
        return float(rows["after"].iloc[0])

    from decimal import Decimal
    from fractions import Fraction

    assert [after(value) for value in (0.9, "90%", Decimal("0.9"), Fraction(9, 10), np.float32(0.9))] == [9.0] * 5
    assert after(Fraction(1, 3)) == pytest.approx(10 / 3, abs=1e-14)
    assert after("max") == 10
    nested = provincial.whatif(cohort, {"smartphone_adults": {"rate": 0.9}}, unit=UNIT)
    assert nested.equals(provincial.whatif(cohort, {"smartphone_adults.rate": 0.9}, unit=UNIT))


def test_what_if_sources(provincial: dti.Index, tmp_path: pathlib.Path) -> None:
    profile = provincial.read(DATA / "ninh-thuan-2022.yaml")
    with pytest.raises(TypeError, match="needs changes"):
        provincial.whatif(profile)
    with pytest.raises(TypeError, match="dict of figures"):
        provincial.whatif(profile, "smartphone_adults.rate=1")  # type: ignore[arg-type]
    assert len(provincial.whatif(profile, targets=True)) > 10
    file = tmp_path / "plan.json"
    file.write_text('{"plan": {"set": {"smartphone_adults.rate": "90%"}}}', encoding="utf-8")
    compared = provincial.whatif(profile, {"staff_trained.rate": 1.0}, targets=True, compare=True)
    assert {"before", "set", "targets"} <= set(compared.columns)
    with pytest.raises(dti.FileError):
        provincial.whatif(profile, scenario=tmp_path / "absent.json")


def test_what_if_against_later_data(phones: dti.Index, program: Program, tmp_path: pathlib.Path) -> None:
    now = pd.read_csv(DATA / "phones.csv")
    later = now.assign(**{"drills.count": 4})
    answer = phones.whatif(now, against=later, unit="Phường A")
    file = tmp_path / "later.csv"
    later.to_csv(file, index=False)
    rows = program.rows("whatif", ROOT / "examples" / "phones.yaml", DATA / "phones.csv", "--against", file, "--unit", "Phường A")
    assert answer["id"].tolist() == [row["id"] for row in rows]
    assert answer["after"].round(4).tolist() == pytest.approx([float(row["after"]) for row in rows], abs=0.005)


def test_explanations(provincial: dti.Index, cohort: dti.Data) -> None:
    told = provincial.explain(cohort, unit="ninh thuan", indicator="smartphone_adults", lang="vi")
    assert "Ninh Thuận" in told.text
    assert told.loc[0, "figures"][0]["name"]
    whole = provincial.explain(cohort, unit=UNIT)
    assert len(whole) > 98
    assert "<table" in whole._repr_html_()


@pytest.mark.parametrize("ask", ["explain", "gains", "gaps"])
def test_units_and_indicators(provincial: dti.Index, cohort: dti.Data, ask: str) -> None:
    question = getattr(provincial, ask)
    with pytest.raises(TypeError, match=rf"{ask}\(\) needs unit=: the data hold 63 units"):
        question(cohort)
    with pytest.raises(dti.Error, match="Ninh Thuận"):
        question(cohort, unit="Ninh Thuậnn")
    if ask != "gaps":
        with pytest.raises(dti.Error, match="smartphone_adults"):
            question(cohort, unit=UNIT, indicator="smartphone_adult")
    with pytest.raises(ValueError, match="lang"):
        question(cohort, unit=UNIT, lang="fr")
    with pytest.raises(TypeError):
        question(cohort, unit=5)


def test_counts_have_no_gains() -> None:
    index = dti.load("task-groups-2024")
    with pytest.raises(dti.Error, match="counts"):
        index.gains(DATA / "task-groups-2024.yaml")


def test_digits(provincial: dti.Index, cohort: dti.Data, program: Program) -> None:
    words = ("gaps", "provincial-2022", DATA / "provincial-2022-synthetic.csv", "--unit", UNIT, "--digits", 6)
    assert provincial.gaps(cohort, unit=UNIT, digits=6).text == program.run(*words)
