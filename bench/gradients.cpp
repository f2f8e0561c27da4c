// All derivatives of 63 units by all their numbers, both sides, on each instruction set; beside them what
// comes before (figures into columns) and `dti gains` for one unit. The results of some units are checked to
// be those of find_gains() before anything is timed. The reference is batch_columns: one scoring of the same
// cohort, with totals and ranks.
#include "cohorts.hpp"
#include "registry.hpp"

#include <map>
#include <utility>

namespace {

/// Made once: benchmarks are called again for each of their repetitions, and checking takes its time.
bench::gradient_run& run_of(const bench::cohort& made, dti::instruction_set wanted) {
    static std::map<std::pair<const bench::cohort*, dti::instruction_set>, bench::gradient_run> runs;
    return runs.try_emplace({&made, wanted}, made, wanted).first->second;
}

const bench::cohort& with_gaps() {
    static const bench::cohort made = bench::cohort::with_gaps();
    return made;
}

void gradients(benchmark::State& state, const bench::cohort& made, dti::instruction_set wanted) {
    bench::gradient_run& run = run_of(made, wanted);
    for (auto _ : state) {
        run.find();
        benchmark::ClobberMemory();
    }
}

[[maybe_unused]] const bool registered = [] {
    for (const dti::instruction_set wanted : bench::instruction_sets()) {
        for (const std::string_view index : bench::index_names) {
            bench::add_benchmark(
                "gradients/" + bench::word_of(wanted) + '/' + std::string(index),
                [=](benchmark::State& state) { gradients(state, bench::cohort_of(index), wanted); });
        }
        bench::add_benchmark("gradients_with_gaps/" + bench::word_of(wanted) + "/shipped",
                             [=](benchmark::State& state) { gradients(state, with_gaps(), wanted); });
    }
    bench::add_benchmark("gradients_prepare/shipped", [](benchmark::State& state) {
        const bench::gradient_run& run = run_of(bench::cohort_of("shipped"), dti::instruction_set::portable);
        for (auto _ : state) {
            run.prepare();
        }
    });
    bench::add_benchmark("gains_of_one_unit/shipped", [](benchmark::State& state) {
        const bench::gradient_run& run = run_of(bench::cohort_of("shipped"), dti::instruction_set::portable);
        for (auto _ : state) {
            run.find_exactly(0);
        }
    });
    return true;
}();

}  // namespace
