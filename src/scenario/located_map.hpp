// A map of a located tree while it is filled: its keys stay unique, in any form of Unicode.
#pragma once

#include "dti/definition/tree.hpp"
#include "dti/export.hpp"
#include "file/file_report.hpp"

#include <map>
#include <string>

namespace dti::inline v0 {

class DTI_API located_map {
  public:
    /// `place` is where the map stands. `report` outlives the map.
    located_map(std::size_t place, file_report& report);

    /// Adds a value; an error `duplicate-key` where the key is there already.
    void add(tree_node key, tree_node value);

    [[nodiscard]] bool empty() const noexcept { return node_.keys.empty(); }
    [[nodiscard]] tree_node take() && { return std::move(node_); }

  private:
    tree_node node_;
    file_report& report_;
    std::map<std::string, std::size_t> positions_;  ///< of keys in form NFC
};

}  // namespace dti::inline v0
