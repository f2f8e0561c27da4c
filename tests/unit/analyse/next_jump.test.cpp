#include "dti/analyse/next_jump.hpp"

#include "support/analysed.hpp"

#include <doctest/doctest.h>

#include <optional>
#include <string>

using dti::exact;
using dti_test::analysed;
using dti_test::one_formula;

namespace {

std::optional<exact> jump_of(const std::string& formula, const std::string& x, const char* name = "x") {
    const analysed scored(one_formula(formula, {name}), 1, {{0, "i", name, x}});
    const dti::varied_indicator varied(scored.all, 0, 0);
    return dti::next_jump(dti::figure_line(varied, 0));
}

}  // namespace

TEST_CASE("the next jump is the next threshold that pays") {
    CHECK(jump_of("steps(x, 1: 2, 3: 5, 6: 9)", "1") == exact(3));
    CHECK(jump_of("steps(x, 1: 2, 3: 1, 6: 9)", "1") == exact(6));  // 3 costs
    CHECK(jump_of("if x >= 4 then 9 else x", "1.5") == exact(4));
    CHECK(jump_of("floor(x)", "2.5") == exact(3));
    CHECK(jump_of("ceil(x ^ 2)", "0.5") == exact(1'000'001, 1'000'000));  // just above 1
    CHECK(jump_of("floor(x ^ 2)", "0.5") == exact(1));
    CHECK(jump_of("floor(x ^ 2)", "1.2") == exact(1'414'214, 1'000'000));
    CHECK_FALSE(jump_of("max_score * clamp(x, 0, 1)", "0.5"));
    CHECK_FALSE(jump_of("steps(x, 1: 2, 3: 5)", "3"));
}

TEST_CASE("an open threshold is passed by one count, or by the least of a rate") {
    CHECK(jump_of("if x > 4 then 9 else 0", "2") == exact(5));
    CHECK(jump_of("if rate > 50% then 9 else 0", "0.2", "rate") == exact(500'001, 1'000'000));
}

TEST_CASE("where less is better the jump lies below, down to 0") {
    CHECK(jump_of("if x <= 2 then 9 else 3", "5") == exact(2));
    CHECK_FALSE(jump_of("if x < 0 then 9 else 3", "5"));
}
