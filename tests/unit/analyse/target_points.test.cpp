#include "dti/analyse/target_points.hpp"

#include "support/analysed.hpp"

#include <doctest/doctest.h>

#include <vector>

using dti::exact;
using dti::target;
using dti::target_kind;
using dti_test::analysed;

namespace {

target figure(const char* name, const exact& value, target_kind kind = target_kind::at_least) {
    target made;
    made.name = name;
    made.kind = kind;
    made.figure.value = value;
    return made;
}

}  // namespace

TEST_CASE("target points: several figures are met at once, points beside figures the larger") {
    const analysed scored(dti_test::one_formula("a + b", {"a", "b"}), 1,
                          {{0, "i", "a", "1"}, {0, "i", "b", "5"}});
    const auto points = [&](const std::vector<target>& targets) {
        std::vector<std::size_t> chosen;
        for (std::size_t i = 0; i < targets.size(); ++i) {
            chosen.push_back(i);
        }
        return dti::find_target_points(scored.all, 0, 0, targets, chosen);
    };
    CHECK(points({figure("a", 3), figure("b", 4)}).points == exact(8));  // b is beyond its target
    CHECK(points({figure("a", 3), figure("points", 9)}).points == exact(9));
    CHECK(points({figure("a", 3), figure("points", 2)}).points == exact(8));
    CHECK(points({}).points == exact(10));
    CHECK(points({}).basis == dti::gap_basis::maximum);
    CHECK(points({figure("a", 3)}).basis == dti::gap_basis::target);
}

TEST_CASE("target points: more than a figure is just above it") {
    const analysed scored(dti_test::one_formula("if x > 3 then 8 else x", {"x"}), 1, {{0, "i", "x", "1"}});
    const std::vector<target> over{figure("x", 3, target_kind::over)};
    CHECK(dti::find_target_points(scored.all, 0, 0, over, {0}).points == exact(8));
    const std::vector<target> least{figure("x", 3)};
    CHECK(dti::find_target_points(scored.all, 0, 0, least, {0}).points == exact(3));
}

TEST_CASE("target points: what cannot be computed falls back on the maximum") {
    dti::definition source =
        dti_test::make_definition({dti_test::make_indicator("i", 10, {"a", "b"}, {}, "a + b")});
    source.missing = dti::missing_policy::zero;
    const analysed scored(dti::compile_definition(source), 1, {});
    const std::vector<target> targets{figure("a", 3)};
    const dti::target_points found = dti::find_target_points(scored.all, 0, 0, targets, {0});
    CHECK(found.points == exact(10));
    CHECK(found.basis == dti::gap_basis::maximum);
}

TEST_CASE("a present figure meets a target by its kind") {
    CHECK(dti::meets(3, target_kind::at_least, 3));
    CHECK_FALSE(dti::meets(3, target_kind::over, 3));
    CHECK(dti::meets(3, target_kind::at_most, 3));
    CHECK_FALSE(dti::meets(4, target_kind::at_most, 3));
    CHECK(dti::meets(1, target_kind::answer, 1));
    CHECK_FALSE(dti::meets(1, target_kind::answer, 0));
}
