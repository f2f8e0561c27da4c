// What-ifs as grids: what changes in one scenario after the other, or scenarios side by side.
//
// In: the comparison of a unit in each scenario (analyse/what_if.hpp), the data before, a language and how
// many decimals. Out: grids for grid.hpp's formats. Figures are rounded here, once; a change is rounded from
// the unrounded difference. What is to be said beside them is what_if_notes.hpp's.
#pragma once

#include "dti/analyse/what_if.hpp"
#include "dti/report/score_card.hpp"

#include <algorithm>
#include <optional>
#include <set>
#include <string>
#include <utility>
#include <vector>

namespace dti::inline v0 {

/// What has become of a unit in one scenario.
struct scenario_result {
    std::string name{};   ///< of the scenario, as CSV and JSON have it
    std::string title{};  ///< for readers; may be empty
    what_if result{};
};

namespace detail {

class what_if_reporter {
  public:
    what_if_reporter(const data_set& data, std::size_t unit, const report_style& style)
        : data_(data),
          source_(data.rules().source()),
          at_(unit),
          unit_(data.units()[unit].name),
          language_(style.wanted),
          points_decimals_(style.digits.value_or(source_.print.points)),
          value_decimals_(style.digits.value_or(source_.print.value)) {}

    /// One scenario after the other.
    [[nodiscard]] grid rows(const std::vector<scenario_result>& scenarios) const {
        const bool official = std::any_of(scenarios.begin(), scenarios.end(),
                                          [](const auto& item) { return item.result.official.has_value(); });
        const column_place beside = official ? column_place::everywhere : column_place::data_only;
        grid table;
        table.columns = {named("level"),
                         named("id"),
                         named("before"),
                         named("after"),
                         named("change"),
                         named("unit", column_place::data_only),
                         named("scenario", column_place::data_only),
                         named("certain", beside),
                         named("uncertain", beside),
                         named("official", column_place::data_only)};
        for (const scenario_result& scenario : scenarios) {
            for (const what_if_row& row : scenario.result.rows) {
                table.rows.push_back(cells(row, scenario));
            }
        }
        return table;
    }

    /// Scenarios side by side: what each would make of the unit.
    [[nodiscard]] grid columns(const std::vector<scenario_result>& scenarios) const {
        grid table;
        table.columns = {named("level"), named("id"), named("before")};
        for (const scenario_result& scenario : scenarios) {
            table.columns.push_back({scenario.name, scenario.title.empty() ? scenario.name : scenario.title});
        }
        table.columns.push_back(named("unit", column_place::data_only));
        std::set<std::pair<change_level, std::size_t>> levels;
        for (const scenario_result& scenario : scenarios) {
            for (const what_if_row& row : scenario.result.rows) {
                if (row.level != change_level::rank_rivals) {  // `rank` less `rank_own`
                    levels.emplace(row.level, row.at);
                }
            }
        }
        for (const auto& [level, at] : levels) {
            table.rows.push_back(compared(level, at, scenarios));
        }
        add_overtaken("passes", scenarios, &what_if::passes, table);
        add_overtaken("passed_by", scenarios, &what_if::passed_by, table);
        return table;
    }

  private:
    using maybe = std::optional<exact>;

    [[nodiscard]] column named(std::string_view key, column_place place = column_place::everywhere) const {
        return {std::string(key), word_for(key, language_), place};
    }

    static bool is_rank(change_level level) { return level >= change_level::rank; }
    static bool is_points(change_level level) {
        return level == change_level::indicator || level == change_level::total_points;
    }

    [[nodiscard]] cell level_of(change_level level) const {
        return word_cell(change_level_words[static_cast<std::size_t>(level)], language_);
    }

