// Gradients of whole cohorts are the gains of each unit, on random indices whose figures stand on kinks.
#include "support/gradients.hpp"
#include "support/random_case.hpp"

#include <doctest/doctest.h>

#include <cstdint>
#include <string>

using dti_test::first_difference;
using dti_test::gradient_counts;
using dti_test::random_case;
using dti_test::random_source;

TEST_CASE("gradients are the gains of every unit and figure, on random indices") {
    random_source random(63);
    gradient_counts counts;
    for (int indices = 0; indices < 400;) {
        const random_case made(random);
        if (!made.card.ok()) {
            continue;
        }
        ++indices;
        const dti::analysed_cohort all(made.model, made.data, made.card);
        for (const dti::instruction_set wanted :
             {dti::instruction_set::portable, dti::instruction_set::avx2, dti::instruction_set::avx512}) {
            if (dti::supported(wanted)) {
                INFO("index " << indices);
                REQUIRE(first_difference(all, dti_test::find_gradients(all, wanted), counts) == "");
            }
        }
    }
    CHECK(counts.slopes > 1000);
    CHECK(counts.jumps > 100);
    CHECK(counts.kinks > 100);
}
