"""Data in Python's forms: frames, dicts, arrays and paths are one and the same data."""

from __future__ import annotations

import math
import typing
from decimal import Decimal
from fractions import Fraction

import hypothesis
import numpy as np
import pandas as pd
import pytest
from conftest import DATA
from hypothesis import strategies as st

import dti

KINDS = """
dti: 1
index: kinds
title: {en: Kinds}
missing: exclude
sub_indices:
  - id: part
    indicators:
      - {id: rate, max_score: 10, inputs: {a: {}, b: {}}, derive: {x: a / b}, formula: "max_score * clamp(x, 0, 1)"}
      - {id: sum, max_score: 1000000000, inputs: {n: {}}, formula: n}
      - {id: flag, max_score: 3, inputs: {on: {kind: yes_no}}, formula: "if on then max_score else 0"}
      - {id: role, max_score: 4, inputs: {who: {kind: choice, options: [leader, deputy]}}, formula: "choice(who, leader: 4, deputy: 1)"}
"""


@pytest.fixture(scope="module")
def kinds() -> dti.Index:
    return dti.loads(KINDS)


def points(index: dti.Index, data: typing.Any, **options: typing.Any) -> list[list[Fraction | None]]:
    rows: list[list[Fraction | None]] = index.score(data, mode="exact", **options).indicators.to_numpy().tolist()
    return rows


def exact(value: typing.Any, index: dti.Index) -> Fraction | None:
    """A figure as the index sees it."""
    return points(index, {"sum.n": value})[0][1]


def test_all_forms_are_the_same(phones: dti.Index) -> None:
    file = DATA / "phones.csv"
    wide = pd.read_csv(file)
    expected = phones.score(file, mode="exact")
    columns = [name for name in wide.columns if "." in name]
    figures = wide.set_index("unit")[columns]
    long = figures.stack().rename("value").reset_index()
    long[["indicator", "name"]] = long.pop("level_1").str.split(".", expand=True).to_numpy()
    extra = pd.DataFrame({"unit": wide["unit"], "indicator": None, "name": "synthetic", "value": wide["synthetic"]})
    two_levels = figures.copy()
    two_levels.columns = pd.MultiIndex.from_tuples([tuple(name.split(".")) for name in columns])
    flat = {row["unit"]: {name: row[name] for name in columns} for row in wide.to_dict("records")}
    nested: dict[str, dict[str, dict[str, typing.Any]]] = {}
    for unit, row in flat.items():
        for name, value in row.items():
            indicator, figure = name.split(".")
            nested.setdefault(unit, {}).setdefault(indicator, {})[figure] = value
    order = [*wide.columns]
    structured = np.array(
        [tuple(row[name] for name in order) for row in wide.astype(object).to_dict("records")],
        dtype=[(name, object) for name in order],
    )
    forms: list[typing.Any] = [
        wide,
        figures,
        two_levels,
        pd.concat([long, extra]),
        long,
        flat,
        nested,
        wide.to_dict("list"),
        {name: wide[name].to_numpy() for name in order},
        structured,
        str(file),
        [file],
        phones.read(wide),
    ]
    for form in forms:
        result = phones.score(form, mode="exact")
        assert sorted(result.units) == sorted(expected.units)
        assert result.total.to_dict() == expected.total.to_dict()
        assert result.ranks.to_dict() == expected.ranks.to_dict()
    array = wide[columns].to_numpy()
    given = phones.score(array[:, ::-1], units=list(wide["unit"]), columns=columns[::-1], mode="exact")
    assert given.total.to_dict() == expected.total.to_dict()
    assert phones.score(wide[phones.columns].to_numpy(float)).units == ["0", "1", "2"]


@pytest.mark.parametrize("missing", ["", None, math.nan, np.nan, pd.NA, pd.NaT, Decimal("NaN"), np.float32("nan")])
def test_missing(kinds: dti.Index, missing: object) -> None:
    assert points(kinds, {"sum.n": missing, "flag.on": True})[0] == [None, None, 3, None]
    frame = pd.DataFrame({"unit": ["A", "B"], "sum.n": [missing, 5]})
    assert [row[1] for row in points(kinds, frame)] == [None, 5]


