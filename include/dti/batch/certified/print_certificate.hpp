// How a column of results is printed from doubles, and which of them have to be looked at exactly.
//
// In: the bound of a result, and a number of decimals. Out: what print_lanes() needs.
#pragma once

#include "dti/batch/certified/error_bound.hpp"
#include "dti/batch/print_lanes.hpp"
#include "dti/number/number.hpp"

#include <cstdint>

namespace dti::inline v0 {

struct print_certificate {
    lane_print lanes;
    bool is_possible = false;  ///< double arithmetic tells something; else each figure is settled exactly
    bool is_proven = false;    ///< and it tells all there is to know: no lane is ever in doubt
};

/// The most decimals that doubles are printed with.
inline constexpr int most_printed_decimals = 15;

/// How values with the given bound are printed.
///
/// With S = 10^decimals, |c·S - |x|·S| <= E. A tie is a half of an odd number, and |x|·S is a whole number
/// over D = denominator·rest, less the factors that it shares with S: where it is not on a tie it is at least
/// 1 / (2 D) away. If E is less than a quarter of that, half of it is added (the lift): what lies on a tie is
/// then above it, what lies below stays there, and rounding to the nearest whole number is right everywhere.
/// If not, a lane is in doubt where its product is within E of a tie.
[[nodiscard]] inline print_certificate certify_print(const value_bound& bound, int decimals) noexcept {
    using namespace detail::bounds;
    print_certificate rule;
    if (!bound.is_known() || decimals > most_printed_decimals) {
        return rule;
    }
    rule.lanes.scale = decimal_scale(decimals);
    const double largest_product = up((bound.magnitude() + bound.absolute) * rule.lanes.scale);
    if (!(largest_product < 0x1p50)) {
        return rule;
    }
    // Rounded are the product, the sum with the lift, and what is compared with `most`.
    const double off = up(bound.absolute * rule.lanes.scale + 4 * unit_roundoff * (largest_product + 1));
    const std::uint64_t shared = std::gcd(bound.denominator, static_cast<std::uint64_t>(rule.lanes.scale));
    const double apart = down(0.5 / (static_cast<double>(bound.denominator / shared) * bound.rest));
    if (4 * off < apart) {
        rule.lanes.lift = apart / 2;
        rule.lanes.most = 1;
        rule.is_proven = rule.is_possible = true;
    } else if (off < 0.25) {
        rule.lanes.most = 0.5 - off;
        rule.is_possible = true;
    }
    return rule;
}

}  // namespace dti::inline v0
