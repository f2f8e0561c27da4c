// The sum of doubles, rounded once: whatever their order, and however they were split into parts.
//
// In: doubles, or other sums. Out: the double nearest to their exact sum, ties to even. A fixed-point number
// as wide as all doubles (Neal, "Fast exact summation using small and large superaccumulators", 2015):
// adding is exact, so it commutes, associates and can be taken back; only value() rounds.
#pragma once

#include <array>
#include <bit>
#include <cmath>
#include <cstddef>
#include <cstdint>
#include <limits>

namespace dti::inline v0 {

/// See the head of the file. No allocation; about half a kilobyte.
class exact_sum {
  public:
    /// Adds one number. An infinity or NaN makes the sum what it would be in double arithmetic.
    void add(double number) noexcept { count(number, 1); }
    /// Takes back a number that was added: the sum is as if it never had been. Precondition: it was added.
    void remove(double number) noexcept { count(number, -1); }

    /// Adds another sum: the same as adding all of its numbers.
    void add(const exact_sum& other) noexcept {
        exact_sum part = other;
        part.carry();
        for (std::size_t i = 0; i < digits; ++i) {
            digits_[i] += part.digits_[i];
        }
        nans_ += part.nans_;
        plus_infinities_ += part.plus_infinities_;
        minus_infinities_ += part.minus_infinities_;
        count_additions(1);
    }

    /// The sum, rounded to the nearest double, ties to even; infinite only where the exact sum is beyond the
    /// range. The sum of nothing, and every sum that cancels, is +0.
    [[nodiscard]] double value() const noexcept {
        constexpr double infinity = std::numeric_limits<double>::infinity();
        if (nans_ != 0 || (plus_infinities_ != 0 && minus_infinities_ != 0)) {
            return std::numeric_limits<double>::quiet_NaN();
        }
        if (plus_infinities_ != 0 || minus_infinities_ != 0) {
            return plus_infinities_ != 0 ? infinity : -infinity;
        }
        exact_sum sum = *this;
        sum.carry();
        const bool negative = sum.digits_[digits - 1] < 0;
        if (negative) {
            for (std::int64_t& digit : sum.digits_) {
                digit = -digit;
            }
            sum.carry();
        }
        const double magnitude = sum.rounded_magnitude();
        return negative ? -magnitude : magnitude;
    }

  private:
    static constexpr unsigned digit_bits = 32;
    static constexpr std::uint64_t digit_mask = 0xFFFFFFFFU;
    static constexpr std::size_t digits = 68;  // 2046 + 53 bits, and room for 2^64 additions
    static constexpr int unit_exponent = -1074;
    static constexpr std::uint32_t most_additions = 1U << 30U;  // of 32 bits each to a digit of 63

    /// Adds `times` · number; `times` is 1 or -1.
    void count(double number, std::int64_t times) noexcept {
        const auto bits = std::bit_cast<std::uint64_t>(number);
        const std::uint64_t exponent = (bits >> 52U) & 0x7FFU;
        std::uint64_t mantissa = bits & ((std::uint64_t{1} << 52U) - 1);
        if (exponent == 0x7FFU) {
            count_special(number, times);
            return;
        }
        if (exponent != 0) {
            mantissa |= std::uint64_t{1} << 52U;
        }
        // The number is mantissa · 2^position in units of the smallest double.
        const std::uint64_t position = exponent == 0 ? 0 : exponent - 1;
        const std::size_t first = position / digit_bits;
        __extension__ using uint128 = unsigned __int128;
        const uint128 shifted = static_cast<uint128>(mantissa) << (position % digit_bits);
        const std::int64_t sign = (bits >> 63U) != 0 ? -times : times;
        digits_[first] += sign * static_cast<std::int64_t>(static_cast<std::uint64_t>(shifted) & digit_mask);
        digits_[first + 1] +=
            sign * static_cast<std::int64_t>(static_cast<std::uint64_t>(shifted >> 32U) & digit_mask);
        digits_[first + 2] += sign * static_cast<std::int64_t>(static_cast<std::uint64_t>(shifted >> 64U));
        count_additions(1);
    }

    void count_special(double number, std::int64_t times) noexcept {
        std::int64_t& those = std::isnan(number) ? nans_ : number > 0 ? plus_infinities_ : minus_infinities_;
        those += times;
    }

    void count_additions(std::uint32_t additions) noexcept {
        additions_ += additions;
        if (additions_ >= most_additions) {
            carry();
        }
    }

    /// Brings every digit but the last into 0 .. 2^32 - 1; the last one keeps the sign.
    void carry() noexcept {
        for (std::size_t i = 0; i + 1 < digits; ++i) {
            digits_[i + 1] += digits_[i] >> digit_bits;
            digits_[i] &= static_cast<std::int64_t>(digit_mask);
        }
        additions_ = 0;
    }

    [[nodiscard]] std::uint64_t bit(int position) const noexcept {
        const auto at = static_cast<std::size_t>(position);
        return (static_cast<std::uint64_t>(digits_[at / digit_bits]) >> (at % digit_bits)) & 1U;
    }
    [[nodiscard]] bool any_bit_below(int position) const noexcept {
        const auto at = static_cast<std::size_t>(position);
        for (std::size_t i = 0; i < at / digit_bits; ++i) {
            if (digits_[i] != 0) {
                return true;
            }
        }
        const std::uint64_t below = (std::uint64_t{1} << (at % digit_bits)) - 1;
        return (static_cast<std::uint64_t>(digits_[at / digit_bits]) & below) != 0;
    }

    /// Of digits that are carried and not negative.
    [[nodiscard]] double rounded_magnitude() const noexcept {
        std::size_t top = digits;
        while (top > 0 && digits_[top - 1] == 0) {
            --top;
        }
        if (top == 0) {
            return 0;
        }
        const auto length = std::bit_width(static_cast<std::uint64_t>(digits_[top - 1]));
        const int highest = static_cast<int>((top - 1) * digit_bits) + static_cast<int>(length) - 1;
        const int lowest = highest > 52 ? highest - 52 : 0;  // of the 53 bits that are kept
        std::uint64_t kept = 0;
        for (int i = highest; i >= lowest; --i) {
            kept = 2 * kept + bit(i);
        }
        if (lowest > 0 && bit(lowest - 1) != 0 && ((kept & 1U) != 0 || any_bit_below(lowest - 1))) {
            ++kept;
        }
        return std::ldexp(static_cast<double>(kept), lowest + unit_exponent);
    }

    std::array<std::int64_t, digits> digits_{};  // Σ digits_[i] · 2^(32 i), in units of the smallest double
    std::uint32_t additions_ = 0;                // since the last carry
    std::int64_t nans_ = 0;
    std::int64_t plus_infinities_ = 0;
    std::int64_t minus_infinities_ = 0;
};

}  // namespace dti::inline v0
