#include "dti/batch/gradients/piecewise_line.hpp"

#include "support/print.hpp"

#include <doctest/doctest.h>

using dti::exact;
using dti::piecewise_line;

namespace {

const piecewise_line x = piecewise_line::identity();

piecewise_line constant(int value) {
    return piecewise_line(exact(value));
}
/// x kept within 0..1
piecewise_line clamped() {
    const piecewise_line capped = piecewise_line::by_sign(x - constant(1), x, x, constant(1));
    return piecewise_line::by_sign(capped, constant(0), constant(0), capped);
}

}  // namespace

TEST_CASE("a line knows where it bends, its slopes and its values") {
    const piecewise_line line = clamped() * exact(10);
    REQUIRE(line.places() == std::vector<exact>{0, 1});
    CHECK(line.pieces()[0].slope == 0);
    CHECK(line.pieces()[1].slope == 10);
    CHECK(line.pieces()[2].slope == 0);
    CHECK(line.values() == std::vector<exact>{0, 10});
    CHECK(line.before(1) == 10);
    CHECK(line.behind(1) == 10);
    CHECK(*line.low() == 0);
    CHECK(*line.high() == 10);
}

TEST_CASE("a line jumps at a place, where it has a value of its own") {
    const piecewise_line spike = piecewise_line::by_sign(x - constant(3), constant(1), constant(7), x);
    REQUIRE(spike.places() == std::vector<exact>{3});
    CHECK(spike.before(0) == 1);
    CHECK(spike.values()[0] == 7);
    CHECK(spike.behind(0) == 3);
    CHECK(*spike.low() == 1);
    CHECK_FALSE(spike.high().has_value());
}

TEST_CASE("places where nothing happens are dropped") {
    CHECK((clamped() - clamped()).is_constant());
    CHECK(piecewise_line::by_sign(x, x, x, x) == x);
    CHECK((clamped() + (x - clamped())) == x);
    CHECK(*(x * exact(3)).as_multiple() == 3);
    CHECK_FALSE((x + constant(1)).as_multiple().has_value());
}

TEST_CASE("a choice by sign splits a piece where the decider crosses 0") {
    const piecewise_line magnitude = piecewise_line::by_sign(x * exact(2) - constant(1), x * exact(-1), x, x);
    REQUIRE(magnitude.places() == std::vector<exact>{exact(1, 2)});
    CHECK(magnitude.before(0) == exact(-1, 2));
    CHECK(magnitude.values()[0] == exact(1, 2));
    CHECK(magnitude.is_steps() == false);
    const piecewise_line steps = piecewise_line::by_sign(x, constant(1), constant(1), constant(2));
    CHECK(steps.is_steps());
    CHECK(steps.mapped([](const exact& value) { return value * 2; }).values()[0] == 2);
}
