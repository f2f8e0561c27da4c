// Files of units that are in memory, read for one definition: the data, and what is wrong with them.
#pragma once

#include "dti/load.hpp"
#include "support/found.hpp"

#include <doctest/doctest.h>

#include <optional>
#include <string>
#include <utility>
#include <vector>

namespace dti_test {

/// The rules of a definition that must be right.
inline dti::shared_rules parse_rules(const std::string& text) {
    dti::diagnostics found;
    const dti::shared_rules rules = dti::parse_definition("index.yaml", text, found);
    REQUIRE_MESSAGE(rules != nullptr, found.to_text());
    return rules;
}

struct loaded_files {
    dti::diagnostics found;
    std::optional<dti::data_set> data;

    loaded_files(dti::shared_rules rules, const std::vector<dti::data_text>& texts,
                 dti::notation style = dti::notation::plain)
        : data(dti::parse_data(std::move(rules), texts, style, found)) {}

    /// Codes and places; a dash at the end where there are no data.
    [[nodiscard]] std::string mistakes() const { return summary(found) + (data ? "" : " -"); }
    [[nodiscard]] const std::string& message(std::size_t index = 0) const {
        return found.items().at(index).what.text;
    }
    [[nodiscard]] const std::string& help(std::size_t index = 0) const {
        return found.items().at(index).what.help;
    }
    [[nodiscard]] const dti::figure& at(std::size_t unit, const char* indicator, const char* name) const {
        return data->at(unit, data->field_of(indicator, name));
    }
};

}  // namespace dti_test
