#include "dti/definition/read.hpp"

#include "support/definitions.hpp"
#include "support/flow.hpp"

#include <doctest/doctest.h>

#include <string>

using dti::exact;
using dti_test::codes_of;
using dti_test::only;

namespace {

struct outcome {
    dti::definition index;
    dti::diagnostics found;
    dti_test::flow_text flow;
};

outcome read(const std::string& text) {
    outcome result;
    result.flow = dti_test::read_flow(text);
    result.index = dti::read_definition(result.flow.root, *result.flow.source, result.found);
    return result;
}

/// A definition that must be right.
dti::definition read_right(const std::string& text) {
    const outcome result = read(text);
    INFO(result.found.to_text());
    CHECK(result.found.empty());
    return result.index;
}

/// The only mistake of a definition, which must stand at `place` of the text.
dti::diagnostic mistake(const std::string& text, std::string_view place) {
    const outcome result = read(text);
    const dti::diagnostic item = only(result.found);
    CAPTURE(item.what.text);
    CHECK(item.where == result.flow.source->at(text.find(place)));
    CHECK(item.file == "index.yaml");
    return item;
}

const std::string head = "{dti: 1, index: test, title: {en: Test}, ";
const std::string body = "sub_indices: [{id: a, indicators: [{id: x, max_score: 10, formula: points}]}]}";

std::string with_indicator(const std::string& keys) {
    return head + "sub_indices: [{id: a, indicators: [{id: x, " + keys + "}]}]}";
}

dti::indicator indicator_of(const std::string& keys) {
    return read_right(with_indicator(keys)).sub_indices.at(0).indicators.at(0);
}

}  // namespace

TEST_CASE("read: the contract's example, every key") {
    const dti::definition index = read_right(
        "{dti: 1, index: provincial-2022, title: {vi: Chỉ số, en: Index}, source: {document: 922/QĐ-BTTTT, "
        "issued: 2022-05-20},"
        " missing: zero, empty_denominator: max, rounding: {points: none, value: 4}, print: {points: 2, "
        "value: 3},"
        " rank_on: printed, ties: average, min_coverage: 0.95, units: wards,"
        " sub_indices: [{id: infrastructure, code: \"3\", title: {vi: Hạ tầng số}, max_score: 100, weight: "
        "1/3, source: Annex, indicators: ["
        "  {id: smartphone_adults, code: \"3.1\", title: {en: Adults}, max_score: 70/9, min_score: -1, "
        "weight: 0.5, scored: true,"
        "   bonus: false, inputs: {owners: {unit: people, title: {en: Owners}}, adults: {unit: people}, "
        "reported: {kind: yes_no},"
        "   role: {kind: choice, options: [leader, deputy]}, plain: null}, derive: {rate: owners / adults}, "
        "formula: max_score * rate,"
        "   examples: [{given: {rate: 60.29%}, points: 6.03, note: printed, references: {cohort_max: {rate: "
        "90%}}}],"
        "   source: {document: d, place: p, url: u, note: n}, confidence: {title: published, max_score: "
        "derived, formula: recalled}},"
        "  {id: entered, max_score: 5, formula: points, confidence: published}]}],"
        " pillars: [{id: digital_government, title: {en: Government}, sub_indices: [infrastructure]}]}");
    CHECK(index.id == "provincial-2022");
    CHECK(index.title.vi == "Chỉ số");
    CHECK(index.source.document == "922/QĐ-BTTTT");
    CHECK(index.source.issued == "2022-05-20");
    CHECK(index.missing == dti::missing_policy::zero);
    CHECK(index.empty_denominator == dti::empty_policy::max);
    CHECK_FALSE(index.rounding.points.has_value());
    CHECK(index.rounding.value == 4);
    CHECK(index.print.value == 3);
    CHECK(index.rank_on == dti::rank_basis::printed);
    CHECK(index.ties == dti::tie_method::average);
    CHECK(index.min_coverage == exact(95, 100));
    CHECK(index.units == "wards");  // whether there is such a list is not the core's business
    CHECK(index.units_at.line == 1);
    REQUIRE(index.sub_indices.size() == 1);
    const dti::sub_index& part = index.sub_indices[0];
    CHECK(part.code == "3");
    CHECK(part.max_score == exact(100));
    CHECK(part.weight == exact(1, 3));
    CHECK(part.source.document == "Annex");
    REQUIRE(part.indicators.size() == 2);
    const dti::indicator& item = part.indicators[0];
    CHECK(item.max_score == exact(70, 9));
    CHECK(item.min_score == -1);
    CHECK(item.weight == exact(1, 2));
    REQUIRE(item.inputs.size() == 5);
    CHECK(item.inputs[0].unit == "people");
    CHECK(item.inputs[0].title.en == "Owners");
    CHECK(item.inputs[2].kind == dti::input_kind::yes_no);
    CHECK(item.inputs[3].options == std::vector<std::string>{"leader", "deputy"});
    CHECK(item.inputs[4].name == "plain");
    REQUIRE(item.derive.size() == 1);
    CHECK(item.derive[0].formula == "owners / adults");
    REQUIRE(item.examples.size() == 1);
    CHECK(item.examples[0].given[0].text == "60.29%");
    CHECK(item.examples[0].points == "6.03");
    CHECK(item.examples[0].note == "printed");
    CHECK(item.examples[0].references[0].function == "cohort_max");
    CHECK(item.examples[0].references[0].name == "rate");
    CHECK(item.examples[0].references[0].text == "90%");
    CHECK(item.source.place == "p");
    CHECK(item.confidence.title == dti::confidence::published);
    CHECK(item.confidence.max_score == dti::confidence::derived);
    CHECK(item.confidence.weakest() == dti::confidence::recalled);
    CHECK(part.indicators[1].confidence.weakest() == dti::confidence::published);
    REQUIRE(index.pillars.size() == 1);
    CHECK(index.pillars[0].sub_indices == std::vector<std::string>{"infrastructure"});
}

