#include "table/long_csv.hpp"

#include "support/loaded.hpp"
#include "support/print.hpp"

#include <doctest/doctest.h>

using dti::exact;
using dti_test::loaded_files;

namespace {

dti::shared_rules rules() {
    static const dti::shared_rules shared = dti_test::parse_rules(R"(dti: 1
index: ward
title: {en: Ward}
sub_indices:
  - id: services
    indicators:
      - {id: online, max_score: 10, inputs: {part: , whole: }, derive: {rate: part / whole}, formula: max_score * rate}
      - {id: leader, max_score: 10, formula: points}
      - {id: portal, max_score: 5, inputs: {open: {kind: yes_no}}, formula: "if open then 5 else 0"}
)");
    return shared;
}

loaded_files read(std::string text, dti::notation style = dti::notation::plain) {
    return {rules(), {{"a.csv", std::move(text)}}, style};
}

const std::string header = "unit,indicator,name,value\n";

std::string mistakes(const std::string& rows) {
    return read(header + rows).mistakes();
}

}  // namespace

TEST_CASE("long_csv: rows of a unit may stand apart, in any order") {
    const loaded_files file = read(header +
                                   "B,online,part,3\nA,leader,points,7.5\nB,,group,x\nB,online,whole,4\n"
                                   "A,portal,open,không\nB,,ranked,no\nA,,group,\n");
    REQUIRE_MESSAGE(file.mistakes() == "", file.found.to_text());
    REQUIRE(file.data->units().size() == 2);
    CHECK(file.data->units()[0].name == "B");
    CHECK(file.data->units()[0].group == "x");
    CHECK(!file.data->units()[0].ranked);
    CHECK(file.data->units()[0].where == dti::position{2, 1});
    CHECK(file.data->units()[1].group.empty());
    CHECK(file.at(0, "online", "whole").value == exact(4));
    CHECK(file.at(0, "online", "whole").where == dti::position{5, 16});
    CHECK(file.at(1, "leader", "points").value == exact(15, 2));
    CHECK(file.at(1, "portal", "open").given);
    CHECK(!file.at(1, "online", "part").given);
}

TEST_CASE("long_csv: columns in any order, and further ones") {
    const loaded_files file = read(
        "who,value,source,name,unit,indicator,note,evidence\n"
        "x,3,a report,part,A,online,,a photo\ny,4,,whole,A,online,,\n");
    REQUIRE_MESSAGE(file.mistakes() == "", file.found.to_text());
    CHECK(file.at(0, "online", "part").value == exact(3));
    const auto& remarks = file.data->profile(0).on_figures;
    REQUIRE(remarks.size() == 1);
    CHECK(remarks.at(file.data->field_of("online", "part")).source == "a report");
    CHECK(remarks.at(file.data->field_of("online", "part")).evidence == "a photo");
}

TEST_CASE("long_csv: blanks, separators, notations and forms of Unicode") {
    const loaded_files file = read(
        "\xEF\xBB\xBFunit;indicator;name;value\r\n"
        "Hue\xCC\x82\xCC\x81; online ;part;1.970\r\nHuế;online;whole;\"2000,5\"\r\n",
        dti::notation::vi);
    REQUIRE_MESSAGE(file.mistakes() == "", file.found.to_text());
    CHECK(file.data->units().size() == 1);
    CHECK(file.at(0, "online", "part").value == exact(1970));
    CHECK(file.at(0, "online", "whole").value == exact(4001, 2));
}

TEST_CASE("long_csv: an empty value is a missing figure, and its unit is there") {
    const loaded_files file = read(header + "A,online,part,\nA,online,part,3\nB,online,part,\n");
    REQUIRE(file.mistakes() == "");
    CHECK(file.data->units().size() == 2);
    CHECK(file.at(0, "online", "part").value == exact(3));
}

TEST_CASE("long_csv: the header") {
    CHECK(read("unit,indicator,value\nA,leader,7\n").mistakes() == "missing-column 1:1 -");
    CHECK(read("name,value\npart,7\n").mistakes() == "missing-column 1:1; missing-column 1:1 -");
    const loaded_files misspelt = read("unit,indicator,name,values\nA,leader,points,7\n");
    CHECK(misspelt.mistakes() == "missing-column 1:1 -");
    CHECK(misspelt.help() == "is it `values`?");
    CHECK(read("unit,indicator,name,value,value\nA,leader,points,7,7\n").mistakes() ==
          "duplicate-column 1:27 -");
    CHECK(read("unit,indicator,name,value,,\nA,leader,points,7,,\n").mistakes() ==
          "");  // empty ones say nothing
    CHECK(read(header).mistakes() == "no-units -");
}

TEST_CASE("long_csv: mistakes of a row") {
    CHECK(mistakes("A,leadr,points,7\n") == "unknown-name 2:3 -");
    CHECK(mistakes("A,leader,point,7\n") == "unknown-name 2:10 -");
    CHECK(mistakes("A,leader,points,seven\n") == "bad-number 2:17 -");
    CHECK(mistakes("A,portal,open,1\n") == "bad-yes-no 2:15 -");
    CHECK(mistakes(",leader,points,7\n") == "empty-name 2:1 -");
    CHECK(mistakes("A,leader,points\n") == "csv-row-length 2:1 -");
    CHECK(mistakes("A,online,rate,60,29%\n") == "csv-row-length 2:18 -");
    CHECK(mistakes("A,,groups,x\n") == "unknown-name 2:4 -");
    CHECK(mistakes("A,,ranked,maybe\n") == "bad-yes-no 2:11 -");
    CHECK(mistakes("A,leader,points,7\nA,leader,points,7\n") == "duplicate-figure 3:17 -");
    CHECK(mistakes("A,,group,x\nA,,group,x\nA,,group,y\n") == "unit-conflict 4:10 -");
    CHECK(mistakes("A,,synthetic,yes\nA,,synthetic,no\n") == "unit-conflict 3:14 -");
    CHECK(mistakes("A,,synthetic,yes\nB,leader,points,7\n") == "mixed-synthetic 3:1 -");
    CHECK(mistakes("A,leader,points,\"7\n") == "csv-quote 2:17 -");
}

TEST_CASE("long_csv: help for names") {
    CHECK(read(header + "A,leadr,points,7\n").help() == "did you mean `leader`?");
    CHECK(read(header + "A,online,rates,7\n").help() == "did you mean `rate`?");
    CHECK(read(header + "A,online,xyz,7\n").help() == "valid here: `part`, `whole`, `rate`, `points`");
    CHECK(read(header + "A,,grup,7\n").help() == "did you mean `group`?");
    CHECK(read(header + "A,,xyz,7\n").help() ==
          "a row without an indicator gives `group`, `ranked`, `synthetic` or `code`");
}

TEST_CASE("long_csv: several mistakes in one run") {
    CHECK(mistakes("A,leadr,points,7\n,leader,points,7\nA,leader,points,x\nA\n") ==
          "unknown-name 2:3; empty-name 3:1; bad-number 4:17; csv-row-length 5:1 -");
}
