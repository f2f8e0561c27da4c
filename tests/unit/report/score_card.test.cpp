#include "dti/report/score_card.hpp"

#include "support/scored.hpp"

#include <doctest/doctest.h>

#include <string>
#include <vector>

using dti::cell;
using dti::cell_kind;
using dti::exact;
using dti::grid;
using dti::language;
using dti_test::given;
using dti_test::make_data;
using dti_test::make_indicator;
using dti_test::make_rate;
using dti_test::with_confidence;

namespace {

using texts = std::vector<std::string>;

texts keys_of(const grid& table) {
    texts keys;
    for (const dti::column& item : table.columns) {
        keys.push_back(item.key);
    }
    return keys;
}

texts row_of(const grid& table, std::size_t row) {
    texts cells;
    for (const cell& item : table.rows[row]) {
        cells.push_back(item.text);
    }
    return cells;
}

/// The cell of a column.
const cell& at(const grid& table, std::size_t row, const std::string& key) {
    for (std::size_t j = 0; j < table.columns.size(); ++j) {
        if (table.columns[j].key == key) {
            return table.rows[row][j];
        }
    }
    FAIL("no column " << key);
    return table.rows[row].front();
}

std::string shown(const cell& item) {
    return item.shown.empty() ? item.text : item.shown;
}

/// Two sub-indices and a pillar; a bonus, a penalty, an indicator that is not scored.
dti::definition rich_definition() {
    dti::indicator bonus = make_indicator("prize", 2, {}, {}, "points");
    bonus.bonus = true;
    dti::indicator penalty = make_indicator("late", 1, {"reports"}, {}, "-reports");
    penalty.min_score = -5;
    dti::indicator unscored = make_indicator("population", 0, {"people"}, {}, "");
    unscored.scored = false;
    dti::definition source = dti_test::make_definition(
        {dti_test::make_sub_index(
             "services", {with_confidence(make_rate("online", 10), dti::confidence::published), bonus}),
         dti_test::make_sub_index("security", {penalty, unscored})});
    source.sub_indices.front().title = {"Dịch vụ số", "Digital services"};
    source.sub_indices.front().indicators.front().code = "1.1";
    source.pillars.push_back({"government", {"Chính quyền số", ""}, {"services", "security"}});
    source.missing = dti::missing_policy::exclude;
    return source;
}

const std::vector<given> rich_figures{{0, "online", "part", "1"},
                                      {0, "online", "whole", "3"},
                                      {0, "prize", "points", "1"},
                                      {0, "late", "reports", "0.001"},
                                      {1, "online", "rate", "66.67%"}};

template <class Number>
struct rich {
    dti::shared_rules rules = dti::compile_definition(rich_definition());
    dti::data_set data = make_data(rules, {{.name = "Ward 1"}, {.name = "Ward 2"}}, rich_figures);
    dti::scorecard<Number> card = dti_test::score<Number>(rules, data);
};

}  // namespace

TEST_CASE_TEMPLATE("score card: units, in the contract's columns", Number, exact, double) {
    const rich<Number> r;
    const grid table = dti::unit_grid(r.card, r.data, {});
    CHECK(keys_of(table) == texts{"rank", "unit", "total_points", "total", "services", "security",
                                  "government", "coverage", "low", "high", "confidence", "synthetic"});
    CHECK(row_of(table, 0) == texts{"2", "Ward 1", "4.33", "0.3939", "0.4333", "0.0000", "0.3939", "1.0000",
                                    "4.33", "4.33", "assumed", "false"});
    CHECK(row_of(table, 1) == texts{"1", "Ward 2", "6.67", "0.6667", "0.6667", "", "0.6667", "0.9091", "6.67",
                                    "9.67", "published", "false"});
    CHECK(at(table, 1, "security").kind == cell_kind::none);
}

TEST_CASE_TEMPLATE("score card: indicators; what rounds to 0 has no sign", Number, exact, double) {
    const rich<Number> r;
    const grid table = dti::indicator_grid(r.card, r.data, {});
    CHECK(keys_of(table) == texts{"unit", "indicator", "code", "points", "max_score", "attainment", "status",
                                  "computed", "confidence"});
    CHECK(row_of(table, 0) ==
          texts{"Ward 1", "online", "1.1", "3.33", "10.00", "0.3333", "scored", "3.33", "published"});
    CHECK(row_of(table, 1) ==
          texts{"Ward 1", "prize", "", "1.00", "2.00", "0.5000", "entered", "", "assumed"});
    CHECK(row_of(table, 2) ==
          texts{"Ward 1", "late", "", "0.00", "1.00", "-0.0010", "scored", "0.00", "assumed"});
    CHECK(row_of(table, 3) == texts{"Ward 1", "population", "", "", "0.00", "", "unscored", "", "assumed"});
    CHECK(row_of(table, 6) == texts{"Ward 2", "late", "", "", "1.00", "", "excluded", "", "assumed"});
    CHECK(row_of(dti::indicator_grid(r.card, r.data, {language::en, 0}), 2)[5] == "0");
}

