#include "dti/batch/batch.hpp"

#include "dti/batch/incremental.hpp"
#include "support/allocations.hpp"
#include "support/definitions.hpp"
#include "support/random_batch.hpp"

#include <doctest/doctest.h>

#include <algorithm>
#include <cstddef>
#include <cstdint>
#include <cstring>
#include <limits>
#include <string>
#include <vector>

using dti::batch_scorer;
using dti::exact;
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

namespace {

/// A random index with data for some scenarios, the same units and groups in each.
struct random_setting {
    dti::shared_rules rules;
    dti::model<double> scored;
    std::size_t units;
    std::vector<dti::data_set> scenarios;
    std::vector<double> figures;  // columns of one scenario after the other
    batch_units about;

    random_setting(random_source& random, std::size_t unit_count, std::size_t scenario_count = 1,
                   dti_test::cohort_habits habits = {})
        : rules(dti_test::random_rules(random)),
          scored(rules),
          units(unit_count),
          about(dti::data_set(rules)) {
        for (std::size_t i = 0; i < scenario_count; ++i) {
            dti::data_set& data =
                scenarios.emplace_back(dti_test::random_cohort(rules, units, random, habits));
            for (std::size_t unit = 0; unit < units; ++unit) {
                data.unit(unit) = scenarios.front().units()[unit];
            }
            const std::vector<double> columns = dti::to_columns(data, batch_scorer(scored).fields());
            figures.insert(figures.end(), columns.begin(), columns.end());
        }
        about = batch_units(scenarios.front());
    }

    [[nodiscard]] dti::const_array_view view() {
        return dti::columns_view(figures.data(), units, rules->fields());
    }
    [[nodiscard]] dti::batch_input input(const dti::const_array_view& figures_view) const {
        return {figures_view, scenarios.size(), units, about.groups, about.ranked, {}};
    }
    [[nodiscard]] batch_arrays results(const batch_scorer& scorer, const dti::const_array_view& from,
                                       std::size_t at_once = 0) const {
        batch_arrays arrays(*rules, units, scenarios.size());
        dti::batch_scratch scratch = scorer.make_scratch(units, at_once);
        static_cast<void>(scorer.score(input(from), arrays.views_of_all(), scratch));
        return arrays;
    }
};

}  // namespace

TEST_CASE("batch: neither instruction set, block nor choice of outputs changes a bit") {
    random_source random(98);
    for (int round = 0; round < 60; ++round) {
        random_setting made(random, 1 + random.below(90), 1 + random.below(9));
        const batch_scorer portable(made.scored, instruction_set::portable);
        const batch_arrays expected = made.results(portable, made.view());
        for (const instruction_set wanted : supported_sets()) {
            const batch_scorer scorer(made.scored, wanted);
            for (const std::size_t at_once : std::initializer_list<std::size_t>{0, 1, 2, 7}) {
                REQUIRE(same_bits(made.results(scorer, made.view(), at_once), expected));
            }
            batch_arrays alone(*made.rules, made.units, made.scenarios.size());
            dti::batch_scratch scratch = scorer.make_scratch(made.units);
            const dti::batch_output all = alone.views_of_all();
            const dti::batch_input input = made.input(made.view());
            static_cast<void>(scorer.score(input, {{}, {}, {}, {}, {}, all.rank}, scratch));
            static_cast<void>(scorer.score(input, {{}, {}, {}, {}, all.total, {}}, scratch));
            static_cast<void>(scorer.score(input, {{}, {}, {}, all.total_points, {}, {}}, scratch));
            static_cast<void>(scorer.score(input, {{}, {}, all.pillars, {}, {}, {}}, scratch));
            static_cast<void>(scorer.score(input, {{}, all.sub_indices, {}, {}, {}, {}}, scratch));
            static_cast<void>(scorer.score(input, {all.points, {}, {}, {}, {}, {}}, scratch));
            REQUIRE(same_bits(alone, expected));
        }
    }
}

