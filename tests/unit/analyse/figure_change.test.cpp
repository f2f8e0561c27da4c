#include "dti/analyse/figure_change.hpp"

#include "support/scored.hpp"

#include <doctest/doctest.h>

using dti::exact;

TEST_CASE("figure change: a supposed figure is shown in full, or as far as it goes") {
    const dti::figure whole = dti::supposed_figure(120, false);
    CHECK(whole.given);
    CHECK(whole.supposed);
    CHECK(whole.decimals == 0);
    CHECK(dti::supposed_figure(exact(605, 1000), false).decimals == 3);
    CHECK(dti::supposed_figure(exact(605, 1000), true).decimals == 3);
    CHECK(dti::supposed_figure(exact(1, 2), true).decimals == 2);
    CHECK(dti::supposed_figure(exact(1, 2), true).percent);
    const dti::figure endless = dti::supposed_figure(exact(1, 3), true);
    CHECK(endless.decimals == dti::max_decimals);
    CHECK_FALSE(endless.percent);
    CHECK(endless.value == exact(1, 3));
}

TEST_CASE("figure change: the present figure is given, derived, or the points from wherever they come") {
    dti::definition source = dti_test::make_definition(
        {dti_test::make_rate("access", 10), dti_test::make_indicator("opinion", 3, {"x"}, {}, "points")});
    source.missing = dti::missing_policy::zero;
    const dti::model<exact> model(dti::compile_definition(std::move(source)));
    const dti::data_set data = dti_test::make_data(model.shared(), {{.name = "A"}, {.name = "B"}},
                                                   {{0, "access", "part", "60"},
                                                    {0, "access", "whole", "80"},
                                                    {0, "opinion", "points", "2"},
                                                    {0, "opinion", "x", "15%"}});
    const dti::scorecard<exact> card = dti_test::score(model.shared(), data);
    const dti::analysed_cohort all(model, data, card);
    CHECK(dti::present_figure(all, 0, 0, 0) == exact(60));
    CHECK(dti::present_figure(all, 0, 0, 2) == exact(3, 4));
    CHECK(dti::present_figure(all, 0, 0, 3) == exact(75, 10));
    CHECK(dti::present_figure(all, 0, 1, 1) == exact(2));
    for (std::size_t slot = 0; slot < 4; ++slot) {
        CHECK_FALSE(dti::present_figure(all, 1, 0, slot));  // 0 points only stand for no figure
    }
    CHECK(dti::reads_as_percent(all, 0, 0, 2));  // a rate
    CHECK_FALSE(dti::reads_as_percent(all, 0, 0, 0));
    CHECK_FALSE(dti::reads_as_percent(all, 0, 0, 3));
    CHECK(dti::reads_as_percent(all, 0, 1, 0));  // written as one
    CHECK_FALSE(dti::reads_as_percent(all, 1, 1, 0));
}
