// Scenarios with what they inherit.
//
// In: drafts of one file. Out: scenarios whose changes begin with the inherited ones; a change of the same
// figure of the same unit takes the inherited one's place. Unknown names and circles are errors.
#pragma once

#include "dti/export.hpp"
#include "scenario/read_scenarios.hpp"

#include <vector>

namespace dti::inline v0 {

/// In the order of the drafts. Domain: their names differ.
[[nodiscard]] DTI_API std::vector<scenario> inherit(std::vector<scenario_draft> drafts,
                                                    const shared_source& source, diagnostics& found);

}  // namespace dti::inline v0
