// An explanation as rows for CSV and JSON: the total, sub-indices with their indicators and subtotals,
// pillars.
//
// In: a unit's explanation. Out: a grid; figures, steps and targets are lists (one text in CSV, an array of
// objects in JSON).
#pragma once

#include "dti/report/explain_words.hpp"
#include "dti/report/grid.hpp"
#include "dti/report/rule_words.hpp"
#include "dti/report/score_card.hpp"

#include <initializer_list>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

namespace dti::inline v0 {

namespace detail {

/// A JSON object of the entries that are not empty; a value is a JSON text already.
inline std::string to_json_object(std::initializer_list<std::pair<std::string_view, std::string>> entries) {
    std::string json = "{";
    for (const auto& [key, value] : entries) {
        if (!value.empty()) {
            json += (json.size() == 1 ? "" : ", ") + to_json_text(key) + ": " + value;
        }
    }
    return json + '}';
}
inline std::string json_text_or_nothing(const std::string& text) {
    return text.empty() ? std::string() : to_json_text(text);
}

/// A list cell: one line an item for CSV, one object an item for JSON.
class list_cell {
  public:
    void add(const std::string& line, const std::string& json) {
        text_ += (text_.empty() ? "" : "; ") + line;
        json_ += (json_.empty() ? "" : ", ") + json;
    }
    [[nodiscard]] cell get() const { return cell::of_list(text_, '[' + json_ + ']'); }

  private:
    std::string text_;
    std::string json_;
};

class explanation_grid : explanation_view {
  public:
    using explanation_view::explanation_view;

    [[nodiscard]] grid make(std::optional<std::size_t> only) const {
        grid table;
        for (const std::string_view key : keys) {
            table.columns.push_back({std::string(key), std::string(key)});
        }
        if (only) {
            table.rows.push_back(indicator_row(*only));
            return table;
        }
        table.rows.push_back(total_row());
        for (std::size_t part = 0; part < source_.sub_indices.size(); ++part) {
            add_part(part, table);
        }
        for (std::size_t i = 0; i < source_.pillars.size(); ++i) {
            row made(*this, "pillar", source_.pillars[i].id);
            made.set("title", text(source_.pillars[i].title.in(language_)));
            made.set("value", number(explained_.score->values.pillars[i], value_decimals_));
            table.rows.push_back(std::move(made).get());
        }
        return table;
    }

  private:
    static constexpr auto keys = std::to_array<std::string_view>({"unit",
                                                                  "level",
                                                                  "id",
                                                                  "code",
                                                                  "title",
                                                                  "points",
                                                                  "max_score",
                                                                  "value",
                                                                  "attainment",
                                                                  "coverage",
                                                                  "low",
                                                                  "high",
                                                                  "rank",
                                                                  "of",
                                                                  "status",
                                                                  "computed",
                                                                  "weight",
                                                                  "rule",
                                                                  "formula",
                                                                  "filled",
                                                                  "figures",
                                                                  "steps",
                                                                  "policy",
                                                                  "missing",
                                                                  "self",
                                                                  "entered",
                                                                  "targets",
                                                                  "note",
                                                                  "source",
                                                                  "confidence",
                                                                  "confidence_by_field",
                                                                  "target",
                                                                  "met",
                                                                  "not_met",
                                                                  "no_data",
                                                                  "no_figure",
                                                                  "progress"});

    /// A row with every column, empty until it is set.
    class row {
      public:
        row(const explanation_grid& owner, std::string_view level, const std::string& id)
            : cells_(keys.size()) {
            set("unit", cell::of_text(owner.data_.units()[owner.explained_.unit].name));
            set("level", cell::of_text(std::string(level)));
            set("id", cell::of_text(id));
        }
        void set(std::string_view key, cell value) {
            cells_[static_cast<std::size_t>(std::find(keys.begin(), keys.end(), key) - keys.begin())] =
                std::move(value);
        }
        [[nodiscard]] std::vector<cell> get() && { return std::move(cells_); }

      private:
        std::vector<cell> cells_;
    };

