// Messages of the review: what is allowed in a definition or in data, and probably not meant.
#pragma once

#include "dti/text/wording/phrases.hpp"

namespace dti::inline v0::wording {

/// A share as a percentage with up to six decimals.
[[nodiscard]] inline std::string percent(const exact& share) {
    constexpr int most_places = 6;
    return brief(round_half_up(share * 100, most_places)) + '%';
}

/// What a proof about a formula takes for granted.
[[nodiscard]] inline std::string figures_assumed() {
    return "(figures are taken to be 0 or more, shares and rates at most 100%)";
}

[[nodiscard]] inline message duplicate_code(std::string_view code, std::string_view indicator,
                                            std::string_view first, position where) {
    return {"duplicate-code",
            "indicator " + quote(indicator) + " has the code " + quote(code) + " of " + quote(first),
            (where ? quote(first) + " stands in line " + std::to_string(where.line) + "; " : std::string()) +
                "codes need not be unique: nothing to mend where that is meant"};
}

[[nodiscard]] inline message hides_profile_key(std::string_view indicator, std::string_view figure) {
    return {"hides-profile-key",
            "profiles have a key " + quote(figure) + " of their own; for indicator " + quote(indicator) +
                " it means this figure instead",
            "choose another name, for example " + quote(std::string(figure) + "_1")};
}

[[nodiscard]] inline message nothing_can_earn(std::string_view indicator) {
    return {"nothing-can-earn",
            "indicator " + quote(indicator) + " never earns a point, whatever its figures",
            "mend its formula " + figures_assumed()};
}

[[nodiscard]] inline message max_not_reached(std::string_view indicator, const exact& most,
                                             const exact& max_score) {
    return {"max-not-reached",
            "indicator " + quote(indicator) + " can earn at most " + brief(most) + " of its " +
                brief(max_score) + " points",
            "mend its formula or its max_score " + figures_assumed()};
}

/// What a threshold is compared with: a figure by its name, or whatever stands there when that is empty.
struct compared_figure {
    std::string name{};
    bool is_share = false;  ///< at most 100%
    exact most{};
};

/// `threshold` of `steps` or `line` in the formula of an indicator or, where `derived` is given, of a derived
/// figure.
[[nodiscard]] inline message threshold_not_reached(std::string_view indicator, std::string_view derived,
                                                   std::string_view function, const exact& threshold,
                                                   const compared_figure& x) {
    const std::string owner(derived.empty() ? indicator
                                            : std::string(indicator) + '.' + std::string(derived));
    const bool percent_meant = x.is_share && threshold / 100 <= x.most;
    return {"threshold-not-reached",
            "the threshold " + brief(threshold) + " of " + quote(function) + " in " + quote(owner) +
                " is never reached: " +
                (x.name.empty() ? std::string("what it is compared with") : quote(x.name)) + " is at most " +
                (x.is_share ? percent(x.most) : brief(x.most)),
            percent_meant ? did_you_mean(brief(threshold) + '%') : "mend the threshold " + figures_assumed()};
}

/// The rate of an anchor in the notation by example.
[[nodiscard]] inline message anchor_not_reached(std::string_view indicator, const exact& rate,
                                                const compared_figure& x) {
    const bool hundredth_meant = x.is_share && rate / 100 <= x.most && rate >= 10;
    return {"threshold-not-reached",
            "the rate " + percent(rate) + " in the points by example of " + quote(indicator) +
                " is never reached: " + quote(x.name) + " is at most " + percent(x.most),
            hundredth_meant ? did_you_mean(percent(rate / 100)) : "mend the rate " + figures_assumed()};
}

/// A rate that is given. `meant` is the same digits with a percent sign, where they may be that.
[[nodiscard]] inline message rate_above_1(std::string_view unit, std::string_view figure, const exact& rate,
                                          std::string_view meant) {
    return {"rate-above-1",
            quote(figure) + " of " + quote(unit) + " is " + percent(rate) + ", more than the whole",
            did_you_mean(meant)};
}

/// A rate computed from its parts.
[[nodiscard]] inline message rate_above_1(std::string_view unit, std::string_view figure, const exact& rate,
                                          const std::vector<std::string>& parts) {
    return {"rate-above-1",
            quote(figure) + " of " + quote(unit) + " comes to " + percent(rate) + ", more than the whole",
            "check its parts: " + list(parts)};
}

[[nodiscard]] inline message negative_figure(std::string_view unit, std::string_view figure,
                                             const exact& value) {
    return {"negative-figure", quote(figure) + " of " + quote(unit) + " is below 0: " + brief(value), ""};
}

}  // namespace dti::inline v0::wording
