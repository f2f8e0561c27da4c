// `dti score`: points, values and ranks of every unit.
#include "cli/answers.hpp"
#include "cli/output.hpp"
#include "dti/batch/score_columns.hpp"
#include "dti/batch/score_published.hpp"
#include "dti/report/counts_card.hpp"
#include "dti/report/notes.hpp"
#include "dti/report/score_card.hpp"
#include "dti/text/wording.hpp"

#include <algorithm>
#include <numeric>

namespace dti::cli {
namespace {

/// Tables go by rank (units without one last, groups apart); CSV and JSON keep the data's order. A unit has
/// one row or more.
template <number_type Number>
void sort_by_rank(grid& table, const scorecard<Number>& card, const data_set& data) {
    std::vector<std::size_t> order(card.units.size());
    std::iota(order.begin(), order.end(), 0U);
    const std::size_t rows_of_unit = table.rows.size() / order.size();
    const auto key = [&](std::size_t unit) {
        const std::optional<rank>& place = card.units[unit].rank;
        return std::make_tuple(std::string_view(data.units()[unit].group), !place,
                               place ? place->twice_place : 0U);
    };
    std::stable_sort(order.begin(), order.end(),
                     [&](std::size_t a, std::size_t b) { return key(a) < key(b); });
    std::vector<std::vector<cell>> rows;
    for (const std::size_t unit : order) {
        for (std::size_t i = 0; i < rows_of_unit; ++i) {
            rows.push_back(std::move(table.rows[unit * rows_of_unit + i]));
        }
    }
    table.rows = std::move(rows);
}

/// The result of an index of targets: by group and agency where there is one unit to read about.
grid target_table(const command_line& line, const model<exact>& scored, const data_set& data,
                  const scorecard<exact>& card, document& about) {
    const report_style style{line.wanted, line.digits};
    std::vector<unit_target_counts> counts;
    for (std::size_t unit = 0; unit < data.units().size(); ++unit) {
        counts.push_back(count_targets(scored, data, card, unit));
    }
    if (line.format == output_format::table) {  // "no data" counts the same, by rows
        const auto repeats = [](const note& item) { return item.code == "missing_excluded"; };
        about.notes.erase(std::remove_if(about.notes.begin(), about.notes.end(), repeats), about.notes.end());
    }
    about.notes.insert(about.notes.begin(), counts_note(counts, line.wanted));
    if (line.view == score_view::indicators) {
        grid table = indicator_grid(card, data, style);
        add_target_states(counts, data, style, table);
        return table;
    }
    const bool reading = line.format == output_format::table && data.units().size() == 1;
    if (line.view == score_view::groups || reading) {
        return counts_grid(counts, data, style);
    }
    grid table = unit_grid(card, data, style);
    add_counts(counts, data, style, table);
    return table;
}

/// What is printed, and no digit more, where the view shows nothing that is computed from it: ranks of other
/// levels are, unless they compare printed values.
scorecard<exact> score_cohort(const command_line& line, const model<exact>& scored, const data_set& data) {
    const definition& source = scored.rules().source();
    const published_decimals decimals{line.digits.value_or(source.print.points),
                                      line.digits.value_or(source.print.value)};
    const bool compares_printed =
        source.rank_on == rank_basis::printed && decimals.value == source.print.value;
    if (source.headline == headline_kind::counts || (line.view == score_view::ranks && !compares_printed)) {
        return score(scored, data);
    }
    return score_published(scored, data, decimals, line.view == score_view::indicators);
}
scorecard<double> score_cohort(const command_line& /*line*/, const model<double>& scored,
                               const data_set& data) {
    return score_columns(scored, data);
}

template <number_type Number>
std::string score_with(const command_line& line, const shared_rules& rules, const data_set& data,
                       findings& found) {
    const model<Number> scored(rules);
    const scorecard<Number> card = score_cohort(line, scored, data);
    report_faults(card.faults, data, found);
    if (found.has_errors()) {
        return {};
    }
    report_clamped(card, data, found);
    const report_style style{line.wanted, line.digits};
    document about{"score",
                   rules->source().id,
                   std::string(number_traits<Number>::mode),
                   {},
                   notes_on(card, data, line.wanted)};
    about.heading.push_back(rules->source().title.in(line.wanted) + " · " + rules->source().id);
    if constexpr (std::same_as<Number, exact>) {
        if (rules->source().headline == headline_kind::counts) {
            const grid table = target_table(line, scored, data, card, about);
            return format_document(table, about, line.format);
        }
    }
    grid table = line.view == score_view::units        ? unit_grid(card, data, style)
                 : line.view == score_view::indicators ? indicator_grid(card, data, style)
                                                       : rank_grid(card, data, style);
    if (line.view != score_view::indicators) {
        note scope = rank_scope(data, line.wanted);
        about.heading.push_back(scope.text);
        if (line.format == output_format::json) {  // in a table the heading says it
            about.notes.insert(about.notes.begin(), std::move(scope));
        }
    }
    if constexpr (!std::same_as<Number, exact>) {
        about.notes.push_back(fast_mode_note(table, line.wanted));
    }
    if (line.format == output_format::table) {
        sort_by_rank(table, card, data);
    }
    return format_document(table, about, line.format);
}

}  // namespace

std::string answer_score(const command_line& line, const inputs& given, findings& found) {
    const definition& source = given.rules->source();
    const bool counts = source.headline == headline_kind::counts;
    if (counts ? line.view == score_view::ranks : line.view == score_view::groups) {
        found.usage_error(wording::view_of_headline(counts ? "--ranks" : "--by group", source.id,
                                                    headline_words[counts ? 1 : 0]));
        return {};
    }
    // Whether a target is met is a comparison: there is no fast mode of it.
    return line.mode == number_mode::exact || counts
               ? score_with<exact>(line, given.rules, given.data, found)
               : score_with<double>(line, given.rules, given.data, found);
}

std::string run_score(const command_line& line, findings& found) {
    const std::optional<inputs> given = load_inputs(line, found);
    return given ? answer_score(line, *given, found) : std::string();
}

}  // namespace dti::cli
