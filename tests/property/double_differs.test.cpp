// Why exact numbers: inputs on which double alone prints another figure, or decides a comparison the other
// way.
#include "dti/number/number.hpp"

#include "support/formula.hpp"

#include <doctest/doctest.h>
#include <boost/multiprecision/cpp_dec_float.hpp>

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
std::string scaled(double value) {
    return printed(std::round(value * 100) / 100);
}

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
    const dti::formula_scope scope = dti_test::scope_of({"part", "whole"}, {}, 41);
    CHECK(to_text(*evaluate<double>("part / whole * max_score", scope, {33, 40}), 2) == "33.82");
    CHECK(to_text(*evaluate<exact>("part / whole * max_score", scope, {33, 40}), 2) == "33.83");
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

TEST_CASE("double_differs: a percentage of ten points") {
    CHECK(printed(10 * 0.1035) == "1.03");
    const dti::formula_scope scope = dti_test::scope_of({"rate"});
    CHECK(to_text(*evaluate<double>("max_score * rate", scope, {exact(1035, 10000)}), 2) == "1.03");
    CHECK(to_text(*evaluate<exact>("max_score * rate", scope, {exact(1035, 10000)}), 2) == "1.04");
}

TEST_CASE("double_differs: identities") {
    CHECK(0.1 + 0.2 != 0.3);
    CHECK(evaluate<exact>("0.1 + 0.2") == exact(3, 10));
    CHECK(1.0 / 49 * 49 != 1);
    CHECK(evaluate<exact>("1/49 * 49") == 1);
}

TEST_CASE("double_differs: more digits are not exactness") {
    // Here double happens to come out right, and fifty decimal digits do not.
    using fifty = boost::multiprecision::number<boost::multiprecision::cpp_dec_float<50>,
                                                boost::multiprecision::et_off>;
    CHECK(1.0 / 3 * 30 == 10);
    CHECK(evaluate<exact>("1/3 * 30") == 10);
    CHECK(fifty(1) / 3 * 30 != 10);
    CHECK(printed(47.0 / 7 * 0.035) == "0.24");
    CHECK(to_text(evaluate<exact>("47/7 * 0.035"), 2) == "0.24");
    CHECK(fifty(47) / 7 * fifty("0.035") < fifty("0.235"));  // and so prints 0.23
    // And the double nearest to the exact result prints 0.23 too: it lies below the tie.
    CHECK(to_text(exact(235, 1000).to_double(), 2) == "0.23");
}

TEST_CASE("double_differs: over all two-decimal percentages and maxima") {
    // points = max · rate, with the rate as the nearest double. Only what lies near a tie can differ, so that
    // the exact figure is compared there alone.
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
    INFO(product_differs, " of ", cases, " cases print another figure in double, ", scaled_differs,
         " also when rounded by scaling; the first is ", first);
    CHECK(cases == 1000100);
    CHECK(product_differs > 0);
    CHECK(scaled_differs > 0);
}
