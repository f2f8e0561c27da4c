"""What a random case reaches, so that a run can show that it really covers the contract.

Two sorts of features: what a definition or its data contains (every function, every policy), and what happens when it
is scored (a half at the rounding digit, a tie, a zero denominator in a branch not taken). The second sort is found by
asking the reference for its exact values again, so that the reference itself need not keep a diary.
"""

from __future__ import annotations

from fractions import Fraction
from typing import Iterator, Optional, Set

import reference as ref
from generate import Case

_POLICIES = ("zero", "exclude", "error")
_COHORT_KINDS = ("an input", "a derived figure")

REQUIRED = frozenset(
    ["formula: points"]
    + [f"example: {kind}" for kind in ("one anchor", "several anchors", "points", "điểm", "decimal comma")]
    + [f"operator {operator}" for operator in "+ - * / < <= > >= == !=".split()]
    + ["unary minus", "unary minus before a power", "percent literal", "max_score in a formula"]
    + ["power above 0", "power below 0", "power 0"]
    + ["if", "and", "or", "not"]
    + ["function min", "function max", "function abs", "function floor", "function ceil", "function clamp"]
    + ["function round", "function round to digits"]
    + ["steps with else", "steps without else", "line", "choice with else", "choice without else"]
    + ["yes_no in arithmetic", "yes_no as a condition"]
    + [f"{function} of {kind}" for function in ref.COHORT_FUNCTIONS for kind in _COHORT_KINDS]
    + ["derive chain", "derive out of order", "derived given beside its parts", "derived given without its parts"]
    + ["max_score a fraction", "weight a fraction", "sub-index weight", "sub-index max_score given"]
    + ["sub-index max_score not given", "bonus", "min_score below 0", "scored: false", "max_score 0"]
    + ["pillars overlapping", "indicator named as a sub-index", "confidence one word", "confidence by field"]
    + [f"missing: {policy}" for policy in _POLICIES]
    + [f"empty_denominator: {policy}" for policy in (*_POLICIES, "max")]
    + [f"rounding {what}: {n}" for what in ("points", "value") for n in ("none", 0, 1, 2, 3, 4)]
    + [f"print {what}: {n}" for what in ("points", "value") for n in range(7)]
    + [f"rank_on: {how}" for how in ("exact", "printed")]
    + [f"ties: {how}" for how in ("competition", "dense", "average")]
    + ["min_coverage", "groups", "empty group", "unit not ranked", "synthetic", "one unit", "twelve units"]
    + ["negative figure", "percent figure", "csv with ;", "csv with CRLF", "csv with byte-order mark"]
    + ["wide csv", "long csv", "profile", "unit in several files", "decomposed letters"]
    + ["csv in the Vietnamese notation", "profile in the Vietnamese notation", "points before groups of three digits"]
    + ["long csv with further columns", "empty value in a long csv", "rows of a unit apart in a long csv"]
    + ["profile in flow style", "profile with CRLF", "profile with byte-order mark", "verified points"]
    + ["points by the unit itself", "official figures", "targets", "references", "references of several units"]
    + ["reference left out where points are entered", "reference left out in a subtotal"]
    + [f"subtotal {what}" for what in ("clamped above", "clamped below", "with a bonus", "of weight other than 1")]
    + ["subtotal finer than rounding points", "subtotal with another max_score", "subtotal with the max_score"]
    + ["in a subtotal with a figure missing", "in a subtotal with the formula beside", "in a subtotal: formula points"]
    + ["in a subtotal with an empty denominator", "whole sub-index in subtotals"]
    + ["entered points", "entered over a formula", "entered and clamped", "entered with a figure missing"]
    + ["entered with the formula beside"]
    + [f"status {status}" for status in ("scored", "entered", "in_subtotal", "missing", "excluded", "unscored")]
    + ["excluded for a missing figure", "excluded for an empty denominator", "empty denominator earns 0"]
    + ["empty denominator earns max_score", "missing and empty at once", "cohort over nobody", "cohort skips a unit"]
    + ["zero denominator in a branch not taken", "comparison at equality", "threshold met exactly"]
    + ["half in rounding points", "half in rounding value", "half in printed points", "half in printed value"]
    + ["half below zero", "negative points", "points clamped above", "points clamped below"]
    + [f"equal totals, {how}" for how in ("competition", "dense", "average")]
    + ["equal in print, apart exactly", "below min_coverage", "at min_coverage"]
    + ["sub-index excluded", "pillar excluded", "total excluded", "value held at 0", "value held at 1"]
    + ["low below high", "unit without confidence"]
)


