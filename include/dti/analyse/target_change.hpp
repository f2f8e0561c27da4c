// The targets of a unit's profile as changes of its figures: what a plan would make of the unit.
//
// In: the cohort before, and a unit whose profile has targets. Out: a change a target whose figure is not
// reached yet, and the targets that say nothing about a figure. Next: change_data.hpp.
#pragma once

#include "dti/analyse/figure_change.hpp"

#include <optional>
#include <vector>

namespace dti::inline v0 {

/// Targets as changes; targets by their positions in the profile.
struct target_changes {
    std::vector<figure_change> changes{};
    std::vector<std::size_t> changed{};    ///< the target behind each change
    std::vector<std::size_t> reached{};    ///< the figure is there already
    std::vector<std::size_t> no_figure{};  ///< words alone, or a figure of a year that is not in the data
    std::vector<std::size_t> results{};    ///< of a sub-index, a pillar or the index: no figure to put
};

/// The figure that a target asks for, given the present one; nothing where it is another year's. `over: x` is
/// the first figure above x that counts: a millionth above a rate, the next of a count.
[[nodiscard]] inline std::optional<exact> target_value(const target& wanted,
                                                       const std::optional<exact>& present, bool is_rate,
                                                       std::string_view as_of) {
    const exact& figure = wanted.figure.value;
    switch (wanted.kind) {
        case target_kind::text_only:
            return std::nullopt;
        case target_kind::at_least:
        case target_kind::at_most:
        case target_kind::answer:
            return figure;
        case target_kind::over:
            return figure + (is_rate || wanted.figure.decimals > 0 ? exact(1, 1'000'000) : exact(1));
        case target_kind::times:
        case target_kind::plus:
            break;
    }
    if (!present || as_of.substr(0, 4) != wanted.from) {
        return std::nullopt;
    }
    return wanted.kind == target_kind::times ? *present * figure : *present + figure;
}

/// Whether a present figure is what a target asks for.
[[nodiscard]] inline bool reaches_target(const target& wanted, const exact& present, const exact& value) {
    return wanted.kind == target_kind::at_most  ? present <= value
           : wanted.kind == target_kind::answer ? present == value
           : wanted.kind == target_kind::over   ? present > wanted.figure.value
                                                : present >= value;
}

/// Reads the targets of a unit, in the order of its profile.
[[nodiscard]] inline target_changes read_target_changes(const analysed_cohort& all, std::size_t unit) {
    const unit_profile& profile = all.data().profile(unit);
    target_changes result;
    for (std::size_t i = 0; i < profile.targets.size(); ++i) {
        const target& wanted = profile.targets[i];
        if (wanted.kind == target_kind::text_only) {
            result.no_figure.push_back(i);
            continue;
        }
        if (wanted.level != target_level::indicator) {
            result.results.push_back(i);
            continue;
        }
        const compiled_indicator& item = all.rules().indicators()[wanted.subject];
        const std::size_t slot =
            wanted.name == "points" ? item.slots() : item.find_slot(wanted.name).value_or(0);
        const std::optional<exact> present = present_figure(all, unit, wanted.subject, slot);
        const bool fractional = slot == item.slots() || is_rate(item, slot);
        const std::optional<exact> value = target_value(wanted, present, fractional, profile.as_of);
        if (!value) {
            result.no_figure.push_back(i);
        } else if (present && reaches_target(wanted, *present, *value)) {
            result.reached.push_back(i);
        } else {
            const bool percent = wanted.figure.percent || reads_as_percent(all, unit, wanted.subject, slot);
            result.changes.push_back({unit, wanted.subject, slot, supposed_figure(*value, percent)});
            result.changed.push_back(i);
        }
    }
    return result;
}

}  // namespace dti::inline v0
