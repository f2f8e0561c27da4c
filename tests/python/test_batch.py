"""Batches over arrays: the bits of score(mode="fast"), whatever the array; and never a crash."""

from __future__ import annotations

import sys
import threading
import time
import typing

import hypothesis
import numpy as np
import pandas as pd
import pytest
from conftest import DATA, random_figures
from hypothesis import strategies as st

import dti

Array = np.ndarray[typing.Any, typing.Any]

WIDTH = 129  # inputs of provincial-2022

SMALL = """
dti: 1
index: small
title: {en: Small}
missing: exclude
empty_denominator: zero
sub_indices:
  - id: first
    indicators:
      - {id: ratio, max_score: 10, inputs: {part: {}, whole: {}}, derive: {rate: part / whole}, formula: "0.4/10 points = 4%"}
      - {id: best, max_score: 5, inputs: {count: {}}, formula: max_score * share_of_best(count)}
  - id: second
    indicators:
      - {id: answer, max_score: 3, inputs: {given: {kind: yes_no}}, formula: "if given then max_score else 0"}
      - {id: role, max_score: 4, inputs: {who: {kind: choice, options: [leader, deputy]}}, formula: "choice(who, leader: 4, deputy: 1)"}
      - {id: entered, max_score: 2, formula: points}
pillars:
  - {id: all, sub_indices: [first, second]}
"""


@pytest.fixture(scope="module")
def small() -> dti.Index:
    return dti.loads(SMALL)


def bits(array: typing.Any) -> Array:
    """The bytes of doubles, so that NaN equals NaN; which NaN it is does not matter."""
    values = np.ascontiguousarray(np.asarray(array, dtype=np.float64))
    return np.where(np.isnan(values), np.nan, values).view(np.uint64)


def assert_same(index: dti.Index, figures: Array, result: dti.BatchResult) -> None:
    """Against score(mode="fast") of the same array."""
    scored = index.score(figures, mode="fast")
    np.testing.assert_array_equal(bits(result.total), bits(scored.total))
    np.testing.assert_array_equal(bits(result.total_points), bits(scored.total_points))
    np.testing.assert_array_equal(bits(result.ranks), bits(scored.ranks.astype("Float64").to_numpy(float, na_value=np.nan)))
    np.testing.assert_array_equal(bits(result.sub_indices), bits(scored.sub_indices))
    np.testing.assert_array_equal(bits(result.pillars), bits(scored.pillars))
    np.testing.assert_array_equal(bits(result.indicators), bits(scored.indicators))


EVERYTHING = ("total", "total_points", "ranks", "sub_indices", "pillars", "indicators")


@pytest.mark.filterwarnings("ignore::dti.DataWarning")  # entered points above the maximum
def test_equals_score(provincial: dti.Index) -> None:
    figures = random_figures(provincial, 63)
    assert_same(provincial, figures, provincial.batch(figures, results=EVERYTHING))


def test_shapes(provincial: dti.Index) -> None:
    width = len(provincial.columns)
    assert width == WIDTH
    for shape, lead in (((63, width), (63,)), ((5, 63, width), (5, 63))):
        result = provincial.batch(np.ones(shape), results=EVERYTHING)
        assert result.total.shape == result.total_points.shape == result.ranks.shape == lead
        assert result.sub_indices.shape == (*lead, len(provincial.sub_indices))
        assert result.pillars.shape == (*lead, len(provincial.pillars))
        assert result.indicators.shape == (*lead, 98)


@pytest.mark.parametrize("shape", [(0, WIDTH), (0, 63, WIDTH), (3, 0, WIDTH), (1, WIDTH), (1, 1, WIDTH)])
def test_empty_and_single(provincial: dti.Index, shape: tuple[int, ...]) -> None:
    result = provincial.batch(np.ones(shape), results=EVERYTHING, errors="coerce")
    assert result.total.shape == shape[:-1]
    assert result.indicators.shape == (*shape[:-1], 98)