def features_of(case: Case) -> Set[str]:
    """The features of a case; those beyond `REQUIRED` do not exist."""
    scored = ref.Reference(case.definition, case.units)
    found = set(_of_definition(case, scored.definition))
    found.update(_of_data(case, scored))
    found.update(_of_evaluation(case, scored))
    found.update(_of_cards(scored))
    found.update(_of_ranks(scored))
    assert found <= REQUIRED, found - REQUIRED
    return found


# ---------------------------------------------------------------------------------------------------------------------
# What is written


def _of_definition(case: Case, definition: ref.Definition) -> Iterator[str]:
    yield f"missing: {definition.missing}"
    yield f"empty_denominator: {definition.empty_denominator}"
    yield f"rounding points: {'none' if definition.round_points is None else definition.round_points}"
    yield f"rounding value: {'none' if definition.round_value is None else definition.round_value}"
    yield f"print points: {definition.print_points}"
    yield f"print value: {definition.print_value}"
    yield f"rank_on: {definition.rank_on}"
    yield f"ties: {definition.ties}"
    if definition.min_coverage > 0:
        yield "min_coverage"
    members = [member for pillar in definition.pillars.values() for member in pillar]
    if len(members) > len(set(members)):
        yield "pillars overlapping"
    for tree in case.definition["sub_indices"]:
        yield "sub-index max_score given" if "max_score" in tree else "sub-index max_score not given"
        if "weight" in tree:
            yield "sub-index weight"
        for indicator in tree["indicators"]:
            yield from _of_indicator_tree(indicator)
            if indicator["id"] == tree["id"]:
                yield "indicator named as a sub-index"
    for indicator in definition.indicators:
        yield from _of_formula(indicator)


def _of_indicator_tree(tree: dict) -> Iterator[str]:
    for key in ("max_score", "weight"):
        if "/" in tree.get(key, ""):
            yield f"{key} a fraction"
    if tree.get("bonus"):
        yield "bonus"
    if "min_score" in tree:
        yield "min_score below 0"
    if tree.get("scored") is False:
        yield "scored: false"
    if tree["max_score"] == "0":
        yield "max_score 0"
    if "confidence" in tree:
        yield "confidence by field" if isinstance(tree["confidence"], dict) else "confidence one word"
    if "%" in tree["formula"] and "=" in tree["formula"]:
        for word in ("points =", "điểm ="):
            if word in tree["formula"]:
                yield f"example: {word[:-2]}"
                yield f"example: {'several anchors' if ';' in tree['formula'] else 'one anchor'}"
                if "," in tree["formula"]:
                    yield "example: decimal comma"


def _of_formula(indicator: ref.Indicator) -> Iterator[str]:
    names = list(indicator.derive)
    for i, name in enumerate(names):
        parts = [n.name for n in ref.walk(indicator.derive[name]) if isinstance(n, ref.Name) and n.name in names]
        if parts:
            yield "derive chain"
        if any(names.index(part) > i for part in parts):
            yield "derive out of order"
    if indicator.formula is None:
        yield "formula: points"
    for root in _roots(indicator):
        for node in ref.walk(root):
            yield from _of_node(indicator, node)


def _roots(indicator: ref.Indicator) -> Iterator[ref.Node]:
    if indicator.formula is not None:
        yield indicator.formula
    yield from indicator.derive.values()


def _of_node(indicator: ref.Indicator, node: ref.Node) -> Iterator[str]:
    def yes_no(part: ref.Node) -> bool:
        return isinstance(part, ref.Name) and indicator.inputs.get(part.name, {}).get("kind") == "yes_no"

    if isinstance(node, (ref.Arithmetic, ref.Comparison)):
        yield f"operator {node.operator}"
    if isinstance(node, ref.Arithmetic) and any(map(yes_no, node.parts())):
        yield "yes_no in arithmetic"
    if isinstance(node, (ref.And, ref.Or, ref.Not)) and any(map(yes_no, node.parts())):
        yield "yes_no as a condition"
    if isinstance(node, ref.If) and yes_no(node.condition):
        yield "yes_no as a condition"
    if isinstance(node, (ref.If, ref.And, ref.Or, ref.Not, ref.Line)):
        yield type(node).__name__.lower()
    if isinstance(node, ref.Literal) and node.percent:
        yield "percent literal"
    if isinstance(node, ref.MaxScore):
        yield "max_score in a formula"
    if isinstance(node, ref.Negative):
        yield "unary minus before a power" if isinstance(node.operand, ref.Power) else "unary minus"
    if isinstance(node, ref.Power):
        yield "power 0" if node.exponent == 0 else f"power {'above' if node.exponent > 0 else 'below'} 0"
    if isinstance(node, ref.Call):
        to_digits = node.function == "round" and len(node.arguments) > 1
        yield f"function {node.function}" + (" to digits" if to_digits else "")
    if isinstance(node, (ref.Steps, ref.Choice)):
        kind = type(node).__name__.lower()
        yield f"{kind} without else" if node.otherwise is None else f"{kind} with else"
    if isinstance(node, ref.CohortCall):
        yield f"{node.function} of {_COHORT_KINDS[node.name in indicator.derive]}"


