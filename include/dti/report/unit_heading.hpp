// What stands above the answers for one unit: index, unit, where it stands now.
//
// In: an analysed cohort, a unit, a style. Out: lines for gains, gaps and what-ifs.
#pragma once

#include "dti/analyse/analysed_cohort.hpp"
#include "dti/report/explain_words.hpp"
#include "dti/report/notes.hpp"
#include "dti/report/score_card.hpp"

#include <string>
#include <vector>

namespace dti::inline v0 {

/// `Provincial Digital Transformation Index 2022 · provincial-2022`, then the unit, then its total or range,
/// its rank among the units of the file, and its official result beside.
[[nodiscard]] inline std::vector<std::string> unit_heading(const analysed_cohort& all, std::size_t unit,
                                                           const report_style& style) {
    using detail::say;
    const definition& source = all.rules().source();
    const language wanted = style.wanted;
    const int points_decimals = style.digits.value_or(source.print.points);
    const int value_decimals = style.digits.value_or(source.print.value);
    const unit_profile& profile = all.data().profile(unit);
    const unit_score<exact>& score = all.card().units[unit];
    const std::string about = score.assumed_maximum ? "≈" : "";
    std::vector<std::string> lines{source.title.in(wanted) + " · " + source.id,
                                   all.data().units()[unit].name};
    if (!profile.as_of.empty()) {
        lines.back() += " · " + word_for("as_of", wanted) + ' ' + profile.as_of;
    }
    if (score.values.total) {
        lines.push_back(say(wanted, "{}{} points, value {}", "{}{} điểm, giá trị {}", about,
                            to_text(*score.values.total_points, points_decimals),
                            to_text(*score.values.total, value_decimals)));
    } else if (score.low) {
        lines.push_back(say(wanted, "{}{}–{} points (coverage {}: no total)",
                            "{}{}–{} điểm (mức bao phủ {}: chưa có tổng điểm)", about,
                            to_text(*score.low, points_decimals), to_text(*score.high, points_decimals),
                            to_text(score.coverage, value_decimals)));
    }
    if (score.rank) {
        lines.push_back(word_for("rank", wanted) + ' ' + to_text(*score.rank) + " · " +
                        rank_scope(all.data(), wanted).text);
    }
    if (profile.official.total.is_given()) {
        lines.push_back(word_for("official", wanted) + ": " + to_text(profile.official.total, wanted));
    }
    return lines;
}

}  // namespace dti::inline v0
