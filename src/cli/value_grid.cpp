#include "cli/value_grid.hpp"

#include "cli/asked_scenarios.hpp"
#include "cli/output.hpp"
#include "dti/analyse/change_data.hpp"
#include "dti/analyse/score_grid.hpp"
#include "dti/analyse/value_range.hpp"
#include "dti/report/grid_card.hpp"
#include "dti/report/unit_heading.hpp"
#include "dti/report/what_if_notes.hpp"
#include "dti/text/wording.hpp"
#include "table/unicode.hpp"

#include <algorithm>
#include <optional>
#include <utility>
#include <vector>

namespace dti::cli {
namespace {

/// The ranges of the command line, and its other changes.
struct asked_values {
    std::vector<value_range> ranges;
    std::vector<figure_change> changes;  ///< the first value of each range last
};

std::string value_of(const std::string& word) {
    const std::size_t sign = word.find('=');
    return sign == std::string::npos ? std::string() : word.substr(sign + 1);
}

void add_range(asked_values& asked, range_reading read, const std::string& name, findings& found) {
    if (read.mistake) {
        found.usage_error(std::move(*read.mistake));
    }
    if (read.doubt) {
        found.add({severity::warning, program_name, {}, std::move(*read.doubt), {}});
    }
    if (!read.range) {
        return;
    }
    const auto is_same = [&](const value_range& other) {
        return other.indicator == read.range->indicator && other.slot == read.range->slot;
    };
    if (std::any_of(asked.ranges.begin(), asked.ranges.end(), is_same)) {
        found.usage_error(wording::range_twice(name));
        return;
    }
    asked.ranges.push_back(std::move(*read.range));
}

asked_values read_values(const command_line& line, const analysed_cohort& all, std::size_t unit,
                         findings& found) {
    asked_values asked;
    command_line others = line;
    others.changes.clear();
    std::vector<std::string> in_ranges;
    for (const std::string& word : line.changes) {
        (is_range(value_of(word)) ? in_ranges : others.changes).push_back(word);
    }
    for (figures_of_scenario& item : asked_scenarios(others, all, unit, found)) {
        asked.changes = std::move(item.changes);
    }
    std::string together;
    for (const scenario_change& words : scenario_of_words(in_ranges, found).changes) {
        together += (together.empty() ? "" : ", ") + words.value;
        add_range(asked,
                  read_range(all, unit, words.figure, to_nfc(words.value), line.numbers, "--numbers vi"),
                  words.figure, found);
    }
    if (!found.has_errors() && !combinations(asked.ranges)) {
        found.usage_error(wording::too_many_combinations(together, most_combinations));
    }
    for (const value_range& range : asked.ranges) {
        asked.changes.push_back({range.unit, range.indicator, range.slot, range.values.front()});
    }
    return asked;
}

/// Changes that need words: those of ranges have columns, unless they change nothing.
changed_data without_ranges(changed_data changed, const std::vector<value_range>& ranges) {
    for (std::size_t i = changed.changes.size(); i-- > 0;) {
        const figure_change& item = changed.changes[i];
        const bool has_column = std::any_of(ranges.begin(), ranges.end(), [&](const value_range& range) {
            return range.indicator == item.indicator && range.slot == item.slot;
        });
        if (has_column && changed.effects[i] == change_effect::counts) {
            changed.changes.erase(changed.changes.begin() + static_cast<std::ptrdiff_t>(i));
            changed.effects.erase(changed.effects.begin() + static_cast<std::ptrdiff_t>(i));
        }
    }
    return changed;
}

}  // namespace

bool has_ranges(const command_line& line) {
    return std::any_of(line.changes.begin(), line.changes.end(),
                       [](const std::string& word) { return is_range(value_of(word)); });
}

std::string run_value_grid(const command_line& line, const analysed_cohort& all, std::size_t unit,
                           findings& found) {
    const definition& source = all.rules().source();
    if (source.headline == headline_kind::counts) {
        found.usage_error(wording::view_of_headline("--set with a range", source.id, headline_words[1]));
    }
    if (!line.scenario.empty() || line.from_targets || line.compare) {
        found.usage_error(wording::usage("a range goes without `--scenario`, `--targets` and `--compare`",
                                         "its values are scenarios of their own"));
    }
    if (found.has_errors()) {
        return {};
    }
    const asked_values asked = read_values(line, all, unit, found);
    if (found.has_errors()) {
        return {};
    }
    const changed_data changed = change_data(all.data(), asked.changes);
    const grid_scores scores =
        score_grid(all.scored(), all.card().units[unit], changed.data, unit, asked.ranges, 0, line.progress);
    if (!scores.faults.empty()) {
        report_faults(scores.faults, *scores.refused, found);
        return {};
    }
    const report_style style{line.wanted, line.digits};
    document about{"whatif",
                   source.id,
                   std::string(number_traits<exact>::mode),
                   {},
                   change_notes(all, without_ranges(changed, asked.ranges), unit, line.wanted)};
    for (note& item : notes_on_unit(all.card(), all.data(), unit, std::nullopt, line.wanted)) {
        about.notes.push_back(std::move(item));
    }
    if (line.format == output_format::table) {
        about.heading = unit_heading(all, unit, style);
    } else {
        about.notes.insert(about.notes.begin(), rank_scope(all.data(), line.wanted));
    }
    return format_document(value_grid(scores, asked.ranges, all.data(), unit, style), about, line.format);
}

}  // namespace dti::cli
