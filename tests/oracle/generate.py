"""Random cases for the oracle: a definition, written as YAML, and the data of a few units, written in every form.

A case follows from its seed alone. Figures come from small pools of round numbers, halves, eighths and percentages, and
thresholds from the same pools, so that the events which scoring engines get wrong (a half at the rounding digit, a
comparison at equality, an equal total, a zero denominator) are common instead of rare. Formulas are written as text by
the rules of the grammar, never printed from a tree: what binds to what is left for the two parsers to decide.

`python3 generate.py SEED` prints the case.
"""

from __future__ import annotations

import random
import sys
from dataclasses import dataclass
from fractions import Fraction
from typing import Dict, List, Optional, Tuple

import reference
from forms import Layout, layouts


class Plain(str):
    """A scalar that YAML shows without quotes: a number, or an exact fraction."""


@dataclass
class Case:
    seed: int
    definition: dict
    units: List[dict]
    layouts: List[Layout]

    @property
    def yaml(self) -> str:
        return to_yaml(self.definition)


# ---------------------------------------------------------------------------------------------------------------------
# Writing


def to_yaml(tree: dict) -> str:
    """Plain block YAML: every text in double quotes, numbers and truths bare."""
    return "\n".join(_mapping(tree, 0)) + "\n"


def _scalar(value) -> str:
    if isinstance(value, bool):
        return "true" if value else "false"
    if isinstance(value, (int, Plain)):
        return str(value)
    return '"' + value.replace("\\", "\\\\").replace('"', '\\"') + '"'


def _mapping(tree: dict, indent: int) -> List[str]:
    lines = []
    for key, value in tree.items():
        head = " " * indent + key + ":"
        if isinstance(value, dict):
            lines += [head, *_mapping(value, indent + 2)]
        elif isinstance(value, list):
            lines += [head, *_sequence(value, indent + 2)]
        else:
            lines.append(head + " " + _scalar(value))
    return lines


def _sequence(items: list, indent: int) -> List[str]:
    lines = []
    for item in items:
        if isinstance(item, dict):
            first, *rest = _mapping(item, indent + 2)
            lines += [" " * indent + "- " + first.lstrip(), *rest]
        else:
            lines.append(" " * indent + "- " + _scalar(item))
    return lines


# ---------------------------------------------------------------------------------------------------------------------
# Formulas

# Some names begin with a keyword, which a careless tokenizer takes apart.
NAMES = "people owners adults done total_cases spent plan x1".split()
NAMES += "if_any order_book notes maximum points_given line_km".split()
DERIVED = "rate rate2 gap_left then_some max_score_share per_head".split()
OPTIONS = "leader deputy staff nobody".split()
LITERALS = "0 1 2 3 5 10 0.5 0.25 2.5 0.125 1.005 12.5% 50% 80% 100%".split()
DIVISORS = "2 3 4 7 8 0.5 20 12.5%".split()
THRESHOLDS = "-2 -1 0 1/10 12.5% 0.25 1/3 50% 0.8 1 1.005 2 2.5 4 5 10 20".split()  # increasing


