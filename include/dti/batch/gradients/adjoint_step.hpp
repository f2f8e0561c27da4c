// One step of a rule whose derivatives are found backwards: an operation on 64 lanes, each with a bound on
// its error.
//
// In: made by compile_adjoint.hpp from a formula and the derived figures that it rests on. Out:
// run_adjoint.hpp runs the steps forwards for the values and then backwards for the derivatives of the last
// one by all others.
#pragma once

#include <cstdint>
#include <vector>

namespace dti::inline v0 {

enum class adjoint_op : std::uint8_t {
    constant,  ///< x, off by `error` at the most
    figure,    ///< leaf column `column`
    given,     ///< leaf column `column` where it is given, else a
    term,  ///< x, a cohort figure that moves with a by `slope`; where `best`, only in the lane that has it
    negate,
    add,
    subtract,
    multiply,
    divide,
    minimum,
    maximum,
    absolute,
    floor,
    ceil,
    round,  ///< a to decimals, of which x is the power of ten
    less,   ///< truths are 1 and 0
    less_equal,
    equal,
    logic_and,
    logic_or,
    logic_not,
    select  ///< a ? b : c
};

struct adjoint_step {
    adjoint_op op = adjoint_op::constant;
    bool moves = false;  ///< whether any figure may move it by little: of truths and whole numbers none does
    bool best = false;
    std::uint32_t a = 0;  ///< steps before this one
    std::uint32_t b = 0;
    std::uint32_t c = 0;
    std::uint32_t column = 0;
    std::uint32_t parameter = 0;  ///< of `term`: which of the formula's
    double x = 0;
    double error = 0;
    double slope = 0;
};

/// Steps in order, the last the points. Leaf columns are numbered; `step_of` tells which step each slot is.
struct adjoint_program {
    std::vector<adjoint_step> steps;
};

}  // namespace dti::inline v0
