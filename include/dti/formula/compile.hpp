// Formula tree → program: what each name means, which type each part has, which parts are constant.
//
// In: a tree from parse.hpp and the scope of its indicator. Out: a program for any number type, or located
// faults, all of them in one go. Constant parts are computed exactly here, once.
#pragma once

#include "dti/formula/program.hpp"
#include "dti/formula/run.hpp"
#include "dti/formula/tree.hpp"
#include "dti/text/suggest.hpp"
#include "dti/text/wording.hpp"

#include <algorithm>
#include <optional>
#include <string>
#include <utility>
#include <vector>

namespace dti::inline v0 {

/// What a figure is to a formula. A yes/no figure is 1 or 0 in arithmetic and a truth in conditions.
enum class figure_type : std::uint8_t { number, truth, yes_no, choice };

/// A figure that formulas of one indicator may name.
struct scope_entry {
    std::string name{};
    figure_type type = figure_type::number;
    std::vector<std::string> options{};  ///< of a choice
    std::uint64_t growth = 1;            ///< of a derived figure: that of its program
};

/// The names of one indicator; the index of an entry is the slot of its figure.
struct formula_scope {
    std::vector<scope_entry> entries{};
    std::size_t inputs = 0;  ///< the first entries are inputs, those behind them derived figures
    exact max_score{};
    bool cohort_allowed = true;  ///< false inside `derive`
};

namespace detail {

class formula_compiler {
  public:
    formula_compiler(const formula_tree& tree, const formula_scope& scope, std::vector<formula_fault>& faults)
        : tree_(tree), scope_(scope), faults_(faults) {}

    std::optional<program> compile() {
        const std::size_t before = faults_.size();
        const typed root = tree_.anchors.empty() ? node(tree_.root) : anchors();
        if (root.type == figure_type::truth || root.type == figure_type::choice) {
            fault(tree_.nodes[tree_.root].offset,
                  wording::formula_type("a number",
                                        root.type == figure_type::truth ? "a comparison" : "a choice"));
        }
        if (faults_.size() != before) {
            return std::nullopt;
        }
        if (root.index !=
            code_.root()) {  // a constant shared with an earlier part, or a bare operand: name it last
            code_.instructions.push_back(code_.instructions[root.index]);
        }
        std::sort(code_.required.begin(), code_.required.end());
        code_.required.erase(std::unique(code_.required.begin(), code_.required.end()), code_.required.end());
        code_.growth = root.growth;
        return std::move(code_);
    }

  private:
    struct typed {
        std::uint32_t index = 0;
        figure_type type = figure_type::number;
        std::uint64_t growth = 1;
    };

    void fault(std::size_t offset, message what) { faults_.push_back({offset, std::move(what)}); }

    std::uint32_t emit(opcode op, std::uint32_t a = 0, std::uint32_t b = 0, std::uint32_t c = 0,
                       int parameter = 0) {
        code_.instructions.push_back({op, parameter, a, b, c});
        return code_.root();
    }

    std::uint32_t add_constant(exact value) {
        const auto found = std::find(code_.constants.begin(), code_.constants.end(), value);
        const auto index = static_cast<std::uint32_t>(found - code_.constants.begin());
        if (found == code_.constants.end()) {
            code_.constants.push_back(std::move(value));
        }
        return index;
    }
    /// Stands for a part that is already reported: fits wherever a number or a condition does.
    typed unknown() { return {emit(opcode::constant, add_constant(0)), figure_type::yes_no, 1}; }
    typed constant(exact value) { return {emit(opcode::constant, add_constant(std::move(value)))}; }

    [[nodiscard]] bool is_constant(const typed& part) const {
        return code_.instructions[part.index].op == opcode::constant;
    }
    [[nodiscard]] const exact& constant_value(const typed& part) const {
        return code_.constants[code_.instructions[part.index].a];
    }

    /// A constant that was computed counts for as many figures as fill its length.
    static std::uint64_t growth_of(const exact& value) {
        constexpr std::uint64_t bits_of_a_figure = 332;  // max_number_length digits
        const big_integer numerator = value.big_numerator();
        const std::uint64_t top =
            value.is_zero() ? 0U : msb(numerator < 0 ? big_integer(-numerator) : numerator);
        return 1 + std::max<std::uint64_t>(top, msb(value.big_denominator())) / bits_of_a_figure;
    }

