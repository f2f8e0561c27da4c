// A formula tree back to text, with the fewest brackets that keep its meaning.
//
// In: a tree, and optionally a text for some of its nodes (a figure for a name, the result of a part that has
// been computed). Out: text in the formula language, up to what was put in. Anchors of points by example have
// no nodes: their text is the definition's own.
#pragma once

#include "dti/formula/parse.hpp"
#include "dti/formula/tree.hpp"
#include "dti/number/rounding.hpp"

#include <algorithm>
#include <functional>
#include <optional>
#include <string>
#include <string_view>

namespace dti::inline v0 {

/// How tightly a piece of text holds together; a piece inside a tighter one needs brackets.
enum class binding : std::uint8_t {
    conditional,
    logic_or,
    logic_and,
    logic_not,
    comparison,
    sum,
    term,
    unary,
    power,
    primary
};

struct printed_part {
    std::string text;
    binding holds = binding::primary;
};

/// A value inside a formula: a decimal, or a fraction that holds like a division.
[[nodiscard]] inline printed_part to_part(std::string text) {
    const binding holds = text.find('/') != std::string::npos ? binding::term
                          : text.substr(0, 1) == "-"          ? binding::unary
                                                              : binding::primary;
    return {std::move(text), holds};
}

class formula_printer {
  public:
    /// Answers what stands for a node; nothing where the node is printed as it is.
    using replacement = std::function<std::optional<printed_part>(node_index)>;

    explicit formula_printer(const formula_tree& tree, replacement replace = {})
        : tree_(tree), replace_(std::move(replace)) {}

    /// The text of a node and all below it.
    [[nodiscard]] std::string text(node_index index) const { return part(index).text; }

  private:
    /// `index` where something at least as tight as `least` has to stand.
    [[nodiscard]] std::string inside(node_index index, binding least) const {
        printed_part inner = part(index);
        return inner.holds < least ? '(' + inner.text + ')' : std::move(inner.text);
    }

    [[nodiscard]] printed_part part(node_index index) const {
        if (replace_) {
            if (std::optional<printed_part> replaced = replace_(index)) {
                return std::move(*replaced);
            }
        }
        const formula_node& item = tree_.nodes[index];
        switch (item.op) {
            case formula_op::number:
                return to_part(to_shortest_text(item.value));
            case formula_op::name:
                return {item.name};
            case formula_op::conditional:
                return {"if " + inside(item.children[0], binding::logic_or) + " then " +
                            inside(item.children[1], binding::logic_or) + " else " +
                            inside(item.children[2], binding::conditional),
                        binding::conditional};
            case formula_op::logic_or:
                return binary(item, " or ", binding::logic_or);
            case formula_op::logic_and:
                return binary(item, " and ", binding::logic_and);
            case formula_op::logic_not:
                return {"not " + inside(item.children[0], binding::logic_not), binding::logic_not};
            case formula_op::less:
                return comparison(item, " < ");
            case formula_op::less_equal:
                return comparison(item, " <= ");
            case formula_op::greater:
                return comparison(item, " > ");
            case formula_op::greater_equal:
                return comparison(item, " >= ");
            case formula_op::equal:
                return comparison(item, " == ");
            case formula_op::not_equal:
                return comparison(item, " != ");
            case formula_op::add:
                return binary(item, " + ", binding::sum);
            case formula_op::subtract:
                return binary(item, " - ", binding::sum);
            case formula_op::multiply:
                return binary(item, " * ", binding::term);
            case formula_op::divide:
                return binary(item, " / ", binding::term);
            case formula_op::negate:
                return {'-' + inside(item.children[0], binding::unary), binding::unary};
            case formula_op::power:
                return {inside(item.children[0], binding::primary) + '^' + std::to_string(item.parameter),
                        binding::power};
            case formula_op::minimum:
                return call("min", item);
            case formula_op::maximum:
                return call("max", item);
            case formula_op::absolute:
                return call("abs", item);
            case formula_op::floor:
                return call("floor", item);
            case formula_op::ceil:
                return call("ceil", item);
            case formula_op::round:
                return {"round(" + text(item.children[0]) +
                        (item.parameter == 0 ? "" : ", " + std::to_string(item.parameter)) + ')'};
            case formula_op::clamp:
                return call("clamp", item);
            case formula_op::cohort:
                return {std::string(detail::cohort_functions[static_cast<std::size_t>(item.function)]) + '(' +
                        item.name + ')'};
            case formula_op::steps:
                return table("steps", item);
            case formula_op::line:
                return table("line", item);
            case formula_op::choice:
                return choice(item);
        }
        return {};
    }

    /// Operators are grouped from the left: what stands on the right of one has to be tighter.
    [[nodiscard]] printed_part binary(const formula_node& item, std::string_view sign, binding holds) const {
        const auto tighter = static_cast<binding>(static_cast<int>(holds) + 1);
        return {inside(item.children[0], holds) + std::string(sign) + inside(item.children[1], tighter),
                holds};
    }
    [[nodiscard]] printed_part comparison(const formula_node& item, std::string_view sign) const {
        return {inside(item.children[0], binding::sum) + std::string(sign) +
                    inside(item.children[1], binding::sum),
                binding::comparison};
    }

    [[nodiscard]] printed_part call(std::string_view function, const formula_node& item) const {
        std::string arguments;
        for (const node_index child : item.children) {
            arguments += (arguments.empty() ? "" : ", ") + text(child);
        }
        return {std::string(function) + '(' + arguments + ')'};
    }

    [[nodiscard]] printed_part table(std::string_view function, const formula_node& item) const {
        std::string arguments = text(item.children[0]);
        const std::size_t pairs = (item.children.size() - 1) / 2;
        for (std::size_t pair = 0; pair < pairs; ++pair) {
            arguments += ", " + text(item.children[1 + 2 * pair]) + ": " + text(item.children[2 + 2 * pair]);
        }
        if (item.has_else) {
            arguments += ", else: " + text(item.children.back());
        }
        return {std::string(function) + '(' + arguments + ')'};
    }

    [[nodiscard]] printed_part choice(const formula_node& item) const {
        std::string arguments = item.name;
        for (std::size_t i = 0; i < item.options.size(); ++i) {
            arguments += ", " + item.options[i] + ": " + text(item.children[i]);
        }
        if (item.has_else) {
            arguments += ", else: " + text(item.children.back());
        }
        return {"choice(" + arguments + ')'};
    }

    const formula_tree& tree_;
    replacement replace_;
};

/// A tree as text. Domain: an expression, not anchors or entered points.
[[nodiscard]] inline std::string to_text(const formula_tree& tree) {
    return formula_printer(tree).text(tree.root);
}

}  // namespace dti::inline v0
