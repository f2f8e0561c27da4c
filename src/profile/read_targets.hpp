// The targets of a profile: what is to be reached, by when, and who answers for it.
//
// In: the map `targets`. Out: dti::target values. Keys are ids of indicators, sub-indices, pillars or the
// index; where an indicator and a sub-index share an id, a name belongs to the indicator if it has such a
// figure.
#pragma once

#include "dti/definition/tree.hpp"
#include "dti/export.hpp"
#include "dti/text/diagnostic.hpp"
#include "table/data_collector.hpp"

#include <vector>

namespace dti::inline v0 {

[[nodiscard]] DTI_API std::vector<target> read_targets(const tree_node& targets, const source_text& source,
                                                       std::uint32_t source_number, data_collector& data,
                                                       diagnostics& found);

}  // namespace dti::inline v0
