// Ranks of one group by counting who stands above: for some dozens of units faster than to sort, and without
// a branch that depends on the figures.
//
// In: one total a unit. Out: its key, as printed; from keys one rank a unit. See ranks.hpp, whose rules these
// are.
#pragma once

#include "dti/batch/columns/step.hpp"
#include "dti/batch/instruction_set.hpp"

#include <cstddef>
#include <cstdint>

namespace dti::inline v0::kernels {

/// keys[i] = values[i] · scale rounded half-up, where double arithmetic proves it; true where it does not for
/// some value. `values` and `keys` are whole tiles. Domain: 0 <= value < 2 (or NaN, whose key is NaN) and
/// scale <= 10^9: the product and the sum are then below 2^32 and each off by at most 2^-22, so that a sum
/// far from whole numbers is between the same two as the exact one.
DTI_KERNEL bool find_printed_keys(const double* __restrict values, std::size_t units, double scale,
                                  double* __restrict keys) {
    constexpr double near = 0x1p-20;
    constexpr double whole_bits = 0x1p52;  // what is added to it is rounded to a whole number
    std::uint64_t doubtful = 0;
    for (std::size_t first = 0; first < units; first += tile_lanes) {
        for (std::size_t i = first; i < first + tile_lanes; ++i) {
            const double product = values[i] * scale;
            const double nearest = (product + whole_bits) - whole_bits;
            const double off = product - nearest;  // exact, within -0.5 .. 0.5
            doubtful |= ((off > 0.5 - near) | (off < near - 0.5)) ? std::uint64_t{1} : std::uint64_t{0};
            keys[i] = nearest;
        }
    }
    return doubtful != 0;
}

/// ranks[i] = the rank of keys[i], highest first: one more than the keys above it, and where ties are
/// averaged half of the others that are equal to it. Both are whole tiles, keys of NaN behind the last unit:
/// NaN takes no part, and its rank means nothing. Returns `units`.
DTI_KERNEL std::size_t count_ranks(const double* __restrict keys, std::size_t units, bool average,
                                   double* __restrict ranks) {
    for (std::size_t first = 0; first < units; first += tile_lanes) {
        const double* __restrict const mine = keys + first;
        double* __restrict const counted = ranks + first;
        const double equal = average ? 0.5 : 0;
        for (std::size_t i = 0; i < tile_lanes; ++i) {
            counted[i] = 1 - equal;  // who is equal to it includes itself
        }
        for (std::size_t other = 0; other < units; other += 4) {  // four for each time that counts are stored
            const double a = keys[other];
            const double b = keys[other + 1];
            const double c = keys[other + 2];
            const double d = keys[other + 3];
            for (std::size_t i = 0; i < tile_lanes; ++i) {
                counted[i] += ((a > mine[i] ? 1.0 : 0.0) + (b > mine[i] ? 1.0 : 0.0)) +
                              ((c > mine[i] ? 1.0 : 0.0) + (d > mine[i] ? 1.0 : 0.0));
            }
            for (std::size_t i = 0; average && i < tile_lanes; ++i) {
                counted[i] += ((a == mine[i] ? 0.5 : 0.0) + (b == mine[i] ? 0.5 : 0.0)) +
                              ((c == mine[i] ? 0.5 : 0.0) + (d == mine[i] ? 0.5 : 0.0));
            }
        }
    }
    return units;
}

}  // namespace dti::inline v0::kernels
