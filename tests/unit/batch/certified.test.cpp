#include "dti/batch/certified.hpp"

#include "support/allocations.hpp"
#include "support/published.hpp"

#include <doctest/doctest.h>

#include <array>
#include <string>
#include <string_view>
#include <vector>

using dti::exact;
using dti::value_bound;
using dti_test::random_source;

namespace {

/// Any of the values 0, 1/scale … most/scale, as a file has them.
value_bound decimals(std::int64_t most, std::int64_t scale) {
    value_bound bound = dti::bound_of_constant(exact(0));
    for (const std::int64_t value : {most, most - 1, std::int64_t{1}}) {
        const exact figure(value, scale);
        bound = dti::bound_of_either(bound, dti::bound_of_constant(figure));
    }
    return bound;
}

/// An index of one sub-index whose indicators have inputs a and b, and these formulas of 10 points.
dti::shared_rules index_of(const std::vector<std::string>& formulas,
                           dti::rank_basis basis = dti::rank_basis::exact) {
    dti::definition made;
    made.id = "small";
    made.title.en = "Small";
    made.missing = dti::missing_policy::zero;
    made.empty_denominator = dti::empty_policy::zero;
    made.rank_on = basis;
    made.sub_indices.resize(1);
    made.sub_indices[0].id = "s";
    made.sub_indices[0].title.en = "s";
    for (const std::string& formula : formulas) {
        dti::indicator item;
        item.id = "i" + std::to_string(made.sub_indices[0].indicators.size());
        item.title.en = item.id;
        item.max_score = 10;
        item.formula = formula;
        if (formula != "points") {
            item.inputs = {{.name = "a"}, {.name = "b"}};
        }
        made.sub_indices[0].indicators.push_back(std::move(item));
    }
    return dti::compile_definition(std::move(made));
}

/// Units with a and b of the only indicator, as texts.
dti::data_set units_of(const dti::shared_rules& rules,
                       const std::vector<std::pair<std::string, std::string>>& figures) {
    dti::data_set data(rules);
    for (const auto& [a, b] : figures) {
        const std::size_t unit = data.add_unit({.name = "u" + std::to_string(data.units().size())});
        data.set(unit, "i0", "a", std::string_view(a));
        data.set(unit, "i0", "b", std::string_view(b));
    }
    return data;
}

/// Scores and compares everything with score<exact>; what was settled.
std::size_t settled_of(const dti::shared_rules& rules, const dti::data_set& data,
                       dti::published_decimals decimals = {2, 4}) {
    for (const auto wanted :
         {dti::instruction_set::portable, dti::instruction_set::avx2, dti::instruction_set::avx512}) {
        if (dti::supported(wanted)) {
            const dti_test::published_comparison found =
                dti_test::published_check(rules, data, decimals, wanted).run();
            CHECK(found.ok);
            CHECK(found.difference == "");
            if (wanted == dti::best_instruction_set()) {
                return found.settled;
            }
        }
    }
    return 0;
}

}  // namespace

TEST_CASE("error_bound: constants and figures") {
    const exact eight_tenths(4, 5);
    const value_bound rounded = dti::bound_of_constant(eight_tenths);
    CHECK(rounded.nearest);
    CHECK(rounded.denominator == 5);
    CHECK(rounded.rest == 1);
    CHECK(rounded.relative == 0x1p-53);
    CHECK_FALSE(rounded.is_exact());
    const exact quarter(1, 4);
    CHECK(dti::bound_of_constant(quarter).is_exact());
    const exact huge(dti::power_of_ten(400), 1);
    CHECK_FALSE(dti::bound_of_constant(huge).is_known());
}

TEST_CASE("error_bound: what cancels keeps its absolute error and loses the relative one") {
    const value_bound a = decimals(1000, 10);
    const value_bound sum = dti::bound_of_sum(a, a);
    CHECK(sum.relative < 4e-16);
    const value_bound difference = dti::bound_of_difference(a, a);
    CHECK(difference.absolute < 1e-13);
    CHECK_FALSE(std::isfinite(difference.relative));
    // Whether a division by it is one by zero cannot be told.
    CHECK_FALSE(dti::bound_of_quotient(a, difference).is_known());
    // Whole numbers do not round.
    const value_bound whole = decimals(1000, 1);
    CHECK(dti::bound_of_difference(whole, whole).is_exact());
    CHECK(dti::bound_of_quotient(a, dti::bound_of_difference(whole, whole)).is_known());
}

