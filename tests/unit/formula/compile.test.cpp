#include "dti/formula/compile.hpp"

#include "support/formula.hpp"

#include <doctest/doctest.h>

#include <string>

using dti::exact;
using dti::figure_type;
using dti::opcode;
using dti_test::compile_text;
using dti_test::evaluate;
using dti_test::faults_of;
using dti_test::mixed_scope;
using dti_test::scope_of;

namespace {

dti::formula_fault fault_of(std::string_view text, const dti::formula_scope& scope = mixed_scope()) {
    const std::vector<dti::formula_fault> faults = faults_of(text, scope);
    INFO("formula ", std::string(text.substr(0, 200)));
    REQUIRE_FALSE(faults.empty());
    CHECK(faults.front().offset <= text.size());
    return faults.front();
}

std::string code_of(std::string_view text) {
    return fault_of(text).what.code;
}

bool is_right(std::string_view text) {
    return faults_of(text, mixed_scope()).empty();
}

std::vector<std::uint32_t> required(std::string_view text) {
    return compile_text(text, mixed_scope()).required;
}

using slots = std::vector<std::uint32_t>;

}  // namespace

TEST_CASE("compile: names are inputs, derived figures and max_score") {
    CHECK(is_right("x + y / max_score"));
    CHECK(code_of("x + z") == "formula-name");
    CHECK(fault_of("x + z").offset == 4);
    CHECK(fault_of("x + reportd").what.help == "did you mean `reported`?");
    CHECK(fault_of("2 * zzzzzzzzz").what.help.find("`x`") != std::string::npos);
    CHECK(code_of("points + 1") == "formula-name");
    CHECK(fault_of("x - points").what.text.find("alone") != std::string::npos);
    CHECK(code_of("cohort_max(z)") == "formula-name");
    CHECK(code_of("min + 1") == "formula-name");
}

TEST_CASE("compile: every mistake of meaning in one go") {
    CHECK(faults_of("z + w * role + (x < y)", mixed_scope()).size() == 4);
}

TEST_CASE("compile: numbers, truths and choices do not mix") {
    CHECK(code_of("x < y") == "formula-type");
    CHECK(code_of("1 + (x < y)") == "formula-type");
    CHECK(code_of("if x then 1 else 2") == "formula-type");
    CHECK(code_of("not x") == "formula-type");
    CHECK(code_of("x and y") == "formula-type");
    CHECK(code_of("(x < y) == (y < x)") == "formula-type");
    CHECK(code_of("role + 1") == "formula-type");
    CHECK(code_of("if role then 1 else 2") == "formula-type");
    CHECK(code_of("if x < y then role else 2") == "formula-type");
    CHECK(code_of("if x < y then x < 1 else 2") == "formula-type");
    CHECK(code_of("max(x, x < y)") == "formula-type");
    CHECK(code_of("steps(x < 1, 1: 2)") == "formula-type");
    CHECK(code_of("cohort_max(role)") == "formula-type");
    CHECK(code_of("choice(x, a: 1)") == "formula-type");
    CHECK(code_of("choice(reported, a: 1)") == "formula-type");
}

TEST_CASE("compile: a choice alone is no number of points") {
    CHECK(code_of("role") == "formula-type");
    CHECK(code_of("(role)") == "formula-type");
}

TEST_CASE("compile: a yes_no is a number in arithmetic and a truth in conditions") {
    CHECK(is_right("reported * 5"));
    CHECK(is_right("reported"));
    CHECK(is_right("if reported then 1 else 0"));
    CHECK(is_right("if reported and x > 1 then 1 else 0"));
    CHECK(is_right("if not reported then 1 else 0"));
    CHECK(is_right("if reported == 1 then 1 else 0"));
    CHECK(is_right("if (if x > 1 then reported else x > y) then 1 else 2"));
    CHECK(is_right("1 + (if x > 1 then reported else reported)"));
    CHECK(is_right("cohort_mean(reported)"));
}

TEST_CASE("compile: figures that are required, in whatever branch") {
    CHECK(required("x") == slots{0});
    CHECK(required("if reported then x else y") == slots{0, 1, 2});
    CHECK(required("if 1 < 2 then x else y") == slots{0, 1});
    CHECK(required("choice(role, leader: y, else: 0)") == slots{1, 3});
    CHECK(required("x + x * x") == slots{0});
    CHECK(required("cohort_max(x)").empty());  // the cohort's figure, not the unit's own
    CHECK(required("share_of_best(y)") == slots{1});
    CHECK(required("5").empty());
    CHECK(required("0 * x") == slots{0});
    CHECK(required("y^0") == slots{1});
}

TEST_CASE("compile: cohort terms are shared, share_of_best is over the maximum") {
    const dti::program code =
        compile_text("share_of_best(x) + cohort_max(x) + cohort_min(x) + cohort_max(y)", mixed_scope());
    REQUIRE(code.cohort_terms.size() == 3);
    CHECK(code.cohort_terms[0] == dti::cohort_term{dti::cohort_function::max, 0});
    CHECK(code.cohort_terms[1] == dti::cohort_term{dti::cohort_function::min, 0});
    CHECK(code.cohort_terms[2] == dti::cohort_term{dti::cohort_function::max, 1});
    dti::formula_scope derive = mixed_scope();
    derive.cohort_allowed = false;
    CHECK(fault_of("cohort_max(x)", derive).what.code == "formula-name");
    CHECK(fault_of("share_of_best(x)", derive).what.code == "formula-name");
}

