// Exact rational numbers: the truth that every printed digit is decided by.
//
// In: integers, decimals, other exact numbers. Out: their mathematically exact sum, difference, product,
// quotient and order. Next: number.hpp (what a number type must offer), rounding.hpp (half-up to decimals).
//
// A fraction of two 64-bit integers is kept reduced and computed in 128 bits; a result that does not fit is
// promoted to a fraction of two Boost.Multiprecision integers and never wraps. docs/numbers.md has the
// measurements behind this choice.
#pragma once

#include <boost/multiprecision/cpp_int.hpp>

#include <algorithm>
#include <bit>
#include <cmath>
#include <compare>
#include <cstdint>
#include <limits>
#include <memory>
#include <numeric>
#include <string>
#include <utility>
#include <vector>

namespace dti::inline v0 {

/// An integer of any size.
using big_integer =
    boost::multiprecision::number<boost::multiprecision::cpp_int_backend<>, boost::multiprecision::et_off>;

/// The decimal digits of an integer, with `-` in front of a negative one. Boost's own str() writes through a
/// stream, into which the global locale of an app puts its thousands separators.
[[nodiscard]] inline std::string to_digits(big_integer value) {
    constexpr std::uint64_t chunk = 1'000'000'000'000'000'000U;
    constexpr std::size_t chunk_digits = 18;
    const bool negative = value < 0;
    if (negative) {
        value = -value;
    }
    std::vector<std::uint64_t> chunks;  // the lowest first
    big_integer rest;
    for (const big_integer divisor(chunk); value >= divisor; value = rest) {
        big_integer low;
        divide_qr(value, divisor, rest, low);
        chunks.push_back(static_cast<std::uint64_t>(low));
    }
    std::string digits = (negative ? "-" : "") + std::to_string(static_cast<std::uint64_t>(value));
    for (auto low = chunks.rbegin(); low != chunks.rend(); ++low) {
        const std::string part = std::to_string(*low);
        digits.append(chunk_digits - part.size(), '0').append(part);
    }
    return digits;
}

/// A rational number of any size. Value semantics; every operation is exact.
///
/// Domain: dividing by zero is the caller's mistake (precondition), as with integers: test `is_zero()` first.
/// The only exception an operation can throw is `std::bad_alloc`.
class exact {
  public:
    constexpr exact() noexcept = default;

    /// The integer `value`.
    exact(std::int64_t value) {
        if (value != std::numeric_limits<std::int64_t>::min()) {
            numerator_ = value;
        } else {
            wide_ = std::make_unique<wide_fraction>(wide_fraction{big_integer(value), big_integer(1)});
        }
    }
    exact(int value) noexcept : numerator_(value) {}
    exact(double) = delete;  // a double is rarely the number that was meant: see from_double()

    /// The quotient numerator / denominator. Precondition: the denominator is not zero.
    exact(std::int64_t numerator, std::int64_t denominator) : exact(exact(numerator) / exact(denominator)) {}
    exact(big_integer numerator, big_integer denominator) {
        if (denominator < 0) {
            numerator = -numerator;
            denominator = -denominator;
        }
        *this = from_wide(std::move(numerator), std::move(denominator), false);
    }

    exact(const exact& other)
        : numerator_(other.numerator_), denominator_(other.denominator_), wide_(copy_wide(other)) {}
    exact(exact&& other) noexcept = default;
    exact& operator=(const exact& other) {
        if (this != &other) {
            numerator_ = other.numerator_;
            denominator_ = other.denominator_;
            wide_ = copy_wide(other);
        }
        return *this;
    }
    exact& operator=(exact&& other) noexcept = default;
    ~exact() = default;

    /// The binary value of a finite double, unrounded. Precondition: `std::isfinite(value)`.
    [[nodiscard]] static exact from_double(double value) {
        int exponent = 0;
        const double mantissa = std::frexp(value, &exponent);
        const auto integer = static_cast<std::int64_t>(std::ldexp(mantissa, 53));
        exponent -= 53;
        if (exponent >= 0) {
            return {big_integer(integer) << static_cast<unsigned>(exponent), big_integer(1)};
        }
        return {big_integer(integer), big_integer(1) << static_cast<unsigned>(-exponent)};
    }

