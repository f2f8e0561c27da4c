// What a review calls proven holds: no admissible figures give a formula a value outside its interval, or an
// indicator more than its highest points.
#include "dti/analyse/review_definition.hpp"

#include "bench/random_index.hpp"
#include "dti/aggregate/score.hpp"
#include "support/definitions.hpp"
#include "support/random.hpp"

#include <doctest/doctest.h>

#include <string>
#include <vector>

using dti::exact;
using dti_test::random_source;

namespace {

/// Random formulas over numbers a and b, a rate of theirs, a yes_no and a choice.
class formula_maker {
  public:
    explicit formula_maker(random_source& random) : random_(random) {}

    std::string number(int depth) {
        const auto part = [&] { return number(depth - 1); };
        if (depth == 0) {
            return leaf();
        }
        switch (random_.below(16)) {
            case 0:
                return '(' + part() + " + " + part() + ')';
            case 1:
                return '(' + part() + " - " + part() + ')';
            case 2:
                return '(' + part() + " * " + part() + ')';
            case 3:
                return '(' + part() + " / " + part() + ')';
            case 4:
                return "(-" + part() + ')';
            case 5:
                return '(' + part() + ")^" + std::to_string(random_.between(0, 3));
            case 6:
                return '(' + part() + ")^-" + std::to_string(random_.between(1, 2));
            case 7:
                return "min(" + part() + ", " + part() + ')';
            case 8:
                return "max(" + part() + ", " + part() + ')';
            case 9:
                return "abs(" + part() + ')';
            case 10:
                return "round(" + part() + ", " + std::to_string(random_.below(3)) + ')';
            case 11:
                return (random_.once_in(2) ? "floor(" : "ceil(") + part() + ')';
            case 12:
                return "(if " + condition(depth - 1) + " then " + part() + " else " + part() + ')';
            case 13:
                return "steps(" + part() + ", 0.2: " + part() + ", 1: " + part() + ", 3: " + part() +
                       (random_.once_in(2) ? ", else: " + part() : std::string()) + ')';
            case 14:
                return "line(" + part() + ", -1: " + part() + ", 0.5: " + part() + ", 2: " + part() + ')';
            default:
                return "choice(role, leader: " + part() + ", else: " + part() + ')';
        }
    }

  private:
    std::string leaf() {
        static constexpr std::array<const char*, 14> leaves{
            "a", "b",   "rate", "rate", "(0 + reported)", "cohort_max(a)",    "cohort_min(rate)",
            "0", "0.5", "1",    "3",    "cohort_mean(b)", "share_of_best(a)", "cohort_sum(rate)"};
        return leaves[random_.below(leaves.size())];
    }
    std::string condition(int depth) {
        static constexpr std::array<const char*, 6> comparisons{" < ", " <= ", " > ", " >= ", " == ", " != "};
        const std::size_t kind = depth <= 0 ? 5 : random_.below(8);
        if (kind == 0) {
            return "not (" + condition(depth - 1) + ')';
        }
        if (kind < 3) {
            return '(' + condition(depth - 1) + (kind == 1 ? ") and (" : ") or (") + condition(depth - 1) +
                   ')';
        }
        return random_.once_in(5)
                   ? "reported"
                   : number(std::max(depth, 0)) + comparisons[random_.below(comparisons.size())] +
                         number(std::max(depth, 0));
    }

    random_source& random_;
};

exact random_number(random_source& random) {
    if (random.once_in(4)) {
        return static_cast<std::int64_t>(random.below(2));
    }
    return {random.between(0, 400), random.between(1, 100)};
}

/// Admissible figures for three units: nothing below 0, no part above its whole.
dti::data_set random_figures(const dti::shared_rules& rules, random_source& random) {
    static constexpr std::array<std::string_view, 3> options{"leader", "deputy", "member"};
    dti::data_set data(rules);
    for (std::size_t unit = 0; unit < 3; ++unit) {
        data.add_unit({.name = "unit " + std::to_string(unit)});
        const exact whole = random_number(random);
        data.set(unit, "item", "b", whole);
        data.set(unit, "item", "a", random.once_in(5) ? whole : whole * exact(random.between(0, 8), 8));
        data.set(unit, "item", "reported", static_cast<int>(random.below(2)));
        data.set(unit, "item", "role", options[random.below(options.size())]);
    }
    return data;
}

}  // namespace

TEST_CASE("property: no admissible figures leave the closed_interval of a formula") {
    random_source random(2022);
    formula_maker maker(random);
    std::size_t bounded = 0;
    std::size_t values = 0;
    std::size_t empty = 0;
    for (int i = 0; i < 2500; ++i) {
        dti::indicator item = dti_test::make_indicator("item", 10, {"a", "b"}, {{"rate", "a / b"}},
                                                       maker.number(1 + static_cast<int>(random.below(3))));
        item.inputs.push_back({.name = "reported", .kind = dti::input_kind::yes_no});
        item.inputs.push_back(
            {.name = "role", .kind = dti::input_kind::choice, .options = {"leader", "deputy", "member"}});
        CAPTURE(item.formula);
        dti::diagnostics found;
        const dti::shared_rules rules = dti::compile_definition(dti_test::make_definition({item}), {}, found);
        if (rules == nullptr) {
            continue;  // too long, or powers of powers
        }
        const dti::compiled_indicator& compiled = rules->indicators().front();
        const dti::program_range range =
            dti::find_range(*compiled.points, compiled.scope, dti::figure_ranges(compiled));
        bounded += range.result() && range.result()->high.is_finite() ? 1 : 0;
        const dti::model<exact> scored(rules);
        for (int run = 0; run < 4; ++run) {
            const dti::data_set data = random_figures(rules, random);
            const dti::cohort<exact> figures(scored, data);
            for (std::size_t unit = 0; unit < data.units().size(); ++unit) {
                const dti::program_result<exact> result =
                    dti::run<exact>(*compiled.points, {compiled.points->constants, figures.slots(unit, 0),
                                                       figures.states(unit, 0), figures.terms(0)});
                if (result.empty) {
                    ++empty;
                    if (!range.may_be_empty) {
                        FAIL("a division by zero that was not foreseen");
                    }
                } else if (!range.result() || !range.result()->contains(result.value)) {
                    FAIL("the value ", dti::to_shortest_text(result.value), " leaves its closed_interval");
                } else {
                    ++values;
                }
            }
        }
    }
    // The claims were put to the test.
    CHECK(bounded > 300);
    CHECK(values > 10000);
    CHECK(empty > 500);
}

TEST_CASE("property: no unit of a random cohort earns more than the highest points") {
    for (std::uint32_t seed = 1; seed <= 3; ++seed) {
        const dti::shared_rules rules = dti::compile_definition(bench::random_definition(60, seed));
        const dti::data_set data = bench::random_data(rules, 40, seed);
        const dti::scorecard<exact> card = dti::score(dti::model<exact>(rules), data);
        REQUIRE(card.ok());
        std::size_t exceeded = 0;
        for (std::size_t i = 0; i < rules->indicators().size(); ++i) {
            const exact most = dti::highest_points(*rules, rules->indicators()[i]);
            for (const dti::unit_score<exact>& unit : card.units) {
                exceeded += most < *unit.indicators[i].points ? 1 : 0;
            }
        }
        CHECK(exceeded == 0);
        dti::diagnostics found;
        dti::review_definition(*rules, found);
        CHECK_MESSAGE(found.empty(), found.to_text());
    }
}
