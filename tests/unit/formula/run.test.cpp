#include "dti/formula/run.hpp"

#include "support/allocations.hpp"
#include "support/formula.hpp"

#include <doctest/doctest.h>

#include <limits>
#include <string>

using dti::exact;
using dti_test::bound_figures;
using dti_test::compile_text;
using dti_test::evaluate;
using dti_test::mixed_scope;
using dti_test::number;
using dti_test::scope_of;

namespace {

/// A formula over x and y (numbers), reported (1) and role (deputy).
template <class Number>
std::optional<Number> mixed(std::string_view text, const exact& x, const exact& y = 0) {
    return evaluate<Number>(text, mixed_scope(), {x, y, 1, 1});
}

/// The number of formulas that need the division, of those given.
template <class Number>
bool is_empty(std::string_view text) {
    return !mixed<Number>(text, 1, 0).has_value();
}

}  // namespace

TEST_CASE_TEMPLATE("run: arithmetic", Number, exact, double) {
    CHECK(evaluate<Number>("1 + 2 * 3 - 8 / 4") == Number(5));
    CHECK(evaluate<Number>("7 - 4 - 2") == Number(1));
    CHECK(evaluate<Number>("16 / 4 / 2") == Number(2));
    CHECK(evaluate<Number>("-2^2") == Number(-4));
    CHECK(evaluate<Number>("(-2)^2") == Number(4));
    CHECK(evaluate<Number>("2^-2") == number<Number>(exact(1, 4)));
    CHECK(evaluate<Number>("0^0") == Number(1));
    CHECK(*mixed<Number>("x^0", 0) == Number(1));
    CHECK(evaluate<Number>("80%") == number<Number>(exact(4, 5)));
    CHECK(evaluate<Number>("max_score / 4") == number<Number>(exact(5, 2)));
    CHECK(*mixed<Number>("x * y - x / y", 6, 2) == Number(9));
    CHECK(*mixed<Number>("--x", 6) == Number(6));
}

TEST_CASE_TEMPLATE("run: functions", Number, exact, double) {
    CHECK(*mixed<Number>("min(x, y, 5)", 6, 7) == Number(5));
    CHECK(*mixed<Number>("max(x, y, 5)", 6, 7) == Number(7));
    CHECK(*mixed<Number>("min(x)", 6) == Number(6));
    CHECK(*mixed<Number>("abs(x)", -6) == Number(6));
    CHECK(*mixed<Number>("floor(x)", exact(-5, 2)) == Number(-3));
    CHECK(*mixed<Number>("ceil(x)", exact(-5, 2)) == Number(-2));
    CHECK(*mixed<Number>("round(x)", exact(5, 2)) == Number(3));
    CHECK(*mixed<Number>("round(x)", exact(-5, 2)) == Number(-3));
    CHECK(*mixed<Number>("round(x, 1)", exact(5, 4)) == number<Number>(exact(13, 10)));
    CHECK(*mixed<Number>("clamp(x, 0, 10)", 12) == Number(10));
    CHECK(*mixed<Number>("clamp(x, 0, 10)", -1) == Number(0));
    CHECK(*mixed<Number>("clamp(x, y, 10)", 5, 20) == Number(20));  // crossed bounds: the lower one wins
}

TEST_CASE_TEMPLATE("run: comparisons and conditions", Number, exact, double) {
    const auto truth = [](const std::string& condition) {
        return *mixed<Number>("if " + condition + " then 1 else 0", 2, 3) == Number(1);
    };
    CHECK(truth("x < y"));
    CHECK_FALSE(truth("y < x"));
    CHECK(truth("x <= 2"));
    CHECK(truth("y > x"));
    CHECK(truth("y >= 3"));
    CHECK_FALSE(truth("y > 3"));
    CHECK(truth("x == 2"));
    CHECK(truth("x != y"));
    CHECK(truth("reported"));
    CHECK(truth("x > 5 or y > 2"));
    CHECK(truth("not (x > 5) and reported"));
    CHECK(truth("x > 5 and x > 6 or reported"));  // `and` binds more closely
    CHECK_FALSE(truth("x > 5 and (x > 6 or reported)"));
    CHECK(truth("if x > y then x > 1 else y > 2"));
    CHECK(*mixed<Number>("reported * 5 + 1", 0) == Number(6));
}

TEST_CASE_TEMPLATE("run: steps take the value at the largest threshold not above x", Number, exact, double) {
    const auto at = [](const exact& x) {
        return *mixed<Number>("steps(x, 1: 5, 2: 10, 4: 20, else: -1)", x);
    };
    CHECK(at(0) == Number(-1));
    CHECK(at(exact(99, 100)) == Number(-1));
    CHECK(at(1) == Number(5));
    CHECK(at(exact(199, 100)) == Number(5));
    CHECK(at(2) == Number(10));
    CHECK(at(4) == Number(20));
    CHECK(at(1000) == Number(20));
    CHECK(*mixed<Number>("steps(x, 1: 5)", 0) == Number(0));
    CHECK(*mixed<Number>("steps(x, 1: y, else: x)", 1, 7) == Number(7));
}

