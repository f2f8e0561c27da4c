#include "dti/analyse/formula_values.hpp"

#include "support/formula.hpp"

#include <doctest/doctest.h>

using dti::exact;

namespace {

/// Opens what the tracer uses.
class values : public dti::formula_values {
  public:
    explicit values(const dti::trace_inputs& inputs) : formula_values(inputs) {}
    using dti::formula_values::evaluate;
    using dti::formula_values::evaluate_truth;
    using dti::formula_values::node;
    using dti::formula_values::record;
    using dti::formula_values::shown;
    using dti::formula_values::whole;
};

/// A formula over x = 3, y = 4, reported = yes, role = deputy; cohort figures are 8.
struct bound_formula {
    explicit bound_formula(std::string formula)
        : text(std::move(formula)),
          code(dti_test::compile_text(text, scope)),
          bound(code, slots, std::vector<exact>(code.cohort_terms.size(), 8)),
          parts({text, &scope, &code, slots, bound.states, bound.cohort, texts}) {}

    dti::formula_scope scope = dti_test::mixed_scope();
    std::vector<exact> slots{3, 4, 1, 1};
    std::vector<std::string> texts{"3", "4", "yes", "deputy"};
    std::string text;
    dti::program code;
    dti_test::bound_figures<exact> bound;
    values parts;
};

}  // namespace

TEST_CASE("formula_values: leaves read as they were given, literals as they are written") {
    bound_formula made("if reported then 80% * x else reported * cohort_max(y)");
    CHECK(made.parts.shown(made.parts.whole()) == "if yes then 80% * 3 else 1 * 8");
}

TEST_CASE("formula_values: a part has the value that the program gives it") {
    bound_formula made("x / y + x / (y - 4)");
    const dti::formula_node& sum = made.parts.node(made.parts.whole());
    const dti::node_index left = sum.children[0];
    const dti::node_index right = sum.children[1];
    CHECK(made.parts.evaluate(left) == exact(3, 4));
    CHECK(!made.parts.evaluate(right));
    made.parts.record(left, dti::to_part("0.75"));
    CHECK(made.parts.shown(made.parts.whole()) == "0.75 + 3 / (4 - 4)");
}

TEST_CASE("formula_values: the truth of a condition") {
    bound_formula made("if x > 2 and not (y < 4) then 1 else 0");
    CHECK(made.parts.evaluate_truth(made.parts.node(made.parts.whole()).children[0]) == true);
}
