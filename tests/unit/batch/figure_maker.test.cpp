#include "dti/batch/figure_maker.hpp"

#include "dti/batch/batch.hpp"
#include "support/random_batch.hpp"

#include <doctest/doctest.h>

#include <algorithm>
#include <cstddef>
#include <limits>
#include <vector>

using dti_test::batch_arrays;
using dti_test::batch_units;
using dti_test::random_source;

namespace {

/// Hands out the figures of an array of all scenarios, some fields only.
class array_maker final : public dti::figure_maker {
  public:
    array_maker(const dti::const_array_view& figures, std::size_t units, std::vector<char> varied)
        : figure_maker(std::move(varied)), figures_(figures), units_(units) {}

    void make(std::size_t field, std::size_t first_lane, std::size_t lanes, const double* /*base*/,
              double* made) const noexcept override {
        for (std::size_t i = 0; i < dti::tile_lanes; ++i) {
            const std::size_t lane = first_lane + i;
            made[i] = i < lanes ? figures_.load(lane / units_, lane % units_, field) : 1e300;
        }
    }

  private:
    dti::const_array_view figures_;
    std::size_t units_;
};

}  // namespace

TEST_CASE("figure_maker: made figures give the results of an array that holds them") {
    random_source random(5);
    for (int round = 0; round < 150; ++round) {
        const dti::shared_rules rules = dti_test::random_rules(random);
        const dti::model<double> scored(rules);
        const std::size_t units = 1 + random.below(random.once_in(3) ? 150 : 9);
        const std::size_t scenarios = 1 + random.below(6);
        const dti::batch_scorer scorer(scored);
        const std::size_t fields = rules->fields();

        std::vector<char> varied(fields);
        for (char& field : varied) {
            field = random.once_in(2) ? 1 : 0;
        }
        std::vector<double> figures;
        for (std::size_t i = 0; i < scenarios; ++i) {
            const std::vector<double> columns =
                dti::to_columns(dti_test::random_cohort(rules, units, random, {}), scorer.fields());
            figures.insert(figures.end(), columns.begin(), columns.end());
            for (std::size_t field = 0; field < fields; ++field) {
                if (varied[field] == 0) {  // as in the base
                    const auto column = static_cast<std::ptrdiff_t>(field * units);
                    std::copy_n(figures.begin() + column, units,
                                figures.end() - static_cast<std::ptrdiff_t>(fields * units) + column);
                }
            }
        }
        const dti::const_array_view all = dti::columns_view(figures.data(), units, fields);
        dti::batch_scratch scratch = scorer.make_scratch(units);
        const auto score = [&](const dti::batch_input& input) {
            batch_arrays arrays(*rules, units, scenarios);
            std::vector<dti::batch_fault> faults(100);
            const dti::batch_result found = scorer.score(input, arrays.views_of_all(), scratch, faults);
            faults.resize(std::min(faults.size(), found.faults));
            return std::pair(std::move(arrays), std::move(faults));
        };
        dti::batch_input input;
        input.figures = all;
        input.scenarios = scenarios;
        input.units = units;
        const auto expected = score(input);

        const array_maker maker(all, units, varied);
        input.maker = &maker;
        input.figures.scenario_stride = 0;
        const auto by_columns = score(input);
        INFO("round ", round, ", ", units, " units, ", scenarios, " scenarios");
        REQUIRE(same_bits(by_columns.first, expected.first));
        REQUIRE(by_columns.second == expected.second);

        // The base by rows, so that nothing of it lies in place.
        std::vector<double> rows;
        for (std::size_t unit = 0; unit < units; ++unit) {
            for (std::size_t field = 0; field < fields; ++field) {
                rows.push_back(all.load(0, unit, field));
            }
        }
        input.figures = dti::rows_view(rows.data(), units, fields);
        input.figures.scenario_stride = 0;
        const auto by_rows = score(input);
        REQUIRE(same_bits(by_rows.first, expected.first));
        REQUIRE(by_rows.second == expected.second);

        // The same scratch without a maker: nothing of what was made is left in it.
        input.figures = all;
        input.maker = nullptr;
        REQUIRE(same_bits(score(input).first, expected.first));

        // The last scenario alone, by its number.
        input.maker = &maker;
        input.figures.scenario_stride = 0;
        input.first_scenario = scenarios - 1;
        input.scenarios = 1;
        batch_arrays last(*rules, units, 1);
        static_cast<void>(scorer.score(input, last.views_of_all(), scratch));
        for (std::size_t unit = 0; unit < units; ++unit) {
            REQUIRE(
                dti_test::same_bits(last.total[unit], expected.first.total[(scenarios - 1) * units + unit]));
        }
    }
}
