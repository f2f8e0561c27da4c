// The stream of scenarios by hand, and both ways as benchmarks: see stream.hpp.
#include "stream.hpp"

#include "registry.hpp"

namespace bench {

namespace {

/// SplitMix64 by position, 64 lanes at a time; the figure of lane i and a field is draw i · fields + field.
class noise {
  public:
    noise(std::uint64_t seed, std::size_t fields) : seed_(seed), step_(fields * weyl) {
        for (std::size_t i = 0; i < hand_lanes; ++i) {
            offsets_[i] = i * step_;
        }
    }

    /// To the lanes of the next scenario.
    void next_scenario() { seed_ += hand_units * step_; }
    /// `to` gets 64 figures of `from`, each times a number of [0.9, 1.1).
    [[gnu::always_inline]] void vary(std::size_t field, const double* from, double* __restrict to) const {
        const std::uint64_t* const offsets = offsets_.data();
        const std::uint64_t start = seed_ + (field + 1) * weyl;
        for (std::size_t i = 0; i < hand_lanes; ++i) {
            std::uint64_t bits = start + offsets[i];
            bits = (bits ^ (bits >> 30U)) * 0xbf58476d1ce4e5b9U;
            bits = (bits ^ (bits >> 27U)) * 0x94d049bb133111ebU;
            bits ^= bits >> 31U;
            const auto between_1_and_2 = __builtin_bit_cast(double, (bits >> 12U) | 0x3ff0000000000000U);
            to[i] = from[i] * ((1 - 3 * stream_width) + 2 * stream_width * between_1_and_2);
        }
    }

  private:
    static constexpr std::uint64_t weyl = 0x9e3779b97f4a7c15U;
    std::uint64_t seed_;
    std::uint64_t step_;
    alignas(64) std::array<std::uint64_t, hand_lanes> offsets_{};
};

using hand_stream = void (*)(const noise&, const cohort&, hand_result&);

[[gnu::always_inline]] inline void score_varied(const noise& random, const cohort& scored,
                                                hand_result& result) {
    alignas(64) double made[4][hand_lanes];
    double* const room = &made[0][0];
    const double* const columns = scored.columns.data();
    const auto figures =
        [ random, room, columns ](std::size_t column, std::size_t place) __attribute__((always_inline)) {
        random.vary(column, columns + column * hand_units, room + place * hand_lanes);
        return static_cast<const double*>(room + place * hand_lanes);
    };
    score_by_hand(scored.by_hand, figures, result);
}

[[gnu::noinline]] void score_portable(const noise& random, const cohort& scored, hand_result& result) {
    score_varied(random, scored, result);
}
#if DTI_HAS_X86_INSTRUCTION_SETS
[[gnu::target("avx2"), gnu::noinline]] void score_avx2(const noise& random, const cohort& scored,
                                                       hand_result& result) {
    score_varied(random, scored, result);
}
[[gnu::target("avx512f,avx512dq,avx512vl"), gnu::noinline]] void score_avx512(const noise& random,
                                                                              const cohort& scored,
                                                                              hand_result& result) {
    score_varied(random, scored, result);
}
#else
constexpr hand_stream score_avx2 = score_portable;
constexpr hand_stream score_avx512 = score_portable;
#endif

}  // namespace

stream_sums stream_by_hand(const cohort& scored, const stream_way& way, std::size_t scenarios) {
    const hand_stream score = way.set == dti::instruction_set::avx2     ? score_avx2
                              : way.set == dti::instruction_set::avx512 ? score_avx512
                                                                        : score_portable;
    noise random(stream_seed, scored.fields);
    hand_result result;
    stream_sums sums;
    for (; sums.scenarios < scenarios; ++sums.scenarios) {
        score(random, scored, result);
        random.next_scenario();
        for (std::size_t unit = 0; unit < hand_units; ++unit) {
            sums.of.total[unit] += result.total[unit];
            sums.of.rank[unit] += result.rank[unit];
        }
    }
    return sums;
}

namespace {

constexpr std::size_t scenarios_at_once = 2000;  // an iteration: what is prepared for a stream vanishes in it

[[maybe_unused]] const bool registered = [] {
    for (const dti::instruction_set wanted : instruction_sets()) {
        const auto add_stream = [wanted](const char* name, auto function) {
            add_benchmark(name + ('/' + word_of(wanted)) + "/random", [=](benchmark::State& state) {
                const cohort& scored = cohort_of("random");
                const stream_way way{wanted};
                const stream_sums found = function(scored, way, scenarios_at_once);
                const stream_sums other = stream_by_hand(scored, way, scenarios_at_once);
                for (std::size_t unit = 0; unit < hand_units; ++unit) {
                    require_same(found.of.total[unit], other.of.total[unit], "stream");
                    require_same(found.of.rank[unit], other.of.rank[unit], "stream");
                }
                for (auto _ : state) {
                    benchmark::DoNotOptimize(function(scored, way, scenarios_at_once));
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