def layouts(figures: Array) -> dict[str, Array]:
    """The same figures (three axes), laid out in other ways."""
    scenarios, units, width = figures.shape
    wide = np.zeros((2 * scenarios, 3 * units, 2 * width))
    wide[::2, ::3, ::2] = figures
    raw = np.zeros(figures.nbytes + 3, dtype=np.uint8)
    misaligned = np.frombuffer(raw.data, np.float64, figures.size, 3).reshape(figures.shape)
    misaligned[...] = figures
    read_only = figures.copy()
    read_only.flags.writeable = False
    return {
        "rows": figures,
        "columns": np.asfortranarray(figures),
        "units beside each other": np.ascontiguousarray(figures.transpose(0, 2, 1)).transpose(0, 2, 1),
        "steps": wide[::2, ::3, ::2],
        "backwards": figures[::-1, ::-1, ::-1].copy()[::-1, ::-1, ::-1],
        "misaligned": misaligned,
        "read-only": read_only,
    }


def test_any_strides(provincial: dti.Index) -> None:
    figures = random_figures(provincial, 4, 63)
    expected = provincial.batch(figures, results=EVERYTHING)
    for name, array in layouts(figures).items():
        result = provincial.batch(array, results=EVERYTHING)
        for kind in EVERYTHING:
            np.testing.assert_array_equal(bits(getattr(result, kind)), bits(getattr(expected, kind)), err_msg=name)


def test_broadcast(provincial: dti.Index) -> None:
    figures = random_figures(provincial, 63)
    result = provincial.batch(np.broadcast_to(figures, (7, *figures.shape)))
    assert (result.total == provincial.batch(figures).total).all()


@pytest.mark.parametrize("dtype", [">f8", "<f8", "f4", "f2", "i8", "i4", "u1", "?"])
def test_other_numbers_are_converted(provincial: dti.Index, dtype: str) -> None:
    figures = np.ones((63, len(provincial.columns))).astype(dtype)
    assert (provincial.batch(figures).total == provincial.batch(figures.astype(float)).total).all()


@pytest.mark.parametrize("dtype", ["c16", "O", "U3", "M8[s]", "S3"])
def test_other_types_are_refused(provincial: dti.Index, dtype: str) -> None:
    with pytest.raises(TypeError, match="real numbers"):
        provincial.batch(np.zeros((63, WIDTH)).astype(dtype))


def test_lists_masks_and_frames(provincial: dti.Index) -> None:
    figures = random_figures(provincial, 63)
    expected = provincial.batch(figures).total
    assert (provincial.batch(figures.tolist()).total == expected).all()
    frame = pd.DataFrame(figures, columns=provincial.columns)
    assert (provincial.batch(frame[frame.columns[::-1]]).total == expected).all()
    mask = np.zeros(figures.shape, dtype=bool)
    mask[3, 7] = True
    hidden = provincial.batch(np.ma.masked_array(figures, mask)).total
    figures[3, 7] = np.nan
    assert (hidden == provincial.batch(figures).total).all()
    with pytest.raises(ValueError, match="lacks the column"):
        provincial.batch(frame[provincial.columns[:-1]])


@pytest.mark.parametrize("shape", [(), (WIDTH,), (63, WIDTH - 1), (63, WIDTH + 1), (WIDTH, 63), (1, 2, 3, WIDTH), (2, WIDTH, 63)])
def test_wrong_shapes(provincial: dti.Index, shape: tuple[int, ...]) -> None:
    with pytest.raises(ValueError, match="figures must have"):
        provincial.batch(np.zeros(shape))


def test_out_is_written_in_place(provincial: dti.Index) -> None:
    figures = random_figures(provincial, 5, 63)
    expected = provincial.batch(figures, results=EVERYTHING)
    total = np.full((5, 63), -1.0)
    result = provincial.batch(figures, out=total)
    assert result.total is total
    assert (total == expected.total).all()
    with pytest.raises(AttributeError, match="not asked for 'ranks'"):
        result.ranks  # noqa: B018
    wide = np.full((10, 63, 2), -1.0)
    parts = np.full((len(provincial.sub_indices), 63, 5), -1.0).transpose(2, 1, 0)
    provincial.batch(figures, out={"ranks": wide[::-2, :, 1], "sub_indices": parts})
    assert (wide[::-2, :, 1] == expected.ranks).all()
    assert (wide[..., 0] == -1).all()
    np.testing.assert_array_equal(bits(parts), bits(expected.sub_indices))