    /// Emits an operation; where its operands are constants, its exact value instead.
    typed operation(opcode op, figure_type type, std::uint64_t growth, std::initializer_list<typed> operands,
                    std::size_t offset, int parameter = 0) {
        if (growth > formula_limits::growth) {
            fault(offset, wording::limit("growth of a formula", formula_limits::growth,
                                         "figures multiplied together"));
            return {0, type, 1};
        }
        std::array<std::uint32_t, 3> index{};
        bool all_constant = true;
        std::size_t count = 0;
        for (const typed& operand : operands) {
            index[count++] = operand.index;
            all_constant = all_constant && is_constant(operand);
        }
        const std::uint32_t made = emit(op, index[0], index[1], index[2], parameter);
        if (all_constant) {
            const program_inputs<exact> inputs{code_.constants, {}, {}, {}};
            program_result<exact> folded = run(code_, inputs);
            if (!folded.empty) {
                code_.instructions.pop_back();
                growth = growth_of(folded.value);
                return {emit(opcode::constant, add_constant(std::move(folded.value))), type, growth};
            }
        }
        return {made, type, growth};
    }

    [[nodiscard]] std::optional<std::uint32_t> find(std::string_view name) const {
        for (std::size_t i = 0; i < scope_.entries.size(); ++i) {
            if (scope_.entries[i].name == name) {
                return static_cast<std::uint32_t>(i);
            }
        }
        return std::nullopt;
    }

    /// The slot of a name, or a fault that names the nearest one.
    std::optional<std::uint32_t> slot(const std::string& name, std::size_t offset,
                                      bool figures_only = false) {
        const std::optional<std::uint32_t> found = find(name);
        if (!found) {
            std::vector<std::string> known;
            if (!figures_only) {
                known.emplace_back("max_score");
            }
            for (const scope_entry& entry : scope_.entries) {
                known.push_back(entry.name);
            }
            fault(offset, name == "points"
                              ? wording::formula_points_alone()
                              : wording::formula_unknown_name(name, nearest_name(name, known), known));
        }
        return found;
    }

    typed load(std::uint32_t found) {
        code_.required.push_back(found);
        const scope_entry& entry = scope_.entries[found];
        return {emit(opcode::load, found), entry.type, entry.growth};
    }

    typed number(node_index index) {
        typed part = node(index);
        if (part.type == figure_type::truth || part.type == figure_type::choice) {
            fault(tree_.nodes[index].offset,
                  wording::formula_type("a number",
                                        part.type == figure_type::truth ? "a comparison" : "a choice"));
        }
        part.type = figure_type::number;
        return part;
    }
    typed condition(node_index index) {
        const typed part = node(index);
        if (part.type == figure_type::number || part.type == figure_type::choice) {
            fault(tree_.nodes[index].offset,
                  wording::formula_type("a condition (a comparison or a yes/no figure)",
                                        part.type == figure_type::number ? "a number" : "a choice"));
        }
        return part;
    }

    typed binary(const formula_node& item, opcode op, figure_type type = figure_type::number,
                 bool swapped = false) {
        const typed left = number(item.children[0]);
        const typed right = number(item.children[1]);
        const std::uint64_t growth = left.growth + right.growth;
        return swapped ? operation(op, type, growth, {right, left}, item.offset)
                       : operation(op, type, growth, {left, right}, item.offset);
    }
    typed unary(const formula_node& item, opcode op, std::uint64_t factor = 1) {
        const typed inner = number(item.children[0]);
        return operation(op, figure_type::number, inner.growth * factor, {inner}, item.offset,
                         item.parameter);
    }
    typed logic(const formula_node& item, opcode op) {
        const typed left = condition(item.children[0]);
        const typed right = condition(item.children[1]);
        return operation(op, figure_type::truth, left.growth + right.growth, {left, right}, item.offset);
    }
    typed fold_left(const formula_node& item, opcode op) {
        typed result = number(item.children[0]);
        for (std::size_t i = 1; i < item.children.size(); ++i) {
            const typed next = number(item.children[i]);
            result =
                operation(op, figure_type::number, result.growth + next.growth, {result, next}, item.offset);
        }
        return result;
    }

