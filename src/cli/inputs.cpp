#include "cli/inputs.hpp"

#include "dti/load.hpp"

#include <utility>

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

}  // namespace dti::cli
