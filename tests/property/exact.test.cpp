// The exact number type against Boost's rational and against computations of another kind, on random
// operations that prefer the places where 64 bits end.
#include "dti/number/exact.hpp"

#include "dti/number/rounding.hpp"
#include "support/print.hpp"
#include "support/random.hpp"

#include <doctest/doctest.h>
#include <boost/multiprecision/cpp_int.hpp>

#include <array>
#include <cmath>
#include <limits>
#include <string>
#include <utility>

using dti::big_integer;
using dti::exact;
using dti_test::random_source;
// Without expression templates: they dangle where a lambda returns one.
using rational =
    boost::multiprecision::number<boost::multiprecision::cpp_rational_backend, boost::multiprecision::et_off>;
using integer = dti::big_integer;

namespace {

constexpr std::int64_t largest = std::numeric_limits<std::int64_t>::max();
constexpr std::int64_t smallest = std::numeric_limits<std::int64_t>::min();

/// The same number in both types.
struct twin {
    exact value;
    rational truth;
};

std::int64_t random_integer(random_source& random) {
    switch (random.below(8)) {
        case 0:
            return random.between(-3, 3);
        case 1:
            return largest - random.between(0, 3);
        case 2:
            return smallest + random.between(0, 3);
        case 3: {  // around a power of two
            const auto power = static_cast<std::int64_t>(std::uint64_t{1} << random.below(63));
            return (random.once_in(2) ? power : -power) + random.between(-1, 1);
        }
        case 4: {  // decimals
            std::int64_t power = 1;
            for (std::size_t i = random.below(19); i > 0; --i) {
                power *= 10;
            }
            return power;
        }
        case 5:
            return static_cast<std::int64_t>(random.bits());
        default:
            return random.between(-20000, 20000);
    }
}

twin random_twin(random_source& random) {
    const std::int64_t top = random_integer(random);
    std::int64_t bottom = random.once_in(3) ? 1 : random_integer(random);
    if (bottom == 0) {
        bottom = 7;
    }
    // Boost's rational takes no negative denominator.
    const integer sign = bottom < 0 ? -1 : 1;
    return {exact(top, bottom), rational(sign * top, sign * bottom)};
}

/// Whether the exact value is the true one, and its form keeps the promises of its class.
bool is_sound(const twin& pair) {
    const integer numerator = pair.value.big_numerator();
    const integer denominator = pair.value.big_denominator();
    if (denominator <= 0 || numerator * boost::multiprecision::denominator(pair.truth) !=
                                boost::multiprecision::numerator(pair.truth) * denominator) {
        return false;
    }
    if (pair.value.is_zero() != (pair.truth == 0) || pair.value.is_negative() != (pair.truth < 0) ||
        pair.value.is_integer() != (boost::multiprecision::denominator(pair.truth) == 1)) {
        return false;
    }
    if (!pair.value.is_promoted()) {
        return boost::multiprecision::gcd(numerator, denominator) == 1 && numerator > smallest &&
               pair.value.small_numerator() == numerator && pair.value.small_denominator() == denominator;
    }
    // Promoted only where it must be, or where reducing was put off since the denominator is long.
    const bool small = boost::multiprecision::denominator(pair.truth) <= largest &&
                       boost::multiprecision::abs(boost::multiprecision::numerator(pair.truth)) <= largest;
    return !small || msb(denominator) >= 128;
}

twin combine(const twin& a, const twin& b, std::size_t operation) {
    switch (operation) {
        case 0:
            return {a.value + b.value, a.truth + b.truth};
        case 1:
            return {a.value - b.value, a.truth - b.truth};
        case 2:
            return {a.value * b.value, a.truth * b.truth};
        case 3:
            return b.truth == 0 ? twin{-a.value, -a.truth} : twin{a.value / b.value, a.truth / b.truth};
        default:
            return {-a.value, -a.truth};
    }
}

/// Digits of |value| by long division, rounded at the first digit left out: no arithmetic in common with
/// rounding.hpp.
std::string written_out(const rational& value, int decimals) {
    const integer numerator = boost::multiprecision::abs(boost::multiprecision::numerator(value));
    const integer denominator = boost::multiprecision::denominator(value);
    integer rest = numerator % denominator;
    std::string digits = integer(numerator / denominator).str();
    const std::size_t point = digits.size();
    for (int i = 0; i <= decimals; ++i) {
        rest *= 10;
        digits += static_cast<char>('0' + static_cast<int>(rest / denominator));
        rest %= denominator;
    }
    const bool up = digits.back() >= '5';
    digits.pop_back();
    bool carry = up;
    for (std::size_t at = digits.size(); carry && at > 0; --at) {
        carry = digits[at - 1] == '9';
        digits[at - 1] = carry ? '0' : static_cast<char>(digits[at - 1] + 1);
    }
    digits.insert(0, carry ? "1" : "");
    if (decimals > 0) {
        digits.insert(point + (carry ? 1 : 0), ".");
    }
    const bool zero = digits.find_first_not_of("0.") == std::string::npos;
    return (value < 0 && !zero ? "-" : "") + digits;
}

/// Whether no double is nearer to the value than `found`, and a tie went to the even one.
bool is_nearest(const rational& value, double found) {
    if (!std::isfinite(found)) {
        return false;  // these tests stay within the range of double
    }
    const auto distance = [&](double candidate) {
        const exact binary = exact::from_double(candidate);
        return boost::multiprecision::abs(value - rational(binary.big_numerator(), binary.big_denominator()));
    };
    const rational own = distance(found);
    int exponent = 0;
    const bool odd = found != 0 && std::fmod(std::ldexp(std::frexp(found, &exponent), 53), 2) != 0;
    for (const double neighbour : {std::nextafter(found, -std::numeric_limits<double>::infinity()),
                                   std::nextafter(found, std::numeric_limits<double>::infinity())}) {
        const rational other = distance(neighbour);
        if (other < own || (other == own && odd)) {
            return false;
        }
    }
    return true;
}

}  // namespace

