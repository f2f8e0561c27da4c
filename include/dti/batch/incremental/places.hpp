// The rank of one unit, counted when it is asked for.
//
// In: totals that change one by one. Out: one rank, the same as rank_totals() gives it among all.
#pragma once

#include "dti/batch/columns/step.hpp"
#include "dti/batch/ranks.hpp"

#include <algorithm>
#include <bit>
#include <cmath>
#include <cstdint>
#include <limits>
#include <span>
#include <vector>

namespace dti::inline v0::detail {

/// What ranks compare, of every unit: 1 + the total as a whole number of its last printed digit, or its bits,
/// which have the order of totals that are not negative. That is below 2^63 up to 18 decimals; with more,
/// keys have 128 bits. 0: the unit takes no part.
class place_counter {
  public:
    /// `groups` and `ranked` as in batch_input.
    place_counter(const definition& source, std::size_t units, std::span<const std::uint32_t> groups,
                  std::span<const std::uint8_t> ranked)
        : ties_(source.ties),
          printed_(source.rank_on == rank_basis::printed),
          wide_(printed_ && source.print.value > 18),
          units_(units),
          totals_(units, std::numeric_limits<double>::quiet_NaN()),
          is_stale_(units),
          ranked_(ranked.begin(), ranked.end()),
          groups_(groups.begin(), groups.end()) {
        const std::size_t padded = (units + tile_lanes - 1) / tile_lanes * tile_lanes;
        scale_ = key_scale(printed_ ? source.print.value : 0);
        keys_.resize(wide_ ? 0 : padded);
        wide_keys_.resize(wide_ ? padded : 0);
        const std::size_t room = ties_ == tie_method::dense ? units : 0;
        room_.resize(wide_ ? 0 : room);
        wide_room_.resize(wide_ ? room : 0);
        stale_.reserve(units);
        if (!groups.empty()) {
            groups_.resize(padded);
        }
    }

    /// Domain: the total is NaN, or not below 0. Its key is made when a rank is asked for.
    void put(std::size_t unit, double total) noexcept {
        totals_[unit] = total;
        if (is_stale_[unit] == 0) {
            is_stale_[unit] = 1;
            stale_.push_back(static_cast<std::uint32_t>(unit));
        }
    }

    /// NaN where the unit has no rank.
    [[nodiscard]] double place_of(std::size_t unit) noexcept {
        for (const std::uint32_t stale : stale_) {
            make_key(stale);
        }
        stale_.clear();
        return wide_ ? place_of<rank_key>(unit, wide_keys_, wide_room_)
                     : place_of<std::uint64_t>(unit, keys_, room_);
    }

  private:
    void make_key(std::size_t unit) noexcept {
        is_stale_[unit] = 0;
        const double total = totals_[unit];
        const bool takes_part = std::isfinite(total) && (ranked_.empty() || ranked_[unit] != 0);
        const rank_key key = !takes_part ? 0
                             : printed_  ? 1 + printed_key(total, scale_)
                                         : 1 + rank_key{std::bit_cast<std::uint64_t>(total + 0.0)};
        if (wide_) {
            wide_keys_[unit] = key;
        } else {
            keys_[unit] = static_cast<std::uint64_t>(key);
        }
    }

    template <class Key>
    [[nodiscard]] double place_of(std::size_t unit, std::span<const Key> keys, std::span<Key> room) noexcept {
        const Key key = keys[unit];
        if (key == 0) {
            return std::numeric_limits<double>::quiet_NaN();
        }
        if (ties_ == tie_method::dense) {
            return static_cast<double>(1 + distinct_before(unit, keys, room));
        }
        const std::uint64_t before =
            count(unit, keys, [key](const Key& other) { return is_above(other, key); });
        if (ties_ == tie_method::competition) {
            return static_cast<double>(before + 1);
        }
        const std::uint64_t same =  // the unit itself among them
            count(unit, keys, [key](const Key& other) { return is_equal(other, key); });
        return static_cast<double>(2 * before + 1 + same) / 2;
    }

    // 1 or 0. Of numbers below 2^63 without a comparison, since compilers make no vectors of those.
    static std::uint64_t is_above(std::uint64_t a, std::uint64_t b) noexcept { return (b - a) >> 63U; }
    static std::uint64_t is_equal(std::uint64_t a, std::uint64_t b) noexcept { return ((a ^ b) - 1) >> 63U; }
    static std::uint64_t is_above(rank_key a, rank_key b) noexcept { return a > b ? 1 : 0; }
    static std::uint64_t is_equal(rank_key a, rank_key b) noexcept { return a == b ? 1 : 0; }

    /// How many units of the group have a key that passes. In tiles, since compilers like constant counts.
    template <class Key, class Test>
    [[nodiscard]] std::uint64_t count(std::size_t unit, std::span<const Key> keys, Test test) const noexcept {
        std::uint64_t found = 0;
        for (std::size_t first = 0; first < keys.size(); first += tile_lanes) {
            const Key* const tile = keys.data() + first;
            if (groups_.empty()) {
                for (std::size_t lane = 0; lane < tile_lanes; ++lane) {
                    found += test(tile[lane]);
                }
            } else {
                const std::uint64_t* const groups = groups_.data() + first;
                const std::uint64_t group = groups_[unit];
                for (std::size_t lane = 0; lane < tile_lanes; ++lane) {
                    found += test(tile[lane]) & is_equal(groups[lane], group);
                }
            }
        }
        return found;
    }

    template <class Key>
    [[nodiscard]] std::size_t distinct_before(std::size_t unit, std::span<const Key> keys,
                                              std::span<Key> room) const noexcept {
        std::size_t size = 0;
        for (std::size_t other = 0; other < units_; ++other) {
            if (keys[other] > keys[unit] && (groups_.empty() || groups_[other] == groups_[unit])) {
                room[size++] = keys[other];
            }
        }
        const auto end = room.begin() + static_cast<std::ptrdiff_t>(size);
        std::sort(room.begin(), end);
        return static_cast<std::size_t>(std::unique(room.begin(), end) - room.begin());
    }

    tie_method ties_;
    bool printed_;
    bool wide_;
    std::size_t units_;
    rank_key scale_ = 1;
    std::vector<double> totals_;
    std::vector<std::uint8_t> is_stale_;  // whether a unit's key is that of an earlier total
    std::vector<std::uint32_t> stale_;
    std::vector<std::uint8_t> ranked_;
    std::vector<std::uint64_t> groups_;  // as wide as keys, and padded as they are; empty: one group
    std::vector<std::uint64_t> keys_;    // of all units, padded to whole tiles
    std::vector<rank_key> wide_keys_;
    std::vector<std::uint64_t> room_;  // for dense ranks
    std::vector<rank_key> wide_room_;
};

}  // namespace dti::inline v0::detail
