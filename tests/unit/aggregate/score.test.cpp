#include <doctest/doctest.h>

#include "dti/aggregate/score.hpp"

namespace {

dti::indicator ratio(const char* id, int max_score) {
    return {.id = id, .max_score = max_score, .inputs = {{.name = "rate"}}, .formula = "max_score * rate"};
}

/// A cohort of one sub-index: indicators a (10) and b (30), figures as texts, "" for none.
struct cohort_case {
    dti::definition made{.id = "case",
                         .title = {.en = "Case"},
                         .missing = dti::missing_policy::zero,
                         .sub_indices = {{.id = "part", .indicators = {ratio("a", 10), ratio("b", 30)}}}};

    template <class Number>
    dti::scorecard<Number> score(const std::vector<std::pair<std::string, std::string>>& figures,
                                 const std::vector<dti::unit_info>& units = {}) const {
        const auto model = dti::compile<Number>(made);
        dti::data_set data(model.shared());
        for (std::size_t i = 0; i < figures.size(); ++i) {
            const std::size_t unit =
                data.add_unit(units.empty() ? dti::unit_info{.name = "u" + std::to_string(i)} : units[i]);
            if (!figures[i].first.empty()) {
                data.set(unit, "a", "rate", figures[i].first);
            }
            if (!figures[i].second.empty()) {
                data.set(unit, "b", "rate", figures[i].second);
            }
        }
        return dti::score(model, data);
    }
};

template <class Number>
std::string points(const std::optional<Number>& value) {
    return value ? dti::to_text(*value, 2) : "-";
}

}  // namespace

TEST_CASE_TEMPLATE("score: totals and ranks of a complete cohort", Number, double, dti::exact) {
    const auto card = cohort_case().score<Number>({{"50%", "50%"}, {"100%", "0.5"}, {"0", "1"}});
    REQUIRE(card.ok());
    CHECK(points(card.units[0].values.total_points) == "20.00");
    CHECK(dti::to_text(*card.units[0].rank) == "3");
    CHECK(dti::to_text(*card.units[1].rank) == "2");
    CHECK(dti::to_text(*card.units[2].rank) == "1");
    CHECK(card.units[2].rank->of == 3);
    CHECK(card.units[0].coverage == dti::exact(1));
    CHECK(points(card.units[0].low) == "20.00");
    CHECK(points(card.units[0].high) == "20.00");
}

TEST_CASE_TEMPLATE("score: coverage and range, under zero and exclude", Number, double, dti::exact) {
    cohort_case zero;
    const auto under_zero = zero.score<Number>({{"50%", ""}});
    CHECK(points(under_zero.units[0].values.total_points) == "5.00");
    CHECK(under_zero.units[0].coverage == dti::exact(1, 4));
    CHECK(points(under_zero.units[0].low) == "5.00");
    CHECK(points(under_zero.units[0].high) == "35.00");

    cohort_case exclude;
    exclude.made.missing = dti::missing_policy::exclude;
    const auto excluded = exclude.score<Number>({{"50%", ""}});
    CHECK(points(excluded.units[0].values.total_points) == "20.00");  // half of the sub-index's 40
    CHECK(excluded.units[0].coverage == dti::exact(1, 4));
    CHECK(points(excluded.units[0].low) == "5.00");
    CHECK(points(excluded.units[0].high) == "35.00");
}

TEST_CASE_TEMPLATE("score: below min_coverage there is no total and no rank; at it there is", Number, double,
                   dti::exact) {
    cohort_case made;
    made.made.min_coverage = dti::exact(3, 4);
    const auto card = made.score<Number>({{"50%", ""}, {"", "50%"}, {"50%", "50%"}});
    CHECK_FALSE(card.units[0].values.total);
    CHECK_FALSE(card.units[0].values.total_points);
    CHECK_FALSE(card.units[0].rank);
    CHECK(card.units[0].below_coverage);
    CHECK(points(card.units[0].high) == "35.00");
    CHECK(card.units[1].values.total);  // its coverage is exactly 3/4
    CHECK(card.units[1].rank->of == 2);
}

