// Formula text → tree, by recursive descent; one function a rule of the grammar in docs/language.md.
//
// In: the text of a formula. Out: a tree, or the first fault. Both notations: expressions, and points by
// example
// ("0.4/10 points = 4%"), which parse_example.hpp reads.
#pragma once

#include "dti/formula/parse_example.hpp"
#include "dti/formula/token.hpp"
#include "dti/formula/tree.hpp"
#include "dti/text/suggest.hpp"

#include <array>
#include <optional>
#include <string>
#include <string_view>
#include <utility>

namespace dti::inline v0 {

namespace detail {

inline bool is_keyword(std::string_view word) noexcept {
    return word == "if" || word == "then" || word == "else" || word == "and" || word == "or" || word == "not";
}

/// How many arguments a plain function takes.
struct function_rule {
    std::string_view name;
    formula_op op;
    std::size_t fewest;
    std::size_t most;
};

inline constexpr std::size_t any_number = static_cast<std::size_t>(-1);

inline constexpr std::array<function_rule, 7> functions{{{"min", formula_op::minimum, 1, any_number},
                                                         {"max", formula_op::maximum, 1, any_number},
                                                         {"abs", formula_op::absolute, 1, 1},
                                                         {"floor", formula_op::floor, 1, 1},
                                                         {"ceil", formula_op::ceil, 1, 1},
                                                         {"round", formula_op::round, 1, 1},
                                                         {"clamp", formula_op::clamp, 3, 3}}};

inline constexpr std::array<std::string_view, 6> cohort_functions{
    "cohort_max", "cohort_min", "cohort_mean", "cohort_sum", "cohort_count", "share_of_best"};

class formula_parser {
  public:
    formula_parser(std::string_view text, formula_tree& out) : tokens_(text), out_(out) { advance(); }

    /// The root, or nothing after a fault.
    std::optional<node_index> parse() {
        const std::optional<node_index> root = expression();
        if (root && current_.kind != token_kind::end) {
            return fail(unexpected_after_end());
        }
        return root;
    }

    [[nodiscard]] const std::optional<formula_fault>& fault() const noexcept { return fault_; }

  private:
    using result = std::optional<node_index>;

    /// Counts how deep the parser is inside itself, so that hostile nesting ends in an error, not in a stack
    /// overflow.
    struct nesting_guard {
        explicit nesting_guard(int& depth) : depth_(depth) { ++depth_; }
        ~nesting_guard() { --depth_; }
        nesting_guard(const nesting_guard&) = delete;
        nesting_guard& operator=(const nesting_guard&) = delete;
        int& depth_;
    };

    void advance() { current_ = tokens_.next(); }

    bool accept(std::string_view text) {
        if (!current_.is(text)) {
            return false;
        }
        advance();
        return true;
    }

    result fail(std::size_t offset, message what) {
        if (!fault_) {
            fault_ = formula_fault{offset, std::move(what)};
        }
        return std::nullopt;
    }
    result fail(message what) { return fail(current_.offset, std::move(what)); }

    bool expect(std::string_view text, std::string_view why) {
        if (accept(text)) {
            return true;
        }
        fail(current_.kind == token_kind::bad
                 ? wording::formula_character(current_.text)
                 : wording::formula_expected('`' + std::string(text) + "` " + std::string(why),
                                             current_.text));
        return false;
    }

    [[nodiscard]] message unexpected_after_end() const {
        if (current_.kind == token_kind::bad) {
            return wording::formula_character(current_.text);
        }
        if (current_.is("if")) {
            return wording::formula_if_in_brackets();
        }
        return wording::formula_expected("an operator or the end", current_.text);
    }

    node_index add(formula_op op, std::size_t offset, std::vector<node_index> children = {}) {
        formula_node node;
        node.op = op;
        node.offset = offset;
        node.children = std::move(children);
        out_.nodes.push_back(std::move(node));
        return static_cast<node_index>(out_.nodes.size() - 1);
    }

