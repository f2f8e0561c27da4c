// One lane of one indicator by the scalar path: what the columns leave over.
//
// In: the figures of one unit, as numbers. Out: its points and status by the definition's policies, or a
// fault: the rules of evaluate/indicator_score.hpp, without texts and without allocating.
#pragma once

#include "dti/batch/batch/scratch.hpp"
#include "dti/evaluate/indicator_score.hpp"

#include <cmath>
#include <optional>
#include <span>

namespace dti::inline v0::detail {

/// Figures of one lane and indicator.
struct lane_figures {
    std::span<double> slots;
    std::span<slot_state> states;
    double entered = 0;    ///< NaN: none
    bool refused = false;  ///< some figure that is needed is none
};

/// Whether a number is a value of a figure's kind. NaN, which is none, is not asked about.
[[nodiscard]] inline bool is_value_of(const scope_entry& entry, double value) noexcept {
    switch (entry.type) {
        case figure_type::choice:
            return value >= 0 && value < static_cast<double>(entry.options.size()) &&
                   std::trunc(value) == value;
        case figure_type::yes_no:
        case figure_type::truth:
            return value == 0 || value == 1;
        case figure_type::number:
            break;
    }
    return std::isfinite(value);
}

/// Whether a number that was given for a slot is refused. NaN, which is none, is not.
[[nodiscard]] inline bool is_refused(const batch_plan& plan, std::size_t indicator, std::size_t slot,
                                     double given) noexcept {
    return !std::isnan(given) &&
           !is_value_of(plan.scored.rules().indicators()[indicator].scope.entries[slot], given);
}

/// Reads a lane: `load(field)` gives a field of the definition's row, NaN where there is none.
template <class Load>
[[nodiscard]] lane_figures read_lane(const batch_plan& plan, std::size_t indicator, std::span<double> slots,
                                     std::span<slot_state> states, Load load) {
    const compiled_indicator& item = plan.scored.rules().indicators()[indicator];
    lane_figures lane{slots.first(item.slots()), states.first(item.slots()), load(item.points_field())};
    lane.refused = std::isinf(lane.entered);
    for (std::size_t slot = 0; slot < item.slots(); ++slot) {
        const double value = load(item.first_field + slot);
        const bool is_bad = is_refused(plan, indicator, slot, value);
        const bool fits = !is_bad && !std::isnan(value);
        lane.refused = lane.refused || is_bad;
        lane.slots[slot] = fits ? value : 0;
        lane.states[slot] = fits ? slot_state::present : slot_state::missing;
    }
    derive_figures<double>(item, plan.scored.numbers(indicator).derive_constants, lane.slots, lane.states);
    return lane;
}

struct settled_lane {
    indicator_score<double> score;
    std::optional<batch_fault_kind> fault;
};

/// Points of a lane. `terms` and their states are those of the indicator and the lane's scenario.
[[nodiscard]] inline settled_lane settle(const batch_plan& plan, std::size_t indicator,
                                         const lane_figures& lane, std::span<const double> terms,
                                         std::span<const slot_state> term_states) {
    const model<double>& scored = plan.scored;
    const compiled_indicator& item = scored.rules().indicators()[indicator];
    settled_lane result;
    if (lane.refused) {
        result.fault = batch_fault_kind::refused_figure;
        return result;
    }
    const bool entered = !std::isnan(lane.entered);
    const auto has = [](std::span<const slot_state> states, slot_state state) {
        return std::find(states.begin(), states.end(), state) != states.end();
    };
    bool missing = !item.points || has(term_states, slot_state::missing);
    bool references_lack = false;
    if (item.points) {
        for (const std::uint32_t slot : item.points->required) {
            missing = missing || lane.states[slot] == slot_state::missing;
        }
        references_lack = has(term_states, slot_state::empty);
    }
    if (missing) {
        if (!entered && apply_missing_policy(scored, result.score)) {
            result.fault = batch_fault_kind::missing_figure;
        }
    } else if (references_lack) {
        if (!entered) {
            result.fault = batch_fault_kind::reference_needed;
        }
    } else {
        const program_result<double> run_result = run<double>(
            *item.points, {scored.numbers(indicator).points_constants, lane.slots, lane.states, terms});
        if (run_result.empty) {
            if (!entered && apply_empty_policy(scored, indicator, result.score)) {
                result.fault = batch_fault_kind::empty_denominator;
            }
        } else if (run_result.overflow) {
            result.fault = batch_fault_kind::too_large;
        } else {
            result.score.status = score_status::scored;
            result.score.points = keep_points(scored, indicator, run_result.value);
        }
    }
    if (entered) {
        result.score.status = score_status::entered;
        result.score.points = keep_points(scored, indicator, lane.entered);
    }
    return result;
}

}  // namespace dti::inline v0::detail
