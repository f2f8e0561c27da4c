#include "dti/number/interval.hpp"

#include "support/print.hpp"

#include <doctest/doctest.h>

using dti::exact;
using dti::interval;
using dti::parse_number;
using dti::printed_as;

TEST_CASE("interval: what it contains depends on its ends") {
    const interval half_open{1, 2, true, false};
    CHECK(half_open.contains(1));
    CHECK(half_open.contains(exact(3, 2)));
    CHECK_FALSE(half_open.contains(2));
    CHECK_FALSE(half_open.contains(exact(99, 100)));
    const interval other{1, 2, false, true};
    CHECK_FALSE(other.contains(1));
    CHECK(other.contains(2));
    const interval unbounded{0, std::nullopt};
    CHECK_FALSE(unbounded.contains(0));
    CHECK(unbounded.contains(1000000));
    CHECK(dti::only(7).contains(7));
    CHECK_FALSE(dti::only(7).contains(exact(70001, 10000)));
}

TEST_CASE("interval: brackets tell the ends") {
    CHECK(interval{1, 2, true, false}.brackets() == "[)");
    CHECK(interval{1, 2, false, true}.brackets() == "(]");
    CHECK(interval{0, std::nullopt}.brackets() == "()");
    CHECK(dti::only(7).brackets() == "[]");
}

TEST_CASE("interval: a printed figure stands for half of its last digit to either side") {
    const interval points = printed_as(*parse_number("6.75").number);
    CHECK(points.low == exact(6745, 1000));
    CHECK(points.high == exact(6755, 1000));
    CHECK(points.brackets() == "[)");
    const interval percent = printed_as(*parse_number("2.4%").number);
    CHECK(percent.low == exact(235, 10000));
    CHECK(percent.high == exact(245, 10000));
    const interval whole = printed_as(*parse_number("15").number);
    CHECK(whole.low == exact(29, 2));
    CHECK(whole.high == exact(31, 2));
}

TEST_CASE("interval: a printed zero stands for nothing below it") {
    const interval zero = printed_as(*parse_number("0.00").number);
    CHECK(zero.low == 0);
    CHECK(zero.high == exact(5, 1000));
    CHECK(zero.contains(0));
}
