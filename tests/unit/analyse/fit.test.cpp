#include "dti/analyse/fit.hpp"

#include "support/formula.hpp"

#include <doctest/doctest.h>

#include <string>
#include <string_view>
#include <vector>

using dti::exact;
using dti::interval;
using dti::printed_score;
using dti::score_fit;

namespace {

/// In Vietnamese notation; the maximum may be a fraction of whole numbers.
printed_score printed(std::string_view points, std::string_view max_score, std::string_view percent) {
    const auto read = [](std::string_view text) {
        return *dti::parse_number(text, dti::notation::vi).number;
    };
    const bool fraction = max_score.find('/') != std::string_view::npos;
    return {read(points), fraction ? *dti::parse_fraction(max_score).number : read(max_score), read(percent)};
}

score_fit fit(std::string_view points, std::string_view max_score, std::string_view percent) {
    std::optional<score_fit> result = dti::fit_score(printed(points, max_score, percent));
    REQUIRE(result.has_value());
    return std::move(*result);
}

/// "(low, high]" with exact ends.
std::string text_of(const std::optional<interval>& range) {
    if (!range) {
        return "nothing";
    }
    const std::string brackets = range->brackets();
    return brackets[0] + dti::to_shortest_text(range->low) + ", " +
           (range->high ? dti::to_shortest_text(*range->high) : "…") + brackets[1];
}

std::vector<std::string> round_percents(const score_fit& found) {
    std::vector<std::string> texts;
    for (const exact& threshold : found.round_thresholds) {
        texts.push_back(dti::to_shortest_text(threshold * 100) + '%');
    }
    return texts;
}

using texts = std::vector<std::string>;

/// Whether a formula gives points that are printed like those of the score, at the middle of those rates
/// which the fit names for it and the printed rate allows.
bool reproduces(const std::string& formula, const printed_score& score, const interval& rates) {
    const interval given = dti::printed_as(score.rate);
    const exact low = rates.low > given.low ? rates.low : given.low;
    const exact high = rates.high && *rates.high < *given.high ? *rates.high : *given.high;
    const exact rate = (low + high) / 2;
    REQUIRE(given.contains(rate));
    const dti::formula_scope scope = dti_test::scope_of({}, {"rate"}, score.max_score.value);
    const std::optional<exact> points = dti_test::evaluate<exact>(formula, scope, {rate});
    REQUIRE(points.has_value());
    return dti::to_text(*points, score.points.decimals) ==
           dti::to_text(score.points.value, score.points.decimals);
}

}  // namespace

TEST_CASE("fit: the printed scores that a threshold below 100% explains") {
    const score_fit economy = fit("6,75", "20", "6,75%");
    CHECK_FALSE(economy.plain_ratio());
    CHECK(economy.threshold->contains(exact(1, 5)));
    CHECK(round_percents(economy) == texts{"20%"});
    CHECK_FALSE(economy.tier.has_value());
    CHECK(text_of(economy.attainment) == "[0.33725, 0.33775)");

    const score_fit spending = fit("1,35", "10", "0,03%");
    CHECK_FALSE(spending.plain_ratio());
    CHECK(spending.threshold->low == exact(25, 100000) / exact(1355, 10000));
    CHECK(*spending.threshold->high == exact(35, 100000) / exact(1345, 10000));
    CHECK(spending.threshold->brackets() == "()");
    CHECK(round_percents(spending) == texts{"0.2%", "0.25%"});

    CHECK(round_percents(fit("1,12", "20", "1,12%")) == texts{"20%"});
    const score_fit workers = fit("0,1", "5", "0,28%");
    CHECK(workers.threshold->low == exact(275, 100000) / exact(3, 100));
    CHECK(*workers.threshold->high == exact(285, 1000));
    CHECK(round_percents(workers) == texts{"20%", "10%", "25%", "15%"});
}

TEST_CASE("fit: only a threshold above 100% is no explanation") {
    const score_fit citizens = fit("0,04", "5", "2,4%");
    CHECK_FALSE(citizens.explained());
    CHECK(text_of(citizens.threshold) == "nothing");
    CHECK(citizens.threshold_needed.low == exact(235, 90));
    CHECK(*citizens.threshold_needed.high == exact(7, 2));
    CHECK(citizens.round_thresholds.empty());
}

