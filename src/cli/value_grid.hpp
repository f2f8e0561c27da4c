// `dti whatif --set indicator.name=60%..90%:1pp`: what each value of a range makes of a unit.
#pragma once

#include "cli/app.hpp"
#include "dti/analyse/analysed_cohort.hpp"

#include <string>

namespace dti::cli {

/// Whether some `--set` has a range.
[[nodiscard]] bool has_ranges(const command_line& line);

/// One row a combination of the ranges' values, on top of the other changes. Nothing when `found` has errors.
[[nodiscard]] std::string run_value_grid(const command_line& line, const analysed_cohort& all,
                                         std::size_t unit, findings& found);

}  // namespace dti::cli
