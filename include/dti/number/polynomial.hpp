// Polynomials with exact coefficients, and their first root to the right of a place.
//
// In: coefficients. Out: values, sums, products, remainders, and roots as exact intervals. Next: germ.hpp.
#pragma once

#include "dti/number/rounding.hpp"

#include <algorithm>
#include <cstddef>
#include <optional>
#include <utility>
#include <vector>

namespace dti::inline v0 {

/// A polynomial in one variable; the zero polynomial has no coefficients. Value semantics, all exact.
class polynomial {
  public:
    polynomial() = default;
    /// A constant.
    explicit polynomial(exact constant) {
        if (!constant.is_zero()) {
            coefficients_.push_back(std::move(constant));
        }
    }
    /// Coefficients, the constant first.
    explicit polynomial(std::vector<exact> coefficients) : coefficients_(std::move(coefficients)) { trim(); }

    [[nodiscard]] bool is_zero() const noexcept { return coefficients_.empty(); }
    [[nodiscard]] bool is_constant() const noexcept { return coefficients_.size() <= 1; }
    /// Of the zero polynomial 0.
    [[nodiscard]] std::size_t degree() const noexcept { return is_zero() ? 0 : coefficients_.size() - 1; }
    /// Constant first.
    [[nodiscard]] const std::vector<exact>& coefficients() const noexcept { return coefficients_; }
    [[nodiscard]] exact at_zero() const { return is_zero() ? exact() : coefficients_.front(); }
    [[nodiscard]] exact slope_at_zero() const { return degree() == 0 ? exact() : coefficients_[1]; }
    /// How often 0 is a root. Domain: not the zero polynomial.
    [[nodiscard]] std::size_t roots_at_zero() const noexcept {
        std::size_t count = 0;
        while (coefficients_[count].is_zero()) {
            ++count;
        }
        return count;
    }
    /// What dividing by it again and again costs, which grows with the square of the degree and with the bits
    /// of the coefficients.
    [[nodiscard]] std::size_t division_work() const {
        std::size_t bits = 0;
        for (const exact& coefficient : coefficients_) {
            bits = std::max(bits, coefficient.bits());
        }
        return degree() * degree() * bits;
    }
    /// The sign just right of 0: that of the lowest coefficient that is not 0.
    [[nodiscard]] int sign_near_zero() const {
        return is_zero() ? 0 : (coefficients_[roots_at_zero()].is_negative() ? -1 : 1);
    }

    [[nodiscard]] exact at(const exact& x) const {
        exact value;
        for (auto next = coefficients_.rbegin(); next != coefficients_.rend(); ++next) {
            value = value * x + *next;
        }
        return value;
    }

    [[nodiscard]] polynomial operator-() const { return *this * exact(-1); }
    friend polynomial operator+(const polynomial& a, const polynomial& b) { return add(a, b, false); }
    friend polynomial operator-(const polynomial& a, const polynomial& b) { return add(a, b, true); }
    friend polynomial operator*(const polynomial& a, const polynomial& b) {
        if (a.is_zero() || b.is_zero()) {
            return {};
        }
        const auto is_long = [](const exact& coefficient) { return coefficient.is_promoted(); };
        if (std::any_of(a.coefficients_.begin(), a.coefficients_.end(), is_long) ||
            std::any_of(b.coefficients_.begin(), b.coefficients_.end(), is_long)) {
            return multiply_long(a, b);
        }
        std::vector<exact> product(a.coefficients_.size() + b.coefficients_.size() - 1);
        for (std::size_t i = 0; i < a.coefficients_.size(); ++i) {
            for (std::size_t j = 0; j < b.coefficients_.size(); ++j) {
                product[i + j] += a.coefficients_[i] * b.coefficients_[j];
            }
        }
        return polynomial(std::move(product));
    }
    friend polynomial operator*(polynomial a, const exact& factor) {
        for (exact& coefficient : a.coefficients_) {
            coefficient *= factor;
        }
        a.trim();
        return a;
    }
    friend bool operator==(const polynomial&, const polynomial&) = default;

