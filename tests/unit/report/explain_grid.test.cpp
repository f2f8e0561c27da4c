#include "dti/report/explain_grid.hpp"

#include "support/scored.hpp"

#include <doctest/doctest.h>

TEST_CASE("explain_grid: a row for the total, each sub-index, each indicator; lists are arrays in JSON") {
    const dti::shared_rules rules =
        dti::compile_definition(dti_test::make_definition({dti_test::make_rate("internet", 10)}));
    const dti::data_set data = dti_test::make_data(
        rules, {{.name = "Huế"}}, {{0, "internet", "part", "1"}, {0, "internet", "whole", "3"}});
    const dti::scorecard<dti::exact> card = dti_test::score(rules, data);
    const dti::unit_explanation explained = dti::explain(dti::model<dti::exact>(rules), data, card, 0);
    const dti::grid all = dti::explain_grid(explained, data, {}, std::nullopt);
    REQUIRE(all.rows.size() == 3);
    CHECK(all.rows[0][1].text == "total");
    CHECK(all.rows[1][1].text == "sub_index");
    CHECK(all.rows[2][1].text == "indicator");
    const dti::grid one = dti::explain_grid(explained, data, {}, 0);
    REQUIRE(one.rows.size() == 1);
    const std::string json = dti::to_json_rows(one);
    INFO(json);
    CHECK(json.find(R"({"name": "rate", "origin": "derived", "text": "0.333333…", "value": 0.333333333333, )"
                    R"("formula": "part / whole", "filled": "1 / 3"})") != std::string::npos);
    CHECK(json.find(R"("weight": 1,)") != std::string::npos);
    const std::string csv = dti::to_csv(one);
    CHECK(csv.find("rate = part / whole = 1 / 3 = 0.333333…") != std::string::npos);
}
