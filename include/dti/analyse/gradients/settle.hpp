// What doubles do not decide of a gradient, exactly.
//
// In: a figure of a unit. Out: both sides as doubles: the nearest to a derivative, infinities at a jump, NaN
// where policies leave no derivative. Next: run.hpp.
#pragma once

#include "dti/analyse/gain_sides.hpp"
#include "dti/analyse/gradients/prepared.hpp"

#include <limits>
#include <optional>

namespace dti::inline v0::detail {

/// One indicator of one unit, whose points come from its formula.
class exact_settler {
  public:
    exact_settler(const analysed_cohort& all, std::size_t unit, std::size_t indicator,
                  const point_share& share)
        : varied_(all, unit, indicator), now_(*all.card().units[unit].indicators[indicator].points) {
        const compiled_indicator& item = all.rules().indicators()[indicator];
        const auto& part = all.scored().sub_index(item.sub_index);
        factor_ = (item.source->weight * part.weight * part.max_score).to_double() * share.per_maximum;
        if (share.state != share_state::moves || factor_ == 0) {
            find_total();
        }
    }

    /// By a figure that the unit has, or 0.
    [[nodiscard]] side_pair find(std::size_t slot) {
        const std::optional<exact> value = varied_.present(slot);
        if (!value) {
            return {};
        }
        if (!total_) {
            if (const std::optional<side_pair> found = by_points(slot, *value)) {
                return *found;
            }
            find_total();
        }
        const gain_pair sides = find_own_sides(varied_, *total_, total_now_, slot, *value);
        return {as_double(sides.up, 1), as_double(sides.down, 1)};
    }

  private:
    /// Where the total moves as the points do: no need to add up all others. Nothing where a side is
    /// excluded.
    [[nodiscard]] std::optional<side_pair> by_points(std::size_t slot, const exact& value) const {
        bool excluded = false;
        const gain_pair sides = find_sides([&](line_direction direction) {
            const varied_figure<germ> step = step_beside(slot, value, direction);
            const std::optional<indicator_score<germ>> beside =
                varied_.score<germ>({&step, 1}, given_derived::stays);
            if (!beside) {
                return gain{gain_kind::none, {}};
            }
            if (!beside->points) {
                excluded = true;
                return gain{};
            }
            return gain_between(now_, *beside->points, direction);
        });
        return excluded
                   ? std::nullopt
                   : std::optional(side_pair{as_double(sides.up, factor_), as_double(sides.down, factor_)});
    }

    void find_total() {
        const analysed_cohort& all = varied_.all();
        total_.emplace(all.scored(), all.card().units[varied_.unit()]);
        total_now_ = total_->points();
    }

    static double as_double(const gain& side, double factor) {
        constexpr double infinite = std::numeric_limits<double>::infinity();
        switch (side.kind) {
            case gain_kind::rises:
                return infinite;
            case gain_kind::falls:
                return -infinite;
            case gain_kind::none:
                return std::numeric_limits<double>::quiet_NaN();
            case gain_kind::finite:
                break;
        }
        return side.value.to_double() * factor + 0.0;
    }

    varied_indicator varied_;
    const exact& now_;  // the points
    double factor_ = 0;
    std::optional<unit_total> total_;
    exact total_now_;
};

}  // namespace dti::inline v0::detail
