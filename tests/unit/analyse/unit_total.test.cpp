#include "dti/analyse/unit_total.hpp"

#include "dti/number/germ.hpp"
#include "support/analysed.hpp"

#include <doctest/doctest.h>

#include <optional>

using dti::exact;
using dti::germ;
using dti_test::analysed;
using dti_test::make_definition;
using dti_test::make_rate;
using dti_test::make_sub_index;

TEST_CASE("a total with other points for one indicator is that of a card with them") {
    dti::definition source = make_definition({make_sub_index("x", {make_rate("a", 10), make_rate("b", 30)}),
                                              make_sub_index("y", {make_rate("c", 20)})});
    source.sub_indices[0].weight = 2;
    const analysed scored(dti::compile_definition(source), 1,
                          {{0, "a", "rate", "0.5"}, {0, "b", "rate", "0.5"}, {0, "c", "rate", "0.5"}});
    dti::unit_total total(scored.model, scored.card.units[0]);
    CHECK(total.points() == *scored.card.units[0].values.total_points);
    CHECK(total.max_points() == exact(100));
    CHECK(total.with<exact>(scored.model, 0, exact(10)) == total.points() + 10);
    CHECK(total.with<exact>(scored.model, 2, std::nullopt) == exact(40));  // its sub-index is empty then
    const germ step = total.with<germ>(scored.all.steps(), 0, germ::step_from(exact(5), exact(1)));
    CHECK(*step.limit() == total.points());
    CHECK(step.slope() == exact(2));
    CHECK(total.with_more(0, 5) == total.points() + 10);
    total.add(0, 5);
    CHECK(total.points() == exact(60));
    CHECK(total.with_more(0, 100) == exact(90));  // full
}

TEST_CASE("a total is there also below the minimum coverage") {
    dti::definition source = make_definition({make_rate("a", 10), make_rate("b", 30)});
    source.missing = dti::missing_policy::zero;
    source.min_coverage = 1;
    const analysed scored(dti::compile_definition(source), 1, {{0, "a", "rate", "0.5"}});
    CHECK_FALSE(scored.card.units[0].values.total_points);
    CHECK(dti::unit_total(scored.model, scored.card.units[0]).points() == exact(5));
}
