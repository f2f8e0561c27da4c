// The points that an indicator would earn if its targets were met.
//
// In: an analysed cohort, a unit, and the targets of one of its indicators. Out: target points, and whether
// they rest on a target or on the maximum. Next: gaps.hpp.
#pragma once

#include "dti/analyse/varied_indicator.hpp"

#include <algorithm>
#include <optional>
#include <string_view>
#include <vector>

namespace dti::inline v0 {

/// What target points rest on: a target with a figure, or, where there is none, the maximum.
enum class gap_basis : std::uint8_t { maximum, target };
inline constexpr std::array<std::string_view, 2> gap_basis_words{"maximum", "target"};

struct target_points {
    exact points{};
    gap_basis basis = gap_basis::maximum;
};

/// The figure that a target of this unit asks for, in its own terms; nothing where it has none, or where it
/// rests on the figure of a year that the data are not of (`as_of`).
[[nodiscard]] inline std::optional<exact> figure_of_target(const target& wanted, const unit_profile& profile,
                                                           const std::optional<exact>& present) {
    if (wanted.kind == target_kind::text_only) {
        return std::nullopt;
    }
    if (wanted.kind != target_kind::times && wanted.kind != target_kind::plus) {
        return wanted.figure.value;
    }
    const bool same_year = std::string_view(profile.as_of).substr(0, wanted.from.size()) == wanted.from;
    if (!present || wanted.from.empty() || !same_year) {
        return std::nullopt;
    }
    return wanted.kind == target_kind::times ? *present * wanted.figure.value
                                             : *present + wanted.figure.value;
}

/// Whether a present figure is at its target already or beyond it.
[[nodiscard]] inline bool meets(const exact& present, target_kind kind, const exact& figure) {
    switch (kind) {
        case target_kind::over:
            return present > figure;
        case target_kind::at_most:
            return present <= figure;
        case target_kind::answer:
            return present == figure;
        default:
            return present >= figure;
    }
}

namespace detail {

/// Points with every targeted figure at its target, one that is beyond it staying; nothing where no target
/// asks for a figure that the formula can use.
inline std::optional<exact> points_at_targets(const varied_indicator& varied,
                                              const std::vector<target>& targets,
                                              const std::vector<std::size_t>& chosen) {
    const unit_profile& profile = varied.all().data().profile(varied.unit());
    std::vector<varied_figure<germ>> figures;
    bool any = false;
    for (const std::size_t at : chosen) {
        const target& wanted = targets[at];
        const std::optional<std::size_t> slot = varied.item().find_slot(wanted.name);
        if (!slot) {
            continue;
        }
        const std::optional<exact> present = varied.present(*slot);
        const std::optional<exact> figure = figure_of_target(wanted, profile, present);
        if (!figure) {
            continue;
        }
        any = true;
        if (!present || !meets(*present, wanted.kind, *figure)) {
            const exact just_above = wanted.kind == target_kind::over ? 1 : 0;
            figures.push_back({*slot, germ::step_from(*figure, just_above)});
        }
    }
    if (!any) {
        return std::nullopt;
    }
    const std::optional<indicator_score<germ>> score = varied.score<germ>(figures, given_derived::gives_way);
    const bool computed = score && score->points && score->reason == score_reason::none;
    return computed ? score->points->limit() : std::nullopt;
}

}  // namespace detail

/// Target points of an indicator of a unit; `chosen` are positions of its targets among `targets`. Where they
/// set several figures, all are met at once; where they set points too, the larger counts.
[[nodiscard]] inline target_points find_target_points(const analysed_cohort& all, std::size_t unit,
                                                      std::size_t indicator,
                                                      const std::vector<target>& targets,
                                                      const std::vector<std::size_t>& chosen) {
    const compiled_indicator& item = all.rules().indicators()[indicator];
    std::optional<exact> reached;
    if (item.points && !chosen.empty()) {
        reached = detail::points_at_targets(varied_indicator(all, unit, indicator), targets, chosen);
    }
    const std::optional<exact>& present = all.card().units[unit].indicators[indicator].points;
    for (const std::size_t at : chosen) {
        if (targets[at].name != "points") {
            continue;
        }
        if (const std::optional<exact> asked =
                figure_of_target(targets[at], all.data().profile(unit), present)) {
            const exact kept = clamp_between(*asked, item.source->min_score, item.source->max_score);
            reached = reached ? std::max(*reached, kept) : kept;
        }
    }
    return reached ? target_points{*reached, gap_basis::target}
                   : target_points{item.source->max_score, gap_basis::maximum};
}

}  // namespace dti::inline v0
