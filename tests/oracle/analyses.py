"""The second computation of `dti gains`, `dti gaps` and `dti whatif`, on top of the reference scorer.

In:   a definition and units in the reference's own shape, and a question: a figure that moves, figures that are set, a
      target.
Out:  what the answer has to be, as exact fractions; `run_analyses.py` writes it as the program does.

It shares nothing with the engine. Where the engine differentiates, this scores again: a gain is the difference of two
scores over a step so small (10^-60 and less) that it cannot leave the piece of the rule next to the figure, and three
steps of unlike sizes tell a slope from a jump and both from a slope of nothing. Where the engine solves for a figure,
this scores with the figure that it named, and with many others that it did not.
"""

from __future__ import annotations

import copy
from dataclasses import dataclass
from fractions import Fraction
from typing import Callable, Dict, Iterator, List, Optional, Set, Tuple, Union

import reference as ref
from generate import in_order
from reference import Card, Indicator, Outcome, Reference, View

Figure = Union[str, Fraction]  # as it stands in a cell, or a number that a question put there
Figures = Dict[str, Dict[str, Figure]]  # by indicator and name


# ---------------------------------------------------------------------------------------------------------------------
# Gains

# Whatever lies beside a figure, a threshold or another unit's figure, is a fraction of figures of a few digits: farther
# than this. The sizes have no simple ratio, so that what swings between them (the floor of a pole) is not taken for a
# slope.
STEPS = (Fraction(1, 10**60), Fraction(1, 7 * 10**74 + 3), Fraction(1, 3 * 10**90 + 1))

UP, DOWN = 1, -1


@dataclass(frozen=True)
class Gain:
    """One side of one figure: a slope, a jump (`inf`, `-inf`), an empty cell, or a side that has no limit."""

    slope: Optional[Fraction] = None
    jump: str = ""
    undecided: bool = False
    curved: bool = False  # the slope is a limit, not the same for all steps

    @property
    def empty(self) -> bool:
        return self.slope is None and not self.jump and not self.undecided


NO_GAIN = Gain(Fraction(0))
EMPTY = Gain()


def limit_of(quotients: List[Fraction]) -> Gain:
    """What the quotients of smaller and smaller steps come to."""
    first, second, third = quotients
    if first == second == third:
        return Gain(first)
    # With a step of a ten-thousandth of a ten-billionth, a jump grows and a slope of nothing shrinks about as much.
    if abs(second) > 10**9 * abs(first) and abs(third) > 10**9 * abs(second):
        return Gain(jump="inf" if third > 0 else "-inf")
    if abs(second) * 10**9 < abs(first) and abs(third) * 10**9 < abs(second):
        return Gain(Fraction(0), curved=True)
    if max(abs(first - third), abs(second - third)) * 10**15 < abs(third):
        return Gain(third, curved=True)
    return Gain(undecided=True)


