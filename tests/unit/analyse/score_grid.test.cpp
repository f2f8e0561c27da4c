#include "dti/analyse/score_grid.hpp"

#include "dti/analyse/change_data.hpp"
#include "support/analysed.hpp"

#include <doctest/doctest.h>

#include <atomic>
#include <string>
#include <vector>

using dti::exact;
using dti_test::analysed;

namespace {

/// Three units, one indicator relative to the best, one ratio.
struct world : analysed {
    static dti::shared_rules rules() {
        return dti::compile_definition(dti_test::make_definition(
            {dti_test::make_indicator("firms", 10, {"count"}, {}, "max_score * share_of_best(count)"),
             dti_test::make_rate("access", 10)}));
    }
    world()
        : analysed(rules(), 3,
                   {{0, "firms", "count", "100"},
                    {1, "firms", "count", "200"},
                    {2, "firms", "count", "150"},
                    {0, "access", "rate", "60%"},
                    {1, "access", "rate", "50%"},
                    {2, "access", "rate", "70%"}}) {}

    [[nodiscard]] dti::value_range range(const char* name, const char* text) const {
        return *dti::read_range(all, 0, name, text, dti::notation::plain, "").range;
    }
};

}  // namespace

TEST_CASE("score_grid: each combination is the score of data with those figures, on any number of threads") {
    const world made;
    const std::vector<dti::value_range> ranges{made.range("firms.count", "50..350:50"),
                                               made.range("access.rate", "40%..90%:5pp")};
    REQUIRE(dti::combinations(ranges) == 77U);
    for (const std::size_t threads : std::initializer_list<std::size_t>{1, 3}) {
        const dti::grid_scores scores =
            dti::score_grid(made.model, made.card.units[0], made.data, 0, ranges, threads, {});
        REQUIRE(scores.combinations.size() == 77);
        CHECK(scores.faults.empty());
        for (std::size_t i = 0; i < 77; ++i) {
            const dti::combination_score& found = scores.combinations[i];
            CHECK(found.values == std::vector<std::size_t>{i / 11, i % 11});
            const dti::changed_data changed = dti::change_data(
                made.data,
                {{0, 0, 0, ranges[0].values[i / 11]}, {0, 1, ranges[1].slot, ranges[1].values[i % 11]}});
            const dti::scorecard<exact> card = dti::score(made.model, changed.data);
            CHECK(found.total == card.units[0].values.total);
            CHECK(found.total_points == card.units[0].values.total_points);
            CHECK(found.place == card.units[0].rank);
            CHECK(found.change ==
                  *card.units[0].values.total_points - *made.card.units[0].values.total_points);
            CHECK(!found.points);  // two indicators
        }
    }
}

TEST_CASE("score_grid: points of the one indicator, progress, an early end") {
    const world made;
    const std::vector<dti::value_range> ranges{made.range("access.rate", "0%..100%")};
    std::vector<std::size_t> told;
    const dti::grid_scores all = dti::score_grid(made.model, made.card.units[0], made.data, 0, ranges, 2,
                                                 [&](std::size_t done, std::size_t count) {
                                                     CHECK(count == 101);
                                                     told.push_back(done);
                                                     return true;
                                                 });
    REQUIRE(all.combinations.size() == 101);
    CHECK(all.combinations[73].points == exact(73, 10));
    CHECK(told.size() == 101);
    CHECK(told.back() == 101);
    CHECK(!all.ended_early);
    const dti::grid_scores some = dti::score_grid(made.model, made.card.units[0], made.data, 0, ranges, 2,
                                                  [](std::size_t done, std::size_t) { return done < 10; });
    CHECK(some.ended_early);
    CHECK(some.combinations.size() == 10);
}

TEST_CASE("score_grid: a combination that the policies refuse says which") {
    dti::definition source = dti_test::make_definition({dti_test::make_rate("access", 10)});
    source.empty_denominator = dti::empty_policy::error;
    const analysed made(dti::compile_definition(source), 1,
                        {{0, "access", "part", "1"}, {0, "access", "whole", "2"}});
    const std::vector<dti::value_range> ranges{
        *dti::read_range(made.all, 0, "access.whole", "2..0", dti::notation::plain, "").range};
    const dti::grid_scores scores =
        dti::score_grid(made.model, made.card.units[0], made.data, 0, ranges, 1, {});
    REQUIRE(scores.faults.size() == 1);
    REQUIRE(scores.refused);
    CHECK(scores.refused->at(0, 1).value == exact(0));
    CHECK(scores.combinations.size() == 2);
}
