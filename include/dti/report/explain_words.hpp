// The pieces of an explanation as sentences in both languages: figures, steps, what a policy did, targets.
//
// In: plain values of analyse/explanation.hpp. Out: one line each. Next: explain_text.hpp for readers,
// explain_grid.hpp for CSV and JSON.
#pragma once

#include "dti/analyse/explain.hpp"
#include "dti/report/score_card.hpp"
#include "dti/report/words.hpp"

#include <fmt/format.h>

#include <string>
#include <string_view>

namespace dti::inline v0 {

namespace detail {

template <class... Words>
std::string say(language wanted, std::string_view en, std::string_view vi, const Words&... parts) {
    return fmt::format(fmt::runtime(wanted == language::vi ? vi : en), parts...);
}

inline std::string join(const std::vector<std::string>& items, std::string_view between = ", ") {
    std::string text;
    for (const std::string& item : items) {
        text += (text.empty() ? "" : std::string(between)) + item;
    }
    return text;
}

/// What text and rows of an explanation are made from.
class explanation_view {
  public:
    explanation_view(const unit_explanation& explained, const data_set& data, const report_style& style)
        : explained_(explained),
          data_(data),
          rules_(data.rules()),
          source_(data.rules().source()),
          language_(style.wanted),
          points_decimals_(style.digits.value_or(source_.print.points)),
          value_decimals_(style.digits.value_or(source_.print.value)) {}