TEST_CASE_TEMPLATE("score: rank_on printed compares what is printed", Number, double, dti::exact) {
    cohort_case made;
    const std::vector<std::pair<std::string, std::string>> nearly_equal{{"50.001%", "50%"},
                                                                        {"50.002%", "50%"}};
    CHECK(dti::to_text(*made.score<Number>(nearly_equal).units[0].rank) == "2");
    made.made.rank_on = dti::rank_basis::printed;
    CHECK(dti::to_text(*made.score<Number>(nearly_equal).units[0].rank) == "1");
    CHECK(dti::to_text(*made.score<Number>(nearly_equal).units[1].rank) == "1");
}

TEST_CASE_TEMPLATE("score: groups and units that are not ranked", Number, double, dti::exact) {
    const auto card = cohort_case().score<Number>(
        {{"1", "1"}, {"0.5", "1"}, {"0", "1"}},
        {{.name = "x", .ranked = false}, {.name = "y", .group = "g"}, {.name = "z", .group = "g"}});
    CHECK_FALSE(card.units[0].rank);
    CHECK(card.units[0].values.total);
    CHECK(dti::to_text(*card.units[1].rank) == "1");
    CHECK(card.units[2].rank->of == 2);
}

TEST_CASE_TEMPLATE("score: what the policy calls an error is a fault, never an exception", Number, double,
                   dti::exact) {
    cohort_case made;
    made.made.missing = dti::missing_policy::error;
    const auto card = made.score<Number>({{"50%", ""}});
    REQUIRE(card.faults.size() == 1);
    CHECK(card.faults[0].kind == dti::fault_kind::missing_figure);
    CHECK(card.faults[0].name == "rate");
    CHECK_FALSE(card.ok());
}

TEST_CASE("score: confidence of a unit is the weakest that counts") {
    cohort_case made;
    made.made.missing = dti::missing_policy::exclude;
    made.made.sub_indices[0].indicators[0].confidence = {dti::confidence::published, dti::confidence::derived,
                                                         dti::confidence::published};
    made.made.sub_indices[0].indicators[1].confidence = {
        dti::confidence::recalled, dti::confidence::published, dti::confidence::published};
    const auto card = made.score<dti::exact>({{"1", "1"}, {"1", ""}, {"", ""}});
    CHECK(card.units[0].weakest == dti::confidence::recalled);
    CHECK(card.units[1].weakest == dti::confidence::derived);
    CHECK_FALSE(card.units[2].weakest);
    CHECK_FALSE(card.units[0].assumed_maximum);
}

TEST_CASE("score: exact keeps what double loses") {
    cohort_case made;
    made.made.sub_indices[0].indicators = {{.id = "a",
                                            .max_score = 41,
                                            .inputs = {{.name = "rate"}},
                                            .formula = "max_score * (33 / 40) * rate"}};
    const auto model = dti::compile<dti::exact>(made.made);
    dti::data_set data(model.shared());
    data.set(data.add_unit({.name = "u"}), "a", "rate", "1");
    CHECK(points(dti::score(model, data).units[0].values.total_points) == "33.83");
}

TEST_CASE("score: entered points outside their range are told") {
    const dti::model<dti::exact> model(dti::compile_definition(cohort_case().made));
    dti::data_set data(model.shared());
    data.add_unit({.name = "A"});
    data.set(0, "a", "points", 10);
    data.set(0, "b", "points", 31);
    dti::diagnostics found;
    dti::report_clamped(dti::score(model, data), data, found);
    REQUIRE(found.items().size() == 1);
    CHECK(found.items().front().level == dti::severity::warning);
    CHECK(found.items().front().what.code == "entered-clamped");
    CHECK(found.items().front().what.text.find("`b` of `A`, 31,") != std::string::npos);
    CHECK(found.items().front().file == "data");
}