TEST_CASE("read: what is not given has its default") {
    const dti::definition index = read_right(head + body);
    CHECK(index.missing == dti::missing_policy::error);
    CHECK(index.print.points == 2);
    CHECK(index.print.value == 4);
    CHECK(index.sub_indices[0].indicators[0].weight == 1);
    CHECK_FALSE(index.sub_indices[0].max_score.has_value());
    CHECK(indicator_of("max_score: 1, formula: points").confidence.weakest() == dti::confidence::assumed);
    CHECK(read_right(head + "print: {value: 6}, " + body).print.points == 2);
}

TEST_CASE("read: an indicator that is not scored needs no maximum and no formula") {
    const dti::indicator item = indicator_of("scored: false");
    CHECK_FALSE(item.scored);
    CHECK(item.max_score == 0);
    CHECK(item.formula.empty());
}

TEST_CASE("read: required keys") {
    CHECK(mistake("{index: test, title: {en: T}, " + body, "{index").what.code == "missing-key");
    CHECK(mistake("{dti: 1, title: {en: T}, " + body, "{dti").what.text.find("`index`") != std::string::npos);
    CHECK(mistake("{dti: 1, index: test, " + body, "{dti").what.text.find("`title`") != std::string::npos);
    CHECK(mistake("{dti: 1, index: test, title: {en: T}}", "{dti").what.text.find("`sub_indices`") !=
          std::string::npos);
    CHECK(mistake(head + "sub_indices: [{id: a}]}", "{id: a").what.text.find("`indicators`") !=
          std::string::npos);
    CHECK(mistake(with_indicator("formula: points"), "{id: x").what.text.find("`max_score`") !=
          std::string::npos);
    CHECK(mistake(with_indicator("max_score: 1"), "{id: x").what.text.find("`formula`") != std::string::npos);
    CHECK(mistake(head + "pillars: [{id: p}], " + body, "{id: p").what.text.find("`sub_indices`") !=
          std::string::npos);
    CHECK(mistake(with_indicator("max_score: 1, formula: points, examples: [{points: 1}]"), "{points")
              .what.text.find("`given`") != std::string::npos);
}

