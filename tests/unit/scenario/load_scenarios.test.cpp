// The same scenarios in all four formats.
#include "support/scenarios.hpp"
#include "support/temporary_folder.hpp"

#include <doctest/doctest.h>

using dti_test::loaded_scenarios;

namespace {

const std::string in_info = R"(; plans of the province
base {
  smartphone.rate 80%
  online.part +5
}
"To the plan" {
  title "Đến kế hoạch; 2025"   ; a comment
  inherits base
  online { part *1.1 whole "max" }
  units { "Hải Phòng" { smartphone.rate +5pp } }
}
)";
const std::string in_json = R"({
  "base": {"smartphone.rate": "80%", "online.part": "+5"},
  "To the plan": {
    "title": "Đến kế hoạch; 2025",
    "inherits": "base",
    "online": {"part": "*1.1", "whole": "max"},
    "units": {"Hải Phòng": {"smartphone.rate": "+5pp"}}
  }
}
)";
const std::string in_xml = R"(<?xml version="1.0" encoding="UTF-8"?>
<!-- plans of the province -->
<scenarios>
  <scenario name="base" smartphone.rate="80%">
    <online.part>+5</online.part>
  </scenario>
  <scenario name="To the plan" title="Đến kế hoạch; 2025" inherits="base">
    <online><part>*1.1</part><whole>max</whole></online>
    <unit name="Hải Phòng"><smartphone.rate>+5pp</smartphone.rate></unit>
  </scenario>
</scenarios>
)";
const std::string in_ini = R"(; plans of the province
[base]
smartphone.rate = 80%
online.part = +5
[To the plan]
title = Đến kế hoạch; 2025
inherits = base
online.part = *1.1
online.whole = max
[To the plan @ Hải Phòng]
smartphone.rate = +5pp
)";

const std::string all_shown =
    "base: smartphone.rate=80% online.part=+5; "
    "To the plan|Đến kế hoạch; 2025: smartphone.rate=80% online.part=*1.1 online.whole=max "
    "Hải Phòng/smartphone.rate=+5pp";

}  // namespace

TEST_CASE("scenarios: one structure in four formats") {
    CHECK(loaded_scenarios("info", in_info).shown() == all_shown);
    CHECK(loaded_scenarios("json", in_json).shown() == all_shown);
    CHECK(loaded_scenarios("xml", in_xml).shown() == all_shown);
    CHECK(loaded_scenarios("ini", in_ini).shown() == all_shown);
}

TEST_CASE("scenarios: places of figures and values") {
    CHECK(loaded_scenarios("info", in_info).places() ==
          "2:1 3:3=3:19 4:3=4:15; 6:1 3:3=3:19 9:12=9:17 9:22=9:28 10:25=10:41");
    CHECK(loaded_scenarios("json", in_json).places() ==
          "2:3 2:12=2:31 2:38=2:53; 3:3 2:12=2:31 6:16=6:24 6:32=6:41 7:29=7:48");
    CHECK(loaded_scenarios("xml", in_xml).places() ==
          "4:18 4:25=4:41 5:6=5:18; 7:18 4:25=4:41 8:14=8:19 8:31=8:37 9:29=9:45");
    CHECK(loaded_scenarios("ini", in_ini).places() ==
          "2:2 3:1=3:19 4:1=4:15; 5:2 3:1=3:19 8:1=8:15 9:1=9:16 11:1=11:19");
}

TEST_CASE("scenarios: the wrapper `scenarios`") {
    CHECK(loaded_scenarios("info", "scenarios { a { i.x 1 } }").shown() == "a: i.x=1");
    CHECK(loaded_scenarios("json", R"({"scenarios": {"a": {"i.x": 1}}})").shown() == "a: i.x=1");
    CHECK(loaded_scenarios("xml", "<a><i.x>1</i.x></a>").shown() == "a: i.x=1");
    CHECK(loaded_scenarios("ini", "[scenarios]\ni.x = 1").shown() == "scenarios: i.x=1");
    CHECK(loaded_scenarios("info", "scenarios { a { i.x 1 } } b { i.x 1 }").mistakes() ==
          "unknown-key 1:27 -");
    CHECK(loaded_scenarios("json", R"({"scenarios": "a"})").mistakes() == "wrong-kind 1:15 -");
    CHECK(loaded_scenarios("json", R"({"scenarios": {}})").mistakes() == "empty-list 1:15 -");
}

TEST_CASE("scenarios: files without any") {
    for (const char* format : {"info", "json", "xml", "ini"}) {
        CAPTURE(format);
        CHECK(loaded_scenarios(format, "").mistakes() == "empty-file -");
        CHECK(loaded_scenarios(format, " \r\n\t").mistakes() == "empty-file -");
        CHECK(loaded_scenarios(format, "\xEF\xBB\xBF").mistakes() == "empty-file -");
        CHECK(loaded_scenarios(format, "\n\xFF").mistakes() == "bad-encoding 2:1 -");
        CHECK(loaded_scenarios(format, std::string("a\0", 2)).mistakes() == "bad-encoding 1:2 -");
    }
    CHECK(loaded_scenarios("json", "{}").mistakes() == "empty-list 1:1 -");
    CHECK(loaded_scenarios("info", "; nothing").mistakes() == "empty-file -");
    CHECK(loaded_scenarios("xml", "<!-- nothing -->").mistakes() == "empty-file -");
    CHECK(loaded_scenarios("ini", "# nothing").mistakes() == "empty-file -");
}

