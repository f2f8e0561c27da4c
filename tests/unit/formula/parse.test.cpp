#include "dti/formula/parse.hpp"

#include "support/formula.hpp"

#include <doctest/doctest.h>

#include <string>

using dti::exact;
using dti::formula_op;

namespace {

/// A tree written out with every bracket, so that precedence shows.
std::string written(const dti::formula_tree& tree, dti::node_index index) {
    static constexpr std::array<std::string_view, 29> words{
        "number", "name",  "if",   "or",    "and",   "not",    "<",     "<=",   ">",     ">=",
        "==",     "!=",    "+",    "-",     "*",     "/",      "neg",   "^",    "min",   "max",
        "abs",    "floor", "ceil", "round", "clamp", "cohort", "steps", "line", "choice"};
    const dti::formula_node& node = tree.nodes[index];
    if (node.op == formula_op::number) {
        return dti::to_shortest_text(node.value);
    }
    if (node.op == formula_op::name) {
        return node.name;
    }
    std::string text = '(' + std::string(words[static_cast<std::size_t>(node.op)]);
    if (node.op == formula_op::power || node.op == formula_op::round) {
        text += ' ' + std::to_string(node.parameter);
    }
    if (!node.name.empty()) {
        text += ' ' + node.name;
    }
    for (std::size_t i = 0; i < node.children.size(); ++i) {
        text +=
            ' ' + (i < node.options.size() ? node.options[i] + ':' : "") + written(tree, node.children[i]);
    }
    return text + (node.has_else ? " else)" : ")");
}

std::string parsed(std::string_view text) {
    std::vector<dti::formula_fault> faults;
    const std::optional<dti::formula_tree> tree = dti::parse_formula(text, faults);
    INFO("formula ", std::string(text), ": ", faults.empty() ? std::string() : faults.front().what.text);
    REQUIRE(tree.has_value());
    return written(*tree, tree->root);
}

dti::formula_fault fault_of(std::string_view text) {
    std::vector<dti::formula_fault> faults;
    const std::optional<dti::formula_tree> tree = dti::parse_formula(text, faults);
    INFO("formula ", std::string(text.substr(0, 200)));
    REQUIRE_FALSE(tree.has_value());
    REQUIRE(faults.size() == 1);
    CHECK(faults.front().offset <= text.size());
    return faults.front();
}

std::string repeated(std::string_view part, std::size_t times) {
    std::string text;
    for (std::size_t i = 0; i < times; ++i) {
        text += part;
    }
    return text;
}

}  // namespace

TEST_CASE("parse: precedence from or down to ^") {
    CHECK(parsed("a + b * c") == "(+ a (* b c))");
    CHECK(parsed("(a + b) * c") == "(* (+ a b) c)");
    CHECK(parsed("a - b - c") == "(- (- a b) c)");
    CHECK(parsed("a / b / c * d") == "(* (/ (/ a b) c) d)");
    CHECK(parsed("a or b and not c < d") == "(or a (and b (not (< c d))))");
    CHECK(parsed("a or b or c") == "(or (or a b) c)");
    CHECK(parsed("not not a") == "(not (not a))");
    CHECK(parsed("a + 1 <= b * 2") == "(<= (+ a 1) (* b 2))");
    CHECK(parsed("a == b") == "(== a b)");
    CHECK(parsed("a != b") == "(!= a b)");
    CHECK(parsed("a > b and b >= c") == "(and (> a b) (>= b c))");
}

TEST_CASE("parse: -x^2 is -(x^2), and exponents are whole numbers") {
    CHECK(parsed("-x^2") == "(neg (^ 2 x))");
    CHECK(parsed("(-x)^2") == "(^ 2 (neg x))");
    CHECK(parsed("x^-3") == "(^ -3 x)");
    CHECK(parsed("x ^ 064") == "(^ 64 x)");
    CHECK(parsed("2^2 * 3") == "(* (^ 2 2) 3)");
    CHECK(parsed("a - -b") == "(- a (neg b))");
    CHECK(parsed("a * -b") == "(* a (neg b))");
    CHECK(parsed("(x^2)^3") == "(^ 3 (^ 2 x))");
    for (const char* text :
         {"x^65", "x^-65", "x^2.0", "x^2%", "x^y", "x^(2)", "x^", "x^999999999999999999999", "x^--2"}) {
        CAPTURE(text);
        CHECK(fault_of(text).what.code == "formula-syntax");
        CHECK(fault_of(text).what.text.find("exponent") != std::string::npos);
    }
    CHECK(fault_of("2^3^2").offset == 3);
}

