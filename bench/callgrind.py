#!/usr/bin/env python3
"""Counts the instructions of the main paths under callgrind, and compares them with the kept baseline.

A count says what a clock on a shared machine cannot: whether a change made a path longer. It is the same from run to
run, wherever the files lie; it depends on the compiler and its flags, so the baseline, bench/callgrind.json, has a
list for each. A path that grew or shrank by more than the tolerance fails; after reading why, `--update`.
Ends with 77 (skipped) where there is no valgrind, or no baseline for this compiler.
"""
import argparse
import concurrent.futures
import json
import os
import pathlib
import re
import shutil
import subprocess
import sys
import tempfile

ROOT = pathlib.Path(__file__).resolve().parent.parent
BASELINE = ROOT / "bench" / "callgrind.json"
TOLERANCE = 0.05
SKIPPED = 77
FUNCTIONS = ("columns_portable", "columns_avx2", "exact", "compile_formulas", "load_definition")
PROGRAMS = {
    "dti score": ["score", "provincial-2022", "examples/data/provincial-2022-synthetic.csv"],
    "dti score --mode fast": ["score", "--mode", "fast", "provincial-2022", "examples/data/provincial-2022-synthetic.csv"],
}


def count(command, options, folder):
    """Instructions of a command, as callgrind sums them up."""
    out = pathlib.Path(tempfile.mkdtemp(dir=folder), "out")
    # A small environment of its own: its length moves the stack, and the locale chooses other code.
    environment = {"PATH": os.environ.get("PATH", ""), "LC_ALL": "C", "HOME": folder}
    done = subprocess.run(["valgrind", "--tool=callgrind", f"--callgrind-out-file={out}", *options, *command], cwd=ROOT,
                          env=environment, capture_output=True, text=True, errors="replace", check=False)
    if done.returncode != 0:
        sys.exit(f"callgrind: {' '.join(command)} ended with {done.returncode}\n{done.stderr[-2000:]}")
    total = re.search(r"^(?:summary|totals): (\d+)", out.read_text(encoding="utf-8", errors="replace"), re.MULTILINE)
    if total is None or total.group(1) == "0":
        sys.exit(f"callgrind: nothing was counted of {' '.join(command)}")
    return int(total.group(1))


def has_avx2():
    try:
        return " avx2 " in pathlib.Path("/proc/cpuinfo").read_text(encoding="utf-8")
    except OSError:
        return False


def count_all(build, jobs):
    """Instructions by path."""
    tasks = {}
    for path in FUNCTIONS:
        if path != "columns_avx2" or has_avx2():
            tasks[path] = ([str(build / "bench" / "dti_counted"), path], ["--toggle-collect=dti_counted"])
    for name, words in PROGRAMS.items():
        tasks[name] = ([str(build / "dti"), *words], [])
    with tempfile.TemporaryDirectory() as folder, concurrent.futures.ThreadPoolExecutor(jobs) as pool:
        return dict(zip(tasks, pool.map(lambda task: count(*task, folder), tasks.values())))


def compare(found, expected):
    """Lines of a report, and how many paths are off. A path without a baseline is off, too."""
    lines, off = [], 0
    for path, number in found.items():
        if path not in expected:
            off += 1
            lines.append(f"{path:24} {number:>12,}  no baseline: callgrind.py --update")
            continue
        change = number / expected[path] - 1
        wrong = abs(change) > TOLERANCE
        off += wrong
        note = "" if not wrong else "  too many: find out why" if change > 0 else "  fewer: --update the baseline"
        lines.append(f"{path:24} {number:>12,}  baseline {expected[path]:>12,}  {change:+8.3%}{note}")
    return lines, off


def main():
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--build", default="build/release", help="default build/release")
    parser.add_argument("--jobs", type=int, default=1, help="paths at once")
    parser.add_argument("--update", action="store_true", help="keep what is counted as the baseline of this compiler")
    options = parser.parse_args()
    build = (ROOT / options.build).resolve()
    if shutil.which("valgrind") is None:
        print("callgrind: skipped, valgrind is not installed (scripts/install-deps all)")
        return SKIPPED
    compiler = (build / "bench" / "compiler.txt").read_text(encoding="utf-8").strip()
    baselines = json.loads(BASELINE.read_text(encoding="utf-8")) if BASELINE.exists() else {}
    if compiler not in baselines and not options.update:
        print(f"callgrind: skipped, no baseline for {compiler} in bench/callgrind.json")
        return SKIPPED
    found = count_all(build, options.jobs)
    lines, off = compare(found, baselines.get(compiler, {}))
    print("\n".join(lines))
    if options.update:
        baselines[compiler] = found
        BASELINE.write_text(json.dumps(baselines, indent=1, sort_keys=True) + "\n", encoding="utf-8")
        return 0
    print(f"callgrind: {len(found) - off} passed, {off} failed")
    return 1 if off else 0


if __name__ == "__main__":
    sys.exit(main())
