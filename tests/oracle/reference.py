"""The reference scorer: an executable reading of the contract of `dti score`.

In:   a definition as a plain dictionary (the shape of the YAML file) and a list of units, every figure still the text
      of its CSV cell.
Out:  the rows of `dti score` in its three forms, each cell the text that the CSV prints.

It exists to find mistakes in the engine, so it shares nothing with it: it was written from the contract alone, it
computes on `fractions.Fraction` and nowhere on floating point, and it prefers the most literal way of saying a rule
over the fast one. Where two rules of the contract meet, the comment at that place says which one wins.
"""

from __future__ import annotations

import re
from dataclasses import dataclass, field
from fractions import Fraction
from typing import Dict, Iterator, List, Optional, Tuple


class DefinitionError(Exception):
    """The definition breaks the contract: the dictionary or a formula is wrong."""


class DataError(Exception):
    """A figure of a unit breaks the contract."""


class PolicyError(Exception):
    """A missing figure or an empty denominator met the policy `error`."""


class ReferenceNeeded(Exception):
    """A run of one unit lacks the figure of a cohort that its points rest on."""


class DivisionByZero(Exception):
    """A division by zero that was really needed."""


# ---------------------------------------------------------------------------------------------------------------------
# Numbers


def round_half_away(value: Fraction, decimals: int) -> Fraction:
    """`value` at so many decimals; a half goes away from zero, also below zero."""
    scale = 10**decimals
    magnitude = (abs(value) * scale * 2 + 1) // 2
    return Fraction(magnitude if value >= 0 else -magnitude, scale)


