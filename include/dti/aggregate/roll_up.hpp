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

/// Rolls up one unit. `points` has one entry an indicator, in the definition's order; a subtotal counts for
/// all of its indicators, which have no points of their own there.
///
/// Sub-index value = Σ weight·points / Σ weight·max_score over what is there (bonus in the numerator only),
/// kept within 0..1, then rounding.value; its points = value × max_score. Total points = Σ weight × points;
/// total and pillar values = Σ weight × points / Σ weight × max_score over the sub-indices that are there.
template <number_type Number>
[[nodiscard]] roll_up_result<Number> roll_up(const model<Number>& scored,
                                             std::span<const std::optional<Number>> points,
                                             std::span<const subtotal_score<Number>> subtotals = {}) {
    const compiled_definition& rules = scored.rules();
    const definition& source = rules.source();
    struct sums {
        Number earned{0};
        Number maximum{0};
    };
    std::vector<sums> parts(source.sub_indices.size());
    const auto add_maximum = [&](std::size_t indicator) {
        const compiled_indicator& item = rules.indicators()[indicator];
        if (!item.source->bonus) {
            const auto& numbers = scored.numbers(indicator);
            sums& part = parts[item.sub_index];
            part.maximum = part.maximum + rounded_product(numbers.weight, numbers.max_score);
        }
    };
    const auto add_points = [&](std::size_t indicator, const Number& earned) {
        sums& part = parts[rules.indicators()[indicator].sub_index];
        part.earned = part.earned + rounded_product(scored.numbers(indicator).weight, earned);
    };
    for (std::size_t i = 0; i < points.size(); ++i) {
        if (points[i]) {
            add_points(i, *points[i]);
            add_maximum(i);
        }
    }
    for (const subtotal_score<Number>& sum : subtotals) {
        add_points(sum.source->indicators.front(), sum.points);  // they weigh the same
        for (const std::size_t indicator : sum.source->indicators) {
            add_maximum(indicator);
        }
    }

    roll_up_result<Number> result;
    for (const sums& part : parts) {
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

    const auto add = [&](sums& view, std::size_t part) {
        if (const std::optional<Number>& value = result.sub_indices[part]) {
            const auto& numbers = scored.sub_index(part);
            const Number maximum = rounded_product(numbers.weight, numbers.max_score);
            view.earned = view.earned + rounded_product(*value, maximum);
            view.maximum = view.maximum + maximum;
        }
    };
    const auto value_of = [](const sums& view) {
        return number_traits<Number>::is_zero(view.maximum)
                   ? std::optional<Number>()
                   : std::optional<Number>(view.earned / view.maximum);
    };
    sums total;
    for (std::size_t part = 0; part < parts.size(); ++part) {
        add(total, part);
    }
    result.total = value_of(total);
    if (result.total) {
        result.total_points = total.earned;
    }
    for (std::size_t i = 0; i < source.pillars.size(); ++i) {
        sums view;
        for (const std::size_t part : rules.pillar_parts(i)) {
            add(view, part);
        }
        result.pillars.push_back(value_of(view));
    }
    return result;
}

}  // namespace dti::inline v0
