#include "dti/number/polynomial.hpp"

#include "support/print.hpp"
#include "support/random.hpp"

#include <doctest/doctest.h>

#include <vector>

using dti::exact;
using dti::polynomial;

namespace {

const exact narrow(1, 1'000'000);

/// The product of (x - root) over all roots.
polynomial with_roots(const std::vector<exact>& roots) {
    polynomial product(exact(1));
    for (const exact& root : roots) {
        product = product * polynomial(std::vector<exact>{-root, exact(1)});
    }
    return product;
}

}  // namespace

TEST_CASE("a polynomial drops leading zeros, and knows its value, slope and sign beside 0") {
    const polynomial p(std::vector<exact>{0, -3, 2, 0});
    CHECK(p.degree() == 2);
    CHECK(p.at(exact(1, 2)) == exact(-1));
    CHECK(p.at_zero() == exact(0));
    CHECK(p.slope_at_zero() == exact(-3));
    CHECK(p.roots_at_zero() == 1);
    CHECK(p.sign_near_zero() == -1);
    CHECK(polynomial(exact(0)).is_zero());
    CHECK(polynomial().sign_near_zero() == 0);
    CHECK((p - p).is_zero());
    CHECK(p.derivative() == polynomial(std::vector<exact>{-3, 4}));
}

TEST_CASE("division: divisor · quotient + remainder is the dividend, the remainder of lower degree") {
    dti_test::random_source random(1);
    for (int i = 0; i < 200; ++i) {
        const auto make = [&](std::size_t size) {
            std::vector<exact> coefficients;
            for (std::size_t j = 0; j < size; ++j) {
                coefficients.emplace_back(random.between(-9, 9), random.between(1, 9));
            }
            return polynomial(std::move(coefficients));
        };
        const polynomial dividend = make(random.below(6));
        const polynomial divisor = make(1 + random.below(4));
        if (divisor.is_zero()) {
            continue;
        }
        const polynomial::division done = dividend.divided_by(divisor);
        CHECK(divisor * done.quotient + done.remainder == dividend);
        CHECK((done.remainder.is_zero() || done.remainder.degree() < divisor.degree() ||
               divisor.is_constant()));
    }
}

TEST_CASE("the first root above 0: exact where it is linear, else in a narrow interval") {
    SUBCASE("linear") {
        const auto root = dti::first_root(polynomial(std::vector<exact>{-1, 3}), std::nullopt, narrow);
        REQUIRE(root);
        CHECK(root->is_exact());
        CHECK(root->low == exact(1, 3));
    }
    SUBCASE("at the end it counts, behind it not") {
        CHECK(dti::first_root(polynomial(std::vector<exact>{-1, 3}), exact(1, 3), narrow));
        CHECK_FALSE(dti::first_root(polynomial(std::vector<exact>{-1, 3}), exact(1, 4), narrow));
    }
    SUBCASE("0 is not above 0") {
        CHECK_FALSE(dti::first_root(with_roots({0, 0, -2}), std::nullopt, narrow));
    }
    SUBCASE("of several the first, also where it is double and no sign changes") {
        const auto root = dti::first_root(with_roots({5, exact(7, 3), exact(7, 3), 9}), std::nullopt, narrow);
        REQUIRE(root);
        CHECK(root->low <= exact(7, 3));
        CHECK(root->high >= exact(7, 3));
        CHECK(root->high - root->low <= narrow * 3);
    }
    SUBCASE("irrational: x² = 2") {
        const auto root = dti::first_root(polynomial(std::vector<exact>{-2, 0, 1}), std::nullopt, narrow);
        REQUIRE(root);
        CHECK(root->low * root->low < exact(2));
        CHECK(root->high * root->high > exact(2));
    }
    SUBCASE("a short decimal exactly: x² = 1.44") {
        const auto root =
            dti::first_root(polynomial(std::vector<exact>{exact(-144, 100), 0, 1}), std::nullopt, narrow);
        REQUIRE(root);
        CHECK(root->is_exact());
        CHECK(root->low == exact(12, 10));
    }
    SUBCASE("none") {
        CHECK_FALSE(dti::first_root(polynomial(std::vector<exact>{1, 0, 1}), std::nullopt, narrow));
        CHECK_FALSE(dti::first_root(polynomial(exact(4)), std::nullopt, narrow));
    }
}

TEST_CASE("the first root of random products is the smallest positive factor's") {
    dti_test::random_source random(2);
    for (int i = 0; i < 200; ++i) {
        std::vector<exact> roots;
        std::optional<exact> first;
        for (std::size_t j = 1 + random.below(5); j > 0; --j) {
            roots.emplace_back(random.between(-20, 20), random.between(1, 9));
            if (roots.back() > exact(0) && (!first || roots.back() < *first)) {
                first = roots.back();
            }
        }
        const auto found = dti::first_root(with_roots(roots), std::nullopt, narrow);
        REQUIRE(found.has_value() == first.has_value());
        if (found) {
            CHECK(found->low <= *first);
            CHECK(*first <= found->high);
            CHECK(found->high - found->low <= narrow * 3);
        }
    }
}

TEST_CASE("the greatest common divisor is what both have") {
    const polynomial common = with_roots({exact(1, 2), 3});
    const polynomial found =
        dti::greatest_common_divisor(common * with_roots({5, -1}), common * with_roots({7}) * exact(4));
    CHECK(found == common);
    CHECK(dti::greatest_common_divisor(with_roots({1}), with_roots({2})).is_constant());
}

TEST_CASE("long coefficients multiply like short ones") {
    const exact large = exact(dti::power_of_ten(40), 1);
    const polynomial a(std::vector<exact>{exact(1, 3), 0, exact(2, 7)});
    const polynomial b(std::vector<exact>{exact(-5, 2), exact(1, 9)});
    const polynomial scaled = (a * large) * (b * (exact(1) / large));
    CHECK(scaled == a * b);
    CHECK(((a * large) * polynomial(exact(0))).is_zero());
}
