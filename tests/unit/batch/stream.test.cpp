#include "dti/batch/stream.hpp"

#include "support/random_batch.hpp"

#include <doctest/doctest.h>

#include <array>
#include <cmath>
#include <cstddef>
#include <cstdint>
#include <limits>
#include <stdexcept>
#include <vector>

using dti_test::random_source;
using dti_test::same_bits;

namespace {

constexpr double nan_value = std::numeric_limits<double>::quiet_NaN();

/// A random index, a base of some units as columns, and a scorer.
struct setting {
    explicit setting(random_source& random, std::size_t unit_count, dti_test::cohort_habits habits = {})
        : rules(dti_test::random_rules(random)),
          scorer(dti::model<double>(rules)),
          units(unit_count),
          figures(dti::to_columns(dti_test::random_cohort(rules, units, random, habits), scorer.fields())) {}

    [[nodiscard]] std::size_t fields() const { return scorer.fields().size(); }
    [[nodiscard]] dti::batch_input base(std::size_t scenarios, const dti::figure_maker* maker) const {
        dti::batch_input input;
        input.figures = dti::columns_view(figures.data(), units, fields());
        input.figures.scenario_stride = 0;
        input.scenarios = scenarios;
        input.units = units;
        input.maker = maker;
        return input;
    }
    /// The figures of all scenarios, as a maker makes them, in an array.
    [[nodiscard]] std::vector<double> materialise(std::size_t scenarios,
                                                  const dti::figure_maker& maker) const {
        std::vector<double> all;
        for (std::size_t scenario = 0; scenario < scenarios; ++scenario) {
            for (std::size_t field = 0; field < fields(); ++field) {
                for (std::size_t unit = 0; unit < units; ++unit) {
                    std::array<double, dti::tile_lanes> base{};
                    std::array<double, dti::tile_lanes> made{};
                    base.fill(figures[field * units + unit]);
                    made = base;
                    if (maker.varies(field)) {
                        maker.make(field, scenario * units + unit, 1, base.data(), made.data());
                    }
                    all.push_back(made[0]);
                }
            }
        }
        return all;
    }

    dti::shared_rules rules;
    dti::batch_scorer scorer;
    std::size_t units;
    std::vector<double> figures;
};

/// Totals and ranks of all scenarios, one after the other, and the faults.
struct stream_outcome {
    std::vector<double> numbers;
    std::size_t faults = 0;
};

stream_outcome outcome_of(const setting& made, const dti::batch_input& input, std::size_t threads) {
    stream_outcome outcome;
    dti::stream_options options;
    options.threads = threads;
    options.outputs = {true, true, true, true, true, true};
    std::size_t next = 0;
    const dti::stream_result result =
        dti::score_stream(made.scorer, input, options, [&](const dti::stream_block& block) {
            CHECK(block.first == next);
            next += block.scenarios;
            const dti::definition& source = made.rules->source();
            for (std::size_t i = 0; i < block.scenarios; ++i) {
                for (std::size_t unit = 0; unit < made.units; ++unit) {
                    const auto add = [&](const dti::const_array_view& from, std::size_t items) {
                        for (std::size_t item = 0; item < items; ++item) {
                            outcome.numbers.push_back(from.load(i, unit, item));
                        }
                    };
                    add(block.points, made.rules->indicators().size());
                    add(block.sub_indices, source.sub_indices.size());
                    add(block.pillars, source.pillars.size());
                    add(block.total_points, 1);
                    add(block.total, 1);
                    add(block.rank, 1);
                }
            }
        });
    CHECK(result.scenarios == input.scenarios);
    CHECK(!result.ended_early);
    outcome.faults = result.faults;
    return outcome;
}

void require_like_array(const setting& made, std::size_t scenarios, const dti::figure_maker& maker) {
    const std::vector<double> all = made.materialise(scenarios, maker);
    dti::batch_input array = made.base(scenarios, nullptr);
    array.figures = dti::columns_view(all.data(), made.units, made.fields());
    const stream_outcome expected = outcome_of(made, array, 1);
    for (const std::size_t threads : std::initializer_list<std::size_t>{1, 2, 5}) {
        const stream_outcome found = outcome_of(made, made.base(scenarios, &maker), threads);
        REQUIRE(same_bits(found.numbers, expected.numbers));
        REQUIRE(found.faults == expected.faults);
    }
}

}  // namespace

TEST_CASE("stream: SplitMix64 gives the numbers that everybody's gives") {
    // The first outputs for seed 1234567.
    const std::array<std::uint64_t, 5> expected{6457827717110365317U, 3203168211198807973U,
                                                9817491932198370423U, 4593380528125082431U,
                                                16408922859458223821U};
    for (std::size_t n = 0; n < expected.size(); ++n) {
        CHECK(dti::splitmix_output(1234567 + (n + 1) * dti::splitmix_increment) == expected[n]);
    }
}

