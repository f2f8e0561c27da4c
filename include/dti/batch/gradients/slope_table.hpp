// What a little more of a rule's variable brings, by where the variable is: a line's slopes as doubles.
//
// In: a piecewise straight line and what its points weigh. Out: thresholds and slopes for kernels, and both
// sides of each threshold; which side of one a figure is on, exactly. Next: plan.hpp.
#pragma once

#include "dti/batch/gradients/piecewise_line.hpp"

#include <cmath>
#include <compare>
#include <limits>
#include <vector>

namespace dti::inline v0 {

/// Derivatives below and above a figure, infinite where the points jump; positive where they rise.
struct side_pair {
    double up = 0;
    double down = 0;
    friend bool operator==(const side_pair&, const side_pair&) = default;

    /// Those by a figure that moves this one by `rate`.
    [[nodiscard]] side_pair by(double rate) const noexcept {
        if (rate == 0) {
            return {};  // it stands still, also at a jump
        }
        const side_pair moved = rate > 0 ? side_pair{up, down} : side_pair{down, up};
        return {moved.up * rate + 0.0, moved.down * rate + 0.0};  // no -0
    }
};

/// See the head of the file.
struct slope_table {
    /// How far apart two doubles may be whose exact values are the same. What kernels compare is a quotient
    /// of two quotients of nearest doubles at the most: each of its four or five roundings, and that of the
    /// threshold, is off by 2^-53 of the value.
    static constexpr double doubt = 0x1p-49;

    std::vector<exact> exact_places;
    std::vector<double> places;
    std::vector<double> bands;  ///< nearer than this to a place, kernels do not decide; 0 at 0, which they do
    std::vector<double> slopes;  ///< one more
    std::vector<side_pair> at_places;

    slope_table() = default;
    /// `weight` is what the points count for; above 0.
    slope_table(const piecewise_line& line, const exact& weight) : exact_places(line.places()) {
        for (const piecewise_line::piece& piece : line.pieces()) {
            slopes.push_back((piece.slope * weight).to_double());
        }
        constexpr double infinite = std::numeric_limits<double>::infinity();
        for (std::size_t i = 0; i < exact_places.size(); ++i) {
            places.push_back(exact_places[i].to_double());
            bands.push_back(std::abs(places.back()) * doubt);
            const exact& here = line.values()[i];
            const exact below = line.before(i);
            const exact above = line.behind(i);
            at_places.push_back({above == here ? slopes[i + 1] : (above > here ? infinite : -infinite),
                                 below == here ? slopes[i] : (below < here ? infinite : -infinite)});
        }
    }

    /// Both sides at a figure, of which `order(place)` tells whether it is below, at or above a place.
    template <class Order>
    [[nodiscard]] side_pair at(Order order) const {
        std::size_t passed = 0;
        for (; passed < exact_places.size(); ++passed) {
            const std::strong_ordering found = order(exact_places[passed]);
            if (found == std::strong_ordering::equal) {
                return at_places[passed];
            }
            if (found == std::strong_ordering::less) {
                break;
            }
        }
        return {slopes[passed], slopes[passed]};
    }
};

/// `top` / `bottom` against a number, exactly. Domain: `bottom` is not 0.
[[nodiscard]] inline std::strong_ordering compare_quotient(const exact& top, const exact& bottom,
                                                           const exact& with) {
    const bool whole = !top.is_promoted() && !bottom.is_promoted() && !with.is_promoted() &&
                       top.small_denominator() == 1 && bottom.small_denominator() == 1;
    if (whole && bottom.small_numerator() > 0) {  // nearly always: no need to reduce a fraction
        __extension__ using int128 = __int128;
        return static_cast<int128>(top.small_numerator()) * with.small_denominator() <=>
               static_cast<int128>(bottom.small_numerator()) * with.small_numerator();
    }
    return bottom.is_negative() ? with * bottom <=> top : top <=> with * bottom;
}

}  // namespace dti::inline v0
