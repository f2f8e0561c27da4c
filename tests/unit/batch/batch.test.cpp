#include "dti/batch/batch.hpp"

#include "support/definitions.hpp"
#include "support/random_batch.hpp"

#include <doctest/doctest.h>

#include <algorithm>
#include <cstdint>
#include <cstdlib>
#include <limits>
#include <new>
#include <string>
#include <vector>

using dti::batch_scorer;
using dti::instruction_set;
using dti_test::batch_arrays;
using dti_test::batch_units;
using dti_test::fault_cells;
using dti_test::random_source;

namespace {

constexpr double nan_value = std::numeric_limits<double>::quiet_NaN();

std::vector<instruction_set> supported_sets() {
    std::vector<instruction_set> sets;
    for (const instruction_set wanted :
         {instruction_set::portable, instruction_set::avx2, instruction_set::avx512}) {
        if (dti::supported(wanted)) {
            sets.push_back(wanted);
        }
    }
    return sets;
}

struct batch_outcome {
    batch_arrays arrays;
    std::vector<dti::batch_fault> faults;
};

batch_outcome score_columns(const batch_scorer& scorer, const dti::data_set& data) {
    const std::size_t units = data.units().size();
    const std::vector<double> columns = dti::to_columns(data, scorer.fields());
    const std::vector<double> references = dti::to_references(data, scorer);
    const batch_units about(data);
    batch_outcome result{batch_arrays(data.rules(), units), std::vector<dti::batch_fault>(units * 200)};
    dti::batch_scratch scratch = scorer.make_scratch(units);
    const dti::batch_input input{dti::columns_view(columns.data(), units, scorer.fields().size()),
                                 1,
                                 units,
                                 about.groups,
                                 about.ranked,
                                 references};
    const dti::batch_result found = scorer.score(input, result.arrays.views_of_all(), scratch, result.faults);
    REQUIRE(found.faults <= result.faults.size());
    result.faults.resize(found.faults);
    return result;
}

/// All formulas of a definition, for messages.
std::string formulas_of(const dti::definition& source) {
    std::string text;
    for (const dti::sub_index& part : source.sub_indices) {
        for (const dti::indicator& item : part.indicators) {
            text += item.id + ": " + item.formula + '\n';
        }
    }
    return text;
}

void check_same(const dti::data_set& data, const dti::scorecard<double>& card, const batch_outcome& batch) {
    const std::string difference =
        dti_test::first_difference(dti_test::scalar_arrays(card, data.rules()), batch.arrays);
    INFO(formulas_of(data.rules().source()));
    REQUIRE(difference == "");
    REQUIRE(fault_cells(card.faults) == fault_cells(batch.faults));
}

}  // namespace

TEST_CASE("batch: every cell of random indices is that of score<double>, bit for bit") {
    random_source random(63);
    const std::vector<instruction_set> sets = supported_sets();
    std::size_t cells = 0;
    for (int round = 0; round < 400; ++round) {
        const dti::shared_rules rules = dti_test::random_rules(random);
        const dti::model<double> scored(rules);
        const batch_scorer scorer(scored, sets[random.below(sets.size())]);
        dti_test::cohort_habits habits;
        if (random.once_in(3)) {
            habits = {0, 0, 0, 0, false};
        }
        habits.huge = random.once_in(8);
        const std::size_t units = random.once_in(4) ? 1 + random.below(200) : 1 + random.below(12);
        const dti::data_set data = dti_test::random_cohort(rules, units, random, habits);
        INFO("round ", round, ", ", units, " units");
        check_same(data, dti::score(scored, data), score_columns(scorer, data));
        cells += units * rules->indicators().size();
    }
    CHECK(cells > 50000);
}
