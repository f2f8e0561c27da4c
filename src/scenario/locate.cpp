#include "scenario/locate.hpp"

#include "dti/load.hpp"
#include "dti/text/wording.hpp"
#include "file/check_text.hpp"
#include "scenario/located_map.hpp"
#include "scenario/scan.hpp"
#include "table/csv_table.hpp"
#include "table/unicode.hpp"

#include <map>
#include <optional>
#include <string>
#include <utility>

namespace dti::inline v0 {
namespace {

using boost::property_tree::ptree;

/// A text in one line, without blanks around it: what a formatter breaks and indents means the same.
std::string one_line(std::string_view text) {
    std::string line;
    bool broken = false;
    for (std::size_t at = 0; at < text.size(); ++at) {
        if (text[at] == '\n' || text[at] == '\r') {
            broken = true;
        } else if (!broken || !detail::is_blank(text[at])) {
            if (std::exchange(broken, false)) {
                line.erase(line.find_last_not_of(" \t") + 1);
                line += ' ';
            }
            line += text[at];
        }
    }
    return std::string(trimmed(line));
}

/// A value, and what it is called instead of its key.
struct named_value {
    tree_node node;
    std::optional<tree_node> name;
};

class locator {
  public:
    locator(scenario_format format, const std::vector<mark>& marks, file_report& report)
        : format_(format), marks_(marks), report_(report) {}

    tree_node read_root(const ptree& root) {
        if (format_ == scenario_format::json) {
            return read(root, 0, {}).node;
        }
        tree_node none;
        std::optional<tree_node> no_name;
        return read_children(root, {}, 0, none, no_name);
    }

  private:
    [[nodiscard]] bool meets(mark_kind kind) const noexcept {
        return next_ < marks_.size() && marks_[next_].kind == kind;
    }
    std::size_t take() noexcept {
        return next_ < marks_.size() ? marks_[next_++].offset : report_.source().text().size();
    }

    /// What belongs to a key, which stands at `at`; an entry of a list has none.
    named_value read(const ptree& from, std::size_t at, std::string_view key) {
        tree_node text;
        text.offset = at;
        if (meets(mark_kind::value)) {
            text = read_text(from.data(), take());
        }
        if (meets(mark_kind::open_list)) {
            return {read_list(from), std::nullopt};
        }
        const bool element = meets(mark_kind::open_element);
        if (!element && !meets(mark_kind::open_map)) {
            return {std::move(text), std::nullopt};
        }
        std::optional<tree_node> name;
        const std::size_t open = take();
        tree_node map = read_children(from, key, open, text, name);
        take();
        if (element && map.keys.empty()) {
            return {std::move(text), std::move(name)};
        }
        if (text.kind != node_kind::null) {
            report_.error(text.offset,
                          wording::wrong_kind(wording::quote(key), "a single value or a map", "both"));
        }
        return {std::move(map), std::move(name)};
    }

    tree_node read_list(const ptree& from) {
        tree_node list;
        list.kind = node_kind::list;
        list.offset = take();
        for (const ptree::value_type& entry : from) {
            list.children.push_back(read(entry.second, list.offset, {}).node);
        }
        take();
        return list;
    }

    /// What stands below a key up to where it closes: the map, and of an element also its text and its name.
    tree_node read_children(const ptree& from, std::string_view key, std::size_t at, tree_node& text,
                            std::optional<tree_node>& name) {
        located_map map(at, report_);
        located_map units(at, report_);
        for (const ptree::value_type& child : from) {
            if (format_ == scenario_format::xml && child.first == "<xmlattr>") {
                for (const ptree::value_type& attribute : child.second) {
                    tree_node its_key = read_key(attribute.first);
                    tree_node value = read(attribute.second, its_key.offset, its_key.text).node;
                    if (its_key.text == "name") {
                        name = std::move(value);
                    } else {
                        map.add(std::move(its_key), std::move(value));
                    }
                }
                continue;
            }
            read_pieces(from, text);
            tree_node its_key = read_key(child.first);
            named_value value = read(child.second, its_key.offset, its_key.text);
            const bool is_unit = value.name && its_key.text == "unit" && key != "units";
            (is_unit ? units : map)
                .add(value.name ? std::move(*value.name) : std::move(its_key), std::move(value.node));
        }
        read_pieces(from, text);
        if (!units.empty()) {
            tree_node all = std::move(units).take();
            tree_node its_key;
            its_key.text = "units";
            its_key.offset = all.keys.front().offset;
            map.add(std::move(its_key), std::move(all));
        }
        return std::move(map).take();
    }

