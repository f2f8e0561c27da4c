"""Random questions for `dti gains`, `dti gaps` and `dti whatif`: a case of `generate.py` with more kinks in it.

A question follows from its seed alone. To the drawn definition comes a sub-index whose rules have a kink each, and many
figures of the unit that is asked about are put on thresholds, ends and the figures of its rivals, since a derivative is
only hard where a rule bends or jumps.

`python3 questions.py SEED` prints the question.
"""

from __future__ import annotations

import copy
import csv
import io
import random
import sys
from dataclasses import dataclass, field
from fractions import Fraction
from typing import Dict, List, Optional, Tuple

import reference
from generate import FIGURES, PERCENTS, POINTS, Plain, draw_figure, give_references, make_case, to_yaml


@dataclass
class Shape:
    """A rule with a kink, and the figures of `x` at which it bends or jumps, or has something else to show."""

    name: str
    formula: str
    kinks: str
    derive: Dict[str, str] = field(default_factory=dict)
    more: Dict[str, object] = field(default_factory=dict)


RATE = {"rate": "x / y"}

SHAPES = [
    Shape("example with one anchor", "0.4/10 points = 4%", "0 100% 50% 120% -1"),
    Shape("example with a threshold", "10/10 points = 20%", "0 20% 12.5% 120%"),
    Shape("example with several anchors", "1/10 points = 20%; 4/10 points = 50%; 10/10 points = 80%", "20% 50% 80%"),
    Shape("example of a derived rate", "10/10 points = 80%", "0 4 5 8 2.5", RATE),
    Shape("steps", "steps(x, 1: 2, 2: 5, 4: 9, else: 1)", "1 2 4 0.5 3"),
    Shape("steps of slopes", "steps(x, 1: x / 2, 2: 3 - x)", "1 2 0.5 2.5"),
    Shape("line", "line(x, 0: 0, 0.5: 8, 1: 10)", "0 0.5 1 25% 2"),
    Shape("falling line", "line(rate, 0.5: 10, 1: 4, 2: 0)", "0.5 1 2 4 8", RATE),
    Shape("if <", "if x < 0.8 then 5 * x else max_score", "80% 0.5 1"),
    Shape("if <=", "if x <= 0.8 then 5 * x else max_score", "80% 0.5 1"),
    Shape("if >", "if x > 2 then x / 2 else 1", "2 1 5"),
    Shape("if >=", "if rate >= 50% then max_score else rate", "0.5 1 2 4", RATE),
    Shape("if ==", "if x == 1 then 3 else x", "1 2"),
    Shape("if !=", "if x != 1 then 3 else 2 * x", "1 2"),
    Shape("and, or, not", "if x > 1 and not x > 3 or x == 5 then max_score else x / 4", "1 3 5 2"),
    Shape("abs", "abs(x - 2)", "2 1 5"),
    Shape("floor", "floor(x) + x / 4", "1 2 0 2.5"),
    Shape("ceil", "ceil(2 * x) - x / 8", "1 2.5 0.25"),
    Shape("round", "round(x, 1) * 2", "0.25 1.05 1 0.35"),
    Shape("min", "min(x, 2) + 1", "2 1 5"),
    Shape("max", "max(x, y / 2)", "1 2 4 2.5"),
    Shape("clamp", "clamp(3 * x, 1, 6)", "2 1 0.25 5"),
    Shape("a flat square", "x^2", "0 1 3"),
    Shape("a flat cube", "5 + (x - 1)^3", "1 2 0"),
    Shape("power below 0", "x^-1 + 1", "1 0.5 2 20"),
    Shape("in a denominator", "6 / (x + 1)", "0 1 2 5"),
    Shape("falling ratio", "max_score - y / x", "1 2 4 0.5"),
    Shape("curve of a rate", "max_score * rate * (2 - rate)", "0.5 1 2 8", RATE),
    Shape("zero denominator on the left", "x / floor(x)", "1 2 2.5"),
    Shape("zero denominator on the right", "if x > 1 then 1 / floor(x - 1) else 3 * x", "1 2 0.5"),
    Shape("zero denominator at the figure", "1 / abs(x - 1)", "1 2 3"),
    Shape("choice", "choice(role, leader: x, deputy: 3 - x, else: 1)", "1 2 0.5", more={"role": True}),
    Shape("yes_no", "if ready then x else x / 2 + 3 * ready", "1 2 0.5", more={"ready": True}),
    Shape("penalty", "2 - x", "2 5 7 1", more={"min_score": Plain("-3")}),
    Shape("share_of_best", "max_score * share_of_best(x)", "1 2 4 5"),
    Shape("share_of_best of a rate", "max_score * share_of_best(rate)", "1 2 4 5", RATE),
    Shape("cohort_max", "max_score * x / cohort_max(x)", "1 2 4 5"),
    Shape("cohort_min", "10 * cohort_min(x) / x", "1 2 4 5"),
    Shape("cohort_mean", "5 + x - cohort_mean(x)", "1 2 3 4"),
    Shape("cohort_sum", "20 * x / cohort_sum(x)", "1 2 4 5"),
    Shape("cohort_count", "x / cohort_count(x)", "1 5 20"),
    Shape("above the mean", "if x > cohort_mean(x) then max_score else 2", "1 2 3"),
]


