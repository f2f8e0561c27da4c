// `dti whatif`: what other figures would make of a unit's points, total and rank.
#include "dti/analyse/what_if.hpp"
#include "cli/answers.hpp"
#include "cli/asked_scenarios.hpp"
#include "cli/output.hpp"
#include "cli/value_grid.hpp"
#include "dti/analyse/change_data.hpp"
#include "dti/load.hpp"
#include "dti/report/what_if_card.hpp"
#include "dti/report/what_if_notes.hpp"
#include "dti/text/wording.hpp"
#include "units/find_unit.hpp"

#include <algorithm>
#include <iterator>
#include <optional>
#include <string>
#include <utility>
#include <vector>

namespace dti::cli {
namespace {

/// A scenario with all that is shown of it.
struct finished_scenario {
    scenario_result shown;
    std::vector<note> notes;
    std::string rank_scope;
};

/// Scores a scenario and compares it with what was before. Nothing when the definition's policies refuse it.
std::optional<finished_scenario> finish(figures_of_scenario figures, const analysed_cohort& all,
                                        std::size_t unit, const command_line& line, findings& found) {
    const changed_data changed = change_data(all.data(), figures.changes);
    const scorecard<exact> card = score(all.scored(), changed.data);
    if (!card.ok()) {
        diagnostics faults;
        report_faults(card.faults, changed.data, faults);
        for (diagnostic item : faults.items()) {
            item.what.text += " (scenario " + wording::quote(figures.name) + ')';
            found.add(std::move(item));
        }
        return std::nullopt;
    }
    const report_style style{line.wanted, line.digits};
    finished_scenario done;
    done.shown = {std::move(figures.name), std::move(figures.title),
                  compare(all.scored(), all.data(), all.card(), changed.data, card, unit)};
    done.notes = change_notes(all, changed, unit, line.wanted);
    const auto append = [&](std::vector<note> notes) {
        std::move(notes.begin(), notes.end(), std::back_inserter(done.notes));
    };
    append(std::move(figures.notes));
    append(what_if_notes(done.shown.result, all.data(), unit, style));
    append(notes_on_unit(card, changed.data, unit, std::nullopt, line.wanted));
    done.rank_scope = rank_scope(all.data(), line.wanted).text;
    return done;
}

bool has_rank(const what_if& result) {
    return std::any_of(result.rows.begin(), result.rows.end(), [](const what_if_row& row) {
        return row.level >= change_level::rank && (row.before || row.after);
    });
}

/// What stands over a table.
std::vector<std::string> heading_of(const command_line& line, const data_set& data, std::size_t unit,
                                    const std::string& scenario, const std::string& scope) {
    const definition& source = data.rules().source();
    std::vector<std::string> heading{source.title.in(line.wanted) + " · " + source.id,
                                     data.units()[unit].name + (scenario.empty() ? "" : " · " + scenario)};
    const official_figure& official = data.profile(unit).official.total;
    if (official.is_given()) {
        heading.push_back(word_for("official", line.wanted) + ": " + to_text(official, line.wanted));
    }
    if (!scope.empty()) {
        heading.push_back(scope);
    }
    return heading;
}

/// Whether two notes say the same.
bool is_same(const note& a, const note& b) {
    return a.code == b.code && a.text == b.text;
}

/// The notes of all scenarios: what holds for each of them once, the rest with the scenario's name.
std::vector<note> join_notes(const std::vector<finished_scenario>& scenarios) {
    std::vector<note> common;
    std::vector<note> notes;
    for (const finished_scenario& item : scenarios) {
        for (const note& said : item.notes) {
            const auto says_it = [&](const note& other) { return is_same(other, said); };
            const bool everywhere =
                std::all_of(scenarios.begin(), scenarios.end(), [&](const finished_scenario& other) {
                    return std::any_of(other.notes.begin(), other.notes.end(), says_it);
                });
            if (!everywhere) {
                notes.push_back(said);
                notes.back().text.insert(0, item.shown.name + ": ");
            } else if (std::none_of(common.begin(), common.end(), says_it)) {
                common.push_back(said);
            }
        }
    }
    std::move(common.begin(), common.end(), std::back_inserter(notes));
    return notes;
}

/// All scenarios in one document, `table` being theirs.
std::string print_together(const std::vector<finished_scenario>& scenarios, grid table,
                           const command_line& line, const data_set& data, std::size_t unit) {
    document about{"whatif",
                   data.rules().source().id,
                   std::string(number_traits<exact>::mode),
                   {},
                   join_notes(scenarios)};
    const bool ranks = std::any_of(scenarios.begin(), scenarios.end(),
                                   [](const finished_scenario& item) { return has_rank(item.shown.result); });
    const std::string scope = ranks ? scenarios.front().rank_scope : std::string();
    about.heading = heading_of(line, data, unit, {}, scope);
    if (line.format == output_format::table) {
        table = without_empty_rows(std::move(table));
    } else if (ranks) {  // in a table the heading says it
        note said = rank_scope(data, line.wanted);
        said.text = scope;
        about.notes.insert(about.notes.begin(), std::move(said));
    }
    return format_document(table, about, line.format);
}

std::vector<scenario_result> shown_of(const std::vector<finished_scenario>& scenarios) {
    std::vector<scenario_result> shown;
    for (const finished_scenario& item : scenarios) {
        shown.push_back(item.shown);
    }
    return shown;
}

/// A section a scenario; in CSV and JSON one list of rows.
std::string print_in_turn(const std::vector<finished_scenario>& scenarios, const command_line& line,
                          const data_set& data, std::size_t unit) {
    const report_style style{line.wanted, line.digits};
    if (line.format != output_format::table) {
        return print_together(scenarios, what_if_grid(shown_of(scenarios), data, unit, style), line, data,
                              unit);
    }
    std::string text;
    for (const finished_scenario& item : scenarios) {
        const bool unnamed = item.shown.title.empty() && line.scenario.empty();  // of `--set` alone
        const std::string title = unnamed                    ? std::string()
                                  : item.shown.title.empty() ? item.shown.name
                                                             : item.shown.title;
        const std::string scope = has_rank(item.shown.result) ? item.rank_scope : std::string();
        const document about{"whatif", data.rules().source().id, std::string(number_traits<exact>::mode),
                             heading_of(line, data, unit, title, scope), item.notes};
        text += (text.empty() ? "" : "\n") +
                format_document(without_empty_rows(what_if_grid({item.shown}, data, unit, style)), about,
                                line.format);
    }
    return text;
}

/// Scenarios side by side. Rows say who overtakes whom.
std::string print_compared(std::vector<finished_scenario> scenarios, const command_line& line,
                           const data_set& data, std::size_t unit) {
    const auto in_rows = [](const note& said) { return said.code == "passes" || said.code == "passed_by"; };
    for (finished_scenario& item : scenarios) {
        item.notes.erase(std::remove_if(item.notes.begin(), item.notes.end(), in_rows), item.notes.end());
    }
    const report_style style{line.wanted, line.digits};
    return print_together(scenarios, scenarios_grid(shown_of(scenarios), data, unit, style), line, data,
                          unit);
}

std::string run_scenarios(const command_line& line, const model<exact>& scored, const data_set& data,
                          const scorecard<exact>& card, std::size_t unit, findings& found) {
    const analysed_cohort all(scored, data, card);
    if (has_ranges(line)) {
        return run_value_grid(line, all, unit, found);
    }
    std::vector<figures_of_scenario> wanted = asked_scenarios(line, all, unit, found);
    if (found.has_errors()) {
        return {};
    }
    std::vector<finished_scenario> scenarios;
    for (figures_of_scenario& item : wanted) {
        if (std::optional<finished_scenario> done = finish(std::move(item), all, unit, line, found)) {
            scenarios.push_back(std::move(*done));
        }
    }
    if (found.has_errors()) {
        return {};
    }
    return line.compare ? print_compared(std::move(scenarios), line, data, unit)
                        : print_in_turn(scenarios, line, data, unit);
}

/// The unit in later data; a mistake where it is not there, or where the one data are real and the others
/// made up.
std::optional<std::size_t> find_later(const data_set& before, const data_set& after, std::size_t unit,
                                      findings& found) {
    const unit_info& own = before.units()[unit];
    unit_choice chosen = find_unit(after, own.name);
    if (chosen.mistake) {
        chosen.mistake->text += " (`--against`)";
        found.usage_error(std::move(*chosen.mistake));
        return std::nullopt;
    }
    const unit_info& later = after.units()[*chosen.unit];
    if (own.synthetic != later.synthetic) {
        found.error(*after.sources()[later.source], later.where, wording::mixed_synthetic());
        return std::nullopt;
    }
    return chosen.unit;
}

std::string run_against(const command_line& line, const model<exact>& scored, const data_set& data,
                        const scorecard<exact>& card, std::size_t unit, const data_set& after,
                        findings& found) {
    const std::optional<std::size_t> later = find_later(data, after, unit, found);
    if (!later) {
        return {};
    }
    const std::optional<scorecard<exact>> scores_after = score_or_report(scored, after, found);
    if (!scores_after) {
        return {};
    }
    const scorecard<exact>& card_after = *scores_after;
    const report_style style{line.wanted, line.digits};
    finished_scenario done;
    done.shown = {"against",
                  {},
                  compare(scored, {data, card, unit}, {after, card_after, *later}, match_units(data, after))};
    for (const std::string& file : line.against) {
        done.shown.title += (done.shown.title.empty() ? "" : ", ") + file;
    }
    done.notes = what_if_notes(done.shown.result, data, unit, style);
    for (note& item : notes_on_unit(card_after, after, *later, std::nullopt, line.wanted)) {
        done.notes.push_back(std::move(item));
    }
    const std::string before_scope = rank_scope(data, line.wanted).text;
    const std::string after_scope = rank_scope(after, line.wanted).text;
    done.rank_scope = before_scope == after_scope
                          ? before_scope
                          : word_for("before", line.wanted) + ": " + before_scope + "; " +
                                word_for("after", line.wanted) + ": " + after_scope;
    std::vector<finished_scenario> shown;
    shown.push_back(std::move(done));
    return print_in_turn(shown, line, data, unit);
}

}  // namespace

std::string answer_what_if(const command_line& line, const inputs& given, const data_set* later,
                           findings& found) {
    const std::optional<std::size_t> unit = chosen_unit(line, given.data, found);
    if (!unit) {
        return {};
    }
    const model<exact> scored(given.rules);
    const std::optional<scorecard<exact>> scores = score_or_report(scored, given.data, found);
    if (!scores) {
        return {};
    }
    const scorecard<exact>& card = *scores;
    return later == nullptr ? run_scenarios(line, scored, given.data, card, *unit, found)
                            : run_against(line, scored, given.data, card, *unit, *later, found);
}

std::string run_what_if(const command_line& line, findings& found) {
    if (!check_sources(line, found)) {
        return {};
    }
    const std::optional<inputs> given = load_inputs(line, found);
    if (!given) {
        return {};
    }
    std::optional<data_set> later;
    if (!line.against.empty()) {
        later = load_data(given->rules, line.against, line.numbers, found);
        if (!later) {
            return {};
        }
    }
    return answer_what_if(line, *given, later ? &*later : nullptr, found);
}

}  // namespace dti::cli
