// A located tree → the scenarios of a file as they are written, each with its own changes alone.
//
// In: the tree of a scenario file. Out: drafts, and a diagnostic for everything that is no scenario. Next:
// inherit.hpp. Whether a figure or a unit is there is for who has the data.
#pragma once

#include "dti/analyse/scenario.hpp"
#include "dti/definition/tree.hpp"
#include "dti/export.hpp"
#include "dti/text/diagnostic.hpp"
#include "scenario/scenario_format.hpp"

#include <string>
#include <vector>

namespace dti::inline v0 {

/// A scenario before it inherits.
struct scenario_draft {
    scenario made{};
    std::string inherits{};  ///< the name of another; empty where there is none
    std::size_t inherits_at = 0;
};

[[nodiscard]] DTI_API std::vector<scenario_draft> read_scenarios(const tree_node& root,
                                                                 scenario_format format,
                                                                 const shared_source& source,
                                                                 diagnostics& found);

}  // namespace dti::inline v0
