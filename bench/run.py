#!/usr/bin/env python3
"""Runs the benchmarks and their peers, and prints one table: ours, reference, ratio, limit.

All that a row compares runs in the same round, in turns; a row shows the median of the rounds' ratios, and their least
and greatest. Times are of the processor (user and system), since machines are shared. `ratio` is ours over the
reference, in time or memory: smaller is better. A limit is what the project asks of itself; a row that misses it is
marked, and the exit status is 0 all the same.
"""
import argparse
import dataclasses
import json
import os
import pathlib
import platform
import re
import statistics
import subprocess
import sys
import tempfile

ROOT = pathlib.Path(__file__).resolve().parent.parent
DOCUMENT = ROOT / "docs" / "performance.md"
INDICES = {"shipped": "provincial-2022", "random": "random index"}
SETS = ("portable", "avx2", "avx512")
DEFINITION = "indicators/provincial-2022.yaml"
COHORT = "examples/data/provincial-2022-synthetic.csv"
MANY, FEW = 1_000_000, 10_000


@dataclasses.dataclass
class Row:
    """What is compared with what: keys of the measurements."""
    name: str
    ours: str
    reference: str
    limit: float | None = None


def rows(scenarios=MANY):
    """All rows there could be; those whose measurements are missing are left out."""
    many = f"10{'⁶' if scenarios == MANY else '⁵'} scenarios"
    found = []
    for index, title in INDICES.items():
        for machine in SETS:
            found.append(Row(f"63 × 98, {title}, {machine}: loop by hand", f"batch_columns/{machine}/{index}",
                             f"batch_by_hand/{machine}/{index}", 1.25))
            found.append(Row(f"63 × 98, {title}, {machine}: exact published figures, fast ones",
                             f"published_certified/{machine}/{index}", f"published_fast/{machine}/{index}", 4))
        for machine, limits in (("portable", (None, None)), ("avx2", (1 / 20, 1 / 10)), ("avx512", (1 / 20, 1 / 10))):
            ours = f"batch_columns/{machine}/{index}"
            found += [Row(f"63 × 98, {title}, {machine}: muParser", ours, f"peer_muparser/{index}", limits[0]),
                      Row(f"63 × 98, {title}, {machine}: NumPy, whole cohort", ours, f"numpy_whole/{index}", limits[1])]
        found.append(Row(f"63 × 98, {title}, avx2: NumPy, an expression an indicator", f"batch_columns/avx2/{index}",
                         f"numpy_expressions/{index}"))
    for machine in SETS:
        found.append(Row(f"a scenario of many × 63, all inputs vary, {machine}: loop by hand", f"stream_columns/{machine}/random",
                         f"stream_by_hand/{machine}/random", 1.25))
    found += [
        Row(f"{many} × 63, a whole process: by hand", "stream_process/columns", "stream_process/hand", 1.25),
        Row(f"{many} × 63, peak memory: 10⁴ scenarios", "stream_memory/many", "stream_memory/few", 1.05),
        Row("10⁵ scenarios × 63, two threads, on the clock: one thread", "stream_clock/two",
            "stream_clock/one", 1 / 1.9),
        Row("one edit, no best touched: edit by hand", "edit_ratio/incremental", "edit_ratio/by_hand", 4),
        Row("all derivatives of 63 units, both sides, provincial-2022, avx2: one scoring", "gradients/avx2/shipped",
            "batch_columns/avx2/shipped", 15),
        Row("`dti score`, exact: yaml-cpp's parser alone", "process/exact", "process/yaml_events", 1.3),
        Row("`dti score --mode fast`: yaml-cpp's parser alone", "process/fast", "process/yaml_events", 1.3),
        Row("read the definition: yaml-cpp's parser alone", "load_definition/shipped", "yaml_events/shipped"),
        Row("compile 98 formulas: read the definition", "compile_formulas/shipped", "load_definition/shipped"),
    ]
    for index, title in INDICES.items():
        found += [Row(f"63 × 98, {title}, score<double>: loop by hand", f"batch_scalar/{index}",
                      f"batch_by_hand/portable/{index}"),
                  Row(f"63 × 98, {title}, score<exact>: score<double>", f"batch_exact/{index}", f"batch_scalar/{index}")]
    for machine in SETS:
        found += [Row(f"63 × 98, provincial-2022 as it is, {machine}: complete figures", f"batch_with_gaps/{machine}/shipped",
                      f"batch_columns/{machine}/shipped"),
                  Row(f"63 × 98, random index, rows of units, {machine}: columns", f"batch_rows/{machine}/random",
                      f"batch_columns/{machine}/random")]
    found += [
        Row("compile a program that scores, `-O0`: one that includes `cpp_int`", "compile/O0", "compile/reference"),
        Row("compile a program that scores, `-O2`: one that includes `cpp_int`", "compile/O2", "compile/reference"),
    ]
    return found


