// The points of published subtotals: several indicators whose sum alone is known.
//
// In: a model and the subtotals of a unit's profile. Out: their points, kept within what their indicators can
// earn. Next stage: aggregate/roll_up.hpp.
#pragma once

#include "dti/evaluate/data.hpp"
#include "dti/evaluate/model.hpp"

#include <vector>

namespace dti::inline v0 {

/// What a subtotal adds to its sub-index.
template <number_type Number>
struct subtotal_score {
    const subtotal* source = nullptr;  ///< lives as long as the data
    Number points{};                   ///< unweighted
    bool clamped = false;              ///< the published points were outside its indicators' range
};

/// A subtotal's points kept within the sums of its indicators' min_score and max_score. A published sum is
/// not rounded again: `rounding.points` is for the points of one indicator.
template <number_type Number>
[[nodiscard]] subtotal_score<Number> score_subtotal(const compiled_definition& rules, const subtotal& sum) {
    exact low;
    exact high;
    for (const std::size_t indicator : sum.indicators) {
        low += rules.indicators()[indicator].source->min_score;
        high += rules.indicators()[indicator].source->max_score;
    }
    const exact kept = clamp_between(sum.points, low, high);
    return {&sum, number_traits<Number>::from_exact(kept), kept != sum.points};
}

}  // namespace dti::inline v0
