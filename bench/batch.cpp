// A cohort of 63 units and 98 indicators: score<double>, score<exact>, the column programs on each
// instruction set, and the loop that somebody would write by hand; compiling the formulas and reading the
// YAML before that. Results are checked to be equal before anything is timed. Compare rows of one run: times
// alone say little on a shared machine.
#include "cohorts.hpp"
#include "peers/yaml_events.hpp"
#include "registry.hpp"

#include <sstream>

namespace {

using bench::hand_units;

void columns(benchmark::State& state, const bench::cohort& made, dti::instruction_set wanted) {
    bench::column_run run(made, wanted);
    bench::hand_result result;
    run.score(made.columns.data(), result);
    made.check(result, "columns");
    for (auto _ : state) {
        run.score(made.columns.data(), result);
    }
}

/// The same figures as NumPy has them by default: a row a unit.
void rows(benchmark::State& state, const bench::cohort& made, dti::instruction_set wanted) {
    bench::column_run run(made, wanted);
    std::vector<double> turned(hand_units * made.fields);
    for (std::size_t unit = 0; unit < hand_units; ++unit) {
        for (std::size_t field = 0; field < made.fields; ++field) {
            turned[unit * made.fields + field] = made.columns[field * hand_units + unit];
        }
    }
    const dti::const_array_view view = dti::rows_view(turned.data(), hand_units, made.fields);
    bench::hand_result result;
    const auto score = [&] { run.score(view, 1, result.total.data(), result.rank.data()); };
    score();
    made.check(result, "rows");
    for (auto _ : state) {
        score();
    }
}

/// Time of 100 scenarios of the cohort, all of them in memory.
void scenarios(benchmark::State& state, const bench::cohort& made, dti::instruction_set wanted) {
    constexpr std::size_t count = 100;
    bench::column_run run(made, wanted);
    std::vector<double> figures;
    for (std::size_t i = 0; i < count; ++i) {
        figures.insert(figures.end(), made.columns.begin(), made.columns.end() - bench::hand_lanes);
    }
    std::vector<double> totals(count * hand_units);
    std::vector<double> ranks(count * hand_units);
    const dti::const_array_view view = dti::columns_view(figures.data(), hand_units, made.fields);
    const auto score = [&] { run.score(view, count, totals.data(), ranks.data()); };
    score();
    made.check(&totals[(count - 1) * hand_units], &ranks[(count - 1) * hand_units], "scenarios");
    for (auto _ : state) {
        score();
    }
}

void by_hand(benchmark::State& state, const bench::cohort& made, dti::instruction_set wanted) {
    const bench::hand_runner run = bench::hand_runner_for(wanted);
    bench::hand_result result;
    run(made.by_hand, made.columns.data(), result);
    made.check(result, "by hand");
    for (auto _ : state) {
        run(made.by_hand, made.columns.data(), result);
        benchmark::DoNotOptimize(result);
    }
}

[[maybe_unused]] const bool registered = [] {
    for (const std::string_view index : bench::index_names) {
        const std::string end = '/' + std::string(index);
        bench::add_benchmark("batch_scalar" + end, [=](benchmark::State& state) {
            const bench::cohort& made = bench::cohort_of(index);
            for (auto _ : state) {
                made.score_double();
            }
        });
        bench::add_benchmark("batch_exact" + end, [=](benchmark::State& state) {
            const bench::cohort& made = bench::cohort_of(index);
            for (auto _ : state) {
                made.score_exact();
            }
        });
        bench::add_benchmark("compile_formulas" + end, [=](benchmark::State& state) {
            const bench::formulas source(index);
            for (auto _ : state) {
                source.compile();
            }
        });
        for (const dti::instruction_set wanted : bench::instruction_sets()) {
            const auto add = [&](const char* name, auto function) {
                bench::add_benchmark(name + ('/' + bench::word_of(wanted)) + end,
                                     [=](benchmark::State& state) {
                                         const bench::cohort& made = bench::cohort_of(index);
                                         function(state, made, wanted);
                                     });
            };
            add("batch_by_hand", by_hand);
            add("batch_columns", columns);
            add("batch_rows", rows);
            add("batch_100_scenarios", scenarios);
        }
    }
    for (const dti::instruction_set wanted : bench::instruction_sets()) {
        bench::add_benchmark("batch_with_gaps/" + bench::word_of(wanted) + "/shipped",
                             [=](benchmark::State& state) {
                                 static const bench::cohort made = bench::cohort::with_gaps();
                                 columns(state, made, wanted);
                             });
    }
    bench::add_benchmark("load_definition/shipped", [](benchmark::State& state) {
        const bench::definition_text text;
        for (auto _ : state) {
            text.load();
        }
    });
    bench::add_benchmark("yaml_events/shipped", [](benchmark::State& state) {
        const bench::definition_text text;
        for (auto _ : state) {
            std::istringstream from(text.text());
            benchmark::DoNotOptimize(bench::parse_events(from));
        }
    });
    return true;
}();

}  // namespace
