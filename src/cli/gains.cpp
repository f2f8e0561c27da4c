// `dti gains`: what one more of each figure adds to the total of a unit.
#include "cli/answers.hpp"
#include "cli/output.hpp"
#include "dti/report/gain_card.hpp"
#include "dti/report/unit_heading.hpp"
#include "dti/text/wording.hpp"

#include <algorithm>
#include <string>
#include <vector>

namespace dti::cli {

std::string answer_gains(const command_line& line, const inputs& given, findings& found) {
    const auto& [rules, data] = given;
    if (rules->source().headline == headline_kind::counts) {
        found.usage_error(wording::view_of_headline("gains", rules->source().id, headline_words[1]));
        return {};
    }
    const std::optional<std::size_t> unit = chosen_unit(line, data, found);
    const std::optional<std::size_t> only = chosen_indicator(line, *rules, found);
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
    std::vector<figure_gain> gains = find_gains(all, *unit, line.rivals);
    if (only) {
        const auto elsewhere = [&](const figure_gain& figure) { return figure.indicator != *only; };
        gains.erase(std::remove_if(gains.begin(), gains.end(), elsewhere), gains.end());
    }
    const report_style style{line.wanted, line.digits};
    document about{"gains",
                   rules->source().id,
                   std::string(number_traits<exact>::mode),
                   {},
                   notes_on_unit(card, data, *unit, only, line.wanted)};
    if (line.format != output_format::table) {
        return format_document(gain_grid(gains, data, *unit, style), about, line.format);
    }
    std::size_t still = 0;
    const grid table = gain_table(gains, data, *unit, style, still);
    about.heading = unit_heading(all, *unit, style);
    std::vector<note> notes = gain_notes(gains, still, line.wanted);
    about.notes.insert(about.notes.begin(), notes.begin(), notes.end());
    return format_document(table, about, line.format);
}

std::string run_gains(const command_line& line, findings& found) {
    const std::optional<inputs> given = load_inputs(line, found);
    return given ? answer_gains(line, *given, found) : std::string();
}

}  // namespace dti::cli