TEST_CASE("error_bound: how near a quotient comes to a fraction") {
    const value_bound rate = dti::bound_of_quotient(decimals(500, 1), decimals(1000, 1));
    CHECK(rate.denominator * static_cast<std::uint64_t>(rate.rest) >= 1000);
    CHECK(rate.rest < 1001);
    const exact threshold(4, 5);
    const value_bound limit = dti::bound_of_constant(threshold);
    CHECK(dti::separation(rate, limit) > 1.99e-4);
    CHECK(dti::separation(rate, limit) <= 2e-4);
    // Correctly rounded quotients compare with the nearest double of a threshold as they should.
    CHECK(dti::compares_as_computed(rate, limit));
    // 0.84 / 1.05 is less than 0.8 in double: the threshold has to give way.
    const value_bound shares = dti::bound_of_quotient(decimals(84, 100), decimals(105, 100));
    CHECK_FALSE(dti::compares_as_computed(shares, limit));
    const dti::threshold_range range = dti::threshold_gap(shares, limit, true);
    REQUIRE_FALSE(range.is_empty());
    CHECK(range.high < 0.84 / 1.05);
    CHECK(range.low > 0.8 - 1.0 / 400);
}

TEST_CASE("print_certificate: proven where figures have few decimals, careful where they have many") {
    CHECK(dti::certify_print(decimals(6000, 1000), 2).is_proven);
    const value_bound rate = dti::bound_of_quotient(decimals(500, 1), decimals(1000, 1));
    CHECK(dti::certify_print(rate, 4).is_proven);
    value_bound any = rate;
    any.rest = value_bound::unbounded;
    const dti::print_certificate careful = dti::certify_print(any, 4);
    CHECK(careful.is_possible);
    CHECK_FALSE(careful.is_proven);
    CHECK(careful.lanes.most < 0.5);
    CHECK_FALSE(dti::certify_print(rate, 16).is_possible);
    CHECK_FALSE(dti::certify_print({}, 2).is_possible);
}

TEST_CASE("figure_bounds: hold for figures like those they were made of") {
    const dti::shared_rules rules = index_of({"a / b"});
    const dti::figure_bounds bounds(units_of(rules, {{"0.25", "1.5"}, {"7", "20"}}));
    CHECK(bounds.hold_for(units_of(rules, {{"3.25", "2"}})) == false);  // one unit takes references
    CHECK(bounds.hold_for(units_of(rules, {{"3.25", "2"}, {"1", "1.5"}})));
    CHECK_FALSE(bounds.hold_for(units_of(rules, {{"3.125", "2"}, {"1", "1.5"}})));  // a decimal more
    CHECK_FALSE(bounds.hold_for(units_of(rules, {{"3", "2"}, {"1", "20.5"}})));     // larger
    CHECK_FALSE(bounds.hold_for(units_of(rules, {{"3", "2"}, {"1", "2"}, {"1", "2"}})));
}

TEST_CASE("certified_scorer: ties that doubles lose, without exact arithmetic") {
    const dti::shared_rules rules = index_of({"a * b"});
    // 1.005, 33.825 by 0.2, 10.35% of 10, and what is no tie at all.
    const dti::data_set data =
        units_of(rules, {{"1.005", "1"}, {"33.825", "0.2"}, {"10.35%", "10"}, {"2.675", "1"}, {"7", "1"}});
    CHECK(settled_of(rules, data) == 0);
}

