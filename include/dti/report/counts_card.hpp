// Targets met, not met and without data, as grids: by group and lead agency, by unit, by indicator.
//
// In: the counts of every unit (analyse/target_counts.hpp) and the data. Out: a grid of its own, or columns
// at the end of those of score_card.hpp.
#pragma once

#include "dti/analyse/target_counts.hpp"
#include "dti/report/explain_words.hpp"
#include "dti/report/grid.hpp"
#include "dti/report/notes.hpp"
#include "dti/report/score_card.hpp"
#include "dti/report/words.hpp"

#include <algorithm>
#include <string>
#include <string_view>
#include <vector>

namespace dti::inline v0 {

namespace detail {

class counts_reporter {
  public:
    counts_reporter(const std::vector<unit_target_counts>& units, const data_set& data,
                    const report_style& style)
        : units_(units),
          data_(data),
          source_(data.rules().source()),
          language_(style.wanted),
          decimals_(style.digits.value_or(source_.print.value)) {}

    [[nodiscard]] grid groups() const {
        grid table;
        const bool several = units_.size() > 1;
        table.columns = {{"unit", word("unit"), several ? column_place::everywhere : column_place::data_only},
                         {"level", word("level")},
                         {"id", word("title")}};
        add_columns(table);
        for (std::size_t unit = 0; unit < units_.size(); ++unit) {
            const auto add = [&](std::string_view level, const std::string& id, const std::string& shown,
                                 const target_counts& counts) {
                cell name = cell::of_text_or_none(id);
                name.shown = shown;
                std::vector<cell> row{cell::of_text(data_.units()[unit].name), group_cell(level),
                                      std::move(name)};
                add_cells(counts, row);
                table.rows.push_back(std::move(row));
            };
            const unit_target_counts& known = units_[unit];
            add("total", source_.id, data_.units()[unit].name, known.all);
            for (std::size_t i = 0; i < known.sub_indices.size(); ++i) {
                const sub_index& part = source_.sub_indices[i];
                const std::string& title = part.title.in(language_);
                add("sub_index", part.id,
                    (part.code.empty() ? "" : part.code + "  ") + (title.empty() ? part.id : title),
                    known.sub_indices[i]);
            }
            for (const auto& [lead, counts] : known.leads) {
                add("lead", lead, lead.empty() ? "–" : lead, counts);
            }
        }
        return table;
    }

    void add_to_units(grid& table) const {
        for (column& item : table.columns) {  // there is none to show
            for (const std::string_view total : {"rank", "total_points", "total", "low", "high"}) {
                if (item.key == total) {
                    item.place = column_place::data_only;
                }
            }
        }
        add_columns(table);
        for (std::size_t unit = 0; unit < units_.size(); ++unit) {
            add_cells(units_[unit].all, table.rows[unit]);
        }
    }

    /// A table for reading says what is wanted, by whom and until when; points are a matter of scores.
    void add_to_indicators(grid& table) const {
        for (column& item : table.columns) {
            const bool shown = item.key == "code" || item.key == "attainment" || item.key == "confidence" ||
                               (item.key == "unit" && units_.size() > 1);
            if (!shown) {
                item.place = column_place::data_only;
            }
        }
        constexpr std::ptrdiff_t behind_code = 3;
        table.columns.insert(table.columns.begin() + behind_code,
                             {"title", word("title"), column_place::table_only});
        table.columns.push_back({"wanted", word("targets")});
        table.columns.push_back({"target", word("state")});
        table.columns.push_back({"lead", word("lead")});
        table.columns.push_back({"deadline", word("deadline")});
        const std::size_t indicators = data_.rules().indicators().size();
        for (std::size_t unit = 0; unit < units_.size(); ++unit) {
            const std::vector<std::vector<std::size_t>> targets =
                targets_by_indicator(data_.profile(unit).targets, indicators);
            for (std::size_t i = 0; i < indicators; ++i) {
                const indicator& rule = *data_.rules().indicators()[i].source;
                const std::string& title = rule.title.in(language_);
                std::vector<cell>& row = table.rows[unit * indicators + i];
                row.insert(row.begin() + behind_code, cell::of_text(title.empty() ? rule.id : title));
                row.push_back(figures_wanted(unit, targets[i]));
                row.push_back(word_cell(
                    target_state_words[static_cast<std::size_t>(units_[unit].indicators[i])], language_));
                row.push_back(
                    cell::of_text_or_none(join(leads_of(data_.profile(unit).targets, targets[i]), "; ")));
                row.push_back(deadline_of(unit, targets[i]));
            }
        }
    }

