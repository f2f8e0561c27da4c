// Runs a compiled formula on the figures of one unit, for any number type.
//
// In: a program, its constants in the number type, slots, cohort figures. Out: a value, or the fact that a
// division by zero was needed. Never throws and never allocates by itself (a number type may): only the
// operands that decide the value are evaluated, so a division in a branch not taken is never made.
#pragma once

#include "dti/formula/program.hpp"
#include "dti/number/number.hpp"

#include <span>

namespace dti::inline v0 {

/// What is known of a slot: its figure is there, it is not there, or computing it needed a division by zero.
enum class slot_state : std::uint8_t { present, missing, empty };

/// What a program reads. `states` go with `slots`; `cohort` follows `program::cohort_terms`.
template <number_type Number>
struct program_inputs {
    std::span<const Number> constants;
    std::span<const Number> slots;
    std::span<const slot_state> states;
    std::span<const Number> cohort;
};

/// A value, or why it means nothing: `empty`, a division by zero was needed; `overflow`, the number type's
/// range was left.
template <number_type Number>
struct program_result {
    Number value;
    bool empty = false;
    bool overflow = false;
};

namespace detail {

template <number_type Number>
class program_run {
  public:
    program_run(const program& code, const program_inputs<Number>& inputs) : code_(code), inputs_(inputs) {}

    Number value_of(std::uint32_t index) {
        using traits = number_traits<Number>;
        const instruction& step = code_.instructions[index];
        switch (step.op) {
            case opcode::constant:
                return inputs_.constants[step.a];
            case opcode::load:
                return load(step.a);
            case opcode::cohort:
                return inputs_.cohort[step.a];
            case opcode::negate:
                return -value_of(step.a);
            case opcode::add:
                return checked(value_of(step.a) + value_of(step.b));
            case opcode::subtract:
                return checked(value_of(step.a) - value_of(step.b));
            case opcode::multiply:
                return checked(value_of(step.a) * value_of(step.b));
            case opcode::divide:
                return divide(value_of(step.a), value_of(step.b));
            case opcode::power: {
                Number raised = checked(
                    power(value_of(step.a),
                          static_cast<unsigned>(step.parameter < 0 ? -step.parameter : step.parameter)));
                return step.parameter < 0 ? divide(Number(1), raised) : raised;
            }
            case opcode::minimum: {
                Number left = value_of(step.a);
                Number right = value_of(step.b);
                return right < left ? right : left;
            }
            case opcode::maximum: {
                Number left = value_of(step.a);
                Number right = value_of(step.b);
                return left < right ? right : left;
            }
            case opcode::absolute: {
                Number inner = value_of(step.a);
                return inner < Number(0) ? Number(-inner) : inner;
            }
            case opcode::floor:
                return traits::floor(value_of(step.a));
            case opcode::ceil:
                return traits::ceil(value_of(step.a));
            case opcode::round:
                return traits::round(value_of(step.a), step.parameter);
            case opcode::less:
                return truth(value_of(step.a) < value_of(step.b));
            case opcode::less_equal:
                return truth(!(value_of(step.b) < value_of(step.a)));
            case opcode::equal:
                return truth(value_of(step.a) == value_of(step.b));
            case opcode::not_equal:
                return truth(!(value_of(step.a) == value_of(step.b)));
            case opcode::logic_and:
                return truth(holds(step.a) && holds(step.b));
            case opcode::logic_or:
                return truth(holds(step.a) || holds(step.b));
            case opcode::logic_not:
                return truth(!holds(step.a));
            case opcode::select:
                return value_of(holds(step.a) ? step.b : step.c);
            case opcode::steps:
                return steps(step);
            case opcode::line:
                return line(step);
            case opcode::choice:
                return choice(step);
        }
        return Number(0);
    }

    [[nodiscard]] bool empty() const noexcept { return empty_; }
    [[nodiscard]] bool overflow() const noexcept { return overflow_; }

  private:
    Number checked(Number value) {
        overflow_ = overflow_ || !number_traits<Number>::is_finite(value);
        return value;
    }
    static Number truth(bool value) { return Number(value ? 1 : 0); }
    bool holds(std::uint32_t index) { return !number_traits<Number>::is_zero(value_of(index)); }

    /// Once a needed division by zero has been met, the result is settled: what follows runs on, its value
    /// unused.
    Number divide(const Number& top, const Number& bottom) {
        if (number_traits<Number>::is_zero(bottom)) {
            empty_ = true;
            return Number(0);
        }
        return checked(top / bottom);
    }

    Number load(std::uint32_t slot) {
        if (inputs_.states[slot] == slot_state::empty) {
            empty_ = true;
        }
        return inputs_.slots[slot];
    }

    const Number& threshold(const instruction& table, std::uint32_t pair) const {
        return inputs_.constants[code_.arguments[table.b + 2 * pair]];
    }
    [[nodiscard]] std::uint32_t operand(const instruction& table, std::uint32_t pair) const {
        return code_.arguments[table.b + 2 * pair + 1];
    }

    /// How many thresholds are not above x.
    std::uint32_t thresholds_reached(const instruction& table, const Number& x) const {
        std::uint32_t reached = 0;
        while (reached < table.c && !(x < threshold(table, reached))) {
            ++reached;
        }
        return reached;
    }

    Number steps(const instruction& table) {
        const std::uint32_t reached = thresholds_reached(table, value_of(table.a));
        return value_of(reached == 0 ? code_.arguments[table.b + 2 * table.c] : operand(table, reached - 1));
    }

    Number line(const instruction& table) {
        const Number x = value_of(table.a);
        const std::uint32_t reached = thresholds_reached(table, x);
        if (reached == 0) {
            return value_of(operand(table, 0));
        }
        const Number& left = threshold(table, reached - 1);
        if (reached == table.c || x == left) {
            return value_of(operand(table, reached - 1));
        }
        const Number low = value_of(operand(table, reached - 1));
        const Number high = value_of(operand(table, reached));
        return low + (high - low) * (x - left) / (threshold(table, reached) - left);
    }

    Number choice(const instruction& table) {
        const Number chosen = load(table.a);
        for (std::uint32_t pair = 0; pair < table.c; ++pair) {
            if (chosen == Number(static_cast<int>(code_.arguments[table.b + 2 * pair]))) {
                return value_of(operand(table, pair));
            }
        }
        return value_of(code_.arguments[table.b + 2 * table.c]);
    }

    const program& code_;
    const program_inputs<Number>& inputs_;
    bool empty_ = false;
    bool overflow_ = false;
};

}  // namespace detail

/// Runs `code`. Precondition: every slot in `code.required` is present or empty, every cohort figure is
/// there.
template <number_type Number>
[[nodiscard]] program_result<Number> run(const program& code, const program_inputs<Number>& inputs) {
    detail::program_run<Number> state(code, inputs);
    Number value = state.value_of(code.root());
    return {std::move(value), state.empty(), state.overflow()};
}

}  // namespace dti::inline v0
