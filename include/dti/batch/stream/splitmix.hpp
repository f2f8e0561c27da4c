// Numbers drawn by their position, so that who draws them, and in which order, does not matter.
//
// In: a seed and a position. Out: the output of SplitMix64 there (Steele, Lea, Flood: Fast Splittable
// Pseudorandom Number Generators, 2014): java.util.SplittableRandom, and what seeds many other generators.
// Its state is a counter, which is why any position costs the same.
#pragma once

#include "dti/batch/columns/kernels.hpp"

#include <bit>
#include <cstdint>

namespace dti::inline v0 {

inline constexpr std::uint64_t splitmix_increment = 0x9e3779b97f4a7c15U;

/// What SplitMix64 makes of a state. Output n (from 0 on) of a seed: of seed + (n + 1) · splitmix_increment.
DTI_KERNEL constexpr std::uint64_t splitmix_output(std::uint64_t state) {
    state = (state ^ (state >> 30U)) * 0xbf58476d1ce4e5b9U;
    state = (state ^ (state >> 27U)) * 0x94d049bb133111ebU;
    return state ^ (state >> 31U);
}

namespace kernels {

/// made[i] = base[i] · (low + width · r), where r, of [1, 2), has the upper 52 bits of the output for the
/// state first + i · step. Returns how many.
DTI_KERNEL std::size_t vary(std::uint64_t first, std::uint64_t step, double low, double width,
                            const double* __restrict base, double* __restrict made) {
    DTI_KEEP_PRODUCTS
    for (std::size_t i = 0; i < tile_lanes; ++i) {
        const std::uint64_t bits = splitmix_output(first + i * step);
        const auto between_1_and_2 = std::bit_cast<double>((bits >> 12U) | 0x3ff0000000000000U);
        made[i] = base[i] * (low + DTI_ROUNDED(width * between_1_and_2));
    }
    return tile_lanes;
}

}  // namespace kernels

}  // namespace dti::inline v0