TEST_CASE("fit: plain ratios and tiers") {
    const score_fit cloud = fit("15", "30", "50%");
    CHECK(cloud.plain_ratio());
    CHECK(cloud.tier == exact(1, 2));
    CHECK(cloud.threshold->high_closed);
    CHECK(*cloud.threshold->high == 1);
    const score_fit subtotal = fit("12,14", "25", "48,56%");
    CHECK(subtotal.plain_ratio());
    CHECK_FALSE(subtotal.tier.has_value());
    for (const auto& [points, percent] : {std::pair("6,03", "60,29%"), std::pair("8,38", "83,78%"),
                                          std::pair("7,71", "77,13%"), std::pair("4,21", "42,09%")}) {
        CHECK(fit(points, "10", percent).plain_ratio());
    }
    CHECK(fit("1,79", "20", "8,94%").plain_ratio());
}

TEST_CASE("fit: a tier is the fraction that was printed, or else the simplest that is printed so") {
    CHECK(fit("3", "4", "10%").tier == exact(3, 4));
    CHECK(fit("3,33", "10", "10%").tier == exact(1, 3));
    CHECK(fit("0,9", "9", "10%").tier == exact(1, 10));
    CHECK(fit("10", "10", "10%").tier == 1);
    CHECK(fit("0", "10", "10%").tier == 0);
    CHECK_FALSE(fit("0,91", "10", "10%").tier.has_value());  // 1/11 is not simple
    CHECK(fit("5,19", "7,78", "10%").tier == exact(2, 3));
}

TEST_CASE("fit: full marks come from every threshold up to the rate") {
    const score_fit full = fit("10,00", "10", "60,0%");
    CHECK(full.threshold->low == 0);
    CHECK_FALSE(full.threshold->contains(0));
    CHECK(full.threshold->contains(exact(1, 1000000)));
    CHECK(*full.threshold->high == exact(6005, 10000) / exact(9995, 10000));
    CHECK(round_percents(full) == texts{"60%", "50%", "40%", "30%", "20%"});
    CHECK(text_of(dti::rates_for(full, exact(3, 5))) == "[0.5997, …)");
    CHECK(text_of(full.points) == "[9.995, 10]");
    CHECK(text_of(fit("10", "10", "120%").threshold) == "(0, 1]");
    CHECK(text_of(fit("10", "10", "120%").threshold_needed) ==
          "(0, " + dti::to_shortest_text(exact(241, 190)) + ")");
}

TEST_CASE("fit: zero points, and a rate of zero") {
    const score_fit none = fit("0", "10", "0%");
    CHECK(none.plain_ratio());
    CHECK(text_of(none.threshold) == "(0, 1]");
    const score_fit no_points = fit("0", "10", "50%");
    CHECK(text_of(no_points.threshold) == "nothing");
    CHECK(no_points.threshold_needed.low == exact(99, 10));
    CHECK_FALSE(no_points.threshold_needed.high.has_value());
    const score_fit no_rate = fit("5", "10", "0,0%");
    CHECK(no_rate.threshold->low == 0);
    CHECK(*no_rate.threshold->high == exact(5, 10000) / exact(45, 100));
}

TEST_CASE("fit: the ends of the thresholds are outside") {
    // 0.5 of 1 is printed for 0.45 up to below 0.55, 10% for 9.5% up to below 10.5%.
    const score_fit found = fit("0,5", "1", "10%");
    CHECK(text_of(found.threshold) ==
          '(' + dti::to_shortest_text(exact(95, 550)) + ", " + dti::to_shortest_text(exact(105, 450)) + ')');
    const score_fit touching = fit("5", "10", "55%");  // 100% needs a rate of 0.545 and 0.55 points: both fit
    CHECK(touching.plain_ratio());
    const score_fit beyond = fit("4", "10", "46%");  // 0.455 / 0.45 is above 1
    CHECK(text_of(beyond.threshold) == "nothing");
    const score_fit at_the_end =
        fit("4,5", "10", "46%");  // 0.455 / 0.455 would be 1, but 4.55 is printed 4.6
    CHECK(text_of(at_the_end.threshold) == "nothing");
    CHECK(at_the_end.threshold_needed.low == 1);
}

