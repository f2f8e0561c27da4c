#include "dti/analyse/analysed_cohort.hpp"

#include "support/analysed.hpp"

#include <doctest/doctest.h>

TEST_CASE("an analysed cohort holds the figures and the rules in steps") {
    const dti_test::analysed scored(dti_test::one_formula("2 * x", {"x"}), 2,
                                    {{0, "i", "x", "1"}, {1, "i", "x", "3"}});
    CHECK(&scored.all.rules() == &scored.model.rules());
    CHECK(&scored.all.data() == &scored.data);
    CHECK(scored.all.figures().slots(1, 0)[0] == dti::exact(3));
    CHECK(*scored.all.steps().numbers(0).max_score.limit() == dti::exact(10));
}
