#include "dti/definition/check.hpp"

#include "dti/definition/read.hpp"
#include "support/definitions.hpp"
#include "support/flow.hpp"

#include <doctest/doctest.h>

#include <string>

using dti::exact;
using dti_test::codes_of;
using dti_test::make_definition;
using dti_test::make_indicator;
using dti_test::make_sub_index;
using dti_test::only;

namespace {

dti::diagnostics check(const dti::definition& index) {
    dti::diagnostics found;
    dti::check_definition(index, {}, found);
    return found;
}

dti::definition sample() {
    dti::definition index = make_definition(
        {make_sub_index("a", {make_indicator("x", 10, {"part", "whole"}, {{"rate", "part / whole"}},
                                             "max_score * rate")}),
         make_sub_index("b", {make_indicator("y", 5, {}, {}, "points")})});
    index.pillars.push_back({"p", {}, {"a", "b"}});
    return index;
}

template <class Change>
std::vector<std::string> codes_after(Change&& change) {
    dti::definition index = sample();
    change(index);
    return codes_of(check(index));
}

using codes = std::vector<std::string>;

}  // namespace

TEST_CASE("check: a sound definition") {
    CHECK(check(sample()).empty());
}

TEST_CASE("check: ids") {
    for (const char* id : {"", "Provincial", "a_b", "đ", "a b", "a/b"}) {
        CAPTURE(id);
        CHECK(codes_after([&](dti::definition& index) { index.id = id; }) == codes{"bad-id"});
    }
    for (const char* id : {"", "1a", "_a", "A", "a-b", "đ", "a.b", "a b"}) {
        CAPTURE(id);
        CHECK(codes_after([&](dti::definition& index) { index.sub_indices[0].indicators[0].id = id; }) ==
              codes{"bad-id"});
        CHECK(codes_after([&](dti::definition& index) {
                  index.sub_indices[0].indicators[0].inputs[0].name = id;
              }) == codes{"bad-id"});
    }
    CHECK(codes_after([](dti::definition& index) { index.id = "2022-x"; }).empty());
    CHECK(codes_after([](dti::definition& index) { index.sub_indices[0].indicators[0].id = "x_1"; }).empty());
}

TEST_CASE("check: sub-indices and pillars share a namespace, indicators have another") {
    CHECK(codes_after([](dti::definition& index) { index.pillars[0].id = "a"; }) == codes{"duplicate-id"});
    CHECK(codes_after([](dti::definition& index) {
              index.sub_indices[1].id = "a";
              index.pillars[0].sub_indices = {"a"};
          }) == codes{"duplicate-id"});
    CHECK(codes_after([](dti::definition& index) { index.sub_indices[1].indicators[0].id = "x"; }) ==
          codes{"duplicate-id"});
    CHECK(codes_after([](dti::definition& index) { index.sub_indices[1].indicators[0].id = "a"; }).empty());
    CHECK(codes_after([](dti::definition& index) {  // codes need not be unique
              index.sub_indices[0].indicators[0].code = "1.1";
              index.sub_indices[1].indicators[0].code = "1.1";
          })
              .empty());
}

TEST_CASE("check: names of figures are unique within an indicator, and not reserved") {
    const auto rename = [](const std::string& name) {
        return codes_after(
            [&](dti::definition& index) { index.sub_indices[0].indicators[0].inputs[0].name = name; });
    };
    for (const char* word :
         {"if",         "then",       "else",        "and",        "or",           "not",
          "min",        "max",        "abs",         "floor",      "ceil",         "round",
          "clamp",      "steps",      "line",        "choice",     "points",       "max_score",
          "cohort_max", "cohort_min", "cohort_mean", "cohort_sum", "cohort_count", "share_of_best"}) {
        CAPTURE(word);
        CHECK(rename(word) == codes{"reserved-name"});
        CHECK(codes_after([&](dti::definition& index) {
                  index.sub_indices[0].indicators[0].derive[0].name = word;
              }) == codes{"reserved-name"});
    }
    CHECK(rename("whole") == codes{"duplicate-id"});
    CHECK(rename("rate") == codes{"duplicate-id"});
    CHECK(rename("points_given").empty());
}

