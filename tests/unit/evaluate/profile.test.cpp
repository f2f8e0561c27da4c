#include "dti/evaluate/profile.hpp"

#include "support/definitions.hpp"
#include "support/scored.hpp"

#include <doctest/doctest.h>

using dti::exact;
using dti_test::make_definition;
using dti_test::make_rate;

TEST_CASE("profile: a value or a rank makes an official result") {
    dti::official_result official;
    CHECK(!official.is_given());
    official.total.of = dti::written_number{exact(63)};
    CHECK(!official.is_given());  // among how many says nothing without a rank
    official.total.rank = dti::written_number{exact(3)};
    CHECK(official.is_given());
    official.total.rank.reset();
    official.pillars[0].rank = dti::written_number{exact(24)};
    CHECK(official.is_given());
}

TEST_CASE("profile: a unit without one has an empty one, which is nobody else's") {
    const dti::model<exact> scored = dti::compile<exact>(make_definition({make_rate("x", 10)}));
    dti::data_set data(scored.shared());
    data.add_unit({.name = "A"});
    data.add_unit({.name = "B"});
    data.make_profile(1).as_of = "2023";
    const dti::data_set& kept = data;
    CHECK(kept.profile(0).as_of.empty());
    CHECK(kept.profile(1).as_of == "2023");
    CHECK(&kept.profile(1) == &data.make_profile(1));
}

TEST_CASE("profile: official results, targets and remarks change no figure") {
    dti::definition index = make_definition({make_rate("x", 10)});
    index.missing = dti::missing_policy::zero;
    const dti::model<exact> scored = dti::compile<exact>(index);
    dti::data_set data = dti_test::make_data(scored.shared(), {{.name = "A"}},
                                             {{0, "x", "part", "1"}, {0, "x", "whole", "3"}});
    const dti::scorecard<exact> before = dti::score(scored, data);
    dti::unit_profile& profile = data.make_profile(0);
    profile.official.total.value = dti::written_number{exact(1)};
    profile.targets.emplace_back().figure.value = 10;
    profile.on_indicators[0].self = dti::written_number{exact(10)};
    const dti::scorecard<exact> after = dti::score(scored, data);
    CHECK(after.units[0].values.total == before.units[0].values.total);
    CHECK(*after.units[0].values.total_points == exact(10, 3));
}