TEST_CASE("batch: each scenario is scored as if it were alone") {
    random_source random(7);
    for (int round = 0; round < 60; ++round) {
        random_setting made(random, 1 + random.below(random.once_in(3) ? 70 : 6), 2 + random.below(40));
        const batch_scorer scorer(made.scored);
        const batch_arrays all = made.results(scorer, made.view());
        for (std::size_t i = 0; i < made.scenarios.size(); ++i) {
            dti::data_set& data = made.scenarios[i];
            if (made.units == 1) {  // the batch was given no references
                dti::data_set without(made.rules);
                without.add_unit(data.units()[0]);
                for (std::size_t field = 0; field < made.rules->fields(); ++field) {
                    without.at(0, field) = data.at(0, field);
                }
                data = without;
            }
            const batch_arrays expected = dti_test::scalar_arrays(dti::score(made.scored, data), *made.rules);
            for (std::size_t unit = 0; unit < made.units; ++unit) {
                REQUIRE(dti_test::same_bits(all.total[i * made.units + unit], expected.total[unit]));
                REQUIRE(dti_test::same_bits(all.rank[i * made.units + unit], expected.rank[unit]));
                for (std::size_t item = 0; item < all.indicators; ++item) {
                    REQUIRE(dti_test::same_bits(all.points[(i * all.indicators + item) * made.units + unit],
                                                expected.points[item * made.units + unit]));
                }
            }
        }
    }
}

TEST_CASE("batch: any strides") {
    random_source random(11);
    constexpr auto size = static_cast<std::ptrdiff_t>(sizeof(double));
    for (int round = 0; round < 60; ++round) {
        random_setting made(random, 1 + random.below(150), 1 + random.below(3));
        const batch_scorer scorer(made.scored);
        const batch_arrays expected = made.results(scorer, made.view());
        const std::size_t fields = made.rules->fields();
        const std::size_t count = made.scenarios.size();
        const auto load = [&](std::size_t i, std::size_t unit, std::size_t field) {
            return made.view().load(i, unit, field);
        };
        // Rows, backwards in every direction, with a gap, at an address that no double has.
        const std::size_t row = fields * sizeof(double) + 5;
        std::vector<std::byte> bytes(3 + count * made.units * row);
        for (std::size_t i = 0; i < count; ++i) {
            for (std::size_t unit = 0; unit < made.units; ++unit) {
                for (std::size_t field = 0; field < fields; ++field) {
                    const double figure = load(count - 1 - i, made.units - 1 - unit, fields - 1 - field);
                    std::memcpy(bytes.data() + 3 + (i * made.units + unit) * row + field * sizeof(double),
                                &figure, sizeof figure);
                }
            }
        }
        const auto step = static_cast<std::ptrdiff_t>(row);
        const auto units = static_cast<std::ptrdiff_t>(made.units);
        const std::byte* const last =
            bytes.data() + 3 + (count * made.units - 1) * row + (fields - 1) * sizeof(double);
        REQUIRE(same_bits(made.results(scorer, {last, -units * step, -step, -size}), expected));
        // Rows of unit and scenario swapped: scenario innermost.
        std::vector<double> inner(count * made.units * fields);
        for (std::size_t i = 0; i < count; ++i) {
            for (std::size_t unit = 0; unit < made.units; ++unit) {
                for (std::size_t field = 0; field < fields; ++field) {
                    inner[(field * made.units + unit) * count + i] = load(i, unit, field);
                }
            }
        }
        const auto scenarios = static_cast<std::ptrdiff_t>(count);
        REQUIRE(
            same_bits(made.results(scorer, {inner.data(), size, scenarios * size, units * scenarios * size}),
                      expected));
        if (count == 1) {  // exactly as many bytes as there are figures: a sanitizer sees a read behind them
            const std::vector<double> exact_size(made.figures);
            REQUIRE(same_bits(made.results(scorer, dti::columns_view(exact_size.data(), made.units, fields)),
                              expected));
        }
    }
}