    result expression() {
        const nesting_guard guard(depth_);
        if (depth_ > formula_limits::nesting) {
            return fail(wording::limit("nesting of a formula", formula_limits::nesting, "levels"));
        }
        const std::size_t offset = current_.offset;
        if (!accept("if")) {
            return logic_or();
        }
        const result condition = expression();
        if (!condition || !expect("then", "after the condition of `if`")) {
            return std::nullopt;
        }
        const result yes = expression();
        if (!yes || !expect("else", "because every `if` needs one")) {
            return std::nullopt;
        }
        const result no = expression();
        if (!no) {
            return std::nullopt;
        }
        return add(formula_op::conditional, offset, {*condition, *yes, *no});
    }

    /// operand { word operand }, left to right.
    result logic_chain(std::string_view word, formula_op op, result (formula_parser::*operand)()) {
        result left = (this->*operand)();
        while (left && current_.is(word)) {
            const std::size_t offset = current_.offset;
            advance();
            const result right = (this->*operand)();
            if (!right) {
                return std::nullopt;
            }
            left = add(op, offset, {*left, *right});
        }
        return left;
    }

    result logic_or() { return logic_chain("or", formula_op::logic_or, &formula_parser::logic_and); }
    result logic_and() { return logic_chain("and", formula_op::logic_and, &formula_parser::logic_not); }

    result logic_not() {
        const std::size_t offset = current_.offset;
        if (!accept("not")) {
            return comparison();
        }
        const nesting_guard guard(depth_);
        if (depth_ > formula_limits::nesting) {
            return fail(wording::limit("nesting of a formula", formula_limits::nesting, "levels"));
        }
        const result operand = logic_not();
        return operand ? result(add(formula_op::logic_not, offset, {*operand})) : std::nullopt;
    }

    [[nodiscard]] std::optional<formula_op> comparison_operator() const noexcept {
        static constexpr std::array<std::pair<std::string_view, formula_op>, 6> operators{
            {{"<", formula_op::less},
             {"<=", formula_op::less_equal},
             {">", formula_op::greater},
             {">=", formula_op::greater_equal},
             {"==", formula_op::equal},
             {"!=", formula_op::not_equal}}};
        for (const auto& [text, op] : operators) {
            if (current_.is(text)) {
                return op;
            }
        }
        return std::nullopt;
    }

    result comparison() {
        const result left = sum();
        const std::optional<formula_op> op = comparison_operator();
        if (!left || !op) {
            return left;
        }
        const std::size_t offset = current_.offset;
        advance();
        const result right = sum();
        if (!right) {
            return std::nullopt;
        }
        if (comparison_operator()) {
            return fail(wording::formula_chained());
        }
        return add(*op, offset, {*left, *right});
    }

    result sum() {
        result left = term();
        while (left && (current_.is("+") || current_.is("-"))) {
            const formula_op op = current_.is("+") ? formula_op::add : formula_op::subtract;
            const std::size_t offset = current_.offset;
            advance();
            const result right = term();
            if (!right) {
                return std::nullopt;
            }
            left = add(op, offset, {*left, *right});
        }
        return left;
    }

    result term() {
        result left = unary();
        while (left && (current_.is("*") || current_.is("/"))) {
            const formula_op op = current_.is("*") ? formula_op::multiply : formula_op::divide;
            const std::size_t offset = current_.offset;
            advance();
            const result right = unary();
            if (!right) {
                return std::nullopt;
            }
            left = add(op, offset, {*left, *right});
        }
        return left;
    }

    result unary() {
        const std::size_t offset = current_.offset;
        if (!accept("-")) {
            return raised();
        }
        const nesting_guard guard(depth_);
        if (depth_ > formula_limits::nesting) {
            return fail(wording::limit("nesting of a formula", formula_limits::nesting, "levels"));
        }
        const result operand = unary();
        return operand ? result(add(formula_op::negate, offset, {*operand})) : std::nullopt;
    }

    result raised() {
        const result base = primary();
        if (!base || !current_.is("^")) {
            return base;
        }
        const std::size_t offset = current_.offset;
        advance();
        const bool negative = accept("-");
        const std::string_view digits = current_.text;
        if (current_.kind != token_kind::number ||
            digits.find_first_not_of("0123456789") != std::string_view::npos) {
            return fail(wording::formula_exponent(current_.text, formula_limits::exponent));
        }
        int exponent = 0;
        for (const char c : digits) {
            exponent = std::min(exponent * 10 + (c - '0'), 1000);
        }
        if (exponent > formula_limits::exponent) {
            return fail(wording::formula_exponent(current_.text, formula_limits::exponent));
        }
        advance();
        if (current_.is("^")) {
            return fail(wording::formula_expected("an operator or the end (write a^b^c with brackets)",
                                                  current_.text));
        }
        const node_index node = add(formula_op::power, offset, {*base});
        out_.nodes[node].parameter = negative ? -exponent : exponent;
        return node;
    }

