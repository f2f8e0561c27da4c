// A data set in, its scorecard out: score<double>, with the arithmetic done in columns.
//
// In: a model and a data set. Out: the scorecard that aggregate/score.hpp makes, in every field the same
// bits. For the many units of a table; what is rare (faults, subtotals of profiles) is left to the scalar
// path whole.
#pragma once

#include "dti/aggregate/score.hpp"
#include "dti/batch/batch.hpp"

#include <algorithm>
#include <cmath>
#include <cstdint>
#include <map>
#include <optional>
#include <string_view>
#include <utility>
#include <vector>

namespace dti::inline v0 {

/// Groups and flags of a data set's units, as batch_input takes them.
struct unit_groups {
    std::vector<std::uint32_t> groups;  ///< empty where all are in one group
    std::vector<std::uint8_t> ranked;   ///< empty where all are ranked

    explicit unit_groups(const data_set& data) {
        std::map<std::string_view, std::uint32_t> numbers;
        for (const unit_info& unit : data.units()) {
            groups.push_back(
                numbers.try_emplace(unit.group, static_cast<std::uint32_t>(numbers.size())).first->second);
            ranked.push_back(unit.ranked ? 1 : 0);
        }
        if (numbers.size() == 1) {
            groups.clear();
        }
        if (std::all_of(ranked.begin(), ranked.end(), [](std::uint8_t flag) { return flag != 0; })) {
            ranked.clear();
        }
    }
};

namespace detail {

/// Everything that a batch gives for the units of a data set, by columns.
struct column_results {
    std::vector<double> points, sub_indices, pillars, total_points, total, rank;
    std::vector<std::uint8_t> cells;

    column_results(const compiled_definition& rules, std::size_t units)
        : points(rules.indicators().size() * units),
          sub_indices(rules.source().sub_indices.size() * units),
          pillars(rules.source().pillars.size() * units),
          total_points(units),
          total(units),
          rank(units),
          cells(points.size()) {}
};

/// Scores the given fields of a data set; nothing where there are faults.
[[nodiscard]] inline std::optional<column_results> score_fields(const model<double>& scored,
                                                                const data_set& data,
                                                                std::vector<std::size_t> fields,
                                                                const unit_groups& groups, bool cells_only) {
    const std::size_t units = data.units().size();
    column_results found(scored.rules(), units);
    const batch_scorer scorer(scored, std::move(fields));
    const std::vector<double> columns = to_columns(data, scorer.fields());
    const std::vector<double> references = to_references(data, scorer);
    const auto view = [&](std::vector<double>& results) {
        return columns_view(results.data(), units, results.size() / units);
    };
    batch_output output;
    output.points = view(found.points);
    output.cells = {found.cells.data(), 0, 1, static_cast<std::ptrdiff_t>(units)};
    if (!cells_only) {
        output.sub_indices = view(found.sub_indices);
        output.pillars = view(found.pillars);
        output.total_points = view(found.total_points);
        output.total = view(found.total);
        output.rank = view(found.rank);
    }
    batch_scratch scratch = scorer.make_scratch(units);
    const batch_result result = scorer.score({columns_view(columns.data(), units, scorer.fields().size()), 1,
                                              units, groups.groups, groups.ranked, references},
                                             output, scratch);
    return result.ok() || cells_only ? std::optional(std::move(found)) : std::nullopt;
}

/// Which fields some unit has: the figures, and the points that are entered.
struct given_fields {
    std::vector<std::size_t> figures;
    std::vector<std::size_t> entered;

