"""Self-checks of the reference on the contract's own examples, worked by hand.

    python3 -m unittest discover -s tests/oracle -p "test_*.py"
"""

import random
import unittest
from fractions import Fraction

import reference as ref
from forms import in_vietnamese
from generate import Plain, make_case, to_yaml


def indicator(formula, key="a1", max_score=10, **more):
    return {"id": key, "max_score": max_score, "formula": formula, **more}


def definition(*sub_indices, **more):
    """A definition whose sub-indices are lists of indicators."""
    trees = [{"id": f"part_{n}", "indicators": list(members)} for n, members in enumerate(sub_indices, start=1)]
    return {"dti": 1, "index": "trial", "title": {"en": "Trial"}, "sub_indices": trees, **more}


def unit(name="U", values=None, **more):
    return {"unit": name, "values": values or {}, **more}


def score_one(tree, figures, **more):
    """The row of `--by indicator` of one indicator for one unit."""
    table = ref.Reference(definition([tree], **more), [unit(values={tree["id"]: figures})]).indicator_table()
    return dict(zip(table.columns, table.rows[0]))


def evaluate(text, **figures):
    """A formula's plain value, before any clamping."""
    tree = indicator(text, inputs={name: {} for name in figures})
    view = ref.View(ref.Indicator(tree), figures, ref.Cohort())
    return ref.Parser(text).whole().value(view)


class Numbers(unittest.TestCase):
    def test_a_half_goes_away_from_zero(self):
        self.assertEqual(ref.fixed(Fraction("1.035"), 2), "1.04")
        self.assertEqual(ref.fixed(Fraction("-1.035"), 2), "-1.04")
        self.assertEqual(ref.fixed(Fraction("0.5"), 0), "1")

    def test_printing_has_fixed_decimals_and_no_negative_zero(self):
        self.assertEqual(ref.fixed(Fraction(6), 2), "6.00")
        self.assertEqual(ref.fixed(Fraction("0.8002"), 4), "0.8002")
        self.assertEqual(ref.fixed(Fraction("-0.004"), 2), "0.00")
        self.assertEqual(ref.fixed(Fraction("12.345"), 0), "12")
        self.assertEqual(ref.fixed(None, 2), "")

    def test_cells(self):
        self.assertEqual(ref.figure("60.29%"), Fraction("0.6029"))
        self.assertEqual(ref.decimals_written("60.29%"), 4)
        for text in ("1,5", ".5", "5.", "+1", "1e3", "5 %", ""):
            with self.assertRaises(ref.DataError):
                ref.figure(text)


