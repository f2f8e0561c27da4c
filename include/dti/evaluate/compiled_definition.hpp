// A definition with its formulas compiled: immutable, independent of the number type, shared by all who score
// with it.
//
// In: a definition (YAML or code). Out: for every indicator its slots (inputs, then derived figures), its
// programs and where its figures lie in a row of data. Next: model.hpp (the constants in one number type),
// data.hpp (the figures).
#pragma once

#include "dti/definition/check.hpp"
#include "dti/formula/compile.hpp"
#include "dti/formula/parse.hpp"

#include <algorithm>
#include <map>
#include <memory>
#include <optional>
#include <set>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

namespace dti::inline v0 {

/// A derived figure: the slot that its program fills.
struct derived_program {
    std::uint32_t slot = 0;
    program code;
};

/// One indicator, ready to run.
struct compiled_indicator {
    const indicator* source = nullptr;
    std::size_t sub_index = 0;            ///< position of its sub-index
    formula_scope scope;                  ///< names, kinds and options of its slots
    std::vector<derived_program> derive;  ///< each behind those it needs
    std::optional<program> points;        ///< nothing when points are entered
    std::size_t first_field = 0;          ///< of a unit's row: one field a slot, then one for entered points
    exact coverage_share;                 ///< of the total's maximum

    [[nodiscard]] std::size_t slots() const noexcept { return scope.entries.size(); }
    [[nodiscard]] std::size_t points_field() const noexcept { return first_field + slots(); }
    [[nodiscard]] std::optional<std::size_t> find_slot(std::string_view name) const noexcept {
        for (std::size_t i = 0; i < scope.entries.size(); ++i) {
            if (scope.entries[i].name == name) {
                return i;
            }
        }
        return std::nullopt;
    }
};

/// See the head of the file. Made by compile_definition(); neither copied nor moved, since its parts point at
/// each other.
class compiled_definition {
  public:
    explicit compiled_definition(definition source, shared_source text = nullptr)
        : definition_(std::move(source)), text_(std::move(text)) {}
    compiled_definition(const compiled_definition&) = delete;
    compiled_definition& operator=(const compiled_definition&) = delete;

    [[nodiscard]] const definition& source() const noexcept { return definition_; }
    /// The text that the definition was read from, for messages of later stages; null when it was made in
    /// code.
    [[nodiscard]] const shared_source& text() const noexcept { return text_; }
    /// All indicators in the definition's order.
    [[nodiscard]] const std::vector<compiled_indicator>& indicators() const noexcept { return indicators_; }
    /// Number of fields in a unit's row of data.
    [[nodiscard]] std::size_t fields() const noexcept { return fields_; }
    /// Maximum of a sub-index: as given, or the sum of its scored indicators that are no bonus.
    [[nodiscard]] const exact& sub_index_max(std::size_t index) const { return sub_index_max_[index]; }
    /// Positions of a pillar's sub-indices.
    [[nodiscard]] const std::vector<std::size_t>& pillar_parts(std::size_t pillar) const {
        return pillar_parts_[pillar];
    }

    [[nodiscard]] std::optional<std::size_t> find_indicator(std::string_view id) const noexcept {
        for (std::size_t i = 0; i < indicators_.size(); ++i) {
            if (indicators_[i].source->id == id) {
                return i;
            }
        }
        return std::nullopt;
    }

  private:
    friend class definition_compiler;

    definition definition_;
    shared_source text_;
    std::vector<compiled_indicator> indicators_;
    std::vector<exact> sub_index_max_;
    std::vector<std::vector<std::size_t>> pillar_parts_;
    std::size_t fields_ = 0;
};

using shared_rules = std::shared_ptr<const compiled_definition>;

/// Compiles the formulas of one definition; use compile_definition().
class definition_compiler {
  public:
    definition_compiler(compiled_definition& out, const definition_places& places, diagnostics& found)
        : out_(out), places_(places), found_(found) {}

    void compile() {
        const definition& source = out_.definition_;
        for (std::size_t i = 0; i < source.sub_indices.size(); ++i) {
            for (std::size_t j = 0; j < source.sub_indices[i].indicators.size(); ++j) {
                if (mistakes_ > most_mistakes) {
                    return;  // more than anybody reads: the rest of a hostile file costs no more work
                }
                place_ = {"sub_indices", i, "indicators", j};
                compile_indicator(source.sub_indices[i].indicators[j], i);
            }
        }
        if (!found_.has_errors()) {
            sum_maxima();
            find_pillar_parts();
        }
    }

