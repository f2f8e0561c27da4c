#include "dti/analyse/gains.hpp"

#include "support/analysed.hpp"

#include <doctest/doctest.h>

#include <string>
#include <vector>

using dti::exact;
using dti::figure_gain;
using dti::gain;
using dti::gain_kind;
using dti_test::analysed;
using dti_test::make_definition;
using dti_test::make_indicator;
using dti_test::one_formula;

namespace {

std::string text(const gain& side) {
    switch (side.kind) {
        case gain_kind::rises:
            return "inf";
        case gain_kind::falls:
            return "-inf";
        case gain_kind::none:
            return "none";
        case gain_kind::finite:
            break;
    }
    return dti::to_shortest_text(side.value);
}

/// `up down` of a figure.
std::string sides(const figure_gain& figure) {
    return figure.sides ? text(figure.sides->up) + ' ' + text(figure.sides->down) : "no sides";
}

/// Both sides of x in a formula, at a figure.
std::string sides_of(const std::string& formula, const std::string& x) {
    const analysed scored(one_formula(formula, {"x"}), 1, {{0, "i", "x", x}});
    return sides(dti::find_gains(scored.all, 0).front());
}

}  // namespace

TEST_CASE("gains: both sides of every kind of kink") {
    SUBCASE("a clamp, at its ends and inside") {
        CHECK(sides_of("max_score * clamp(x, 0, 1)", "0.6") == "10 10");
        CHECK(sides_of("max_score * clamp(x, 0, 1)", "1") == "0 10");
        CHECK(sides_of("max_score * clamp(x, 0, 1)", "0") == "10 0");
        CHECK(sides_of("max_score * clamp(x, 0, 1)", "1.5") == "0 0");
    }
    SUBCASE("points are kept within 0 and the maximum") {
        CHECK(sides_of("x", "10") == "0 1");
        CHECK(sides_of("x", "0") == "1 0");
        CHECK(sides_of("x", "-3") == "0 0");
    }
    SUBCASE("points by example") {
        CHECK(sides_of("0.4/10 points = 4%", "50%") == "10 10");
        CHECK(sides_of("10/10 points = 20%", "20%") == "0 50");
        CHECK(sides_of("0/10 points = 20%; 10/10 points = 80%", "20%") == "50/3 0");
    }
    SUBCASE("min, max, abs") {
        CHECK(sides_of("min(x, 4)", "4") == "0 1");
        CHECK(sides_of("max(x, 4)", "4") == "1 0");
        CHECK(sides_of("abs(x - 4)", "4") == "1 -1");
    }
    SUBCASE("steps jump at their threshold, from below only") {
        CHECK(sides_of("steps(x, 1: 5, 2: 10)", "2") == "0 inf");
        CHECK(sides_of("steps(x, 1: 5, 2: 10)", "1.5") == "0 0");
        CHECK(sides_of("steps(x, 1: 5, 2: 3)", "2") == "0 -inf");
    }
    SUBCASE("line bends at its points") {
        CHECK(sides_of("line(x, 0: 0, 2: 4, 4: 10)", "2") == "3 2");
        CHECK(sides_of("line(x, 0: 0, 2: 4, 4: 10)", "4") == "0 3");
    }
    SUBCASE("conditions, open and closed") {
        CHECK(sides_of("if x >= 3 then 8 else 2", "3") == "0 inf");
        CHECK(sides_of("if x > 3 then 8 else 2", "3") == "inf 0");
        CHECK(sides_of("if x <= 3 then 8 else 2", "3") == "-inf 0");
        CHECK(sides_of("if x == 3 then 8 else 2", "3") == "-inf inf");
        CHECK(sides_of("if x != 3 then 8 else 2", "3") == "inf -inf");
        CHECK(sides_of("if x >= 3 then 2 * x else 3 + x", "3") == "2 1");
    }
    SUBCASE("floor, ceil, round") {
        CHECK(sides_of("floor(x)", "3") == "0 inf");
        CHECK(sides_of("ceil(x)", "3") == "inf 0");
        CHECK(sides_of("round(x)", "2.5") == "0 inf");
        CHECK(sides_of("round(x)", "3") == "0 0");
        CHECK(sides_of("round(x, 1)", "2.25") == "0 inf");
    }
    SUBCASE("smooth rules") {
        CHECK(sides_of("x ^ 2", "3") == "6 6");
        CHECK(sides_of("x ^ 2", "0") == "0 0");
        CHECK(sides_of("8 / x", "2") == "-2 -2");
        CHECK(sides_of("x ^ -1", "0.5") == "-4 -4");
    }
    SUBCASE("a comparison that only the second order of the step decides") {
        CHECK(sides_of("if x ^ 2 > 0 then 8 else 2", "0") == "inf -inf");
    }
}