    /// The nearest double, ties to even; infinity beyond the range of double.
    [[nodiscard, gnu::noinline]] double to_double() const {
        constexpr std::int64_t exactly_representable = std::int64_t{1} << 53;
        if (!wide_ && numerator_ <= exactly_representable && numerator_ >= -exactly_representable &&
            denominator_ <= exactly_representable) {
            return static_cast<double>(numerator_) / static_cast<double>(denominator_);
        }
        big_integer numerator = big_numerator();
        big_integer denominator = big_denominator();
        if (numerator == 0) {
            return 0.0;
        }
        const bool negative = numerator < 0;
        if (negative) {
            numerator = -numerator;
        }
        // A quotient of 55 or 56 bits whose last bit also stands for everything cut off: converting it rounds
        // once.
        constexpr int finest = 1076;  // two bits behind the last one of a subnormal double
        const int wanted = 55 - (static_cast<int>(msb(numerator)) - static_cast<int>(msb(denominator)));
        const int shift = std::min(wanted, finest);
        if (shift >= 0) {
            numerator <<= static_cast<unsigned>(shift);
        } else {
            denominator <<= static_cast<unsigned>(-shift);
        }
        big_integer quotient;
        big_integer remainder;
        divide_qr(numerator, denominator, quotient, remainder);
        auto bits = static_cast<std::uint64_t>(quotient);
        if (remainder != 0) {
            bits |= 1U;
        }
        if (wanted > finest) {  // subnormal: rounded here, since ldexp would round a second time
            const bool up = (bits & 3U) > 2 || (bits & 7U) == 6;
            bits = ((bits >> 2U) + (up ? 1U : 0U)) << 2U;
        }
        const double magnitude = std::ldexp(static_cast<double>(bits), -shift);
        return negative ? -magnitude : magnitude;
    }

    [[nodiscard]] bool is_zero() const noexcept { return !wide_ && numerator_ == 0; }
    [[nodiscard]] bool is_negative() const { return wide_ ? wide_->numerator < 0 : numerator_ < 0; }
    [[nodiscard]] bool is_integer() const {
        return wide_ ? wide_->numerator % wide_->denominator == 0 : denominator_ == 1;
    }
    /// True when the value has been promoted beyond 64-bit parts: for tests and statistics.
    [[nodiscard]] bool is_promoted() const noexcept { return wide_ != nullptr; }
    /// Bits that numerator and denominator fill together: what an operation on the value costs grows with it.
    [[nodiscard]] std::size_t bits() const {
        return wide_ ? msb(wide_->numerator < 0 ? big_integer(-wide_->numerator) : wide_->numerator) +
                           msb(wide_->denominator) + 2
                     : 128;
    }
    /// Numerator and denominator (positive) of one way to write the value as a fraction.
    [[nodiscard]] big_integer big_numerator() const {
        return wide_ ? wide_->numerator : big_integer(numerator_);
    }
    [[nodiscard]] big_integer big_denominator() const {
        return wide_ ? wide_->denominator : big_integer(denominator_);
    }
    /// The parts in lowest terms when they fit 64 bits; meaningless when is_promoted().
    [[nodiscard]] std::int64_t small_numerator() const noexcept { return numerator_; }
    [[nodiscard]] std::int64_t small_denominator() const noexcept { return denominator_; }

    [[nodiscard]] exact operator-() const {
        exact result(*this);
        if (result.wide_) {
            result.wide_->numerator = -result.wide_->numerator;
        }
        result.numerator_ = -numerator_;
        return result;
    }

    friend exact operator+(const exact& a, const exact& b) { return add(a, b, false); }
    friend exact operator-(const exact& a, const exact& b) { return add(a, b, true); }
    friend exact operator*(const exact& a, const exact& b) {
        if (!a.wide_ && !b.wide_) {
            return multiply_small(a.numerator_, a.denominator_, b.numerator_, b.denominator_);
        }
        return multiply_wide(a, b);
    }
    friend exact operator/(const exact& a, const exact& b) {
        if (!a.wide_ && !b.wide_) {
            return b.numerator_ < 0
                       ? multiply_small(a.numerator_, a.denominator_, -b.denominator_, -b.numerator_)
                       : multiply_small(a.numerator_, a.denominator_, b.denominator_, b.numerator_);
        }
        return divide_wide(a, b);
    }
    exact& operator+=(const exact& other) { return *this = *this + other; }
    exact& operator-=(const exact& other) { return *this = *this - other; }
    exact& operator*=(const exact& other) { return *this = *this * other; }
    exact& operator/=(const exact& other) { return *this = *this / other; }

