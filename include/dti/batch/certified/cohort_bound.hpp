// What is known of the figures that cohort functions give.
//
// In: a function, and the bound of the figure that it summarises. Out: the bound of the cohort figure as
// evaluate/figure_summary.hpp computes it, where a sum of doubles is rounded once.
#pragma once

#include "dti/batch/certified/error_bound.hpp"
#include "dti/formula/tree.hpp"

#include <algorithm>
#include <cstdint>
#include <optional>

namespace dti::inline v0 {

/// Over no more units than that. Nothing where no unit has the figure.
[[nodiscard]] inline std::optional<value_bound> bound_of_cohort(cohort_function function,
                                                                const std::optional<value_bound>& figure,
                                                                std::size_t most_units) noexcept {
    using namespace detail::bounds;
    const auto units = static_cast<double>(most_units);
    if (function == cohort_function::count) {
        return bound_of_whole(0, units);
    }
    if (!figure || !figure->is_known()) {
        return figure;
    }
    if (function == cohort_function::min || function == cohort_function::max) {
        return figure;
    }
    value_bound sum = *figure;
    sum.constant = nullptr;
    if (!set_range(sum, {figure->low, figure->high, units * figure->low, units * figure->high})) {
        return value_bound{};
    }
    sum.rest = figure->rest == 1 ? 1 : value_bound::unbounded;
    const double carried = units * figure->absolute;
    sum.absolute = up(carried + unit_roundoff * (sum.magnitude() + carried));
    const bool one_sign = figure->low >= 0 || figure->high <= 0;
    sum.relative =
        one_sign ? up(figure->relative + unit_roundoff * (1 + figure->relative)) : value_bound::unbounded;
    tighten(sum, figure->is_exact());
    if (function == cohort_function::sum) {
        return sum;
    }
    value_bound mean = bound_of_quotient(sum, bound_of_whole(1, units));
    if (mean.is_known()) {  // it is no larger than the largest figure
        mean.low = std::max(mean.low, figure->low);
        mean.high = std::min(mean.high, figure->high);
    }
    return mean;
}

/// No fewer bits than exact arithmetic needs for the numerator and the denominator of the cohort figure;
/// nothing where that is not known.
[[nodiscard]] inline std::optional<std::uint64_t> cohort_bits(cohort_function function,
                                                              const std::optional<value_bound>& figure,
                                                              std::size_t most_units) noexcept {
    constexpr double most = 0x1p62;  // of a figure's numerator and denominator
    constexpr std::uint64_t bits_of_one = 128;
    if (!figure || function == cohort_function::count) {
        return bits_of_one;
    }
    const double size =
        static_cast<double>(figure->denominator) * figure->rest * std::max(1.0, figure->magnitude());
    if (!(size < most)) {
        return std::nullopt;
    }
    // A sum has the product of all denominators, and as many numerators of that size.
    const bool adds_up = function == cohort_function::mean || function == cohort_function::sum;
    return adds_up ? bits_of_one * (most_units + 1) : bits_of_one;
}

}  // namespace dti::inline v0
