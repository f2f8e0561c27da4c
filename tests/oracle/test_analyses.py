"""Self-checks of the second computation of gains, gaps and what-ifs, worked by hand.

    python3 -m unittest discover -s tests/oracle -p "test_*.py"
"""

import unittest
from fractions import Fraction

import analyses
import reference as ref
from questions import make_asked, scores


def indicator(formula, key="a1", max_score=10, inputs="x", **more):
    if isinstance(inputs, str):
        inputs = {name: {} for name in inputs.split()}
    return {"id": key, "max_score": max_score, "formula": formula, "inputs": inputs, **more}


def definition(*sub_indices, **more):
    """A definition whose sub-indices are lists of indicators."""
    trees = [{"id": f"part_{n}", "indicators": list(members)} for n, members in enumerate(sub_indices, start=1)]
    return {"dti": 1, "index": "trial", "title": {"en": "Trial"}, "sub_indices": trees, **more}


def unit(name="U", values=None, **more):
    return {"unit": name, "values": values or {}, **more}


def ask(tree, units, at=0):
    return analyses.Question(ref.Reference(tree, units), units[at], at)


def shown(gain):
    if gain.undecided:
        return "?"
    return gain.jump or ("" if gain.slope is None else gain.slope)


def gains(formula, figures, name="x", rivals=(), **more):
    """Up and down of the first unit's total; the total is the one indicator's points."""
    keys = {key: more.pop(key) for key in ("missing", "empty_denominator", "rounding") if key in more}
    units = [unit(f"U{n}", {"a1": values}) for n, values in enumerate([figures, *rivals])]
    question = ask(definition([indicator(formula, **more)], **keys), units)
    return tuple(map(shown, analyses.sides(question, question.definition.indicators[0], name)))