def _of_data(case: Case, scored: ref.Reference) -> Iterator[str]:
    for layout in case.layouts:
        yield from layout.features
    if len(case.units) == 1:
        yield "one unit"
    if len(case.units) == 12:
        yield "twelve units"
    for unit, card in zip(case.units, scored.cards):
        if card.group:
            yield "groups"
        elif "group" in unit:
            yield "empty group"
        if not card.ranked:
            yield "unit not ranked"
        if card.synthetic:
            yield "synthetic"
        if "references" in unit:
            yield "references" if len(case.units) == 1 else "references of several units"
        for values in unit["values"].values():
            for name, text in values.items():
                if name != "points" and text.startswith("-"):
                    yield "negative figure"
                if text.endswith("%"):
                    yield "percent figure"


# ---------------------------------------------------------------------------------------------------------------------
# What happens


def _number(node: ref.Node, view: ref.View) -> Optional[Fraction]:
    """The value of a node on its own, whether or not evaluation comes by; none where it cannot be told."""
    if view.lacks(node):
        return None
    try:
        return ref.number(node, view)
    except ref.DivisionByZero:
        return None


def _is_half(value: Optional[Fraction], decimals: Optional[int]) -> bool:
    """Whether rounding has to decide a tie."""
    return value is not None and decimals is not None and (value * 10**decimals * 2 % 2) == 1


def _of_evaluation(case: Case, scored: ref.Reference) -> Iterator[str]:
    definition = scored.definition
    for unit, views, card in zip(case.units, scored.views, scored.cards):
        for indicator in definition.indicators:
            view, outcome = views[indicator.id], card.outcomes[indicator.id]
            yield f"status {outcome.status}"
            yield from _of_given(view)
            yield from _of_points(definition, indicator, view)
            zero, equal, met = _events(indicator, view)
            if zero and outcome.computed is not None:
                yield "zero denominator in a branch not taken"
            if zero and outcome.missing:
                yield "missing and empty at once"
            if equal:
                yield "comparison at equality"
            if met:
                yield "threshold met exactly"
            if outcome.status == "entered":
                yield from _of_entered(indicator, view, outcome, unit["values"][indicator.id]["points"])
            if outcome.status in ("entered", "in_subtotal") and indicator.formula is not None:
                if view.lacks_reference(indicator.formula):
                    where = "where points are entered" if outcome.status == "entered" else "in a subtotal"
                    yield f"reference left out {where}"
            if outcome.status == "in_subtotal":
                yield from _of_in_subtotal(indicator, view, outcome)
            if outcome.status == "excluded":
                yield "excluded for a missing figure" if outcome.missing else "excluded for an empty denominator"
            elif outcome.empty:
                earns = "max_score" if definition.empty_denominator == "max" else "0"
                yield f"empty denominator earns {earns}"
            if outcome.points is not None and outcome.points < 0:
                yield "negative points"
        for tree, subtotal in zip(unit.get("subtotals", []), scored.subtotals(unit)):
            yield from _of_subtotal(definition, tree, subtotal)
    for indicator in definition.indicators:
        yield from _of_cohort(scored, indicator)


def _of_in_subtotal(indicator: ref.Indicator, view: ref.View, outcome: ref.Outcome) -> Iterator[str]:
    if indicator.formula is None:
        yield "in a subtotal: formula points"
    elif outcome.computed is not None:
        yield "in a subtotal with the formula beside"
    elif view.lacks(indicator.formula):
        yield "in a subtotal with a figure missing"
    else:
        yield "in a subtotal with an empty denominator"


def _of_subtotal(definition: ref.Definition, tree: dict, subtotal: ref.Subtotal) -> Iterator[str]:
    given, members = ref.figure(tree["points"]), subtotal.members
    if given > subtotal.points:
        yield "subtotal clamped above"
    if given < subtotal.points:
        yield "subtotal clamped below"
    if any(member.bonus for member in members):
        yield "subtotal with a bonus"
    if members[0].weight != 1:
        yield "subtotal of weight other than 1"
    decimals = definition.round_points
    if decimals is not None and ref.round_half_away(subtotal.points, decimals) != subtotal.points:
        yield "subtotal finer than rounding points"
    if "max_score" in tree:
        same = ref.figure(tree["max_score"]) == sum(member.max_score for member in members)
        yield "subtotal with the max_score" if same else "subtotal with another max_score"
    for sub_index in definition.sub_indices:
        if members == [indicator for indicator in sub_index.indicators if indicator.scored]:
            yield "whole sub-index in subtotals"


