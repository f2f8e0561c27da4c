#include "dti/number/exact.hpp"

#include "support/print.hpp"

#include <doctest/doctest.h>

#include <cmath>
#include <limits>
#include <type_traits>

using dti::big_integer;
using dti::exact;

namespace {

constexpr std::int64_t largest = std::numeric_limits<std::int64_t>::max();
constexpr std::int64_t smallest = std::numeric_limits<std::int64_t>::min();

big_integer power_of_two(unsigned exponent) {
    return big_integer(1) << exponent;
}

/// A value that is promoted, 2^exponent.
exact huge(unsigned exponent) {
    return {power_of_two(exponent), 1};
}

}  // namespace

TEST_CASE("exact: zero is the default, and has one form") {
    const exact zero;
    CHECK(zero == 0);
    CHECK(zero.is_zero());
    CHECK_FALSE(zero.is_negative());
    CHECK(zero.is_integer());
    const exact negated = -zero;
    CHECK(negated.is_zero());
    CHECK_FALSE(negated.is_negative());
    CHECK(negated.small_numerator() == 0);
    CHECK(negated.small_denominator() == 1);
}

TEST_CASE("exact: a fraction is in lowest terms with a positive denominator") {
    const exact half(-17, -34);
    CHECK(half.small_numerator() == 1);
    CHECK(half.small_denominator() == 2);
    const exact third(2, -6);
    CHECK(third.small_numerator() == -1);
    CHECK(third.small_denominator() == 3);
    CHECK(exact(0, -5).small_denominator() == 1);
}

TEST_CASE("exact: a double is never taken by accident") {
    CHECK_FALSE(std::is_constructible_v<exact, double>);
    CHECK_FALSE(std::is_constructible_v<exact, float>);
    CHECK(std::is_constructible_v<exact, int>);
    CHECK(std::is_constructible_v<exact, std::int64_t>);
}

TEST_CASE("exact: the four operations") {
    CHECK(exact(1, 3) + exact(1, 6) == exact(1, 2));
    CHECK(exact(1, 3) - exact(1, 3) == 0);
    CHECK(exact(2, 3) * exact(9, 4) == exact(3, 2));
    CHECK(exact(2, 3) / exact(-4, 9) == exact(-3, 2));
    CHECK(exact(1, 10) + exact(2, 10) == exact(3, 10));
    CHECK(exact(1, 3) * 30 == 10);
    exact sum = 1;
    sum += exact(1, 2);
    sum -= exact(1, 4);
    sum *= 4;
    sum /= 5;
    CHECK(sum == 1);
    sum += sum;
    CHECK(sum == 2);
}

TEST_CASE("exact: order") {
    CHECK(exact(1, 3) < exact(34, 100));
    CHECK(exact(-1, 3) > exact(-34, 100));
    CHECK(exact(84, 105) >= exact(8, 10));
    CHECK(exact(84, 105) <= exact(8, 10));
    CHECK(exact(largest - 1, largest) < 1);
    CHECK(exact(largest, largest - 1) > exact(largest - 1, largest - 2) - 1);
    CHECK(huge(200) > largest);
    CHECK(-huge(200) < smallest);
    CHECK(huge(200) / huge(201) == exact(1, 2));
}

TEST_CASE("exact: the smallest 64-bit integer is promoted, so that negation is safe") {
    const exact value(smallest);
    CHECK(value.is_promoted());
    CHECK(value.is_negative());
    CHECK(value.big_numerator() == big_integer(smallest));
    CHECK((-value).big_numerator() == -big_integer(smallest));
    CHECK(value + 1 == exact(smallest + 1));
    CHECK_FALSE((value + 1).is_promoted());
    CHECK(exact(smallest, smallest) == 1);
    CHECK(exact(1, smallest) * exact(smallest) == 1);
    CHECK(exact(smallest, 2) == exact(smallest / 2));
    CHECK_FALSE(exact(smallest, 2).is_promoted());
}

TEST_CASE("exact: overflow promotes, never wraps, and comes back when it fits again") {
    const exact sum = exact(largest) + 1;
    CHECK(sum.is_promoted());
    CHECK(sum.big_numerator() == power_of_two(63));
    CHECK_FALSE((sum - 1).is_promoted());
    CHECK(sum - 1 == largest);

    const exact product = exact(largest) * largest;
    CHECK(product.big_numerator() == big_integer(largest) * largest);
    CHECK_FALSE((product / largest).is_promoted());
    CHECK(product / largest == largest);

    const exact small = exact(1, largest) / largest;
    CHECK(small.is_promoted());
    CHECK_FALSE((small * largest).is_promoted());
    CHECK(small * largest == exact(1, largest));
    CHECK((small - small).is_zero());
    CHECK_FALSE((small - small).is_promoted());
}

TEST_CASE("exact: sums whose parts reach the border of 128 bits") {
    const exact a(largest, largest - 1);
    const exact b(largest - 1, largest - 2);
    const exact sum = a + b;
    CHECK(sum.big_numerator() * (big_integer(largest) - 1) * (big_integer(largest) - 2) ==
          (big_integer(largest) * (big_integer(largest) - 2) +
           (big_integer(largest) - 1) * (big_integer(largest) - 1)) *
              sum.big_denominator());
    CHECK(sum - b == a);
    CHECK(-a - b == -sum);
}

