// YAML text → located tree, with everything refused that a definition has no use for.
//
// In: a source (without byte-order mark). Out: a dti::tree_node whose every value knows where it starts.
// Next: definition/read.hpp. libyaml_reader.hpp reads what is sound and ordinary; anything else falls to
// yaml_cpp_reader.hpp, which words every mistake. Both feed the builder of tree_builder.hpp.
#pragma once

#include "dti/definition/tree.hpp"
#include "dti/export.hpp"
#include "dti/text/diagnostic.hpp"

#include <optional>
#include <string_view>

namespace dti::inline v0 {

/// The one document of a source as a tree; `expected` says in a message what an empty file lacks.
/// Nothing when the text cannot be read to its end. A tree beside errors lacks only what they refuse (a
/// second value of a key, a key that is no word), so that later stages can find more mistakes in the same
/// run.
[[nodiscard]] DTI_API std::optional<tree_node> parse_yaml(const shared_source& source, diagnostics& found,
                                                          std::string_view expected = "a definition");

}  // namespace dti::inline v0