@dataclass
class Asked:
    """A question about one unit."""

    seed: int
    definition: dict
    units: List[dict]
    at: int
    shapes: Dict[str, Shape]  # by indicator
    settings: List[List[Tuple[str, str, str]]] = field(default_factory=list)  # indicator, name, as written
    later: Optional[List[dict]] = None
    targets: Dict[str, dict] = field(default_factory=dict)
    targets_in_profile: bool = False
    year: str = "2022"
    as_csv: bool = False

    @property
    def unit(self) -> dict:
        return self.units[self.at]

    @property
    def yaml(self) -> str:
        return to_yaml(self.definition)


def scores(definition: dict, units: List[dict]) -> bool:
    try:
        reference.Reference(definition, units)
    except (reference.PolicyError, reference.DataError, reference.ReferenceNeeded):
        return False
    return True


def make_asked(seed: int) -> Asked:
    rng = random.Random(f"question {seed}")
    case = make_case(seed)
    definition, units = case.definition, case.units
    if rng.random() < 0.6:
        definition.pop("rounding", None)
    for unit in units:
        unit.pop("synthetic", None)
    at = rng.randrange(len(units))
    shapes = add_kinks(rng, definition, units)
    for _ in range(4):
        put_on_kinks(rng, definition, units, at)
    asked = Asked(seed, definition, units, at, shapes)
    asked.settings = [settings(rng, asked) for _ in range(2)]
    asked.later = make_later(rng, definition, units)
    asked.targets = make_targets(rng, asked)
    asked.targets_in_profile = rng.random() < 0.5
    asked.year = rng.choice(["2022", "2023"])
    asked.as_csv = rng.random() < 0.3 and not any(unit.get("subtotals") or unit.get("references") for unit in units)
    return asked


# ---------------------------------------------------------------------------------------------------------------------
# Kinks


def add_kinks(rng: random.Random, definition: dict, units: List[dict]) -> Dict[str, Shape]:
    """A further sub-index of rules that bend, with figures for every unit."""
    for attempt in range(40):
        chosen = rng.sample(SHAPES, rng.randint(4, 7))
        tree = {"id": "kinks", "indicators": [kinked(rng, shape, f"k{n}") for n, shape in enumerate(chosen, start=1)]}
        if rng.random() < 0.3:
            tree["max_score"] = Plain(rng.choice("100 25 70/9".split()))
        if rng.random() < 0.3:
            tree["weight"] = Plain(rng.choice("2 0.5 1/3".split()))
        tried = {**definition, "sub_indices": [*definition["sub_indices"], tree]}
        if "pillars" in definition and rng.random() < 0.5:
            first, *rest = definition["pillars"]
            tried["pillars"] = [{**first, "sub_indices": [*first["sub_indices"], "kinks"]}, *rest]
        trial = copy.deepcopy(units)
        for shape, indicator in zip(chosen, tree["indicators"]):
            alike = kinked_figures(rng, shape, indicator) if rng.random() < 0.2 else None  # the whole cohort is one tie
            for unit in trial:
                unit["values"][indicator["id"]] = dict(alike or kinked_figures(rng, shape, indicator))
        if len(trial) == 1:
            give_references(rng, tree["indicators"], trial[0], zeros=False)
        if scores(tried, trial):
            definition.clear()
            definition.update(tried)
            units[:] = trial
            return {indicator["id"]: shape for shape, indicator in zip(chosen, tree["indicators"])}
    return {}


def kinked(rng: random.Random, shape: Shape, key: str) -> dict:
    inputs: Dict[str, dict] = {"x": {"kind": "number"}}
    if "y" in shape.formula.replace("yes", "") or shape.derive:
        inputs["y"] = {"kind": "number"}
    if "role" in shape.more:
        inputs["role"] = {"kind": "choice", "options": ["leader", "deputy", "staff"]}
    if "ready" in shape.more:
        inputs["ready"] = {"kind": "yes_no"}
    if shape.name == "yes_no":
        inputs.pop("y", None)
    tree = {"id": key, "code": f"9.{key[1:]}", "max_score": Plain("10"), "inputs": inputs, "formula": shape.formula}
    if shape.derive:
        tree["derive"] = dict(shape.derive)
    if "min_score" in shape.more:
        tree["min_score"] = shape.more["min_score"]
    elif rng.random() < 0.1:
        tree["min_score"] = Plain("-2.5")
    if rng.random() < 0.3:
        tree["weight"] = Plain(rng.choice("2 0.5 70/9".split()))
    if rng.random() < 0.15:
        tree["bonus"] = True
    if rng.random() < 0.6:
        tree["confidence"] = rng.choice(["published", "derived", {"max_score": "published"}, {"formula": "derived"}])
    return tree


