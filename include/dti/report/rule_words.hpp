// A rule in words, in both languages: what a formula says, for somebody who does not read formulas.
//
// In: an indicator and its parsed formula. Out: one sentence without a full stop. Names of figures become
// their titles where they have one; arithmetic keeps its signs.
#pragma once

#include "dti/definition/definition.hpp"
#include "dti/formula/parse.hpp"
#include "dti/formula/print.hpp"

#include <fmt/format.h>

#include <string>
#include <string_view>

namespace dti::inline v0 {

namespace detail {

class rule_wording {
  public:
    rule_wording(const indicator& rule, const formula_tree& tree, language wanted)
        : rule_(rule), tree_(tree), vi_(wanted == language::vi) {}

    [[nodiscard]] std::string words() const {
        if (tree_.entered) {
            return say("points entered by assessors", "điểm nhập theo kết quả thẩm định");
        }
        return tree_.anchors.empty() ? part(tree_.root).text : anchors();
    }

  private:
    [[nodiscard]] std::string say(std::string_view en, std::string_view vi) const {
        return std::string(vi_ ? vi : en);
    }
    template <class... Words>
    [[nodiscard]] std::string fill(std::string_view en, std::string_view vi, const Words&... words) const {
        return fmt::format(fmt::runtime(vi_ ? vi : en), words...);
    }
    [[nodiscard]] const formula_node& node(node_index index) const { return tree_.nodes[index]; }

    /// A figure by its title, else by its name.
    [[nodiscard]] std::string name(const std::string& figure) const {
        for (const input& given : rule_.inputs) {
            const std::string& title = given.title.in(vi_ ? language::vi : language::en);
            if (given.name == figure && !title.empty()) {
                return "“" + title + "”";
            }
        }
        return figure == "max_score" ? say("the max score", "điểm tối đa") : figure;
    }

    /// As the formula writes it: `80%` stays `80%`.
    [[nodiscard]] std::string literal(const formula_node& item) const {
        tokenizer tokens(std::string_view(rule_.formula).substr(item.offset));
        return std::string(tokens.next().text);
    }

    [[nodiscard]] std::string inside(node_index index, binding least) const {
        printed_part inner = part(index);
        return inner.holds < least ? '(' + inner.text + ')' : std::move(inner.text);
    }
    [[nodiscard]] printed_part signed_part(const formula_node& item, std::string_view sign,
                                           binding holds) const {
        const auto tighter = static_cast<binding>(static_cast<int>(holds) + 1);
        return {inside(item.children[0], holds) + ' ' + std::string(sign) + ' ' +
                    inside(item.children[1], tighter),
                holds};
    }
    /// A phrase: needs brackets inside anything but another phrase.
    [[nodiscard]] static printed_part phrase(std::string text) {
        return {std::move(text), binding::conditional};
    }
    [[nodiscard]] std::string argument(const formula_node& item, std::size_t child) const {
        return inside(item.children[child], binding::sum);
    }

    /// What a table is by; a phrase needs brackets only where it has a colon of its own.
    [[nodiscard]] std::string subject(const formula_node& item) const {
        std::string text = part(item.children[0]).text;
        return text.find(": ") == std::string::npos ? text : '(' + text + ')';
    }

    [[nodiscard]] printed_part part(node_index index) const {
        const formula_node& item = node(index);
        switch (item.op) {
            case formula_op::number:
                return {literal(item)};
            case formula_op::name:
                return {name(item.name)};
            case formula_op::conditional:
                return phrase(fill("if {}: {}; otherwise: {}", "nếu {}: {}; nếu không: {}",
                                   inside(item.children[0], binding::logic_or),
                                   inside(item.children[1], binding::logic_or),
                                   inside(item.children[2], binding::conditional)));
            case formula_op::logic_or:
                return signed_part(item, say("or", "hoặc"), binding::logic_or);
            case formula_op::logic_and:
                return signed_part(item, say("and", "và"), binding::logic_and);
            case formula_op::logic_not:
                return {say("not ", "không phải ") + inside(item.children[0], binding::logic_not),
                        binding::logic_not};
            case formula_op::less:
                return signed_part(item, "<", binding::comparison);
            case formula_op::less_equal:
                return signed_part(item, "≤", binding::comparison);
            case formula_op::greater:
                return signed_part(item, ">", binding::comparison);
            case formula_op::greater_equal:
                return signed_part(item, "≥", binding::comparison);
            case formula_op::equal:
                return signed_part(item, "=", binding::comparison);
            case formula_op::not_equal:
                return signed_part(item, "≠", binding::comparison);
            case formula_op::add:
                return signed_part(item, "+", binding::sum);
            case formula_op::subtract:
                return signed_part(item, "−", binding::sum);
            case formula_op::multiply:
                return signed_part(item, "×", binding::term);
            case formula_op::divide:
                return signed_part(item, "÷", binding::term);
            case formula_op::negate:
                return {"−" + inside(item.children[0], binding::unary), binding::unary};
            case formula_op::power:
                return {inside(item.children[0], binding::primary) + '^' + std::to_string(item.parameter),
                        binding::power};
            case formula_op::minimum:
                return phrase(fill("the smallest of {}", "số nhỏ nhất trong {}", all_of(item)));
            case formula_op::maximum:
                return phrase(fill("the largest of {}", "số lớn nhất trong {}", all_of(item)));
            case formula_op::absolute:
                return phrase(fill("{} without its sign", "giá trị tuyệt đối của {}", argument(item, 0)));
            case formula_op::floor:
                return phrase(fill("{} rounded down", "{} làm tròn xuống", argument(item, 0)));
            case formula_op::ceil:
                return phrase(fill("{} rounded up", "{} làm tròn lên", argument(item, 0)));
            case formula_op::round:
                return phrase(fill("{} rounded to {} decimals", "{} làm tròn đến {} chữ số thập phân",
                                   argument(item, 0), item.parameter));
            case formula_op::clamp:
                return phrase(fill("{} kept within {} to {}", "{} giữ trong khoảng {} đến {}",
                                   argument(item, 0), argument(item, 1), argument(item, 2)));
            case formula_op::cohort:
                return cohort(item);
            case formula_op::steps:
                return steps(item);
            case formula_op::line:
                return line(item);
            case formula_op::choice:
                return choice(item);
        }
        return {};
    }

