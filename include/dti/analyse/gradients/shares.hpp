// What the points of a unit's indicators count for in its total: how far a total moves with them.
//
// In: an analysed cohort. Out: for every unit and sub-index a factor, and whether its value stands where it
// is (beyond 0..1, or rounded) or at the edge of where it does. Next: prepared.hpp.
#pragma once

#include "dti/analyse/analysed_cohort.hpp"

#include <algorithm>
#include <optional>
#include <vector>

namespace dti::inline v0::detail {

/// `moves`: the total moves with the points. `stands`: it does not, as long as they move by little. `edge`:
/// one side of either, or a jump, which only exact arithmetic tells.
enum class share_state : std::uint8_t { moves, stands, edge };

/// Of one unit and sub-index.
struct point_share {
    double per_maximum = 0;  ///< 1 / Σ weight · max_score of what counts; 0 where nothing does
    share_state state = share_state::moves;
};

class share_finder {
  public:
    explicit share_finder(const analysed_cohort& all) : all_(all) {
        const compiled_definition& rules = all.rules();
        can_leave_.resize(rules.source().sub_indices.size());
        for (const compiled_indicator& item : rules.indicators()) {
            const indicator& source = *item.source;
            if (source.scored &&
                (source.bonus || source.min_score.is_negative() || rounds_up(source.max_score))) {
                can_leave_[item.sub_index] = 1;
            }
        }
    }

    /// One entry a sub-index.
    [[nodiscard]] std::vector<point_share> find(std::size_t unit) const {
        const unit_score<exact>& score = all_.card().units[unit];
        std::vector<std::optional<exact>> points;
        for (const indicator_score<exact>& item : score.indicators) {
            points.push_back(item.points);
        }
        std::vector<point_share> shares;
        for (const part_sums<exact>& sums : sum_parts<exact>(all_.scored(), points, score.subtotals)) {
            const bool counts = !sums.maximum.is_zero();
            shares.push_back(counts ? point_share{(exact(1) / sums.maximum).to_double(),
                                                  state_of(sums.earned / sums.maximum, shares.size())}
                                    : point_share{});
        }
        return shares;
    }

  private:
    /// Whether points that are rounded may be more than the maximum.
    [[nodiscard]] bool rounds_up(const exact& max_score) const {
        const std::optional<int>& decimals = all_.rules().source().rounding.points;
        return decimals && round_half_up(max_score, *decimals) > max_score;
    }

    [[nodiscard]] share_state state_of(const exact& value, std::size_t part) const {
        if (value.is_negative() || value > 1) {
            return share_state::stands;
        }
        const bool at_end = value.is_zero() || value == 1;
        const std::optional<int>& decimals = all_.rules().source().rounding.value;
        if (decimals) {
            const exact scaled = value * exact(power_of_ten(*decimals), 1);
            const bool tie = scaled - dti::floor(scaled) == exact(1, 2);
            return tie ? share_state::edge : share_state::stands;
        }
        return at_end && can_leave_[part] != 0 ? share_state::edge : share_state::moves;
    }

    const analysed_cohort& all_;
    std::vector<char> can_leave_;  // by sub-index: whether its sum may be below 0 or above the maximum
};

}  // namespace dti::inline v0::detail