    [[nodiscard]] cell subject(change_level level, std::size_t at) const {
        const auto titled = [&](const std::string& id, const title& text) {
            cell item = cell::of_text(id);
            item.shown = text.in(language_);
            return item;
        };
        switch (level) {
            case change_level::indicator: {
                const indicator& rule = *data_.rules().indicators()[at].source;
                return titled(rule.id, rule.title);
            }
            case change_level::sub_index:
                return titled(source_.sub_indices[at].id, source_.sub_indices[at].title);
            case change_level::pillar:
                return titled(source_.pillars[at].id, source_.pillars[at].title);
            default:
                return cell::of_text(source_.id);
        }
    }

    [[nodiscard]] bool is_approximate(change_level level, std::size_t at, const what_if& result) const {
        return level == change_level::total_points
                   ? result.assumed_maximum
                   : level == change_level::indicator &&
                         data_.rules().indicators()[at].source->confidence.max_score == confidence::assumed;
    }

    [[nodiscard]] std::string text_of(const exact& value, change_level level) const {
        return is_rank(level) ? to_shortest_text(value)
                              : to_text(value, is_points(level) ? points_decimals_ : value_decimals_);
    }

    [[nodiscard]] cell number(const maybe& value, change_level level, bool approximate = false) const {
        if (!value) {
            return {};
        }
        cell item = cell::of_number(text_of(*value, level));
        item.shown = (approximate ? "≈" : "") + item.text;
        return item;
    }

    /// A number that says in tables which way it goes; of ranks up is better.
    [[nodiscard]] std::string signed_text(const exact& change, change_level level) const {
        const std::string text = text_of(change, level);
        const bool none = text.find_first_of("123456789") == std::string::npos;
        if (none) {
            return text;
        }
        return is_rank(level) ? (change.is_negative() ? "↑" + text.substr(1) : "↓" + text)
                              : (change.is_negative() ? text : '+' + text);
    }
    [[nodiscard]] cell change(const maybe& value, change_level level, bool approximate = false) const {
        cell item = number(value, level);
        if (value) {
            item.shown = (approximate ? "≈" : "") + signed_text(*value, level);
        }
        return item;
    }

    /// Below min_coverage the range stands where the total would.
    void show_range(const std::optional<points_range>& range, bool approximate, cell& item) const {
        if (range) {
            item.shown = (approximate ? "≈" : "") + to_text(range->low, points_decimals_) + "–" +
                         to_text(range->high, points_decimals_);
        }
    }

    [[nodiscard]] std::vector<cell> cells(const what_if_row& row, const scenario_result& scenario) const {
        const what_if& result = scenario.result;
        const bool approximate = is_approximate(row.level, row.at, result);
        std::vector<cell> made{
            level_of(row.level), subject(row.level, row.at), number(row.before, row.level, approximate),
            number(row.after, row.level, approximate), change(row.change, row.level, approximate)};
        if (row.level == change_level::total_points) {
            show_range(result.range_before, approximate, made[2]);
            show_range(result.range_after, approximate, made[3]);
        }
        made.push_back(cell::of_text(unit_));
        made.push_back(cell::of_text(scenario.name));
        maybe certain;
        maybe uncertain;
        maybe official;
        if (row.level == change_level::indicator) {
            const bool is_certain =
                std::find(result.uncertain.begin(), result.uncertain.end(), row.at) == result.uncertain.end();
            (is_certain ? certain : uncertain) = row.change;
        } else if (row.level == change_level::total_points && result.official) {
            certain = result.official->certain;
            uncertain = result.official->uncertain;
            official = result.official->points;
        } else if (row.level == change_level::total && result.official) {
            official = data_.profile(at_).official.total.value->value;
        }
        made.push_back(change(certain, row.level));
        made.push_back(change(uncertain, row.level, approximate));
        made.push_back(number(official, row.level));
        return made;
    }

    static const what_if_row* find_row(const what_if& result, change_level level, std::size_t at) {
        const auto found = std::find_if(result.rows.begin(), result.rows.end(), [&](const what_if_row& row) {
            return row.level == level && row.at == at;
        });
        return found == result.rows.end() ? nullptr : &*found;
    }

