#include "dti/analyse/solve_figure.hpp"

#include "support/analysed.hpp"

#include <doctest/doctest.h>

#include <optional>
#include <string>

using dti::exact;
using dti_test::analysed;
using dti_test::one_formula;

namespace {

/// The figure of x that reaches points by a formula, from a present one (or none where it is empty).
std::optional<exact> solved(const std::string& formula, const std::string& x, const exact& points,
                            std::optional<int> rounding = std::nullopt) {
    dti::definition source =
        dti_test::make_definition({dti_test::make_indicator("i", 10, {"x"}, {}, formula)});
    source.rounding.points = rounding;
    source.missing = dti::missing_policy::zero;
    source.empty_denominator = dti::empty_policy::zero;
    std::vector<dti_test::given> figures;
    if (!x.empty()) {
        figures.push_back({0, "i", "x", x});
    }
    const analysed scored(dti::compile_definition(source), 1, figures);
    return dti::figure_reaching(scored.all, 0, 0, 0, points);
}

}  // namespace

TEST_CASE("solve: linear pieces exactly, rounded to six decimals towards reaching") {
    CHECK(solved("max_score * clamp(x, 0, 1)", "0.2", 8) == exact(8, 10));
    CHECK(solved("max_score * clamp(x, 0, 1)", "0.2", 10) == exact(1));
    CHECK(solved("3 * x", "0", 1) == exact(333334, 1'000'000));
    CHECK(solved("10 - 3 * x", "2", 9) == exact(333333, 1'000'000));  // falling: rounded downwards
    CHECK(solved("line(x, 0: 0, 2: 4, 4: 10)", "1", 7) == exact(3));
    CHECK(solved("0/10 points = 20%; 10/10 points = 80%", "0.1", 5) == exact(1, 2));
}

TEST_CASE("solve: steps and conditions at their threshold; an open one just behind it") {
    CHECK(solved("steps(x, 1: 5, 2: 10)", "0", 4) == exact(1));
    CHECK(solved("steps(x, 1: 5, 2: 10)", "1", 6) == exact(2));
    CHECK(solved("if x > 3 then 8 else 2", "1", 8) == exact(3'000'001, 1'000'000));
    CHECK(solved("if x >= 3 and x < 4 then 8 else 2", "1", 8) == exact(3));
    CHECK(solved("floor(x)", "0.5", 4) == exact(4));
}

TEST_CASE("solve: from no figure, from beyond, and where there is nothing to do") {
    CHECK(solved("max_score * x", "", 5) == exact(1, 2));
    CHECK(solved("10 - abs(x - 5)", "9", 8) == exact(7));  // the nearest below
    CHECK(solved("max_score * x", "0.9", 5) == exact(9, 10));
    CHECK_FALSE(solved("min(x, 4)", "1", 5));
    CHECK_FALSE(solved("5 - x", "1", 6));  // only a figure below 0 would do
    CHECK(solved("5 - x", "-0.5", 6) == exact(-1));
}

TEST_CASE("solve: what is not linear is bracketed") {
    CHECK(solved("x ^ 2", "0", 2) == exact(1'414'214, 1'000'000));
    CHECK(solved("10 - 8 / x", "1", 6) == exact(2));
    CHECK(solved("x ^ 3 - 3 * x", "0", 2) == exact(2));
    CHECK(solved("8 / x", "4", 4) == exact(2));  // downwards
    // Of too high a degree to be walked along, and with a pole at 0.
    CHECK(solved(
        "1/x + 1/(x+1) + 1/(x+2) + 1/(x+3) + 1/(x+4) + 1/(x+5) + 1/(x+6) + 1/(x+7) + 1/(x+8) + 1/(x+9)", "1",
        10));
}

TEST_CASE("solve: points that are rounded are reached half a unit earlier") {
    CHECK(solved("3 * x", "0", 1, 1) == exact(316667, 1'000'000));  // 0.95 is 1.0
    CHECK(solved("3 * x", "0", exact(97, 100), 1) == exact(316667, 1'000'000));
    CHECK(solved("round(3 * x, 9)", "0", 1) ==
          exact(333334, 1'000'000));  // a piece for every step: bracketed
}

TEST_CASE("solve: a cohort's best that moves with the unit") {
    const analysed scored(one_formula("max_score * share_of_best(x)", {"x"}), 2,
                          {{0, "i", "x", "2"}, {1, "i", "x", "8"}});
    CHECK(dti::figure_reaching(scored.all, 0, 0, 0, 5) == exact(4));
    CHECK(dti::figure_reaching(scored.all, 0, 0, 0, 10) == exact(8));
}
