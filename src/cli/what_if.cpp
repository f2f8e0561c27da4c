// `dti whatif`: what other figures would make of a unit's points, total and rank.
#include "dti/analyse/what_if.hpp"
#include "cli/app.hpp"
#include "cli/inputs.hpp"
#include "cli/output.hpp"
#include "dti/analyse/change_data.hpp"
#include "dti/analyse/figure_change.hpp"
#include "dti/analyse/scenario.hpp"
#include "dti/analyse/target_change.hpp"
#include "dti/load.hpp"
#include "dti/report/what_if_card.hpp"
#include "dti/report/what_if_notes.hpp"
#include "dti/text/suggest.hpp"
#include "dti/text/wording.hpp"
#include "table/unicode.hpp"
#include "units/find_unit.hpp"

#include <algorithm>
#include <iterator>
#include <set>
#include <string>
#include <utility>
#include <vector>

namespace dti::cli {
namespace {

/// A scenario whose figures are found in the data.
struct figures_of_scenario {
    std::string name;
    std::string title;
    std::vector<figure_change> changes;
    std::vector<note> notes;  ///< of what it leaves out
};

/// A scenario with all that is shown of it.
struct finished_scenario {
    scenario_result shown;
    std::vector<note> notes;
    std::string rank_scope;
};

std::string trimmed(std::string_view text) {
    const std::size_t first = text.find_first_not_of(' ');
    return first == std::string_view::npos
               ? std::string()
               : std::string(text.substr(first, text.find_last_not_of(' ') - first + 1));
}

// --- which changes are asked for --------------------------------------------------------------------------

/// Whether the options go together: one source of changes, or several side by side.
bool check_sources(const command_line& line, findings& found) {
    const std::size_t sources =
        (line.changes.empty() ? 0U : 1U) + (line.scenario.empty() ? 0U : 1U) + (line.from_targets ? 1U : 0U);
    const bool later = !line.against.empty();
    if (sources == 0 && !later) {
        found.usage_error(
            wording::usage("`dti whatif` needs to know what changes",
                           "one of --set indicator.name=value, --scenario FILE, --targets, --against DATA"));
    } else if (later && (sources > 0 || line.compare)) {
        found.usage_error(wording::usage("`--against` goes without other changes and without `--compare`",
                                         "the later figures are the change"));
    } else if (sources > 1 && !line.compare) {
        found.usage_error(wording::usage("`--set`, `--scenario` and `--targets` are scenarios of their own",
                                         "add --compare to see them side by side"));
    }
    if (!line.names.empty() && line.scenario.empty()) {
        found.usage_error(
            wording::usage("`--name` is a scenario of a file", "give the file with --scenario"));
    }
    return !found.has_errors();
}

/// The changes of the command line, in words.
std::optional<scenario> scenario_of_words(const std::vector<std::string>& words, findings& found) {
    scenario made;
    made.name = "set";
    for (const std::string& word : words) {
        const std::size_t sign = word.find('=');
        if (sign == std::string::npos) {
            found.usage_error(wording::no_change(word));
            continue;
        }
        scenario_change change;
        change.figure = trimmed(std::string_view(word).substr(0, sign));
        change.value = to_nfc(trimmed(std::string_view(word).substr(sign + 1)));
        made.changes.push_back(std::move(change));
    }
    return found.has_errors() ? std::nullopt : std::optional(std::move(made));
}

/// The scenarios of a file that are wanted: all, or those that are named, in the order of the file.
std::vector<scenario> scenarios_of_file(const command_line& line, findings& found) {
    std::optional<std::vector<scenario>> all = load_scenarios(line.scenario, found);
    if (!all || line.names.empty()) {
        return all ? *std::move(all) : std::vector<scenario>();
    }
    std::vector<std::string> known;
    for (const scenario& item : *all) {
        known.push_back(item.name);
    }
    for (const std::string& name : line.names) {
        if (std::find(known.begin(), known.end(), name) == known.end()) {
            found.usage_error(wording::unknown_scenario(name, nearest_name(name, known), known));
        }
    }
    const auto is_left_out = [&](const scenario& item) {
        return std::find(line.names.begin(), line.names.end(), item.name) == line.names.end();
    };
    all->erase(std::remove_if(all->begin(), all->end(), is_left_out), all->end());
    return *std::move(all);
}

/// Scenarios are columns: each needs a name that nothing else has.
void check_names(const std::vector<figures_of_scenario>& scenarios, const command_line& line,
                 findings& found) {
    std::set<std::string> taken{"level", "id", "before", "unit"};
    for (const figures_of_scenario& item : scenarios) {
        if (!taken.insert(item.name).second) {
            found.usage_error(wording::usage(
                wording::quote(item.name) + " cannot be the name of a scenario that is compared here",
                "another column has it: give the scenario of " + wording::quote(line.scenario) +
                    " another name"));
        }
    }
}

// --- from words to figures --------------------------------------------------------------------------------

/// Looks the words of scenarios up in the data.
class scenario_reader {
  public:
    scenario_reader(const command_line& line, const analysed_cohort& all, std::size_t unit, findings& found)
        : line_(line), all_(all), unit_(unit), found_(found) {}

