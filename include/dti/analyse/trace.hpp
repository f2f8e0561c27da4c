// A formula's computation for one unit, step by step, as somebody with a pencil would do it.
//
// In: a formula as text and compiled, and one unit's figures. Out: the formula with the figures put in, and
// explained_steps. Every value shown comes from the program that scores (parts are compiled and run like the
// whole), so that an explanation cannot differ from a score. Parts that the result does not need are not
// evaluated, as in scoring.
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

class formula_tracer {
  public:
    /// Domain: `text` parses, and is not `points`.
    explicit formula_tracer(const trace_inputs& inputs) : in_(inputs) {
        std::vector<formula_fault> none;
        tree_ = *parse_formula(in_.text, none);
        if (tree_.anchors.empty()) {
            mark_conditions(tree_.root, false);
            whole_ = tree_.root;
        }
    }

    /// The formula with the figures put in.
    [[nodiscard]] std::string filled() const {
        if (!tree_.anchors.empty()) {
            const bool one = tree_.anchors.size() == 1;
            return one ? anchor_product() : std::string(in_.text);
        }
        return formula_printer(tree_, [this](node_index index) { return leaf(index); }).text(whole_);
    }

    /// The steps, the last of which has the formula's value.
    [[nodiscard]] std::vector<explained_step> steps() {
        results_.clear();
        steps_.clear();
        stopped_ = false;
        if (!tree_.anchors.empty()) {
            trace_anchors();
        } else {
            trace(whole_);
        }
        return std::move(steps_);
    }

  private:
    using kind = explained_step::kind;

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

    void push(explained_step step) {
        if (!stopped_) {
            steps_.push_back(std::move(step));
        }
    }

    /// Records a part's value, which stands for it from now on; ends the trace where there is none.
    std::optional<exact> settle(node_index index) {
        std::optional<exact> value = stopped_ ? std::nullopt : evaluate(index);
        if (value) {
            results_.insert_or_assign(index, to_part(to_explained_text(*value)));
        } else if (!stopped_) {
            push({kind::empty_division, shown(index), {}, false, {}, {}, {}});
            stopped_ = true;
        }
        return value;
    }

    /// A calculation with everything below already settled.
    void calculate(node_index index) {
        std::string text = shown(index);
        if (std::optional<exact> value = settle(index)) {
            push({kind::calculation, std::move(text), std::move(value), false, {}, {}, {}});
        }
    }

    static bool is_sum(formula_op op) noexcept { return op == formula_op::add || op == formula_op::subtract; }
    static bool is_term(formula_op op) noexcept {
        return op == formula_op::multiply || op == formula_op::divide;
    }
    static bool is_leaf(formula_op op) noexcept { return op == formula_op::number || op == formula_op::name; }

    /// Traces a part. Sums of several terms, and products, are one step: `1 + 2 + 3`.
    void trace(node_index index, bool part_of_chain = false) {
        const formula_node item = node(index);  // a copy: evaluating conditions may move the nodes
        switch (item.op) {
            case formula_op::number:
            case formula_op::name:
                return;
            case formula_op::cohort:
                if (item.function == cohort_function::share_of_best) {
                    calculate(index);
                }
                return;
            case formula_op::add:
            case formula_op::subtract:
            case formula_op::multiply:
            case formula_op::divide: {
                const formula_op left = node(item.children[0]).op;
                const bool chain = is_sum(item.op) ? is_sum(left) : is_term(left);
                trace(item.children[0], chain);
                trace(item.children[1]);
                if (!part_of_chain) {
                    calculate(index);
                }
                return;
            }
            case formula_op::negate:
                trace(item.children[0]);
                if (!is_leaf(node(item.children[0]).op)) {
                    calculate(index);
                }
                return;
            case formula_op::conditional:
                return trace_conditional(index, item);
            case formula_op::steps:
                return trace_steps(index, item);
            case formula_op::line:
                return trace_line(index, item);
            case formula_op::choice:
                return trace_choice(index, item);
            default:
                break;
        }
        if (is_condition(item.op)) {
            return;  // has no value of its own: trace_condition() reads it
        }
        for (const node_index child : item.children) {
            trace(child);
        }
        calculate(index);
    }