class Measurements:
    """Figures by key: one a round, in the unit of the key."""

    def __init__(self):
        self.rounds, self.units = {}, {}

    def add(self, key, figures, unit):
        """The figures of one round; their median counts."""
        self.rounds.setdefault(key, []).append(statistics.median(figures))
        self.units[key] = unit

    def result(self, row):
        """A row as --json writes it, or None where one of its sides was not measured."""
        ours, reference = self.rounds.get(row.ours), self.rounds.get(row.reference)
        if not ours or not reference:
            return None
        ratios = [a / b for a, b in zip(ours, reference)]
        return {"name": row.name, "ours": statistics.median(ours), "reference": statistics.median(reference),
                "ratio": statistics.median(ratios), "limit": row.limit, "unit": self.units[row.ours],
                "least": min(ratios), "greatest": max(ratios)}


# --- running ----------------------------------------------------------------------------------------------------------

def output_of(command):
    return subprocess.run(command, check=True, capture_output=True, text=True, cwd=ROOT).stdout


def run_process(command):
    """CPU seconds of a program, its output thrown away."""
    nowhere = [(os.POSIX_SPAWN_OPEN, 1, os.devnull, os.O_WRONLY, 0)]
    child = os.posix_spawn(command[0], command, os.environ, file_actions=nowhere)
    _, status, usage = os.wait4(child, 0)
    if status != 0:
        sys.exit(f"failed: {' '.join(command)}")
    return usage.ru_utime + usage.ru_stime


def alternate(measured, commands, times):
    """Programs in turns, one figure a program and round."""
    found = {key: [] for key in commands}
    for _ in range(times):
        for key, command in commands.items():
            found[key].append(run_process(command))
    for key, seconds in found.items():
        measured.add(key, seconds, "s")


def run_benchmarks(measured, program, names, seconds):
    """One round of Google Benchmark: all repetitions of all benchmarks in random order."""
    with tempfile.NamedTemporaryFile(suffix=".json") as out:
        subprocess.run([program, f"--benchmark_filter=^({'|'.join(map(re.escape, names))})$",
                        "--benchmark_repetitions=9", "--benchmark_enable_random_interleaving=true",
                        f"--benchmark_min_time={seconds}", f"--benchmark_out={out.name}", "--benchmark_out_format=json"],
                       check=True, cwd=ROOT, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL)
        runs = json.load(out)["benchmarks"]
    found = {}
    for run in runs:
        if run["run_type"] == "iteration":
            scale = {"ns": 1e-9, "us": 1e-6, "ms": 1e-3, "s": 1}[run["time_unit"]]
            # Of an item where a run is of many, else of the run.
            seconds = 1 / run["items_per_second"] if "items_per_second" in run else run["cpu_time"] * scale
            found.setdefault(run["run_name"], []).append(seconds)
    for name, figures in found.items():
        measured.add(name, figures, "s")


def find_numpy():
    """A Python that has NumPy: this one, or the system's."""
    for python in (sys.executable, "/usr/bin/python3"):
        if pathlib.Path(python).exists() and not subprocess.run([python, "-c", "import numpy"], check=False,
                                                                capture_output=True).returncode:
            return python
    return None


def run_numpy(measured, python, files, seconds):
    for index, path in files.items():
        found = json.loads(output_of([python, "bench/peers/numpy_cohort.py", str(path), "--seconds", str(seconds)]))
        for way, figures in found.items():
            measured.add(f"numpy_{way}/{index}", figures, "s")


def run_stream(measured, program, machine, scenarios):
    """A long stream of scenarios, each way in a process of its own; the same results, or nothing is measured."""
    found = {}
    for key, way, number in (("few", "columns", FEW), ("many", "columns", scenarios), ("hand", "hand", scenarios)):
        before = os.times()
        result = json.loads(output_of([program, "--stream", way, machine, str(number)]))
        after = os.times()
        used = after.children_user + after.children_system - before.children_user - before.children_system
        found[key] = (result, used)
    if any(found["many"][0][key] != found["hand"][0][key] for key in ("totals", "ranks")):
        sys.exit("the stream of scenarios by columns and by hand differ")
    measured.add("stream_process/columns", [found["many"][1]], "s")
    measured.add("stream_process/hand", [found["hand"][1]], "s")
    if found["many"][0]["peak_kb"]:
        measured.add("stream_memory/many", [found["many"][0]["peak_kb"]], "kB")
        measured.add("stream_memory/few", [found["few"][0]["peak_kb"]], "kB")