    typed node(node_index index) {
        const formula_node& item = tree_.nodes[index];
        switch (item.op) {
            case formula_op::number:
                return constant(item.value);
            case formula_op::name:
                if (item.name == "max_score") {
                    return constant(scope_.max_score);
                }
                if (const std::optional<std::uint32_t> found = slot(item.name, item.offset)) {
                    return load(*found);
                }
                return unknown();
            case formula_op::conditional:
                return conditional(item);
            case formula_op::logic_or:
                return logic(item, opcode::logic_or);
            case formula_op::logic_and:
                return logic(item, opcode::logic_and);
            case formula_op::logic_not: {
                const typed inner = condition(item.children[0]);
                return operation(opcode::logic_not, figure_type::truth, inner.growth, {inner}, item.offset);
            }
            case formula_op::less:
                return binary(item, opcode::less, figure_type::truth);
            case formula_op::less_equal:
                return binary(item, opcode::less_equal, figure_type::truth);
            case formula_op::greater:
                return binary(item, opcode::less, figure_type::truth, true);
            case formula_op::greater_equal:
                return binary(item, opcode::less_equal, figure_type::truth, true);
            case formula_op::equal:
                return binary(item, opcode::equal, figure_type::truth);
            case formula_op::not_equal:
                return binary(item, opcode::not_equal, figure_type::truth);
            case formula_op::add:
                return binary(item, opcode::add);
            case formula_op::subtract:
                return binary(item, opcode::subtract);
            case formula_op::multiply:
                return binary(item, opcode::multiply);
            case formula_op::divide:
                return binary(item, opcode::divide);
            case formula_op::negate:
                return unary(item, opcode::negate);
            case formula_op::power:
                return unary(item, opcode::power,
                             static_cast<std::uint64_t>(std::max(1, std::abs(item.parameter))));
            case formula_op::minimum:
                return fold_left(item, opcode::minimum);
            case formula_op::maximum:
                return fold_left(item, opcode::maximum);
            case formula_op::absolute:
                return unary(item, opcode::absolute);
            case formula_op::floor:
                return unary(item, opcode::floor);
            case formula_op::ceil:
                return unary(item, opcode::ceil);
            case formula_op::round:
                return unary(item, opcode::round);
            case formula_op::clamp:
                return clamp(item);
            case formula_op::cohort:
                return cohort(item);
            case formula_op::steps:
            case formula_op::line:
                return table(item);
            case formula_op::choice:
                return choice(item);
        }
        return {};
    }

    typed conditional(const formula_node& item) {
        const typed test = condition(item.children[0]);
        const typed yes = node(item.children[1]);
        const typed no = node(item.children[2]);
        const auto is = [](const typed& part, figure_type type) { return part.type == type; };
        figure_type type = figure_type::number;
        for (std::size_t i = 1; i < 3; ++i) {
            if (is(i == 1 ? yes : no, figure_type::choice)) {
                fault(tree_.nodes[item.children[i]].offset, wording::formula_type("a number", "a choice"));
            }
        }
        if (is(yes, figure_type::truth) || is(no, figure_type::truth)) {
            type = figure_type::truth;
            if (is(yes, figure_type::number) || is(no, figure_type::number)) {
                fault(item.offset, wording::formula_branches());
                return unknown();  // whatever stands around it is not a second mistake
            }
        } else if (is(yes, figure_type::yes_no) && is(no, figure_type::yes_no)) {
            type = figure_type::yes_no;
        }
        return operation(opcode::select, type, test.growth + std::max(yes.growth, no.growth), {test, yes, no},
                         item.offset);
    }

    typed clamp(const formula_node& item) {
        const typed x = number(item.children[0]);
        const typed low = number(item.children[1]);
        const typed high = number(item.children[2]);
        if (is_constant(low) && is_constant(high) && constant_value(high) < constant_value(low)) {
            fault(tree_.nodes[item.children[1]].offset,
                  wording::formula_clamp_bounds(constant_value(low), constant_value(high)));
        }
        const typed capped =
            operation(opcode::minimum, figure_type::number, x.growth + high.growth, {x, high}, item.offset);
        return operation(opcode::maximum, figure_type::number, capped.growth + low.growth, {capped, low},
                         item.offset);
    }

