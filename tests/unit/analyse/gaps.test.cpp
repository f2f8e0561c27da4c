#include "dti/analyse/gaps.hpp"

#include "support/analysed.hpp"

#include <doctest/doctest.h>

#include <optional>
#include <string>
#include <utility>
#include <vector>

using dti::exact;
using dti::gap_block;
using dti::indicator_gap;
using dti::target;
using dti_test::analysed;
using dti_test::make_definition;
using dti_test::make_indicator;
using dti_test::make_rate;

namespace {

target wanted(std::size_t indicator, std::string name, exact figure,
              dti::target_kind kind = dti::target_kind::at_least) {
    target made;
    made.subject = indicator;
    made.name = std::move(name);
    made.kind = kind;
    made.figure.value = std::move(figure);
    return made;
}

dti::indicator published(dti::indicator item) {
    return dti_test::with_confidence(std::move(item), dti::confidence::published);
}

/// `slot=value` of a figure; empty where there is none.
std::string text(const analysed& scored, const indicator_gap& row,
                 const std::optional<dti::named_figure>& figure) {
    if (!figure) {
        return {};
    }
    const dti::compiled_indicator& item = scored.model.rules().indicators()[row.indicators.front()];
    return item.scope.entries[figure->slot].name + '=' + dti::to_shortest_text(figure->value);
}

}  // namespace

TEST_CASE("gaps: to the maximum where there is no target, with share, order and what is needed") {
    dti::indicator heavy = published(make_rate("heavy", 10));
    heavy.weight = 3;
    const analysed scored(
        dti::compile_definition(make_definition(
            {published(make_rate("small", 20)), heavy,
             published(make_indicator("drills", 5, {"count"}, {}, "steps(count, 1: 2, 4: 5)"))})),
        1, {{0, "small", "rate", "70%"}, {0, "heavy", "rate", "50%"}, {0, "drills", "count", "4"}});
    const std::vector<indicator_gap> gaps = dti::find_gaps(scored.all, 0, {});
    REQUIRE(gaps.size() == 3);
    CHECK(*gaps[0].gap == exact(6));
    CHECK(gaps[0].basis == dti::gap_basis::maximum);
    CHECK(text(scored, gaps[0], gaps[0].needed) == "rate=1");
    CHECK(*gaps[0].share == exact(6, 21));
    CHECK(*gaps[1].gap == exact(5));
    CHECK(gaps[1].weighted == exact(15));
    CHECK(*gaps[1].total_points == exact(15));
    CHECK(*gaps[2].gap == exact(0));
    CHECK(gaps[2].block == gap_block::held);
    CHECK_FALSE(gaps[2].needed);
    REQUIRE(gaps[2].slipping);
    CHECK(text(scored, gaps[2], gaps[2].slipping->figure) == "count=3");
    CHECK(gaps[2].slipping->points == exact(3));

    const dti::gap_ranking by_points = dti::rank_gaps(gaps, dti::gap_key::points);
    CHECK(by_points.order == std::vector<std::size_t>{0, 1, 2});
    const dti::gap_ranking by_share = dti::rank_gaps(gaps, dti::gap_key::share);
    CHECK(by_share.order == std::vector<std::size_t>{1, 0, 2});
    CHECK(*by_share.ranks[1] == 1);
    CHECK(*by_share.ranks[2] == 3);
}

TEST_CASE("gaps: the kinds of targets") {
    const dti::shared_rules rules = dti::compile_definition(
        make_definition({make_rate("i", 10), make_indicator("entered", 10, {}, {}, "points")}));
    dti::data_set data =
        dti_test::make_data(rules, {{.name = "A"}}, {{0, "i", "rate", "40%"}, {0, "entered", "points", "4"}});
    data.make_profile(0).as_of = "2022-12-31";
    const analysed scored(rules, std::move(data));
    const auto target_points = [&](const target& item) {
        return dti::find_gaps(scored.all, 0, {item})[item.subject].target_points;
    };
    using dti::target_kind;
    CHECK(target_points(wanted(0, "rate", exact(6, 10))) == exact(6));
    CHECK(target_points(wanted(0, "rate", exact(6, 10), target_kind::over)) == exact(6));
    CHECK(target_points(wanted(0, "rate", exact(3, 10))) == exact(4));  // beyond it already
    CHECK(target_points(wanted(0, "points", 7)) == exact(7));
    CHECK(target_points(wanted(0, "points", 70)) == exact(10));
    CHECK(target_points(wanted(1, "points", 6)) == exact(6));
    target times = wanted(0, "rate", 2, target_kind::times);
    times.from = "2022";
    CHECK(target_points(times) == exact(8));
    times.from = "2021";  // a figure that is not there
    CHECK(target_points(times) == exact(10));
    target plus = wanted(0, "rate", exact(5, 100), target_kind::plus);
    plus.from = "2022";
    CHECK(target_points(plus) == exact(45, 10));
    CHECK(target_points(wanted(0, "part", 5)) ==
          exact(4));  // its whole is not there: the rate stays as given
    CHECK(target_points(wanted(0, "rate", exact(1, 10), target_kind::at_most)) == exact(1));
    target words;
    words.subject = 0;
    CHECK(target_points(words) == exact(10));
}

