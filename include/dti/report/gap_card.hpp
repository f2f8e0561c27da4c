// Gaps as grids: one row an indicator, or sums by lead agency or sub-index; and what is said of a goal.
//
// In: the gaps of a unit (analyse/gaps.hpp), their ranking, its targets, a plan for a goal
// (analyse/goal.hpp), a style. Out: grids for grid.hpp's formats, and notes.
#pragma once

#include "dti/analyse/goal.hpp"
#include "dti/report/answer_cells.hpp"
#include "dti/report/explain_words.hpp"
#include "dti/report/notes.hpp"
#include "dti/report/score_card.hpp"

#include <algorithm>
#include <map>
#include <optional>
#include <string>
#include <utility>
#include <vector>

namespace dti::inline v0 {

/// The gaps of one unit with all that is shown beside them; the parts outlive it.
struct gap_report {
    const analysed_cohort& all;
    std::size_t unit;
    const std::vector<target>& targets;
    const std::vector<indicator_gap>& gaps;
    const gap_ranking& ranking;
    const goal_plan* plan = nullptr;  ///< null where no goal is set
};

namespace detail {

class gap_reporter {
  public:
    gap_reporter(const gap_report& report, const report_style& style)
        : report_(report),
          rules_(report.all.rules()),
          language_(style.wanted),
          points_decimals_(style.digits.value_or(rules_.source().print.points)),
          value_decimals_(style.digits.value_or(rules_.source().print.value)) {}

    /// Rows of the positions given.
    [[nodiscard]] grid rows(const std::vector<std::size_t>& order) const {
        constexpr column_place in_table = column_place::table_only;
        constexpr column_place in_data = column_place::data_only;
        const auto any = [&](auto&& has) {
            const bool found = std::any_of(order.begin(), order.end(),
                                           [&](std::size_t row) { return has(report_.gaps[row]); });
            return found ? column_place::everywhere : in_data;
        };
        const column_place slips = any([](const indicator_gap& row) { return row.slipping.has_value(); });
        const column_place needs = any([](const indicator_gap& row) { return row.needed.has_value(); });
        const column_place leads =
            any([&](const indicator_gap& row) { return !leads_of(report_.targets, row.targets).empty(); });
        const column_place goal = report_.plan != nullptr ? column_place::everywhere : in_data;
        grid table;
        table.columns = {named("rank"),
                         named("indicator", in_data),
                         named("code"),
                         named("title", in_table),
                         named("points"),
                         named("target_points"),
                         named("gap"),
                         {"share", word_for("gap_share", language_)},
                         named("needed", needs),
                         named("block", in_data),
                         named("basis"),
                         named("status", in_data),
                         named("total_gain", in_data),
                         named("chosen", goal),
                         named("slip", slips),
                         named("slip_figure", slips),
                         named("targets", in_data),
                         named("lead", leads),
                         named("deadline", leads),
                         named("confidence")};
        for (const std::size_t row : order) {
            table.rows.push_back(cells(row));
        }
        return table;
    }

    /// One row a lead agency (last, what nobody leads) or a sub-index, the largest sum of gaps first.
    [[nodiscard]] grid sums(bool by_lead) const {
        std::vector<gap_sum> sums = by_lead ? by_leads() : by_sub_indices();
        exact all;
        for (const indicator_gap& row : report_.gaps) {
            all += row.weighted;
        }
        std::stable_sort(sums.begin(), sums.end(),
                         [](const gap_sum& a, const gap_sum& b) { return b.weighted < a.weighted; });
        grid table;
        table.columns = {named("rank"),
                         named(by_lead ? "lead" : "sub_index"),
                         named("indicator_count"),
                         named("points"),
                         named("target_points"),
                         named("gap"),
                         {"share", word_for("gap_share", language_)}};
        std::size_t place = 0;
        for (std::size_t i = 0; i < sums.size(); ++i) {
            if (i == 0 || sums[i].weighted != sums[i - 1].weighted) {
                place = i + 1;
            }
            const gap_sum& sum = sums[i];
            cell name = cell::of_text_or_none(sum.id);
            name.shown = sum.shown;
            table.rows.push_back({cell::of_number(std::to_string(place)), std::move(name),
                                  cell::of_number(std::to_string(sum.rows)), points(sum.points, sum.assumed),
                                  points(sum.target_points, sum.assumed), points(sum.weighted, sum.assumed),
                                  all.is_zero() ? cell() : share(sum.weighted / all)});
        }
        return table;
    }