TEST_CASE("score card: ranks of the total, then pillars, then sub-indices; none where there is no value") {
    const rich<exact> r;
    const grid table = dti::rank_grid(r.card, r.data, {});
    CHECK(keys_of(table) == texts{"unit", "level", "id", "value", "rank", "of"});
    REQUIRE(table.rows.size() == 8);
    CHECK(row_of(table, 0) == texts{"Ward 1", "total", "test", "0.3939", "2", "2"});
    CHECK(row_of(table, 1) == texts{"Ward 1", "pillar", "government", "0.3939", "2", "2"});
    CHECK(row_of(table, 2) == texts{"Ward 1", "sub_index", "services", "0.4333", "2", "2"});
    CHECK(row_of(table, 3) == texts{"Ward 1", "sub_index", "security", "0.0000", "1", "1"});
    CHECK(row_of(table, 7) == texts{"Ward 2", "sub_index", "security", "", "", ""});
    CHECK(shown(table.rows[0][1]) == "total");
    CHECK(shown(table.rows[2][1]) == "sub-index");
}

TEST_CASE("score card: equal units share a rank, which may be a half") {
    dti::definition source = dti_test::make_definition({make_indicator("leader", 10, {}, {}, "points")});
    source.ties = dti::tie_method::average;
    const dti::shared_rules rules = dti::compile_definition(source);
    const dti::data_set data =
        make_data(rules, {{.name = "A"}, {.name = "B"}, {.name = "C", .ranked = false}},
                  {{0, "leader", "points", "7"}, {1, "leader", "points", "7"}, {2, "leader", "points", "9"}});
    const grid table = dti::unit_grid(dti_test::score(rules, data), data, {});
    CHECK(table.rows[0][0].text == "1.5");
    CHECK(table.rows[0][0].kind == cell_kind::number);
    CHECK(table.rows[1][0].text == "1.5");
    CHECK(table.rows[2][0].kind == cell_kind::none);
}

TEST_CASE("score card: points on an assumed maximum are approximate in tables alone") {
    const rich<exact> r;
    const grid units = dti::unit_grid(r.card, r.data, {});
    for (const char* key : {"total_points", "low", "high"}) {
        CHECK(shown(at(units, 0, key)) == "≈4.33");
        CHECK(at(units, 0, key).text == "4.33");
    }
    CHECK(shown(at(units, 0, "total")) == "0.3939");
    const grid indicators = dti::indicator_grid(r.card, r.data, {});
    CHECK(shown(at(indicators, 0, "points")) == "3.33");
    CHECK(shown(at(indicators, 1, "points")) == "≈1.00");
    CHECK(shown(at(indicators, 1, "max_score")) == "≈2.00");
    CHECK(shown(at(indicators, 2, "computed")) == "≈0.00");
    CHECK(shown(at(indicators, 3, "max_score")) == "0.00");  // not scored: nothing rests on it
    CHECK(dti::to_csv(units).find("≈") == std::string::npos);
    CHECK(dti::to_json_rows(indicators).find("≈") == std::string::npos);
}

TEST_CASE("score card: below the minimum coverage a table prints the range") {
    for (const dti::confidence level : {dti::confidence::published, dti::confidence::assumed}) {
        dti::definition source = dti_test::make_definition(
            {with_confidence(make_rate("online", 10), level), with_confidence(make_rate("paid", 10), level)});
        source.missing = dti::missing_policy::zero;
        source.min_coverage = exact(3, 4);
        const dti::shared_rules rules = dti::compile_definition(source);
        const dti::data_set data = make_data(rules, {{.name = "A"}}, {{0, "online", "rate", "60%"}});
        const grid table = dti::unit_grid(dti_test::score(rules, data), data, {});
        CHECK(shown(at(table, 0, "total_points")) ==
              (level == dti::confidence::assumed ? "≈6.00–16.00" : "6.00–16.00"));
        CHECK(at(table, 0, "total_points").kind == cell_kind::none);
        CHECK(at(table, 0, "total").kind == cell_kind::none);
        CHECK(at(table, 0, "rank").kind == cell_kind::none);
        CHECK(at(table, 0, "low").text == "6.00");
        CHECK(at(table, 0, "high").text == "16.00");
        CHECK(at(table, 0, "all").text == "0.3000");
        CHECK(dti::to_csv(table) ==
              "rank,unit,total_points,total,all,coverage,low,high,confidence,synthetic\n,A,,,0.3000,0.5000,6."
              "00,16.00," +
                  std::string(dti::confidence_words[static_cast<std::size_t>(level)]) + ",false\n");
    }
}

