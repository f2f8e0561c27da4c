// Runs a part of a column program for one lane: what run.hpp does for 64, where only one has changed.
//
// In: a column program and where a part of it begins; a block of columns that lie one behind the other. Out:
// the part's value, and whether its lane is marked: the same bits and the same marks as the runners of
// run.hpp, which the tests compare step by step.
#pragma once

#include "dti/batch/columns/step.hpp"
#include "dti/number/number.hpp"

#include <cmath>
#include <cstdint>

namespace dti::inline v0 {

/// One lane of a block: column i of the table begins i · tile_lanes behind column 0, and own columns are the
/// columns of the table from `table_base` on.
struct lane_columns {
    double* first = nullptr;       ///< this lane of column 0
    std::uint32_t table_base = 0;  ///< place in the table of own column 0
    lane_mask* masks = nullptr;    ///< column_program::masks of them; here 0 or 1

    [[nodiscard]] double column(std::uint32_t index) const noexcept {
        return first[static_cast<std::size_t>(index) * tile_lanes];
    }
    [[nodiscard]] double& own_column(std::uint32_t index) const noexcept {
        return first[static_cast<std::size_t>(table_base + index) * tile_lanes];
    }
};

namespace detail {

/// The result of a step that gives a value; `wild` where the step's check is about something else than it.
struct lane_value {
    double value = 0;
    bool wild = false;
};

[[nodiscard]] inline lane_value clamp_lane(const column_step& step, double inner, bool wild) noexcept {
    return {step.x * clamp_between(inner, step.low, step.high), wild || !std::isfinite(inner)};
}

[[nodiscard]] inline double steps_lane(const column_step& step, const step_pair* pairs, double a) noexcept {
    double result = step.x;
    for (std::uint32_t i = 0; i < step.count; ++i) {
        const step_pair& pair = pairs[step.first + i];
        result = a < pair.threshold ? result : pair.value;
    }
    return result;
}

[[nodiscard]] inline double options_lane(const column_step& step, const step_pair* pairs, double a) noexcept {
    double result = step.x;
    for (std::uint32_t i = 0; i < step.count; ++i) {
        const step_pair& pair = pairs[step.first + i];
        result = a == pair.threshold ? pair.value : result;
    }
    return result;
}

[[nodiscard]] inline double round_lane(double scale, double a) noexcept {
    const double rounded = std::round(rounded_product(a, scale)) / scale;
    return std::isfinite(rounded) ? rounded : a;
}

/// A step that gives a value. Its operands a and b are columns or the constant x.
[[nodiscard]] inline lane_value compute_lane(const column_step& step, const step_pair* pairs,
                                             const lane_columns& lane) noexcept {
    const double a = step.kinds == operand_kinds::constant_column ? step.x : lane.column(step.a);
    const auto b = [&] {
        return step.kinds == operand_kinds::column_constant ? step.x : lane.column(step.b);
    };
    const auto checked = [](double value) { return lane_value{value, !std::isfinite(value)}; };
    const auto truth = [](bool holds) { return lane_value{holds ? 1.0 : 0.0}; };
    switch (step.op) {
        case column_op::fill:
            return {step.x};
        case column_op::copy:
            return {a};
        case column_op::add:
            return checked(a + b());
        case column_op::subtract:
            return checked(a - b());
        case column_op::multiply:
            return checked(a * b());
        case column_op::divide:
            return {a / b(), !std::isfinite(a / b()) || (step.check_divisor && !std::isfinite(b()))};
        case column_op::minimum: {
            const double right = b();
            return {right < a ? right : a};
        }
        case column_op::maximum: {
            const double right = b();
            return {a < right ? right : a};
        }
        case column_op::less:
            return truth(a < b());
        case column_op::less_equal:
            return truth(!(b() < a));
        case column_op::equal:
            return truth(a == b());
        case column_op::not_equal:
            return truth(!(a == b()));
        case column_op::logic_and:
            return truth(a != 0 && b() != 0);
        case column_op::logic_or:
            return truth(a != 0 || b() != 0);
        case column_op::logic_not:
            return truth(a == 0);
        case column_op::negate:
            return {-a};
        case column_op::absolute:
            return {a < 0 ? -a : a};
        case column_op::floor:
            return {std::floor(a)};
        case column_op::ceil:
            return {std::ceil(a)};
        case column_op::round:
            return {round_lane(step.x, a)};
        case column_op::select:
            return {lane.column(a != 0 ? step.b : step.c)};
        case column_op::at_least:
            return {lane.column(a < step.x ? step.c : step.b)};
        case column_op::is_option:
            return {lane.column(a == step.x ? step.b : step.c)};
        case column_op::steps:
            return {steps_lane(step, pairs, a), !std::isfinite(a)};
        case column_op::ratio_steps: {
            const double divisor = lane.column(step.b);
            const double share = a / divisor;
            return {steps_lane(step, pairs, share), !std::isfinite(share) || !std::isfinite(divisor)};
        }
        case column_op::options:
            return {options_lane(step, pairs, a)};
        case column_op::clamp:
            return clamp_lane(step, step.y * a, false);
        case column_op::ratio: {
            const double divisor = lane.column(step.b);
            return clamp_lane(step, step.y * (a / divisor), !std::isfinite(divisor));
        }
        case column_op::add_product:  // of a roll-up, which is no part
        case column_op::share:
        case column_op::check:  // these give no value
        case column_op::check_yes_no:
        case column_op::check_option:
        case column_op::mark_given:
        case column_op::given:
        case column_op::clear_marks:
        case column_op::merge_marks:
        case column_op::finish:
        case column_op::add_run:
            break;
    }
    return {};
}

/// A step that marks. Not for those that give values, except `given`.
inline void mark_lane(const column_step& step, const lane_columns& lane) noexcept {
    const double a = lane.column(step.a);
    lane_mask& mask = lane.masks[step.mask];
    switch (step.op) {
        case column_op::check:
            mask |= std::isfinite(a) ? 0U : 1U;
            break;
        case column_op::check_yes_no:
            mask |= a == 0 || a == 1 ? 0U : 1U;
            break;
        case column_op::check_option:
            mask |= a >= 0 && a < step.x && std::trunc(a) == a ? 0U : 1U;
            break;
        case column_op::mark_given:
            mask |= std::isnan(a) ? 0U : 1U;
            break;
        case column_op::given:
            lane.own_column(step.out) = std::isnan(a) ? lane.column(step.b) : a;
            mask = std::isnan(a) ? mask : std::isinf(a) ? 1U : 0U;
            break;
        case column_op::clear_marks:
            mask = 0;
            break;
        case column_op::merge_marks:
            mask |= lane.masks[step.first];
            break;
        default:
            break;
    }
}

}  // namespace detail

/// Runs the part that begins at step `at`; its value is then in the own column that it was compiled for.
/// True where the lane is marked: the caller settles it by formula/run.hpp. Sums that a `finish` adds to are
/// left alone. Precondition: mask 0 is 0, and it is so again afterwards. Never throws, never allocates.
inline bool run_lane(const column_program& program, std::size_t at, const lane_columns& lane) noexcept {
    const step_pair* const pairs = program.pairs.data();
    for (const column_step* step = program.steps.data() + at; step->op != column_op::finish; ++step) {
        if (step->op >= column_op::check) {
            detail::mark_lane(*step, lane);
            continue;
        }
        const detail::lane_value found = detail::compute_lane(*step, pairs, lane);
        lane.own_column(step->out) = found.value;
        lane.masks[step->mask] |= step->checked && found.wild ? 1U : 0U;
    }
    const bool marked = lane.masks[0] != 0;
    lane.masks[0] = 0;
    return marked;
}

}  // namespace dti::inline v0
