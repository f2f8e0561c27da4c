#!/usr/bin/env python3
"""Draws how time and memory grow: units, indicators, scenarios and threads, each varied while the others stay.

Every point is the median of several processes of its own (dti_bench --curve). Prints a table; `--update-docs` puts it
into docs/performance.md and the drawing beside it, as performance.png. Usage: see --help.
"""
import argparse
import json
import statistics

import run

PICTURE = run.DOCUMENT.with_suffix(".png")
POWERS = str.maketrans("0123456789", "⁰¹²³⁴⁵⁶⁷⁸⁹")
# What varies: its place among UNITS INDICATORS SCENARIOS THREADS, and its values; the others are these.
USUAL = [63, 98, 1, 1]
CURVES = {
    "units": (0, [63, 1_000, 10_000, 100_000, 1_000_000]),
    "indicators": (1, [10, 100, 1_000, 10_000]),
    "scenarios": (2, [1, 10, 100, 1_000, 10_000, 100_000, 1_000_000, 10_000_000]),
    "threads": (3, [1, 2]),
}
THREADED = 1_000_000  # scenarios of the curve of threads


def measure_point(program, setting, rounds):
    """Median seconds on the clock and peak MB of `dti_bench --curve`."""
    found = [json.loads(run.output_of([program, "--curve", *map(str, setting)])) for _ in range(rounds)]
    return (statistics.median(item["seconds"] for item in found),
            statistics.median(item["peak_kb"] for item in found) / 1000)


def measure(program, rounds, largest):
    curves = {}
    for name, (place, values) in CURVES.items():
        for value in values:
            setting = list(USUAL)
            if name == "threads":
                setting[2] = min(THREADED, largest)
            setting[place] = value
            if setting[2] > largest:
                continue
            print(f"{name} {value}", flush=True)
            curves.setdefault(name, []).append((value, *measure_point(program, setting, rounds)))
    return curves


def number(value):
    """63, 98, 10⁶."""
    text = str(value)
    return text if value < 1000 else f"10{str(len(text) - 1).translate(POWERS)}"


def table(curves):
    lines = ["| what varies | | time | time of one | peak memory |", "|---|---:|---:|---:|---:|"]
    for name, points in curves.items():
        for value, seconds, megabytes in points:
            lines.append(f"| {name} | {number(value)} | {run.figure(seconds, 's')} | "
                         f"{'' if name == 'threads' else run.figure(seconds / value, 's')} | {megabytes:,.1f} MB |")
    return "\n".join(lines) + "\n"


def draw(curves, path):
    import matplotlib
    matplotlib.use("Agg")
    from matplotlib import pyplot

    figure, axes = pyplot.subplots(2, 3, figsize=(11, 6.2), layout="constrained", sharex="col")
    for column, name in enumerate(("units", "indicators", "scenarios")):
        values, seconds, megabytes = zip(*curves[name])
        for axis, ours, label in ((axes[0][column], seconds, "seconds"), (axes[1][column], megabytes, "peak memory, MB")):
            axis.loglog(values, ours, marker="o", color="#1f5fa8", label="measured")
            axis.grid(True, which="major", color="#dddddd")
            axis.spines[["top", "right"]].set_visible(False)
            if column == 0:
                axis.set_ylabel(label)
        last = seconds[-1] / values[-1]
        axes[0][column].loglog(values, [last * value for value in values], linestyle="--", color="#999999",
                               label="linear, through the last point")
        axes[1][column].set_ylim(1, 1e4)
        axes[1][column].set_xlabel(name)
    axes[0][0].legend(frameon=False)
    figure.suptitle("One cohort of 63 units × 98 indicators, one of the three varied: totals and ranks, one thread")
    figure.savefig(path, dpi=110, metadata={"Software": None})


def main():
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--rounds", type=int, default=3)
    parser.add_argument("--largest", type=int, default=10_000_000, help="scenarios at most")
    parser.add_argument("--update-docs", action="store_true", help="put table and drawing into docs/")
    parser.add_argument("--draw", metavar="FILE", help="put the drawing there")
    parser.add_argument("--build", default="build/release", help="default build/release")
    options = parser.parse_args()
    build = (run.ROOT / options.build).resolve()
    curves = measure(str(build / "bench" / "dti_bench"), options.rounds, options.largest)
    compiler = run.cache_entry(build, "CMAKE_CXX_COMPILER") or "c++"
    text = run.settings(build, compiler, options.rounds) + "\n" + table(curves)
    print(text, end="")
    if options.update_docs:
        run.update_document(text, "curves")
        draw(curves, PICTURE)
    if options.draw:
        draw(curves, options.draw)


if __name__ == "__main__":
    main()