TEST_CASE("parse: numbers are exact, percent signs touch them") {
    CHECK(parsed("80%") == "0.8");
    CHECK(parsed("0.035") == "0.035");
    CHECK(parsed("60.29%") == "0.6029");
    CHECK(parsed("007") == "7");
    CHECK(fault_of("80 %").offset == 3);
    CHECK(fault_of("80 %").what.help.find("touches") != std::string::npos);
    CHECK(fault_of("2x").offset == 0);
    CHECK(fault_of("1e5").what.code == "formula-syntax");
    CHECK(fault_of("1.5.2").offset == 3);
    CHECK(fault_of("5 5").offset == 2);
    CHECK(fault_of("1,5 * a").what.help.find("decimal") != std::string::npos);
}

TEST_CASE("parse: conditions") {
    CHECK(parsed("if a > 1 then 2 else 3") == "(if (> a 1) 2 3)");
    CHECK(parsed("if a then if b then 1 else 2 else 3") == "(if a (if b 1 2) 3)");
    CHECK(parsed("if a then 1 else if b then 2 else 3") == "(if a 1 (if b 2 3))");
    CHECK(parsed("if a then 1 else b + 1") == "(if a 1 (+ b 1))");
    CHECK(parsed("1 + (if a then 1 else 2)") == "(+ 1 (if a 1 2))");
    CHECK(parsed("max(if a then 1 else 2, 3)") == "(max (if a 1 2) 3)");
    CHECK(fault_of("1 + if a then 1 else 2").offset == 4);
    CHECK(fault_of("1 + if a then 1 else 2").what.help.find("(if") != std::string::npos);
    CHECK(fault_of("if a then 1").offset == 11);
    CHECK(fault_of("if a 1 else 2").offset == 5);
}

TEST_CASE("parse: comparisons do not chain") {
    CHECK(fault_of("1 < x < 2").offset == 6);
    CHECK(fault_of("a == b == c").what.text.find("chain") != std::string::npos);
}

TEST_CASE("parse: functions") {
    CHECK(parsed("min(a)") == "(min a)");
    CHECK(parsed("max(a, b, c, 4)") == "(max a b c 4)");
    CHECK(parsed("abs(a)") == "(abs a)");
    CHECK(parsed("floor(a) + ceil(b)") == "(+ (floor a) (ceil b))");
    CHECK(parsed("round(a)") == "(round 0 a)");
    CHECK(parsed("round(a, 9)") == "(round 9 a)");
    CHECK(parsed("clamp(a, 0, 1)") == "(clamp a 0 1)");
    CHECK(parsed("cohort_max(rate)") == "(cohort rate)");
    CHECK(parsed("share_of_best(rate) * 10") == "(* (cohort rate) 10)");
    CHECK(fault_of("clamp(a, 0)").what.code == "formula-syntax");
    CHECK(fault_of("abs(a, b)").offset == 0);
    CHECK(fault_of("min()").offset == 4);
    CHECK(fault_of("max(a,)").offset == 6);
    CHECK(fault_of("round(a, 10)").offset == 9);
    CHECK(fault_of("round(a, b)").offset == 9);
    CHECK(fault_of("round(a, -1)").offset == 9);
    CHECK(fault_of("round(a, 1, 2)").offset == 10);
    CHECK(fault_of("cohort_max(a + b)").offset == 13);
    CHECK(fault_of("cohort_max(1)").offset == 11);
    CHECK(fault_of("cohort_max()").offset == 11);
    CHECK(fault_of("maxx(a)").what.help == "did you mean `max`?");
    CHECK(fault_of("cohort_avg(a)").what.code == "formula-name");
    CHECK(fault_of("Max(a)").what.help == "did you mean `max`?");  // case-sensitive
}

TEST_CASE("parse: steps, line and choice") {
    CHECK(parsed("steps(x, 1: 5, 2: 10, 4: 20, else: 0)") == "(steps x 1 5 2 10 4 20 0 else)");
    CHECK(parsed("steps(x, 1: 5)") == "(steps x 1 5)");
    CHECK(parsed("line(x, 0: 0, 0.5: 8, 1: 10)") == "(line x 0 0 0.5 8 1 10)");
    CHECK(parsed("choice(role, leader: 10, deputy: 5, else: 0)") ==
          "(choice role leader:10 deputy:5 0 else)");
    CHECK(parsed("choice(role, else: 1)") == "(choice role 1 else)");
    CHECK(parsed("steps(x, -1: 5, 80%: 6)") == "(steps x (neg 1) 5 0.8 6)");
    CHECK(parsed("steps(x, 1: if a then 1 else 2, else: 3)") == "(steps x 1 (if a 1 2) 3 else)");
    CHECK(fault_of("line(x, 0: 0)").what.text.find("at least 2") != std::string::npos);
    CHECK(fault_of("line(x, 0: 0, 1: 1, else: 2)").what.text.find("else") != std::string::npos);
    CHECK(fault_of("steps(x)").what.text.find("at least 1") != std::string::npos);
    CHECK(fault_of("steps(x, else: 1)").what.code == "formula-syntax");
    CHECK(fault_of("steps(x, else: 1, 2: 3)").offset == 16);
    CHECK(fault_of("choice(role, else: 1, leader: 3)").offset == 20);
    CHECK(fault_of("steps(x, 1 5)").offset == 11);
    CHECK(fault_of("choice(1, a: 2)").offset == 7);
    CHECK(fault_of("choice(role, 1: 2)").offset == 13);
    CHECK(fault_of("choice(role, leader 2)").offset == 20);
}

