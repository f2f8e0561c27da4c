#include "dti/analyse/interval.hpp"

#include "support/print.hpp"

#include <doctest/doctest.h>

using dti::bound;
using dti::exact;
using dti::interval;

namespace {

const bound infinity = bound::infinity();
const interval everything = interval::everything();

interval from(int low) {
    return {low, bound::infinity()};
}
interval up_to(int high) {
    return {-bound::infinity(), high};
}

}  // namespace

TEST_CASE("interval: bounds are ordered, infinities outermost") {
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

TEST_CASE("interval: sums and products hold every result") {
    CHECK(interval{1, 2} + interval{-1, 5} == interval{0, 7});
    CHECK(interval{1, 2} - interval{-1, 5} == interval{-4, 3});
    CHECK(-from(3) == up_to(-3));
    CHECK(interval{-2, 3} * interval{-5, 1} == interval{-15, 10});
    CHECK(from(0) * from(0) == from(0));
    CHECK(from(0) * interval{-1, 1} == everything);
    CHECK(everything * interval::at(0) == interval::at(0));
}

TEST_CASE("interval: quotients leave out the division by zero") {
    CHECK(interval{1, 2} / interval{4, 8} == interval{exact(1, 8), exact(1, 2)});
    CHECK(interval{1, 2} / interval{0, 4} == interval{exact(1, 4), infinity});
    CHECK(interval{1, 2} / interval{-4, 0} == interval{-infinity, exact(-1, 4)});
    CHECK(interval{1, 2} / interval{-1, 1} == everything);
    CHECK(interval::at(0) / interval{-1, 1} == interval::at(0));
    CHECK(from(0) / from(0) == from(0));
    CHECK(interval{6, 6} / from(2) == interval{0, 3});
    CHECK_FALSE((from(1) / interval::at(0)).has_value());
}

TEST_CASE("interval: powers") {
    CHECK(power(interval{-2, 3}, 2) == interval{0, 9});
    CHECK(power(interval{-3, -2}, 2) == interval{4, 9});
    CHECK(power(interval{-2, 3}, 3) == interval{-8, 27});
    CHECK(power(everything, 2) == from(0));
    CHECK(power(everything, 0) == interval::at(1));
    CHECK(power(interval{2, 4}, -1) == interval{exact(1, 4), exact(1, 2)});
    CHECK(power(interval{0, 2}, -2) == interval{exact(1, 4), infinity});
    CHECK_FALSE(power(interval::at(0), -1).has_value());
}

TEST_CASE("interval: the other operations") {
    CHECK(minimum(from(1), interval{0, 5}) == interval{0, 5});
    CHECK(maximum(from(1), interval{0, 5}) == from(1));
    CHECK(absolute(interval{-3, 2}) == interval{0, 3});
    CHECK(absolute(up_to(-2)) == from(2));
    CHECK(absolute(interval{1, 2}) == interval{1, 2});
    const auto floor = [](const exact& value) { return dti::floor(value); };
    CHECK(map_rising(interval{exact(1, 2), exact(7, 2)}, floor) == interval{0, 3});
    CHECK(map_rising(everything, floor) == everything);
    CHECK(hull(interval{0, 1}, from(4)) == from(0));
    CHECK(intersection(from(0), up_to(1)) == interval{0, 1});
    CHECK(intersection(interval{0, 1}, interval{1, 2}) == interval::at(1));
    CHECK_FALSE(intersection(interval{0, 1}, interval{2, 3}).has_value());
    CHECK(interval{0, 1}.contains(1));
    CHECK_FALSE(interval{0, 1}.contains(exact(11, 10)));
    CHECK(interval::at(2).is_one_value());
    CHECK_FALSE(everything.is_one_value());
}