TEST_CASE("gaps: a gap is never below 0, entered points leave nothing needed") {
    const analysed scored(dti::compile_definition(make_definition({make_rate("i", 10)})), 1,
                          {{0, "i", "rate", "10%"}, {0, "i", "points", "9"}});
    const indicator_gap row = dti::find_gaps(scored.all, 0, {wanted(0, "rate", exact(6, 10))}).front();
    CHECK(row.target_points == exact(6));
    CHECK(*row.gap == exact(0));
    const indicator_gap to_max = dti::find_gaps(scored.all, 0, {}).front();
    CHECK(*to_max.gap == exact(1));
    CHECK_FALSE(to_max.needed);
}

TEST_CASE("gaps: yes, an option, the first input that can, none at all") {
    dti::indicator asked = make_indicator("asked", 10, {}, {}, "max_score * issued");
    asked.inputs.push_back({.name = "issued", .kind = dti::input_kind::yes_no});
    dti::indicator chosen =
        make_indicator("chosen", 10, {}, {}, "choice(role, head: 10, deputy: 5, other: 0)");
    chosen.inputs.push_back({.name = "role", .kind = dti::input_kind::choice});
    chosen.inputs.back().options = {"head", "deputy", "other"};
    const analysed scored(
        dti::compile_definition(make_definition(
            {asked, chosen, make_indicator("either", 10, {"a", "b"}, {}, "min(a, 1) + min(b, 9)"),
             make_indicator("never", 10, {"a"}, {}, "min(a, 9)")})),
        1,
        {{0, "asked", "issued", "no"},
         {0, "chosen", "role", "other"},
         {0, "either", "a", "0"},
         {0, "either", "b", "3"},
         {0, "never", "a", "1"}});
    const std::vector<target> targets{wanted(1, "points", 4), wanted(2, "points", 8)};
    const std::vector<indicator_gap> gaps = dti::find_gaps(scored.all, 0, targets);
    CHECK(text(scored, gaps[0], gaps[0].needed) == "issued=1");
    CHECK(text(scored, gaps[1], gaps[1].needed) == "role=1");  // the deputy is enough
    CHECK(text(scored, gaps[2], gaps[2].needed) == "b=8");     // a alone cannot
    CHECK(text(scored, gaps[3], gaps[3].needed).empty());
}

TEST_CASE("gaps: assumed maxima and missing figures make the second part, subtotals a row of their own") {
    dti::indicator assumed = published(make_rate("assumed", 10));
    assumed.confidence.max_score = dti::confidence::assumed;
    dti::definition source =
        make_definition({published(make_rate("known", 10)), assumed, published(make_rate("missing", 10)),
                         published(make_rate("one", 5)), published(make_rate("two", 5))});
    source.missing = dti::missing_policy::zero;
    const dti::shared_rules rules = dti::compile_definition(source);
    dti::data_set data = dti_test::make_data(rules, {{.name = "A"}},
                                             {{0, "known", "rate", "90%"}, {0, "assumed", "rate", "20%"}});
    dti::subtotal sum;
    sum.indicators = {3, 4};
    sum.points = 4;
    data.make_profile(0).subtotals.push_back(sum);
    const analysed scored(rules, std::move(data));
    const std::vector<indicator_gap> gaps = dti::find_gaps(scored.all, 0, {});
    REQUIRE(gaps.size() == 6);
    CHECK(gaps[0].block == gap_block::stated);
    CHECK(gaps[1].block == gap_block::uncertain);
    CHECK(gaps[2].block == gap_block::uncertain);
    CHECK_FALSE(gaps[2].has_figures);
    CHECK(text(scored, gaps[2], gaps[2].needed) == "rate=1");
    CHECK_FALSE(gaps[3].gap);  // in the subtotal
    CHECK(gaps[4].of_subtotal != nullptr);
    CHECK(*gaps[4].gap == exact(6));
    CHECK(gaps[4].block == gap_block::stated);
    const dti::gap_ranking ranking = dti::rank_gaps(gaps, dti::gap_key::points);
    CHECK(ranking.order == std::vector<std::size_t>{4, 0, 2, 1, 3, 5});
    CHECK(*ranking.ranks[4] == 1);
    CHECK(*ranking.ranks[1] == 4);
    CHECK_FALSE(ranking.ranks[3]);
}

TEST_CASE("gaps: equal gaps share a rank") {
    const analysed scored(dti::compile_definition(
                              make_definition({make_rate("a", 10), make_rate("b", 10), make_rate("c", 10)})),
                          1, {{0, "a", "rate", "90%"}, {0, "b", "rate", "50%"}, {0, "c", "rate", "50%"}});
    const std::vector<indicator_gap> gaps = dti::find_gaps(scored.all, 0, {});
    const dti::gap_ranking ranking = dti::rank_gaps(gaps, dti::gap_key::points);
    CHECK(*ranking.ranks[1] == 1);
    CHECK(*ranking.ranks[2] == 1);
    CHECK(*ranking.ranks[0] == 3);
}
