#include "dti/batch/gradients.hpp"

#include "support/definitions.hpp"

#include <doctest/doctest.h>

#include <cmath>

using dti::detail::gradient_plan;

namespace {

dti::shared_rules some_rules() {
    dti::indicator answer = dti_test::make_indicator("answer", 10, {"note"}, {}, "max_score * done");
    answer.inputs.push_back({.name = "done", .kind = dti::input_kind::yes_no});
    dti::indicator weightless = dti_test::make_rate("weightless", 10);
    weightless.weight = 0;
    return dti::compile_definition(
        dti_test::make_definition({dti_test::make_rate("rate", 10), answer, weightless,
                                   dti_test::make_indicator("product", 10, {"a", "b", "c"},
                                                            {{"d", "a * 2"}, {"e", "c * 2"}}, "d * b")}));
}

}  // namespace

TEST_CASE(
    "a plan tells which figures have no derivative, which move nothing, and which move lines or others") {
    const dti::shared_rules rules = some_rules();
    std::vector<std::size_t> fields(rules->fields());
    for (std::size_t i = 0; i < fields.size(); ++i) {
        fields[i] = i;
    }
    const gradient_plan plan(rules, fields);
    REQUIRE(plan.lines.size() == 1);
    CHECK(plan.lines[0].indicator == 0);
    CHECK(plan.lines[0].top_out == 0U);
    CHECK(plan.lines[0].bottom_out == 1U);
    CHECK(plan.lines[0].derived_out == 2U);
    CHECK(plan.lines[0].table.slopes == std::vector<double>{0, 10 * 30, 0});  // of a maximum of 30
    REQUIRE(plan.others.size() == 1);
    CHECK(plan.others[0].indicator == 3);
    CHECK(plan.others[0].figures.size() == 3);  // a, b and d; c and e move nothing
    std::size_t none = 0;
    std::size_t still = 0;
    for (const dti::detail::constant_item& item : plan.constants) {
        none += std::isnan(item.value) ? 1U : 0U;
        still += item.value == 0 ? 1U : 0U;
    }
    CHECK(none == 4 + 1);  // entered points, the answer
    CHECK(still == 1 + 3 + 2);
    CHECK(none + still + 3 + 3 == fields.size());
}

TEST_CASE("only what is asked for is planned") {
    const dti::shared_rules rules = some_rules();
    const gradient_plan plan(rules, {rules->indicators()[3].first_field + 1});
    CHECK(plan.lines.empty());
    CHECK(plan.constants.empty());
    REQUIRE(plan.others.size() == 1);
    CHECK(plan.others[0].figures[0].out == 0);
}
