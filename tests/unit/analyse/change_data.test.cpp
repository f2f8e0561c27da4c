#include "dti/analyse/change_data.hpp"

#include "support/scored.hpp"

#include <doctest/doctest.h>

#include <string>
#include <vector>

using dti::change_effect;
using dti::exact;

namespace {

/// rate = part / whole; far = rate * scale; shown, unscored and entered besides.
dti::shared_rules rules() {
    dti::indicator access = dti_test::make_indicator("access", 10, {"part", "whole", "scale", "aside"},
                                                     {{"rate", "part / whole"}, {"far", "rate * scale"}},
                                                     "max_score * clamp(far, 0, 1)");
    dti::indicator shown = dti_test::make_rate("shown", 5);
    shown.scored = false;
    dti::indicator best = dti_test::make_indicator("best", 5, {"x", "y"}, {}, "5 * y / cohort_max(x)");
    dti::indicator opinion = dti_test::make_indicator("opinion", 5, {"x"}, {}, "points");
    dti::definition source = dti_test::make_definition({access, shown, best, opinion});
    source.missing = dti::missing_policy::zero;
    source.empty_denominator = dti::empty_policy::zero;
    return dti::compile_definition(std::move(source));
}

dti::data_set data_of(const std::vector<dti_test::given>& figures) {
    static const dti::shared_rules shared = rules();
    return dti_test::make_data(shared, {{.name = "A"}, {.name = "B"}}, figures);
}

dti::figure_change change(const dti::data_set& data, const std::string& indicator, const std::string& name,
                          exact value, std::size_t unit = 0) {
    const std::size_t position = *data.rules().find_indicator(indicator);
    const std::size_t field = data.field_of(indicator, name);
    return {unit, position, field - data.rules().indicators()[position].first_field,
            dti::supposed_figure(std::move(value), false)};
}

const dti::figure& at(const dti::changed_data& changed, const std::string& indicator,
                      const std::string& name) {
    return changed.data.at(0, changed.data.field_of(indicator, name));
}

exact points(const dti::data_set& data, std::size_t indicator) {
    dti::diagnostics found;
    const dti::model<exact> model(rules());
    const dti::scorecard<exact> card = dti::score(model, data);
    dti::report_faults(card.faults, data, found);
    INFO(found.to_text());
    REQUIRE(card.ok());
    return card.units[0].indicators[indicator].points.value_or(exact(-1));
}

}  // namespace

TEST_CASE("change data: a figure is put, the data before stay, the last change counts") {
    const dti::data_set data =
        data_of({{0, "access", "part", "5"}, {0, "access", "whole", "10"}, {0, "access", "scale", "1"}});
    const dti::changed_data changed =
        dti::change_data(data, {change(data, "access", "part", 6), change(data, "access", "part", 8)});
    CHECK(at(changed, "access", "part").value == exact(8));
    CHECK(data.at(0, 0).value == exact(5));
    REQUIRE(changed.changes.size() == 1);
    CHECK(changed.effects == std::vector{change_effect::counts});
    CHECK(points(changed.data, 0) == exact(8));
    CHECK(changed.beside_parts.empty());
    CHECK(changed.gave_way.empty());
}

TEST_CASE("change data: a derived figure stands beside its parts, whatever they give") {
    const dti::data_set data =
        data_of({{0, "access", "part", "5"}, {0, "access", "whole", "10"}, {0, "access", "scale", "1"}});
    const dti::changed_data changed = dti::change_data(data, {change(data, "access", "rate", exact(4, 5))});
    REQUIRE(changed.beside_parts.size() == 1);
    CHECK(changed.beside_parts[0] == dti::figure_place{0, 0, 4});
    CHECK(points(changed.data, 0) == exact(8));  // and no contradiction
    // Without its parts there is nothing to say.
    const dti::data_set bare = data_of({{0, "access", "scale", "1"}});
    CHECK(dti::change_data(bare, {change(bare, "access", "rate", exact(4, 5))}).beside_parts.empty());
    // What is in files is still checked.
    dti::data_set wrong = data;
    wrong.set(0, "access", "rate", "80%");
    CHECK_FALSE(dti::score(dti::model<exact>(rules()), wrong).ok());
}

TEST_CASE("change data: a given derived figure gives way when a part is put and all are there") {
    const dti::data_set data = data_of({{0, "access", "part", "5"},
                                        {0, "access", "whole", "10"},
                                        {0, "access", "rate", "50%"},
                                        {0, "access", "scale", "1"},
                                        {0, "access", "far", "0.5"}});
    const dti::changed_data changed = dti::change_data(data, {change(data, "access", "part", 8)});
    CHECK(changed.gave_way.size() == 2);  // the rate, and what is far of it
    CHECK_FALSE(at(changed, "access", "rate").given);
    CHECK_FALSE(at(changed, "access", "far").given);
    CHECK(points(changed.data, 0) == exact(8));
    // One that is put with its part stays, and what rests on it gives way.
    const dti::changed_data both = dti::change_data(
        data, {change(data, "access", "part", 8), change(data, "access", "rate", exact(3, 10))});
    CHECK(points(both.data, 0) == exact(3));
    REQUIRE(both.gave_way.size() == 1);
    CHECK(both.gave_way[0].slot == 5);
    // A part that is not there: the rate stays as given, and the part does nothing.
    const dti::data_set lacking = data_of({{0, "access", "rate", "50%"}, {0, "access", "scale", "1"}});
    const dti::changed_data stays = dti::change_data(lacking, {change(lacking, "access", "part", 8)});
    CHECK(stays.gave_way.empty());
    CHECK(points(stays.data, 0) == exact(5));
    CHECK(stays.effects == std::vector{change_effect::unused});
}

TEST_CASE("change data: changes that move nothing are known by their reason") {
    dti::data_set data = data_of(
        {{0, "access", "points", "3"}, {0, "best", "x", "4"}, {0, "best", "y", "2"}, {1, "best", "x", "8"}});
    const auto effect = [&](const std::string& indicator, const std::string& name) {
        return dti::change_data(data, {change(data, indicator, name, 1)}).effects.at(0);
    };
    CHECK(effect("access", "rate") == change_effect::by_points);
    CHECK(effect("access", "points") == change_effect::counts);
    CHECK(effect("shown", "rate") == change_effect::unscored);
    CHECK(effect("best", "x") == change_effect::counts);  // through the cohort
    CHECK(effect("best", "y") == change_effect::counts);
    CHECK(effect("opinion", "x") == change_effect::unused);
    CHECK(effect("opinion", "points") == change_effect::counts);
    data.make_profile(0).subtotals.push_back({{2, 3}, 6, {}, {}, {}, 0});
    CHECK(effect("best", "y") == change_effect::by_subtotal);
    CHECK(effect("opinion", "points") == change_effect::by_subtotal);
    const dti::data_set aside = data_of({});
    CHECK(dti::change_data(aside, {change(aside, "access", "aside", 1)}).effects.at(0) ==
          change_effect::unused);
}