class Kinks(unittest.TestCase):
    def at(self, formula, x, **more):
        return gains(formula, {"x": x}, **more)

    def test_inside_a_piece_both_sides_agree(self):
        self.assertEqual(self.at("0.4/10 points = 4%", "60.29%"), (10, 10))

    def test_the_ends_of_a_clamp(self):
        self.assertEqual(self.at("10/10 points = 20%", "20%"), (0, 50))
        self.assertEqual(self.at("10/10 points = 20%", "0"), (50, 0))
        self.assertEqual(self.at("10/10 points = 20%", "21%"), (0, 0))
        self.assertEqual(self.at("clamp(3 * x, 1, 6)", "2"), (0, 3))

    def test_anchors_and_lines(self):
        rule = "line(x, 0: 0, 0.5: 8, 1: 10)"
        self.assertEqual([self.at(rule, x) for x in ("0", "0.5", "1", "0.75")], [(16, 0), (4, 16), (0, 4), (4, 4)])
        self.assertEqual(self.at("1/10 points = 20%; 10/10 points = 80%", "20%"), (15, 0))

    def test_a_step_belongs_to_its_upper_side(self):
        rule = "steps(x, 1: 2, 2: 5)"
        self.assertEqual([self.at(rule, x) for x in ("1", "1.5", "2")], [(0, "inf"), (0, 0), (0, "inf")])
        self.assertEqual(self.at("steps(x, 1: 5, 2: 3)", "2"), (0, "-inf"))

    def test_comparisons(self):
        self.assertEqual(self.at("if x >= 0.8 then max_score else 5 * x", "80%"), (0, "inf"))
        self.assertEqual(self.at("if x > 0.8 then max_score else 5 * x", "80%"), ("inf", 5))
        self.assertEqual(self.at("if x < 0.8 then 5 * x else max_score", "80%"), (0, "inf"))
        self.assertEqual(self.at("if x <= 0.8 then 5 * x else max_score", "80%"), ("inf", 5))
        self.assertEqual(self.at("if x == 1 then 3 else x", "1"), ("-inf", "inf"))
        self.assertEqual(self.at("if x != 1 then 3 else 4 * x", "1"), ("-inf", "inf"))
        self.assertEqual(self.at("if x >= 1 then x else 1", "1"), (1, 0))  # no jump, though the branch changes

    def test_absolute_and_extremes(self):
        self.assertEqual(self.at("abs(x - 2)", "2"), (1, -1))
        self.assertEqual(self.at("min(x, 2)", "2"), (0, 1))
        self.assertEqual(self.at("max(x, 2)", "2"), (1, 0))

    def test_rounding_functions(self):
        self.assertEqual(self.at("floor(x) + x / 4", "2"), (Fraction(1, 4), "inf"))
        self.assertEqual(self.at("ceil(x) + x / 4", "2"), ("inf", Fraction(1, 4)))
        self.assertEqual(self.at("round(x, 1)", "0.25"), (0, "inf"))
        self.assertEqual(self.at("round(x, 1)", "0.2"), (0, 0))
        self.assertEqual(self.at("5 + round(x)", "-0.5"), ("inf", 0))  # half away from zero: -1 at the figure

    def test_curves(self):
        up, down = self.at("x^2", "3")
        self.assertTrue(abs(up - 6) < Fraction(1, 10**40) and abs(down - 6) < Fraction(1, 10**40))
        self.assertEqual(self.at("x^2", "0"), (0, 0))
        self.assertEqual(self.at("5 + (x - 1)^3", "1"), (0, 0))
        up, down = self.at("6 / (x + 1)", "1")
        self.assertTrue(abs(up + Fraction(3, 2)) < Fraction(1, 10**40) and up < 0 and down < 0)

    def test_a_needed_division_by_zero_that_begins(self):
        rule = "if x > 1 then 1 / floor(x - 1) else 3"
        self.assertEqual(self.at(rule, "1"), ("", 0))
        self.assertEqual(self.at(rule, "1", empty_denominator="zero"), ("-inf", 0))
        self.assertEqual(self.at(rule, "1", empty_denominator="max"), ("inf", 0))

    def test_rounding_of_points_and_values(self):
        self.assertEqual(self.at("x", "0.125", rounding={"points": 2}), (0, "inf"))
        self.assertEqual(self.at("x", "0.126", rounding={"points": 2}), (0, 0))
        self.assertEqual(self.at("x", "5", rounding={"value": 0}), (0, "inf"))


class Figures(unittest.TestCase):
    def test_policies_and_entered_points_stand_still(self):
        rule = "x / y"
        self.assertEqual(gains(rule, {"x": "1"}, inputs="x y", missing="zero"), (0, 0))
        self.assertEqual(gains(rule, {"x": "1", "y": "0"}, "y", inputs="x y", empty_denominator="max"), (0, 0))
        self.assertEqual(gains("x", {"x": "1", "points": "3"}), (0, 0))

    def test_answers_have_no_gain(self):
        self.assertEqual(gains("5 * x", {"x": "yes"}, inputs={"x": {"kind": "yes_no"}}), ("", ""))

    def test_a_derived_figure_moves_by_itself(self):
        rule, rate = "10 * clamp(rate, 0, 1)", {"rate": "x / y"}
        figures = {"x": "1", "y": "2"}
        self.assertEqual(gains(rule, figures, "rate", inputs="x y", derive=rate), (10, 10))
        self.assertEqual(gains(rule, figures, "x", inputs="x y", derive=rate), (5, 5))
        up, _ = gains(rule, figures, "y", inputs="x y", derive=rate)
        self.assertTrue(abs(up + Fraction(5, 2)) < Fraction(1, 10**40))

    def test_parts_of_a_given_derived_figure_do_nothing(self):
        figures = {"x": "1", "y": "2", "rate": "0.5"}
        rule, rate = "10 * clamp(rate, 0, 1)", {"rate": "x / y"}
        self.assertEqual(gains(rule, figures, "x", inputs="x y", derive=rate), (0, 0))
        self.assertEqual(gains(rule, figures, "rate", inputs="x y", derive=rate), (10, 10))

    def test_weights_and_the_limits_of_a_sub_index(self):
        members = [indicator("x", weight=3), indicator("points", key="a2", inputs="", bonus=True)]
        question = ask(definition(members), [unit(values={"a1": {"x": "4"}, "a2": {"points": "0"}})])
        self.assertEqual(shown(question.gain(question.definition.indicators[0], "x", analyses.UP)), 3)
        question = ask(definition(members), [unit(values={"a1": {"x": "8"}, "a2": {"points": "6"}})])
        sides = analyses.sides(question, question.definition.indicators[0], "x")
        self.assertEqual(tuple(map(shown, sides)), (0, 3))  # 30 of 30: full with the bonus

    def test_coverage_does_not_matter(self):
        tree = definition([indicator("x"), indicator("x", key="a2")], missing="zero", min_coverage="0.95")
        question = ask(tree, [unit(values={"a1": {"x": "4"}})])
        self.assertIsNone(question.card.rolled_up.total_points)
        self.assertEqual(shown(question.gain(question.definition.indicators[0], "x", analyses.UP)), 1)


