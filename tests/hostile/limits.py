#!/usr/bin/env python3
"""Every limit that the headers name: a file at the limit is read, one above it is an error that names the limit.

Usage: limits.py --dti PROGRAM [--quick]      --quick leaves out files of many megabytes
"""
import argparse
import pathlib
import re
import subprocess
import sys
import tempfile

import files

ROOT = pathlib.Path(__file__).resolve().parents[2]
HEADERS = {"load_limits": "include/dti/load.hpp", "definition_limits": "include/dti/definition/read.hpp",
           "formula_limits": "include/dti/formula/tree.hpp"}


def read_limits():
    """The limits of the headers by name, as numbers."""
    found = {}
    for group, path in HEADERS.items():
        text = (ROOT / path).read_text(encoding="utf-8")
        block = re.search(rf"struct {group} \{{(.*?)\n\}};", text, re.DOTALL).group(1)
        for name, value in re.findall(r"static constexpr [\w:]+ (\w+)\s*=\s*([^;]+);", block):
            found[f"{group}.{name}"] = eval(re.sub(r"(?<=\d)[UuLl']+", "", value.replace("'", "")))  # 16U << 20U
    text = (ROOT / "include/dti/number/number_text.hpp").read_text(encoding="utf-8")
    found["max_number_length"] = int(re.search(r"max_number_length = (\d+)", text).group(1))
    return found


def index_of(part):
    """A definition whose list of sub-indices is given."""
    return "dti: 1\nindex: demo\ntitle: {en: D}\nmissing: zero\nsub_indices:\n" + part


def one_sub_index(indicators):
    return index_of("  - id: s\n    indicators:\n" + indicators)


def indicator(number=0, inputs="{x: {}}", formula="x", more=""):
    return (f"      - {{id: i{number}, max_score: 10, inputs: {inputs}, formula: {formula}{more}}}\n")


def sub_index(number):
    return f"  - {{id: s{number}, indicators: [{{id: i{number}, max_score: 1, inputs: {{x: {{}}}}, formula: x}}]}}\n"