    static bool is_condition(formula_op op) noexcept {
        return op >= formula_op::logic_or && op <= formula_op::not_equal;
    }

    /// Settles the parts that a condition needs, in their order. Its truth, unless it divides by zero.
    std::optional<bool> trace_condition(node_index index) {
        const formula_node item = node(index);
        if (item.op == formula_op::logic_and || item.op == formula_op::logic_or) {
            const std::optional<bool> left = trace_condition(item.children[0]);
            const bool decided = left && *left == (item.op == formula_op::logic_or);
            return !left || decided ? left : trace_condition(item.children[1]);
        }
        if (item.op == formula_op::logic_not) {
            const std::optional<bool> inner = trace_condition(item.children[0]);
            return inner ? std::optional(!*inner) : std::nullopt;
        }
        if (is_condition(item.op)) {
            trace(item.children[0]);
            trace(item.children[1]);
        }
        if (stopped_) {
            return std::nullopt;
        }
        const std::optional<bool> truth = evaluate_truth(index);
        if (!truth) {
            push({kind::empty_division, shown(index), {}, false, {}, {}, {}});
            stopped_ = true;
        }
        return truth;
    }

    void trace_conditional(node_index index, const formula_node& item) {
        const std::optional<bool> truth = trace_condition(item.children[0]);
        if (!truth) {
            return;
        }
        const formula_node& test = node(item.children[0]);
        take_value(index, item.children[*truth ? 1 : 2],
                   test.op == formula_op::name
                       ? explained_step{kind::option, {}, {}, false, test.name, shown(item.children[0]), {}}
                       : explained_step{kind::condition, shown(item.children[0]), {}, *truth, {}, {}, {}});
    }

    /// The value of `chosen` becomes that of `index`; `step` says why. A literal or a figure stands in the
    /// step itself, anything else is traced behind it.
    void take_value(node_index index, node_index chosen, explained_step step) {
        if (is_leaf(node(chosen).op)) {
            if (std::optional<exact> value = settle(index)) {
                step.value = std::move(value);
                push(std::move(step));
            }
            return;
        }
        push(std::move(step));
        trace(chosen);
        (void)settle(index);
    }

    void trace_steps(node_index index, const formula_node& item) {
        trace(item.children[0]);
        const std::optional<exact> x = stopped_ ? std::nullopt : evaluate(item.children[0]);
        if (!x) {
            (void)settle(index);
            return;
        }
        const std::size_t pairs = (item.children.size() - 1) / 2;
        std::size_t reached = 0;
        while (reached < pairs && !(*x < threshold(item, reached))) {
            ++reached;
        }
        explained_step step{reached == 0 ? kind::below : kind::threshold,
                            {},
                            {},
                            false,
                            shown(item.children[0]),
                            shown(item.children[reached == 0 ? 1 : 2 * reached - 1]),
                            {}};
        if (reached > 0) {
            take_value(index, item.children[2 * reached], std::move(step));
        } else if (item.has_else) {
            take_value(index, item.children.back(), std::move(step));
        } else {
            step.value = settle(index);
            push(std::move(step));
        }
    }

    /// The constant of a threshold.
    exact threshold(const formula_node& item, std::size_t pair) {
        return evaluate(item.children[1 + 2 * pair]).value_or(exact(0));
    }

    void trace_line(node_index index, const formula_node& item) {
        trace(item.children[0]);
        const std::optional<exact> x = stopped_ ? std::nullopt : evaluate(item.children[0]);
        if (!x) {
            (void)settle(index);
            return;
        }
        const std::size_t pairs = (item.children.size() - 1) / 2;
        std::size_t reached = 0;
        while (reached < pairs && !(*x < threshold(item, reached))) {
            ++reached;
        }
        const std::string subject = shown(item.children[0]);
        const bool at_point = reached > 0 && *x == threshold(item, reached - 1);
        if (reached == 0 || reached == pairs || at_point) {
            const std::size_t point = reached == 0 ? 0 : reached - 1;
            take_value(index, item.children[2 + 2 * point],
                       explained_step{
                           kind::beyond, {}, {}, false, subject, shown(item.children[1 + 2 * point]), {}});
            return;
        }
        const node_index left = item.children[2 * reached];
        const node_index right = item.children[2 + 2 * reached];
        trace(left);
        trace(right);
        const std::string from = shown(item.children[2 * reached - 1]);
        const std::string to = shown(item.children[1 + 2 * reached]);
        push_between(subject, {from, to, shown(left), shown(right)}, settle(index));
    }

