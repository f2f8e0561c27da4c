#include "dti/analyse/what_if.hpp"

#include "support/loaded.hpp"
#include "support/scored.hpp"

#include <doctest/doctest.h>

#include <optional>
#include <string>
#include <vector>

using dti::change_level;
using dti::exact;

namespace {

/// Two sub-indices of one rate each, the second with double weight, and a pillar over both.
dti::definition two_parts() {
    dti::definition source =
        dti_test::make_definition({dti_test::make_sub_index("first", {dti_test::make_rate("a", 10)}),
                                   dti_test::make_sub_index("second", {dti_test::make_rate("b", 20)})});
    source.sub_indices[1].weight = 2;
    source.pillars.push_back({.id = "both", .sub_indices = {"first", "second"}});
    source.missing = dti::missing_policy::zero;
    return source;
}

struct units {
    dti::shared_rules rules;
    dti::data_set data;

    /// Rates of `a` and `b` of each unit; nothing where there is none.
    units(dti::definition source, const std::vector<std::array<std::optional<exact>, 2>>& rates)
        : rules(dti::compile_definition(std::move(source))), data(rules) {
        for (std::size_t unit = 0; unit < rates.size(); ++unit) {
            data.add_unit({.name = std::string(1, static_cast<char>('A' + unit))});
            set(unit, rates[unit]);
        }
    }
    void set(std::size_t unit, const std::array<std::optional<exact>, 2>& rates) {
        for (std::size_t i = 0; i < rates.size(); ++i) {
            if (rates[i]) {
                data.set(unit, i == 0 ? "a" : "b", "rate", *rates[i]);
            }
        }
    }
    [[nodiscard]] dti::what_if compare(const dti::data_set& changed, std::size_t unit = 0) const {
        const dti::model<exact> model(rules);
        return dti::compare(model, data, dti_test::score(rules, data), changed,
                            dti_test::score(rules, changed), unit);
    }
};

std::string text(const std::optional<exact>& value) {
    return value ? dti::to_shortest_text(*value) : "-";
}

/// `before after change` of a level, or of one row of it.
std::string row(const dti::what_if& result, change_level level, std::size_t at = 0) {
    for (const dti::what_if_row& item : result.rows) {
        if (item.level == level && item.at == at) {
            return text(item.before) + ' ' + text(item.after) + ' ' + text(item.change);
        }
    }
    return "none";
}

std::string ranks(const dti::what_if& result) {
    return row(result, change_level::rank) + " | " + row(result, change_level::rank_own) + " | " +
           row(result, change_level::rank_rivals);
}

}  // namespace

TEST_CASE("what-if: a row a level, indicators only where they change") {
    const units cohort(two_parts(), {{exact(1, 2), exact(1, 2)}, {exact(3, 4), exact(1, 2)}});
    dti::data_set changed = cohort.data;
    changed.set(0, "b", "rate", exact(4, 5));
    const dti::what_if result = cohort.compare(changed);
    CHECK(row(result, change_level::indicator, 0) == "none");
    CHECK(row(result, change_level::indicator, 1) == "10 16 6");
    CHECK(row(result, change_level::sub_index, 0) == "0.5 0.5 0");
    CHECK(row(result, change_level::sub_index, 1) == "0.5 0.8 0.3");
    CHECK(row(result, change_level::pillar) == "0.5 0.74 0.24");
    CHECK(row(result, change_level::total_points) == "25 37 12");
    CHECK(row(result, change_level::total) == "0.5 0.74 0.24");
    CHECK(ranks(result) == "2 1 -1 | 2 1 -1 | 1 1 0");
    CHECK(result.rows.size() == 9);
    CHECK(result.passes == std::vector<std::size_t>{1});
    CHECK(result.passed_by.empty());
    CHECK(result.uncertain == std::vector<std::size_t>{1});  // its maximum is assumed, as confidence says
    CHECK_FALSE(result.official);
    CHECK_FALSE(result.range_before);
    CHECK(result.assumed_maximum);
}

