"""Compares `dti gains`, `dti gaps` and `dti whatif` with the second computation on random questions.

    run_analyses.py --dti build/release/dti [--count 100] [--seed 1] [--keep DIR]

Every cell that the contract defines is compared: what-ifs and gaps as text, gains as numbers (the program prints six
significant digits or more), where 0, `inf`, `-inf` and empty have to be just that. A figure that closes a gap is not
computed again but checked: it closes the gap, a millionth less does not, and where none is named none is found. Columns
beyond the contract's are not looked at. Every fifth question is asked for as JSON too.

A difference is printed with its seed (`--seed N --count 1` asks again) and the exit status is 1. At the end the count
of questions in which each feature occurred is printed; a feature that never occurred fails a run of `ENOUGH` questions
too, for then the comparison proves less than it claims.
"""

from __future__ import annotations

import argparse
import csv
import io
import json
import re
import shutil
import subprocess
import sys
import tempfile
import unicodedata
from collections import Counter
from fractions import Fraction
from pathlib import Path
from typing import Dict, List, NamedTuple, Optional, Tuple

import analyses
import reference as ref
from analyses import Gain, Question
from generate import to_yaml
from questions import SHAPES, Asked, files_of, make_asked

ENOUGH = 100  # so many random questions reach every feature
SHOWN = 6  # differences printed of one question
RELATIVE = Fraction(1, 10**6)
DIGITS = 6  # significant ones that a gain has at least

COLUMNS = {
    "gains": "indicator,name,value,gain_up,gain_down".split(","),
    "gaps": "rank,indicator,code,points,target_points,gap,share,needed".split(","),
    "whatif": "level,id,before,after,change".split(","),
}

REQUIRED = frozenset(
    [f"rule that bends: {shape.name}" for shape in SHAPES]
    + [f"gain {what}" for what in ("0", "above 0", "below 0", "of a curve", "empty")]
    + [f"gain {jump} {side}" for jump in ("inf", "-inf") for side in ("up", "down")]
    + ["gain with sides that differ", "gain 0 on one side", "gain with a jump on one side only"]
    + ["gain of a derived figure", "gain of a given derived figure", "gain of a part of a given derived figure"]
    + ["gain of a yes_no", "gain of a choice", "gain where points are entered", "gain in a subtotal"]
    + ["gain of a figure that is not there", "gain where a figure is missing", "gain where a denominator is empty"]
    + ["gain below min_coverage", "gain where a needed division by zero begins", "gain of a bonus"]
    + ["gain through a cohort of several", "gain through references", "gain under rounding.points"]
    + ["gain under rounding.value", "gain without rounding"]
    + [f"gap to {what}" for what in ("the maximum", "a figure", "more than a figure", "at most a figure", "points")]
    + ["gap to another year's figure", "gap to this year's figure", "gap to an answer", "gap 0", "gap with a tie"]
    + ["gap of a subtotal", "gap on an assumed maximum", "gap without figures", "targets in a file"]
    + ["targets in the profile", "needed above the figure", "needed below the figure", "needed: none", "needed: an answer"]
    + ["needed of a derived figure", "needed of an input"]
    + [f"what-if of {what}" for what in ("a figure", "several figures", "a derived figure", "an answer")]
    + ["what-if of a part of a given derived figure", "what-if by a difference", "what-if by a factor"]
    + ["what-if under entered points", "what-if in a subtotal", "what-if against later data", "what-if that fails"]
    + ["what-if that changes the rank", "what-if whose rivals change the rank", "what-if that changes nothing"]
    + ["what-if below min_coverage", "as CSV", "as profiles"]
)


class Difference(NamedTuple):
    command: str
    place: str
    expected: str
    found: str
    indicator: str = ""


class ProgramError(Exception):
    """The program gave no table, or one where it should not."""


Row = Dict[str, object]


