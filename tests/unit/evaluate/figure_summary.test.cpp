#include "dti/evaluate/figure_summary.hpp"

#include <doctest/doctest.h>

#include <bit>
#include <cmath>
#include <cstdint>
#include <limits>
#include <optional>
#include <vector>

using dti::cohort_function;
using dti::figure_summary;

namespace {

std::optional<double> summary_of(cohort_function function, const std::vector<double>& figures) {
    figure_summary summary(function);
    for (const double figure : figures) {
        summary.add(figure);
    }
    return summary.value();
}

}  // namespace

TEST_CASE("figure_summary: each function") {
    const std::vector<double> figures{3, -1, 0.5};
    CHECK(summary_of(cohort_function::max, figures) == 3);
    CHECK(summary_of(cohort_function::min, figures) == -1);
    CHECK(summary_of(cohort_function::sum, figures) == 2.5);
    CHECK(summary_of(cohort_function::mean, figures) == 2.5 / 3);
    CHECK(summary_of(cohort_function::count, figures) == 3);
}

TEST_CASE("figure_summary: over nobody") {
    for (const cohort_function function :
         {cohort_function::max, cohort_function::min, cohort_function::sum, cohort_function::mean}) {
        CHECK_FALSE(summary_of(function, {}).has_value());
    }
    CHECK(summary_of(cohort_function::count, {}) == 0);
}

TEST_CASE("figure_summary: neither order nor parts show") {
    const double nan = std::numeric_limits<double>::quiet_NaN();
    const std::vector<std::vector<double>> cases{
        {0.1, 0.2, 0.3, 1e17}, {0.0, -0.0}, {1, nan, 2}, {1e308, 1e308}};
    for (const std::vector<double>& figures : cases) {
        const std::vector<double> reversed(figures.rbegin(), figures.rend());
        for (const cohort_function function :
             {cohort_function::max, cohort_function::min, cohort_function::sum, cohort_function::mean,
              cohort_function::count}) {
            const std::uint64_t whole = std::bit_cast<std::uint64_t>(*summary_of(function, figures));
            CHECK(std::bit_cast<std::uint64_t>(*summary_of(function, reversed)) == whole);
            figure_summary merged(function);
            for (const double figure : reversed) {
                figure_summary part(function);
                part.add(figure);
                merged.merge(part);
            }
            merged.merge(figure_summary(function));  // a part without units
            CHECK(std::bit_cast<std::uint64_t>(*merged.value()) == whole);
        }
    }
    CHECK(std::isnan(*summary_of(cohort_function::max, {1, nan, 2})));
}

TEST_CASE("figure_summary: the best of a part at once") {
    figure_summary summary(cohort_function::max);
    summary.add_best(4, 3);
    summary.add_best(2, 1);
    CHECK(summary.value() == 4);
    CHECK(summary.count() == 4);
    summary.add_best(std::numeric_limits<double>::quiet_NaN(), 1);
    CHECK(std::isnan(*summary.value()));
}
