#include "dti/analyse/varied_indicator.hpp"

#include "support/analysed.hpp"

#include <doctest/doctest.h>

#include <string>
#include <vector>

using dti::exact;
using dti::given_derived;
using dti::varied_figure;
using dti_test::analysed;
using dti_test::one_formula;

namespace {

/// The points of unit A with one figure moved.
exact points(const analysed& scored, const char* name, const exact& value, given_derived derived) {
    const dti::varied_indicator varied(scored.all, 0, 0);
    const varied_figure<exact> moved{scored.slot(0, name), value};
    const auto score = varied.score<exact>({&moved, 1}, derived);
    REQUIRE(score);
    REQUIRE(score->points);
    return *score->points;
}

}  // namespace

TEST_CASE("a derived figure that is given stays, or gives way where its parts are all there") {
    const dti::shared_rules rules =
        one_formula("max_score * rate", {"part", "whole"}, {{"rate", "part / whole"}});
    const analysed whole(rules, 1, {{0, "i", "part", "1"}, {0, "i", "whole", "2"}, {0, "i", "rate", "0.5"}});
    CHECK(points(whole, "part", 2, given_derived::stays) == exact(5));
    CHECK(points(whole, "part", 2, given_derived::gives_way) == exact(10));
    CHECK(points(whole, "rate", exact(3, 10), given_derived::stays) == exact(3));
    const analysed alone(rules, 1, {{0, "i", "rate", "0.5"}});
    CHECK(points(alone, "part", 2, given_derived::gives_way) == exact(5));
}

TEST_CASE("what rests on a derived figure that gives way follows it") {
    const dti::shared_rules rules = one_formula("twice", {"x"}, {{"once", "x + 0"}, {"twice", "2 * once"}});
    const analysed scored(rules, 1, {{0, "i", "x", "1"}, {0, "i", "once", "1"}});
    CHECK(points(scored, "x", 3, given_derived::gives_way) == exact(6));
    CHECK(points(scored, "x", 3, given_derived::stays) == exact(2));
}

TEST_CASE("cohort figures are those of the others with the unit's other figure") {
    for (const auto& [formula, expected] :
         std::vector<std::pair<std::string, exact>>{{"cohort_max(x)", 6},
                                                    {"cohort_min(x)", 1},
                                                    {"cohort_sum(x)", 9},
                                                    {"cohort_mean(x)", 3},
                                                    {"cohort_count(x)", 3},
                                                    {"max_score * share_of_best(x)", 10}}) {
        INFO(formula);
        const analysed scored(one_formula(formula, {"x"}), 3,
                              {{0, "i", "x", "5"}, {1, "i", "x", "1"}, {2, "i", "x", "2"}});
        CHECK(points(scored, "x", 6, given_derived::stays) == expected);
        const dti::varied_indicator varied(scored.all, 0, 0);
        const varied_figure<exact> moved{0, 6};
        const auto rival = varied.score_of_rival<exact>(2, {&moved, 1});
        CHECK(*rival->points == (formula.front() == 'm' ? exact(20, 6) : expected));
    }
}

TEST_CASE("the program agrees with scoring edited data") {
    const dti::shared_rules rules =
        one_formula("max_score * share_of_best(rate)", {"part", "whole"}, {{"rate", "part / whole"}});
    const std::vector<dti_test::given> figures{
        {0, "i", "part", "1"}, {0, "i", "whole", "4"}, {1, "i", "part", "1"}, {1, "i", "whole", "2"}};
    const analysed before(rules, 2, figures);
    std::vector<dti_test::given> edited = figures;
    edited[0].text = "3";
    const analysed after(rules, 2, edited);
    CHECK(points(before, "part", 3, given_derived::stays) == *after.card.units[0].indicators[0].points);
}

TEST_CASE("what policies make of a figure that is not there, or of a division by zero") {
    dti::definition source =
        dti_test::make_definition({dti_test::make_indicator("i", 10, {"x", "y"}, {}, "x / y")});
    source.missing = dti::missing_policy::zero;
    source.empty_denominator = dti::empty_policy::max;
    const analysed scored(dti::compile_definition(source), 1, {{0, "i", "x", "1"}});
    const dti::varied_indicator varied(scored.all, 0, 0);
    const auto missing = varied.score<exact>({}, given_derived::stays);
    CHECK(missing->reason == dti::score_reason::missing_figure);
    CHECK(points(scored, "y", 0, given_derived::stays) == exact(10));
    source.empty_denominator = dti::empty_policy::error;
    const analysed strict(dti::compile_definition(source), 1, {{0, "i", "x", "1"}});
    const varied_figure<exact> zero{1, 0};
    CHECK_FALSE(dti::varied_indicator(strict.all, 0, 0).score<exact>({&zero, 1}, given_derived::stays));
}

TEST_CASE("rounding of points can be left out") {
    dti::definition source = dti_test::make_definition({dti_test::make_indicator("i", 10, {"x"}, {}, "x")});
    source.rounding.points = 1;
    const analysed scored(dti::compile_definition(source), 1, {{0, "i", "x", "1"}});
    const dti::varied_indicator varied(scored.all, 0, 0);
    const varied_figure<exact> moved{0, exact(123, 100)};
    CHECK(*varied.score<exact>({&moved, 1}, given_derived::stays)->points == exact(12, 10));
    CHECK(*varied.score<exact>({&moved, 1}, given_derived::stays, dti::points_rounding::left_out)->points ==
          exact(123, 100));
}
