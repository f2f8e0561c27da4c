// `dti explain`: how each point of a unit arises.
#include "cli/app.hpp"
#include "cli/inputs.hpp"
#include "cli/output.hpp"
#include "dti/report/explain_grid.hpp"
#include "dti/report/explain_text.hpp"
#include "dti/text/suggest.hpp"
#include "dti/text/wording.hpp"
#include "table/unicode.hpp"

#include <algorithm>

namespace dti::cli {
namespace {

/// The unit whose name is nearest to what was typed, with or without diacritics; empty when none is near.
std::string nearest_unit(const std::string& wanted, const data_set& data) {
    constexpr std::size_t most = 10'000;  // a comparison with each
    std::vector<std::string> plain;
    for (std::size_t unit = 0; unit < std::min(most, data.units().size()); ++unit) {
        plain.push_back(to_plain_letters(data.units()[unit].name));
    }
    const std::string nearest = nearest_name(to_plain_letters(wanted), plain);
    const auto found = std::find(plain.begin(), plain.end(), nearest);
    return nearest.empty() ? std::string()
                           : data.units()[static_cast<std::size_t>(found - plain.begin())].name;
}

/// The unit that the command line names; where it names none, the only one.
std::optional<std::size_t> find_unit(const std::string& wanted, const data_set& data, findings& found) {
    if (wanted.empty() && data.units().size() == 1) {
        return 0;
    }
    std::vector<std::string> names;
    const std::string name = to_nfc(wanted);
    for (std::size_t unit = 0; unit < data.units().size(); ++unit) {
        names.push_back(data.units()[unit].name);
        if (!wanted.empty() && to_nfc(names.back()) == name) {
            return unit;
        }
    }
    if (wanted.empty()) {
        found.usage_error(
            wording::usage("`--unit` is needed: the data holds " + std::to_string(names.size()) + " units",
                           "one of " + wording::list(names)));
    } else {
        found.usage_error(wording::unknown_unit(wanted, nearest_unit(wanted, data), names));
    }
    return std::nullopt;
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