TEST_CASE("scenarios: the name of a file says its format") {
    const dti_test::temporary_folder folder;
    dti::diagnostics found;
    const std::string path = folder.write("a.ini", "[a]\ni.x = 1\n");
    const std::optional<std::vector<dti::scenario>> read = dti::load_scenarios(path, found);
    REQUIRE(read);
    REQUIRE(read->size() == 1);
    CHECK(read->front().source->name() == path);
    CHECK(!dti::load_scenarios(folder / "b.json", found));
    CHECK(!dti::load_scenarios(folder / "a.yaml", found));
    CHECK(!dti::parse_scenarios("info", "a { i.x 1 }", found));
    CHECK(dti_test::summary(found) == "cannot-read; wrong-file; wrong-file");
    CHECK(!dti::parse_scenarios("a.info", std::string((1U << 20U) + 1, ' '), found));
    CHECK(found.items().back().what.code == "limit");
}

TEST_CASE("scenarios: errors before leave the result alone") {
    dti::diagnostics found;
    CHECK(!dti::parse_scenarios("a.ini", "[a]\n", found));
    CHECK(dti::parse_scenarios("b.ini", "[a]\ni.x = 1\n", found));
}

TEST_CASE("scenarios: nesting is bounded in every format") {
    const std::size_t many = 100'000;
    CHECK(loaded_scenarios("json", dti_test::repeated("[", many)).mistakes() == "limit 1:65 -");
    CHECK(loaded_scenarios("json", dti_test::repeated(R"({"a":)", many)).mistakes() == "limit 1:321 -");
    CHECK(loaded_scenarios("info", dti_test::repeated("a { ", many)).mistakes() == "limit 1:259 -");
    CHECK(loaded_scenarios("info", dti_test::repeated("a\n{\n", many)).mistakes() == "limit 130:1 -");
    CHECK(loaded_scenarios("xml", dti_test::repeated("<a>", many)).mistakes() == "limit 1:194 -");
    CHECK(loaded_scenarios("ini", dti_test::repeated("[", many)).mistakes() == "scenario-syntax 1:1 -");
    CHECK(loaded_scenarios("json", dti_test::repeated("[", 64) + dti_test::repeated("]", 64)).mistakes() ==
          "wrong-kind 1:1 -");
}

TEST_CASE("scenarios: numbers of nodes and lengths are bounded") {
    const std::string entries = dti_test::repeated("[],", 120'000);
    CHECK(loaded_scenarios("json", '[' + entries + "1]").mistakes() == "limit 1:299999 -");
    CHECK(loaded_scenarios("info", dti_test::repeated("a ", 120'000)).mistakes() == "limit 1:200001 -");
    CHECK(loaded_scenarios("xml", "<a>" + dti_test::repeated("<b/>", 120'000)).mistakes().substr(0, 5) ==
          "limit");
    CHECK(loaded_scenarios("ini", "[a]\n" + dti_test::repeated("b=1\n", 120'000)).mistakes().substr(0, 17) ==
          "duplicate-key 3:1");
    const std::string text(4097, 'x');
    CHECK(loaded_scenarios("json", "{\"a\": {\"i.x\": \"" + text + "\"}}").mistakes() == "limit 1:15 -");
    CHECK(loaded_scenarios("info", "a { " + text + " 1 }").mistakes() == "limit 1:5; unknown-key 1:5 -");
    CHECK(loaded_scenarios("xml", "<a><i.x>" + text + "</i.x></a>").mistakes() == "limit 1:9 -");
    CHECK(loaded_scenarios("ini", "[a]\ni.x = " + text).mistakes() == "limit 2:7 -");
    std::string many;
    for (int i = 0; i < 1001; ++i) {
        many += "[s" + std::to_string(i) + "]\ni.x = 1\n";
    }
    CHECK(loaded_scenarios("ini", many).mistakes() == "limit 2001:2 -");
}

TEST_CASE("scenarios: texts stay as they are in any format, but for blanks around and line ends") {
    CHECK(loaded_scenarios("json", R"({"a": {"i.x": " 80% ", "i.y": 0.10, "i.z": true}})").shown() ==
          "a: i.x=80% i.y=0.10 i.z=true");
    CHECK(loaded_scenarios("json", R"({"a": {"t\u0069tle": "\u0110\u1ebfn \ud83d\ude00", "i.x": "a\nb"}})")
              .shown() == "a|Đến 😀: i.x=a b");
    CHECK(loaded_scenarios("info", "a {\n title \"one \"\\ ; goes on\n  \"two\"\n i.x \"\\\"\\\\\" }")
              .shown() == "a|one two: i.x=\"\\");
    CHECK(loaded_scenarios("xml", "<a title='x\n   &lt;&#x110;&#233;'><i.x>\n 1<!-- c -->0\n</i.x></a>")
              .shown() == "a|x <Đé: i.x=10");
    CHECK(loaded_scenarios("xml", "<a><i.x><![CDATA[<&amp;]]></i.x></a>").shown() == "a: i.x=<&amp;");
    CHECK(loaded_scenarios("ini", "[a]\r\n i.x =  1 ; 2\r\n").shown() == "a: i.x=1 ; 2");
    CHECK(loaded_scenarios("info", "a { i.x 1 }\r\nb {\r\n i.x \"2\" }\r\n").shown() == "a: i.x=1; b: i.x=2");
}

TEST_CASE("scenarios: control characters that escapes stand for") {
    CHECK(loaded_scenarios("json", R"({"a": {"i.x": "\u0000"}})").mistakes() == "bad-encoding 1:15 -");
    CHECK(loaded_scenarios("json", R"({"a\u001b": {"i.x": 1}})").mistakes() == "bad-encoding 1:2 -");
    CHECK(loaded_scenarios("info", R"(a { i.x "\0" })").mistakes() == "bad-encoding 1:9 -");
    CHECK(loaded_scenarios("xml", "<a i.x='&#7;'/>").mistakes() == "bad-encoding 1:8 -");
}
