#include "support/scenarios.hpp"

#include <doctest/doctest.h>

using dti_test::loaded_scenarios;

namespace {

std::string in_json(const std::string& content) {
    return loaded_scenarios("json", "{\"a\": {" + content + "}}").mistakes();
}

}  // namespace

TEST_CASE("scenarios: keys") {
    CHECK(in_json(R"("i.x": 1)").empty());
    CHECK(in_json(R"("inherit": "b")") == "unknown-key 1:8 -");
    CHECK(loaded_scenarios("json", R"({"a": {"inherit": "b"}})").help() == "did you mean `inherits`?");
    CHECK(in_json(R"("smartphones": "80%")") == "unknown-key 1:8 -");
    CHECK(loaded_scenarios("json", R"({"a": {"smartphones": "80%"}})").message() ==
          "unknown key `smartphones`; a figure is `indicator.name`");
    CHECK(loaded_scenarios("info", "a { title one two i.x 1 }").help() ==
          "a text with blanks stands in quotes");
    CHECK(in_json(R"("i": {"x.y": 1})") == "unknown-key 1:14 -");
    CHECK(in_json(R"("i": {})") == "empty-list 1:8 -");
    CHECK(in_json(R"("units": {"U": {"title": "x"}})") == "unknown-key 1:24 -");
    CHECK(in_json(R"("": 1)") == "unknown-key 1:8 -");
}

TEST_CASE("scenarios: kinds of values") {
    CHECK(in_json(R"("i.x": {"y": 1})") == "wrong-kind 1:15 -");
    CHECK(in_json(R"("i.x": [1])") == "wrong-kind 1:15 -");
    CHECK(in_json(R"("i.x": null)") == "wrong-kind 1:15 -");
    CHECK(in_json(R"("i.x": "null")").empty());
    CHECK(in_json(R"("i.x": " ")") == "wrong-kind 1:15 -");
    CHECK(in_json(R"("title": {"vi": 1}, "i.x": 1)") == "wrong-kind 1:17 -");
    CHECK(in_json(R"("inherits": ["b"])") == "wrong-kind 1:20 -");
    CHECK(in_json(R"("inherits": "")") == "empty-name 1:20 -");
    CHECK(in_json(R"("units": "U")") == "wrong-kind 1:17 -");
    CHECK(in_json(R"("units": {})") == "empty-list 1:8 -");
    CHECK(in_json(R"("units": {"U": 1})") == "wrong-kind 1:23 -");
    CHECK(in_json(R"("units": {"U": {}})") == "empty-list 1:18 -");
    CHECK(in_json(R"("units": {" ": {"i.x": 1}})") == "empty-name 1:18 -");
    CHECK(loaded_scenarios("json", R"({"a": 1})").mistakes() == "wrong-kind 1:7 -");
    CHECK(loaded_scenarios("json", R"({"a": [{"i.x": 1}]})").mistakes() == "wrong-kind 1:7 -");
    CHECK(loaded_scenarios("json", R"([{"i.x": 1}])").message() ==
          "expected the file to be a map of keys and values, found a list");
    CHECK(loaded_scenarios("json", R"("a")").mistakes() == "wrong-kind 1:1 -");
    CHECK(loaded_scenarios("json", R"({"": {"i.x": 1}})").mistakes() == "empty-name 1:2 -");
}

TEST_CASE("scenarios: a text and a map at once") {
    CHECK(loaded_scenarios("info", "a text { i.x 1 }").mistakes() == "wrong-kind 1:3 -");
    CHECK(loaded_scenarios("info", "a text { i.x 1 }").message() ==
          "expected `a` to be a single value or a map, found both");
    CHECK(loaded_scenarios("xml", "<a><i.x>1<y/></i.x></a>").mistakes() ==
          "wrong-kind 1:9; wrong-kind 1:5 -");
    CHECK(loaded_scenarios("info", "a { i.x }").mistakes() == "wrong-kind 1:5 -");
    CHECK(loaded_scenarios("xml", "<a><i.x/></a>").mistakes() == "wrong-kind 1:5 -");
    CHECK(loaded_scenarios("ini", "[a]\ni.x =\n").mistakes() == "wrong-kind 2:6 -");
}