    friend bool operator==(const exact& a, const exact& b) { return (a <=> b) == 0; }
    friend std::strong_ordering operator<=>(const exact& a, const exact& b) {
        if (!a.wide_ && !b.wide_) {
            return static_cast<int128>(a.numerator_) * b.denominator_ <=>
                   static_cast<int128>(b.numerator_) * a.denominator_;
        }
        return compare_wide(a, b);
    }

  private:
    // Arithmetic on promoted values stays out of line: it is rare, and its code is large.
    [[gnu::noinline]] static exact multiply_wide(const exact& a, const exact& b) {
        return from_wide(a.big_numerator() * b.big_numerator(), a.big_denominator() * b.big_denominator(), a,
                         b);
    }

    [[gnu::noinline]] static exact divide_wide(const exact& a, const exact& b) {
        big_integer numerator = a.big_numerator() * b.big_denominator();
        big_integer denominator = a.big_denominator() * b.big_numerator();
        if (denominator < 0) {
            numerator = -numerator;
            denominator = -denominator;
        }
        return from_wide(std::move(numerator), std::move(denominator), a, b);
    }

    /// Cross-multiplying large parts costs the square of their length, and ranking compares often: equal
    /// parts and the nearest doubles settle most cases first. Rounding to double is monotone, so doubles that
    /// differ tell the order for certain.
    [[gnu::noinline]] static std::strong_ordering compare_wide(const exact& a, const exact& b) {
        if (a.wide_ && b.wide_) {
            if (a.wide_->denominator == b.wide_->denominator) {
                return a.wide_->numerator.compare(b.wide_->numerator) <=> 0;
            }
            const double nearest_a = a.to_double();
            const double nearest_b = b.to_double();
            if (nearest_a != nearest_b) {
                return nearest_a < nearest_b ? std::strong_ordering::less : std::strong_ordering::greater;
            }
        }
        const int order =
            (a.big_numerator() * b.big_denominator()).compare(b.big_numerator() * a.big_denominator());
        return order <=> 0;
    }

    __extension__ using int128 = __int128;

    struct wide_fraction {
        big_integer numerator;
        big_integer denominator;  // positive
    };

    static std::unique_ptr<wide_fraction> copy_wide(const exact& other) {
        return other.wide_ ? clone(*other.wide_) : nullptr;
    }
    [[gnu::noinline]] static std::unique_ptr<wide_fraction> clone(const wide_fraction& value) {
        return std::make_unique<wide_fraction>(value);
    }

    static bool fits(int128 value) noexcept {
        constexpr int128 limit = std::numeric_limits<std::int64_t>::max();
        return value <= limit &&
               value >= -limit;  // the smallest integer is left out, so that negation is safe
    }

    static big_integer to_big(int128 value) {
        const bool negative = value < 0;
        __extension__ using uint128 = unsigned __int128;
        const uint128 magnitude =
            negative ? uint128{0} - static_cast<uint128>(value) : static_cast<uint128>(value);
        big_integer result = static_cast<std::uint64_t>(magnitude >> 64);
        result <<= 64;
        result += static_cast<std::uint64_t>(magnitude);
        return negative ? big_integer(-result) : result;
    }

    /// Takes parts in lowest terms.
    static exact from_parts(int128 numerator, int128 denominator) {
        if (!fits(numerator) || !fits(denominator)) {
            return promote(numerator, denominator);
        }
        exact result;
        result.numerator_ = static_cast<std::int64_t>(numerator);
        result.denominator_ = static_cast<std::int64_t>(denominator);
        return result;
    }

    [[gnu::noinline]] static exact promote(int128 numerator, int128 denominator) {
        exact result;
        result.wide_ = std::make_unique<wide_fraction>(wide_fraction{to_big(numerator), to_big(denominator)});
        return result;
    }

    /// Cross-cancels before multiplying (Knuth, TAOCP 4.5.1): the product is in lowest terms without a wide
    /// gcd.
    static exact multiply_small(std::int64_t an, std::int64_t ad, std::int64_t bn, std::int64_t bd) {
        const std::int64_t first = std::gcd(an, bd);
        const std::int64_t second = std::gcd(bn, ad);
        return from_parts(static_cast<int128>(an / first) * (bn / second),
                          static_cast<int128>(ad / second) * (bd / first));
    }