TEST_CASE("property: chains of operations on exact numbers agree with rationals") {
    random_source random(20220520);
    std::array<twin, 24> pool;
    std::size_t promotions = 0;
    std::size_t demotions = 0;
    for (int i = 0; i < 150000; ++i) {
        twin& target = pool[random.below(pool.size())];
        const twin& a = pool[random.below(pool.size())];
        const twin b = random.once_in(4) ? random_twin(random) : pool[random.below(pool.size())];
        twin made = random.once_in(10) ? random_twin(random) : combine(a, b, random.below(5));
        const bool operands_promoted = a.value.is_promoted() || b.value.is_promoted();
        promotions += made.value.is_promoted() && !operands_promoted ? 1U : 0U;
        demotions += !made.value.is_promoted() && operands_promoted ? 1U : 0U;
        if (!is_sound(made)) {
            CAPTURE(i);
            CAPTURE(a.truth.str());
            CAPTURE(b.truth.str());
            CAPTURE(made.truth.str());
            FAIL("exact ", made.value.big_numerator().str(), '/', made.value.big_denominator().str());
        }
        if (const auto bits = msb(boost::multiprecision::denominator(made.truth)); bits > 400) {
            made = random_twin(random);
        }
        target = std::move(made);
    }
    // The borders were really crossed, in both directions.
    CHECK(promotions > 1000);
    CHECK(demotions > 1000);
}

TEST_CASE("property: long values, whose reduction is put off, agree with rationals") {
    random_source random(7);
    for (int round = 0; round < 8; ++round) {
        twin sum = random_twin(random);
        for (int i = 0; i < 250; ++i) {
            sum = combine(sum, random_twin(random), random.below(4));
            if (i % 50 == 0) {
                sum = combine(sum, sum, random.below(2));
            }
            if (sum.truth == 0) {
                sum = random_twin(random);
            }
        }
        CHECK(is_sound(sum));
        CHECK(sum.value.to_double() == sum.value.to_double());
        const exact back = sum.value - sum.value;
        CHECK(back.is_zero());
        CHECK(sum.value / sum.value == 1);
    }
}