TEST_CASE("batch: a stride of zero is the same unit again") {
    random_source random(12);
    for (int round = 0; round < 20; ++round) {
        random_setting made(random, 5);
        const batch_scorer scorer(made.scored);
        std::vector<double> same(5 * made.rules->fields());
        for (std::size_t field = 0; field < made.rules->fields(); ++field) {
            std::fill_n(same.begin() + static_cast<std::ptrdiff_t>(5 * field), 5, made.figures[5 * field]);
        }
        const batch_arrays expected =
            made.results(scorer, dti::columns_view(same.data(), 5, made.rules->fields()));
        REQUIRE(same_bits(made.results(scorer, {made.figures.data(), 0, 0, 5 * sizeof(double)}), expected));
    }
}

TEST_CASE("batch: results through strides of their own") {
    random_source random(13);
    random_setting made(random, 70, 2);
    const batch_scorer scorer(made.scored);
    const batch_arrays expected = made.results(scorer, made.view());
    std::vector<double> rows(2 * 70 * expected.indicators);
    dti::batch_scratch scratch = scorer.make_scratch(70);
    dti::batch_output output;
    output.points = dti::rows_view(rows.data(), 70, expected.indicators);
    static_cast<void>(scorer.score(made.input(made.view()), output, scratch));
    for (std::size_t i = 0; i < 2; ++i) {
        for (std::size_t unit = 0; unit < 70; ++unit) {
            for (std::size_t item = 0; item < expected.indicators; ++item) {
                CHECK(dti_test::same_bits(rows[(i * 70 + unit) * expected.indicators + item],
                                          expected.points[(i * expected.indicators + item) * 70 + unit]));
            }
        }
    }
}

TEST_CASE("batch: fewer fields are figures that nobody gave") {
    random_source random(14);
    for (int round = 0; round < 100; ++round) {
        random_setting made(random, 1 + random.below(20));
        dti::data_set& data = made.scenarios.front();
        std::vector<std::size_t> fields;
        for (std::size_t field = made.rules->fields(); field-- > 0;) {  // in another order, too
            if (random.once_in(4)) {
                for (std::size_t unit = 0; unit < made.units; ++unit) {
                    data.at(unit, field) = {};
                }
            } else {
                fields.push_back(field);
            }
        }
        check_same(data, dti::score(made.scored, data),
                   score_columns(batch_scorer(made.scored, fields), data));
    }
}

TEST_CASE("batch: a cohort in parts, in any order") {
    random_source random(15);
    for (int round = 0; round < 60; ++round) {
        dti_test::cohort_habits habits;
        habits.huge = random.once_in(4);
        random_setting made(random, 2 + random.below(150), 1, habits);
        const batch_scorer scorer(made.scored);
        const batch_arrays expected = made.results(scorer, made.view());
        std::vector<std::size_t> cuts{0, made.units};
        for (std::size_t i = random.below(5); i > 0; --i) {
            cuts.push_back(random.below(made.units + 1));
        }
        std::sort(cuts.begin(), cuts.end());
        const auto part = [&](std::size_t at) {
            dti::batch_input input = made.input(made.view());
            input.figures.data = input.figures.place(0, cuts[at], 0);
            input.units = cuts[at + 1] - cuts[at];
            input.groups = input.groups.subspan(cuts[at], input.units);
            input.ranked = input.ranked.subspan(cuts[at], input.units);
            return input;
        };
        dti::batch_scratch scratch = scorer.make_scratch(made.units);
        dti::cohort_summary whole = scorer.make_summary();
        for (std::size_t at = cuts.size() - 1; at-- > 0;) {
            dti::cohort_summary of_part = scorer.make_summary();
            scorer.summarise(part(at), scratch, of_part);
            whole.merge(of_part);
        }
        REQUIRE(whole.units() == made.units);
        batch_arrays found(*made.rules, made.units);
        for (std::size_t at = 0; at + 1 < cuts.size(); ++at) {
            dti::batch_output output = found.views_of_all();
            for (dti::array_view* view : {&output.points, &output.sub_indices, &output.pillars,
                                          &output.total_points, &output.total}) {
                view->data = static_cast<double*>(view->data) + cuts[at];
            }
            output.rank = {};
            static_cast<void>(scorer.score(part(at), whole, output, scratch));
        }
        std::vector<dti::rank_entry> room(made.units);
        dti::rank_totals(made.rules->source(), found.total, made.about.groups, made.about.ranked, found.rank,
                         room);
        REQUIRE(dti_test::first_difference(expected, found) == "");
    }
}