    static exact add(const exact& a, const exact& b, bool subtract) {
        if (!a.wide_ && !b.wide_) {
            const std::int64_t bn = subtract ? -b.numerator_ : b.numerator_;
            const std::int64_t common = std::gcd(a.denominator_, b.denominator_);
            if (common == 1) {
                return from_parts(static_cast<int128>(a.numerator_) * b.denominator_ +
                                      static_cast<int128>(bn) * a.denominator_,
                                  static_cast<int128>(a.denominator_) * b.denominator_);
            }
            const int128 numerator = static_cast<int128>(a.numerator_) * (b.denominator_ / common) +
                                     static_cast<int128>(bn) * (a.denominator_ / common);
            const auto rest = static_cast<std::int64_t>(numerator % common);
            const std::int64_t shared = std::gcd(rest, common);
            return from_parts(numerator / shared,
                              static_cast<int128>(a.denominator_ / common) * (b.denominator_ / shared));
        }
        return add_wide(a, b, subtract);
    }

    [[gnu::noinline]] static exact add_wide(const exact& a, const exact& b, bool subtract) {
        if (!b.wide_) {  // the usual case, a long sum: one side is large, the other fits a limb
            return add_small(a, subtract ? -b.numerator_ : b.numerator_, b.denominator_, b);
        }
        if (a.wide_ && a.wide_->denominator == b.wide_->denominator) {  // else every sum would square it
            const big_integer& left = a.wide_->numerator;
            const big_integer& right = b.wide_->numerator;
            return from_wide(subtract ? left - right : left + right, b.wide_->denominator, a, b);
        }
        const big_integer denominator_a = a.big_denominator();
        big_integer numerator = a.big_numerator() * b.wide_->denominator;
        const big_integer other = b.wide_->numerator * denominator_a;
        if (subtract) {
            numerator -= other;
        } else {
            numerator += other;
        }
        return from_wide(std::move(numerator), denominator_a * b.wide_->denominator, a, b);
    }

    static exact add_small(const exact& wide, std::int64_t numerator, std::int64_t denominator,
                           const exact& small) {
        big_integer sum = wide.wide_->numerator;
        sum *= denominator;
        big_integer other = wide.wide_->denominator;
        other *= numerator;
        sum += other;
        big_integer product = wide.wide_->denominator;
        product *= denominator;
        return from_wide(std::move(sum), std::move(product), wide, small);
    }

    /// Reduces when the denominator has doubled its length, not always: a gcd costs the square of the length,
    /// far more than carrying a common factor along. The sum of a province's hundred ratios stays below
    /// `shortest` bits and needs none; beyond `longest` a gcd would cost more than it can save.
    static exact from_wide(big_integer numerator, big_integer denominator, const exact& a, const exact& b) {
        constexpr std::uint64_t shortest = 1U << 12U;
        constexpr std::uint64_t longest = 1U << 14U;
        const auto doublings = [](const exact& x) {
            return x.wide_ ? std::bit_width(std::uint64_t{msb(x.wide_->denominator)}) : 0;
        };
        const std::uint64_t length = msb(denominator);
        const bool reduce = length >= shortest && length < longest &&
                            std::bit_width(length) > std::max(doublings(a), doublings(b));
        return from_wide(std::move(numerator), std::move(denominator), reduce);
    }

    [[gnu::noinline]] static exact from_wide(big_integer numerator, big_integer denominator, bool reduce) {
        if (numerator == 0) {
            return {};
        }
        constexpr unsigned cheap = 128;  // below it a gcd is cheap, and the value may fit 64 bits again
        if (reduce || msb(denominator) < cheap) {
            const big_integer common = gcd(big_integer(numerator % denominator), denominator);
            if (common != 1) {
                numerator /= common;
                denominator /= common;
            }
        }
        constexpr std::int64_t limit = std::numeric_limits<std::int64_t>::max();
        exact result;
        if (denominator <= limit && numerator <= limit && numerator >= -limit) {
            const auto n = static_cast<std::int64_t>(numerator);
            const auto d = static_cast<std::int64_t>(denominator);
            const std::int64_t common = std::gcd(n, d);
            result.numerator_ = n / common;
            result.denominator_ = d / common;
        } else {
            result.wide_ =
                std::make_unique<wide_fraction>(wide_fraction{std::move(numerator), std::move(denominator)});
        }
        return result;
    }

    // Invariant: without wide_, denominator_ > 0 and the parts are coprime; zero is never wide.
    std::int64_t numerator_ = 0;
    std::int64_t denominator_ = 1;
    std::unique_ptr<wide_fraction> wide_;
};

}  // namespace dti::inline v0