def kinked_figures(rng: random.Random, shape: Shape, tree: dict) -> Dict[str, str]:
    figures = {}
    for name, spec in tree["inputs"].items():
        if spec.get("kind") != "number":
            figures[name] = draw_figure(rng, spec, zeros=True)
        elif name == "x":
            figures[name] = rng.choice(shape.kinks.split() if rng.random() < 0.75 else FIGURES + PERCENTS)
        else:
            figures[name] = rng.choice("2 4 5 8 10".split())
    if shape.derive and rng.random() < 0.3:  # the rate alone, on a kink of the rule where it has one there
        literals = [text for text in ("20%", "50%", "80%", "1", "2") if text.rstrip("%") in shape.formula]
        return {"rate": rng.choice(literals or ["80%", "1"])}
    return figures


def numbers_of(tree: dict) -> List[str]:
    return [name for name, spec in tree.get("inputs", {}).items() if spec.get("kind", "number") == "number"]


def as_text(value: Fraction) -> Optional[str]:
    """A decimal of few digits, or nothing."""
    for decimals in range(7):
        if value * 10**decimals % 1 == 0:
            return reference.fixed(value, decimals)
    return None


def put_on_kinks(rng: random.Random, definition: dict, units: List[dict], at: int) -> None:
    """Puts figures of the asked unit on numbers of their rule, or on a rival's figure, where the run still scores."""
    for sub_index in definition["sub_indices"]:
        for tree in sub_index["indicators"]:
            if rng.random() < 0.6 or tree["formula"] == "points" or sub_index["id"] == "kinks":
                continue
            indicator = reference.Indicator(tree)
            nodes = reference.walk(indicator.formula)
            literals = [node.number for node in nodes if isinstance(node, reference.Literal)]
            names = [*numbers_of(tree), *tree.get("derive", {})]
            rivals = [unit["values"][tree["id"]] for n, unit in enumerate(units) if n != at]
            if not names:
                continue
            name = rng.choice(names)
            texts = [as_text(literal) for literal in literals]
            texts += [figures[name] for figures in rivals if name in figures]
            texts = [text for text in texts if text]
            if not texts:
                continue
            trial = copy.deepcopy(units)
            figures = trial[at]["values"][tree["id"]]
            figures[name] = rng.choice(texts)
            for given in tree.get("derive", {}):
                if given != name:
                    figures.pop(given, None)
            if name in tree.get("derive", {}):
                for part in numbers_of(tree):  # given alone: its parts would contradict it
                    if rng.random() < 0.7:
                        figures.pop(part, None)
            if scores(definition, trial):
                units[:] = trial


# ---------------------------------------------------------------------------------------------------------------------
# What to ask


def indicators_of(definition: dict) -> List[dict]:
    return [tree for sub_index in definition["sub_indices"] for tree in sub_index["indicators"]]


def settings(rng: random.Random, asked: Asked) -> List[Tuple[str, str, str]]:
    """Figures to set, of one or several indicators; each figure once."""
    scored = reference.Reference(asked.definition, asked.units)
    found: Dict[Tuple[str, str], str] = {}
    trees = [tree for tree in indicators_of(asked.definition) if tree.get("inputs")]
    for tree in rng.choices(trees, k=rng.choice([1, 1, 2, 3, 5])) if trees else []:
        name = rng.choice([*tree["inputs"], *tree.get("derive", {})])
        spec = tree["inputs"].get(name, {})
        found[tree["id"], name] = draw_figure(rng, spec, zeros=True)
        view = scored.views[asked.at][tree["id"]]
        if spec.get("kind", "number") == "number" and rng.random() < 0.3 and view.has(name):
            try:
                here = view.figure(name)
            except reference.DivisionByZero:
                continue
            by = ["+3", "+0.25", "+-0.5", "*1.1", "*2", "*0.5"]
            if abs(here) <= 1:  # percentage points are added to rates
                by += ["+5pp", "+0.5pp", "-2pp"]
            found[tree["id"], name] = rng.choice(by)
    return [(indicator, name, text) for (indicator, name), text in found.items()]