    figures_of_scenario read(const scenario& words) {
        figures_of_scenario result{words.name, words.title, {}, {}};
        for (const scenario_change& change : words.changes) {
            const std::optional<std::size_t> unit = unit_of(change, words);
            if (!unit) {
                continue;
            }
            change_reading read =
                read_change(all_, *unit, change.figure, change.value, line_.numbers, "--numbers vi");
            const position where = read.at_value && change.value_at ? change.value_at : change.figure_at;
            if (read.mistake) {
                report(words, where, std::move(*read.mistake));
            }
            if (read.doubt) {
                warn(words, where, std::move(*read.doubt));
            }
            if (read.change) {
                result.changes.push_back(std::move(*read.change));
            }
        }
        return result;
    }

    figures_of_scenario read_targets() {
        target_changes read = read_target_changes(all_, unit_);
        std::vector<note> notes = target_notes(all_, read, unit_, line_.wanted);
        return {"targets", word_for("targets", line_.wanted), std::move(read.changes), std::move(notes)};
    }

  private:
    std::optional<std::size_t> unit_of(const scenario_change& change, const scenario& words) {
        if (change.unit.empty()) {
            return unit_;
        }
        unit_choice chosen = find_unit(all_.data(), change.unit);
        if (chosen.mistake) {
            report(words, change.figure_at, std::move(*chosen.mistake));
        }
        return chosen.unit;
    }

    void report(const scenario& words, position where, message what) {
        if (words.source != nullptr) {
            found_.error(*words.source, where ? where : words.where, std::move(what));
        } else {
            found_.usage_error(std::move(what));
        }
    }
    void warn(const scenario& words, position where, message what) {
        if (words.source != nullptr) {
            found_.warning(*words.source, where ? where : words.where, std::move(what));
        } else {
            found_.add({severity::warning, program_name, {}, std::move(what), {}});
        }
    }