    static cell text(std::string line) { return cell::of_text_or_none(std::move(line)); }
    static cell number(const std::optional<exact>& value, int decimals) {
        return value ? cell::of_number(to_text(*value, decimals)) : cell();
    }
    /// Exactly, or to 12 decimals where it does not end.
    static std::string exact_text(const exact& value) {
        constexpr int places = 12;
        std::string shortest = to_shortest_text(value);
        return shortest.find('/') == std::string::npos ? shortest : to_text(value, places);
    }
    static cell exact_number(const exact& value) { return cell::of_number(exact_text(value)); }
    static cell confidence_cell(confidence known) {
        return cell::of_text(std::string(confidence_words[static_cast<std::size_t>(known)]));
    }

    [[nodiscard]] std::vector<cell> total_row() const {
        const unit_score<exact>& score = *explained_.score;
        row made(*this, "total", source_.id);
        made.set("title", text(source_.title.in(language_)));
        made.set("points", number(score.values.total_points, points_decimals_));
        if (!explained_.targets) {  // targets met do not add up
            made.set("max_score", number(explained_.max_points, points_decimals_));
        }
        made.set("value", number(score.values.total, value_decimals_));
        made.set("coverage", number(score.coverage, value_decimals_));
        made.set("low", number(score.low, points_decimals_));
        made.set("high", number(score.high, points_decimals_));
        if (score.rank) {
            made.set("rank", cell::of_number(to_text(*score.rank)));
            made.set("of", cell::of_number(std::to_string(score.rank->of)));
        }
        made.set("targets", targets([](const target& item) { return item.level == target_level::index; }));
        if (score.weakest) {
            made.set("confidence", confidence_cell(*score.weakest));
        }
        if (explained_.targets) {
            set_counts(explained_.targets->all, made);
        }
        return std::move(made).get();
    }

    void set_counts(const target_counts& counts, row& made) const {
        for (std::size_t i = 0; i < target_state_words.size(); ++i) {
            made.set(target_state_words[i], cell::of_number(std::to_string(counts.rows[i])));
        }
        made.set("progress", number(counts.progress, value_decimals_));
    }

    void add_part(std::size_t index, grid& table) const {
        const sub_index& part = source_.sub_indices[index];
        const sub_index_explanation& known = explained_.sub_indices[index];
        row made(*this, "sub_index", part.id);
        made.set("code", text(part.code));
        made.set("title", text(part.title.in(language_)));
        made.set("points", number(known.points, points_decimals_));
        made.set("max_score", number(known.max_score, points_decimals_));
        made.set("value", number(known.value, value_decimals_));
        made.set("coverage", number(known.coverage, value_decimals_));
        made.set("weight", exact_number(part.weight));
        made.set("targets", targets([&](const target& item) {
                     return item.level == target_level::sub_index && item.subject == index;
                 }));
        made.set("source", text(to_line(part.source, language_)));
        if (explained_.targets) {
            set_counts(explained_.targets->sub_indices[index], made);
        }
        table.rows.push_back(std::move(made).get());
        for (std::size_t i = 0; i < rules_.indicators().size(); ++i) {
            if (rules_.indicators()[i].sub_index == index) {
                table.rows.push_back(indicator_row(i));
            }
        }
        for (const subtotal_score<exact>& sum : explained_.score->subtotals) {
            if (rules_.indicators()[sum.source->indicators.front()].sub_index == index) {
                table.rows.push_back(subtotal_row(sum));
            }
        }
    }

    [[nodiscard]] std::vector<cell> subtotal_row(const subtotal_score<exact>& sum) const {
        std::string ids;
        for (const std::size_t indicator : sum.source->indicators) {
            ids += (ids.empty() ? "" : " ") + rules_.indicators()[indicator].source->id;
        }
        row made(*this, "subtotal", ids);
        made.set("points", number(sum.points, points_decimals_));
        if (sum.source->max_score) {
            made.set("max_score", number(sum.source->max_score->value, points_decimals_));
        }
        made.set("note", text(sum.source->note));
        return std::move(made).get();
    }

