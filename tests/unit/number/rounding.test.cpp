#include "dti/number/rounding.hpp"

#include "support/print.hpp"

#include <doctest/doctest.h>

#include <limits>
#include <string>

using dti::big_integer;
using dti::exact;
using dti::round_half_up;
using dti::to_text;

namespace {

constexpr std::int64_t largest = std::numeric_limits<std::int64_t>::max();

}  // namespace

TEST_CASE("rounding: half goes away from zero") {
    CHECK(round_half_up(exact(5, 10), 0) == 1);
    CHECK(round_half_up(exact(-5, 10), 0) == -1);
    CHECK(round_half_up(exact(49, 100), 0) == 0);
    CHECK(round_half_up(exact(1005, 1000), 2) == exact(101, 100));
    CHECK(round_half_up(exact(-1005, 1000), 2) == exact(-101, 100));
    CHECK(round_half_up(exact(1, 3), 4) == exact(3333, 10000));
    CHECK(round_half_up(exact(2, 3), 4) == exact(6667, 10000));
    CHECK(round_half_up(exact(7), 0) == 7);
    CHECK(round_half_up(exact(5, 4), 9) == exact(5, 4));
}

TEST_CASE("rounding: once, not digit by digit") {
    CHECK(round_half_up(exact(14449, 10000), 1) ==
          exact(14, 10));  // 1.4449 → 1.445 → 1.45 → 1.5 would be wrong
}

TEST_CASE("rounding: text with fixed decimals") {
    CHECK(to_text(exact(603, 100), 2) == "6.03");
    CHECK(to_text(exact(6), 2) == "6.00");
    CHECK(to_text(exact(6), 0) == "6");
    CHECK(to_text(exact(1, 2), 0) == "1");
    CHECK(to_text(exact(999, 1000), 2) == "1.00");
    CHECK(to_text(exact(-999, 1000), 2) == "-1.00");
    CHECK(to_text(exact(1, 100), 2) == "0.01");
    CHECK(to_text(exact(1, 1000), 2) == "0.00");
    CHECK(to_text(exact(1, 3), 30) == "0.333333333333333333333333333333");
    CHECK(to_text(exact(41 * 33, 40), 2) == "33.83");
    CHECK(to_text(exact(1035, 10000) * 10, 2) == "1.04");
}

TEST_CASE("rounding: text with significant digits") {
    CHECK(dti::to_significant_text(exact(2, 3), 4) == "0.6667");
    CHECK(dti::to_significant_text(exact(2, 300), 4) == "0.006667");
    CHECK(dti::to_significant_text(exact(200, 3), 4) == "66.67");
    CHECK(dti::to_significant_text(exact(20), 4) == "20.00");
    CHECK(dti::to_significant_text(exact(123456), 4) == "123456");
    CHECK(dti::to_significant_text(exact(99996, 100000), 4) == "1.0000");
    CHECK(dti::to_significant_text(exact(-2, 3), 1) == "-0.7");
    CHECK(dti::to_significant_text(exact(0), 4) == "0");
    CHECK(dti::to_significant_text(exact(big_integer(2), dti::power_of_ten(40) * 3), 2) ==
          "0." + std::string(40, '0') + "67");
}

TEST_CASE("rounding: never minus zero") {
    CHECK(to_text(exact(-1, 1000), 2) == "0.00");
    CHECK(to_text(exact(-4, 10), 0) == "0");
    CHECK(to_text(exact(-5, 1000), 2) == "-0.01");
    CHECK(to_text(exact(0), 3) == "0.000");
    CHECK(round_half_up(exact(-1, 1000), 2).is_zero());
}

TEST_CASE("rounding: at the border of 64 bits, and beyond it") {
    CHECK(to_text(exact(largest), 2) == "9223372036854775807.00");
    CHECK(to_text(exact(-largest), 18) == "-9223372036854775807.000000000000000000");
    CHECK(to_text(exact(largest, 2), 0) == "4611686018427387904");
    CHECK(to_text(exact(largest) + 1, 0) == "9223372036854775808");
    CHECK(to_text(exact(largest - 1, largest), 18) == "1.000000000000000000");
    CHECK(to_text(exact(largest - 1, largest), 19) == "0.9999999999999999999");
    CHECK(to_text(exact(1, largest), 19) == "0.0000000000000000001");
    const exact wide(dti::power_of_ten(40) * 3 + 1, 2);
    CHECK(to_text(wide, 0) == "15000000000000000000000000000000000000001");
    CHECK(to_text(-wide, 1) == "-15000000000000000000000000000000000000000.5");
    CHECK(round_half_up(-wide, 0) == -exact(big_integer("15000000000000000000000000000000000000001"), 1));
}

TEST_CASE("rounding: floor and ceil") {
    CHECK(dti::floor(exact(7, 2)) == 3);
    CHECK(dti::floor(exact(-7, 2)) == -4);
    CHECK(dti::floor(exact(-4)) == -4);
    CHECK(dti::ceil(exact(7, 2)) == 4);
    CHECK(dti::ceil(exact(-7, 2)) == -3);
    CHECK(dti::ceil(exact(4)) == 4);
    CHECK(dti::floor(exact(-1, largest)) == -1);
    CHECK(dti::ceil(exact(-1, largest)) == 0);
    const exact wide = exact(largest) * 4 + exact(1, 3);
    CHECK(dti::floor(wide) == exact(largest) * 4);
    CHECK(dti::ceil(wide) == exact(largest) * 4 + 1);
    CHECK(dti::floor(-wide) == -(exact(largest) * 4 + 1));
}

TEST_CASE("rounding: powers of ten") {
    CHECK(dti::power_of_ten(0) == 1);
    CHECK(dti::power_of_ten(3) == 1000);
    CHECK(dti::power_of_ten(30) == big_integer("1000000000000000000000000000000"));
}

TEST_CASE("rounding: the shortest text that says the value") {
    using dti::to_shortest_text;
    CHECK(to_shortest_text(exact(0)) == "0");
    CHECK(to_shortest_text(exact(-3)) == "-3");
    CHECK(to_shortest_text(exact(603, 100)) == "6.03");
    CHECK(to_shortest_text(exact(70, 9)) == "70/9");
    CHECK(to_shortest_text(exact(-1, 3)) == "-1/3");
    CHECK(to_shortest_text(exact(1, 4096)) == "0.000244140625");
    CHECK(to_shortest_text(exact(1, 8192)) == "1/8192");
}