TEST_CASE("certified_scorer: thresholds that are hit exactly, without exact arithmetic") {
    for (const char* const formula :
         {"if a / b >= 0.8 then 10 else 0", "if a / b < 0.8 then 3 else 4", "if 0.8 <= a / b then 10 else 0",
          "if a / b <= 0.8 then 10 else 1", "if a / b > 0.8 then 10 else 1", "steps(a / b, 0.35: 2, 0.8: 7)",
          "if 0.8 < a / b then 1 else 2", "line(a / b, 0.35: 2, 0.8: 9)"}) {
        INFO(std::string(formula));
        const dti::shared_rules rules = index_of({formula});
        const dti::data_set data = units_of(
            rules, {{"0.84", "1.05"}, {"0.83", "1.05"}, {"0.85", "1.05"}, {"0.56", "0.7"}, {"0.35", "1"}});
        CHECK(settled_of(rules, data) == 0);
    }
}

TEST_CASE("certified_scorer: equal to the best") {
    const dti::shared_rules rules = index_of({"max_score * share_of_best(a)"});
    CHECK(settled_of(rules, units_of(rules, {{"1", "3"}, {"2", "6"}, {"0.1", "0.4"}})) == 0);
}

TEST_CASE("certified_scorer: comparisons that no bound decides are settled") {
    for (const char* const formula :
         {"if a / b >= cohort_mean(a) then 10 else 0", "floor(a / b * 10)", "round(a * b, 1)",
          "if a * b == 0.06 then 10 else 0", "a / (b - 0.3)"}) {
        INFO(std::string(formula));
        const dti::shared_rules rules = index_of({formula});
        const dti::data_set data =
            units_of(rules, {{"0.3", "0.1"}, {"0.1", "0.6"}, {"0.2", "0.3"}, {"0.7", "0.35"}});
        CHECK(settled_of(rules, data) >= 4);
    }
}

TEST_CASE("certified_scorer: totals that are equal, and nearly") {
    for (const dti::rank_basis basis : {dti::rank_basis::exact, dti::rank_basis::printed}) {
        // 1/3 + 1/6, twice written otherwise, and a little less
        const dti::shared_rules rules = index_of({"a / b"}, basis);
        const dti::data_set data = units_of(
            rules, {{"1", "3"}, {"2", "6"}, {"333333333", "1000000000"}, {"0.1", "0.3"}, {"7", "21"}});
        CHECK(settled_of(rules, data) == (basis == dti::rank_basis::exact ? 4 : 0));
        // Of shorter figures, equal ones are known to be.
        CHECK(settled_of(rules, units_of(rules, {{"1", "3"}, {"2", "6"}, {"0.1", "0.3"}, {"7", "21"}})) == 0);
    }
}

TEST_CASE("certified_scorer: allocates nothing where nothing is settled") {
    const dti::shared_rules rules = index_of({"a / b"});
    const dti::data_set data = units_of(rules, {{"1.005", "1"}, {"0.84", "1.05"}, {"2.675", "1"}});
    const dti::certified_scorer scorer(rules, data);
    const dti::certified_figures figures = scorer.prepare(data);
    dti::certified_scratch scratch = scorer.make_scratch(3);
    dti_test::published_arrays found(*rules, 3);
    dti::published_output output = found.views();
    output.low = output.high = {};
    const std::size_t before = dti_test::allocations();
    const dti::published_result result = scorer.score(figures, output, scratch);
    CHECK(dti_test::allocations() == before);
    CHECK(result.ok);
    CHECK(result.settled == 0);
}

TEST_CASE("certified_scorer: what it does not cover says so") {
    const dti::shared_rules rules = index_of({"points"});
    dti::data_set data(rules);
    data.set(data.add_unit({.name = "one"}), "i0", "points", 3);
    const dti::certified_scorer many(rules, dti::figure_bounds(data), {2, 20});
    CHECK_FALSE(many.covers());
    const dti::certified_scorer scorer(rules, data);
    CHECK(scorer.covers());
    dti::data_set other(rules);
    other.set(other.add_unit({.name = "one"}), "i0", "points", exact(22, 7));
    dti::certified_scratch scratch = scorer.make_scratch(1);
    dti_test::published_arrays found(*rules, 1);
    CHECK(scorer.score(scorer.prepare(data), found.views(), scratch).ok);
    CHECK(found.points[0] == 300);
    CHECK_FALSE(scorer.score(scorer.prepare(other), found.views(), scratch).ok);
}
