// The smallest or largest of some lanes.
//
// In: a column without NaN. Out: one number, for the cohort functions min and max.
#pragma once

#include "dti/batch/columns/kernels.hpp"

namespace dti::inline v0::kernels {

/// Leaves in `lanes` the better of each of `Half` lanes and of as many others.
template <std::size_t Half, bool Smallest>
DTI_KERNEL void halve(double* __restrict lanes, const double* __restrict some,
                      const double* __restrict others) {
    for (std::size_t i = 0; i < Half; ++i) {
        lanes[i] = Smallest ? smaller(some[i], others[i]) : larger(some[i], others[i]);
    }
}

template <bool Smallest>
DTI_KERNEL double best_of(const double* lanes, std::size_t count) {
    constexpr std::size_t half = tile_lanes / 2;
    if (count < half) {
        double best = lanes[0];
        for (std::size_t i = 1; i < count; ++i) {
            best = Smallest ? smaller(best, lanes[i]) : larger(best, lanes[i]);
        }
        return best;
    }
    double halves[half];        // NOLINT(*-avoid-c-arrays): locals of fixed size that vectorise
    double quarters[half / 2];  // NOLINT(*-avoid-c-arrays)
    double few[half / 4];       // NOLINT(*-avoid-c-arrays)
    double pairs[half / 8];     // NOLINT(*-avoid-c-arrays)
    halve<half, Smallest>(halves, lanes, lanes + (count - half));  // those in the middle count twice
    halve<half / 2, Smallest>(quarters, halves, halves + half / 2);
    halve<half / 4, Smallest>(few, quarters, quarters + half / 4);
    halve<half / 8, Smallest>(pairs, few, few + half / 8);
    double best = pairs[0];
    for (const double other : pairs) {
        best = Smallest ? smaller(best, other) : larger(best, other);
    }
    return best;
}

/// The smallest or largest of `count` numbers; which of -0 and 0 is not specified. Domain: 1 <= count <= 64.
DTI_KERNEL double best_lane(const double* lanes, std::size_t count, bool smallest) {
    return smallest ? best_of<true>(lanes, count) : best_of<false>(lanes, count);
}

}  // namespace dti::inline v0::kernels
