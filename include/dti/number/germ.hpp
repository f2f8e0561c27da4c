// Numbers with an infinitesimal step: rational functions of h, ordered as they are for all small enough h >
// 0.
//
// In: exact numbers and the step. Out: a number type of the core (number.hpp), in which the same program that
// scores a figure scores it just beside: every comparison, floor, clamp and rounding comes out as it does
// there. What is left is the limit and the slope, exactly. Next: analyse/figure_line.hpp.
#pragma once

#include "dti/number/number.hpp"
#include "dti/number/polynomial.hpp"

#include <algorithm>
#include <optional>
#include <utility>

namespace dti::inline v0 {

/// How far a step may grow before something that was decided for a small one comes out otherwise.
class step_reach {
  public:
    /// The first place at which that may be, as exactly as it is known; nothing where there is none.
    [[nodiscard]] const std::optional<root_place>& end() const noexcept { return end_; }
    /// Whether something was decided by a polynomial of so high a degree that its roots were not looked for:
    /// then nothing is known of the end.
    [[nodiscard]] bool is_lost() const noexcept { return lost_; }
    void lose() noexcept { lost_ = true; }
    /// Something was decided by the sign of this. Zero polynomials never change.
    void add(const polynomial& decided_by) {
        if (decided_by.is_constant() || lost_) {
            return;
        }
        if (decided_by.division_work() > most_work) {
            lose();
            return;
        }
        static const exact narrow(1, 1'000'000'000);
        const std::optional<exact> known = end_ ? std::optional(end_->high) : std::nullopt;
        const std::optional<root_place> root = first_root(decided_by, known, narrow);
        if (root && (!end_ || root->low < end_->low)) {
            end_ = root;
        }
    }

  private:
    // Rules that planners meet are of degree 1 or 2.
    static constexpr std::size_t most_work = 20'000;

    std::optional<root_place> end_;
    bool lost_ = false;
};

/// A quotient of two polynomials in the step h > 0. All operations are exact up to `highest_order` powers of
/// h above the lowest; what is beyond is cut off, so that hostile rules cost no more than others: limits,
/// slopes and all comparisons that a lower power decides stay exact. Where one comes from a step that has a
/// `step_reach`, comparing and rounding it tells that how far they hold.
class germ {
  public:
    static constexpr std::size_t highest_order = 24;

    germ() = default;
    germ(int value) : germ(exact(value)) {}
    explicit germ(exact value) : top_(std::move(value)) {}

    /// `value` + `slope` · h. Where `reach` is given it outlives all that is computed from the result.
    [[nodiscard]] static germ step_from(const exact& value, const exact& slope, step_reach* reach = nullptr) {
        germ result;
        result.top_ = polynomial(std::vector<exact>{value, slope});
        result.reach_ = reach;
        return result;
    }

    [[nodiscard]] bool is_constant() const noexcept { return top_.is_constant() && bottom_.is_constant(); }
    [[nodiscard]] bool is_zero() const noexcept { return top_.is_zero(); }
    [[nodiscard]] const polynomial& top() const noexcept { return top_; }
    /// Above 0 for all small h.
    [[nodiscard]] const polynomial& bottom() const noexcept { return bottom_; }
    [[nodiscard]] step_reach* reach() const noexcept { return reach_; }

    /// Its value as h goes to 0; nothing where it grows beyond all bounds.
    [[nodiscard]] std::optional<exact> limit() const {
        const exact bottom = bottom_.at_zero();
        return bottom.is_zero() ? std::nullopt : std::optional<exact>(top_.at_zero() / bottom);
    }
    /// Its derivative by h at 0. Domain: it has a limit.
    [[nodiscard]] exact slope() const {
        const exact bottom = bottom_.at_zero();
        return (top_.slope_at_zero() * bottom - top_.at_zero() * bottom_.slope_at_zero()) / (bottom * bottom);
    }
    /// The sign for all small h.
    [[nodiscard]] int sign() const { return top_.sign_near_zero(); }

    [[nodiscard]] germ operator-() const { return {-top_, bottom_, reach_}; }
    friend germ operator+(const germ& a, const germ& b) {
        return a.bottom_ == b.bottom_
                   ? germ(a.top_ + b.top_, a.bottom_, either(a, b))
                   : germ(a.top_ * b.bottom_ + b.top_ * a.bottom_, a.bottom_ * b.bottom_, either(a, b));
    }
    friend germ operator-(const germ& a, const germ& b) { return a + (-b); }
    friend germ operator*(const germ& a, const germ& b) {
        return {a.top_ * b.top_, a.bottom_ * b.bottom_, either(a, b)};
    }
    /// Domain: `b` is not 0 for all h.
    friend germ operator/(const germ& a, const germ& b) {
        decide(b.top_, b.reach_);  // where it is 0 there is no quotient
        return {a.top_ * b.bottom_, a.bottom_ * b.top_, either(a, b)};
    }

