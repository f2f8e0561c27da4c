// Located trees for tests, from a text in the flow style that YAML and JSON share: {key: value, list: [a, "b
// c"]}.
//
// A tiny reader for trusted texts of our own: every node stands where it stands in the text, so that tests of
// places need no loader. `null` and an absent value are null nodes; a plain scalar ends before `,`, `}`, `]`,
// `: ` or a line end.
#pragma once

#include "dti/definition/tree.hpp"

#include <memory>
#include <stdexcept>
#include <string>
#include <string_view>

namespace dti_test {

struct flow_text {
    dti::shared_source source;
    dti::tree_node root;
};

class flow_reader {
  public:
    explicit flow_reader(std::string_view text) : text_(text) {}

    dti::tree_node read() {
        dti::tree_node root = value();
        skip();
        if (at_ != text_.size()) {
            throw std::logic_error("flow text goes on behind its end: " + std::string(text_.substr(at_)));
        }
        return root;
    }

  private:
    void skip() {
        while (at_ < text_.size() && (text_[at_] == ' ' || text_[at_] == '\n')) {
            ++at_;
        }
    }
    [[nodiscard]] char here() const { return at_ < text_.size() ? text_[at_] : '\0'; }
    void expect(char wanted) {
        if (here() != wanted) {
            throw std::logic_error(std::string("flow text: expected ") + wanted + " before " +
                                   std::string(text_.substr(at_)));
        }
        ++at_;
    }

    dti::tree_node value() {
        skip();
        dti::tree_node node;
        node.offset = at_;
        if (here() == '{') {
            node.kind = dti::node_kind::map;
            items('}', [&] {
                node.keys.push_back(scalar());
                skip();
                if (here() == ':') {
                    ++at_;
                    node.children.push_back(value());
                } else {  // `{rate: 60,29%}` is two entries to YAML, the second without a value
                    node.children.emplace_back().offset = at_;
                }
            });
        } else if (here() == '[') {
            node.kind = dti::node_kind::list;
            items(']', [&] { node.children.push_back(value()); });
        } else {
            node = scalar();
        }
        return node;
    }

    template <class Item>
    void items(char end, Item&& item) {
        ++at_;
        for (skip(); here() != end; skip()) {
            item();
            skip();
            if (here() != end) {
                expect(',');
            }
        }
        ++at_;
    }

    dti::tree_node scalar() {
        skip();
        dti::tree_node node;
        node.offset = at_;
        node.kind = dti::node_kind::scalar;
        if (here() == '"') {
            node.style = dti::scalar_style::double_quoted;
            const std::size_t end = text_.find('"', at_ + 1);
            node.text = std::string(text_.substr(at_ + 1, end - at_ - 1));
            at_ = end + 1;
            return node;
        }
        const std::size_t first = at_;
        while (at_ < text_.size() && std::string_view(",}]\n").find(text_[at_]) == std::string_view::npos &&
               text_.substr(at_, 2) != ": ") {
            ++at_;
        }
        std::string_view plain = text_.substr(first, at_ - first);
        plain.remove_suffix(plain.size() - (plain.find_last_not_of(' ') + 1));
        node.text = std::string(plain);
        if (node.text.empty() || node.text == "null") {
            node.kind = dti::node_kind::null;
        }
        return node;
    }

    std::string_view text_;
    std::size_t at_ = 0;
};

/// Reads a flow text; a mistake in it is a mistake of the test.
inline flow_text read_flow(const std::string& text) {
    flow_text result;
    result.source = std::make_shared<const dti::source_text>("index.yaml", text);
    result.root = flow_reader(result.source->text()).read();
    return result;
}

}  // namespace dti_test