TEST_CASE("read: an unknown version ends the reading, with the version that is supported") {
    const dti::diagnostic item = mistake("{dti: 2, what: ever, index: [], " + body, "2");
    CHECK(item.what.code == "unsupported-version");
    CHECK(item.what.help.find("`dti: 1`") != std::string::npos);
    CHECK(mistake("{dti: [1], " + body, "[1]").what.code == "wrong-kind");
    CHECK(mistake("{dti: 1.0, " + body, "1.0").what.code == "unsupported-version");
}

TEST_CASE("read: unknown keys, with the nearest one") {
    CHECK(mistake(head + "mising: zero, " + body, "mising").what.help == "did you mean `missing`?");
    CHECK(mistake(with_indicator("max_score: 1, formula: points, wieght: 2"), "wieght").what.help ==
          "did you mean `weight`?");
    CHECK(mistake(with_indicator("max_score: 1, formula: points, inputs: {a: {units: people}}"), "units")
              .what.code == "unknown-key");
    CHECK(mistake(head + "print: {digits: 2}, " + body, "digits").what.code == "unknown-key");
    CHECK(mistake(head + "zzzzzzzz: 1, " + body, "zzzzzzzz").what.help.find("valid here") !=
          std::string::npos);
}

TEST_CASE("read: values of the wrong kind") {
    CHECK(mistake("[1]", "[1]").what.code == "wrong-kind");
    CHECK(mistake("just a text", "just").what.code == "wrong-kind");
    CHECK(mistake("", "").what.code == "wrong-kind");
    CHECK(mistake(head + "rounding: 2, " + body, "2, ").what.code == "wrong-kind");
    CHECK(mistake(head + "sub_indices: {a: 1}}", "{a: 1").what.code == "wrong-kind");
    CHECK(mistake(head + "sub_indices: [a]}", "a]").what.code == "wrong-kind");
    CHECK(mistake("{dti: 1, index: test, title: Test, " + body, "Test,").what.code == "wrong-kind");
    CHECK(mistake(with_indicator("max_score: [1], formula: points"), "[1]").what.code == "wrong-kind");
    CHECK(mistake(with_indicator("max_score: 1, formula: {a: b}"), "{a: b}").what.code == "wrong-kind");
    CHECK(mistake(with_indicator("max_score: 1, formula: null"), "null").what.code == "wrong-kind");
    CHECK(
        mistake(with_indicator("max_score: 1, formula: points, confidence: [published]"), "[pub").what.code ==
        "wrong-kind");
    CHECK(mistake(head + "pillars: [{id: p, sub_indices: [{a: 1}]}], " + body, "{a: 1}").what.code ==
          "wrong-kind");
}

TEST_CASE("read: words, numbers and decimals") {
    CHECK(mistake(head + "missing: zer, " + body, "zer,").what.code == "unknown-word");
    CHECK(mistake(head + "missing: zer, " + body, "zer,").what.help.find("did you mean `zero`?") !=
          std::string::npos);
    CHECK(mistake(head + "ties: Dense, " + body, "Dense").what.code == "unknown-word");
    CHECK(mistake(with_indicator("max_score: 1, formula: points, scored: yes"), "yes").what.code ==
          "unknown-word");
    CHECK(mistake(with_indicator("max_score: ten, formula: points"), "ten").what.code == "bad-number");
    CHECK(mistake(with_indicator("max_score: 70/0, formula: points"), "70/0").what.code == "bad-number");
    CHECK(mistake(with_indicator("max_score: \"1,5\", formula: points"), "\"1,5").what.help ==
          "write the decimal point as `.`");
    CHECK(mistake(head + "print: {points: -1}, " + body, "-1").what.code == "bad-decimals");
    CHECK(mistake(head + "print: {points: 31}, " + body, "31").what.code == "bad-decimals");
    CHECK(mistake(head + "print: {points: none}, " + body, "none").what.code == "bad-decimals");
    CHECK(mistake(head + "rounding: {points: 2.5}, " + body, "2.5").what.code == "bad-decimals");
    CHECK(read_right(head + "rounding: {points: 30, value: 0}, " + body).rounding.points == 30);
    CHECK(mistake(with_indicator("max_score: 1, formula: points, confidence: sure"), "sure").what.code ==
          "unknown-word");
}

