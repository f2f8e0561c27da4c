// Ranks of one group by counting who stands above: for some dozens of units faster than to sort, and without
// a branch that depends on the figures.
//
// In: one total a unit. Out: its key, as printed; from keys one rank a unit. See ranks.hpp, whose rules these
// are.
#pragma once

#include "dti/batch/columns/kernels.hpp"

#include <cstddef>
#include <cstdint>
#include <limits>

namespace dti::inline v0::kernels {

/// The key of a unit that takes no part: below all others.
inline constexpr int no_key = -1;

/// keys[i] = values[i] · scale rounded half-up, where double arithmetic proves it; true where it does not for
/// some value. `values` and `keys` are whole tiles. Domain: 0 <= value < 2 (or not finite, whose key is
/// `no_key`) and scale <= most_scale<Key>: the product and the sum are then below 2^32 and each off by at
/// most 2^-22, so that a sum far from whole numbers is between the same two as the exact one.
template <class Key>
DTI_KERNEL bool find_printed_keys(const double* __restrict values, std::size_t units, double scale,
                                  Key* __restrict keys) {
    constexpr double near = 0x1p-20;
    constexpr double whole_bits = 0x1p52;  // what is added to it is rounded to a whole number
    std::uint64_t doubtful = 0;
    for (std::size_t first = 0; first < units; first += tile_lanes) {
        const double* __restrict const lanes = values + first;
        Key* __restrict const found = keys + first;
        std::int32_t whole[tile_lanes];  // NOLINT(*-avoid-c-arrays): a local of fixed size that vectorises
        for (std::size_t i = 0; i < tile_lanes; ++i) {
            const double product = lanes[i] * scale;
            const double nearest = (product + whole_bits) - whole_bits;
            const double off = product - nearest;  // exact, within -0.5 .. 0.5
            doubtful |= off * off > 0.25 - near ? ~zero : zero;
            const double infinite = lanes[i] - lanes[i];  // or 0
            whole[i] = static_cast<std::int32_t>(larger(no_key, nearest + infinite));
        }
        for (std::size_t i = 0; i < tile_lanes; ++i) {
            found[i] = static_cast<Key>(whole[i]);
        }
    }
    return doubtful != 0;
}
/// The largest scale of printed keys.
template <class Key>
inline constexpr double most_scale = sizeof(Key) == sizeof(std::int16_t) ? 1e4 : 1e9;

/// Keys that are in the order of the values wherever they are not equal: of values in 0 .. 2, cut off to 29
/// binary places. What takes no part has `no_key`, and so have values below 0. Both are whole tiles. Returns
/// `units`.
DTI_KERNEL std::size_t find_coarse_keys(const double* __restrict values, std::size_t units,
                                        std::int32_t* __restrict keys) {
    constexpr double scale = 0x1p29;
    constexpr double most = 0x1p30;
    for (std::size_t first = 0; first < units; first += tile_lanes) {
        const double* __restrict const lanes = values + first;
        std::int32_t* __restrict const found = keys + first;
        for (std::size_t i = 0; i < tile_lanes; ++i) {
            const double infinite = lanes[i] - lanes[i];  // or 0
            found[i] = static_cast<std::int32_t>(larger(no_key, smaller(lanes[i] * scale + infinite, most)));
        }
    }
    return units;
}

/// keys[i] = values[i], or NaN where that is not finite. Both are whole tiles.
DTI_KERNEL std::size_t find_exact_keys(const double* __restrict values, std::size_t units,
                                       double* __restrict keys) {
    for (std::size_t first = 0; first < units; first += tile_lanes) {
        const double* __restrict const lanes = values + first;
        double* __restrict const found = keys + first;
        for (std::size_t i = 0; i < tile_lanes; ++i) {
            found[i] = lanes[i] + (lanes[i] - lanes[i]);
        }
    }
    return units;
}

/// ranks[i] = the rank of keys[i], highest first: one more than the keys above it, and where ties are
/// averaged half of the others that are equal to it; NaN for who takes no part: a key that is NaN, or
/// `no_key`. Both are whole tiles, with such keys behind the last unit; integers are wide enough for twice
/// the units. Returns the sum of 1 + the keys above over all that take part, if keys are integers; else 0.
template <class Key>
DTI_KERNEL std::size_t count_ranks(const Key* __restrict keys, std::size_t units, bool average,
                                   double* __restrict ranks) {
    using count = Key;  // SSE2 has no whole numbers by a comparison of doubles
    constexpr bool is_integer = std::numeric_limits<Key>::is_integer;
    constexpr Key lowest = is_integer ? Key{0} : std::numeric_limits<Key>::lowest();
    constexpr std::size_t at_once = 8;  // for each time that counts are stored
    const double each = average ? 0.5 : 1;
    constexpr double none = std::numeric_limits<double>::quiet_NaN();
    std::uint32_t places = 0;
    for (std::size_t first = 0; first < units; first += tile_lanes) {
        const Key* __restrict const mine = keys + first;
        double* __restrict const mine_ranks = ranks + first;
        count place[tile_lanes];  // NOLINT(*-avoid-c-arrays): a local of fixed size that vectorises
        for (std::size_t i = 0; i < tile_lanes; ++i) {
            place[i] = 1;
        }
        for (std::size_t other = 0; other < units; other += at_once) {
            const Key a = keys[other];
            const Key b = keys[other + 1];
            const Key c = keys[other + 2];
            const Key d = keys[other + 3];
            const Key e = keys[other + 4];
            const Key f = keys[other + 5];
            const Key g = keys[other + 6];
            const Key h = keys[other + 7];
            const auto are = [&](auto holds) __attribute__((always_inline)) {
                for (std::size_t i = 0; i < tile_lanes; ++i) {
                    const auto some = static_cast<count>((holds(a, mine[i]) + holds(b, mine[i])) +
                                                         (holds(c, mine[i]) + holds(d, mine[i])));
                    const auto more = static_cast<count>((holds(e, mine[i]) + holds(f, mine[i])) +
                                                         (holds(g, mine[i]) + holds(h, mine[i])));
                    place[i] = static_cast<count>(place[i] - (some + more));
                }
            };
            // -1 is what a comparison of vectors leaves.
            are([](Key theirs, Key own)
                    __attribute__((always_inline)) { return theirs > own ? count{-1} : count{0}; });
            if (average) {  // who is above counts twice, who is equal once; and that includes itself
                are([](Key theirs, Key own)
                        __attribute__((always_inline)) { return theirs >= own ? count{-1} : count{0}; });
            }
        }
        if constexpr (is_integer) {
            for (std::size_t i = 0; i < tile_lanes; ++i) {
                places += static_cast<std::uint32_t>(mine[i] >= lowest ? place[i] : count{0});
            }
        }
        for (std::size_t i = 0; i < tile_lanes; ++i) {
            const double worth = mine[i] >= lowest ? each : none;
            mine_ranks[i] = worth * static_cast<double>(place[i]);
        }
    }
    return places;
}

}  // namespace dti::inline v0::kernels
