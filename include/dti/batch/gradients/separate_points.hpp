// An indicator's rule as a sum of functions of one variable each, where it is one: most rules are.
//
// In: a compiled indicator. Out: its variables (a figure, a quotient of two figures, either as a share of the
// cohort's best) and the piecewise straight line of each, whose sum the points are. Rules that are no such
// sum (products of figures, means of the cohort, powers) are left to others. Next: slope_table.hpp.
#pragma once

#include "dti/batch/gradients/line_sum.hpp"
#include "dti/evaluate/compiled_definition.hpp"

#include <optional>
#include <span>
#include <utility>
#include <vector>

namespace dti::inline v0 {

/// What a line is a function of.
struct line_variable {
    std::uint32_t top = 0;                  ///< slot of a figure
    std::optional<std::uint32_t> bottom{};  ///< slot of the figure that it is divided by
    std::optional<std::uint32_t>
        derived{};                        ///< slot of the derived figure that the quotient is, if it is one
    std::optional<std::uint32_t> best{};  ///< the cohort term that it is divided by: its own greatest figure
    friend bool operator==(const line_variable&, const line_variable&) = default;

    /// The slot that all of it is the figure of; nothing of a quotient that has no name.
    [[nodiscard]] std::optional<std::uint32_t> slot() const noexcept {
        return bottom ? derived : std::optional(top);
    }
};

/// A variable and what it adds to the points.
struct line_part {
    line_variable variable{};
    piecewise_line line{};
};

namespace detail {

class points_separator {
  public:
    explicit points_separator(const compiled_indicator& item) : item_(item) {}

    /// Domain: the indicator has a formula.
    [[nodiscard]] std::optional<std::vector<line_part>> separate(const std::optional<int>& decimals) {
        const program& code = *item_.points;
        for (const instruction& step : code.instructions) {
            values_.push_back(lower(code, step));
        }
        maybe_sum points = keep(std::move(values_.back()), decimals);
        if (!points) {
            return std::nullopt;
        }
        std::vector<line_part> parts;
        for (line_sum::part& part : points->parts) {
            parts.push_back({variables_[part.variable], std::move(part.line)});
        }
        return are_apart(parts) ? std::optional(std::move(parts)) : std::nullopt;
    }

  private:
    maybe_sum of(const line_variable& variable, piecewise_line line) {
        const auto found = std::find(variables_.begin(), variables_.end(), variable);
        const auto index = static_cast<std::size_t>(found - variables_.begin());
        if (found == variables_.end()) {
            variables_.push_back(variable);
        }
        return sum_of(index, std::move(line));
    }

