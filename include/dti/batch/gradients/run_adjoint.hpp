// Runs the steps of a rule forwards and backwards on 64 lanes, with a bound on every error.
//
// In: leaf columns and what each is off by. Out: the derivatives of the points by every step, what they are
// off by at the most, and the lanes where doubles do not tell which side of a kink a value is on. Inlined
// into functions for each instruction set.
#pragma once

#include "dti/batch/gradients/adjoint_forwards.hpp"

#include <cstddef>

namespace dti::inline v0 {

namespace kernels {

/// The same steps from the last to the first: each passes on what the points move by, as it moves.
class adjoint_backwards {
  public:
    DTI_KERNEL adjoint_backwards(const adjoint_program& program, const adjoint_columns& columns)
        : steps_(program.steps.data()), count_(program.steps.size()), columns_(columns) {}

    DTI_KERNEL void run() {
        for (std::size_t i = 0; i < count_ * tile_lanes; ++i) {
            columns_.slopes[i] = 0;
            columns_.slope_errors[i] = 0;
        }
        for (std::size_t i = 0; i < tile_lanes; ++i) {
            columns_.slopes[(count_ - 1) * tile_lanes + i] = 1;
        }
        for (std::size_t step = count_; step-- > 0;) {
            if (steps_[step].moves) {
                go_backwards(steps_[step], step);
            }
        }
    }

  private:
    DTI_KERNEL near_number at(std::uint32_t step, std::size_t lane) const {
        const std::size_t place = step * tile_lanes + lane;
        return {columns_.values[place], columns_.errors[place]};
    }

    /// Adds to the derivative by step `to`, which moves the points through the one that is looked at.
    template <class Part>
    DTI_KERNEL void pass(std::uint32_t to, std::size_t from, Part part) {
        if (!steps_[to].moves) {
            return;
        }
        const double* const slopes = columns_.slopes;
        const double* const errors = columns_.slope_errors;
        double sums[tile_lanes];  // NOLINT(*-avoid-c-arrays): apart from all columns, so that loops vectorise
        double off[tile_lanes];   // NOLINT(*-avoid-c-arrays)
        for (std::size_t i = 0; i < tile_lanes; ++i) {
            const std::size_t source = from * tile_lanes + i;
            const std::size_t place = to * tile_lanes + i;
            const near_number sum = near_sum({slopes[place], errors[place]},
                                             part(near_number{slopes[source], errors[source]}, i));
            sums[i] = sum.value;
            off[i] = sum.error;
        }
        __builtin_memcpy(columns_.slopes + to * tile_lanes, sums, sizeof sums);
        __builtin_memcpy(columns_.slope_errors + to * tile_lanes, off, sizeof off);
    }
    /// Passes all of it on where `holds`, else nothing.
    template <class Holds>
    DTI_KERNEL void pass_where(std::uint32_t to, std::size_t from, Holds holds) {
        pass(
            to, from, [&](near_number slope, std::size_t i) __attribute__((always_inline)) {
                const bool all = holds(i);
                return near_number{all ? slope.value : 0.0, all ? slope.error : 0.0};
            });
    }

