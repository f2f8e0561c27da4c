#include "dti/report/what_if_card.hpp"

#include "support/scored.hpp"

#include <doctest/doctest.h>

#include <string>
#include <utility>
#include <vector>

using dti::exact;

namespace {

dti::shared_rules rules() {
    dti::indicator published =
        dti_test::with_confidence(dti_test::make_rate("a", 10), dti::confidence::published);
    published.title = {.vi = "Chỉ số A", .en = "Indicator A"};
    dti::sub_index part = dti_test::make_sub_index("part", {published, dti_test::make_rate("b", 10)});
    part.title = {.vi = "Phần", .en = "A part"};
    dti::definition source = dti_test::make_definition(std::vector<dti::sub_index>{part});
    source.missing = dti::missing_policy::zero;
    source.ties = dti::tie_method::average;
    return dti::compile_definition(std::move(source));
}

/// B and C level, A with a rate of its own.
dti::data_set cohort(const dti::shared_rules& shared, const exact& own) {
    dti::data_set data = dti_test::make_data(shared, {{.name = "A"}, {.name = "B"}, {.name = "C"}},
                                             {{0, "b", "rate", "0.5"},
                                              {1, "a", "rate", "0.5"},
                                              {1, "b", "rate", "0.5"},
                                              {2, "a", "rate", "0.5"},
                                              {2, "b", "rate", "0.5"}});
    data.set(0, "a", "rate", own);
    return data;
}

dti::scenario_result scenario(std::string name, const exact& before, const exact& after) {
    const dti::shared_rules shared = rules();
    const dti::data_set data = cohort(shared, before);
    const dti::data_set other = cohort(shared, after);
    const dti::model<exact> model(shared);
    return {
        std::move(name),
        {},
        dti::compare(model, data, dti_test::score(shared, data), other, dti_test::score(shared, other), 0)};
}

std::string csv(const std::vector<dti::scenario_result>& scenarios, const dti::report_style& style = {}) {
    const dti::shared_rules shared = rules();
    return dti::to_csv(dti::what_if_grid(scenarios, cohort(shared, exact(1, 3)), 0, style));
}

}  // namespace

TEST_CASE("what-if card: CSV has every level, rounded once") {
    CHECK(csv({scenario("set", exact(1, 3), exact(2, 3))}) ==
          "level,id,before,after,change,unit,scenario,certain,uncertain,official\n"
          "indicator,a,3.33,6.67,3.33,A,set,3.33,,\n"
          "sub_index,part,0.4167,0.5833,0.1667,A,set,,,\n"
          "total_points,test,8.33,11.67,3.33,A,set,,,\n"
          "total,test,0.4167,0.5833,0.1667,A,set,,,\n"
          "rank,test,3,1,-2,A,set,,,\n"
          "rank_own,test,3,1,-2,A,set,,,\n"
          "rank_rivals,test,1,1,0,A,set,,,\n");
}