    /// This divided by x^count. Domain: count <= roots_at_zero().
    [[nodiscard]] polynomial shifted_down(std::size_t count) const {
        return polynomial(std::vector<exact>(coefficients_.begin() + static_cast<std::ptrdiff_t>(count),
                                             coefficients_.end()));
    }
    /// This without what is beyond a power of x.
    [[nodiscard]] polynomial cut(std::size_t highest) const {
        return degree() <= highest ? *this
                                   : polynomial(std::vector<exact>(
                                         coefficients_.begin(),
                                         coefficients_.begin() + static_cast<std::ptrdiff_t>(highest) + 1));
    }
    [[nodiscard]] polynomial derivative() const {
        std::vector<exact> slopes;
        for (std::size_t i = 1; i < coefficients_.size(); ++i) {
            slopes.push_back(coefficients_[i] * exact(static_cast<std::int64_t>(i)));
        }
        return polynomial(std::move(slopes));
    }
    struct division;
    /// Divided with a remainder. Domain: the divisor is not the zero polynomial.
    [[nodiscard]] division divided_by(const polynomial& divisor) const;

  private:
    /// Whole coefficients over one denominator.
    struct whole_form {
        std::vector<big_integer> numbers;
        big_integer denominator = 1;
    };
    [[nodiscard]] whole_form whole() const {
        whole_form form;
        for (const exact& coefficient : coefficients_) {
            const big_integer part = coefficient.big_denominator();
            form.denominator *= part / gcd(form.denominator, part);
        }
        for (const exact& coefficient : coefficients_) {
            form.numbers.push_back(coefficient.big_numerator() *
                                   (form.denominator / coefficient.big_denominator()));
        }
        return form;
    }
    /// Sums of long fractions would multiply all their denominators: one is shared instead.
    static polynomial multiply_long(const polynomial& a, const polynomial& b) {
        const whole_form left = a.whole();
        const whole_form right = b.whole();
        std::vector<big_integer> sums(left.numbers.size() + right.numbers.size() - 1);
        for (std::size_t i = 0; i < left.numbers.size(); ++i) {
            for (std::size_t j = 0; j < right.numbers.size(); ++j) {
                sums[i + j] += left.numbers[i] * right.numbers[j];
            }
        }
        const big_integer denominator = left.denominator * right.denominator;
        std::vector<exact> product;
        for (big_integer& sum : sums) {
            const big_integer common = gcd(sum, denominator);
            product.emplace_back(big_integer(sum / common), big_integer(denominator / common));
        }
        return polynomial(std::move(product));
    }
    static polynomial add(const polynomial& a, const polynomial& b, bool subtract) {
        std::vector<exact> sum(std::max(a.coefficients_.size(), b.coefficients_.size()));
        std::copy(a.coefficients_.begin(), a.coefficients_.end(), sum.begin());
        for (std::size_t i = 0; i < b.coefficients_.size(); ++i) {
            sum[i] = subtract ? sum[i] - b.coefficients_[i] : sum[i] + b.coefficients_[i];
        }
        return polynomial(std::move(sum));
    }
    void trim() {
        while (!coefficients_.empty() && coefficients_.back().is_zero()) {
            coefficients_.pop_back();
        }
    }

    std::vector<exact> coefficients_;  // the last one is not 0
};

struct polynomial::division {
    polynomial quotient{};
    polynomial remainder{};
};

inline polynomial::division polynomial::divided_by(const polynomial& divisor) const {
    const std::vector<exact>& by = divisor.coefficients_;
    std::vector<exact> rest = coefficients_;
    std::vector<exact> quotient(rest.size() < by.size() ? 0 : rest.size() - by.size() + 1);
    for (std::size_t offset = quotient.size(); offset-- > 0;) {
        const exact factor = rest[offset + by.size() - 1] / by.back();
        for (std::size_t i = 0; i < by.size() && !factor.is_zero(); ++i) {
            rest[offset + i] -= factor * by[i];
        }
        quotient[offset] = factor;
    }
    return {polynomial(std::move(quotient)), polynomial(std::move(rest))};
}

/// Where a root lies: at `low` exactly when both ends are the same, else in low < x <= high.
struct root_place {
    exact low{};
    exact high{};