class Formulas(unittest.TestCase):
    def test_arithmetic_is_exact(self):
        self.assertEqual(evaluate("1/3*30"), 10)
        self.assertEqual(ref.fixed(evaluate("10.35% * 10"), 2), "1.04")
        self.assertEqual(ref.fixed(evaluate("41*33/40"), 2), "33.83")
        self.assertIs(evaluate("0.84/1.05 >= 0.8"), True)

    def test_binding(self):
        self.assertEqual(evaluate("-x^2", x="3"), -9)
        self.assertEqual(evaluate("2^-2"), Fraction(1, 4))
        self.assertEqual(evaluate("0^0"), 1)
        self.assertEqual(evaluate("10 - 2 - 3"), 5)
        self.assertEqual(evaluate("12 / 2 / 3"), 2)
        self.assertEqual(evaluate("2 - -3"), 5)
        self.assertEqual(evaluate("if 1 > 2 then 1 else 5 + 1"), 6)
        self.assertIs(evaluate("not 1 > 2 and 3 > 2"), True)
        self.assertIs(evaluate("1 > 2 and 1 > 2 or 1 < 2"), True)

    def test_comparisons_do_not_chain(self):
        with self.assertRaises(ref.DefinitionError):
            evaluate("1 < 2 < 3")

    def test_functions(self):
        self.assertEqual(evaluate("round(-2.5)"), -3)
        self.assertEqual(evaluate("round(1.005, 2)"), Fraction("1.01"))
        self.assertEqual((evaluate("floor(-1.5)"), evaluate("ceil(-1.5)")), (-2, -1))
        self.assertEqual(evaluate("clamp(5, 0, 3) + max(1, 2) - min(4, 3) + abs(-2)"), 4)

    def test_steps(self):
        rule = "steps(x, 1: 5, 2: 10, 4: 20)"
        self.assertEqual([evaluate(rule, x=x) for x in ("0.99", "1", "3", "4", "9")], [0, 5, 10, 20, 20])
        self.assertEqual(evaluate("steps(x, 1: 5, else: -1)", x="0"), -1)
        with self.assertRaises(ref.DefinitionError):
            evaluate("steps(x, 2: 5, 2: 6)", x="0")

    def test_line(self):
        rule = "line(x, 0: 0, 0.5: 8, 1: 10)"
        self.assertEqual([evaluate(rule, x=x) for x in ("-1", "25%", "0.5", "0.75", "2")], [0, 4, 8, 9, 10])

    def test_choice(self):
        tree = indicator(
            "choice(role, leader: 10, deputy: 5, else: 0)",
            inputs={"role": {"kind": "choice", "options": ["leader", "deputy", "staff"]}},
        )
        given = {role: score_one(tree, {"role": role})["points"] for role in ("leader", "deputy", "staff")}
        self.assertEqual(given, {"leader": "10.00", "deputy": "5.00", "staff": "0.00"})

    def test_yes_no_is_a_number_and_a_truth(self):
        tree = indicator("if not ready then 1 else 2 + 3 * ready", inputs={"ready": {"kind": "yes_no"}})
        self.assertEqual(score_one(tree, {"ready": "có"})["points"], "5.00")
        self.assertEqual(score_one(tree, {"ready": "no"})["points"], "1.00")

    def test_truth_and_number_do_not_mix(self):
        for text in ("1 + (2 > 1)", "if 1 then 2 else 3", "not 5"):
            with self.assertRaises(ref.DefinitionError):
                evaluate(text)

    def test_division_is_lazy(self):
        self.assertEqual(evaluate("if x == 0 then 1 else 1 / x", x="0"), 1)
        self.assertIs(evaluate("x != 0 and 1 / x > 0", x="0"), False)
        self.assertIs(evaluate("x == 0 or 1 / x > 0", x="0"), True)
        self.assertEqual(evaluate("steps(x, 0: 7, 1: 1 / x)", x="0"), 7)
        for text in ("0 * (1 / x)", "x^-1"):
            with self.assertRaises(ref.DivisionByZero):
                evaluate(text, x="0")


class PointsByExample(unittest.TestCase):
    def points(self, formula, rate, **more):
        return score_one(indicator(formula, inputs={"rate": {}}, **more), {"rate": rate})["points"]

    def test_the_smartphone_rule(self):
        tree = indicator(
            "0.4/10 points = 4%",
            inputs={"owners": {"unit": "people"}, "adults": {"unit": "people"}},
            derive={"rate": "owners / adults"},
        )
        self.assertEqual(score_one(tree, {"rate": "60.29%"})["points"], "6.03")
        self.assertEqual(score_one(tree, {"owners": "1", "adults": "3"})["points"], "3.33")

    def test_one_anchor(self):
        self.assertEqual(self.points("0.4/10 points = 4%", "4%"), "0.40")
        self.assertEqual(self.points("0,4/10 điểm = 4%", "100%"), "10.00")
        self.assertEqual(self.points("20/20 points = 20%", "0.2", max_score=20), "20.00")
        self.assertEqual(self.points("20/20 points = 20%", "0.9", max_score=20), "20.00")

    def test_several_anchors(self):
        rule = "0/10 points = 20%; 10/10 points = 80%"
        points = [self.points(rule, rate) for rate in ("0%", "20%", "50%", "90%")]
        self.assertEqual(points, ["0.00", "0.00", "5.00", "10.00"])

    def test_the_maximum_is_the_indicators(self):
        with self.assertRaises(ref.DefinitionError):
            self.points("0.4/20 points = 4%", "4%")


