// The total points of a unit when one indicator earns something else.
//
// In: a model and the unit's score. Out: total points in any number type. Next: gains.hpp, goal.hpp.
#pragma once

#include "dti/aggregate/score.hpp"

#include <optional>
#include <utility>
#include <vector>

namespace dti::inline v0 {

/// The points that the roll-up gives, whatever the coverage: min_coverage and the headline only say whether a
/// total is shown.
class unit_total {
  public:
    /// Domain: `unit` is a score by this model, without faults.
    unit_total(const model<exact>& scored, const unit_score<exact>& unit) : model_(scored) {
        for (const indicator_score<exact>& item : unit.indicators) {
            points_.push_back(item.points);
        }
        sums_ = sum_parts<exact>(scored, points_, unit.subtotals);
    }

    /// The points of an indicator that count now; nothing where it is excluded, unscored or in a subtotal.
    [[nodiscard]] const std::optional<exact>& points(std::size_t indicator) const {
        return points_[indicator];
    }

    /// Total points as they are. 0 where nothing counts.
    [[nodiscard]] exact points() const {
        return roll_up_parts<exact>(model_, sums_).total_points.value_or(exact());
    }

    /// What the total may be at most, of what counts: Σ sub-index weight · max_score.
    [[nodiscard]] exact max_points() const {
        exact sum;
        for (std::size_t part = 0; part < sums_.size(); ++part) {
            if (!sums_[part].maximum.is_zero()) {
                sum += model_.sub_index(part).weight * model_.sub_index(part).max_score;
            }
        }
        return sum;
    }

    /// Total points if the indicator earned these points, or were excluded where there are none.
    template <number_type Number>
    [[nodiscard]] Number with(const model<Number>& scored, std::size_t indicator,
                              const std::optional<Number>& earned) const {
        std::vector<part_sums<Number>> sums;
        for (const part_sums<exact>& part : without(indicator)) {
            sums.push_back({Number(number_traits<Number>::from_exact(part.earned)),
                            Number(number_traits<Number>::from_exact(part.maximum))});
        }
        if (earned) {
            add_indicator(scored, indicator, *earned, sums);
        }
        return roll_up_parts<Number>(scored, sums).total_points.value_or(Number(0));
    }

    /// Total points if a sub-index earned more, by weighted points of its indicators.
    [[nodiscard]] exact with_more(std::size_t sub_index, const exact& weighted) const {
        std::vector<part_sums<exact>> sums = sums_;
        sums[sub_index].earned += weighted;
        return roll_up_parts<exact>(model_, sums).total_points.value_or(exact());
    }

    /// From now on a sub-index earns more, by weighted points of its indicators.
    void add(std::size_t sub_index, const exact& weighted) { sums_[sub_index].earned += weighted; }

  private:
    [[nodiscard]] std::vector<part_sums<exact>> without(std::size_t indicator) const {
        std::vector<part_sums<exact>> sums = sums_;
        if (const std::optional<exact>& earned = points_[indicator]) {
            part_sums<exact>& part = sums[model_.rules().indicators()[indicator].sub_index];
            const auto& numbers = model_.numbers(indicator);
            part.earned -= numbers.weight * *earned;
            if (!model_.rules().indicators()[indicator].source->bonus) {
                part.maximum -= numbers.weight * numbers.max_score;
            }
        }
        return sums;
    }

    const model<exact>& model_;
    std::vector<std::optional<exact>> points_;
    std::vector<part_sums<exact>> sums_;
};

}  // namespace dti::inline v0
