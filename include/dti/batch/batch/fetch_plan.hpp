// Which columns of figures are fetched when: those that do not lie as columns in memory, or in no memory.
//
// In: the programs of an index. Out: for every few indicators the fields that their steps read. They are
// fetched right before, into slots that take turns, so that a tile's figures stay in the first cache however
// many fields there are. Next: tiles.hpp fetches them.
#pragma once

#include "dti/batch/columns/step.hpp"

#include <algorithm>
#include <array>
#include <cstddef>
#include <cstdint>
#include <span>
#include <vector>

namespace dti::inline v0::detail {

/// The columns of the table that a step reads, as the first `count` of them.
struct step_operands {
    std::array<std::uint32_t, 3> columns{};
    std::size_t count = 0;
};

[[nodiscard]] inline step_operands operands_of(const column_step& step) {
    switch (step.op) {
        case column_op::fill:
        case column_op::clear_marks:
        case column_op::merge_marks:
        case column_op::add_run:
            return {};
        case column_op::select:
        case column_op::at_least:
        case column_op::is_option:
            return {{step.a, step.b, step.c}, 3};
        case column_op::ratio:
        case column_op::ratio_steps:
        case column_op::given:
            return {{step.a, step.b}, 2};
        case column_op::add:
        case column_op::subtract:
        case column_op::multiply:
        case column_op::divide:
        case column_op::minimum:
        case column_op::maximum:
        case column_op::less:
        case column_op::less_equal:
        case column_op::equal:
        case column_op::not_equal:
        case column_op::logic_and:
        case column_op::logic_or:
            switch (step.kinds) {
                case operand_kinds::columns:
                    return {{step.a, step.b}, 2};
                case operand_kinds::column_constant:
                    return {{step.a}, 1};
                case operand_kinds::constant_column:
                    return {{step.b}, 1};
            }
            break;
        default:
            break;
    }
    return {{step.a}, 1};
}

/// Steps of the points program up to `end`, and what they read that no part before has fetched: two lists.
struct fetched_part {
    std::size_t end = 0;
    std::size_t fields = 0;          ///< what only the points program reads
    std::size_t figures_fields = 0;  ///< what the figures' program reads too
};

/// What is fetched together, as lists of fields in ascending order. What the figures' program reads is its
/// list and stands in one part too; every other field in one part.
struct fetch_plan {
    fetch_plan() = default;
    /// `fields`: how many there are; they are the first columns of the table.
    fetch_plan(const column_program& figures, const column_program& points, std::size_t fields)
        : slots(fields) {
        std::vector<char> known(fields);
        lists.push_back(newly_read(figures.steps, known));
        const std::size_t in_figures = lists[figures_fields].size();
        for (std::size_t i = 0; i < in_figures; ++i) {
            slots[lists[figures_fields][i]] = static_cast<std::uint32_t>(i);
        }
        slot_count = in_figures;
        const std::vector<char> is_in_figures = known;
        std::fill(known.begin(), known.end(), 0);
        for (std::size_t at = 0; at < points.size();) {
            const std::size_t end = part_end(points, at);
            const std::vector<std::uint32_t> read =
                newly_read(std::span(points.steps).subspan(at, end - at), known);
            if (parts.empty() ||
                (!read.empty() && lists[parts.back().fields].size() + read.size() > usual_fields)) {
                parts.push_back({0, lists.size(), lists.size() + 1});
                lists.resize(lists.size() + 2);
            }
            fetched_part& part = parts.back();
            part.end = end;
            for (const std::uint32_t field : read) {
                std::vector<std::uint32_t>& own = lists[part.fields];
                if (is_in_figures[field] != 0) {
                    lists[part.figures_fields].push_back(field);
                } else {
                    slots[field] = static_cast<std::uint32_t>(in_figures + own.size());
                    own.push_back(field);
                }
                slot_count = std::max(slot_count, in_figures + own.size());
            }
            at = end;
        }
        for (std::vector<std::uint32_t>& list : lists) {
            std::sort(list.begin(), list.end());
            longest = std::max(longest, list.size());
        }
    }

    static constexpr std::size_t figures_fields = 0;  ///< the list of what the figures' program reads
    std::vector<std::vector<std::uint32_t>> lists;
    std::vector<fetched_part> parts;   ///< of the points program, to its end
    std::vector<std::uint32_t> slots;  ///< of each field that is read; parts use the same ones
    std::size_t slot_count = 0;
    std::size_t longest = 0;  ///< fields in a list

  private:
    /// So many columns, and what is computed of them, are half of the first cache.
    static constexpr std::size_t usual_fields = 32;

    /// Behind the next `finish`, or behind the run of parts that begins here.
    [[nodiscard]] static std::size_t part_end(const column_program& program, std::size_t at) {
        for (; at < program.size(); ++at) {
            const column_step& step = program.steps[at];
            if (step.op == column_op::add_run) {
                return at + 1 + program.runs[step.first].steps;
            }
            if (step.op == column_op::finish) {
                return at + 1;
            }
        }
        return program.size();
    }

    /// Fields that the steps read and that are not known yet; now they are.
    [[nodiscard]] static std::vector<std::uint32_t> newly_read(std::span<const column_step> steps,
                                                               std::vector<char>& known) {
        std::vector<std::uint32_t> found;
        for (const column_step& step : steps) {
            const step_operands operands = operands_of(step);
            for (const std::uint32_t column : std::span(operands.columns).first(operands.count)) {
                if (column < known.size() && known[column] == 0) {
                    known[column] = 1;
                    found.push_back(column);
                }
            }
        }
        std::sort(found.begin(), found.end());
        return found;
    }
};

}  // namespace dti::inline v0::detail
