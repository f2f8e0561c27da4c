// Located tree → definition: keys, kinds of values, words and numbers. (Format: contract of the definition
// files.)
//
// In: a tree from any loader. Out: a definition as complete as the tree allows, and a diagnostic for
// everything that is unknown, missing or of the wrong kind. What needs more than one value to judge is
// check.hpp's.
#pragma once

#include "dti/definition/tree_reader.hpp"

#include <string>

namespace dti::inline v0 {

/// The version of the file format that this library reads.
inline constexpr int format_version = 1;

/// How much a definition file may hold; each limit is named by the error it causes. Far above what any index
/// needs: they keep the work of a hostile file in proportion to it.
struct definition_limits {
    static constexpr std::size_t sub_indices = 500;
    static constexpr std::size_t pillars = 500;
    static constexpr std::size_t indicators = 5000;  ///< of all sub-indices
    static constexpr std::size_t figures = 500;      ///< inputs of one indicator; also derived figures of one
    static constexpr std::size_t options = 500;      ///< of one input
    static constexpr std::size_t examples = 5000;    ///< of all indicators
};

namespace detail {

class definition_reader final : tree_reader {
  public:
    using tree_reader::tree_reader;

    definition read(const tree_node& root) {
        definition result;
        if (root.find("unit") != nullptr && root.find("dti") == nullptr) {
            error(root, wording::profile_as_definition());
            return result;
        }
        if (!expect(root, node_kind::map, "the definition") || !read_version(root)) {
            return result;
        }
        check_keys(root,
                   {"dti", "index", "title", "source", "missing", "empty_denominator", "rounding", "print",
                    "rank_on", "ties", "min_coverage", "headline", "units", "sub_indices", "pillars"});
        require(root, root, "the definition", {"index", "title", "sub_indices"});
        read_text(root, "index", result.id);
        read_title(root, result.title);
        read_citation(root, result.source);
        read_word(root, "missing", missing_words, result.missing);
        read_word(root, "empty_denominator", empty_words, result.empty_denominator);
        read_word(root, "rank_on", rank_basis_words, result.rank_on);
        read_word(root, "ties", tie_words, result.ties);
        read_number(root, "min_coverage", result.min_coverage);
        read_word(root, "headline", headline_words, result.headline);
        if (const tree_node* units =
                scalar_at(root, "units")) {  // whether there is such a list the loader knows
            result.units = units->text;
            result.units_at = source().at(units->offset);
        }
        if (const tree_node* rounding = map_at(root, "rounding")) {
            check_keys(*rounding, {"points", "value"});
            read_decimals(*rounding, "points", result.rounding.points, true);
            read_decimals(*rounding, "value", result.rounding.value, true);
        }
        if (const tree_node* print = map_at(root, "print")) {
            check_keys(*print, {"points", "value"});
            std::optional<int> points = result.print.points;
            std::optional<int> value = result.print.value;
            read_decimals(*print, "points", points, false);
            read_decimals(*print, "value", value, false);
            result.print = {points.value_or(2), value.value_or(4)};
        }
        for (const tree_node& item : within(list_at(root, "sub_indices"), definition_limits::sub_indices,
                                            "number of sub-indices", "in a definition")) {
            result.sub_indices.push_back(read_sub_index(item));
        }
        for (const tree_node& item : within(list_at(root, "pillars"), definition_limits::pillars,
                                            "number of pillars", "in a definition")) {
            result.pillars.push_back(read_pillar(item));
        }
        return result;
    }

  private:
    bool read_version(const tree_node& root) {
        const tree_node* version = scalar_at(root, "dti");
        if (version == nullptr) {
            if (root.find("dti") == nullptr) {
                error(root, wording::missing_key("the definition", "dti"));
            }
            return false;
        }
        if (version->text != std::to_string(format_version)) {
            error(*version, wording::unsupported_version(version->text, format_version));
            return false;
        }
        return true;
    }

    /// Where the value of a key stands, else the map.
    [[nodiscard]] position place_of(const tree_node& map, std::string_view key) const {
        const tree_node* node = map.find(key);
        return source().at(node == nullptr ? map.offset : node->offset);
    }

    void read_number(const tree_node& map, std::string_view key, exact& out) {
        if (const tree_node* node = scalar_at(map, key)) {
            number_result read = parse_fraction(node->text);
            if (read.number) {
                warn_of_thousands(*node, *read.number);
                out = std::move(read.number->value);
            } else {
                error(*node, wording::bad_number(node->text, read.fault, notation::plain, "the definition"));
            }
        }
    }

