// A cohort of 63 units and 98 indicators: score<double>, score<exact>, the column programs on each
// instruction set, and the loop that somebody would write by hand. Results are checked to be equal before
// anything is timed. Compare rows of one run: times alone say little on a shared machine.
#include "cohorts.hpp"

namespace {

using bench::units;

template <class Number>
void scalar(benchmark::State& state, std::string_view index) {
    const bench::cohort made(index);
    const dti::model<Number> model(made.model.shared());
    for (auto _ : state) {
        benchmark::DoNotOptimize(dti::score(model, made.data));
    }
}

void columns(benchmark::State& state, std::string_view index, dti::instruction_set wanted) {
    const bench::cohort made(index);
    bench::column_run run(made, wanted);
    run.score(made.columns.data());
    made.check(run.result.total.data(), run.result.rank.data(), "columns");
    for (auto _ : state) {
        run.score(made.columns.data());
    }
}

/// The same figures as NumPy has them by default: a row a unit.
void rows(benchmark::State& state, std::string_view index, dti::instruction_set wanted) {
    const bench::cohort made(index);
    bench::column_run run(made, wanted);
    const std::size_t fields = made.fields.size();
    std::vector<double> turned(units * fields);
    for (std::size_t unit = 0; unit < units; ++unit) {
        for (std::size_t field = 0; field < fields; ++field) {
            turned[unit * fields + field] = made.columns[field * units + unit];
        }
    }
    const dti::const_array_view view = dti::rows_view(turned.data(), units, fields);
    run.score(view);
    made.check(run.result.total.data(), run.result.rank.data(), "rows");
    for (auto _ : state) {
        run.score(view);
    }
}

/// Time of 100 scenarios of the cohort, all of them in memory.
void scenarios(benchmark::State& state, std::string_view index, dti::instruction_set wanted) {
    constexpr std::size_t count = 100;
    const bench::cohort made(index);
    bench::column_run run(made, wanted);
    std::vector<double> figures;
    for (std::size_t i = 0; i < count; ++i) {
        figures.insert(figures.end(), made.columns.begin(), made.columns.end() - 64);
    }
    std::vector<double> totals(count * units);
    std::vector<double> ranks(count * units);
    dti::batch_output output;
    output.total = dti::columns_view(totals.data(), units, 1);
    output.rank = dti::columns_view(ranks.data(), units, 1);
    const dti::batch_input input{
        dti::columns_view(figures.data(), units, made.fields.size()), count, units, {}, {}, {}};
    const auto score = [&] { benchmark::DoNotOptimize(run.scorer.score(input, output, run.scratch)); };
    score();
    made.check(&totals[(count - 1) * units], &ranks[(count - 1) * units], "scenarios");
    for (auto _ : state) {
        score();
    }
}

void by_hand(benchmark::State& state, std::string_view index, dti::instruction_set wanted) {
    const bench::cohort made(index);
    const bench::hand_index by_hand(made.model);
    const bench::hand_runner run = bench::hand_runner_for(wanted);
    bench::hand_result result;
    run(by_hand, made.columns.data(), result);
    made.check(result.total.data(), result.rank.data(), "by hand");
    for (auto _ : state) {
        run(by_hand, made.columns.data(), result);
        benchmark::DoNotOptimize(result);
    }
}

/// The shipped cohort as it is: figures missing here and there, some points entered instead.
void with_gaps(benchmark::State& state, dti::instruction_set wanted) {
    bench::cohort made("shipped");
    const dti::data_set data = dti::load_data(made.model.shared(), bench::shipped_data);
    made.fields.resize(made.model.rules().fields());
    std::iota(made.fields.begin(), made.fields.end(), std::size_t{0});
    std::erase_if(made.fields, [&](std::size_t field) {
        for (std::size_t unit = 0; unit < units; ++unit) {
            if (data.at(unit, field).given) {
                return false;
            }
        }
        return true;
    });
    const std::vector<double> figures = dti::to_columns(data, made.fields);
    bench::column_run run(made, wanted);
    run.score(figures.data());
    const dti::scorecard<double> card = dti::score(made.model, data);
    for (std::size_t unit = 0; unit < units; ++unit) {
        if (card.units[unit].values.total) {
            bench::require_same(run.result.total[unit], *card.units[unit].values.total, "with gaps");
        }
    }
    for (auto _ : state) {
        run.score(figures.data());
    }
}

[[maybe_unused]] const bool registered = [] {
    for (const std::string_view index : bench::index_names) {
        const std::string name(index);
        bench::add_benchmark("batch_scalar/" + name,
                             [=](benchmark::State& state) { scalar<double>(state, index); });
        bench::add_benchmark("batch_exact/" + name,
                             [=](benchmark::State& state) { scalar<dti::exact>(state, index); });
        for (const dti::instruction_set wanted : bench::instruction_sets()) {
            const std::string end = '/' + bench::word_of(wanted) + '/' + name;
            const auto add = [&](const char* first, auto function) {
                bench::add_benchmark(first + end,
                                     [=](benchmark::State& state) { function(state, index, wanted); });
            };
            add("batch_by_hand", by_hand);
            add("batch_columns", columns);
            add("batch_rows", rows);
            add("batch_100_scenarios", scenarios);
        }
    }
    for (const dti::instruction_set wanted : bench::instruction_sets()) {
        bench::add_benchmark("batch_with_gaps/" + bench::word_of(wanted),
                             [=](benchmark::State& state) { with_gaps(state, wanted); });
    }
    return true;
}();

}  // namespace
