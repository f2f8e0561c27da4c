// libyaml's reader against yaml-cpp's: where the first gives a tree at all, the second must give the same one
// without a word.
#pragma once

#include "file/check_text.hpp"
#include "yaml/libyaml_reader.hpp"
#include "yaml/yaml_cpp_reader.hpp"

#include <optional>
#include <string>

namespace dti_test {

/// A node with all that is in it, a line each: kind, style, offset and text.
inline std::string describe(const dti::tree_node& node, const std::string& indent = "") {
    std::string text = indent + std::to_string(static_cast<int>(node.kind)) + ' ' +
                       std::to_string(static_cast<int>(node.style)) + " @" + std::to_string(node.offset) +
                       " <" + node.text + ">\n";
    for (const auto* nodes : {&node.keys, &node.children}) {
        text += indent + std::to_string(nodes->size()) + ":\n";
        for (const dti::tree_node& inner : *nodes) {
            text += describe(inner, indent + "  ");
        }
    }
    return text;
}

struct comparison {
    bool read_by_libyaml = false;
    std::string difference;  ///< both trees where they differ, and what yaml-cpp's reader complains of
};

/// Reads a text with both readers. Without a tree of libyaml's reader nothing is promised.
inline comparison compare_readers(const std::string& text) {
    const dti::shared_source source = dti::make_source("a.yaml", text);
    dti::diagnostics found;
    dti::file_report report(*source, found);
    if (!dti::check_text(report)) {
        return {};
    }
    const std::optional<dti::tree_node> quick = dti::read_with_libyaml(*source);
    if (!quick) {
        return {};
    }
    const std::optional<dti::tree_node> careful = dti::read_with_yaml_cpp(report, "a tree");
    const std::string expected = (careful ? describe(*careful) : "nothing\n") + found.to_text();
    const std::string actual = describe(*quick);
    return {true, actual == expected ? "" : "libyaml:\n" + actual + "yaml-cpp:\n" + expected};
}

}  // namespace dti_test
