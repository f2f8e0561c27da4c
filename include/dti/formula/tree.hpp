// A formula as a tree: what parse.hpp makes of a text, before names have a meaning.
//
// Nodes lie in one array and name their children by index; every node knows the byte of the text it came
// from. Next stage: compile.hpp (names, types, constants → program).
#pragma once

#include "dti/number/exact.hpp"
#include "dti/text/diagnostic.hpp"

#include <cstdint>
#include <string>
#include <vector>

namespace dti::inline v0 {

enum class formula_op : std::uint8_t {
    number,       ///< `value`
    name,         ///< `name`
    conditional,  ///< condition, then, else
    logic_or,
    logic_and,
    logic_not,
    less,
    less_equal,
    greater,
    greater_equal,
    equal,
    not_equal,
    add,
    subtract,
    multiply,
    divide,
    negate,
    power,  ///< child 0 to the integer `parameter`
    minimum,
    maximum,
    absolute,
    floor,
    ceil,
    round,   ///< child 0 to `parameter` decimals
    clamp,   ///< x, low, high
    cohort,  ///< function `function` over `name`
    steps,   ///< x, then threshold and value in turn, last the `else` value if `has_else`
    line,    ///< x, then position and value in turn
    choice   ///< `name`, a value for each of `options`, last the `else` value if `has_else`
};

enum class cohort_function : std::uint8_t { max, min, mean, sum, count, share_of_best };

using node_index = std::uint32_t;

struct formula_node {
    formula_op op = formula_op::number;
    std::size_t offset = 0;
    exact value;
    int parameter = 0;
    bool has_else = false;
    cohort_function function = cohort_function::max;
    std::string name;
    std::size_t name_offset = 0;
    std::vector<node_index> children;
    std::vector<std::string> options;
    std::vector<std::size_t> option_offsets;
};

/// One anchor of the notation by example: `points`/`max_score` points at a rate.
struct formula_anchor {
    exact points;
    exact max_score;
    exact rate;
    std::size_t offset = 0;            ///< of the anchor
    std::size_t max_score_offset = 0;  ///< of its maximum
    std::size_t rate_offset = 0;
};

/// A parsed formula: entered by assessors (`points`), by example (anchors), or an expression (nodes and
/// root).
struct formula_tree {
    bool entered = false;
    std::vector<formula_anchor> anchors;
    std::vector<formula_node> nodes;
    node_index root = 0;
};

/// A mistake at a byte of a formula's text.
struct formula_fault {
    std::size_t offset = 0;
    message what;
};

/// Limits that keep hostile formulas cheap; each is named by the error it causes.
struct formula_limits {
    static constexpr std::size_t length = 4000;  ///< bytes
    static constexpr int nesting = 100;          ///< brackets, `if`, `not`, `-` inside each other
    static constexpr int exponent = 64;          ///< of `^`, either sign
    static constexpr std::uint64_t growth =
        1000;  ///< how many figures the largest exact result may multiply together
};

}  // namespace dti::inline v0