TEST_CASE("batch: figures that are none are refused") {
    dti::indicator item =
        dti_test::make_indicator("x", 10, {"n", "role", "told"}, {{"d", "n / 2"}},
                                 "choice(role, lead: d, else: 0) + (if told then 1 else 2)");
    item.inputs[1].kind = dti::input_kind::choice;
    item.inputs[1].options = {"lead", "rest"};
    item.inputs[2].kind = dti::input_kind::yes_no;
    const dti::model<double> scored(dti::compile_definition(dti_test::make_definition({item})));
    const batch_scorer scorer(scored);
    const double infinity = std::numeric_limits<double>::infinity();
    // n, role, told, d, points
    const std::vector<std::vector<double>> units{{4, 0, 1, nan_value, nan_value},
                                                 {infinity, 0, 1, nan_value, nan_value},
                                                 {4, 2, 1, nan_value, nan_value},
                                                 {4, 0.5, 1, nan_value, nan_value},
                                                 {4, -1, 1, nan_value, nan_value},
                                                 {4, 0, 2, nan_value, nan_value},
                                                 {4, 0, 1, -infinity, nan_value},
                                                 {4, 0, 1, nan_value, infinity},
                                                 {nan_value, 0, 1, 3, nan_value},
                                                 {infinity, 1, 0, nan_value, 5},
                                                 {nan_value, nan_value, nan_value, nan_value, 70}};
    std::vector<double> rows;
    for (const std::vector<double>& unit : units) {
        rows.insert(rows.end(), unit.begin(), unit.end());
    }
    std::vector<double> points(units.size());
    std::vector<dti::batch_fault> faults(3);  // fewer than there are
    dti::batch_output output;
    output.points = dti::columns_view(points.data(), units.size(), 1);
    dti::batch_scratch scratch = scorer.make_scratch(units.size());
    const dti::batch_input input{dti::rows_view(rows.data(), units.size(), 5), 1, units.size(), {}, {}, {}};
    CHECK(scorer.score(input, output, scratch, faults).faults == 8);
    CHECK(faults.front() == dti::batch_fault{dti::batch_fault_kind::refused_figure, 0, 1, 0});
    CHECK(points[0] == 3);
    for (const std::size_t refused : std::initializer_list<std::size_t>{1, 2, 3, 4, 5, 6, 7, 9}) {
        CHECK(std::isnan(points[refused]));
    }
    CHECK(points[8] == 4);
    CHECK(points[10] == 10);
}

TEST_CASE("batch: a refused figure stays out of the cohort's, and its unit has no points") {
    const double infinity = std::numeric_limits<double>::infinity();
    for (const char* formula : {"max_score * clamp(rate, 0, 1)", "max_score * share_of_best(rate)",
                                "max_score * clamp(rate / cohort_mean(rate), 0, 1)"}) {
        const dti::indicator item =
            dti_test::make_indicator("x", 10, {"part", "whole"}, {{"rate", "part / whole"}}, formula);
        const dti::model<double> scored(dti::compile_definition(dti_test::make_definition({item})));
        const batch_scorer scorer(scored);
        // part, whole, rate, points: the first rate is no number, though its parts would give one
        const std::vector<double> given{9,         10,        infinity, nan_value, 2,         10,
                                        nan_value, nan_value, 4,        10,        nan_value, nan_value};
        std::vector<double> without = given;
        without[0] = without[1] = without[2] = nan_value;
        const auto score = [&](const std::vector<double>& rows, std::size_t& faults) {
            std::vector<double> points(3);
            dti::batch_output output;
            output.points = dti::columns_view(points.data(), 3, 1);
            dti::batch_scratch scratch = scorer.make_scratch(3);
            const dti::batch_input input{dti::rows_view(rows.data(), 3, 4), 1, 3, {}, {}, {}};
            faults = scorer.score(input, output, scratch).faults;
            const dti::incremental_scorer edited(scorer, input);
            for (std::size_t unit = 0; unit < 3; ++unit) {
                CHECK(dti_test::same_bits(edited.points(unit, 0), points[unit]));
            }
            return points;
        };
        INFO(formula);
        std::size_t faults = 0;
        const std::vector<double> found = score(given, faults);
        CHECK(faults == 1);
        CHECK(std::isnan(found[0]));
        const std::vector<double> expected = score(without, faults);
        CHECK(found[1] == expected[1]);
        CHECK(found[2] == expected[2]);
    }
}

