#include "dti/evaluate/compiled_definition.hpp"

#include "dti/definition/read.hpp"
#include "support/definitions.hpp"
#include "support/flow.hpp"

#include <doctest/doctest.h>

#include <string>

using dti::compile_definition;
using dti::exact;
using dti_test::codes_of;
using dti_test::make_definition;
using dti_test::make_indicator;
using dti_test::make_rate;
using dti_test::make_sub_index;
using dti_test::only;

namespace {

/// What is wrong with a definition made in code.
dti::diagnostics faults_of(dti::definition index) {
    dti::diagnostics found;
    const dti::shared_rules rules = compile_definition(std::move(index), {}, found);
    CHECK((rules == nullptr) == found.has_errors());
    return found;
}

dti::diagnostics faults_of_derive(std::vector<dti::derivation> derive, std::string formula = "max_score") {
    return faults_of(
        make_definition({make_indicator("x", 10, {"a", "b"}, std::move(derive), std::move(formula))}));
}

using codes = std::vector<std::string>;

}  // namespace

TEST_CASE(
    "compiled_definition: slots are inputs, then derived figures; each indicator has a field for points "
    "behind them") {
    const dti::shared_rules rules = compile_definition(make_definition({
        make_sub_index("a", {make_rate("x", 10), make_indicator("y", 5, {}, {}, "points")}),
        make_sub_index("b", {make_indicator("z", 5, {"n"}, {}, "n")}),
    }));
    REQUIRE(rules->indicators().size() == 3);
    const dti::compiled_indicator& x = rules->indicators()[0];
    CHECK(x.source->id == "x");
    CHECK(x.slots() == 3);
    CHECK(x.find_slot("part") == 0U);
    CHECK(x.find_slot("rate") == 2U);
    CHECK_FALSE(x.find_slot("points").has_value());
    CHECK(x.first_field == 0);
    CHECK(x.points_field() == 3);
    CHECK(x.points.has_value());
    const dti::compiled_indicator& y = rules->indicators()[1];
    CHECK(y.first_field == 4);
    CHECK(y.points_field() == 4);
    CHECK_FALSE(y.points.has_value());
    CHECK(rules->indicators()[2].sub_index == 1);
    CHECK(rules->fields() == 7);
    CHECK(rules->find_indicator("z") == 2U);
    CHECK_FALSE(rules->find_indicator("a").has_value());
}

TEST_CASE("compiled_definition: the source moves with it") {
    // Programs point into the definition; it must outlive every handle that was made from it.
    dti::definition index = make_definition({make_rate("x", 10)});
    const dti::shared_rules rules = compile_definition(std::move(index));
    CHECK(rules->indicators()[0].source == &rules->source().sub_indices[0].indicators[0]);
}

TEST_CASE("compiled_definition: derived figures stand in any order, each is computed behind what it needs") {
    const dti::shared_rules rules = compile_definition(make_definition(
        {make_indicator("x", 10, {"a"}, {{"d", "b + c"}, {"b", "c * 2"}, {"c", "a + 1"}}, "d")}));
    const std::vector<dti::derived_program>& derive = rules->indicators()[0].derive;
    REQUIRE(derive.size() == 3);
    CHECK(derive[0].slot == 3);
    CHECK(derive[1].slot == 2);
    CHECK(derive[2].slot == 1);
}

TEST_CASE(
    "compiled_definition: a long chain of derived figures in the opposite order is compiled in one pass") {
    constexpr int length = 2000;
    std::vector<dti::derivation> chain;
    for (int i = 0; i < length; ++i) {
        chain.push_back({"d" + std::to_string(i), "d" + std::to_string(i + 1)});
    }
    chain.push_back({"d" + std::to_string(length), "x"});
    const dti::shared_rules rules =
        dti::compile_definition(make_definition({make_indicator("i", 1, {"x"}, chain, "d0")}));
    CHECK(rules->indicators()[0].derive.size() == length + 1);
    CHECK(rules->indicators()[0].derive.front().slot == length + 1);
    CHECK(rules->indicators()[0].derive.back().slot == 1);
}

TEST_CASE("compiled_definition: circles, names and notations that cannot be derived") {
    CHECK(codes_of(faults_of_derive({{"c", "d"}, {"d", "c"}})) == codes{"derive-cycle"});
    CHECK(only(faults_of_derive({{"c", "d"}, {"d", "c + a"}, {"e", "a"}})).what.text.find("`e`") ==
          std::string::npos);
    CHECK(codes_of(faults_of_derive({{"c", "c + 1"}})) == codes{"derive-cycle"});
    CHECK(codes_of(faults_of_derive({{"c", "z + 1"}})) == codes{"formula-name"});
    CHECK(codes_of(faults_of_derive({{"c", "points"}})).size() == 1);
    CHECK(codes_of(faults_of_derive({{"c", "0.4/10 points = 4%"}})).size() == 1);
    CHECK(codes_of(faults_of_derive({{"c", "cohort_max(a)"}})) == codes{"formula-name"});
    CHECK(codes_of(faults_of_derive({{"c", "a <"}})) == codes{"formula-syntax"});
    CHECK(codes_of(faults_of_derive({{"c", "a < b"}})) == codes{"formula-type"});
    CHECK(faults_of_derive({{"c", "max_score * a"}}).empty());
}

