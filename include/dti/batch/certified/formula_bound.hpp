// What is known of a formula's value before any unit is scored: how far double arithmetic may be from the
// exact value, and that every comparison in it goes the right way.
//
// In: a program, bounds of its slots and cohort figures. Out: the bound of its value, and which thresholds
// have to be moved into a gap where no exact value lies, for comparisons in double to be right at equality
// too. Next: definition_bound.hpp.
//
// Columns and formula/run.hpp do the same operations in the same order, so one bound holds for both. Where a
// comparison cannot be shown to be right nothing is known of the value, and exact arithmetic has to tell.
#pragma once

#include "dti/batch/certified/threshold_gap.hpp"
#include "dti/formula/program.hpp"
#include "dti/number/number.hpp"

#include <optional>
#include <span>
#include <utility>
#include <vector>

namespace dti::inline v0 {

/// A constant that is another double than the nearest one.
struct moved_constant {
    std::size_t constant = 0;  ///< position in program::constants
    double value = 0;
};

/// `value` is nothing where no unit has all the figures that the formula names.
struct formula_bound {
    std::optional<value_bound> value;
    std::vector<moved_constant> moved;
};

namespace detail {

class formula_analysis {
  public:
    using figures = std::span<const std::optional<value_bound>>;

    formula_analysis(const program& code, figures slots, figures terms)
        : code_(code), slots_(slots), terms_(terms), constants_(code.constants.size()) {}

    formula_bound run() {
        const auto lacks = [](const std::optional<value_bound>& figure) { return !figure; };
        for (const std::uint32_t slot : code_.required) {
            if (lacks(slots_[slot])) {
                return {};
            }
        }
        if (std::any_of(terms_.begin(), terms_.end(), lacks)) {
            return {};
        }
        for (std::uint32_t index = 0; index < code_.instructions.size(); ++index) {
            values_.push_back(value_of(code_.instructions[index]));
        }
        formula_bound found{read(code_.root()), {}};
        for (std::size_t i = 0; i < constants_.size(); ++i) {
            const constant_use& use = constants_[i];
            if (!use.is_threshold) {
                continue;
            }
            if (use.is_read || use.range.is_empty()) {  // it cannot be both
                return {value_bound{}, {}};
            }
            found.moved.push_back({i, use.range.middle()});
        }
        return found;
    }

  private:
    /// How a constant is used: as the number it is, or as a threshold that may be moved.
    struct constant_use {
        bool is_read = false;
        bool is_threshold = false;
        threshold_range range{-value_bound::unbounded, value_bound::unbounded};
    };

    /// The value of an instruction as an operand that has to be the number it is.
    const value_bound& read(std::uint32_t index) {
        const instruction& step = code_.instructions[index];
        if (step.op == opcode::constant) {
            constants_[step.a].is_read = true;
        }
        return values_[index];
    }
    value_bound read_constant(std::uint32_t constant) {
        constants_[constant].is_read = true;
        return bound_of_constant(code_.constants[constant]);
    }

    /// Whether `value < constant` (or, not `below`, `constant < value`) can be made right by moving the
    /// constant, which is then done.
    bool move_threshold(const value_bound& value, std::uint32_t constant, bool below) {
        const threshold_range range =
            threshold_gap(value, bound_of_constant(code_.constants[constant]), below);
        if (range.is_empty()) {
            return false;
        }
        constant_use& use = constants_[constant];
        use.is_threshold = true;
        use.range = use.range.within(range);
        return true;
    }