TEST_CASE("property: order and equality agree with rationals") {
    random_source random(3);
    for (int i = 0; i < 60000; ++i) {
        twin a = random_twin(random);
        twin b = random_twin(random);
        if (random.once_in(3)) {  // almost equal: a difference that 64 bits cannot hold
            b = combine(a, twin{exact(1, largest), rational(1, largest)}, random.below(2));
        } else if (random.once_in(4)) {
            b = combine(combine(a, b, 2), b, 3);  // equal, by a detour
        }
        const bool less = a.truth < b.truth;
        const bool equal = a.truth == b.truth;
        if ((a.value < b.value) != less || (a.value == b.value) != equal ||
            (a.value <= b.value) != (less || equal) || (b.value < a.value) != (!less && !equal) ||
            (b.value >= a.value) != (less || equal) || (a.value != b.value) == equal) {
            FAIL("order of ", a.truth.str(), " and ", b.truth.str());
        }
    }
    CHECK(true);
}

TEST_CASE("property: to_double is the nearest double") {
    random_source random(11);
    for (int i = 0; i < 12000; ++i) {
        twin value = random_twin(random);
        switch (random.below(4)) {
            case 0:
                value = combine(value, random_twin(random), random.below(4));
                break;
            case 1: {  // half-way between two doubles, or a hair off it
                const auto bits =
                    static_cast<std::int64_t>((random.bits() >> 10U) | (std::uint64_t{1} << 53U) | 1U);
                value = {exact(bits), rational(integer(bits))};
                if (random.once_in(2)) {
                    value = combine(value, twin{exact(1, largest), rational(1, largest)}, random.below(2));
                }
                break;
            }
            case 2: {  // down to the subnormal numbers
                const unsigned shift = static_cast<unsigned>(980 + random.below(110));
                const integer scale = integer(1) << shift;
                value = {value.value * exact(1, big_integer(1) << shift), value.truth / rational(scale)};
                break;
            }
            default:
                break;
        }
        if (!is_nearest(value.truth, value.value.to_double())) {
            FAIL(value.truth.str(), " gives ", value.value.to_double());
        }
    }
    CHECK(true);
}

TEST_CASE("property: a double goes to exact and back unchanged") {
    random_source random(5);
    for (int i = 0; i < 5000; ++i) {
        double value = std::ldexp(static_cast<double>(static_cast<std::int64_t>(random.bits())),
                                  static_cast<int>(random.between(-1137, 950)));
        if (exact::from_double(value).to_double() != value) {
            FAIL("not the same: ", value);
        }
    }
    CHECK(true);
}

TEST_CASE("property: printing and rounding agree with long division") {
    random_source random(13);
    for (int i = 0; i < 25000; ++i) {
        twin value = random_twin(random);
        if (random.once_in(3)) {
            value = combine(value, random_twin(random), random.below(4));
        }
        const int decimals = static_cast<int>(random.below(random.once_in(4) ? 31 : 6));
        if (random.once_in(3)) {  // exactly a tie
            const std::int64_t half = 2 * random.between(-100000, 100000) + 1;
            value = {exact(half) / exact(2 * dti::power_of_ten(decimals), 1),
                     rational(integer(half), 2 * dti::power_of_ten(decimals))};
        }
        const std::string expected = written_out(value.truth, decimals);
        if (dti::to_text(value.value, decimals) != expected) {
            CAPTURE(expected);
            FAIL(value.truth.str(), " with ", decimals, " decimals gives ",
                 dti::to_text(value.value, decimals));
        }
        const exact rounded = dti::round_half_up(value.value, decimals);
        if (dti::to_text(rounded, decimals) != expected ||
            !(rounded * exact(dti::power_of_ten(decimals), 1)).is_integer()) {
            FAIL(value.truth.str(), " rounds to ", dti::to_text(rounded, decimals + 5));
        }
    }
    CHECK(true);
}

TEST_CASE("property: floor and ceil enclose") {
    random_source random(17);
    for (int i = 0; i < 20000; ++i) {
        const twin value = combine(random_twin(random), random_twin(random), random.below(4));
        const exact low = dti::floor(value.value);
        const exact high = dti::ceil(value.value);
        const bool whole = value.value.is_integer();
        if (!low.is_integer() || !high.is_integer() || low > value.value || high < value.value ||
            value.value - low >= 1 || high - value.value >= 1 ||
            (whole && (low != high || low != value.value))) {
            FAIL("floor or ceil of ", value.truth.str());
        }
    }
    CHECK(true);
}