    friend bool operator<(const germ& a, const germ& b) { return difference_sign(a, b) < 0; }
    friend bool operator==(const germ& a, const germ& b) { return difference_sign(a, b) == 0; }

    /// The largest integer not above it; itself where it has no limit, so that it stays beyond all bounds.
    [[nodiscard]] germ floor() const {
        const std::optional<exact> near = limit();
        if (!near) {
            return *this;
        }
        exact below = dti::floor(*near);
        if (!is_constant()) {
            if (*near == below && (*this - germ(below)).sign() < 0) {
                below -= 1;
            }
            decide(top_ - bottom_ * below, reach_);
            decide(top_ - bottom_ * (below + 1), reach_);
        }
        return germ(std::move(below));
    }

  private:
    germ(polynomial top, polynomial bottom, step_reach* reach)
        : top_(std::move(top)), bottom_(std::move(bottom)), reach_(reach) {
        reduce();
    }

    static step_reach* either(const germ& a, const germ& b) noexcept {
        return a.reach_ != nullptr ? a.reach_ : b.reach_;
    }
    static void decide(const polynomial& by, step_reach* reach) {
        if (reach != nullptr) {
            reach->add(by);
        }
    }
    static int difference_sign(const germ& a, const germ& b) {
        const polynomial difference =
            a.bottom_ == b.bottom_ ? a.top_ - b.top_ : a.top_ * b.bottom_ - b.top_ * a.bottom_;
        decide(difference, either(a, b));
        return difference.sign_near_zero();
    }

    /// Lowest terms, the bottom 1 where it can be, and above 0 near 0.
    void reduce() {
        if (top_.is_zero()) {
            bottom_ = polynomial(exact(1));
            return;
        }
        cut(top_);
        cut(bottom_);
        if (!bottom_.is_constant()) {
            if (const std::size_t common = std::min(top_.roots_at_zero(), bottom_.roots_at_zero());
                common > 0) {
                top_ = top_.shifted_down(common);
                bottom_ = bottom_.shifted_down(common);
            }
            if (!top_.is_constant() &&
                std::max(top_.division_work(), bottom_.division_work()) <= most_reduced) {
                const polynomial common = greatest_common_divisor(top_, bottom_);
                if (!common.is_constant()) {
                    top_ = top_.divided_by(common).quotient;
                    bottom_ = bottom_.divided_by(common).quotient;
                }
            }
        }
        if (bottom_.is_constant()) {
            if (bottom_.at_zero() != exact(1)) {
                top_ = top_ * (exact(1) / bottom_.at_zero());
                bottom_ = polynomial(exact(1));
            }
        } else if (bottom_.sign_near_zero() < 0) {
            top_ = -top_;
            bottom_ = -bottom_;
        }
    }

    /// Leaves the lowest power, and those up to `highest_order` above it.
    void cut(polynomial& part) {
        const std::size_t highest = part.roots_at_zero() + highest_order;
        if (part.degree() > highest) {
            part = part.cut(highest);
            if (reach_ != nullptr) {
                reach_->lose();
            }
        }
    }

    static constexpr std::size_t most_reduced =
        20'000;  // beyond it common factors cost less than looking for them

    polynomial top_;
    polynomial bottom_{exact(1)};
    step_reach* reach_ = nullptr;
};

template <>
struct number_traits<germ> {
    static constexpr std::string_view mode = "exact";
    static germ from_exact(const exact& value) { return germ(value); }
    /// The limit, which there must be.
    static exact to_exact(const germ& value) { return value.limit().value_or(exact()); }
    static germ floor(const germ& value) { return value.floor(); }
    static germ ceil(const germ& value) { return -(-value).floor(); }
    static germ round(const germ& value, int decimals) {
        const exact scale(power_of_ten(decimals), 1);
        const germ half(exact(1, 2));
        const germ scaled = value * germ(scale);
        const germ whole = scaled < germ(0) ? -(half - scaled).floor() : (scaled + half).floor();
        return whole / germ(scale);
    }
    static bool is_zero(const germ& value) noexcept { return value.is_zero(); }
    static constexpr bool is_finite(const germ&) noexcept { return true; }
};

}  // namespace dti::inline v0
