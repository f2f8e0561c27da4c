#include "dti/report/counts_card.hpp"

#include "support/loaded.hpp"

#include <doctest/doctest.h>

#include <string>
#include <vector>

namespace {

/// Two units against a plan of two rows; only the first has agencies and targets.
struct reported {
    dti_test::loaded_files files;
    dti::model<dti::exact> model;
    dti::scorecard<dti::exact> card;
    std::vector<dti::unit_target_counts> counts;

    reported()
        : files(rules(), {{"a.yaml",
                           "unit: A\nvalues: {fibre: {rate: 40%}, office: {open: yes}}\n"
                           "targets:\n"
                           "  fibre: {rate: 80%, lead: [X, Y], deadline: ongoing}\n"
                           "  office: {open: yes, deadline: 2023-Q3}\n"},
                          {"b.yaml", "unit: B\nvalues: {fibre: {rate: 90%}}\n"}}),
          model(rules()) {
        REQUIRE_MESSAGE(files.data.has_value(), files.found.to_text());
        card = dti::score(model, *files.data);
        for (std::size_t unit = 0; unit < 2; ++unit) {
            counts.push_back(dti::count_targets(model, *files.data, card, unit));
        }
    }
    static dti::shared_rules rules() {
        static const dti::shared_rules shared = dti_test::parse_rules(
            "dti: 1\nindex: plan\ntitle: {en: A plan}\nheadline: counts\nmissing: exclude\n"
            "sub_indices:\n"
            "  - id: access\n    code: \"1\"\n    title: {en: Access, vi: Hạ tầng}\n    indicators:\n"
            "      - {id: fibre, code: \"1.1\", title: {vi: Cáp quang}, max_score: 1, inputs: {rate: },\n"
            "         formula: \"1/1 points = 80%\"}\n"
            "      - {id: office, max_score: 1, inputs: {open: {kind: yes_no}}, formula: \"if open then 1 "
            "else 0\"}\n");
        return shared;
    }
};

std::string csv_of(const dti::grid& table) {
    return dti::to_csv(table);
}

}  // namespace

TEST_CASE("counts_card: by group and agency") {
    const reported of;
    CHECK(csv_of(dti::counts_grid(of.counts, *of.files.data, {})) ==
          "unit,level,id,targets,met,not_met,no_data,no_figure,progress\n"
          "A,total,plan,2,1,1,0,0,0.7500\n"
          "A,sub_index,access,2,1,1,0,0,0.7500\n"
          "A,lead,X,1,0,1,0,0,0.5000\n"
          "A,lead,Y,1,0,1,0,0,0.5000\n"
          "A,lead,,1,1,0,0,0,1.0000\n"
          "B,total,plan,2,1,0,1,0,1.0000\n"
          "B,sub_index,access,2,1,0,1,0,1.0000\n");
    const std::string table =
        dti::to_table(dti::counts_grid(of.counts, *of.files.data, {dti::language::vi, 2}));
    CHECK(table.find("nhóm             1  Hạ tầng") != std::string::npos);
    CHECK(table.find("cơ quan chủ trì  –") != std::string::npos);
    CHECK(table.find("0.75\n") != std::string::npos);
}

TEST_CASE("counts_card: a row a unit has no total to show") {
    const reported of;
    dti::grid table = dti::unit_grid(of.card, *of.files.data, {});
    dti::add_counts(of.counts, *of.files.data, {}, table);
    CHECK(csv_of(table) ==
          "rank,unit,total_points,total,access,coverage,low,high,confidence,synthetic,targets,met,not_met,no_"
          "data,"
          "no_figure,progress\n"
          ",A,,,0.7500,1.0000,,,assumed,false,2,1,1,0,0,0.7500\n"
          ",B,,,1.0000,0.5000,,,assumed,false,2,1,0,1,0,1.0000\n");
    const std::string shown = dti::to_table(table);
    CHECK(shown.find("rank") == std::string::npos);
    CHECK(shown.find("points") == std::string::npos);
}

TEST_CASE("counts_card: a row an indicator says its state, its agencies and its deadline") {
    const reported of;
    dti::grid table = dti::indicator_grid(of.card, *of.files.data, {dti::language::vi, {}});
    dti::add_target_states(of.counts, *of.files.data, {dti::language::vi, {}}, table);
    CHECK(csv_of(table) ==
          "unit,indicator,code,points,max_score,attainment,status,computed,confidence,wanted,target,lead,"
          "deadline\n"
          "A,fibre,1.1,0.50,1.00,0.5000,scored,0.50,assumed,rate ≥ 80%,not_met,X; Y,ongoing\n"
          "A,office,,1.00,1.00,1.0000,scored,1.00,assumed,open: yes,met,,2023-Q3\n"
          "B,fibre,1.1,1.00,1.00,1.0000,scored,1.00,assumed,,met,,\n"
          "B,office,,,1.00,,excluded,,assumed,,no_data,,\n");
    const std::string shown = dti::to_table(table);
    CHECK(shown.find("Cáp quang") != std::string::npos);
    CHECK(shown.find("rate ≥ 80%") != std::string::npos);
    CHECK(shown.find("open: có") != std::string::npos);
    CHECK(shown.find("thường xuyên") != std::string::npos);
    CHECK(shown.find("chưa có số liệu") != std::string::npos);
}

TEST_CASE("counts_card: how rows were counted") {
    const reported of;
    CHECK(dti::counts_note(of.counts, dti::language::en).count == 4);
    CHECK(dti::counts_note(of.counts, dti::language::vi).text.find("số chỉ tiêu: 4;") == 0);
}
