// Runs the steps of a rule forwards on 64 lanes: the value of each, and what it is off by at the most.
//
// In: leaf columns and what each is off by. Out: a column of each step, and the lanes where doubles do not
// tell which side of a kink a value is on. Inlined into functions for each instruction set. Next:
// run_adjoint.hpp.
#pragma once

#include "dti/batch/gradients/adjoint_step.hpp"
#include "dti/batch/gradients/near_number.hpp"

#include <cstddef>

namespace dti::inline v0 {

/// A cohort figure as a formula of one unit sees it.
struct adjoint_term {
    double value = 0;
    double error = 0;
    double slope = 0;  ///< how it moves with the unit's own figure, unless by having the best
};

/// What a run reads and writes: whole tiles.
struct adjoint_columns {
    const double* leaves = nullptr;       ///< by leaf
    const double* leaf_errors = nullptr;  ///< the same
    const double* leaf_given = nullptr;   ///< the same: 1 where the unit has the derived figure, else 0
    const adjoint_term* terms = nullptr;  ///< by cohort term of the formula
    bool alone = false;                   ///< terms are references, which no unit moves
    double* values = nullptr;             ///< by step
    double* errors = nullptr;             ///< the same
    double* slopes = nullptr;             ///< the same: the derivative of the points by it
    double* slope_errors = nullptr;       ///< the same
};

namespace kernels {

/// The steps of a rule on one tile.
class adjoint_forwards {
  public:
    DTI_KERNEL adjoint_forwards(const adjoint_program& program, const adjoint_columns& columns)
        : steps_(program.steps.data()), count_(program.steps.size()), columns_(columns) {
        for (std::size_t i = 0; i < tile_lanes; ++i) {
            doubt_[i] = 0;
        }
    }

    /// Returns the lanes in doubt.
    DTI_KERNEL lane_mask run() {
        for (std::size_t step = 0; step < count_; ++step) {
            go_forwards(steps_[step], step);
        }
        lane_mask bits = 0;
        for (std::size_t i = 0; i < tile_lanes; ++i) {
            bits |= (doubt_[i] & one) << i;
        }
        return bits;
    }

  private:
    DTI_KERNEL near_number at(std::uint32_t step, std::size_t lane) const {
        const std::size_t place = step * tile_lanes + lane;
        return {columns_.values[place], columns_.errors[place]};
    }

    /// value[step] = result(lane)
    template <class Result>
    DTI_KERNEL void fill(std::size_t step, Result result) {
        double
            values[tile_lanes];  // NOLINT(*-avoid-c-arrays): apart from all columns, so that loops vectorise
        double errors[tile_lanes];  // NOLINT(*-avoid-c-arrays)
        for (std::size_t i = 0; i < tile_lanes; ++i) {
            const near_number found = result(i);
            values[i] = found.value;
            errors[i] = found.error;
        }
        __builtin_memcpy(columns_.values + step * tile_lanes, values, sizeof values);
        __builtin_memcpy(columns_.errors + step * tile_lanes, errors, sizeof errors);
    }
    template <class Operation>
    DTI_KERNEL void fill_with(const adjoint_step& step, std::size_t index, Operation operation) {
        fill(
            index, [&](std::size_t i)
                       __attribute__((always_inline)) { return operation(at(step.a, i), at(step.b, i)); });
    }
    /// The order of a and b decides.
    template <class Decide>
    DTI_KERNEL void fill_decided(const adjoint_step& step, std::size_t index, Decide decide) {
        const bool moves = steps_[step.a].moves || steps_[step.b].moves;
        fill(
            index, [&](std::size_t i) __attribute__((always_inline)) {
                const near_number a = at(step.a, i);
                const near_number b = at(step.b, i);
                doubt_[i] |= is_doubtful(a, b, moves);
                return decide(a, b);
            });
    }
    /// Marks lanes where it is not known whether a is 0.
    DTI_KERNEL void ask_truth(std::uint32_t a) {
        const bool moves = steps_[a].moves;
        for (std::size_t i = 0; i < tile_lanes; ++i) {
            doubt_[i] |= is_doubtful(at(a, i), {0, 0}, moves);
        }
    }

    /// Rounded to whole multiples of 1 / scale by `cut`; doubtful where that may come out otherwise, which is
    /// near the multiples, or half-way between them.
    template <class Cut>
    DTI_KERNEL void fill_rounded(const adjoint_step& step, std::size_t index, double scale, bool half,
                                 Cut cut) {
        const bool moves = steps_[step.a].moves;
        fill(
            index, [&](std::size_t i) __attribute__((always_inline)) {
                const near_number a = at(step.a, i);
                const near_number scaled = near_product(a, {scale, 0});
                const double from = half ? scaled.value + 0.5 : scaled.value;
                const double off = size_of(from - __builtin_floor(from + 0.5));
                const double error = scaled.error + DTI_ROUNDED(unit_error * size_of(from));
                const bool apart = off > error;
                const bool known = !moves & (a.error == 0) & (scale == 1);
                const bool small = size_of(scaled.value) < 0x1p50;
                doubt_[i] |= ((apart | known) & small) ? zero : one;
                const double result = cut(scaled.value) / scale;
                return near_number{result, scale == 1 ? 0.0 : unit_error * size_of(result)};
            });
    }

