// What the readers of a profile and of its parts share: the names of the definition, numbers in the file's
// notation, words, lists of words.
#pragma once

#include "dti/definition/tree_reader.hpp"
#include "file/file_report.hpp"
#include "table/figure_names.hpp"
#include "table/written_figure.hpp"

#include <array>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

namespace dti::inline v0 {

class profile_part : protected tree_reader {
  protected:
    /// Domain: `rules` and `names`, which are those of the rules, outlive the reader.
    profile_part(const source_text& source, const compiled_definition& rules, const figure_names& names,
                 file_notation written, diagnostics& found)
        : tree_reader(source, found),
          rules_(rules),
          names_(names),
          written_(written),
          report_(source, found) {}

    [[nodiscard]] position place(const tree_node& node) const { return source().at(node.offset); }

    /// The number at a node; nothing, with an error unless the node is empty, where there is none.
    std::optional<written_number> read_written(const tree_node& node, std::string_view what) {
        if (node.kind == node_kind::null || !expect(node, node_kind::scalar, quoted(what))) {
            return std::nullopt;
        }
        return read_number(node.text, written_, place(node), report_);
    }
    std::optional<written_number> number_at(const tree_node& map, std::string_view key) {
        const tree_node* node = map.find(key);
        return node == nullptr ? std::nullopt : read_written(*node, key);
    }

    /// One word, or a list of words.
    std::vector<std::string> words_at(const tree_node& map, std::string_view key) {
        const tree_node* node = map.find(key);
        std::vector<std::string> words;
        if (node == nullptr || node->kind == node_kind::null) {
            return words;
        }
        if (node->kind == node_kind::list) {
            for (const tree_node& item : node->children) {
                if (expect(item, node_kind::scalar, quoted(key))) {
                    words.push_back(item.text);
                }
            }
        } else if (expect(*node, node_kind::scalar, quoted(key))) {
            words.push_back(node->text);
        }
        return words;
    }
    /// The same as one text.
    std::string text_at(const tree_node& map, std::string_view key) {
        std::string text;
        for (const std::string& word : words_at(map, key)) {
            text += (text.empty() ? "" : "; ") + word;
        }
        return text;
    }

    /// An error for a name that is none of `names`, or for what a comma inside `{…}` has cut off.
    void unknown(const tree_node& key, const tree_node& value, message what) {
        error(key, is_behind_comma(key, value) ? wording::comma_in_braces(key.text) : std::move(what));
    }

    /// `numbers: vi` of a map says how numbers are written in the file.
    void read_notation(const tree_node& root) {
        static constexpr std::array<std::string_view, 2> words{"plain", "vi"};
        read_word(root, "numbers", words, written_.style);
    }
    /// The index that a map is for must be the definition's.
    void check_index(const tree_node& root) {
        const std::string& expected = rules_.source().id;
        const tree_node* index = scalar_at(root, "index");
        if (index != nullptr && index->text != expected) {
            error(*index, wording::wrong_index(index->text, expected));
        }
    }

    [[nodiscard]] const compiled_definition& rules() const noexcept { return rules_; }
    [[nodiscard]] const figure_names& names() const noexcept { return names_; }
    [[nodiscard]] const file_notation& written() const noexcept { return written_; }
    [[nodiscard]] file_report& report() noexcept { return report_; }

  private:
    const compiled_definition& rules_;
    const figure_names& names_;
    file_notation written_;
    file_report report_;
};

}  // namespace dti::inline v0
