// From a printed score back to its rule: which kinds of rule, and which thresholds, give these points at this
// rate.
//
// In: points, maximum and rate as they were printed. Out: for each kind of rule whether it explains them, and
// with which constants; the formula of a rule as a definition has it. Next: report/fit_card.hpp.
//
// A printed figure stands for an interval. Points, maximum and rate come into a rule only as the attainment
// (points / maximum) and the rate, and both are intervals, so that every answer is exact: a threshold is
// given if and only if figures exist that are printed like these.
#pragma once

#include "dti/number/interval.hpp"

#include <algorithm>
#include <initializer_list>
#include <optional>
#include <string>
#include <utility>
#include <vector>

namespace dti::inline v0 {

/// A score as somebody printed it. A maximum without decimals is exact, also a fraction such as 70/9.
/// Domain: points and rate are not negative, the maximum is above 0.
struct printed_score {
    written_number points{};
    written_number max_score{};
    written_number rate{};  ///< 1 is 100%
};

/// What explains a printed score.
struct score_fit {
    interval points{};  ///< what the printed figures stand for; points at most the maximum
    interval max_score{};
    interval rate{};
    interval attainment{};  ///< points / max_score, within 0..1
    /// T in points = max_score · min(rate / T, 1): all that give the points, also those above 100%.
    interval threshold_needed{};
    /// Those among them that a rule can have: above 0, at most 100%. Nothing where there is none.
    std::optional<interval> threshold{};
    /// The roundest of them, the roundest first; never empty where `threshold` is there.
    std::vector<exact> round_thresholds{};
    /// The share of the maximum that a fixed tier gives, whatever the rate: a simple fraction.
    std::optional<exact> tier{};

