// The smallest or largest of 64 lanes.
//
// In: a column without NaN. Out: one number, for the cohort functions min and max.
#pragma once

#include "dti/batch/columns/kernels.hpp"

namespace dti::inline v0::kernels {

/// Leaves in `lanes` the better of each lane and the one `Half` behind it.
template <std::size_t Half, bool Smallest>
DTI_KERNEL void halve(double* __restrict lanes, const double* __restrict from) {
    for (std::size_t i = 0; i < Half; ++i) {
        lanes[i] = Smallest ? smaller(from[i], from[i + Half]) : larger(from[i], from[i + Half]);
    }
}

template <bool Smallest>
DTI_KERNEL double best_of(const double* column) {
    double halves[tile_lanes / 2];    // NOLINT(*-avoid-c-arrays): locals of fixed size that vectorise
    double quarters[tile_lanes / 4];  // NOLINT(*-avoid-c-arrays)
    double few[tile_lanes / 8];       // NOLINT(*-avoid-c-arrays)
    halve<tile_lanes / 2, Smallest>(halves, column);
    halve<tile_lanes / 4, Smallest>(quarters, halves);
    halve<tile_lanes / 8, Smallest>(few, quarters);
    double best = few[0];
    for (const double other : few) {
        best = Smallest ? smaller(best, other) : larger(best, other);
    }
    return best;
}

/// The smallest or largest of 64 numbers; which of -0 and 0 is not specified.
DTI_KERNEL double best_lane(const double* column, bool smallest) {
    return smallest ? best_of<true>(column) : best_of<false>(column);
}

}  // namespace dti::inline v0::kernels
