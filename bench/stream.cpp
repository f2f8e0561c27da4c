// The stream of scenarios: see stream.hpp.
#include "stream.hpp"

#include "registry.hpp"

namespace bench {

namespace {

constexpr std::uint64_t seed = 2022;

[[gnu::always_inline]] inline void add(stream_sums& sums, const hand_result& result) {
    for (std::size_t unit = 0; unit < hand_units; ++unit) {
        sums.of.total[unit] += result.total[unit];
        sums.of.rank[unit] += result.rank[unit];
    }
    ++sums.scenarios;
}

// --- by the library

/// One scenario into a buffer, as its user compiles it for the instructions that the scorer runs on.
using scenario_maker = void (*)(noise&, const cohort&, double*);

[[gnu::always_inline]] inline void make_scenario(noise& random, const cohort& scored, double* figures) {
    noise own(random);  // a local: nothing else points at it, so that the loop becomes vectors
    for (std::size_t field = 0; field < scored.fields; ++field) {
        own.vary(scored.columns.data() + field * hand_units, figures + field * hand_lanes);
    }
    random = own;
}

// --- by hand

using hand_stream = void (*)(noise&, const cohort&, hand_result&);

[[gnu::always_inline]] inline void score_varied(noise& random, const cohort& scored, hand_result& result) {
    alignas(64) double made[4][hand_lanes];
    double* const room = &made[0][0];
    const double* const columns = scored.columns.data();
    const auto figures =
        [&random, room, columns ](std::size_t column, std::size_t place) __attribute__((always_inline)) {
        random.vary(columns + column * hand_units, room + place * hand_lanes);
        return static_cast<const double*>(room + place * hand_lanes);
    };
    score_by_hand(scored.by_hand, figures, result);
}

// --- for each instruction set

[[gnu::noinline]] void make_portable(noise& random, const cohort& scored, double* figures) {
    make_scenario(random, scored, figures);
}
[[gnu::noinline]] void score_portable(noise& random, const cohort& scored, hand_result& result) {
    score_varied(random, scored, result);
}
#if DTI_HAS_X86_INSTRUCTION_SETS
[[gnu::target("avx2"), gnu::noinline]] void make_avx2(noise& random, const cohort& scored, double* figures) {
    make_scenario(random, scored, figures);
}
[[gnu::target("avx2"), gnu::noinline]] void score_avx2(noise& random, const cohort& scored,
                                                       hand_result& result) {
    score_varied(random, scored, result);
}
[[gnu::target("avx512f,avx512dq,avx512vl"), gnu::noinline]] void make_avx512(noise& random,
                                                                             const cohort& scored,
                                                                             double* figures) {
    make_scenario(random, scored, figures);
}
[[gnu::target("avx512f,avx512dq,avx512vl"), gnu::noinline]] void score_avx512(noise& random,
                                                                              const cohort& scored,
                                                                              hand_result& result) {
    score_varied(random, scored, result);
}
#else
constexpr scenario_maker make_avx2 = make_portable;
constexpr scenario_maker make_avx512 = make_portable;
constexpr hand_stream score_avx2 = score_portable;
constexpr hand_stream score_avx512 = score_portable;
#endif

template <class Function>
Function choose(dti::instruction_set wanted, Function portable, Function avx2, Function avx512) {
    return wanted == dti::instruction_set::avx2     ? avx2
           : wanted == dti::instruction_set::avx512 ? avx512
                                                    : portable;
}

}  // namespace

stream_sums stream_by_columns(const cohort& scored, dti::instruction_set wanted, std::size_t scenarios) {
    const auto make = choose<scenario_maker>(wanted, make_portable, make_avx2, make_avx512);
    column_run run(scored, wanted);
    std::vector<double> figures(scored.fields * hand_lanes);
    noise random(seed);
    hand_result result;
    stream_sums sums;
    for (std::size_t i = 0; i < scenarios; ++i) {
        make(random, scored, figures.data());
        run.score({figures.data(), 0, sizeof(double), hand_lanes * sizeof(double)}, 1, result.total.data(),
                  result.rank.data());
        add(sums, result);
    }
    return sums;
}

stream_sums stream_by_hand(const cohort& scored, dti::instruction_set wanted, std::size_t scenarios) {
    const auto score = choose<hand_stream>(wanted, score_portable, score_avx2, score_avx512);
    noise random(seed);
    hand_result result;
    stream_sums sums;
    for (std::size_t i = 0; i < scenarios; ++i) {
        score(random, scored, result);
        add(sums, result);
    }
    return sums;
}

namespace {

constexpr std::size_t scenarios_at_once = 200;  // an iteration

[[maybe_unused]] const bool registered = [] {
    for (const dti::instruction_set wanted : instruction_sets()) {
        const auto add_stream = [wanted](const char* name, auto function) {
            add_benchmark(name + ('/' + word_of(wanted)) + "/random", [=](benchmark::State& state) {
                const cohort& scored = cohort_of("random");
                const stream_sums found = function(scored, wanted, scenarios_at_once);
                const stream_sums other = stream_by_hand(scored, wanted, scenarios_at_once);
                for (std::size_t unit = 0; unit < hand_units; ++unit) {
                    require_same(found.of.total[unit], other.of.total[unit], "stream");
                    require_same(found.of.rank[unit], other.of.rank[unit], "stream");
                }
                for (auto _ : state) {
                    benchmark::DoNotOptimize(function(scored, wanted, scenarios_at_once));
                }
                state.SetItemsProcessed(state.iterations() * static_cast<std::int64_t>(scenarios_at_once));
            });
        };
        add_stream("stream_columns", stream_by_columns);
        add_stream("stream_by_hand", stream_by_hand);
    }
    return true;
}();

}  // namespace

}  // namespace bench
