// What differs from a checkpoint: each cell once, with what it was, and not at all once it is that again.
//
// In: cells that get another value. Out: a list in no particular order. Room for every cell is reserved at
// the start; noting a change takes constant time and allocates nothing.
#pragma once

#include <bit>
#include <cmath>
#include <cstddef>
#include <cstdint>
#include <limits>
#include <span>
#include <vector>

namespace dti::inline v0 {

/// A figure or points of one unit that are not what they were at the checkpoint; NaN: none.
struct changed_cell {
    std::uint32_t unit = 0;
    std::uint32_t item = 0;  ///< the figure's field, or the indicator
    double before = 0;
};

/// A unit whose total points or total are not what they were at the checkpoint; NaN: none.
struct changed_total {
    std::uint32_t unit = 0;
    double total_points = 0;  ///< at the checkpoint
    double total = 0;         ///< at the checkpoint
};

namespace detail {

/// The same bits, or both no number.
[[nodiscard]] inline bool is_same_number(double a, double b) noexcept {
    return std::bit_cast<std::uint64_t>(a) == std::bit_cast<std::uint64_t>(b) ||
           (std::isnan(a) && std::isnan(b));
}

/// Which cell an entry is about, where a column of cells has `height` of them.
[[nodiscard]] inline std::size_t cell_of(const changed_cell& entry, std::size_t height) noexcept {
    return entry.item * height + entry.unit;
}
[[nodiscard]] inline std::size_t cell_of(const changed_total& entry, std::size_t) noexcept {
    return entry.unit;
}

template <class Entry>
class change_list {
  public:
    /// For `columns` of `height` cells. Precondition: fewer than 2^32 of them.
    change_list(std::size_t columns, std::size_t height) : height_(height), places_(columns * height) {
        entries_.reserve(places_.size());
    }

    [[nodiscard]] std::span<const Entry> entries() const noexcept { return entries_; }

    /// A cell, which was as `entry` says, has another value; `is_back(listed entry)` says whether that is
    /// what it was at the checkpoint.
    template <class IsBack>
    void note(const Entry& entry, IsBack is_back) noexcept {
        std::uint32_t& place = places_[cell_of(entry, height_)];  // 0 where the cell is not listed
        if (place == 0) {
            entries_.push_back(entry);
            place = static_cast<std::uint32_t>(entries_.size());
        } else if (is_back(entries_[place - 1])) {
            entries_[place - 1] = entries_.back();
            places_[cell_of(entries_.back(), height_)] = place;
            place = 0;  // last: the cell may itself be the last one
            entries_.pop_back();
        }
    }

    void clear() noexcept {
        for (const Entry& entry : entries_) {
            places_[cell_of(entry, height_)] = 0;
        }
        entries_.clear();
    }

  private:
    std::size_t height_;
    std::vector<Entry> entries_;
    std::vector<std::uint32_t> places_;  // of each cell: its entry's number, from 1
};

}  // namespace detail

}  // namespace dti::inline v0
