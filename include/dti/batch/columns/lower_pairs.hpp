// What formulas say in pairs of a threshold (or an option) and a value, as values of a column graph: steps,
// lines, choices, and an `if` that compares with a constant.
//
// In: an instruction of a formula and the values that it reads. Out: the value of the instruction.
#pragma once

#include "dti/batch/columns/graph.hpp"
#include "dti/formula/program.hpp"

#include <optional>
#include <vector>

namespace dti::inline v0::detail {

class pair_lowering {
  public:
    pair_lowering(column_graph& graph, column_program& out) : graph_(graph), out_(out) {}

    value_index steps(const program& code, const std::vector<double>& constants, std::uint32_t mask,
                      const instruction& step, const std::vector<value_index>& values) {
        const value_index x = graph_.as_column(values[step.a]);
        const value_index below = values[code.arguments[step.b + 2 * step.c]];
        std::vector<step_pair> pairs;
        bool all_constant = graph_.at(below).kind == value_kind::constant;
        for (std::uint32_t pair = 0; pair < step.c; ++pair) {
            const column_value& value = graph_.at(values[code.arguments[step.b + 2 * pair + 1]]);
            all_constant = all_constant && value.kind == value_kind::constant;
            pairs.push_back({constants[code.arguments[step.b + 2 * pair]], value.x});
        }
        if (all_constant) {
            return constant_pairs(column_op::steps, mask, x, graph_.at(below).x, pairs);
        }
        value_index result = graph_.as_column(below);
        for (std::uint32_t pair = 0; pair < step.c; ++pair) {
            const value_index value = graph_.as_column(values[code.arguments[step.b + 2 * pair + 1]]);
            result = graph_.operation(column_op::at_least, mask, x, value, result, pairs[pair].threshold);
        }
        return result;
    }

    /// `if x >= constant then constant else constant` and its like, which are steps of one pair.
    std::optional<value_index> threshold(std::uint32_t mask, const instruction& step,
                                         const std::vector<value_index>& values) {
        const auto is_constant = [&](value_index index) {
            return graph_.at(index).kind == value_kind::constant;
        };
        const column_value test = graph_.at(values[step.a]);
        if (test.kind != value_kind::operation || !is_constant(values[step.b]) ||
            !is_constant(values[step.c])) {
            return std::nullopt;
        }
        const double yes = graph_.at(values[step.b]).x;
        const double no = graph_.at(values[step.c]).x;
        if (test.op == column_op::less_equal && is_constant(test.a) && !is_constant(test.b)) {
            return constant_pairs(column_op::steps, mask, test.b, no, {{graph_.at(test.a).x, yes}});
        }
        if (test.op == column_op::less && !is_constant(test.a) && is_constant(test.b)) {
            return constant_pairs(column_op::steps, mask, test.a, yes, {{graph_.at(test.b).x, no}});
        }
        return std::nullopt;
    }

    value_index line(const program& code, const std::vector<double>& constants, std::uint32_t mask,
                     const instruction& step, const std::vector<value_index>& values) {
        const value_index x = graph_.as_column(values[step.a]);
        const auto threshold = [&](std::uint32_t pair) {
            return constants[code.arguments[step.b + 2 * pair]];
        };
        const auto value = [&](std::uint32_t pair) { return values[code.arguments[step.b + 2 * pair + 1]]; };
        value_index result = graph_.as_column(value(0));
        for (std::uint32_t pair = 0; pair + 1 < step.c; ++pair) {
            // low + (high - low) · (x - left) / (right - left); `low` itself at the left end, as run.hpp has
            // it
            const value_index left = graph_.constant(threshold(pair));
            const value_index rise = difference(value(pair + 1), value(pair), mask);
            const value_index run = graph_.operation(column_op::subtract, mask, x, left);
            const value_index area = graph_.operation(column_op::multiply, mask, rise, run);
            const value_index share = graph_.operation(
                column_op::divide, mask, area, graph_.constant(threshold(pair + 1) - threshold(pair)));
            const value_index on = graph_.operation(column_op::add, mask, value(pair), share);
            const value_index here = graph_.operation(column_op::is_option, mask, x,
                                                      graph_.as_column(value(pair)), on, threshold(pair));
            result = graph_.operation(column_op::at_least, mask, x, here, result, threshold(pair));
        }
        return graph_.operation(column_op::at_least, mask, x, graph_.as_column(value(step.c - 1)), result,
                                threshold(step.c - 1));
    }

    /// `x` is the figure whose options they are.
    value_index choice(const program& code, std::uint32_t mask, value_index x, const instruction& step,
                       const std::vector<value_index>& values) {
        const value_index other = values[code.arguments[step.b + 2 * step.c]];
        std::vector<step_pair> pairs;
        bool all_constant = graph_.at(other).kind == value_kind::constant;
        for (std::uint32_t pair = 0; pair < step.c; ++pair) {
            const column_value& value = graph_.at(values[code.arguments[step.b + 2 * pair + 1]]);
            all_constant = all_constant && value.kind == value_kind::constant;
            pairs.push_back({static_cast<double>(code.arguments[step.b + 2 * pair]), value.x});
        }
        if (all_constant) {
            return constant_pairs(column_op::options, mask, x, graph_.at(other).x, pairs);
        }
        value_index result = graph_.as_column(other);
        for (std::uint32_t pair = 0; pair < step.c; ++pair) {
            const value_index value = graph_.as_column(values[code.arguments[step.b + 2 * pair + 1]]);
            result = graph_.operation(column_op::is_option, mask, x, value, result,
                                      static_cast<double>(code.arguments[step.b + 2 * pair]));
        }
        return result;
    }

  private:
    value_index constant_pairs(column_op op, std::uint32_t mask, value_index x, double other,
                               const std::vector<step_pair>& pairs) {
        const auto first = static_cast<std::uint32_t>(out_.pairs.size());
        out_.pairs.insert(out_.pairs.end(), pairs.begin(), pairs.end());
        return graph_.pairs(op, mask, x, other, first, pairs);
    }

    value_index difference(value_index a, value_index b, std::uint32_t mask) {
        const column_value& left = graph_.at(a);
        const column_value& right = graph_.at(b);
        if (left.kind == value_kind::constant && right.kind == value_kind::constant) {
            return graph_.constant(left.x - right.x);
        }
        return graph_.operation(column_op::subtract, mask, a, b);
    }

    column_graph& graph_;
    column_program& out_;
};

}  // namespace dti::inline v0::detail
