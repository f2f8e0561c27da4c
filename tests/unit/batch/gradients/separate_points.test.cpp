#include "dti/batch/gradients/separate_points.hpp"

#include "support/analysed.hpp"

#include <doctest/doctest.h>

using dti::exact;
using dti::line_part;
using dti::piecewise_line;

namespace {

std::optional<std::vector<line_part>> parts_of(const std::string& formula,
                                               const std::optional<int>& decimals = std::nullopt) {
    const dti::shared_rules rules =
        dti_test::one_formula(formula, {"p", "q", "n"}, {{.name = "rate", .formula = "p / q"}});
    return dti::separate_points(rules->indicators()[0], decimals);
}

}  // namespace

TEST_CASE("rules of one variable are one line") {
    const auto rate = parts_of("max_score * clamp(rate, 0, 1)");
    REQUIRE(rate);
    REQUIRE(rate->size() == 1);
    CHECK((*rate)[0].variable.top == 0);
    CHECK((*rate)[0].variable.bottom == 1U);
    CHECK((*rate)[0].variable.derived == 3U);
    CHECK((*rate)[0].line.places() == std::vector<exact>{0, 1});
    CHECK((*rate)[0].line.pieces()[1].slope == 10);

    const auto example = parts_of("10/10 points = 80%");
    REQUIRE(example);
    CHECK((*example)[0].line.places() == std::vector<exact>{0, exact(4, 5)});

    const auto inline_ratio = parts_of("100 * p / (4 * q)");
    REQUIRE(inline_ratio);
    CHECK_FALSE((*inline_ratio)[0].variable.derived.has_value());
    CHECK((*inline_ratio)[0].line.places() == std::vector<exact>{0, exact(2, 5)});  // kept within 0..10

    const auto steps = parts_of("steps(n, 2: 5, 4: max_score)");
    REQUIRE(steps);
    CHECK((*steps)[0].variable.slot() == 2U);
    CHECK((*steps)[0].line.is_steps());
}

TEST_CASE("a share of the best is a variable of its own") {
    const auto share = parts_of("max_score * share_of_best(rate)");
    REQUIRE(share);
    CHECK((*share)[0].variable.best == 0U);
    CHECK((*share)[0].variable.slot() == 3U);
    CHECK_FALSE(parts_of("rate / cohort_max(n)").has_value());
    CHECK_FALSE(parts_of("rate / cohort_mean(rate)").has_value());
}

TEST_CASE("sums of lines of different figures stay apart") {
    const auto sum = parts_of("(if rate >= 1 then 5 else 0) + clamp(n, 0, 5)");
    REQUIRE(sum);
    CHECK(sum->size() == 2);
    CHECK_FALSE(parts_of("rate + n").has_value());                            // kept within 0..10 together
    CHECK_FALSE(parts_of("clamp(rate, 0, 5) + clamp(p, 0, 5)").has_value());  // p moves both
}

TEST_CASE("other rules are none") {
    for (const char* formula : {"n * n", "p * n", "n ^ 2", "1 / n", "if n > p then 1 else 2", "round(n)"}) {
        CAPTURE(formula);
        CHECK_FALSE(parts_of(formula).has_value());
    }
    CHECK_FALSE(parts_of("n", 1).has_value());  // rounded to decimals: too many steps
    CHECK(parts_of("steps(n, 2: 5.25)", 1).has_value());
    const auto none = parts_of("5 + 0 * n");
    REQUIRE(none);
    CHECK(none->empty());
}
