#include "dti/batch/cohort_summary.hpp"

#include <doctest/doctest.h>

using dti::cohort_function;
using dti::figure_summary;

// Merging parts of real cohorts is tested in batch.test.cpp.
TEST_CASE("cohort_summary: merges term by term") {
    figure_summary best(cohort_function::max);
    best.add(3);
    figure_summary sum(cohort_function::sum);
    sum.add(1);
    dti::cohort_summary first({best, sum});
    best.add(5);
    sum.add(2);
    first.merge(dti::cohort_summary({best, sum}));
    CHECK(first.terms()[0].value() == 5);
    CHECK(first.terms()[1].value() == 4);
    CHECK(first.units() == 0);  // only a scorer adds units
}
