#include "dti/batch/score_published.hpp"

#include "support/published.hpp"

#include <doctest/doctest.h>

using dti_test::random_source;

namespace {

using dti::exact;

/// What a table shows of a value.
std::string shown(const std::optional<exact>& value, int decimals) {
    return value ? to_text(*value, decimals) : std::string("nothing");
}

void check_unit(const dti::unit_score<exact>& expected, const dti::unit_score<exact>& found,
                dti::published_decimals decimals, bool exact_points) {
    REQUIRE(expected.indicators.size() == found.indicators.size());
    for (std::size_t i = 0; i < expected.indicators.size(); ++i) {
        const dti::indicator_score<exact>& a = expected.indicators[i];
        const dti::indicator_score<exact>& b = found.indicators[i];
        REQUIRE(a.status == b.status);
        REQUIRE(a.reason == b.reason);
        REQUIRE(a.clamped == b.clamped);
        REQUIRE(shown(a.points, decimals.points) == shown(b.points, decimals.points));
        REQUIRE((!exact_points || (a.points == b.points && a.computed == b.computed)));
    }
    for (std::size_t i = 0; i < expected.values.sub_indices.size(); ++i) {
        REQUIRE(shown(expected.values.sub_indices[i], decimals.value) ==
                shown(found.values.sub_indices[i], decimals.value));
    }
    for (std::size_t i = 0; i < expected.values.pillars.size(); ++i) {
        REQUIRE(shown(expected.values.pillars[i], decimals.value) ==
                shown(found.values.pillars[i], decimals.value));
    }
    REQUIRE(shown(expected.values.total_points, decimals.points) ==
            shown(found.values.total_points, decimals.points));
    REQUIRE(shown(expected.values.total, decimals.value) == shown(found.values.total, decimals.value));
    REQUIRE(shown(expected.low, decimals.points) == shown(found.low, decimals.points));
    REQUIRE(shown(expected.high, decimals.points) == shown(found.high, decimals.points));
    REQUIRE(expected.coverage == found.coverage);
    REQUIRE(expected.below_coverage == found.below_coverage);
    REQUIRE(expected.weakest == found.weakest);
    REQUIRE(expected.assumed_maximum == found.assumed_maximum);
    REQUIRE(expected.rank == found.rank);
}

}  // namespace

TEST_CASE("score_published: prints what score<exact> prints, on random indices") {
    random_source random(5);
    std::size_t scored = 0;
    for (int round = 0; round < 300; ++round) {
        const bool plausible = !random.once_in(3);
        const dti::shared_rules rules =
            plausible ? dti_test::plausible_rules(random) : dti_test::random_rules(random);
        dti_test::cohort_habits habits;
        habits.given_in = 0;
        habits.missing_in = random.below(12);
        const std::size_t units = 1 + random.below(70);
        const dti::data_set data = plausible ? dti_test::plausible_cohort(rules, units, random)
                                             : dti_test::random_cohort(rules, units, random, habits);
        const dti::model<exact> model(rules);
        const dti::published_decimals decimals{static_cast<int>(random.below(5)),
                                               static_cast<int>(random.below(9))};
        const bool exact_points = random.once_in(2);
        const dti::scorecard<exact> expected = dti::score(model, data);
        const dti::scorecard<exact> found = dti::score_published(model, data, decimals, exact_points);
        INFO("round ", round);
        REQUIRE(expected.faults.size() == found.faults.size());
        for (std::size_t unit = 0; expected.ok() && unit < units; ++unit) {
            INFO("unit ", unit);
            check_unit(expected.units[unit], found.units[unit], decimals, exact_points);
        }
        scored += expected.ok() ? 1 : 0;
    }
    CHECK(scored > 150);
}