class Policies(unittest.TestCase):
    shares = indicator("if a >= 0 then a else a / b", inputs={"a": {}, "b": {}})
    quotient = indicator("a / b", inputs={"a": {}, "b": {}})

    def test_missing_looks_into_every_branch(self):
        row = score_one(self.shares, {"a": "1"}, missing="zero")
        self.assertEqual((row["status"], row["points"], row["computed"]), ("missing", "0.00", ""))
        row = score_one(self.shares, {"a": "1"}, missing="exclude")
        self.assertEqual((row["status"], row["points"], row["attainment"]), ("excluded", "", ""))
        with self.assertRaises(ref.PolicyError):
            score_one(self.shares, {"a": "1"})

    def test_empty_denominators(self):
        def row(policy):
            row = score_one(self.quotient, {"a": "1", "b": "0"}, empty_denominator=policy)
            return row["status"], row["points"], row["computed"]

        self.assertEqual(row("zero"), ("scored", "0.00", ""))
        self.assertEqual(row("max"), ("scored", "10.00", ""))
        self.assertEqual(row("exclude"), ("excluded", "", ""))
        with self.assertRaises(ref.PolicyError):
            row("error")

    def test_missing_wins_over_empty(self):
        row = score_one(self.quotient, {"b": "0"}, missing="zero", empty_denominator="max")
        self.assertEqual(row["status"], "missing")

    def test_entered_points_stand_and_are_clamped(self):
        row = score_one(self.quotient, {"a": "3", "b": "1", "points": "12"})
        self.assertEqual((row["status"], row["points"], row["computed"]), ("entered", "10.00", "3.00"))
        row = score_one(self.quotient, {"points": "4"})
        self.assertEqual((row["status"], row["points"], row["computed"]), ("entered", "4.00", ""))

    def test_rounding_inside_follows_clamping(self):
        row = score_one(indicator("points", max_score="70/9"), {"points": "9"}, rounding={"points": 1})
        self.assertEqual((row["points"], row["max_score"]), ("7.80", "7.78"))


class Derived(unittest.TestCase):
    tree = indicator(
        "second * 10", inputs={"a": {}, "b": {}}, derive={"second": "first * first", "first": "a / b"}
    )  # out of order

    def test_any_order(self):
        self.assertEqual(score_one(self.tree, {"a": "1", "b": "2"})["points"], "2.50")

    def test_given_without_its_parts(self):
        self.assertEqual(score_one(self.tree, {"first": "50%"})["points"], "2.50")

    def test_given_beside_its_parts_it_is_used_as_given(self):
        self.assertEqual(score_one(self.tree, {"a": "1", "b": "3", "first": "0.3"})["points"], "0.90")
        self.assertEqual(score_one(self.tree, {"a": "1", "b": "0", "first": "0.3"})["points"], "0.90")

    def test_given_beside_its_parts_it_must_agree(self):
        with self.assertRaises(ref.DataError):
            score_one(self.tree, {"a": "1", "b": "3", "first": "0.34"})


class Cohorts(unittest.TestCase):
    def points(self, formula, *figures):
        tree = indicator(formula, inputs={"a": {}, "b": {}}, derive={"rate": "a / b"})
        units = [unit(f"U{n}", {"a1": values}) for n, values in enumerate(figures)]
        policies = {"missing": "zero", "empty_denominator": "zero"}
        table = ref.Reference(definition([tree], **policies), units).indicator_table()
        return [dict(zip(table.columns, row))["points"] for row in table.rows]

    def test_over_inputs(self):
        figures = [{"a": "1"}, {"a": "4"}, {}]
        self.assertEqual(self.points("cohort_count(a)", *figures), ["2.00", "2.00", "2.00"])
        self.assertEqual(self.points("cohort_mean(a)", *figures), ["2.50", "2.50", "2.50"])
        self.assertEqual(self.points("cohort_sum(a) - cohort_min(a)", *figures), ["4.00", "4.00", "4.00"])
        self.assertEqual(self.points("share_of_best(a) * 10", *figures), ["2.50", "10.00", "0.00"])

    def test_a_unit_that_cannot_derive_is_skipped(self):
        figures = [{"a": "1", "b": "0"}, {"a": "4", "b": "2"}, {"rate": "5"}]
        self.assertEqual(self.points("cohort_max(rate) + cohort_count(rate)", *figures), ["7.00", "7.00", "7.00"])

    def test_over_nobody(self):
        self.assertEqual(self.points("cohort_count(a) + 1", {}, {}), ["1.00", "1.00"])
        self.assertEqual(self.points("if b > 0 then 1 else cohort_max(a)", {"b": "1"}, {"b": "1"}), ["0.00", "0.00"])

    def test_entered_points_do_not_leave_the_cohort(self):
        self.assertEqual(self.points("cohort_max(a)", {"a": "9", "points": "1"}, {"a": "2"}), ["1.00", "9.00"])