class Writer:
    """Writes well-typed formulas over the names that it is given."""

    def __init__(self, rng: random.Random, numbers: List[str], flags: List[str], choices: Dict[str, List[str]]):
        self.rng = rng
        self.numbers = numbers
        self.flags = flags
        self.choices = choices
        self.cohort: List[str] = []  # what cohort functions may be asked about; none in `derive`
        self.max_score = False  # whether `max_score` may be named
        self.powers = 0

    def join(self, left: str, operator: str, right: str) -> str:
        space = self.rng.choice(["", " ", " "])
        return left + space + operator + space + right

    def expr(self, depth: int) -> str:
        if depth > 0 and self.rng.random() < 0.12:
            return self.if_(depth)
        return self.sum(depth)

    def if_(self, depth: int) -> str:
        return f"if {self.condition(depth - 1)} then {self.expr(depth - 1)} else {self.expr(depth - 1)}"

    def sum(self, depth: int) -> str:
        count = self.rng.choice([0, 0, 1, 1, 2]) if depth > 0 else 0
        text = (count and self.flag()) or self.term(depth)
        for _ in range(count):
            text = self.join(text, self.rng.choice("+-"), self.flag() or self.term(depth - 1))
        return text

    def term(self, depth: int) -> str:
        count = self.rng.choice([0, 0, 1, 1, 2]) if depth > 0 else 0
        text = (count and self.flag()) or self.unary(depth)
        for _ in range(count):
            if self.rng.random() < 0.5:
                text = self.join(text, "*", self.flag() or self.unary(depth - 1))
            else:
                text = self.join(text, "/", self.divisor(depth - 1))
        return text

    def flag(self) -> str:
        """Now and then a yes_no: only ever beside an arithmetic operator, where it is 1 or 0 beyond doubt."""
        return self.rng.choice(self.flags) if self.flags and self.rng.random() < 0.12 else ""

    def divisor(self, depth: int) -> str:
        """Mostly a name or a plain number, so that the policy `error` still finds cases without a zero."""
        draw = self.rng.random()
        if draw < 0.45 and self.numbers:
            return self.rng.choice(self.numbers)
        return self.rng.choice(DIVISORS) if draw < 0.8 else self.unary(depth)

    def unary(self, depth: int) -> str:
        if self.rng.random() < 0.08:
            return "-" + self.unary(depth)
        return self.power(depth)

    def power(self, depth: int) -> str:
        # Two powers of small exponents a formula: figures stay of readable length.
        if self.powers < 2 and self.rng.random() < 0.07:
            self.powers += 1
            base = self.rng.choice(self.numbers) if self.rng.random() < 0.7 else f"({self.sum(depth - 1)})"
            return base + self.rng.choice(["^", " ^ "]) + self.rng.choice("2 3 0 1 -1 -2".split())
        return self.primary(depth)

    def primary(self, depth: int) -> str:
        draw = self.rng.random()
        if depth > 0 and draw < 0.30:
            return self.call(depth)
        if depth > 0 and draw < 0.42:
            return "(" + self.expr(depth - 1) + ")"
        if self.cohort and draw < 0.48:
            return self.cohort_call()
        if self.max_score and draw < 0.60:
            return "max_score"
        if self.numbers and draw < 0.85:
            return self.rng.choice(self.numbers)
        return self.rng.choice(LITERALS)

    def cohort_call(self) -> str:
        return f"{self.rng.choice(reference.COHORT_FUNCTIONS)}({self.rng.choice(self.cohort)})"

    def call(self, depth: int) -> str:
        kinds = ["min", "max", "abs", "floor", "ceil", "round", "round to", "clamp", "steps", "line"]
        kind = self.rng.choice(kinds + ["choice"] * bool(self.choices))
        argument = self.expr(depth - 1)
        if kind in ("min", "max"):
            arguments = [argument, *(self.expr(depth - 1) for _ in range(self.rng.randint(1, 2)))]
            return f"{kind}({', '.join(arguments)})"
        if kind == "round to":
            return f"round({argument}, {self.rng.choice([0, 1, 1, 2, 2, 3])})"
        if kind == "clamp":
            low, high = self.rng.choice([("0", "1"), ("-1", "2.5"), ("0", "max_score" if self.max_score else "5")])
            return f"clamp({argument}, {low}, {high})"
        if kind == "steps":
            return self.steps(argument, depth - 1)
        if kind == "line":
            return self.line(argument, depth - 1)
        if kind == "choice":
            return self.choice(depth - 1)
        return f"{kind}({argument})"

    def pairs(self, depth: int, least: int) -> str:
        places = sorted(self.rng.sample(THRESHOLDS, self.rng.randint(least, 4)), key=THRESHOLDS.index)
        return ", ".join(f"{place}: {self.result(depth)}" for place in places)

    def result(self, depth: int) -> str:
        return self.rng.choice(LITERALS) if self.rng.random() < 0.7 else self.expr(depth)

    def steps(self, argument: str, depth: int) -> str:
        otherwise = f", else: {self.result(depth)}" if self.rng.random() < 0.5 else ""
        return f"steps({argument}, {self.pairs(depth, least=1)}{otherwise})"

    def line(self, argument: str, depth: int) -> str:
        return f"line({argument}, {self.pairs(depth, least=2)})"

    def choice(self, depth: int) -> str:
        name = self.rng.choice(list(self.choices))
        options = list(self.choices[name])
        self.rng.shuffle(options)
        otherwise = ""
        if self.rng.random() < 0.5:
            options = options[: self.rng.randint(1, len(options))]
            otherwise = f", else: {self.result(depth)}"
        return f"choice({name}, " + ", ".join(f"{option}: {self.result(depth)}" for option in options) + otherwise + ")"

    # Conditions: or, and, not, comparison, in the order of the grammar ----------------------------------------------

    def condition(self, depth: int) -> str:
        text = self.conjunction(depth)
        if depth > 0 and self.rng.random() < 0.25:
            text += " or " + self.conjunction(depth - 1)
        return text

    def conjunction(self, depth: int) -> str:
        text = self.negation(depth)
        if depth > 0 and self.rng.random() < 0.3:
            text += " and " + self.negation(depth - 1)
        return text

    def negation(self, depth: int) -> str:
        return "not " + self.negation(depth) if self.rng.random() < 0.15 else self.comparison(depth)

    def comparison(self, depth: int) -> str:
        draw = self.rng.random()
        if self.flags and draw < 0.25:
            return self.rng.choice(self.flags)
        if depth > 0 and draw < 0.35:
            return "(" + self.condition(depth - 1) + ")"
        operator = self.rng.choice("< <= > >= == !=".split())
        right = self.rng.choice(LITERALS) if draw < 0.8 else self.sum(depth - 1)
        return self.join(self.sum(max(depth - 1, 0)), operator, right)

    # Shapes that definitions really have, and that a draw by the grammar would seldom give ---------------------------

    def shape(self) -> str:
        shapes = [self.expr] * 4 + [self.share, self.guarded, self.by_steps, self.by_line, self.by_comparison]
        if self.flags:
            shapes.append(self.by_flag)
        if self.choices:
            shapes += [self.choice, self.choice]
        if self.cohort:
            shapes += [self.by_cohort, self.by_cohort]
        return self.rng.choice(shapes)(self.rng.choice([2, 2, 3]))

    def pick(self) -> str:
        return self.rng.choice(self.numbers)

    def share(self, depth: int) -> str:
        return f"max_score * clamp({self.pick()}, 0, 1)"

    def guarded(self, depth: int) -> str:
        """A division that the branch not taken would do by zero."""
        name = self.pick()
        guards = [
            f"if {name} == 0 then {self.result(1)} else {self.pick()} / {name}",
            f"if {name} != 0 and {self.pick()} / {name} > {self.rng.choice(LITERALS)} then max_score else 1",
            f"if {name} == 0 or 1 / {name} >= {self.rng.choice(LITERALS)} then 0.5 else max_score",
            f"steps({name}, 0: 0, 1: {self.pick()} / {name}, else: -1)",
        ]
        return self.rng.choice(guards)

    def by_steps(self, depth: int) -> str:
        return self.steps(self.pick(), 1)

    def by_line(self, depth: int) -> str:
        return self.line(self.pick(), 1)

    def by_comparison(self, depth: int) -> str:
        operator = self.rng.choice("< <= > >= == !=".split())
        return f"if {self.pick()} {operator} {self.rng.choice(LITERALS)} then max_score else {self.result(1)}"

    def by_flag(self, depth: int) -> str:
        name = self.rng.choice(self.flags)
        shapes = ["max_score * {}", "if {} then max_score else 0", "if not {0} then 1 else {0} * 2"]
        return self.rng.choice(shapes).format(name)

    def by_cohort(self, depth: int) -> str:
        return self.rng.choice(["max_score * ", "", "10 / "]) + self.cohort_call()