class Question:
    """What is asked about one unit of a scored run."""

    def __init__(self, scored: Reference, unit: dict, at: int):
        self.scored = scored
        self.definition = scored.definition
        self.unit = unit
        self.views: Dict[str, View] = scored.views[at]
        self.card: Card = scored.cards[at]
        self.subtotals = self.card.subtotals
        self.in_subtotal = {member.id for subtotal in self.subtotals for member in subtotal.members}

    def total_points(self, key: str = "", outcome: Optional[Outcome] = None) -> Optional[Fraction]:
        """The points of the roll-up, whatever the coverage; one indicator's outcome may be another."""
        outcomes = dict(self.card.outcomes)
        if outcome is not None:
            outcomes[key] = outcome
        return self.scored.roll_up(outcomes, self.subtotals).total_points

    def with_figures(self, indicator: Indicator, figures: Dict[str, Figure], set_by_user: bool = False) -> Outcome:
        """What the formula gives with other figures of this unit, the rest of the cohort as it is.

        A figure that moves stands beside its parts; one that a user sets makes given derived figures give way.
        """
        view = self.views[indicator.id]
        before = view.texts
        view.texts = set_figures(indicator, before, figures) if set_by_user else {**before, **figures}
        try:
            return self.scored.by_formula(indicator, view)
        finally:
            view.texts = before

    def is_error(self, outcome: Outcome) -> bool:
        """Whether a policy would refuse the outcome."""
        if outcome.missing:
            return self.definition.missing == "error"
        return outcome.empty and self.definition.empty_denominator == "error"

    def present(self, indicator: Indicator, name: str) -> Optional[Figure]:
        """The figure of a name, given or derived; none where it is not there."""
        view = self.views[indicator.id]
        if not view.has(name):
            return None
        try:
            return view.figure(name)
        except ref.DivisionByZero:
            return None

    # Gains -----------------------------------------------------------------------------------------------------------

    def stands_still(self, indicator: Indicator, name: str) -> bool:
        """Whether no figure of the indicator moves the total: entered, summed, unscored, or decided by a policy."""
        outcome = self.card.outcomes[indicator.id]
        return outcome.status != "scored" or outcome.empty or self.present(indicator, name) is None

    def gain(self, indicator: Indicator, name: str, side: int) -> Gain:
        """The one-sided derivative of the unit's total points by one figure."""
        if name in indicator.inputs and indicator.inputs[name].get("kind", "number") != "number":
            return EMPTY
        if self.stands_still(indicator, name):
            return NO_GAIN
        here, base = self.present(indicator, name), self.total_points()
        quotients = []
        for step in STEPS:
            outcome = self.with_figures(indicator, {name: here + side * step})
            if self.is_error(outcome):
                return EMPTY
            total = self.total_points(indicator.id, outcome)
            if base is None or total is None:
                return Gain(undecided=True)
            quotients.append((total - base) / (side * step))
        return limit_of(quotients)

    # Gaps ------------------------------------------------------------------------------------------------------------

    def points_at(self, indicator: Indicator, target: "Target") -> Optional[Fraction]:
        """The points with every targeted figure put to its target; none where they cannot be told."""
        sets: Dict[str, Figure] = {}
        beyond: Set[str] = set()
        for name, bound in target.bounds.items():
            here = self.present(indicator, name)
            if bound.met_by(here):
                continue
            sets[name] = bound.value
            if bound.kind == "over":
                beyond.add(name)
        results = []
        for step in STEPS[:2] if beyond else (Fraction(0),):
            figures = {name: value + step if name in beyond else value for name, value in sets.items()}
            outcome = self.with_figures(indicator, figures, set_by_user=True)
            if outcome.missing or outcome.empty or outcome.points is None:
                return None
            results.append(outcome.points)
        if len(results) == 1 or results[0] == results[1]:
            return results[0]
        # Just above means: the limit. A line through both leads there, and what is left of a curve is far below any
        # fraction that figures of a few digits make.
        slope = (results[0] - results[1]) / (STEPS[0] - STEPS[1])
        return (results[1] - slope * STEPS[1]).limit_denominator(10**24)

    def closes(self, indicator: Indicator, name: str, value: Figure, target_points: Fraction) -> Optional[bool]:
        """Whether the figure alone, put there as a user sets it, earns the target; none where a policy decides."""
        outcome = self.with_figures(indicator, {name: value}, set_by_user=True)
        if outcome.missing or outcome.empty or outcome.points is None:
            return None
        return outcome.points >= target_points

    def candidates(self, indicator: Indicator, name: str) -> List[Figure]:
        """Figures at which something may happen: the rule's own numbers, the cohort's figures, ends, and between; or
        all answers."""
        spec = indicator.inputs.get(name, {})
        if spec.get("kind", "number") != "number":
            return ["yes", "no"] if spec["kind"] == "yes_no" else list(spec["options"])
        found = {Fraction(0), Fraction(1), Fraction(1, 2), Fraction(2), Fraction(10), Fraction(100), Fraction(10**6)}
        roots = [indicator.formula, *indicator.derive.values()]
        literals = [n.number for root in roots if root for n in ref.walk(root) if isinstance(n, ref.Literal)]
        literals = [*literals, indicator.max_score][:12]
        found.update(literals)
        here = self.present(indicator, name)
        others = [self.present(indicator, other) for other in [*indicator.inputs, *indicator.derive] if other != name]
        others = [other for other in others if isinstance(other, Fraction) and other != 0]
        if isinstance(here, Fraction):
            found.update(here * factor for factor in (Fraction(1, 2), Fraction(9, 10), Fraction(11, 10), 2, 10))
            found.update(here + literal for literal in literals)
        for other in others:
            found.add(other)
            found.update(literal * other for literal in literals)
        if not self.scored.cohorts[indicator.id].references:
            found.update(figure for figure in self.scored.cohorts[indicator.id].figures(name) if figure is not here)
        near = {value + step for value in found for step in (Fraction(-1, 10**6), Fraction(1, 10**6))}
        return sorted(ref.round_half_away(value, 6) for value in found | near if value >= 0)


# ---------------------------------------------------------------------------------------------------------------------
# Targets