  private:
    void compile_indicator(const indicator& source, std::size_t sub_index) {
        compiled_indicator item;
        item.source = &source;
        item.sub_index = sub_index;
        item.scope.max_score = source.max_score;
        item.scope.inputs = source.inputs.size();
        for (const input& figure : source.inputs) {
            const figure_type type = figure.kind == input_kind::choice   ? figure_type::choice
                                     : figure.kind == input_kind::yes_no ? figure_type::yes_no
                                                                         : figure_type::number;
            item.scope.entries.push_back({figure.name, type, figure.options, 1});
        }
        for (const derivation& quantity : source.derive) {
            item.scope.entries.push_back({quantity.name, figure_type::number, {}, 1});
        }
        compile_derived(source, item);
        if (source.scored || !source.formula.empty()) {
            compile_points(source, item);
        }
        item.first_field = out_.fields_;
        out_.fields_ += item.slots() + 1;
        out_.indicators_.push_back(std::move(item));
    }

    /// Reports faults of a formula at their places: in its scalar, or in the bare text for a definition made
    /// in code.
    void report(const tree_path& path, const std::string& text, std::string_view owner,
                const std::vector<formula_fault>& faults) {
        mistakes_ += faults.size();
        for (const formula_fault& fault : faults) {
            const tree_node* node = places_.root == nullptr ? nullptr : &nearest_node(*places_.root, path);
            if (node == nullptr) {
                const source_text line("formula of " + std::string(owner), text);
                found_.error(line, line.at(fault.offset), fault.what);
            } else {
                const bool at_formula = node->kind == node_kind::scalar;
                const std::size_t offset =
                    at_formula ? offset_in_source(places_.source->text(), *node, fault.offset) : node->offset;
                found_.error(*places_.source, places_.source->at(offset), fault.what);
            }
        }
    }

    [[nodiscard]] tree_path inside(std::initializer_list<path_step> steps) const {
        tree_path path = place_;
        path.insert(path.end(), steps);
        return path;
    }

    void compile_points(const indicator& source, compiled_indicator& item) {
        std::vector<formula_fault> faults;
        const std::optional<formula_tree> tree = parse_formula(source.formula, faults);
        if (tree && !tree->entered) {
            item.points = compile_formula(*tree, item.scope, faults);
        }
        report(inside({"formula"}), source.formula, source.id, faults);
    }

    /// A derived figure that is parsed and not yet compiled.
    struct pending {
        std::size_t index;  ///< of the derivation
        formula_tree tree;
        std::size_t needs = 0;                 ///< derived figures that it names and that wait too
        std::vector<std::size_t> needed_by{};  ///< positions of those that name it
        std::size_t sweep = 0;                 ///< how often the names before it turn back to earlier lines
    };

    /// Derived figures may stand in any order: compiles each once all derived figures that it names are
    /// compiled.
    void compile_derived(const indicator& source, compiled_indicator& item) {
        std::vector<pending> waiting;
        for (std::size_t i = 0; i < source.derive.size(); ++i) {
            std::vector<formula_fault> faults;
            std::optional<formula_tree> tree = parse_formula(source.derive[i].formula, faults);
            if (tree && (tree->entered || !tree->anchors.empty())) {
                faults.push_back({0, wording::derive_no_expression()});
            } else if (tree) {
                waiting.push_back({i, std::move(*tree)});
            }
            report(inside({"derive", source.derive[i].name}), source.derive[i].formula, source.id, faults);
        }
        find_needs(source, waiting);
        item.scope.cohort_allowed = false;
        // Among those that are ready the first of the earliest sweep, as if the lines were read over and
        // over.
        std::set<std::pair<std::size_t, std::size_t>> ready;
        for (std::size_t i = 0; i < waiting.size(); ++i) {
            if (waiting[i].needs == 0) {
                ready.emplace(0, i);
            }
        }
        while (!ready.empty()) {
            const auto [sweep, at] = *ready.begin();
            ready.erase(ready.begin());
            compile_quantity(source, waiting[at], item);
            for (const std::size_t other : waiting[at].needed_by) {
                waiting[other].sweep = std::max(waiting[other].sweep, other > at ? sweep : sweep + 1);
                if (--waiting[other].needs == 0) {
                    ready.emplace(waiting[other].sweep, other);
                }
            }
        }
        report_cycle(source, waiting);
        item.scope.cohort_allowed = true;
    }