    result primary() {
        const token start = current_;
        if (start.kind == token_kind::number) {
            number_result number = parse_number(start.text);
            if (!number.number) {
                return fail(wording::limit("length of a number", max_number_length, "characters"));
            }
            advance();
            if (current_.kind == token_kind::name && current_.offset == start.offset + start.text.size()) {
                return fail(start.offset, wording::formula_number_and_name(start.text, current_.text));
            }
            const node_index node = add(formula_op::number, start.offset);
            out_.nodes[node].value = std::move(number.number->value);
            return node;
        }
        if (accept("(")) {
            const result inner = expression();
            return inner && expect(")", "to close the bracket") ? inner : std::nullopt;
        }
        if (start.kind == token_kind::name && !is_keyword(start.text)) {
            advance();
            return current_.is("(") ? call(start) : add_name(start);
        }
        if (start.is("if")) {
            return fail(wording::formula_if_in_brackets());
        }
        if (start.kind == token_kind::bad) {
            return fail(wording::formula_character(start.text));
        }
        return fail(wording::formula_expected("a number, a name or `(`", start.text));
    }

    node_index add_name(const token& name) {
        const node_index node = add(formula_op::name, name.offset);
        out_.nodes[node].name = std::string(name.text);
        out_.nodes[node].name_offset = name.offset;
        return node;
    }

    result call(const token& name) {
        advance();  // the bracket
        for (const function_rule& rule : functions) {
            if (name.text == rule.name) {
                return plain_call(name, rule);
            }
        }
        for (std::size_t i = 0; i < cohort_functions.size(); ++i) {
            if (name.text == cohort_functions[i]) {
                return cohort_call(name, static_cast<cohort_function>(i));
            }
        }
        if (name.text == "steps" || name.text == "line") {
            return table_call(name);
        }
        if (name.text == "choice") {
            return choice_call(name);
        }
        std::vector<std::string> known{"steps", "line", "choice"};
        for (const function_rule& rule : functions) {
            known.emplace_back(rule.name);
        }
        known.insert(known.end(), cohort_functions.begin(), cohort_functions.end());
        return fail(name.offset,
                    wording::formula_unknown_function(name.text, nearest_name(name.text, known)));
    }

    result plain_call(const token& name, const function_rule& rule) {
        std::vector<node_index> arguments;
        int decimals = 0;
        do {
            if (rule.op == formula_op::round && arguments.size() == 1) {  // round's digits are a literal
                if (current_.kind != token_kind::number || current_.text.size() != 1) {
                    return fail(wording::formula_round_digits(current_.text));
                }
                decimals = current_.text.front() - '0';
                advance();
                break;
            }
            const result argument = expression();
            if (!argument) {
                return std::nullopt;
            }
            arguments.push_back(*argument);
        } while (accept(","));
        if (!expect(")", "to close `" + std::string(name.text) + "(`")) {
            return std::nullopt;
        }
        if (arguments.size() < rule.fewest || arguments.size() > rule.most) {
            return fail(name.offset, wording::formula_arguments(name.text, rule.fewest, arguments.size()));
        }
        const node_index node = add(rule.op, name.offset, std::move(arguments));
        out_.nodes[node].parameter = decimals;
        return node;
    }

    /// A bare name as an argument.
    std::optional<token> name_argument(const token& function) {
        const token argument = current_;
        if (argument.kind != token_kind::name || is_keyword(argument.text)) {
            fail(wording::formula_expected(
                "the name of an input or derived figure in `" + std::string(function.text) + "(…)`",
                current_.text));
            return std::nullopt;
        }
        advance();
        return argument;
    }