@dataclass
class Bound:
    """A target of one figure: at least, over or at most a number, or just this answer."""

    kind: str  # "least", "over", "most", "answer"
    value: Figure

    def met_by(self, here: Optional[Figure]) -> bool:
        if here is None:
            return False
        if self.kind == "least":
            return here >= self.value
        if self.kind == "over":
            return here > self.value
        return here <= self.value if self.kind == "most" else here == self.value


@dataclass
class Target:
    """What a profile wants of an indicator."""

    bounds: Dict[str, Bound]
    points: Optional[Fraction] = None
    over_points: bool = False


def read_target(question: Question, indicator: Indicator, tree: dict, year: Optional[str]) -> Optional[Target]:
    """The target of one indicator; none where nothing in it has a figure."""
    bounds: Dict[str, Bound] = {}
    points = None
    for name, written in tree.items():
        if name == "points":
            points = ref.figure(written["over"] if isinstance(written, dict) else written)
        elif name in indicator.inputs or name in indicator.derive:
            bound = read_bound(question, indicator, name, written, year)
            if bound is not None:
                bounds[name] = bound
    if not bounds and points is None:
        return None
    return Target(bounds, points, isinstance(tree.get("points"), dict))


def read_bound(
    question: Question, indicator: Indicator, name: str, written: Union[str, dict], year: Optional[str]
) -> Optional[Bound]:
    kind = indicator.inputs.get(name, {}).get("kind", "number")
    if kind == "yes_no":
        return Bound("answer", Fraction(1 if written in ("yes", "có") else 0))
    if kind == "choice":
        return Bound("answer", written)
    if isinstance(written, str):
        return Bound("least", ref.figure(written))
    if "over" in written:
        return Bound("over", ref.figure(written["over"]))
    if "at_most" in written:
        return Bound("most", ref.figure(written["at_most"]))
    here = question.present(indicator, name)
    if here is None or written["from"] != year:
        return None  # it speaks of another year's figure, which is not there
    if "times" in written:
        return Bound("least", here * ref.figure(written["times"]))
    return Bound("least", here + ref.figure(written["plus"]))


@dataclass
class Gap:
    """A row of `dti gaps`; of a subtotal where there are several ids."""

    id: str
    code: str
    points: Optional[Fraction]
    target_points: Fraction = Fraction(0)
    gap: Fraction = Fraction(0)
    weighted: Fraction = Fraction(0)
    share: Optional[Fraction] = None
    block: int = 0
    rank: int = 0
    basis: str = "maximum"
    target: Optional[Target] = None


def gaps(question: Question, targets: Dict[str, dict], year: Optional[str] = None) -> List[Gap]:
    """Every row in the order of the definition; a subtotal stands where its first indicator would."""
    definition = question.definition
    rows: List[Gap] = []
    for sub_index in definition.sub_indices:
        for indicator in sub_index.indicators:
            for tree, subtotal in zip(question.unit.get("subtotals", []), question.subtotals):
                if indicator.id == first_of(definition, subtotal).id:
                    rows.append(gap_of_subtotal(sub_index, subtotal, published="max_score" in tree))
            outcome = question.card.outcomes[indicator.id]
            if outcome.points is not None:
                rows.append(gap_of(question, sub_index, indicator, targets.get(indicator.id, {}), year))
    rate(rows)
    return rows


def first_of(definition: ref.Definition, subtotal: ref.Subtotal) -> Indicator:
    members = {member.id for member in subtotal.members}
    return next(indicator for indicator in definition.indicators if indicator.id in members)


def gap_of(
    question: Question, sub_index: ref.SubIndex, indicator: Indicator, tree: dict, year: Optional[str]
) -> Gap:
    outcome = question.card.outcomes[indicator.id]
    row = Gap(indicator.id, indicator.code, outcome.points)
    row.target = read_target(question, indicator, tree, year)
    row.target_points = indicator.max_score
    if row.target is not None:
        points = row.target.points
        if row.target.bounds:
            points = question.points_at(indicator, row.target)
        if points is None:  # what else the formula needs is not there: the target has no points
            row.target = None
        else:
            row.basis, row.target_points = "target", points
    row.gap = max(Fraction(0), row.target_points - outcome.points)
    row.weighted = sub_index.weight * indicator.weight * row.gap
    unsure = indicator.max_score_assumed or outcome.missing or outcome.empty  # a policy is no figure
    row.block = 3 if row.gap == 0 else 2 if unsure else 1
    return row