def _events(indicator: ref.Indicator, view: ref.View):
    """Whether anywhere in the formula or its derivations a denominator is zero, a comparison has equal sides, an
    argument lies on a threshold."""
    zero = equal = met = False
    for root in _roots(indicator):
        for node in ref.walk(root):
            if isinstance(node, ref.Arithmetic) and node.operator == "/":
                zero = zero or _number(node.right, view) == 0
            if isinstance(node, ref.Comparison):
                left = _number(node.left, view)
                equal = equal or (left is not None and left == _number(node.right, view))
            if isinstance(node, (ref.Steps, ref.Line)):
                met = met or _number(node.argument, view) in ref.thresholds(node.pairs, view)
    return zero, equal, met


def _of_given(view: ref.View) -> Iterator[str]:
    for name, node in view.indicator.derive.items():
        if name in view.texts:
            beside = _number(node, view) is not None
            yield "derived given beside its parts" if beside else "derived given without its parts"


def _of_points(definition: ref.Definition, indicator: ref.Indicator, view: ref.View) -> Iterator[str]:
    own = None if indicator.formula is None or not indicator.scored else _number(indicator.formula, view)
    if own is None:
        return
    if own > indicator.max_score:
        yield "points clamped above"
    if own < indicator.min_score:
        yield "points clamped below"
    if _is_half(ref.clamp(own, indicator.min_score, indicator.max_score), definition.round_points):
        yield "half in rounding points"


def _of_entered(indicator: ref.Indicator, view: ref.View, outcome: ref.Outcome, text: str) -> Iterator[str]:
    yield "entered points"
    if indicator.formula is not None:
        yield "entered over a formula"
        if outcome.computed is not None:
            yield "entered with the formula beside"
        elif view.lacks(indicator.formula):
            yield "entered with a figure missing"
    if not indicator.min_score <= ref.figure(text) <= indicator.max_score:
        yield "entered and clamped"


def _of_cohort(scored: ref.Reference, indicator: ref.Indicator) -> Iterator[str]:
    if indicator.formula is None or len(scored.cards) == 1:
        return
    cohort = scored.cohorts[indicator.id]
    for node in ref.walk(indicator.formula):
        if isinstance(node, ref.CohortCall):
            figures = cohort.figures(node.name)
            if not figures:
                yield "cohort over nobody"
            elif len(figures) < len(scored.cards):
                yield "cohort skips a unit"


def _of_cards(scored: ref.Reference) -> Iterator[str]:
    definition = scored.definition
    for card in scored.cards:
        rolled_up = card.rolled_up
        points = [rolled_up.total_points, card.low, card.high]
        points += [outcome.points for outcome in card.outcomes.values()]
        values = [rolled_up.total, card.coverage, *rolled_up.sub_indices.values(), *rolled_up.pillars.values()]
        if any(_is_half(value, definition.print_points) for value in points):
            yield "half in printed points"
        if any(_is_half(value, definition.print_value) for value in values):
            yield "half in printed value"
        if any(value is not None and value < 0 and _is_half(value, definition.print_points) for value in points):
            yield "half below zero"
        for sub_index in definition.sub_indices:
            yield from _of_sub_index(scored, card, sub_index)
        if None in rolled_up.sub_indices.values():
            yield "sub-index excluded"
        if None in rolled_up.pillars.values():
            yield "pillar excluded"
        if all(value is None for value in rolled_up.sub_indices.values()):
            yield "total excluded"
        if card.coverage is not None and definition.min_coverage > 0:
            if card.coverage < definition.min_coverage:
                yield "below min_coverage"
            if card.coverage == definition.min_coverage:
                yield "at min_coverage"
        if card.low is not None and card.low < card.high:
            yield "low below high"
        if card.confidence == "":
            yield "unit without confidence"


def _of_sub_index(scored: ref.Reference, card: ref.Card, sub_index: ref.SubIndex) -> Iterator[str]:
    subtotals = card.subtotals
    value = scored.sub_index_value(sub_index, card.outcomes, subtotals)
    if value is None:
        return
    if _is_half(value, scored.definition.round_value):
        yield "half in rounding value"
    earned, maximum = scored.sums(sub_index, card.outcomes, subtotals)
    if earned < 0:
        yield "value held at 0"
    if earned > maximum:
        yield "value held at 1"


def _of_ranks(scored: ref.Reference) -> Iterator[str]:
    definition = scored.definition
    for i, card in enumerate(scored.cards):
        for other in scored.cards[:i]:
            mine, theirs = card.rolled_up.total, other.rolled_up.total
            if mine is None or theirs is None or not (card.ranked and other.ranked) or card.group != other.group:
                continue
            if scored.as_compared(mine) == scored.as_compared(theirs):
                yield f"equal totals, {definition.ties}"
            if mine != theirs and scored.value_text(mine) == scored.value_text(theirs):
                yield "equal in print, apart exactly"