def run_threads(measured, program, machine):
    """One thread on one processor and two on two, in turns, on the clock."""
    processors = sorted(os.sched_getaffinity(0))
    if len(processors) < 2:
        return
    for key, way, pinned in (("one", "columns", processors[:1]), ("two", "threads", processors[:2])):
        command = ["taskset", "-c", ",".join(map(str, pinned)), program, "--stream", way, machine, str(MANY // 10)]
        measured.add(f"stream_clock/{key}", [json.loads(output_of(command))["seconds"]], "s")


def compile_commands(compiler, folder):
    empty = pathlib.Path(folder, "cpp_int.cpp")
    empty.write_text("#include <boost/multiprecision/cpp_int.hpp>\nint main() {}\n", encoding="utf-8")

    def command(flags, source):
        return [compiler, "-std=c++20", flags, f"-I{ROOT / 'include'}", "-c", str(source), "-o", str(pathlib.Path(folder, "out.o"))]
    program = ROOT / "examples" / "core_only_double.cpp"
    return {"compile/reference": command("-O2", empty), "compile/O0": command("-O0", program),
            "compile/O2": command("-O2", program)}


def measure(build, compiler, rounds, scenarios, quick):
    measured = Measurements()
    program, dti = str(build / "bench" / "dti_bench"), str(build / "dti")
    wanted = {key for row in rows() for key in (row.ours, row.reference)}
    names = [name for name in output_of([program, "--benchmark_list_tests"]).split() if name in wanted]
    machine = [word for word in SETS if f"stream_columns/{word}/random" in names][-1]
    python = find_numpy()
    with tempfile.TemporaryDirectory() as folder:
        files = {index: pathlib.Path(folder, f"{index}.json") for index in INDICES}
        for index, path in files.items():
            path.write_text(output_of([program, "--figures", index]), encoding="utf-8")
        processes = {
            "process/yaml_events": [str(build / "bench" / "dti_yaml_events"), str(ROOT / DEFINITION)],
            "process/exact": [dti, "score", "provincial-2022", str(ROOT / COHORT)],
            "process/fast": [dti, "score", "--mode", "fast", "provincial-2022", str(ROOT / COHORT)],
        }
        for number in range(rounds):
            print(f"round {number + 1} of {rounds}", file=sys.stderr)
            run_benchmarks(measured, program, names, 0.005 if quick else 0.02)
            if python:
                run_numpy(measured, python, files, 0.01 if quick else 0.04)
            alternate(measured, processes, 3 if quick else 9)
            run_threads(measured, program, machine)
        print("a long stream of scenarios", file=sys.stderr)
        run_stream(measured, program, machine, scenarios)
        if not quick:
            print("compile times", file=sys.stderr)
            alternate(measured, compile_commands(compiler, folder), 3)
    return measured


def python_rows(build, rounds):
    """What bench/python measures, where scripts/test has made its environment; none elsewhere."""
    python = ROOT / "build" / "python" / "env" / "bin" / "python"
    if not python.exists():
        return []
    print("the Python package", file=sys.stderr)
    with tempfile.NamedTemporaryFile(suffix=".json") as out:
        # What some machines set for old libraries slows a new NumPy.
        quiet = {name: text for name, text in os.environ.items() if not name.startswith("OPENBLAS_")}
        subprocess.run([python, "bench/python/batch.py", "--bench", build / "bench" / "dti_bench", "--rounds", str(rounds),
                        "--json", out.name], check=True, cwd=ROOT, stdout=subprocess.DEVNULL, env=quiet)
        return json.load(out)


# --- telling ----------------------------------------------------------------------------------------------------------

def figure(value, unit):
    """A time or size with three digits."""
    if unit == "kB":
        return f"{value / 1000:.3g} MB"
    for scale, word in ((1, "s"), (1e-3, "ms"), (1e-6, "µs"), (1e-9, "ns")):
        if value >= scale or word == "ns":
            return f"{value / scale:.3g} {word}"
    raise AssertionError


def ratio_text(value):
    """One over a number where that says more."""
    return f"1/{1 / value:.3g}" if value < 0.5 else f"{value:.3g}"


def table(results):
    lines = ["| what: reference | ours | reference | ratio | least – greatest | limit | |", "|---|---:|---:|---:|---:|---:|---|"]
    for row in results:
        limit = "" if row["limit"] is None else ratio_text(row["limit"])
        verdict = "" if row["limit"] is None else "holds" if row["ratio"] <= row["limit"] else "**missed**"
        lines.append(f"| {row['name']} | {figure(row['ours'], row['unit'])} | {figure(row['reference'], row['unit'])} | "
                     f"{ratio_text(row['ratio'])} | {ratio_text(row['least'])} – {ratio_text(row['greatest'])} | {limit} | {verdict} |")
    return "\n".join(lines) + "\n"


def cache_entry(build, name):
    match = re.search(rf"^{name}:[A-Z]+=(.*)$", (build / "CMakeCache.txt").read_text(encoding="utf-8"), re.MULTILINE)
    return match.group(1) if match else ""


def machine_text():
    try:
        names = re.findall(r"^model name\s*: (.*)$", pathlib.Path("/proc/cpuinfo").read_text(encoding="utf-8"), re.MULTILINE)
    except OSError:
        names = []
    return f"{names[0] if names else platform.processor()} ({platform.machine()}), {os.cpu_count()} cores"


def version_of(name, command):
    try:
        return f"{name} {output_of(command).strip()}"
    except (OSError, subprocess.CalledProcessError):
        return f"no {name}"


def settings(build, compiler, rounds):
    """What a reader must know to judge the figures."""
    flags = f"{cache_entry(build, 'CMAKE_CXX_FLAGS')} {cache_entry(build, 'CMAKE_CXX_FLAGS_RELEASE')} -ffp-contract=off".strip()
    python = find_numpy()
    numpy = version_of("NumPy", [python, "-c", "import numpy; print(numpy.__version__)"]) if python else "no NumPy"
    peers = [version_of("muParser", ["pkg-config", "--modversion", "muparser"]),
             version_of("yaml-cpp", ["pkg-config", "--modversion", "yaml-cpp"]), numpy]
    commit = version_of("commit", ["git", "describe", "--always", "--dirty"])
    first = output_of([compiler, "--version"]).splitlines()[0]
    return (f"machine: {machine_text()}; compiler: {first}; flags: `{flags}`; {'; '.join(peers)}; {commit}; "
            f"rounds: {rounds}\n")


def update_document(text, part="bench"):
    """Puts a generated part between its marks."""
    before, start, rest = DOCUMENT.read_text(encoding="utf-8").partition(f"<!-- {part}: begin -->\n")
    _, end, after = rest.partition(f"<!-- {part}: end -->")
    if not start or not end:
        sys.exit(f"{DOCUMENT} has no marks of {part}")
    DOCUMENT.write_text(f"{before}{start}{text}{end}{after}", encoding="utf-8")


def main():
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--json", metavar="FILE", help="write the rows there: a list of objects")
    parser.add_argument("--quick", action="store_true", help="one round, short runs, fewer scenarios: a look, no figures to quote")
    parser.add_argument("--rounds", type=int, help="default 9")
    parser.add_argument("--update-docs", action="store_true", help="put the table into docs/performance.md")
    parser.add_argument("--build", default="build/release", help="default build/release")
    options = parser.parse_args()
    build = (ROOT / options.build).resolve()
    compiler = cache_entry(build, "CMAKE_CXX_COMPILER") or "c++"
    rounds = options.rounds or (1 if options.quick else 9)
    scenarios = MANY // 10 if options.quick else MANY
    measured = measure(build, compiler, rounds, scenarios, options.quick)
    results = [result for row in rows(scenarios) if (result := measured.result(row))]
    results += python_rows(build, rounds)
    text = settings(build, compiler, rounds) + "\n" + table(results)
    print(text, end="")
    if options.json:
        pathlib.Path(options.json).write_text(json.dumps(results, indent=1, ensure_ascii=False) + "\n", encoding="utf-8")
    if options.update_docs:
        update_document(text)
    missed = sum(row["limit"] is not None and row["ratio"] > row["limit"] for row in results)
    print(f"\n{len(results)} rows, {missed} limits missed")


if __name__ == "__main__":
    main()