def make_later(rng: random.Random, definition: dict, units: List[dict]) -> Optional[List[dict]]:
    """The same units a year later; now and then a rival has come or gone."""
    for attempt in range(12):
        later = copy.deepcopy(units)
        for unit in later:
            for tree in indicators_of(definition):
                figures = unit["values"].get(tree["id"], {})
                for name in list(figures):
                    if rng.random() > 0.25:
                        continue
                    if name == "points":
                        figures[name] = rng.choice(POINTS)
                    elif name in tree.get("inputs", {}):
                        figures[name] = draw_figure(rng, tree["inputs"][name], zeros=attempt < 6)
                        for given in tree.get("derive", {}):
                            figures.pop(given, None)
        if scores(definition, later):
            return later
    return None


def make_targets(rng: random.Random, asked: Asked) -> Dict[str, dict]:
    """Targets of some indicators in the shape of a profile."""
    targets: Dict[str, dict] = {}
    for tree in indicators_of(asked.definition):
        if rng.random() < 0.5:
            continue
        given = asked.unit["values"].get(tree["id"], {})
        names = [*tree.get("inputs", {}), *tree.get("derive", {})]
        # A part of a rate that is given alone: whether the rate gives way is another question.
        if any(name in given for name in tree.get("derive", {})):
            names = list(tree.get("derive", {}))
        names.append("points")
        targets[tree["id"]] = {name: drawn_target(rng, tree, name) for name in rng.sample(names, 1)}
    for target in targets.values():
        if rng.random() < 0.3:
            target["lead"] = "Sở Nội vụ"
    return targets


def drawn_target(rng: random.Random, tree: dict, name: str):
    if name == "points":
        whole = Fraction(tree["max_score"])
        text = as_text(whole * Fraction(rng.choice(["0", "0.25", "0.5", "0.8", "1"]))) or "0.1"
        return Plain(text)
    spec = tree.get("inputs", {}).get(name, {})
    if spec.get("kind", "number") != "number":
        return draw_figure(rng, spec, zeros=True)
    literals = [text for text in "0.5 0.8 1 2 80% 20% 100% 5 4".split()]
    text = rng.choice(literals)
    return rng.choice([Plain(text)] * 3 + [{"over": Plain(text)}, {"at_most": Plain(text)},
        {"times": Plain("2"), "from": Plain("2022")}, {"plus": Plain(text), "from": Plain("2022")}])  # fmt: skip


# ---------------------------------------------------------------------------------------------------------------------
# Files


def files_of(asked: Asked, units: List[dict], name: str, with_targets: bool) -> Dict[str, str]:
    """The data as one table, or as a profile for each unit."""
    if asked.as_csv and not with_targets:
        return {f"{name}.csv": wide(asked.definition, units)}
    files = {}
    for number, unit in enumerate(units, start=1):
        tree = profile(asked, unit)
        if with_targets and unit["unit"] == asked.unit["unit"] and asked.targets:
            tree["targets"] = asked.targets
        files[f"{name}-{number}.yaml"] = to_yaml(tree)
    return files


def profile(asked: Asked, unit: dict) -> dict:
    tree: dict = {"unit": unit["unit"], "as_of": Plain(asked.year)}
    if unit.get("group"):
        tree["group"] = unit["group"]
    if unit.get("ranked"):
        tree["ranked"] = Plain("true" if reference.flag(unit["ranked"], True) else "false")
    values = {
        key: {"verified" if name == "points" else name: text for name, text in figures.items()}
        for key, figures in unit["values"].items()
        if figures
    }
    if values:
        tree["values"] = values
    if unit.get("subtotals"):
        tree["subtotals"] = unit["subtotals"]
    if unit.get("references"):
        tree["references"] = unit["references"]
    return tree


def wide(definition: dict, units: List[dict]) -> str:
    columns = [
        (tree["id"], name)
        for tree in indicators_of(definition)
        for name in [*tree.get("inputs", {}), *tree.get("derive", {}), "points"]
        if any(name in unit["values"].get(tree["id"], {}) for unit in units)
    ]
    of_unit = [key for key in ("group", "ranked") if any(key in unit for unit in units)]
    text = io.StringIO()
    writer = csv.writer(text, lineterminator="\n")
    writer.writerow(["unit", *of_unit, *(f"{key}.{name}" for key, name in columns)])
    for unit in units:
        figures = [unit["values"].get(key, {}).get(name, "") for key, name in columns]
        writer.writerow([unit["unit"], *(unit.get(key, "") for key in of_unit), *figures])
    return text.getvalue()


if __name__ == "__main__":
    asked = make_asked(int(sys.argv[1]))
    print(asked.yaml)
    for name, text in files_of(asked, asked.units, "data", asked.targets_in_profile).items():
        print(f"--- {name}", text, sep="\n")
    print("--- about", asked.unit["unit"], asked.settings, asked.targets)
