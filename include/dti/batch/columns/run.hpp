// Runs a column program on one tile.
//
// In: a column program, the tile's columns. Out: its own columns filled, and the lanes that are marked.
#pragma once

#include "dti/batch/columns/add_run.hpp"
#include "dti/batch/columns/kernels.hpp"

#include <array>
#include <cstdint>

namespace dti::inline v0 {

/// Lanes that questions about a column are asked of: all of them.
inline constexpr auto all_lanes = [] {
    std::array<std::uint64_t, tile_lanes> ones{};
    ones.fill(~std::uint64_t{0});
    return ones;
}();

/// What a program works on. Own columns are aligned and padded to whole tiles; the table names own columns
/// and those that are only read.
struct tile_columns {
    const double* const* table = nullptr;  ///< one pointer to 64 lanes for every column of the program
    double* own = nullptr;                 ///< the first own column; the others follow
    lane_mask* masks = nullptr;            ///< column_program::masks of them, 0 at the start of a part
    lane_mask live = ~lane_mask{0};        ///< the others are padding, and never marked
    const std::uint64_t* live_lanes = all_lanes.data();  ///< the same: all bits of a lane, or none

    [[nodiscard]] double* own_column(std::size_t index) const noexcept { return own + index * tile_lanes; }
};

namespace kernels {

/// One step. True at the end of a part.
DTI_KERNEL bool run_step(const column_step& step, const step_pair* pairs, const tile_columns& tile) {
    double* const out = tile.own_column(step.out);
    const double* const* const columns = tile.table;
    const double* const a = columns[step.a];
    bool wild = false;
    switch (step.op) {
        case column_op::fill: {
            const double x = step.x;
            for (std::size_t i = 0; i < tile_lanes; ++i) {
                out[i] = x;
            }
            return false;
        }
        case column_op::copy:
            map<false>(out, a, [](double value) { return value; });
            return false;
        case column_op::add:
            wild = two_sided<true>(step, out, columns, [](double l, double r) { return l + r; });
            break;
        case column_op::subtract:
            wild = two_sided<true>(step, out, columns, [](double l, double r) { return l - r; });
            break;
        case column_op::multiply:
            wild = two_sided<true>(step, out, columns, [](double l, double r) { return l * r; });
            break;
        case column_op::divide:
            wild = step.check_divisor
                       ? divide(out, a, columns[step.b])
                       : two_sided<true>(step, out, columns, [](double l, double r) { return l / r; });
            break;
        case column_op::minimum:
            two_sided<false>(step, out, columns, [](double l, double r) { return smaller(l, r); });
            return false;
        case column_op::maximum:
            two_sided<false>(step, out, columns, [](double l, double r) { return larger(l, r); });
            return false;
        case column_op::less:
            two_sided<false>(step, out, columns, [](double l, double r) { return l < r ? 1.0 : 0.0; });
            return false;
        case column_op::less_equal:
            two_sided<false>(step, out, columns, [](double l, double r) { return r < l ? 0.0 : 1.0; });
            return false;
        case column_op::equal:
            two_sided<false>(step, out, columns, [](double l, double r) { return l == r ? 1.0 : 0.0; });
            return false;
        case column_op::not_equal:
            two_sided<false>(step, out, columns, [](double l, double r) { return l == r ? 0.0 : 1.0; });
            return false;
        case column_op::logic_and:
            two_sided<false>(step, out, columns,
                             [](double l, double r) { return ((l != 0) & (r != 0)) ? 1.0 : 0.0; });
            return false;
        case column_op::logic_or:
            two_sided<false>(step, out, columns,
                             [](double l, double r) { return ((l != 0) | (r != 0)) ? 1.0 : 0.0; });
            return false;
        case column_op::logic_not:
            map<false>(out, a, [](double value) { return value == 0 ? 1.0 : 0.0; });
            return false;
        case column_op::negate:
            map<false>(out, a, [](double value) { return -value; });
            return false;
        case column_op::absolute:
            map<false>(out, a, [](double value) { return value < 0 ? -value : value; });
            return false;
        case column_op::floor:
            map<false>(out, a, [](double value) { return __builtin_floor(value); });
            return false;
        case column_op::ceil:
            map<false>(out, a, [](double value) { return __builtin_ceil(value); });
            return false;
        case column_op::round:
            round(step.x, out, a);
            return false;
        case column_op::select:
            map(out, a, columns[step.b], columns[step.c],
                [](double test, double yes, double no) { return test != 0 ? yes : no; });
            return false;
        case column_op::at_least: {
            const double x = step.x;
            map(out, a, columns[step.b], columns[step.c],
                [=](double value, double yes, double no) { return value < x ? no : yes; });
            return false;
        }
        case column_op::is_option: {
            const double x = step.x;
            map(out, a, columns[step.b], columns[step.c],
                [=](double value, double yes, double no) { return value == x ? yes : no; });
            return false;
        }
        case column_op::steps:
            wild = steps(step, pairs + step.first, out, a);
            break;
        case column_op::ratio_steps:
            wild = ratio_steps(step, pairs + step.first, out, a, columns[step.b]);
            break;
        case column_op::options:
            options(step, pairs + step.first, out, a);
            return false;
        case column_op::clamp:
            wild = clamp(step, a, out);
            break;
        case column_op::ratio:
            wild = ratio(step, a, columns[step.b], out);
            break;
        case column_op::add_product:
            add_product(step, a, tile.own_column(step.to));
            return false;
        case column_op::share:
            share(step, out, a, tile.own_column(step.from), tile.own_column(step.to));
            return false;
        case column_op::check:
            wild = any_lane(a, tile.live_lanes, [](double value) { return is_wild(value); });
            break;
        case column_op::check_yes_no: {
            const auto refused = [](double value) { return !((value == 0) | (value == 1)); };
            if (any_lane(a, tile.live_lanes, refused)) {
                tile.masks[step.mask] |= lanes_where(a, refused) & tile.live;
            }
            return false;
        }
        case column_op::check_option: {
            const double options = step.x;
            const auto refused = [=](double value) {
                constexpr double whole = 0x1p52;  // what is added to it becomes a whole number
                return !((value >= 0) & (value < options) & ((value + whole) - whole == value));
            };
            if (any_lane(a, tile.live_lanes, refused)) {
                tile.masks[step.mask] |= lanes_where(a, refused) & tile.live;
            }
            return false;
        }
        case column_op::mark_given:
            if (any_lane(a, tile.live_lanes, [](double value) { return value == value; })) {
                tile.masks[step.mask] |=
                    lanes_where(a, [](double value) { return value == value; }) & tile.live;
            }
            return false;
        case column_op::given: {
            map<false>(out, a, columns[step.b],
                       [](double figure, double computed) { return figure == figure ? figure : computed; });
            const lane_mask given = lanes_where(a, [](double value) { return value == value; });
            const lane_mask infinite =
                lanes_where(a, [](double value) { return value == value && is_wild(value); });
            tile.masks[step.mask] = ((tile.masks[step.mask] & ~given) | infinite) & tile.live;
            return false;
        }
        case column_op::clear_marks:
            tile.masks[step.mask] = 0;
            return false;
        case column_op::merge_marks:
            tile.masks[step.mask] |= tile.masks[step.first];
            return false;
        case column_op::finish:
            if (step.adds) {
                sum(tile.own_column(step.to), tile.own_column(step.from), a);
            }
            return true;
        case column_op::add_run:
            return false;
    }
    // Rare: what the loops found anywhere is now looked for lane by lane.
    if (wild && (step.checked || step.check_divisor)) {
        lane_mask marked = 0;
        switch (step.op) {
            case column_op::clamp:
                marked = lanes_where(a, [&](double value) { return is_wild(step.y * value); });
                break;
            case column_op::ratio:
            case column_op::ratio_steps:  // whose y is 1
                for (std::size_t i = 0; i < tile_lanes; ++i) {
                    const double b = columns[step.b][i];
                    const bool lost = is_wild(step.y * (a[i] / b)) || is_wild(b);
                    marked |= (lost ? one : zero) << i;
                }
                break;
            case column_op::check:
            case column_op::steps:
                marked = lanes_where(a, [](double value) { return is_wild(value); });
                break;
            default:
                marked = lanes_where(out, [](double value) { return is_wild(value); });
                if (step.check_divisor) {
                    marked |= lanes_where(columns[step.b], [](double value) { return is_wild(value); });
                }
        }
        tile.masks[step.mask] |= marked & tile.live;
    }
    return false;
}

/// Runs the steps of `program` from `at` up to `end`, or until a part is finished whose lanes are marked in
/// mask 0, or any part if `stop`. Returns the position behind the last step that ran: the step before it is
/// the `finish` where it stopped. What that step added is wrong in marked lanes: the caller adds again, and
/// sets the masks back to 0. No run of parts goes on behind `end`. Never throws, never allocates.
DTI_KERNEL std::size_t run_steps(const column_program& program, std::size_t at, std::size_t end,
                                 const tile_columns& tile, bool stop) {
    const column_step* const steps = program.steps.data();
    const step_pair* const pairs = program.pairs.data();
    while (at < end) {
        const column_step& step = steps[at++];
        if (step.op == column_op::add_run) {
            const sum_run& run = program.runs[step.first];
            if (!stop && add_run(run, program.summands.data() + run.first, pairs, tile.table,
                                 tile.own_column(run.from), tile.own_column(run.to), tile.live_lanes)) {
                at += run.steps;
            }
        } else if (run_step(step, pairs, tile) && (stop || tile.masks[0] != 0)) {
            break;
        }
    }
    return at;
}

}  // namespace kernels

}  // namespace dti::inline v0