TEST_CASE("gains: a side on which a needed division by zero begins is what the policy makes of it") {
    const auto sides_under = [](dti::empty_policy policy) {
        dti::definition source =
            make_definition({make_indicator("i", 10, {"x"}, {}, "if x > 1 then 1 / (x - x) else 5")});
        source.empty_denominator = policy;
        const analysed scored(dti::compile_definition(source), 1, {{0, "i", "x", "1"}});
        return sides(dti::find_gains(scored.all, 0).front());
    };
    CHECK(sides_under(dti::empty_policy::zero) == "-inf 0");
    CHECK(sides_under(dti::empty_policy::max) == "inf 0");
    CHECK(sides_under(dti::empty_policy::error) == "none 0");
}

TEST_CASE("gains: what is in words, missing, entered, unscored or decided by a policy moves nothing") {
    dti::indicator asked = make_indicator("asked", 10, {}, {}, "max_score * issued");
    asked.inputs.push_back({.name = "issued", .kind = dti::input_kind::yes_no});
    dti::indicator shown = make_indicator("shown", 10, {"x"}, {}, "x");
    shown.scored = false;
    dti::definition source = make_definition({asked, make_indicator("entered", 10, {"x"}, {}, "x"),
                                              make_indicator("missing", 10, {"x", "y"}, {}, "x + y"),
                                              make_indicator("empty", 10, {"x"}, {}, "1 / x"), shown});
    source.missing = dti::missing_policy::zero;
    source.empty_denominator = dti::empty_policy::zero;
    const analysed scored(dti::compile_definition(source), 1,
                          {{0, "asked", "issued", "no"},
                           {0, "entered", "x", "3"},
                           {0, "entered", "points", "4"},
                           {0, "missing", "x", "3"},
                           {0, "empty", "x", "0"},
                           {0, "shown", "x", "1"}});
    const std::vector<figure_gain> gains = dti::find_gains(scored.all, 0);
    REQUIRE(gains.size() == 6);
    CHECK_FALSE(gains[0].sides);
    CHECK(*gains[0].step_to == exact(1));  // yes
    CHECK(*gains[0].step_points == exact(10));
    for (std::size_t i = 1; i < gains.size(); ++i) {
        CHECK(sides(gains[i]) == "0 0");
    }
    CHECK_FALSE(gains[3].value);  // missing.y
}

TEST_CASE("gains: weights, the maximum of the sub-index and rounding inside count") {
    dti::indicator item = make_indicator("i", 10, {"x"}, {}, "x");
    item.weight = 3;
    dti::sub_index part = dti_test::make_sub_index("all", {item, make_indicator("j", 30, {"y"}, {}, "y")});
    part.weight = exact(1, 2);
    part.max_score = 120;  // twice 3 · 10 + 30
    dti::definition source = make_definition(std::vector<dti::sub_index>{part});
    const std::vector<dti_test::given> figures{{0, "i", "x", "5"}, {0, "j", "y", "5"}};
    CHECK(sides(dti::find_gains(analysed(dti::compile_definition(source), 1, figures).all, 0).front()) ==
          "3 3");
    source.rounding.value = 1;  // 20/60 is 0.3, and stays so a little beside
    CHECK(sides(dti::find_gains(analysed(dti::compile_definition(source), 1, figures).all, 0).front()) ==
          "0 0");
}

