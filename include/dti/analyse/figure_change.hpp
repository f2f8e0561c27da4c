// A figure of a unit put to another value, and the figure that it starts from.
//
// In: the cohort before any change, analysed. Out: present figures; figures to put in their place. Next:
// read_change.hpp and target_change.hpp, which make changes, change_data.hpp, which applies them.
#pragma once

#include "dti/analyse/analysed_cohort.hpp"
#include "dti/analyse/rate.hpp"

#include <optional>
#include <utility>

namespace dti::inline v0 {

/// A figure of a unit put to another value.
struct figure_change {
    std::size_t unit = 0;
    std::size_t indicator = 0;
    std::size_t slot = 0;  ///< of the indicator: an input or a derived figure; behind them all, its points
    figure value{};        ///< given and supposed
};

/// The figure in a slot before any change, given or derived; behind the slots the points of the indicator,
/// from wherever they come. Nothing where there is none, and where points only stand for a figure that is not
/// there.
[[nodiscard]] inline std::optional<exact> present_figure(const analysed_cohort& all, std::size_t unit,
                                                         std::size_t indicator, std::size_t slot) {
    if (slot == all.rules().indicators()[indicator].slots()) {
        const indicator_score<exact>& score = all.card().units[unit].indicators[indicator];
        return score.reason == score_reason::none ? score.points : std::nullopt;
    }
    return all.figures().states(unit, indicator)[slot] == slot_state::present
               ? std::optional(all.figures().slots(unit, indicator)[slot])
               : std::nullopt;
}

/// A figure that a change puts in place. Decimals are as many as the value has, so that it is shown in full.
[[nodiscard]] inline figure supposed_figure(exact value, bool percent) {
    constexpr int most_shown = 12;
    int decimals = percent ? 2 : 0;
    while (decimals <= most_shown && round_half_up(value, decimals) != value) {
        ++decimals;
    }
    figure made;
    made.decimals = decimals <= most_shown ? decimals : max_decimals;
    made.value = std::move(value);
    made.given = true;
    made.percent = percent && decimals <= most_shown;
    made.supposed = true;
    return made;
}

/// Whether a figure reads as a percentage: it is given as one, or is a rate.
[[nodiscard]] inline bool reads_as_percent(const analysed_cohort& all, std::size_t unit,
                                           std::size_t indicator, std::size_t slot) {
    const compiled_indicator& item = all.rules().indicators()[indicator];
    return slot < item.slots() &&
           (all.data().at(unit, item.first_field + slot).percent || is_rate(item, slot));
}

}  // namespace dti::inline v0
