#include "dti/load.hpp"
#include "support/found.hpp"
#include "support/print.hpp"
#include "table/data_collector.hpp"
#include "table/wide_csv.hpp"

#include <doctest/doctest.h>

using dti_test::repeated;
using dti_test::summary;

namespace {

const std::string definition_text = R"(dti: 1
index: test
title: {en: Test}
sub_indices:
  - id: a
    indicators:
      - id: smartphone_adults
        max_score: 10
        inputs: {owners: , adults: }
        derive: {rate: owners / adults}
        formula: max_score * rate
      - id: plan
        max_score: 5
        inputs:
          issued: {kind: yes_no}
          role: {kind: choice, options: [leader, deputy]}
        formula: "if issued then choice(role, leader: 5, deputy: 3) else 0"
)";

dti::shared_rules rules() {
    dti::diagnostics found;
    static const dti::shared_rules shared = dti::parse_definition("test.yaml", definition_text, found);
    REQUIRE_MESSAGE(shared != nullptr, found.to_text());
    return shared;
}

struct loaded {
    dti::diagnostics found;
    std::optional<dti::data_set> data;

    explicit loaded(const std::vector<dti::data_text>& texts, dti::notation style = dti::notation::plain)
        : data(dti::parse_data(rules(), texts, style, found)) {}
    explicit loaded(std::string text, dti::notation style = dti::notation::plain)
        : loaded(std::vector<dti::data_text>{{"a.csv", std::move(text)}}, style) {}

    [[nodiscard]] std::string text() const { return summary(found) + (data ? "" : " -"); }
    [[nodiscard]] std::string message(std::size_t index = 0) const {
        return found.items().at(index).what.text;
    }
    [[nodiscard]] std::string help(std::size_t index = 0) const { return found.items().at(index).what.help; }
    [[nodiscard]] const dti::figure& at(std::size_t unit, const char* indicator, const char* name) const {
        return data->at(unit, data->field_of(indicator, name));
    }
};

std::string mistakes(std::string text) {
    return loaded(std::move(text)).text();
}

}  // namespace

TEST_CASE("units and their figures") {
    const loaded csv(
        "\xEF\xBB\xBFunit,group,ranked,synthetic,smartphone_adults.owners,smartphone_adults.rate,plan.issued,"
        "plan.role,plan.points\n"
        "Hà Nội,A,,yes,1200,,có,leader,\n"
        "\"Huế, Thừa Thiên\",B,không,true,-3.50,60.29%,no,deputy,4.5\n");
    REQUIRE_MESSAGE(csv.text() == "", csv.found.to_text());
    const dti::data_set& data = *csv.data;
    REQUIRE(data.units().size() == 2);
    CHECK(data.units()[0].name == "Hà Nội");
    CHECK(data.units()[0].group == "A");
    CHECK(data.units()[0].ranked);
    CHECK(data.units()[0].synthetic);
    CHECK(data.units()[0].where == dti::position{2, 1});
    CHECK(data.units()[1].name == "Huế, Thừa Thiên");
    CHECK(!data.units()[1].ranked);
    CHECK(csv.at(0, "smartphone_adults", "owners").value == dti::exact(1200));
    CHECK(csv.at(0, "smartphone_adults", "owners").where == dti::position{2, 15});
    CHECK(!csv.at(0, "smartphone_adults", "rate").given);
    CHECK(!csv.at(0, "smartphone_adults", "adults").given);
    CHECK(csv.at(0, "plan", "issued").value == dti::exact(1));
    CHECK(csv.at(0, "plan", "role").value == dti::exact(0));
    CHECK(csv.at(1, "smartphone_adults", "owners").value == dti::exact(-7, 2));
    CHECK(csv.at(1, "smartphone_adults", "owners").decimals == 2);
    CHECK(csv.at(1, "smartphone_adults", "rate").value == dti::exact(6029, 10000));
    CHECK(csv.at(1, "smartphone_adults", "rate").decimals == 4);
    CHECK(csv.at(1, "plan", "role").value == dti::exact(1));
    CHECK(csv.at(1, "plan", "points").value == dti::exact(9, 2));
    REQUIRE(data.sources().size() == 1);
    CHECK(data.sources()[0]->name() == "a.csv");
}