def example(rng: random.Random, max_score: str) -> str:
    """Points by example, with one anchor or several, in either language's spelling."""
    whole = Fraction(max_score)
    comma, word = rng.random() < 0.4, rng.choice(["points", "points", "điểm"])
    if rng.random() < 0.5:
        anchors = [(rng.choice(["1", "0.5", "0.4", "0.25"]), rng.choice(["4", "20", "12.5", "100", "3"]))]
        anchors.append((max_score, rng.choice(["20", "80", "100", "37.5"])))
        anchors = [rng.choice(anchors)]
    else:
        rates = sorted(rng.sample("0 12.5 20 25 50 80 99.95 100 120".split(), rng.randint(2, 4)), key=Fraction)
        points = [rng.choice(["0", "0.5", "0.25", max_score, "0.005"]) for _ in rates]
        anchors = list(zip(points, rates))
    # No anchor may promise more than the whole.
    texts = [f"{p if Fraction(p) <= whole else max_score}/{max_score} {word} = {rate}%" for p, rate in anchors]
    return rng.choice(["; ", ";"]).join(text.replace(".", ",") if comma else text for text in texts)


# ---------------------------------------------------------------------------------------------------------------------
# Definitions


def pick_keys(rng: random.Random, chance: float, **keys) -> dict:
    """Some of the keys: each left out now and then, so that defaults are tried too."""
    return {key: value for key, value in keys.items() if rng.random() < chance}