    struct segment {
        std::string from;
        std::string to;
        std::string low;
        std::string high;
    };
    void push_between(const std::string& x, const segment& piece, std::optional<exact> value) {
        push({kind::between,
              piece.low + " + (" + piece.high + " - " + piece.low + ") * (" + x + " - " + piece.from +
                  ") / (" + piece.to + " - " + piece.from + ')',
              std::move(value), false, x, piece.from, piece.to});
    }

    void trace_choice(node_index index, const formula_node& item) {
        const std::size_t slot = *slot_of(item.name);
        const std::string& option = in_.slot_texts[slot];
        explained_step step{kind::option, {}, {}, false, item.name, option, {}};
        const auto found = std::find(item.options.begin(), item.options.end(), option);
        if (found != item.options.end()) {
            take_value(index, item.children[static_cast<std::size_t>(found - item.options.begin())],
                       std::move(step));
        } else {
            take_value(index, item.children.back(), std::move(step));
        }
    }

    // Points by example.

    static std::string percent(const exact& rate) { return to_explained_text(rate * 100) + '%'; }
    [[nodiscard]] std::size_t anchored_slot() const {
        const bool derived = in_.scope->entries.size() > in_.scope->inputs;
        return derived ? in_.scope->inputs : 0;
    }
    [[nodiscard]] std::string anchor_product() const {
        const formula_anchor& anchor = tree_.anchors.front();
        return to_explained_text(anchor.points) + " / " + percent(anchor.rate) + " * " +
               in_.slot_texts[anchored_slot()];
    }

    void trace_anchors() {
        const std::size_t slot = anchored_slot();
        const exact& x = in_.slots[slot];
        if (in_.states[slot] == slot_state::empty) {
            push({kind::empty_division, in_.scope->entries[slot].name, {}, false, {}, {}, {}});
            return;
        }
        const std::vector<formula_anchor>& anchors = tree_.anchors;
        if (anchors.size() == 1) {
            push({kind::calculation,
                  anchor_product(),
                  anchors.front().points / anchors.front().rate * x,
                  false,
                  {},
                  {},
                  {}});
            const exact& made = *steps_.back().value;
            const exact kept = clamp_between(made, exact(0), in_.scope->max_score);
            if (kept != made) {
                push({kind::kept, {}, kept, false, {}, "0", to_explained_text(in_.scope->max_score)});
            }
            return;
        }
        std::size_t reached = 0;
        while (reached < anchors.size() && !(x < anchors[reached].rate)) {
            ++reached;
        }
        const exact value =
            run<exact>(*in_.code, {in_.code->constants, in_.slots, in_.states, in_.terms}).value;
        const std::string& subject = in_.slot_texts[slot];
        const bool at_point = reached > 0 && x == anchors[reached - 1].rate;
        if (reached == 0 || reached == anchors.size() || at_point) {
            const formula_anchor& end = anchors[reached == 0 ? 0 : reached - 1];
            push({kind::beyond, {}, value, false, subject, percent(end.rate), {}});
            return;
        }
        const formula_anchor& left = anchors[reached - 1];
        const formula_anchor& right = anchors[reached];
        push_between(subject,
                     {percent(left.rate), percent(right.rate), to_explained_text(left.points),
                      to_explained_text(right.points)},
                     value);
    }

    trace_inputs in_;
    formula_tree tree_;
    node_index whole_ = 0;
    std::map<node_index, bool> conditions_;       // of names: whether a condition stands there
    std::map<node_index, printed_part> results_;  // values of parts that are settled
    std::vector<explained_step> steps_;
    bool stopped_ = false;
};

}  // namespace dti::inline v0