class References(unittest.TestCase):
    """A unit alone is told of the cohort that it is not among."""

    def row(self, formula, references, figures, **more):
        tree = indicator(formula, inputs={"a": {}})
        alone = [unit(values={"a1": figures}, references={"a1": references})]
        table = ref.Reference(definition([tree], **more), alone).indicator_table()
        return dict(zip(table.columns, table.rows[0]))

    def test_they_stand_for_the_cohort(self):
        self.assertEqual(self.row("share_of_best(a)", {"cohort_max": {"a": "8"}}, {"a": "2"})["points"], "0.25")
        self.assertEqual(self.row("cohort_count(a)", {"cohort_count": {"a": "9"}}, {"a": "2"})["points"], "9.00")

    def test_a_lacking_one_is_a_fault_only_where_the_formula_counts(self):
        with self.assertRaises(ref.ReferenceNeeded):
            self.row("cohort_min(a)", {"cohort_max": {"a": "8"}}, {"a": "2"}, missing="zero")
        row = self.row("cohort_min(a)", {}, {"a": "2", "points": "3"})
        self.assertEqual((row["status"], row["points"], row["computed"]), ("entered", "3.00", ""))

    def test_several_units_do_not_need_them(self):
        tree = indicator("cohort_max(a)", inputs={"a": {}})
        units = [unit("U1", {"a1": {"a": "2"}}, references={"a1": {"cohort_max": {"a": "9"}}}), unit("U2")]
        table = ref.Reference(definition([tree], missing="zero"), units).indicator_table()
        self.assertEqual(table.rows[0][3], "2.00")


class Subtotals(unittest.TestCase):
    def scored(self, points, values=None, tree=None, **more):
        tree = tree or [indicator("a", key, inputs={"a": {}}) for key in ("a1", "a2", "a3")]
        one = unit(values=values or {"a3": {"a": "5"}}, subtotals=[{"of": ["a1", "a2"], "points": points}])
        return ref.Reference(definition(tree, **more), [one])

    def test_a_sum_counts_for_all_of_its_indicators(self):
        scored = self.scored("12.345", rounding={"points": 0})
        row = dict(zip(scored.unit_table().columns, scored.unit_table().rows[0]))
        # (12.345 + 5) / 30: the sum is not rounded by `rounding.points`
        self.assertEqual((row["total_points"], row["total"], row["coverage"]), ("17.35", "0.5782", "1.0000"))
        self.assertEqual((row["low"], row["high"]), ("17.35", "17.35"))
        self.assertEqual([row[6] for row in scored.indicator_table().rows], ["in_subtotal", "in_subtotal", "scored"])
        self.assertEqual([row[3] for row in scored.indicator_table().rows], ["", "", "5.00"])

    def test_the_formulas_own_result_stands_beside(self):
        rows = self.scored("12", {"a1": {"a": "4"}, "a3": {"a": "5"}}).indicator_table().rows
        self.assertEqual([row[7] for row in rows], ["4.00", "", "5.00"])

    def test_it_is_kept_within_what_its_indicators_can_earn(self):
        self.assertEqual(self.scored("21").unit_table().rows[0][2], "25.00")
        self.assertEqual(self.scored("-1").unit_table().rows[0][2], "5.00")
        penalty = [indicator("a", "a1", inputs={"a": {}}, min_score=-2), indicator("a", "a2", inputs={"a": {}})]
        scored = self.scored("-3", {"a1": {}}, [*penalty, indicator("3", "a3")])
        self.assertEqual(scored.unit_table().rows[0][2], "1.00")

    def test_it_weighs_as_its_indicators_and_a_bonus_adds_no_maximum(self):
        tree = [indicator("a", "a1", inputs={"a": {}}, weight=3)]
        tree += [indicator("a", "a2", inputs={"a": {}}, weight=3, bonus=True), indicator("a", "a3", inputs={"a": {}})]
        # (3·8 + 5) / (30 + 10)
        self.assertEqual(self.scored("8", tree=tree).unit_table().rows[0][3], "0.7250")

    def test_points_beside_it_contradict_it(self):
        with self.assertRaises(ref.DataError):
            self.scored("12", {"a1": {"points": "4"}})