    /// A comparison of two values for order, a < b or its opposite.
    value_bound order(std::uint32_t a, std::uint32_t b) {
        const value_bound truth = bound_of_whole(0, 1);
        if (compares_as_computed(values_[a], values_[b])) {
            read(a);
            read(b);
            return truth;
        }
        const instruction& left = code_.instructions[a];
        const instruction& right = code_.instructions[b];
        if (right.op == opcode::constant && left.op != opcode::constant &&
            move_threshold(values_[a], right.a, true)) {
            return truth;
        }
        if (left.op == opcode::constant && right.op != opcode::constant &&
            move_threshold(values_[b], left.a, false)) {
            return truth;
        }
        return {};
    }
    value_bound equality(std::uint32_t a, std::uint32_t b) {
        return compares_as_computed(read(a), read(b)) ? bound_of_whole(0, 1) : value_bound{};
    }
    /// Whether values are zero.
    value_bound truth_of(const value_bound& a) {
        return a.relative < 1 ? bound_of_whole(0, 1) : value_bound{};
    }

    value_bound value_of(const instruction& step) {
        switch (step.op) {
            case opcode::constant:
                return bound_of_constant(code_.constants[step.a]);
            case opcode::load:
                return *slots_[step.a];
            case opcode::cohort:
                return *terms_[step.a];
            case opcode::negate:
                return bound_of_negation(read(step.a));
            case opcode::add:
                return bound_of_sum(read(step.a), read(step.b));
            case opcode::subtract:
                return bound_of_difference(read(step.a), read(step.b));
            case opcode::multiply:
                return bound_of_product(read(step.a), read(step.b));
            case opcode::divide:
                return bound_of_quotient(read(step.a), read(step.b));
            case opcode::power:
                return power_of(read(step.a), step.parameter);
            case opcode::minimum:
                return bound_of_best(read(step.a), read(step.b), true);
            case opcode::maximum:
                return bound_of_best(read(step.a), read(step.b), false);
            case opcode::absolute:
                return bound_of_magnitude(read(step.a));
            case opcode::floor:
                return whole_part(read(step.a), [](double x) { return std::floor(x); });
            case opcode::ceil:
                return whole_part(read(step.a), [](double x) { return std::ceil(x); });
            case opcode::round:  // a rounded product decides: see number_traits<double>::round
                return step.parameter == 0 && read(step.a).is_exact()
                           ? whole_part(read(step.a), [](double x) { return std::round(x); })
                           : value_bound{};
            case opcode::less:
                return order(step.a, step.b);
            case opcode::less_equal:  // not b < a
                return order(step.b, step.a);
            case opcode::equal:
            case opcode::not_equal:
                return equality(step.a, step.b);
            case opcode::logic_and:
            case opcode::logic_or:
                return bound_of_either(truth_of(read(step.a)), truth_of(read(step.b)));
            case opcode::logic_not:
                return truth_of(read(step.a));
            case opcode::select:
                return truth_of(read(step.a)).is_known() ? bound_of_either(read(step.b), read(step.c))
                                                         : value_bound{};
            case opcode::steps:
                return steps(step);
            case opcode::line:
                return line(step);
            case opcode::choice:
                return choice(step);
        }
        return {};
    }

    /// A whole number is computed where no value lies so near to one that its error takes it across.
    template <class Function>
    static value_bound whole_part(const value_bound& a, Function function) {
        const bool far =
            a.nearest && separation(a, bound_of_whole(0, 0)) > detail::bounds::up(2 * a.absolute);
        return a.is_known() && (a.is_exact() || far) && a.magnitude() < 0x1p52
                   ? bound_of_whole(function(a.low), function(a.high))
                   : value_bound{};
    }

    /// As dti::power multiplies; its first product, 1 · base, is base.
    static value_bound power_of(value_bound base, std::int32_t exponent) {
        static const exact one(1);
        if (exponent == 0) {
            return base.is_known() ? bound_of_constant(one) : value_bound{};
        }
        std::optional<value_bound> raised;
        for (auto left = static_cast<unsigned>(exponent < 0 ? -exponent : exponent); left != 0; left >>= 1U) {
            if ((left & 1U) != 0) {
                raised = raised ? bound_of_product(*raised, base) : base;
            }
            if (left > 1) {
                base = bound_of_product(base, base);
            }
        }
        return exponent < 0 ? bound_of_quotient(bound_of_constant(one), *raised) : *raised;
    }