def gap_of_subtotal(sub_index: ref.SubIndex, subtotal: ref.Subtotal, published: bool) -> Gap:
    """The row of a published sum, whose maximum may be published with it."""
    codes = [member.code for member in subtotal.members if member.code]
    row = Gap("+".join(member.id for member in subtotal.members), "+".join(codes), subtotal.points)
    row.target_points = sum((member.max_score for member in subtotal.members), Fraction(0))
    row.gap = max(Fraction(0), row.target_points - subtotal.points)
    row.weighted = sub_index.weight * subtotal.members[0].weight * row.gap
    unsure = not published and any(member.max_score_assumed for member in subtotal.members)
    row.block = 3 if row.gap == 0 else 2 if unsure else 1
    return row


def rate(rows: List[Gap]) -> None:
    """Gives every row its share and its rank: the surest first, then the widest."""
    whole = sum((row.weighted for row in rows), Fraction(0))
    for row in rows:
        row.share = row.weighted / whole if whole else None
        row.rank = 1 + sum((other.block, -other.gap) < (row.block, -row.gap) for other in rows)


NEEDED_STEP = Fraction(1, 10**6)


def needed_faults(question: Question, row: Gap, needed: str) -> Iterator[str]:
    """What is wrong with the figure that the program says closes the gap, or with saying that none does."""
    if "+" in row.id:
        if needed:
            yield "a figure is named where none can be"
        return
    indicator = question.scored.indicators[row.id]
    outcome = question.card.outcomes[row.id]
    closed = row.gap == 0 or indicator.formula is None or outcome.status == "entered"
    if closed:
        if needed:
            yield "a figure is named where none changes the points, or nothing is missing"
        return
    names = names_to_try(question, indicator)
    name, _, text = needed.partition("=")
    if needed:
        if name not in names:
            yield f"{name} is no figure of the indicator"
            return
        yield from named_faults(question, indicator, row, name, text)
        names = surely_before(indicator, name)
    for earlier in names:
        for value in question.candidates(indicator, earlier):
            if question.closes(indicator, earlier, value, row.target_points):
                shown = ref.fixed(value, 6) if isinstance(value, Fraction) else value
                yield f"{earlier}={shown} closes the gap, but {needed or 'nothing'} is named"
                return


def names_to_try(question: Question, indicator: Indicator) -> List[str]:
    """The figures that may close a gap."""
    return list(indicator.derive) + list(indicator.inputs)


def surely_before(indicator: Indicator, name: str) -> List[str]:
    """The figures that are tried before one: rates, other derived figures, other inputs.

    Which figures are rates is the program's to tell, by names and units. An input that is not called one is none; of
    any other figure nothing is said here.
    """
    if name not in indicator.inputs or name.endswith(("rate", "share")):
        return []
    inputs = list(indicator.inputs)
    return list(indicator.derive) + inputs[: inputs.index(name)]


def named_faults(question: Question, indicator: Indicator, row: Gap, name: str, text: str) -> Iterator[str]:
    if indicator.inputs.get(name, {}).get("kind", "number") != "number":
        if not question.closes(indicator, name, text, row.target_points):
            yield f"{name}={text} does not close the gap"
        return
    value = ref.figure(text)
    if value * 10**6 % 1 != 0:
        yield f"{name}={text} has more than 6 decimals"
    outcome = question.with_figures(indicator, {name: value}, set_by_user=True)
    if outcome.missing or outcome.points is None or outcome.points < row.target_points:
        yield f"{name}={text} does not close the gap: {outcome.points} points"
        return
    here = question.present(indicator, name)
    falls = isinstance(here, Fraction) and value < here
    less = value + NEEDED_STEP if falls else value - NEEDED_STEP
    # What lies behind the present figure, or below 0, is another matter than one unit less.
    passed = less >= here if falls else less <= here if isinstance(here, Fraction) else less < 0
    enough = question.closes(indicator, name, less, row.target_points)
    if enough and just_above(row):  # the target is open: to be at its limit is not enough
        enough = question.with_figures(indicator, {name: less}, set_by_user=True).points > row.target_points
    if not passed and enough:
        yield f"{name}={ref.fixed(less, 6)} closes the gap already, not only {text}"
    for candidate in question.candidates(indicator, name):
        start = here if isinstance(here, Fraction) else Fraction(-1)
        before = start < candidate < less if not falls else candidate > start or less < candidate < start
        if before and question.closes(indicator, name, candidate, row.target_points):
            if just_above(row):
                continue
            yield f"{name}={ref.fixed(candidate, 6)} closes the gap before {text}"
            return