def make_inputs(rng: random.Random, tree: dict, derive_one: bool = False) -> Writer:
    """Gives an indicator inputs and derived figures; the answer writes formulas over all of them."""
    names = rng.sample(NAMES, rng.randint(2, 4))
    numbers, flags, choices, inputs = [], [], {}, {}
    for i, name in enumerate(names):
        kind = "number" if i == 0 or derive_one else rng.choice(["number", "number", "yes_no", "choice"])
        inputs[name] = {"kind": kind} if kind != "number" or rng.random() < 0.5 else {"unit": "people"}
        if kind == "number":
            numbers.append(name)
        elif kind == "yes_no":
            flags.append(name)
        else:
            inputs[name]["options"] = choices[name] = rng.sample(OPTIONS, rng.randint(2, 4))
    tree["inputs"] = inputs
    writer = Writer(rng, numbers, flags, choices)
    count = 1 if derive_one else rng.choice([0, 0, 1, 2, 3])
    derived = {}
    for name in rng.sample(DERIVED, count):
        parts = list(writer.numbers)
        rng.shuffle(parts)
        plain = f"{parts[0]} / {parts[-1]}"
        guarded = f"if {parts[-1]} > 0 then {plain} else 0"
        derived[name] = rng.choice([plain, plain, guarded, writer.expr(2)])
        writer.numbers = writer.numbers + [name]
    if derived:
        order = list(derived)
        rng.shuffle(order)
        tree["derive"] = {name: derived[name] for name in order}
    return writer


def make_indicator(rng: random.Random, key: str, code: str, cohort: bool) -> dict:
    tree: dict = {"id": key}
    if rng.random() < 0.8:
        tree["code"] = code
    if rng.random() < 0.4:
        tree["title"] = {"vi": f'Chỉ số thành phần "{code}"', "en": f"Indicator {code}"}
    draw = rng.random()
    max_score = rng.choice("1 2 3 5 8 10 10 20 12.5 0.5 7.005 70/9 100/3".split())
    if draw < 0.12:
        tree["formula"] = "points"
    elif draw < 0.34:
        max_score = rng.choice("1 2 5 10 20 12.5".split())
        if rng.random() < 0.5:
            tree["inputs"] = {rng.choice(NAMES): {"unit": "%"}}
        else:
            make_inputs(rng, tree, derive_one=True)
        tree["formula"] = example(rng, max_score)
    else:
        writer = make_inputs(rng, tree)
        writer.max_score = True
        writer.cohort = writer.numbers if cohort else []
        tree["formula"] = writer.shape()
    tree["max_score"] = Plain(max_score)
    if rng.random() < 0.4:
        tree["weight"] = Plain(rng.choice("2 3 0.5 0.25 70/9 1/3".split()))
    if rng.random() < 0.12:
        tree["bonus"] = True
    if rng.random() < 0.15:
        tree["min_score"] = Plain(rng.choice("-1 -2.5 -0.005 -20".split()))
    if rng.random() < 0.08:
        tree["scored"] = False
        tree.pop("bonus", None)
        if "formula" in tree and "/" not in tree["formula"] and rng.random() < 0.5:
            tree["max_score"] = Plain("0")
    words = ["published", "published", "derived", "recalled", "assumed"]
    if rng.random() < 0.5:
        tree["confidence"] = rng.choice(words)
    elif rng.random() < 0.7:
        chosen = pick_keys(rng, 0.9, title=rng.choice(words), max_score=rng.choice(words), formula=rng.choice(words))
        if chosen:
            tree["confidence"] = chosen
    return tree


