// What an incremental scorer prepares once: which indicator a field belongs to, where its parts lie in the
// column programs, and how a sub-index and the total are added up again.
//
// In: the plan of a batch. Out: places, and small programs for a tile. Immutable.
#pragma once

#include "dti/batch/batch/plan.hpp"

#include <algorithm>
#include <cstdint>
#include <limits>
#include <memory>
#include <optional>
#include <utility>
#include <vector>

namespace dti::inline v0::detail {

/// The columns of a block are the table of a batch's tile, and behind it, for good, of each indicator its
/// points and its share (weight · points, 0 where there are none), of each sub-index its value and maximum.
struct incremental_plan {
    static constexpr std::uint32_t nobody = std::numeric_limits<std::uint32_t>::max();

    struct indicator_place {
        std::uint32_t part = 0;  ///< sub-index
        double weight = 0;
        std::size_t first_figure = 0;  ///< of those that its cohort functions summarise
        std::size_t behind_figures = 0;
    };
    struct part_place {
        std::size_t first = 0;   ///< indicator
        std::size_t behind = 0;  ///< its last indicator
        double maximum = 0;      ///< where none of its indicators lacks points
        double worth = 0;        ///< weight · max_score: what it adds to the total's maximum
    };
    struct counted_part {
        std::uint32_t value = 0;  ///< column
        double worth = 0;
    };

    explicit incremental_plan(std::shared_ptr<const batch_plan> prepared) : batch(std::move(prepared)) {
        const compiled_definition& rules = batch->scored.rules();
        find_parts(rules);
        find_figures();
        find_owners(rules);
        first_points = static_cast<std::uint32_t>(batch->table_size());
        first_share = first_points + static_cast<std::uint32_t>(indicators.size());
        first_value = first_share + static_cast<std::uint32_t>(indicators.size());
        first_maximum = first_value + static_cast<std::uint32_t>(parts.size());
        columns = first_maximum + static_cast<std::uint32_t>(parts.size());
        for (std::size_t part = 0; part < parts.size(); ++part) {
            part_programs.push_back(compile_part(part, rules.source().rounding.value));
        }
        compile_total();
    }

    std::shared_ptr<const batch_plan> batch;
    std::vector<indicator_place> indicators;
    std::vector<part_place> parts;
    std::vector<std::uint32_t> owner;  ///< by field: its indicator; `nobody` where that is not scored
    std::uint32_t first_points = 0;    ///< columns of a block
    std::uint32_t first_share = 0;
    std::uint32_t first_value = 0;
    std::uint32_t first_maximum = 0;
    std::uint32_t columns = 0;
    std::vector<column_program> part_programs;  ///< a sub-index of lanes that lack no points in it
    column_program total_program;               ///< into the batch's columns; of lanes that lack no points
    std::vector<counted_part> counted;          ///< sub-indices that have a maximum
    double total_maximum = 0;                   ///< where none of them lacks points

  private:
    void find_parts(const compiled_definition& rules) {
        parts.resize(batch->sub_indices());
        indicators.resize(rules.indicators().size());
        for (std::size_t i = 0; i < indicators.size(); ++i) {  // they stand in the order of their parts
            const std::size_t part = rules.indicators()[i].sub_index;
            indicators[i].part = static_cast<std::uint32_t>(part);
            indicators[i].weight = batch->scored.numbers(i).weight;
            parts[part].first = parts[part].behind == 0 ? i : parts[part].first;
            parts[part].behind = i + 1;
            parts[part].maximum = parts[part].maximum + batch->weighted_maximum[i];
        }
        for (std::size_t part = 0; part < parts.size(); ++part) {
            const auto& numbers = batch->scored.sub_index(part);
            parts[part].worth = rounded_product(numbers.weight, numbers.max_score);
        }
    }

    void find_figures() {
        for (std::size_t i = batch->figures.size(); i-- > 0;) {
            indicator_place& place = indicators[batch->figures[i].indicator];
            place.first_figure = i;
            place.behind_figures = std::max(place.behind_figures, i + 1);
        }
    }

    void find_owners(const compiled_definition& rules) {
        owner.assign(batch->fields.size(), nobody);
        for (std::size_t i = 0; i < indicators.size(); ++i) {
            const compiled_indicator& item = rules.indicators()[i];
            for (std::size_t field = item.first_field; item.source->scored && field <= item.points_field();
                 ++field) {
                if (const std::optional<std::uint32_t>& column = batch->column_of_field[field]) {
                    owner[*column] = static_cast<std::uint32_t>(i);
                }
            }
        }
    }

    [[nodiscard]] std::uint32_t own(std::uint32_t column) const { return column - batch->own.table_base; }
    [[nodiscard]] std::uint32_t temporary() const { return batch->own.table_base + batch->own.fixed; }

    /// In the order of aggregate/roll_up.hpp, as batch_plan has it for all of them.
    [[nodiscard]] column_program compile_part(std::size_t index, const std::optional<int>& decimals) const {
        const part_place& part = parts[index];
        const auto value = first_value + static_cast<std::uint32_t>(index);
        const auto maximum = first_maximum + static_cast<std::uint32_t>(index);
        column_program made;
        std::vector<column_step>& steps = made.steps;
        steps.push_back({.op = column_op::fill, .out = own(maximum), .x = part.maximum});
        if (part.maximum == 0) {
            steps.push_back(
                {.op = column_op::fill, .out = own(value), .x = std::numeric_limits<double>::quiet_NaN()});
            return made;
        }
        steps.push_back({.op = column_op::fill, .out = own(temporary()), .x = 0});
        for (std::size_t i = part.first; i < part.behind; ++i) {
            steps.push_back({.op = column_op::add_product,
                             .a = first_share + static_cast<std::uint32_t>(i),
                             .to = own(temporary())});
        }
        // A step must not read what it writes: two columns take turns.
        const std::uint32_t quotient = decimals ? value : temporary() + 1;
        const std::uint32_t clamped = decimals ? temporary() + 1 : value;
        steps.push_back({.op = column_op::divide,
                         .kinds = operand_kinds::column_constant,
                         .out = own(quotient),
                         .a = temporary(),
                         .x = part.maximum});
        steps.push_back(
            {.op = column_op::clamp, .out = own(clamped), .a = quotient, .x = 1, .low = 0, .high = 1});
        if (decimals) {
            steps.push_back(
                {.op = column_op::round, .out = own(value), .a = clamped, .x = decimal_scale(*decimals)});
        }
        return made;
    }

    void compile_total() {
        std::vector<column_step>& steps = total_program.steps;
        const auto points = static_cast<std::uint32_t>(batch->total_points_column());
        const auto total = static_cast<std::uint32_t>(batch->total_column());
        steps.push_back({.op = column_op::fill, .out = points, .x = 0});
        for (std::size_t i = 0; i < parts.size(); ++i) {
            if (parts[i].maximum == 0) {
                continue;
            }
            steps.push_back({.op = column_op::add_product,
                             .a = first_value + static_cast<std::uint32_t>(i),
                             .y = parts[i].worth,
                             .to = points});
            counted.push_back({first_value + static_cast<std::uint32_t>(i), parts[i].worth});
            total_maximum = total_maximum + parts[i].worth;
        }
        batch->add_quotient(total_maximum, points, total, total_program);
    }
};

}  // namespace dti::inline v0::detail
