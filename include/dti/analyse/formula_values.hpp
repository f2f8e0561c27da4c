// The values of a formula's parts for one unit, and how its leaves read: what a trace is told from.
//
// In: a formula as text and compiled, and one unit's figures. Out: the value of any part, from the program
// that scores: a part is compiled and run like the whole. Next: trace.hpp.
#pragma once

#include "dti/analyse/explanation.hpp"
#include "dti/formula/compile.hpp"
#include "dti/formula/print.hpp"

#include <map>
#include <optional>
#include <span>
#include <string>
#include <vector>

namespace dti::inline v0 {

/// What a trace reads of one unit and one formula. Precondition: all required figures are there.
struct trace_inputs {
    std::string_view text;  ///< the formula
    const formula_scope* scope = nullptr;
    const program* code = nullptr;  ///< the compiled formula
    std::span<const exact> slots;
    std::span<const slot_state> states;
    std::span<const exact> terms;             ///< of `code`'s cohort terms
    std::span<const std::string> slot_texts;  ///< how each slot's figure reads
};

class formula_values {
  protected:
    /// Domain: `text` parses, and is not `points`.
    explicit formula_values(const trace_inputs& inputs) : in_(inputs) {
        std::vector<formula_fault> none;
        tree_ = *parse_formula(in_.text, none);
        if (tree_.anchors.empty()) {
            mark_conditions(tree_.root, false);
            whole_ = tree_.root;
        }
    }

    [[nodiscard]] const trace_inputs& inputs() const noexcept { return in_; }
    [[nodiscard]] const formula_tree& tree() const noexcept { return tree_; }
    [[nodiscard]] node_index whole() const noexcept { return whole_; }

    [[nodiscard]] const formula_node& node(node_index index) const { return tree_.nodes[index]; }

    [[nodiscard]] std::optional<std::size_t> slot_of(std::string_view name) const {
        for (std::size_t i = 0; i < in_.scope->entries.size(); ++i) {
            if (in_.scope->entries[i].name == name) {
                return i;
            }
        }
        return std::nullopt;
    }

    /// A yes/no figure reads `yes` where a condition stands, 1 in arithmetic.
    void mark_conditions(node_index index, bool condition) {
        const formula_node& item = node(index);
        if (item.op == formula_op::name) {
            conditions_[index] = condition;
        }
        const bool logic = item.op == formula_op::logic_and || item.op == formula_op::logic_or ||
                           item.op == formula_op::logic_not;
        for (std::size_t i = 0; i < item.children.size(); ++i) {
            const bool test = item.op == formula_op::conditional && (i == 0 || condition);
            mark_conditions(item.children[i], logic || test);
        }
    }

    /// The literal as the formula writes it: `80%` stays `80%`.
    [[nodiscard]] std::string literal(const formula_node& item) const {
        tokenizer tokens(in_.text.substr(item.offset));
        return std::string(tokens.next().text);
    }

    /// What stands for a leaf: a figure, a cohort figure, the max score.
    [[nodiscard]] std::optional<printed_part> leaf(node_index index) const {
        const formula_node& item = node(index);
        if (item.op == formula_op::number) {
            return printed_part{literal(item)};
        }
        if (item.op == formula_op::name) {
            if (item.name == "max_score") {
                return to_part(to_shortest_text(in_.scope->max_score));
            }
            const std::size_t slot = *slot_of(item.name);
            const bool as_number =
                in_.scope->entries[slot].type == figure_type::yes_no && !conditions_.at(index);
            return to_part(as_number ? to_explained_text(in_.slots[slot]) : in_.slot_texts[slot]);
        }
        if (item.op == formula_op::cohort && item.function != cohort_function::share_of_best) {
            return to_part(to_explained_text(term(item)));
        }
        if (item.op == formula_op::cohort) {
            return printed_part{share(item), binding::term};
        }
        return std::nullopt;
    }

    /// A share of the best as the division that it is.
    [[nodiscard]] std::string share(const formula_node& item) const {
        return in_.slot_texts[*slot_of(item.name)] + " / " + to_explained_text(term(item));
    }

    [[nodiscard]] const exact& term(const formula_node& item) const {
        const bool share = item.function == cohort_function::share_of_best;
        const cohort_term wanted{share ? cohort_function::max : item.function,
                                 static_cast<std::uint32_t>(*slot_of(item.name))};
        const auto& terms = in_.code->cohort_terms;
        return in_
            .terms[static_cast<std::size_t>(std::find(terms.begin(), terms.end(), wanted) - terms.begin())];
    }

    /// The text of a node: what has been computed stands as its value, leaves as their figures.
    [[nodiscard]] std::string shown(node_index index) const {
        return formula_printer(tree_,
                               [this](node_index at) {
                                   const auto known = results_.find(at);
                                   return known == results_.end() ? leaf(at) : std::optional(known->second);
                               })
            .text(index);
    }

    /// The value of a part; nothing where it needs to divide by zero.
    std::optional<exact> evaluate(node_index index) {
        tree_.root = index;
        std::vector<formula_fault> none;
        const std::optional<program> code = compile_formula(tree_, *in_.scope, none);
        if (!code) {
            return std::nullopt;
        }
        std::vector<exact> terms;
        for (const cohort_term& wanted : code->cohort_terms) {
            const auto& all = in_.code->cohort_terms;
            terms.push_back(
                in_.terms[static_cast<std::size_t>(std::find(all.begin(), all.end(), wanted) - all.begin())]);
        }
        program_result<exact> result = run<exact>(*code, {code->constants, in_.slots, in_.states, terms});
        return result.empty ? std::nullopt : std::optional(std::move(result.value));
    }

    /// The truth of a part: that of `if part then 1 else 0`.
    std::optional<bool> evaluate_truth(node_index index) {
        const auto add = [&](formula_op op) -> formula_node& {
            tree_.nodes.emplace_back();
            tree_.nodes.back().op = op;
            return tree_.nodes.back();
        };
        const auto one = static_cast<node_index>(tree_.nodes.size());
        add(formula_op::number).value = 1;
        add(formula_op::number).value = 0;
        add(formula_op::conditional).children = {index, one, one + 1};
        const std::optional<exact> value = evaluate(one + 2);
        tree_.nodes.resize(one);
        return value ? std::optional(!value->is_zero()) : std::nullopt;
    }

    /// Records what stands for a part from now on in shown().
    void record(node_index index, printed_part shown_as) {
        results_.insert_or_assign(index, std::move(shown_as));
    }
    void forget_records() { results_.clear(); }

  private:
    trace_inputs in_;
    formula_tree tree_;
    node_index whole_ = 0;
    std::map<node_index, bool> conditions_;       // of names: whether a condition stands there
    std::map<node_index, printed_part> results_;  // values of parts that are settled
};

}  // namespace dti::inline v0
