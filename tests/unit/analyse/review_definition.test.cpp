#include "dti/analyse/review_definition.hpp"

#include "dti/definition/read.hpp"
#include "support/definitions.hpp"
#include "support/flow.hpp"
#include "support/found.hpp"

#include <doctest/doctest.h>

#include <string>
#include <vector>

using dti::exact;

namespace {

dti::diagnostics review(const dti::definition& source) {
    dti::diagnostics found;
    dti::review_definition(*dti::compile_definition(source), found);
    return found;
}

/// What is said of an indicator of at most 10 points with a number `count` and a rate, `part` / `whole`.
dti::diagnostics review(const std::string& formula) {
    dti::indicator item =
        dti_test::make_indicator("item", 10, {"part", "whole"}, {{"rate", "part / whole"}}, formula);
    item.inputs.push_back({.name = "issued", .kind = dti::input_kind::yes_no});
    return review(dti_test::make_definition({item}));
}

std::string codes(const std::string& formula) {
    return dti_test::summary(review(formula));
}

dti::message said(const std::string& formula) {
    return dti_test::only(review(formula)).what;
}

/// The same with its places, for an indicator written down.
dti::diagnostics review_text(const std::string& indicators) {
    const dti_test::flow_text text = dti_test::read_flow(
        "{dti: 1, index: x, title: {en: X}, sub_indices: [{id: s, indicators: [\n" + indicators + "\n]}]}");
    dti::diagnostics found;
    const dti::shared_rules rules =
        dti::compile_definition(dti::read_definition(text.root, *text.source, found),
                                dti::definition_places{&text.root, text.source}, found);
    REQUIRE_MESSAGE(rules != nullptr, found.to_text());
    dti::review_definition(*rules, found);
    return found;
}

}  // namespace

TEST_CASE("review_definition: what is sound draws no warning") {
    for (const char* formula :
         {"max_score * clamp(rate, 0, 1)", "0.4/10 points = 4%", "20% * 50 * rate", "10/10 points = 100%",
          "0/10 points = 20%; 10/10 points = 80%", "steps(part, 1: 5, 80: 10)", "steps(rate, 80%: 5, 1: 10)",
          "line(rate, 0: 0, 1: 10)", "if issued then 10 else 0", "max_score * share_of_best(part)", "points",
          "10 - part", "part - whole", "10 / (1 + part)", "max_score * issued",
          "if rate > 100% then 10 else 10 * rate"}) {
        CAPTURE(formula);
        CHECK(codes(formula) == "");
    }
}

TEST_CASE("review_definition: nothing can earn") {
    for (const char* formula : {"0", "-part", "rate - 1", "if rate > 1 then 10 else 0", "part / 0",
                                "min(part, 0)", "0 * share_of_best(part)"}) {
        CAPTURE(formula);
        CHECK(codes(formula) == "?nothing-can-earn");
    }
    CHECK(said("-part").text == "indicator `item` never earns a point, whatever its figures");
}

TEST_CASE("review_definition: the maximum is out of reach") {
    CHECK(codes("rate") == "?max-not-reached");
    CHECK(said("rate").text == "indicator `item` can earn at most 1 of its 10 points");
    CHECK(said("4/10 points = 100%").text == "indicator `item` can earn at most 4 of its 10 points");
    CHECK(said("steps(part, 1: 2, 2: 9.5)").text == "indicator `item` can earn at most 9.5 of its 10 points");
    CHECK(codes("9 * issued") == "?max-not-reached");
    CHECK(codes("0/10 points = 20%; 8/10 points = 80%") == "?max-not-reached");
}

TEST_CASE("review_definition: thresholds out of reach, told once") {
    CHECK(codes("steps(rate, 80: 10)") == "?threshold-not-reached");
    const dti::message eighty = said("steps(rate, 50: 5, 80: 10)");
    CHECK(eighty.text == "the threshold 50 of `steps` in `item` is never reached: `rate` is at most 100%");
    CHECK(eighty.help == "did you mean `50%`?");
    CHECK(said("line(rate, 0: 0, 1.2: 10)").text.find("the threshold 1.2 of `line`") == 0);
    CHECK(said("steps(rate, 150: 10)").help.find("did you mean") == std::string::npos);
    CHECK(said("steps(0 + issued, 2: 10)").text.find("what it is compared with is at most") !=
          std::string::npos);
    CHECK(said("steps(clamp(part, 0, 5), 1: 4, 6: 10)").text.find("compared with is at most 5") !=
          std::string::npos);
    CHECK(said("10 + steps(share_of_best(part), 90: 10)").help == "did you mean `90%`?");
}