TEST_CASE("stream: uniform noise is as wide as it says, and the same on every instruction set") {
    random_source random(1);
    const setting made(random, 40, {0, 0, 0, 0, false});
    std::vector<double> widths(made.fields());
    widths[0] = 0.1;
    const dti::uniform_noise noise(made.scorer, 7, widths);
    CHECK(noise.varies(0));
    CHECK((widths.size() == 1 || !noise.varies(1)));
    std::array<double, dti::tile_lanes> ones{};
    ones.fill(1);
    double sum = 0;
    double least = 2;
    double most = 0;
    constexpr std::size_t tiles = 2000;
    for (std::size_t tile = 0; tile < tiles; ++tile) {
        std::array<double, dti::tile_lanes> drawn{};
        noise.make(0, tile * dti::tile_lanes, dti::tile_lanes, ones.data(), drawn.data());
        for (const dti::instruction_set wanted :
             {dti::instruction_set::portable, dti::instruction_set::avx2, dti::instruction_set::avx512}) {
            if (dti::supported(wanted)) {
                const dti::batch_scorer scorer(made.scorer.scored(), made.scorer.fields(), wanted);
                std::array<double, dti::tile_lanes> same{};
                dti::uniform_noise(scorer, 7, widths)
                    .make(0, tile * dti::tile_lanes, dti::tile_lanes, ones.data(), same.data());
                REQUIRE(same == drawn);
            }
        }
        for (std::size_t i = 0; i < dti::tile_lanes; ++i) {
            // By its definition: output lane · fields + field of the seed.
            const std::uint64_t n = (tile * dti::tile_lanes + i) * made.fields();
            const std::uint64_t bits = dti::splitmix_output(7 + (n + 1) * dti::splitmix_increment);
            const double r = 1 + static_cast<double>(bits >> 12U) * 0x1p-52;
            REQUIRE(drawn[i] == 1 * ((1 - 3 * 0.1) + 2 * 0.1 * r));
            sum += drawn[i];
            least = std::min(least, drawn[i]);
            most = std::max(most, drawn[i]);
        }
    }
    CHECK(least >= 0.9);
    CHECK(least < 0.90001);
    CHECK(most < 1.1);
    CHECK(most > 1.09999);
    // The mean of n draws: its standard deviation is 0.1 / sqrt(3 n), 0.00016 here.
    CHECK(std::abs(sum / (tiles * dti::tile_lanes) - 1) < 0.001);
}

TEST_CASE("stream: noise scores like an array of its figures, on any number of threads") {
    random_source random(2);
    for (int round = 0; round < 25; ++round) {
        const setting made(random, 1 + random.below(random.once_in(3) ? 130 : 8));
        std::vector<double> widths(made.fields());
        for (double& width : widths) {
            width = random.once_in(3) ? 0 : 0.25;
        }
        require_like_array(made, 1 + random.below(random.once_in(4) ? 9000 / made.units : 40),
                           dti::uniform_noise(made.scorer, random.below(1000), widths));
    }
}

TEST_CASE("stream: a grid tries every combination, the last axis first") {
    const dti::figure_grid grid(3, 5, {{2, 0, {1, 2}}, {4, 2, {10, 20, 30}}});
    CHECK(grid.scenarios() == 6);
    CHECK(grid.value(0, 0) == 1);
    CHECK(grid.value(0, 1) == 10);
    CHECK(grid.value(1, 1) == 20);
    CHECK(grid.value(2, 0) == 1);
    CHECK(grid.value(3, 0) == 2);
    CHECK(grid.value(5, 1) == 30);
    CHECK(grid.varies(0));
    CHECK(!grid.varies(1));
    CHECK(dti::combinations(std::vector<dti::grid_axis>()) == 1U);
    const std::vector<double> many(1U << 16U, 0.5);
    const dti::grid_axis axis{0, 0, many};
    CHECK(dti::combinations({axis, axis, axis}) == std::size_t{1} << 48U);
    CHECK(!dti::combinations({axis, axis, axis, axis, axis}));

    random_source random(3);
    for (int round = 0; round < 25; ++round) {
        const setting made(random, 1 + random.below(random.once_in(3) ? 130 : 8));
        std::vector<dti::grid_axis> axes;
        for (std::size_t i = 0; i < 3; ++i) {
            dti::grid_axis axis_of{random.below(made.units), random.below(made.fields()), {}};
            for (std::size_t values = 1 + random.below(4); values > 0; --values) {
                axis_of.values.push_back(random.once_in(9) ? nan_value
                                                           : 0.25 * static_cast<double>(random.below(9)));
            }
            axes.push_back(axis_of);
        }
        const dti::figure_grid tried(made.fields(), made.units, axes);
        require_like_array(made, tried.scenarios(), tried);
    }
}