TEST_CASE("compile: constant parts are computed exactly, once") {
    const dti::program code = compile_text("x * (1/3 * 30 - 2^3)", mixed_scope());
    REQUIRE(code.instructions.back().op == opcode::multiply);
    const dti::instruction& factor = code.instructions[code.instructions.back().b];
    REQUIRE(factor.op == opcode::constant);
    CHECK(code.constants[factor.a] == 2);
    CHECK(compile_text("max_score * 2", mixed_scope()).instructions.back().op == opcode::constant);
    CHECK(compile_text("if 0.84/1.05 >= 0.8 then 1 else 0", mixed_scope()).instructions.back().op ==
          opcode::constant);
}

TEST_CASE("compile: a constant division by zero is left for the policy to decide") {
    CHECK(is_right("1 / 0"));
    CHECK_FALSE(evaluate<exact>("1 / 0", scope_of({}), {}).has_value());
    CHECK_FALSE(evaluate<exact>("1 / (max_score - 10)", scope_of({}), {}).has_value());
    CHECK(*evaluate<exact>("if 1 < 2 then 5 else 1 / 0", scope_of({}), {}) == 5);
    CHECK(*evaluate<exact>("if 1 > 2 and 1 / 0 > 1 then 4 else 5", scope_of({}), {}) == 5);
}

TEST_CASE("compile: thresholds are constant and strictly increase") {
    CHECK(is_right("steps(x, 10%: 1, 1/3: 2, max_score - 9: 3)"));
    CHECK(is_right("steps(x, -1: 1, 0: 2)"));
    CHECK(fault_of("steps(x, 1: 1, y: 2)").what.code == "formula-type");
    CHECK(fault_of("steps(x, 1: 1, y: 2)").offset == 15);
    CHECK(code_of("steps(x, 1: 1, 1: 2)") == "formula-order");
    CHECK(code_of("line(x, 1: 1, 0.5: 2)") == "formula-order");
    CHECK(fault_of("line(x, 1: 1, 0.5: 2)").offset == 14);
    CHECK(code_of("steps(x, 1/0: 1)") == "formula-type");
    CHECK(code_of("steps(x, 1: 1, 2 < 3: 2)") == "formula-type");
}

TEST_CASE("compile: a choice lists every option or has an else") {
    CHECK(is_right("choice(role, leader: 1, deputy: 2, member: 3)"));
    CHECK(is_right("choice(role, member: 1, else: 2)"));
    CHECK(code_of("choice(role, leader: 1, deputy: 2)") == "formula-choice");
    CHECK(fault_of("choice(role, leader: 1, deputy: 2)").what.text.find("`member`") != std::string::npos);
    CHECK(code_of("choice(role)") == "formula-choice");
    CHECK(fault_of("choice(role, lead: 1, else: 2)").what.help == "did you mean `leader`?");
    CHECK(fault_of("choice(role, leader: 1, leader: 2, else: 3)").what.code == "duplicate-id");
    CHECK(fault_of("choice(role, leader: 1, leader: 2, else: 3)").offset == 24);
}

TEST_CASE("compile: clamp with constant bounds the wrong way round is a mistake") {
    CHECK(code_of("clamp(x, 1, 0)") == "formula-order");
    CHECK(is_right("clamp(x, 1, 1)"));
    CHECK(is_right("clamp(x, y, 0)"));
}

TEST_CASE("compile: hostile growth ends in a limit, for figures and for constants alike") {
    CHECK(code_of("((x^64)^64)^64") == "limit");
    CHECK(fault_of("((x^64)^64)^64").what.text.find(std::to_string(dti::formula_limits::growth)) !=
          std::string::npos);
    CHECK(code_of("(((9^64)^64)^64)^64") == "limit");
    const std::string digits(100, '9');
    CHECK(code_of("((" + digits + "^64)^64)^64") == "limit");
    CHECK(code_of("((x^-64)^64)^-64") == "limit");
    std::string square = "x";  // each bracket squares the one inside it
    for (int i = 0; i < 40; ++i) {
        square = "(" + square + ")^2";
    }
    CHECK(code_of(square) == "limit");
    CHECK(is_right("x^64 + y^-64"));
    CHECK(*evaluate<exact>("2^64 * 2^-64", scope_of({}), {}) == 1);
}

TEST_CASE("compile: growth goes through derived figures") {
    dti::formula_scope scope = scope_of({"a"}, {"b"});
    scope.entries[1].growth = dti::formula_limits::growth - 1;
    CHECK(faults_of("b + a", scope).empty());
    CHECK(fault_of("b * a * a", scope).what.code == "limit");
    CHECK(compile_text("b + a", scope).growth == dti::formula_limits::growth);
}

TEST_CASE("compile: sums as long as the limits allow, and longer ones") {
    const auto sum = [](std::string_view term, std::size_t terms) {
        std::string text(term);
        while (--terms > 0) {
            text += '+' + std::string(term);
        }
        return text;
    };
    const dti::program code = compile_text(sum("x", dti::formula_limits::growth), mixed_scope());
    CHECK(code.required == slots{0});
    CHECK(code.growth == dti::formula_limits::growth);
    CHECK(code_of(sum("x", dti::formula_limits::growth + 1)) == "limit");
    CHECK(code_of(sum("x", dti::formula_limits::length / 2)) == "limit");  // as many as fit the length
    CHECK(*evaluate<exact>(sum("1", dti::formula_limits::length / 2), scope_of({}), {}) == 2000);
}
