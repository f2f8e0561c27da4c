#include "dti/evaluate/subtotal_score.hpp"

#include "support/definitions.hpp"
#include "support/scored.hpp"

#include <doctest/doctest.h>

using dti::exact;
using dti::score_status;
using dti_test::make_definition;
using dti_test::make_indicator;

namespace {

/// Three indicators of 10 points, of which the second may earn down to -2; each earns its figure `a`.
dti::definition three() {
    std::vector<dti::indicator> items;
    for (const char* id : {"x", "y", "z"}) {
        items.push_back(make_indicator(id, 10, {"a"}, {}, "a"));
    }
    items[1].min_score = -2;
    return make_definition(std::move(items));
}

dti::subtotal sum_of(std::vector<std::size_t> indicators, exact points) {
    dti::subtotal sum;
    sum.indicators = std::move(indicators);
    sum.points = std::move(points);
    return sum;
}

template <class Number>
struct setting {
    dti::model<Number> scored;
    dti::data_set data;

    explicit setting(const dti::definition& index)
        : scored(dti::compile<Number>(index)), data(scored.shared()) {
        data.add_unit({.name = "A"});
    }
    [[nodiscard]] dti::scorecard<Number> score() const { return dti::score(scored, data); }
};

}  // namespace

TEST_CASE_TEMPLATE("subtotal_score: kept within what its indicators can earn", Number, exact, double) {
    const setting<Number> made(three());
    const auto points = [&](exact given) {
        const dti::subtotal sum = sum_of({0, 1}, std::move(given));
        const dti::subtotal_score<Number> result = dti::score_subtotal<Number>(made.scored.rules(), sum);
        CHECK(result.source == &sum);
        const exact kept = dti::number_traits<Number>::to_exact(result.points);
        CHECK(result.clamped == (kept != sum.points));
        return kept;
    };
    CHECK(points(exact(25, 2)) == exact(25, 2));
    CHECK(points(20) == exact(20));
    CHECK(points(21) == exact(20));
    CHECK(points(-2) == exact(-2));
    CHECK(points(-3) == exact(-2));
}

TEST_CASE("subtotal_score: counts for all of its indicators, and is not rounded") {
    dti::definition index = three();
    index.rounding.points = 0;
    setting<exact> made(index);
    made.data.set(0, "x", "a", 4);
    made.data.set(0, "z", "a", 5);
    made.data.make_profile(0).subtotals.push_back(sum_of({0, 1}, exact(62, 5)));
    const dti::scorecard<exact> card = made.score();
    REQUIRE(card.ok());  // the figure that y lacks is no fault, though the policy is `error`
    const dti::unit_score<exact>& unit = card.units[0];
    CHECK(*unit.values.total_points == exact(87, 5));
    CHECK(*unit.values.total == exact(87, 150));
    CHECK(unit.coverage == exact(1));
    CHECK(unit.low == unit.high);
    CHECK(unit.indicators[0].status == score_status::in_subtotal);
    CHECK(unit.indicators[0].points == std::nullopt);
    CHECK(unit.indicators[0].computed == exact(4));
    CHECK(unit.indicators[1].status == score_status::in_subtotal);
    CHECK(unit.indicators[1].computed == std::nullopt);
    CHECK(unit.indicators[2].status == score_status::scored);
    REQUIRE(unit.subtotals.size() == 1);
    CHECK(!unit.subtotals[0].clamped);
}

TEST_CASE("subtotal_score: weighs as its indicators do, and a bonus adds no maximum") {
    dti::definition index = three();
    std::vector<dti::indicator>& items = index.sub_indices[0].indicators;
    items[0].weight = 3;
    items[1].weight = 3;
    items[1].bonus = true;
    setting<exact> made(index);
    made.data.set(0, "z", "a", 5);
    made.data.make_profile(0).subtotals.push_back(sum_of({0, 1}, 8));
    CHECK(*made.score().units[0].values.total == exact(29, 40));
}

TEST_CASE("subtotal_score: what an indicator lacks is no fault") {
    dti::definition index = three();
    index.sub_indices[0].indicators[0].formula = "share_of_best(a)";
    index.sub_indices[0].indicators[1].formula = "1 / a";
    setting<exact> made(index);
    made.data.set(0, "x", "a", 1);  // a run of one unit, without a reference
    made.data.set(0, "y", "a", 0);  // an empty denominator
    made.data.set(0, "z", "a", 5);
    CHECK(!made.score().ok());
    made.data.make_profile(0).subtotals.push_back(sum_of({0, 1}, 8));
    CHECK(made.score().ok());
}