TEST_CASE("batch: nothing and nobody") {
    random_source random(16);
    random_setting made(random, 3);
    const batch_scorer scorer(made.scored);
    dti::batch_scratch scratch = scorer.make_scratch(0);
    CHECK(scorer.score({{}, 4, 0, {}, {}, {}}, {}, scratch).ok());
    CHECK(scorer.score({made.view(), 0, 3, {}, {}, {}}, {}, scratch).ok());
}

TEST_CASE("batch: a call allocates nothing, whatever it meets") {
    random_source random(17);
    for (int round = 0; round < 60; ++round) {
        dti_test::cohort_habits habits;
        habits.huge = random.once_in(4);
        random_setting made(random, 1 + random.below(100), 1 + random.below(5), habits);
        const batch_scorer scorer(made.scored);
        batch_arrays arrays(*made.rules, made.units, made.scenarios.size());
        const dti::batch_output output = arrays.views_of_all();
        dti::batch_scratch scratch = scorer.make_scratch(made.units);
        std::vector<dti::batch_fault> faults(10);
        const dti::batch_input input = made.input(made.view());
        const std::size_t before = dti_test::allocations();
        REQUIRE(before > 0);  // it counts
        static_cast<void>(scorer.score(input, output, scratch, faults));
        const std::size_t behind = dti_test::allocations();
        REQUIRE(behind == before);
    }
}

TEST_CASE("incremental: no edit and no question allocates") {
    random_source random(18);
    for (int round = 0; round < 60; ++round) {
        dti_test::cohort_habits habits;
        habits.huge = random.once_in(4);
        random_setting made(random, 1 + random.below(100), 1, habits);
        const batch_scorer scorer(made.scored);
        dti::incremental_scorer edited(scorer, made.input(made.view()));
        batch_arrays arrays(*made.rules, made.units);
        const dti::batch_output output = arrays.views_of_all();
        const std::size_t before = dti_test::allocations();
        REQUIRE(before > 0);  // it counts
        double sum = 0;
        for (std::size_t unit = 0; unit < made.units; ++unit) {
            for (std::size_t field = 0; field < made.rules->fields(); ++field) {  // all of them, at worst
                const double figure = edited.figure(unit, field);
                edited.set(unit, field, std::isnan(figure) ? 1 : random.once_in(3) ? nan_value : figure + 1);
            }
            sum += edited.rank(unit);
        }
        edited.store(output);
        edited.undo();
        edited.checkpoint();
        const std::size_t behind = dti_test::allocations();
        REQUIRE(behind == before);
        static_cast<void>(sum);
    }
}

TEST_CASE("batch: a definition of whose figures the data have none") {
    dti::definition source = dti_test::make_definition({dti_test::make_rate("x", 10)});
    source.missing = dti::missing_policy::zero;
    const dti::model<double> scored(dti::compile_definition(source));
    const batch_scorer scorer(scored, std::vector<std::size_t>{});
    constexpr std::size_t units = 100;
    std::vector<double> points(units, nan_value);
    dti::batch_output output;
    output.points = dti::columns_view(points.data(), units, 1);
    dti::batch_scratch scratch = scorer.make_scratch(units);
    CHECK(scorer.score({{}, 1, units, {}, {}, {}}, output, scratch).ok());
    CHECK(points == std::vector<double>(units, 0));
}