TEST_CASE("the header") {
    CHECK(mistakes("group,plan.points\nA,1\n") == "missing-column 1:1 -");
    CHECK(mistakes("unit,plan.points,plan.points\nA,1,1\n") == "duplicate-column 1:18 -");
    CHECK(mistakes("unit,unit\nA,B\n") == "duplicate-column 1:6 -");
    CHECK(mistakes("unit, plan.points \nA,1\n") == "");
    CHECK(mistakes("unit,plan.points,\nA,1,\n") == "unknown-column 1:18 -");
    CHECK(mistakes("unit,pl\"an.points\nA,1\n") == "csv-quote 1:8 -");
    CHECK(mistakes("") == "empty-file -");
    CHECK(mistakes("\n \n") == "empty-file -");
}

TEST_CASE("an unknown column names the nearest one") {
    const auto help = [](const std::string& column) {
        const loaded csv("đv,unit," + column + "\nx,A,1\n");
        CHECK(csv.text() == "unknown-column 1:1; unknown-column 1:9 -");
        return csv.help(1);
    };
    CHECK(help("smartphone_adlts.rate") == "did you mean `smartphone_adults.rate`?");
    CHECK(help("smartphone_adlts.xyz") == "did you mean `smartphone_adults`?");
    CHECK(help("smartphone_adults.owner") == "did you mean `smartphone_adults.owners`?");
    CHECK(help("smartphone_adults.point") == "did you mean `smartphone_adults.points`?");
    CHECK(help("smartphone_adults") == "did you mean `smartphone_adults.rate`?");
    CHECK(help("gruop") == "did you mean `group`?");
    CHECK(help("zzz") == "did you mean `plan.role`?");
    const loaded csv("Unit,plan.points\nA,1\n");
    CHECK(csv.text() == "unknown-column 1:1 -");  // and not a missing one as well
    CHECK(csv.help() == "did you mean `unit`?");
}

TEST_CASE("rows") {
    CHECK(mistakes("unit,plan.points\n") == "no-units -");
    const loaded csv("unit,plan.points\nHà Nội\nHuế,1,5\nĐà Nẵng,2\n");
    CHECK(csv.text() == "csv-row-length 2:1; csv-row-length 3:7 -");
    CHECK(csv.message() == "expected 2 cells as in the header, found 1");
    CHECK(csv.help(1) ==
          "a figure with a decimal comma needs quotes, or `;` as the separator, and --numbers vi");
    CHECK(loaded("unit;plan.points\nHuế;1;5\n").help() == "");
    CHECK(mistakes("unit,plan.points\n ,1\n\" \",2\nA,3\n") == "empty-name 2:2; empty-name 3:1 -");
    CHECK(mistakes("unit,plan.points\nA,1\"\n") == "csv-quote 2:4 -");
    CHECK(mistakes("unit,plan.points\nA\",1\n") == "csv-quote 2:2 -");
}

TEST_CASE("a unit that stands twice") {
    const loaded csv("unit,plan.points\nHà Nội,1\nHa\u0300 No\u0323\u0302i,2\n Hà Nội ,3\n");
    CHECK(csv.text() == "duplicate-unit 3:1; duplicate-unit 4:2 -");
    CHECK(csv.help() == "it first stands in line 2");
}

TEST_CASE("figures that are none") {
    const loaded csv(
        "unit,smartphone_adults.owners,smartphone_adults.adults,plan.issued,plan.role\n"
        "Hà Nội,\"60,29\",>150,maybe,laeder\n"
        "Huế,80 %,1e5,1,Leader\n");
    CHECK(csv.text() ==
          "bad-number 2:8; bad-number 2:16; bad-yes-no 2:21; bad-option 2:27; "
          "bad-number 3:5; bad-number 3:10; bad-yes-no 3:14; bad-option 3:16 -");
    CHECK(csv.help(0) == "figures with a decimal comma are read with --numbers vi");
    CHECK(csv.help(3) == "did you mean `leader`?");
}

