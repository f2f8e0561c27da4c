#include "scenario/located_map.hpp"

#include "dti/text/wording.hpp"
#include "table/unicode.hpp"

#include <utility>

namespace dti::inline v0 {

located_map::located_map(std::size_t place, file_report& report) : report_(report) {
    node_.kind = node_kind::map;
    node_.offset = place;
}

void located_map::add(tree_node key, tree_node value) {
    const auto [first, added] = positions_.emplace(to_nfc(key.text), key.offset);
    if (!added) {
        report_.error(key.offset, wording::duplicate_key(key.text, report_.source().at(first->second)));
        return;
    }
    node_.keys.push_back(std::move(key));
    node_.children.push_back(std::move(value));
}

}  // namespace dti::inline v0
