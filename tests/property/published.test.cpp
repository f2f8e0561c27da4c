// Published figures by doubles with proven bounds are those of exact arithmetic: every digit, every rank.
#include "support/published.hpp"

#include <doctest/doctest.h>

using dti_test::random_source;

TEST_CASE("published figures: exact on indices as real ones are") {
    random_source random(2022);
    std::size_t cells = 0;
    std::size_t settled = 0;
    std::size_t fast_differs = 0;
    for (int round = 0; round < 400; ++round) {
        const dti::shared_rules rules = dti_test::plausible_rules(random);
        const dti::data_set data = dti_test::plausible_cohort(rules, 1 + random.below(90), random);
        const dti::print_rule& print = rules->source().print;
        dti_test::published_check check(rules, data, {print.points, print.value});
        const dti_test::published_comparison found = check.run();
        INFO("round ", round);
        REQUIRE(found.difference == "");
        cells += found.cells;
        settled += found.settled;
        fast_differs += found.fast_differs;
    }
    MESSAGE(cells, " cells, ", settled, " settled, ", fast_differs, " differ in fast");
    CHECK(cells > 100'000);
    CHECK(fast_differs > 500);
}

TEST_CASE("published figures: exact on indices of any rules") {
    random_source random(99);
    std::size_t scored = 0;
    for (int round = 0; round < 400; ++round) {
        const dti::shared_rules rules = dti_test::random_rules(random);
        dti_test::cohort_habits habits;
        habits.given_in = random.once_in(4) ? 6 : 0;
        habits.missing_in = random.below(12);
        habits.huge = random.once_in(10);
        const dti::data_set data = dti_test::random_cohort(rules, 1 + random.below(90), random, habits);
        dti_test::published_check check(
            rules, data, {static_cast<int>(random.below(6)), static_cast<int>(random.below(12))});
        const dti_test::published_comparison found = check.run();
        INFO("round ", round);
        REQUIRE(found.difference == "");
        scored += found.ok ? 1 : 0;
    }
    CHECK(scored > 40);
}
