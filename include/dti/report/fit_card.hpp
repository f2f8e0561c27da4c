// What explains a printed score, as a grid and as sentences.
//
// In: the score as printed, and analyse/fit.hpp's result. Out: a row a kind of rule, the heading that repeats
// the question, the note that answers it.
#pragma once

#include "dti/analyse/fit.hpp"
#include "dti/report/fit_figures.hpp"
#include "dti/report/grid.hpp"
#include "dti/report/notes.hpp"
#include "dti/report/words.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

namespace dti::inline v0 {

namespace detail {

inline std::string percent_phrase(const score_fit& fit, const interval& range, language wanted) {
    return range_phrase(range, percent_writer(fit).ends_of(range), wanted);
}

/// "a, b or c"; `joint` stands before all but the first.
inline std::string either(const std::vector<std::string>& parts, language wanted,
                          std::string_view joint = "") {
    std::string text;
    for (std::size_t i = 0; i < parts.size(); ++i) {
        const std::string_view last = wanted == language::vi ? " hoặc " : " or ";
        text += i == 0 ? std::string_view() : i + 1 == parts.size() ? last : std::string_view(", ");
        text += i == 0 ? std::string_view() : joint;
        text += parts[i];
    }
    return text;
}

/// How to say that other thresholds do as well as those named.
inline std::string other_thresholds(const score_fit& fit, language wanted) {
    const bool vietnamese = wanted == language::vi;
    const interval& range = *fit.threshold;
    const end_texts ends = percent_writer(fit).ends_of(range);
    const bool from_zero = range.low.is_zero();
    const bool to_one = range.high_closed;
    const std::string which =
        vietnamese ? (from_zero && to_one ? std::string("mọi ngưỡng")
                      : from_zero         ? "mọi ngưỡng dưới " + ends.high
                      : to_one            ? "mọi ngưỡng trên " + ends.low
                               : fmt::format("mọi ngưỡng trên {} và dưới {}", ends.low, ends.high))
                   : (from_zero && to_one ? std::string("any threshold")
                      : from_zero         ? "any below " + ends.high
                      : to_one            ? "any threshold above " + ends.low
                                          : fmt::format("any between {} and {}", ends.low, ends.high));
    return which + (vietnamese ? " đều cho điểm in như vậy" : " prints the same");
}

inline std::string ratio_phrase(const score_fit& fit, language wanted) {
    const bool vietnamese = wanted == language::vi;
    std::string what = vietnamese ? "tính thẳng theo tỷ lệ" : "a plain ratio";
    if (!fit.plain_ratio()) {
        std::vector<std::string> percents;
        for (const exact& threshold : fit.round_thresholds) {
            percents.push_back(decimal_text(threshold * 100) + '%');
        }
        what =
            (vietnamese ? "tỷ lệ so với ngưỡng " : "a ratio to a threshold of ") + either(percents, wanted);
    }
    return what + " (" + other_thresholds(fit, wanted) + ')';
}

inline std::string tier_phrase(const exact& share, language wanted) {
    const bool vietnamese = wanted == language::vi;
    if (share.is_zero()) {
        return vietnamese ? "mức cố định 0 điểm" : "a tier of no points";
    }
    if (share == 1) {
        return vietnamese ? "mức cố định bằng điểm tối đa" : "a tier of full marks";
    }
    const std::string text = to_digits(share.big_numerator()) + '/' + to_digits(share.big_denominator());
    return vietnamese ? fmt::format("mức cố định {} điểm tối đa", text)
                      : fmt::format("a tier of {} of the maximum", text);
}

/// What the ratios that do not fit would need.
inline std::string needs_phrase(const score_fit& fit, language wanted) {
    const bool vietnamese = wanted == language::vi;
    std::string text;
    if (!fit.threshold) {
        text += (vietnamese ? "; nếu theo ngưỡng, ngưỡng phải " : "; a ratio would need a threshold ") +
                percent_phrase(fit, fit.threshold_needed, wanted);
    }
    if (!fit.plain_ratio()) {
        const std::string rates = percent_phrase(fit, rates_for(fit, 1), wanted);
        text +=
            vietnamese
                ? "; nếu tính thẳng, tỷ lệ phải " + rates
                : (fit.threshold ? "; a plain ratio would need a rate " : ", a plain ratio a rate ") + rates;
    }
    return text;
}

class fit_reporter {
  public:
    fit_reporter(const score_fit& fit, language wanted) : fit_(fit), percents_(fit), language_(wanted) {}

    grid rows() const {
        grid table;
        for (const std::string_view key : {"rule", "fits", "threshold_low", "threshold_high", "threshold",
                                           "rate_low", "rate_high", "formula"}) {
            table.columns.push_back({std::string(key), word_for(key, language_)});
        }
        for (const std::string_view key : {"share", "threshold_ends", "rate_ends", "round_thresholds"}) {
            table.columns.push_back({std::string(key), word_for(key, language_), column_place::data_only});
        }
        table.rows = {plain_row(), threshold_row(), tier_row()};
        return table;
    }

  private:
    /// A cell that is empty where a rule says nothing.
    struct range_cells {
        cell low{};
        cell high{};
        cell ends{};
    };

    std::vector<cell> row(std::string_view rule, bool fits, const range_cells& thresholds, cell round,
                          const range_cells& rates, cell formula, cell share, cell all_round) const {
        cell name = cell::of_text(std::string(rule));
        name.shown = word_for(rule, language_);
        cell truth = cell::of_truth(fits);
        truth.shown = word_for(fits ? "yes" : "no", language_);
        return {std::move(name),  std::move(truth), thresholds.low, thresholds.high,
                std::move(round), rates.low,        rates.high,     std::move(formula),
                std::move(share), thresholds.ends,  rates.ends,     std::move(all_round)};
    }

