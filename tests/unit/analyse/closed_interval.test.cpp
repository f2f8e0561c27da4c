#include "dti/analyse/closed_interval.hpp"

#include "support/print.hpp"

#include <doctest/doctest.h>

using dti::bound;
using dti::closed_interval;
using dti::exact;

namespace {

const bound infinity = bound::infinity();
const closed_interval everything = closed_interval::everything();

closed_interval from(int low) {
    return {low, bound::infinity()};
}
closed_interval up_to(int high) {
    return {-bound::infinity(), high};
}

}  // namespace

TEST_CASE("closed_interval: bounds are ordered, infinities outermost") {
    CHECK(-infinity < bound(-1000));
    CHECK(bound(1000) < infinity);
    CHECK(bound(exact(1, 3)) < bound(exact(1, 2)));
    CHECK(infinity == bound::infinity());
    CHECK_FALSE(infinity == bound(0));
    CHECK(infinity.sign() == 1);
    CHECK((-infinity).sign() == -1);
    CHECK(bound(0).sign() == 0);
    CHECK(bound(-3).sign() == -1);
    CHECK(infinity * bound(0) == bound(0));
    CHECK(infinity * bound(-2) == -infinity);
    CHECK(infinity + bound(5) == infinity);
}

TEST_CASE("closed_interval: sums and products hold every result") {
    CHECK(closed_interval{1, 2} + closed_interval{-1, 5} == closed_interval{0, 7});
    CHECK(closed_interval{1, 2} - closed_interval{-1, 5} == closed_interval{-4, 3});
    CHECK(-from(3) == up_to(-3));
    CHECK(closed_interval{-2, 3} * closed_interval{-5, 1} == closed_interval{-15, 10});
    CHECK(from(0) * from(0) == from(0));
    CHECK(from(0) * closed_interval{-1, 1} == everything);
    CHECK(everything * closed_interval::at(0) == closed_interval::at(0));
}

TEST_CASE("closed_interval: quotients leave out the division by zero") {
    CHECK(closed_interval{1, 2} / closed_interval{4, 8} == closed_interval{exact(1, 8), exact(1, 2)});
    CHECK(closed_interval{1, 2} / closed_interval{0, 4} == closed_interval{exact(1, 4), infinity});
    CHECK(closed_interval{1, 2} / closed_interval{-4, 0} == closed_interval{-infinity, exact(-1, 4)});
    CHECK(closed_interval{1, 2} / closed_interval{-1, 1} == everything);
    CHECK(closed_interval::at(0) / closed_interval{-1, 1} == closed_interval::at(0));
    CHECK(from(0) / from(0) == from(0));
    CHECK(closed_interval{6, 6} / from(2) == closed_interval{0, 3});
    CHECK_FALSE((from(1) / closed_interval::at(0)).has_value());
}

TEST_CASE("closed_interval: powers") {
    CHECK(power(closed_interval{-2, 3}, 2) == closed_interval{0, 9});
    CHECK(power(closed_interval{-3, -2}, 2) == closed_interval{4, 9});
    CHECK(power(closed_interval{-2, 3}, 3) == closed_interval{-8, 27});
    CHECK(power(everything, 2) == from(0));
    CHECK(power(everything, 0) == closed_interval::at(1));
    CHECK(power(closed_interval{2, 4}, -1) == closed_interval{exact(1, 4), exact(1, 2)});
    CHECK(power(closed_interval{0, 2}, -2) == closed_interval{exact(1, 4), infinity});
    CHECK_FALSE(power(closed_interval::at(0), -1).has_value());
}

TEST_CASE("closed_interval: the other operations") {
    CHECK(minimum(from(1), closed_interval{0, 5}) == closed_interval{0, 5});
    CHECK(maximum(from(1), closed_interval{0, 5}) == from(1));
    CHECK(absolute(closed_interval{-3, 2}) == closed_interval{0, 3});
    CHECK(absolute(up_to(-2)) == from(2));
    CHECK(absolute(closed_interval{1, 2}) == closed_interval{1, 2});
    const auto floor = [](const exact& value) { return dti::floor(value); };
    CHECK(map_rising(closed_interval{exact(1, 2), exact(7, 2)}, floor) == closed_interval{0, 3});
    CHECK(map_rising(everything, floor) == everything);
    CHECK(hull(closed_interval{0, 1}, from(4)) == from(0));
    CHECK(intersection(from(0), up_to(1)) == closed_interval{0, 1});
    CHECK(intersection(closed_interval{0, 1}, closed_interval{1, 2}) == closed_interval::at(1));
    CHECK_FALSE(intersection(closed_interval{0, 1}, closed_interval{2, 3}).has_value());
    CHECK(closed_interval{0, 1}.contains(1));
    CHECK_FALSE(closed_interval{0, 1}.contains(exact(11, 10)));
    CHECK(closed_interval::at(2).is_one_value());
    CHECK_FALSE(everything.is_one_value());
}