    /// points = max_score · rate: a threshold of 100%.
    [[nodiscard]] bool plain_ratio() const { return threshold && threshold->contains(1); }
    [[nodiscard]] bool explained() const noexcept { return threshold || tier; }
};

/// The largest denominator of a tier: a decision writes 1/2 or 3/10 of the points, not 17/35.
inline constexpr int largest_tier_denominator = 10;

/// How many round thresholds are named.
inline constexpr std::size_t most_round_thresholds = 5;

namespace detail {

/// points / max_score; nothing where all points are above the maximum.
inline std::optional<interval> attainment_of(const interval& points, const interval& max_score) {
    interval result{points.low / *max_score.high, *points.high / max_score.low,
                    points.low_closed && (max_score.high_closed || points.low.is_zero()), false};
    if (*result.high > 1) {
        result.high = 1;
        result.high_closed = true;
    }
    const bool empty = result.low > 1 || (result.low == 1 && !result.low_closed);
    return empty ? std::nullopt : std::optional<interval>(std::move(result));
}

/// Full marks come from any threshold up to the rate; fewer from rate / attainment, above 0. The upper end of
/// a rate is open, and so are the ends here: only rates below it, and attainments below theirs, are printed
/// so.
inline interval threshold_of(const interval& attainment, const interval& rate) {
    interval result;
    if (!attainment.contains(1)) {
        result.low = rate.low / *attainment.high;
    }
    if (!attainment.low.is_zero()) {
        result.high = *rate.high / attainment.low;
    }
    return result;
}

inline std::optional<interval> up_to_one(interval wanted) {
    if (wanted.low >= 1) {
        return std::nullopt;
    }
    if (!wanted.high || *wanted.high > 1) {
        wanted.high = 1;
        wanted.high_closed = true;
    }
    return wanted;
}

/// Adds multiples of powers of ten that lie in `range`, the larger ones first, while there is room.
inline void add_round(const interval& range, std::initializer_list<exact> multiples,
                      std::vector<exact>& found) {
    exact scale = 1;
    // With a lower end of 0 all small numbers lie inside, and fill the room.
    for (; found.size() < most_round_thresholds && scale * 10 > range.low; scale /= 10) {
        for (const exact& multiple : multiples) {
            if (found.size() < most_round_thresholds && range.contains(multiple * scale)) {
                found.push_back(multiple * scale);
            }
        }
    }
}

/// Round numbers of an interval within 0..1: of one digit, then the halves and quarters of two; where there
/// are none the shortest decimal nearest to the middle.
inline std::vector<exact> round_numbers(const interval& range) {
    std::vector<exact> found;
    add_round(range, {9, 8, 7, 6, 5, 4, 3, 2, 1}, found);
    add_round(range, {exact(15, 2), exact(5, 2), exact(3, 2)}, found);
    const exact middle = (range.low + *range.high) / 2;
    for (int places = 0; found.empty(); ++places) {
        const exact candidate = round_half_up(middle, places);
        if (range.contains(candidate)) {
            found.push_back(candidate);
        }
    }
    return found;
}

/// The fraction that was printed, where it is simple (3 of 4 points), else the simplest that is printed so.
inline std::optional<exact> tier_of(const interval& attainment, const exact& printed) {
    if (attainment.contains(printed) && printed.big_denominator() <= largest_tier_denominator) {
        return printed;
    }
    for (int denominator = 1; denominator <= largest_tier_denominator; ++denominator) {
        for (int numerator = 0; numerator <= denominator; ++numerator) {
            if (const exact share(numerator, denominator); attainment.contains(share)) {
                return share;
            }
        }
    }
    return std::nullopt;
}

/// A number that ends, in full.
inline std::string decimal_text(const exact& value) {
    int places = 0;
    while (round_half_up(value, places) != value) {
        ++places;
    }
    return to_text(value, places);
}

}  // namespace detail

/// Everything that explains a printed score. Nothing where the points are above the maximum, by more than
/// the printing allows.
[[nodiscard]] inline std::optional<score_fit> fit_score(const printed_score& score) {
    score_fit result;
    result.points = printed_as(score.points);
    result.max_score =
        score.max_score.decimals == 0 ? only(score.max_score.value) : printed_as(score.max_score);
    result.rate = printed_as(score.rate);
    std::optional<interval> attainment = detail::attainment_of(result.points, result.max_score);
    if (!attainment) {
        return std::nullopt;
    }
    result.attainment = std::move(*attainment);
    if (*result.points.high > *result.max_score.high) {
        result.points.high = result.max_score.high;
        result.points.high_closed = result.max_score.high_closed;
    }
    result.threshold_needed = detail::threshold_of(result.attainment, result.rate);
    result.threshold = detail::up_to_one(result.threshold_needed);
    if (result.threshold) {
        result.round_thresholds = detail::round_numbers(*result.threshold);
    }
    result.tier = detail::tier_of(result.attainment, score.points.value / score.max_score.value);
    return result;
}

/// The rates at which a ratio to `threshold` gives the printed points; without an upper end for full marks.
[[nodiscard]] inline interval rates_for(const score_fit& fit, const exact& threshold) {
    const interval& share = fit.attainment;
    if (share.contains(1)) {
        return {share.low * threshold, std::nullopt, share.low_closed, false};
    }
    return {share.low * threshold, *share.high * threshold, share.low_closed, share.high_closed};
}

/// The plain ratio as a definition writes it, with `rate` as the name of the figure.
[[nodiscard]] inline std::string plain_ratio_formula() {
    return "max_score * clamp(rate, 0, 1)";
}

/// A ratio to a threshold: by example where the maximum is known as a decimal, else as an expression.
/// Domain: the threshold is a decimal that ends.
[[nodiscard]] inline std::string threshold_formula(const score_fit& fit, const exact& threshold) {
    const std::string percent = detail::decimal_text(threshold * 100) + '%';
    const std::string maximum = to_shortest_text(fit.max_score.low);
    if (fit.max_score.low != *fit.max_score.high || maximum.find('/') != std::string::npos) {
        return "max_score * clamp(rate / " + percent + ", 0, 1)";
    }
    return maximum + '/' + maximum + " points = " + percent;
}

/// What a tier gives: its condition is not known here.
[[nodiscard]] inline std::string tier_formula(const exact& share) {
    if (share.is_integer()) {
        return share.is_zero() ? "0" : "max_score";
    }
    return "max_score * " + to_digits(share.big_numerator()) + '/' + to_digits(share.big_denominator());
}

}  // namespace dti::inline v0
