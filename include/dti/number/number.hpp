// What a number type must offer, and the two that the library ships: `exact` and `double`.
//
// The scoring core is a template over its number type. A definition's constants and a file's figures are
// exact; `number_traits<Number>` brings them into the number type and back out to be printed.
#pragma once

#include "dti/number/exact.hpp"
#include "dti/number/rounding.hpp"

#include <cmath>
#include <concepts>
#include <string_view>

namespace dti::inline v0 {

/// How the core uses a number type; specialise it to score in a type of your own.
template <class Number>
struct number_traits;

template <>
struct number_traits<exact> {
    /// The word for this number type in results: the command line's `--mode`.
    static constexpr std::string_view mode = "exact";
    static const exact& from_exact(const exact& value) noexcept { return value; }
    static const exact& to_exact(const exact& value) noexcept { return value; }
    static exact floor(const exact& value) { return dti::floor(value); }
    static exact ceil(const exact& value) { return dti::ceil(value); }
    static exact round(const exact& value, int decimals) { return round_half_up(value, decimals); }
    static bool is_zero(const exact& value) noexcept { return value.is_zero(); }
    /// False only for what arithmetic overflow leaves behind; exact numbers do not overflow.
    static constexpr bool is_finite(const exact&) noexcept { return true; }
};

/// 10^decimals as number_traits<double>::round multiplies by it: the same double wherever it is made.
[[nodiscard]] inline double decimal_scale(int decimals) noexcept {
    double scale = 1;
    for (int i = 0; i < decimals; ++i) {
        scale *= 10;
    }
    return scale;
}

template <>
struct number_traits<double> {
    static constexpr std::string_view mode = "fast";
    static double from_exact(const exact& value) { return value.to_double(); }
    static exact to_exact(double value) { return exact::from_double(value); }
    static double floor(double value) noexcept { return std::floor(value); }
    static double ceil(double value) noexcept { return std::ceil(value); }
    /// Rounds the product value·10^decimals, which itself is rounded: 1.005 (stored as 1.00499…) gives 1.00
    /// or 1.01 as the product falls. That is why printing and `--mode exact` do not come through here.
    static double round(double value, int decimals) noexcept {
        const double scale = decimal_scale(decimals);
        const double rounded = std::round(value * scale) / scale;
        return std::isfinite(rounded) ? rounded : value;
    }
    static bool is_zero(double value) noexcept { return value == 0; }
    static bool is_finite(double value) noexcept { return std::isfinite(value); }
};

/// A type the core can score in: ordered, with the four operations, and described by `number_traits`.
template <class Number>
concept number_type = std::copyable<Number> &&
    requires(const Number& a, const Number& b, const exact& literal) {
    { a + b } -> std::convertible_to<Number>;
    { a - b } -> std::convertible_to<Number>;
    { a* b } -> std::convertible_to<Number>;
    { a / b } -> std::convertible_to<Number>;
    { -a } -> std::convertible_to<Number>;
    { a < b } -> std::convertible_to<bool>;
    { a == b } -> std::convertible_to<bool>;
    {Number(0)};
    { number_traits<Number>::from_exact(literal) } -> std::convertible_to<Number>;
    { number_traits<Number>::to_exact(a) } -> std::convertible_to<exact>;
    { number_traits<Number>::floor(a) } -> std::convertible_to<Number>;
    { number_traits<Number>::ceil(a) } -> std::convertible_to<Number>;
    { number_traits<Number>::round(a, 2) } -> std::convertible_to<Number>;
    { number_traits<Number>::is_zero(a) } -> std::convertible_to<bool>;
    { number_traits<Number>::mode } -> std::convertible_to<std::string_view>;
};

/// base^exponent by repeated squaring; 0^0 is 1. Domain: exponent >= 0.
template <number_type Number>
[[nodiscard]] Number power(Number base, unsigned exponent) {
    Number result(1);
    for (; exponent != 0; exponent >>= 1U) {
        if ((exponent & 1U) != 0) {
            result = result * base;
        }
        if (exponent > 1) {
            base = base * base;
        }
    }
    return result;
}

/// A product that is to be added to something: rounded before it is, as everywhere, also where the machine
/// could fuse the two into one operation with another result and the compiler was not told not to.
template <number_type Number>
[[nodiscard]] Number rounded_product(const Number& a, const Number& b) {
    return a * b;
}
[[nodiscard]] inline double rounded_product(double a, double b) noexcept {
    double product = a * b;
#if defined(__FP_FAST_FMA) || defined(__FMA__) || defined(__aarch64__)
    // To the compiler, what is added is no product any more.
#if defined(__x86_64__)
    __asm__("" : "+x"(product));
#elif defined(__aarch64__)
    __asm__("" : "+w"(product));
#else
    __asm__("" : "+m"(product));
#endif
#endif
    return product;
}

/// `value` kept within low..high; `low` wins where the bounds cross.
template <number_type Number>
[[nodiscard]] Number clamp_between(const Number& value, const Number& low, const Number& high) {
    const Number& capped = high < value ? high : value;
    return capped < low ? low : capped;
}

/// `value` with exactly `decimals` places, rounded half-up from the value as it is held in `Number`.
template <number_type Number>
[[nodiscard]] std::string to_text(const Number& value, int decimals) {
    return dti::to_text(exact(number_traits<Number>::to_exact(value)), decimals);
}

}  // namespace dti::inline v0
