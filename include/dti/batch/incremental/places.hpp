// The rank of one unit, counted when it is asked for.
//
// In: totals that change one by one. Out: one rank, the same as rank_totals() gives it among all.
#pragma once

#include "dti/batch/columns/step.hpp"
#include "dti/batch/ranks.hpp"

#include <algorithm>
#include <cmath>
#include <cstdint>
#include <limits>
#include <span>
#include <vector>

namespace dti::inline v0::detail {

/// What ranks compare, of every unit. A total as it is, or as a whole number of its last printed digit; that
/// is a double too, up to 15 decimals. With more, keys have 128 bits.
class place_counter {
  public:
    /// `groups` and `ranked` as in batch_input.
    place_counter(const definition& source, std::size_t units, std::span<const std::uint32_t> groups,
                  std::span<const std::uint8_t> ranked)
        : ties_(source.ties),
          printed_(source.rank_on == rank_basis::printed),
          wide_(printed_ && source.print.value > 15),
          ranked_(ranked.begin(), ranked.end()) {
        const std::size_t padded = (units + tile_lanes - 1) / tile_lanes * tile_lanes;
        for (int i = 0; printed_ && i < source.print.value; ++i) {
            scale_ *= 10;
        }
        keys_.assign(wide_ ? 0 : padded, nobody<double>());
        wide_keys_.assign(wide_ ? padded : 0, nobody<rank_key>());
        const std::size_t room = ties_ == tie_method::dense ? units : 0;
        room_.resize(wide_ ? 0 : room);
        wide_room_.resize(wide_ ? room : 0);
        if (!groups.empty()) {
            groups_.assign(groups.begin(), groups.end());
            groups_.resize(padded);
        }
    }

    void put(std::size_t unit, double total) noexcept {
        const bool takes_part = std::isfinite(total) && (ranked_.empty() || ranked_[unit] != 0);
        if (wide_) {
            wide_keys_[unit] = takes_part ? 1 + printed_key(total, scale_) : nobody<rank_key>();
        } else if (!takes_part) {
            keys_[unit] = nobody<double>();
        } else {
            keys_[unit] = printed_
                              ? static_cast<double>(static_cast<std::uint64_t>(printed_key(total, scale_)))
                              : total;
        }
    }

    /// NaN where the unit has no rank.
    [[nodiscard]] double place_of(std::size_t unit) noexcept {
        return wide_ ? place_of<rank_key>(unit, wide_keys_, wide_room_)
                     : place_of<double>(unit, keys_, room_);
    }

  private:
    /// The key of a unit that takes no part: neither equal to any other's nor larger.
    template <class Key>
    [[nodiscard]] static constexpr Key nobody() noexcept {
        return std::numeric_limits<Key>::has_quiet_NaN ? std::numeric_limits<Key>::quiet_NaN() : Key(0);
    }
    [[nodiscard]] static bool is_nobody(double key) noexcept { return std::isnan(key); }
    [[nodiscard]] static bool is_nobody(rank_key key) noexcept { return key == 0; }

    template <class Key>
    [[nodiscard]] double place_of(std::size_t unit, std::span<const Key> keys, std::span<Key> room) noexcept {
        const Key key = keys[unit];
        if (is_nobody(key)) {
            return std::numeric_limits<double>::quiet_NaN();
        }
        if (ties_ == tie_method::dense) {
            return static_cast<double>(1 + distinct_before(unit, keys, room));
        }
        const std::size_t before = count(unit, keys, [key](Key other) { return other > key; });
        if (ties_ == tie_method::competition) {
            return static_cast<double>(before + 1);
        }
        const std::size_t same = count(unit, keys, [key](Key other) { return other == key; });  // itself, too
        return static_cast<double>(2 * before + 1 + same) / 2;
    }

    /// How many units of the group have a key that passes. In tiles, since compilers like constant counts.
    template <class Key, class Test>
    [[nodiscard]] std::size_t count(std::size_t unit, std::span<const Key> keys, Test test) const noexcept {
        std::uint64_t found = 0;
        for (std::size_t first = 0; first < keys.size(); first += tile_lanes) {
            const Key* const tile = keys.data() + first;
            if (groups_.empty()) {
                for (std::size_t lane = 0; lane < tile_lanes; ++lane) {
                    found += test(tile[lane]) ? 1U : 0U;
                }
            } else {
                const double* const groups = groups_.data() + first;
                const double group = groups_[unit];
                for (std::size_t lane = 0; lane < tile_lanes; ++lane) {
                    found += (test(tile[lane]) ? 1U : 0U) & (groups[lane] == group ? 1U : 0U);
                }
            }
        }
        return found;
    }

    template <class Key>
    [[nodiscard]] std::size_t distinct_before(std::size_t unit, std::span<const Key> keys,
                                              std::span<Key> room) const noexcept {
        std::size_t size = 0;
        for (std::size_t other = 0; other < room.size(); ++other) {
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
    rank_key scale_ = 1;
    std::vector<std::uint8_t> ranked_;
    std::vector<double> groups_;  // numbers as wide as keys; empty: one group
    std::vector<double> keys_;    // of all units, padded to whole tiles
    std::vector<rank_key> wide_keys_;
    std::vector<double> room_;  // for dense ranks
    std::vector<rank_key> wide_room_;
};

}  // namespace dti::inline v0::detail
