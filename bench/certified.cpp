// What is published of a cohort of 63 units and 98 indicators, points and values and ranks: by doubles alone,
// and certified to be what exact arithmetic prints, with the same outputs and on the same instruction set.
// Every figure is compared with score<exact> before anything is timed.
#include "cohorts.hpp"
#include "registry.hpp"

namespace {

[[maybe_unused]] const bool registered = [] {
    for (const std::string_view index : bench::index_names) {
        for (const dti::instruction_set wanted : bench::instruction_sets()) {
            const std::string end = '/' + bench::word_of(wanted) + '/' + std::string(index);
            bench::add_benchmark("published_fast" + end, [=](benchmark::State& state) {
                bench::published_run run(bench::cohort_of(index), wanted);
                for (auto _ : state) {
                    run.score_fast();
                }
            });
            bench::add_benchmark("published_certified" + end, [=](benchmark::State& state) {
                bench::published_run run(bench::cohort_of(index), wanted);
                for (auto _ : state) {
                    run.score_certified();
                }
                state.counters["settled"] = static_cast<double>(run.settled());
            });
        }
        bench::add_benchmark("published_from_data/" + std::string(index), [=](benchmark::State& state) {
            bench::published_run run(bench::cohort_of(index), dti::best_instruction_set());
            for (auto _ : state) {
                run.prepare_and_score();
            }
        });
    }
    return true;
}();

}  // namespace