def make_definition(rng: random.Random, seed: int, cohort: bool) -> dict:
    tree = {"dti": 1, "index": f"case-{seed}", "title": {"vi": f"Chỉ số thử {seed}", "en": f"Trial index {seed}"}}
    tree["missing"] = rng.choice(["zero", "exclude", "exclude", "error"])
    tree["empty_denominator"] = rng.choice(["zero", "max", "exclude", "error"])
    decimals = ["none", "none", 0, 1, 2, 3, 4]
    rounding = pick_keys(rng, 0.8, points=rng.choice(decimals), value=rng.choice(decimals))
    printing = pick_keys(rng, 0.8, points=rng.randint(0, 6), value=rng.randint(0, 6))
    if rounding:
        tree["rounding"] = rounding
    if printing:
        tree["print"] = printing
    tree.update(
        pick_keys(
            rng,
            0.7,
            rank_on=rng.choice(["exact", "printed"]),
            ties=rng.choice(["competition", "dense", "average"]),
            min_coverage=Plain(rng.choice("0.25 0.5 0.5 0.75 0.95 1".split())),
        )
    )
    tree["sub_indices"] = []
    letters = "abcd"[: rng.randint(1, 4)]
    for s, letter in enumerate(letters, start=1):
        sub_index: dict = {"id": f"part_{letter}", "code": str(s)}
        if rng.random() < 0.4:
            sub_index["max_score"] = Plain(rng.choice("100 10 960 12.5 70/9".split()))
        if rng.random() < 0.4:
            sub_index["weight"] = Plain(rng.choice("2 0.5 0.2 1/3 70/9".split()))
        # The namespaces are apart: an indicator may bear the id of a sub-index.
        ids = [f"part_{letter}" if rng.random() < 0.05 else f"{letter}1", f"{letter}2", f"{letter}3", f"{letter}4"]
        sub_index["indicators"] = [
            make_indicator(rng, key, f"{s}.{i}" + ".1" * (i % 2), cohort)
            for i, key in enumerate(ids[: rng.randint(1, 4)], start=1)
        ]
        tree["sub_indices"].append(sub_index)
    # One ordinary indicator at least, or there would be no total to speak of.
    first = tree["sub_indices"][0]["indicators"][0]
    first.pop("scored", None)
    if first["max_score"] == "0":
        first["max_score"] = Plain("10")
    first.pop("bonus", None)
    if rng.random() < 0.6:
        ids = [sub_index["id"] for sub_index in tree["sub_indices"]]
        counts = [rng.randint(1, len(ids)) for _ in range(rng.randint(1, 3))]
        tree["pillars"] = [
            {"id": f"pillar_{i}", "title": {"en": f"Pillar {i}"}, "sub_indices": rng.sample(ids, count)}
            for i, count in enumerate(counts, start=1)
        ]
    return tree


# ---------------------------------------------------------------------------------------------------------------------
# Data

UNIT_NAMES = [
    "Hà Nội", "Huế", "Đà Nẵng", "Cần Thơ", "Bà Rịa, Vũng Tàu", 'Sở "Nội vụ"', "An Giang", "Lào Cai", "Kon Tum",
    "Quảng Trị", "Sơn La", "Tỉnh 12",
]  # fmt: skip
FIGURES = "0 0 0 0 1 1 2 3 4 5 7 8 10 20 40 0.5 0.25 2.5 0.125 0.8 1.005 12.345 33.3 1234 25000 1234567.5".split()
PERCENTS = "0% 4% 12.5% 20% 25% 50% 60.29% 80% 99.95% 100% 120%".split()
NEGATIVES = "-1 -0.5 -2.5 -10 -20%".split()
SUBTOTALS = "0 2.5 5.005 7.125 12.3456 15 19.995 50 1000 -0.005 -3 -100".split()
POINTS = "0 0.5 1 1.005 2 2.345 2.5 5 7.125 10 25 -0.005 -1 -3".split()