def fixed(value: Optional[Fraction], decimals: int) -> str:
    """The printed text with exactly so many decimals; none is empty, and there is no `-0`."""
    if value is None:
        return ""
    rounded = round_half_away(value, decimals)
    digits = str(abs(rounded.numerator) * 10**decimals // rounded.denominator).rjust(decimals + 1, "0")
    whole, fraction = digits[: len(digits) - decimals], digits[len(digits) - decimals :]
    return ("-" if rounded < 0 else "") + whole + ("." + fraction if decimals else "")


def shortest(value: Optional[Fraction]) -> str:
    """The text of a rank: `3`, or `2.5` where ties share the average of their places."""
    if value is None:
        return ""
    return str(value.numerator) if value.denominator == 1 else fixed(value, 1)


def clamp(value: Fraction, low: Fraction, high: Fraction) -> Fraction:
    return max(low, min(value, high))


def definition_number(value) -> Fraction:
    """A number of the definition: an int, or a text such as `0.25` or the exact fraction `70/9`."""
    return Fraction(value)


_FIGURE = re.compile(r"-?\d+(?:\.(\d+))?(%?)")


def figure(text: str) -> Fraction:
    """The number that a cell writes."""
    if not _FIGURE.fullmatch(text):
        raise DataError(f"not a number: {text!r}")
    return Fraction(text[:-1]) / 100 if text.endswith("%") else Fraction(text)


def decimals_written(text: str) -> int:
    """To how many decimals a cell fixes its value; a percent sign is two more."""
    match = _FIGURE.fullmatch(text)
    return len(match.group(1) or "") + (2 if match.group(2) else 0)


# ---------------------------------------------------------------------------------------------------------------------
# Formula trees. A node gives its value on demand, so laziness is plain: what is not asked for is not evaluated.


class Node:
    def value(self, view: "View"):
        raise NotImplementedError

    def parts(self) -> Iterator["Node"]:
        """The nodes directly below, taken or not."""
        return iter(())


def walk(node: Node) -> Iterator[Node]:
    """The node and everything below it, in whatever branch."""
    yield node
    for part in node.parts():
        yield from walk(part)


def number(node: Node, view: "View") -> Fraction:
    """The value of a node in arithmetic; a yes_no is 1 or 0 there, any other truth is a mistake."""
    value = node.value(view)
    if not isinstance(value, Fraction):
        raise DefinitionError(f"a number is needed, not {value!r}")
    return value


def truth(node: Node, view: "View") -> bool:
    """The value of a node as a condition; a yes_no is a truth there, any other number is a mistake."""
    if isinstance(node, Name) and view.kind(node.name) == "yes_no":
        return node.value(view) == 1
    value = node.value(view)
    if not isinstance(value, bool):
        raise DefinitionError(f"a condition is needed, not {value!r}")
    return value


def divide(dividend: Fraction, divisor: Fraction) -> Fraction:
    if divisor == 0:
        raise DivisionByZero
    return dividend / divisor


@dataclass
class Literal(Node):
    number: Fraction
    percent: bool = False

    def value(self, view):
        return self.number


@dataclass
class Name(Node):
    name: str

    def value(self, view):
        return view.figure(self.name)


@dataclass
class MaxScore(Node):
    def value(self, view):
        return view.indicator.max_score


@dataclass
class Negative(Node):
    operand: Node

    def value(self, view):
        return -number(self.operand, view)

    def parts(self):
        yield self.operand


@dataclass
class Power(Node):
    base: Node
    exponent: int

    def value(self, view):
        base = number(self.base, view)
        if self.exponent < 0:
            return divide(Fraction(1), base**-self.exponent)
        return base**self.exponent  # 0^0 is 1, in Python as in the contract

    def parts(self):
        yield self.base


@dataclass
class Arithmetic(Node):
    operator: str
    left: Node
    right: Node

    def value(self, view):
        left, right = number(self.left, view), number(self.right, view)
        if self.operator == "+":
            return left + right
        if self.operator == "-":
            return left - right
        if self.operator == "*":
            return left * right
        return divide(left, right)

    def parts(self):
        yield from (self.left, self.right)


@dataclass
class Comparison(Node):
    operator: str
    left: Node
    right: Node

    def value(self, view):
        left, right = number(self.left, view), number(self.right, view)
        return {
            "<": left < right,
            "<=": left <= right,
            ">": left > right,
            ">=": left >= right,
            "==": left == right,
            "!=": left != right,
        }[self.operator]

    def parts(self):
        yield from (self.left, self.right)


@dataclass
class Not(Node):
    operand: Node

    def value(self, view):
        return not truth(self.operand, view)

    def parts(self):
        yield self.operand


@dataclass
class And(Node):
    left: Node
    right: Node

    def value(self, view):
        return truth(self.left, view) and truth(self.right, view)

    def parts(self):
        yield from (self.left, self.right)


@dataclass
class Or(Node):
    left: Node
    right: Node

    def value(self, view):
        return truth(self.left, view) or truth(self.right, view)

    def parts(self):
        yield from (self.left, self.right)


@dataclass
class If(Node):
    condition: Node
    then: Node
    otherwise: Node

    def value(self, view):
        return (self.then if truth(self.condition, view) else self.otherwise).value(view)

    def parts(self):
        yield from (self.condition, self.then, self.otherwise)


@dataclass
class Call(Node):
    function: str
    arguments: List[Node]

    def value(self, view):
        values = [number(argument, view) for argument in self.arguments]
        if self.function == "min":
            return min(values)
        if self.function == "max":
            return max(values)
        if self.function == "clamp":
            return clamp(*values)
        if self.function == "round":
            return round_half_away(values[0], int(values[1]) if len(values) > 1 else 0)
        (value,) = values
        if self.function == "abs":
            return abs(value)
        if self.function == "floor":
            return Fraction(value.numerator // value.denominator)
        return Fraction(-(-value.numerator // value.denominator))  # ceil

    def parts(self):
        yield from self.arguments


@dataclass
class CohortCall(Node):
    function: str
    name: str

    def value(self, view):
        asked = view.cohort.value(self.asked, self.name)
        return divide(view.figure(self.name), asked) if self.function == "share_of_best" else asked

    @property
    def asked(self) -> str:
        """The figure of the cohort that it needs."""
        return "cohort_max" if self.function == "share_of_best" else self.function


@dataclass
class Steps(Node):
    argument: Node
    pairs: List[Tuple[Node, Node]]
    otherwise: Optional[Node]

    def value(self, view):
        x = number(self.argument, view)
        chosen = self.otherwise
        for threshold, result in zip(thresholds(self.pairs, view), (result for _, result in self.pairs)):
            if threshold <= x:
                chosen = result
        return Fraction(0) if chosen is None else number(chosen, view)

    def parts(self):
        yield self.argument
        for pair in self.pairs:
            yield from pair
        if self.otherwise is not None:
            yield self.otherwise


@dataclass
class Line(Node):
    argument: Node
    pairs: List[Tuple[Node, Node]]

    def value(self, view):
        x = number(self.argument, view)
        places = thresholds(self.pairs, view)
        results = [result for _, result in self.pairs]
        # A value counts as used only where it has weight: at a point of the line that point's alone, so a division
        # by zero at its neighbour is not needed there.
        if x <= places[0]:
            return number(results[0], view)
        if x >= places[-1]:
            return number(results[-1], view)
        i = max(i for i, place in enumerate(places) if place <= x)
        if x == places[i]:
            return number(results[i], view)
        left, right = number(results[i], view), number(results[i + 1], view)
        return left + (right - left) * (x - places[i]) / (places[i + 1] - places[i])

    def parts(self):
        yield self.argument
        for pair in self.pairs:
            yield from pair


@dataclass
class Choice(Node):
    name: str
    options: Dict[str, Node]
    otherwise: Optional[Node]

    def value(self, view):
        chosen = self.options.get(view.figure(self.name), self.otherwise)
        if chosen is None:
            raise DefinitionError(f"choice({self.name}, …) leaves an option out and has no else")
        return number(chosen, view)

    def parts(self):
        yield from self.options.values()
        if self.otherwise is not None:
            yield self.otherwise


def thresholds(pairs: List[Tuple[Node, Node]], view: "View") -> List[Fraction]:
    """The constants before the colons of `steps` and `line`, which must increase."""
    values = [number(threshold, view) for threshold, _ in pairs]
    if any(before >= after for before, after in zip(values, values[1:])):
        raise DefinitionError("thresholds must increase")
    return values


# ---------------------------------------------------------------------------------------------------------------------
# The parser: one method per rule of the grammar, in the grammar's order.

FUNCTIONS = {"min": None, "max": None, "abs": (1,), "floor": (1,), "ceil": (1,), "round": (1, 2), "clamp": (3,)}
COHORT_FUNCTIONS = ("cohort_max", "cohort_min", "cohort_mean", "cohort_sum", "cohort_count", "share_of_best")
_RESERVED = {"if", "then", "else", "or", "and", "not", "steps", "line", "choice", "points", "max_score"}
_RESERVED |= set(FUNCTIONS) | set(COHORT_FUNCTIONS)
_COMPARISONS = ("<", "<=", ">", ">=", "==", "!=")
_TOKEN = re.compile(r"\s*(?:(\d+(?:\.\d+)?%?)|([A-Za-z_][A-Za-z_0-9]*)|(<=|>=|==|!=|[-+*/^<>(),:]))")
_NUM = r"(\d+(?:[.,]\d+)?)"
_ANCHOR = re.compile(rf"\s*{_NUM}\s*/\s*{_NUM}\s*(?:points|điểm)\s*=\s*{_NUM}%\s*")


class Parser:
    """Recursive descent over `expr`."""

    def __init__(self, text: str):
        self.text = text
        self.tokens: List[str] = []
        at = 0
        while text[at:].strip():
            match = _TOKEN.match(text, at)
            if not match:
                raise DefinitionError(f"unexpected {text[at:]!r}")
            self.tokens.append(match.group().strip())
            at = match.end()
        self.next = 0

    def whole(self) -> Node:
        node = self.expr()
        if self.next != len(self.tokens):
            raise DefinitionError(f"unexpected {self.peek()!r} in {self.text!r}")
        return node

    def peek(self, ahead: int = 0) -> str:
        return self.tokens[self.next + ahead] if self.next + ahead < len(self.tokens) else ""

    def take(self, *wanted: str) -> str:
        """The next token if it is one of those wanted (or any, when none is named), else nothing."""
        token = self.peek()
        if not token or (wanted and token not in wanted):
            return ""
        self.next += 1
        return token

    def need(self, wanted: str) -> None:
        if not self.take(wanted):
            raise DefinitionError(f"{wanted!r} expected before {self.peek()!r} in {self.text!r}")

    def expr(self) -> Node:
        if not self.take("if"):
            return self.or_()
        condition = self.expr()
        self.need("then")
        then = self.expr()
        self.need("else")
        return If(condition, then, self.expr())

    def or_(self) -> Node:
        node = self.and_()
        while self.take("or"):
            node = Or(node, self.and_())
        return node

    def and_(self) -> Node:
        node = self.not_()
        while self.take("and"):
            node = And(node, self.not_())
        return node

    def not_(self) -> Node:
        return Not(self.not_()) if self.take("not") else self.cmp()

    def cmp(self) -> Node:
        left = self.sum()
        operator = self.take(*_COMPARISONS)
        return Comparison(operator, left, self.sum()) if operator else left

    def sum(self) -> Node:
        node = self.term()
        while self.peek() in ("+", "-"):
            node = Arithmetic(self.take(), node, self.term())
        return node

    def term(self) -> Node:
        node = self.unary()
        while self.peek() in ("*", "/"):
            node = Arithmetic(self.take(), node, self.unary())
        return node

    def unary(self) -> Node:
        return Negative(self.unary()) if self.take("-") else self.power()

    def power(self) -> Node:
        node = self.primary()
        if not self.take("^"):
            return node
        sign = -1 if self.take("-") else 1
        digits = self.take()
        if not digits.isdigit() or int(digits) > 64:
            raise DefinitionError(f"an exponent is a whole number to 64, not {digits!r}")
        return Power(node, sign * int(digits))

    def primary(self) -> Node:
        token = self.take()
        if token == "(":
            node = self.expr()
            self.need(")")
            return node
        if token[:1].isdigit():
            percent = token.endswith("%")
            return Literal(Fraction(token.rstrip("%")) / (100 if percent else 1), percent)
        if token == "max_score":
            return MaxScore()
        if token in FUNCTIONS and self.take("("):
            return self.function(token)
        if token in COHORT_FUNCTIONS and self.take("("):
            name = self.name()
            self.need(")")
            return CohortCall(token, name)
        if token in ("steps", "line") and self.take("("):
            return self.graph(token)
        if token == "choice" and self.take("("):
            return self.choice()
        if re.fullmatch(r"[a-z][a-z0-9_]*", token) and token not in _RESERVED:
            return Name(token)
        raise DefinitionError(f"unexpected {token!r} in {self.text!r}")

    def name(self) -> str:
        node = self.primary()
        if not isinstance(node, Name):
            raise DefinitionError(f"a name expected in {self.text!r}")
        return node.name

    def function(self, function: str) -> Node:
        arguments = [self.expr()]
        while self.take(","):
            arguments.append(self.expr())
        self.need(")")
        allowed = FUNCTIONS[function]
        if allowed is not None and len(arguments) not in allowed:
            raise DefinitionError(f"{function} takes {allowed} arguments, not {len(arguments)}")
        if function == "round" and len(arguments) == 2:
            digits = arguments[1]
            if not (isinstance(digits, Literal) and digits.number in range(10)):
                raise DefinitionError("the digits of round are a literal from 0 to 9")
        return Call(function, arguments)

    def other(self) -> Optional[Node]:
        """`, else: expr` and the closing parenthesis, or the parenthesis alone."""
        otherwise = None
        if self.take(","):
            self.need("else")
            self.need(":")
            otherwise = self.expr()
        self.need(")")
        return otherwise

    def graph(self, kind: str) -> Node:
        argument = self.expr()
        pairs = []
        while self.peek() == "," and self.peek(1) != "else":
            self.need(",")
            threshold = self.expr()
            self.need(":")
            pairs.append((threshold, self.expr()))
        otherwise = self.other()
        if kind == "steps" and pairs:
            return Steps(argument, pairs, otherwise)
        if kind == "line" and len(pairs) >= 2 and otherwise is None:
            return Line(argument, pairs)
        raise DefinitionError(f"{kind} has too few points, or an else that it cannot have: {self.text!r}")

    def choice(self) -> Node:
        name = self.name()
        options: Dict[str, Node] = {}
        while self.peek() == "," and self.peek(1) != "else":
            self.need(",")
            option = self.name()
            self.need(":")
            options[option] = self.expr()
        return Choice(name, options, self.other())


def parse_example(text: str, max_score: Fraction, name: str) -> Optional[Node]:
    """Points by example, or nothing when the text is not in that notation.

    One anchor is a proportion, several are a line; both are written with the nodes of the other notation.
    """
    matches = [_ANCHOR.fullmatch(anchor) for anchor in text.split(";")]
    if not all(matches):
        return None
    anchors = []
    for match in matches:
        points, maximum, percent = (Fraction(group.replace(",", ".")) for group in match.groups())
        if maximum != max_score:
            raise DefinitionError(f"{text!r} does not speak of max_score {max_score}")
        anchors.append((Literal(percent / 100, percent=True), Literal(points)))
    if len(anchors) > 1:
        return Line(Name(name), anchors)
    rate, points = anchors[0]
    proportion = Arithmetic("*", Literal(points.number / rate.number), Name(name))
    return Call("clamp", [proportion, Literal(Fraction(0)), Literal(max_score)])


# ---------------------------------------------------------------------------------------------------------------------
# The definition

_CONFIDENCES = ("assumed", "recalled", "derived", "published")  # the weakest first
_CONFIDENCE_FIELDS = ("title", "max_score", "formula")


def weakest(confidences: List[str]) -> str:
    return min(confidences, key=_CONFIDENCES.index) if confidences else ""


class Indicator:
    def __init__(self, tree: dict):
        self.id: str = tree["id"]
        self.code: str = tree.get("code", "")
        self.max_score = definition_number(tree["max_score"])
        self.min_score = definition_number(tree.get("min_score", 0))
        self.weight = definition_number(tree.get("weight", 1))
        self.scored: bool = tree.get("scored", True)
        self.bonus: bool = tree.get("bonus", False)
        self.inputs: Dict[str, dict] = tree.get("inputs", {})
        self.derive: Dict[str, Node] = {name: Parser(text).whole() for name, text in tree.get("derive", {}).items()}
        self.formula_text: str = tree["formula"]
        self.formula: Optional[Node] = None  # none: `points`, entered by assessors
        if self.formula_text.strip() != "points":
            self.formula = self.parse_formula()
        confidence = tree.get("confidence", "assumed")
        self.max_score_assumed: bool = confidence == "assumed"
        if isinstance(confidence, dict):
            self.max_score_assumed = confidence.get("max_score", "assumed") == "assumed"
            confidence = weakest([confidence.get(name, "assumed") for name in _CONFIDENCE_FIELDS])
        self.confidence: str = confidence

    def parse_formula(self) -> Node:
        candidates = list(self.derive or self.inputs)
        if len(candidates) == 1:
            example = parse_example(self.formula_text, self.max_score, candidates[0])
            if example is not None:
                return example
        return Parser(self.formula_text).whole()

    @property
    def weighted_max(self) -> Fraction:
        return self.weight * self.max_score

    @property
    def in_maximum(self) -> bool:
        """Whether the indicator is part of its sub-index's maximum."""
        return self.scored and not self.bonus


class SubIndex:
    def __init__(self, tree: dict):
        self.id: str = tree["id"]
        self.weight = definition_number(tree.get("weight", 1))
        self.indicators = [Indicator(indicator) for indicator in tree["indicators"]]
        # Excluded indicators stay in the maximum: it belongs to the definition, not to a unit.
        self.full_max = sum((i.weighted_max for i in self.indicators if i.in_maximum), Fraction(0))
        self.max_score = definition_number(tree["max_score"]) if "max_score" in tree else self.full_max

    @property
    def weighted_max(self) -> Fraction:
        return self.weight * self.max_score


class Definition:
    def __init__(self, tree: dict):
        self.id: str = tree["index"]
        self.missing: str = tree.get("missing", "error")
        self.empty_denominator: str = tree.get("empty_denominator", "error")
        rounding = tree.get("rounding", {})
        self.round_points = None if rounding.get("points", "none") == "none" else int(rounding["points"])
        self.round_value = None if rounding.get("value", "none") == "none" else int(rounding["value"])
        printed = tree.get("print", {})
        self.print_points = int(printed.get("points", 2))
        self.print_value = int(printed.get("value", 4))
        self.rank_on: str = tree.get("rank_on", "exact")
        self.ties: str = tree.get("ties", "competition")
        self.min_coverage = definition_number(tree.get("min_coverage", 0))
        self.sub_indices = [SubIndex(sub_index) for sub_index in tree["sub_indices"]]
        self.indicators = [indicator for sub_index in self.sub_indices for indicator in sub_index.indicators]
        self.pillars: Dict[str, List[str]] = {p["id"]: list(p["sub_indices"]) for p in tree.get("pillars", [])}

    def finish(self, indicator: Indicator, points: Fraction) -> Fraction:
        """From a formula's result or an assessor's points to the points that count."""
        points = clamp(points, indicator.min_score, indicator.max_score)
        return points if self.round_points is None else round_half_away(points, self.round_points)


# ---------------------------------------------------------------------------------------------------------------------
# Figures of units


class Cohort:
    """One indicator's figures of all units of the run, whatever their group, rank or entered points.

    A unit alone has no cohort: there `references` tells the cohort's figures, `{function: {name: text}}`.
    """

    def __init__(self, references: Optional[Dict[str, Dict[str, str]]] = None):
        self.views: List[View] = []
        self.references = references

    def has(self, function: str, name: str) -> bool:
        if self.references is not None:
            return name in self.references.get(function, {})
        return function == "cohort_count" or bool(self.figures(name))

    def value(self, function: str, name: str) -> Fraction:
        if self.references is not None:
            return figure(self.references[function][name])
        figures = self.figures(name)
        if function == "cohort_count":
            return Fraction(len(figures))
        if function == "cohort_sum":
            return sum(figures, Fraction(0))
        if function == "cohort_mean":
            return sum(figures, Fraction(0)) / len(figures)
        return min(figures) if function == "cohort_min" else max(figures)

    def figures(self, name: str) -> List[Fraction]:
        """The figures that are there; a unit that cannot derive its own, for want of a part or by a division by zero,
        is not counted."""
        found = []
        for view in self.views:
            if view.has(name):
                try:
                    found.append(view.figure(name))
                except DivisionByZero:
                    pass
        return found


class View:
    """The figures of one unit for one indicator, as a formula sees them.

    A figure is the text of its cell, or a fraction where a question ("what if it were a third?") put it there.
    """

    def __init__(self, indicator: Indicator, texts: Dict[str, str], cohort: Cohort):
        self.indicator = indicator
        self.texts = {name: text for name, text in texts.items() if name != "points" and text != ""}
        self.cohort = cohort
        cohort.views.append(self)

    def kind(self, name: str) -> str:
        return self.indicator.inputs.get(name, {}).get("kind", "number")

    def has(self, name: str) -> bool:
        """Whether a figure is there: given, or with every part of its derivation there."""
        if name not in self.indicator.inputs and name not in self.indicator.derive:
            raise DefinitionError(f"{self.indicator.id} has no {name}")
        if name in self.texts:
            return True
        return name in self.indicator.derive and not self.lacks(self.indicator.derive[name])

    def lacks(self, node: Node) -> bool:
        """Whether anything that the tree names, in whatever branch, is missing.

        A cohort function asks for the cohort's figure, not the unit's own; `share_of_best` asks for both.
        """
        for part in walk(node):
            if isinstance(part, (Name, Choice)) and not self.has(part.name):
                return True
            if isinstance(part, CohortCall):
                if not self.cohort.has(part.asked, part.name):
                    return True
                if part.function == "share_of_best" and not self.has(part.name):
                    return True
        return False

    def lacks_reference(self, node: Node) -> bool:
        """Whether a unit alone is not told a figure of the cohort that the tree names, in whatever branch."""
        return self.cohort.references is not None and any(
            isinstance(part, CohortCall) and not self.cohort.has(part.asked, part.name) for part in walk(node)
        )

    def figure(self, name: str):
        """The value of a name: the cell if there is one, else derived, here and now."""
        if name not in self.texts:
            return number(self.indicator.derive[name], self)
        text = self.texts[name]
        if isinstance(text, Fraction):
            return text
        kind = self.kind(name)
        if kind == "choice":
            if text not in self.indicator.inputs[name]["options"]:
                raise DataError(f"{text!r} is no option of {name}")
            return text
        if kind == "yes_no":
            return Fraction({"yes": 1, "có": 1, "no": 0, "không": 0}[text])
        return figure(text)

    def check_given(self) -> None:
        """A derived figure given beside its parts must be what they give, to the decimals written.

        Parts that are themselves derived and given count as given. Parts that divide by zero say nothing. What a
        question put there, not the data, is not held against them.
        """
        for name, node in self.indicator.derive.items():
            if name not in self.texts or isinstance(self.texts[name], Fraction) or self.lacks(node):
                continue
            try:
                exact = number(node, self)
            except DivisionByZero:
                continue
            text = self.texts[name]
            if round_half_away(exact, decimals_written(text)) != figure(text):
                raise DataError(f"{self.indicator.id}.{name}: {text} is not {exact}")


# ---------------------------------------------------------------------------------------------------------------------
# Scoring


@dataclass
class Outcome:
    """What one indicator gives one unit."""

    status: str
    points: Optional[Fraction] = None  # none: not scored, or excluded
    computed: Optional[Fraction] = None  # the formula's own points, whatever counts
    missing: bool = False
    empty: bool = False

    @property
    def known(self) -> bool:
        return self.status in ("scored", "entered", "in_subtotal")

    @property
    def counts(self) -> bool:
        """Whether the indicator is part of its sub-index's sum and maximum: neither unscored nor excluded."""
        return self.points is not None or self.status == "in_subtotal"


@dataclass
class Subtotal:
    """Published points of several indicators of one sub-index, which all weigh the same."""

    members: List["Indicator"]
    points: Fraction  # as they count: within what the members could earn, and never rounded inside

    @property
    def weighted(self) -> Fraction:
        return self.members[0].weight * self.points


@dataclass
class RolledUp:
    """The tree above the indicators; none is excluded."""

    sub_indices: Dict[str, Optional[Fraction]] = field(default_factory=dict)
    pillars: Dict[str, Optional[Fraction]] = field(default_factory=dict)
    total_points: Optional[Fraction] = None
    total: Optional[Fraction] = None


@dataclass
class Card:
    """One unit, scored."""

    unit: str
    group: str
    ranked: bool
    synthetic: bool
    outcomes: Dict[str, Outcome]
    subtotals: List[Subtotal]
    rolled_up: RolledUp
    coverage: Optional[Fraction]
    low: Optional[Fraction]
    high: Optional[Fraction]
    confidence: str

    def value(self, level: str, key: str) -> Optional[Fraction]:
        if level == "total":
            return self.rolled_up.total
        return self.rolled_up.pillars[key] if level == "pillar" else self.rolled_up.sub_indices[key]


@dataclass
class Table:
    columns: List[str]
    rows: List[List[str]]


_YES = ("yes", "true", "có")
_NO = ("no", "false", "không")


def flag(text: str, default: bool) -> bool:
    if text == "":
        return default
    if text not in _YES + _NO:
        raise DataError(f"neither yes nor no: {text!r}")
    return text in _YES


class Reference:
    """Scores units. A unit is `{"unit": name, "group": …, "ranked": …, "synthetic": …, "values": {indicator: {name:
    text}}, "subtotals": [{"of": [indicators], "points": text}], "references": {indicator: {function: {name: text}}}}`;
    all but `unit` may be left out, and the name `points` is the assessor's."""

    def __init__(self, definition: dict, units: List[dict]):
        self.definition = Definition(definition)
        self.indicators = {indicator.id: indicator for indicator in self.definition.indicators}
        alone = units[0].get("references", {}) if len(units) == 1 else None
        self.cohorts = {key: Cohort(None if alone is None else alone.get(key, {})) for key in self.indicators}
        self.views = [self.views_of(unit) for unit in units]
        for views in self.views:
            for view in views.values():
                view.check_given()
        self.cards = [self.card(unit, views) for unit, views in zip(units, self.views)]

    def views_of(self, unit: dict) -> Dict[str, View]:
        values = unit.get("values", {})
        return {i.id: View(i, values.get(i.id, {}), self.cohorts[i.id]) for i in self.definition.indicators}

    # One indicator ---------------------------------------------------------------------------------------------------

    def outcome(self, indicator: Indicator, view: View, entered: str, in_subtotal: bool) -> Outcome:
        if not indicator.scored:
            return Outcome("unscored")
        result = self.by_formula(indicator, view)
        # What a sum or an assessor says stands, so nothing that the formula lacks is a fault.
        if in_subtotal:
            return Outcome("in_subtotal", computed=result.computed)
        if entered != "":
            points = self.definition.finish(indicator, figure(entered))
            return Outcome("entered", points, computed=result.computed)
        if indicator.formula is not None and view.lacks_reference(indicator.formula):
            raise ReferenceNeeded(indicator.id)
        return result

    def by_formula(self, indicator: Indicator, view: View) -> Outcome:
        """What the indicator gives where no points are entered; a policy `error` speaks up in `card`."""
        finish = self.definition.finish
        if indicator.formula is None or view.lacks(indicator.formula):
            if self.definition.missing == "zero":
                return Outcome("missing", Fraction(0), missing=True)
            return Outcome("excluded", missing=True)
        try:
            points = finish(indicator, number(indicator.formula, view))
        except DivisionByZero:
            if self.definition.empty_denominator == "exclude":
                return Outcome("excluded", empty=True)
            full = self.definition.empty_denominator == "max"
            return Outcome("scored", finish(indicator, indicator.max_score) if full else Fraction(0), empty=True)
        return Outcome("scored", points, computed=points)

    # One unit --------------------------------------------------------------------------------------------------------

    def card(self, unit: dict, views: Dict[str, View]) -> Card:
        definition = self.definition
        outcomes: Dict[str, Outcome] = {}
        subtotals = self.subtotals(unit)
        in_subtotal = {member.id for subtotal in subtotals for member in subtotal.members}
        for indicator in definition.indicators:
            entered = unit.get("values", {}).get(indicator.id, {}).get("points", "")
            if entered and indicator.id in in_subtotal:
                raise DataError(f"{unit['unit']}: {indicator.id} has points and stands in a subtotal")
            outcome = self.outcome(indicator, views[indicator.id], entered, indicator.id in in_subtotal)
            if outcome.missing and definition.missing == "error":
                raise PolicyError(f"missing: {unit['unit']}, {indicator.id}")
            if outcome.empty and definition.empty_denominator == "error":
                raise PolicyError(f"empty denominator: {unit['unit']}, {indicator.id}")
            outcomes[indicator.id] = outcome

        rolled_up = self.roll_up(outcomes, subtotals)
        coverage = self.coverage(outcomes)
        if coverage is not None and coverage < definition.min_coverage:
            rolled_up.total_points = rolled_up.total = None
        return Card(
            unit=unit["unit"],
            group=unit.get("group", ""),
            ranked=flag(unit.get("ranked", ""), default=True),
            synthetic=flag(unit.get("synthetic", ""), default=False),
            outcomes=outcomes,
            subtotals=subtotals,
            rolled_up=rolled_up,
            coverage=coverage,
            low=self.with_missing_at(outcomes, subtotals, lambda indicator: indicator.min_score),
            high=self.with_missing_at(outcomes, subtotals, lambda indicator: indicator.max_score),
            confidence=weakest([i.confidence for i in definition.indicators if outcomes[i.id].counts]),
        )

    def subtotals(self, unit: dict) -> List[Subtotal]:
        result = []
        for tree in unit.get("subtotals", []):
            members = [self.indicators[key] for key in tree["of"]]
            low, high = sum(i.min_score for i in members), sum(i.max_score for i in members)
            result.append(Subtotal(members, clamp(figure(tree["points"]), low, high)))
        return result

    def sums(
        self, sub_index: SubIndex, outcomes: Dict[str, Outcome], subtotals: List[Subtotal]
    ) -> Tuple[Fraction, Fraction]:
        """What a sub-index earned, and out of what; both weighted."""
        earned = maximum = Fraction(0)
        for indicator in sub_index.indicators:
            outcome = outcomes[indicator.id]
            if outcome.points is not None:
                earned += indicator.weight * outcome.points
            if outcome.counts and indicator.in_maximum:
                maximum += indicator.weighted_max
        earned += sum(subtotal.weighted for subtotal in subtotals if subtotal.members[0] in sub_index.indicators)
        return earned, maximum

    def sub_index_value(
        self, sub_index: SubIndex, outcomes: Dict[str, Outcome], subtotals: List[Subtotal]
    ) -> Optional[Fraction]:
        """The value within 0..1, before `rounding.value`; none where nothing (or only bonus) is left."""
        earned, maximum = self.sums(sub_index, outcomes, subtotals)
        return None if maximum == 0 else clamp(earned / maximum, Fraction(0), Fraction(1))

    def roll_up(self, outcomes: Dict[str, Outcome], subtotals: List[Subtotal]) -> RolledUp:
        """From the points of indicators and their published sums to sub-indices, pillars and the total."""
        definition = self.definition
        result = RolledUp()
        for sub_index in definition.sub_indices:
            value = self.sub_index_value(sub_index, outcomes, subtotals)
            if value is not None and definition.round_value is not None:
                value = round_half_away(value, definition.round_value)
            result.sub_indices[sub_index.id] = value

        def over(members: List[SubIndex]) -> Tuple[Optional[Fraction], Optional[Fraction]]:
            left = [s for s in members if result.sub_indices[s.id] is not None]
            if not left:
                return None, None
            earned = sum(s.weight * (result.sub_indices[s.id] * s.max_score) for s in left)
            return earned, earned / sum(s.weighted_max for s in left)

        result.total_points, result.total = over(definition.sub_indices)
        for pillar, members in definition.pillars.items():
            _, result.pillars[pillar] = over([s for s in definition.sub_indices if s.id in members])
        return result

    def with_missing_at(
        self, outcomes: Dict[str, Outcome], subtotals: List[Subtotal], bound
    ) -> Optional[Fraction]:
        """Total points as if every missing figure had turned up and earned the least, or the most.

        What an empty denominator excluded stays excluded: no report would change it. The bound is rounded as all
        points are, so that no report can lead outside the range.
        """
        reported = dict(outcomes)
        for indicator in self.definition.indicators:
            if outcomes[indicator.id].missing:
                reported[indicator.id] = Outcome("scored", self.definition.finish(indicator, bound(indicator)))
        return self.roll_up(reported, subtotals).total_points

    def coverage(self, outcomes: Dict[str, Outcome]) -> Optional[Fraction]:
        """The share of the whole definition's maximum whose indicators are known."""
        known = everything = Fraction(0)
        for sub_index in self.definition.sub_indices:
            if sub_index.full_max == 0:
                continue
            of_sub_index = sum(
                (i.weighted_max for i in sub_index.indicators if i.in_maximum and outcomes[i.id].known), Fraction(0)
            )
            known += sub_index.weighted_max * of_sub_index / sub_index.full_max
            everything += sub_index.weighted_max
        return None if everything == 0 else known / everything

    # All units -------------------------------------------------------------------------------------------------------

    def rivals(self, card: Card, level: str, key: str) -> List[Fraction]:
        """What a unit is ranked among: the values, as `rank_on` sees them, of its group's ranked units; its own too."""
        return [
            self.as_compared(other.value(level, key))
            for other in self.cards
            if other.group == card.group and other.ranked and other.value(level, key) is not None
        ]

    def as_compared(self, value: Fraction) -> Fraction:
        if self.definition.rank_on == "printed":
            return round_half_away(value, self.definition.print_value)
        return value

    def rank(self, card: Card, level: str, key: str) -> Tuple[Optional[Fraction], Optional[int]]:
        """The place, and among how many; none for a unit without a rank."""
        value = card.value(level, key)
        if not card.ranked or value is None:
            return None, None
        rivals = self.rivals(card, level, key)
        value = self.as_compared(value)
        better = [rival for rival in rivals if rival > value]
        if self.definition.ties == "dense":
            place = Fraction(len(set(better)) + 1)
        else:
            place = Fraction(len(better) + 1)
            if self.definition.ties == "average":
                place += Fraction(rivals.count(value) - 1, 2)
        return place, len(rivals)

    # Printed tables --------------------------------------------------------------------------------------------------

    def points_text(self, points: Optional[Fraction]) -> str:
        return fixed(points, self.definition.print_points)

    def value_text(self, value: Optional[Fraction]) -> str:
        return fixed(value, self.definition.print_value)

    def unit_table(self) -> Table:
        """`dti score`"""
        sub_indices = [s.id for s in self.definition.sub_indices]
        pillars = list(self.definition.pillars)
        columns = ["rank", "unit", "total_points", "total", *sub_indices, *pillars]
        columns += ["coverage", "low", "high", "confidence", "synthetic"]
        rows = []
        for card in self.cards:
            rank, _ = self.rank(card, "total", self.definition.id)
            rows.append(
                [
                    shortest(rank),
                    card.unit,
                    self.points_text(card.rolled_up.total_points),
                    self.value_text(card.rolled_up.total),
                    *(self.value_text(card.rolled_up.sub_indices[key]) for key in sub_indices),
                    *(self.value_text(card.rolled_up.pillars[key]) for key in pillars),
                    self.value_text(card.coverage),
                    self.points_text(card.low),
                    self.points_text(card.high),
                    card.confidence,
                    "true" if card.synthetic else "false",
                ]
            )
        return Table(columns, rows)

    def indicator_table(self) -> Table:
        """`dti score --by indicator`"""
        columns = "unit,indicator,code,points,max_score,attainment,status,computed,confidence".split(",")
        rows = []
        for card in self.cards:
            for indicator in self.definition.indicators:
                outcome = card.outcomes[indicator.id]
                attainment = None if outcome.points is None else outcome.points / indicator.max_score
                rows.append(
                    [
                        card.unit,
                        indicator.id,
                        indicator.code,
                        self.points_text(outcome.points),
                        self.points_text(indicator.max_score),
                        self.value_text(attainment),
                        outcome.status,
                        self.points_text(outcome.computed),
                        indicator.confidence,
                    ]
                )
        return Table(columns, rows)

    def rank_table(self) -> Table:
        """`dti score --ranks`"""
        levels = [("total", self.definition.id)]
        levels += [("pillar", key) for key in self.definition.pillars]
        levels += [("sub_index", sub_index.id) for sub_index in self.definition.sub_indices]
        rows = []
        for card in self.cards:
            for level, key in levels:
                rank, of = self.rank(card, level, key)
                value = self.value_text(card.value(level, key))
                rows.append([card.unit, level, key, value, shortest(rank), "" if of is None else str(of)])
        return Table("unit,level,id,value,rank,of".split(","), rows)