def test_out_between_the_figures(provincial: dti.Index) -> None:
    """A column of the same table is no overlap."""
    table = np.zeros((63, len(provincial.columns) + 1))
    table[:, :-1] = random_figures(provincial, 63)
    provincial.batch(table[:, :-1], out=table[:, -1])
    assert (table[:, -1] == provincial.batch(table[:, :-1].copy()).total).all()


def bad_outs(figures: Array) -> dict[str, typing.Any]:
    read_only = np.zeros(63)
    read_only.flags.writeable = False
    total = np.zeros(63)
    return {
        "read-only": read_only,
        "must have the shape": np.zeros(62),
        r"shape \(63,\), not \(63, 1\)": np.zeros((63, 1)),
        "overlap": figures[:, 4],
        "several elements in one place": np.lib.stride_tricks.as_strided(np.zeros(1), (63,), (0,)),
        "out\\['total'\\] and out\\['ranks'\\]|out\\['ranks'\\] and out\\['total'\\]": {"total": total, "ranks": total[::1]},
        "a batch gives": {"totals": total},
    }


@pytest.mark.parametrize("message", list(bad_outs(np.zeros((63, 5)))))
def test_bad_out(provincial: dti.Index, message: str) -> None:
    figures = random_figures(provincial, 63)
    before = figures.copy()
    with pytest.raises(ValueError, match=message):
        provincial.batch(figures, out=bad_outs(figures)[message])
    assert (figures == before).all()


@pytest.mark.parametrize("out", [[0.0], 5, "total", np.zeros(63, "f4"), np.zeros(63, ">f8"), {"total": 1}, {1: np.zeros(63)},
                                 np.ma.zeros(63)])
def test_out_of_another_type(provincial: dti.Index, out: typing.Any) -> None:
    with pytest.raises(TypeError):
        provincial.batch(random_figures(provincial, 63), out=out)


def test_columns(provincial: dti.Index) -> None:
    figures = random_figures(provincial, 63)
    order = np.random.default_rng(2).permutation(len(provincial.columns))
    columns = [provincial.columns[at] for at in order]
    expected = provincial.batch(figures).total
    assert (provincial.batch(figures[:, order], columns=columns).total == expected).all()
    figures[:, 5] = np.nan
    left_out = [name for at, name in enumerate(provincial.columns) if at != 5]
    assert (provincial.batch(np.delete(figures, 5, 1), columns=left_out).total == provincial.batch(figures).total).all()
    rate = provincial.batch(np.full((3, 1), 0.5), columns=["smartphone_adults.rate"], results=["indicators"])
    assert rate.indicators[0, provincial.indicators.index.get_loc("smartphone_adults")] == 5
    none = provincial.batch(np.zeros((3, 0)), columns=[])
    assert (none.total == 0).all() or np.isnan(none.total).all()
    with pytest.raises(ValueError, match="did you mean 'smartphone_adults.rate'"):
        provincial.batch(np.zeros((3, 1)), columns=["smartphone_adult.rate"])
    with pytest.raises(ValueError, match="twice"):
        provincial.batch(np.zeros((3, 2)), columns=["smartphone_adults.rate"] * 2)


def test_groups_and_ranked(small: dti.Index) -> None:
    figures = random_figures(small, 6)
    result = small.batch(figures, groups=["a", "b", "a", "b", "a", "b"], ranked=[True] * 4 + [False] * 2)
    frame = pd.DataFrame(figures, columns=small.columns).drop(columns="role.who")
    frame["role.who"] = ["leader" if who == 0 else "deputy" for who in figures[:, small.columns.index("role.who")]]
    scored = small.score(frame.assign(group=["a", "b"] * 3, ranked=[True] * 4 + [False] * 2), mode="fast")
    np.testing.assert_array_equal(result.ranks, scored.ranks.to_numpy(float, na_value=np.nan))
    for name in ("groups", "ranked"):
        with pytest.raises(ValueError, match=f"{name} must have one entry for each of the 6 units"):
            small.batch(figures, **{name: [1, 0]})


