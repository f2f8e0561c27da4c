// The figures of a fit as text: numbers for CSV and JSON, percentages and ranges for reading.
//
// In: exact numbers and intervals of analyse/fit.hpp's result. Out: texts of them. Next: fit_card.hpp.
#pragma once

#include "dti/analyse/fit.hpp"
#include "dti/definition/definition.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

namespace dti::inline v0::detail {

/// A number for CSV and JSON: in full where it ends within 12 places, else with twelve digits.
inline std::string fit_number(const exact& value) {
    constexpr int digits = 12;
    std::string text = to_shortest_text(value);
    if (text.find('/') == std::string::npos) {
        return text;
    }
    std::string rounded = to_significant_text(value, digits);
    if (rounded.find('.') != std::string::npos) {
        rounded.erase(rounded.find_last_not_of('0') + 1);
        rounded.erase(rounded.find_last_not_of('.') + 1);
    }
    return rounded;
}

/// A percentage for reading: in full where that is short.
inline std::string fit_percent(const exact& value, int digits) {
    constexpr std::size_t short_enough = 7;
    const exact percent = value * 100;
    const std::string text = to_shortest_text(percent);
    const std::string rounded = to_significant_text(percent, digits);
    const bool whole =
        text.size() <= std::max(short_enough, rounded.size()) && text.find('/') == std::string::npos;
    return (whole ? text : rounded) + '%';
}

/// The ends of an interval for reading; `high` is empty where there is no upper end.
struct end_texts {
    std::string low;
    std::string high;
};

/// Four digits, or as many as it takes to tell an end from the other one and from what else is named: 20%
/// must not be said to lie above 20.00%.
class percent_writer {
  public:
    explicit percent_writer(const score_fit& fit) : landmarks_(fit.round_thresholds) {
        landmarks_.insert(landmarks_.end(), {exact(1), fit.rate.low, *fit.rate.high});
    }

    [[nodiscard]] end_texts ends_of(const interval& range) const {
        return {text_of(range.low, range.high), range.high ? text_of(*range.high, range.low) : std::string()};
    }

  private:
    [[nodiscard]] std::string text_of(const exact& end, const std::optional<exact>& other) const {
        constexpr int fewest = 4;
        constexpr int most = 30;
        std::string text = fit_percent(end, fewest);
        for (int digits = fewest + 1; digits <= most && !tells_apart(text, end, other); ++digits) {
            text = fit_percent(end, digits);
        }
        return text;
    }

    [[nodiscard]] bool tells_apart(const std::string& text, const exact& end,
                                   const std::optional<exact>& other) const {
        const std::optional<written_number> shown = parse_number(text).number;
        const auto same_side = [&](const exact& mark) {
            return mark == end || (shown->value <=> mark) == (end <=> mark);
        };
        return !shown || (std::all_of(landmarks_.begin(), landmarks_.end(), same_side) &&
                          (!other || same_side(*other)));
    }

    std::vector<exact> landmarks_;
};

/// "from 1% to below 2%", "above 1% and below 2%", "of at least 1%".
inline std::string range_phrase(const interval& range, const end_texts& ends, language wanted) {
    const bool vietnamese = wanted == language::vi;
    if (ends.high.empty()) {
        return vietnamese ? (range.low_closed ? fmt::format("từ {} trở lên", ends.low) : "trên " + ends.low)
                          : (range.low_closed ? "of at least " : "above ") + ends.low;
    }
    if (range.low_closed) {
        return vietnamese
                   ? fmt::format("từ {} đến {}{}", ends.low, range.high_closed ? "" : "dưới ", ends.high)
                   : fmt::format("from {} to {}{}", ends.low, range.high_closed ? "" : "below ", ends.high);
    }
    const std::string_view last =
        vietnamese ? (range.high_closed ? "đến" : "và dưới") : (range.high_closed ? "up to" : "and below");
    return fmt::format("{} {} {} {}", vietnamese ? "trên" : "above", ends.low, last, ends.high);
}

}  // namespace dti::inline v0::detail
