// Whether a unit's coverage is below the definition's minimum, decided exactly and without allocating.
//
// In: a compiled definition. Out: a rule for sets of unknown indicators. Shares of the maximum are fractions;
// over one common denominator they are whole numbers, here of as many 64-bit words as they need.
#pragma once

#include "dti/evaluate/compiled_definition.hpp"

#include <cstdint>
#include <span>
#include <vector>

namespace dti::inline v0::detail {

class coverage_rule {
  public:
    explicit coverage_rule(const compiled_definition& rules) {
        const exact& minimum = rules.source().min_coverage;
        if (minimum.is_zero()) {
            return;
        }
        big_integer common = minimum.big_denominator();
        exact total;
        for (const compiled_indicator& item : rules.indicators()) {
            common = lcm(common, item.coverage_share.big_denominator());
            total += item.coverage_share;
        }
        const auto scaled = [&](const exact& value) {
            return big_integer(value.big_numerator() * (common / value.big_denominator()));
        };
        always_below_ = total < minimum;
        const big_integer slack = always_below_ ? big_integer(0) : scaled(total - minimum);
        words_ = msb(big_integer(scaled(total) + 1)) / 64 + 2;  // a word more, so that sums do not wrap
        append(slack, slack_);
        for (const compiled_indicator& item : rules.indicators()) {
            append(scaled(item.coverage_share), shares_);
        }
    }

    /// Words of room that is_below() needs.
    [[nodiscard]] std::size_t words() const noexcept { return words_; }
    /// True when no set of unknown indicators is below the minimum.
    [[nodiscard]] bool never_below() const noexcept { return words_ == 0; }
    [[nodiscard]] bool always_below() const noexcept { return always_below_; }

    /// Starts a set of unknown indicators in `room`.
    void clear(std::span<std::uint64_t> room) const noexcept { std::fill(room.begin(), room.end(), 0); }
    /// Adds an unknown indicator to the set.
    void add(std::span<std::uint64_t> room, std::size_t indicator) const noexcept {
        std::uint64_t carry = 0;
        for (std::size_t i = 0; i < words_; ++i) {
            __extension__ using uint128 = unsigned __int128;
            const uint128 sum = static_cast<uint128>(room[i]) + shares_[indicator * words_ + i] + carry;
            room[i] = static_cast<std::uint64_t>(sum);
            carry = static_cast<std::uint64_t>(sum >> 64U);
        }
    }
    /// Takes an indicator out of the set. Precondition: it was added.
    void remove(std::span<std::uint64_t> room, std::size_t indicator) const noexcept {
        std::uint64_t borrow = 0;
        for (std::size_t i = 0; i < words_; ++i) {
            __extension__ using uint128 = unsigned __int128;
            const uint128 taken = static_cast<uint128>(shares_[indicator * words_ + i]) + borrow;
            borrow = room[i] < taken ? 1 : 0;
            room[i] = static_cast<std::uint64_t>(room[i] - taken);
        }
    }
    /// Whether a unit is below the minimum without the indicators of the set.
    [[nodiscard]] bool is_below(std::span<const std::uint64_t> room) const noexcept {
        for (std::size_t i = words_; i-- > 0;) {
            if (room[i] != slack_[i]) {
                return room[i] > slack_[i];
            }
        }
        return false;
    }

  private:
    void append(big_integer value, std::vector<std::uint64_t>& words) const {
        const big_integer mask = (big_integer(1) << 64U) - 1;
        for (std::size_t i = 0; i < words_; ++i, value >>= 64U) {
            words.push_back(static_cast<std::uint64_t>(big_integer(value & mask)));
        }
    }

    std::size_t words_ = 0;
    bool always_below_ = false;
    std::vector<std::uint64_t> slack_;   // what may be unknown
    std::vector<std::uint64_t> shares_;  // of each indicator
};

}  // namespace dti::inline v0::detail