    [[nodiscard]] std::vector<cell> compared(change_level level, std::size_t at,
                                             const std::vector<scenario_result>& scenarios) const {
        const what_if_row* some = nullptr;
        for (const scenario_result& scenario : scenarios) {
            some = some == nullptr ? find_row(scenario.result, level, at) : some;
        }
        const bool approximate = is_approximate(level, at, scenarios.front().result);
        std::vector<cell> made{level_of(level), subject(level, at), number(some->before, level, approximate)};
        if (level == change_level::total_points) {
            show_range(scenarios.front().result.range_before, approximate, made.back());
        }
        for (const scenario_result& scenario : scenarios) {
            const what_if_row* row = find_row(scenario.result, level, at);
            const bool moves = row != nullptr && row->change && !row->change->is_zero();
            made.push_back(number(row == nullptr ? some->before : row->after, level, approximate));
            if (level == change_level::total_points) {
                show_range(scenario.result.range_after, approximate, made.back());
            }
            if (moves) {
                made.back().shown += " (" + signed_text(*row->change, level) + ')';
            }
        }
        made.push_back(cell::of_text(unit_));
        return made;
    }

    void add_overtaken(std::string_view level, const std::vector<scenario_result>& scenarios,
                       std::vector<std::size_t> what_if::*rivals, grid& table) const {
        std::set<std::size_t> any;
        for (const scenario_result& scenario : scenarios) {
            any.insert((scenario.result.*rivals).begin(), (scenario.result.*rivals).end());
        }
        for (const std::size_t rival : any) {
            table.rows.push_back({word_cell(level, language_), cell::of_text(data_.units()[rival].name), {}});
            for (const scenario_result& scenario : scenarios) {
                const std::vector<std::size_t>& named = scenario.result.*rivals;
                const bool does = std::find(named.begin(), named.end(), rival) != named.end();
                cell item = cell::of_truth(does);
                item.shown = does ? word_for("yes", language_) : "–";
                table.rows.back().push_back(std::move(item));
            }
            table.rows.back().push_back(cell::of_text(unit_));
        }
    }

    const data_set& data_;
    const definition& source_;
    std::size_t at_;
    const std::string& unit_;
    language language_;
    int points_decimals_;
    int value_decimals_;
};

}  // namespace detail

/// One row a level and scenario: `level,id,before,after,change,unit,scenario,certain,uncertain,official`.
/// `certain` and `uncertain` are of the change, of the total only where there is an official one.
[[nodiscard]] inline grid what_if_grid(const std::vector<scenario_result>& scenarios, const data_set& before,
                                       std::size_t unit, const report_style& style) {
    return detail::what_if_reporter(before, unit, style).rows(scenarios);
}

/// One row a level, one column a scenario with what it leads to: `level,id,before,<scenarios…>,unit`; then
/// the levels `passes` and `passed_by`, a row a rival. Domain: names of scenarios are distinct; all start
/// from the same cohort; there is at least one.
[[nodiscard]] inline grid scenarios_grid(const std::vector<scenario_result>& scenarios,
                                         const data_set& before, std::size_t unit,
                                         const report_style& style) {
    return detail::what_if_reporter(before, unit, style).columns(scenarios);
}

/// For tables: without rows that would be empty, such as the rank of a unit that has none.
[[nodiscard]] inline grid without_empty_rows(grid table) {
    const auto is_empty = [&](const std::vector<cell>& row) {
        for (std::size_t i = 2; i < row.size(); ++i) {
            const bool shown = table.columns[i].in_table();
            if (shown && (row[i].kind != cell_kind::none || !row[i].shown.empty())) {
                return false;
            }
        }
        return true;
    };
    table.rows.erase(std::remove_if(table.rows.begin(), table.rows.end(), is_empty), table.rows.end());
    return table;
}

}  // namespace dti::inline v0
