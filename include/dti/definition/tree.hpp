// A located tree: maps, lists and scalars that know where they stand in their source.
//
// In: a loader's events (src/yaml). Out: read.hpp turns it into a definition; check.hpp asks it for places.
// The tree knows nothing of YAML but the styles of a scalar, which say how an offset inside its value lies in
// the source.
#pragma once

#include "dti/text/source.hpp"

#include <cstdint>
#include <string>
#include <string_view>
#include <vector>

namespace dti::inline v0 {

enum class node_kind : std::uint8_t { null, scalar, list, map };
enum class scalar_style : std::uint8_t { plain, single_quoted, double_quoted, literal, folded };

/// A value of a tree with its place. A map's entries keep their order; its keys are unique scalars.
struct tree_node {
    node_kind kind = node_kind::null;
    scalar_style style = scalar_style::plain;
    std::size_t offset = 0;       ///< where the value starts in the source, in bytes
    std::string text;             ///< of a scalar
    std::vector<tree_node> keys;  ///< of a map, beside `children`
    std::vector<tree_node> children;

    /// The value of a key of a map, or null.
    [[nodiscard]] const tree_node* find(std::string_view key) const noexcept {
        for (std::size_t i = 0; i < keys.size(); ++i) {
            if (keys[i].text == key) {
                return &children[i];
            }
        }
        return nullptr;
    }
};

/// One step into a tree: a key of a map, or an index of a list.
struct path_step {
    path_step(const char* map_key) : key(map_key) {}
    path_step(std::string_view map_key) : key(map_key) {}
    path_step(const std::string& map_key) : key(map_key) {}
    path_step(std::size_t list_index) : index(list_index) {}

    std::string_view key;
    std::size_t index = 0;
};
using tree_path = std::vector<path_step>;

/// The node at a path, or the deepest node on the way that exists.
[[nodiscard]] inline const tree_node& nearest_node(const tree_node& root, const tree_path& path) {
    const tree_node* node = &root;
    for (const path_step& step : path) {
        const tree_node* next = nullptr;
        if (!step.key.empty()) {
            next = node->find(step.key);
        } else if (node->kind == node_kind::list && step.index < node->children.size()) {
            next = &node->children[step.index];
        }
        if (next == nullptr) {
            break;
        }
        node = next;
    }
    return *node;
}

/// The key at the end of a path, or nearest_node() where the path does not end in a key that exists.
[[nodiscard]] inline const tree_node& nearest_key(const tree_node& root, tree_path path) {
    const tree_node& value = nearest_node(root, path);
    if (path.empty() || path.back().key.empty()) {
        return value;
    }
    const std::string_view last = path.back().key;
    path.pop_back();
    for (const tree_node& key : nearest_node(root, path).keys) {
        if (key.text == last) {
            return key;
        }
    }
    return value;
}

namespace detail {

/// A stretch of a scalar as it is written, and what it stands for in the value.
struct scalar_unit {
    std::size_t in_source;
    std::size_t in_value;  ///< bytes; 0 for blanks, whose number folding changes
};

inline bool is_blank(char c) noexcept {
    return c == ' ' || c == '\t' || c == '\n' || c == '\r';
}

/// The character that `\x`, `\u` or `\U` names with `digits` hexadecimal digits.
inline std::uint32_t escaped_code(std::string_view source, std::size_t at, std::size_t digits) noexcept {
    std::uint32_t code = 0;
    for (std::size_t i = at; i < std::min(at + digits, source.size()); ++i) {
        const char c = source[i];
        const int digit = c >= '0' && c <= '9' ? c - '0' : (c | 0x20) - 'a' + 10;
        code = code * 16U + static_cast<std::uint32_t>(digit & 0xF);
    }
    return code;
}

/// An escape sequence of a double-quoted scalar. Escaped blanks and line ends count as blanks.
inline scalar_unit measure_escape(std::string_view source, std::size_t at) noexcept {
    const char kind = at + 1 < source.size() ? source[at + 1] : '\0';
    const std::size_t digits = kind == 'x' ? 2 : kind == 'u' ? 4 : kind == 'U' ? 8 : 0;
    if (digits > 0) {
        const std::uint32_t code = escaped_code(source, at + 2, digits);
        const bool blank = code < 0x80U && is_blank(static_cast<char>(code));
        return {2 + digits, blank ? 0U : code < 0x80U ? 1U : code < 0x800U ? 2U : code < 0x10000U ? 3U : 4U};
    }
    if (is_blank(kind) || kind == 't' || kind == 'n' || kind == 'r') {
        return {2, 0};
    }
    return {2, kind == 'N' || kind == '_' ? 2U : kind == 'L' || kind == 'P' ? 3U : 1U};
}

inline scalar_unit measure_unit(std::string_view source, std::size_t at, scalar_style style) noexcept {
    if (is_blank(source[at])) {
        return {1, 0};
    }
    if (style == scalar_style::double_quoted && source[at] == '\\') {
        return measure_escape(source, at);
    }
    const bool doubled_quote = style == scalar_style::single_quoted && source[at] == '\'';
    return {doubled_quote ? 2U : 1U, 1};
}

/// Where the content of a scalar begins: behind its quote, or on the line below `|` and `>`.
inline std::size_t content_start(std::string_view source, const tree_node& scalar) noexcept {
    switch (scalar.style) {
        case scalar_style::plain:
            break;
        case scalar_style::single_quoted:
        case scalar_style::double_quoted:
            return scalar.offset + 1;
        case scalar_style::literal:
        case scalar_style::folded:
            return std::min(source.find('\n', scalar.offset), source.size());
    }
    return scalar.offset;
}

}  // namespace detail

/// The source offset of byte `inner` of a scalar's value, whatever its style.
/// Indentation, folding and chomping change nothing but blanks, so the bytes that are none are counted: a
/// byte of the value stands where as many of them lie before it in the source. The end of the value is the
/// end of its last word.
[[nodiscard]] inline std::size_t offset_in_source(std::string_view source, const tree_node& scalar,
                                                  std::size_t inner) {
    inner = std::min(inner, scalar.text.size());
    std::size_t words = 0;        // bytes before `inner` that are no blanks
    std::size_t after_words = 0;  // where the last of them ends, in the value
    for (std::size_t i = 0; i < inner; ++i) {
        if (!detail::is_blank(scalar.text[i])) {
            ++words;
            after_words = i + 1;
        }
    }
    std::size_t at = detail::content_start(source, scalar);
    const auto unit = [&] { return detail::measure_unit(source, at, scalar.style); };
    while (words > 0 && at < source.size()) {
        words -= std::min(words, unit().in_value);
        at += unit().in_source;
    }
    const bool at_word = inner < scalar.text.size() && !detail::is_blank(scalar.text[inner]);
    if (at_word) {
        while (at < source.size() && unit().in_value == 0) {
            at += unit().in_source;
        }
    } else if (inner < scalar.text.size()) {
        for (; after_words < inner && at < source.size() && (source[at] == ' ' || source[at] == '\t');
             ++after_words) {
            ++at;
        }
    }
    return std::min(at, source.size());
}

}  // namespace dti::inline v0
