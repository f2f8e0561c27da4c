// Formulas in one line: parse, compile and run a text with the figures at hand.
#pragma once

#include "dti/formula/compile.hpp"
#include "dti/formula/parse.hpp"
#include "dti/formula/run.hpp"
#include "support/print.hpp"

#include <doctest/doctest.h>

#include <optional>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

namespace dti_test {

/// A scope of plain numbers.
inline dti::formula_scope scope_of(const std::vector<std::string>& inputs,
                                   const std::vector<std::string>& derived = {},
                                   const dti::exact& max_score = 10) {
    dti::formula_scope scope;
    for (const std::string& name : inputs) {
        scope.entries.push_back({name});
    }
    for (const std::string& name : derived) {
        scope.entries.push_back({name});
    }
    scope.inputs = inputs.size();
    scope.max_score = max_score;
    return scope;
}

/// A scope with one figure of each kind: numbers x and y, yes_no reported, choice role (leader, deputy,
/// member).
inline dti::formula_scope mixed_scope() {
    dti::formula_scope scope = scope_of({"x", "y"});
    scope.entries.push_back({"reported", dti::figure_type::yes_no});
    scope.entries.push_back({"role", dti::figure_type::choice, {"leader", "deputy", "member"}});
    scope.inputs = 4;
    return scope;
}

/// The first mistakes of a formula: of its text, or else of its meaning.
inline std::vector<dti::formula_fault> faults_of(std::string_view text, const dti::formula_scope& scope) {
    std::vector<dti::formula_fault> faults;
    const std::optional<dti::formula_tree> tree = dti::parse_formula(text, faults);
    if (tree && !tree->entered) {
        static_cast<void>(dti::compile_formula(*tree, scope, faults));
    }
    return faults;
}

/// A formula that must be right.
inline dti::program compile_text(std::string_view text, const dti::formula_scope& scope) {
    std::vector<dti::formula_fault> faults;
    const std::optional<dti::formula_tree> tree = dti::parse_formula(text, faults);
    std::optional<dti::program> code = tree ? dti::compile_formula(*tree, scope, faults) : std::nullopt;
    INFO("formula ", std::string(text), ": ",
         faults.empty() ? std::string("no fault") : faults.front().what.text);
    REQUIRE(code.has_value());
    return std::move(*code);
}

/// Figures in a number type, all of them present.
template <class Number>
struct bound_figures {
    std::vector<Number> constants;
    std::vector<Number> slots;
    std::vector<dti::slot_state> states;
    std::vector<Number> cohort;

    bound_figures(const dti::program& code, const std::vector<dti::exact>& figures,
                  const std::vector<dti::exact>& cohort_figures = {})
        : states(figures.size(), dti::slot_state::present) {
        const auto convert = [](const std::vector<dti::exact>& from, std::vector<Number>& to) {
            for (const dti::exact& value : from) {
                to.push_back(dti::number_traits<Number>::from_exact(value));
            }
        };
        convert(code.constants, constants);
        convert(figures, slots);
        convert(cohort_figures, cohort);
    }
    [[nodiscard]] dti::program_inputs<Number> inputs() const { return {constants, slots, states, cohort}; }
};

/// The value of a formula on figures in the order of the scope; nothing where it needs a division by zero.
template <class Number>
std::optional<Number> evaluate(std::string_view text, const dti::formula_scope& scope,
                               const std::vector<dti::exact>& figures,
                               const std::vector<dti::exact>& cohort_figures = {}) {
    const dti::program code = compile_text(text, scope);
    const bound_figures<Number> bound(code, figures, cohort_figures);
    dti::program_result<Number> result = dti::run<Number>(code, bound.inputs());
    if (result.empty) {
        return std::nullopt;
    }
    return std::move(result.value);
}

/// A constant formula's value; it must have one.
template <class Number>
Number evaluate(std::string_view text) {
    const std::optional<Number> value = evaluate<Number>(text, scope_of({}), {});
    REQUIRE(value.has_value());
    return *value;
}

/// Brings an exact expectation into the number type of a templated test.
template <class Number>
Number number(const dti::exact& value) {
    return dti::number_traits<Number>::from_exact(value);
}

}  // namespace dti_test