def just_above(row: Gap) -> bool:
    """Whether the target points are a limit that has to be passed."""
    if row.target is None:
        return False
    return row.target.over_points or any(bound.kind == "over" for bound in row.target.bounds.values())


# ---------------------------------------------------------------------------------------------------------------------
# What-if


def set_figures(indicator: Indicator, texts: Dict[str, Figure], sets: Dict[str, Figure]) -> Dict[str, Figure]:
    """The figures of an indicator after some were set: a given derived figure gives way when one of its parts is set
    and all are there."""
    after = {**texts, **sets}
    moved = set(sets)
    for name in in_order(indicator.derive):
        node = indicator.derive[name]
        parts = {part.name for part in ref.walk(node) if isinstance(part, (ref.Name, ref.Choice))}
        if name in sets or not parts & moved:
            continue
        if after.get(name, "") != "":
            if View(indicator, after, ref.Cohort()).lacks(node):
                continue  # nothing to derive it from: it stands as given
            del after[name]
        moved.add(name)
    return after


def unit_with(definition: ref.Definition, unit: dict, sets: Figures) -> dict:
    """The unit after figures were set; what is set stands without a complaint, as a fraction."""
    values = dict(unit.get("values", {}))
    for indicator in definition.indicators:
        if indicator.id in sets:
            values[indicator.id] = set_figures(indicator, values.get(indicator.id, {}), sets[indicator.id])
    return {**unit, "values": values}


@dataclass
class Change:
    level: str
    id: str
    before: Optional[Fraction]
    after: Optional[Fraction]
    change: Optional[Fraction] = None

    def __post_init__(self):
        if self.before is not None and self.after is not None:
            self.change = self.after - self.before


def changes(before: Reference, after: Reference, unit: str) -> List[Change]:
    """The rows of `dti whatif` for a unit that stands in both runs."""
    definition = before.definition
    old = next(card for card in before.cards if card.unit == unit)
    new = next(card for card in after.cards if card.unit == unit)
    rows = [
        Change("indicator", i.id, old.outcomes[i.id].points, new.outcomes[i.id].points)
        for i in definition.indicators
        if old.outcomes[i.id].points != new.outcomes[i.id].points
    ]
    rows += [Change("sub_index", s.id, old.value("sub_index", s.id), new.value("sub_index", s.id))
             for s in definition.sub_indices]  # fmt: skip
    rows += [Change("pillar", key, old.value("pillar", key), new.value("pillar", key)) for key in definition.pillars]
    for level in ("total_points", "total"):
        # A change speaks of what the roll-up gives, also where a total below `min_coverage` is not told.
        rolled_up = [run.roll_up(card.outcomes, card.subtotals) for run, card in ((before, old), (after, new))]
        change = Change(level, definition.id, *(getattr(each, level) for each in rolled_up)).change
        rows.append(Change(level, definition.id, getattr(old.rolled_up, level), getattr(new.rolled_up, level), change))
    # On the way from the one run to the other: the unit already changed, its rivals not yet.
    between = copy.copy(before)
    halfway = copy.copy(old)
    halfway.rolled_up = new.rolled_up
    between.cards = [halfway if card is old else card for card in before.cards]
    stages = ((before, old), (between, halfway), (after, new))
    ranks = [run.rank(card, "total", definition.id)[0] for run, card in stages]
    rows.append(Change("rank", definition.id, ranks[0], ranks[2]))
    rows.append(Change("rank_own", definition.id, ranks[0], ranks[1]))
    rows.append(Change("rank_rivals", definition.id, ranks[1], ranks[2]))
    return rows


def text_of(definition: ref.Definition, level: str, value: Optional[Fraction]) -> str:
    """A cell of `dti whatif`."""
    if level in ("indicator", "total_points"):
        return ref.fixed(value, definition.print_points)
    return ref.shortest(value) if level.startswith("rank") else ref.fixed(value, definition.print_value)


def read_setting(written: str, present: Callable[[], Optional[Figure]]) -> Figure:
    """The figure that `--set name=WRITTEN` puts there: a plain figure, or a change of the present one."""
    if written.startswith("*"):
        return present() * ref.figure(written[1:])
    if written.endswith("pp"):
        return present() + ref.figure(written[:-2].lstrip("+")) / 100
    if written.startswith("+"):
        return present() + ref.figure(written[1:])
    try:
        return ref.figure(written)
    except ref.DataError:
        return written  # yes, no, or an option


def sides(question: Question, indicator: Indicator, name: str) -> Tuple[Gain, Gain]:
    return question.gain(indicator, name, UP), question.gain(indicator, name, DOWN)