    [[nodiscard]] std::string all_of(const formula_node& item) const {
        std::string list;
        for (const node_index child : item.children) {
            list += (list.empty() ? "" : ", ") + inside(child, binding::sum);
        }
        return list;
    }

    [[nodiscard]] printed_part cohort(const formula_node& item) const {
        const std::string figure = name(item.name);
        switch (item.function) {
            case cohort_function::max:
                return phrase(fill("the largest {} of all units", "{} lớn nhất trong nhóm so sánh", figure));
            case cohort_function::min:
                return phrase(fill("the smallest {} of all units", "{} nhỏ nhất trong nhóm so sánh", figure));
            case cohort_function::mean:
                return phrase(fill("the mean {} of all units", "{} trung bình của nhóm so sánh", figure));
            case cohort_function::sum:
                return phrase(fill("the sum of {} over all units", "tổng {} của nhóm so sánh", figure));
            case cohort_function::count:
                return phrase(fill("the number of units with {}", "số đơn vị có {}", figure));
            case cohort_function::share_of_best:
                break;
        }
        return phrase(fill("{} as a share of the largest of all units",
                           "tỷ lệ của {} so với mức lớn nhất trong nhóm so sánh", figure));
    }

    [[nodiscard]] printed_part steps(const formula_node& item) const {
        std::string words = fill("by {}:", "theo {}:", subject(item));
        const std::size_t pairs = (item.children.size() - 1) / 2;
        for (std::size_t pair = 0; pair < pairs; ++pair) {
            words += fill(" from {}: {};", " từ {}: {};", argument(item, 1 + 2 * pair),
                          inside(item.children[2 + 2 * pair], binding::sum));
        }
        const std::string other = item.has_else ? inside(item.children.back(), binding::sum) : "0";
        return phrase(words + fill(" below: {}", " dưới mức đó: {}", other));
    }

    [[nodiscard]] printed_part line(const formula_node& item) const {
        std::string words = fill("by {}:", "theo {}:", subject(item));
        const std::size_t pairs = (item.children.size() - 1) / 2;
        for (std::size_t pair = 0; pair < pairs; ++pair) {
            words += fill(" at {}: {};", " tại {}: {};", argument(item, 1 + 2 * pair),
                          inside(item.children[2 + 2 * pair], binding::sum));
        }
        return phrase(words + evenly());
    }

    [[nodiscard]] std::string evenly() const {
        return say(" evenly in between, unchanged beyond",
                   " ở giữa tính tuyến tính, ngoài khoảng giữ nguyên");
    }

    [[nodiscard]] printed_part choice(const formula_node& item) const {
        std::string words = fill("by {}:", "theo {}:", name(item.name));
        for (std::size_t i = 0; i < item.options.size(); ++i) {
            words += fmt::format("{}{}: {}", i == 0 ? " " : "; ", item.options[i],
                                 inside(item.children[i], binding::sum));
        }
        if (item.has_else) {
            words += fill("; otherwise: {}", "; còn lại: {}", inside(item.children.back(), binding::sum));
        }
        return phrase(std::move(words));
    }

    [[nodiscard]] std::string anchors() const {
        const std::string figure = rule_.derive.size() == 1   ? rule_.derive.front().name
                                   : rule_.inputs.size() == 1 ? name(rule_.inputs.front().name)
                                                              : std::string();
        const auto percent = [](const exact& rate) { return to_shortest_text(rate * 100) + '%'; };
        const formula_anchor& first = tree_.anchors.front();
        if (tree_.anchors.size() == 1 && !first.points.is_zero()) {
            return fill("in proportion to {}: {} of {} points at {}, full points from {}",
                        "tỷ lệ thuận với {}: {}/{} điểm ở mức {}, đạt điểm tối đa từ {}", figure,
                        to_shortest_text(first.points), to_shortest_text(first.max_score),
                        percent(first.rate), percent(first.max_score * first.rate / first.points));
        }
        std::string words = fill("by {}:", "theo {}:", figure);
        for (const formula_anchor& anchor : tree_.anchors) {
            words +=
                fill(" at {}: {};", " tại {}: {};", percent(anchor.rate), to_shortest_text(anchor.points));
        }
        return words + evenly();
    }

    const indicator& rule_;
    const formula_tree& tree_;
    bool vi_;
};

}  // namespace detail

/// The rule of an indicator in words; empty for a formula that does not parse.
[[nodiscard]] inline std::string rule_in_words(const indicator& rule, language wanted) {
    std::vector<formula_fault> faults;
    const std::optional<formula_tree> tree = parse_formula(rule.formula, faults);
    return tree ? detail::rule_wording(rule, *tree, wanted).words() : std::string();
}

}  // namespace dti::inline v0