TEST_CASE("check: options of a choice") {
    const auto with = [](dti::input_kind kind, std::vector<std::string> options) {
        return codes_after([&](dti::definition& index) {
            index.sub_indices[0].indicators[0].inputs[0].kind = kind;
            index.sub_indices[0].indicators[0].inputs[0].options = options;
        });
    };
    CHECK(with(dti::input_kind::choice, {"leader", "deputy"}).empty());
    CHECK(with(dti::input_kind::choice, {}) == codes{"choice-options"});
    CHECK(with(dti::input_kind::number, {"leader"}) == codes{"choice-options"});
    CHECK(with(dti::input_kind::choice, {"a", "a"}) == codes{"duplicate-id"});
    CHECK(with(dti::input_kind::choice, {"A"}) == codes{"bad-id"});
    // `choice(role, else: 1)` could not be told from an option of that name.
    CHECK(with(dti::input_kind::choice, {"a", "else"}) == codes{"reserved-name"});
    CHECK(with(dti::input_kind::choice, {"a", "if"}) == codes{"reserved-name"});
}

TEST_CASE("check: ids of sub-indices and pillars do not collide with columns of the result") {
    for (const char* id :
         {"rank", "unit", "total_points", "total", "coverage", "low", "high", "confidence", "synthetic"}) {
        CAPTURE(id);
        CHECK(codes_after([&](dti::definition& index) { index.pillars[0].id = id; }) ==
              codes{"reserved-name"});
        CHECK(codes_after([&](dti::definition& index) {
                  index.sub_indices[0].id = id;
                  index.pillars[0].sub_indices = {"b"};
              }) == codes{"reserved-name"});
    }
}

TEST_CASE("check: ranges of maxima, minima and weights") {
    const auto with = [](auto&& change) {
        return codes_after([&](dti::definition& index) { change(index.sub_indices[0].indicators[0]); });
    };
    CHECK(with([](dti::indicator& item) { item.max_score = 0; }) == codes{"out-of-range", "nothing-to-earn"});
    CHECK(with([](dti::indicator& item) { item.max_score = -1; }) ==
          codes{"out-of-range"});  // not once more as below min_score
    CHECK(with([](dti::indicator& item) { item.min_score = 11; }) == codes{"out-of-range"});
    CHECK(with([](dti::indicator& item) { item.min_score = -5; }).empty());
    CHECK(with([](dti::indicator& item) { item.min_score = 10; }).empty());
    CHECK(with([](dti::indicator& item) { item.weight = -1; }) == codes{"out-of-range"});
    CHECK(with([](dti::indicator& item) { item.weight = exact(1, 3); }).empty());
    CHECK(codes_after([](dti::definition& index) { index.sub_indices[0].weight = -1; }) ==
          codes{"out-of-range"});
    CHECK(codes_after([](dti::definition& index) { index.min_coverage = exact(11, 10); }) ==
          codes{"out-of-range"});
    CHECK(codes_after([](dti::definition& index) { index.min_coverage = -1; }) == codes{"out-of-range"});
    CHECK(codes_after([](dti::definition& index) { index.min_coverage = 1; }).empty());
    CHECK(codes_after([](dti::definition& index) { index.print.points = 31; }) == codes{"bad-decimals"});
    CHECK(codes_after([](dti::definition& index) { index.rounding.value = -1; }) == codes{"bad-decimals"});
}

TEST_CASE("check: an indicator that is not scored may have no maximum") {
    dti::definition index = sample();
    dti::indicator shown = make_indicator("z", 0, {}, {}, "");
    shown.scored = false;
    index.sub_indices[0].indicators.push_back(shown);
    CHECK(check(index).empty());
}