  private:
    /// Weighted points of several rows.
    struct gap_sum {
        std::string id{};
        std::string shown{};
        std::size_t rows = 0;
        exact points{};
        exact target_points{};
        exact weighted{};
        bool assumed = false;
    };

    [[nodiscard]] column named(std::string_view key, column_place place = column_place::everywhere) const {
        return named_column(key, language_, place);
    }
    [[nodiscard]] const compiled_indicator& item_of(std::size_t row) const {
        return rules_.indicators()[report_.gaps[row].indicators.front()];
    }
    [[nodiscard]] cell points(const std::optional<exact>& value, bool approximate) const {
        return number_cell(value, points_decimals_, approximate);
    }
    [[nodiscard]] cell share(const exact& value) const {
        cell made = number_cell(value, value_decimals_);
        made.shown = to_text(value * 100, std::max(0, value_decimals_ - 2)) + '%';
        return made;
    }
    /// Whether points of a row rest on assumed maxima; a published subtotal's do not.
    [[nodiscard]] bool is_assumed(const indicator_gap& row) const {
        return row.of_subtotal != nullptr
                   ? row.block == gap_block::uncertain
                   : is_approximate(*rules_.indicators()[row.indicators.front()].source);
    }

    [[nodiscard]] std::vector<cell> cells(std::size_t position) const {
        const indicator_gap& row = report_.gaps[position];
        const compiled_indicator& item = item_of(position);
        const bool approximate = is_assumed(row);
        const std::optional<std::size_t>& place = report_.ranking.ranks[position];
        const indicator_score<exact>& score =
            report_.all.card().units[report_.unit].indicators[row.indicators.front()];
        std::vector<cell> made{
            place ? cell::of_number(std::to_string(*place)) : cell(),
            cell::of_text(joined(row, [](const indicator& rule) { return rule.id; })),
            cell::of_text_or_none(joined(row, [](const indicator& rule) { return rule.code; })),
            cell::of_text(title_of(row)),
            points(row.points, approximate),
            points(row.target_points, approximate),
            points(row.gap, approximate),
            row.share ? share(*row.share) : cell(),
            row.needed ? figure_cell(item, *row.needed) : cell(),
            word_cell(gap_block_words[static_cast<std::size_t>(row.block)], language_),
            word_cell(gap_basis_words[static_cast<std::size_t>(row.basis)], language_),
            word_cell(score_status_words[static_cast<std::size_t>(
                          row.of_subtotal != nullptr ? score_status::in_subtotal : score.status)],
                      language_),
            points(row.total_points, approximate),
            chosen_cell(position),
            row.slipping ? points(row.slipping->points, approximate) : cell(),
            row.slipping ? figure_cell(item, row.slipping->figure) : cell()};
        add_target_cells(row, made);
        made.push_back(word_cell(confidence_words[static_cast<std::size_t>(weakest(row))], language_));
        return made;
    }

