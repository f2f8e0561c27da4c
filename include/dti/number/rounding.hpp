// Half-up rounding ("away from zero") to a number of decimals, and fixed-point text.
//
// In: an exact number and a number of decimals. Out: the rounded number, or its text with exactly that many
// decimals. This is the one place where a digit is decided.
#pragma once

#include "dti/number/exact.hpp"

#include <array>
#include <string>

namespace dti::inline v0 {

/// The most decimals that a definition or an option may ask for.
inline constexpr int max_decimals = 30;

/// 10^exponent. Domain: exponent >= 0.
[[nodiscard]] inline big_integer power_of_ten(int exponent) {
    return pow(big_integer(10), static_cast<unsigned>(exponent));
}

namespace detail {

/// |value| · 10^decimals, rounded half-up to an integer.
inline big_integer scaled_magnitude(const exact& value, int decimals) {
    constexpr int small_limit = 18;  // 63 bits · 10^18 · 2 stays below 2^127
    if (!value.is_promoted() && decimals <= small_limit) {
        __extension__ using uint128 = unsigned __int128;
        static constexpr auto powers = [] {
            std::array<std::uint64_t, small_limit + 1> table{1};
            for (std::size_t i = 1; i < table.size(); ++i) {
                table[i] = table[i - 1] * 10U;
            }
            return table;
        }();
        const std::int64_t numerator = value.small_numerator();
        const auto magnitude = static_cast<uint128>(numerator < 0 ? -numerator : numerator);
        const auto denominator = static_cast<uint128>(value.small_denominator());
        const uint128 quotient =
            (magnitude * powers[static_cast<std::size_t>(decimals)] * 2U + denominator) / (denominator * 2U);
        if (const auto low = static_cast<std::uint64_t>(quotient); low == quotient) {
            return low;
        }
    }
    big_integer numerator = value.big_numerator();
    if (numerator < 0) {
        numerator = -numerator;
    }
    const big_integer denominator = value.big_denominator();
    return (numerator * power_of_ten(decimals) * 2 + denominator) / (denominator * 2);
}

}  // namespace detail

/// `value` rounded half-up (away from zero) to `decimals` places. Domain: 0 <= decimals.
[[nodiscard]] inline exact round_half_up(const exact& value, int decimals) {
    if (value.is_integer()) {
        return value;
    }
    const exact magnitude(detail::scaled_magnitude(value, decimals), power_of_ten(decimals));
    return value.is_negative() ? -magnitude : magnitude;
}

/// The largest integer not above `value`.
[[nodiscard]] inline exact floor(const exact& value) {
    const big_integer numerator = value.big_numerator();
    const big_integer denominator = value.big_denominator();
    big_integer quotient = numerator / denominator;  // truncates towards zero
    if (numerator < 0 && quotient * denominator != numerator) {
        --quotient;
    }
    return {std::move(quotient), big_integer(1)};
}

/// The smallest integer not below `value`.
[[nodiscard]] inline exact ceil(const exact& value) {
    return -floor(-value);
}

/// `value` with exactly `decimals` places, rounded half-up; `.` as the decimal point, never "-0".
[[nodiscard]] inline std::string to_text(const exact& value, int decimals) {
    std::string digits = to_digits(detail::scaled_magnitude(value, decimals));
    const bool zero = digits == "0";
    const auto places = static_cast<std::size_t>(decimals);
    if (digits.size() <= places) {
        digits.insert(0, places + 1 - digits.size(), '0');
    }
    if (places > 0) {
        digits.insert(digits.size() - places, 1, '.');
    }
    if (value.is_negative() && !zero) {
        digits.insert(0, 1, '-');
    }
    return digits;
}

/// `value` with at least `digits` significant digits (all whole ones), rounded half-up. Domain: 1 <= digits.
[[nodiscard]] inline std::string to_significant_text(const exact& value, int digits) {
    const exact enough(power_of_ten(digits - 1), 1);
    int places = 0;
    for (exact scaled = value.is_negative() ? -value : value; !scaled.is_zero() && scaled < enough;
         scaled *= 10) {
        ++places;
    }
    return to_text(value, places);
}

/// `value` in as few characters as say it exactly: a decimal where it ends within 12 places, else a fraction.
[[nodiscard]] inline std::string to_shortest_text(const exact& value) {
    constexpr int most_places = 12;
    for (int places = 0; places <= most_places; ++places) {
        if (round_half_up(value, places) == value) {
            return to_text(value, places);
        }
    }
    return to_digits(value.big_numerator()) + '/' + to_digits(value.big_denominator());
}

}  // namespace dti::inline v0