TEST_CASE("scenarios: those without a change") {
    CHECK(loaded_scenarios("info", "a { }").mistakes() == "empty-list 1:1 -");
    CHECK(loaded_scenarios("info", "a").mistakes() == "empty-list 1:1 -");
    CHECK(loaded_scenarios("json", R"({"a": {"title": "x"}})").mistakes() == "empty-list 1:2 -");
    CHECK(loaded_scenarios("xml", "<scenarios>\n<scenario name='a'/></scenarios>").mistakes() ==
          "empty-list 2:16 -");
    CHECK(loaded_scenarios("ini", "[b]\ni.x = 1\n[a]\n").mistakes() == "empty-list 3:1 -");
    CHECK(loaded_scenarios("ini", "[a]\n[b]\ni.x = 1").mistakes() == "empty-list 1:1 -");
}

TEST_CASE("scenarios: what stands twice") {
    CHECK(loaded_scenarios("info", "a { i.x 1 } a { i.x 2 }").mistakes() == "duplicate-key 1:13 -");
    CHECK(loaded_scenarios("info", "a {\n i.x 1\n i.x 2 }").help() == "it first stands in line 2");
    CHECK(loaded_scenarios("json", R"({"a": {"i.x": 1, "i": {"x": 2}}})").mistakes() ==
          "duplicate-key 1:24 -");
    CHECK(loaded_scenarios("json", R"({"a": {"i.x": 1}, "\u0061": {"i.x": 2}})").mistakes() ==
          "duplicate-key 1:19 -");
    CHECK(loaded_scenarios("json", "{\"\u00E1\": {\"i.x\": 1}, \"a\u0301\": {\"i.x\": 2}}").mistakes() ==
          "duplicate-key 1:19 -");
    CHECK(loaded_scenarios("xml", "<a i.x='1'><i.x>2</i.x></a>").mistakes() == "duplicate-key 1:13 -");
    CHECK(
        loaded_scenarios("xml", "<a><unit name='U'><i.x>1</i.x></unit><unit name='U'><i.x>1</i.x></unit></a>")
            .mistakes() == "duplicate-key 1:49 -");
    CHECK(loaded_scenarios("ini", "[a]\ni.x = 1\n[ a ]\ni.y = 1\n").mistakes() == "duplicate-key 3:3 -");
    CHECK(loaded_scenarios("ini", "[a]\ni.x = 1\ni.x = 1\n").mistakes() == "duplicate-key 3:1 -");
    CHECK(loaded_scenarios("ini", "[a @ U]\ni.x = 1\n[a@U]\ni.y = 1\n").mistakes() == "duplicate-key 3:4 -");
}

TEST_CASE("scenarios: the same figure of several units") {
    CHECK(loaded_scenarios("json",
                           R"({"a": {"i.x": 1, "units": {"U": {"i.x": 2, "i": {"y": 3}}, "V": {"i.x": 4}}}})")
              .shown() == "a: i.x=1 U/i.x=2 U/i.y=3 V/i.x=4");
    CHECK(
        loaded_scenarios("xml", "<a><units><unit name='U'><i.x>2</i.x></unit><V><i.x>4</i.x></V></units></a>")
            .shown() == "a: U/i.x=2 V/i.x=4");
    CHECK(loaded_scenarios("ini", "[a @ U]\ni.x = 2\n[b]\ni.x = 1\n[a]\ni.x = 4\n").shown() ==
          "a: i.x=4 U/i.x=2; b: i.x=1");
}

TEST_CASE("scenarios: an element is called by its name") {
    CHECK(loaded_scenarios("xml",
                           "<scenarios><s name=' A  B '><indicator name='i'><figure name='x'>1</figure>"
                           "</indicator><figure name='j.y'>2</figure></s></scenarios>")
              .shown() == "A  B: i.x=1 j.y=2");
    CHECK(loaded_scenarios("xml", "<scenarios><s name=''><i.x>1</i.x></s></scenarios>").mistakes() ==
          "empty-name 1:20 -");
}

TEST_CASE("scenarios: every mistake of a file") {
    CHECK(loaded_scenarios("ini", "i.x = 1\n[a\nnothing\n = 2\n[b] x\ni.x = 1\n[c]\n").mistakes() ==
          "scenario-syntax 1:1; scenario-syntax 2:1; scenario-syntax 3:1; scenario-syntax 4:2; "
          "scenario-syntax 5:5; empty-list 7:1 -");
    CHECK(loaded_scenarios("info", "a { x 1\n i.x }\nb { inherits c }").mistakes() ==
          "unknown-key 1:5; wrong-kind 2:2; unknown-name 3:14 -");
}
