// One step of a column program: an operation on 64 lanes at once.
//
// In: made by compile.hpp from formulas. Out: run.hpp executes it. A lane is one unit of one scenario; a
// column holds one figure of 64 lanes, a mask one bit a lane.
//
// Columns are computed eagerly, every branch of a formula for every lane. That is the same as what
// formula/run.hpp computes wherever all figures are there and all results are finite; a lane where a checked
// column is not finite is marked in a mask, and settled by formula/run.hpp itself.
#pragma once

#include <cstddef>
#include <cstdint>
#include <vector>

namespace dti::inline v0 {

/// Lanes of a tile: few enough for its columns to stay in the first cache, a constant for the compiler.
inline constexpr std::size_t tile_lanes = 64;
/// One bit a lane, the first lane the lowest.
using lane_mask = std::uint64_t;

enum class column_op : std::uint8_t {
    fill,  ///< x
    copy,  ///< a
    add,
    subtract,
    multiply,
    divide,
    minimum,
    maximum,
    less,
    less_equal,
    equal,
    not_equal,
    logic_and,
    logic_or,
    logic_not,
    negate,
    absolute,
    floor,
    ceil,
    round,         ///< a rounded half-up to decimals, of which x is the power of ten
    select,        ///< a is not 0 ? b : c
    at_least,      ///< a is not below x ? b : c
    is_option,     ///< a is x ? b : c
    steps,         ///< of a; pairs[first…]: count pairs (threshold, value); x below all of them; checks a
    ratio_steps,   ///< `steps` of a / b; checks that and b
    options,       ///< of a; pairs[first…]: count pairs (option, value); x where a is none of them
    clamp,         ///< x · (y · a kept within low..high)
    ratio,         ///< x · (y · (a / b) kept within low..high)
    add_product,   ///< adds y · a to own column `to`
    share,         ///< a / x kept within low..high; own column to = from + y times that
    check,         ///< marks lanes where a is not finite
    check_yes_no,  ///< marks lanes where a is neither 0 nor 1
    check_option,  ///< marks lanes where a is no whole number in 0 .. x - 1
    mark_given,    ///< marks lanes where a is there
    given,  ///< a where it is there, else b; lanes where it is are marked no more, unless it is infinite
    clear_marks,  ///< marks no lane
    merge_marks,  ///< marks lanes that mask `first` marks
    finish,       ///< the end of part `first`, whose value is column a: if `adds`, own column to = from + a
    add_run       ///< the parts of run `first` at once, which follow: see `sum_run`
};

/// Which operands of a two-sided operation are columns; the other is the constant x.
enum class operand_kinds : std::uint8_t { columns, column_constant, constant_column };

struct column_step {
    column_op op = column_op::fill;
    operand_kinds kinds = operand_kinds::columns;
    bool checked = false;        ///< marks lanes whose result is not finite
    bool check_divisor = false;  ///< of `divide`: marks lanes whose b is not finite, as `ratio` does
    bool adds = false;           ///< of `finish`
    std::uint32_t mask = 0;      ///< what marks go to
    std::uint32_t out = 0;       ///< one of the tile's own columns
    std::uint32_t a = 0;         ///< a column of the tile's table
    std::uint32_t b = 0;
    std::uint32_t c = 0;
    double x = 0;
    double y = 1;
    double low = 0;
    double high = 0;
    std::uint32_t first = 0;
    std::uint32_t count = 0;
    std::uint32_t from =
        0;  ///< own columns: a sum before and behind a part, so that a part can be added again
    std::uint32_t to = 0;
};

/// A threshold and the value from there on; or an option and its value.
struct step_pair {
    double threshold = 0;
    double value = 0;
};

/// What the points of a part are, where they are computed so often that several parts are added up in one
/// loop.
enum class summand_kind : std::uint8_t {
    figure,  ///< a kept within low..high
    clamp,   ///< as column_op::clamp
    ratio,   ///< as column_op::ratio
    yes_no,  ///< y · a, where a is 0 or 1
    step,    ///< `steps` of one pair
    steps,   ///< `steps` of two or three
    option,  ///< `options` of one or two pairs, where a is a whole number in 0 .. high
    share    ///< what column_op::share adds
};

/// One part of a run; its names are those of column_step.
struct summand {
    summand_kind kind = summand_kind::figure;
    std::uint32_t a = 0;
    std::uint32_t b = 0;
    double x = 0;
    double y = 1;
    double low = 0;
    double high = 0;
    std::uint32_t first = 0;
    std::uint32_t count = 0;
};

/// Parts in a row, of one kind or a mix (see part_mix), that are added to one sum: own column to = from + the
/// first + the second, and so on. Where any lane would be marked nothing of that counts, and the parts'
/// own steps run.
struct sum_run {
    std::uint32_t first = 0;  ///< of column_program::summands
    std::uint32_t count = 0;
    std::uint32_t from = 0;
    std::uint32_t to = 0;     ///< not `from`, which the parts' own steps need again
    std::uint32_t steps = 0;  ///< of its parts, behind the `add_run`
    bool mixed = false;
};

/// Steps for all parts (indicators, figures, the roll-up), each part ended by a `finish`.
struct column_program {
    std::vector<column_step> steps;
    std::vector<step_pair> pairs;
    std::vector<summand> summands;
    std::vector<sum_run> runs;
    std::size_t masks = 1;

    [[nodiscard]] std::size_t size() const noexcept { return steps.size(); }
};

}  // namespace dti::inline v0
