#include "dti/analyse/goal.hpp"

#include "support/analysed.hpp"

#include <doctest/doctest.h>

#include <string>
#include <utility>
#include <vector>

using dti::exact;
using dti::goal;
using dti::goal_doubt;
using dti_test::analysed;
using dti_test::make_definition;
using dti_test::make_rate;

namespace {

/// Units on one indicator of 100 points with these rates in percent.
analysed ranked_by(const std::vector<std::string>& rates, dti::rank_basis basis,
                   dti::tie_method ties = dti::tie_method::competition) {
    dti::definition source = make_definition({make_rate("i", 100)});
    source.rank_on = basis;
    source.ties = ties;
    source.print.value = 2;
    std::vector<dti_test::given> figures;
    for (std::size_t unit = 0; unit < rates.size(); ++unit) {
        figures.push_back({unit, "i", "rate", rates[unit]});
    }
    return {dti::compile_definition(source), rates.size(), figures};
}

}  // namespace

TEST_CASE("a rank asks for the total of whoever holds it, or a little more") {
    using dti::rank_basis;
    using dti::tie_method;
    SUBCASE("exact: as much as the unit at that place") {
        const analysed scored = ranked_by({"10%", "50%", "30%", "20%"}, rank_basis::exact);
        const dti::rank_goal second = dti::find_rank_goal(scored.all, 0, 2);
        REQUIRE(second.wanted);
        CHECK(second.wanted->points == exact(30));
        CHECK_FALSE(second.wanted->above);
        CHECK(dti::find_rank_goal(scored.all, 0, 1).wanted->points == exact(50));
        CHECK_FALSE(dti::find_rank_goal(scored.all, 0, 4).wanted);  // any total will do
    }
    SUBCASE("printed: the least that is printed so") {
        const analysed scored = ranked_by({"10%", "50%", "30%"}, rank_basis::printed);
        CHECK(dti::find_rank_goal(scored.all, 0, 2).wanted->points == exact(295, 10));
    }
    SUBCASE("average: equal is not enough") {
        const analysed scored = ranked_by({"10%", "50%", "30%"}, rank_basis::exact, tie_method::average);
        const dti::rank_goal first = dti::find_rank_goal(scored.all, 0, 1);
        CHECK(first.wanted->points == exact(50));
        CHECK(first.wanted->above);
        const analysed printed = ranked_by({"10%", "50%", "30%"}, rank_basis::printed, tie_method::average);
        CHECK(dti::find_rank_goal(printed.all, 0, 1).wanted->points == exact(505, 10));
    }
}

TEST_CASE("a rank has no answer without rivals, without a total, without a rank") {
    const analysed alone = ranked_by({"10%"}, dti::rank_basis::exact);
    CHECK(dti::find_rank_goal(alone.all, 0, 1).doubt == goal_doubt::no_rivals);

    dti::definition source = make_definition({make_rate("i", 100)});
    source.missing = dti::missing_policy::zero;
    source.min_coverage = 1;
    const analysed partial(dti::compile_definition(source), 2, {{1, "i", "rate", "10%"}});
    CHECK(dti::find_rank_goal(partial.all, 0, 1).doubt == goal_doubt::no_total);

    const dti::shared_rules rules = dti::compile_definition(make_definition({make_rate("i", 100)}));
    const analysed apart(rules, dti_test::make_data(rules, {{.name = "A", .ranked = false}, {.name = "B"}},
                                                    {{0, "i", "rate", "1%"}, {1, "i", "rate", "2%"}}));
    CHECK(dti::find_rank_goal(apart.all, 0, 1).doubt == goal_doubt::not_ranked);
}

TEST_CASE("the fewest gaps that reach a total: the largest first, the last one needed") {
    const analysed scored(dti::compile_definition(
                              make_definition({make_rate("a", 10), make_rate("b", 30), make_rate("c", 20)})),
                          1, {{0, "a", "rate", "0"}, {0, "b", "rate", "50%"}, {0, "c", "rate", "40%"}});
    const std::vector<dti::indicator_gap> gaps = dti::find_gaps(scored.all, 0, {});
    const dti::goal_plan plan = dti::plan_goal(scored.all, 0, gaps, goal{45, false});
    CHECK(plan.now == exact(23));
    CHECK(plan.missing == exact(22));
    CHECK(plan.chosen == std::vector<std::size_t>{1, 2});  // 15 and 12
    CHECK(plan.reached == exact(50));
    CHECK(plan.enough);
    CHECK(dti::plan_goal(scored.all, 0, gaps, goal{38, false}).chosen == std::vector<std::size_t>{1});
    CHECK(dti::plan_goal(scored.all, 0, gaps, goal{38, true}).chosen.size() == 2);
    CHECK(dti::plan_goal(scored.all, 0, gaps, goal{20, false}).chosen.empty());
    const dti::goal_plan beyond = dti::plan_goal(scored.all, 0, gaps, goal{61, false});
    CHECK_FALSE(beyond.enough);
    CHECK(beyond.chosen.size() == 3);
}

TEST_CASE("the fewest gaps: a sub-index that is full takes no more") {
    dti::indicator bonus = make_rate("bonus", 20);
    bonus.bonus = true;
    const analysed scored(
        dti::compile_definition(make_definition({dti_test::make_sub_index("x", {make_rate("a", 10), bonus}),
                                                 dti_test::make_sub_index("y", {make_rate("b", 8)})})),
        1, {{0, "a", "rate", "0"}, {0, "bonus", "rate", "0"}, {0, "b", "rate", "0"}});
    const std::vector<dti::indicator_gap> gaps = dti::find_gaps(scored.all, 0, {});
    const dti::goal_plan plan = dti::plan_goal(scored.all, 0, gaps, goal{18, false});
    CHECK(plan.chosen == std::vector<std::size_t>{0, 2});  // the bonus would add nothing more
    CHECK(plan.enough);
}

TEST_CASE(
    "without a total of its own the official one is the base, and what is not stated counts for nothing") {
    dti::definition source = make_definition({make_rate("a", 10), make_rate("b", 90)});
    source.missing = dti::missing_policy::zero;
    source.min_coverage = exact(1, 2);
    const dti::shared_rules rules = dti::compile_definition(source);
    dti::data_set data = dti_test::make_data(rules, {{.name = "A"}}, {{0, "a", "rate", "40%"}});
    CHECK(dti::plan_goal(analysed(rules, data).all, 0, {}, goal{50, false}).doubt == goal_doubt::no_total);
    data.make_profile(0).official.total.value = dti::written_number{exact(593, 1000)};
    const analysed scored(rules, std::move(data));
    const std::vector<dti::indicator_gap> gaps = dti::find_gaps(scored.all, 0, {});
    const dti::goal_plan plan = dti::plan_goal(scored.all, 0, gaps, goal{62, false});
    CHECK(plan.on_official);
    CHECK(plan.now == exact(593, 10));
    CHECK(plan.chosen == std::vector<std::size_t>{0});
    CHECK(plan.reached == exact(653, 10));
    CHECK_FALSE(dti::plan_goal(scored.all, 0, gaps, goal{66, false}).enough);
}
