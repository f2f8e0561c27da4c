#include "dti/analyse/figure_line.hpp"

#include "support/analysed.hpp"

#include <doctest/doctest.h>

using dti::exact;
using dti::line_direction;
using dti_test::analysed;
using dti_test::one_formula;

TEST_CASE("a line of points: its value at a figure, and its piece beside it") {
    const analysed scored(one_formula("line(x, 0: 0, 2: 4, 4: 10)", {"x"}), 1, {{0, "i", "x", "1"}});
    const dti::varied_indicator varied(scored.all, 0, 0);
    const dti::figure_line line(varied, 0);
    CHECK(*line.points_at(3) == exact(7));
    const auto up = line.beside(1, line_direction::up);
    REQUIRE(up);
    CHECK(*up->points.limit() == exact(2));
    CHECK(up->points.slope() == exact(2));
    REQUIRE(up->end);
    CHECK(up->end->low == exact(1));  // at 2
    const auto down = line.beside(1, line_direction::down);
    CHECK(down->points.slope() == exact(-2));
    CHECK(down->end->low == exact(1));  // at 0
    CHECK_FALSE(line.beside(5, line_direction::up)->end);
    CHECK(dti::moved(3, 1, line_direction::down) == exact(2));
}

TEST_CASE("a line has no points where policies leave none") {
    dti::definition source =
        dti_test::make_definition({dti_test::make_indicator("i", 10, {"x"}, {}, "1 / x")});
    source.empty_denominator = dti::empty_policy::exclude;
    const analysed scored(dti::compile_definition(source), 1, {{0, "i", "x", "1"}});
    const dti::varied_indicator varied(scored.all, 0, 0);
    const dti::figure_line line(varied, 0);
    CHECK_FALSE(line.points_at(0));
    CHECK(line.beside(
        0, line_direction::up));  // just above it there is a quotient, beyond all bounds: full points
    CHECK(*line.beside(0, line_direction::up)->points.limit() == exact(10));
}
