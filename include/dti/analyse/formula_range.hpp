// What a formula can give, whatever the figures: its program run on intervals.
//
// In: a compiled indicator. Out: the interval of each of its figures and of each instruction of a program.
// Assumed: inputs are 0 or more, a yes/no is 0 to 1, rates are 0 to 1 (rate.hpp), and a derived figure that
// is given directly is one that its parts could give. Next: review_definition.hpp.
#pragma once

#include "dti/analyse/closed_interval.hpp"
#include "dti/analyse/rate.hpp"

#include <optional>
#include <vector>

namespace dti::inline v0 {

/// What a figure can be, and whether computing it can need a division by zero.
struct figure_range {
    closed_interval values = closed_interval::from_zero();
    bool may_be_empty = false;
};

/// What a program can give: an interval for each instruction, or nothing where it has no value at all, being
/// a division by what is always 0.
struct program_range {
    std::vector<std::optional<closed_interval>> values;
    bool may_be_empty = false;  ///< a division by zero can be needed

    [[nodiscard]] const std::optional<closed_interval>& result() const noexcept { return values.back(); }
};

namespace detail {

/// Computes the intervals of a program. Operands stand before the instruction that uses them: one pass does.
class range_finder {
  public:
    range_finder(const program& code, const formula_scope& scope, const std::vector<figure_range>& figures)
        : code_(code), scope_(scope), figures_(figures) {}

    program_range find() {
        for (const instruction& step : code_.instructions) {
            range_.values.push_back(value_of(step));
        }
        return std::move(range_);
    }

  private:
    using maybe = std::optional<closed_interval>;

    [[nodiscard]] const maybe& at(std::uint32_t index) const { return range_.values[index]; }

    maybe value_of(const instruction& step) {
        switch (step.op) {
            case opcode::constant:
                return closed_interval::at(code_.constants[step.a]);
            case opcode::load:
                return load(step.a);
            case opcode::cohort:
                return cohort(code_.cohort_terms[step.a]);
            case opcode::select:
                return select(step);
            case opcode::steps:
                return steps(step);
            case opcode::line:
                return line(step);
            case opcode::choice:
                return choice(step);
            case opcode::logic_and:
                return truth(may_hold(step.a) && may_hold(step.b), may_fail(step.a) || may_fail(step.b));
            case opcode::logic_or:
                return truth(may_hold(step.a) || may_hold(step.b), may_fail(step.a) && may_fail(step.b));
            default:
                break;
        }
        const maybe& a = at(step.a);
        return !a ? std::nullopt : is_unary(step.op) ? unary(step, *a) : binary(step, *a);
    }

    static bool is_unary(opcode op) noexcept {
        return op == opcode::negate || op == opcode::power || op == opcode::absolute || op == opcode::floor ||
               op == opcode::ceil || op == opcode::round || op == opcode::logic_not;
    }

    maybe unary(const instruction& step, const closed_interval& a) {
        switch (step.op) {
            case opcode::negate:
                return -a;
            case opcode::absolute:
                return absolute(a);
            case opcode::floor:
                return map_rising(a, [](const exact& value) { return dti::floor(value); });
            case opcode::ceil:
                return map_rising(a, [](const exact& value) { return dti::ceil(value); });
            case opcode::round:
                return map_rising(a, [&](const exact& value) {
                    return round_half_up(value, static_cast<int>(step.parameter));
                });
            case opcode::logic_not:
                return truth(may_fail(step.a), may_hold(step.a));
            default:
                range_.may_be_empty = range_.may_be_empty || (step.parameter < 0 && a.contains(0));
                return dti::power(a, step.parameter);
        }
    }

    maybe binary(const instruction& step, const closed_interval& a) {
        const maybe& right = at(step.b);
        if (!right) {
            return std::nullopt;
        }
        const closed_interval& b = *right;
        switch (step.op) {
            case opcode::add:
                return a + b;
            case opcode::subtract:
                return a - b;
            case opcode::multiply:
                return a * b;
            case opcode::divide:
                range_.may_be_empty = range_.may_be_empty || b.contains(0);
                return is_share_of_best(step) ? closed_interval{0, 1} : a / b;
            case opcode::minimum:
                return dti::minimum(a, b);
            case opcode::maximum:
                return dti::maximum(a, b);
            case opcode::less:
                return truth(a.low < b.high, b.low <= a.high);
            case opcode::less_equal:
                return truth(a.low <= b.high, b.low < a.high);
            case opcode::equal:
                return truth(intersection(a, b).has_value(), !(a.is_one_value() && a == b));
            default:
                return truth(!(a.is_one_value() && a == b), intersection(a, b).has_value());
        }
    }

    /// x / cohort_max(x): no unit is above the best, if none is below 0.
    [[nodiscard]] bool is_share_of_best(const instruction& quotient) const {
        const instruction& top = code_.instructions[quotient.a];
        const instruction& bottom = code_.instructions[quotient.b];
        if (top.op != opcode::load || bottom.op != opcode::cohort) {
            return false;
        }
        const cohort_term& term = code_.cohort_terms[bottom.a];
        return term.function == cohort_function::max && term.slot == top.a &&
               figures_[top.a].values.low.sign() >= 0;
    }

    static maybe truth(bool may_hold, bool may_fail) {
        return may_hold || may_fail ? maybe(closed_interval{may_fail ? 0 : 1, may_hold ? 1 : 0})
                                    : std::nullopt;
    }
    [[nodiscard]] bool may_hold(std::uint32_t index) const {
        return at(index) && !(at(index)->low.sign() == 0 && at(index)->high.sign() == 0);
    }
    [[nodiscard]] bool may_fail(std::uint32_t index) const { return at(index) && at(index)->contains(0); }

