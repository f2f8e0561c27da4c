// Scores a whole cohort: points, roll-up, coverage, range, ranks.
//
// In: a model and a data set. Out: a scorecard with everything that a table shows, unrounded. Next stage:
// report/.
#pragma once

#include "dti/aggregate/ranking.hpp"
#include "dti/aggregate/roll_up.hpp"
#include "dti/evaluate/indicator_score.hpp"

#include <optional>
#include <vector>

namespace dti::inline v0 {

/// The score of one unit.
template <number_type Number>
struct unit_score {
    std::vector<indicator_score<Number>> indicators;  ///< in the definition's order
    std::vector<subtotal_score<Number>> subtotals;    ///< in the profile's order; they point into the data
    /// Values of sub-indices, pillars and total. Below min_coverage, and where the headline counts targets,
    /// the total's value and points are empty.
    roll_up_result<Number> values;
    exact coverage;              ///< share of the total's maximum whose indicators are known
    std::optional<Number> low;   ///< total points with everything missing at min_score; none of counts
    std::optional<Number> high;  ///< total points with everything missing at max_score; none of counts
    bool below_coverage = false;
    std::optional<confidence> weakest;  ///< of the indicators that count; nothing when none does
    bool assumed_maximum = false;       ///< some scored indicator has an assumed max_score
    std::optional<dti::rank> rank;
};

/// The score of a cohort. With faults it must not be shown: report_faults() says why.
template <number_type Number>
struct scorecard {
    std::vector<unit_score<Number>> units;  ///< in the order of the data
    std::vector<score_fault> faults;

