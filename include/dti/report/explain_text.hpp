// An explanation as a text for reading: the tree from the total to the indicators, then one block an
// indicator.
//
// In: a unit's explanation. Out: lines. What a planner checks with a pencil, and her chair can challenge: the
// figures as given with their place and source, the rule in words and as formula, each step, the points, what
// a policy did, source and confidence.
#pragma once

#include "dti/report/explain_words.hpp"
#include "dti/report/grid.hpp"
#include "dti/report/notes.hpp"
#include "dti/report/rule_words.hpp"
#include "dti/report/score_card.hpp"

#include <string>
#include <string_view>
#include <utility>
#include <vector>

namespace dti::inline v0 {

namespace detail {

/// Lines with labels in front, aligned; a label stands on the first of its lines only.
class labelled_lines {
  public:
    void add(const std::string& label, std::string line) {
        if (!line.empty()) {
            lines_.emplace_back(lines_.empty() || last_ != label ? label : std::string(), std::move(line));
            last_ = label;
        }
    }
    [[nodiscard]] std::string text(std::string_view indent) const {
        std::size_t width = 0;
        for (const auto& [label, line] : lines_) {
            width = std::max(width, display_width(label));
        }
        std::string text;
        for (const auto& [label, line] : lines_) {
            text += std::string(indent) + pad(label, width, false) + "  " + to_one_line(line) + '\n';
        }
        return text;
    }

  private:
    std::vector<std::pair<std::string, std::string>> lines_;
    std::string last_;
};

class explanation_writer : explanation_view {
  public:
    using explanation_view::explanation_view;

    [[nodiscard]] std::string heading() const {
        const unit_info& unit = data_.units()[explained_.unit];
        const unit_profile& profile = data_.profile(explained_.unit);
        const unit_score<exact>& score = *explained_.score;
        std::string text = source_.title.in(language_) + " · " + source_.id + '\n' + unit.name;
        if (const std::string& title = profile.title.in(language_); !title.empty() && title != unit.name) {
            text += " · " + title;
        }
        if (!profile.as_of.empty()) {
            text += " · " + word("as_of") + ' ' + profile.as_of;
        }
        text = to_lines(std::move(text)) + "\n\n";
        labelled_lines lines;
        if (explained_.targets) {
            lines.add(word("targets"), to_line(explained_.targets->all, value_decimals_, language_));
        } else {
            lines.add(word("whole"), total_line());
        }
        if (score.rank) {
            lines.add(word("rank"), to_text(*score.rank) + " · " + rank_scope(data_, language_).text);
        }
        if (score.coverage < exact(1)) {
            lines.add(word("coverage"), value(score.coverage));
        }
        if (profile.official.is_given()) {
            const std::string beside =
                say(language_, " (beside, never mixed in)", " (để đối chiếu, không tính vào kết quả)");
            if (profile.official.total.is_given()) {
                lines.add(word("official"), to_text(profile.official.total, language_) + beside);
            }
            for (const std::string& part : official_parts(profile.official, source_, language_)) {
                lines.add(word("official"), part + beside);
            }
        }
        for (const target& item : profile.targets) {
            if (item.level != target_level::indicator) {
                lines.add(word("targets"), subject_of(item) + ": " + to_line(item, language_));
            }
        }
        return text + lines.text("");
    }

    /// Total, sub-indices and indicators as a table, then the pillars.
    [[nodiscard]] std::string tree() const {
        grid table;
        for (const char* key :
             {"code", "title", "points", "max_score", "attainment", "coverage", "status", "confidence"}) {
            table.columns.push_back({key, word_for(key, language_)});
        }
        const unit_score<exact>& score = *explained_.score;
        table.rows.push_back(
            {cell(), cell::of_text(word("whole")), points(score.values.total_points, score.assumed_maximum),
             whole_max(), number(explained_.targets ? explained_.targets->all.progress : score.values.total),
             number(score.coverage), cell(),
             score.weakest ? cell::of_text(confidence_word(*score.weakest)) : cell()});
        for (std::size_t part = 0; part < source_.sub_indices.size(); ++part) {
            add_part(part, table);
        }
        for (std::size_t i = 0; i < source_.pillars.size(); ++i) {
            table.rows.push_back({cell(), cell::of_text(word("pillar") + ": " + title_of(source_.pillars[i])),
                                  cell(), cell(), number(score.values.pillars[i]), cell(), cell(), cell()});
        }
        return to_table(table);
    }

