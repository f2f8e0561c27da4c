// The loop over 64 lanes that gives the slopes of a line, and with them those of the figures it is made of.
//
// In: columns of figures, a table of slopes. Out: a column of derivatives for each figure, and the lanes that
// are too near to a threshold for doubles to tell. Inlined into functions for each instruction set, as all
// kernels (lane_functions.hpp).
#pragma once

#include "dti/batch/columns/kernels.hpp"

namespace dti::inline v0 {

/// What a line's loop reads and writes; whole tiles.
struct line_columns {
    const double* top = nullptr;
    const double* bottom = nullptr;  ///< not 0 in any lane; null where the variable is no quotient
    const double* factor = nullptr;  ///< what the slope is multiplied by; 0 in lanes that do not move
    double best = 0;                 ///< what the variable is a share of; 0 where it is no share
    double best_band = 0;            ///< nearer than this to the best a lane may be it
    const double* places = nullptr;
    const double* bands = nullptr;
    const double* slopes = nullptr;
    std::size_t count = 0;       ///< of places
    double* value = nullptr;     ///< the figure or quotient
    double* gain = nullptr;      ///< the derivative by it
    double* top_gain = nullptr;  ///< those of its parts, where it is a quotient
    double* bottom_gain = nullptr;
};

namespace kernels {

/// The bits of the lanes whose column is not zero.
DTI_KERNEL lane_mask bits_of(const std::uint64_t* __restrict flags) {
    lane_mask bits = 0;
    for (std::size_t i = 0; i < tile_lanes; ++i) {
        bits |= (flags[i] & one) << i;
    }
    return bits;
}

/// Fills the columns; returns the lanes that are near a place, or near the best.
DTI_KERNEL lane_mask find_slopes(const line_columns& line) {
    DTI_KEEP_PRODUCTS
    double* __restrict const value = line.value;
    double* __restrict const gain = line.gain;
    const double* __restrict const top = line.top;
    std::uint64_t near[tile_lanes];  // NOLINT(*-avoid-c-arrays): locals of fixed size that vectorise
    double share[tile_lanes];        // NOLINT(*-avoid-c-arrays)
    if (line.bottom != nullptr) {
        const double* __restrict const bottom = line.bottom;
        for (std::size_t i = 0; i < tile_lanes; ++i) {
            value[i] = top[i] / bottom[i];
        }
    } else {
        for (std::size_t i = 0; i < tile_lanes; ++i) {
            value[i] = top[i];
        }
    }
    const double* __restrict by = value;
    if (line.best != 0) {
        const double best = line.best;
        const double band = line.best_band;
        for (std::size_t i = 0; i < tile_lanes; ++i) {
            share[i] = value[i] / best;
            near[i] = __builtin_fabs(value[i] - best) <= band ? one : zero;
        }
        by = share;
    } else {
        for (std::size_t i = 0; i < tile_lanes; ++i) {
            near[i] = 0;
        }
    }
    const double first = line.slopes[0];
    for (std::size_t i = 0; i < tile_lanes; ++i) {
        gain[i] = first;
    }
    for (std::size_t at = 0; at < line.count; ++at) {
        const double place = line.places[at];
        const double band = line.bands[at];
        const double slope = line.slopes[at + 1];
        for (std::size_t i = 0; i < tile_lanes; ++i) {
            gain[i] = by[i] > place ? slope : gain[i];
            near[i] |= __builtin_fabs(by[i] - place) <= band ? one : zero;
        }
    }
    const double* __restrict const factor = line.factor;
    if (line.best != 0) {
        const double best = line.best;
        for (std::size_t i = 0; i < tile_lanes; ++i) {
            gain[i] = gain[i] * factor[i] / best + 0.0;  // no -0
        }
    } else {
        for (std::size_t i = 0; i < tile_lanes; ++i) {
            gain[i] = DTI_ROUNDED(gain[i] * factor[i]) + 0.0;
        }
    }
    if (line.bottom != nullptr) {
        const double* __restrict const bottom = line.bottom;
        double* __restrict const top_gain = line.top_gain;
        double* __restrict const bottom_gain = line.bottom_gain;
        for (std::size_t i = 0; i < tile_lanes; ++i) {
            const double part = gain[i] / bottom[i] + 0.0;
            top_gain[i] = part;
            bottom_gain[i] = 0.0 - DTI_ROUNDED(part * value[i]);
        }
    }
    return bits_of(near);
}

}  // namespace kernels

}  // namespace dti::inline v0
