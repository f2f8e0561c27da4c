// Cells that the answers to a planner's questions share: figures by name, points that rest on assumed maxima.
//
// In: exact figures, the definition, a language. Out: cells and texts for gain_card.hpp, gap_card.hpp and
// what_if_card.hpp.
#pragma once

#include "dti/analyse/explanation.hpp"
#include "dti/analyse/rate.hpp"
#include "dti/report/grid.hpp"
#include "dti/report/words.hpp"

#include <algorithm>
#include <optional>
#include <string>

namespace dti::inline v0 {

namespace detail {

/// A column headed by the word for its key.
inline column named_column(std::string_view key, language wanted,
                           column_place place = column_place::everywhere) {
    return {std::string(key), word_for(key, wanted), place};
}

inline std::string title_or_id(const indicator& rule, language wanted) {
    const std::string& title = rule.title.in(wanted);
    return title.empty() ? rule.id : title;
}

/// A number rounded once; in tables `≈` stands in front of what rests on an assumed maximum.
inline cell number_cell(const std::optional<exact>& value, int decimals, bool approximate = false) {
    if (!value) {
        return {};
    }
    cell item = cell::of_number(to_text(*value, decimals));
    if (approximate) {
        item.shown = "≈" + item.text;
    }
    return item;
}

inline bool is_approximate(const indicator& rule) noexcept {
    return rule.scored && rule.confidence.max_score == confidence::assumed;
}

/// A figure as a program reads it: a decimal (exact where it ends within 12 places, else with 12 significant
/// digits), yes or no, an option.
inline std::string plain_figure(const exact& value, const scope_entry& entry) {
    constexpr int most_places = 12;
    if (entry.type == figure_type::yes_no || entry.type == figure_type::choice) {
        figure given;
        given.value = value;
        return to_given_text(given, &entry, language::en);
    }
    for (int places = 0; places <= most_places; ++places) {
        if (round_half_up(value, places) == value) {
            return to_text(value, places);
        }
    }
    return to_significant_text(value, most_places);
}

/// The same for a reader: rates in percent, answers in the reader's language, what does not end cut.
inline std::string readable_figure(const exact& value, const compiled_indicator& item, std::size_t slot,
                                   language wanted) {
    const scope_entry& entry = item.scope.entries[slot];
    if (entry.type == figure_type::yes_no || entry.type == figure_type::choice) {
        figure given;
        given.value = value;
        return to_given_text(given, &entry, wanted);
    }
    return is_rate(item, slot) ? to_explained_text(value * 100) + '%' : to_explained_text(value);
}

}  // namespace detail

}  // namespace dti::inline v0