class Asking:
    """One question, put to the program in all its forms."""

    def __init__(self, dti: str, asked: Asked, folder: Path, with_json: bool, counts: Counter):
        self.dti = dti
        self.asked = asked
        self.folder = folder
        self.formats = ["csv", "json"] if with_json else ["csv"]
        self.scored = ref.Reference(asked.definition, asked.units)
        self.definition = self.scored.definition
        self.question = Question(self.scored, asked.unit, asked.at)
        self.differences: List[Difference] = []
        self.features = counts
        self.found: set = set()
        self.command = ""

    def note(self, feature: str) -> None:
        assert feature in REQUIRED, feature
        self.found.add(feature)

    def differ(self, place: str, expected: str, found: str, indicator: str = "") -> None:
        if expected != found:
            self.differences.append(Difference(self.command, place, repr(expected), repr(found), indicator))

    def write(self, name: str, units: List[dict], with_targets: bool = False) -> List[str]:
        paths = []
        for file, text in files_of(self.asked, units, name, with_targets).items():
            (self.folder / file).write_text(text, encoding="utf-8")
            paths.append(str(self.folder / file))
        return paths

    def run(self, arguments: List[str]) -> Tuple[int, str, str]:
        words = [self.dti, *arguments]
        result = subprocess.run(words, stdout=subprocess.PIPE, stderr=subprocess.PIPE, timeout=60)
        errors = result.stderr.decode("utf-8", "replace").strip()
        return result.returncode, unicodedata.normalize("NFC", result.stdout.decode("utf-8")), errors

    def rows(self, command: str, arguments: List[str], form: str) -> List[Row]:
        """The rows of an answer; of each the contract's columns, as text, or as JSON has them."""
        index = str(self.folder / "index.yaml")
        words = [command, index, *arguments, "--unit", self.asked.unit["unit"], "--format", form]
        self.command = f"dti {command} as {form}"
        status, text, errors = self.run(words)
        if status != 0:
            raise ProgramError(f"exit status {status} of: {' '.join([self.dti, *words])}\n{errors}")
        wanted = COLUMNS[command]
        if form == "csv":
            head, *lines = list(csv.reader(io.StringIO(text)))
            if head[: len(wanted)] != wanted:
                raise ProgramError(f"columns of {command}: {','.join(head)}")
            return [dict(zip(wanted, line)) for line in lines]
        document = json.loads(text, parse_float=Fraction, parse_int=Fraction)
        if document.get("command") != command or document.get("index") != self.definition.id:
            raise ProgramError(f"{command} as JSON: command {document.get('command')}, index {document.get('index')}")
        for row in document["rows"]:
            if list(row)[: len(wanted)] != wanted:
                raise ProgramError(f"keys of {command}: {','.join(row)}")
        return [{key: row[key] for key in wanted} for row in document["rows"]]

    # Gains -----------------------------------------------------------------------------------------------------------

    def gains(self, data: List[str]) -> None:
        expected: Dict[Tuple[str, str], Tuple[Gain, Gain]] = {}
        for indicator in self.definition.indicators:
            for name in [*indicator.inputs, *indicator.derive]:
                expected[indicator.id, name] = analyses.sides(self.question, indicator, name)
                self.features_of_gain(indicator, name, *expected[indicator.id, name])
        for form in self.formats:
            rows = self.rows("gains", data, form)
            found = {(row["indicator"], row["name"]): row for row in rows}
            self.differ("number of rows", str(len(expected)), str(len(rows)))
            for key, (up, down) in expected.items():
                if key not in found:
                    self.differ(f"row of {'.'.join(key)}", "a row", "none", key[0])
                    continue
                self.value(key, found[key]["value"])
                self.gain(key, "gain_up", up, found[key]["gain_up"])
                self.gain(key, "gain_down", down, found[key]["gain_down"])

    def value(self, key: Tuple[str, str], cell: object) -> None:
        """The figure itself: how many digits it has is the program's affair."""
        indicator = self.scored.indicators[key[0]]
        present = self.question.present(indicator, key[1])
        kind = indicator.inputs.get(key[1], {}).get("kind", "number")
        if kind == "yes_no" or not isinstance(present, Fraction):
            words = {None: [""], Fraction(1): ["yes", "1", "true"], Fraction(0): ["no", "0", "false"]}
            wanted = words.get(present, [str(present)])
            if as_word(cell) not in wanted:
                self.differ(f"{'.'.join(key)}, value", wanted[0], as_word(cell), key[0])
            return
        number = as_number(cell)
        if number is None or abs(number - present) > abs(present) / 10**5:
            self.differ(f"{'.'.join(key)}, value", str(present), str(cell), key[0])

    def gain(self, key: Tuple[str, str], column: str, gain: Gain, cell: object) -> None:
        place = f"{'.'.join(key)}, {column}"
        if gain.undecided:
            return
        if gain.jump or gain.empty:
            self.differ(place, gain.jump, as_word(cell), key[0])
            return
        number = as_number(cell)
        if number is None or abs(number - gain.slope) > tolerance(gain.slope):
            slope = gain.slope if gain.slope.denominator < 10**9 else float(gain.slope)
            self.differ(place, f"{slope} = {float(slope)}", str(cell), key[0])

    def features_of_gain(self, indicator: ref.Indicator, name: str, up: Gain, down: Gain) -> None:
        question, view = self.question, self.question.views[indicator.id]
        outcome = question.card.outcomes[indicator.id]
        kind = indicator.inputs.get(name, {}).get("kind", "number")
        given = [derived for derived in indicator.derive if derived in view.texts]
        if kind != "number":
            self.note(f"gain of a {kind}")
        elif outcome.status in ("entered", "in_subtotal"):
            self.note("gain where points are entered" if outcome.status == "entered" else "gain in a subtotal")
        elif outcome.missing:
            self.note("gain where a figure is missing")
        elif outcome.empty:
            self.note("gain where a denominator is empty")
        elif question.present(indicator, name) is None:
            self.note("gain of a figure that is not there")
        if kind != "number" or outcome.status != "scored" or outcome.empty:
            return
        for gain, side in ((up, "up"), (down, "down")):
            if gain.jump:
                self.note(f"gain {gain.jump} {side}")
            elif gain.empty:
                self.note("gain empty")
                self.note("gain where a needed division by zero begins")
            elif gain.slope == 0:
                self.note("gain 0")
            elif gain.slope is not None:
                self.note("gain above 0" if gain.slope > 0 else "gain below 0")
                if gain.curved:
                    self.note("gain of a curve")
        moves = [gain for gain in (up, down) if gain.jump or gain.slope]
        if name in indicator.inputs and any(
            isinstance(n, ref.Name) and n.name == name for key in given for n in ref.walk(indicator.derive[key])
        ):
            self.note("gain of a part of a given derived figure")
        if not moves:
            return
        if up != down:
            if up.slope == 0 or down.slope == 0:
                self.note("gain 0 on one side")
            if len([gain for gain in (up, down) if gain.jump]) == 1:
                self.note("gain with a jump on one side only")
            if up.slope is not None and down.slope is not None:
                self.note("gain with sides that differ")
        if indicator.id in self.asked.shapes:
            self.note(f"rule that bends: {self.asked.shapes[indicator.id].name}")
        if name in indicator.derive:
            self.note("gain of a given derived figure" if name in given else "gain of a derived figure")
        if indicator.bonus:
            self.note("gain of a bonus")
        if question.card.rolled_up.total_points is None:
            self.note("gain below min_coverage")
        if any(isinstance(node, ref.CohortCall) for node in ref.walk(indicator.formula)):
            alone = len(self.asked.units) == 1
            self.note("gain through references" if alone else "gain through a cohort of several")
        if self.definition.round_points is not None:
            self.note("gain under rounding.points")
        if self.definition.round_value is not None:
            self.note("gain under rounding.value")
        if self.definition.round_points is None and self.definition.round_value is None:
            self.note("gain without rounding")

    # Gaps ------------------------------------------------------------------------------------------------------------

    def gaps(self, data: List[str]) -> None:
        asked = self.asked
        targets = asked.targets
        arguments = list(data)
        if targets and not asked.targets_in_profile:
            path = self.folder / "targets.yaml"
            path.write_text(to_yaml({"targets": targets}), encoding="utf-8")
            arguments += ["--targets", str(path)]
        if targets:
            self.note("targets in the profile" if asked.targets_in_profile else "targets in a file")
        in_profiles = any(path.endswith(".yaml") for path in data)  # a table does not say of which year its figures are
        expected = analyses.gaps(self.question, targets, asked.year if in_profiles else None)
        self.features_of_gaps(expected)
        for form in self.formats:
            rows = self.rows("gaps", arguments, form)
            # What has no points of its own has no gap: whether it has an empty row is the program's affair.
            rows = [row for row in rows if as_word(row["points"]) != ""]
            # The contract fixes the order of indicators; a published sum stands where the program likes.
            names, others = [row.id for row in expected], [str(row["indicator"]) for row in rows]
            for part in (lambda ids: [key for key in ids if "+" not in key], sorted):
                self.differ("rows", " ".join(part(names)), " ".join(part(others)))
            found = {row["indicator"]: row for row in rows}
            for row in expected:
                if row.id in found:
                    self.gap_row(row, found[row.id])

    def gap_row(self, row: analyses.Gap, found: Row) -> None:
        wanted = {
            "rank": str(row.rank),
            "code": row.code,
            "points": ref.fixed(row.points, self.definition.print_points),
            "target_points": ref.fixed(row.target_points, self.definition.print_points),
            "gap": ref.fixed(row.gap, self.definition.print_points),
            "share": ref.fixed(row.share, self.definition.print_value),
        }
        for column, want in wanted.items():
            self.cell(f"{row.id}, {column}", want, found[column], row.id.split("+")[0])
        needed = as_word(found["needed"])
        for fault in analyses.needed_faults(self.question, row, needed):
            self.differ(f"{row.id}, needed", f"{row.points} to {row.target_points}: {fault}", needed, row.id)
        self.features_of_needed(row, needed)

    def cell(self, place: str, want: str, have: object, indicator: str = "") -> None:
        if isinstance(have, Fraction):
            if want == "" or Fraction(want) != have:
                self.differ(place, want, str(have), indicator)
        else:
            self.differ(place, want, as_word(have), indicator)

    def features_of_gaps(self, rows: List[analyses.Gap]) -> None:
        for row in rows:
            if "+" in row.id:
                self.note("gap of a subtotal")
            if row.gap == 0:
                self.note("gap 0")
            if row.basis == "maximum":
                self.note("gap to the maximum")
            if row.block == 2:
                assumed = "+" in row.id or self.scored.indicators[row.id].max_score_assumed
                self.note("gap on an assumed maximum" if assumed else "gap without figures")
            if sum(other.rank == row.rank for other in rows) > 1 and row.gap:
                self.note("gap with a tie")
            for name, written in self.asked.targets.get(row.id, {}).items():
                if name == "lead":
                    continue
                if row.target is None:
                    self.note("gap to another year's figure")
                elif name == "points":
                    self.note("gap to points")
                elif isinstance(written, dict):
                    words = {"over": "more than a figure", "at_most": "at most a figure"}
                    self.note("gap to " + words.get(next(iter(written)), "this year's figure"))
                else:
                    self.note("gap to " + ("an answer" if row.target.bounds[name].kind == "answer" else "a figure"))

    def features_of_needed(self, row: analyses.Gap, needed: str) -> None:
        if not row.gap or "+" in row.id:
            return
        if not needed:
            self.note("needed: none")
            return
        name, _, text = needed.partition("=")
        indicator = self.scored.indicators[row.id]
        here = self.question.present(indicator, name)
        self.note("needed of a derived figure" if name in indicator.derive else "needed of an input")
        if indicator.inputs.get(name, {}).get("kind", "number") != "number":
            self.note("needed: an answer")
        elif isinstance(here, Fraction):
            self.note("needed above the figure" if ref.figure(text) > here else "needed below the figure")

    # What-if ---------------------------------------------------------------------------------------------------------

    def what_if(self, data: List[str], settings: List[Tuple[str, str, str]]) -> None:
        sets: analyses.Figures = {}
        arguments = list(data)
        for key, name, written in settings:
            indicator = self.scored.indicators[key]
            figure = analyses.read_setting(written, lambda: self.question.present(indicator, name))
            sets.setdefault(key, {})[name] = figure
            arguments += ["--set", f"{key}.{name}={written}"]
            self.features_of_setting(indicator, name, written)
        if len(settings) > 1:
            self.note("what-if of several figures")
        units = list(self.asked.units)
        units[self.asked.at] = analyses.unit_with(self.definition, self.asked.unit, sets)
        self.compare_changes(arguments, units)

    def against(self, data: List[str]) -> None:
        self.note("what-if against later data")
        later = self.write("later", self.asked.later)
        words = list(data)
        for path in later:
            words += ["--against", path]
        self.compare_changes(words, self.asked.later)

    def compare_changes(self, arguments: List[str], units: List[dict]) -> None:
        try:
            after = ref.Reference(self.asked.definition, units)
        except ref.PolicyError as error:
            self.note("what-if that fails")
            words = ["whatif", str(self.folder / "index.yaml"), *arguments, "--unit", self.asked.unit["unit"]]
            self.command = "dti whatif"
            status, text, _ = self.run(words)
            self.differ("exit status and output", f"1, nothing ({error})", f"{status}, {'rows' if text else 'nothing'}"
                        if status != 1 or text else f"1, nothing ({error})")  # fmt: skip
            return
        expected = analyses.changes(self.scored, after, self.asked.unit["unit"])
        self.features_of_changes(expected)
        wanted = {}
        for row in expected:
            cells = (row.before, row.after, row.change)
            wanted[row.level, row.id] = [analyses.text_of(self.definition, row.level, cell) for cell in cells]
        for form in self.formats:
            rows = self.rows("whatif", arguments, form)
            rows = [row for row in rows if row["level"] in LEVELS]
            found = {(row["level"], row["id"]): row for row in rows}
            names = " ".join(f"{level}:{key}" for level, key in wanted)
            self.differ("rows", names, " ".join(f"{row['level']}:{row['id']}" for row in rows))
            for key, cells in wanted.items():
                for column, want in zip(("before", "after", "change"), cells):
                    if key in found:
                        self.cell(f"{key[0]} {key[1]}, {column}", want, found[key][column])

    def features_of_setting(self, indicator: ref.Indicator, name: str, written: str) -> None:
        kind = indicator.inputs.get(name, {}).get("kind", "number")
        if kind != "number":
            self.note("what-if of an answer")
        self.note("what-if of a derived figure" if name in indicator.derive else "what-if of a figure")
        if written.startswith("+") or written.endswith("pp"):
            self.note("what-if by a difference")
        if written.startswith("*"):
            self.note("what-if by a factor")
        texts = self.question.views[indicator.id].texts
        for derived, node in indicator.derive.items():
            if derived in texts and any(isinstance(n, ref.Name) and n.name == name for n in ref.walk(node)):
                self.note("what-if of a part of a given derived figure")
        status = self.question.card.outcomes[indicator.id].status
        if status in ("entered", "in_subtotal"):
            self.note("what-if under entered points" if status == "entered" else "what-if in a subtotal")

    def features_of_changes(self, rows: List[analyses.Change]) -> None:
        by_level = {row.level: row for row in rows}
        if by_level["rank"].change:
            self.note("what-if that changes the rank")
        if by_level["rank_rivals"].change:
            self.note("what-if whose rivals change the rank")
        if all(row.before == row.after for row in rows):
            self.note("what-if that changes nothing")
        if by_level["total"].before is None and by_level["total"].after is None:
            self.note("what-if below min_coverage")

    # All -------------------------------------------------------------------------------------------------------------

    def all(self, commands: List[str]) -> List[Difference]:
        asked = self.asked
        (self.folder / "index.yaml").write_text(asked.yaml, encoding="utf-8")
        self.note("as CSV" if asked.as_csv and not asked.targets_in_profile else "as profiles")
        data = self.write("data", asked.units, asked.targets_in_profile)
        if "gains" in commands:
            self.gains(data)
        if "gaps" in commands:
            self.gaps(data)
        if "whatif" in commands:
            for settings in asked.settings:
                if settings:
                    self.what_if(data, settings)
            if asked.later:
                self.against(data)
        self.features.update(self.found)
        return self.differences


