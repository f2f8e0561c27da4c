// How far double arithmetic may be from the exact result, and how near an exact result can come to a boundary
// without lying on it: bounds that hold for every unit, derived before any unit is scored.
//
// In: bounds of the operands. Out: the bound of a result. Nothing is estimated:
// docs/decisions/0013-certified.md derives each rule. Next: formula_bound.hpp, which follows a formula
// through them.
//
// Two facts together decide digits and comparisons. An error bound says that the exact value lies within E of
// the computed one. A denominator bound says that the exact value is a fraction whose denominator is at most
// D: it lies on a fraction n/d, or at least 1 / (D · d) away. Where E is less than half of that distance, a
// computed value that is within E of the boundary proves the exact one to lie on it.
#pragma once

#include "dti/number/exact.hpp"

#include <algorithm>
#include <cmath>
#include <cstdint>
#include <initializer_list>
#include <limits>
#include <numeric>

namespace dti::inline v0 {

/// What is known of a value in all units: of the exact one, x, and of the computed one, c.
struct value_bound {
    static constexpr double unbounded = std::numeric_limits<double>::infinity();

    double low = -unbounded;  ///< low <= x <= high
    double high = unbounded;
    double absolute = unbounded;    ///< |c - x| <= absolute
    double relative = unbounded;    ///< |c - x| <= relative · |x|; so c is 0 where x is
    std::uint64_t denominator = 1;  ///< x · denominator · r is whole, for a whole r that may differ by unit,
    double rest = unbounded;        ///< 1 <= r <= rest
    bool nearest = false;           ///< c is the double nearest to x
    const exact* constant = nullptr;  ///< x itself, where it is the same in all units

    friend bool operator==(const value_bound&, const value_bound&) = default;

