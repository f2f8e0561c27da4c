// The loops that gradients are found by, compiled for each instruction set: all give the same bits.
//
// In: kernels (find_slopes.hpp, run_adjoint.hpp). Out: pointers to functions for an instruction set.
#pragma once

#include "dti/batch/gradients/find_slopes.hpp"
#include "dti/batch/gradients/run_adjoint.hpp"
#include "dti/batch/lane_functions.hpp"

namespace dti::inline v0 {

/// What gradients do to many lanes at once. None of them throws or allocates.
struct gradient_functions {
    decltype(&kernels::find_slopes) find_slopes = nullptr;
    decltype(&kernels::run_adjoint) run_adjoint = nullptr;
    decltype(&kernels::finish_slopes) finish_slopes = nullptr;
};

/// The functions for an instruction set. Precondition: supported(wanted).
[[nodiscard]] inline gradient_functions gradient_functions_for(instruction_set wanted) noexcept {
    return {detail::function_for<&kernels::find_slopes>(wanted),
            detail::function_for<&kernels::run_adjoint>(wanted),
            detail::function_for<&kernels::finish_slopes>(wanted)};
}

}  // namespace dti::inline v0