class RollUp(unittest.TestCase):
    def row(self, tree, values):
        table = ref.Reference(tree, [unit(values=values)]).unit_table()
        return dict(zip(table.columns, table.rows[0]))

    def test_weights_bonus_and_penalty(self):
        tree = definition(
            [
                indicator("points", "a1", weight=2),
                indicator("points", "a2", max_score=5, bonus=True),
                indicator("points", "a3", max_score=20, min_score=-20),
                indicator("points", "a4", scored=False, max_score=0),
            ]
        )
        points = {"a1": {"points": "10"}, "a2": {"points": "4"}, "a3": {"points": "-20"}}
        row = self.row(tree, points)
        self.assertEqual((row["total_points"], row["total"], row["part_1"]), ("4.00", "0.1000", "0.1000"))
        points["a1"]["points"] = "0"
        self.assertEqual(self.row(tree, points)["total"], "0.0000")
        points.update(a1={"points": "10"}, a3={"points": "20"})
        self.assertEqual(self.row(tree, points)["total"], "1.0000")

    def test_given_maximum_and_weight(self):
        tree = definition([indicator("points", "a1")], [indicator("points", "b1", max_score="70/9")])
        tree["sub_indices"][0].update(max_score=100, weight=2)
        row = self.row(tree, {"a1": {"points": "5"}, "b1": {"points": "7"}})
        # 2 × 0.5 × 100 + 7 of 2 × 100 + 70/9
        self.assertEqual((row["total_points"], row["total"], row["part_2"]), ("107.00", "0.5150", "0.9000"))

    def test_a_sub_index_with_nothing_left_is_out(self):
        tree = definition(
            [indicator("points", "a1")],
            [indicator("points", "b1"), indicator("points", "b2", bonus=True)],
            missing="exclude",
            pillars=[{"id": "p1", "sub_indices": ["part_1", "part_2"]}, {"id": "p2", "sub_indices": ["part_2"]}],
        )
        row = self.row(tree, {"a1": {"points": "5"}, "b2": {"points": "1"}})
        self.assertEqual((row["total"], row["part_2"], row["p1"], row["p2"]), ("0.5000", "", "0.5000", ""))

    def test_value_is_rounded_inside_only_where_asked(self):
        tree = definition([indicator("points", max_score=3)], rounding={"value": 2})
        row = self.row(tree, {"a1": {"points": "1"}})
        self.assertEqual((row["total_points"], row["total"]), ("0.99", "0.3300"))

    def test_coverage_and_range(self):
        tree = definition(
            [indicator("points", "a1"), indicator("points", "a2", min_score=-2)],
            [indicator("points", "b1", max_score=20)],
            missing="exclude",
            min_coverage="0.75",
        )
        row = self.row(tree, {"a1": {"points": "5"}, "b1": {"points": "10"}})
        self.assertEqual((row["coverage"], row["total"]), ("0.7500", "0.5000"))  # at the limit, not below
        self.assertEqual((row["low"], row["high"]), ("13.00", "25.00"))
        row = self.row(tree, {"b1": {"points": "10"}})
        self.assertEqual((row["coverage"], row["total_points"], row["total"], row["rank"]), ("0.5000", "", "", ""))
        self.assertEqual((row["part_2"], row["low"], row["high"]), ("0.5000", "10.00", "30.00"))

    def test_confidence_is_the_weakest(self):
        good = {"title": "published", "max_score": "published", "formula": "published"}
        tree = definition(
            [
                indicator("points", "a1", confidence={**good, "formula": "derived"}),
                indicator("points", "a2", confidence={"title": "published"}),
            ],
            missing="exclude",
        )
        self.assertEqual(self.row(tree, {"a1": {"points": "5"}})["confidence"], "derived")
        self.assertEqual(self.row(tree, {"a2": {"points": "5"}})["confidence"], "assumed")
        self.assertEqual(self.row(tree, {})["confidence"], "")


