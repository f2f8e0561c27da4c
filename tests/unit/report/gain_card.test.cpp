#include "dti/report/gain_card.hpp"

#include "support/analysed.hpp"

#include <doctest/doctest.h>

#include <string>
#include <vector>

using dti::exact;
using dti::language;
using dti_test::analysed;

TEST_CASE("gains as CSV: at least six significant digits, jumps as inf, words without sides") {
    dti::indicator asked = dti_test::make_indicator("asked", 10, {}, {}, "max_score * issued");
    asked.inputs.push_back({.name = "issued", .kind = dti::input_kind::yes_no});
    const analysed scored(
        dti::compile_definition(dti_test::make_definition(
            {dti_test::make_rate("i", 10),
             dti_test::make_indicator("drills", 20, {"count"}, {}, "steps(count, 1: 5, 4: 20)"), asked})),
        1,
        {{0, "i", "part", "1"},
         {0, "i", "whole", "3"},
         {0, "drills", "count", "1"},
         {0, "asked", "issued", "no"}});
    const std::vector<dti::figure_gain> gains = dti::find_gains(scored.all, 0);
    const dti::grid table = dti::gain_grid(gains, scored.data, 0, {});
    CHECK(dti::to_csv(table) ==
          "indicator,name,value,gain_up,gain_down,step,step_gain,left,threshold,threshold_gain,unit\n"
          "i,part,1,3.33333333333,3.33333333333,2,3.33,6.67,,,A\n"
          "i,whole,3,-1.11111111111,-1.11111111111,4,-0.83,6.67,,,A\n"
          "i,rate,0.333333333333,10.0000,10.0000,0.343333333333,0.10,6.67,,,A\n"
          "drills,count,1,0,inf,2,0.00,15.00,4,15.00,A\n"
          "asked,issued,no,,,yes,10.00,10.00,,,A\n");
    const std::string json = dti::to_json_rows(table);
    CHECK(json.find("\"gain_down\": \"inf\"") != std::string::npos);
    CHECK(json.find("\"gain_up\": 3.33333") != std::string::npos);
}

TEST_CASE("gains as a table: only what moves anything, what one step brings most first") {
    const analysed scored(
        dti::compile_definition(
            dti_test::make_definition({dti_test::make_rate("small", 10), dti_test::make_rate("large", 30),
                                       dti_test::make_rate("full", 5)})),
        1, {{0, "small", "rate", "50%"}, {0, "large", "rate", "50%"}, {0, "full", "rate", "2"}});
    std::size_t still = 0;
    const dti::grid table =
        dti::gain_table(dti::find_gains(scored.all, 0), scored.data, 0, {language::vi, {}}, still);
    REQUIRE(table.rows.size() == 2);
    CHECK(table.rows[0][1].text == "large");
    CHECK(still == 7);
    const std::string text = dti::to_table(table);
    CHECK(text.find("+1 điểm phần trăm") != std::string::npos);
    CHECK(text.find("50%") != std::string::npos);
    const std::vector<dti::note> notes = dti::gain_notes(dti::find_gains(scored.all, 0), still, language::en);
    REQUIRE(notes.size() == 2);
    CHECK(notes[1].count == 7);
}

TEST_CASE("gains with rivals: a row for each whose points move, under the figure that moves them") {
    const analysed scored(dti_test::one_formula("max_score * share_of_best(x)", {"x"}), 2,
                          {{0, "i", "x", "8"}, {1, "i", "x", "4"}});
    const dti::grid table = dti::gain_grid(dti::find_gains(scored.all, 0, true), scored.data, 0, {});
    CHECK(dti::to_csv(table) ==
          "indicator,name,value,gain_up,gain_down,step,step_gain,left,threshold,threshold_gain,unit\n"
          "i,x,8,0,0,9,0.00,0.00,,,A\n"
          "i,x,8,-0.625000,-0.625000,,,,,,B\n");
}