    static void find_needs(const indicator& source, std::vector<pending>& waiting) {
        std::map<std::string_view, std::size_t> by_name;
        for (std::size_t i = 0; i < waiting.size(); ++i) {
            by_name.emplace(source.derive[waiting[i].index].name, i);
        }
        for (std::size_t i = 0; i < waiting.size(); ++i) {
            std::set<std::size_t> named;
            for (const formula_node& node : waiting[i].tree.nodes) {
                if (const auto found = by_name.find(node.name); found != by_name.end()) {
                    named.insert(found->second);
                }
            }
            waiting[i].needs = named.size();
            for (const std::size_t other : named) {
                waiting[other].needed_by.push_back(i);
            }
        }
    }

    void compile_quantity(const indicator& source, const pending& waiting, compiled_indicator& item) {
        const derivation& quantity = source.derive[waiting.index];
        std::vector<formula_fault> faults;
        std::optional<program> code = compile_formula(waiting.tree, item.scope, faults);
        report(inside({"derive", quantity.name}), quantity.formula, source.id, faults);
        const auto slot = static_cast<std::uint32_t>(source.inputs.size() + waiting.index);
        if (code) {
            item.scope.entries[slot].growth = code->growth;
            item.derive.push_back({slot, std::move(*code)});
        }
    }

    /// Those that still need another are in a circle, or behind one.
    void report_cycle(const indicator& source, const std::vector<pending>& waiting) {
        std::vector<std::string> unready;
        for (const pending& quantity : waiting) {
            if (quantity.needs > 0) {
                unready.push_back(source.derive[quantity.index].name);
            }
        }
        if (!unready.empty()) {
            places_.report(severity::error, inside({"derive", unready.front()}),
                           wording::derive_cycle(unready), found_);
        }
    }

    void sum_maxima() {
        const std::vector<sub_index>& parts = out_.definition_.sub_indices;
        std::vector<exact> sums(parts.size());
        for (const compiled_indicator& item : out_.indicators_) {
            if (item.source->scored && !item.source->bonus) {
                sums[item.sub_index] += item.source->weight * item.source->max_score;
            }
        }
        exact total;
        for (std::size_t i = 0; i < parts.size(); ++i) {
            out_.sub_index_max_.push_back(parts[i].max_score.value_or(sums[i]));
            if (!sums[i].is_zero()) {
                total += parts[i].weight * out_.sub_index_max_[i];
            }
        }
        for (compiled_indicator& item : out_.indicators_) {
            const sub_index& part = parts[item.sub_index];
            if (item.source->scored && !item.source->bonus && !total.is_zero() &&
                !sums[item.sub_index].is_zero()) {
                item.coverage_share = part.weight * out_.sub_index_max_[item.sub_index] *
                                      item.source->weight * item.source->max_score / sums[item.sub_index] /
                                      total;
            }
        }
    }

    void find_pillar_parts() {
        const std::vector<sub_index>& parts = out_.definition_.sub_indices;
        for (const pillar& view : out_.definition_.pillars) {
            std::vector<std::size_t>& positions = out_.pillar_parts_.emplace_back();
            for (const std::string& id : view.sub_indices) {
                const auto found = std::find_if(parts.begin(), parts.end(),
                                                [&](const sub_index& part) { return part.id == id; });
                positions.push_back(static_cast<std::size_t>(found - parts.begin()));
            }
        }
    }

    static constexpr std::size_t most_mistakes = 500;

    compiled_definition& out_;
    const definition_places& places_;
    diagnostics& found_;
    std::size_t mistakes_ = 0;
    tree_path place_;
};

/// Checks a definition and compiles its formulas. Null, with every mistake in `found`, when it has errors.
[[nodiscard]] inline shared_rules compile_definition(definition source, const definition_places& places,
                                                     diagnostics& found) {
    diagnostics checked;
    check_definition(source, places, checked);
    auto result = std::make_shared<compiled_definition>(std::move(source), places.source);
    definition_compiler(*result, places, checked).compile();
    found.add_at_new_places(checked);
    if (found.has_errors()) {
        return nullptr;
    }
    return result;
}

/// The same for a definition made in code. Throws dti::error with every mistake.
[[nodiscard]] inline shared_rules compile_definition(definition source) {
    diagnostics found;
    shared_rules result = compile_definition(std::move(source), {}, found);
    if (result == nullptr) {
        throw error(std::move(found));
    }
    return result;
}

}  // namespace dti::inline v0
