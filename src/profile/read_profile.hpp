// A YAML profile of one unit: figures with their remarks, subtotals, official result, targets, references.
//
// In: the located tree of a file. Out: one unit in a data_collector, and what is known of it beside its
// figures. Targets are read_targets.hpp's.
#pragma once

#include "dti/definition/tree.hpp"
#include "dti/export.hpp"
#include "dti/text/diagnostic.hpp"
#include "table/data_collector.hpp"

namespace dti::inline v0 {

/// Reads a profile into the collector, which has not begun the file yet.
DTI_API void read_profile(const tree_node& root, const shared_source& source, data_collector& data,
                          diagnostics& found);

}  // namespace dti::inline v0
