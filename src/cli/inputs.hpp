// What most commands begin with: the definition and the data that the command line names.
#pragma once

#include "cli/app.hpp"
#include "dti/aggregate/score.hpp"
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

/// The exact score of the data. Nothing when `found` says what keeps them from being scored.
[[nodiscard]] std::optional<scorecard<exact>> score_or_report(const model<exact>& scored,
                                                              const data_set& data, findings& found);

/// The unit that the command line names; where it names none, the only one. Nothing when `found` says why.
[[nodiscard]] std::optional<std::size_t> chosen_unit(const command_line& line, const data_set& data,
                                                     findings& found);

/// The indicator that the command line names. Nothing where it names none, or when `found` says why.
[[nodiscard]] std::optional<std::size_t> chosen_indicator(const command_line& line,
                                                          const compiled_definition& rules, findings& found);

}  // namespace dti::cli
