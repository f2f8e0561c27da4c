// Both one-sided derivatives of a unit's total points by one of its figures, exactly.
//
// In: an indicator that a figure is moved in (varied_indicator.hpp) and the unit's total. Out: the
// derivatives, or which way the total jumps. The figure is moved by an infinitesimal step (number/germ.hpp)
// and scored by the program that scores, so that both sides of every kink are decided exactly. Next:
// gains.hpp for one unit and all that planners ask, gradients.hpp for all units at once.
#pragma once

#include "dti/analyse/figure_line.hpp"
#include "dti/analyse/unit_total.hpp"

#include <optional>

namespace dti::inline v0 {

/// `rises` and `falls`: the total jumps on that side, up or down as the figure rises. `none`: there is no
/// derivative, since the policies of the definition make an error of that side.
enum class gain_kind : std::uint8_t { finite, rises, falls, none };

/// A one-sided derivative, in total points by one unit of the figure (a rate's unit is 1 = 100%).
struct gain {
    gain_kind kind = gain_kind::finite;
    exact value{};  ///< where it is finite

    [[nodiscard]] bool is_zero() const noexcept { return kind == gain_kind::finite && value.is_zero(); }
    friend bool operator==(const gain&, const gain&) = default;
};

/// Both sides of a figure; positive where the total rises as the figure does.
struct gain_pair {
    gain up{};
    gain down{};

    [[nodiscard]] bool is_zero() const noexcept { return up.is_zero() && down.is_zero(); }
};

/// Calls `side(direction)` for each side.
template <class Side>
[[nodiscard]] gain_pair find_sides(Side side) {
    return {side(line_direction::up), side(line_direction::down)};
}

/// A figure just beside where it is.
[[nodiscard]] inline varied_figure<germ> step_beside(std::size_t slot, const exact& value,
                                                     line_direction direction) {
    return {slot, germ::step_from(value, direction == line_direction::up ? 1 : -1)};
}

/// One side of what came to `beside`, and was `now`.
[[nodiscard]] inline gain gain_between(const exact& now, const germ& beside, line_direction direction) {
    const exact limit = *beside.limit();  // points are kept within their range
    const bool up = direction == line_direction::up;
    if (limit != now) {
        return {(limit > now) == up ? gain_kind::rises : gain_kind::falls, {}};
    }
    return {gain_kind::finite, up ? beside.slope() : -beside.slope()};
}

/// One side of a total, which is `now`, where the indicator's score becomes `beside`.
[[nodiscard]] inline gain total_gain(const analysed_cohort& all, const unit_total& total, const exact& now,
                                     std::size_t indicator,
                                     const std::optional<indicator_score<germ>>& beside,
                                     line_direction direction) {
    return beside ? gain_between(now, total.with<germ>(all.steps(), indicator, beside->points), direction)
                  : gain{gain_kind::none, {}};
}

/// Both sides of the unit's own total, which is `now`, by a figure that it has. Domain: the points that count
/// are those of the formula.
[[nodiscard]] inline gain_pair find_own_sides(const varied_indicator& varied, const unit_total& total,
                                              const exact& now, std::size_t slot, const exact& value) {
    return find_sides([&](line_direction direction) {
        const varied_figure<germ> step = step_beside(slot, value, direction);
        return total_gain(varied.all(), total, now, varied.indicator(),
                          varied.score<germ>({&step, 1}, given_derived::stays), direction);
    });
}

/// Whether the points that count come from the formula: no policy, no entered points, no subtotal. Else no
/// figure moves them.
[[nodiscard]] inline bool is_by_formula(const indicator_score<exact>& score) noexcept {
    return score.status == score_status::scored && score.reason == score_reason::none;
}

/// Whether a figure is told in words: then it does not move by little.
[[nodiscard]] inline bool is_in_words(const scope_entry& entry) noexcept {
    return entry.type == figure_type::yes_no || entry.type == figure_type::choice;
}

}  // namespace dti::inline v0
