#include "dti/analyse/scenario.hpp"

#include <doctest/doctest.h>

// What files make of it: tests/unit/scenario.
TEST_CASE("scenario: one made in code needs no source and no places") {
    const dti::scenario made{.name = "plan", .changes = {{.figure = "online.rate", .value = "+5pp"}}};
    CHECK(made.source == nullptr);
    CHECK(!made.where);
    REQUIRE(made.changes.size() == 1);
    CHECK(made.changes[0].unit.empty());
    CHECK(!made.changes[0].figure_at);
    CHECK(!made.changes[0].value_at);
}
