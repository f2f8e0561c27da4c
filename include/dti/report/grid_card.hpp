// What each combination of some values makes of a unit, as a grid.
//
// In: scores of the combinations (analyse/score_grid.hpp), a style. Out: a grid for grid.hpp's formats.
// Figures are rounded here, once; a change is rounded from the unrounded difference.
#pragma once

#include "dti/analyse/score_grid.hpp"
#include "dti/report/answer_cells.hpp"
#include "dti/report/score_card.hpp"

#include <algorithm>
#include <string>
#include <utility>
#include <vector>

namespace dti::inline v0 {

namespace detail {

/// A value of a range: a decimal for programs, as it would be written for readers.
inline cell value_cell(const figure& value, const scope_entry* entry, language wanted) {
    static const scope_entry number{};
    cell made = cell::of_number(plain_figure(value.value, entry != nullptr ? *entry : number));
    made.shown = to_given_text(value, entry, wanted);
    return made;
}

}  // namespace detail

/// One column a range, headed `indicator.name`, then the indicator's points (where the ranges have one
/// indicator), total points and their change, value and rank; one row a combination.
[[nodiscard]] inline grid value_grid(const grid_scores& scores, const std::vector<value_range>& ranges,
                                     const data_set& data, std::size_t unit, const report_style& style) {
    const definition& source = data.rules().source();
    const int points_decimals = style.digits.value_or(source.print.points);
    const int value_decimals = style.digits.value_or(source.print.value);
    grid table;
    bool approximate = false;
    std::vector<const scope_entry*> entries;  // null: points
    for (const value_range& range : ranges) {
        const compiled_indicator& item = data.rules().indicators()[range.indicator];
        entries.push_back(range.slot < item.slots() ? &item.scope.entries[range.slot] : nullptr);
        const std::string name =
            item.source->id + '.' + (entries.back() != nullptr ? entries.back()->name : "points");
        table.columns.push_back({name, name});
        approximate = approximate || detail::is_approximate(*item.source);
    }
    const bool has_points =
        std::any_of(scores.combinations.begin(), scores.combinations.end(),
                    [](const combination_score& item) { return item.points.has_value(); });
    table.columns.push_back(detail::named_column(
        "points", style.wanted, has_points ? column_place::everywhere : column_place::data_only));
    for (const char* key : {"total_points", "change", "total", "rank"}) {
        table.columns.push_back(detail::named_column(key, style.wanted));
    }
    table.columns.push_back(detail::named_column("unit", style.wanted, column_place::data_only));
    for (const combination_score& found : scores.combinations) {
        std::vector<cell> row;
        for (std::size_t i = 0; i < ranges.size(); ++i) {
            row.push_back(detail::value_cell(ranges[i].values[found.values[i]], entries[i], style.wanted));
        }
        row.push_back(detail::number_cell(found.points, points_decimals, approximate));
        row.push_back(detail::number_cell(found.total_points, points_decimals));
        row.push_back(detail::number_cell(found.change, points_decimals, approximate));
        row.push_back(detail::number_cell(found.total, value_decimals));
        row.push_back(found.place ? cell::of_number(to_text(*found.place)) : cell());
        row.push_back(cell::of_text(data.units()[unit].name));
        table.rows.push_back(std::move(row));
    }
    return table;
}

}  // namespace dti::inline v0
