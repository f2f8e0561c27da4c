#include "dti/formula/print.hpp"

#include "support/formula.hpp"

#include <doctest/doctest.h>

namespace {

std::string printed(const std::string& text) {
    std::vector<dti::formula_fault> faults;
    const std::optional<dti::formula_tree> tree = dti::parse_formula(text, faults);
    REQUIRE(tree);
    return dti::to_text(*tree);
}

}  // namespace

TEST_CASE("print: brackets only where the meaning needs them") {
    CHECK(printed("((a)) + (b * c)") == "a + b * c");
    CHECK(printed("(a + b) * c") == "(a + b) * c");
    CHECK(printed("a - (b - c)") == "a - (b - c)");
    CHECK(printed("(a - b) - c") == "a - b - c");
    CHECK(printed("a / (b * c)") == "a / (b * c)");
    CHECK(printed("-x^2") == "-x^2");
    CHECK(printed("(-x)^2") == "(-x)^2");
    CHECK(printed("(x^2)^3") == "(x^2)^3");
    CHECK(printed("a - -b") == "a - -b");
}

TEST_CASE("print: conditions and tables") {
    CHECK(printed("if a>=1 and not(b==2 or c<3) then 1 else if a<0 then 2 else 3") ==
          "if a >= 1 and not (b == 2 or c < 3) then 1 else if a < 0 then 2 else 3");
    CHECK(printed("steps(a,1:5,2:10,else:1)") == "steps(a, 1: 5, 2: 10, else: 1)");
    CHECK(printed("line(a, 0: 0, 1: 10)") == "line(a, 0: 0, 1: 10)");
    CHECK(printed("choice(role, leader: 10, else: 0)") == "choice(role, leader: 10, else: 0)");
    CHECK(printed("round(a, 2) + round(b)") == "round(a, 2) + round(b)");
    CHECK(printed("cohort_max(a) * share_of_best(b)") == "cohort_max(a) * share_of_best(b)");
    CHECK(printed("(if a < 1 then 2 else 3) + 1") == "(if a < 1 then 2 else 3) + 1");
}

TEST_CASE("print: what is put in gets brackets by how tightly it holds") {
    std::vector<dti::formula_fault> faults;
    const std::optional<dti::formula_tree> tree = dti::parse_formula("x^2 * (10 / x)", faults);
    REQUIRE(tree);
    const auto with = [&](const char* figure) {
        return dti::formula_printer(*tree,
                                    [&](dti::node_index at) -> std::optional<dti::printed_part> {
                                        if (tree->nodes[at].op == dti::formula_op::name) {
                                            return dti::to_part(figure);
                                        }
                                        return std::nullopt;
                                    })
            .text(tree->root);
    };
    CHECK(with("3") == "3^2 * (10 / 3)");
    CHECK(with("-3") == "(-3)^2 * (10 / -3)");
    CHECK(with("2/3") == "(2/3)^2 * (10 / (2/3))");
}
