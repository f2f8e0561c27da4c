#include "cli/asked_scenarios.hpp"

#include "dti/analyse/read_change.hpp"
#include "dti/analyse/target_change.hpp"
#include "dti/load.hpp"
#include "dti/report/what_if_notes.hpp"
#include "dti/text/suggest.hpp"
#include "dti/text/wording.hpp"
#include "table/unicode.hpp"
#include "units/find_unit.hpp"

#include <algorithm>
#include <map>
#include <optional>
#include <set>
#include <string_view>
#include <tuple>
#include <utility>

namespace dti::cli {
namespace {

std::string trimmed(std::string_view text) {
    const std::size_t first = text.find_first_not_of(' ');
    return first == std::string_view::npos
               ? std::string()
               : std::string(text.substr(first, text.find_last_not_of(' ') - first + 1));
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

/// Looks the words of scenarios up in the data.
class scenario_reader {
  public:
    scenario_reader(const command_line& line, const analysed_cohort& all, std::size_t unit, findings& found)
        : line_(line), all_(all), unit_(unit), found_(found), units_(all.data()) {}

    figures_of_scenario read(const scenario& words) {
        figures_of_scenario result{words.name, words.title, {}, {}};
        for (const scenario_change& change : words.changes) {
            if (mistakes_ > most_mistakes) {
                break;  // more than anybody reads
            }
            // What several scenarios inherit is read once, and its mistakes told once.
            const auto [known, is_new] = read_.try_emplace(
                std::make_tuple(change.unit, change.figure, change.value, change.figure_at));
            if (is_new) {
                known->second = read_change(change, words);
            }
            if (known->second) {
                result.changes.push_back(*known->second);
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
    std::optional<figure_change> read_change(const scenario_change& change, const scenario& words) {
        std::optional<std::size_t> unit = unit_;
        if (!change.unit.empty()) {
            unit_choice chosen = units_.find(change.unit);
            unit = chosen.unit;
            if (chosen.mistake) {
                report(words, change.figure_at, std::move(*chosen.mistake));
            }
        }
        if (!unit) {
            return std::nullopt;
        }
        change_reading read =
            dti::read_change(all_, *unit, change.figure, to_nfc(change.value), line_.numbers, "--numbers vi");
        const position where = read.at_value && change.value_at ? change.value_at : change.figure_at;
        if (read.mistake) {
            report(words, where, std::move(*read.mistake));
        }
        if (read.doubt) {
            warn(words, where, std::move(*read.doubt));
        }
        return std::move(read.change);
    }

    void report(const scenario& words, position where, message what) {
        ++mistakes_;
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
    unit_finder units_;
    std::map<std::tuple<std::string, std::string, std::string, position>, std::optional<figure_change>> read_;
    std::size_t mistakes_ = 0;
    static constexpr std::size_t most_mistakes = 500;
};

}  // namespace

scenario scenario_of_words(const std::vector<std::string>& words, findings& found) {
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
        change.value = trimmed(std::string_view(word).substr(sign + 1));
        made.changes.push_back(std::move(change));
    }
    return made;
}

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

std::vector<figures_of_scenario> asked_scenarios(const command_line& line, const analysed_cohort& all,
                                                 std::size_t unit, findings& found) {
    scenario_reader reader(line, all, unit, found);
    std::vector<figures_of_scenario> wanted;
    if (!line.changes.empty()) {
        wanted.push_back(reader.read(scenario_of_words(line.changes, found)));
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
    return wanted;
}

}  // namespace dti::cli
