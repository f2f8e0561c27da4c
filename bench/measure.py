#!/usr/bin/env python3
"""Prints the table of docs/performance.md: compile time of a user's program, and whole-process times of `dti score`.

Every figure is a median of several runs in one go, beside a reference of the same run: an empty translation unit with
Boost's cpp_int for the compiler, `dti --version` for the process.
"""
import argparse
import pathlib
import platform
import random
import statistics
import subprocess
import tempfile
import time

ROOT = pathlib.Path(__file__).resolve().parent.parent
UNITS, INDICATORS, PARTS = 63, 98, 8


def rule(number, max_score, rng):
    """The share of rules is that of real indices: most are plain ratios."""
    if number % 10 in (6, 7):
        return f'"{max_score}/{max_score} points = {rng.randint(20, 80)}%"'
    if number % 10 == 8:
        return f'"steps(part, 1000: 1, 20000: 2, 400000: {max_score})"'
    if number % 10 == 9:
        return "max_score * share_of_best(rate)"
    return "max_score * clamp(rate, 0, 1)"


def write_index(path, rng):
    lines = ["dti: 1", "index: random", "title: {vi: Chỉ số ngẫu nhiên, en: Random index}", "sub_indices:"]
    for part in range(PARTS):
        lines += [f"  - id: s{part}", f"    title: {{vi: Chỉ số chính {part}, en: Sub-index {part}}}", "    indicators:"]
        for number in range(part, INDICATORS, PARTS):
            max_score = 5 * rng.randint(1, 4)
            lines += [
                f"      - id: i{number}",
                f'        code: "{part}.{number}"',
                f"        title: {{vi: Chỉ số thành phần số {number}, en: Component indicator number {number}}}",
                f"        max_score: {max_score}",
                "        inputs:",
                "          part: {unit: people, title: {vi: Tử số, en: Numerator}}",
                "          whole: {unit: people, title: {vi: Mẫu số, en: Denominator}}",
                "        derive: {rate: part / whole}",
                f"        formula: {rule(number, max_score, rng)}",
                "        confidence: {title: published, max_score: published, formula: published}",
            ]
    path.write_text("\n".join(lines) + "\n", encoding="utf-8")


def write_data(path, rng):
    rows = [["unit"] + [f"i{i}.{name}" for i in range(INDICATORS) for name in ("part", "whole")]]
    for unit in range(UNITS):
        row = [f"Tỉnh {unit}"]
        for _ in range(INDICATORS):
            whole = rng.randint(1000, 2000000)
            row += [str(rng.randint(0, whole)), str(whole)]
        rows.append(row)
    path.write_text("\n".join(",".join(row) for row in rows) + "\n", encoding="utf-8")


def median_seconds(command, runs):
    times = []
    for _ in range(runs):
        start = time.perf_counter()
        subprocess.run(command, check=True, stdout=subprocess.DEVNULL, cwd=ROOT)
        times.append(time.perf_counter() - start)
    return statistics.median(times)


def first_line(command):
    return subprocess.run(command, check=True, capture_output=True, text=True).stdout.splitlines()[0]


def main():
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--dti", required=True)
    parser.add_argument("--cxx", default="g++")
    parser.add_argument("--runs", type=int, default=21, help="runs of the program")
    options = parser.parse_args()
    program = str(pathlib.Path(options.dti).resolve())
    rng = random.Random(1)
    with tempfile.TemporaryDirectory() as folder:
        folder = pathlib.Path(folder)
        index, data = folder / "random.yaml", folder / "random.csv"
        write_index(index, rng)
        write_data(data, rng)
        empty = folder / "cpp_int.cpp"
        empty.write_text("#include <boost/multiprecision/cpp_int.hpp>\nint main() {}\n", encoding="utf-8")
        print(f"machine: {platform.machine()}, compiler: {first_line([options.cxx, '--version'])}\n")
        print("| what | seconds | ratio to the first row |\n|---|---:|---:|")
        reference = None
        for name, flags, source in (("empty program with Boost's `cpp_int`, `-O2`", ["-O2"], empty),
                                    ("`examples/core_only_double.cpp`, `-O0`", ["-O0"], "examples/core_only_double.cpp"),
                                    ("`examples/core_only_double.cpp`, `-O2`", ["-O2"], "examples/core_only_double.cpp")):
            command = [options.cxx, "-std=c++20", *flags, "-Iinclude", "-c", str(source), "-o", str(folder / "out.o")]
            seconds = median_seconds(command, 3)
            reference = reference or seconds
            print(f"| {name} | {seconds:.1f} | {seconds / reference:.1f} |")
        print(f"\n{UNITS} units × {INDICATORS} indicators: definition {index.stat().st_size // 1000} kB, data "
              f"{data.stat().st_size // 1000} kB\n")
        print("| whole process | milliseconds | ratio to the first row |\n|---|---:|---:|")
        reference = None
        for name, words in (("`dti --version`", ["--version"]),
                            ("`dti check`: the definition alone", ["check", str(index)]),
                            ("`dti score --mode fast`: files to ranked table", ["score", "--mode", "fast", str(index), str(data)]),
                            ("`dti score`: files to ranked table, exact", ["score", str(index), str(data)])):
            milliseconds = 1000 * median_seconds([program, *words], options.runs)
            reference = reference or milliseconds
            print(f"| {name} | {milliseconds:.1f} | {milliseconds / reference:.1f} |")


if __name__ == "__main__":
    main()