def padded(text, length):
    """The text with an unknown list behind it, as long as wanted."""
    text += "x:\n"
    line = "- " + "a" * 97 + "\n"
    text += line * ((length - len(text)) // len(line))
    return text + "\n" * (length - len(text))


def nested(levels):
    """A definition whose title goes down as many levels of maps as wanted."""
    return "a: " + "{a: " * (levels - 1) + "1" + "}" * (levels - 1) + "\n"


def definitions():
    """By name of the limit: a function from a size to a definition of that size."""
    return {
        "load_limits.definition_bytes": lambda n: padded(files.INDEX, n),
        "load_limits.yaml_depth": nested,
        # The map, its key and the list are nodes too.
        "load_limits.yaml_nodes": lambda n: "x:\n" + "- a\n" * (n - 3),
        "load_limits.yaml_scalar_bytes": lambda n: files.INDEX.replace("Demonstration", '"' + "a" * n + '"'),
        "load_limits.yaml_stretch_bytes": lambda n: files.INDEX + "#" * n + "\n",
        "definition_limits.sub_indices": lambda n: index_of("".join(map(sub_index, range(n)))),
        "definition_limits.pillars": lambda n: index_of(sub_index(0)) + "pillars:\n" + "".join(
            f"  - {{id: p{i}, title: {{en: P}}, sub_indices: [s0]}}\n" for i in range(n)),
        "definition_limits.indicators": lambda n: one_sub_index("".join(map(indicator, range(n)))),
        "definition_limits.figures": lambda n: one_sub_index(indicator(
            inputs="{" + ", ".join(f"x{i}: {{}}" for i in range(n)) + "}", formula="x0")),
        "definition_limits.figures derived": lambda n: one_sub_index(indicator(
            formula="d0", more=", derive: {" + ", ".join(f"d{i}: x" for i in range(n)) + "}")),
        "definition_limits.options": lambda n: one_sub_index(indicator(
            inputs="{x: {kind: choice, options: [" + ", ".join(f"o{i}" for i in range(n)) + "]}}",
            formula='"choice(x, o0: 1, else: 0)"')),
        "definition_limits.examples": lambda n: one_sub_index(indicator(
            more=", examples: [" + ", ".join(["{given: {x: 1}, points: 1}"] * n) + "]")),
        "formula_limits.length": lambda n: one_sub_index(indicator(formula='"x +' + " " * (n - 4) + 'x"')),
        # The formula itself is the first level.
        "formula_limits.nesting": lambda n: one_sub_index(indicator(formula='"' + "(" * (n - 1) + "x" + ")" * (n - 1) + '"')),
        "formula_limits.exponent": lambda n: one_sub_index(indicator(formula=f"x ^ {n}")),
        "formula_limits.growth": lambda n: one_sub_index(indicator(formula="x ^ 50" + " * x ^ 50" * (n // 50 - 1)
                                                                   + " * x" * (n % 50))),
        "max_number_length": lambda n: files.INDEX.replace("max_score: 10", "max_score: " + "1" * n, 1),
    }


def data():
    """The same for data: pairs of a definition and a text."""
    small = files.INDEX
    wide = one_sub_index("".join(indicator(i) for i in range(1000)))
    return {
        "load_limits.data_bytes": lambda n: (small, files.WIDE + "\n" * (n - len(files.WIDE))),
        "load_limits.csv_columns": lambda n: (small, "unit,indicator,name,value" + "".join(
            f",c{i}" for i in range(n - 4)) + "\na,,group,b" + "," * (n - 4) + "\n"),
        "load_limits.csv_cells": lambda n: (small, "unit,indicator,name,value" + "".join(
            f",c{i}" for i in range(9996)) + "\n" + ("a,,group,b" + "," * 9996 + "\n") * (n // 10_000 - 1)
            + ("a" if n % 10_000 else "")),
        # Units times figures: a thousand indicators have two thousand fields.
        "load_limits.csv_cells of a run": lambda n: (wide, "unit\n" + "".join(f"u{i}\n" for i in range(-(-n // 2000)))),
        "load_limits.csv_cell_bytes": lambda n: (small, "unit\n" + "a" * n + "\n"),
        "load_limits.units": lambda n: (small, "unit\n" + "".join(f"u{i}\n" for i in range(n))),
        "max_number_length": lambda n: (small, "unit,online.part\na," + "1" * n + "\n"),
    }


def inherited(number):
    """Scenarios that inherit so many changes in all."""
    def base(name, count):
        return f"[{name}]\n" + "".join(f"i.x{i} = 1\n" for i in range(count))
    return (base("s", 1000) + "".join(f"[s{i}]\ninherits = s\n" for i in range(number // 1000))
            + (base("t", number % 1000) + "[u]\ninherits = t\n" if number % 1000 else ""))


def scenarios():
    """The same for scenario files: pairs of an ending and a text."""
    ini = files.SCENARIOS["ini"]
    return {
        "load_limits.scenario_bytes": lambda n: ("ini", ini + "\n" * (n - len(ini))),
        "load_limits.scenario_depth": lambda n: ("json", "[" * n + "]" * n),
        "load_limits.scenario_nodes": lambda n: ("json", "[" + ", ".join(["1"] * (n - 1)) + "]"),  # the list is one
        "load_limits.scenario_text_bytes": lambda n: ("ini", ini + "title = " + "a" * n + "\n"),
        "load_limits.scenarios": lambda n: ("ini", "".join(f"[s{i}]\ni.x = 1\n" for i in range(n))),
        "load_limits.scenario_changes": lambda n: ("ini", inherited(n)),
    }


HEAVY = {"load_limits.data_bytes", "load_limits.csv_cells", "load_limits.csv_cells of a run", "load_limits.units",
         "load_limits.definition_bytes", "load_limits.yaml_nodes"}


def said(program, words, folder):
    done = subprocess.run([program, *words], cwd=folder, capture_output=True, check=False, timeout=300)
    return done.returncode, done.stderr.decode("utf-8", "replace")


# The reader hands its text on in windows: a stretch may be a little longer.
SLACK = {"load_limits.yaml_stretch_bytes": 4096}


def check(name, limit, run):
    """Runs a size at the limit and one above it; what is wrong."""
    slack = SLACK.get(name, 0)
    status, text = run(limit - slack)
    if "error[limit]" in text or status not in (0, 1):
        yield f"{name}: at {limit}: status {status}, {text[:300]}"
    status, text = run(limit + slack + 1)
    # An exponent above the limit is a mistake of syntax as any other exponent.
    expected = "error[formula-syntax]" if name == "formula_limits.exponent" else "error[limit]"
    if status != 1 or expected not in text:
        yield f"{name}: above {limit}: status {status}, {text[:300]}"
    elif str(limit) not in text:
        yield f"{name}: the message does not name {limit}: {text[:300]}"


def main():
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--dti", required=True, help="the program")
    parser.add_argument("--quick", action="store_true", help="leave out large files")
    options = parser.parse_args()
    program = str(pathlib.Path(options.dti).resolve())
    limits = read_limits()
    tests = [("definition", name, make) for name, make in definitions().items()]
    tests += [("data", name, make) for name, make in data().items()]
    tests += [("scenario", name, make) for name, make in scenarios().items()]
    problems = [f"{name}: no test" for name in sorted(limits.keys() - {name.split(" ")[0] for _, name, _ in tests})]
    count = 0
    with tempfile.TemporaryDirectory(prefix="limits-") as root:
        folder = pathlib.Path(root)
        for kind, name, make in tests:
            if options.quick and name in HEAVY:
                continue

            def run(size, kind=kind, make=make):
                if kind == "definition":
                    (folder / "index.yaml").write_text(make(size), encoding="utf-8")
                    return said(program, ["check", "index.yaml"], folder)
                if kind == "scenario":
                    ending, text = make(size)
                    (folder / "index.yaml").write_text(files.INDEX, encoding="utf-8")
                    (folder / "data.csv").write_text(files.WIDE, encoding="utf-8")
                    (folder / ("plan." + ending)).write_text(text, encoding="utf-8")
                    return said(program, ["whatif", "index.yaml", "data.csv", "--scenario", "plan." + ending], folder)
                index, text = make(size)
                (folder / "index.yaml").write_text(index, encoding="utf-8")
                (folder / "data.csv").write_text(text, encoding="utf-8")
                return said(program, ["check", "index.yaml", "data.csv"], folder)

            problems += check(name, limits[name.split(" ")[0]], run)
            count += 1
    print("\n".join(problems), end="\n" if problems else "")
    print(f"limits: {count} tried at the limit and above, {len(problems)} problems")
    return 1 if problems else 0


if __name__ == "__main__":
    sys.exit(main())
