// A formula's computation for one unit, step by step, as somebody with a pencil would do it.
//
// In: a formula as text and compiled, and one unit's figures. Out: the formula with the figures put in, and
// explained_steps. Every value shown comes from the program that scores (parts are compiled and run like the
// whole), so that an explanation cannot differ from a score. Parts that the result does not need are not
// evaluated, as in scoring.
#pragma once

#include "dti/analyse/formula_values.hpp"

#include <optional>
#include <span>
#include <string>
#include <vector>

namespace dti::inline v0 {

class formula_tracer : formula_values {
  public:
    /// Domain: `text` parses, and is not `points`.
    explicit formula_tracer(const trace_inputs& inputs) : formula_values(inputs) {}

    /// The formula with the figures put in.
    [[nodiscard]] std::string filled() const {
        if (!tree().anchors.empty()) {
            const bool one = tree().anchors.size() == 1;
            return one ? anchor_product() : std::string(inputs().text);
        }
        return formula_printer(tree(), [this](node_index index) { return leaf(index); }).text(whole());
    }

    /// The steps, the last of which has the formula's value.
    [[nodiscard]] std::vector<explained_step> steps() {
        forget_records();
        steps_.clear();
        stopped_ = false;
        if (!tree().anchors.empty()) {
            trace_anchors();
        } else {
            trace(whole());
        }
        return std::move(steps_);
    }

  private:
    using kind = explained_step::kind;

    void push(explained_step step) {
        if (!stopped_) {
            steps_.push_back(std::move(step));
        }
    }

    /// A derived figure below a node that itself divides by zero.
    [[nodiscard]] std::optional<std::string> empty_figure(node_index index) const {
        const formula_node& item = node(index);
        const std::optional<std::size_t> slot =
            item.op == formula_op::name ? slot_of(item.name) : std::optional<std::size_t>();
        if (slot && inputs().states[*slot] == slot_state::empty) {
            return item.name;
        }
        for (const node_index child : item.children) {
            if (std::optional<std::string> found = empty_figure(child)) {
                return found;
            }
        }
        return std::nullopt;
    }

    /// Records a part's value, which stands for it from now on; ends the trace where there is none.
    std::optional<exact> settle(node_index index) {
        std::optional<exact> value = stopped_ ? std::nullopt : evaluate(index);
        if (value) {
            record(index, to_part(to_explained_text(*value)));
        } else if (!stopped_) {
            push({kind::empty_division, empty_figure(index).value_or(shown(index)), {}, false, {}, {}, {}});
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

    /// Where the x of a table lies: how many of its thresholds it reaches.
    struct table_place {
        exact x;
        std::size_t pairs = 0;
        std::size_t reached = 0;
    };
    std::optional<table_place> trace_place(node_index index, const formula_node& item) {
        trace(item.children[0]);
        std::optional<exact> x = stopped_ ? std::nullopt : evaluate(item.children[0]);
        if (!x) {
            (void)settle(index);
            return std::nullopt;
        }
        table_place place{std::move(*x), (item.children.size() - 1) / 2, 0};
        while (place.reached < place.pairs && !(place.x < threshold(item, place.reached))) {
            ++place.reached;
        }
        return place;
    }

    void trace_steps(node_index index, const formula_node& item) {
        const std::optional<table_place> place = trace_place(index, item);
        if (!place) {
            return;
        }
        const std::size_t reached = place->reached;
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
        const std::optional<table_place> place = trace_place(index, item);
        if (!place) {
            return;
        }
        const std::size_t reached = place->reached;
        const std::string subject = shown(item.children[0]);
        const bool at_point = reached > 0 && place->x == threshold(item, reached - 1);
        if (reached == 0 || reached == place->pairs || at_point) {
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
        const std::string& option = inputs().slot_texts[slot];
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
        const bool derived = inputs().scope->entries.size() > inputs().scope->inputs;
        return derived ? inputs().scope->inputs : 0;
    }
    [[nodiscard]] std::string anchor_product() const {
        const formula_anchor& anchor = tree().anchors.front();
        return to_explained_text(anchor.points) + " / " + percent(anchor.rate) + " * " +
               inputs().slot_texts[anchored_slot()];
    }

    void trace_anchors() {
        const std::size_t slot = anchored_slot();
        const exact& x = inputs().slots[slot];
        if (inputs().states[slot] == slot_state::empty) {
            push({kind::empty_division, inputs().scope->entries[slot].name, {}, false, {}, {}, {}});
            return;
        }
        const std::vector<formula_anchor>& anchors = tree().anchors;
        if (anchors.size() == 1) {
            push({kind::calculation,
                  anchor_product(),
                  anchors.front().points / anchors.front().rate * x,
                  false,
                  {},
                  {},
                  {}});
            const exact& made = *steps_.back().value;
            const exact kept = clamp_between(made, exact(0), inputs().scope->max_score);
            if (kept != made) {
                push({kind::kept, {}, kept, false, {}, "0", to_explained_text(inputs().scope->max_score)});
            }
            return;
        }
        std::size_t reached = 0;
        while (reached < anchors.size() && !(x < anchors[reached].rate)) {
            ++reached;
        }
        const exact value = run<exact>(*inputs().code, {inputs().code->constants, inputs().slots,
                                                        inputs().states, inputs().terms})
                                .value;
        const std::string& subject = inputs().slot_texts[slot];
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

    std::vector<explained_step> steps_;
    bool stopped_ = false;
};

}  // namespace dti::inline v0