TEST_CASE("what-if: the change of rank is the unit's own, and from there its rivals'") {
    const exact half(1, 2);
    const units cohort(two_parts(),
                       {{exact(4, 10), half}, {half, half}, {exact(6, 10), half}, {exact(7, 10), half}});
    dti::data_set changed = cohort.data;
    changed.set(0, "a", "rate", exact(65, 100));  // past B and C
    changed.set(1, "a", "rate", exact(9, 10));    // and B past all
    CHECK(ranks(cohort.compare(changed)) == "4 3 -1 | 4 2 -2 | 2 3 1");
    const dti::what_if result = cohort.compare(changed);
    CHECK(result.passes == std::vector<std::size_t>{2});
    CHECK(result.passed_by.empty());  // B was ahead, and is again
    const dti::what_if of_b = cohort.compare(changed, 1);
    CHECK(ranks(of_b) == "3 1 -2 | 3 1 -2 | 1 1 0");
    CHECK(of_b.passes == std::vector<std::size_t>{2, 3});
    CHECK(cohort.compare(changed, 2).passed_by == std::vector<std::size_t>{0, 1});
}

TEST_CASE("what-if: ranks by any tie method, within groups, and of who takes part") {
    const exact half(1, 2);
    dti::definition source = two_parts();
    source.ties = dti::tie_method::average;
    units cohort(source, {{exact(1, 10), half}, {half, half}, {half, half}, {exact(9, 10), half}});
    dti::data_set changed = cohort.data;
    changed.set(0, "a", "rate", half);
    CHECK(ranks(cohort.compare(changed)) == "4 3 -1 | 4 3 -1 | 3 3 0");
    changed.set(1, "a", "rate", exact(8, 10));
    CHECK(ranks(cohort.compare(changed)) == "4 3.5 -0.5 | 4 3 -1 | 3 3.5 0.5");
    // A level rival is not passed; one that was level and falls behind is.
    CHECK(cohort.compare(changed).passes.empty());
    CHECK(cohort.compare(changed, 1).passes == std::vector<std::size_t>{2});
    // Others than those of the group, and those without a rank, do not count.
    cohort.data.unit(3).group = "towns";
    cohort.data.unit(2).ranked = false;
    changed = cohort.data;
    changed.set(0, "a", "rate", exact(1));
    CHECK(ranks(cohort.compare(changed)) == "2 1 -1 | 2 1 -1 | 1 1 0");
    CHECK(cohort.compare(changed).passes == std::vector<std::size_t>{1});
    CHECK(ranks(cohort.compare(changed, 2)) == "- - - | - - - | - - -");
    CHECK(row(cohort.compare(changed, 2), change_level::total) == "0.5 0.5 0");
}

TEST_CASE("what-if: below min_coverage there is no total, and yet a change") {
    dti::definition source = two_parts();
    source.min_coverage = exact(1, 2);
    const units cohort(source, {{exact(1, 2), std::nullopt}, {exact(1, 2), exact(1, 2)}});
    dti::data_set changed = cohort.data;
    changed.set(0, "a", "rate", exact(6, 10));
    const dti::what_if still = cohort.compare(changed);
    CHECK(row(still, change_level::total_points) == "- - 1");
    CHECK(row(still, change_level::total) == "- - 0.02");
    CHECK(ranks(still) == "- - - | - - - | - - -");
    REQUIRE(still.range_before);
    CHECK(still.range_before->low == exact(5));
    CHECK(still.range_before->high == exact(45));
    CHECK(still.range_after->low == exact(6));
    changed.set(0, "b", "rate", exact(6, 10));
    const dti::what_if above = cohort.compare(changed);
    CHECK(row(above, change_level::total_points) == "- 30 25");
    CHECK(ranks(above) == "- 1 - | - 1 - | 1 1 0");
    CHECK_FALSE(above.range_after);
    CHECK(above.passes.empty());  // there was nothing to pass from
}

