"""Compares the program with the reference on random cases, cell by cell, as text.

    run_oracle.py --dti build/release/dti [--count 300] [--seed 1] [--keep DIR] [--mode exact|fast]

Every case is written in several layouts: wide CSV, long CSV, YAML profiles, and these mixed. In the mode `exact` (the
default) every cell of the three forms of `dti score` has to be the reference's, to the character, whatever the layout;
every tenth case is asked for as JSON too. A difference is printed with its seed (`--seed N --count 1`
repeats the case) and the exit status is 1. At the end the count of cases in which each feature occurred is printed; a
feature that never occurred fails the run too, for then the comparison proves less than it claims. Runs of fewer than
`ENOUGH` cases are exempt, so that one case can be repeated.

In the mode `fast` the program computes on floating point: cells that differ are counted and not held against it.
"""

from __future__ import annotations

import argparse
import csv
import io
import json
import shutil
import subprocess
import sys
import tempfile
import unicodedata
from collections import Counter
from fractions import Fraction
from pathlib import Path
from typing import List, NamedTuple, Optional

from features import REQUIRED, features_of
from forms import Layout
from generate import Case, make_case
from reference import Reference, Table

# The indicators first: where several tables differ, theirs shows the cause.
FORMS = {"indicators": ["--by", "indicator"], "units": [], "ranks": ["--ranks"]}

ENOUGH = 300  # so many random cases reach every feature
SHOWN = 5  # differences printed of one case

_TEXTS = {"unit", "indicator", "code", "status", "confidence", "level", "id"}


class Difference(NamedTuple):
    form: str
    place: str
    expected: str
    found: str
    unit: Optional[str] = None
    indicator: Optional[str] = None


class ProgramError(Exception):
    """The program gave no table."""


def tables(scored: Reference) -> dict:
    return {"indicators": scored.indicator_table(), "units": scored.unit_table(), "ranks": scored.rank_table()}


def in_order(table: Table, order: List[str]) -> Table:
    """The table with the units in the order in which a layout's files name them."""
    unit = table.columns.index("unit")
    return Table(table.columns, sorted(table.rows, key=lambda row: order.index(row[unit])))


def run(dti: str, folder: Path, layout: Layout, arguments: List[str]) -> str:
    files = [str(folder / layout.name / name) for name in layout.files]
    command = [dti, "score", str(folder / "index.yaml"), *files, *layout.arguments, *arguments]
    result = subprocess.run(command, stdout=subprocess.PIPE, stderr=subprocess.PIPE, timeout=60)
    if result.returncode != 0:
        message = result.stderr.decode("utf-8", "replace").strip()
        raise ProgramError(f"exit status {result.returncode} of: {' '.join(command)}\n{message}")
    # The program shows a name as it was first written; decomposed letters are the same name.
    return unicodedata.normalize("NFC", result.stdout.decode("utf-8"))


def compare_tables(form: str, expected: Table, columns: List[str], rows: List[list]) -> List[Difference]:
    """Every cell that differs; where the shape differs, only that."""
    if columns != expected.columns:
        return [Difference(form, "columns", ",".join(expected.columns), ",".join(columns))]
    if len(rows) != len(expected.rows):
        return [Difference(form, "number of rows", str(len(expected.rows)), str(len(rows)))]
    differences = []
    for number, (wanted, found) in enumerate(zip(expected.rows, rows), start=1):
        if len(found) != len(columns):
            differences.append(Difference(form, f"row {number}: cells", str(len(columns)), str(len(found))))
            continue
        named = dict(zip(columns, wanted))
        for column, want, have in zip(columns, wanted, found):
            if (type(want), want) != (type(have), have):  # in JSON 1 is not true
                row = ", ".join(named[key] for key in ("unit", "level", "id", "indicator") if key in named)
                place = f"row {number} ({row}), {column}"
                about = named["unit"], named.get("indicator")
                differences.append(Difference(form, place, repr(want), repr(have), *about))
    return differences


def compare_csv(form: str, expected: Table, text: str) -> List[Difference]:
    rows = list(csv.reader(io.StringIO(text)))
    return compare_tables(form, expected, rows[0] if rows else [], rows[1:])


def as_json(column: str, text: str):
    """What JSON has to hold for a cell: none, a truth, a text, or a number equal to the printed one."""
    if text == "":
        return None
    if column == "synthetic":
        return text == "true"
    return text if column in _TEXTS else Fraction(text)


def compare_json(form: str, expected: Table, case: Case, text: str) -> List[Difference]:
    document = json.loads(text, parse_float=Fraction, parse_int=Fraction)
    wanted = {"command": "score", "index": case.definition["index"], "mode": "exact"}
    form += " as JSON"
    differences = [
        Difference(form, key, repr(value), repr(document.get(key)))
        for key, value in wanted.items()
        if document.get(key) != value
    ]
    for key in ("format", "rows", "notes"):
        if key not in document:
            return differences + [Difference(form, key, "a value", "no such key")]
    rows = [[as_json(column, cell) for column, cell in zip(expected.columns, row)] for row in expected.rows]
    for number, row in enumerate(document["rows"], start=1):
        if list(row) != expected.columns:
            return differences + [Difference(form, f"keys of row {number}", str(expected.columns), str(list(row)))]
    found = [list(row.values()) for row in document["rows"]]
    return differences + compare_tables(form, Table(expected.columns, rows), expected.columns, found)


