#include "dti/batch/score_columns.hpp"

#include "support/definitions.hpp"
#include "support/random_batch.hpp"

#include <doctest/doctest.h>

#include <bit>
#include <cstdint>
#include <optional>

using dti_test::random_source;

namespace {

bool same(const std::optional<double>& a, const std::optional<double>& b) {
    return a.has_value() == b.has_value() &&
           (!a || std::bit_cast<std::uint64_t>(*a) == std::bit_cast<std::uint64_t>(*b));
}

bool same(const std::vector<std::optional<double>>& a, const std::vector<std::optional<double>>& b) {
    return std::equal(a.begin(), a.end(), b.begin(), b.end(),
                      [](const auto& left, const auto& right) { return same(left, right); });
}

void check_same(const dti::scorecard<double>& expected, const dti::scorecard<double>& found) {
    REQUIRE(expected.faults.size() == found.faults.size());
    if (!expected.ok()) {
        return;
    }
    REQUIRE(expected.units.size() == found.units.size());
    for (std::size_t unit = 0; unit < expected.units.size(); ++unit) {
        const dti::unit_score<double>& a = expected.units[unit];
        const dti::unit_score<double>& b = found.units[unit];
        REQUIRE(a.indicators.size() == b.indicators.size());
        for (std::size_t i = 0; i < a.indicators.size(); ++i) {
            INFO("unit ", unit, " indicator ", i);
            REQUIRE(a.indicators[i].status == b.indicators[i].status);
            REQUIRE(a.indicators[i].reason == b.indicators[i].reason);
            REQUIRE(same(a.indicators[i].points, b.indicators[i].points));
            REQUIRE(same(a.indicators[i].computed, b.indicators[i].computed));
            REQUIRE(a.indicators[i].clamped == b.indicators[i].clamped);
        }
        INFO("unit ", unit);
        REQUIRE(same(a.values.sub_indices, b.values.sub_indices));
        REQUIRE(same(a.values.pillars, b.values.pillars));
        REQUIRE(same(a.values.total_points, b.values.total_points));
        REQUIRE(same(a.values.total, b.values.total));
        REQUIRE(a.coverage == b.coverage);
        REQUIRE(same(a.low, b.low));
        REQUIRE(same(a.high, b.high));
        REQUIRE(a.below_coverage == b.below_coverage);
        REQUIRE(a.weakest == b.weakest);
        REQUIRE(a.assumed_maximum == b.assumed_maximum);
        REQUIRE(a.rank == b.rank);
    }
}

}  // namespace

TEST_CASE("score_columns: the scorecard of score<double>, on random indices") {
    random_source random(11);
    std::size_t scored = 0;
    for (int round = 0; round < 300; ++round) {
        const dti::shared_rules rules = dti_test::random_rules(random);
        const dti::model<double> model(rules);
        dti_test::cohort_habits habits;
        habits.given_in = random.once_in(4) ? 6 : 0;  // a given figure mostly contradicts its parts
        habits.missing_in = random.below(12);
        habits.huge = random.once_in(10);
        const dti::data_set data = dti_test::random_cohort(rules, 1 + random.below(90), random, habits);
        INFO("round ", round);
        const dti::scorecard<double> expected = dti::score(model, data);
        check_same(expected, dti::score_columns(model, data));
        scored += expected.ok() ? 1 : 0;
    }
    CHECK(scored > 100);
}