    maybe_sum lower(const program& code, const instruction& step) {
        const auto value = [&](std::uint32_t index) -> const maybe_sum& { return values_[index]; };
        const auto one = [&](std::uint32_t index) { return as_single(values_[index]); };
        switch (step.op) {
            case opcode::constant:
                return constant_sum(code.constants[step.a]);
            case opcode::load:
                return load(step.a);
            case opcode::cohort:
                return std::nullopt;  // but as a divisor: see divide()
            case opcode::negate:
                return scaled(value(step.a), exact(-1));
            case opcode::add:
                return added(value(step.a), value(step.b));
            case opcode::subtract:
                return added(value(step.a), scaled(value(step.b), exact(-1)));
            case opcode::multiply:
                if (const std::optional<exact> factor = as_constant(value(step.a))) {
                    return scaled(value(step.b), *factor);
                }
                if (const std::optional<exact> factor = as_constant(value(step.b))) {
                    return scaled(value(step.a), *factor);
                }
                return std::nullopt;
            case opcode::divide:
                return divide(code, step);
            case opcode::power:
                return step.parameter == 1 ? value(step.a) : std::nullopt;
            case opcode::minimum:
                return finished(smaller_line(one(step.a), one(step.b)));
            case opcode::maximum:
                return finished(larger_line(one(step.a), one(step.b)));
            case opcode::absolute:
                return finished(larger_line(one(step.a), as_single(scaled(value(step.a), exact(-1)))));
            case opcode::floor:
                return stepwise(one(step.a), [](const exact& x) { return dti::floor(x); });
            case opcode::ceil:
                return stepwise(one(step.a), [](const exact& x) { return dti::ceil(x); });
            case opcode::round:
                return stepwise(one(step.a),
                                [&](const exact& x) { return round_half_up(x, step.parameter); });
            case opcode::less:
                return finished(compared_lines(one(step.a), one(step.b), 1, 0, 0));
            case opcode::less_equal:
                return finished(compared_lines(one(step.a), one(step.b), 1, 1, 0));
            case opcode::equal:
                return finished(compared_lines(one(step.a), one(step.b), 0, 1, 0));
            case opcode::not_equal:
                return finished(compared_lines(one(step.a), one(step.b), 1, 0, 1));
            case opcode::logic_and: {
                const std::optional<single_line> second =
                    by_sign(one(step.b), truth_line(1), truth_line(0), truth_line(1));
                return finished(by_sign(one(step.a), second, truth_line(0), second));
            }
            case opcode::logic_or: {
                const std::optional<single_line> second =
                    by_sign(one(step.b), truth_line(1), truth_line(0), truth_line(1));
                return finished(by_sign(one(step.a), truth_line(1), second, truth_line(1)));
            }
            case opcode::logic_not:
                return finished(by_sign(one(step.a), truth_line(0), truth_line(1), truth_line(0)));
            case opcode::select:
                return finished(by_sign(one(step.a), one(step.b), one(step.c), one(step.b)));
            case opcode::steps:
            case opcode::line:
                return finished(table(code, step));
            case opcode::choice:
                return std::nullopt;
        }
        return std::nullopt;
    }

    maybe_sum load(std::uint32_t slot) {
        if (is_number_input(slot)) {
            return of({.top = slot}, piecewise_line::identity());
        }
        for (const derived_program& derived : item_.derive) {
            if (derived.slot == slot && item_.scope.entries[slot].type == figure_type::number) {
                const std::vector<instruction>& steps = derived.code.instructions;
                if (steps.size() == 3 && steps[2].op == opcode::divide) {
                    const instruction& top = steps[steps[2].a];
                    const instruction& bottom = steps[steps[2].b];
                    if (top.op == opcode::load && bottom.op == opcode::load && top.a != bottom.a &&
                        is_number_input(top.a) && is_number_input(bottom.a)) {
                        return of({.top = top.a, .bottom = bottom.a, .derived = slot},
                                  piecewise_line::identity());
                    }
                }
            }
        }
        return std::nullopt;
    }
    [[nodiscard]] bool is_number_input(std::uint32_t slot) const {
        return slot < item_.scope.inputs && item_.scope.entries[slot].type == figure_type::number;
    }

    /// By a constant, by another figure, or by the figure's own greatest in the cohort.
    maybe_sum divide(const program& code, const instruction& step) {
        const maybe_sum& top = values_[step.a];
        if (const std::optional<exact> divisor = as_constant(values_[step.b])) {
            return divisor->is_zero() ? std::nullopt : scaled(top, exact(1) / *divisor);
        }
        const std::optional<exact> factor = multiple_of_one(top);
        if (!factor) {
            return std::nullopt;
        }
        line_variable variable = variables_[top->parts[0].variable];
        if (variable.best) {
            return std::nullopt;
        }
        const instruction& bottom = code.instructions[step.b];
        if (bottom.op == opcode::cohort) {
            const cohort_term& term = code.cohort_terms[bottom.a];
            if (term.function != cohort_function::max || variable.slot() != term.slot) {
                return std::nullopt;
            }
            variable.best = bottom.a;
            return of(variable, piecewise_line::identity() * *factor);
        }
        const std::optional<exact> divisor = multiple_of_one(values_[step.b]);
        if (!divisor || variable.bottom) {
            return std::nullopt;
        }
        const line_variable& by = variables_[values_[step.b]->parts[0].variable];
        if (by.bottom || by.best || by.top == variable.top) {
            return std::nullopt;
        }
        variable.bottom = by.top;
        return of(variable, piecewise_line::identity() * (*factor / *divisor));
    }
    static std::optional<exact> multiple_of_one(const maybe_sum& value) {
        return value && value->parts.size() == 1 && value->constant.is_zero()
                   ? value->parts[0].line.as_multiple()
                   : std::nullopt;
    }

