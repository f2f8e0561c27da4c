#include "dti/analyse/gradients.hpp"

#include "support/allocations.hpp"
#include "support/analysed.hpp"
#include "support/gradients.hpp"

#include <doctest/doctest.h>

#include <cmath>
#include <limits>
#include <vector>

using dti::exact;
using dti_test::analysed;
using dti_test::given;

namespace {

constexpr double infinite = std::numeric_limits<double>::infinity();

/// Two sub-indices: rates of which one weighs twice, then a table, a share of the best and an answer.
dti::shared_rules some_rules() {
    dti::indicator heavy = dti_test::make_rate("heavy", 10);
    heavy.weight = 2;
    dti::indicator answer = dti_test::make_indicator("answer", 5, {}, {}, "max_score * done");
    answer.inputs = {{.name = "done", .kind = dti::input_kind::yes_no}};
    dti::definition made = dti_test::make_definition(std::vector<dti::sub_index>{
        dti_test::make_sub_index("first", {dti_test::make_rate("light", 10), heavy}),
        dti_test::make_sub_index(
            "second",
            {dti_test::make_indicator("tiers", 10, {"count"}, {}, "steps(count, 2: 5, 4: max_score)"),
             dti_test::make_indicator("best", 10, {"count"}, {}, "max_score * share_of_best(count)"), answer,
             dti_test::make_indicator("jury", 10, {"note"}, {}, "points")})});
    made.missing = dti::missing_policy::zero;
    return dti::compile_definition(std::move(made));
}

std::vector<given> some_figures() {
    return {{0, "light", "part", "1"},    {0, "light", "whole", "4"},  {0, "heavy", "part", "3"},
            {0, "heavy", "whole", "3"},   {0, "tiers", "count", "4"},  {0, "best", "count", "8"},
            {0, "answer", "done", "yes"}, {0, "jury", "points", "7"},  {0, "jury", "note", "3"},
            {1, "light", "part", "2"},    {1, "light", "points", "5"}, {1, "heavy", "rate", "50%"},
            {1, "tiers", "count", "3"},   {1, "best", "count", "2"},   {1, "answer", "done", "no"}};
}

}  // namespace

TEST_CASE("gradients are the derivatives of the totals by each figure, both sides") {
    const dti::shared_rules rules = some_rules();
    const analysed made(rules, 2, some_figures());
    const dti_test::gradient_arrays found = dti_test::find_gradients(made.all, dti::best_instruction_set());
    const auto sides = [&](std::size_t unit, const char* indicator, const char* name) {
        const std::size_t at = made.data.field_of(indicator, name) * 2 + unit;
        return dti::side_pair{found.up[at], found.down[at]};
    };
    CHECK(found.settled == 0);
    // A sub-index value is Σ weight · points / 30, and counts for its maximum, 30.
    CHECK(sides(0, "light", "rate") == dti::side_pair{10, 10});
    CHECK(sides(0, "light", "part") == dti::side_pair{2.5, 2.5});
    CHECK(sides(0, "light", "whole") == dti::side_pair{-0.625, -0.625});
    CHECK(sides(0, "heavy", "rate") == dti::side_pair{0, 20});  // at 100%
    CHECK(sides(0, "heavy", "whole").up == doctest::Approx(-20.0 / 3));
    CHECK(sides(0, "heavy", "whole").down == 0);
    CHECK(sides(0, "tiers", "count") == dti::side_pair{0, infinite});
    CHECK(sides(1, "tiers", "count") == dti::side_pair{0, 0});
    CHECK(sides(0, "best", "count") == dti::side_pair{0, 0});  // the best moves along
    CHECK(sides(1, "best", "count") == dti::side_pair{1.25, 1.25});
    CHECK(std::isnan(sides(0, "answer", "done").up));
    CHECK(std::isnan(sides(0, "jury", "points").up));
    CHECK(sides(0, "jury", "note") == dti::side_pair{0, 0});
    CHECK(sides(1, "light", "part") == dti::side_pair{0, 0});  // entered points stand
    CHECK(sides(1, "heavy", "rate") == dti::side_pair{20, 20});
    CHECK(sides(1, "heavy", "part") == dti::side_pair{0, 0});  // none given
    dti_test::gradient_counts counts;
    CHECK(first_difference(made.all, found, counts, [](const auto& all, std::size_t unit) {
              return dti::find_gains(all, unit);
          }) == "");
}

TEST_CASE("some fields alone, in rows, one side alone, without allocating") {
    const dti::shared_rules rules = some_rules();
    const analysed made(rules, 2, some_figures());
    const std::vector<std::size_t> fields{made.data.field_of("tiers", "count"),
                                          made.data.field_of("light", "rate")};
    const dti::gradient_scorer scorer(rules, fields);
    CHECK(scorer.fields() == fields);
    const dti::gradient_figures figures = scorer.prepare(made.all);
    CHECK(figures.units() == 2);
    dti::gradient_scratch scratch = scorer.make_scratch();
    std::vector<double> down(4);
    const std::size_t before = dti_test::allocations();
    const std::size_t settled = scorer.find(figures, {{}, dti::rows_view(down.data(), 2, 2)}, scratch);
    CHECK(dti_test::allocations() == before);
    CHECK(settled == 0);
    CHECK(down == std::vector<double>{infinite, 10, 0, 0});
}

TEST_CASE("what doubles do not decide is settled exactly, and counted") {
    const auto find = [](const std::string& formula, const std::string& a, const std::string& b) {
        const analysed made(dti_test::one_formula(formula, {"a", "b"}), 1,
                            {{0, "i", "a", a}, {0, "i", "b", b}});
        return dti_test::find_gradients(made.all, dti::best_instruction_set());
    };
    const dti_test::gradient_arrays apart = find("min(a * b, 6)", "2", "2.9");
    CHECK(apart.settled == 0);
    CHECK(apart.up[0] == 2.9);
    CHECK(apart.down[1] == 2);
    const dti_test::gradient_arrays there = find("min(a * b, 0.06)", "0.2", "0.3");
    CHECK(there.settled == 1);
    CHECK(there.up[0] == 0);
    CHECK(there.down[0] == 0.3);
    const dti_test::gradient_arrays cancelled = find("a * b - b * a + 3", "0.1", "0.7");
    CHECK(cancelled.settled == 1);
    CHECK(cancelled.up[0] == 0);
}

TEST_CASE("a bonus moves nothing where the sub-index is full, and one side at the edge") {
    dti::indicator bonus = dti_test::make_rate("bonus", 5);
    bonus.bonus = true;
    const auto find = [&](const char* plain, const char* extra) {
        const analysed made(
            dti::compile_definition(dti_test::make_definition({dti_test::make_rate("plain", 10), bonus})), 1,
            {{0, "plain", "rate", plain}, {0, "bonus", "rate", extra}});
        const dti_test::gradient_arrays found =
            dti_test::find_gradients(made.all, dti::best_instruction_set());
        const std::size_t at = made.data.field_of("bonus", "rate");
        return dti::side_pair{found.up[at], found.down[at]};
    };
    CHECK(find("50%", "40%") == dti::side_pair{5, 5});
    CHECK(find("80%", "40%") == dti::side_pair{0, 5});
    CHECK(find("90%", "40%") == dti::side_pair{0, 0});
}
