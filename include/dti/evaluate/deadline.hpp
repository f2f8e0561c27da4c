// When something is due, as plans write it: a day, a month, a quarter, a year, or all the time.
//
// In: a text. Out: the last day that it allows, to be compared. Used by the readers of targets and by
// analyse/gaps.hpp.
#pragma once

#include <algorithm>
#include <array>
#include <optional>
#include <string_view>

namespace dti::inline v0 {

/// A deadline that was read. `last_day` is 20231231 for the end of 2023; of an ongoing one it is 0.
struct deadline {
    int last_day = 0;
    bool ongoing = false;
};

namespace detail {

/// The value of ASCII digits; -1 for anything else. Domain: at most 9 of them.
[[nodiscard]] inline int digits_value(std::string_view text) noexcept {
    int value = text.empty() ? -1 : 0;
    for (const char c : text) {
        if (c < '0' || c > '9') {
            return -1;
        }
        value = value * 10 + (c - '0');
    }
    return value;
}

inline int days_of(int year, int month) noexcept {
    constexpr std::array<int, 12> days{31, 28, 31, 30, 31, 30, 31, 31, 30, 31, 30, 31};
    const bool leap = (year % 4 == 0 && year % 100 != 0) || year % 400 == 0;
    return days[static_cast<std::size_t>(month - 1)] + (leap && month == 2 ? 1 : 0);
}

}  // namespace detail

/// Reads `2023-12-31`, `2023-12`, `2023-Q3`, `2023` or `ongoing`; nothing for anything else.
[[nodiscard]] inline std::optional<deadline> parse_deadline(std::string_view text) noexcept {
    if (text == "ongoing") {
        return deadline{0, true};
    }
    const int year = text.size() < 4 ? -1 : detail::digits_value(text.substr(0, 4));
    if (year < 0 || (text.size() > 4 && text[4] != '-')) {
        return std::nullopt;
    }
    const auto last_of = [&](int month) {
        return deadline{year * 10'000 + month * 100 + detail::days_of(year, month), false};
    };
    if (text.size() == 4) {
        return last_of(12);
    }
    const std::string_view rest = text.substr(5);
    if (rest.size() == 2 && rest[0] == 'Q' && rest[1] >= '1' && rest[1] <= '4') {
        return last_of(3 * (rest[1] - '0'));
    }
    const int month = rest.size() < 2 ? -1 : detail::digits_value(rest.substr(0, 2));
    if (month < 1 || month > 12) {
        return std::nullopt;
    }
    if (rest.size() == 2) {
        return last_of(month);
    }
    const int day = rest.size() == 5 && rest[2] == '-' ? detail::digits_value(rest.substr(3)) : -1;
    if (day < 1 || day > detail::days_of(year, month)) {
        return std::nullopt;
    }
    return deadline{year * 10'000 + month * 100 + day, false};
}

}  // namespace dti::inline v0