    [[nodiscard]] std::string indicator(std::size_t index) const {
        const indicator_explanation& item = explained_.indicators[index];
        const compiled_indicator& compiled = rules_.indicators()[index];
        const dti::indicator& rule = *compiled.source;
        labelled_lines lines;
        lines.add(word("points"), points_line(item, rule));
        for (const explained_figure& shown : item.figures) {
            const std::string origin = origin_line(shown.place, shown.said, language_);
            lines.add(word("figures"),
                      to_line(shown, language_) + (origin.empty() ? "" : "  [" + origin + ']'));
        }
        if (item.entered) {
            lines.add(word("entered"),
                      to_given_text(*item.entered, nullptr) +
                          (item.entered_place.empty() ? "" : "  [" + item.entered_place + ']'));
        }
        if (item.said.self) {
            lines.add(word("self"), to_text(item.said.self->value, item.said.self->decimals));
        }
        lines.add(word("rule"), rule_in_words(rule, language_));
        if (compiled.points) {
            lines.add(word("formula"), rule.formula);
        }
        if (item.filled != rule.formula) {
            lines.add(word("filled"), item.filled);
        }
        for (const explained_step& step : item.steps) {
            lines.add(word("steps"), to_line(step, language_));
        }
        if (!item.steps.empty() && item.score.computed) {
            const std::string shown = to_text(*item.score.computed, points_decimals_);
            if (round_half_up(*item.score.computed, points_decimals_) != *item.score.computed) {
                lines.add(word("steps"),
                          say(language_, "shown with {} decimals: {}", "hiển thị với {} chữ số thập phân: {}",
                              points_decimals_, shown));
            }
        }
        lines.add(word("policy"), policy_line(item, source_, compiled, language_));
        bool has_figure = false;
        for (const target& wanted : data_.profile(explained_.unit).targets) {
            if (wanted.level == target_level::indicator && wanted.subject == index) {
                lines.add(word("targets"), to_line(wanted, language_));
                has_figure = has_figure || wanted.kind != target_kind::text_only;
            }
        }
        if (explained_.targets && rule.scored) {
            const std::string state =
                word(target_state_words[static_cast<std::size_t>(explained_.targets->indicators[index])]);
            lines.add(word("targets"), has_figure ? state
                                                  : say(language_, "{}: full points are what counts",
                                                        "{}: xét theo điểm tối đa", state));
        }
        lines.add(word("note"), origin_line({}, item.said, language_));
        lines.add(word("source"), to_line(rule.source, language_));
        lines.add(word("confidence"), confidence_line(rule.confidence, language_));
        const std::string code = rule.code.empty() ? "" : rule.code + "  ";
        const std::string& title = rule.title.in(language_);
        return to_one_line(code + (title.empty() ? rule.id : title + "  (" + rule.id + ')')) + '\n' +
               lines.text("  ");
    }

  private:
    [[nodiscard]] std::string word(std::string_view key) const { return word_for(key, language_); }
    [[nodiscard]] std::string value(const exact& of) const { return to_text(of, value_decimals_); }
    [[nodiscard]] std::string confidence_word(confidence of) const {
        return word_for(confidence_words[static_cast<std::size_t>(of)], language_);
    }
    template <class Titled>
    [[nodiscard]] std::string title_of(const Titled& item) const {
        const std::string& title = item.title.in(language_);
        return title.empty() ? item.id : title;
    }
    static std::string to_lines(std::string text) {
        const std::size_t end = text.find('\n');
        return to_one_line(text.substr(0, end)) + '\n' + to_one_line(text.substr(end + 1));
    }

    [[nodiscard]] std::string points_text(const exact& of, bool approximate) const {
        return (approximate ? "≈" : "") + to_text(of, points_decimals_);
    }
    [[nodiscard]] cell points(const std::optional<exact>& of, bool approximate) const {
        return of ? cell::of_number(points_text(*of, approximate)) : cell();
    }
    [[nodiscard]] cell number(const std::optional<exact>& of) const {
        return of ? cell::of_number(value(*of)) : cell();
    }

    /// Of targets there is no maximum to reach together.
    [[nodiscard]] cell whole_max() const {
        return explained_.targets ? cell() : points(explained_.max_points, explained_.score->assumed_maximum);
    }

    [[nodiscard]] std::string total_line() const {
        const unit_score<exact>& score = *explained_.score;
        const std::string maximum = points_text(explained_.max_points, score.assumed_maximum);
        if (score.values.total_points && score.values.total) {
            return say(language_, "{} of {} points, value {}", "{}/{} điểm, giá trị {}",
                       points_text(*score.values.total_points, score.assumed_maximum), maximum,
                       value(*score.values.total));
        }
        if (score.low && score.high) {
            return say(language_, "between {} and {} of {} points: coverage is below the minimum of {}",
                       "từ {} đến {} trên {} điểm: mức bao phủ dưới mức tối thiểu {}",
                       points_text(*score.low, score.assumed_maximum),
                       points_text(*score.high, score.assumed_maximum), maximum, value(source_.min_coverage));
        }
        return say(language_, "nothing is left to count", "không còn gì để tính");
    }

