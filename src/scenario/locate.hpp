// What Boost.PropertyTree makes of a scenario file and the marks of its scanner → a located tree, the same
// for all four formats.
//
// In: a property tree, and the marks of the same text. Out: a tree_node. An element of XML that has an
// attribute `name` is called by it; elements `unit` with a name gather below the key `units`; a section
// `[scenario @ unit]` of INI becomes the map of that unit below `units` of that scenario. Next:
// read_scenarios.hpp.
#pragma once

#include "dti/definition/tree.hpp"
#include "file/file_report.hpp"
#include "scenario/mark_list.hpp"
#include "scenario/scenario_format.hpp"

#include <boost/property_tree/ptree.hpp>

#include <vector>

namespace dti::inline v0 {

/// Texts come without blanks around them, and in one line. Duplicate keys, texts and keys that are too long
/// or hold control characters, and a key with both a text and a map are reported.
/// Domain: the marks are those of a text of which the format's parser has made `root`.
[[nodiscard]] DTI_API tree_node locate(scenario_format format, const boost::property_tree::ptree& root,
                                       const std::vector<mark>& marks, file_report& report);

}  // namespace dti::inline v0