    [[nodiscard]] std::uint32_t threshold(const instruction& table, std::uint32_t pair) const {
        return code_.arguments[table.b + 2 * pair];
    }
    const value_bound& operand(const instruction& table, std::uint32_t pair) {
        return read(code_.arguments[table.b + 2 * pair + 1]);
    }

    value_bound steps(const instruction& table) {
        const value_bound x = read(table.a);
        value_bound made = read(code_.arguments[table.b + 2 * table.c]);
        for (std::uint32_t pair = 0; pair < table.c; ++pair) {
            const std::uint32_t constant = threshold(table, pair);
            if (compares_as_computed(x, bound_of_constant(code_.constants[constant]))) {
                constants_[constant].is_read = true;
            } else if (!move_threshold(x, constant, true)) {
                return {};
            }
            made = bound_of_either(made, operand(table, pair));
        }
        return made;
    }

    /// A line does not jump: taking a neighbouring piece costs at most the steepest slopes times what x and
    /// the threshold are off by.
    value_bound line(const instruction& table) {
        const value_bound x = read(table.a);
        value_bound made = bound_of_either(operand(table, 0), operand(table, table.c - 1));
        if (!x.is_known() || !made.is_known()) {
            return {};
        }
        double farthest = 0;
        for (std::uint32_t pair = 0; pair < table.c; ++pair) {
            farthest = std::max(farthest, read_constant(threshold(table, pair)).magnitude());
        }
        const double off = detail::bounds::up(x.absolute + 4 * detail::bounds::unit_roundoff * farthest);
        double steepest = 0;
        for (std::uint32_t pair = 0; pair + 1 < table.c; ++pair) {
            const value_bound left = read_constant(threshold(table, pair));
            const value_bound right = read_constant(threshold(table, pair + 1));
            const value_bound width = bound_of_difference(right, left);
            value_bound here = x;  // within the piece, or as far outside as it may be taken for inside
            here.low = std::max(x.low, left.low - 2 * off);
            here.high = std::min(x.high, right.high + 2 * off);
            if (here.low > here.high) {
                continue;  // no unit is there
            }
            const value_bound rise = bound_of_difference(operand(table, pair + 1), operand(table, pair));
            const value_bound piece = bound_of_sum(
                operand(table, pair),
                bound_of_quotient(bound_of_product(rise, bound_of_difference(here, left)), width));
            if (!piece.is_known() || !(width.low > 8 * off)) {
                return {};
            }
            steepest = std::max(steepest, rise.magnitude() / width.low);
            made = bound_of_either(made, piece);
        }
        made.absolute = detail::bounds::up(made.absolute + 2 * steepest * off);
        made.relative = value_bound::unbounded;
        made.nearest = false;
        detail::bounds::tighten(made, false);
        return made;
    }

    value_bound choice(const instruction& table) {
        const value_bound& chosen = *slots_[table.a];
        value_bound made = read(code_.arguments[table.b + 2 * table.c]);
        for (std::uint32_t pair = 0; pair < table.c; ++pair) {
            made = bound_of_either(made, operand(table, pair));
        }
        return chosen.is_exact() ? made : value_bound{};
    }

    const program& code_;
    figures slots_;
    figures terms_;
    std::vector<value_bound> values_;
    std::vector<constant_use> constants_;
};

}  // namespace detail

/// Bounds a formula. `slots` has one entry a slot, `terms` one a cohort term; nothing where no unit has it.
[[nodiscard]] inline formula_bound bound_formula(const program& code,
                                                 std::span<const std::optional<value_bound>> slots,
                                                 std::span<const std::optional<value_bound>> terms) {
    return detail::formula_analysis(code, slots, terms).run();
}

}  // namespace dti::inline v0