    [[nodiscard]] bool is_exact() const { return low == high; }
};

namespace detail {

/// The same roots and signs, the leading coefficient 1 or -1: smaller coefficients grow slower.
inline polynomial scaled_down(const polynomial& source) {
    if (source.is_zero()) {
        return source;
    }
    const exact& leading = source.coefficients().back();
    return source * (exact(1) / (leading.is_negative() ? -leading : leading));
}

/// The polynomials of Sturm's theorem: source, derivative, and the negative remainders; last the greatest
/// common divisor of the first two.
inline std::vector<polynomial> sturm_chain(const polynomial& source) {
    std::vector<polynomial> chain{source, source.derivative()};
    while (!chain.back().is_zero()) {
        chain.push_back(scaled_down(-chain[chain.size() - 2].divided_by(chain.back()).remainder));
    }
    chain.pop_back();
    return chain;
}

/// Whether all coefficients have one sign: then there is no root above 0 (Descartes).
inline bool has_one_sign(const polynomial& source) {
    const bool negative = source.coefficients().back().is_negative();
    return std::all_of(source.coefficients().begin(), source.coefficients().end(),
                       [&](const exact& part) { return part.is_zero() || part.is_negative() == negative; });
}

/// How often the signs of a chain change at a place, zeros left out.
inline std::size_t sign_changes(const std::vector<polynomial>& chain, const exact& x) {
    std::size_t changes = 0;
    int before = 0;
    for (const polynomial& member : chain) {
        const exact value = member.at(x);
        const int sign = value.is_zero() ? 0 : (value.is_negative() ? -1 : 1);
        if (sign != 0) {
            changes += before != 0 && before != sign ? 1U : 0U;
            before = sign;
        }
    }
    return changes;
}

/// No root is larger (Cauchy); a whole number, since many are made from it.
inline exact root_bound(const polynomial& source) {
    exact largest;
    const exact& leading = source.coefficients().back();
    for (const exact& coefficient : source.coefficients()) {
        const exact ratio = coefficient / leading;
        largest = std::max(largest, ratio.is_negative() ? -ratio : ratio);
    }
    return ceil(largest) + 1;
}

}  // namespace detail

/// The polynomial of highest degree that divides both, its leading coefficient 1 or -1. Domain: not both are
/// the zero polynomial.
[[nodiscard]] inline polynomial greatest_common_divisor(polynomial a, polynomial b) {
    while (!b.is_zero()) {
        polynomial rest = detail::scaled_down(a.divided_by(b).remainder);
        a = std::exchange(b, std::move(rest));
    }
    return detail::scaled_down(a);
}

/// The smallest root above 0 and up to `end` (without one: any). Of degree 1 it is exact; else its interval
/// is at most `width` wide, or exact where the search meets it. Domain: not the zero polynomial; 0 < width.
[[nodiscard]] inline std::optional<root_place> first_root(const polynomial& source,
                                                          const std::optional<exact>& end,
                                                          const exact& width) {
    const polynomial reduced = source.shifted_down(source.roots_at_zero());
    if (reduced.is_constant() || detail::has_one_sign(reduced)) {
        return std::nullopt;
    }
    if (reduced.degree() == 1) {
        const exact root = -reduced.coefficients()[0] / reduced.coefficients()[1];
        const bool inside = root > exact() && !(end && root > *end);
        return inside ? std::optional<root_place>({root, root}) : std::nullopt;
    }
    const std::vector<polynomial> chain = detail::sturm_chain(reduced);
    if (!chain.back().is_constant()) {  // multiple roots: once each, so that roots may lie at the ends
        return first_root(reduced.divided_by(chain.back()).quotient, end, width);
    }
    exact low;
    exact high = end ? *end : detail::root_bound(reduced);
    const std::size_t changes_at_low = detail::sign_changes(chain, low);
    const auto roots_up_to = [&](const exact& x) { return changes_at_low - detail::sign_changes(chain, x); };
    if (roots_up_to(high) == 0) {
        return std::nullopt;
    }
    while (high - low > width) {
        if (reduced.at(high).is_zero() && roots_up_to(high) == 1) {
            return root_place{high, high};
        }
        exact middle = (low + high) / 2;
        (roots_up_to(middle) > 0 ? high : low) = std::move(middle);
    }
    // A root that is a short decimal is told exactly.
    constexpr int short_decimals = 6;
    const exact guess = round_half_up((low + high) / 2, short_decimals);
    if (low < guess && guess <= high && reduced.at(guess).is_zero() && roots_up_to(guess) == 1) {
        return root_place{guess, guess};
    }
    return root_place{floor(low / width) * width, ceil(high / width) * width};
}

}  // namespace dti::inline v0
