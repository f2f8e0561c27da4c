// Text to number, in the two notations of the contract (section 4): nothing is guessed.
//
// In: the text of one figure and its notation. Out: the exact value with the number of decimals as written,
// or the reason why it is no number, from which the caller makes a diagnostic with help of its own.
#pragma once

#include "dti/number/exact.hpp"
#include "dti/number/rounding.hpp"

#include <algorithm>
#include <cstdint>
#include <optional>
#include <string>
#include <string_view>

namespace dti::inline v0 {

/// How figures are written: `plain` 1234.5 or 60.29%; `vi` 1.234,5 or 60,29%; `computed`, by a program:
/// plain, exact fractions such as 70/9 or 1.970/1, and doubles such as 0.333~. No file is in the last.
enum class notation : std::uint8_t { plain, vi, computed };

/// What a number may be meant as instead, in the other notation. It is read as it stands all the same.
enum class notation_doubt : std::uint8_t {
    none,
    thousands,  ///< `1.970` in plain notation, which a Vietnamese reader may mean as 1970
    decimal     ///< `0.123` in Vietnamese notation: 123, but no thousands begin with 0
};

/// A number as somebody wrote it: `60.29%` has the value 0.6029 and 4 decimals.
struct written_number {
    exact value;
    /// Decimals of `value` that the text fixes; a percent sign adds two.
    int decimals = 0;
    bool percent = false;  ///< written with a percent sign
    bool nearest = false;  ///< a double: near what is meant
    notation_doubt doubt = notation_doubt::none;
};

/// Why a text is no number.
enum class number_fault : std::uint8_t {
    empty,
    not_a_number,
    decimal_comma,    ///< `60,29%` under plain notation
    thousands_comma,  ///< `1,240,000`
    decimal_point,    ///< `60.29%` under Vietnamese notation
    comparison,       ///< `>150`: a target, not a figure
    spaced_percent,   ///< `80 %`
    too_long          ///< more characters than `max_number_length`
};

/// The longest text that is read as a number, in bytes: hostile input costs no more than this.
inline constexpr std::size_t max_number_length = 100;

/// Either a number or the reason why not.
struct number_result {
    std::optional<written_number> number;
    number_fault fault = number_fault::not_a_number;
};

namespace detail {

inline bool is_digit(char c) noexcept {
    return c >= '0' && c <= '9';
}

inline std::size_t digits_at(std::string_view text, std::size_t from) noexcept {
    std::size_t count = 0;
    while (from + count < text.size() && is_digit(text[from + count])) {
        ++count;
    }
    return count;
}

/// The exact value of decimal digits, `decimals` of them behind the point.
inline exact decimal_value(std::string_view digits, int decimals) {
    constexpr std::size_t fits_64_bits = 18;
    if (digits.size() <= fits_64_bits && decimals <= static_cast<int>(fits_64_bits)) {
        std::int64_t value = 0;
        for (const char c : digits) {
            value = value * 10 + (c - '0');
        }
        if (decimals == 0) {
            return value;
        }
        std::int64_t scale = 1;
        for (int i = 0; i < decimals; ++i) {
            scale *= 10;
        }
        return {value, scale};
    }
    const std::size_t first = std::min(digits.find_first_not_of('0'), digits.size() - 1);
    return {big_integer(std::string(digits.substr(first))), power_of_ten(decimals)};
}

/// Vietnamese thousands: groups of three behind a first group of one to three digits. Zero when there are
/// none.
inline std::size_t grouped_digits_at(std::string_view text, std::size_t from) noexcept {
    const std::size_t first = digits_at(text, from);
    if (first == 0 || first > 3) {
        return 0;
    }
    std::size_t at = from + first;
    while (at < text.size() && text[at] == '.' && digits_at(text, at + 1) == 3) {
        at += 4;
    }
    return at == from + first ? 0 : at - from;
}

inline number_fault diagnose_number(std::string_view text, notation style) {
    if (text.empty()) {
        return number_fault::empty;
    }
    if (text.front() == '>' || text.front() == '<' || text.substr(0, 3) == "≥" || text.substr(0, 3) == "≤") {
        return number_fault::comparison;
    }
    const auto commas = std::count(text.begin(), text.end(), ',');
    if (text.find(' ') != std::string_view::npos && text.back() == '%') {
        return number_fault::spaced_percent;
    }
    const bool has_digits = text.find_first_of("0123456789") != std::string_view::npos &&
                            text.find_first_not_of("-0123456789.,%") == std::string_view::npos;
    if (style != notation::vi && has_digits && commas > 0) {
        return commas > 1 ? number_fault::thousands_comma : number_fault::decimal_comma;
    }
    if (style == notation::vi && has_digits && text.find('.') != std::string_view::npos) {
        return number_fault::decimal_point;
    }
    return number_fault::not_a_number;
}

}  // namespace detail

[[nodiscard]] number_result parse_fraction(std::string_view text);

namespace detail {

/// What a program marked as its own, by `/` or `~`: never meant otherwise. A fraction is known to the last
/// decimal, but over 1 to those that are written.
inline number_result parse_computed(std::string_view text) {
    const bool nearest = text.back() == '~';
    number_result read = parse_fraction(nearest ? text.substr(0, text.size() - 1) : text);
    if (read.number) {
        const std::size_t slash = text.find('/');
        const bool endless = slash != std::string_view::npos && text.substr(slash) != "/1";
        read.number->decimals = endless ? max_decimals : read.number->decimals;
        read.number->nearest = nearest;
        read.number->doubt = notation_doubt::none;
    }
    return read;
}

}  // namespace detail

/// Reads `-?\d+(\.\d+)?%?` (plain) or `-?(\d{1,3}(\.\d{3})+|\d+)(,\d+)?%?` (Vietnamese); nothing else is a
/// number, but for the fractions of a program.
[[nodiscard]] inline number_result parse_number(std::string_view text, notation style = notation::plain) {
    if (text.size() > max_number_length) {
        return {std::nullopt, number_fault::too_long};
    }
    if (style == notation::computed && text.find_first_of("/~") != std::string_view::npos) {
        return detail::parse_computed(text);
    }
    const char point = style == notation::vi ? ',' : '.';
    const bool negative = !text.empty() && text.front() == '-';
    const std::size_t start = negative ? 1 : 0;

    std::size_t whole = style == notation::vi ? detail::grouped_digits_at(text, start) : 0;
    const bool grouped = whole > 0;
    if (!grouped) {
        whole = detail::digits_at(text, start);
    }
    std::size_t at = start + whole;
    std::size_t fraction = 0;
    if (whole > 0 && at < text.size() && text[at] == point) {
        fraction = detail::digits_at(text, at + 1);
        at += fraction > 0 ? 1 + fraction : 0;
    }
    const bool percent = at < text.size() && text[at] == '%';
    if (whole == 0 || at + (percent ? 1 : 0) != text.size()) {
        return {std::nullopt, detail::diagnose_number(text, style)};
    }

    char buffer[max_number_length];
    std::size_t count = 0;
    for (std::size_t i = start; i < at; ++i) {
        if (detail::is_digit(text[i])) {
            buffer[count++] = text[i];
        }
    }
    written_number number;
    number.percent = percent;
    number.decimals = static_cast<int>(fraction) + (percent ? 2 : 0);
    number.value = detail::decimal_value(std::string_view(buffer, count), number.decimals);
    if (negative) {
        number.value = -number.value;
    }
    number.percent = percent;
    if (grouped && text[start] == '0' && !number.value.is_zero()) {
        number.doubt = notation_doubt::decimal;
    } else if (style != notation::vi && !percent && whole <= 3 && fraction == 3 && text[start] != '0') {
        number.doubt = notation_doubt::thousands;
    }
    return {std::move(number), {}};
}

/// Reads a number or an exact fraction `70/9`: what weights and maxima may be.
[[nodiscard]] inline number_result parse_fraction(std::string_view text) {
    const std::size_t slash = text.find('/');
    if (slash == std::string_view::npos) {
        return parse_number(text);
    }
    number_result top = parse_number(text.substr(0, slash));
    const number_result bottom = parse_number(text.substr(slash + 1));
    if (!top.number || !bottom.number || bottom.number->value.is_zero()) {
        return {std::nullopt, number_fault::not_a_number};
    }
    top.number->value /= bottom.number->value;
    return top;
}

/// A number of decimals that may be asked for, 0..max_decimals; nothing for any other text.
[[nodiscard]] inline std::optional<int> parse_decimals(std::string_view text) noexcept {
    if (text.empty() || text.size() > 2 || detail::digits_at(text, 0) != text.size()) {
        return std::nullopt;
    }
    int value = 0;
    for (const char c : text) {
        value = value * 10 + (c - '0');
    }
    return value <= max_decimals ? std::optional(value) : std::nullopt;
}

}  // namespace dti::inline v0