TEST_CASE("check: a given maximum that disagrees with the sum is a warning") {
    dti::definition index = sample();
    index.sub_indices[0].max_score = 12;
    const dti::diagnostic item = only(check(index));
    CHECK(item.level == dti::severity::warning);
    CHECK(item.what.code == "sums-differ");
    index.sub_indices[0].max_score = 10;
    CHECK(check(index).empty());
    // Weighted, without what is a bonus or not scored.
    index.sub_indices[0].indicators[0].weight = exact(1, 2);
    dti::indicator bonus = make_indicator("bonus", 3, {}, {}, "points");
    bonus.bonus = true;
    dti::indicator shown = make_indicator("shown", 4, {}, {}, "points");
    shown.scored = false;
    index.sub_indices[0].indicators.push_back(bonus);
    index.sub_indices[0].indicators.push_back(shown);
    index.sub_indices[0].max_score = 5;
    CHECK(check(index).empty());
    index.sub_indices[0].max_score = 0;
    CHECK(codes_of(check(index)) == codes{"out-of-range"});
}

TEST_CASE("check: a sub-index in which nothing can be earned") {
    dti::definition index = sample();
    index.sub_indices[0].indicators[0].weight = 0;
    CHECK(only(check(index)).what.code == "nothing-to-earn");
    CHECK(only(check(index)).level == dti::severity::warning);
    index.sub_indices[0].indicators[0].weight = 1;
    index.sub_indices[0].indicators[0].bonus = true;
    CHECK(only(check(index)).what.code == "nothing-to-earn");
    index = sample();
    index.sub_indices[0].indicators[0].scored = false;  // nothing is meant to be earned
    CHECK(check(index).empty());
}

TEST_CASE("check: nothing may be empty, pillars name sub-indices that are there") {
    CHECK(codes_of(check(make_definition(std::vector<dti::sub_index>{}))) == codes{"empty-list"});
    CHECK(codes_after([](dti::definition& index) { index.sub_indices[0].indicators.clear(); }) ==
          codes{"empty-list"});
    CHECK(codes_after([](dti::definition& index) { index.pillars[0].sub_indices.clear(); }) ==
          codes{"empty-list"});
    CHECK(codes_after([](dti::definition& index) {
              index.pillars[0].sub_indices = {"a", "c"};
          }) == codes{"unknown-name"});
    CHECK(codes_after([](dti::definition& index) {
              index.pillars[0].sub_indices = {"a", "a"};
          }) == codes{"duplicate-id"});
    CHECK(codes_after([](dti::definition& index) { index.pillars[0].sub_indices = {"p"}; }) ==
          codes{"unknown-name"});
    CHECK(codes_after([](dti::definition& index) {
              index.pillars.push_back({"q", {}, {"b", "a"}});
          }).empty());  // views overlap
    CHECK(codes_after([](dti::definition& index) { index.title = {}; }) == codes{"missing-key"});
    CHECK(codes_after([](dti::definition& index) { index.title = {"Chỉ số", ""}; }).empty());
}

TEST_CASE("check: places in the source of a definition that has one") {
    const dti_test::flow_text flow = dti_test::read_flow(
        "{dti: 1, index: test, title: {en: T},\n"
        " sub_indices: [{id: a, max_score: 12, indicators: [{id: x, max_score: 10, min_score: 11, formula: "
        "points},\n"
        "                               {id: X, max_score: 2, formula: points, inputs: {if: {}}}]}],\n"
        " pillars: [{id: p, sub_indices: [a, bb]}]}");
    dti::diagnostics found;
    const dti::definition index = dti::read_definition(flow.root, *flow.source, found);
    REQUIRE(found.empty());
    dti::check_definition(index, {&flow.root, flow.source}, found);
    const std::string_view text = flow.source->text();
    REQUIRE(codes_of(found) == codes{"out-of-range", "bad-id", "reserved-name", "unknown-name"});
    CHECK(found.items()[0].where == flow.source->at(text.find("11")));
    CHECK(found.items()[1].where == flow.source->at(text.find("X")));
    CHECK(found.items()[2].where == flow.source->at(text.find("if:")));  // a name is wrong at its key
    CHECK(found.items()[3].where == flow.source->at(text.find("bb")));
    CHECK(found.items()[0].file == "index.yaml");
    CHECK(found.items()[0].line == flow.source->line(2));
}

TEST_CASE("check: without a source the message stands alone") {
    dti::definition index = sample();
    index.id = "Bad";
    const dti::diagnostic item = only(check(index));
    CHECK_FALSE(static_cast<bool>(item.where));
    CHECK(item.file == "definition");
}