  protected:
    const unit_explanation& explained_;
    const data_set& data_;
    const compiled_definition& rules_;
    const definition& source_;
    language language_;
    int points_decimals_;
    int value_decimals_;
};

}  // namespace detail

/// A step as a line: `0.4 / 4% * 60.29% = 6.029`.
[[nodiscard]] inline std::string to_line(const explained_step& step, language wanted) {
    using kind = explained_step::kind;
    const std::string value = step.value ? to_explained_text(*step.value) : std::string();
    const std::string result = value.empty() ? "" : ": " + value;
    switch (step.what) {
        case kind::calculation:
            return step.text + " = " + value;
        case kind::condition:
            return detail::say(wanted, "{}: {}", "{}: {}", step.text,
                               detail::say(wanted, step.truth ? "holds" : "does not hold",
                                           step.truth ? "đúng" : "không đúng")) +
                   (value.empty() ? "" : detail::say(wanted, ", so {}", ", nên {}", value));
        case kind::threshold:
            return detail::say(wanted, "{} reaches {}", "{} đạt mức {}", step.subject, step.low) + result;
        case kind::below:
            return detail::say(wanted, "{} is below {}", "{} dưới mức {}", step.subject, step.low) + result;
        case kind::between:
            return detail::say(wanted, "{} lies between {} and {}: {} = {}", "{} nằm giữa {} và {}: {} = {}",
                               step.subject, step.low, step.high, step.text, value);
        case kind::beyond:
            return detail::say(wanted, "{} counts as at {}", "{} tính như tại {}", step.subject, step.low) +
                   result;
        case kind::option:
            return detail::say(wanted, "{} is {}", "{} là {}", step.subject, step.low) + result;
        case kind::kept:
            return detail::say(wanted, "kept within {} to {}: {}", "giữ trong khoảng {} đến {}: {}", step.low,
                               step.high, value);
        case kind::rounded:
            return detail::say(wanted, "rounded to {} decimals: {}", "làm tròn đến {} chữ số thập phân: {}",
                               step.low, value);
        case kind::empty_division:
            return detail::say(wanted, "{} divides by zero", "{}: chia cho 0", step.text);
    }
    return {};
}

/// A figure as a line: `rate = owners / adults = 361740 / 600000 = 0.6029`, or what is known instead.
[[nodiscard]] inline std::string to_line(const explained_figure& shown, language wanted) {
    const std::string& title = shown.title.in(wanted);
    std::string text = shown.name + (title.empty() ? "" : " (" + title + ')');
    switch (shown.origin) {
        case figure_origin::given:
            text += ": " + shown.text + (shown.unit.empty() ? "" : ' ' + shown.unit);
            break;
        case figure_origin::derived:
            text += " = " + shown.formula + " = " + shown.filled +
                    (shown.filled == shown.text ? "" : " = " + shown.text);
            break;
        case figure_origin::cohort:
            text += ": " + shown.text +
                    detail::say(wanted, ", over the units of this run", ", trong nhóm so sánh");
            break;
        case figure_origin::reference:
            text += ": " + shown.text +
                    detail::say(wanted, ", as given for the cohort", ", theo số tham chiếu đã cho");
            break;
        case figure_origin::missing:
            text += ": " + word_for("missing", wanted);
            break;
        case figure_origin::not_needed:
            text += detail::say(wanted, ": not given, not needed", ": không có, không cần");
            break;
        case figure_origin::empty:
            text += " = " + shown.formula + " = " + shown.filled +
                    detail::say(wanted, ", which divides by zero", ", chia cho 0");
            break;
    }
    return text;
}

/// Where a figure was read and what its author says of it; empty where nothing is known.
[[nodiscard]] inline std::string origin_line(const std::string& place, const remark& said, language wanted) {
    std::string text = place;
    const auto add = [&](std::string_view key, const std::string& said_words) {
        if (!said_words.empty()) {
            text += (text.empty() ? "" : "; ") + word_for(key, wanted) + ": " + said_words;
        }
    };
    add("source", said.source);
    add("evidence", said.evidence);
    add("note", said.note);
    return text;
}

/// The published sum that an indicator's points are part of.
[[nodiscard]] inline std::string subtotal_line(const indicator_explanation& explained, language wanted) {
    const subtotal& sum = *explained.in_subtotal;
    const std::string points = to_explained_text(sum.points);
    const std::string of = sum.max_score ? detail::say(wanted, "{} of {} points", "{}/{} điểm", points,
                                                       to_explained_text(sum.max_score->value))
                                         : detail::say(wanted, "{} points", "{} điểm", points);
    return detail::say(wanted, "counted in a published subtotal: {} together {}",
                       "tính trong điểm cộng gộp đã công bố: {} cộng lại {}",
                       detail::join(explained.subtotal_of), of) +
           (sum.note.empty() ? "" : "; " + sum.note);
}

/// What stood in for the formula's result, and by which rule of the definition; empty where nothing did.
[[nodiscard]] inline std::string policy_line(const indicator_explanation& explained, const definition& source,
                                             const compiled_indicator& item, language wanted) {
    const indicator_score<exact>& score = explained.score;
    const auto rule = [](std::string_view key, std::string_view word) {
        return " (" + std::string(key) + ": " + std::string(word) + ')';
    };
    const std::string zero = detail::say(wanted, "counts as 0 points", "tính 0 điểm");
    const std::string out =
        detail::say(wanted, "left out of points and maximum", "không tính cả điểm đạt lẫn điểm tối đa");
    if (score.status == score_status::unscored) {
        return detail::say(wanted, "shown only: earns nothing and counts nowhere",
                           "chỉ để tham khảo, không tính điểm");
    }
    if (score.reason == score_reason::missing_figure) {
        return detail::say(wanted,
                           "no figure for {}: ", "chưa có số liệu {}: ", detail::join(explained.missing)) +
               (score.status == score_status::excluded ? out : zero) +
               rule("missing", missing_words[static_cast<std::size_t>(source.missing)]);
    }
    if (score.reason == score_reason::empty_denominator) {
        const std::string full = detail::say(wanted, "counts as full points", "tính điểm tối đa");
        return detail::say(wanted, "the rule divides by zero: ", "mẫu số bằng 0: ") +
               (score.status == score_status::excluded          ? out
                : source.empty_denominator == empty_policy::max ? full
                                                                : zero) +
               rule("empty_denominator", empty_words[static_cast<std::size_t>(source.empty_denominator)]);
    }
    if (score.status == score_status::in_subtotal && explained.in_subtotal != nullptr) {
        return subtotal_line(explained, wanted);
    }
    if (score.status == score_status::entered) {
        std::string text =
            item.points ? detail::say(wanted, "entered by assessors, in place of the formula's result",
                                      "điểm nhập theo kết quả thẩm định, thay cho kết quả của công thức")
                        : std::string();  // the rule says it
        if (score.clamped && explained.entered) {
            text += (text.empty() ? "" : "; ") +
                    detail::say(wanted, "{} is outside {} to {} and counts as {}",
                                "{} ngoài khoảng {} đến {}, tính là {}",
                                to_explained_text(explained.entered->value),
                                to_explained_text(item.source->min_score),
                                to_explained_text(item.source->max_score), to_explained_text(*score.points));
        }
        return text;
    }
    return {};
}

/// What a target asks for: `rate ≥ 80%`; that it has no figure where it is only words.
[[nodiscard]] inline std::string target_figure(const target& item, language wanted) {
    std::string text = item.name;
    const std::string number =
        item.figure.percent ? to_text(item.figure.value * 100, std::max(0, item.figure.decimals - 2)) + '%'
                            : to_text(item.figure.value, item.figure.decimals);
    switch (item.kind) {
        case target_kind::text_only:
            text = word_for("target_without_figure", wanted);
            break;
        case target_kind::at_least:
            text += (item.name == "rank" ? " " : " ≥ ") + number;
            break;
        case target_kind::over:
            text += " > " + number;
            break;
        case target_kind::at_most:
            text += " ≤ " + number;
            break;
        case target_kind::times:
            text +=
                detail::say(wanted, " ≥ {} times that of {}", " ≥ {} lần so với năm {}", number, item.from);
            break;
        case target_kind::plus:
            text += detail::say(wanted, " ≥ that of {} + {}", " ≥ năm {} + {}", item.from, number);
            break;
        case target_kind::answer:
            text += ": " + (item.answer.empty() ? word_for(item.figure.value.is_zero() ? "no" : "yes", wanted)
                                                : item.answer);
            break;
    }
    return text;
}

/// A target as a line: `rate ≥ 80%; lead agency: …; deadline: ongoing`.
[[nodiscard]] inline std::string to_line(const target& item, language wanted) {
    std::string text = target_figure(item, wanted);
    const auto add = [&](std::string_view key, const std::string& said_words) {
        if (!said_words.empty()) {
            text += "; " + word_for(key, wanted) + ": " + said_words;
        }
    };
    if (!item.text.empty()) {
        text += ": " + item.text;
    }
    add("lead", detail::join(item.lead, "; "));
    add("with", detail::join(item.with, "; "));
    add("deadline", item.deadline == "ongoing" ? word_for("ongoing", wanted) : item.deadline);
    add("note", item.note);
    return text;
}

/// Counts of targets as a line: `met 5 · not met 9 · no data 12 · without a figure 1 (of 27), mean progress
/// 0.8123`.
[[nodiscard]] inline std::string to_line(const target_counts& counts, int decimals, language wanted) {
    std::string text;
    for (std::size_t i = 0; i < target_state_words.size(); ++i) {
        text += (i == 0 ? "" : " · ") + word_for(target_state_words[i], wanted) + ' ' +
                std::to_string(counts.rows[i]);
    }
    text += detail::say(wanted, " (of {})", " (trên {})", counts.total());
    return counts.progress
               ? text + ", " + word_for("progress", wanted) + ' ' + to_text(*counts.progress, decimals)
               : text;
}

/// How well an indicator's fields are established: `title: published; max score: …; formula: …`.
[[nodiscard]] inline std::string confidence_line(const indicator_confidence& known, language wanted) {
    const auto word = [&](confidence of) {
        return word_for(confidence_words[static_cast<std::size_t>(of)], wanted);
    };
    return word_for("title", wanted) + ": " + word(known.title) + "; " + word_for("max_score", wanted) +
           ": " + word(known.max_score) + "; " + word_for("formula", wanted) + ": " + word(known.formula);
}

/// A citation as a line.
[[nodiscard]] inline std::string to_line(const citation& source, language wanted) {
    std::string text = source.document;
    for (const std::string* part : {&source.issued, &source.place, &source.url, &source.note.in(wanted)}) {
        if (!part->empty()) {
            text += (text.empty() ? "" : ", ") + *part;
        }
    }
    return text;
}

}  // namespace dti::inline v0
