#include "dti/evaluate/model.hpp"

#include "support/definitions.hpp"
#include "support/formula.hpp"

#include <doctest/doctest.h>

#include <type_traits>

using dti::exact;
using dti_test::make_definition;
using dti_test::make_indicator;
using dti_test::number;

TEST_CASE_TEMPLATE("model: constants in the number type", Number, exact, double) {
    dti::indicator item =
        make_indicator("x", exact(70, 9), {"a"}, {{"b", "a / 3"}, {"c", "b * 0.1"}}, "max_score * c + 0.25");
    item.min_score = -1;
    item.weight = exact(1, 3);
    std::vector<dti::sub_index> parts{dti_test::make_sub_index("s", {item})};
    parts[0].weight = exact(5, 2);
    const dti::model<Number> scored = dti::compile<Number>(make_definition(std::move(parts)));
    const auto& numbers = scored.numbers(0);
    CHECK(numbers.max_score == number<Number>(exact(70, 9)));
    CHECK(numbers.min_score == Number(-1));
    CHECK(numbers.weight == number<Number>(exact(1, 3)));
    REQUIRE(numbers.points_constants.size() == scored.rules().indicators()[0].points->constants.size());
    CHECK(numbers.points_constants[0] == number<Number>(exact(70, 9)));
    REQUIRE(numbers.derive_constants.size() == 2);
    CHECK(numbers.derive_constants[0] == std::vector<Number>{Number(3)});
    CHECK(numbers.derive_constants[1] == std::vector<Number>{number<Number>(exact(1, 10))});
    CHECK(scored.sub_index(0).max_score == number<Number>(exact(70, 27)));
    CHECK(scored.sub_index(0).weight == number<Number>(exact(5, 2)));
}

TEST_CASE("model: copies share the rules, which live as long as any of them") {
    std::optional<dti::model<exact>> first(
        dti::compile<exact>(make_definition({make_indicator("x", 10, {}, {}, "points")})));
    const dti::model<exact> second = *first;
    const dti::model<double> fast(second.shared());
    first.reset();
    CHECK(second.rules().indicators()[0].source->id == "x");
    CHECK(&fast.rules() == &second.rules());
    CHECK(fast.numbers(0).points_constants.empty());
}

TEST_CASE("model: a definition with mistakes throws") {
    CHECK_THROWS_AS(
        static_cast<void>(dti::compile<double>(make_definition({make_indicator("x", 10, {}, {}, "1 +")}))),
        dti::error);
}