TEST_CASE("compiled_definition: growth is followed through derived figures") {
    CHECK(faults_of_derive({{"c", "a^8"}, {"d", "c^64"}}, "d").empty());
    CHECK(codes_of(faults_of_derive({{"e", "d^8"}, {"d", "c^64"}, {"c", "a^8"}}, "e")) == codes{"limit"});
}

TEST_CASE("compiled_definition: a mistake does not hide the mistakes of other formulas") {
    const dti::diagnostics found = faults_of(make_definition({
        make_indicator("x", 10, {"a"}, {{"b", "a +"}}, "a + b + zz"),
        make_indicator("y", 10, {"a"}, {}, "a / "),
        make_indicator("Z", 10, {"a"}, {}, "if a then 1 else 2"),
    }));
    CHECK(codes_of(found) ==
          codes{"bad-id", "formula-syntax", "formula-name", "formula-syntax", "formula-type"});
    CHECK(found.items()[1].where == dti::position{1, 4});
    CHECK(found.items()[1].line == "a +");
}

TEST_CASE("compiled_definition: an error behind any number of warnings is an error") {
    std::vector<dti::sub_index> parts;
    for (int i = 0; i < 1500; ++i) {
        parts.push_back(make_sub_index("s" + std::to_string(i),
                                       {make_indicator("x" + std::to_string(i), 10, {}, {}, "points")}));
        parts.back().max_score = 11;  // warns
    }
    parts.back().indicators[0].formula = "1 +";
    const dti::diagnostics found = faults_of(make_definition(std::move(parts)));
    CHECK(found.has_errors());
}

TEST_CASE("compiled_definition: what throws carries every mistake") {
    try {
        static_cast<void>(
            compile_definition(make_definition({make_indicator("x", 10, {"a"}, {}, "a + zz")})));
        FAIL("nothing thrown");
    } catch (const dti::error& thrown) {
        CHECK(codes_of(thrown.diagnostics()) == codes{"formula-name"});
        CHECK(std::string(thrown.what()).find("zz") != std::string::npos);
    }
}

TEST_CASE("compiled_definition: places of formula mistakes in the source") {
    const dti_test::flow_text flow = dti_test::read_flow(
        "{dti: 1, index: test, title: {en: T}, sub_indices: [{id: a, indicators: [\n"
        " {id: x, max_score: 10, inputs: {tỷ: {}, b: {}}, derive: {rate: b / c}, formula: \"b + rat\"}]}]}");
    dti::diagnostics found;
    dti::definition index = dti::read_definition(flow.root, *flow.source, found);
    CHECK(compile_definition(std::move(index), {&flow.root, flow.source}, found) == nullptr);
    const std::string_view text = flow.source->text();
    REQUIRE(codes_of(found) == codes{"bad-id", "formula-name", "formula-name"});
    CHECK(found.items()[1].where == flow.source->at(text.find("c}, formula")));
    CHECK(found.items()[2].where == flow.source->at(text.find("rat\"")));
    CHECK(found.items()[2].what.help == "did you mean `rate`?");
}

TEST_CASE("compiled_definition: maxima of sub-indices, given or summed") {
    dti::indicator bonus = make_indicator("bonus", 3, {}, {}, "points");
    bonus.bonus = true;
    dti::indicator shown = make_indicator("shown", 4, {}, {}, "points");
    shown.scored = false;
    dti::indicator half = make_indicator("half", 10, {}, {}, "points");
    half.weight = exact(1, 2);
    std::vector<dti::sub_index> parts{
        make_sub_index("a", {half, bonus, shown, make_indicator("third", exact(70, 9), {}, {}, "points")}),
        make_sub_index("b", {make_indicator("y", 10, {}, {}, "points")})};
    parts[1].max_score = 20;
    parts[1].weight = 3;
    dti::definition index = make_definition(std::move(parts));
    index.pillars.push_back({"p", {}, {"b", "a"}});
    const dti::shared_rules rules = compile_definition(std::move(index));
    CHECK(rules->sub_index_max(0) == exact(5) + exact(70, 9));
    CHECK(rules->sub_index_max(1) == 20);
    CHECK(rules->pillar_parts(0) == std::vector<std::size_t>{1, 0});
    // Coverage shares: of the total's maximum, in proportion to weight · max_score; nothing for bonus and
    // unscored.
    const exact total = exact(5) + exact(70, 9) + 60;
    CHECK(rules->indicators()[0].coverage_share == exact(5) / total);
    CHECK(rules->indicators()[1].coverage_share == 0);
    CHECK(rules->indicators()[2].coverage_share == 0);
    CHECK(rules->indicators()[3].coverage_share == exact(70, 9) / total);
    CHECK(rules->indicators()[4].coverage_share == exact(60) / total);
}

TEST_CASE("compiled_definition: a sub-index in which nothing is scored has no part in coverage") {
    dti::indicator shown = make_indicator("shown", 4, {}, {}, "points");
    shown.scored = false;
    std::vector<dti::sub_index> parts{make_sub_index("a", {shown}),
                                      make_sub_index("b", {make_indicator("y", 10, {}, {}, "points")})};
    parts[0].max_score = 50;
    const dti::shared_rules rules = compile_definition(make_definition(std::move(parts)));
    CHECK(rules->indicators()[1].coverage_share == 1);
}