class Ranks(unittest.TestCase):
    def ranks(self, points, columns=None, **more):
        tree = definition([indicator("points")], missing="exclude", **more)
        columns = columns or [{}] * len(points)
        cohort = [unit(f"U{n}", {"a1": {"points": p}}, **columns[n]) for n, p in enumerate(points)]
        return [row[0] for row in ref.Reference(tree, cohort).unit_table().rows]

    def test_ties(self):
        points = ["9", "8", "8", "7"]
        self.assertEqual(self.ranks(points), ["1", "2", "2", "4"])
        self.assertEqual(self.ranks(points, ties="dense"), ["1", "2", "2", "3"])
        self.assertEqual(self.ranks(points, ties="average"), ["1", "2.5", "2.5", "4"])

    def test_exact_or_printed(self):
        points = ["8.0001", "8.0002", "7"]
        self.assertEqual(self.ranks(points), ["2", "1", "3"])
        self.assertEqual(self.ranks(points, rank_on="printed"), ["1", "1", "3"])

    def test_groups_and_units_without_rank(self):
        columns = [{"group": "A"}, {"group": "B"}, {"group": "A", "ranked": "no"}, {"group": "A"}, {"group": "A"}]
        self.assertEqual(self.ranks(["5", "1", "9", "6", ""], columns), ["2", "1", "", "1", ""])

    def test_the_table_of_ranks(self):
        tree = definition(
            [indicator("points", "a1")],
            [indicator("points", "b1")],
            missing="exclude",
            pillars=[{"id": "p1", "sub_indices": ["part_2"]}],
        )
        cohort = [unit("U1", {"a1": {"points": "5"}}), unit("U2", {"a1": {"points": "6"}, "b1": {"points": "1"}})]
        self.assertEqual(
            ref.Reference(tree, cohort).rank_table().rows[:4],
            [
                ["U1", "total", "trial", "0.5000", "1", "2"],
                ["U1", "pillar", "p1", "", "", ""],
                ["U1", "sub_index", "part_1", "0.5000", "2", "2"],
                ["U1", "sub_index", "part_2", "", "", ""],
            ],
        )


class Generator(unittest.TestCase):
    def test_a_case_follows_from_its_seed(self):
        first, second = make_case(7), make_case(7)
        self.assertEqual((first.yaml, first.layouts), (second.yaml, second.layouts))

    def test_every_layout_names_every_unit(self):
        for seed in range(20):
            case = make_case(seed)
            for layout in case.layouts:
                self.assertEqual(sorted(layout.order), sorted(unit["unit"] for unit in case.units))

    def test_figures_as_written_in_vietnam(self):
        rng = random.Random(1)
        self.assertEqual(in_vietnamese(rng, "60.29%"), "60,29%")
        self.assertEqual({in_vietnamese(rng, "-1234567.5") for _ in range(20)}, {"-1.234.567,5", "-1234567,5"})
        self.assertEqual(in_vietnamese(rng, "leader"), "leader")

    def test_yaml(self):
        tree = {"a": 1, "b": {"c": Plain("70/9"), "d": True}, "e": [{"f": 'x "y"', "g": ["h"]}, {"f": "z"}]}
        self.assertEqual(
            to_yaml(tree),
            'a: 1\nb:\n  c: 70/9\n  d: true\ne:\n  - f: "x \\"y\\""\n    g:\n      - "h"\n  - f: "z"\n',
        )


if __name__ == "__main__":
    unittest.main()