@pytest.mark.parametrize(
    ("value", "expected"),
    [
        (7, Fraction(7)),
        (np.int64(7), Fraction(7)),
        (np.uint8(7), Fraction(7)),
        (True, Fraction(1)),
        (0.1, Fraction(1, 10)),
        (np.float64(0.1), Fraction(1, 10)),
        (np.float32(0.1), Fraction(1, 10)),
        (1e22, Fraction(1000000000)),  # above the maximum
        (1e-7, Fraction(1, 10**7)),
        (5e-324 * 2**1000, Fraction(repr(5e-324 * 2**1000))),
        (Decimal("0.30"), Fraction(3, 10)),
        (Decimal("1E+3"), Fraction(1000)),
        (Fraction(1, 3), Fraction(1, 3)),
        (Fraction(4, 2), Fraction(2)),
        (Fraction(0.1), Fraction(0.1)),
        ("60.29%", Fraction(6029, 10000)),
        ("12", Fraction(12)),
        ("1/3", Fraction(1, 3)),
        (1.975, Fraction(1975, 1000)),
    ],
)
def test_figures_are_exact(kinds: dti.Index, value: object, expected: Fraction) -> None:
    assert exact(value, kinds) == expected


@hypothesis.given(st.floats(0, 1e9).filter(lambda value: value == 0 or value > 1e-60))
def test_a_float_is_the_decimal_that_prints_like_it(value: float) -> None:
    assert exact(value, dti.loads(KINDS)) == Fraction(repr(value))


@hypothesis.given(st.fractions(0, 10**6, max_denominator=10**12), st.sampled_from([Fraction, Decimal]))
def test_fractions_and_decimals(value: Fraction, kind: type) -> None:
    given = value if kind is Fraction else Decimal(value.numerator) / Decimal(value.denominator)
    assert exact(given, dti.loads(KINDS)) == Fraction(given)


def test_a_text_that_may_be_thousands_is_doubted_and_a_float_is_not(kinds: dti.Index) -> None:
    with pytest.warns(dti.DataWarning, match="is it 1970") as warned:
        assert exact("1.970", kinds) == Fraction(197, 100)
    assert warned[0].filename == __file__
    assert exact(1.975, kinds) == Fraction(1975, 1000)
    assert exact(Decimal("1.970"), kinds) == Fraction(197, 100)


def test_vietnamese_numbers(kinds: dti.Index) -> None:
    frame = pd.DataFrame({"unit": ["A", "B", "C"], "sum.n": ["1.970,5", 2.5, Fraction(1, 8)]})
    assert [row[1] for row in points(kinds, frame, numbers="vi")] == [Fraction(19705, 10), Fraction(5, 2), Fraction(1, 8)]
    with pytest.raises(ValueError, match="must end as a decimal"):
        kinds.score({"sum.n": Fraction(1, 3)}, numbers="vi")
    with pytest.raises(dti.Error, match='numbers="vi"'):
        kinds.score({"sum.n": "1,5"})


def test_answers_and_options(kinds: dti.Index) -> None:
    for yes in (True, "yes", "có", 1, 1.0, np.bool_(True)):
        assert points(kinds, {"flag.on": yes})[0][2] == 3
    for no in (False, "no", 0, 0.0):
        assert points(kinds, {"flag.on": no})[0][2] == 0
    assert points(kinds, {"role.who": "deputy"})[0][3] == 1
    figures = np.array([[1, 2, 3, 1, 1], [1, 2, 3, 0, 0]])
    assert [row[2:] for row in points(kinds, figures)] == [[3, 1], [0, 4]]
    for wrong in (2, 0.5, "maybe", 1e9):
        with pytest.raises(dti.Error):
            kinds.score({"flag.on": wrong})
    with pytest.raises(dti.Error, match="no option"):
        kinds.score({"role.who": 1})


def test_a_rate_computed_in_floats_agrees_with_its_parts(kinds: dti.Index) -> None:
    parts = np.random.default_rng(5).integers(1, 10**6, (500, 2))
    frame = pd.DataFrame({"rate.a": parts.min(1), "rate.b": parts.max(1)})
    frame["rate.x"] = frame["rate.a"] / frame["rate.b"]
    assert kinds.score(frame).units == [str(at) for at in range(500)]
    frame.loc[7, "rate.x"] += 1e-9
    with pytest.raises(dti.Error) as raised:
        kinds.score(frame)
    assert [(item.code, item.line) for item in raised.value.diagnostics] == [("contradiction", 9)]