    closed_interval load(std::uint32_t slot) {
        range_.may_be_empty = range_.may_be_empty || figures_[slot].may_be_empty;
        return figures_[slot].values;
    }

    [[nodiscard]] closed_interval cohort(const cohort_term& term) const {
        const closed_interval& one = figures_[term.slot].values;
        switch (term.function) {
            case cohort_function::count:
                return closed_interval::from_zero();
            case cohort_function::sum:  // of one unit or more
                return {one.low.sign() >= 0 ? one.low : -bound::infinity(),
                        one.high.sign() <= 0 ? one.high : bound::infinity()};
            default:
                return one;
        }
    }

    /// Adds what a branch can give that may be taken.
    static void include(maybe& all, const maybe& branch) {
        if (branch) {
            all = all ? hull(*all, *branch) : *branch;
        }
    }

    [[nodiscard]] maybe select(const instruction& step) const {
        maybe all;
        include(all, may_hold(step.a) ? at(step.b) : std::nullopt);
        include(all, may_fail(step.a) ? at(step.c) : std::nullopt);
        return all;
    }

    [[nodiscard]] const exact& threshold(const instruction& table, std::uint32_t pair) const {
        return code_.constants[code_.arguments[table.b + 2 * pair]];
    }
    [[nodiscard]] const maybe& operand(const instruction& table, std::uint32_t pair) const {
        return at(code_.arguments[table.b + 2 * pair + 1]);
    }
    [[nodiscard]] const maybe& other(const instruction& table) const {
        return at(code_.arguments[table.b + 2 * table.c]);
    }

    [[nodiscard]] maybe steps(const instruction& table) const {
        maybe all;
        const maybe& x = at(table.a);
        if (!x) {
            return all;
        }
        include(all, x->low < threshold(table, 0) ? other(table) : std::nullopt);
        for (std::uint32_t pair = 0; pair < table.c; ++pair) {
            const bool left_behind = pair + 1 < table.c && x->low >= threshold(table, pair + 1);
            include(all,
                    x->high >= threshold(table, pair) && !left_behind ? operand(table, pair) : std::nullopt);
        }
        return all;
    }

    [[nodiscard]] maybe line(const instruction& table) const {
        maybe all;
        const maybe& x = at(table.a);
        if (!x) {
            return all;
        }
        include(all, x->low < threshold(table, 0) ? operand(table, 0) : std::nullopt);
        include(all, x->high > threshold(table, table.c - 1) ? operand(table, table.c - 1) : std::nullopt);
        for (std::uint32_t pair = 0; pair < table.c; ++pair) {
            include(all, x->contains(threshold(table, pair)) ? operand(table, pair) : std::nullopt);
            if (pair + 1 < table.c) {
                include(all, between(table, pair, *x));
            }
        }
        return all;
    }

    /// What a line gives between two of its points, where x can lie there.
    [[nodiscard]] maybe between(const instruction& table, std::uint32_t pair,
                                const closed_interval& x) const {
        const exact& left = threshold(table, pair);
        const exact& right = threshold(table, pair + 1);
        const maybe& low = operand(table, pair);
        const maybe& high = operand(table, pair + 1);
        if (!low || !high || x.high <= left || x.low >= right) {
            return std::nullopt;
        }
        const auto value_at = [&](const bound& place) {
            const exact share = (place.value() - left) / (right - left);
            return *low * closed_interval::at(1 - share) + *high * closed_interval::at(share);
        };
        return hull(value_at(std::max(x.low, bound(left))), value_at(std::min(x.high, bound(right))));
    }

    [[nodiscard]] maybe choice(const instruction& table) const {
        maybe all;
        for (std::uint32_t pair = 0; pair < table.c; ++pair) {
            include(all, operand(table, pair));
        }
        if (table.c < scope_.entries[table.a].options.size()) {
            include(all, other(table));
        }
        return all;
    }

    const program& code_;
    const formula_scope& scope_;
    const std::vector<figure_range>& figures_;
    program_range range_;
};

}  // namespace detail

/// What a program can give on figures of these intervals, one a slot.
[[nodiscard]] inline program_range find_range(const program& code, const formula_scope& scope,
                                              const std::vector<figure_range>& figures) {
    return detail::range_finder(code, scope, figures).find();
}

/// What each figure of an indicator can be.
[[nodiscard]] inline std::vector<figure_range> figure_ranges(const compiled_indicator& item) {
    const closed_interval share{0, 1};
    std::vector<figure_range> figures(item.slots());
    for (std::size_t slot = 0; slot < item.scope.inputs; ++slot) {
        const scope_entry& entry = item.scope.entries[slot];
        if (entry.type == figure_type::choice) {
            figures[slot].values = {0, static_cast<int>(entry.options.size()) - 1};
        } else if (entry.type == figure_type::yes_no || is_rate(item, slot)) {
            figures[slot].values = share;
        }
    }
    for (const derived_program& derived : item.derive) {
        const program_range computed = find_range(derived.code, item.scope, figures);
        figure_range& figure = figures[derived.slot];
        figure.may_be_empty = computed.may_be_empty;
        figure.values =
            computed.result().value_or(closed_interval::everything());  // then only given directly
        if (is_rate(item, derived.slot)) {  // a figure that proves to be none keeps what it can be
            figure.values = intersection(figure.values, share).value_or(figure.values);
        }
    }
    return figures;
}

}  // namespace dti::inline v0