TEST_CASE("stream: sparse changes") {
    const dti::sparse_changes changes(2, 3, {{{1, 0, 5}, {1, 0, 6}}, {}, {{2, 1, nan_value}}});
    CHECK(changes.scenarios() == 3);
    const std::array<double, dti::tile_lanes> base{1, 2, 3, 1, 2, 3, 1, 2, 3};
    std::array<double, dti::tile_lanes> made{};
    changes.make(0, 0, 9, base.data(), made.data());
    CHECK(std::vector<double>(made.begin(), made.begin() + 9) ==
          std::vector<double>{1, 6, 3, 1, 2, 3, 1, 2, 3});
    changes.make(1, 7, 2, base.data(), made.data());  // lanes of scenario 2: its units 1 and 2
    CHECK(made[0] == 1);
    CHECK(std::isnan(made[1]));

    random_source random(4);
    for (int round = 0; round < 25; ++round) {
        const setting set(random, 1 + random.below(random.once_in(3) ? 130 : 8));
        std::vector<std::vector<dti::changed_figure>> scenarios(1 + random.below(50));
        for (auto& scenario : scenarios) {
            for (std::size_t i = random.below(5); i > 0; --i) {
                scenario.push_back({random.below(set.units), random.below(set.fields()),
                                    0.5 * static_cast<double>(random.below(9))});
            }
        }
        const std::size_t count = scenarios.size();
        require_like_array(set, count, dti::sparse_changes(set.fields(), set.units, std::move(scenarios)));
    }
}

TEST_CASE("stream: progress is told behind each block, and may end the stream") {
    random_source random(6);
    const setting made(random, 63, {0, 0, 0, 0, false});
    constexpr std::size_t scenarios = 1000;
    for (const std::size_t threads : std::initializer_list<std::size_t>{1, 3}) {
        dti::stream_options options;
        options.threads = threads;
        std::vector<std::size_t> told;
        options.progress = [&](std::size_t done, std::size_t all) {
            CHECK(all == scenarios);
            told.push_back(done);
            return true;
        };
        std::size_t visited = 0;
        const auto count = [&](const dti::stream_block& block) { visited += block.scenarios; };
        dti::stream_result result =
            dti::score_stream(made.scorer, made.base(scenarios, nullptr), options, count);
        CHECK(result.scenarios == scenarios);
        CHECK(!result.ended_early);
        CHECK(visited == scenarios);
        CHECK(told.size() > 5);
        CHECK(std::is_sorted(told.begin(), told.end()));
        CHECK(told.back() == scenarios);

        visited = 0;
        options.progress = [&](std::size_t done, std::size_t) { return done < 200; };
        result = dti::score_stream(made.scorer, made.base(scenarios, nullptr), options, count);
        CHECK(result.ended_early);
        CHECK(result.scenarios == visited);
        CHECK(visited >= 200);
        CHECK(visited < 400);

        options.progress = nullptr;
        CHECK_THROWS_AS(dti::score_stream(made.scorer, made.base(scenarios, nullptr), options,
                                          [&](const dti::stream_block& block) {
                                              if (block.first > 100) {
                                                  throw std::runtime_error("enough");
                                              }
                                          }),
                        std::runtime_error);
    }
    CHECK(dti::score_stream(made.scorer, made.base(0, nullptr), {}, [](const dti::stream_block&) {
          }).scenarios == 0);
}

TEST_CASE("stream: faults name the scenarios of the stream") {
    random_source random(8);
    dti::definition source;
    source.id = "one";
    source.title.en = "One";
    source.missing = dti::missing_policy::error;
    dti::sub_index part;
    part.id = "s";
    part.title.en = "S";
    dti::indicator item;
    item.id = "a";
    item.title.en = "A";
    item.max_score = 10;
    item.inputs = {{.name = "rate"}};
    item.formula = "10 * rate";
    part.indicators = {item};
    source.sub_indices = {part};
    const dti::batch_scorer scorer(dti::compile<double>(source), {0});
    const std::vector<double> base(63, 0.5);
    std::vector<std::vector<dti::changed_figure>> scenarios(500);
    scenarios[7] = {{5, 0, nan_value}};
    scenarios[499] = {{62, 0, nan_value}, {0, 0, nan_value}};
    const dti::sparse_changes changes(1, 63, scenarios);
    dti::batch_input input;
    input.figures = {base.data(), 0, sizeof(double), 63 * sizeof(double)};
    input.units = 63;
    input.scenarios = scenarios.size();
    input.maker = &changes;
    std::vector<dti::batch_fault> faults;
    dti::stream_options options;
    options.threads = 2;
    const dti::stream_result result =
        dti::score_stream(scorer, input, options, [&](const dti::stream_block& block) {
            faults.insert(faults.end(), block.faults.begin(), block.faults.end());
        });
    CHECK(result.faults == 3);
    REQUIRE(faults.size() == 3);
    const auto missing = dti::batch_fault_kind::missing_figure;
    CHECK(faults[0] == dti::batch_fault{missing, 7, 5, 0});
    CHECK(faults[1] == dti::batch_fault{missing, 499, 0, 0});
    CHECK(faults[2] == dti::batch_fault{missing, 499, 62, 0});
}
