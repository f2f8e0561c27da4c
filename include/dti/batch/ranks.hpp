// Totals → ranks, without allocating: aggregate/ranking.hpp for arrays of doubles.
//
// In: one total a unit (NaN where it takes no part), groups, the definition's rules. Out: one rank a unit,
// NaN where there is none. The same ranks as rank_level<double>: values are compared as computed, or as
// printed, where the printed digits are decided exactly.
#pragma once

#include "dti/batch/lane_functions.hpp"
#include "dti/definition/definition.hpp"

#include <algorithm>
#include <bit>
#include <cmath>
#include <cstdint>
#include <limits>
#include <span>
#include <vector>

namespace dti::inline v0 {

/// Room for ranking one scenario; one entry a unit, made once.
struct rank_entry {
    std::uint32_t group = 0;
    std::uint32_t unit = 0;
    std::uint64_t high = 0;  ///< the value as a whole number of 128 bits, in the order of values
    std::uint64_t low = 0;
};

namespace detail {

__extension__ using rank_key = unsigned __int128;

/// A finite double as a key of the same order; -0 and 0 are one.
[[nodiscard]] inline rank_key exact_key(double value) noexcept {
    const auto bits = std::bit_cast<std::uint64_t>(value + 0.0);
    constexpr std::uint64_t sign = std::uint64_t{1} << 63U;
    return (bits & sign) != 0 ? ~bits : bits | sign;
}

/// value · scale rounded half-up, from the exact binary value. Domain: 0 <= value < 2, scale <= 10^30.
[[nodiscard]] inline rank_key printed_key(double value, rank_key scale) noexcept {
    const auto bits = std::bit_cast<std::uint64_t>(value + 0.0);
    const auto exponent = static_cast<unsigned>(bits >> 52U);
    const std::uint64_t fraction = bits & ((std::uint64_t{1} << 52U) - 1);
    const std::uint64_t mantissa = exponent == 0 ? fraction : fraction | (std::uint64_t{1} << 52U);
    const unsigned cut = 1075 - std::max(exponent, 1U);  // value is mantissa / 2^cut, and cut >= 52
    // The product of 53 and 100 bits, in two parts: high · 2^64 + low.
    const rank_key low_product = static_cast<rank_key>(mantissa) * static_cast<std::uint64_t>(scale);
    const auto scale_high = static_cast<std::uint64_t>(scale >> 64U);
    // floor(product / 2^cut + 1/2): the bit below the cut decides.
    if (scale_high == 0 && cut < 128) {
        return (low_product >> cut) + (static_cast<std::uint64_t>(low_product >> (cut - 1)) & 1U);
    }
    const rank_key high = static_cast<rank_key>(mantissa) * scale_high + (low_product >> 64U);
    const auto low = static_cast<std::uint64_t>(low_product);
    if (cut <= 64) {
        const rank_key whole = cut == 64 ? high : (high << (64U - cut)) | (low >> cut);
        return whole + ((low >> (cut - 1)) & 1U);
    }
    if (cut > 160) {  // the product has at most 153 bits
        return 0;
    }
    return (high >> (cut - 64U)) + (static_cast<std::uint64_t>(high >> (cut - 65U)) & 1U);
}

[[nodiscard]] inline rank_key key_scale(int exponent) noexcept {
    rank_key scale = 1;
    for (int i = 0; i < exponent; ++i) {
        scale *= 10;
    }
    return scale;
}

}  // namespace detail

/// Ranks the units of one scenario. `totals`, `ranks` and `room` have one entry a unit; `groups` has one too
/// or is empty (one group), `ranked` likewise (all). A total that is NaN, or infinite, takes no part. The
/// definition's `print.value` rounds where it ranks on printed values: the domain is then 0 <= total < 2,
/// what roll-up gives. Never throws, never allocates.
inline void rank_totals(const definition& source, std::span<const double> totals,
                        std::span<const std::uint32_t> groups, std::span<const std::uint8_t> ranked,
                        std::span<double> ranks, std::span<rank_entry> room) noexcept {
    std::size_t count = 0;
    const bool printed = source.rank_on == rank_basis::printed;
    const detail::rank_key scale = detail::key_scale(printed ? source.print.value : 0);
    std::uint64_t highest = 0;
    for (std::size_t unit = 0; unit < totals.size(); ++unit) {
        ranks[unit] = std::numeric_limits<double>::quiet_NaN();
        if (!std::isfinite(totals[unit]) || (!ranked.empty() && ranked[unit] == 0)) {
            continue;
        }
        const detail::rank_key key =
            printed ? detail::printed_key(totals[unit], scale) : detail::exact_key(totals[unit]);
        room[count++] = {groups.empty() ? 0 : groups[unit], static_cast<std::uint32_t>(unit),
                         static_cast<std::uint64_t>(key >> 64U), static_cast<std::uint64_t>(key)};
        highest |= static_cast<std::uint64_t>(key >> 64U);
    }
    const std::span<rank_entry> entries = room.first(count);
    if (groups.empty() && highest == 0) {
        std::sort(entries.begin(), entries.end(),
                  [](const rank_entry& a, const rank_entry& b) { return a.low > b.low; });
    } else {
        std::sort(entries.begin(), entries.end(), [](const rank_entry& a, const rank_entry& b) {
            return a.group != b.group ? a.group < b.group
                   : a.high != b.high ? a.high > b.high
                                      : a.low > b.low;
        });
    }
    std::size_t group_begin = 0;
    std::size_t distinct = 0;
    for (std::size_t first = 0; first < count;) {
        if (entries[first].group != entries[group_begin].group) {
            group_begin = first;
            distinct = 0;
        }
        std::size_t behind = first + 1;
        while (behind < count && entries[behind].group == entries[first].group &&
               entries[behind].high == entries[first].high && entries[behind].low == entries[first].low) {
            ++behind;
        }
        ++distinct;
        const std::size_t before = first - group_begin;
        const std::size_t twice = source.ties == tie_method::dense ? 2 * distinct
                                  : source.ties == tie_method::competition
                                      ? 2 * (before + 1)
                                      : before + 1 + (behind - group_begin);
        for (std::size_t i = first; i < behind; ++i) {
            ranks[entries[i].unit] = static_cast<double>(twice) / 2;
        }
        first = behind;
    }
}

/// Room for ranking cohorts of up to some units; made once.
class rank_room {
  public:
    explicit rank_room(std::size_t units)
        : entries_(units),
          values_(padded(units)),
          exact_keys_(padded(units)),
          keys_(padded(units)),
          short_keys_(padded(units)),
          ranks_(padded(units)) {}

