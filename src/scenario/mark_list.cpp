#include "scenario/mark_list.hpp"

#include "dti/load.hpp"
#include "dti/text/wording.hpp"

namespace dti::inline v0 {

void mark_list::open(mark_kind kind, std::size_t offset) {
    if (opened_.size() == load_limits::scenario_depth) {
        report_.fatal(offset,
                      wording::limit("nesting of keys and values", load_limits::scenario_depth, "levels"));
        return;
    }
    add({kind, offset});
    opened_.push_back({kind, offset});
}

void mark_list::close(std::size_t offset) {
    if (!opened_.empty()) {
        opened_.pop_back();
        marks_.push_back({mark_kind::close, offset});
    }
}

void mark_list::add(mark added) {
    if (nodes_++ == load_limits::scenario_nodes) {
        report_.fatal(added.offset,
                      wording::limit("number of keys and values", load_limits::scenario_nodes, "in a file"));
    }
    marks_.push_back(added);
}

}  // namespace dti::inline v0
