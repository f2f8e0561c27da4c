// Points of indicators → sub-indices → pillars and total, for one unit.
//
// In: a model, the points of each indicator (none where it is excluded, unscored or in a subtotal) and the
// subtotals. Out: values in 0..1 and points; empty where nothing is left to count. Next stage: ranking.hpp.
#pragma once

#include "dti/evaluate/model.hpp"
#include "dti/evaluate/subtotal_score.hpp"

#include <optional>
#include <span>
#include <vector>

namespace dti::inline v0 {

template <number_type Number>
struct roll_up_result {
    std::vector<std::optional<Number>> sub_indices;  ///< values
    std::vector<std::optional<Number>> pillars;      ///< values
    std::optional<Number> total_points;
    std::optional<Number> total;  ///< value
};

/// What the indicators of one sub-index add up to.
template <number_type Number>
struct part_sums {
    Number earned{0};   ///< Σ weight · points
    Number maximum{0};  ///< Σ weight · max_score of those that count, bonus left out
};

/// Adds an indicator's points, and its maximum.
template <number_type Number>
void add_indicator(const model<Number>& scored, std::size_t indicator, const Number& points,
                   std::vector<part_sums<Number>>& parts) {
    const compiled_indicator& item = scored.rules().indicators()[indicator];
    const auto& numbers = scored.numbers(indicator);
    part_sums<Number>& part = parts[item.sub_index];
    part.earned = part.earned + rounded_product(numbers.weight, points);
    if (!item.source->bonus) {
        part.maximum = part.maximum + rounded_product(numbers.weight, numbers.max_score);
    }
}

/// The sums of every sub-index of one unit. `points` has one entry an indicator, in the definition's order; a
/// subtotal counts for all of its indicators, which have no points of their own there.
template <number_type Number>
[[nodiscard]] std::vector<part_sums<Number>> sum_parts(
    const model<Number>& scored, std::span<const std::optional<Number>> points,
    std::span<const subtotal_score<Number>> subtotals = {}) {
    std::vector<part_sums<Number>> parts(scored.rules().source().sub_indices.size());
    for (std::size_t i = 0; i < points.size(); ++i) {
        if (points[i]) {
            add_indicator(scored, i, *points[i], parts);
        }
    }
    for (const subtotal_score<Number>& sum : subtotals) {
        Number points_left = sum.points;  // at its first indicator: they weigh the same
        for (const std::size_t indicator : sum.source->indicators) {
            add_indicator(scored, indicator, points_left, parts);
            points_left = Number(0);
        }
    }
    return parts;
}

/// Values from the sums of one unit.
///
/// Sub-index value = Σ weight·points / Σ weight·max_score over what is there (bonus in the numerator only),
/// kept within 0..1, then rounding.value; its points = value × max_score. Total points = Σ weight × points;
/// total and pillar values = Σ weight × points / Σ weight × max_score over the sub-indices that are there.
template <number_type Number>
[[nodiscard]] roll_up_result<Number> roll_up_parts(const model<Number>& scored,
                                                   std::span<const part_sums<Number>> parts) {
    const compiled_definition& rules = scored.rules();
    const definition& source = rules.source();
    roll_up_result<Number> result;
    for (const part_sums<Number>& part : parts) {
        if (number_traits<Number>::is_zero(part.maximum)) {
            result.sub_indices.emplace_back();
            continue;
        }
        Number value = clamp_between(Number(part.earned / part.maximum), Number(0), Number(1));
        if (const std::optional<int>& decimals = source.rounding.value) {
            value = number_traits<Number>::round(value, *decimals);
        }
        result.sub_indices.emplace_back(std::move(value));
    }

    const auto add = [&](part_sums<Number>& view, std::size_t part) {
        if (const std::optional<Number>& value = result.sub_indices[part]) {
            const auto& numbers = scored.sub_index(part);
            const Number maximum = rounded_product(numbers.weight, numbers.max_score);
            view.earned = view.earned + rounded_product(*value, maximum);
            view.maximum = view.maximum + maximum;
        }
    };
    const auto value_of = [](const part_sums<Number>& view) {
        return number_traits<Number>::is_zero(view.maximum)
                   ? std::optional<Number>()
                   : std::optional<Number>(view.earned / view.maximum);
    };
    part_sums<Number> total;
    for (std::size_t part = 0; part < parts.size(); ++part) {
        add(total, part);
    }
    result.total = value_of(total);
    if (result.total) {
        result.total_points = total.earned;
    }
    for (std::size_t i = 0; i < source.pillars.size(); ++i) {
        part_sums<Number> view;
        for (const std::size_t part : rules.pillar_parts(i)) {
            add(view, part);
        }
        result.pillars.push_back(value_of(view));
    }
    return result;
}

/// Rolls up one unit: sum_parts(), then roll_up_parts().
template <number_type Number>
[[nodiscard]] roll_up_result<Number> roll_up(const model<Number>& scored,
                                             std::span<const std::optional<Number>> points,
                                             std::span<const subtotal_score<Number>> subtotals = {}) {
    const std::vector<part_sums<Number>> parts = sum_parts<Number>(scored, points, subtotals);
    return roll_up_parts<Number>(scored, parts);
}

}  // namespace dti::inline v0