TEST_CASE("yes and no, composed or not, and options") {
    const loaded csv(
        "unit,ranked,plan.issued\nA,yes,yes\nB,true,có\nC,co\u0301,co\u0301\nD,no,no\nE,false,không\nF,"
        "kho\u0302ng,kho\u0302ng\nG,,\n");
    REQUIRE_MESSAGE(csv.text() == "", csv.found.to_text());
    for (std::size_t i = 0; i < 6; ++i) {
        CAPTURE(i);
        CHECK(csv.data->units()[i].ranked == (i < 3));
        CHECK(csv.at(i, "plan", "issued").value == dti::exact(i < 3 ? 1 : 0));
    }
    CHECK(csv.data->units()[6].ranked);
    CHECK(!csv.at(6, "plan", "issued").given);
    CHECK(mistakes("unit,ranked,synthetic\nA,1,maybe\n") == "bad-yes-no 2:3; bad-yes-no 2:5 -");
}

TEST_CASE("the notation of numbers") {
    const std::string text =
        "unit;smartphone_adults.owners;smartphone_adults.rate\nHà Nội;1.234.567;60,29%\n";
    const loaded csv(text, dti::notation::vi);
    REQUIRE_MESSAGE(csv.text() == "", csv.found.to_text());
    CHECK(csv.at(0, "smartphone_adults", "owners").value == dti::exact(1'234'567));
    CHECK(csv.at(0, "smartphone_adults", "rate").value == dti::exact(6029, 10000));
    CHECK(loaded(text).text() == "bad-number 2:8; bad-number 2:18 -");
}

TEST_CASE("one thousand nine hundred and seventy?") {
    const loaded csv("unit,smartphone_adults.owners\nHà Nội,1.970\n");
    CHECK(csv.text() == "?thousands-dot 2:8");
    CHECK(csv.at(0, "smartphone_adults", "owners").value ==
          dti::exact(197, 100));  // a warning changes no figure
    CHECK(loaded("unit,smartphone_adults.owners\nHà Nội,1.970\n", dti::notation::vi).text() == "");
}

TEST_CASE("a decimal point where a comma was meant") {
    const std::string text = "unit,smartphone_adults.owners\nHà Nội,0.123\n";
    const loaded csv(text, dti::notation::vi);
    CHECK(csv.text() == "?decimal-dot 2:8");
    CHECK(csv.at(0, "smartphone_adults", "owners").value == dti::exact(123));
    CHECK(loaded(text).text() == "");
}

TEST_CASE("a unit in several files") {
    const loaded two(
        {{"a.csv", "unit,group,plan.points\nHà Nội,A,1\nHuế,B,2\n"},
         {"b.csv", "unit,ranked,smartphone_adults.rate\nHa\u0300 No\u0323\u0302i,no,50%\nVinh,,1\n"}});
    REQUIRE_MESSAGE(two.text() == "", two.found.to_text());
    REQUIRE(two.data->units().size() == 3);
    CHECK(two.data->units()[0].name == "Hà Nội");
    CHECK(two.data->units()[0].group == "A");
    CHECK(!two.data->units()[0].ranked);
    CHECK(two.at(0, "plan", "points").value == dti::exact(1));
    CHECK(two.at(0, "smartphone_adults", "rate").value == dti::exact(1, 2));
    CHECK(two.at(0, "smartphone_adults", "rate").source == 1);
    CHECK(two.data->units()[2].source == 1);
}

TEST_CASE("files that contradict each other") {
    const loaded figures(
        {{"a.csv", "unit,plan.points\nHà Nội,1\nHuế,\n"}, {"b.csv", "unit,plan.points\nHà Nội,1\nHuế,2\n"}});
    CHECK(figures.text() == "duplicate-figure 2:8 -");
    CHECK(figures.message() == "`plan.points` of `Hà Nội` is given twice");
    CHECK(figures.help() == "it is first given in a.csv:2");
    const loaded columns({{"a.csv", "unit,group,ranked,synthetic\nHà Nội,A,yes,no\n"},
                          {"b.csv", "unit,group,ranked,synthetic\nHà Nội,B,no,yes\n"}});
    CHECK(columns.text() == "unit-conflict 2:8; unit-conflict 2:10; unit-conflict 2:13 -");
    CHECK(columns.message(2) == "unit `Hà Nội` has two values of `synthetic`");
    const loaded agreeing(
        {{"a.csv", "unit,group,ranked\nHà Nội,A,\n"}, {"b.csv", "unit,group,ranked\nHà Nội,A,no\nHuế,,\n"}});
    REQUIRE(agreeing.text() == "");  // an empty cell says nothing
    CHECK(!agreeing.data->units()[0].ranked);
}