    /// The same as rank_totals(), and faster where there are few units and one group: `loops` count. What is
    /// returned holds until the next call.
    [[nodiscard]] std::span<const double> rank(const definition& source, const lane_functions& loops,
                                               std::span<const double> totals,
                                               std::span<const std::uint32_t> groups,
                                               std::span<const std::uint8_t> ranked) noexcept {
        const std::span<double> ranks = std::span(ranks_).first(totals.size());
        const bool printed = source.rank_on == rank_basis::printed;
        if (!groups.empty() || source.ties == tie_method::dense || totals.size() > most_counted ||
            (printed && source.print.value > most_decimals)) {
            rank_totals(source, totals, groups, ranked, ranks, entries_);
            return ranks;
        }
        constexpr double nothing = std::numeric_limits<double>::quiet_NaN();
        const auto behind = std::copy(totals.begin(), totals.end(), values_.begin());
        std::fill(behind, values_.end(), nothing);
        for (std::size_t unit = 0; unit < ranked.size(); ++unit) {
            values_[unit] = ranked[unit] != 0 ? values_[unit] : nothing;
        }
        const bool average = source.ties == tie_method::average;
        if (!printed) {
            count_exactly(loops, totals.size(), average);
        } else if (source.print.value <= short_decimals) {
            count_printed(loops.find_short_keys, loops.count_short_ranks, short_keys_, source.print.value,
                          totals.size(), average);
        } else {
            count_printed(loops.find_printed_keys, loops.count_ranks, keys_, source.print.value,
                          totals.size(), average);
        }
        return ranks;
    }

  private:
    static constexpr std::size_t most_counted = 2 * tile_lanes;
    static constexpr int most_decimals = 9;  // of keys_
    static constexpr int short_decimals = 4;
    static_assert(kernels::most_scale<std::int32_t> == 1e9 && kernels::most_scale<std::int16_t> == 1e4);

    template <class Find, class Count, class Key>
    void count_printed(Find find, Count count, std::vector<Key>& keys, int decimals, std::size_t units,
                       bool average) noexcept {
        const detail::rank_key scale = detail::key_scale(decimals);
        if (find(values_.data(), units, static_cast<double>(scale), keys.data())) {
            for (std::size_t unit = 0; unit < units; ++unit) {
                if (keys[unit] != kernels::no_key) {
                    keys[unit] = static_cast<Key>(detail::printed_key(values_[unit], scale));
                }
            }
        }
        count(keys.data(), units, average, ranks_.data());
    }

    /// By keys of half the width first: if no two are equal, the values' order is theirs.
    void count_exactly(const lane_functions& loops, std::size_t units, bool average) noexcept {
        if (!average) {
            loops.find_coarse_keys(values_.data(), units, keys_.data());
            const std::size_t places = loops.count_ranks(keys_.data(), units, average, ranks_.data());
            if (places == units * (units + 1) / 2) {
                return;
            }
        }
        loops.find_exact_keys(values_.data(), units, exact_keys_.data());
        loops.count_exact_ranks(exact_keys_.data(), units, average, ranks_.data());
    }

    static std::size_t padded(std::size_t units) noexcept {
        return (units + tile_lanes - 1) / tile_lanes * tile_lanes;
    }

    std::vector<rank_entry> entries_;
    std::vector<double> values_;  // of the units that take part; whole tiles
    std::vector<double> exact_keys_;
    std::vector<std::int32_t> keys_;
    std::vector<std::int16_t> short_keys_;
    std::vector<double> ranks_;
};

}  // namespace dti::inline v0
