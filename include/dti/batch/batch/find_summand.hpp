// Which parts of a points program are made of one common rule, and can be added up together.
//
// In: the steps of a part. Out: what columns/add_run.hpp needs to know of it.
#pragma once

#include "dti/batch/columns/add_run.hpp"

#include <limits>
#include <optional>
#include <span>

namespace dti::inline v0::detail {

/// A step that gives the points, behind no other: ratios, clamps, steps.
[[nodiscard]] inline std::optional<summand> find_plain_summand(const column_step& step) {
    summand made{.a = step.a, .x = step.x, .y = step.y, .low = step.low, .high = step.high};
    switch (step.op) {
        case column_op::ratio:
            made.kind = summand_kind::ratio;
            made.b = step.b;
            return made;
        case column_op::clamp:
            made.kind = step.x == 1 && step.y == 1 ? summand_kind::figure : summand_kind::clamp;
            return made;
        case column_op::steps:
            made.kind = step.count == 1 ? summand_kind::step : summand_kind::steps;
            made.first = step.first;
            made.count = step.count;
            return step.count >= 1 && step.count <= 3 ? std::optional(made) : std::nullopt;
        default:
            return std::nullopt;
    }
}

/// A step that gives the points, behind a question about the column that it reads.
[[nodiscard]] inline std::optional<summand> find_asked_summand(const column_step& question,
                                                               const column_step& step) {
    if (question.mask != 0) {
        return std::nullopt;
    }
    if (question.op == column_op::check_yes_no && step.op == column_op::multiply && !step.checked &&
        step.kinds != operand_kinds::columns) {
        const std::uint32_t a = step.kinds == operand_kinds::constant_column ? step.b : step.a;
        return a == question.a ? std::optional(summand{.kind = summand_kind::yes_no, .a = a, .y = step.x})
                               : std::nullopt;
    }
    if (question.op == column_op::check_option && step.op == column_op::options && step.a == question.a &&
        (step.count == 1 || step.count == 2)) {
        return summand{.kind = summand_kind::option,
                       .a = step.a,
                       .x = step.x,
                       .high = question.x - 1,
                       .first = step.first,
                       .count = step.count};
    }
    return std::nullopt;
}

/// `part` are the steps of a part, its `finish` the last; its points go to own column `points`. Where no lane
/// is marked, the points of what is found are those of the steps, and a lane is marked by them only where
/// columns/add_run.hpp finds it in doubt.
[[nodiscard]] inline std::optional<summand> find_summand(std::span<const column_step> part,
                                                         std::uint32_t points) {
    if (part.size() < 2 || part.size() > 3) {
        return std::nullopt;
    }
    const column_step& last = part[part.size() - 2];
    if (last.mask != 0 || last.out != points) {
        return std::nullopt;
    }
    return part.size() == 2 ? find_plain_summand(last) : find_asked_summand(part.front(), last);
}

}  // namespace dti::inline v0::detail