    DTI_KERNEL void go_backwards(const adjoint_step& step, std::size_t index) {
        DTI_KEEP_PRODUCTS
        const auto value = [&](std::uint32_t of, std::size_t i) __attribute__((always_inline)) {
            return at(of, i).value;
        };
        switch (step.op) {
            case adjoint_op::given: {
                const double* const given = columns_.leaf_given + step.column * tile_lanes;
                pass_where(
                    step.a,
                    index, [&](std::size_t i) __attribute__((always_inline)) { return given[i] == 0; });
                return;
            }
            case adjoint_op::term: {
                const double slope = columns_.terms[step.parameter].slope;
                if (slope != 0 && !columns_.alone) {
                    pass(
                        step.a, index, [&](near_number by, std::size_t) __attribute__((always_inline)) {
                            return near_product(by, {slope, unit_error * size_of(slope)});
                        });
                }
                return;
            }
            case adjoint_op::negate:
                pass(
                    step.a, index, [](near_number by, std::size_t) __attribute__((always_inline)) {
                        return near_number{-by.value, by.error};
                    });
                return;
            case adjoint_op::add:
                pass_where(
                    step.a, index, [](std::size_t) __attribute__((always_inline)) { return true; });
                pass_where(
                    step.b, index, [](std::size_t) __attribute__((always_inline)) { return true; });
                return;
            case adjoint_op::subtract:
                pass_where(
                    step.a, index, [](std::size_t) __attribute__((always_inline)) { return true; });
                pass(
                    step.b, index, [](near_number by, std::size_t) __attribute__((always_inline)) {
                        return near_number{-by.value, by.error};
                    });
                return;
            case adjoint_op::multiply:
                pass(
                    step.a, index, [&](near_number by, std::size_t i) __attribute__((always_inline)) {
                        return near_product(by, at(step.b, i));
                    });
                pass(
                    step.b, index, [&](near_number by, std::size_t i) __attribute__((always_inline)) {
                        return near_product(by, at(step.a, i));
                    });
                return;
            case adjoint_op::divide:
                pass(
                    step.a, index, [&](near_number by, std::size_t i) __attribute__((always_inline)) {
                        return near_quotient(by, at(step.b, i));
                    });
                pass(
                    step.b, index, [&](near_number by, std::size_t i) __attribute__((always_inline)) {
                        const near_number quotient = at(static_cast<std::uint32_t>(index), i);
                        return near_product(near_quotient(by, at(step.b, i)),
                                            {-quotient.value, quotient.error});
                    });
                return;
            case adjoint_op::minimum:
                pass_where(
                    step.a, index, [&](std::size_t i) __attribute__((always_inline)) {
                        return !(value(step.b, i) < value(step.a, i));
                    });
                pass_where(
                    step.b, index, [&](std::size_t i) __attribute__((always_inline)) {
                        return value(step.b, i) < value(step.a, i);
                    });
                return;
            case adjoint_op::maximum:
                pass_where(
                    step.a, index, [&](std::size_t i) __attribute__((always_inline)) {
                        return !(value(step.a, i) < value(step.b, i));
                    });
                pass_where(
                    step.b, index, [&](std::size_t i) __attribute__((always_inline)) {
                        return value(step.a, i) < value(step.b, i);
                    });
                return;
            case adjoint_op::absolute:
                pass(
                    step.a, index, [&](near_number by, std::size_t i) __attribute__((always_inline)) {
                        return near_number{value(step.a, i) < 0 ? -by.value : by.value, by.error};
                    });
                return;
            case adjoint_op::select:
                pass_where(
                    step.b, index, [&](std::size_t i) __attribute__((always_inline)) {
                        return value(step.a, i) != 0;
                    });
                pass_where(
                    step.c, index, [&](std::size_t i) __attribute__((always_inline)) {
                        return value(step.a, i) == 0;
                    });
                return;
            default:
                return;  // leaves, and what does not move
        }
    }

    const adjoint_step* steps_;
    std::size_t count_;
    const adjoint_columns& columns_;
};

/// The derivative by one figure: up = down = slope · factor, 0 where that is 0. Returns the lanes where it is
/// off by more than 2^-44 of itself, thirteen digits, or not 0 for sure.
DTI_KERNEL lane_mask finish_slopes(double* __restrict slopes, double* __restrict errors,
                                   const double* __restrict factor) {
    lane_mask bits = 0;
    for (std::size_t i = 0; i < tile_lanes; ++i) {
        const bool known = errors[i] <= size_of(slopes[i]) * 0x1p-44;
        bits |= (known ? zero : one) << i;
    }
    for (std::size_t i = 0; i < tile_lanes; ++i) {
        const double gain = factor[i] == 0 ? 0.0 : DTI_ROUNDED(slopes[i] * factor[i]) + 0.0;
        slopes[i] = gain;
        errors[i] = gain;
    }
    return bits;
}

/// Fills the columns; returns the lanes that are in doubt. Domain: the program has a step.
DTI_KERNEL lane_mask run_adjoint(const adjoint_program& program, const adjoint_columns& columns) {
    const lane_mask doubtful = adjoint_forwards(program, columns).run();
    adjoint_backwards(program, columns).run();
    return doubtful;
}

}  // namespace kernels

}  // namespace dti::inline v0