    explicit given_fields(const data_set& data) {
        const auto is_given = [&](std::size_t field) {
            for (std::size_t unit = 0; unit < data.units().size(); ++unit) {
                if (data.at(unit, field).given) {
                    return true;
                }
            }
            return false;
        };
        for (const compiled_indicator& item : data.rules().indicators()) {
            for (std::size_t slot = 0; slot < item.slots(); ++slot) {
                if (is_given(item.first_field + slot)) {
                    figures.push_back(item.first_field + slot);
                }
            }
            if (is_given(item.points_field())) {
                entered.push_back(item.points_field());
            }
        }
    }
};

[[nodiscard]] inline std::optional<double> if_there(double value) noexcept {
    return std::isnan(value) ? std::nullopt : std::optional(value);
}

/// One unit of the scorecard. `computed` are the results without entered points.
[[nodiscard]] inline unit_score<double> read_unit(const model<double>& scored, const data_set& data,
                                                  std::size_t unit, const column_results& found,
                                                  const column_results& computed) {
    const compiled_definition& rules = scored.rules();
    const std::size_t units = data.units().size();
    unit_score<double> made;
    bool all_known = true;
    for (std::size_t i = 0; i < rules.indicators().size(); ++i) {
        const std::size_t at = i * units + unit;
        indicator_score<double>& item = made.indicators.emplace_back();
        item.status = cell_status(found.cells[at]);
        item.reason = cell_reason(found.cells[at]);
        item.points = if_there(found.points[at]);
        if (cell_status(computed.cells[at]) == score_status::scored &&
            cell_reason(computed.cells[at]) == score_reason::none) {
            item.computed = if_there(computed.points[at]);
        }
        if (item.status == score_status::entered) {
            const compiled_indicator& entered = rules.indicators()[i];
            const exact& points = data.at(unit, entered.points_field()).value;
            item.clamped = points < entered.source->min_score || points > entered.source->max_score;
        }
        all_known = all_known && (item.is_known() || item.status == score_status::unscored);
    }
    if (!all_known) {  // what is left out, and what it might come to, is the scalar path's to say
        summarise<double>(scored, made);
        return made;
    }
    roll_up_result<double> values;
    for (std::size_t part = 0; part < rules.source().sub_indices.size(); ++part) {
        values.sub_indices.push_back(if_there(found.sub_indices[part * units + unit]));
    }
    for (std::size_t pillar = 0; pillar < rules.source().pillars.size(); ++pillar) {
        values.pillars.push_back(if_there(found.pillars[pillar * units + unit]));
    }
    values.total_points = if_there(found.total_points[unit]);
    values.total = if_there(found.total[unit]);
    const std::optional<double> range = values.total_points;  // it lacks nothing
    summarise<double>(scored, made, rolled_up_unit<double>{std::move(values), range, range});
    return made;
}

}  // namespace detail

/// The same as score<double>(scored, data), whatever the data.
[[nodiscard]] inline scorecard<double> score_columns(const model<double>& scored, const data_set& data) {
    const std::size_t units = data.units().size();
    bool is_rare = units == 0 || scored.rules().source().headline == headline_kind::counts;
    for (std::size_t unit = 0; unit < units && !is_rare; ++unit) {
        is_rare = !data.profile(unit).subtotals.empty();
    }
    if (is_rare || !find_contradictions(data).empty()) {
        return score<double>(scored, data);
    }
    const unit_groups groups(data);
    const detail::given_fields given(data);
    std::vector<std::size_t> fields = given.figures;
    fields.insert(fields.end(), given.entered.begin(), given.entered.end());
    const std::optional<detail::column_results> found =
        detail::score_fields(scored, data, std::move(fields), groups, false);
    if (!found) {
        return score<double>(scored, data);
    }
    const std::optional<detail::column_results> computed =
        given.entered.empty() ? found : detail::score_fields(scored, data, given.figures, groups, true);
    scorecard<double> card;
    std::map<std::uint32_t, std::size_t> sizes;  // ranked units of each group
    const auto group_of = [&](std::size_t unit) { return groups.groups.empty() ? 0 : groups.groups[unit]; };
    for (std::size_t unit = 0; unit < units; ++unit) {
        card.units.push_back(detail::read_unit(scored, data, unit, *found, *computed));
        sizes[group_of(unit)] += std::isnan(found->rank[unit]) ? 0 : 1;
    }
    for (std::size_t unit = 0; unit < units; ++unit) {
        if (!std::isnan(found->rank[unit])) {
            card.units[unit].rank =
                rank{static_cast<std::uint64_t>(2 * found->rank[unit]), sizes[group_of(unit)]};
        }
    }
    return card;
}

}  // namespace dti::inline v0
