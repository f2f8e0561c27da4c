#include "dti/report/grid_card.hpp"

#include "support/analysed.hpp"

#include <doctest/doctest.h>

#include <vector>

using dti_test::analysed;

TEST_CASE("value_grid: a row a combination, a column a range") {
    const analysed made(
        dti::compile_definition(dti_test::make_definition(
            {dti_test::make_rate("access", 10), dti_test::make_indicator("opinion", 5, {}, {}, "points")})),
        2,
        {{0, "access", "part", "1"},
         {0, "access", "whole", "3"},
         {1, "access", "rate", "50%"},
         {0, "opinion", "points", "2"},
         {1, "opinion", "points", "2"}});
    const auto range = [&](const char* name, const char* text) {
        return *dti::read_range(made.all, 0, name, text, dti::notation::plain, "").range;
    };
    const auto csv = [&](const std::vector<dti::value_range>& ranges) {
        return dti::to_csv(
            dti::value_grid(dti::score_grid(made.model, made.card.units[0], made.data, 0, ranges, 1, {}),
                            ranges, made.data, 0, {}));
    };
    CHECK(csv({range("access.rate", "40%..60%:10pp")}) ==
          "access.rate,points,total_points,change,total,rank,unit\n"
          "0.4,4.00,6.00,0.67,0.4000,2,A\n"
          "0.5,5.00,7.00,1.67,0.4667,1,A\n"
          "0.6,6.00,8.00,2.67,0.5333,1,A\n");
    CHECK(csv({range("access.rate", "40%..41%"), range("opinion.points", "3..4")}) ==
          "access.rate,opinion.points,points,total_points,change,total,rank,unit\n"
          "0.4,3,,7.00,1.67,0.4667,1,A\n"
          "0.4,4,,8.00,2.67,0.5333,1,A\n"
          "0.41,3,,7.10,1.77,0.4733,1,A\n"
          "0.41,4,,8.10,2.77,0.5400,1,A\n");
    const dti::grid table =
        dti::value_grid(dti::score_grid(made.model, made.card.units[0], made.data, 0,
                                        {range("access.rate", "40%..41%")}, 1, {}),
                        {range("access.rate", "40%..41%")}, made.data, 0, {dti::language::vi, {}});
    CHECK(table.rows[0][0].shown == "40%");
    CHECK(table.columns[1].in_table());
}
