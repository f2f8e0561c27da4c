#include "dti/analyse/trace.hpp"

#include "dti/report/explain_words.hpp"
#include "support/formula.hpp"

#include <doctest/doctest.h>

using dti::exact;

namespace {

struct traced {
    std::string filled;
    std::vector<std::string> lines;
};

/// The trace of a formula over x, y, reported (yes) and role (deputy); cohort figures are 8.
traced trace(const std::string& text, exact x, exact y = 4) {
    const dti::formula_scope scope = dti_test::mixed_scope();
    const dti::program code = dti_test::compile_text(text, scope);
    const std::vector<exact> slots{x, y, 1, 1};
    const dti_test::bound_figures<exact> bound(code, slots, std::vector<exact>(code.cohort_terms.size(), 8));
    const std::vector<std::string> texts{dti::to_explained_text(x), dti::to_explained_text(y), "yes",
                                         "deputy"};
    dti::formula_tracer tracer({text, &scope, &code, slots, bound.states, bound.cohort, texts});
    traced result{tracer.filled(), {}};
    for (const dti::explained_step& step : tracer.steps()) {
        result.lines.push_back(dti::to_line(step, dti::language::en));
    }
    return result;
}
using lines = std::vector<std::string>;

}  // namespace

TEST_CASE("trace: arithmetic, one line an operation that a pencil does at once") {
    const traced made = trace("max_score * clamp(x / y, 0, 80%)", 3);
    CHECK(made.filled == "10 * clamp(3 / 4, 0, 80%)");
    CHECK(made.lines == lines{"3 / 4 = 0.75", "clamp(0.75, 0, 80%) = 0.75", "10 * 0.75 = 7.5"});
    CHECK(trace("x + y - 1", 3).lines == lines{"3 + 4 - 1 = 6"});
    CHECK(trace("-x * 2", 3).lines == lines{"-3 * 2 = -6"});
    CHECK(trace("10 * x", exact(2, 3)).lines == lines{"10 * 0.666666… = 6.666666…"});
}

TEST_CASE("trace: branches, and only what they need") {
    CHECK(trace("if x > 5 and y / 0 > 1 then 1 else y * 2", 3).lines ==
          lines{"3 > 5 and 4 / 0 > 1: does not hold", "4 * 2 = 8"});
    CHECK(trace("if reported then 5 else x / 0", 3).lines == lines{"reported is yes: 5"});
    CHECK(trace("if x >= 3 then y else 0", 3).lines == lines{"3 >= 3: holds, so 4"});
    CHECK(trace("choice(role, leader: 10, deputy: x + 1, member: 0)", 3).lines ==
          lines{"role is deputy", "3 + 1 = 4"});
    CHECK(trace("10 * reported", 3).lines == lines{"10 * 1 = 10"});
}

TEST_CASE("trace: steps and lines name the threshold") {
    CHECK(trace("steps(x, 20%: 1, 50%: 5)", exact(1, 2)).lines == lines{"0.5 reaches 50%: 5"});
    CHECK(trace("steps(x, 20%: 1, 50%: 5)", exact(1, 10)).lines == lines{"0.1 is below 20%: 0"});
    CHECK(trace("steps(x, 20%: 1, else: -1)", exact(1, 10)).lines.back().find("is below 20%") !=
          std::string::npos);
    CHECK(trace("line(x, 0: 0, 0.5: 8, 1: 10)", exact(3, 4)).lines ==
          lines{"0.75 lies between 0.5 and 1: 8 + (10 - 8) * (0.75 - 0.5) / (1 - 0.5) = 9"});
    CHECK(trace("line(x, 0: 0, 1: 10)", 2).lines == lines{"2 counts as at 1: 10"});
}

TEST_CASE("trace: cohort figures and points by example") {
    CHECK(trace("steps(share_of_best(x), 0.5: 5)", 4).filled == "steps(4 / 8, 0.5: 5)");
    CHECK(trace("cohort_max(x) - x", 4).lines == lines{"8 - 4 = 4"});
    const dti::formula_scope scope = dti_test::scope_of({"x"});
    const auto example = [&](const std::string& text, const exact& x) {
        const dti::program code = dti_test::compile_text(text, scope);
        const std::vector<exact> slots{x};
        const dti_test::bound_figures<exact> bound(code, slots);
        const std::vector<std::string> texts{"60.29%"};
        dti::formula_tracer tracer({text, &scope, &code, slots, bound.states, bound.cohort, texts});
        std::string all = tracer.filled();
        for (const dti::explained_step& step : tracer.steps()) {
            all += " | " + dti::to_line(step, dti::language::en);
        }
        return all;
    };
    CHECK(example("0.4/10 points = 4%", exact(6029, 10000)) ==
          "0.4 / 4% * 60.29% | 0.4 / 4% * 60.29% = 6.029");
    CHECK(example("10/10 điểm = 50%", exact(6029, 10000)) ==
          "10 / 50% * 60.29% | 10 / 50% * 60.29% = 12.058 | kept within 0 to 10: 10");
    CHECK(example("0/10 points = 20%; 10/10 points = 80%", exact(6029, 10000))
              .find("60.29% lies between 20% and 80%: 0 + (10 - 0) * (60.29% - 20%) / (80% - 20%) = ") !=
          std::string::npos);
}

TEST_CASE("trace: a needed division by zero ends it") {
    CHECK(trace("1 + x / (y - 4)", 3).lines == lines{"4 - 4 = 0", "3 / 0 divides by zero"});
}