    void add_part(std::size_t index, grid& table) const {
        const sub_index& part = source_.sub_indices[index];
        const sub_index_explanation& known = explained_.sub_indices[index];
        bool assumed = false;
        for (const dti::indicator& item : part.indicators) {
            assumed = assumed || (item.scored && item.confidence.max_score == confidence::assumed);
        }
        table.rows.push_back(
            {cell::of_text(part.code), cell::of_text("  " + title_of(part)), points(known.points, assumed),
             points(known.max_score, assumed),
             number(explained_.targets ? explained_.targets->sub_indices[index].progress : known.value),
             number(known.coverage), cell(), cell()});
        for (std::size_t i = 0; i < rules_.indicators().size(); ++i) {
            if (rules_.indicators()[i].sub_index == index) {
                table.rows.push_back(indicator_row(i));
            }
        }
        for (const subtotal_score<exact>& sum : explained_.score->subtotals) {
            if (rules_.indicators()[sum.source->indicators.front()].sub_index == index) {
                table.rows.push_back({cell(),
                                      cell::of_text("    " + word("subtotal") + ": " + ids_of(*sum.source)),
                                      points(sum.points, false), cell(), cell(), cell(), cell(), cell()});
            }
        }
    }

    [[nodiscard]] std::vector<cell> indicator_row(std::size_t index) const {
        const indicator_explanation& item = explained_.indicators[index];
        const dti::indicator& rule = *rules_.indicators()[index].source;
        const bool assumed = rule.scored && rule.confidence.max_score == confidence::assumed;
        return {cell::of_text(rule.code),
                cell::of_text("    " + title_of(rule)),
                points(item.score.points, assumed),
                points(rule.max_score, assumed),
                item.score.points ? number(*item.score.points / rule.max_score) : cell(),
                cell(),
                cell::of_text(
                    word_for(score_status_words[static_cast<std::size_t>(item.score.status)], language_)),
                cell::of_text(confidence_word(rule.confidence.weakest()))};
    }

    [[nodiscard]] std::string points_line(const indicator_explanation& item,
                                          const dti::indicator& rule) const {
        const bool assumed = rule.scored && rule.confidence.max_score == confidence::assumed;
        std::string text =
            item.score.points
                ? say(language_, "{} of {} points, attainment {}", "{}/{} điểm, tỷ lệ điểm đạt {}",
                      points_text(*item.score.points, assumed), points_text(rule.max_score, assumed),
                      value(*item.score.points / rule.max_score))
                : say(language_, "none of its own, max score {}", "không có điểm riêng, điểm tối đa {}",
                      points_text(rule.max_score, assumed));
        text += " · " + word_for(score_status_words[static_cast<std::size_t>(item.score.status)], language_);
        if (rule.weight != exact(1)) {
            text += " · " + word("weight") + ' ' + to_shortest_text(rule.weight);
        }
        if (rule.bonus) {
            text += say(language_, " · bonus", " · điểm thưởng");
        }
        return text;
    }

    [[nodiscard]] std::string ids_of(const subtotal& sum) const {
        std::vector<std::string> ids;
        for (const std::size_t indicator : sum.indicators) {
            ids.push_back(rules_.indicators()[indicator].source->id);
        }
        return join(ids);
    }
    [[nodiscard]] std::string subject_of(const target& item) const {
        switch (item.level) {
            case target_level::sub_index:
                return title_of(source_.sub_indices[item.subject]);
            case target_level::pillar:
                return title_of(source_.pillars[item.subject]);
            case target_level::indicator:
            case target_level::index:
                break;
        }
        return word("whole");
    }
};

}  // namespace detail

/// The whole explanation of a unit, or of one of its indicators: `only` is its position in the definition.
[[nodiscard]] inline std::string explain_text(const unit_explanation& explained, const data_set& data,
                                              const report_style& style, std::optional<std::size_t> only) {
    const detail::explanation_writer writer(explained, data, style);
    std::string text = writer.heading();
    if (only) {
        return text + '\n' + writer.indicator(*only);
    }
    text += '\n' + writer.tree();
    for (std::size_t i = 0; i < explained.indicators.size(); ++i) {
        text += '\n' + writer.indicator(i);
    }
    return text;
}

}  // namespace dti::inline v0