def write_files(case: Case, folder: Path) -> None:
    (folder / "index.yaml").write_bytes(case.yaml.encode("utf-8"))
    for layout in case.layouts:
        (folder / layout.name).mkdir()
        for name, text in layout.files.items():
            (folder / layout.name / name).write_bytes(text.encode("utf-8"))


def check_case(dti: str, case: Case, folder: Path, with_json: bool, mode: str) -> List[Difference]:
    scored = Reference(case.definition, case.units)
    write_files(case, folder)
    differences: List[Difference] = []
    for layout in case.layouts:
        for name, table in tables(scored).items():
            form, expected = f"{layout.name}, {name}", in_order(table, layout.order)
            arguments = FORMS[name] + (["--mode", mode] if mode != "exact" else [])
            differences += compare_csv(form, expected, run(dti, folder, layout, [*arguments, "--format", "csv"]))
            if with_json:
                found = run(dti, folder, layout, [*arguments, "--format", "json"])
                differences += compare_json(form, expected, case, found)
    return differences


def describe(case: Case, difference: Difference) -> str:
    lines = [f"seed {case.seed}, {difference.form}: {difference.place}"]
    lines.append(f"  expected {difference.expected}, found {difference.found}")
    trees = {i["id"]: i for sub_index in case.definition["sub_indices"] for i in sub_index["indicators"]}
    if difference.indicator in trees:
        tree = trees[difference.indicator]
        lines.append(f"  formula: {tree['formula']}")
        lines += [f"  {name} = {text}" for name, text in tree.get("derive", {}).items()]
        values = {unit["unit"]: unit["values"] for unit in case.units}
        lines.append(f"  figures: {values[difference.unit][difference.indicator]}")
        if "cohort" in tree["formula"] or "share_of_best" in tree["formula"]:
            lines += [f"  figures of {unit}: {of[difference.indicator]}" for unit, of in values.items()]
    return "\n".join(lines)


def report(case: Case, differences: List[Difference], folder: Path, keep: Optional[str]) -> None:
    for difference in differences[:SHOWN]:
        print(describe(case, difference))
    if len(differences) > SHOWN:
        print(f"  and {len(differences) - SHOWN} more cells of this case")
    keep_files(case, folder, keep)


def keep_files(case: Case, folder: Path, keep: Optional[str]) -> None:
    place = Path(keep or tempfile.mkdtemp(prefix="dti-oracle-")) / f"case-{case.seed}"
    shutil.copytree(folder, place, dirs_exist_ok=True)
    print(f"  files kept in {place}")


def print_features(counts: Counter) -> List[str]:
    """Prints in how many cases each feature occurred; the answer names those that never did."""
    print("cases with each feature:")
    for feature in sorted(REQUIRED):
        print(f"  {counts[feature]:5}  {feature}")
    return [feature for feature in sorted(REQUIRED) if counts[feature] == 0]


def main() -> int:
    parser = argparse.ArgumentParser(description=__doc__.split("\n")[0])
    parser.add_argument("--dti", required=True, help="the program")
    parser.add_argument("--count", type=int, default=300, help="number of random cases")
    parser.add_argument("--seed", type=int, default=1, help="the first case's seed; the next one's is one more")
    parser.add_argument("--keep", metavar="DIR", help="where to keep the files of cases that differ")
    parser.add_argument("--mode", choices=["exact", "fast"], default="exact", help="fast only reports differences")
    options = parser.parse_args()

    counts: Counter = Counter()
    failed = cells = cases_apart = 0
    for number in range(options.count):
        case = make_case(options.seed + number)
        counts.update(features_of(case))
        with tempfile.TemporaryDirectory() as name:
            folder = Path(name)
            try:
                with_json = number % 10 == 0 and options.mode == "exact"
                differences = check_case(options.dti, case, folder, with_json, options.mode)
            except (ProgramError, subprocess.TimeoutExpired, ValueError) as error:
                failed += 1
                print(f"seed {case.seed}: {error}")
                keep_files(case, folder, options.keep)
                continue
            if options.mode == "fast":
                cells += len(differences)
                cases_apart += bool(differences)
            elif differences:
                failed += 1
                report(case, differences, folder, options.keep)

    never = print_features(counts)
    uncovered = bool(never) and options.count >= ENOUGH
    if uncovered:
        print("features that never occurred: " + ", ".join(never))
    if options.mode == "fast":
        print(f"fast: {cells} cells differ from the exact figures, in {cases_apart} of {options.count} cases")
    print(f"oracle: {options.count - failed} passed, {failed} failed")
    return 1 if failed or uncovered else 0


if __name__ == "__main__":
    sys.exit(main())
