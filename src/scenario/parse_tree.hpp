// The text of a scenario file → a located tree, through Boost.PropertyTree's own parsers.
//
// In: a source without byte-order mark. Out: the tree, or errors with their places. Next: read_scenarios.hpp.
// What its parsers do badly is kept from them: other encodings, deep nesting, `#include`, more nodes than a
// file needs. Values stay texts, so no locale reads a number.
#pragma once

#include "dti/definition/tree.hpp"
#include "dti/export.hpp"
#include "file/file_report.hpp"
#include "scenario/scenario_format.hpp"

#include <optional>

namespace dti::inline v0 {

/// Nothing when the text is not of the format. A tree beside errors lacks only what they refuse.
[[nodiscard]] DTI_API std::optional<tree_node> parse_tree(scenario_format format, file_report& report);

}  // namespace dti::inline v0
