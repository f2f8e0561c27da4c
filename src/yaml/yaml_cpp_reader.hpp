// YAML text → located tree through yaml-cpp's events, with every mistake put into words.
//
// In: a text that check_text() has passed. Out: its tree, and a diagnostic for everything in it that is
// refused. yaml-cpp scans and parses; this reader closes what it leaves open: aliases, tags, further
// documents, directives, quotes that never end, keys without a colon, and input made to exhaust memory or
// patience. Next: yaml_tree.hpp hands the tree on.
#pragma once

#include "dti/definition/tree.hpp"
#include "dti/export.hpp"
#include "file/file_report.hpp"

#include <optional>
#include <string_view>

namespace dti::inline v0 {

/// The one document of a text as parse_yaml() promises it.
[[nodiscard]] DTI_API std::optional<tree_node> read_with_yaml_cpp(file_report& report,
                                                                  std::string_view expected);

}  // namespace dti::inline v0
