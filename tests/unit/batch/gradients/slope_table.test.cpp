#include "dti/batch/gradients/slope_table.hpp"

#include <doctest/doctest.h>

#include <limits>

using dti::compare_quotient;
using dti::exact;
using dti::piecewise_line;
using dti::side_pair;
using dti::slope_table;

TEST_CASE("a table has the slopes, and both sides of each place") {
    const piecewise_line x = piecewise_line::identity();
    // 2x below 3, at 3 and above 9
    const piecewise_line line = piecewise_line::by_sign(x - piecewise_line(exact(3)), x * exact(2),
                                                        piecewise_line(exact(9)), piecewise_line(exact(9)));
    const slope_table table(line, exact(1, 2));
    CHECK(table.slopes == std::vector<double>{1, 0});
    constexpr double infinite = std::numeric_limits<double>::infinity();
    const auto at = [&](const exact& figure) {
        return table.at([&](const exact& place) { return figure <=> place; });
    };
    CHECK(at(2) == side_pair{1, 1});
    CHECK(at(3) == side_pair{0, infinite});
    CHECK(at(4) == side_pair{0, 0});
}

TEST_CASE(
    "sides change places where the figure moves the other way, and a figure that stands moves nothing") {
    constexpr double infinite = std::numeric_limits<double>::infinity();
    const side_pair sides{2, infinite};
    CHECK(sides.by(3) == side_pair{6, infinite});
    CHECK(sides.by(-3) == side_pair{-infinite, -6});
    CHECK(sides.by(0) == side_pair{0, 0});
}

TEST_CASE("quotients are compared exactly") {
    CHECK(compare_quotient(3, 4, exact(3, 4)) == std::strong_ordering::equal);
    CHECK(compare_quotient(3, 4, exact(4, 5)) == std::strong_ordering::less);
    CHECK(compare_quotient(-3, -4, exact(3, 4)) == std::strong_ordering::equal);
    CHECK(compare_quotient(3, -4, exact(-1, 2)) == std::strong_ordering::less);
    CHECK(compare_quotient(exact(1, 10), exact(1, 8), exact(4, 5)) == std::strong_ordering::equal);
    constexpr std::int64_t large = std::numeric_limits<std::int64_t>::max();
    CHECK(compare_quotient(large, large, exact(large - 1, large)) == std::strong_ordering::greater);
}
