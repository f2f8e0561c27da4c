// A scorecard as grids: units, indicators, ranks.
//
// In: a scorecard, its data, a language and how many decimals. Out: grids for grid.hpp's formats. Figures are
// rounded here, once, half-up from the value as it was computed.
#pragma once

#include "dti/aggregate/score.hpp"
#include "dti/report/grid.hpp"
#include "dti/report/words.hpp"

#include <cmath>
#include <optional>
#include <string>
#include <vector>

namespace dti::inline v0 {

/// How results are shown. Decimals come from the definition unless `digits` says otherwise.
struct report_style {
    language wanted = language::en;
    std::optional<int> digits{};
};

namespace detail {

/// A word that CSV and JSON keep in English.
inline cell word_cell(std::string_view word, language wanted) {
    cell item = cell::of_text(std::string(word));
    item.shown = word_for(word, wanted);
    return item;
}

inline cell level_cell(std::string_view level, language wanted) {
    cell item = word_cell(level, wanted);
    if (level == "total") {  // as a column that word heads a value
        item.shown = word_for("whole", wanted);
    }
    return item;
}

template <number_type Number>
class score_reporter {
  public:
    score_reporter(const scorecard<Number>& card, const data_set& data, const report_style& style)
        : card_(card),
          data_(data),
          source_(data.rules().source()),
          language_(style.wanted),
          points_decimals_(style.digits.value_or(source_.print.points)),
          value_decimals_(style.digits.value_or(source_.print.value)) {}

    grid units() const {
        grid table;
        const bool gaps =
            std::any_of(card_.units.begin(), card_.units.end(),
                        [](const unit_score<Number>& unit) { return unit.coverage < exact(1); });
        const bool grouped = std::any_of(data_.units().begin(), data_.units().end(),
                                         [](const unit_info& unit) { return !unit.group.empty(); });
        const auto where = [](bool shown) {
            return shown ? column_place::everywhere : column_place::data_only;
        };
        table.columns = {named("rank"), named("unit"), named("total_points"), named("total")};
        if (grouped) {  // a rank within a group says nothing without it
            table.columns.insert(table.columns.begin() + 1, named("group", column_place::table_only));
        }
        for (const sub_index& part : source_.sub_indices) {
            table.columns.push_back(titled(part.id, part.title));
        }
        for (const pillar& view : source_.pillars) {
            table.columns.push_back(titled(view.id, view.title));
        }
        table.columns.push_back(named("coverage", where(gaps)));
        table.columns.push_back(named("low", where(gaps)));
        table.columns.push_back(named("high", where(gaps)));
        table.columns.push_back(named("confidence"));
        table.columns.push_back(named("synthetic", column_place::data_only));  // tables say it in a note
        const bool official = add_official_columns(table);
        for (std::size_t i = 0; i < card_.units.size(); ++i) {
            table.rows.push_back(unit_row(card_.units[i], data_.units()[i]));
            if (official) {
                add_official_cells(data_.profile(i).official.total, table.rows.back());
            }
            if (grouped) {
                table.rows.back().insert(table.rows.back().begin() + 1,
                                         cell::of_text(data_.units()[i].group));
            }
        }
        table.near_ties = near_ties_;
        return table;
    }

    grid indicators() const {
        grid table;
        table.columns = {named("unit"),   named("indicator"), named("code"),
                         named("points"), named("max_score"), named("attainment"),
                         named("status"), named("computed"),  named("confidence")};
        for (std::size_t unit = 0; unit < card_.units.size(); ++unit) {
            for (std::size_t i = 0; i < data_.rules().indicators().size(); ++i) {
                table.rows.push_back(indicator_row(unit, i));
            }
        }
        table.near_ties = near_ties_;
        return table;
    }

    grid ranks() const {
        grid table;
        table.columns = {named("unit"),  named("level"), named("id"),
                         named("value"), named("rank"),  named("of")};
        struct level {
            std::string_view word;
            std::string id;
            std::vector<std::optional<Number>> values;
            std::vector<std::optional<dti::rank>> ranks;
        };
        std::vector<level> levels;
        const auto add = [&](std::string_view word, const std::string& id, auto&& value_of) {
            level item{word, id, {}, {}};
            for (const unit_score<Number>& unit : card_.units) {
                item.values.push_back(value_of(unit));
            }
            item.ranks = rank_level<Number>(source_, data_, item.values);
            levels.push_back(std::move(item));
        };
        add("total", source_.id, [](const unit_score<Number>& unit) { return unit.values.total; });
        for (std::size_t i = 0; i < source_.pillars.size(); ++i) {
            add("pillar", source_.pillars[i].id,
                [i](const unit_score<Number>& unit) { return unit.values.pillars[i]; });
        }
        for (std::size_t i = 0; i < source_.sub_indices.size(); ++i) {
            add("sub_index", source_.sub_indices[i].id,
                [i](const unit_score<Number>& unit) { return unit.values.sub_indices[i]; });
        }
        for (std::size_t unit = 0; unit < card_.units.size(); ++unit) {
            for (const level& item : levels) {
                const std::optional<dti::rank>& place = item.ranks[unit];
                table.rows.push_back({cell::of_text(data_.units()[unit].name),
                                      level_cell(item.word, language_), cell::of_text(item.id),
                                      number(item.values[unit], value_decimals_), rank_cell(place),
                                      place ? cell::of_number(std::to_string(place->of)) : cell()});
            }
        }
        table.near_ties = near_ties_;
        return table;
    }

  private:
    column named(std::string_view key, column_place place = column_place::everywhere) const {
        return {std::string(key), word_for(key, language_), place};
    }
    column titled(const std::string& id, const title& text) const {
        return {id, text.in(language_).empty() ? id : text.in(language_)};
    }