TEST_CASE("what-if card: half ranks, no -0, digits on demand") {
    const std::string tied = csv({scenario("set", exact(499'999, 1'000'000), exact(1, 2))});
    CHECK(tied.find("rank,test,3,2,-1,") != std::string::npos);
    const std::string slight = csv({scenario("set", exact(1, 2), exact(499'999, 1'000'000))});
    CHECK(slight.find("indicator,a,5.00,5.00,0.00,") != std::string::npos);
    CHECK(slight.find("rank,test,2,3,1,") != std::string::npos);
    CHECK(slight.find("-0") == std::string::npos);
    const std::string fine =
        csv({scenario("set", exact(1, 2), exact(499'999, 1'000'000))}, {dti::language::en, 6});
    CHECK(fine.find("indicator,a,5.000000,4.999990,-0.000010,") != std::string::npos);
}

TEST_CASE("what-if card: tables say which way it goes, in either language") {
    const dti::shared_rules shared = rules();
    const dti::data_set data = cohort(shared, exact(1, 3));
    const std::vector<dti::scenario_result> scenarios{scenario("set", exact(1, 3), exact(2, 3))};
    const std::string english = dti::to_table(dti::what_if_grid(scenarios, data, 0, {}));
    CHECK(english.find("Indicator A") != std::string::npos);
    CHECK(english.find("+3.33") != std::string::npos);
    CHECK(english.find("↑2") != std::string::npos);
    CHECK(english.find("≈8.33") != std::string::npos);    // b rests on an assumed maximum
    CHECK(english.find("≈3.33") == std::string::npos);    // a does not
    CHECK(english.find("certain") == std::string::npos);  // there is no official total
    const std::string vietnamese =
        dti::to_table(dti::what_if_grid(scenarios, data, 0, {dti::language::vi, std::nullopt}));
    for (const char* word : {"cấp", "trước", "sau", "thay đổi", "Chỉ số A", "thứ hạng do tự thay đổi"}) {
        CHECK_MESSAGE(vietnamese.find(word) != std::string::npos, word);
    }
}

TEST_CASE("what-if card: an official total shows what comes on top of it") {
    const dti::shared_rules shared = rules();
    dti::data_set data = cohort(shared, exact(1, 3));
    data.make_profile(0).official.total.value = dti::written_number{exact(6, 10), 2};
    dti::scenario_result made = scenario("set", exact(1, 3), exact(2, 3));
    made.result.official = dti::official_change{exact(12), 1, exact(10, 3), exact(1)};
    const std::string text = dti::to_csv(dti::what_if_grid({made}, data, 0, {}));
    CHECK(text.find("total_points,test,8.33,11.67,3.33,A,set,3.33,1.00,12.00\n") != std::string::npos);
    CHECK(text.find("total,test,0.4167,0.5833,0.1667,A,set,,,0.6000\n") != std::string::npos);
    CHECK(dti::to_table(dti::what_if_grid({made}, data, 0, {})).find("uncertain") != std::string::npos);
}

TEST_CASE("what-if card: scenarios side by side, and whom the unit overtakes in which") {
    const dti::shared_rules shared = rules();
    const dti::data_set data = cohort(shared, exact(1, 3));
    const std::vector<dti::scenario_result> scenarios{scenario("more", exact(1, 3), exact(2, 3)),
                                                      scenario("less", exact(1, 3), exact(1, 4)),
                                                      scenario("same", exact(1, 3), exact(1, 3))};
    const dti::grid table = dti::scenarios_grid(scenarios, data, 0, {});
    CHECK(dti::to_csv(table) ==
          "level,id,before,more,less,same,unit\n"
          "indicator,a,3.33,6.67,2.50,3.33,A\n"
          "sub_index,part,0.4167,0.5833,0.3750,0.4167,A\n"
          "total_points,test,8.33,11.67,7.50,8.33,A\n"
          "total,test,0.4167,0.5833,0.3750,0.4167,A\n"
          "rank,test,3,1,3,3,A\n"
          "rank_own,test,3,1,3,3,A\n"
          "passes,B,,true,false,false,A\n"
          "passes,C,,true,false,false,A\n");
    const std::string shown = dti::to_table(table);
    CHECK(shown.find("6.67 (+3.33)") != std::string::npos);
    CHECK(shown.find("1 (↑2)") != std::string::npos);
    CHECK(dti::to_json_rows(table).find("\"more\": true") != std::string::npos);
}

TEST_CASE("what-if card: a unit without a rank has rows of ranks in data, and none in tables") {
    const dti::shared_rules shared = rules();
    dti::data_set data = cohort(shared, exact(1, 3));
    dti::scenario_result made = scenario("set", exact(1, 3), exact(2, 3));
    for (dti::what_if_row& row : made.result.rows) {
        if (row.level >= dti::change_level::total_points) {
            row.before.reset();
            row.after.reset();
        }
        if (row.level >= dti::change_level::rank) {
            row.change.reset();
        }
    }
    made.result.range_before = dti::points_range{exact(3), exact(13)};
    const dti::grid all = dti::what_if_grid({made}, data, 0, {});
    CHECK(dti::to_csv(all).find("rank_own,test,,,,A,set,,,\n") != std::string::npos);
    CHECK(dti::to_csv(all).find("total_points,test,,,3.33,A,set,,,\n") != std::string::npos);
    const dti::grid shown = dti::without_empty_rows(all);
    CHECK(shown.rows.size() == all.rows.size() - 3);
    CHECK(dti::to_table(shown).find("≈3.00–13.00") != std::string::npos);
}
