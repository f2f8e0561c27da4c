// A printed score and its rule: what was computed and printed is found again, and what is found prints the
// same.
#include "dti/analyse/fit.hpp"

#include "support/print.hpp"
#include "support/random.hpp"

#include <doctest/doctest.h>

#include <optional>
#include <string>

using dti::exact;
using dti::interval;
using dti::printed_score;
using dti::score_fit;
using dti::written_number;
using dti_test::random_source;

namespace {

/// A figure as it is printed, and read again.
written_number print(const exact& value, int decimals) {
    return *dti::parse_number(dti::to_text(value, decimals)).number;
}

bool prints_as(const exact& value, const written_number& figure) {
    return dti::to_text(value, figure.decimals) == dti::to_text(figure.value, figure.decimals);
}

/// Points of a ratio to a threshold.
exact points_of(const exact& max_score, const exact& rate, const exact& threshold) {
    return rate < threshold ? exact(max_score * rate / threshold) : max_score;
}

struct scored {
    exact max_score;
    exact threshold;
    exact rate;
    printed_score figures;
    bool exact_maximum = true;
};

scored random_score(random_source& random) {
    scored item;
    item.threshold = random.once_in(4) ? exact(1) : exact(random.between(1, 1000), 1000);
    item.rate = random.once_in(10) ? exact(0)
                                   : exact(random.between(0, 100000), random.once_in(3) ? 1000000 : 100000);
    item.exact_maximum = !random.once_in(3);
    item.max_score = item.exact_maximum ? exact(random.between(1, 100), random.between(1, 9))
                                        : exact(random.between(1000, 100000), 1000);
    item.figures.points =
        print(points_of(item.max_score, item.rate, item.threshold), static_cast<int>(random.between(0, 4)));
    item.figures.rate = print(item.rate, static_cast<int>(random.between(2, 6)));
    if (item.exact_maximum) {
        item.figures.max_score.value = item.max_score;
    } else {
        item.figures.max_score = print(item.max_score, static_cast<int>(random.between(1, 3)));
    }
    return item;
}

/// A number between two ends, which need not be far apart.
exact between(random_source& random, const exact& low, const exact& high) {
    return low + (high - low) * exact(random.between(1, 999), 1000);
}

/// Whether some rate and maximum that are printed as in the score give points that are: tried on a grid of
/// each, its ends just inside.
bool seen_on_grid(const printed_score& score, const exact& threshold, bool exact_maximum) {
    constexpr int steps = 12;
    const interval rates = dti::printed_as(score.rate);
    const interval maxima = dti::printed_as(score.max_score);
    for (int i = 0; i < steps; ++i) {
        const exact rate = rates.low + (*rates.high - rates.low) * exact(i, steps);
        for (int j = 0; j < (exact_maximum ? 1 : steps); ++j) {
            const exact max_score = exact_maximum
                                        ? score.max_score.value
                                        : maxima.low + (*maxima.high - maxima.low) * exact(j, steps);
            if (prints_as(points_of(max_score, rate, threshold), score.points)) {
                return true;
            }
        }
    }
    return false;
}

}  // namespace

TEST_CASE("fit: the threshold that gave the points is among those found") {
    random_source random(20230316);
    for (int i = 0; i < 5000; ++i) {
        const scored item = random_score(random);
        const std::optional<score_fit> found = dti::fit_score(item.figures);
        CAPTURE(item.max_score);
        CAPTURE(item.threshold);
        CAPTURE(item.rate);
        REQUIRE(found.has_value());
        REQUIRE(found->threshold.has_value());
        CHECK(found->threshold->contains(item.threshold));
        CHECK(found->plain_ratio() == found->threshold->contains(1));
        for (const exact& threshold : found->round_thresholds) {
            CHECK(found->threshold->contains(threshold));
        }
        CHECK_FALSE(found->round_thresholds.empty());
    }
}

TEST_CASE("fit: every threshold found gives the printed points at some printed rate") {
    random_source random(922);
    for (int i = 0; i < 2000; ++i) {
        const scored item = random_score(random);
        const score_fit found = *dti::fit_score(item.figures);
        const exact threshold = between(random, found.threshold->low, *found.threshold->high);
        CAPTURE(item.max_score);
        CAPTURE(threshold);
        // The share of the maximum at which rate and points are both as printed, and a maximum that goes with
        // it.
        exact rate;
        exact max_score = item.figures.max_score.value;
        const auto middle = [](const exact& low, const exact& high) { return exact((low + high) / 2); };
        const interval rates = dti::rates_for(found, threshold);
        const exact low = rates.low > found.rate.low ? rates.low : found.rate.low;
        const exact high = rates.high && *rates.high < *found.rate.high ? *rates.high : *found.rate.high;
        REQUIRE(low < high);
        rate = middle(low, high);
        if (!item.exact_maximum) {
            const exact share = points_of(1, rate, threshold);
            const interval points = dti::printed_as(item.figures.points);
            const exact least = share.is_zero() ? exact(0) : exact(points.low / share);
            const exact from = least > found.max_score.low ? least : found.max_score.low;
            const exact most = share.is_zero() ? *found.max_score.high : exact(*points.high / share);
            max_score = middle(from, most < *found.max_score.high ? most : *found.max_score.high);
            CHECK(prints_as(max_score, item.figures.max_score));
        }
        CHECK(prints_as(rate, item.figures.rate));
        CHECK(prints_as(points_of(max_score, rate, threshold), item.figures.points));
    }
}

TEST_CASE("fit: no threshold outside those found gives the printed points") {
    random_source random(956);
    int tried = 0;
    for (int i = 0; i < 1000; ++i) {
        const scored item = random_score(random);
        const score_fit found = *dti::fit_score(item.figures);
        const interval& needed = found.threshold_needed;
        CAPTURE(item.max_score);
        CAPTURE(item.rate);
        const exact near(random.between(0, 100), 1000);
        if (!needed.low.is_zero()) {
            ++tried;
            CHECK_FALSE(seen_on_grid(item.figures, needed.low * (1 - near), item.exact_maximum));
        }
        if (needed.high) {
            ++tried;
            CHECK_FALSE(seen_on_grid(item.figures, *needed.high * (1 + near), item.exact_maximum));
        }
    }
    CHECK(tried > 1000);
}

TEST_CASE("fit: a tier that was printed is found, by its own fraction or a simpler one") {
    random_source random(35);
    for (int i = 0; i < 2000; ++i) {
        const exact share(random.between(0, 10), 10);
        const exact max_score = random.between(1, 100);
        const printed_score score{print(share * max_score, static_cast<int>(random.between(0, 3))),
                                  {max_score},
                                  print(exact(random.between(0, 1000), 1000), 3)};
        const score_fit found = *dti::fit_score(score);
        REQUIRE(found.tier.has_value());
        CHECK(prints_as(*found.tier * max_score, score.points));
        CHECK(found.tier->big_denominator() <= dti::largest_tier_denominator);
    }
}