    typed cohort(const formula_node& item) {
        if (!scope_.cohort_allowed) {
            fault(item.offset, wording::formula_cohort_in_derive());
            return constant(0);
        }
        const std::optional<std::uint32_t> found = slot(item.name, item.name_offset, true);
        if (!found) {
            return unknown();
        }
        if (scope_.entries[*found].type == figure_type::choice) {
            fault(item.name_offset, wording::formula_type("a number", "a choice"));
        }
        const bool share = item.function == cohort_function::share_of_best;
        const cohort_term term{share ? cohort_function::max : item.function, *found};
        auto known = std::find(code_.cohort_terms.begin(), code_.cohort_terms.end(), term);
        if (known == code_.cohort_terms.end()) {
            known = code_.cohort_terms.insert(known, term);
        }
        const std::uint64_t growth = scope_.entries[*found].growth;
        const typed figure{
            emit(opcode::cohort, static_cast<std::uint32_t>(known - code_.cohort_terms.begin())),
            figure_type::number, growth};
        return share ? operation(opcode::divide, figure_type::number, 2 * growth, {load(*found), figure},
                                 item.offset)
                     : figure;
    }

    /// Adds the constant of a threshold, checking that it is one and that it is above the one before.
    std::uint32_t threshold(const formula_node& item, std::size_t child, const exact*& before,
                            exact& storage) {
        const std::size_t offset = tree_.nodes[item.children[child]].offset;
        const typed part = number(item.children[child]);
        if (!is_constant(part)) {
            fault(offset, wording::formula_threshold_constant());
            return 0;
        }
        exact value = constant_value(part);
        if (before != nullptr && value <= *before) {
            fault(offset, wording::formula_threshold_order(value, *before));
        }
        storage = std::move(value);
        before = &storage;
        return code_.instructions[part.index].a;
    }

    typed table(const formula_node& item) {
        const typed x = number(item.children[0]);
        std::vector<std::uint32_t> arguments;
        std::uint64_t growth = x.growth;
        std::uint64_t values = 1;
        const exact* before = nullptr;
        exact storage;
        const std::size_t pairs = (item.children.size() - 1) / 2;
        for (std::size_t pair = 0; pair < pairs; ++pair) {
            arguments.push_back(threshold(item, 1 + 2 * pair, before, storage));
            const typed value = number(item.children[2 + 2 * pair]);
            arguments.push_back(value.index);
            values = std::max(values, value.growth);
        }
        if (item.op == formula_op::steps) {
            const typed other = item.has_else ? number(item.children.back()) : constant(0);
            arguments.push_back(other.index);
            growth += std::max(values, other.growth);
        } else {
            growth += 4 * values;  // low + (high - low) · (x - left) / (right - left)
        }
        const std::uint32_t first = append(arguments);
        return table_operation(item.op == formula_op::steps ? opcode::steps : opcode::line, x.index, first,
                               static_cast<std::uint32_t>(pairs), growth, item.offset);
    }

    std::uint32_t append(const std::vector<std::uint32_t>& arguments) {
        const auto first = static_cast<std::uint32_t>(code_.arguments.size());
        code_.arguments.insert(code_.arguments.end(), arguments.begin(), arguments.end());
        return first;
    }

    typed table_operation(opcode op, std::uint32_t subject, std::uint32_t first, std::uint32_t pairs,
                          std::uint64_t growth, std::size_t offset) {
        if (growth > formula_limits::growth) {
            fault(offset, wording::limit("growth of a formula", formula_limits::growth,
                                         "figures multiplied together"));
            growth = 1;
        }
        return {emit(op, subject, first, pairs), figure_type::number, growth};
    }