TEST_CASE("read: parts of an indicator know where they stand") {
    const outcome result =
        read(with_indicator("max_score: 10, code: 4.2, inputs: {part: {}, whole: {}}, derive: {rate: part / "
                            "whole}, formula: rate"));
    const dti::indicator& item = result.index.sub_indices.at(0).indicators.at(0);
    const std::string_view text = result.flow.source->text();
    const auto place = [&](std::string_view words, std::size_t behind = 0) {
        return result.flow.source->at(text.find(words) + behind);
    };
    CHECK(item.where.id == place("x, max_score"));
    CHECK(item.where.code == place("4.2"));
    CHECK(item.where.formula == place("formula: ", 9));
    CHECK(item.inputs.at(1).where == place("whole: {}"));
    CHECK(item.derive.at(0).where == place("rate: part"));
    // What is not there stands at its indicator.
    CHECK(read(head + body).index.sub_indices.at(0).indicators.at(0).where.code ==
          read(head + body).flow.source->at((head + body).find("{id: x")));
}

TEST_CASE("read: a number that a Vietnamese reader may mean as thousands draws a warning and stands") {
    const outcome result = read(with_indicator("max_score: 1.970, formula: points"));
    const dti::diagnostic item = only(result.found);
    CHECK(item.level == dti::severity::warning);
    CHECK(item.what.code == "thousands-dot");
    CHECK(result.index.sub_indices[0].indicators[0].max_score == exact(197, 100));
}

TEST_CASE("read: an unquoted decimal comma inside braces gets help of its own") {
    const dti::diagnostic item = mistake(
        with_indicator("max_score: 10, formula: points, examples: [{given: {rate: 60,29%}, points: 6.03}]"),
        "29%");
    CHECK(item.what.help.find("comma") != std::string::npos);
    // The same in the points of an example would be an unknown key of it; what YAML makes of it must not pass
    // unseen.
    CHECK_FALSE(
        read(with_indicator("max_score: 10, formula: points, examples: [{given: {a: 1}, points: 6,03}]"))
            .found.empty());
}

TEST_CASE("read: a folded block is no formula") {
    outcome result;
    result.flow = dti_test::read_flow(with_indicator("max_score: 10, formula: points"));
    dti::tree_node& formula =
        result.flow.root.children.back().children[0].children[1].children[0].children.back();
    REQUIRE(formula.text == "points");
    formula.style = dti::scalar_style::folded;
    dti::diagnostics found;
    static_cast<void>(dti::read_definition(result.flow.root, *result.flow.source, found));
    CHECK(only(found).what.code == "folded-formula");
}

TEST_CASE("read: a list beyond its limit is an error at the first one too many, and the rest is not read") {
    std::string inputs = "{x0: {}";
    for (std::size_t i = 1; i <= dti::definition_limits::figures; ++i) {
        inputs += ", x" + std::to_string(i) + ": {}";
    }
    const std::string text = with_indicator("max_score: 1, formula: points, inputs: " + inputs + ", x: 1}");
    const outcome result = read(text);
    const dti::diagnostic item = only(result.found);
    CHECK(item.what.code == "limit");
    CHECK(item.what.text == "the number of inputs is above the limit of 500 of an indicator");
    CHECK(item.where == result.flow.source->at(text.find("x500:")));
    CHECK(result.index.sub_indices[0].indicators[0].inputs.size() == dti::definition_limits::figures);
}

TEST_CASE("read: every mistake of a file in one run") {
    const outcome result = read(
        "{dti: 1, index: test, titel: {en: T}, missing: no, sub_indices: [{id: a, indicators: [{id: x, "
        "max_score: ten}, 5]}]}");
    CHECK(codes_of(result.found) == std::vector<std::string>{"unknown-key", "missing-key", "unknown-word",
                                                             "missing-key", "bad-number", "wrong-kind"});
    CHECK(result.index.id == "test");  // as complete as the tree allows
}

TEST_CASE("read: a list keeps its positions, so that places stay right behind a mistake") {
    const outcome result = read(head + "pillars: [{id: p, sub_indices: [[], a]}], " + body);
    CHECK(result.index.pillars.at(0).sub_indices == std::vector<std::string>{"", "a"});
}
