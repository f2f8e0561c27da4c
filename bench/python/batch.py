#!/usr/bin/env python3
"""Times `index.batch` against the best NumPy code for the same index: bench/python/batch.py [--json FILE] [--rounds N].

The index is provincial-2022 with 98 indicators, the cohort its 63 provinces with complete figures, as `dti_bench --figures
shipped` writes them. NumPy's code is bench/peers/numpy_cohort.py, all indicators of a kind in one array of its own, laid out
before the clock runs; ours gets the figures as rows of units (NumPy's default order) or as columns. Both give totals and ranks
in new arrays. Both are checked: totals to 1e-12, ranks exactly. Both run in the same round, in turns; times are
of the processor; `ratio` is the median of the rounds. `dti` must be importable: run it with build/python/env/bin/python.
"""

from __future__ import annotations

import argparse
import json
import pathlib
import statistics
import subprocess
import sys
import typing

import numpy as np

import dti

ROOT = pathlib.Path(__file__).resolve().parents[2]
sys.path.insert(0, str(ROOT / "bench" / "peers"))
import numpy_cohort  # noqa: E402

Ways = typing.Dict[str, typing.Callable[[], object]]


def figures_of(program: str) -> dict[str, typing.Any]:
    done = subprocess.run([program, "--figures", "shipped"], cwd=ROOT, capture_output=True, check=True, encoding="utf-8")
    written: dict[str, typing.Any] = json.loads(done.stdout)
    return written


def ways_of(written: dict[str, typing.Any]) -> Ways:
    """What is timed, each checked once."""
    index = dti.load("provincial-2022")
    columns = np.array(written["columns"]).T
    rows = np.ascontiguousarray(columns)
    assert columns.shape == (63, len(index.columns)) and columns.flags.f_contiguous
    nothing = columns[:0]
    wanted = ("total", "ranks")
    out = {name: np.empty(63) for name in wanted}
    ways: Ways = {
        "rows": lambda: index.batch(rows, results=wanted),
        "columns": lambda: index.batch(columns, results=wanted),
        "columns, out": lambda: index.batch(columns, out=out),
        "nothing": lambda: index.batch(nothing, results=wanted),
        "numpy": numpy_cohort.whole(written),
    }
    numpy_cohort.check(written, "numpy", ways["numpy"])
    for name in ("rows", "columns", "columns, out"):
        found = typing.cast(dti.BatchResult, ways[name]())
        numpy_cohort.check(written, name, lambda found=found: (found.total, found.ranks))
    return ways


def seconds_of(ways: Ways, rounds: int, least: float) -> dict[str, list[float]]:
    """CPU seconds a call, one figure a round; the ways take turns."""
    found: dict[str, list[float]] = {name: [] for name in ways}
    for _ in range(rounds):
        for name, way in ways.items():
            found[name].append(min(numpy_cohort.seconds_of(way, 3, least)))
    return found


def row(name: str, ours: list[float], reference: list[float], limit: float | None) -> dict[str, typing.Any]:
    """A row as bench/run.py --json has it."""
    ratios = [a / b for a, b in zip(ours, reference)]
    return {"name": name, "ours": statistics.median(ours), "reference": statistics.median(reference),
            "ratio": statistics.median(ratios), "limit": limit, "unit": "s", "least": min(ratios), "greatest": max(ratios)}


def rows_of(found: dict[str, list[float]]) -> list[dict[str, typing.Any]]:
    what = "Python, 63 × 98, provincial-2022"
    return [
        row(f"{what}, rows of units: NumPy, whole cohort", found["rows"], found["numpy"], 1 / 5),
        row(f"{what}, columns: NumPy, whole cohort", found["columns"], found["numpy"], 1 / 10),
        row(f"{what}, columns, own arrays: NumPy, whole cohort", found["columns, out"], found["numpy"], 1 / 10),
        row(f"{what}, a call of no units: columns", found["nothing"], found["columns"], None),
    ]


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--bench", default=str(ROOT / "build/release/bench/dti_bench"), help="the program dti_bench")
    parser.add_argument("--json", metavar="FILE", help="write the rows there: a list of objects")
    parser.add_argument("--rounds", type=int, default=9)
    parser.add_argument("--seconds", type=float, default=0.04, help="of a repetition, at least half of it")
    options = parser.parse_args()
    rows = rows_of(seconds_of(ways_of(figures_of(options.bench)), options.rounds, options.seconds))
    for item in rows:
        limit = "" if item["limit"] is None else f"  limit 1/{1 / item['limit']:.0f}"
        print(f"{item['name']:<75} {item['ours'] * 1e6:7.2f} µs  {item['reference'] * 1e6:7.2f} µs  1/{1 / item['ratio']:.3g}{limit}")
    if options.json:
        pathlib.Path(options.json).write_text(json.dumps(rows, indent=1, ensure_ascii=False) + "\n", encoding="utf-8")


if __name__ == "__main__":
    main()