    const command_line& line_;
    const analysed_cohort& all_;
    std::size_t unit_;
    findings& found_;
};

// --- scoring and comparing --------------------------------------------------------------------------------

/// The score of a cohort; mistakes are reported.
scorecard<exact> score_checked(const model<exact>& scored, const data_set& data, findings& found) {
    scorecard<exact> card = score(scored, data);
    report_faults(card.faults, data, found);
    if (card.ok()) {
        report_clamped(card, data, found);
    }
    return card;
}

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

// --- output -----------------------------------------------------------------------------------------------

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

/// A section a scenario; in CSV and JSON one list of rows, whose notes say which scenario they are of.
std::string print_in_turn(std::vector<finished_scenario> scenarios, const command_line& line,
                          const data_set& data, std::size_t unit) {
    const report_style style{line.wanted, line.digits};
    document about{"whatif", data.rules().source().id, std::string(number_traits<exact>::mode), {}, {}};
    if (line.format == output_format::table) {
        std::string text;
        for (finished_scenario& item : scenarios) {
            const std::string& title = item.shown.title.empty() ? item.shown.name : item.shown.title;
            about.heading = heading_of(line, data, unit, title,
                                       has_rank(item.shown.result) ? item.rank_scope : std::string());
            about.notes = std::move(item.notes);
            text += (text.empty() ? "" : "\n") +
                    format_document(without_empty_rows(what_if_grid({item.shown}, data, unit, style)), about,
                                    line.format);
        }
        return text;
    }
    std::vector<scenario_result> shown;
    for (finished_scenario& item : scenarios) {
        for (note& said : item.notes) {
            said.text.insert(0, scenarios.size() > 1 ? item.shown.name + ": " : "");
            about.notes.push_back(std::move(said));
        }
        shown.push_back(std::move(item.shown));
    }
    about.notes.insert(about.notes.begin(), rank_scope(data, line.wanted));
    return format_document(what_if_grid(shown, data, unit, style), about, line.format);
}

/// Scenarios side by side; notes say which one they are of.
std::string print_compared(std::vector<finished_scenario> scenarios, const command_line& line,
                           const data_set& data, std::size_t unit) {
    const report_style style{line.wanted, line.digits};
    document about{"whatif", data.rules().source().id, std::string(number_traits<exact>::mode), {}, {}};
    std::vector<scenario_result> shown;
    bool ranks = false;
    for (finished_scenario& item : scenarios) {
        for (note& said : item.notes) {
            if (said.code != "passes" && said.code != "passed_by") {  // rows say it
                said.text.insert(0, item.shown.name + ": ");
                about.notes.push_back(std::move(said));
            }
        }
        ranks = ranks || has_rank(item.shown.result);
        shown.push_back(std::move(item.shown));
    }
    note scope = rank_scope(data, line.wanted);
    about.heading = heading_of(line, data, unit, {}, ranks ? scope.text : std::string());
    grid table = scenarios_grid(shown, data, unit, style);
    if (line.format == output_format::table) {
        table = without_empty_rows(std::move(table));
    } else {
        about.notes.insert(about.notes.begin(), std::move(scope));
    }
    return format_document(table, about, line.format);
}

// --- the two ways to change -------------------------------------------------------------------------------

std::string run_scenarios(const command_line& line, const model<exact>& scored, const data_set& data,
                          const scorecard<exact>& card, std::size_t unit, findings& found) {
    const analysed_cohort all(scored, data, card);
    scenario_reader reader(line, all, unit, found);
    std::vector<figures_of_scenario> wanted;
    if (!line.changes.empty()) {
        if (const std::optional<scenario> words = scenario_of_words(line.changes, found)) {
            wanted.push_back(reader.read(*words));
        }
    }
    if (line.from_targets) {
        wanted.push_back(reader.read_targets());
    }
    if (!line.scenario.empty()) {
        for (const scenario& words : scenarios_of_file(line, found)) {
            wanted.push_back(reader.read(words));
        }
    }
    if (line.compare) {
        check_names(wanted, line, found);
    }
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
                        : print_in_turn(std::move(scenarios), line, data, unit);
}

/// The unit in later data; a mistake where it is not there, or where the one data are real and the others
/// made up.
std::optional<std::size_t> find_later(const data_set& before, const data_set& after, std::size_t unit,
                                      findings& found) {
    const unit_info& own = before.units()[unit];
    unit_choice chosen = find_unit(after, own.name);
    if (chosen.mistake) {
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
                        const scorecard<exact>& card, std::size_t unit, findings& found) {
    const std::optional<data_set> after = load_data(scored.shared(), line.against, line.numbers, found);
    const std::optional<std::size_t> later = after ? find_later(data, *after, unit, found) : std::nullopt;
    if (!later) {
        return {};
    }
    const scorecard<exact> card_after = score_checked(scored, *after, found);
    if (found.has_errors()) {
        return {};
    }
    const report_style style{line.wanted, line.digits};
    finished_scenario done;
    done.shown = {
        "against",
        {},
        compare(scored, {data, card, unit}, {*after, card_after, *later}, match_units(data, *after))};
    done.shown.title = line.against.front();
    done.notes = what_if_notes(done.shown.result, data, unit, style);
    for (note& item : notes_on_unit(card_after, *after, *later, std::nullopt, line.wanted)) {
        done.notes.push_back(std::move(item));
    }
    const std::string before_scope = rank_scope(data, line.wanted).text;
    const std::string after_scope = rank_scope(*after, line.wanted).text;
    done.rank_scope = before_scope == after_scope
                          ? before_scope
                          : word_for("before", line.wanted) + ": " + before_scope + "; " +
                                word_for("after", line.wanted) + ": " + after_scope;
    std::vector<finished_scenario> shown;
    shown.push_back(std::move(done));
    return print_in_turn(std::move(shown), line, data, unit);
}

}  // namespace

std::string run_what_if(const command_line& line, findings& found) {
    if (!check_sources(line, found)) {
        return {};
    }
    const std::optional<inputs> given = load_inputs(line, found);
    const std::optional<std::size_t> unit = given ? chosen_unit(line, given->data, found) : std::nullopt;
    if (!unit) {
        return {};
    }
    const model<exact> scored(given->rules);
    const scorecard<exact> card = score_checked(scored, given->data, found);
    if (found.has_errors()) {
        return {};
    }
    return line.against.empty() ? run_scenarios(line, scored, given->data, card, *unit, found)
                                : run_against(line, scored, given->data, card, *unit, found);
}

}  // namespace dti::cli