TEST_CASE_TEMPLATE("run: line goes through its points, constant beyond its ends", Number, exact, double) {
    const auto at = [](const exact& x) { return *mixed<Number>("line(x, 0: 0, 0.5: 8, 1: 10)", x); };
    CHECK(at(-1) == Number(0));
    CHECK(at(0) == Number(0));
    CHECK(at(exact(1, 4)) == Number(4));
    CHECK(at(exact(1, 2)) == Number(8));
    CHECK(at(exact(3, 4)) == Number(9));
    CHECK(at(1) == Number(10));
    CHECK(at(2) == Number(10));
    CHECK(*mixed<Number>("line(x, 0: y, 2: x)", 1, 7) == Number(4));
    CHECK(*mixed<Number>("line(x, 0: 10, 1: 0)", exact(1, 4)) == number<Number>(exact(15, 2)));
}

TEST_CASE_TEMPLATE("run: choice", Number, exact, double) {
    const auto at = [](int role) {
        return *evaluate<Number>("choice(role, leader: 10, deputy: x, else: 1)", mixed_scope(),
                                 {5, 0, 0, role});
    };
    CHECK(at(0) == Number(10));
    CHECK(at(1) == Number(5));
    CHECK(at(2) == Number(1));
    CHECK(*evaluate<Number>("choice(role, member: 1, leader: 3, deputy: 2)", mixed_scope(), {0, 0, 0, 2}) ==
          Number(1));
}

TEST_CASE_TEMPLATE("run: cohort figures", Number, exact, double) {
    CHECK(*evaluate<Number>("x / cohort_max(x) + cohort_count(y)", mixed_scope(), {4, 0, 0, 0}, {8, 3}) ==
          number<Number>(exact(7, 2)));
    CHECK(*evaluate<Number>("share_of_best(x) * 10", mixed_scope(), {4, 0, 0, 0}, {8}) == Number(5));
    CHECK_FALSE(evaluate<Number>("share_of_best(x)", mixed_scope(), {0, 0, 0, 0}, {0}).has_value());
}

TEST_CASE_TEMPLATE("run: a division by zero that is needed makes the result empty", Number, exact, double) {
    CHECK(is_empty<Number>("x / y"));
    CHECK(is_empty<Number>("y^-1"));
    CHECK(is_empty<Number>("0 * (x / y)"));
    CHECK(is_empty<Number>("min(0, x / y)"));
    CHECK(is_empty<Number>("1 / (x / y)"));
    CHECK(is_empty<Number>("if x / y > 1 then 1 else 2"));
    CHECK(is_empty<Number>("steps(x / y, 1: 1)"));
    CHECK(is_empty<Number>("steps(x, 1: x / y)"));
    CHECK(is_empty<Number>("line(x, 0: 0, 2: x / y)"));
    CHECK(is_empty<Number>("choice(role, deputy: x / y, else: 1)"));
    CHECK(is_empty<Number>("if not (x / y > 1) then 1 else 2"));
    CHECK(is_empty<Number>("(x / y)^0"));
}

TEST_CASE_TEMPLATE("run: division is lazy, what is not needed is not divided", Number, exact, double) {
    CHECK_FALSE(is_empty<Number>("if y == 0 then 5 else x / y"));
    CHECK_FALSE(is_empty<Number>("if y != 0 and x / y > 1 then 1 else 2"));
    CHECK_FALSE(is_empty<Number>("if y == 0 or x / y > 1 then 1 else 2"));
    CHECK_FALSE(is_empty<Number>("steps(x, 1: 5, 2: x / y, else: x / y)"));
    CHECK_FALSE(
        is_empty<Number>("line(x, 0: x / y, 1: 5, 2: x / y)"));  // exactly at a point, only its value counts
    CHECK_FALSE(is_empty<Number>("line(x, 2: 5, 3: x / y)"));
    CHECK_FALSE(is_empty<Number>("choice(role, leader: x / y, deputy: 1, else: x / y)"));
}

TEST_CASE_TEMPLATE("run: an empty derived figure counts only where it is used", Number, exact, double) {
    const dti::formula_scope scope = scope_of({"x"}, {"rate"});
    for (const auto& [text, empty] :
         {std::pair("rate + 1", true), std::pair("if x > 0 then 1 else rate", false),
          std::pair("if x > 0 then rate else 1", true)}) {
        const dti::program code = compile_text(text, scope);
        bound_figures<Number> bound(code, {1, 0});
        bound.states[1] = dti::slot_state::empty;
        CHECK(dti::run<Number>(code, bound.inputs()).empty == empty);
    }
}

