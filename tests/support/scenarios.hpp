// Scenarios that are in memory, as one short text, and what is wrong with them.
#pragma once

#include "dti/load.hpp"
#include "support/found.hpp"

#include <optional>
#include <string>
#include <vector>

namespace dti_test {

struct loaded_scenarios {
    dti::diagnostics found;
    std::optional<std::vector<dti::scenario>> scenarios;

    /// `format` is an ending: info, json, xml or ini.
    loaded_scenarios(const std::string& format, const std::string& text)
        : scenarios(dti::parse_scenarios("plan." + format, text, found)) {}

    /// Codes and places.
    [[nodiscard]] std::string mistakes() const { return summary(found) + (scenarios ? "" : " -"); }
    [[nodiscard]] const std::string& message(std::size_t index = 0) const {
        return found.items().at(index).what.text;
    }
    [[nodiscard]] const std::string& help(std::size_t index = 0) const {
        return found.items().at(index).what.help;
    }

    /// `name|title: unit/figure=value, …` of each scenario, joined by `; `.
    [[nodiscard]] std::string shown() const {
        if (!scenarios) {
            return found.to_text();
        }
        std::string text;
        for (const dti::scenario& item : *scenarios) {
            text +=
                (text.empty() ? "" : "; ") + item.name + (item.title.empty() ? "" : "|" + item.title) + ':';
            for (const dti::scenario_change& change : item.changes) {
                text +=
                    ' ' + change.unit + (change.unit.empty() ? "" : "/") + change.figure + '=' + change.value;
            }
        }
        return text;
    }

    /// `line:column` of each scenario, figure and value.
    [[nodiscard]] std::string places() const {
        std::string text;
        const auto add = [&](const char* mark, dti::position at) {
            text += mark + std::to_string(at.line) + ':' + std::to_string(at.column);
        };
        for (const dti::scenario& item : *scenarios) {
            add(text.empty() ? "" : "; ", item.where);
            for (const dti::scenario_change& change : item.changes) {
                add(" ", change.figure_at);
                add("=", change.value_at);
            }
        }
        return text;
    }
};

}  // namespace dti_test
