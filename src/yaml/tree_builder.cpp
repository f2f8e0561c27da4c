#include "yaml/tree_builder.hpp"

#include "dti/load.hpp"
#include "dti/text/wording.hpp"
#include "file/check_text.hpp"

#include <string_view>
#include <utility>

namespace dti::inline v0 {

const tree_node* tree_builder::innermost() const noexcept {
    return levels_.empty() ? nullptr : &levels_.back().node;
}

const tree_node* tree_builder::key() const noexcept {
    const bool waits = !levels_.empty() && levels_.back().key && !levels_.back().drop;
    return waits ? &*levels_.back().key : nullptr;
}

void tree_builder::stop(std::size_t offset, message what) {
    report_.fatal(offset, std::move(what));
    throw stop_reading();
}

void tree_builder::count(std::size_t offset) {
    if (++nodes_ > load_limits::yaml_nodes) {
        stop(offset, wording::limit("number of keys and values", load_limits::yaml_nodes, "in a file"));
    }
}

void tree_builder::null(std::size_t offset) {
    tree_node node;
    node.offset = !levels_.empty() && levels_.back().key ? levels_.back().key->offset : offset;
    take(std::move(node));
}

void tree_builder::scalar(std::size_t offset, scalar_style style, std::string text) {
    tree_node node;
    node.kind = node_kind::scalar;
    node.style = style;
    node.offset = offset;
    node.text = std::move(text);
    check_scalar(node);
    take(std::move(node));
}

void tree_builder::check_scalar(const tree_node& node) {
    if (node.text.size() > load_limits::yaml_scalar_bytes) {
        stop(node.offset, wording::limit("length of a text", load_limits::yaml_scalar_bytes, "bytes"));
    }
    for (std::size_t at = 0; at < node.text.size(); ++at) {
        if (is_control(node.text, at)) {  // it came through an escape such as \x1B
            report_.error(offset_in_source(report_.source().text(), node, at),
                          wording::control_character(static_cast<unsigned char>(node.text[at])));
            return;
        }
    }
}

void tree_builder::open(std::size_t offset, node_kind kind) {
    if (levels_.size() == load_limits::yaml_depth) {
        stop(offset, wording::limit("nesting of maps and lists", load_limits::yaml_depth, "levels"));
    }
    level& added = levels_.emplace_back();
    added.node.kind = kind;
    added.node.offset = offset;
}

void tree_builder::close() {
    tree_node node = std::move(levels_.back().node);
    levels_.pop_back();
    take(std::move(node));
}

/// A finished value goes where it belongs: it is the root, an item, a key, or the value of the key that
/// waits.
void tree_builder::take(tree_node node) {
    if (levels_.empty()) {
        root_ = std::move(node);
        return;
    }
    level& parent = levels_.back();
    if (parent.node.kind == node_kind::list) {
        parent.node.children.push_back(std::move(node));
    } else if (!parent.key) {
        take_key(parent, std::move(node));
    } else {
        if (!parent.drop) {
            parent.node.keys.push_back(std::move(*parent.key));
            parent.node.children.push_back(std::move(node));
        }
        parent.key.reset();
    }
}

void tree_builder::take_key(level& map, tree_node node) {
    map.drop = true;
    if (node.kind != node_kind::scalar) {
        report_.error(node.offset, wording::yaml_key());
    } else if (const auto [first, added] = map.seen.try_emplace(node.text, node.offset); !added) {
        report_.error(node.offset, wording::duplicate_key(node.text, report_.source().at(first->second)));
    } else {
        map.drop = false;
    }
    map.key = std::move(node);
}

}  // namespace dti::inline v0