    void read_decimals(const tree_node& map, std::string_view key, std::optional<int>& out,
                       bool none_allowed) {
        const tree_node* node = scalar_at(map, key);
        if (node == nullptr) {
            return;
        }
        if (none_allowed && node->text == "none") {
            out.reset();
            return;
        }
        if (const std::optional<int> decimals = parse_decimals(node->text)) {
            out = decimals;
        } else {
            error(*node, wording::bad_decimals(node->text, none_allowed, max_decimals));
        }
    }

    void read_citation(const tree_node& map, citation& out) {
        const tree_node* node = map.find("source");
        if (node == nullptr) {
            return;
        }
        if (node->kind == node_kind::scalar) {
            out.document = node->text;
        } else if (expect(*node, node_kind::map, "`source`")) {
            check_keys(*node, {"document", "issued", "place", "url", "note"});
            read_text(*node, "document", out.document);
            read_text(*node, "issued", out.issued);
            read_text(*node, "place", out.place);
            read_text(*node, "url", out.url);
            read_note(*node, out.note);
        }
    }

    /// A text, or one in each language.
    void read_note(const tree_node& map, title& out) {
        const tree_node* node = map.find("note");
        if (node != nullptr && node->kind == node_kind::scalar) {
            out.en = node->text;
        } else if (node != nullptr && expect(*node, node_kind::map, "`note`")) {
            read_languages(*node, out);
        }
    }

    sub_index read_sub_index(const tree_node& node) {
        sub_index result;
        if (!expect(node, node_kind::map, "a sub-index")) {
            return result;
        }
        check_keys(node, {"id", "code", "title", "max_score", "weight", "indicators", "source"});
        require(node, node, "a sub-index", {"id", "indicators"});
        read_text(node, "id", result.id);
        read_text(node, "code", result.code);
        read_title(node, result.title);
        read_citation(node, result.source);
        if (node.find("max_score") != nullptr) {
            result.max_score.emplace();
            read_number(node, "max_score", *result.max_score);
        }
        read_number(node, "weight", result.weight);
        for (const tree_node& item : first_of(list_at(node, "indicators"), indicators_left_,
                                              definition_limits::indicators, "number of indicators")) {
            result.indicators.push_back(read_indicator(item));
        }
        return result;
    }

    /// Those of a list that the limit on all lists of the kind leaves room for.
    std::span<const tree_node> first_of(std::span<const tree_node> items, std::size_t& left, std::size_t most,
                                        std::string_view what) {
        if (items.size() > left) {
            error(items[left], wording::limit(what, most, "in a definition"));
            items = items.first(left);
        }
        left -= items.size();
        return items;
    }

    indicator read_indicator(const tree_node& node) {
        indicator result;
        if (!expect(node, node_kind::map, "an indicator")) {
            return result;
        }
        check_keys(node, {"id", "code", "title", "max_score", "min_score", "weight", "scored", "bonus",
                          "inputs", "derive", "formula", "examples", "source", "confidence"});
        read_flag(node, "scored", result.scored);
        read_flag(node, "bonus", result.bonus);
        require(node, node, "an indicator", {"id"});
        if (result.scored) {
            require(node, node, "a scored indicator", {"max_score", "formula"});
        }
        read_text(node, "id", result.id);
        read_text(node, "code", result.code);
        result.where = {place_of(node, "id"), place_of(node, "code"), place_of(node, "formula")};
        read_title(node, result.title);
        read_number(node, "max_score", result.max_score);
        read_number(node, "min_score", result.min_score);
        read_number(node, "weight", result.weight);
        read_inputs(node, result.inputs);
        if (const tree_node* derive = map_at(node, "derive")) {
            const std::size_t count = within(derive->keys, definition_limits::figures,
                                             "number of derived figures", "of an indicator")
                                          .size();
            for (std::size_t i = 0; i < count; ++i) {
                derivation& quantity = result.derive.emplace_back();
                quantity.name = derive->keys[i].text;
                quantity.where = source().at(derive->keys[i].offset);
                read_formula(derive->children[i], quantity.name, quantity.formula);
            }
        }
        if (const tree_node* formula = node.find("formula")) {
            read_formula(*formula, "formula", result.formula);
        }
        for (const tree_node& item : first_of(list_at(node, "examples"), examples_left_,
                                              definition_limits::examples, "number of examples")) {
            result.examples.push_back(read_example(item));
        }
        read_citation(node, result.source);
        read_confidence(node, result.confidence);
        return result;
    }

    void read_formula(const tree_node& node, std::string_view name, std::string& out) {
        if (!expect(node, node_kind::scalar, quoted(name))) {
            return;
        }
        if (node.style == scalar_style::folded) {
            error(node, wording::folded_formula());
        }
        out = node.text;
    }

