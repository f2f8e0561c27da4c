"""No array that fits is copied, and nothing is lost."""

from __future__ import annotations

import gc
import pathlib
import resource
import subprocess
import sys
import typing

import numpy as np
import pytest
from conftest import DATA, ROOT, random_figures

import dti

MEGABYTE = 1 << 20


def resident() -> int:
    """Bytes of memory that are in use now."""
    pages = int(pathlib.Path("/proc/self/statm").read_text(encoding="ascii").split()[1])
    return pages * resource.getpagesize()


def grows(call: typing.Callable[[], object], calls: int) -> int:
    """Bytes by which memory grows over many calls, after as many to warm up as show nothing."""
    for _ in range(calls // 10):
        call()
    gc.collect()
    before = resident()
    for _ in range(calls):
        call()
    gc.collect()
    return resident() - before


def test_batches_do_not_leak(provincial: dti.Index) -> None:
    figures = np.asfortranarray(random_figures(provincial, 63))
    total = np.empty(63)
    assert grows(lambda: provincial.batch(figures), 100_000) < MEGABYTE
    assert grows(lambda: provincial.batch(figures, out={"ranks": total}), 20_000) < MEGABYTE


def test_refusals_do_not_leak(provincial: dti.Index) -> None:
    figures = np.zeros((3, 4))

    def refused() -> None:
        with pytest.raises(ValueError, match="inputs on the last axis"):
            provincial.batch(figures)

    assert grows(refused, 20_000) < MEGABYTE


def test_answers_do_not_leak(phones: dti.Index) -> None:
    data = phones.read(DATA / "phones-ward.yaml")

    def ask() -> None:
        phones.score(data, mode="exact").notes  # noqa: B018
        phones.score(data, mode="fast")._scores.floats("points")
        phones.read({"smartphone_adults.rate": "60%", "drills.count": 4})
        dti._core.answer("gaps", data, {"format": "json"})
        dti._core.answer("whatif", data, {"format": "json", "changes": ["drills.count=4"]})

    assert grows(ask, 2_000) < MEGABYTE


def test_mistakes_do_not_leak(phones: dti.Index) -> None:
    def mistaken() -> None:
        with pytest.raises(dti.Error):
            phones.read({"drills.counts": 4})

    assert grows(mistaken, 2_000) < MEGABYTE


def peak_of(script: str, *words: object) -> int:
    """Peak memory of a process of its own, in bytes."""
    done = subprocess.run(
        [sys.executable, "-c", script, *map(str, words)], cwd=ROOT, capture_output=True, check=True, encoding="utf-8"
    )
    return int(done.stdout)


# The figures are written by hand, so that NumPy makes no other array of their size.
BATCH = """
import resource, sys
import numpy as np
import dti
index = dti.load("provincial-2022")
units, layout = int(sys.argv[1]), sys.argv[2]
width = len(index.columns)
if layout == "columns":
    figures = np.empty((width, units)).T
elif layout == "scenarios":
    figures = np.empty((units // 63, 63, width))
elif layout == "steps":
    figures = np.empty((units, 2 * width))[:, ::2]
else:
    figures = np.empty((units, width))
figures[...] = 1
total = np.full(figures.shape[:-1], -1.0)
before = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss
if sys.argv[3] == "score":
    index.batch(figures, out={"total": total})
    assert abs(total.ravel()[-1] - total.ravel()[0]) < 1e-12 and total.ravel()[0] > 0
print((resource.getrusage(resource.RUSAGE_SELF).ru_maxrss - before) * 1024)
"""


@pytest.mark.parametrize("layout", ["rows", "columns", "scenarios", "steps"])
def test_a_batch_needs_no_copy(layout: str) -> None:
    """200 MB of figures; what scoring adds at its peak stays far below."""
    units = 200 * MEGABYTE // (129 * 8)
    assert peak_of(BATCH, units, layout, "score") < 16 * MEGABYTE


@pytest.mark.full
@pytest.mark.parametrize("layout", ["rows", "columns", "scenarios"])
def test_two_gigabytes_need_no_copy(layout: str) -> None:
    units = 2048 * MEGABYTE // (129 * 8)
    assert peak_of(BATCH, units, layout, "score") < 16 * MEGABYTE


def test_arrays_are_read_where_they_are(provincial: dti.Index) -> None:
    """By address: a figure that is changed while the batch runs is seen, since there is no other copy of it."""
    figures = np.broadcast_to(random_figures(provincial, 63), (4000, 63, len(provincial.columns))).copy()
    changed: list[bool] = []

    def change(_: int) -> None:
        if not changed:  # before the last pieces are read
            figures[-1] = 1
            changed.append(True)

    result = provincial.batch(figures, progress=change)
    assert result.total[-1, 0] == provincial.batch(np.ones_like(figures[0])).total[0]
    assert result.total[-1, 0] != result.total[-2, 0]


def test_results_are_written_where_they_are(provincial: dti.Index) -> None:
    total = np.empty(63)
    address = total.__array_interface__["data"]
    result = provincial.batch(random_figures(provincial, 63), out=total)
    assert result.total is total
    assert result.total.__array_interface__["data"] == address
