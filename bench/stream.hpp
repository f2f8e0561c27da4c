// Many scenarios of one cohort, made where they are scored: every figure of every unit varies by ±10%, and
// what stays is the mean total and the mean rank of each unit.
//
// By the library: one scenario is written into a buffer, which is scored, and over again. By hand: each
// column is made just before its indicator reads it. Both draw the same numbers, so their results are the
// same bits.
#pragma once

#include "cohorts.hpp"

#include <cstddef>
#include <cstdint>

namespace bench {

/// Sums over scenarios; `expected` of a cohort is no mean of these.
struct stream_sums {
    hand_result of;
    std::size_t scenarios = 0;
};

/// xorshift64 in each of 64 lanes: small enough to vanish beside the scoring, and it becomes vectors.
class noise {
  public:
    explicit noise(std::uint64_t seed) {
        for (std::uint64_t& lane : lanes_) {  // splitmix64
            seed += 0x9e3779b97f4a7c15U;
            std::uint64_t mixed = (seed ^ (seed >> 30U)) * 0xbf58476d1ce4e5b9U;
            mixed = (mixed ^ (mixed >> 27U)) * 0x94d049bb133111ebU;
            lane = (mixed ^ (mixed >> 31U)) | 1U;
        }
    }

    /// `to` gets 64 figures of `from`, each times a number of [0.9, 1.1).
    [[gnu::always_inline]] void vary(const double* from, double* __restrict to) {
        for (std::size_t i = 0; i < hand_lanes; ++i) {
            std::uint64_t bits = lanes_[i];
            bits ^= bits << 13U;
            bits ^= bits >> 7U;
            bits ^= bits << 17U;
            lanes_[i] = bits;
            const auto between_1_and_2 = __builtin_bit_cast(double, (bits >> 12U) | 0x3ff0000000000000U);
            to[i] = from[i] * (0.7 + 0.2 * between_1_and_2);
        }
    }

  private:
    alignas(64) std::array<std::uint64_t, hand_lanes> lanes_{};
};

/// Draws and scores scenarios, by the library and by hand.
[[nodiscard]] stream_sums stream_by_columns(const cohort& scored, dti::instruction_set wanted,
                                            std::size_t scenarios);
[[nodiscard]] stream_sums stream_by_hand(const cohort& scored, dti::instruction_set wanted,
                                         std::size_t scenarios);

}  // namespace bench
