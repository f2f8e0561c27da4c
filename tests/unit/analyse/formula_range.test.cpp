#include "dti/analyse/formula_range.hpp"

#include "support/definitions.hpp"

#include <doctest/doctest.h>

#include <optional>
#include <string>

using dti::bound;
using dti::closed_interval;
using dti::exact;

namespace {

const closed_interval from_zero = closed_interval::from_zero();

/// Numbers a and b, a rate of the two, yes_no reported, choice role; and the formula under test.
dti::shared_rules rules_with(const std::string& formula) {
    dti::indicator item = dti_test::make_indicator("item", 10, {"a", "b"}, {{"rate", "a / b"}}, formula);
    item.inputs.push_back({.name = "reported", .kind = dti::input_kind::yes_no});
    item.inputs.push_back(
        {.name = "role", .kind = dti::input_kind::choice, .options = {"leader", "deputy", "member"}});
    return dti::compile_definition(dti_test::make_definition({item}));
}

dti::program_range whole_range(const std::string& formula) {
    const dti::shared_rules rules = rules_with(formula);
    const dti::compiled_indicator& item = rules->indicators().front();
    return dti::find_range(*item.points, item.scope, dti::figure_ranges(item));
}

std::optional<closed_interval> range(const std::string& formula) {
    return whole_range(formula).result();
}

}  // namespace

TEST_CASE("formula_range: figures are 0 or more, rates at most 1") {
    CHECK(range("a") == from_zero);
    CHECK(range("rate") == closed_interval{0, 1});
    CHECK(range("0 + reported") == closed_interval{0, 1});
    CHECK(range("a - b") == closed_interval::everything());
    CHECK(range("max_score * rate") == closed_interval{0, 10});
    CHECK(range("1 - rate") == closed_interval{0, 1});
    CHECK(range("-a") == closed_interval{-bound::infinity(), 0});
    CHECK(range("a / b") == from_zero);
    CHECK(range("4/10 points = 80%") == closed_interval{0, 5});
    CHECK(range("2/10 points = 20%; 8/10 points = 60%") == closed_interval{2, 8});
}

TEST_CASE("formula_range: functions") {
    CHECK(range("clamp(a, 2, 5)") == closed_interval{2, 5});
    CHECK(range("min(a, 3) + max(rate, 0.5)") == closed_interval{exact(1, 2), 4});
    CHECK(range("abs(rate - 3)") == closed_interval{2, 3});
    CHECK(range("floor(rate * 2.5)") == closed_interval{0, 2});
    CHECK(range("ceil(rate * 2.5)") == closed_interval{0, 3});
    CHECK(range("round(rate / 3, 1)") == closed_interval{0, exact(3, 10)});
    CHECK(range("(rate - 1) ^ 2") == closed_interval{0, 1});
    CHECK(range("(1 + rate) ^ -1") == closed_interval{exact(1, 2), 1});
}

TEST_CASE("formula_range: a branch that cannot be taken does not count") {
    CHECK(range("if rate > 1 then 10 else 3") == closed_interval::at(3));
    CHECK(range("if rate >= 1 then 10 else 3") == closed_interval{3, 10});
    CHECK(range("if a < 0 then 10 else 3") == closed_interval::at(3));
    CHECK(range("if rate <= 1 then 10 else 3") == closed_interval::at(10));
    CHECK(range("if rate == 2 then 10 else 3") == closed_interval::at(3));
    CHECK(range("if rate != 2 then 10 else 3") == closed_interval::at(10));
    CHECK(range("if not rate > 1 then 10 else 3") == closed_interval::at(10));
    CHECK(range("if reported and rate > 1 then 10 else 3") == closed_interval::at(3));
    CHECK(range("if reported or rate <= 1 then 10 else 3") == closed_interval::at(10));
    CHECK(range("if reported then rate else a / 0") == closed_interval{0, 1});
    CHECK_FALSE(range("a / 0").has_value());
    CHECK_FALSE(range("if reported then 1 / 0 else a / 0").has_value());
    CHECK_FALSE(range("max(1, a / 0)").has_value());
}

TEST_CASE("formula_range: tables") {
    CHECK(range("steps(a, 1: 5, 2: 10)") == closed_interval{0, 10});
    CHECK(range("steps(rate, 1: 5, 2: 10, else: 1)") == closed_interval{1, 5});
    CHECK(range("steps(rate, 0: 5, 0.5: 3)") == closed_interval{3, 5});
    CHECK(range("steps(3 + rate, 1: 7, 2: 8, 3.5: 9)") == closed_interval{8, 9});
    CHECK(range("steps(rate, 80: 10)") == closed_interval::at(0));
    CHECK(range("line(rate, 0: 0, 0.5: 8, 1: 10)") == closed_interval{0, 10});
    CHECK(range("line(rate, 0: 0, 2: 10)") == closed_interval{0, 5});
    CHECK(range("line(rate, 2: 4, 3: 10)") == closed_interval::at(4));
    CHECK(range("line(2 + rate, 0: 0, 2: 4, 4: 8)") == closed_interval{4, 6});
    CHECK(range("line(a, 0: rate, 2: 4)") == closed_interval{0, 4});
    CHECK(range("choice(role, leader: 10, deputy: 5, member: 2)") == closed_interval{2, 10});
    CHECK(range("choice(role, leader: 10, else: rate)") == closed_interval{0, 10});
}

TEST_CASE("formula_range: the cohort is like its units") {
    CHECK(range("cohort_max(rate)") == closed_interval{0, 1});
    CHECK(range("cohort_mean(a)") == from_zero);
    CHECK(range("cohort_sum(rate)") == from_zero);
    CHECK(range("cohort_count(rate)") == from_zero);
    CHECK(range("max_score * share_of_best(a)") == closed_interval{0, 10});
    CHECK(range("a / cohort_max(a)") == closed_interval{0, 1});
    CHECK(range("a / cohort_max(b)") == from_zero);
}

TEST_CASE("formula_range: where a division by zero can be needed") {
    CHECK(whole_range("rate").may_be_empty);
    CHECK(whole_range("1 / a").may_be_empty);
    CHECK(whole_range("a ^ -1").may_be_empty);
    CHECK(whole_range("share_of_best(a)").may_be_empty);
    CHECK_FALSE(whole_range("1 / (1 + a)").may_be_empty);
    CHECK_FALSE(whole_range("a ^ 2").may_be_empty);
}

TEST_CASE("formula_range: a derived figure that proves to be no rate keeps what it can be") {
    const auto figure = [](const std::string& name, const std::string& formula) {
        const dti::shared_rules rules = dti::compile_definition(
            dti_test::make_definition({dti_test::make_indicator("item", 10, {"a"}, {{name, formula}}, "a")}));
        return dti::figure_ranges(rules->indicators().front())[1].values;
    };
    CHECK(figure("rate", "min(a, 1) - 3 * 0") == closed_interval{0, 1});
    CHECK(figure("rate", "a") == closed_interval{0, 1});
    CHECK(figure("level", "a + 1") == closed_interval{1, bound::infinity()});
    CHECK(figure("rate", "a + 1 + 1 * 1") == closed_interval{2, bound::infinity()});
    CHECK(figure("level", "a / 0") == closed_interval::everything());
}