TEST_CASE("exact: copies are deep, moves keep the value, assignment to oneself changes nothing") {
    exact wide = huge(100);
    exact copy = wide;
    copy += 1;
    CHECK(wide == huge(100));
    CHECK(copy - wide == 1);
    exact& self = wide;
    wide = self;
    CHECK(wide == huge(100));
    const exact moved = std::move(copy);
    CHECK(moved == huge(100) + 1);
    wide = exact(3);
    CHECK_FALSE(wide.is_promoted());
    CHECK(wide == 3);
    wide = moved;
    CHECK(wide == moved);
}

TEST_CASE("exact: the digits of an integer of any size") {
    CHECK(dti::to_digits(0) == "0");
    CHECK(dti::to_digits(-7) == "-7");
    const big_integer chunk("1000000000000000000");
    CHECK(dti::to_digits(chunk - 1) == "999999999999999999");
    CHECK(dti::to_digits(chunk) == "1000000000000000000");
    CHECK(dti::to_digits(-(chunk * chunk + 5)) == "-1000000000000000000000000000000000005");
    big_integer value = 1;
    for (int i = 0; i < 300; ++i) {
        value = value * 97 + i;
        CHECK(dti::to_digits(value) == value.str());
    }
}

TEST_CASE("exact: integers, also promoted ones") {
    CHECK(exact(4, 2).is_integer());
    CHECK_FALSE(exact(5, 2).is_integer());
    CHECK(huge(90).is_integer());
    CHECK_FALSE((huge(90) + exact(1, 2)).is_integer());
    CHECK((huge(300) / huge(150)).is_integer());
    CHECK_FALSE((huge(150) / huge(300)).is_integer());
}

TEST_CASE("exact: from_double takes the binary value as it is") {
    CHECK(exact::from_double(0.5) == exact(1, 2));
    CHECK(exact::from_double(-3) == -3);
    CHECK(exact::from_double(0.1) != exact(1, 10));
    CHECK(exact::from_double(0.1) == exact(big_integer("3602879701896397"), power_of_two(55)));
    CHECK(exact::from_double(-0.0).is_zero());
    CHECK(exact::from_double(1e300) == exact(big_integer(exact::from_double(1e300).big_numerator()), 1));
    CHECK(exact::from_double(std::numeric_limits<double>::denorm_min()) == exact(1, power_of_two(1074)));
    CHECK(exact::from_double(std::numeric_limits<double>::max()).big_numerator() ==
          power_of_two(1024) - power_of_two(971));
}

TEST_CASE("exact: to_double gives the nearest double") {
    CHECK(exact(1, 10).to_double() == 0.1);
    CHECK(exact(1, 3).to_double() == 1.0 / 3.0);
    CHECK(exact(-2, 3).to_double() == -2.0 / 3.0);
    CHECK(exact(0).to_double() == 0.0);
    CHECK(exact(largest).to_double() == 0x1p63);
    CHECK(exact(smallest).to_double() == -0x1p63);

    // 2^53 + 1 lies half-way: ties go to even, and a little more decides it.
    const std::int64_t border = std::int64_t{1} << 53;
    CHECK(exact(border + 1).to_double() == 0x1p53);
    CHECK(exact(border + 3).to_double() == 0x1p53 + 4);
    CHECK((exact(border + 1) + exact(1, largest)).to_double() == 0x1p53 + 2);
    CHECK((exact(border + 1) - exact(1, largest)).to_double() == 0x1p53);
}

TEST_CASE("exact: to_double at the ends of its range") {
    constexpr double infinity = std::numeric_limits<double>::infinity();
    CHECK(huge(1023).to_double() == 0x1p1023);
    CHECK(huge(1024).to_double() == infinity);
    CHECK((-huge(5000)).to_double() == -infinity);
    CHECK(exact(1, power_of_two(1074)).to_double() == 0x1p-1074);
    CHECK(exact(1, power_of_two(1075)).to_double() == 0.0);
    CHECK(exact(3, power_of_two(1075)).to_double() == 0x1p-1073);
    CHECK(exact(1, power_of_two(9000)).to_double() == 0.0);

    // Rounding to 53 bits first and to the subnormal's few bits then would come out one too high: the value
    // lies below half-way by 2^-1140.
    const exact below_half = exact(3, power_of_two(1075)) - exact(1, power_of_two(1140));
    CHECK(below_half.to_double() == 0x1p-1074);
    const exact above_half = exact(5, power_of_two(1075)) + exact(1, power_of_two(1140));
    CHECK(above_half.to_double() == 3 * 0x1p-1074);
}

TEST_CASE("exact: long sums and products stay exact, and need no reduction to compare equal") {
    exact sum;
    for (int i = 1; i <= 400; ++i) {
        sum += exact(1, i) * exact(1, i + 1);  // telescopes to 400/401
    }
    CHECK(sum == exact(400, 401));
    exact product = 1;
    for (int i = 1; i <= 400; ++i) {
        product *= exact(i, i + 1);
    }
    CHECK(product == exact(1, 401));
    exact harmonic;
    for (int i = 1; i <= 300; ++i) {
        harmonic += exact(1, i);
    }
    CHECK(harmonic.is_promoted());
    for (int i = 300; i >= 1; --i) {
        harmonic -= exact(1, i);
    }
    CHECK(harmonic.is_zero());
}
