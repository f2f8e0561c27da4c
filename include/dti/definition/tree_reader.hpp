// What readers of a located tree share: keys, kinds of values, words, titles.
//
// In: nodes of a tree. Out: plain values, and a diagnostic for everything that is unknown, missing or of the
// wrong kind. Readers of one format derive from it: read.hpp for definitions, src/profile for profiles.
#pragma once

#include "dti/definition/definition.hpp"
#include "dti/definition/tree.hpp"
#include "dti/text/diagnostic.hpp"
#include "dti/text/suggest.hpp"
#include "dti/text/wording.hpp"

#include <array>
#include <initializer_list>
#include <span>
#include <string>
#include <string_view>
#include <vector>

namespace dti::inline v0 {

/// Base of the readers; everything wrong goes to `found`, with its place in `source`.
class tree_reader {
  public:
    tree_reader(const source_text& source, diagnostics& found) : source_(source), found_(found) {}

  protected:
    using keys = std::initializer_list<std::string_view>;

    /// Beyond what anybody is shown, hostile input costs no more work.
    void error(const tree_node& at, message what) {
        if (errors_++ < most_errors) {
            found_.error(source_, source_.at(at.offset), std::move(what));
        }
    }

    bool expect(const tree_node& node, node_kind kind, std::string_view what) {
        if (node.kind == kind) {
            return true;
        }
        error(node, wording::wrong_kind(what, kind_word(kind), kind_word(node.kind)));
        return false;
    }

    static std::string_view kind_word(node_kind kind) noexcept {
        switch (kind) {
            case node_kind::scalar:
                return "a single value";
            case node_kind::list:
                return "a list";
            case node_kind::map:
                return "a map of keys and values";
            case node_kind::null:
                break;
        }
        return "nothing";
    }

    /// Reports all keys that are not allowed. True when there are none.
    bool check_keys(const tree_node& map, keys allowed) {
        const std::size_t before = errors_;
        for (std::size_t i = 0; i < map.keys.size() && errors_ < most_errors; ++i) {
            const tree_node& key = map.keys[i];
            if (std::find(allowed.begin(), allowed.end(), key.text) != allowed.end()) {
                continue;
            }
            if (is_behind_comma(key, map.children[i])) {
                error(key, wording::comma_in_braces(key.text));
            } else {
                const std::vector<std::string> names(allowed.begin(), allowed.end());
                error(key, wording::unknown_key(key.text, suggest(key.text, names), names));
            }
        }
        return errors_ == before;
    }

    /// Whether a key without a value is what a comma inside `{…}` has cut off: `{rate: 60,29%}` is two
    /// entries to YAML.
    [[nodiscard]] bool is_behind_comma(const tree_node& key, const tree_node& value) const noexcept {
        if (value.kind != node_kind::null || key.style != scalar_style::plain) {
            return false;
        }
        const std::string_view text = source_.text();
        const std::size_t behind = text.find_first_not_of(" \t\r\n", key.offset + key.text.size());
        return behind != std::string_view::npos && (text[behind] == ',' || text[behind] == '}');
    }

    void require(const tree_node& map, const tree_node& place, std::string_view owner, keys required) {
        for (const std::string_view key : required) {
            if (map.find(key) == nullptr) {
                error(place, wording::missing_key(owner, key));
            }
        }
    }

    /// The scalar at a key; a diagnostic and null when it is of another kind; null when it is not there.
    const tree_node* scalar_at(const tree_node& map, std::string_view key) {
        const tree_node* node = map.find(key);
        return node != nullptr && expect(*node, node_kind::scalar, quoted(key)) ? node : nullptr;
    }
    const tree_node* map_at(const tree_node& map, std::string_view key) {
        const tree_node* node = map.find(key);
        return node != nullptr && expect(*node, node_kind::map, quoted(key)) ? node : nullptr;
    }
    std::span<const tree_node> list_at(const tree_node& map, std::string_view key) {
        const tree_node* node = map.find(key);
        if (node == nullptr || !expect(*node, node_kind::list, quoted(key))) {
            return {};
        }
        return node->children;
    }
    /// The first `most` of a list or of a map's keys; an error at the first one too many.
    std::span<const tree_node> within(std::span<const tree_node> items, std::size_t most,
                                      std::string_view what, std::string_view unit) {
        if (items.size() <= most) {
            return items;
        }
        error(items[most], wording::limit(what, most, unit));
        return items.first(most);
    }
    static std::string quoted(std::string_view key) { return wording::quote(key); }

    void read_text(const tree_node& map, std::string_view key, std::string& out) {
        if (const tree_node* node = scalar_at(map, key)) {
            out = node->text;
        }
    }

    void warn_of_thousands(const tree_node& node, const written_number& number) {
        if (number.doubt == notation_doubt::thousands) {
            found_.warning(source_, source_.at(node.offset), wording::thousands_dot(node.text, ""));
        }
    }

    void read_flag(const tree_node& map, std::string_view key, bool& out) {
        if (const tree_node* node = scalar_at(map, key)) {
            if (node->text == "true" || node->text == "false") {
                out = node->text == "true";
            } else {
                error(*node, wording::unknown_word(key, node->text, "", {"true", "false"}));
            }
        }
    }

    template <class Enum, std::size_t Count>
    void read_word(const tree_node& map, std::string_view key,
                   const std::array<std::string_view, Count>& words, Enum& out) {
        if (const tree_node* node = scalar_at(map, key)) {
            const auto found = std::find(words.begin(), words.end(), node->text);
            if (found != words.end()) {
                out = static_cast<Enum>(found - words.begin());
            } else {
                const std::vector<std::string> names(words.begin(), words.end());
                error(*node, wording::unknown_word(key, node->text, nearest_name(node->text, names), names));
            }
        }
    }

    void read_title(const tree_node& map, title& out) {
        if (const tree_node* node = map_at(map, "title")) {
            read_languages(*node, out);
        }
    }
    void read_languages(const tree_node& map, title& out) {
        check_keys(map, {"vi", "en"});
        read_text(map, "vi", out.vi);
        read_text(map, "en", out.en);
    }

    [[nodiscard]] const source_text& source() const noexcept { return source_; }
    [[nodiscard]] diagnostics& found() noexcept { return found_; }

    /// A suggestion for what is no name, or nothing once there have been enough: each costs a comparison with
    /// every name.
    std::string suggest(std::string_view name, std::span<const std::string> names) {
        return suggestions_++ < diagnostics::shown_per_file ? nearest_name(name, names) : std::string();
    }

  private:
    static constexpr std::size_t most_errors = 1000;

    const source_text& source_;
    diagnostics& found_;
    std::size_t errors_ = 0;
    std::size_t suggestions_ = 0;
};

}  // namespace dti::inline v0
