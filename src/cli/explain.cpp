// `dti explain`: how each point of a unit arises.
#include "cli/app.hpp"
#include "cli/inputs.hpp"
#include "cli/output.hpp"
#include "dti/report/explain_grid.hpp"
#include "dti/report/explain_text.hpp"
#include "dti/text/suggest.hpp"
#include "dti/text/wording.hpp"
#include "units/find_unit.hpp"

#include <string>
#include <utility>
#include <vector>

namespace dti::cli {
namespace {

/// The unit that the command line names; where it names none, the only one.
std::optional<std::size_t> find_unit(const std::string& wanted, const data_set& data, findings& found) {
    if (wanted.empty() && data.units().size() == 1) {
        return 0;
    }
    if (wanted.empty()) {
        std::vector<std::string> names;
        for (const unit_info& unit : data.units()) {
            names.push_back(unit.name);
        }
        found.usage_error(
            wording::usage("`--unit` is needed: the data holds " + std::to_string(names.size()) + " units",
                           "one of " + wording::list(names)));
        return std::nullopt;
    }
    unit_choice chosen = dti::find_unit(data, wanted);
    if (chosen.mistake) {
        found.usage_error(std::move(*chosen.mistake));
    }
    return chosen.unit;
}

std::optional<std::size_t> find_indicator(const std::string& wanted, const compiled_definition& rules,
                                          findings& found) {
    const std::optional<std::size_t> position = rules.find_indicator(wanted);
    if (!position) {
        std::vector<std::string> ids;
        for (const compiled_indicator& item : rules.indicators()) {
            ids.push_back(item.source->id);
        }
        found.usage_error(wording::unknown_name("indicator", wanted, nearest_name(wanted, ids)));
    }
    return position;
}

std::string explain_unit(const command_line& line, const shared_rules& rules, const data_set& data,
                         findings& found) {
    const std::optional<std::size_t> unit = find_unit(line.unit, data, found);
    std::optional<std::size_t> only;
    if (!line.indicator.empty()) {
        only = find_indicator(line.indicator, *rules, found);
    }
    if (found.has_errors()) {
        return {};
    }
    const model<exact> scored(rules);
    const scorecard<exact> card = score(scored, data);
    report_faults(card.faults, data, found);
    if (found.has_errors()) {
        return {};
    }
    report_clamped(card, data, found);
    const unit_explanation explained = explain(scored, data, card, *unit, line.wanted);
    const report_style style{line.wanted, line.digits};
    const std::vector<note> notes = notes_on_unit(card, data, *unit, only, line.wanted);
    if (line.format == output_format::table) {
        return explain_text(explained, data, style, only) + notes_text(notes);
    }
    const document about{"explain", rules->source().id, std::string(number_traits<exact>::mode), {}, notes};
    return format_document(explain_grid(explained, data, style, only), about, line.format);
}

}  // namespace

std::string run_explain(const command_line& line, findings& found) {
    const std::optional<inputs> given = load_inputs(line, found);
    return given ? explain_unit(line, given->rules, given->data, found) : std::string();
}

}  // namespace dti::cli