TEST_CASE("fit: a maximum with decimals is itself printed, a fraction is exact") {
    const score_fit fraction = fit("5,19", "70/9", "66,67%");
    CHECK(fraction.max_score.low == *fraction.max_score.high);
    CHECK(fraction.attainment.low == exact(5185, 1000) / exact(70, 9));
    CHECK(fraction.attainment.low_closed);
    const score_fit decimal = fit("5,19", "7,78", "66,67%");
    CHECK(text_of(decimal.max_score) == "[7.775, 7.785)");
    CHECK(decimal.attainment.low == exact(5185, 7785));
    CHECK_FALSE(decimal.attainment.low_closed);
    CHECK(*decimal.attainment.high == exact(5195, 7775));
    CHECK(text_of(fit("7,78", "7,78", "50%").points) == "[7.775, 7.785)");
    CHECK(text_of(fit("7,8", "7,78", "50%").points) == "[7.75, 7.785)");
    CHECK(fit("0", "7,78", "50%").attainment.low_closed);  // no points of any maximum are no points
}

TEST_CASE("fit: points above the maximum only as far as the printing allows") {
    CHECK(dti::fit_score(printed("20,4", "20", "50%")) == std::nullopt);
    CHECK(dti::fit_score(printed("21", "20", "50%")) == std::nullopt);
    CHECK(text_of(fit("8", "70/9", "50%").attainment) == '[' + dti::to_shortest_text(exact(27, 28)) + ", 1]");
    CHECK(text_of(fit("8", "7,5", "50%").attainment) ==
          '(' + dti::to_shortest_text(exact(750, 755)) + ", 1]");
    CHECK(dti::fit_score(printed("8", "7,4", "50%")) == std::nullopt);
    CHECK(dti::fit_score(printed("7,5", "7,4", "50%")) == std::nullopt);  // 7.45 is printed 7.5, and no 7.4
    CHECK(text_of(fit("0,5", "9/20", "50%").attainment) == "[1, 1]");
}

TEST_CASE("fit: the roundest thresholds, or the shortest near the middle") {
    CHECK(round_percents(fit("1", "10", "10%")) == texts{"100%", "90%", "80%", "70%", "75%"});
    CHECK(round_percents(fit("2,86", "10", "10,0%")) == texts{"35%"});
    CHECK(round_percents(fit("3,4712", "10", "10,0001%")) == texts{"28.809%"});
}

TEST_CASE("fit: its formulas give the printed points") {
    for (const printed_score& score :
         {printed("6,75", "20", "6,75%"), printed("1,35", "10", "0,03%"), printed("0,1", "5", "0,28%"),
          printed("15", "30", "50%"), printed("12,14", "25", "48,56%"), printed("1,12", "20", "1,12%"),
          printed("5,18", "70/9", "33,3%"), printed("10", "10", "60%"), printed("0", "10", "0%"),
          printed("5,19", "70/9", "66,67%"), printed("3,4712", "10", "10,0001%")}) {
        const score_fit found = *dti::fit_score(score);
        CAPTURE(score.points.value);
        CHECK(found.explained());
        if (found.plain_ratio()) {
            CHECK(reproduces(dti::plain_ratio_formula(), score, dti::rates_for(found, 1)));
        }
        for (const exact& threshold : found.round_thresholds) {
            CHECK(reproduces(dti::threshold_formula(found, threshold), score,
                             dti::rates_for(found, threshold)));
        }
        if (found.tier) {
            CHECK(reproduces(dti::tier_formula(*found.tier), score, dti::only(score.rate.value)));
        }
    }
}

TEST_CASE("fit: formulas as a definition has them") {
    CHECK(dti::threshold_formula(fit("6,75", "20", "6,75%"), exact(1, 5)) == "20/20 points = 20%");
    CHECK(dti::threshold_formula(fit("1,35", "10", "0,03%"), exact(1, 400)) == "10/10 points = 0.25%");
    CHECK(dti::threshold_formula(fit("1", "5/2", "20%"), exact(1, 2)) == "2.5/2.5 points = 50%");
    CHECK(dti::threshold_formula(fit("5,18", "70/9", "33,3%"), exact(1, 2)) ==
          "max_score * clamp(rate / 50%, 0, 1)");
    CHECK(dti::threshold_formula(fit("5,18", "7,78", "33,3%"), exact(1, 2)) ==
          "max_score * clamp(rate / 50%, 0, 1)");
    CHECK(dti::tier_formula(exact(2, 3)) == "max_score * 2/3");
    CHECK(dti::tier_formula(1) == "max_score");
    CHECK(dti::tier_formula(0) == "0");
}
