// Marginal gains as a grid, and what is said of them.
//
// In: the gains of a unit (analyse/gains.hpp), the data, a style. Out: a grid for grid.hpp's formats, and
// notes.
#pragma once

#include "dti/analyse/gains.hpp"
#include "dti/report/answer_cells.hpp"
#include "dti/report/notes.hpp"
#include "dti/report/score_card.hpp"

#include <algorithm>
#include <optional>
#include <string>
#include <utility>
#include <vector>

namespace dti::inline v0 {

namespace detail {

class gain_reporter {
  public:
    gain_reporter(const data_set& data, std::size_t unit, const report_style& style)
        : data_(data),
          unit_(unit),
          language_(style.wanted),
          digits_(std::max(least_digits, style.digits.value_or(0))),
          points_decimals_(style.digits.value_or(data.rules().source().print.points)) {}

    grid make(const std::vector<const figure_gain*>& figures) const {
        grid table;
        const auto named = [&](std::string_view key, column_place place = column_place::everywhere) {
            return named_column(key, language_, place);
        };
        constexpr column_place in_table = column_place::table_only;
        constexpr column_place in_data = column_place::data_only;
        table.columns = {named("code", in_table),
                         named("title", in_table),
                         named("indicator", in_data),
                         named("name"),
                         named("figure", in_table),
                         named("value", in_data),
                         named("gain_up"),
                         named("gain_down"),
                         named("step"),
                         named("step_gain"),
                         named("left"),
                         {"threshold", word_for("threshold_next", language_)},
                         named("threshold_gain"),
                         named("unit", in_data)};
        for (const figure_gain* figure : figures) {
            table.rows.push_back(own_row(*figure));
            for (const rival_gain& rival : figure->rivals) {
                table.rows.push_back(rival_row(*figure, rival));
            }
        }
        return table;
    }

  private:
    static constexpr int least_digits = 6;

    [[nodiscard]] const compiled_indicator& item_of(const figure_gain& figure) const {
        return data_.rules().indicators()[figure.indicator];
    }

    std::vector<cell> own_row(const figure_gain& figure) const {
        const compiled_indicator& item = item_of(figure);
        const bool approximate = is_approximate(*item.source);
        const auto points = [&](const std::optional<exact>& value) {
            return number_cell(value, points_decimals_, approximate);
        };
        std::vector<cell> row = first_cells(figure);
        row.push_back(figure_cell(figure, figure.value));
        add_sides(figure.sides, approximate, row);
        row.push_back(step_cell(figure));
        row.push_back(points(figure.step_points));
        row.push_back(points(figure.left));
        row.push_back(figure_cell(figure, figure.threshold));
        row.push_back(points(figure.threshold_points));
        row.push_back(cell::of_text(data_.units()[unit_].name));
        return row;
    }

    /// Under the figure that moves it: what a rival's total gains or loses.
    std::vector<cell> rival_row(const figure_gain& figure, const rival_gain& rival) const {
        std::vector<cell> row = first_cells(figure);
        row[1].shown = "  ↳ " + data_.units()[rival.unit].name;
        row.push_back(figure_cell(figure, figure.value));
        add_sides(rival.sides, is_approximate(*item_of(figure).source), row);
        row.resize(row.size() + 5);
        row.push_back(cell::of_text(data_.units()[rival.unit].name));
        return row;
    }

    std::vector<cell> first_cells(const figure_gain& figure) const {
        const compiled_indicator& item = item_of(figure);
        const figure_gain& shown = figure;
        cell readable;
        if (shown.value) {
            const dti::figure& given = data_.at(unit_, item.first_field + shown.slot);
            const scope_entry& entry = item.scope.entries[shown.slot];
            readable =
                cell::of_number(given.given ? to_given_text(given, &entry, language_)
                                            : readable_figure(*shown.value, item, shown.slot, language_));
        }
        return {cell::of_text_or_none(item.source->code), cell::of_text(title_or_id(*item.source, language_)),
                cell::of_text(item.source->id), cell::of_text(item.scope.entries[figure.slot].name),
                readable};
    }

