// A rule that is no sum of lines → steps for finding its derivatives backwards.
//
// In: a compiled indicator. Out: its steps, down to the figures that a unit may have, and where each slot's
// figure stands among them. Next: run_adjoint.hpp.
#pragma once

#include "dti/batch/gradients/adjoint_step.hpp"
#include "dti/evaluate/compiled_definition.hpp"
#include "dti/number/number.hpp"

#include <cmath>
#include <cstdlib>
#include <optional>
#include <utility>
#include <vector>

namespace dti::inline v0 {

/// What a double that is the nearest to a number may be off by; 0 where it is that number.
[[nodiscard]] inline double conversion_error(const exact& value, double nearest) {
    const bool same = std::isfinite(nearest) && exact::from_double(nearest) == value;
    return same ? 0 : std::abs(nearest) * 0x1p-52;
}

/// The steps of one indicator.
struct adjoint_rule {
    adjoint_program program{};
    std::vector<std::optional<std::uint32_t>> step_of_slot{};  ///< of the slots that the points rest on
    std::vector<std::uint32_t> leaves{};                       ///< by leaf column: its slot
};

namespace detail {

class adjoint_compiler {
  public:
    /// Larger rules are left to exact arithmetic.
    static constexpr std::size_t most_steps = 1024;

    explicit adjoint_compiler(const compiled_indicator& item) : item_(item) {
        made_.step_of_slot.resize(item.slots());
    }

    /// Domain: the indicator has a formula. Nothing where it is too large.
    [[nodiscard]] std::optional<adjoint_rule> compile(const std::optional<int>& decimals) {
        std::uint32_t points = lower(*item_.points);
        points = two(adjoint_op::minimum, points, constant(item_.source->max_score));
        points = two(adjoint_op::maximum, points, constant(item_.source->min_score));
        if (decimals) {
            points = rounded(points, *decimals);
        }
        return is_too_large() ? std::nullopt : std::optional(std::move(made_));
    }

  private:
    [[nodiscard]] bool is_too_large() const noexcept { return made_.program.steps.size() > most_steps; }

    std::uint32_t add(const adjoint_step& step) {
        made_.program.steps.push_back(step);
        return static_cast<std::uint32_t>(made_.program.steps.size() - 1);
    }
    [[nodiscard]] bool moves(std::uint32_t step) const { return made_.program.steps[step].moves; }

    std::uint32_t constant(const exact& value) {
        const double nearest = value.to_double();
        return add({.op = adjoint_op::constant, .x = nearest, .error = conversion_error(value, nearest)});
    }
    std::uint32_t one(adjoint_op op, std::uint32_t a) { return add({.op = op, .moves = moves(a), .a = a}); }
    std::uint32_t two(adjoint_op op, std::uint32_t a, std::uint32_t b) {
        return add({.op = op, .moves = moves(a) || moves(b), .a = a, .b = b});
    }
    /// Truths, and what is rounded: they jump, and do not move.
    std::uint32_t jumping(adjoint_op op, std::uint32_t a, std::uint32_t b = 0) {
        return add({.op = op, .a = a, .b = b});
    }
    std::uint32_t choose(std::uint32_t test, std::uint32_t yes, std::uint32_t no) {
        return add(
            {.op = adjoint_op::select, .moves = moves(yes) || moves(no), .a = test, .b = yes, .c = no});
    }
    std::uint32_t rounded(std::uint32_t a, int decimals) {
        return add({.op = adjoint_op::round, .a = a, .x = decimal_scale(decimals)});
    }

    std::uint32_t slot(std::uint32_t index) {
        if (const std::optional<std::uint32_t>& known = made_.step_of_slot[index]) {
            return *known;
        }
        const figure_type type = item_.scope.entries[index].type;
        const auto leaf = static_cast<std::uint32_t>(made_.leaves.size());
        made_.leaves.push_back(index);
        adjoint_step step{.op = adjoint_op::figure, .moves = type == figure_type::number, .column = leaf};
        for (const derived_program& derived : item_.derive) {
            if (derived.slot == index) {
                step.op = adjoint_op::given;
                step.a = lower(derived.code);
            }
        }
        const std::uint32_t made = add(step);
        made_.step_of_slot[index] = made;
        return made;
    }

    std::uint32_t lower(const program& code) {
        std::vector<std::uint32_t> steps;
        steps.reserve(code.instructions.size());
        for (const instruction& step : code.instructions) {
            steps.push_back(is_too_large() ? 0 : lower(code, step, steps));
        }
        return steps.back();
    }

