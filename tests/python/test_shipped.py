"""Scores equal the command line's on every shipped data set, in every mode; and what ministries printed."""

from __future__ import annotations

import io
import math
import typing
from decimal import Decimal
from fractions import Fraction

import pandas as pd
import pytest
from conftest import DATA, SHIPPED, Program

import dti


def shown(value: typing.Any, decimals: int) -> Decimal | None:
    """A figure with the decimals that tables print, half-up from its exact value."""
    if value is None or value != value:
        return None
    exact = Fraction(value)
    scaled = math.floor(abs(exact) * 10**decimals + Fraction(1, 2))
    return (Decimal(scaled) * (1 if exact >= 0 else -1)).scaleb(-decimals)


def agree(value: typing.Any, printed: typing.Any) -> bool:
    """Whether an unrounded figure prints so."""
    if printed is None:
        return shown(value, 0) is None
    return shown(value, -Decimal(printed).as_tuple().exponent) == printed  # type: ignore[operator]


Mode = typing.Literal["float", "exact", "fast"]


def words_of(mode: Mode) -> tuple[str, str]:
    return "--mode", "fast" if mode == "fast" else "exact"


@pytest.mark.parametrize(("name", "file"), SHIPPED, ids=[file for _, file in SHIPPED])
class TestEqualsProgram:
    # Floats near exact results fall to either side of a tie: they are compared as printed, in test_tables.
    @pytest.mark.parametrize("mode", ["exact", "fast"])
    def test_units(self, program: Program, name: str, file: str, mode: Mode) -> None:
        index = dti.load(name)
        result = index.score(DATA / file, mode=mode)
        rows = program.rows("score", name, DATA / file, *words_of(mode))
        assert result.units == [row["unit"] for row in rows]
        frames = (result.sub_indices.to_dict("index"), result.pillars.to_dict("index"))
        for row in rows:
            unit = row["unit"]
            for column in ("total", "total_points", "coverage", "low", "high"):
                assert agree(getattr(result, column)[unit], row[column])
            for values in frames:
                assert all(agree(value, row[part]) for part, value in values[unit].items())
            assert (None if result.ranks.isna()[unit] else result.ranks[unit]) == row["rank"]

    @pytest.mark.parametrize("mode", ["exact", "fast"])
    def test_indicators(self, program: Program, name: str, file: str, mode: Mode) -> None:
        result = dti.load(name).score(DATA / file, mode=mode)
        names = {"points": "indicators", "attainment": "attainment", "computed": "computed"}
        values = {column: getattr(result, name).to_dict("index") for column, name in names.items()}
        statuses = result.status.to_dict("index")
        for row in program.rows("score", name, DATA / file, "--by", "indicator", *words_of(mode)):
            unit, indicator = row["unit"], row["indicator"]
            for column, figures in values.items():
                assert agree(figures[unit][indicator], row[column]), (unit, indicator, column)
            assert statuses[unit][indicator] == row["status"]

    def test_floats_are_next_to_exact_results(self, program: Program, name: str, file: str) -> None:
        index = dti.load(name)
        floats, exact = index.score(DATA / file), index.score(DATA / file, mode="exact")
        assert [None if value is None else float(value) for value in exact.total] == [
            None if value != value else value for value in floats.total
        ]
        pd.testing.assert_frame_equal(floats.indicators, exact.indicators.astype(float))

    @pytest.mark.parametrize("mode", ["float", "exact", "fast"])
    def test_tables(self, program: Program, name: str, file: str, mode: Mode) -> None:
        result = dti.load(name).score(DATA / file, mode=mode)
        words = ("score", name, DATA / file, *words_of(mode))
        for by in ("unit", "indicator"):
            frame = pd.read_csv(io.StringIO(program.run(*words, "--by", by, "--format", "csv")))
            pd.testing.assert_frame_equal(result.table(by).map(plain), frame.map(plain), check_dtype=False)
        assert str(result) == program.run(*words)
        assert result.to_text(lang="vi") == program.run(*words, "--lang", "vi")


def plain(value: typing.Any) -> typing.Any:
    """A cell as a file has it, whatever type holds it; a code such as 3.1 is no number."""
    missing = value is None or value != value
    try:
        return "" if missing else float(value)
    except ValueError:
        return str(value)


def test_totals_of_2022() -> None:
    result = dti.load("provincial-2022-published").score(DATA / "provincial-2022-published.csv", mode="exact")
    expected = {"Đà Nẵng": "0.8002", "Quảng Ninh": "0.7024", "Cần Thơ": "0.6924", "Hồ Chí Minh": "0.7164"}
    assert {unit: str(shown(value, 4)) for unit, value in result.total.items()} == expected
    assert result.ranks.to_dict() == {"Đà Nẵng": 1, "Hồ Chí Minh": 2, "Quảng Ninh": 3, "Cần Thơ": 4}
    assert result.pillars.loc["Đà Nẵng"].tolist() == [
        Fraction(60468, 100) / 700,
        Fraction(55072, 100) / 650,
        Fraction(511135, 1000) / 650,
    ]


def test_totals_of_2020() -> None:
    result = dti.load("provincial-2020").score(DATA / "provincial-2020-published.csv")
    assert result.total.round(4).to_dict() == {"Bắc Ninh": 0.4096, "Sóc Trăng": 0.2428}