LEVELS = "indicator sub_index pillar total_points total rank rank_own rank_rivals".split()
_NUMBER = re.compile(r"-?\d+(\.\d+)?(e[-+]?\d+)?%?")


def as_word(cell: object) -> str:
    """A cell of CSV, or what JSON has in its place."""
    if cell is None:
        return ""
    if isinstance(cell, bool):
        return "true" if cell else "false"
    return str(cell)


def tolerance(value: Fraction) -> Fraction:
    """How far from the exact value a gain may be printed: half a unit of its sixth significant digit, or a millionth."""
    if value == 0:
        return value
    unit = Fraction(1)
    while abs(value) < unit * 10 ** (DIGITS - 1):
        unit /= 10
    while abs(value) >= unit * 10**DIGITS:
        unit *= 10
    # A slope that is a limit is itself known to some forty digits only.
    return max(unit / 2, abs(value) * RELATIVE) + unit / 10**20


def as_number(cell: object) -> Optional[Fraction]:
    if isinstance(cell, Fraction):
        return cell
    if not isinstance(cell, str) or not _NUMBER.fullmatch(cell):
        return None
    return Fraction(cell[:-1]) / 100 if cell.endswith("%") else Fraction(cell)


def describe(asked: Asked, difference: Difference) -> str:
    lines = [f"seed {asked.seed}, {difference.command}: {difference.place}"]
    lines.append(f"  expected {difference.expected}, found {difference.found}")
    for sub_index in asked.definition["sub_indices"]:
        for tree in sub_index["indicators"]:
            if tree["id"] == difference.indicator:
                lines.append(f"  formula: {tree['formula']}")
                lines += [f"  {name} = {text}" for name, text in tree.get("derive", {}).items()]
                lines.append(f"  figures: {asked.unit['values'].get(tree['id'])}")
                if tree["id"] in asked.targets:
                    lines.append(f"  target: {asked.targets[tree['id']]}")
    return "\n".join(lines)