    void read_inputs(const tree_node& node, std::vector<input>& out) {
        const tree_node* inputs = map_at(node, "inputs");
        if (inputs == nullptr) {
            return;
        }
        const std::size_t count =
            within(inputs->keys, definition_limits::figures, "number of inputs", "of an indicator").size();
        for (std::size_t i = 0; i < count; ++i) {
            input& figure = out.emplace_back();
            figure.name = inputs->keys[i].text;
            figure.where = source().at(inputs->keys[i].offset);
            const tree_node& value = inputs->children[i];
            if (value.kind == node_kind::null) {
                continue;  // `adults:` alone is a number with nothing more to say
            }
            if (!expect(value, node_kind::map, quoted(figure.name))) {
                continue;
            }
            check_keys(value, {"unit", "title", "kind", "options"});
            read_text(value, "unit", figure.unit);
            read_title(value, figure.title);
            read_word(value, "kind", input_kind_words, figure.kind);
            for (const tree_node& option : within(list_at(value, "options"), definition_limits::options,
                                                  "number of options", "of an input")) {
                if (expect(option, node_kind::scalar, "an option")) {
                    figure.options.push_back(option.text);
                }
            }
        }
    }

    example read_example(const tree_node& node) {
        example result;
        if (!expect(node, node_kind::map, "an example")) {
            return result;
        }
        const tree_node* points = node.find("points");
        result.where = source().at(points == nullptr ? node.offset : points->offset);
        check_keys(node, {"given", "references", "points", "note"});
        require(node, node, "an example", {"given", "points"});
        read_text(node, "points", result.points);
        read_text(node, "note", result.note);
        if (const tree_node* given = map_at(node, "given")) {
            for (std::size_t i = 0; i < given->keys.size(); ++i) {
                const tree_node& key = given->keys[i];
                const tree_node& value = given->children[i];
                if (is_behind_comma(key, value)) {
                    error(key, wording::comma_in_braces(key.text));
                } else if (expect(value, node_kind::scalar, quoted(key.text))) {
                    if (const number_result read = parse_number(value.text); read.number) {
                        warn_of_thousands(value, *read.number);
                    }
                    result.given.push_back({key.text, value.text, source().at(key.offset)});
                }
            }
        }
        if (const tree_node* references = map_at(node, "references")) {
            for (std::size_t i = 0; i < references->keys.size(); ++i) {
                const tree_node& figures = references->children[i];
                if (expect(figures, node_kind::map, quoted(references->keys[i].text))) {
                    for (std::size_t j = 0; j < figures.keys.size(); ++j) {
                        if (expect(figures.children[j], node_kind::scalar, quoted(figures.keys[j].text))) {
                            result.references.push_back(
                                {references->keys[i].text, figures.keys[j].text, figures.children[j].text});
                        }
                    }
                }
            }
        }
        return result;
    }

    void read_confidence(const tree_node& node, indicator_confidence& out) {
        const tree_node* value = node.find("confidence");
        if (value == nullptr) {
            return;
        }
        if (value->kind == node_kind::map) {
            check_keys(*value, {"title", "max_score", "formula"});
            read_word(*value, "title", confidence_words, out.title);
            read_word(*value, "max_score", confidence_words, out.max_score);
            read_word(*value, "formula", confidence_words, out.formula);
        } else {
            read_word(node, "confidence", confidence_words, out.title);
            out.max_score = out.title;
            out.formula = out.title;
        }
    }

    pillar read_pillar(const tree_node& node) {
        pillar result;
        if (!expect(node, node_kind::map, "a pillar")) {
            return result;
        }
        check_keys(node, {"id", "title", "sub_indices"});
        require(node, node, "a pillar", {"id", "sub_indices"});
        read_text(node, "id", result.id);
        read_title(node, result.title);
        for (const tree_node& item : within(list_at(node, "sub_indices"), definition_limits::sub_indices,
                                            "number of sub-indices", "of a pillar")) {
            if (expect(item, node_kind::scalar, "a sub-index of a pillar")) {
                result.sub_indices.push_back(item.text);
            } else {
                result.sub_indices.emplace_back();  // keeps the list aligned with the tree, for places
            }
        }
        return result;
    }

    std::size_t indicators_left_ = definition_limits::indicators;
    std::size_t examples_left_ = definition_limits::examples;
};

}  // namespace detail

/// Reads a definition from a located tree; everything wrong goes to `found`, with its place in `source`.
[[nodiscard]] inline definition read_definition(const tree_node& root, const source_text& source,
                                                diagnostics& found) {
    return detail::definition_reader(source, found).read(root);
}

}  // namespace dti::inline v0
