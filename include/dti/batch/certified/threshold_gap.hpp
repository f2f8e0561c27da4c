// Comparisons of doubles that give what comparing the exact values gives, equality included.
//
// In: bounds of both sides. Out: whether they compare right as they are; if not, where a threshold may be put
// for them to do so.
#pragma once

#include "dti/batch/certified/error_bound.hpp"

namespace dti::inline v0 {

/// How near a can come to b without being equal to it; 0 where that is not known.
[[nodiscard]] inline double separation(const value_bound& a, const value_bound& b) noexcept {
    value_bound difference;
    detail::bounds::add_fractions(difference, a, b, a.rest * b.rest);
    return detail::bounds::down(1 / (static_cast<double>(difference.denominator) * difference.rest));
}

/// Whether comparing the computed values gives what comparing the exact ones gives, equality included.
[[nodiscard]] inline bool compares_as_computed(const value_bound& a, const value_bound& b) noexcept {
    using namespace detail::bounds;
    if (!a.is_known() || !b.is_known()) {
        return false;
    }
    const double errors = up(a.absolute + b.absolute);
    if ((a.is_exact() && b.is_exact()) || down(b.low - a.high) > errors || down(a.low - b.high) > errors) {
        return true;
    }
    // The nearest doubles of equal values are equal; those of values further apart than both may move keep
    // their order.
    return a.nearest && b.nearest && separation(a, b) > up(2 * errors);
}

/// Where a threshold may be put for a value to compare with it in double as the exact ones compare.
struct threshold_range {
    double low = 0;
    double high = -1;

    [[nodiscard]] bool is_empty() const noexcept { return !(low <= high); }
    [[nodiscard]] double middle() const noexcept { return low + (high - low) / 2; }
    [[nodiscard]] threshold_range within(const threshold_range& other) const noexcept {
        return {std::max(low, other.low), std::min(high, other.high)};
    }
};

/// The gap below the threshold (of `value < threshold`) or above it (of `threshold < value`), in which no
/// exact value lies, less what computed values stray into it.
[[nodiscard]] inline threshold_range threshold_gap(const value_bound& value, const value_bound& threshold,
                                                   bool below) noexcept {
    using namespace detail::bounds;
    if (!value.is_known() || threshold.constant == nullptr) {
        return {};
    }
    const double nearest = threshold.constant->to_double();
    const double gap = separation(value, threshold);
    // Where the ends of the gap are, by a double that is off by `blur`, as each end again is.
    const double blur = up(value.absolute + 4 * unit_roundoff * (std::abs(nearest) + gap));
    return below ? threshold_range{nearest - gap + 2 * blur, nearest - 2 * blur}
                 : threshold_range{nearest + 2 * blur, nearest + gap - 2 * blur};
}

}  // namespace dti::inline v0
