// How the points of one indicator arose, as plain values: figures, the formula with the figures put in,
// steps.
//
// In: made by explain.hpp. Out: report/ words it in both languages, as text, CSV and JSON. Numbers are exact;
// a text of a number that does not end says so with `…`.
#pragma once

#include "dti/aggregate/score.hpp"
#include "dti/number/rounding.hpp"

#include <optional>
#include <string>
#include <vector>

namespace dti::inline v0 {

/// Where a figure comes from.
enum class figure_origin : std::uint8_t {
    given,       ///< in the data
    derived,     ///< computed from other figures
    cohort,      ///< computed from all units of the run
    reference,   ///< given in the data for the cohort
    missing,     ///< not given, and the formula needs it
    not_needed,  ///< not given, and nothing needs it
    empty        ///< its computation divides by zero
};
inline constexpr std::array<std::string_view, 7> figure_origin_words{
    "given", "derived", "cohort", "reference", "missing", "not_needed", "empty"};

/// A figure that the rule names.
struct explained_figure {
    std::string name{};
    dti::title title{};
    std::string unit{};  ///< what it counts
    figure_origin origin = figure_origin::given;
    std::string text{};  ///< `60.29%`, `yes`, `leader`, `0.965322…`; empty where there is none
    std::optional<exact> value{};
    std::string formula{};  ///< of a derived figure
    std::string filled{};   ///< the same with the figures put in
    std::string place{};    ///< `file:line:column` of a given one
    remark said{};
};

/// One line that can be checked with a pencil.
struct explained_step {
    enum class kind : std::uint8_t {
        calculation,    ///< `text` = value
        condition,      ///< `text` holds or not: `truth`
        threshold,      ///< `subject` reaches `low`: value
        below,          ///< `subject` is below `low`, the lowest threshold: value
        between,        ///< `subject` lies between `low` and `high`: `text` = value
        beyond,         ///< `subject` is at `low`, an end or a point of a line: value
        option,         ///< `subject` is `low`: value
        kept,           ///< kept within `low` and `high`: value
        rounded,        ///< rounded to `low` decimals: value
        empty_division  ///< `text` divides by zero
    };
    kind what = kind::calculation;
    std::string text{};
    std::optional<exact> value{};
    bool truth = false;
    std::string subject{};
    std::string low{};
    std::string high{};
};

/// Everything about one unit's points for one indicator.
struct indicator_explanation {
    std::size_t indicator = 0;  ///< position in the definition
    indicator_score<exact> score{};
    std::string filled{};  ///< the formula with the figures put in; empty where figures are missing
    std::vector<explained_figure> figures{};
    std::vector<explained_step> steps{};     ///< from the figures to the formula's points
    std::vector<std::string> missing{};      ///< figures that the formula needs and nobody gave
    const subtotal* in_subtotal = nullptr;   ///< points into the data
    std::vector<std::string> subtotal_of{};  ///< the ids of its indicators
    std::optional<figure> entered{};         ///< the points entered, as given
    std::string entered_place{};             ///< `file:line:column`
    remark said{};
};

/// A number as an explanation shows it: exactly where it ends within 12 decimals, else its first six
/// significant digits and `…`, never rounded: 2/3 is `0.666666…`.
[[nodiscard]] inline std::string to_explained_text(const exact& value) {
    constexpr std::size_t longest = 60;
    std::string shortest = to_shortest_text(value);
    if (shortest.find('/') == std::string::npos) {
        return shortest.size() <= longest ? shortest : wording::shorten(shortest);
    }
    int places = 6;
    const exact magnitude = value.is_negative() ? -value : value;
    for (exact scaled = magnitude; scaled < exact(1, 10) && places < max_decimals; scaled *= 10) {
        ++places;
    }
    const exact unit(big_integer(1), power_of_ten(places));
    const exact cut = floor(magnitude / unit) * unit;
    return wording::shorten((value.is_negative() ? "-" : "") + to_text(cut, places)) + "…";
}

/// A figure as given, in plain notation: `60.29%` keeps its sign and its decimals. Without an entry: entered
/// points.
[[nodiscard]] inline std::string to_given_text(const figure& given, const scope_entry* entry,
                                               language wanted = language::en) {
    if (entry != nullptr && entry->type == figure_type::yes_no) {
        const bool vietnamese = wanted == language::vi;
        return given.value.is_zero() ? (vietnamese ? "không" : "no") : (vietnamese ? "có" : "yes");
    }
    if (entry != nullptr && entry->type == figure_type::choice) {
        const auto option = static_cast<std::size_t>(given.value.small_numerator());
        return option < entry->options.size() ? entry->options[option] : std::string();
    }
    if (given.percent) {
        return to_text(given.value * 100, std::max(0, given.decimals - 2)) + '%';
    }
    return given.decimals >= max_decimals ? to_explained_text(given.value)
                                          : to_text(given.value, given.decimals);
}

}  // namespace dti::inline v0
