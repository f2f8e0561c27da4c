// What most commands begin with: the definition and the data that the command line names.
#pragma once

#include "cli/options.hpp"
#include "dti/evaluate/data.hpp"

#include <optional>

namespace dti::cli {

struct inputs {
    shared_rules rules;
    data_set data;
};

/// Loads INDEX and DATA. Nothing when `found` has errors. A definition's warnings are left out: they are for
/// who writes definitions, and `dti check` shows them.
[[nodiscard]] std::optional<inputs> load_inputs(const command_line& line, diagnostics& found);

}  // namespace dti::cli
