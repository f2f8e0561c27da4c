#include "dti/formula/program.hpp"

#include "support/formula.hpp"

#include <doctest/doctest.h>

#include <string>

using dti::opcode;
using dti_test::compile_text;
using dti_test::mixed_scope;

namespace {

/// Checks what run.hpp relies on: operands stand before their use, and every index is inside its list.
void check_order(const dti::program& code, const dti::formula_scope& scope) {
    REQUIRE_FALSE(code.instructions.empty());
    CHECK(code.root() == code.instructions.size() - 1);
    for (std::uint32_t index = 0; index < code.instructions.size(); ++index) {
        const dti::instruction& step = code.instructions[index];
        CAPTURE(index);
        switch (step.op) {
            case opcode::constant:
                CHECK(step.a < code.constants.size());
                break;
            case opcode::load:
                CHECK(step.a < scope.entries.size());
                break;
            case opcode::cohort:
                CHECK(step.a < code.cohort_terms.size());
                break;
            case opcode::steps:
            case opcode::line:
            case opcode::choice: {
                const bool by_slot = step.op == opcode::choice;
                CHECK(step.a < (by_slot ? static_cast<std::uint32_t>(scope.entries.size()) : index));
                const std::size_t length = 2 * std::size_t{step.c} + (step.op == opcode::line ? 0 : 1);
                REQUIRE(step.b + length <= code.arguments.size());
                for (std::uint32_t pair = 0; pair < step.c; ++pair) {
                    CHECK(code.arguments[step.b + 2 * pair + 1] < index);
                    if (!by_slot) {
                        CHECK(code.arguments[step.b + 2 * pair] < code.constants.size());
                    }
                }
                if (step.op != opcode::line) {
                    CHECK(code.arguments[step.b + length - 1] < index);
                }
                break;
            }
            case opcode::select:
                CHECK(step.c < index);
                [[fallthrough]];
            case opcode::add:
            case opcode::subtract:
            case opcode::multiply:
            case opcode::divide:
            case opcode::minimum:
            case opcode::maximum:
            case opcode::less:
            case opcode::less_equal:
            case opcode::equal:
            case opcode::not_equal:
            case opcode::logic_and:
            case opcode::logic_or:
                CHECK(step.b < index);
                [[fallthrough]];
            default:
                CHECK(step.a < index);
        }
    }
    for (std::size_t i = 0; i < code.required.size(); ++i) {
        CHECK(code.required[i] < scope.entries.size());
        CHECK((i == 0 || code.required[i - 1] < code.required[i]));
    }
}

}  // namespace

TEST_CASE("program: operands stand before the instruction that uses them") {
    const dti::formula_scope scope = mixed_scope();
    for (const char* text :
         {"x",
          "1",
          "max_score",
          "reported",
          "x + y * 2 - x / y",
          "-x^3 + x^-2",
          "min(x, y, 3, x + 1)",
          "max(1, 2)",
          "abs(floor(x) - ceil(y))",
          "round(x / y, 2)",
          "clamp(x, 0, max_score)",
          "if reported and not (x < y or x == 2) then x else y",
          "if 1 < 2 then x else y",
          "if x > y then 1 else 1",
          "steps(x, 1: 5, 2: y, 4: 20, else: x - y)",
          "steps(x, 1: 5)",
          "line(x + y, 0: 0, 0.5: y, 1: 10)",
          "choice(role, leader: x, deputy: 5, else: y)",
          "choice(role, leader: 1, deputy: 2, member: 3)",
          "share_of_best(x) * 10 + cohort_mean(y) - cohort_count(x)",
          "10 * share_of_best(x) + cohort_max(x)",
          "steps(steps(x, 0: 1, 1: 2), 1: line(y, 0: 1, 1: 2), 2: choice(role, else: x))"}) {
        CAPTURE(text);
        check_order(compile_text(text, scope), scope);
    }
    const dti::formula_scope rate = dti_test::scope_of({"part", "whole"}, {"rate"});
    check_order(compile_text("0.4/10 points = 4%", rate), rate);
    check_order(compile_text("0/10 points = 20%; 10/10 points = 80%", rate), rate);
}

TEST_CASE(
    "program: the value is that of the last instruction, also where a part of it was shared or folded") {
    const dti::formula_scope scope = mixed_scope();
    for (const char* text : {"5", "2 + 3", "max_score / 2", "if 1 < 2 then 5 else 6", "choice(role, else: 5)",
                             "steps(0, 1: 6, else: 5)"}) {
        CAPTURE(text);
        CHECK(*dti_test::evaluate<dti::exact>(text, scope, {1, 2, 1, 0}) == 5);
    }
}