    static cell rank_cell(const std::optional<dti::rank>& place) {
        return place ? cell::of_number(to_text(*place)) : cell();
    }

    /// Whether rounding errors may have moved a figure across a rounding tie: no proof, but a thousand times
    /// their usual size.
    static bool is_near_tie(const Number& value, int decimals) {
        if constexpr (std::same_as<Number, exact>) {
            return false;
        } else {
            const double scaled =
                std::abs(number_traits<Number>::to_exact(value).to_double()) * std::pow(10.0, decimals);
            return std::abs(scaled - std::floor(scaled) - 0.5) <= 1e-9 * std::max(1.0, scaled);
        }
    }

    cell number(const std::optional<Number>& value, int decimals, bool approximate = false) const {
        if (!value) {
            return {};
        }
        near_ties_ += is_near_tie(*value, decimals) ? 1 : 0;
        cell item = cell::of_number(to_text(*value, decimals));
        if (approximate) {
            item.shown = "≈" + item.text;
        }
        return item;
    }
    cell points(const std::optional<Number>& value, bool approximate) const {
        return number(value, points_decimals_, approximate);
    }

    std::vector<cell> unit_row(const unit_score<Number>& unit, const unit_info& info) const {
        std::vector<cell> row{rank_cell(unit.rank), cell::of_text(info.name),
                              points(unit.values.total_points, unit.assumed_maximum),
                              number(unit.values.total, value_decimals_)};
        if (unit.below_coverage && unit.low && unit.high) {  // the range stands where the total would
            row[2].shown = (unit.assumed_maximum ? "≈" : "") + to_text(*unit.low, points_decimals_) + "–" +
                           to_text(*unit.high, points_decimals_);
        }
        for (const std::optional<Number>& value : unit.values.sub_indices) {
            row.push_back(number(value, value_decimals_));
        }
        for (const std::optional<Number>& value : unit.values.pillars) {
            row.push_back(number(value, value_decimals_));
        }
        row.push_back(cell::of_number(to_text(unit.coverage, value_decimals_)));
        row.push_back(points(unit.low, unit.assumed_maximum));
        row.push_back(points(unit.high, unit.assumed_maximum));
        row.push_back(unit.weakest
                          ? word_cell(confidence_words[static_cast<std::size_t>(*unit.weakest)], language_)
                          : cell());
        row.push_back(cell::of_truth(info.synthetic));
        return row;
    }

    /// What a publication says stands beside, in tables: CSV and JSON hold what is computed.
    bool add_official_columns(grid& table) const {
        for (std::size_t unit = 0; unit < data_.units().size(); ++unit) {
            if (data_.profile(unit).official.total.is_given()) {
                table.columns.push_back(named("official_value", column_place::table_only));
                table.columns.push_back(named("official_rank", column_place::table_only));
                return true;
            }
        }
        return false;
    }
    static void add_official_cells(const official_figure& official, std::vector<cell>& row) {
        row.push_back(official.value
                          ? cell::of_number(to_text(official.value->value, official.value->decimals))
                          : cell());
        std::string place = official.rank ? to_shortest_text(official.rank->value) : std::string();
        if (official.rank && official.of) {
            place += '/' + to_shortest_text(official.of->value);
        }
        row.push_back(place.empty() ? cell() : cell::of_number(std::move(place)));
    }

    std::vector<cell> indicator_row(std::size_t unit, std::size_t index) const {
        const indicator& rule = *data_.rules().indicators()[index].source;
        const indicator_score<Number>& item = card_.units[unit].indicators[index];
        const bool approximate = rule.scored && rule.confidence.max_score == confidence::assumed;
        std::optional<Number> attainment;
        if (item.points) {
            attainment = *item.points / Number(number_traits<Number>::from_exact(rule.max_score));
        }
        const Number max_score = number_traits<Number>::from_exact(rule.max_score);
        return {cell::of_text(data_.units()[unit].name),
                cell::of_text(rule.id),
                rule.code.empty() ? cell() : cell::of_text(rule.code),
                points(item.points, approximate),
                points(max_score, approximate),
                number(attainment, value_decimals_),
                word_cell(score_status_words[static_cast<std::size_t>(item.status)], language_),
                points(item.computed, approximate),
                word_cell(confidence_words[static_cast<std::size_t>(rule.confidence.weakest())], language_)};
    }

    const scorecard<Number>& card_;
    const data_set& data_;
    const definition& source_;
    language language_;
    int points_decimals_;
    int value_decimals_;
    mutable std::size_t near_ties_ = 0;  // counted while the cells of one grid are made
};

}  // namespace detail

/// One row a unit:
/// `rank,unit,total_points,total,<sub-indices…>,<pillars…>,coverage,low,high,confidence,synthetic`.
template <number_type Number>
[[nodiscard]] grid unit_grid(const scorecard<Number>& card, const data_set& data, const report_style& style) {
    return detail::score_reporter<Number>(card, data, style).units();
}

/// One row a unit and indicator:
/// `unit,indicator,code,points,max_score,attainment,status,computed,confidence`.
template <number_type Number>
[[nodiscard]] grid indicator_grid(const scorecard<Number>& card, const data_set& data,
                                  const report_style& style) {
    return detail::score_reporter<Number>(card, data, style).indicators();
}

/// One row a unit and level (total, pillars, sub-indices): `unit,level,id,value,rank,of`.
template <number_type Number>
[[nodiscard]] grid rank_grid(const scorecard<Number>& card, const data_set& data, const report_style& style) {
    return detail::score_reporter<Number>(card, data, style).ranks();
}

}  // namespace dti::inline v0