def draw_figure(rng: random.Random, spec: dict, zeros: bool) -> str:
    kind = spec.get("kind", "number")
    if kind == "yes_no":
        return rng.choice(["yes", "có", "no", "không"])
    if kind == "choice":
        return rng.choice(spec["options"])
    draw = rng.random()
    text = rng.choice(PERCENTS if draw < 0.25 or spec.get("unit") == "%" else FIGURES if draw < 0.92 else NEGATIVES)
    return text if zeros or Fraction(text.rstrip("%")) != 0 else "1"


def decimal_text(rng: random.Random, value: Fraction) -> str:
    """`value` to a drawn number of decimals, now and then as a percentage."""
    if rng.random() < 0.4:
        return reference.fixed(value * 100, rng.choice([0, 1, 2])) + "%"
    return reference.fixed(value, rng.choice([0, 1, 2, 2, 3, 4, 6]))


def give_derived(rng: random.Random, tree: dict, values: Dict[str, str], missing: bool) -> None:
    """Gives some derived figures directly: without their parts, or beside them and then in agreement with them."""
    derive = tree.get("derive", {})
    chosen = [name for name in derive if rng.random() < 0.25]
    if chosen and rng.random() < 0.5:
        for name in list(values):
            # Where nothing may be missing, `make_case` draws again until only parts went that nothing else needs.
            if rng.random() < (0.7 if missing else 0.3):
                del values[name]
    # Parts before what rests on them: a part that is given counts as given there.
    indicator = reference.Indicator(tree)
    for name in in_order(indicator.derive):
        if name in chosen:
            values[name] = derived_text(rng, indicator, values, name)


def in_order(derive: Dict[str, reference.Node]) -> List[str]:
    """The derived names, each after those that it is made of."""
    ordered: List[str] = []
    while len(ordered) < len(derive):
        for name, node in derive.items():
            parts = {part.name for part in reference.walk(node) if isinstance(part, reference.Name)}
            if name not in ordered and (parts & set(derive)) <= set(ordered):
                ordered.append(name)
    return ordered


def derived_text(rng: random.Random, indicator: reference.Indicator, values: Dict[str, str], name: str) -> str:
    view = reference.View(indicator, values, reference.Cohort())
    if view.has(name):
        try:
            return decimal_text(rng, view.figure(name))
        except reference.DivisionByZero:
            pass
    return rng.choice(FIGURES + PERCENTS)


def make_units(rng: random.Random, definition: dict, count: int, missing: bool, zeros: bool) -> List[dict]:
    indicators = [i for sub_index in definition["sub_indices"] for i in sub_index["indicators"]]
    groups = rng.choice([None, None, ["A", "B"], ["Vùng 1", "Vùng 2", ""]])
    ranked = rng.random() < 0.35
    synthetic = rng.choice([None, None, ["yes", "true", "có"], ["no", "false", "không", ""]])
    entering = rng.choice([0.0, 0.15, 0.3])
    gaps = rng.choice([0.03, 0.1, 0.25]) if missing else 0.0
    units: List[dict] = []
    for name in rng.sample(UNIT_NAMES, count):
        unit: dict = {"unit": name, "values": {}}
        if groups:
            unit["group"] = rng.choice(groups)
        if ranked:
            unit["ranked"] = rng.choice(["yes", "true", "có", "", "", "no", "false", "không"])
        if synthetic:
            unit["synthetic"] = rng.choice(synthetic)
        twin: Optional[dict] = rng.choice(units) if units and rng.random() < 0.3 else None
        for tree in indicators:
            # A twin repeats most of another unit's figures, so that totals are often equal.
            if twin and rng.random() < 0.9:
                unit["values"][tree["id"]] = dict(twin["values"][tree["id"]])
                continue
            values = {key: draw_figure(rng, spec, zeros) for key, spec in tree.get("inputs", {}).items()}
            values = {key: text for key, text in values.items() if rng.random() >= gaps}
            give_derived(rng, tree, values, missing)
            by_assessor = tree["formula"] == "points"
            if tree.get("scored", True) and rng.random() < (1 - gaps if by_assessor else entering):
                values["points"] = rng.choice(POINTS)
            unit["values"][tree["id"]] = values
        units.append(unit)
    if rng.random() < 0.3:
        for unit in units:
            give_subtotals(rng, definition, unit)
    if count == 1 or rng.random() < 0.1:
        for unit in units:
            give_references(rng, indicators, unit, zeros)
    return units