    std::uint32_t lower(const program& code, const instruction& step, const std::vector<std::uint32_t>& of) {
        switch (step.op) {
            case opcode::constant:
                return constant(code.constants[step.a]);
            case opcode::load:
                return slot(step.a);
            case opcode::cohort:
                return term(code.cohort_terms[step.a], step.a);
            case opcode::negate:
                return one(adjoint_op::negate, of[step.a]);
            case opcode::add:
                return two(adjoint_op::add, of[step.a], of[step.b]);
            case opcode::subtract:
                return two(adjoint_op::subtract, of[step.a], of[step.b]);
            case opcode::multiply:
                return two(adjoint_op::multiply, of[step.a], of[step.b]);
            case opcode::divide:
                return two(adjoint_op::divide, of[step.a], of[step.b]);
            case opcode::power:
                return power_of(of[step.a], step.parameter);
            case opcode::minimum:
                return two(adjoint_op::minimum, of[step.a], of[step.b]);
            case opcode::maximum:
                return two(adjoint_op::maximum, of[step.a], of[step.b]);
            case opcode::absolute:
                return one(adjoint_op::absolute, of[step.a]);
            case opcode::floor:
                return jumping(adjoint_op::floor, of[step.a]);
            case opcode::ceil:
                return jumping(adjoint_op::ceil, of[step.a]);
            case opcode::round:
                return rounded(of[step.a], step.parameter);
            case opcode::less:
                return jumping(adjoint_op::less, of[step.a], of[step.b]);
            case opcode::less_equal:
                return jumping(adjoint_op::less_equal, of[step.a], of[step.b]);
            case opcode::equal:
                return jumping(adjoint_op::equal, of[step.a], of[step.b]);
            case opcode::not_equal:
                return jumping(adjoint_op::logic_not, jumping(adjoint_op::equal, of[step.a], of[step.b]));
            case opcode::logic_and:
                return jumping(adjoint_op::logic_and, of[step.a], of[step.b]);
            case opcode::logic_or:
                return jumping(adjoint_op::logic_or, of[step.a], of[step.b]);
            case opcode::logic_not:
                return jumping(adjoint_op::logic_not, of[step.a]);
            case opcode::select:
                return choose(of[step.a], of[step.b], of[step.c]);
            case opcode::steps:
            case opcode::line:
                return table(code, step, of);
            case opcode::choice:
                return choice(code, step, of);
        }
        return 0;
    }

    /// Its value and slope are the cohort's to fill in.
    std::uint32_t term(const cohort_term& wanted, std::uint32_t index) {
        const std::uint32_t figure = slot(wanted.slot);
        const bool counts = wanted.function == cohort_function::count;
        const bool best = wanted.function == cohort_function::max || wanted.function == cohort_function::min;
        return add({.op = adjoint_op::term,
                    .moves = !counts && moves(figure),
                    .best = best,
                    .a = figure,
                    .parameter = index});
    }

    std::uint32_t power_of(std::uint32_t base, int exponent) {
        std::optional<std::uint32_t> result;
        for (auto left = static_cast<unsigned>(std::abs(exponent)); left != 0; left >>= 1U) {
            if ((left & 1U) != 0) {
                result = result ? two(adjoint_op::multiply, *result, base) : base;
            }
            if (left > 1) {
                base = two(adjoint_op::multiply, base, base);
            }
        }
        const std::uint32_t raised = result ? *result : constant(1);
        return exponent < 0 ? two(adjoint_op::divide, constant(1), raised) : raised;
    }

    /// `steps` and `line`: from each threshold on another value.
    std::uint32_t table(const program& code, const instruction& step, const std::vector<std::uint32_t>& of) {
        const std::uint32_t x = of[step.a];
        const auto operand = [&](std::uint32_t pair) { return of[code.arguments[step.b + 2 * pair + 1]]; };
        const auto place = [&](std::uint32_t pair) -> const exact& {
            return code.constants[code.arguments[step.b + 2 * pair]];
        };
        const bool bent = step.op == opcode::line;
        std::uint32_t result = bent ? operand(0) : of[code.arguments[step.b + 2 * step.c]];
        for (std::uint32_t pair = 0; pair < step.c; ++pair) {
            const std::uint32_t from = constant(place(pair));
            std::uint32_t value = operand(pair);
            if (bent && pair + 1 < step.c) {
                const std::uint32_t rise = two(adjoint_op::subtract, operand(pair + 1), value);
                const std::uint32_t way = two(adjoint_op::subtract, x, from);
                const std::uint32_t run = constant(place(pair + 1) - place(pair));
                value = two(adjoint_op::add, value,
                            two(adjoint_op::divide, two(adjoint_op::multiply, rise, way), run));
            }
            result = choose(jumping(adjoint_op::less_equal, from, x), value, result);
        }
        return result;
    }

    std::uint32_t choice(const program& code, const instruction& step, const std::vector<std::uint32_t>& of) {
        const std::uint32_t chosen = slot(step.a);
        std::uint32_t result = of[code.arguments[step.b + 2 * step.c]];
        for (std::uint32_t pair = 0; pair < step.c; ++pair) {
            const exact option(static_cast<std::int64_t>(code.arguments[step.b + 2 * pair]));
            result = choose(jumping(adjoint_op::equal, chosen, constant(option)),
                            of[code.arguments[step.b + 2 * pair + 1]], result);
        }
        return result;
    }

    const compiled_indicator& item_;
    adjoint_rule made_;
};

}  // namespace detail

/// The steps of an indicator's points as they count: within min_score..max_score and rounded to `decimals`,
/// the definition's `rounding.points`. Domain: the indicator has a formula.
[[nodiscard]] inline std::optional<adjoint_rule> compile_adjoint(const compiled_indicator& item,
                                                                 const std::optional<int>& decimals) {
    return detail::adjoint_compiler(item).compile(decimals);
}

}  // namespace dti::inline v0