    /// Pieces of the text of an element, which its elements and comments interrupt; the parser joins them.
    void read_pieces(const ptree& from, tree_node& text) {
        while (meets(mark_kind::value)) {
            const std::size_t at = take();
            if (text.kind == node_kind::null) {
                text = read_text(from.data(), at);
            }
        }
    }

    tree_node read_key(std::string_view key) {
        const std::size_t at = take();
        return read_text(key, at);
    }

    tree_node read_text(std::string_view text, std::size_t at) {
        tree_node node;
        node.offset = at;
        const std::string_view source = report_.source().text();
        if (format_ == scenario_format::json && text == "null" && source.substr(at, 1) != "\"") {
            return node;
        }
        node.kind = node_kind::scalar;
        node.text = one_line(text);
        if (node.text.size() > load_limits::scenario_text_bytes) {
            report_.error(at, wording::limit("length of a text", load_limits::scenario_text_bytes, "bytes"));
            node.text.clear();
        }
        for (std::size_t i = 0; i < node.text.size(); ++i) {
            if (is_control(node.text, i)) {
                report_.error(at, wording::control_character(static_cast<unsigned char>(node.text[i])));
                break;
            }
        }
        return node;
    }

    scenario_format format_;
    const std::vector<mark>& marks_;
    file_report& report_;
    std::size_t next_ = 0;
};

/// A scenario that sections of INI make up.
struct section_group {
    tree_node key;
    located_map own;
    located_map units;
};

/// Sections `[scenario]` and `[scenario @ unit]` → scenarios, in the order of their first sections.
tree_node group_sections(tree_node sections, file_report& report) {
    std::vector<section_group> groups;
    std::map<std::string, std::size_t> positions;
    for (std::size_t i = 0; i < sections.keys.size(); ++i) {
        tree_node key = std::move(sections.keys[i]);
        tree_node& content = sections.children[i];
        tree_node unit = key;
        const std::size_t sign = key.text.find('@');
        key.text = trimmed(std::string_view(unit.text).substr(0, sign));
        const auto [group, added] = positions.emplace(to_nfc(key.text), groups.size());
        if (added) {
            groups.push_back({key, located_map(key.offset, report), located_map(key.offset, report)});
        }
        if (sign == std::string::npos) {
            for (std::size_t j = 0; j < content.keys.size(); ++j) {
                groups[group->second].own.add(std::move(content.keys[j]), std::move(content.children[j]));
            }
        } else {
            const std::string_view source = report.source().text();
            unit.offset = skip_blanks(source, source.find('@', unit.offset) + 1, source.size());
            unit.text = trimmed(std::string_view(unit.text).substr(sign + 1));
            groups[group->second].units.add(std::move(unit), std::move(content));
        }
    }
    located_map scenarios(0, report);
    for (section_group& group : groups) {
        if (!group.units.empty()) {
            tree_node units = std::move(group.units).take();
            tree_node key;
            key.text = "units";
            key.offset = units.keys.front().offset;
            group.own.add(std::move(key), std::move(units));
        }
        scenarios.add(std::move(group.key), std::move(group.own).take());
    }
    return std::move(scenarios).take();
}

}  // namespace

tree_node locate(scenario_format format, const ptree& root, const std::vector<mark>& marks,
                 file_report& report) {
    tree_node tree = locator(format, marks, report).read_root(root);
    return format == scenario_format::ini ? group_sections(std::move(tree), report) : tree;
}

}  // namespace dti::inline v0
