#include "dti/report/gap_card.hpp"

#include "support/analysed.hpp"

#include <doctest/doctest.h>

#include <string>
#include <vector>

using dti::exact;
using dti::language;
using dti::target;
using dti_test::analysed;
using dti_test::make_rate;

namespace {

std::vector<target> led_targets() {
    target first;
    first.name = "rate";
    first.kind = dti::target_kind::at_least;
    first.figure = {exact(8, 10), 2, true};
    first.lead = {"Sở Nội vụ", "Công an"};
    first.deadline = "ongoing";
    target second;
    second.subject = 1;
    second.text = "hold";
    second.lead = {"Công an"};
    second.deadline = "2024-Q2";
    return {first, second};
}

struct made_report {
    analysed scored;
    std::vector<target> targets = led_targets();
    std::vector<dti::indicator_gap> gaps;
    dti::gap_ranking ranking;
    dti::gap_report report;

    made_report()
        : scored(dti::compile_definition(dti_test::make_definition({make_rate("a", 10), make_rate("b", 20)})),
                 1, {{0, "a", "rate", "0.5"}, {0, "b", "rate", "0.25"}}),
          gaps(dti::find_gaps(scored.all, 0, targets)),
          ranking(dti::rank_gaps(gaps, dti::gap_key::points)),
          report{scored.all, 0, targets, gaps, ranking, nullptr} {}
};

}  // namespace

TEST_CASE("gaps as CSV, in the definition's order") {
    const made_report made;
    CHECK(
        dti::to_csv(dti::gap_grid(made.report, {0, 1}, {})) ==
        "rank,indicator,code,points,target_points,gap,share,needed,block,basis,status,total_gain,chosen,slip,"
        "slip_figure,targets,lead,deadline,confidence\n"
        "2,a,,5.00,8.00,3.00,0.1667,rate=0.8,uncertain,target,scored,3.00,,,,rate ≥ 80%,Sở Nội vụ; Công "
        "an,ongoing,assumed\n"
        "1,b,,5.00,20.00,15.00,0.8333,rate=1,uncertain,maximum,scored,15.00,,,,hold,Công "
        "an,2024-Q2,assumed\n");
}

TEST_CASE("gaps as a table say against what, in the reader's language") {
    const made_report made;
    const std::string text =
        dti::to_table(dti::gap_grid(made.report, made.ranking.order, {language::vi, {}}));
    CHECK(text.find("rate ≥ 80%") != std::string::npos);
    CHECK(text.find("điểm tối đa") != std::string::npos);
    CHECK(text.find("83.33%") != std::string::npos);
    CHECK(text.find("≈15.00") != std::string::npos);
    CHECK(text.find("thường xuyên") != std::string::npos);
}

TEST_CASE("gaps by lead count whole under every agency, by group once") {
    const made_report made;
    CHECK(dti::to_csv(dti::gap_leads_grid(made.report, {})) ==
          "rank,lead,indicator_count,points,target_points,gap,share\n"
          "1,Công an,2,10.00,28.00,18.00,1.0000\n"
          "2,Sở Nội vụ,1,5.00,8.00,3.00,0.1667\n");
    CHECK(dti::to_csv(dti::gap_groups_grid(made.report, {})) ==
          "rank,sub_index,indicator_count,points,target_points,gap,share\n"
          "1,all,2,10.00,28.00,18.00,1.0000\n");
    CHECK(dti::gap_leads_note(made.report, language::en).count == 1);
    const std::vector<dti::note> notes = dti::gap_notes(made.report, language::en);
    REQUIRE(notes.size() == 2);
    CHECK(notes[0].code == "gap_targets");
    CHECK(notes[1].code == "gap_wishes");
}