    template <class Text>
    [[nodiscard]] std::string joined(const indicator_gap& row, Text text_of) const {
        std::string text;
        for (const std::size_t indicator : row.indicators) {
            const std::string part = text_of(*rules_.indicators()[indicator].source);
            text += (text.empty() || part.empty() ? "" : "+") + part;
        }
        return text;
    }
    [[nodiscard]] std::string title_of(const indicator_gap& row) const {
        if (row.of_subtotal == nullptr) {
            return title_or_id(*rules_.indicators()[row.indicators.front()].source, language_);
        }
        return word_for("subtotal", language_);
    }
    [[nodiscard]] confidence weakest(const indicator_gap& row) const {
        confidence level = confidence::published;
        for (const std::size_t indicator : row.indicators) {
            level = std::max(level, rules_.indicators()[indicator].source->confidence.weakest());
        }
        return level;
    }
    [[nodiscard]] cell figure_cell(const compiled_indicator& item, const named_figure& figure) const {
        const scope_entry& entry = item.scope.entries[figure.slot];
        cell made = cell::of_text(entry.name + '=' + plain_figure(figure.value, entry));
        made.shown = entry.name + " = " + readable_figure(figure.value, item, figure.slot, language_);
        return made;
    }
    [[nodiscard]] cell chosen_cell(std::size_t position) const {
        if (report_.plan == nullptr || report_.plan->doubt != goal_doubt::none) {
            return {};
        }
        const std::vector<std::size_t>& chosen = report_.plan->chosen;
        const auto place = std::find(chosen.begin(), chosen.end(), position);
        return place == chosen.end() ? cell() : cell::of_number(std::to_string(place - chosen.begin() + 1));
    }
    /// Tables say which target.
    [[nodiscard]] cell basis_cell(const indicator_gap& row) const {
        cell made = word_cell(gap_basis_words[static_cast<std::size_t>(row.basis)], language_);
        if (row.basis == gap_basis::target) {
            std::vector<std::string> figures;
            for (const std::size_t at : row.targets) {
                if (report_.targets[at].kind != target_kind::text_only) {
                    figures.push_back(target_figure(report_.targets[at], language_));
                }
            }
            made.shown = join(figures, "; ");
        }
        return made;
    }
    void add_target_cells(const indicator_gap& row, std::vector<cell>& made) const {
        std::vector<std::string> plain;
        std::vector<std::string> shown;
        std::vector<std::string> dates;
        std::vector<std::string> dates_shown;
        for (const std::size_t at : row.targets) {
            const target& wanted = report_.targets[at];
            const bool in_words = wanted.kind == target_kind::text_only;
            plain.push_back(in_words ? wanted.text : target_figure(wanted, language::en));
            shown.push_back(in_words ? wanted.text : target_figure(wanted, language_));
            if (!wanted.deadline.empty() &&
                std::find(dates.begin(), dates.end(), wanted.deadline) == dates.end()) {
                dates.push_back(wanted.deadline);
                dates_shown.push_back(wanted.deadline == "ongoing" ? word_for("ongoing", language_)
                                                                   : wanted.deadline);
            }
        }
        const auto add = [&](const std::vector<std::string>& text, const std::vector<std::string>& readable) {
            cell item = cell::of_text_or_none(join(text, "; "));
            item.shown = join(readable, "; ");
            made.push_back(std::move(item));
        };
        add(plain, shown);
        const std::vector<std::string> leads = leads_of(report_.targets, row.targets);
        add(leads, leads);
        add(dates, dates_shown);
    }

    void add_to(gap_sum& sum, std::size_t position) const {
        const indicator_gap& row = report_.gaps[position];
        if (!row.gap) {
            return;
        }
        const compiled_indicator& item = item_of(position);
        const exact weight = item.source->weight * rules_.source().sub_indices[item.sub_index].weight;
        ++sum.rows;
        sum.points += weight * *row.points;
        sum.target_points += weight * row.target_points;
        sum.weighted += row.weighted;
        sum.assumed = sum.assumed || is_assumed(row);
    }

    [[nodiscard]] std::vector<gap_sum> by_sub_indices() const {
        std::vector<gap_sum> sums;
        for (const sub_index& part : rules_.source().sub_indices) {
            const std::string& title = part.title.in(language_);
            gap_sum& sum = sums.emplace_back();
            sum.id = part.id;
            sum.shown = (part.code.empty() ? "" : part.code + "  ") + (title.empty() ? part.id : title);
        }
        for (const std::size_t row : report_.ranking.order) {
            add_to(sums[item_of(row).sub_index], row);
        }
        sums.erase(std::remove_if(sums.begin(), sums.end(), [](const gap_sum& sum) { return sum.rows == 0; }),
                   sums.end());
        return sums;
    }

