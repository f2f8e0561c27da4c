// Why exact numbers: inputs on which double alone prints another figure, or decides a comparison the other way.
#include "dti/number/number.hpp"

#include "support/formula.hpp"
#include "support/random.hpp"

#include <doctest/doctest.h>

#include <array>
#include <cmath>
#include <cstdio>
#include <string>

using dti::exact;
using dti::to_text;
using dti_test::evaluate;

namespace {

/// A double with two decimals as the C library prints it: the digits of its binary value.
std::string printed(double value) {
    std::array<char, 64> text{};
    static_cast<void>(std::snprintf(text.data(), text.size(), "%.2f", value));
    return text.data();
}

/// The other habit: scale, round half-up, print.
std::string scaled(double value) { return printed(std::round(value * 100) / 100); }

}  // namespace

TEST_CASE("double_differs: a product that is a tie") {
    const double points = 41.0 * 33.0 / 40.0;  // 33.825
    CHECK(printed(points) == "33.83");
    CHECK(to_text(points, 2) == "33.83");
    CHECK(to_text(evaluate<exact>("41 * 33 / 40"), 2) == "33.83");
    // In the order that a rate gives, the same figure falls below the tie.
    const double by_rate = 33.0 / 40.0 * 41.0;
    CHECK(printed(by_rate) == "33.82");
    CHECK(to_text(by_rate, 2) == "33.82");
    CHECK(to_text(evaluate<double>("33 / 40 * 41"), 2) == "33.82");
    CHECK(to_text(evaluate<exact>("33 / 40 * 41"), 2) == "33.83");
}

TEST_CASE("double_differs: a decimal literal that is a tie") {
    CHECK(printed(1.005) == "1.00");
    CHECK(to_text(1.005, 2) == "1.00");
    CHECK(to_text(evaluate<exact>("1.005"), 2) == "1.01");
}

TEST_CASE("double_differs: a comparison at equality") {
    CHECK_FALSE(0.84 / 1.05 >= 0.8);
    CHECK(exact(84, 100) / exact(105, 100) >= exact(8, 10));
}

TEST_CASE("double_differs: sums of decimals") {
    CHECK(0.1 + 0.2 != 0.3);
    CHECK(evaluate<exact>("0.1 + 0.2") == exact(3, 10));
}

TEST_CASE("double_differs: over all two-decimal percentages and maxima") {
    // points = max · rate, with the rate as the nearest double. Only what lies near a tie can differ, so that the exact
    // figure is compared there alone.
    int product_differs = 0;
    int scaled_differs = 0;
    int cases = 0;
    std::string first;
    for (int percent = 0; percent <= 10000; ++percent) {
        const double rate = exact(percent, 10000).to_double();
        for (int maximum = 1; maximum <= 100; ++maximum) {
            ++cases;
            const double points = maximum * rate;
            const double hundredths = points * 100;
            if (std::abs(hundredths - std::floor(hundredths) - 0.5) > 1e-6) {
                continue;
            }
            const std::string right = to_text(exact(percent, 10000) * maximum, 2);
            if (to_text(points, 2) != right) {
                ++product_differs;
                if (first.empty()) {
                    first = std::to_string(percent) + " / 10000 * " + std::to_string(maximum);
                }
            }
            scaled_differs += scaled(points) != right ? 1 : 0;
        }
    }
    MESSAGE(product_differs, " of ", cases, " cases print another figure in double, ", scaled_differs,
            " also when rounded by scaling; the first is ", first);
    CHECK(cases == 1000100);
    CHECK(product_differs > 0);
    CHECK(scaled_differs > 0);
}