TEST_CASE("parse: points entered by assessors stand alone") {
    std::vector<dti::formula_fault> faults;
    CHECK(dti::parse_formula("points", faults)->entered);
    CHECK(dti::parse_formula("  points\n", faults)->entered);
    CHECK_FALSE(dti::parse_formula("pointsx", faults)->entered);
    CHECK_FALSE(dti::parse_formula("points + 1", faults)->entered);  // refused when compiled
    CHECK_FALSE(dti::parse_formula("max_score", faults)->entered);
    CHECK_FALSE(dti::parse_formula("0.4/10 points = 4%", faults)->entered);
    CHECK(dti::parse_formula("0.4/10 points = 4%", faults)->anchors.size() == 1);
    CHECK(faults.empty());
}

TEST_CASE("parse: keywords are no names") {
    for (const char* text :
         {"then", "else + 1", "and", "a + or", "not", "if", "cohort_max(if)", "choice(else, a: 1)"}) {
        CAPTURE(text);
        CHECK(fault_of(text).what.code == "formula-syntax");
    }
}

TEST_CASE("parse: the place of a mistake, and what is found there") {
    CHECK(fault_of("").offset == 0);
    CHECK(fault_of("   ").offset == 3);
    CHECK(fault_of("a +").offset == 3);
    CHECK(fault_of("(a + b").offset == 6);
    CHECK(fault_of("a + b)").offset == 5);
    CHECK(fault_of("a b").offset == 2);
    CHECK(fault_of("a = b").what.help.find("==") != std::string::npos);
    CHECK(fault_of("a × b").what.help == "multiply with `*`");
    CHECK(fault_of("a ≥ b").what.help.find(">=") != std::string::npos);
    CHECK(fault_of("a && b").what.help.find("and") != std::string::npos);
    CHECK(fault_of("a − b").what.help.find("hyphen") != std::string::npos);
    CHECK(fault_of("a # comment").what.code == "formula-syntax");
    CHECK(fault_of("tỷ_lệ * 2").offset == 1);
    CHECK(fault_of("a + \xFF").offset == 4);
    CHECK(fault_of(std::string_view("a + \0", 5)).offset == 4);
}

TEST_CASE("parse: hostile texts end in a limit, not in a crash") {
    CHECK(fault_of(repeated("(", 200000)).what.code == "limit");
    CHECK(fault_of(repeated("(", 200000)).what.text.find("4000") != std::string::npos);
    for (const char* part :
         {"(", "-", "not ", "if ", "min(", "if a then ", "steps(", "a + (", "abs(-", "if a then 1 else "}) {
        CAPTURE(part);
        const dti::formula_fault fault = fault_of(repeated(part, 4000 / std::string_view(part).size()));
        CHECK(fault.what.code == "limit");
        CHECK(fault.what.text.find("100") != std::string::npos);
    }
    CHECK(fault_of(repeated("7", 200)).what.code == "limit");
    CHECK(fault_of("a + " + repeated("7", 200)).offset == 4);
    CHECK(fault_of(repeated("7", 101)).what.text.find("100") != std::string::npos);
    CHECK(parsed(repeated("7", 100)) == repeated("7", 100));
    CHECK(fault_of(repeated("\xFF", 4000)).offset == 0);
    CHECK(fault_of(repeated("a", 4001)).what.code == "limit");
    CHECK(parsed(repeated("a", 4000)).size() == 4000);
}

TEST_CASE("parse: as deep and as long as the limits allow") {
    CHECK(parsed(repeated("(", 99) + "a" + repeated(")", 99)) == "a");
    CHECK(fault_of(repeated("(", 100) + "a" + repeated(")", 100)).what.code == "limit");
    CHECK(parsed("a" + repeated("+a", 1999)).size() > 4000);
    CHECK(parsed(repeated("()", 0) + "a" + repeated("*(a", 99) + repeated(")", 99)).size() > 100);
}
