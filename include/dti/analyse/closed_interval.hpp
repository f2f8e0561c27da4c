// Intervals of exact numbers that may be unbounded: what a formula can give, whatever its figures.
//
// In: intervals of the operands. Out: an interval that holds every result; it may hold more, never less,
// since each operand is taken to vary by itself. Next: formula_range.hpp.
#pragma once

#include "dti/number/number.hpp"

#include <algorithm>
#include <array>
#include <compare>
#include <optional>
#include <utility>

namespace dti::inline v0 {

/// An end of an interval: a number, or infinity of either sign, which stands for "no bound".
class bound {
  public:
    bound(exact value) : value_(std::move(value)) {}
    bound(int value) : value_(value) {}
    [[nodiscard]] static bound infinity() { return bound(0, 1); }

    [[nodiscard]] bool is_finite() const noexcept { return infinite_ == 0; }
    /// Precondition: is_finite().
    [[nodiscard]] const exact& value() const noexcept { return value_; }
    [[nodiscard]] int sign() const {
        return infinite_ != 0 ? infinite_ : value_.is_zero() ? 0 : value_.is_negative() ? -1 : 1;
    }

    [[nodiscard]] bound operator-() const { return {-value_, -infinite_}; }
    /// Precondition: not infinities of opposite sign.
    friend bound operator+(const bound& a, const bound& b) {
        return a.is_finite() && b.is_finite() ? bound(a.value_ + b.value_)
                                              : bound(0, a.is_finite() ? b.infinite_ : a.infinite_);
    }
    /// 0 times infinity is 0: the bound of a product whose one factor is always 0.
    friend bound operator*(const bound& a, const bound& b) {
        return a.is_finite() && b.is_finite() ? bound(a.value_ * b.value_)
               : a.sign() * b.sign() == 0     ? bound(0)
                                              : bound(0, a.sign() * b.sign());
    }
    friend bool operator==(const bound& a, const bound& b) { return (a <=> b) == 0; }
    friend std::strong_ordering operator<=>(const bound& a, const bound& b) {
        return a.is_finite() && b.is_finite() ? a.value_ <=> b.value_ : a.infinite_ <=> b.infinite_;
    }

  private:
    bound(exact value, int infinite) : value_(std::move(value)), infinite_(infinite) {}

    exact value_;  // 0 for an infinity
    int infinite_ = 0;
};

/// Every number from low to high, both included. low <= high; low is not +infinity, high not -infinity.
struct closed_interval {
    bound low = 0;
    bound high = 0;

    [[nodiscard]] static closed_interval at(const exact& value) { return {value, value}; }
    [[nodiscard]] static closed_interval everything() { return {-bound::infinity(), bound::infinity()}; }
    [[nodiscard]] static closed_interval from_zero() { return {0, bound::infinity()}; }

    [[nodiscard]] bool contains(const exact& value) const { return low <= value && bound(value) <= high; }
    [[nodiscard]] bool is_one_value() const { return low == high; }
    friend bool operator==(const closed_interval& a, const closed_interval& b) {
        return a.low == b.low && a.high == b.high;
    }
};

/// The least interval that holds both.
[[nodiscard]] inline closed_interval hull(const closed_interval& a, const closed_interval& b) {
    return {std::min(a.low, b.low), std::max(a.high, b.high)};
}

/// What both hold; nothing where that is empty.
[[nodiscard]] inline std::optional<closed_interval> intersection(const closed_interval& a,
                                                                 const closed_interval& b) {
    closed_interval both{std::max(a.low, b.low), std::min(a.high, b.high)};
    return both.high < both.low ? std::nullopt : std::optional<closed_interval>(std::move(both));
}

[[nodiscard]] inline closed_interval operator-(const closed_interval& a) {
    return {-a.high, -a.low};
}
[[nodiscard]] inline closed_interval operator+(const closed_interval& a, const closed_interval& b) {
    return {a.low + b.low, a.high + b.high};
}
[[nodiscard]] inline closed_interval operator-(const closed_interval& a, const closed_interval& b) {
    return a + -b;
}
[[nodiscard]] inline closed_interval operator*(const closed_interval& a, const closed_interval& b) {
    const std::array<bound, 4> corners{a.low * b.low, a.low * b.high, a.high * b.low, a.high * b.high};
    return {*std::min_element(corners.begin(), corners.end()),
            *std::max_element(corners.begin(), corners.end())};
}

/// Quotients by every number of `b` but 0; nothing when it holds no other.
[[nodiscard]] inline std::optional<closed_interval> operator/(const closed_interval& a,
                                                              const closed_interval& b) {
    const auto reciprocal = [](const bound& end) { return end.is_finite() ? bound(1 / end.value()) : 0; };
    if (b.low.sign() < 0 && b.high.sign() > 0) {
        return a * closed_interval::everything();
    }
    if (b.low.sign() == 0 && b.high.sign() == 0) {
        return std::nullopt;
    }
    return a * closed_interval{b.high.sign() == 0 ? -bound::infinity() : reciprocal(b.high),
                               b.low.sign() == 0 ? bound::infinity() : reciprocal(b.low)};
}

[[nodiscard]] inline closed_interval minimum(const closed_interval& a, const closed_interval& b) {
    return {std::min(a.low, b.low), std::min(a.high, b.high)};
}
[[nodiscard]] inline closed_interval maximum(const closed_interval& a, const closed_interval& b) {
    return {std::max(a.low, b.low), std::max(a.high, b.high)};
}
[[nodiscard]] inline closed_interval absolute(const closed_interval& a) {
    return a.low.sign() >= 0 ? a : a.high.sign() <= 0 ? -a : closed_interval{0, std::max(-a.low, a.high)};
}

/// The interval under a function that never falls, such as floor.
template <class Function>
[[nodiscard]] closed_interval map_rising(const closed_interval& a, Function&& function) {
    const auto map = [&](const bound& end) { return end.is_finite() ? bound(function(end.value())) : end; };
    return {map(a.low), map(a.high)};
}

/// Integer powers; nothing where 0 alone would be raised to a negative one.
[[nodiscard]] inline std::optional<closed_interval> power(const closed_interval& a, int exponent) {
    if (exponent < 0) {
        return closed_interval::at(1) / *power(a, -exponent);
    }
    if (exponent == 0) {
        return closed_interval::at(1);  // 0^0 is 1
    }
    const auto raise = [&](const exact& base) { return power(base, static_cast<unsigned>(exponent)); };
    return map_rising(exponent % 2 == 0 ? absolute(a) : a, raise);
}

}  // namespace dti::inline v0