    [[nodiscard]] bool ok() const noexcept { return faults.empty(); }
};

/// The numbers that ranks compare: values as computed, or rounded as printed; none for units that are not
/// ranked.
template <number_type Number>
[[nodiscard]] std::vector<std::optional<exact>> comparable_values(
    const definition& source, const data_set& data, std::span<const std::optional<Number>> values) {
    std::vector<std::optional<exact>> result(values.size());
    for (std::size_t unit = 0; unit < values.size(); ++unit) {
        if (values[unit] && data.units()[unit].ranked) {
            exact value = number_traits<Number>::to_exact(*values[unit]);
            result[unit] = source.rank_on == rank_basis::printed ? round_half_up(value, source.print.value)
                                                                 : std::move(value);
        }
    }
    return result;
}

/// Ranks any level of a cohort: one value a unit. Highest first, within groups, by the definition's rules.
template <number_type Number>
[[nodiscard]] std::vector<std::optional<rank>> rank_level(const definition& source, const data_set& data,
                                                          std::span<const std::optional<Number>> values) {
    std::vector<std::string> groups;
    for (const unit_info& unit : data.units()) {
        groups.push_back(unit.group);
    }
    const std::vector<std::optional<exact>> comparable = comparable_values(source, data, values);
    return rank_values<exact>(comparable, groups, source.ties);
}

namespace detail {

/// Total points with every missing indicator at one of its bounds; `sums` are those of what counts. Where
/// `missing: zero` counts them already, with their maxima and no points, the points are all there is to add.
template <number_type Number>
std::optional<Number> total_with_missing_at(const model<Number>& scored, const unit_score<Number>& unit,
                                            std::vector<part_sums<Number>> sums, bool at_max) {
    for (std::size_t i = 0; i < unit.indicators.size(); ++i) {
        if (unit.indicators[i].reason == score_reason::missing_figure) {
            const auto& numbers = scored.numbers(i);
            const Number bound = keep_points(scored, i, at_max ? numbers.max_score : numbers.min_score);
            if (unit.indicators[i].points) {
                part_sums<Number>& part = sums[scored.rules().indicators()[i].sub_index];
                part.earned = part.earned + rounded_product(numbers.weight, bound);
            } else {
                add_indicator(scored, i, bound, sums);
            }
        }
    }
    return roll_up_parts<Number>(scored, sums).total_points;
}

/// What the indicators of a unit add up to, and what they might.
template <number_type Number>
struct rolled_up_unit {
    roll_up_result<Number> values;
    std::optional<Number> low;
    std::optional<Number> high;
};

/// What the scores of a unit's indicators add up to; `rolled_up` where somebody has rolled them up already.
template <number_type Number>
void summarise(const model<Number>& scored, unit_score<Number>& unit,
               std::optional<rolled_up_unit<Number>> rolled_up = std::nullopt) {
    const compiled_definition& rules = scored.rules();
    std::vector<std::optional<Number>> points;
    bool any_missing = false;
    for (std::size_t i = 0; i < unit.indicators.size(); ++i) {
        const indicator_score<Number>& item = unit.indicators[i];
        const indicator& source = *rules.indicators()[i].source;
        points.push_back(item.points);
        any_missing = any_missing || item.reason == score_reason::missing_figure;
        if (item.is_known()) {
            unit.coverage += rules.indicators()[i].coverage_share;
        }
        if (item.points || item.status == score_status::in_subtotal) {
            const confidence weakest = source.confidence.weakest();
            unit.weakest = unit.weakest ? std::max(*unit.weakest, weakest) : weakest;
        }
        // An excluded indicator's maximum counts too: sub-indices keep the sum of all their maxima.
        unit.assumed_maximum =
            unit.assumed_maximum || (source.scored && source.confidence.max_score == confidence::assumed);
    }
    if (!rolled_up) {
        std::vector<part_sums<Number>> sums = sum_parts<Number>(scored, points, unit.subtotals);
        rolled_up.emplace();
        rolled_up->values = roll_up_parts<Number>(scored, sums);
        rolled_up->low = rolled_up->high = rolled_up->values.total_points;
        if (any_missing) {
            rolled_up->low = total_with_missing_at(scored, unit, sums, false);
            rolled_up->high = total_with_missing_at(scored, unit, std::move(sums), true);
        }
    }
    unit.values = std::move(rolled_up->values);
    unit.low = std::move(rolled_up->low);
    unit.high = std::move(rolled_up->high);
    const bool counts = rules.source().headline == headline_kind::counts;
    unit.below_coverage = !counts && unit.coverage < rules.source().min_coverage;
    if (unit.below_coverage || counts) {
        unit.values.total.reset();
        unit.values.total_points.reset();
    }
    if (counts) {  // targets met do not add up to a score
        unit.low.reset();
        unit.high.reset();
    }
}

}  // namespace detail

/// Scores every unit of `data`, which must have been made for the same compiled definition as the model.
/// Never throws for input; `data` outlives the scorecard; what the definition's policies call an error is in
/// `faults`.
template <number_type Number>
[[nodiscard]] scorecard<Number> score(const model<Number>& scored, const data_set& data) {
    scorecard<Number> card;
    card.faults = find_contradictions(data);
    const cohort<Number> figures(scored, data);
    detail::indicator_scorer<Number> scorer(scored, figures, data, card.faults);
    for (std::size_t unit = 0; unit < data.units().size(); ++unit) {
        unit_score<Number>& result = card.units.emplace_back();
        for (std::size_t i = 0; i < scored.rules().indicators().size(); ++i) {
            result.indicators.push_back(scorer.score(unit, i));
        }
        for (const subtotal& sum : data.profile(unit).subtotals) {
            result.subtotals.push_back(score_subtotal<Number>(scored.rules(), sum));
        }
        detail::summarise(scored, result);
    }
    std::vector<std::optional<Number>> totals;
    for (const unit_score<Number>& unit : card.units) {
        totals.push_back(unit.values.total);
    }
    const std::vector<std::optional<rank>> ranks = rank_level<Number>(scored.rules().source(), data, totals);
    for (std::size_t unit = 0; unit < ranks.size(); ++unit) {
        card.units[unit].rank = ranks[unit];
    }
    return card;
}

/// Adds a warning at all entered points and subtotals that were outside their range: what they count as
/// instead.
template <number_type Number>
void report_clamped(const scorecard<Number>& card, const data_set& data, diagnostics& found) {
    const auto warn = [&](std::uint32_t source, position where, message what) {
        if (source < data.sources().size()) {
            found.warning(*data.sources()[source], where, std::move(what));
        } else {
            found.add({severity::warning, "data", {}, std::move(what), {}});
        }
    };
    for (std::size_t unit = 0; unit < card.units.size(); ++unit) {
        const std::string& name = data.units()[unit].name;
        for (std::size_t i = 0; i < card.units[unit].indicators.size(); ++i) {
            if (card.units[unit].indicators[i].clamped) {
                const compiled_indicator& item = data.rules().indicators()[i];
                const figure& entered = data.at(unit, item.points_field());
                warn(entered.source, entered.where,
                     wording::entered_clamped(
                         name, item.source->id, entered.value,
                         clamp_between(entered.value, item.source->min_score, item.source->max_score)));
            }
        }
        for (const subtotal_score<Number>& sum : card.units[unit].subtotals) {
            if (sum.clamped) {
                warn(sum.source->source, sum.source->where,
                     wording::subtotal_clamped(name, sum.source->points,
                                               number_traits<Number>::to_exact(sum.points)));
            }
        }
    }
}

}  // namespace dti::inline v0
