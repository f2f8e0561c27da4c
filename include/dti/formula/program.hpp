// A compiled formula: a flat list of instructions over numbered slots, independent of the number type.
//
// In: made by compile.hpp. Out: run.hpp evaluates it for any number type; bind its constants once per type.
// Operands stand before the instruction that uses them, so one pass in order sees every value before its use.
#pragma once

#include "dti/formula/tree.hpp"

#include <cstdint>
#include <vector>

namespace dti::inline v0 {

enum class opcode : std::uint8_t {
    constant,  ///< constants[a]
    load,      ///< slots[a]
    cohort,    ///< cohort[a]
    negate,    ///< -a
    add,
    subtract,
    multiply,
    divide,
    power,  ///< a ^ parameter
    minimum,
    maximum,
    absolute,
    floor,
    ceil,
    round,  ///< a to `parameter` decimals
    less,
    less_equal,
    equal,
    not_equal,
    logic_and,
    logic_or,
    logic_not,
    select,  ///< a ? b : c
    steps,   ///< of a; arguments[b…]: c pairs (constant, operand), then the operand below all thresholds
    line,    ///< of a; arguments[b…]: c pairs (constant, operand)
    choice  ///< of slot a; arguments[b…]: c pairs (option, operand), then the operand of every other option
};

struct instruction {
    opcode op = opcode::constant;
    std::int32_t parameter = 0;
    std::uint32_t a = 0;
    std::uint32_t b = 0;
    std::uint32_t c = 0;
};

/// A cohort figure that a formula uses: a function over one slot of all units.
struct cohort_term {
    cohort_function function = cohort_function::max;
    std::uint32_t slot = 0;
    friend bool operator==(const cohort_term&, const cohort_term&) = default;
};

/// A compiled formula. Its value is that of the last instruction.
struct program {
    std::vector<instruction> instructions;
    std::vector<std::uint32_t> arguments;
    std::vector<exact> constants;
    std::vector<cohort_term> cohort_terms;
    std::vector<std::uint32_t>
        required;              ///< slots whose figure the formula names, in whatever branch; ascending
    std::uint64_t growth = 1;  ///< how many figures the value may multiply together: bounds exact sizes

    [[nodiscard]] std::uint32_t root() const noexcept {
        return static_cast<std::uint32_t>(instructions.size() - 1);
    }
};

}  // namespace dti::inline v0