    cell figure_cell(const figure_gain& figure, const std::optional<exact>& value) const {
        if (!value) {
            return {};
        }
        const compiled_indicator& item = item_of(figure);
        const scope_entry& entry = item.scope.entries[figure.slot];
        const bool number = entry.type == figure_type::number || entry.type == figure_type::truth;
        cell made = number ? cell::of_number(plain_figure(*value, entry))
                           : cell::of_text(plain_figure(*value, entry));
        made.shown = readable_figure(*value, item, figure.slot, language_);
        return made;
    }

    /// Tables say what the step is, CSV and JSON the figure that it leads to.
    cell step_cell(const figure_gain& figure) const {
        cell made = figure_cell(figure, figure.step_to);
        if (figure.step_to && made.kind == cell_kind::number) {
            const bool rate = is_rate(item_of(figure), figure.slot);
            made.shown =
                rate ? (language_ == language::vi ? "+1 điểm phần trăm" : "+1 percentage point") : "+1";
        }
        return made;
    }

    void add_sides(const std::optional<gain_pair>& sides, bool approximate, std::vector<cell>& row) const {
        row.push_back(sides ? gain_cell(sides->up, approximate) : cell());
        row.push_back(sides ? gain_cell(sides->down, approximate) : cell());
    }

    cell gain_cell(const gain& side, bool approximate) const {
        switch (side.kind) {
            case gain_kind::rises:
                return cell::of_infinite(false);
            case gain_kind::falls:
                return cell::of_infinite(true);
            case gain_kind::none:
                return {};
            case gain_kind::finite:
                break;
        }
        const std::string shown = to_significant_text(side.value, digits_);
        const bool ends = round_half_up(side.value, max_decimals) == side.value &&
                          parse_number(shown, notation::plain).number->value == side.value;
        cell made = cell::of_number(ends ? shown : to_significant_text(side.value, 2 * digits_));
        made.shown = (approximate && !side.value.is_zero() ? "≈" : "") + shown;
        return made;
    }

    const data_set& data_;
    std::size_t unit_;
    language language_;
    int digits_;
    int points_decimals_;
};

}  // namespace detail

/// One row a figure:
/// `indicator,name,value,gain_up,gain_down,step,step_gain,left,threshold,threshold_gain,unit`, in the
/// definition's order; behind it one for each rival that it moves. A derivative has at least 6 significant
/// digits, and is `inf` or `-inf` where the total jumps.
[[nodiscard]] inline grid gain_grid(const std::vector<figure_gain>& gains, const data_set& data,
                                    std::size_t unit, const report_style& style) {
    std::vector<const figure_gain*> figures;
    for (const figure_gain& figure : gains) {
        figures.push_back(&figure);
    }
    return detail::gain_reporter(data, unit, style).make(figures);
}

/// The same for reading: only what moves anything, what one step brings most first. `still` counts the rest.
[[nodiscard]] inline grid gain_table(const std::vector<figure_gain>& gains, const data_set& data,
                                     std::size_t unit, const report_style& style, std::size_t& still) {
    std::vector<const figure_gain*> figures;
    for (const figure_gain& figure : gains) {
        const bool moves = (figure.sides && !figure.sides->is_zero()) || figure.threshold ||
                           (figure.step_points && !figure.step_points->is_zero()) || !figure.rivals.empty();
        if (moves) {
            figures.push_back(&figure);
        }
    }
    still = gains.size() - figures.size();
    std::stable_sort(figures.begin(), figures.end(), [](const figure_gain* a, const figure_gain* b) {
        return b->step_points.value_or(exact()) < a->step_points.value_or(exact());
    });
    return detail::gain_reporter(data, unit, style).make(figures);
}

/// What is said of a table of gains: in which unit they are, and how many figures it leaves out.
[[nodiscard]] inline std::vector<note> gain_notes(const std::vector<figure_gain>& gains, std::size_t still,
                                                  language wanted) {
    std::vector<note> notes;
    const auto add = [&](std::string_view code, std::size_t count) {
        if (count > 0) {
            notes.push_back({std::string(code), count, detail::note_sentence(code, count, wanted), {}});
        }
    };
    add("gains_by", gains.size() - still);
    add("gains_still", still);
    return notes;
}

}  // namespace dti::inline v0