TEST_CASE("gains: a derived figure moves by itself; its parts move nothing where it is given") {
    const dti::shared_rules rules =
        one_formula("max_score * rate", {"part", "whole"}, {{"rate", "part / whole"}});
    const analysed derived(rules, 1, {{0, "i", "part", "30"}, {0, "i", "whole", "60"}});
    const std::vector<figure_gain> gains = dti::find_gains(derived.all, 0);
    CHECK(sides(gains[0]) == dti::to_shortest_text(exact(1, 6)) + ' ' + dti::to_shortest_text(exact(1, 6)));
    CHECK(sides(gains[1]) ==
          dti::to_shortest_text(exact(-1, 12)) + ' ' + dti::to_shortest_text(exact(-1, 12)));
    CHECK(sides(gains[2]) == "10 10");
    CHECK(*gains[2].step_to == exact(51, 100));  // a rate: one percentage point
    CHECK(*gains[2].step_points == exact(1, 10));
    CHECK(*gains[0].step_to == exact(31));  // a count: one more
    const analysed given(rules, 1,
                         {{0, "i", "part", "30"}, {0, "i", "whole", "60"}, {0, "i", "rate", "0.5"}});
    CHECK(sides(dti::find_gains(given.all, 0)[0]) == "0 0");
    CHECK(sides(dti::find_gains(given.all, 0)[2]) == "10 10");
}

TEST_CASE("gains: when the best unit improves, its rivals' shares fall") {
    const analysed scored(one_formula("max_score * share_of_best(x)", {"x"}), 3,
                          {{0, "i", "x", "8"}, {1, "i", "x", "4"}, {2, "i", "x", "8"}});
    const std::vector<figure_gain> best = dti::find_gains(scored.all, 0, true);
    CHECK(sides(best[0]) == "0 1.25");  // another unit is as good: behind it there is something to lose
    REQUIRE(best[0].rivals.size() == 2);
    CHECK(best[0].rivals[0].unit == 1);
    CHECK(text(best[0].rivals[0].sides.up) == "-0.625");
    CHECK(text(best[0].rivals[0].sides.down) == "0");
    CHECK(text(best[0].rivals[1].sides.up) == "-1.25");
    const std::vector<figure_gain> other = dti::find_gains(scored.all, 1, true);
    CHECK(sides(other[0]) == "1.25 1.25");
    CHECK(other[0].rivals.empty());
    CHECK(dti::find_gains(scored.all, 0).front().rivals.empty());  // nobody asked
}

TEST_CASE("gains: means, sums and counts of the cohort move with the unit") {
    const auto first = [](const char* formula) {
        const analysed scored(one_formula(formula, {"x"}), 2, {{0, "i", "x", "3"}, {1, "i", "x", "1"}});
        return sides(dti::find_gains(scored.all, 0).front());
    };
    CHECK(first("cohort_mean(x)") == "0.5 0.5");
    CHECK(first("cohort_sum(x)") == "1 1");
    CHECK(first("cohort_min(x)") == "0 0");
    CHECK(first("cohort_max(x)") == "1 1");
    CHECK(first("cohort_count(x)") == "0 0");
    CHECK(first("x / cohort_mean(x)") == "0.125 0.125");  // of 2x / (x + 1)
}

TEST_CASE("gains: in a run of one unit references stand still") {
    const dti::shared_rules rules = one_formula("max_score * share_of_best(x)", {"x"});
    dti::data_set data = dti_test::make_data(rules, {{.name = "A"}}, {{0, "i", "x", "4"}});
    data.set_reference("i", "cohort_max", "x", 8);
    const analysed scored(rules, std::move(data));
    CHECK(sides(dti::find_gains(scored.all, 0).front()) == "1.25 1.25");
}

TEST_CASE("gains: what is left, and the next threshold with what it pays") {
    const analysed scored(one_formula("steps(x, 1: 2, 3: 5, 6: 9)", {"x"}), 1, {{0, "i", "x", "2"}});
    const figure_gain figure = dti::find_gains(scored.all, 0).front();
    CHECK(*figure.left == exact(8));
    CHECK(*figure.threshold == exact(3));
    CHECK(*figure.threshold_points == exact(3));
}
