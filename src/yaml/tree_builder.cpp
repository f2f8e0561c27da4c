#include "yaml/tree_builder.hpp"

#include "dti/text/wording.hpp"
#include "file/check_text.hpp"

#include <algorithm>
#include <utility>

namespace dti::inline v0 {
namespace {

/// Whether the quote that opens at `open` is closed.
bool is_closed(std::string_view text, std::size_t open) noexcept {
    const char quote = text[open];
    for (std::size_t at = open + 1; at < text.size(); ++at) {
        if (quote == '"' && text[at] == '\\') {
            ++at;
        } else if (text[at] == quote) {
            const bool doubled = quote == '\'' && at + 1 < text.size() && text[at + 1] == quote;
            if (!doubled) {
                return true;
            }
            ++at;
        }
    }
    return false;
}

bool is_quoted(const tree_node& node) noexcept {
    return node.style == scalar_style::single_quoted || node.style == scalar_style::double_quoted;
}

/// Whether a text begins with a word that stands for null.
bool begins_with_null(std::string_view text) noexcept {
    if (text.substr(0, 1) == "~") {
        return true;
    }
    const std::string_view word = text.substr(0, text.find_first_of(" \t\r\n,]}"));
    return word == "null" || word == "Null" || word == "NULL";
}

/// yaml-cpp gives `\N` and `\_` as one byte each, which is not UTF-8: completes them. The rest of its value
/// is UTF-8.
std::string completed(std::string text) {
    std::size_t at = 0;
    while (const std::optional<std::size_t> invalid = find_invalid_utf8(std::string_view(text).substr(at))) {
        text.insert(at + *invalid, 1, '\xC2');
        at += *invalid + 2;
    }
    return text;
}

}  // namespace

std::optional<std::size_t> tree_builder::open_collection() const noexcept {
    return levels_.empty() ? std::nullopt : std::optional(levels_.back().node.offset);
}

/// Every event passes here: the meter, the count of nodes and the number of mistakes are watched at one
/// place.
std::size_t tree_builder::begin_event(const YAML::Mark& mark, bool counts) {
    const std::size_t offset =
        mark.pos < 0 ? 0 : std::min(static_cast<std::size_t>(mark.pos), report_.source().text().size());
    meter_.restart(offset);
    nodes_ += counts ? 1 : 0;
    if (nodes_ > load_limits::yaml_nodes) {
        stop(offset, wording::limit("number of keys and values", load_limits::yaml_nodes, "in a file"));
    }
    if (report_.full()) {
        throw stop_reading();
    }
    return offset;
}

void tree_builder::error(std::size_t offset, message what) {
    report_.error(offset, std::move(what));
}

void tree_builder::stop(std::size_t offset, message what) {
    report_.fatal(offset, std::move(what));
    throw stop_reading();
}

void tree_builder::OnDocumentStart(const YAML::Mark& mark) {
    const std::size_t offset = begin_event(mark, false);
    if (in_document_) {  // yaml-cpp also takes what it cannot place for a new document
        const bool marked = report_.source().text().substr(offset, 3) == "---";
        stop(offset, marked ? wording::yaml_second_document() : wording::yaml_behind_end());
    }
    in_document_ = true;
}

void tree_builder::OnDocumentEnd() {
    if (bare_key_ && !meter_.cut()) {
        error(bare_key_->offset, wording::yaml_no_colon(bare_key_->text));
    }
}

void tree_builder::OnNull(const YAML::Mark& mark, YAML::anchor_t /*anchor*/) {
    const std::size_t offset = begin_event(mark);
    refuse_tag(offset, "?");
    const bool is_value = !levels_.empty() && levels_.back().key && !levels_.back().drop;
    if (is_value && levels_.back().key->offset == offset) {
        bare_key_ = levels_.back().key;  // yaml-cpp takes the last word of a text for a key
    }
    tree_node node;
    node.offset = null_offset(offset);
    take(std::move(node));
}

void tree_builder::OnAlias(const YAML::Mark& mark, YAML::anchor_t /*anchor*/) {
    const std::size_t offset = begin_event(mark);
    error(offset, wording::yaml_alias());
    has_aliases_ = true;
    tree_node node;
    node.kind = node_kind::scalar;  // what it stands for is unknown, but as a key it is a word
    node.offset = offset;
    take(std::move(node));
}

void tree_builder::OnAnchor(const YAML::Mark& mark, const std::string& /*name*/) {
    error(begin_event(mark, false), wording::yaml_alias());
}

void tree_builder::OnScalar(const YAML::Mark& mark, const std::string& tag, YAML::anchor_t /*anchor*/,
                            const std::string& value) {
    tree_node node;
    node.kind = node_kind::scalar;
    node.offset = begin_event(mark);
    refuse_tag(node.offset, tag);
    node.style = style_at(node.offset, tag);
    node.text = node.style == scalar_style::double_quoted ? completed(value) : value;
    check_scalar(node);
    take(std::move(node));
}

void tree_builder::OnSequenceStart(const YAML::Mark& mark, const std::string& tag, YAML::anchor_t /*anchor*/,
                                   YAML::EmitterStyle::value /*style*/) {
    const std::size_t offset = begin_event(mark);
    refuse_tag(offset, tag);
    open(offset, node_kind::list);
}

void tree_builder::OnMapStart(const YAML::Mark& mark, const std::string& tag, YAML::anchor_t /*anchor*/,
                              YAML::EmitterStyle::value /*style*/) {
    const std::size_t offset = begin_event(mark);
    refuse_tag(offset, tag);
    open(offset, node_kind::map);
}

/// yaml-cpp gives "?" as the tag of what is plain and "!" of what is quoted; `!` and `!<?>` can also be
/// written.
void tree_builder::refuse_tag(std::size_t offset, const std::string& tag) {
    const std::string_view text = report_.source().text();
    const bool written = offset < text.size() && text[offset] == '!';
    if ((written || (tag != "?" && tag != "!")) && last_tag_ != offset) {
        error(offset, wording::yaml_tag());
        last_tag_ = offset;  // an empty value and the key behind it bear the same place
    }
}

/// The event does not tell the style: it is read off the character at the mark.
scalar_style tree_builder::style_at(std::size_t offset, const std::string& tag) const noexcept {
    const std::string_view text = report_.source().text();
    if (tag == "?" || offset >= text.size()) {
        return scalar_style::plain;
    }
    switch (text[offset]) {
        case '\'':
            return scalar_style::single_quoted;
        case '"':
            return scalar_style::double_quoted;
        case '|':
            return scalar_style::literal;
        case '>':
            return scalar_style::folded;
        default:
            return scalar_style::plain;
    }
}

void tree_builder::check_scalar(const tree_node& node) {
    const std::string_view text = report_.source().text();
    if (is_quoted(node) && !is_closed(text, node.offset)) {
        stop(node.offset, wording::yaml_unterminated());
    }
    if (node.text.size() > load_limits::yaml_scalar_bytes) {
        stop(node.offset, wording::limit("length of a text", load_limits::yaml_scalar_bytes, "bytes"));
    }
    for (std::size_t at = 0; at < node.text.size(); ++at) {
        if (is_control(node.text, at)) {  // it came through an escape such as \x1B
            error(offset_in_source(text, node, at),
                  wording::control_character(static_cast<unsigned char>(node.text[at])));
            return;
        }
    }
}

/// yaml-cpp marks an absent value at whatever follows it. An entry of a map is better found at its key, one
/// of a list at the last thing in front of the mark, which is its `-`.
std::size_t tree_builder::null_offset(std::size_t mark) const {
    if (levels_.empty()) {
        return mark;
    }
    if (levels_.back().key) {
        return levels_.back().key->offset;
    }
    const std::string_view text = report_.source().text();
    if (begins_with_null(text.substr(mark)) || levels_.back().node.kind == node_kind::map) {
        return mark;
    }
    const std::size_t last = text.substr(0, mark).find_last_not_of(" \t\r\n");
    return last == std::string_view::npos ? mark : last;
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
        error(node.offset, wording::yaml_key());
    } else if (const auto [first, added] = map.seen.try_emplace(node.text, node.offset); !added) {
        error(node.offset, wording::duplicate_key(node.text, report_.source().at(first->second)));
    } else {
        map.drop = false;
    }
    map.key = std::move(node);
}

}  // namespace dti::inline v0