    template <class Function>
    static maybe_sum stepwise(const std::optional<single_line>& value, Function function) {
        return value && value->line.is_steps()
                   ? finished(single_line{value->variable, value->line.mapped(function)})
                   : std::nullopt;
    }

    /// `steps` and `line`: from each threshold on another function.
    [[nodiscard]] std::optional<single_line> table(const program& code, const instruction& step) const {
        const std::optional<single_line> x = as_single(values_[step.a]);
        const auto operand = [&](std::uint32_t pair) {
            return as_single(values_[code.arguments[step.b + 2 * pair + 1]]);
        };
        const auto place = [&](std::uint32_t pair) -> const exact& {
            return code.constants[code.arguments[step.b + 2 * pair]];
        };
        const bool bent = step.op == opcode::line;
        std::optional<single_line> result =
            bent ? operand(0) : as_single(values_[code.arguments[step.b + 2 * step.c]]);
        for (std::uint32_t pair = 0; pair < step.c && x && result; ++pair) {
            const std::optional<single_line> from_there =
                difference(x, single_line{{}, piecewise_line(place(pair))});
            std::optional<single_line> above = operand(pair);
            if (bent && pair + 1 < step.c) {
                const std::optional<exact> rise = as_constant(finished(difference(operand(pair + 1), above)));
                if (!rise) {
                    return std::nullopt;
                }
                above = as_single(added(
                    finished(above), scaled(finished(from_there), *rise / (place(pair + 1) - place(pair)))));
            }
            result = by_sign(from_there, result, operand(pair), above);
        }
        return x ? result : std::nullopt;
    }

    /// Points as they count: within min_score..max_score, rounded by the definition.
    maybe_sum keep(maybe_sum value, const std::optional<int>& decimals) const {
        const exact& least = item_.source->min_score;
        const exact& most = item_.source->max_score;
        if (!is_within(value, least, most)) {
            value =
                finished(larger_line(smaller_line(as_single(value), single_line{{}, piecewise_line(most)}),
                                     single_line{{}, piecewise_line(least)}));
        }
        return decimals ? stepwise(as_single(value),
                                   [&](const exact& points) { return round_half_up(points, *decimals); })
                        : value;
    }
    static bool is_within(const maybe_sum& value, const exact& least, const exact& most) {
        if (!value) {
            return false;
        }
        exact low = value->constant;
        exact high = value->constant;
        for (const line_sum::part& part : value->parts) {
            const std::optional<exact> part_low = part.line.low();
            const std::optional<exact> part_high = part.line.high();
            if (!part_low || !part_high) {
                return false;
            }
            low += *part_low;
            high += *part_high;
        }
        return least <= low && high <= most;
    }

    /// Whether no figure stands in two variables: then each moves one line alone.
    [[nodiscard]] bool are_apart(const std::vector<line_part>& parts) const {
        std::vector<char> seen(item_.slots());
        const auto meets = [&](const std::optional<std::uint32_t>& slot) {
            return slot && std::exchange(seen[*slot], 1) != 0;
        };
        return std::none_of(parts.begin(), parts.end(), [&](const line_part& part) {
            const line_variable& variable = part.variable;
            const bool top = meets(variable.top);
            const bool bottom = meets(variable.bottom);
            return meets(variable.derived) || top || bottom;
        });
    }

    const compiled_indicator& item_;
    std::vector<line_variable> variables_;
    std::vector<maybe_sum> values_;  // by instruction
};

}  // namespace detail

/// The parts of an indicator's points, each of other figures; nothing where the rule is no such sum. Points
/// of no part are constant. `decimals` is the definition's `rounding.points`. Domain: the indicator has a
/// formula.
[[nodiscard]] inline std::optional<std::vector<line_part>> separate_points(
    const compiled_indicator& item, const std::optional<int>& decimals) {
    return detail::points_separator(item).separate(decimals);
}

}  // namespace dti::inline v0
