#include "dti/load.hpp"
#include "support/found.hpp"

#include <doctest/doctest.h>

using dti_test::summary;

namespace {

const std::string head =
    "dti: 1\nindex: test\ntitle: {vi: Chỉ số}\nsub_indices:\n  - id: a\n    indicators:\n";

/// A definition with one indicator of these lines, which begin at line 7.
std::string mistakes(const std::string& indicator) {
    dti::diagnostics found;
    const bool loaded = dti::parse_definition("a.yaml", head + indicator, found) != nullptr;
    return summary(found) + (loaded ? "" : " -");
}

std::string mistakes_of_all(const std::string& text) {
    dti::diagnostics found;
    const bool loaded = dti::parse_definition("a.yaml", text, found) != nullptr;
    return summary(found) + (loaded ? "" : " -");
}

}  // namespace

TEST_CASE("a definition from a text") {
    dti::diagnostics found;
    const dti::shared_rules rules =
        dti::parse_definition("a.yaml",
                              "\xEF\xBB\xBF" + head +
                                  "      - {id: b, max_score: 70/9, inputs: {x: , y: }, derive: {rate: x / "
                                  "y}, formula: max_score * rate}\n",
                              found);
    REQUIRE_MESSAGE(rules != nullptr, found.to_text());
    CHECK(rules->source().id == "test");
    CHECK(rules->source().title.vi == "Chỉ số");
    REQUIRE(rules->indicators().size() == 1);
    CHECK(rules->indicators()[0].source->max_score == dti::exact(70, 9));
    CHECK(rules->indicators()[0].slots() == 3);
}

TEST_CASE("a mistake in a formula stands at its place, whatever the scalar's style") {
    CHECK(mistakes("      - {id: b, max_score: 10, inputs: {x: }, formula: abs(ê + yy)}\n") ==
          "formula-syntax 7:60 -");
    CHECK(
        mistakes("      - {id: b, title: {vi: Tỷ lệ}, max_score: 10, inputs: {x: }, formula: 'x + yy'}\n") ==
        "formula-name 7:81 -");
    CHECK(mistakes("      - id: b\n        max_score: 10\n        inputs: {x: }\n        formula: \"\\u0078 "
                   "+ yy\"\n") == "formula-name 10:28 -");
    CHECK(mistakes("      - id: b\n        max_score: 10\n        inputs: {x: }\n        formula: |\n        "
                   "  min(x,\n"
                   "            yy)\n") == "formula-name 12:13 -");
    CHECK(mistakes("      - id: b\n        max_score: 10\n        inputs: {x: }\n        formula: |2-\n      "
                   "      min(x,\n\n"
                   "          yy)\n") == "formula-name 13:11 -");
    CHECK(mistakes("      - id: b\n        max_score: 10\n        inputs: {x: }\n        formula: min(x,\n\n"
                   "          yy)\n") == "formula-name 12:11 -");
    CHECK(mistakes("      - id: b\n        max_score: 10\n        inputs: {x: }\n        formula: |\n        "
                   "  x +\n") == "formula-syntax 11:14 -");
    CHECK(mistakes("      - {id: b, max_score: 10, inputs: {x: }, derive: {r: x / z}, formula: r}\n") ==
          "formula-name 7:63 -");
}

TEST_CASE("one run finds mistakes of all stages") {
    CHECK(mistakes("      - {id: b, id: c, max_score: 10, weight: ten, wieght: 1, inputs: {x: }, formula: x "
                   "+ yy}\n") ==
          "duplicate-key 7:17; unknown-key 7:52; bad-number 7:47; formula-name 7:91 -");
    CHECK(mistakes("      - {id: b, max_score: 10, inputs: {x: }, formula: x, examples: [{given: {x: "
                   "60,29%}, points: 1}]}\n") == "bad-number 7:85 -");
}

TEST_CASE("nothing to compile") {
    CHECK(mistakes_of_all("") == "empty-file -");
    CHECK(mistakes_of_all("just words\n") == "wrong-kind 1:1 -");
    CHECK(mistakes_of_all("dti: 2\nindex: x\n") == "unsupported-version 1:6 -");
    CHECK(mistakes_of_all("index: x\n") == "missing-key 1:1 -");
    CHECK(mistakes_of_all("a: [\n") == "yaml-syntax 1:4 -");
}

TEST_CASE("errors of another text do not count") {
    dti::diagnostics found;
    CHECK(dti::parse_definition("bad.yaml", "dti: 2\n", found) == nullptr);
    CHECK(dti::parse_definition("good.yaml", head + "      - {id: b, max_score: 10, formula: points}\n",
                                found) != nullptr);
    CHECK(found.items().size() == 1);
}

TEST_CASE("a warning alone does not keep a definition from loading") {
    CHECK(mistakes_of_all(
              "dti: 1\nindex: x\ntitle: {en: X}\nsub_indices:\n  - id: a\n    max_score: 9\n    indicators:\n"
              "      - {id: b, max_score: 10, formula: points}\n") == "?sums-differ 6:16");
}

TEST_CASE("limit on the size of a definition") {
    dti::diagnostics found;
    CHECK(dti::parse_definition("big.yaml", std::string(dti::load_limits::definition_bytes + 1, '#'),
                                found) == nullptr);
    CHECK(found.to_text() ==
          "big.yaml: error[limit]: the size of the file is above the limit of 16777216 bytes\n");
}

TEST_CASE("parsing does not depend on the locale or on other texts") {
    dti::diagnostics found;
    const std::string text = head + "      - {id: b, max_score: 0.4, formula: points}\n";
    const dti::shared_rules first = dti::parse_definition("a.yaml", text, found);
    const dti::shared_rules second = dti::parse_definition("a.yaml", text, found);
    REQUIRE(first != nullptr);
    REQUIRE(second != nullptr);
    CHECK(first->indicators()[0].source->max_score == dti::exact(2, 5));
    CHECK(first != second);
}