TEST_CASE("what-if: on top of an official total comes what rules make of stated figures") {
    dti::definition source = two_parts();
    for (dti::sub_index& part : source.sub_indices) {
        part.indicators[0].confidence.max_score = dti::confidence::published;
    }
    dti::indicator assumed = dti_test::make_rate("c", 5);
    dti::indicator entered = dti_test::make_rate("d", 5);
    entered.confidence.max_score = dti::confidence::published;
    source.sub_indices[1].indicators.push_back(assumed);
    source.sub_indices[1].indicators.push_back(entered);
    source.min_coverage = 1;
    units cohort(source, {{exact(1, 2), std::nullopt}});
    cohort.data.set(0, "c", "rate", exact(1, 2));
    cohort.data.set(0, "d", "points", exact(1));
    cohort.data.make_profile(0).official.total.value = dti::written_number{exact(5934, 10000), 4};
    dti::data_set changed = cohort.data;
    changed.set(0, "a", "rate", exact(8, 10));  // certain: + 3
    changed.set(0, "b", "rate", exact(1, 2));   // not stated before: + 10, of weight 2
    changed.set(0, "c", "rate", exact(1));      // an assumed maximum: + 2.5, of weight 2
    changed.set(0, "d", "points", exact(2));    // entered: + 1, of weight 2
    const dti::what_if result = cohort.compare(changed);
    REQUIRE(result.official);
    CHECK(result.official->points == exact(5934, 10000) * 70);
    CHECK(result.official->decimals == 3);  // of 70 points
    CHECK(result.official->certain == exact(3));
    CHECK(result.official->uncertain == exact(27));
    CHECK(result.uncertain == std::vector<std::size_t>{1, 2, 3});
}

TEST_CASE("what-if: where targets are counted there are indicators alone") {
    dti::definition source = two_parts();
    source.headline = dti::headline_kind::counts;
    source.pillars.clear();
    const units cohort(source, {{exact(1, 2), exact(1, 2)}});
    dti::data_set changed = cohort.data;
    changed.set(0, "a", "rate", exact(6, 10));
    const dti::what_if result = cohort.compare(changed);
    CHECK(result.rows.size() == 1);
    CHECK(row(result, change_level::indicator) == "5 6 1");
}

TEST_CASE("what-if: an indicator that begins or ceases to count has no change of points") {
    dti::definition source = two_parts();
    source.missing = dti::missing_policy::exclude;
    const units cohort(source, {{exact(1, 2), std::nullopt}});
    dti::data_set changed = cohort.data;
    changed.set(0, "b", "rate", exact(1, 4));
    const dti::what_if result = cohort.compare(changed);
    CHECK(row(result, change_level::indicator, 1) == "- 5 -");
    CHECK(row(result, change_level::sub_index, 1) == "- 0.25 -");
    CHECK(row(result, change_level::total) == "0.5 0.3 -0.2");
}

TEST_CASE("what-if: later data are other units in another order") {
    const exact half(1, 2);
    const units before(two_parts(), {{exact(4, 10), half}, {half, half}, {exact(6, 10), half}});
    dti::data_set after(before.rules);
    for (const char* name : {"C", "D", "A"}) {
        after.add_unit({.name = name});
    }
    for (std::size_t unit = 0; unit < 3; ++unit) {
        after.set(unit, "b", "rate", half);
    }
    after.set(0, "a", "rate", exact(3, 10));
    after.set(1, "a", "rate", exact(9, 10));
    after.set(2, "a", "rate", exact(55, 100));
    const dti::model<exact> model(before.rules);
    const dti::scorecard<exact> card = dti_test::score(before.rules, before.data);
    const dti::scorecard<exact> later = dti_test::score(before.rules, after);
    const dti::what_if result =
        dti::compare(model, {before.data, card, 0}, {after, later, 2}, {2, std::nullopt, 0});
    CHECK(ranks(result) == "3 2 -1 | 3 2 -1 | 2 2 0");
    CHECK(result.passes == std::vector<std::size_t>{2});  // B is gone, D was not there
}
