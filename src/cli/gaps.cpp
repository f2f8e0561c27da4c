// `dti gaps`: where a unit loses points, and what would close each gap.
#include "cli/answers.hpp"
#include "cli/output.hpp"
#include "dti/analyse/goal.hpp"
#include "dti/evaluate/deadline.hpp"
#include "dti/load.hpp"
#include "dti/report/gap_card.hpp"
#include "dti/report/goal_note.hpp"
#include "dti/report/unit_heading.hpp"
#include "dti/text/suggest.hpp"
#include "dti/text/wording.hpp"
#include "table/unicode.hpp"

#include <algorithm>
#include <array>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

namespace dti::cli {
namespace {

/// A number that an option gives.
std::optional<exact> read_number(const std::string& text, notation style, findings& found) {
    number_result result = parse_number(text, style);
    if (!result.number) {
        found.usage_error(wording::bad_number(text, result.fault, style, "--numbers vi"));
        return std::nullopt;
    }
    return std::move(result.number->value);
}

/// A whole number from 1 that an option gives; nothing where it is not given.
std::optional<exact> read_count(std::string_view place, const std::string& text, findings& found) {
    if (text.empty()) {
        return std::nullopt;
    }
    std::optional<exact> number = read_number(text, notation::plain, found);
    if (number && (!number->is_integer() || *number < 1)) {
        found.usage_error(wording::out_of_range(place, "a whole number from 1", *number));
    }
    return number;
}

/// What the words of the command line ask for, beside the unit.
struct question {
    std::optional<exact> total;
    std::optional<exact> rank;
    std::optional<exact> top;  ///< gaps of each part
    std::optional<deadline> due;
    std::string lead;
};

question read_question(const command_line& line, const std::vector<target>& targets, findings& found) {
    question asked;
    if (!line.total.empty() && !line.to_rank.empty()) {
        found.usage_error(wording::usage("`--total` and `--to-rank` exclude each other", ""));
    }
    if (!line.total.empty()) {
        asked.total = read_number(line.total, line.numbers, found);
    }
    asked.rank = read_count("RANK", line.to_rank, found);
    asked.top = read_count("N", line.top, found);
    if (!line.due.empty()) {
        asked.due = parse_deadline(line.due);
        if (!asked.due || asked.due->ongoing) {
            found.usage_error(wording::bad_deadline(line.due));
        }
    }
    if (!line.lead.empty()) {
        asked.lead = to_nfc(line.lead);
        std::vector<std::string> agencies;
        for (const target& item : targets) {
            agencies.insert(agencies.end(), item.lead.begin(), item.lead.end());
        }
        if (std::find(agencies.begin(), agencies.end(), asked.lead) == agencies.end()) {
            found.usage_error(
                wording::unknown_name("lead agency", line.lead, nearest_name(line.lead, agencies)));
        }
    }
    return asked;
}

/// Whether a row is one that the command line asks for.
bool is_asked_for(const indicator_gap& row, const std::vector<target>& targets, const question& asked) {
    if (!asked.lead.empty()) {
        const std::vector<std::string> leads = leads_of(targets, row.targets);
        if (std::find(leads.begin(), leads.end(), asked.lead) == leads.end()) {
            return false;
        }
    }
    return !asked.due || std::any_of(row.targets.begin(), row.targets.end(), [&](std::size_t at) {
        const std::optional<deadline> date = parse_deadline(targets[at].deadline);
        return date && (date->ongoing || date->last_day <= asked.due->last_day);
    });
}

/// Leaves the rows that the command line asks for.
void keep_asked_for(const std::vector<indicator_gap>& gaps, const std::vector<target>& targets,
                    const question& asked, std::vector<std::size_t>& order) {
    order.erase(std::remove_if(order.begin(), order.end(),
                               [&](std::size_t row) { return !is_asked_for(gaps[row], targets, asked); }),
                order.end());
}

/// Leaves the first rows of each part, and returns how many others there were.
std::size_t keep_top(const std::vector<indicator_gap>& gaps, const std::optional<exact>& top,
                     std::vector<std::size_t>& order) {
    if (!top) {
        return 0;
    }
    const std::size_t before = order.size();
    std::array<std::int64_t, gap_block_words.size()> seen{};
    order.erase(std::remove_if(order.begin(), order.end(),
                               [&](std::size_t row) {
                                   return exact(++seen[static_cast<std::size_t>(gaps[row].block)]) > *top;
                               }),
                order.end());
    return before - order.size();
}

/// What stands under the gaps: how they were measured, and the goal.
std::vector<note> notes_on(const gap_report& report, const question& asked, std::size_t cut,
                           const command_line& line) {
    const report_style style{line.wanted, line.digits};
    std::vector<note> notes;
    if (report.plan != nullptr) {
        notes.push_back(goal_note(report, *report.plan, asked.rank ? line.to_rank : std::string(), style));
    }
    if (cut > 0) {
        notes.push_back(gap_cut_note(cut, line.wanted));
    }
    for (note& item : gap_notes(report, line.wanted)) {
        notes.push_back(std::move(item));
    }
    if (line.order == gap_order::lead) {
        notes.push_back(gap_leads_note(report, line.wanted));
    }
    for (note& item :
         notes_on_unit(report.all.card(), report.all.data(), report.unit, std::nullopt, line.wanted)) {
        notes.push_back(std::move(item));
    }
    return notes;
}

/// The parts of the list one below the other, each with its title.
std::string tables_of(const gap_report& report, const document& about, const report_style& style) {
    std::string text;
    for (const std::string& heading : about.heading) {
        text += to_one_line(heading) + '\n';
    }
    constexpr std::array<std::string_view, 3> titles{"gaps_stated", "gaps_uncertain", "gaps_held"};
    for (std::size_t block = 0; block < titles.size(); ++block) {
        std::vector<std::size_t> rows;
        for (const std::size_t row : report.ranking.order) {
            if (static_cast<std::size_t>(report.gaps[row].block) == block) {
                rows.push_back(row);
            }
        }
        if (!rows.empty()) {
            text += '\n' + word_for(titles[block], style.wanted) + "\n\n" +
                    to_table(gap_grid(report, rows, style));
        }
    }
    return text + notes_text(about.notes);
}

}  // namespace

std::string answer_gaps(const command_line& line, inputs& given, findings& found) {
    auto& [rules, data] = given;
    if (line.to_max && !line.targets.empty()) {
        found.usage_error(wording::usage("`--to-max` and `--targets` exclude each other", ""));
        return {};
    }
    const std::optional<std::size_t> unit = chosen_unit(line, data, found);
    if (!unit) {
        return {};
    }
    std::vector<target> targets;
    if (!line.targets.empty()) {
        std::optional<std::vector<target>> loaded = load_targets(line.targets, data, found);
        if (!loaded) {
            return {};
        }
        targets = std::move(*loaded);
    } else if (!line.to_max) {
        targets = data.profile(*unit).targets;
    }
    const question asked = read_question(line, targets, found);
    if (found.has_errors()) {
        return {};
    }
    const model<exact> scored(rules);
    const std::optional<scorecard<exact>> scores = score_or_report(scored, data, found);
    if (!scores) {
        return {};
    }
    const scorecard<exact>& card = *scores;
    const analysed_cohort all(scored, data, card);
    const std::vector<indicator_gap> gaps = find_gaps(all, *unit, targets);
    gap_ranking ranking = rank_gaps(gaps, line.order == gap_order::share ? gap_key::share : gap_key::points);
    std::optional<goal_plan> plan;
    if (asked.total) {
        plan = plan_goal(all, *unit, gaps, goal{*asked.total, false});
    } else if (asked.rank) {
        const rank_goal wanted = find_rank_goal(all, *unit, *asked.rank);
        plan = wanted.doubt == goal_doubt::none ? plan_goal(all, *unit, gaps, wanted.wanted)
                                                : goal_plan{wanted.doubt};
    }
    keep_asked_for(gaps, targets, asked, ranking.order);
    const std::size_t cut = keep_top(gaps, asked.top, ranking.order);
    const gap_report report{all, *unit, targets, gaps, ranking, plan ? &*plan : nullptr};
    const report_style style{line.wanted, line.digits};
    const document about{"gaps", rules->source().id, std::string(number_traits<exact>::mode),
                         unit_heading(all, *unit, style), notes_on(report, asked, cut, line)};
    if (line.order == gap_order::lead || line.order == gap_order::group) {
        return format_document(
            line.order == gap_order::lead ? gap_leads_grid(report, style) : gap_groups_grid(report, style),
            about, line.format);
    }
    if (line.format == output_format::table) {
        return tables_of(report, about, style);
    }
    std::vector<std::size_t> rows = ranking.order;
    std::sort(rows.begin(), rows.end());
    return format_document(gap_grid(report, rows, style), about, line.format);
}

std::string run_gaps(const command_line& line, findings& found) {
    std::optional<inputs> given = load_inputs(line, found);
    return given ? answer_gaps(line, *given, found) : std::string();
}

}  // namespace dti::cli
