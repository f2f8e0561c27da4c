// Printing and tracing of random formulas: what is printed means the same, and every line of a trace that
// ends within its decimals can be computed again from its own text.
#include "dti/analyse/trace.hpp"
#include "dti/formula/print.hpp"
#include "support/random_formula.hpp"

#include <doctest/doctest.h>

using dti::exact;
using dti::explained_step;
using dti_test::random_source;

namespace {

std::optional<dti::formula_tree> parse(const std::string& text) {
    std::vector<dti::formula_fault> faults;
    return dti::parse_formula(text, faults);
}

std::optional<dti::program> compile(const std::string& text, const dti::formula_scope& scope) {
    std::vector<dti::formula_fault> faults;
    const std::optional<dti::formula_tree> tree = parse(text);
    return tree ? dti::compile_formula(*tree, scope, faults) : std::nullopt;
}

std::vector<exact> slots_of(const dti_test::figures& on) {
    return {dti_test::to_exact(on.numbers[0]), dti_test::to_exact(on.numbers[1]),
            dti_test::to_exact(on.numbers[2]), on.reported ? 1 : 0, static_cast<int>(on.role)};
}

/// The value of a text without names; nothing where it is cut (`…`) or no formula (yes, an option).
std::optional<exact> value_of(const std::string& text) {
    if (text.find("…") != std::string::npos) {
        return std::nullopt;
    }
    const std::optional<dti::program> code = compile(text, dti_test::scope_of({}));
    if (!code) {
        return std::nullopt;
    }
    dti::program_result<exact> result = dti::run<exact>(*code, {code->constants, {}, {}, {}});
    return result.empty ? std::nullopt : std::optional(std::move(result.value));
}

}  // namespace

TEST_CASE("property: a printed formula means what it was printed from, and prints the same again") {
    random_source random(48);
    dti_test::formula_maker maker(random);
    const dti::formula_scope scope = dti_test::random_scope();
    std::size_t printed = 0;
    for (int i = 0; i < 3000; ++i) {
        const std::string text = maker.number(static_cast<int>(random.below(6))).text;
        const std::optional<dti::program> code = compile(text, scope);
        if (text.size() > 1000 || !code) {
            continue;
        }
        const std::string again = dti::to_text(*parse(text));
        const std::optional<dti::program> other = compile(again, scope);
        INFO(text, "\nprinted as ", again);
        REQUIRE(other);
        CHECK(dti::to_text(*parse(again)) == again);
        const std::vector<exact> slots = slots_of(dti_test::random_figures(random));
        const dti_test::bound_figures<exact> first(*code, slots);
        const dti_test::bound_figures<exact> second(*other, slots);
        const dti::program_result<exact> one = dti::run<exact>(*code, first.inputs());
        const dti::program_result<exact> two = dti::run<exact>(*other, second.inputs());
        CHECK(one.empty == two.empty);
        CHECK((one.empty || one.value == two.value));
        ++printed;
    }
    CHECK(printed > 2000);
}

TEST_CASE("property: a trace ends in the formula's value, and its lines can be computed again") {
    random_source random(2022);
    dti_test::formula_maker maker(random);
    const dti::formula_scope scope = dti_test::random_scope();
    std::size_t traced = 0;
    std::size_t recomputed = 0;
    std::size_t divided_by_zero = 0;
    for (int i = 0; i < 3000; ++i) {
        const std::string text = maker.number(static_cast<int>(random.below(5))).text;
        const std::optional<dti::program> code = compile(text, scope);
        if (text.size() > 600 || !code) {
            continue;
        }
        const dti_test::figures on = dti_test::random_figures(random);
        const std::vector<exact> slots = slots_of(on);
        const dti_test::bound_figures<exact> bound(*code, slots);
        const dti::program_result<exact> whole = dti::run<exact>(*code, bound.inputs());
        std::vector<std::string> texts;
        for (std::size_t slot = 0; slot < 3; ++slot) {
            texts.push_back(dti::to_explained_text(slots[slot]));
        }
        texts.emplace_back(on.reported ? "yes" : "no");
        texts.emplace_back(dti_test::options[on.role]);
        dti::formula_tracer tracer({text, &scope, &*code, slots, bound.states, bound.cohort, texts});
        const std::vector<explained_step> steps = tracer.steps();
        INFO(text);
        const bool stopped = !steps.empty() && steps.back().what == explained_step::kind::empty_division;
        CHECK(stopped == whole.empty);
        divided_by_zero += stopped ? 1 : 0;
        if (steps.empty()) {  // a figure, or its negative: the formula with the figure put in says it all
            const dti::formula_tree tree = *parse(text);
            const dti::formula_node& root = tree.nodes[tree.root];
            CHECK((root.children.empty() || root.op == dti::formula_op::negate));
        }
        if (!steps.empty() && !stopped && steps.back().value) {
            CHECK(*steps.back().value == whole.value);
        }
        for (const explained_step& step : steps) {
            if (!step.text.empty() && step.value && step.what != explained_step::kind::condition) {
                if (const std::optional<exact> again = value_of(step.text)) {
                    INFO(step.text);
                    CHECK(*again == *step.value);
                    ++recomputed;
                }
            }
        }
        ++traced;
    }
    CHECK(traced > 2000);
    CHECK(recomputed > 1000);
    CHECK(divided_by_zero > 30);
}