TEST_CASE("score card: tables leave out what says nothing, and show the group that ranks are taken in") {
    const dti::shared_rules rules =
        dti::compile_definition(dti_test::make_definition({make_rate("online", 10)}));
    dti::data_set data = make_data(rules, {{.name = "A", .synthetic = true}}, {{0, "online", "rate", "1"}});
    const auto heads = [&] {
        const std::string text = dti::to_table(dti::unit_grid(dti_test::score(rules, data), data, {}));
        return text.substr(0, text.find('\n'));
    };
    CHECK(heads() == "rank  unit  total points   value     all  confidence");
    data.unit(0).group = "communes";
    CHECK(heads() == "rank  group     unit  total points   value     all  confidence");
    CHECK(dti::to_csv(dti::unit_grid(dti_test::score(rules, data), data, {})) ==
          "rank,unit,total_points,total,all,coverage,low,high,confidence,synthetic\n"
          "1,A,10.00,1.0000,1.0000,1.0000,10.00,10.00,assumed,true\n");
}

TEST_CASE(
    "score card: headings and words by language; a title in the other one, or the id, where there is none") {
    const rich<exact> r;
    const grid english = dti::unit_grid(r.card, r.data, {language::en, {}});
    const grid vietnamese = dti::unit_grid(r.card, r.data, {language::vi, {}});
    CHECK(keys_of(english) == keys_of(vietnamese));
    const auto heading = [](const grid& table, std::size_t column) { return table.columns[column].heading; };
    CHECK(heading(english, 4) == "Digital services");
    CHECK(heading(vietnamese, 4) == "Dịch vụ số");
    CHECK(heading(vietnamese, 5) == "security");
    CHECK(heading(english, 6) == "Chính quyền số");
    CHECK(heading(vietnamese, 2) == "tổng điểm đạt");
    CHECK(shown(at(vietnamese, 1, "confidence")) == "đã công bố");
    CHECK(at(vietnamese, 1, "confidence").text == "published");
    const grid indicators = dti::indicator_grid(r.card, r.data, {language::vi, {}});
    CHECK(shown(at(indicators, 0, "status")) == "chấm theo công thức");
    CHECK(at(indicators, 0, "status").text == "scored");
    const grid ranks = dti::rank_grid(r.card, r.data, {language::vi, {}});
    CHECK(shown(at(ranks, 0, "level")) == "tổng");
    CHECK(shown(at(ranks, 1, "level")) == "trụ cột");
}

TEST_CASE(
    "score card: figures of double near a rounding tie are counted, those of exact are never in doubt") {
    const dti::shared_rules rules =
        dti::compile_definition(dti_test::make_definition({make_indicator("leader", 10, {}, {}, "points")}));
    const dti::data_set data =
        make_data(rules, {{.name = "A"}, {.name = "B"}},
                  {{0, "leader", "points", "1.005"}, {1, "leader", "points", "1.004"}});
    const dti::scorecard<double> fast = dti_test::score<double>(rules, data);
    CHECK(dti::indicator_grid(fast, data, {}).near_ties == 1);
    CHECK(dti::unit_grid(fast, data, {}).near_ties == 3);  // total points, and as low and high
    CHECK(dti::rank_grid(fast, data, {}).near_ties == 0);
    CHECK(dti::indicator_grid(fast, data, {language::en, 6}).near_ties == 0);
    CHECK(dti::indicator_grid(dti_test::score<exact>(rules, data), data, {}).near_ties == 0);
}

TEST_CASE("score card: decimals as the definition prints them, or as asked for") {
    dti::definition source = rich_definition();
    source.print = {1, 3};
    const dti::shared_rules rules = dti::compile_definition(source);
    const dti::data_set data = make_data(rules, {{.name = "A"}, {.name = "B"}}, rich_figures);
    const dti::scorecard<exact> card = dti_test::score(rules, data);
    CHECK(at(dti::unit_grid(card, data, {}), 0, "total_points").text == "4.3");
    CHECK(at(dti::unit_grid(card, data, {}), 0, "total").text == "0.394");
    CHECK(at(dti::unit_grid(card, data, {language::en, 6}), 0, "total_points").text == "4.333333");
    CHECK(at(dti::unit_grid(card, data, {language::en, 6}), 0, "coverage").text == "1.000000");
    CHECK(at(dti::rank_grid(card, data, {language::en, 6}), 0, "value").text == "0.393939");
    CHECK(at(dti::indicator_grid(card, data, {language::en, 0}), 0, "points").text == "3");
}
