// Intervals of exact numbers: what a rounded figure may have been.
//
// In: a figure as it was written. Out: all values that are printed like this. Next: analyse/fit.hpp, which
// computes with them.
#pragma once

#include "dti/number/number_text.hpp"

#include <optional>
#include <string>

namespace dti::inline v0 {

/// All numbers between two ends. Each end belongs to the interval or not; without `high` there is no upper
/// end.
struct interval {
    exact low{};
    std::optional<exact> high{};
    bool low_closed = false;
    bool high_closed = false;

    [[nodiscard]] bool contains(const exact& value) const {
        const bool above = low_closed ? value >= low : value > low;
        return above && (!high || (high_closed ? value <= *high : value < *high));
    }
    /// The ends in brackets, as in `[)`: square where the end belongs to the interval.
    [[nodiscard]] std::string brackets() const {
        return std::string(low_closed ? "[" : "(") + (high_closed ? "]" : ")");
    }
};

/// The interval with `value` as its only number.
[[nodiscard]] inline interval only(const exact& value) {
    return {value, value, true, true};
}

/// The values, none below 0, that are printed as `figure`: half of its last digit to either side, and at the
/// half they go up. Domain: the figure is not negative.
[[nodiscard]] inline interval printed_as(const written_number& figure) {
    const exact half(1, power_of_ten(figure.decimals) * 2);
    const exact low = figure.value - half;
    return {low.is_negative() ? exact(0) : low, figure.value + half, true, false};
}

}  // namespace dti::inline v0