def test_references(small: dti.Index) -> None:
    figures = np.array([[50.0, 100.0, 3.0, 1.0, 0.0, 2.0]])
    with pytest.raises(dti.Error, match="needs the reference") as raised:
        small.batch(figures)
    assert raised.value.diagnostics[0].code == "reference-needed"
    given = small.batch(figures, references={"best": {"cohort_max": {"count": 6}}}, results=["indicators"])
    assert given.indicators[0].tolist() == [5, 2.5, 3, 4, 2]
    with pytest.raises(ValueError, match="no cohort_max"):
        small.batch(figures, references={"ratio": {"cohort_max": {"part": 6}}})


def test_faults() -> None:
    index = dti.loads(SMALL.replace("exclude", "error").replace("empty_denominator: zero", "empty_denominator: error"))
    figures = np.array([[[50.0, 100.0, 3.0, 1.0, 0.0, 2.0]] * 3] * 2)
    figures[1, 2, 1] = 0
    figures[0, 1, 2] = np.nan
    figures[1, 0, 0] = np.inf
    figures[1, 1, 4] = 7
    with pytest.raises(dti.Error) as raised:
        index.batch(figures)
    messages = [item.message for item in raised.value.diagnostics]
    assert any("unit '1 of scenario 0' has no 'best.count'" in text.replace("`", "'") for text in messages)
    assert {item.code for item in raised.value.diagnostics} == {"missing-figure", "empty-denominator", "bad-number"}
    result = index.batch(figures, errors="coerce", results=["indicators", "total"])
    assert np.isnan(result.indicators[1, 2, 0])
    assert np.isnan(result.indicators[0, 1, 1])
    with pytest.raises(ValueError, match="errors is"):
        index.batch(figures, errors="ignore")  # type: ignore[arg-type]


figures_of_small = st.one_of(
    st.none(), st.floats(width=64), st.sampled_from([0.0, 1.0, -1.0, 2.0, 0.5, 1e300, -1e300, np.inf, -np.inf, 5e-324])
)


@hypothesis.given(st.data())
def test_never_crashes(data: st.DataObject) -> None:
    """Any figures in any layout: a batch gives the same bits as of a plain copy, and no fault goes unseen."""
    index = dti.loads(SMALL)
    scenarios, units = data.draw(st.integers(0, 3)), data.draw(st.integers(0, 70))
    count = scenarios * units * 6
    cells = data.draw(st.lists(figures_of_small, min_size=min(count, 40), max_size=min(count, 40)))
    figures = np.resize(np.array([np.nan if cell is None else cell for cell in cells] or [0.5]), (scenarios, units, 6))
    steps = [data.draw(st.sampled_from([1, 2, -1, -3])) for _ in range(3)]
    wide = np.zeros([abs(step) * size for step, size in zip(steps, figures.shape)])
    view = wide[tuple(slice(None, None, step) for step in steps)]
    view[...] = figures
    plain = index.batch(figures.copy(), results=EVERYTHING, errors="coerce")
    strided = index.batch(view, results=EVERYTHING, errors="coerce")
    for kind in EVERYTHING:
        np.testing.assert_array_equal(bits(getattr(plain, kind)), bits(getattr(strided, kind)))


@pytest.mark.filterwarnings("ignore::dti.DataWarning")
@hypothesis.given(st.data())
def test_scores_like_a_frame(data: st.DataObject) -> None:
    """Floats in a frame are read as texts, and in a batch as they are: the same bits."""
    index = dti.loads(SMALL)
    number = st.one_of(st.none(), st.just(0.0), st.floats(1e-60, 1e9))  # smaller ones are too long a text
    rows = data.draw(
        st.lists(
            st.tuples(number, number, number, st.sampled_from([None, 0, 1]), st.sampled_from([None, 0, 1]), number),
            min_size=2,
            max_size=6,
        )
    )
    figures = np.array([[np.nan if cell is None else cell for cell in row] for row in rows])
    assert_same(index, figures, index.batch(figures, results=EVERYTHING))