TEST_CASE("review_definition: rates of points by example out of reach") {
    const dti::message beyond = said("10/10 points = 120%");
    CHECK(beyond.code == "threshold-not-reached");
    CHECK(beyond.text ==
          "the rate 120% in the points by example of `item` is never reached: `rate` is at most 100%");
    CHECK(said("0/10 points = 20%; 10/10 points = 8000%").help == "did you mean `80%`?");
    CHECK(dti_test::summary(review(dti_test::make_definition(
              {dti_test::make_indicator("item", 10, {"growth"}, {}, "10/10 points = 120%")}))) == "");
}

TEST_CASE("review_definition: thresholds of derived figures") {
    const dti::diagnostics found = review(dti_test::make_definition({dti_test::make_indicator(
        "item", 10, {"part", "whole"}, {{"level", "steps(rate, 0.5: 1, 80: 2)"}, {"rate", "part / whole"}},
        "5 * level")}));
    CHECK(dti_test::only(found).what.text.find("of `steps` in `item.level`") != std::string::npos);
}

TEST_CASE("review_definition: what nobody can earn is no matter where nothing is to be earned") {
    dti::indicator item = dti_test::make_indicator("item", 10, {"part"}, {}, "-part");
    item.scored = false;
    CHECK(review(dti_test::make_definition({item, dti_test::make_rate("other", 5)})).empty());
    item.scored = true;
    item.bonus = true;
    item.min_score = -5;  // it takes points away; its maximum counts nowhere
    CHECK(review(dti_test::make_definition({item, dti_test::make_rate("other", 5)})).empty());
    item.min_score = 0;
    CHECK_FALSE(review(dti_test::make_definition({item, dti_test::make_rate("other", 5)})).empty());
}

TEST_CASE("review_definition: what the definition's rules add to the formula") {
    dti::definition source =
        dti_test::make_definition({dti_test::make_indicator("item", 10, {"part"}, {}, "9 / max(part, 1)")});
    CHECK(dti_test::summary(review(source)) == "?max-not-reached");
    source.rounding.points = 0;
    source.sub_indices[0].indicators[0].formula = "9.6 / max(part, 1)";
    CHECK(review(source).empty());
    source.rounding.points.reset();
    source.sub_indices[0].indicators[0].formula = "9 / part / max(part, 1)";
    CHECK(review(source).empty());  // a very small part
    source.sub_indices[0].indicators[0].formula = "min(1 / part, 3)";
    CHECK(dti_test::summary(review(source)) == "?max-not-reached");
    source.empty_denominator = dti::empty_policy::max;  // a part of 0 earns everything
    CHECK(review(source).empty());
    source.sub_indices[0].indicators[0].formula = "-1";
    source.sub_indices[0].indicators[0].min_score = 2;
    CHECK(dti::highest_points(*dti::compile_definition(source),
                              dti::compile_definition(source)->indicators().front()) == 2);
}

TEST_CASE("review_definition: two indicators of one code, at the place of the second") {
    const dti::diagnostics found = review_text(
        "{id: a, code: 3.1, max_score: 1, formula: points},\n{id: b, max_score: 1, formula: points},\n"
        "{id: c, code: 3.1, max_score: 1, formula: points},\n{id: d, max_score: 1, formula: points}");
    const dti::diagnostic item = dti_test::only(found);
    CHECK(item.what.code == "duplicate-code");
    CHECK(item.where == dti::position{4, 15});
    CHECK(item.what.text == "indicator `c` has the code `3.1` of `a`");
    CHECK(item.what.help.find("`a` stands in line 2;") == 0);
}

TEST_CASE("review_definition: names that hide a key of a profile") {
    const dti::diagnostics found = review_text(
        "{id: a, max_score: 1, inputs: {self: {}, note: {}, notes: {}},\n"
        " derive: {verified: self}, formula: self + note + verified + notes}");
    CHECK(dti_test::summary(found) ==
          "?hides-profile-key 2:32; ?hides-profile-key 2:42; ?hides-profile-key 3:11");
}

TEST_CASE("review_definition: warnings about a formula stand at the formula") {
    CHECK(dti_test::summary(review_text("{id: a, max_score: 1, inputs: {x: {}}, formula: \"0 * x\"}")) ==
          "?nothing-can-earn 2:49");
    CHECK(dti_test::summary(review_text(
              "{id: a, max_score: 1, inputs: {rate: {}}, derive: {level: \"steps(rate, 2: 1)\"},\n"
              " formula: level}")) == "?threshold-not-reached 2:52");
}

TEST_CASE("review_definition: a definition made in code has no places") {
    const dti::diagnostic item = dti_test::only(review("0"));
    CHECK(item.file == "definition");
    CHECK_FALSE(item.where);
    CHECK(item.level == dti::severity::warning);
}
