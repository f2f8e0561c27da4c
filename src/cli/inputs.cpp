#include "cli/inputs.hpp"

#include "dti/load.hpp"
#include "dti/text/suggest.hpp"
#include "dti/text/wording.hpp"
#include "units/find_unit.hpp"

#include <string>
#include <utility>
#include <vector>

namespace dti::cli {

std::optional<inputs> load_inputs(const command_line& line, diagnostics& found) {
    diagnostics about_definition;
    shared_rules rules = load_definition(line.indexes.front(), about_definition);
    if (rules == nullptr) {
        found = std::move(about_definition);
        return std::nullopt;
    }
    std::optional<data_set> data = load_data(rules, line.data, line.numbers, found);
    if (!data) {
        return std::nullopt;
    }
    return inputs{std::move(rules), std::move(*data)};
}

std::optional<scorecard<exact>> score_or_report(const model<exact>& scored, const data_set& data,
                                                findings& found) {
    scorecard<exact> card = score(scored, data);
    report_faults(card.faults, data, found);
    if (found.has_errors()) {
        return std::nullopt;
    }
    report_clamped(card, data, found);
    return card;
}

std::optional<std::size_t> chosen_unit(const command_line& line, const data_set& data, findings& found) {
    if (line.unit.empty() && data.units().size() == 1) {
        return 0;
    }
    if (line.unit.empty()) {
        std::vector<std::string> names;
        for (const unit_info& unit : data.units()) {
            names.push_back(unit.name);
        }
        found.usage_error(
            wording::usage("`--unit` is needed: the data holds " + std::to_string(names.size()) + " units",
                           "one of " + wording::list(names)));
        return std::nullopt;
    }
    unit_choice chosen = find_unit(data, line.unit);
    if (chosen.mistake) {
        found.usage_error(std::move(*chosen.mistake));
    }
    return chosen.unit;
}

std::optional<std::size_t> chosen_indicator(const command_line& line, const compiled_definition& rules,
                                            findings& found) {
    if (line.indicator.empty()) {
        return std::nullopt;
    }
    const std::optional<std::size_t> position = rules.find_indicator(line.indicator);
    if (!position) {
        std::vector<std::string> ids;
        for (const compiled_indicator& item : rules.indicators()) {
            ids.push_back(item.source->id);
        }
        found.usage_error(
            wording::unknown_name("indicator", line.indicator, nearest_name(line.indicator, ids)));
    }
    return position;
}

}  // namespace dti::cli