class Cohorts(unittest.TestCase):
    def test_share_of_best(self):
        rule = "10 * share_of_best(x)"
        self.assertEqual(gains(rule, {"x": "2"}, rivals=[{"x": "4"}]), (Fraction(5, 2), Fraction(5, 2)))
        self.assertEqual(gains(rule, {"x": "4"}, rivals=[{"x": "2"}]), (0, 0))  # the best: always the whole
        self.assertEqual(gains(rule, {"x": "4"}, rivals=[{"x": "4"}]), (0, Fraction(5, 2)))

    def test_extremes_where_they_are_met(self):
        self.assertEqual(gains("5 + x - cohort_max(x)", {"x": "4"}, rivals=[{"x": "4"}]), (0, 1))
        self.assertEqual(gains("5 + x - cohort_min(x)", {"x": "4"}, rivals=[{"x": "4"}]), (1, 0))

    def test_sums_and_counts(self):
        self.assertEqual(gains("5 + x - cohort_mean(x)", {"x": "4"}, rivals=[{"x": "2"}]), (Fraction(1, 2),) * 2)
        self.assertEqual(gains("cohort_sum(x)", {"x": "4"}, rivals=[{"x": "2"}]), (1, 1))
        self.assertEqual(gains("x / cohort_count(x)", {"x": "4"}, rivals=[{"x": "2"}]), (Fraction(1, 2),) * 2)

    def test_references_stand_still(self):
        tree = definition([indicator("10 * share_of_best(x)")])
        question = ask(tree, [unit(values={"a1": {"x": "2"}}, references={"a1": {"cohort_max": {"x": "8"}}})])
        self.assertEqual(shown(question.gain(question.definition.indicators[0], "x", analyses.UP)), Fraction(5, 4))


class Limits(unittest.TestCase):
    def test_what_swings_has_no_limit(self):
        quotients = [Fraction(1), Fraction(3), Fraction(2)]
        self.assertTrue(analyses.limit_of(quotients).undecided)


