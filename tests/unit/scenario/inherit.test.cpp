#include "scenario/inherit.hpp"

#include "support/scenarios.hpp"

#include <doctest/doctest.h>

using dti_test::loaded_scenarios;

TEST_CASE("scenarios: inherited changes come first, own ones replace them") {
    CHECK(loaded_scenarios("ini",
                           "[c]\ninherits = b\ni.x = 3\n[b]\ninherits = a\ni.y = 2\n[b @ U]\ni.x = 7\n"
                           "[a]\ni.x = 1\ni.y = 1\ni.z = 1\n")
              .shown() == "c: i.z=1 i.y=2 U/i.x=7 i.x=3; b: i.x=1 i.z=1 i.y=2 U/i.x=7; a: i.x=1 i.y=1 i.z=1");
    CHECK(loaded_scenarios("ini", "[a]\ni.x = 1\n[b]\ninherits = a\n").shown() == "a: i.x=1; b: i.x=1");
    CHECK(
        loaded_scenarios("json", "{\"\u00E1\": {\"i.x\": 1}, \"b\": {\"inherits\": \"a\u0301\"}}").shown() ==
        "\u00E1: i.x=1; b: i.x=1");
}

TEST_CASE("scenarios: an unknown name") {
    const loaded_scenarios read("info", "base { i.x 1 }\nplan {\n  inherits bse\n}\n");
    CHECK(read.mistakes() == "unknown-name 3:12 -");
    CHECK(read.message() == "there is no scenario `bse`");
    CHECK(read.help() == "did you mean `base`?");
}

TEST_CASE("scenarios: circles") {
    for (const auto& [format, text] :
         {std::pair("info", "a { inherits b }\nb { inherits c }\nc { inherits a }\n"),
          std::pair("ini", "[a]\ninherits = b\n[b]\ninherits = c\n[c]\ninherits = a\n")}) {
        const loaded_scenarios read(format, text);
        CHECK(read.message() == "scenarios inherit each other in a circle: `a`, `b`, `c`, `a`");
    }
    CHECK(loaded_scenarios("json", "{\"a\": {\"inherits\": \"b\"},\n \"b\": {\"inherits\": \"a\"}}")
              .mistakes() == "scenario-cycle 2:20 -");
    CHECK(loaded_scenarios("xml", "<scenarios><a inherits='b'/>\n<b inherits='a'/></scenarios>").mistakes() ==
          "scenario-cycle 2:13 -");
    CHECK(loaded_scenarios("ini", "[a]\ninherits = a\n").mistakes() == "scenario-cycle 2:12 -");
    CHECK(loaded_scenarios("ini",
                           "[x]\ninherits = a\n[a]\ninherits = b\n[b]\ninherits = a\n[y]\ninherits = b\n")
              .mistakes() == "scenario-cycle 6:12 -");
}

TEST_CASE("scenarios: what all inherit together is bounded") {
    std::string text = "[s0]\n";
    for (int i = 0; i < 1000; ++i) {
        text += "i.x" + std::to_string(i) + " = 1\n";
    }
    for (int i = 1; i <= 200; ++i) {
        text += "[s" + std::to_string(i) + "]\ninherits = s" + std::to_string(i - 1) + "\n";
    }
    CHECK(loaded_scenarios("ini", text).mistakes().empty());
    CHECK(loaded_scenarios("ini", text + "[t]\ninherits = s200\n").mistakes() == "limit 1403:12 -");
}
