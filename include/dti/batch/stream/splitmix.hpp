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

/// What SplitMix64 makes of a state, but for the last step, which is x ^ (x >> 31).
DTI_KERNEL constexpr std::uint64_t splitmix_mixed(std::uint64_t state) {
    state = (state ^ (state >> 30U)) * 0xbf58476d1ce4e5b9U;
    return (state ^ (state >> 27U)) * 0x94d049bb133111ebU;
}
/// What SplitMix64 makes of a state. Output n (from 0 on) of a seed: of seed + (n + 1) · splitmix_increment.
DTI_KERNEL constexpr std::uint64_t splitmix_output(std::uint64_t state) {
    const std::uint64_t mixed = splitmix_mixed(state);
    return mixed ^ (mixed >> 31U);
}

namespace kernels {

/// made[i] = base[i] · (1 - 3 · width + 2 · width · r), where r, of [1, 2), has the upper 52 bits of the
/// output for the state first + offsets[i].
DTI_KERNEL void vary_lanes(std::uint64_t first, const std::uint64_t* __restrict offsets, double width,
                           const double* __restrict base, double* __restrict made) {
    DTI_KEEP_PRODUCTS
    const double low = 1 - 3 * width;
    const double high = 2 * width;
#pragma GCC unroll 4
    for (std::size_t i = 0; i < tile_lanes; ++i) {
        const std::uint64_t mixed = splitmix_mixed(first + offsets[i]);
        const std::uint64_t upper = (mixed >> 12U) ^ (mixed >> 43U);  // of the output, with one xor less
        const auto between_1_and_2 = std::bit_cast<double>(upper | 0x3ff0000000000000U);
        made[i] = base[i] * (low + DTI_ROUNDED(high * between_1_and_2));
    }
}

/// The same for `count` fields, each with its width, from the state first + field · splitmix_increment on.
/// Returns how many.
DTI_KERNEL std::size_t vary(std::uint64_t first, const std::uint64_t* offsets, const std::uint32_t* fields,
                            std::size_t count, const double* widths, const double* const* base,
                            double* const* made) {
    for (std::size_t i = 0; i < count; ++i) {
        const std::uint32_t field = fields[i];
        vary_lanes(first + field * splitmix_increment, offsets, widths[field], base[i], made[i]);
    }
    return count;
}

}  // namespace kernels

}  // namespace dti::inline v0
