// Many scenarios of one cohort, made where they are scored: every figure of every unit varies by ±10%, and
// what stays is the mean total and the mean rank of each unit.
//
// By the library: score_stream() of uniform_noise. By hand: a loop that makes each column just before its
// indicator reads it. Both draw the same numbers, each with code of its own, so their results are the same
// bits.
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

inline constexpr std::uint64_t stream_seed = 2022;
inline constexpr double stream_width = 0.1;

/// By whom, on which instructions, and (by the library) on how many threads.
struct stream_way {
    dti::instruction_set set = dti::instruction_set::portable;
    std::size_t threads = 1;
};

/// Draws and scores scenarios, by the library (cohorts.cpp) and by hand.
[[nodiscard]] stream_sums stream_by_columns(const cohort& scored, const stream_way& way,
                                            std::size_t scenarios);
[[nodiscard]] stream_sums stream_by_hand(const cohort& scored, const stream_way& way, std::size_t scenarios);

}  // namespace bench