    DTI_KERNEL void go_forwards(const adjoint_step& step, std::size_t index) {
        DTI_KEEP_PRODUCTS
        switch (step.op) {
            case adjoint_op::constant:
                fill(
                    index, [&](std::size_t) __attribute__((always_inline)) {
                        return near_number{step.x, step.error};
                    });
                return;
            case adjoint_op::figure:
            case adjoint_op::given: {
                const std::size_t first = step.column * tile_lanes;
                const bool computes = step.op == adjoint_op::given;
                fill(
                    index, [&](std::size_t i) __attribute__((always_inline)) {
                        const near_number leaf{columns_.leaves[first + i], columns_.leaf_errors[first + i]};
                        const near_number other = at(computes ? step.a : 0, i);
                        const bool is_leaf = !computes | (columns_.leaf_given[first + i] != 0);
                        return near_number{is_leaf ? leaf.value : other.value,
                                           is_leaf ? leaf.error : other.error};
                    });
                return;
            }
            case adjoint_op::term: {
                const adjoint_term& term = columns_.terms[step.parameter];
                const bool best = step.best && step.moves && !columns_.alone;
                fill(
                    index, [&](std::size_t i) __attribute__((always_inline)) {
                        const near_number value{term.value, term.error};
                        doubt_[i] |= best ? is_doubtful(at(step.a, i), value, true) : zero;
                        return value;
                    });
                return;
            }
            case adjoint_op::negate:
                fill(
                    index, [&](std::size_t i) __attribute__((always_inline)) {
                        return near_number{-at(step.a, i).value, at(step.a, i).error};
                    });
                return;
            case adjoint_op::add:
                fill_with(
                    step, index, [](near_number a, near_number b) __attribute__((always_inline)) {
                        return near_sum(a, b);
                    });
                return;
            case adjoint_op::subtract:
                fill_with(
                    step, index, [](near_number a, near_number b) __attribute__((always_inline)) {
                        return near_sum(a, {-b.value, b.error});
                    });
                return;
            case adjoint_op::multiply:
                fill_with(
                    step, index, [](near_number a, near_number b) __attribute__((always_inline)) {
                        return near_product(a, b);
                    });
                return;
            case adjoint_op::divide:
                fill(
                    index, [&](std::size_t i) __attribute__((always_inline)) {
                        const near_number b = at(step.b, i);
                        doubt_[i] |= size_of(b.value) > b.error ? zero : one;
                        return near_quotient(at(step.a, i), b);
                    });
                return;
            case adjoint_op::minimum:
                fill_decided(
                    step, index, [](near_number a, near_number b) __attribute__((always_inline)) {
                        return near_number{b.value < a.value ? b.value : a.value,
                                           b.value < a.value ? b.error : a.error};
                    });
                return;
            case adjoint_op::maximum:
                fill_decided(
                    step, index, [](near_number a, near_number b) __attribute__((always_inline)) {
                        return near_number{a.value < b.value ? b.value : a.value,
                                           a.value < b.value ? b.error : a.error};
                    });
                return;
            case adjoint_op::absolute:
                ask_truth(step.a);
                fill(
                    index, [&](std::size_t i) __attribute__((always_inline)) {
                        return near_number{size_of(at(step.a, i).value), at(step.a, i).error};
                    });
                return;
            case adjoint_op::floor:
                fill_rounded(
                    step, index, 1, false,
                    [](double x) __attribute__((always_inline)) { return __builtin_floor(x); });
                return;
            case adjoint_op::ceil:
                fill_rounded(
                    step, index, 1, false,
                    [](double x) __attribute__((always_inline)) { return __builtin_ceil(x); });
                return;
            case adjoint_op::round:
                fill_rounded(
                    step, index, step.x, true, [](double x) __attribute__((always_inline)) {
                        return __builtin_trunc(x + __builtin_copysign(0.5, x));
                    });
                return;
            case adjoint_op::less:
                fill_decided(
                    step, index, [](near_number a, near_number b) __attribute__((always_inline)) {
                        return truth(a.value < b.value);
                    });
                return;
            case adjoint_op::less_equal:
                fill_decided(
                    step, index, [](near_number a, near_number b) __attribute__((always_inline)) {
                        return truth(!(b.value < a.value));
                    });
                return;
            case adjoint_op::equal:
                fill_decided(
                    step, index, [](near_number a, near_number b) __attribute__((always_inline)) {
                        return truth(a.value == b.value);
                    });
                return;
            case adjoint_op::logic_and:
                ask_truth(step.a);
                ask_truth(step.b);
                fill_with(
                    step, index, [](near_number a, near_number b) __attribute__((always_inline)) {
                        return truth((a.value != 0) & (b.value != 0));
                    });
                return;
            case adjoint_op::logic_or:
                ask_truth(step.a);
                ask_truth(step.b);
                fill_with(
                    step, index, [](near_number a, near_number b) __attribute__((always_inline)) {
                        return truth((a.value != 0) | (b.value != 0));
                    });
                return;
            case adjoint_op::logic_not:
                ask_truth(step.a);
                fill(
                    index, [&](std::size_t i)
                               __attribute__((always_inline)) { return truth(at(step.a, i).value == 0); });
                return;
            case adjoint_op::select:
                ask_truth(step.a);
                fill(
                    index, [&](std::size_t i) __attribute__((always_inline)) {
                        const bool yes = at(step.a, i).value != 0;
                        const near_number b = at(step.b, i);
                        const near_number c = at(step.c, i);
                        return near_number{yes ? b.value : c.value, yes ? b.error : c.error};
                    });
                return;
        }
    }

    const adjoint_step* steps_;
    std::size_t count_;
    const adjoint_columns& columns_;
    std::uint64_t doubt_[tile_lanes];  // NOLINT(*-avoid-c-arrays): of fixed size, vectorises
};

}  // namespace kernels

}  // namespace dti::inline v0
