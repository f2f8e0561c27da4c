#include "dti/number/exact_sum.hpp"

#include "dti/number/exact.hpp"
#include "support/random.hpp"

#include <doctest/doctest.h>

#include <algorithm>
#include <bit>
#include <cmath>
#include <cstdint>
#include <limits>
#include <utility>
#include <vector>

using dti::exact;
using dti::exact_sum;

namespace {

constexpr double infinity = std::numeric_limits<double>::infinity();

double sum_of(const std::vector<double>& numbers) {
    exact_sum sum;
    for (const double number : numbers) {
        sum.add(number);
    }
    return sum.value();
}

/// The definition: the exact rational sum, rounded once.
double rounded_sum(const std::vector<double>& numbers) {
    exact sum;
    for (const double number : numbers) {
        sum += exact::from_double(number);
    }
    return sum.to_double();
}

/// Bits, so that -0 and 0 differ and NaN equals itself.
std::uint64_t bits(double number) {
    return std::bit_cast<std::uint64_t>(number);
}

/// A number of any size whose exponent is within `spread` of `centre`.
double random_double(dti_test::random_source& random, int centre, int spread) {
    const auto mantissa = static_cast<double>(static_cast<std::int64_t>(random.bits() >> 11U));
    const int exponent = centre - 52 + static_cast<int>(random.between(-spread, spread));
    return std::ldexp(random.once_in(2) ? mantissa : -mantissa, exponent);
}

}  // namespace

TEST_CASE("exact_sum: what double arithmetic loses") {
    CHECK(bits(sum_of({})) == bits(0.0));
    CHECK(sum_of({1e100, 1, -1e100}) == 1);
    CHECK(sum_of({0.1, 0.2, 0.3}) == sum_of({0.3, 0.2, 0.1}));
    CHECK(bits(sum_of({5, -5})) == bits(0.0));
    CHECK(bits(sum_of({-0.0, -0.0})) == bits(0.0));
}

TEST_CASE("exact_sum: one number is itself") {
    for (const double number : {1.0, -1.0, 0.1, std::numeric_limits<double>::denorm_min(),
                                -std::numeric_limits<double>::min(), std::numeric_limits<double>::max(),
                                std::numeric_limits<double>::lowest(), 0x1.fffffffffffffp-1023}) {
        CHECK(bits(sum_of({number})) == bits(number));
    }
}

TEST_CASE("exact_sum: ties go to even, and everything behind them counts") {
    const double half_step = 0x1p-53;
    CHECK(sum_of({1, half_step}) == 1);
    CHECK(sum_of({1 + 0x1p-52, half_step}) == 1 + 0x1p-51);
    CHECK(sum_of({1, half_step, 0x1p-1074}) == 1 + 0x1p-52);
    CHECK(sum_of({1, half_step, -0x1p-1074}) == 1);
    CHECK(sum_of({-1, -half_step, -0x1p-1074}) == -1 - 0x1p-52);
}

TEST_CASE("exact_sum: the ends of the range") {
    const double most = std::numeric_limits<double>::max();
    CHECK(sum_of({most, most, -most}) == most);
    CHECK(sum_of({most, most}) == infinity);
    CHECK(sum_of({-most, -most}) == -infinity);
    CHECK(sum_of({most, 0x1p970}) == infinity);  // half a step above: a tie to even, which is infinite
    CHECK(sum_of({most, 0x1p970, -0x1p-1074}) == most);
    CHECK(sum_of({infinity, most}) == infinity);
    CHECK(sum_of({1, -infinity}) == -infinity);
    CHECK(bits(sum_of({infinity, -infinity})) == bits(std::numeric_limits<double>::quiet_NaN()));
    CHECK(std::isnan(sum_of({infinity, std::numeric_limits<double>::quiet_NaN()})));
}

TEST_CASE("exact_sum: is the rounded rational sum, in any order and any parts") {
    dti_test::random_source random(20240);
    for (int round = 0; round < 3000; ++round) {
        const int centre = random.once_in(4) ? static_cast<int>(random.between(-1060, 1000)) : 0;
        const int spread = static_cast<int>(random.below(random.once_in(3) ? 400 : 30));
        std::vector<double> numbers;
        for (std::size_t i = 1 + random.below(40); i > 0; --i) {
            const double number = random_double(random, centre, spread);
            if (std::isfinite(number)) {
                numbers.push_back(number);
            }
            if (random.once_in(5) && !numbers.empty()) {
                numbers.push_back(-numbers[random.below(numbers.size())]);  // cancellation
            }
        }
        const double expected = rounded_sum(numbers);
        REQUIRE(bits(sum_of(numbers)) == bits(expected));
        std::reverse(numbers.begin(), numbers.end());
        std::vector<exact_sum> parts(1 + random.below(4));
        for (const double number : numbers) {
            parts[random.below(parts.size())].add(number);
        }
        exact_sum merged;
        for (const exact_sum& part : parts) {
            merged.add(part);
        }
        REQUIRE(bits(merged.value()) == bits(expected));
    }
}

TEST_CASE("exact_sum: what is taken back never was") {
    dti_test::random_source random(8);
    for (int round = 0; round < 300; ++round) {
        exact_sum sum;
        std::vector<double> left;
        for (int edit = 0; edit < 60; ++edit) {
            if (left.empty() || !random.once_in(3)) {
                const double number = random.once_in(12)   ? infinity
                                      : random.once_in(12) ? -infinity
                                      : random.once_in(12) ? std::numeric_limits<double>::quiet_NaN()
                                                           : random_double(random, 0, 900);
                sum.add(number);
                left.push_back(number);
            } else {
                std::swap(left[random.below(left.size())], left.back());
                sum.remove(left.back());
                left.pop_back();
            }
            const double expected = sum_of(left);
            REQUIRE(
                (bits(sum.value()) == bits(expected) || (std::isnan(sum.value()) && std::isnan(expected))));
        }
    }
}