    typed choice(const formula_node& item) {
        std::vector<std::uint32_t> arguments;
        std::uint64_t growth = 1;
        const std::optional<std::uint32_t> found = slot(item.name, item.name_offset, true);
        const bool is_choice = found && scope_.entries[*found].type == figure_type::choice;
        if (found && !is_choice) {
            fault(item.name_offset, wording::formula_not_a_choice(item.name));
        }
        const std::vector<std::string> known =
            is_choice ? scope_.entries[*found].options : std::vector<std::string>{};
        std::vector<std::string> left = known;
        for (std::size_t i = 0; i < item.options.size(); ++i) {
            const std::string& option = item.options[i];
            const auto place = std::find(known.begin(), known.end(), option);
            if (const auto unused = std::find(left.begin(), left.end(), option); unused != left.end()) {
                left.erase(unused);
            } else if (is_choice) {
                fault(item.option_offsets[i],
                      place == known.end()
                          ? wording::unknown_name("option", option, nearest_name(option, known))
                          : wording::duplicate_id("option", option));
            }
            arguments.push_back(static_cast<std::uint32_t>(place - known.begin()));
            const typed value = number(item.children[i]);
            arguments.push_back(value.index);
            growth = std::max(growth, value.growth);
        }
        if (is_choice && !item.has_else && !left.empty()) {
            fault(item.offset, wording::formula_choice_incomplete(item.name, left));
        }
        const typed other = item.has_else ? number(item.children.back()) : constant(0);
        arguments.push_back(other.index);
        growth = std::max(growth, other.growth);
        if (!found) {
            return constant(0);
        }
        code_.required.push_back(*found);
        const auto pairs = static_cast<std::uint32_t>(item.options.size());
        return table_operation(opcode::choice, *found, append(arguments), pairs, growth, item.offset);
    }

    /// Points by example: one anchor is clamp(P/R·x, 0, M), several are a line through them.
    typed anchors() {
        for (const formula_anchor& anchor : tree_.anchors) {
            if (anchor.max_score != scope_.max_score) {
                fault(anchor.max_score_offset,
                      wording::example_max_score(anchor.max_score, scope_.max_score));
            }
        }
        const std::size_t derived = scope_.entries.size() - scope_.inputs;
        const bool clear = derived == 1 || (derived == 0 && scope_.inputs == 1);
        if (!clear) {
            fault(tree_.anchors.front().offset, wording::example_which_figure(scope_.inputs, derived));
            return {};
        }
        const std::size_t chosen = derived == 1 ? scope_.inputs : 0;
        if (scope_.entries[chosen].type == figure_type::choice) {
            fault(tree_.anchors.front().offset, wording::formula_type("a number", "a choice"));
            return {};
        }
        const typed x = load(static_cast<std::uint32_t>(chosen));
        const std::size_t offset = tree_.anchors.front().offset;
        if (tree_.anchors.size() == 1) {
            const formula_anchor& anchor = tree_.anchors.front();
            const typed slope = constant(anchor.points / anchor.rate);
            const typed product =
                operation(opcode::multiply, figure_type::number, x.growth + 1, {slope, x}, offset);
            const typed capped = operation(opcode::minimum, figure_type::number, product.growth,
                                           {product, constant(scope_.max_score)}, offset);
            return operation(opcode::maximum, figure_type::number, product.growth, {capped, constant(0)},
                             offset);
        }
        std::vector<std::uint32_t> arguments;
        for (const formula_anchor& anchor : tree_.anchors) {
            arguments.push_back(add_constant(anchor.rate));
            arguments.push_back(constant(anchor.points).index);
        }
        const std::uint32_t first = append(arguments);
        return table_operation(opcode::line, x.index, first, static_cast<std::uint32_t>(tree_.anchors.size()),
                               x.growth + 4, offset);
    }

    const formula_tree& tree_;
    const formula_scope& scope_;
    std::vector<formula_fault>& faults_;
    program code_;
};

}  // namespace detail

/// Compiles a parsed formula. Precondition: `!tree.entered`. Returns nothing and adds every fault when it has
/// any.
[[nodiscard]] inline std::optional<program> compile_formula(const formula_tree& tree,
                                                            const formula_scope& scope,
                                                            std::vector<formula_fault>& faults) {
    return detail::formula_compiler(tree, scope, faults).compile();
}

}  // namespace dti::inline v0
