// Figures of 64 lanes as they are printed, decided in double where a proven bound says that it can be.
//
// In: a column, and what is known of it (certified/print_certificate.hpp). Out: for each lane a whole number
// of the last decimal, and whether any lane is in doubt.
#pragma once

#include "dti/batch/columns/kernels.hpp"
#include "dti/number/number.hpp"

#include <bit>
#include <cstdint>

namespace dti::inline v0 {

/// How a column is printed. See certified/print_certificate.hpp, which makes it.
struct lane_print {
    double scale = 1;  ///< 10^decimals
    double lift = 0;   ///< takes what lies on a tie above it, and nothing else
    double most = 0;   ///< a lane is in doubt where it is further than that from a whole number
};

namespace kernels {

/// The whole number nearest to `value`. Domain: 0 <= value < 2^51, or NaN.
DTI_KERNEL double nearest_whole(double value) {
    constexpr double whole_bits = 0x1p52;  // what is added to it is rounded to a whole number
    return (value + whole_bits) - whole_bits;
}

/// printed[i] = values[i] · scale, rounded half-up; NaN where that is NaN, and never -0. Returns whether some
/// lane may be in doubt, of which print_lane() tells. Bits instead of comparisons, which compilers would
/// branch on. Domain: |value| · scale < 2^50.
DTI_KERNEL bool print_lanes(const double* __restrict values, lane_print how, double* __restrict printed) {
    constexpr std::uint64_t sign_bit = std::uint64_t{1} << 63U;
    std::uint64_t doubtful = 0;  // in the sign
    for (std::size_t i = 0; i < tile_lanes; ++i) {
        const double value = values[i];
        const auto bits = std::bit_cast<std::uint64_t>(value);
        const auto magnitude = std::bit_cast<double>(bits & ~sign_bit);
        const double lifted = DTI_ROUNDED(magnitude * how.scale) + how.lift;
        const double nearest = nearest_whole(lifted);
        const double off = lifted - nearest;  // exact, within -0.5 .. 0.5
        const auto distance = std::bit_cast<double>(std::bit_cast<std::uint64_t>(off) & ~sign_bit);
        doubtful |= std::bit_cast<std::uint64_t>(how.most - distance);
        printed[i] = std::bit_cast<double>(std::bit_cast<std::uint64_t>(nearest) | (bits & sign_bit)) + 0.0;
    }
    return (doubtful & sign_bit) != 0;
}

}  // namespace kernels

/// What print_lanes() makes of one lane.
struct printed_lane {
    double whole = 0;
    bool in_doubt = false;
};
[[nodiscard]] inline printed_lane print_lane(double value, const lane_print& how) noexcept {
    const double magnitude = value < 0 ? -value : value;
    const double lifted = rounded_product(magnitude, how.scale) + how.lift;
    const double nearest = kernels::nearest_whole(lifted);
    const double off = lifted - nearest;
    return {(value < 0 ? -nearest : nearest) + 0.0, off > how.most || off < -how.most};
}

}  // namespace dti::inline v0
