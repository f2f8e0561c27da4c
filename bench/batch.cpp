// A cohort of 63 units and 98 indicators: score<double>, the column programs on each instruction set, and the
// loop that somebody would write by hand for this one index. Results are checked to be equal before anything
// is timed. Compare rows of one run: times alone say little on a shared machine.
#include "dti/batch/batch.hpp"

#include "hand_written.hpp"
#include "random_index.hpp"

#include <benchmark/benchmark.h>

#include <bit>
#include <cstdlib>
#include <string>

namespace {

constexpr std::size_t units = 63;

/// Parts and wholes of every indicator: the fields that a survey has.
std::vector<std::size_t> survey_fields(const dti::compiled_definition& rules) {
    std::vector<std::size_t> fields;
    for (const dti::compiled_indicator& item : rules.indicators()) {
        fields.push_back(item.first_field);
        fields.push_back(item.first_field + 1);
    }
    return fields;
}

/// An index, its data as columns, and room for results.
struct setting {
    dti::model<double> model;
    dti::data_set data;
    dti::batch_scorer scorer;
    std::vector<double> columns;
    std::vector<double> total;
    std::vector<double> rank;
    dti::batch_scratch scratch;
    std::size_t scenarios;

    setting(dti::definition source, dti::instruction_set wanted, std::size_t scenario_count = 1)
        : model(dti::compile_definition(std::move(source))),
          data(bench::random_data(model.shared(), units, 2)),
          scorer(model, survey_fields(model.rules()), wanted),
          total(units * scenario_count),
          rank(units * scenario_count),
          scratch(scorer.make_scratch(units)),
          scenarios(scenario_count) {
        const std::vector<double> one = dti::to_columns(data, scorer.fields());
        for (std::size_t i = 0; i < scenarios; ++i) {
            columns.insert(columns.end(), one.begin(), one.end());
        }
    }

    void score(const dti::const_array_view& figures) {
        dti::batch_output output;
        output.total = dti::columns_view(total.data(), units, 1);
        output.rank = dti::columns_view(rank.data(), units, 1);
        const dti::batch_input input{figures, scenarios, units, {}, {}, {}};
        benchmark::DoNotOptimize(scorer.score(input, output, scratch));
    }
    void score() { score(dti::columns_view(columns.data(), units, scorer.fields().size())); }

    /// A benchmark of wrong results is worth nothing.
    void check() {
        score();
        const dti::scorecard<double> card = dti::score(model, data);
        for (std::size_t unit = 0; unit < units; ++unit) {
            check(total[unit], *card.units[unit].values.total);
            check(rank[unit], card.units[unit].rank->place());
        }
    }
    static void check(double found, double expected) {
        if (std::bit_cast<std::uint64_t>(found) != std::bit_cast<std::uint64_t>(expected)) {
            std::abort();
        }
    }
};

dti::definition definition_of(bool mixed) {
    return mixed ? bench::mixed_definition() : bench::random_definition(98, 1);
}

void scalar(benchmark::State& state, bool mixed) {
    const setting made(definition_of(mixed), dti::instruction_set::portable);
    for (auto _ : state) {
        benchmark::DoNotOptimize(dti::score(made.model, made.data));
    }
}

void columns(benchmark::State& state, bool mixed, dti::instruction_set wanted) {
    setting made(definition_of(mixed), wanted);
    made.check();
    for (auto _ : state) {
        made.score();
    }
}

/// The same figures as NumPy has them by default: a row a unit.
void rows(benchmark::State& state, bool mixed, dti::instruction_set wanted) {
    setting made(definition_of(mixed), wanted);
    made.check();
    const std::size_t fields = made.scorer.fields().size();
    std::vector<double> turned(units * fields);
    for (std::size_t unit = 0; unit < units; ++unit) {
        for (std::size_t field = 0; field < fields; ++field) {
            turned[unit * fields + field] = made.columns[field * units + unit];
        }
    }
    for (auto _ : state) {
        made.score(dti::rows_view(turned.data(), units, fields));
    }
}

/// Time of 100 scenarios of the cohort.
void scenarios(benchmark::State& state, bool mixed, dti::instruction_set wanted) {
    setting made(definition_of(mixed), wanted, 100);
    made.check();
    for (auto _ : state) {
        made.score();
    }
}

void by_hand(benchmark::State& state, bool mixed, dti::instruction_set wanted) {
    setting made(definition_of(mixed), dti::instruction_set::portable);
    made.check();
    const bench::hand_index index(made.model);
    const bench::hand_runner run = bench::hand_runner_for(wanted);
    bench::hand_result result;
    run(index, made.columns.data(), result);
    for (std::size_t unit = 0; unit < units; ++unit) {
        setting::check(result.total[unit], made.total[unit]);
        if (mixed) {  // the other index ranks on exact values
            setting::check(result.rank[unit], made.rank[unit]);
        }
    }
    for (auto _ : state) {
        run(index, made.columns.data(), result);
        benchmark::DoNotOptimize(result);
    }
}

[[maybe_unused]] const bool registered = [] {
    for (const bool mixed : {false, true}) {
        const std::string index = mixed ? "mixed" : "random";
        const auto add = [&](const std::string& name, auto function) {
            benchmark::RegisterBenchmark((name + '/' + index).c_str(), function)
                ->Unit(benchmark::kMicrosecond);
        };
        add("batch_scalar", [=](benchmark::State& state) { scalar(state, mixed); });
        for (const dti::instruction_set wanted :
             {dti::instruction_set::portable, dti::instruction_set::avx2, dti::instruction_set::avx512}) {
            if (!dti::supported(wanted)) {
                continue;
            }
            const std::string word(dti::instruction_set_words[static_cast<std::size_t>(wanted)]);
            add("batch_by_hand/" + word, [=](benchmark::State& state) { by_hand(state, mixed, wanted); });
            add("batch_columns/" + word, [=](benchmark::State& state) { columns(state, mixed, wanted); });
            add("batch_rows/" + word, [=](benchmark::State& state) { rows(state, mixed, wanted); });
            add("batch_100_scenarios/" + word,
                [=](benchmark::State& state) { scenarios(state, mixed, wanted); });
        }
    }
    return true;
}();

}  // namespace
