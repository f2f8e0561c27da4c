// What is said of a goal: what a total or a rank asks for, what is missing, and the fewest gaps that supply
// it.
//
// In: a plan (analyse/goal.hpp) and the gaps it is made of. Out: a note under tables and in JSON.
#pragma once

#include "dti/report/gap_card.hpp"

#include <string>
#include <vector>

namespace dti::inline v0 {

namespace detail {

/// Why there is no answer.
inline std::string goal_doubt_text(goal_doubt doubt, language wanted) {
    switch (doubt) {
        case goal_doubt::no_total:
            return say(wanted, "the unit has no total, and no official one is given",
                       "đơn vị chưa có tổng điểm, cũng không có số công bố");
        case goal_doubt::no_rivals:
            return say(wanted, "the data hold no other unit that is ranked in its group",
                       "số liệu không có đơn vị nào khác được xếp hạng trong cùng nhóm");
        case goal_doubt::not_ranked:
            return say(wanted, "the unit is not ranked", "đơn vị không được xếp hạng");
        case goal_doubt::none:
            break;
    }
    return {};
}

}  // namespace detail

/// The note on a goal; `rank` is the rank that was asked for, empty for a total. `≈` stands before totals
/// that rest on assumed maxima.
[[nodiscard]] inline note goal_note(const gap_report& report, const goal_plan& plan, const std::string& rank,
                                    const report_style& style) {
    using detail::say;
    const definition& source = report.all.rules().source();
    const language wanted = style.wanted;
    const int decimals = style.digits.value_or(source.print.points);
    const auto points = [&](const exact& value) { return to_text(value, decimals); };
    note item;
    item.code = "goal";
    item.count = plan.chosen.size();
    std::string& text = item.text;
    if (plan.doubt != goal_doubt::none) {
        text = (rank.empty() ? say(wanted, "the data cannot say what this total asks for: ",
                                   "số liệu không cho biết cần gì để đạt tổng điểm này: ")
                             : say(wanted, "the data cannot say what rank {} asks for: ",
                                   "số liệu không cho biết cần gì để đạt thứ hạng {}: ", rank)) +
               detail::goal_doubt_text(plan.doubt, wanted);
        return item;
    }
    if (!rank.empty() && plan.wanted) {
        text = say(wanted, "rank {} asks for {}{} total points, rivals held as in this file; ",
                   "thứ hạng {} cần {}{} tổng điểm, các đơn vị khác giữ nguyên như trong tệp; ", rank,
                   plan.wanted->above ? say(wanted, "more than ", "hơn ") : std::string(),
                   points(plan.wanted->points));
    }
    const std::string base = points(plan.now) + (plan.on_official ? say(wanted, " (the official total)",
                                                                        " (tổng điểm theo số công bố)")
                                                                  : std::string());
    if (plan.missing.is_zero() && plan.enough) {
        text += say(wanted, "it is reached with {} already", "đã đạt với {}", base);
        return item;
    }
    const std::string goal_text = plan.wanted ? points(plan.wanted->points) : std::string();
    text += say(wanted, "{} points are missing from {} to {}; ", "còn thiếu {} điểm, từ {} đến {}; ",
                points(plan.missing), base, goal_text);
    std::string names;
    for (const std::size_t row : plan.chosen) {
        std::string name;
        for (const std::size_t indicator : report.gaps[row].indicators) {
            const dti::indicator& rule = *report.all.rules().indicators()[indicator].source;
            name += (name.empty() ? "" : "+") + (rule.code.empty() ? rule.id : rule.code);
            item.cases.push_back({report.all.data().units()[report.unit].name, rule.id});
        }
        names += (names.empty() ? "" : ", ") + name;
    }
    text += plan.enough
                ? say(wanted, "the fewest gaps that supply them, {}: {}; closed, they bring {}",
                      "ít nhất {} chỉ số đủ bù: {}; khi đạt, tổng điểm là {}", plan.chosen.size(), names,
                      points(plan.reached))
                : say(wanted, "all {} gaps closed bring no more than {}",
                      "đạt đủ cả {} chỉ số cũng chỉ được {}", plan.chosen.size(), points(plan.reached));
    if (plan.on_official) {
        text += say(wanted, "; what the data do not state is held", "; phần chưa có số liệu được giữ nguyên");
    }
    return item;
}

}  // namespace dti::inline v0