def report(asked: Asked, differences: List[Difference]) -> None:
    for difference in differences[:SHOWN]:
        print(describe(asked, difference))
    if len(differences) > SHOWN:
        print(f"  and {len(differences) - SHOWN} more cells of this question")


def keep_files(asked: Asked, folder: Path, keep: Optional[str]) -> None:
    place = Path(keep or tempfile.mkdtemp(prefix="dti-analyses-")) / f"question-{asked.seed}"
    shutil.copytree(folder, place, dirs_exist_ok=True)
    print(f"  files kept in {place}; the unit is {asked.unit['unit']}")


def print_features(counts: Counter) -> List[str]:
    """Prints in how many questions each feature occurred; the answer names those that never did."""
    print("questions with each feature:")
    for feature in sorted(REQUIRED):
        print(f"  {counts[feature]:5}  {feature}")
    return [feature for feature in sorted(REQUIRED) if counts[feature] == 0]


def main() -> int:
    parser = argparse.ArgumentParser(description=__doc__.split("\n")[0])
    parser.add_argument("--dti", required=True, help="the program")
    parser.add_argument("--count", type=int, default=100, help="number of random questions")
    parser.add_argument("--seed", type=int, default=1, help="the first question's seed; the next one's is one more")
    parser.add_argument("--keep", metavar="DIR", help="where to keep the files of questions that differ")
    parser.add_argument("--commands", default="gains,gaps,whatif", help="which of them to ask")
    options = parser.parse_args()
    commands = options.commands.split(",")

    counts: Counter = Counter()
    failed = 0
    for number in range(options.count):
        asked = make_asked(options.seed + number)
        with tempfile.TemporaryDirectory() as name:
            folder = Path(name)
            asking = Asking(options.dti, asked, folder, number % 5 == 0, counts)
            try:
                differences = asking.all(commands)
            except (ProgramError, subprocess.TimeoutExpired, ValueError) as error:
                failed += 1
                print(f"seed {asked.seed}: {error}")
                keep_files(asked, folder, options.keep)
                continue
            if differences:
                failed += 1
                report(asked, differences)
                keep_files(asked, folder, options.keep)

    never = print_features(counts)
    uncovered = bool(never) and options.count >= ENOUGH and set(commands) == set(COLUMNS)
    if uncovered:
        print("features that never occurred: " + ", ".join(never))
    print(f"analyses: {options.count - failed} passed, {failed} failed")
    return 1 if failed or uncovered else 0


if __name__ == "__main__":
    sys.exit(main())
