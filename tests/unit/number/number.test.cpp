#include "dti/number/number.hpp"

#include "support/formula.hpp"

#include <doctest/doctest.h>

#include <cmath>
#include <limits>
#include <string>

using dti::exact;
using dti::number_traits;
using dti_test::number;

static_assert(dti::number_type<exact>);
static_assert(dti::number_type<double>);
static_assert(!dti::number_type<std::string>);
static_assert(!dti::number_type<int>);  // nobody said how an int rounds

TEST_CASE_TEMPLATE("number: what every number type offers", Number, exact, double) {
    using traits = number_traits<Number>;
    CHECK(traits::to_exact(number<Number>(exact(5, 4))) == exact(5, 4));
    CHECK(traits::floor(number<Number>(exact(-5, 4))) == Number(-2));
    CHECK(traits::ceil(number<Number>(exact(-5, 4))) == Number(-1));
    CHECK(traits::round(number<Number>(exact(5, 2)), 0) == Number(3));
    CHECK(traits::round(number<Number>(exact(-5, 2)), 0) == Number(-3));
    CHECK(traits::round(number<Number>(exact(1236, 1000)), 2) == number<Number>(exact(124, 100)));
    CHECK(traits::is_zero(Number(0)));
    CHECK_FALSE(traits::is_zero(number<Number>(exact(1, 1000))));
    CHECK(traits::is_finite(Number(1)));
}

TEST_CASE("number: the words for the command line's modes") {
    CHECK(number_traits<exact>::mode == "exact");
    CHECK(number_traits<double>::mode == "fast");
}

TEST_CASE_TEMPLATE("number: power by repeated squaring", Number, exact, double) {
    CHECK(dti::power(Number(2), 10) == Number(1024));
    CHECK(dti::power(Number(-3), 3) == Number(-27));
    CHECK(dti::power(Number(7), 0) == Number(1));
    CHECK(dti::power(Number(0), 0) == Number(1));
    CHECK(dti::power(Number(0), 5) == Number(0));
    CHECK(dti::power(number<Number>(exact(1, 2)), 64) ==
          number<Number>(exact(1, dti::big_integer(1) << 64U)));
}

TEST_CASE_TEMPLATE("number: clamp_between, where the lower bound wins", Number, exact, double) {
    CHECK(dti::clamp_between(Number(5), Number(0), Number(3)) == Number(3));
    CHECK(dti::clamp_between(Number(-5), Number(0), Number(3)) == Number(0));
    CHECK(dti::clamp_between(Number(2), Number(0), Number(3)) == Number(2));
    CHECK(dti::clamp_between(Number(2), Number(4), Number(3)) == Number(4));
}

TEST_CASE("number: a double is printed half-up from the value that it holds") {
    CHECK(dti::to_text(0.125, 2) == "0.13");
    CHECK(dti::to_text(-0.125, 2) == "-0.13");
    CHECK(dti::to_text(1.005, 2) == "1.00");  // holds 1.00499999999999989…
    CHECK(dti::to_text(exact(1005, 1000), 2) == "1.01");
    CHECK(dti::to_text(-0.0, 2) == "0.00");
    CHECK(dti::to_text(1e22, 0) == "10000000000000000000000");
}

TEST_CASE("number: rounding a double keeps what cannot be scaled") {
    CHECK(number_traits<double>::round(1e300, 30) == 1e300);
    CHECK(number_traits<double>::round(0.0, 30) == 0.0);
    CHECK_FALSE(number_traits<double>::is_finite(std::numeric_limits<double>::infinity()));
}

TEST_CASE("number: a product that is added is rounded first, also where the compiler may fuse the two") {
    const double x = 1 + 0x1p-30;  // its square needs 61 bits
    const volatile double square = x * x;
    const double rounded = square;
    CHECK(dti::rounded_product(x, x) - rounded == 0);
    CHECK(std::fma(x, x, -rounded) != 0);
    CHECK(dti::rounded_product(exact(1, 3), exact(3, 5)) == exact(1, 5));
}