def give_subtotals(rng: random.Random, definition: dict, unit: dict) -> None:
    """Publishes some indicators of a sub-index in one sum, and with it forgets some of their figures."""
    for sub_index in definition["sub_indices"]:
        by_weight: Dict[str, List[dict]] = {}
        for tree in sub_index["indicators"]:
            if tree.get("scored", True) and not unit["values"][tree["id"]].get("points"):
                by_weight.setdefault(tree.get("weight", "1"), []).append(tree)
        for trees in by_weight.values():
            if len(trees) < 2 or rng.random() < 0.4:
                continue
            members = rng.sample(trees, rng.randint(2, len(trees)))
            subtotal = {"of": [tree["id"] for tree in members], "points": rng.choice(SUBTOTALS)}
            if rng.random() < 0.5:
                whole = sum(Fraction(tree["max_score"]) for tree in members)
                subtotal["max_score"] = reference.fixed(whole + rng.choice([0, 0, 0, 1]), 3)
            unit.setdefault("subtotals", []).append(subtotal)
            for tree in members:
                figures = unit["values"][tree["id"]]
                for name in list(figures):
                    if rng.random() < 0.3:
                        del figures[name]


def cohort_figures(tree: dict) -> List[Tuple[str, str]]:
    """What a run of one unit has to be told: cohort functions and the names that they are asked about."""
    indicator = reference.Indicator(tree)
    calls = [] if indicator.formula is None else reference.walk(indicator.formula)
    return sorted({(call.asked, call.name) for call in calls if isinstance(call, reference.CohortCall)})


def give_references(rng: random.Random, indicators: List[dict], unit: dict, zeros: bool) -> None:
    summed = {key for subtotal in unit.get("subtotals", []) for key in subtotal["of"]}
    for tree in indicators:
        # Where the points do not come from the formula, a lacking reference is no fault.
        needed = tree.get("scored", True) and tree["id"] not in summed and not unit["values"][tree["id"]].get("points")
        for function, name in cohort_figures(tree):
            if needed or rng.random() < 0.5:
                text = rng.choice("1 2 5 63".split()) if function == "cohort_count" else draw_figure(rng, {}, zeros)
                unit.setdefault("references", {}).setdefault(tree["id"], {}).setdefault(function, {})[name] = text


# ---------------------------------------------------------------------------------------------------------------------


def make_case(seed: int) -> Case:
    """The case of a seed. Where a policy says `error` and no drawn data passes it, the policy gives way."""
    rng = random.Random(seed)
    count = rng.choice([1, 1, 2, 2, 3, 4, 5, 6, 8, 10, 12])
    definition = make_definition(rng, seed, cohort=count > 1 or rng.random() < 0.5)
    for attempt in range(60):
        if attempt == 30 and definition["empty_denominator"] == "error":
            definition["empty_denominator"] = "exclude"
        if attempt == 45 and definition["missing"] == "error":
            definition["missing"] = "zero"
        missing = definition["missing"] != "error"
        zeros = definition["empty_denominator"] != "error"
        units = make_units(rng, definition, count, missing, zeros)
        try:
            reference.Reference(definition, units)
        except reference.PolicyError:
            continue
        for policy in ("missing", "empty_denominator"):
            if definition[policy] == "error" and rng.random() < 0.5:
                del definition[policy]  # the default
        return Case(seed, definition, units, layouts(rng, definition, units))
    raise RuntimeError(f"seed {seed}: no data passes the policies")


if __name__ == "__main__":
    case = make_case(int(sys.argv[1]))
    print(case.yaml)
    for layout in case.layouts:
        for name, text in layout.files.items():
            print(f"--- {layout.name}: {name} {' '.join(layout.arguments)}", text, sep="\n")
