// `dti explain`: how each point of a unit arises.
#include "cli/answers.hpp"
#include "cli/output.hpp"
#include "dti/report/explain_grid.hpp"
#include "dti/report/explain_text.hpp"

#include <string>
#include <utility>
#include <vector>

namespace dti::cli {

std::string answer_explain(const command_line& line, const inputs& given, findings& found) {
    const auto& [rules, data] = given;
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
    const unit_explanation explained = explain(scored, data, card, *unit, line.wanted);
    const report_style style{line.wanted, line.digits};
    const std::vector<note> notes = notes_on_unit(card, data, *unit, only, line.wanted);
    if (line.format == output_format::table) {
        return explain_text(explained, data, style, only) + notes_text(notes);
    }
    const document about{"explain", rules->source().id, std::string(number_traits<exact>::mode), {}, notes};
    return format_document(explain_grid(explained, data, style, only), about, line.format);
}

std::string run_explain(const command_line& line, findings& found) {
    const std::optional<inputs> given = load_inputs(line, found);
    return given ? answer_explain(line, *given, found) : std::string();
}

}  // namespace dti::cli