    [[nodiscard]] std::vector<cell> indicator_row(std::size_t index) const {
        const indicator_explanation& item = explained_.indicators[index];
        const compiled_indicator& compiled = rules_.indicators()[index];
        const indicator& rule = *compiled.source;
        row made(*this, "indicator", rule.id);
        made.set("code", text(rule.code));
        made.set("title", text(rule.title.in(language_)));
        made.set("points", number(item.score.points, points_decimals_));
        made.set("max_score", number(rule.max_score, points_decimals_));
        if (item.score.points) {
            made.set("attainment", number(*item.score.points / rule.max_score, value_decimals_));
        }
        made.set("status",
                 cell::of_text(std::string(score_status_words[static_cast<std::size_t>(item.score.status)])));
        made.set("computed", number(item.score.computed, points_decimals_));
        made.set("weight", exact_number(rule.weight));
        made.set("rule", text(rule_in_words(rule, language_)));
        made.set("formula", text(rule.formula));
        made.set("filled", text(item.filled));
        made.set("figures", figures(item));
        made.set("steps", steps(item));
        made.set("policy", text(policy_line(item, source_, compiled, language_)));
        list_cell missing;
        for (const std::string& name : item.missing) {
            missing.add(name, to_json_text(name));
        }
        made.set("missing", missing.get());
        if (item.said.self) {
            made.set("self", cell::of_number(to_text(item.said.self->value, item.said.self->decimals)));
        }
        if (item.entered) {
            made.set("entered", exact_number(item.entered->value));
        }
        made.set("targets", targets([&](const target& wanted) {
                     return wanted.level == target_level::indicator && wanted.subject == index;
                 }));
        made.set("note", text(origin_line({}, item.said, language_)));
        made.set("source", text(to_line(rule.source, language_)));
        made.set("confidence", confidence_cell(rule.confidence.weakest()));
        list_cell fields;
        for (const auto& [field, known] :
             {std::pair<std::string_view, confidence>{"title", rule.confidence.title},
              {"max_score", rule.confidence.max_score},
              {"formula", rule.confidence.formula}}) {
            const std::string word(confidence_words[static_cast<std::size_t>(known)]);
            fields.add(std::string(field) + ": " + word,
                       to_json_object({{"field", to_json_text(field)}, {"confidence", to_json_text(word)}}));
        }
        made.set("confidence_by_field", fields.get());
        if (explained_.targets) {
            made.set(
                "target",
                cell::of_text(std::string(
                    target_state_words[static_cast<std::size_t>(explained_.targets->indicators[index])])));
        }
        return std::move(made).get();
    }

    [[nodiscard]] cell figures(const indicator_explanation& item) const {
        list_cell list;
        for (const explained_figure& shown : item.figures) {
            list.add(
                to_line(shown, language_),
                to_json_object(
                    {{"name", to_json_text(shown.name)},
                     {"title", json_text_or_nothing(shown.title.in(language_))},
                     {"unit", json_text_or_nothing(shown.unit)},
                     {"origin", to_json_text(figure_origin_words[static_cast<std::size_t>(shown.origin)])},
                     {"text", json_text_or_nothing(shown.text)},
                     {"value", shown.value ? exact_text(*shown.value) : std::string()},
                     {"formula", json_text_or_nothing(shown.formula)},
                     {"filled", json_text_or_nothing(shown.filled)},
                     {"place", json_text_or_nothing(shown.place)},
                     {"source", json_text_or_nothing(shown.said.source)},
                     {"evidence", json_text_or_nothing(shown.said.evidence)},
                     {"note", json_text_or_nothing(shown.said.note)}}));
        }
        return list.get();
    }

    [[nodiscard]] cell steps(const indicator_explanation& item) const {
        list_cell list;
        for (const explained_step& step : item.steps) {
            const std::string line = to_line(step, language_);
            list.add(line, to_json_object({{"text", to_json_text(line)},
                                           {"value", step.value ? exact_text(*step.value) : std::string()}}));
        }
        return list.get();
    }

    template <class Wanted>
    [[nodiscard]] cell targets(Wanted wanted) const {
        list_cell list;
        for (const target& item : data_.profile(explained_.unit).targets) {
            if (wanted(item)) {
                const std::string line = to_line(item, language_);
                list.add(line, to_json_text(line));
            }
        }
        return list.get();
    }
};

}  // namespace detail

/// The explanation of a unit as rows, or of one of its indicators as one row: `only` is its position.
[[nodiscard]] inline grid explain_grid(const unit_explanation& explained, const data_set& data,
                                       const report_style& style, std::optional<std::size_t> only) {
    return detail::explanation_grid(explained, data, style).make(only);
}

}  // namespace dti::inline v0