class WhatIfs(unittest.TestCase):
    TREE = definition([indicator("10 * clamp(rate, 0, 1)", inputs="x y", derive={"rate": "x / y"})])

    def set(self, figures, **sets):
        sets = {name: Fraction(text) for name, text in sets.items()}
        after = analyses.unit_with(ref.Definition(self.TREE), unit(values={"a1": figures}), {"a1": sets})
        return ref.Reference(self.TREE, [after]).cards[0].rolled_up.total_points

    def test_a_derived_figure_stands_beside_its_parts(self):
        self.assertEqual(self.set({"x": "1", "y": "2"}, rate="0.8"), 8)

    def test_a_given_derived_figure_gives_way_to_its_parts(self):
        self.assertEqual(self.set({"x": "1", "y": "2", "rate": "0.5"}, x="2"), 10)
        self.assertEqual(self.set({"y": "2", "rate": "0.5"}, x="0"), 0)
        self.assertEqual(self.set({"rate": "0.5"}, x="2"), 5)  # y is not there: nothing to derive from
        self.assertEqual(self.set({"x": "1", "y": "2", "rate": "0.5"}, x="2", rate="0.25"), Fraction(5, 2))

    def test_changes_of_the_present_figure(self):
        for written, expected in (("+5pp", "0.55"), ("+3", "3.5"), ("*1.1", "0.55"), ("80%", "0.8"), ("-2", "-2"),
                                  ("-2pp", "0.48"), ("+-3", "-2.5")):  # fmt: skip
            self.assertEqual(analyses.read_setting(written, lambda: Fraction(1, 2)), Fraction(expected))
        self.assertEqual(analyses.read_setting("leader", lambda: None), "leader")

    def rows(self, before, after, name, **more):
        rows = analyses.changes(ref.Reference(before, more["old"]), ref.Reference(after, more["new"]), name)
        return {row.level: (row.before, row.after, row.change) for row in rows}

    def test_rivals_fall_when_the_best_improves(self):
        tree = definition([indicator("10 * share_of_best(x)")])
        old = [unit("A", {"a1": {"x": "4"}}), unit("B", {"a1": {"x": "3"}})]
        new = [unit("A", {"a1": {"x": "4"}}), unit("B", {"a1": {"x": "8"}})]
        rows = self.rows(tree, tree, "B", old=old, new=new)
        self.assertEqual(rows["indicator"], (Fraction(15, 2), 10, Fraction(5, 2)))
        self.assertEqual(rows["rank"], (2, 1, -1))
        self.assertEqual(rows["rank_own"], (2, 1, -1))  # level with A as A was
        self.assertEqual(rows["rank_rivals"], (1, 1, 0))
        rows = self.rows(tree, tree, "A", old=old, new=new)
        self.assertEqual(rows["total_points"], (10, 5, -5))
        self.assertEqual((rows["rank_own"], rows["rank_rivals"]), ((1, 2, 1), (2, 2, 0)))

    def test_below_min_coverage_there_is_a_change_of_no_total(self):
        tree = definition([indicator("x"), indicator("x", key="a2")], missing="zero", min_coverage="0.95")
        old, new = [unit(values={"a1": {"x": "4"}})], [unit(values={"a1": {"x": "6"}})]
        rows = self.rows(tree, tree, "U", old=old, new=new)
        self.assertEqual(rows["total_points"], (None, None, 2))
        self.assertEqual(rows["total"], (None, None, Fraction(1, 10)))
        self.assertEqual(rows["rank"], (None, None, None))

    def test_rivals_can_move_a_unit_that_stands(self):
        tree = definition([indicator("x")])
        old = [unit("A", {"a1": {"x": "5"}}), unit("B", {"a1": {"x": "3"}})]
        new = [unit("A", {"a1": {"x": "5"}}), unit("B", {"a1": {"x": "6"}})]
        rows = self.rows(tree, tree, "A", old=old, new=new)
        self.assertNotIn("indicator", rows)
        self.assertEqual((rows["rank_own"], rows["rank_rivals"], rows["rank"]), ((1, 1, 0), (1, 2, 1), (1, 2, 1)))