    result cohort_call(const token& name, cohort_function function) {
        const std::optional<token> argument = name_argument(name);
        if (!argument || !expect(")", "to close `" + std::string(name.text) + "(`")) {
            return std::nullopt;
        }
        const node_index node = add(formula_op::cohort, name.offset);
        out_.nodes[node].function = function;
        out_.nodes[node].name = std::string(argument->text);
        out_.nodes[node].name_offset = argument->offset;
        return node;
    }

    /// `else: value`, last in steps and choice.
    result else_argument() {
        advance();  // the word
        return expect(":", "after `else`") ? expression() : std::nullopt;
    }

    result table_call(const token& name) {
        const bool is_line = name.text == "line";
        const result subject = expression();
        if (!subject) {
            return std::nullopt;
        }
        std::vector<node_index> children{*subject};
        bool has_else = false;
        std::size_t pairs = 0;
        while (!has_else && accept(",")) {
            if (current_.is("else")) {
                if (is_line) {
                    return fail(wording::formula_line_else());
                }
                const result other = else_argument();
                if (!other) {
                    return std::nullopt;
                }
                children.push_back(*other);
                has_else = true;
                break;
            }
            const result threshold = expression();
            if (!threshold || !expect(":", "between a threshold and its value")) {
                return std::nullopt;
            }
            const result value = expression();
            if (!value) {
                return std::nullopt;
            }
            children.push_back(*threshold);
            children.push_back(*value);
            ++pairs;
        }
        if (!expect(")", "to close `" + std::string(name.text) + "(`")) {
            return std::nullopt;
        }
        if (pairs < (is_line ? 2U : 1U)) {
            return fail(name.offset, wording::formula_table_pairs(name.text, is_line ? 2 : 1, pairs));
        }
        const node_index node =
            add(is_line ? formula_op::line : formula_op::steps, name.offset, std::move(children));
        out_.nodes[node].has_else = has_else;
        return node;
    }

    result choice_call(const token& name) {
        const std::optional<token> subject = name_argument(name);
        if (!subject) {
            return std::nullopt;
        }
        const node_index node = add(formula_op::choice, name.offset);
        out_.nodes[node].name = std::string(subject->text);
        out_.nodes[node].name_offset = subject->offset;
        bool has_else = false;
        while (!has_else && accept(",")) {
            result value;
            if (current_.is("else")) {
                has_else = true;
                value = else_argument();
            } else {
                const token option = current_;
                if (option.kind != token_kind::name) {
                    return fail(wording::formula_expected("an option of `" + std::string(subject->text) + "`",
                                                          current_.text));
                }
                advance();
                out_.nodes[node].options.emplace_back(option.text);
                out_.nodes[node].option_offsets.push_back(option.offset);
                value = expect(":", "between an option and its value") ? expression() : std::nullopt;
            }
            if (!value) {
                return std::nullopt;
            }
            out_.nodes[node].children.push_back(*value);
        }
        if (!expect(")", "to close `choice(`")) {
            return std::nullopt;
        }
        out_.nodes[node].has_else = has_else;
        return node;
    }

    tokenizer tokens_;
    formula_tree& out_;
    token current_;
    int depth_ = 0;
    std::optional<formula_fault> fault_;
};

}  // namespace detail

/// Parses a formula in either notation. Returns nothing and adds the first fault when it is not one.
[[nodiscard]] inline std::optional<formula_tree> parse_formula(std::string_view text,
                                                               std::vector<formula_fault>& faults) {
    if (text.size() > formula_limits::length) {
        faults.push_back({0, wording::limit("length of a formula", formula_limits::length, "bytes")});
        return std::nullopt;
    }
    formula_tree tree;
    if (is_example_notation(text)) {
        if (std::optional<formula_fault> fault = parse_example(text, tree.anchors)) {
            faults.push_back(std::move(*fault));
            return std::nullopt;
        }
        return tree;
    }
    detail::formula_parser parser(text, tree);
    const std::optional<node_index> root = parser.parse();
    if (!root) {
        faults.push_back(*parser.fault());
        return std::nullopt;
    }
    tree.root = *root;
    const formula_node& node = tree.nodes[*root];
    tree.entered = node.op == formula_op::name && node.name == "points";
    return tree;
}

}  // namespace dti::inline v0