def test_groups_and_flags(kinds: dti.Index) -> None:
    frame = pd.DataFrame({"sum.n": [1, 2, 3], "group": ["a", "a", "b"], "ranked": [True, True, False]}, index=list("ABC"))
    result = kinds.score(frame)
    assert result.ranks.isna().tolist() == [False, False, True]
    assert result.ranks.tolist()[:2] == [2, 1]
    assert kinds.read(frame).groups == ["a", "a", "b"]
    assert kinds.read(frame).ranked == [True, True, False]
    assert kinds.read(frame.assign(synthetic=True)).synthetic == [True] * 3


def test_mistakes_are_told_all_at_once(kinds: dti.Index) -> None:
    frame = pd.DataFrame({"unit": ["A", "A"], "rate.aa": [1, 2], "sum.n": ["x", "y"]})
    with pytest.raises(dti.Error) as raised:
        kinds.score(frame)
    found = raised.value.diagnostics
    assert [item.code for item in found] == ["unknown-column", "bad-number", "duplicate-unit"]
    assert [(item.file, item.line, item.column) for item in found] == [
        ("<DataFrame>", 1, 6),
        ("<DataFrame>", 2, 5),
        ("<DataFrame>", 3, 1),
    ]
    assert "rate.a" in found[0].help
    assert str(raised.value).startswith("<DataFrame>:1:6: error[unknown-column]")


@pytest.mark.parametrize(
    "data",
    [
        None,
        5,
        object(),
        [],
        [1, 2],
        {"sum.n": object()},
        {"sum.n": 1j},
        {"sum.n": b"5"},
        {"sum.n": [object(), 1]},
        pd.Series([1, 2]),
    ],
)
def test_other_types(kinds: dti.Index, data: object) -> None:
    with pytest.raises((TypeError, dti.Error)) as raised:
        kinds.score(data)
    assert raised.value.args


@pytest.mark.parametrize(
    "data",
    [
        {"unit": ["A", "B"], "sum.n": [1]},
        {"unit": "A", "sum.n": [1]},
        np.zeros(5),
        np.zeros((2, 4)),
        np.zeros((1, 2, 5)),
        {},
        {"sum.n": math.inf},
        {"A": {"sum.n": 1}, "": {"sum.n": 2}},
        pd.DataFrame(),
        pd.DataFrame({"unit": []}),
        pd.DataFrame([[1, 2]], columns=["sum.n", "sum.n"]),
        {"sum.n": "\0"},
        {"sum.n": "\ud800"},
        {"unit": "A\nB", "sum.n": '"', "x,y": 1},
    ],
)
def test_other_values(kinds: dti.Index, data: typing.Any) -> None:
    with pytest.raises(ValueError) as raised:
        kinds.score(data)
    assert str(raised.value)


def test_axes_are_named_for_arrays_alone(kinds: dti.Index) -> None:
    with pytest.raises(TypeError, match="name the axes of an array"):
        kinds.score({"sum.n": 1}, units=["A"])
    with pytest.raises(ValueError, match="1 units are named, and the array has 2 rows"):
        kinds.score(np.zeros((2, 5)), units=["A"])
    other = dti.loads(KINDS)
    with pytest.raises(ValueError, match="another index"):
        other.score(kinds.read({"sum.n": 1}))


names = st.one_of(st.sampled_from(["unit", "rate.a", "rate.x", "sum.n", "flag.on", "role.who", "group", "ranked", "value",
                                   "indicator", "name", "sum.points"]), st.text(max_size=5))
cells = st.one_of(st.none(), st.booleans(), st.integers(), st.floats(), st.text(max_size=6), st.fractions(), st.decimals(allow_nan=False),
                  st.sampled_from(["yes", "leader", "60%", "1.970", "sum", "n"]))


@hypothesis.settings(max_examples=300)
@hypothesis.given(st.dictionaries(names, st.lists(cells, min_size=2, max_size=2), max_size=6), st.sampled_from(["plain", "vi"]))
@pytest.mark.filterwarnings("ignore::dti.DataWarning")
def test_any_frame_is_scored_or_refused(columns: dict[str, list[typing.Any]], numbers: typing.Literal["plain", "vi"]) -> None:
    """Nothing but what is documented comes out of a frame, whatever is in it."""
    index = dti.loads(KINDS)
    for data in (pd.DataFrame(columns, dtype=object), columns):
        try:
            result = index.score(data, numbers=numbers)
        except ValueError:
            continue
        assert len(result) == len(result.total)
