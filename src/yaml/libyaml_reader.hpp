// The text of a sound YAML file → located tree through libyaml's events: the same tree as yaml-cpp's, sooner.
//
// In: a text that check_text() has passed. Out: its tree, or nothing where anything at all is out of the
// ordinary: a mistake, a limit, or what the two parsers may read differently. yaml_cpp_reader.hpp reads such
// a text, and words what is wrong.
#pragma once

#include "dti/definition/tree.hpp"
#include "dti/export.hpp"

#include <optional>

namespace dti::inline v0 {

/// The tree that read_with_yaml_cpp() makes of the text without a word of complaint, or nothing.
[[nodiscard]] DTI_API std::optional<tree_node> read_with_libyaml(const source_text& source);

}  // namespace dti::inline v0