    /// Whether there is an error bound at all; where not, only exact arithmetic can tell.
    [[nodiscard]] bool is_known() const noexcept { return std::isfinite(absolute); }
    [[nodiscard]] double magnitude() const noexcept { return std::max(std::abs(low), std::abs(high)); }
    /// The value surely computed without an error.
    [[nodiscard]] bool is_exact() const noexcept { return absolute == 0; }
};

namespace detail::bounds {

/// Half the distance of neighbouring doubles, relative to them: what one operation may be wrong by.
inline constexpr double unit_roundoff = 0x1p-53;
/// Bounds are doubles themselves. What computes one rounds at most 2^10 times; this makes up for it.
inline constexpr double slack = 0x1p-40;
/// Magnitudes for which nothing overflows or falls below the normal doubles, products and quotients of two
/// included.
inline constexpr double largest = 0x1p500;
inline constexpr double smallest = 0x1p-500;
/// A denominator beyond which `rest` has to take the factors.
inline constexpr std::uint64_t most_denominator = std::uint64_t{1} << 62U;

[[nodiscard]] inline double up(double value) noexcept {
    return value * (1 + slack);
}
[[nodiscard]] inline double down(double value) noexcept {
    return value * (1 - slack);
}

/// The smallest |x| that is not 0; 0 where nothing keeps it away from 0.
[[nodiscard]] inline double smallest_nonzero(const value_bound& value) noexcept {
    const double by_fraction = 1 / (static_cast<double>(value.denominator) * value.rest);
    return down(std::max({by_fraction, value.low, -value.high}));
}

/// The denominator `denominator · factor`; what is too large for 64 bits goes to `rest`.
inline void set_fraction(value_bound& made, std::uint64_t denominator, std::uint64_t factor,
                         double rest) noexcept {
    const bool fits = factor <= most_denominator / denominator;
    made.denominator = fits ? denominator * factor : denominator;
    made.rest = fits ? rest : up(rest * static_cast<double>(factor));
}

/// The fraction of a sum: over the least common multiple.
inline void add_fractions(value_bound& made, const value_bound& a, const value_bound& b,
                          double rest) noexcept {
    set_fraction(made, a.denominator, b.denominator / std::gcd(a.denominator, b.denominator), rest);
}

/// Puts the range of x, from results at its ends. False where a value may be too large or too small.
[[nodiscard]] inline bool set_range(value_bound& made, std::initializer_list<double> ends) noexcept {
    made.low = std::min(ends);
    made.high = std::max(ends);
    made.low -= std::abs(made.low) * slack;
    made.high += std::abs(made.high) * slack;
    const auto fits = [](double end) {
        return end == 0 || (std::abs(end) <= largest && std::abs(end) >= smallest);
    };
    return fits(made.low) && fits(made.high);
}

/// Each error bound by the other; and whole numbers over a power of two that fit a double are computed
/// without an error where `operands_exact`.
inline void tighten(value_bound& made, bool operands_exact) noexcept {
    const bool is_dyadic = made.rest == 1 && (made.denominator & (made.denominator - 1)) == 0 &&
                           made.magnitude() * static_cast<double>(made.denominator) < 0x1p53;
    made.nearest = operands_exact;
    if (operands_exact && is_dyadic) {
        made.absolute = made.relative = 0;
        return;
    }
    if (std::isfinite(made.relative)) {
        made.absolute = std::min(made.absolute, up(made.relative * made.magnitude()));
    }
    if (made.low > 0 || made.high < 0) {
        made.relative = std::min(made.relative, up(made.absolute / std::max(made.low, -made.high)));
    }
    if (operands_exact) {  // rounded once
        made.relative = std::min(made.relative, unit_roundoff);
    } else if (!(made.relative < 0.5)) {
        made.relative = value_bound::unbounded;  // says no more than `absolute`, not even the sign
    }
}

}  // namespace detail::bounds

/// A constant of a formula. Precondition: it outlives the bound. Nothing is known of one that no double is
/// near.
[[nodiscard]] inline value_bound bound_of_constant(const exact& value) {
    using namespace detail::bounds;
    value_bound made;
    const double nearest = value.to_double();
    if (value.is_promoted() || !set_range(made, {nearest})) {
        return {};
    }
    made.denominator = static_cast<std::uint64_t>(value.small_denominator());
    made.rest = 1;
    if (made.denominator > most_denominator) {
        made.rest = static_cast<double>(made.denominator);
        made.denominator = 1;
    }
    made.relative = unit_roundoff;
    made.absolute = up(unit_roundoff * std::abs(nearest));
    tighten(made, true);
    if (made.is_exact()) {
        made.low = made.high = nearest;
    }
    made.constant = &value;
    return made;
}

/// A whole number in a range, as a double has it.
[[nodiscard]] inline value_bound bound_of_whole(double low, double high) noexcept {
    value_bound made{.low = low, .high = high, .absolute = 0, .relative = 0};
    made.rest = 1;
    made.nearest = true;
    return made;
}

/// A value that is one or the other, whichever a decision that is known to be right says.
[[nodiscard]] inline value_bound bound_of_either(const value_bound& a, const value_bound& b) noexcept {
    if (!a.is_known() || !b.is_known()) {
        return {};
    }
    value_bound made;
    made.low = std::min(a.low, b.low);
    made.high = std::max(a.high, b.high);
    made.absolute = std::max(a.absolute, b.absolute);
    made.relative = std::max(a.relative, b.relative);
    detail::bounds::add_fractions(made, a, b, std::max(a.rest, b.rest));
    if (made.denominator % b.denominator != 0) {  // too long for a common one: each its own
        made.rest = std::max(static_cast<double>(a.denominator) * a.rest,
                             static_cast<double>(b.denominator) * b.rest);
        made.denominator = 1;
    }
    made.nearest = a.nearest && b.nearest;
    return made;
}

[[nodiscard]] inline value_bound bound_of_negation(value_bound a) noexcept {
    std::swap(a.low, a.high);
    a.low = -a.low;
    a.high = -a.high;
    a.constant = nullptr;
    return a;
}

/// a + b, rounded once.
[[nodiscard]] inline value_bound bound_of_sum(const value_bound& a, const value_bound& b) noexcept {
    using namespace detail::bounds;
    value_bound made;
    if (!a.is_known() || !b.is_known() || !set_range(made, {a.low + b.low, a.high + b.high})) {
        return {};
    }
    const double carried = a.absolute + b.absolute;
    made.absolute = up(carried + unit_roundoff * (made.magnitude() + carried));
    if ((a.low >= 0 && b.low >= 0) || (a.high <= 0 && b.high <= 0)) {  // nothing cancels
        const double worst = std::max(a.relative, b.relative);
        made.relative = up(worst + unit_roundoff * (1 + worst));
    }
    add_fractions(made, a, b, a.rest * b.rest);
    tighten(made, a.is_exact() && b.is_exact());
    return made;
}

[[nodiscard]] inline value_bound bound_of_difference(const value_bound& a, const value_bound& b) noexcept {
    return bound_of_sum(a, bound_of_negation(b));
}

/// a · b, rounded once.
[[nodiscard]] inline value_bound bound_of_product(const value_bound& a, const value_bound& b) noexcept {
    using namespace detail::bounds;
    value_bound made;
    if (!a.is_known() || !b.is_known() ||
        !set_range(made, {a.low * b.low, a.low * b.high, a.high * b.low, a.high * b.high})) {
        return {};
    }
    set_fraction(made, a.denominator, b.denominator, a.rest * b.rest);
    const double carried = a.magnitude() * b.absolute + b.magnitude() * a.absolute + a.absolute * b.absolute;
    made.absolute = up(carried + unit_roundoff * (made.magnitude() + carried));
    if (std::isfinite(a.relative) && std::isfinite(b.relative)) {
        const double both = a.relative + b.relative + a.relative * b.relative;
        made.relative = up(both + unit_roundoff * (1 + both));
    }
    if (smallest_nonzero(made) < smallest) {  // may fall below the normal doubles
        made.relative = value_bound::unbounded;
        made.absolute += std::numeric_limits<double>::denorm_min();
        return made;
    }
    tighten(made, a.is_exact() && b.is_exact());
    return made;
}

/// a / b, rounded once, where b is not 0. Nothing is known where c may be 0 and x not, or the other way
/// round: whether the division is one by zero is then open.
[[nodiscard]] inline value_bound bound_of_quotient(const value_bound& a, const value_bound& b) noexcept {
    using namespace detail::bounds;
    value_bound made;
    const double least = smallest_nonzero(b);
    if (!a.is_known() || !b.is_known() || !(b.relative < 0.5) || !(least >= smallest)) {
        return {};
    }
    const double most = 1 / least;
    const bool positive = b.low >= 0;
    const bool negative = b.high <= 0;
    const double ends_high = negative ? -1 / std::max(b.magnitude(), least) : most;
    const double ends_low = positive ? 1 / std::max(b.magnitude(), least) : -most;
    const double inverse_high = positive ? most : ends_high;
    const double inverse_low = negative ? -most : ends_low;
    if (!set_range(
            made, {a.low * inverse_low, a.low * inverse_high, a.high * inverse_low, a.high * inverse_high})) {
        return {};
    }
    // x = (A / (d_a r_a)) / (B / (d_b r_b)): its denominator divides d_a · r_a · |B|.
    if (b.constant != nullptr) {
        const std::int64_t numerator = b.constant->is_zero() ? 1 : b.constant->small_numerator();
        set_fraction(made, a.denominator, static_cast<std::uint64_t>(numerator < 0 ? -numerator : numerator),
                     a.rest);
    } else {
        made.denominator = a.denominator;
        made.rest = up(a.rest * up(b.magnitude() * static_cast<double>(b.denominator) * b.rest));
    }
    const double shrunk = 1 - b.relative;
    const double carried = a.absolute * most / shrunk + made.magnitude() * b.relative / shrunk;
    made.absolute = up(carried + unit_roundoff * (made.magnitude() + carried));
    made.relative = up((a.relative + b.relative + unit_roundoff * (1 + a.relative)) / shrunk);
    if (smallest_nonzero(made) < smallest) {
        made.relative = value_bound::unbounded;
        made.absolute += std::numeric_limits<double>::denorm_min();
        return made;
    }
    tighten(made, a.is_exact() && b.is_exact());
    return made;
}

/// The smaller of a and b, or the larger one. Moving one by its error moves the result by no more.
[[nodiscard]] inline value_bound bound_of_best(const value_bound& a, const value_bound& b,
                                               bool smallest) noexcept {
    value_bound made = bound_of_either(a, b);
    if (made.is_known()) {
        made.low = smallest ? std::min(a.low, b.low) : std::max(a.low, b.low);
        made.high = smallest ? std::min(a.high, b.high) : std::max(a.high, b.high);
        detail::bounds::tighten(made, made.nearest && made.is_exact());
        made.nearest = a.nearest && b.nearest;
    }
    return made;
}

[[nodiscard]] inline value_bound bound_of_magnitude(value_bound a) noexcept {
    const double least = a.low > 0 ? a.low : a.high < 0 ? -a.high : 0;
    a.high = a.magnitude();
    a.low = least;
    a.constant = nullptr;
    return a;
}

}  // namespace dti::inline v0