  private:
    [[nodiscard]] std::string word(std::string_view key) const { return word_for(key, language_); }
    [[nodiscard]] cell group_cell(std::string_view level) const {
        cell item = level_cell(level, language_);
        if (level == "sub_index") {  // a plan has groups of targets
            item.shown = word("group");
        }
        return item;
    }
    [[nodiscard]] cell figures_wanted(std::size_t unit, const std::vector<std::size_t>& targets) const {
        const auto in = [&](language wanted) {
            std::vector<std::string> figures;
            for (const std::size_t at : targets) {
                const target& item = data_.profile(unit).targets[at];
                figures.push_back(item.kind == target_kind::text_only ? item.text
                                                                      : target_figure(item, wanted));
            }
            return join(figures, "; ");
        };
        cell figures = cell::of_text_or_none(in(language::en));
        figures.shown = in(language_);
        return figures;
    }
    [[nodiscard]] cell deadline_of(std::size_t unit, const std::vector<std::size_t>& targets) const {
        std::vector<std::string> dates;
        std::vector<std::string> shown;
        for (const std::size_t at : targets) {
            const std::string& date = data_.profile(unit).targets[at].deadline;
            if (!date.empty() && std::find(dates.begin(), dates.end(), date) == dates.end()) {
                dates.push_back(date);
                shown.push_back(date == "ongoing" ? word("ongoing") : date);
            }
        }
        cell deadline = cell::of_text_or_none(join(dates, "; "));
        deadline.shown = join(shown, "; ");
        return deadline;
    }
    void add_columns(grid& table) const {
        table.columns.push_back({"targets", word("targets")});
        for (const std::string_view state : target_state_words) {
            table.columns.push_back({std::string(state), word(state)});
        }
        table.columns.push_back({"progress", word("progress")});
    }
    void add_cells(const target_counts& counts, std::vector<cell>& row) const {
        row.push_back(cell::of_number(std::to_string(counts.total())));
        for (const std::size_t count : counts.rows) {
            row.push_back(cell::of_number(std::to_string(count)));
        }
        row.push_back(counts.progress ? cell::of_number(to_text(*counts.progress, decimals_)) : cell());
    }

    const std::vector<unit_target_counts>& units_;
    const data_set& data_;
    const definition& source_;
    language language_;
    int decimals_;
};

}  // namespace detail

/// One row a unit and group: `unit,level,id,targets,met,not_met,no_data,no_figure,progress`, level `total`,
/// `sub_index` or `lead`; the id of a lead is the agency's name, empty for what no agency leads.
[[nodiscard]] inline grid counts_grid(const std::vector<unit_target_counts>& units, const data_set& data,
                                      const report_style& style) {
    return detail::counts_reporter(units, data, style).groups();
}

/// Adds the counts to the rows of unit_grid(): `targets,met,not_met,no_data,no_figure,progress`.
inline void add_counts(const std::vector<unit_target_counts>& units, const data_set& data,
                       const report_style& style, grid& unit_rows) {
    detail::counts_reporter(units, data, style).add_to_units(unit_rows);
}

/// Adds to the rows of indicator_grid() the state of their targets, who answers for them and until when:
/// `wanted,target,lead,deadline`.
inline void add_target_states(const std::vector<unit_target_counts>& units, const data_set& data,
                              const report_style& style, grid& indicator_rows) {
    detail::counts_reporter(units, data, style).add_to_indicators(indicator_rows);
}

/// How the rows of a table of targets were counted.
[[nodiscard]] inline note counts_note(const std::vector<unit_target_counts>& units, language wanted) {
    note item;
    item.code = "counts";
    for (const unit_target_counts& unit : units) {
        item.count += unit.all.total();
    }
    item.text = detail::note_sentence(item.code, item.count, wanted);
    return item;
}

}  // namespace dti::inline v0
