#include "dti/number/germ.hpp"

#include "support/print.hpp"

#include <doctest/doctest.h>

using dti::exact;
using dti::germ;
using dti::number_traits;

namespace {

germ above(const exact& value) {
    return germ::step_from(value, 1);
}
germ below(const exact& value) {
    return germ::step_from(value, -1);
}

}  // namespace

TEST_CASE("a germ is ordered as just beside the figure") {
    CHECK(germ(2) < above(2));
    CHECK(below(2) < germ(2));
    CHECK(germ(2) == germ(2));
    CHECK_FALSE(above(2) == germ(2));
    // The square of a step is above 0, and below the step itself.
    const germ step = above(0);
    CHECK(germ(0) < step * step);
    CHECK(step * step < step);
}

TEST_CASE("limits and slopes are those of calculus") {
    const germ x = above(3);
    CHECK(*(x * x).limit() == exact(9));
    CHECK((x * x).slope() == exact(6));
    const germ quotient = germ(1) / x;
    CHECK(*quotient.limit() == exact(1, 3));
    CHECK(quotient.slope() == exact(-1, 9));
    CHECK(below(3).slope() == exact(-1));
    CHECK((x - x).is_zero());
    CHECK((x / x).is_constant());
    CHECK(*dti::power(x, 3).limit() == exact(27));
}

TEST_CASE("what grows beyond all bounds has no limit, and is kept by a clamp") {
    const germ pole = germ(1) / above(0);
    CHECK_FALSE(pole.limit());
    const germ kept = dti::clamp_between(pole, germ(0), germ(10));
    CHECK(*kept.limit() == exact(10));
    CHECK(kept.is_constant());
    CHECK(*dti::clamp_between(germ(1) / below(0), germ(0), germ(10)).limit() == exact(0));
    CHECK_FALSE(pole.floor().limit());
    // A step that cancels leaves none behind.
    CHECK(*(above(0) * germ(4) / above(0)).limit() == exact(4));
}

TEST_CASE("floor, ceil and round come out as they do just beside") {
    using traits = number_traits<germ>;
    CHECK(*traits::floor(above(2)).limit() == exact(2));
    CHECK(*traits::floor(below(2)).limit() == exact(1));
    CHECK(*traits::ceil(above(2)).limit() == exact(3));
    CHECK(*traits::ceil(below(2)).limit() == exact(2));
    CHECK(*traits::round(above(exact(5, 2)), 0).limit() == exact(3));
    CHECK(*traits::round(below(exact(5, 2)), 0).limit() == exact(2));
    CHECK(*traits::round(germ(exact(5, 2)), 0).limit() == exact(3));
    CHECK(*traits::round(above(exact(-5, 2)), 0).limit() == exact(-2));
    CHECK(*traits::round(below(exact(-5, 2)), 0).limit() == exact(-3));
    CHECK(*traits::round(germ(exact(-5, 2)), 0).limit() == exact(-3));
    CHECK(*traits::round(below(exact(1005, 1000)), 2).limit() == exact(1));
}

TEST_CASE("what was decided for a small step says how far it holds") {
    dti::step_reach reach;
    const germ x = germ::step_from(exact(3, 5), 1, &reach);
    SUBCASE("a comparison") {
        CHECK(x * germ(10) < germ(10));
        REQUIRE(reach.end());
        CHECK(reach.end()->is_exact());
        CHECK(reach.end()->low == exact(2, 5));
    }
    SUBCASE("the nearest of several") {
        CHECK(x < germ(1));
        CHECK(x < germ(exact(4, 5)));
        CHECK(x < germ(2));
        CHECK(reach.end()->low == exact(1, 5));
    }
    SUBCASE("floor, to the next integer") {
        CHECK(*x.floor().limit() == exact(0));
        CHECK(reach.end()->low == exact(2, 5));
    }
    SUBCASE("a division, to where there is none") {
        CHECK((germ(1) / (x - germ(1))).limit());
        CHECK(reach.end()->low == exact(2, 5));
    }
    SUBCASE("what never changes does not end it") {
        CHECK(germ(0) < x);
        CHECK_FALSE(reach.end());
    }
}

TEST_CASE("far beyond the lowest power nothing is kept, and limit, slope and order stay exact") {
    dti::step_reach reach;
    const germ x = germ::step_from(exact(11, 10), 1, &reach);
    const germ high = dti::power(dti::power(x, 10), 10);
    CHECK(high.top().degree() <= germ::highest_order);
    CHECK(*high.limit() == dti::power(exact(11, 10), 100));
    CHECK(high.slope() == dti::power(exact(11, 10), 99) * 100);
    CHECK(reach.is_lost());
    CHECK(germ(*high.limit()) < high);
    const germ quotient = germ(1) / high;
    CHECK(quotient.slope() == exact(-100) / dti::power(exact(11, 10), 101));
    // A pole of order 64 is one all the same.
    const germ pole = germ(1) / dti::power(above(0), 64);
    CHECK_FALSE(pole.limit());
    CHECK(*dti::clamp_between(pole, germ(0), germ(10)).limit() == exact(10));
    CHECK(dti::power(above(0), 64).sign() > 0);
}
