#include <doctest/doctest.h>

#include "dti/aggregate/roll_up.hpp"

namespace {

/// Two sub-indices: one of two indicators and a bonus, one with a maximum and a weight of its own; a pillar
/// over both.
template <class Number>
dti::model<Number> two_parts(std::optional<int> value_rounding = std::nullopt) {
    const auto entered = [](const char* id, dti::exact max_score, dti::exact weight, bool bonus) {
        return dti::indicator{.id = id,
                              .max_score = max_score,
                              .min_score = -5,
                              .weight = weight,
                              .bonus = bonus,
                              .formula = "points"};
    };
    dti::definition made{.id = "two", .title = {.en = "Two parts"}};
    made.rounding.value = value_rounding;
    made.sub_indices = {
        {.id = "first",
         .indicators = {entered("a", 10, 1, false), entered("b", 20, 2, false), entered("c", 5, 1, true)}},
        {.id = "second",
         .max_score = dti::exact(30),
         .weight = dti::exact(1, 2),
         .indicators = {entered("d", 10, 1, false)}}};
    made.pillars = {{.id = "both", .sub_indices = {"first", "second"}},
                    {.id = "only", .sub_indices = {"second"}}};
    return dti::compile<Number>(made);
}

template <class Number>
std::vector<std::optional<Number>> points(std::initializer_list<std::optional<int>> given) {
    std::vector<std::optional<Number>> result;
    for (const std::optional<int>& value : given) {
        result.push_back(value ? std::optional<Number>(Number(*value)) : std::nullopt);
    }
    return result;
}

template <class Number>
std::string text(const std::optional<Number>& value) {
    return value ? dti::to_text(*value, 6) : "-";
}

}  // namespace

TEST_CASE_TEMPLATE("roll_up: weights, a maximum of its own, pillars", Number, double, dti::exact) {
    const auto model = two_parts<Number>();
    const auto result = dti::roll_up<Number>(model, points<Number>({5, 15, std::nullopt, 6}));
    CHECK(text(result.sub_indices[0]) == "0.700000");  // (5 + 2·15) / (10 + 2·20)
    CHECK(text(result.sub_indices[1]) == "0.600000");  // 6 / 10
    CHECK(text(result.total_points) == "44.000000");   // 0.7·50 + ½·0.6·30
    CHECK(text(result.total) == "0.676923");           // 44 / 65
    CHECK(text(result.pillars[0]) == "0.676923");
    CHECK(text(result.pillars[1]) == "0.600000");
}

TEST_CASE_TEMPLATE("roll_up: a bonus adds to the numerator only, values stay within 0..1", Number, double,
                   dti::exact) {
    const auto model = two_parts<Number>();
    CHECK(text(dti::roll_up<Number>(model, points<Number>({5, 15, 5, 6})).sub_indices[0]) == "0.800000");
    CHECK(text(dti::roll_up<Number>(model, points<Number>({10, 20, 5, 6})).sub_indices[0]) == "1.000000");
    CHECK(text(dti::roll_up<Number>(model, points<Number>({-5, -5, 0, 6})).sub_indices[0]) == "0.000000");
}

TEST_CASE_TEMPLATE("roll_up: what is excluded leaves numerator and maximum", Number, double, dti::exact) {
    const auto model = two_parts<Number>();
    const auto without_b = dti::roll_up<Number>(model, points<Number>({5, std::nullopt, std::nullopt, 6}));
    CHECK(text(without_b.sub_indices[0]) == "0.500000");
    CHECK(text(without_b.total_points) == "34.000000");  // the sub-index keeps its maximum of 50
    const auto without_second =
        dti::roll_up<Number>(model, points<Number>({5, 15, std::nullopt, std::nullopt}));
    CHECK(text(without_second.sub_indices[1]) == "-");
    CHECK(text(without_second.total) == "0.700000");
    CHECK(text(without_second.pillars[0]) == "0.700000");
    CHECK(text(without_second.pillars[1]) == "-");
}

TEST_CASE_TEMPLATE("roll_up: with nothing left, or only a bonus, there is no total", Number, double,
                   dti::exact) {
    const auto model = two_parts<Number>();
    const auto nothing =
        dti::roll_up<Number>(model, points<Number>({std::nullopt, std::nullopt, std::nullopt, std::nullopt}));
    CHECK_FALSE(nothing.total);
    CHECK_FALSE(nothing.total_points);
    CHECK_FALSE(
        dti::roll_up<Number>(model, points<Number>({std::nullopt, std::nullopt, 5, 6})).sub_indices[0]);
}

TEST_CASE_TEMPLATE("roll_up: rounding.value rounds sub-indices inside the computation", Number, double,
                   dti::exact) {
    const auto model = two_parts<Number>(1);
    const auto result = dti::roll_up<Number>(model, points<Number>({5, 16, std::nullopt, 6}));
    CHECK(text(result.sub_indices[0]) == "0.700000");  // 0.74
    CHECK(text(result.total_points) == "44.000000");
}