    [[nodiscard]] std::vector<gap_sum> by_leads() const {
        std::vector<gap_sum> sums;
        std::map<std::string, std::size_t, std::less<>> places;
        const auto sum_of = [&](const std::string& lead) -> gap_sum& {
            const auto [place, is_new] = places.try_emplace(lead, sums.size());
            if (is_new) {
                sums.push_back({lead, lead.empty() ? "–" : lead});
            }
            return sums[place->second];
        };
        for (const std::size_t row : report_.ranking.order) {
            const std::vector<std::string> leads = leads_of(report_.targets, report_.gaps[row].targets);
            for (const std::string& lead : leads) {
                add_to(sum_of(lead), row);
            }
            if (leads.empty()) {
                add_to(sum_of({}), row);
            }
        }
        return sums;
    }

    const gap_report& report_;
    const compiled_definition& rules_;
    language language_;
    int points_decimals_;
    int value_decimals_;
};

}  // namespace detail

/// One row an indicator, of the positions given and in their order:
/// `rank,indicator,code,points,target_points,gap,share,needed,block,basis,status,total_gain,chosen,slip,
/// slip_figure,targets,lead,deadline,confidence`. `chosen` numbers the fewest gaps that reach a goal.
[[nodiscard]] inline grid gap_grid(const gap_report& report, const std::vector<std::size_t>& rows,
                                   const report_style& style) {
    return detail::gap_reporter(report, style).rows(rows);
}

/// Weighted points by lead agency: `rank,lead,indicator_count,points,target_points,gap,share`. What nobody
/// leads has no name.
[[nodiscard]] inline grid gap_leads_grid(const gap_report& report, const report_style& style) {
    return detail::gap_reporter(report, style).sums(true);
}

/// The same by sub-index: `rank,sub_index,indicator_count,points,target_points,gap,share`.
[[nodiscard]] inline grid gap_groups_grid(const gap_report& report, const report_style& style) {
    return detail::gap_reporter(report, style).sums(false);
}

/// How gaps were measured: by targets, against maxima, and what no figure changes. Counts what is listed.
[[nodiscard]] inline std::vector<note> gap_notes(const gap_report& report, language wanted) {
    std::vector<note> notes;
    const std::string& unit = report.all.data().units()[report.unit].name;
    const auto collect = [&](std::string_view code, auto&& applies) {
        note item;
        item.code = code;
        for (const std::size_t row : report.ranking.order) {
            const indicator_gap& gap = report.gaps[row];
            if (applies(gap)) {
                item.cases.push_back(
                    {unit, report.all.rules().indicators()[gap.indicators.front()].source->id});
            }
        }
        item.count = item.cases.size();
        if (item.count > 0) {
            item.text = detail::note_sentence(code, item.count, wanted);
            notes.push_back(std::move(item));
        }
    };
    collect("gap_targets", [](const indicator_gap& gap) { return gap.basis == gap_basis::target; });
    collect("gap_wishes",
            [](const indicator_gap& gap) { return gap.basis == gap_basis::maximum && !gap.targets.empty(); });
    collect("gap_entered", [&](const indicator_gap& gap) {
        const score_status status =
            report.all.card().units[report.unit].indicators[gap.indicators.front()].status;
        return gap.of_subtotal == nullptr && status == score_status::entered && gap.block != gap_block::held;
    });
    return notes;
}

/// The note under sums by lead agency: how many gaps count under several.
[[nodiscard]] inline note gap_leads_note(const gap_report& report, language wanted) {
    note item;
    item.code = "gap_leads";
    for (const std::size_t row : report.ranking.order) {
        item.count += leads_of(report.targets, report.gaps[row].targets).size() > 1 ? 1U : 0U;
    }
    item.text = detail::note_sentence(item.code, item.count, wanted);
    return item;
}

}  // namespace dti::inline v0