class Gaps(unittest.TestCase):
    def question(self, figures, formula="10 * clamp(x, 0, 1)", **more):
        return ask(definition([indicator(formula, confidence="published", **more)]), [unit(values={"a1": figures})])

    def row(self, question, **targets):
        return analyses.gaps(question, {"a1": targets} if targets else {}, "2022")[0]

    def test_the_maximum_and_figures(self):
        question = self.question({"x": "0.5"})
        self.assertEqual(self.row(question).gap, 5)
        self.assertEqual(self.row(question, x="80%").gap, 3)
        self.assertEqual(self.row(question, x="40%").gap, 0)
        self.assertEqual(self.row(question, x={"at_most": "40%"}).gap, 0)
        self.assertEqual(self.row(question, points="7").gap, 2)
        self.assertEqual(self.row(question, x={"times": "1.5", "from": "2022"}).gap, Fraction(5, 2))
        self.assertEqual(self.row(question, x={"times": "1.5", "from": "2021"}).gap, 5)  # no figure: the maximum
        self.assertEqual(self.row(question, x={"plus": "20%", "from": "2022"}).gap, 2)

    def test_just_above(self):
        question = self.question({"x": "0.5"}, "if x > 0.8 then 9 else 10 * x")
        self.assertEqual(self.row(question, x={"over": "80%"}).target_points, 9)
        self.assertEqual(self.row(question, x="80%").target_points, 8)
        question = self.question({"x": "0.5"}, "10 * x^2")
        self.assertEqual(self.row(question, x={"over": "80%"}).target_points, Fraction("6.4"))

    def test_order_share_and_rank(self):
        trees = [
            indicator("x", confidence="published"),
            indicator("x", key="a2", weight=2, confidence="published"),
            indicator("x", key="a3"),  # an assumed maximum
            indicator("x", key="a4", confidence="published"),
            indicator("x", key="a5", confidence="published"),
        ]
        figures = {"a1": "4", "a2": "4", "a3": "0", "a4": "10", "a5": "3"}
        question = ask(definition(trees), [unit(values={key: {"x": x} for key, x in figures.items()})])
        rows = analyses.gaps(question, {})
        self.assertEqual([row.rank for row in rows], [2, 2, 4, 5, 1])
        self.assertEqual([row.share for row in rows], [Fraction(n, 35) for n in (6, 12, 10, 0, 7)])

    def test_needed_is_checked(self):
        def faults(question, needed, **targets):
            return list(analyses.needed_faults(question, self.row(question, **targets), needed))

        question = self.question({"x": "0.5"}, "3 * x", max_score=2)
        self.assertEqual(faults(question, "x=0.666667"), [])
        self.assertEqual(len(faults(question, "x=0.666666")), 1)
        self.assertEqual(len(faults(question, "x=0.666668")), 1)
        self.assertEqual(len(faults(question, "")), 1)
        falling = self.question({"x": "4"}, "10 - 3 * x")
        self.assertEqual(faults(falling, "x=0"), [])
        self.assertEqual(faults(falling, "x=0.666666", points="8"), [])
        self.assertEqual(len(faults(falling, "x=0.666667", points="8")), 1)
        self.assertEqual(len(faults(falling, "x=0.666665", points="8")), 1)
        never = self.question({"x": "0.5"}, "min(x, 1)")
        self.assertEqual(faults(never, ""), [])
        self.assertEqual(faults(self.question({"x": "0.5", "points": "3"}), ""), [])
        self.assertEqual(len(faults(self.question({"x": "0.5", "points": "3"}), "x=1")), 1)

    def test_the_rate_comes_first(self):
        tree = indicator("10 * clamp(rate, 0, 1)", inputs="x y", derive={"rate": "x / y"}, confidence="published")
        question = ask(definition([tree]), [unit(values={"a1": {"x": "1", "y": "2"}})])
        row = analyses.gaps(question, {})[0]
        self.assertEqual(list(analyses.needed_faults(question, row, "rate=1")), [])
        self.assertEqual(len(list(analyses.needed_faults(question, row, "x=2"))), 1)


class Questions(unittest.TestCase):
    def test_they_follow_from_their_seed_and_score(self):
        for seed in (1, 2, 3):
            asked, again = make_asked(seed), make_asked(seed)
            self.assertEqual((asked.yaml, asked.units, asked.settings), (again.yaml, again.units, again.settings))
            self.assertTrue(scores(asked.definition, asked.units))
            self.assertTrue(asked.shapes)


if __name__ == "__main__":
    unittest.main()
