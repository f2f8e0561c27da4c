// Marginal gains: what a little more of each figure adds to a unit's total points.
//
// In: an analysed cohort and a unit. Out: for every figure the right and left derivative of the total points,
// and what planners act on: one step more, the points that are left, the next threshold; for rivals, whose
// points move with it. Next: report/gain_card.hpp.
//
// gain_sides.hpp says how derivatives are taken, docs/decisions/0010-answers.md what counts; gradients.hpp
// has the derivatives alone, of all units at once.
#pragma once

#include "dti/analyse/gain_sides.hpp"
#include "dti/analyse/next_jump.hpp"
#include "dti/analyse/rate.hpp"

#include <optional>
#include <utility>
#include <vector>

namespace dti::inline v0 {

/// What moves a rival: the derivative of its total by this unit's figure.
struct rival_gain {
    std::size_t unit = 0;
    gain_pair sides{};
};

/// A figure, what one more of it brings, and where the next jump lies. Points are total points.
struct figure_gain {
    std::size_t indicator = 0;
    std::size_t slot = 0;
    std::optional<exact> value{};  ///< the present figure
    /// Nothing for a yes/no or a choice, which do not move by little.
    std::optional<gain_pair> sides{};
    /// One step more: one percentage point of a rate, else 1; yes for no; the option that earns most.
    std::optional<exact> step_to{};
    std::optional<exact> step_points{};  ///< what it adds
    std::optional<exact> left{};         ///< the indicator's own points that are still to be had
    std::optional<exact> threshold{};    ///< the nearest figure, above or else below, where points jump up
    std::optional<exact> threshold_points{};  ///< what reaching it adds
    std::vector<rival_gain> rivals{};         ///< those whose points move; only where they were asked for
};

namespace detail {

class gain_finder {
  public:
    gain_finder(const analysed_cohort& all, std::size_t unit, bool rivals)
        : all_(all), unit_(unit), total_(all.scored(), all.card().units[unit]), now_(total_.points()) {
        if (rivals) {
            for (const unit_score<exact>& rival : all.card().units) {
                rival_totals_.emplace_back(all.scored(), rival);
            }
        }
    }

    std::vector<figure_gain> find(std::size_t indicator) {
        const compiled_indicator& item = all_.rules().indicators()[indicator];
        const bool by_formula = moves(unit_, indicator);
        std::optional<varied_indicator> varied;
        if (by_formula) {
            varied.emplace(all_, unit_, indicator);
        }
        std::vector<figure_gain> gains;
        for (std::size_t slot = 0; slot < item.slots(); ++slot) {
            figure_gain& result = gains.emplace_back();
            result.indicator = indicator;
            result.slot = slot;
            if (all_.figures().states(unit_, indicator)[slot] == slot_state::present) {
                result.value = all_.figures().slots(unit_, indicator)[slot];
            }
            const bool in_words = is_in_words(item.scope.entries[slot]);
            if (!in_words) {
                result.sides = gain_pair{};
            }
            if (by_formula && result.value) {
                result.left = item.source->max_score - *total_.points(indicator);
                if (in_words) {
                    find_best_answer(*varied, item.scope.entries[slot], result);
                } else {
                    move(*varied, result);
                }
            }
        }
        return gains;
    }

  private:
    [[nodiscard]] bool moves(std::size_t unit, std::size_t indicator) const {
        return is_by_formula(all_.card().units[unit].indicators[indicator]);
    }

    void move(const varied_indicator& varied, figure_gain& result) const {
        result.sides = find_own_sides(varied, total_, now_, result.slot, *result.value);
        if (varied.has_cohort_terms()) {
            find_rivals(varied, result);
        }
        const figure_line line(varied, result.slot);
        const exact unit = is_rate(varied.item(), result.slot) ? exact(1, 100) : exact(1);
        result.step_to = *result.value + unit;
        result.step_points = points_beyond(line, result.indicator, *result.step_to);
        if (std::optional<exact> jump = next_jump(line)) {
            result.threshold_points = points_beyond(line, result.indicator, *jump);
            result.threshold = std::move(jump);
        }
    }

    void find_rivals(const varied_indicator& varied, figure_gain& result) const {
        for (std::size_t rival = 0; rival < rival_totals_.size(); ++rival) {
            if (rival == unit_ || !moves(rival, result.indicator)) {
                continue;
            }
            const exact now = rival_totals_[rival].points();
            const gain_pair sides = find_sides([&](line_direction direction) {
                const varied_figure<germ> step = step_beside(result.slot, *result.value, direction);
                return total_gain(all_, rival_totals_[rival], now, result.indicator,
                                  varied.score_of_rival<germ>(rival, {&step, 1}), direction);
            });
            if (!sides.is_zero()) {
                result.rivals.push_back({rival, sides});
            }
        }
    }

    /// What another figure adds to the total; nothing where it is not computed.
    [[nodiscard]] std::optional<exact> points_beyond(const figure_line& line, std::size_t indicator,
                                                     const exact& figure) const {
        const std::optional<exact> points = line.points_at(figure);
        return points ? std::optional<exact>(total_.with<exact>(all_.scored(), indicator, points) - now_)
                      : std::nullopt;
    }

    void find_best_answer(const varied_indicator& varied, const scope_entry& entry,
                          figure_gain& result) const {
        const figure_line line(varied, result.slot);
        const int answers = entry.type == figure_type::yes_no ? 2 : static_cast<int>(entry.options.size());
        for (int answer = 0; answer < answers; ++answer) {
            std::optional<exact> adds = points_beyond(line, result.indicator, exact(answer));
            if (exact(answer) != *result.value && adds &&
                (!result.step_points || *adds > *result.step_points)) {
                result.step_to = exact(answer);
                result.step_points = std::move(adds);
            }
        }
    }

    const analysed_cohort& all_;
    std::size_t unit_;
    unit_total total_;
    exact now_;
    std::vector<unit_total> rival_totals_;  // of all units, where rivals were asked for
};

}  // namespace detail

/// The gains of every figure of a unit, in the definition's order. `rivals`: also whose points move with it.
[[nodiscard]] inline std::vector<figure_gain> find_gains(const analysed_cohort& all, std::size_t unit,
                                                         bool rivals = false) {
    detail::gain_finder finder(all, unit, rivals);
    std::vector<figure_gain> gains;
    for (std::size_t i = 0; i < all.rules().indicators().size(); ++i) {
        for (figure_gain& figure : finder.find(i)) {
            gains.push_back(std::move(figure));
        }
    }
    return gains;
}

}  // namespace dti::inline v0