TEST_CASE("synthetic and real units do not mix") {
    CHECK(mistakes("unit,synthetic\nA,yes\nB,yes\n") == "");
    CHECK(mistakes("unit,synthetic\nHà Nội,no\nHuế,\nVinh,yes\nHội An,yes\n") == "mixed-synthetic 4:1 -");
    const loaded two({{"a.csv", "unit\nA\n"}, {"b.csv", "unit,synthetic\nB,yes\n"}});
    CHECK(two.text() == "mixed-synthetic 2:1 -");
    CHECK(two.found.items()[0].file == "b.csv");
}

TEST_CASE("encoding and formats") {
    CHECK(mistakes("unit,plan.points\nH\xE0 N\xF4i,1\n") == "bad-encoding 2:2 -");
    CHECK(mistakes(std::string("unit\nA\0\n", 8)) == "bad-encoding 2:2 -");
    CHECK(mistakes("unit\rA\r") == "bad-encoding 1:5 -");
    CHECK(mistakes("unit,plan.points\r\nHà Nội,1\r\n") == "");
    const loaded profile(std::vector<dti::data_text>{{"unit.yaml", "unit: A\n"}});
    CHECK(profile.text() == "");
    const loaded table(std::vector<dti::data_text>{{"unit.yml", "unit,plan.points\nA,1\n"}});
    CHECK(table.text() == "wrong-kind 1:1 -");  // the ending says what a file is
}

TEST_CASE("a hostile file costs bounded work") {
    const loaded columns("unit" + repeated(",smartphone_adults.xx", 19'000) + "\n");
    CHECK(columns.found.items().size() == 100);
    const loaded rows("unit,plan.points\n" + repeated("A,x\n", 100'000));
    CHECK(rows.found.items().size() == 100);
    const loaded warnings("unit,plan.points\n" + [] {
        std::string text;
        for (int i = 0; i < 5'000; ++i) {
            text += "u" + std::to_string(i) + ",1.970\n";
        }
        return text + "u,x\n";
    }());
    CHECK(!warnings.data);
    CHECK(warnings.found.items().size() == 101);  // the error is not lost behind the warnings
    dti::diagnostics found;
    const std::vector<dti::data_text> big{{"big.csv", std::string(dti::load_limits::data_bytes + 1, 'x')}};
    CHECK(!dti::parse_data(rules(), big, dti::notation::plain, found));
    CHECK(found.to_text() ==
          "big.csv: error[limit]: the size of the file is above the limit of 67108864 bytes\n");
}

TEST_CASE("the limit on units times figures") {
    dti::diagnostics found;
    const auto source = std::make_shared<const dti::source_text>("a.csv", "unit\nA\nB\nC\nD\n");
    dti::file_report report(*source, found);
    dti::data_collector data(rules(), 3 * rules()->fields() - 1);
    data.begin_file(source, {});
    dti::csv_table table(report);
    dti::read_wide_csv(table, data, report);
    CHECK(summary(found) == "limit 4:1");
    CHECK(found.items()[0].what.text == "the number of units times figures is above the limit of " +
                                            std::to_string(3 * rules()->fields() - 1) + " in a run");
    CHECK(!data.finish(found));
}

TEST_CASE("the limit on units") {
    std::string text = "unit\n";
    for (std::size_t i = 0; i <= dti::load_limits::units; ++i) {
        text += std::to_string(i) + '\n';
    }
    const loaded csv(text);
    CHECK(csv.text() == "limit " + std::to_string(dti::load_limits::units + 2) + ":1 -");
    CHECK(csv.message() == "the number of units is above the limit of 200000 in a run");
}