    static cell number(const exact& value, std::string shown) {
        cell item = cell::of_number(fit_number(value));
        item.shown = std::move(shown);
        return item;
    }

    /// Tables say with a sign whether an end belongs to the range.
    range_cells cells_of(const interval& range) const {
        const end_texts ends = percents_.ends_of(range);
        range_cells cells;
        cells.low = number(range.low, (range.low_closed ? "≥ " : "> ") + ends.low);
        if (range.high) {
            cells.high = number(*range.high, (range.high_closed ? "≤ " : "< ") + ends.high);
        }
        cells.ends = cell::of_text(range.brackets());
        return cells;
    }

    std::vector<cell> plain_row() const {
        const bool fits = fit_.plain_ratio();
        return row("plain_ratio", fits, {}, {}, cells_of(rates_for(fit_, 1)),
                   fits ? cell::of_text(plain_ratio_formula()) : cell{}, {}, {});
    }

    std::vector<cell> threshold_row() const {
        if (!fit_.threshold) {
            return row("threshold_ratio", false, cells_of(fit_.threshold_needed), {}, {}, {}, {}, {});
        }
        std::string shown;
        std::string all;
        for (const exact& threshold : fit_.round_thresholds) {
            shown += (shown.empty() ? "" : ", ") + decimal_text(threshold * 100) + '%';
            all += (all.empty() ? "" : " ") + decimal_text(threshold);
        }
        const exact& roundest = fit_.round_thresholds.front();
        cell round = cell::of_number(decimal_text(roundest));
        round.shown = shown;
        return row("threshold_ratio", true, cells_of(*fit_.threshold), std::move(round),
                   cells_of(rates_for(fit_, roundest)), cell::of_text(threshold_formula(fit_, roundest)), {},
                   cell::of_text(all));
    }

    std::vector<cell> tier_row() const {
        if (!fit_.tier) {
            return row("tier", false, {}, {}, {}, {}, {}, {});
        }
        return row("tier", true, {}, {}, {}, cell::of_text(tier_formula(*fit_.tier)),
                   cell::of_number(fit_number(*fit_.tier)), {});
    }

    const score_fit& fit_;
    percent_writer percents_;
    language language_;
};

}  // namespace detail

/// A row a kind of rule: whether it explains the score, with which thresholds, at which rates (for the
/// roundest threshold), and the formula to write. Values are shares of 1; tables show percent.
[[nodiscard]] inline grid fit_grid(const score_fit& fit, language wanted) {
    return detail::fit_reporter(fit, wanted).rows();
}

/// The question: the score as printed, and what its figures stand for.
[[nodiscard]] inline std::vector<std::string> fit_heading(const printed_score& score, const score_fit& fit,
                                                          language wanted) {
    const bool vietnamese = wanted == language::vi;
    const bool exact_maximum = fit.max_score.low == *fit.max_score.high;
    const std::string maximum = exact_maximum ? to_shortest_text(score.max_score.value)
                                              : to_text(score.max_score.value, score.max_score.decimals);
    const std::string percent = to_text(score.rate.value * 100, std::max(0, score.rate.decimals - 2)) + '%';
    const auto plain = [](const interval& range) {
        return detail::end_texts{detail::decimal_text(range.low), detail::decimal_text(*range.high)};
    };
    const auto rate = [](const exact& value) { return detail::decimal_text(value * 100) + '%'; };
    std::string stands_for = fmt::format(
        "{} {}, {} {}", vietnamese ? "theo cách làm tròn khi in: điểm đạt" : "as printed: points",
        detail::range_phrase(fit.points, plain(fit.points), wanted), vietnamese ? "tỷ lệ" : "rate",
        detail::range_phrase(fit.rate, {rate(fit.rate.low), rate(*fit.rate.high)}, wanted));
    if (!exact_maximum) {
        stands_for += fmt::format(", {} {}", vietnamese ? "điểm tối đa" : "maximum",
                                  detail::range_phrase(fit.max_score, plain(fit.max_score), wanted));
    }
    return {fmt::format(fmt::runtime(vietnamese ? "{} trên {} điểm ở tỷ lệ {}" : "{} of {} points at {}"),
                        to_text(score.points.value, score.points.decimals), maximum, percent),
            std::move(stands_for)};
}

/// The answer in one sentence; counts the rules that explain the score.
[[nodiscard]] inline note fit_answer(const score_fit& fit, language wanted) {
    const bool vietnamese = wanted == language::vi;
    std::vector<std::string> rules;
    if (fit.threshold) {
        rules.push_back(detail::ratio_phrase(fit, wanted));
    }
    if (fit.tier) {
        rules.push_back(detail::tier_phrase(*fit.tier, wanted));
    }
    std::string text = vietnamese ? "không có ngưỡng nào đến 100% và không có mức cố định nào giải thích được"
                                  : "no ratio with a threshold up to 100% and no tier explains it";
    if (!rules.empty()) {
        text = vietnamese ? "giải thích được bằng " + detail::either(rules, wanted, "bằng ")
                          : "explained by " + detail::either(rules, wanted, "by ");
    }
    if (rules.size() > 1) {
        text += vietnamese ? "; chỉ riêng các số này chưa đủ để biết là quy tắc nào"
                           : "; the figures alone do not tell which";
    }
    text += detail::needs_phrase(fit, wanted);
    return {fit.explained() ? "explained" : "unexplained", rules.size(), std::move(text), {}};
}

}  // namespace dti::inline v0