def test_large_cohorts_are_cut_without_a_trace(small: dti.Index) -> None:
    """A cohort of more figures than one piece holds, cohort figures and ranks over all of it."""
    figures = random_figures(small, 800_000, seed=3)
    figures[::97, 0] = np.nan
    result = small.batch(figures, results=EVERYTHING)
    count = figures[:, small.columns.index("best.count")]
    np.testing.assert_array_equal(result.indicators[:, 1], 5 * (count / count.max()))
    order = np.sort(-result.total)
    np.testing.assert_array_equal(result.ranks, np.searchsorted(order, -result.total) + 1)
    ranks = np.empty(len(figures))
    small.batch(figures, out={"ranks": ranks})
    np.testing.assert_array_equal(ranks, result.ranks)
    pair = small.batch(np.stack([figures, figures[::-1]]), results=["total", "ranks"])
    np.testing.assert_array_equal(pair.total[0], result.total)
    np.testing.assert_array_equal(pair.ranks[1], result.ranks[::-1])


def test_progress(provincial: dti.Index, small: dti.Index) -> None:
    done: list[int] = []
    figures = np.broadcast_to(random_figures(provincial, 63), (1000, 63, len(provincial.columns)))
    provincial.batch(figures, progress=done.append)
    assert sum(done) == 1000
    assert len(done) > 1
    done.clear()
    small.batch(np.ones((800_000, 6)), progress=done.append)
    assert sum(done) == 800_000
    assert len(done) > 1


def test_tqdm(provincial: dti.Index) -> None:
    import tqdm

    figures = np.broadcast_to(random_figures(provincial, 63), (1000, 63, len(provincial.columns)))
    with tqdm.tqdm(total=len(figures), disable=True) as bar:
        provincial.batch(figures, progress=bar.update)


def test_progress_may_stop_it(provincial: dti.Index) -> None:
    class Enough(Exception):
        pass

    def stop(_: int) -> None:
        raise Enough

    figures = np.broadcast_to(random_figures(provincial, 63), (1000, 63, len(provincial.columns)))
    with pytest.raises(Enough):
        provincial.batch(figures, progress=stop)
    assert provincial.batch(figures[:2]).total.shape == (2, 63)


def test_threads(provincial: dti.Index) -> None:
    """One index, several threads, the lock released: each gets its own results."""
    arrays = [np.asfortranarray(random_figures(provincial, 50, 63, seed=seed)) for seed in range(4)]
    expected = [provincial.batch(array).total for array in arrays]
    found: list[list[Array]] = [[] for _ in arrays]

    def work(at: int) -> None:
        for _ in range(20):
            found[at].append(provincial.batch(arrays[at]).total)

    threads = [threading.Thread(target=work, args=(at,)) for at in range(len(arrays))]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    for totals, right in zip(found, expected):
        assert all((total == right).all() for total in totals)


def test_the_lock_is_released(provincial: dti.Index) -> None:
    """The interpreter is not asked to switch: another thread runs during a batch because the batch lets it."""
    width = len(provincial.columns)
    figures = np.full(((1 << 22) // (63 * width), 63, width), np.nan)  # one piece, and a slow one
    begins, done, ticks = threading.Event(), True, 0

    def work() -> None:
        nonlocal done
        begins.set()
        provincial.batch(figures)
        done = True

    interval = sys.getswitchinterval()
    sys.setswitchinterval(100)
    try:
        for _ in range(20):  # a busy machine may wake this thread when the batch is over
            begins.clear()
            done = False
            thread = threading.Thread(target=work)
            thread.start()
            begins.wait()
            while not done:
                ticks += 1
                time.sleep(0)
            thread.join()
            if ticks > 0:
                break
    finally:
        sys.setswitchinterval(interval)
    assert ticks > 0


def test_shipped_cohort_in_columns(provincial: dti.Index) -> None:
    """The synthetic cohort, by the columns that its file has."""
    frame = pd.read_csv(DATA / "provincial-2022-synthetic.csv")
    names = [name for name in frame.columns if name in provincial.fields]
    figures = frame[names].replace({"yes": 1, "no": 0})
    numeric = [name for name in names if pd.api.types.is_numeric_dtype(figures[name])]
    result = provincial.batch(figures[numeric].to_numpy(float), columns=numeric)
    scored = provincial.score(frame[["unit", *numeric]], mode="fast")
    np.testing.assert_array_equal(bits(result.total), bits(scored.total))