TEST_CASE("run: exact results where double alone is off") {
    CHECK(evaluate<exact>("1/3 * 30") == 10);
    CHECK(evaluate<exact>("if 1/3 * 30 == 10 then 1 else 0") == 1);
    CHECK(evaluate<exact>("if 0.84/1.05 >= 0.8 then 1 else 0") == 1);
    CHECK(evaluate<exact>("0.1 + 0.2") == exact(3, 10));
    CHECK(dti::to_text(evaluate<exact>("41 * 33 / 40"), 2) == "33.83");
    CHECK(dti::to_text(evaluate<exact>("10 * 10.35%"), 2) == "1.04");
    CHECK(dti::to_text(evaluate<exact>("20 * 8.94%"), 2) == "1.79");
    CHECK(dti::to_text(evaluate<exact>("47/7 * 0.035"), 2) == "0.24");
    CHECK(dti::to_text(evaluate<exact>("round(1.005, 2)"), 2) == "1.01");
}

TEST_CASE("run: figures beyond 64 bits stay exact") {
    const exact large(std::numeric_limits<std::int64_t>::max());
    CHECK(*mixed<exact>("(x * x - 1) / (x + 1) - x", large) == -1);
    CHECK(*mixed<exact>("x^64 / x^63", large) == large);
    CHECK(*mixed<exact>("floor(x^3 / y)", large, 2) == (large * large * large - 1) / 2);
}

TEST_CASE("run: what overflows double is told, also where a later operation hides it") {
    for (const char* text :
         {"x^64", "x^64 - x^64", "min(10, x^64 * y)", "if x^64 > 1 then 5 else 1", "1 / x^64"}) {
        CAPTURE(text);
        const dti::program code = compile_text(text, mixed_scope());
        const std::vector<exact> figures{exact(10000000000), 0, 1, 1};
        CHECK(dti::run<double>(code, bound_figures<double>(code, figures).inputs()).overflow);
        CHECK_FALSE(dti::run<exact>(code, bound_figures<exact>(code, figures).inputs()).overflow);
    }
    CHECK_FALSE(
        dti::run<double>(
            compile_text("x^4", mixed_scope()),
            bound_figures<double>(compile_text("x^4", mixed_scope()), {exact(10000000000), 0, 1, 1}).inputs())
            .overflow);
}

TEST_CASE_TEMPLATE("run: the longest sum recurses safely", Number, exact, double) {
    std::string sum = "x";
    const int terms = static_cast<int>(dti::formula_limits::growth);
    for (int i = 1; i < terms; ++i) {
        sum += "+x";
    }
    CHECK(*mixed<Number>(sum, 3) == Number(3 * terms));
    std::string logic = "reported";
    while (logic.size() + 13 + 16 <= dti::formula_limits::length) {
        logic += " and reported";
    }
    CHECK(*mixed<Number>("if " + logic + " then 1 else 0", 3) == Number(1));
}

TEST_CASE("run: the deepest nesting recurses safely") {
    std::string nested = "x";
    for (int i = 0; i < 98; ++i) {
        nested = "max(x," + nested + ")";
    }
    CHECK(*mixed<exact>(nested, 3) == 3);
}

TEST_CASE("run: in double a run allocates nothing") {
    for (const char* text :
         {"x / y * 10", "0.4/10 points = 4%", "if reported and x < y then round(x^3 / 7, 2) else abs(-x)",
          "clamp(line(x, 0: 0, 0.5: y, 1: 10) + steps(y, 1: 2, 2: x / 0, else: 1), 0, max_score)",
          "choice(role, leader: 1, deputy: share_of_best(x), else: cohort_mean(y))",
          "floor(x) + ceil(y) - 2^-3"}) {
        CAPTURE(text);
        const bool example = std::string_view(text).find("points") != std::string_view::npos;
        const dti::formula_scope scope = example ? scope_of({"x"}) : mixed_scope();
        const dti::program code = compile_text(text, scope);
        const bound_figures<double> bound(code, {exact(3, 4), exact(5, 2), 1, 1}, {4, 5});
        const dti::program_inputs<double> inputs = bound.inputs();
        double sum = 0;
        const std::size_t before = dti_test::allocations();
        for (int i = 0; i < 100; ++i) {
            sum += dti::run<double>(code, inputs).value;
        }
        const std::size_t after = dti_test::allocations();
        CHECK(after == before);
        CHECK(sum == sum);
    }
    CHECK(dti_test::allocations() > 0);  // the counter counts
}
