// Messages about a formula, in both notations.
#pragma once

#include "dti/text/wording/phrases.hpp"

namespace dti::inline v0::wording {

[[nodiscard]] inline message formula_expected(std::string_view expected, std::string_view found_text) {
    message result{"formula-syntax", "expected " + std::string(expected) + ", found " + found(found_text),
                   ""};
    if (found_text == ",") {
        result.help = "`,` separates arguments; the decimal sign is `.`";
    }
    return result;
}

[[nodiscard]] inline message formula_character(std::string_view character) {
    message result{"formula-syntax", "no formula contains " + quote(character), ""};
    if (character == "=") {
        result.help = "equality is `==`; points by example read `0.4/10 points = 4%`";
    } else if (character == "%") {
        result.help = "`%` touches its number: 80%";
    } else if (character == ".") {
        result.help = "a number has digits on both sides of its decimal point: 0.5";
    } else if (character == "×" || character == "·") {
        result.help = "multiply with `*`";
    } else if (character == "÷") {
        result.help = "divide with `/`";
    } else if (character == "≥" || character == "≤" || character == "≠") {
        result.help = "compare with `>=`, `<=` or `!=`";
    } else if (character == "&" || character == "|" || character == "!") {
        result.help = "conditions are joined with `and`, `or`, `not`";
    } else if (character == "−" || character == "–") {
        result.help = "minus is the hyphen `-`";
    } else if (character == ";") {
        result.help = "`;` separates anchors of points by example only";
    }
    return result;
}

[[nodiscard]] inline message formula_chained() {
    return {"formula-syntax", "comparisons do not chain", "join two comparisons with `and`"};
}

[[nodiscard]] inline message formula_if_in_brackets() {
    return {"formula-syntax", "an `if` inside an expression stands in brackets",
            "write (if … then … else …)"};
}

[[nodiscard]] inline message formula_number_and_name(std::string_view number, std::string_view name) {
    return {
        "formula-syntax",
        "found " + quote(std::string(number) + std::string(name)) + ", which is neither a number nor a name",
        "multiply with `*`"};
}

[[nodiscard]] inline message formula_exponent(std::string_view found_text, int most) {
    return {"formula-syntax",
            "an exponent is a whole number from -" + std::to_string(most) + " to " + std::to_string(most) +
                ", found " + found(found_text),
            ""};
}

[[nodiscard]] inline message formula_round_digits(std::string_view found_text) {
    return {"formula-syntax",
            "the digits of `round(x, digits)` are a literal from 0 to 9, found " + found(found_text), ""};
}

[[nodiscard]] inline message formula_unknown_function(std::string_view name, std::string_view nearest) {
    return {"formula-name", "there is no function " + quote(name), did_you_mean(nearest)};
}

[[nodiscard]] inline message formula_unknown_name(std::string_view name, std::string_view nearest,
                                                  const std::vector<std::string>& valid) {
    return {"formula-name", "the indicator has no figure " + quote(name), mean_or_list(nearest, valid)};
}

[[nodiscard]] inline message formula_points_alone() {
    return {"formula-name", "`points` stands alone as a formula: points entered by assessors", ""};
}

[[nodiscard]] inline message formula_arguments(std::string_view function, std::size_t expected,
                                               std::size_t given) {
    return {"formula-syntax",
            quote(function) + " takes " + std::to_string(expected) +
                (expected == 1 ? " argument" : " arguments") + ", found " + std::to_string(given),
            ""};
}

[[nodiscard]] inline message formula_table_pairs(std::string_view function, int fewest, std::size_t given) {
    return {"formula-syntax",
            quote(function) + " needs at least " + std::to_string(fewest) +
                (fewest == 1 ? " pair" : " pairs") + " `threshold: value`, found " + std::to_string(given),
            ""};
}

[[nodiscard]] inline message formula_line_else() {
    return {"formula-syntax", "`line` has no `else`: it is constant beyond its ends", ""};
}

[[nodiscard]] inline message formula_type(std::string_view expected, std::string_view found_type) {
    return {"formula-type", "expected " + std::string(expected) + ", found " + std::string(found_type), ""};
}

[[nodiscard]] inline message formula_branches() {
    return {"formula-type", "both branches of an `if` are numbers or both are conditions", ""};
}

[[nodiscard]] inline message formula_clamp_bounds(const exact& low, const exact& high) {
    return {"formula-order", "`clamp` goes from " + brief(low) + " up to " + brief(high),
            "write clamp(x, low, high)"};
}

[[nodiscard]] inline message formula_cohort_in_derive() {
    return {"formula-name", "a derived figure belongs to one unit: cohort functions stand in `formula` only",
            ""};
}

[[nodiscard]] inline message formula_threshold_constant() {
    return {"formula-type", "a threshold is constant: it names no figure", ""};
}

[[nodiscard]] inline message formula_threshold_order(const exact& value, const exact& before) {
    return {"formula-order",
            "thresholds strictly increase, found " + brief(value) + " behind " + brief(before), ""};
}

[[nodiscard]] inline message formula_not_a_choice(std::string_view name) {
    return {"formula-type", quote(name) + " is no choice", "give the input `kind: choice` and `options`"};
}

[[nodiscard]] inline message formula_choice_incomplete(std::string_view name,
                                                       const std::vector<std::string>& left) {
    return {"formula-choice",
            "`choice` lists every option of " + quote(name) + " or has an `else`; not listed: " + list(left),
            ""};
}

[[nodiscard]] inline message example_expected(std::string_view expected, std::string_view found_text) {
    return {"formula-syntax",
            "expected " + std::string(expected) + " in points by example, found " + found(found_text),
            "the form is `0.4/10 points = 4%`; several are separated by `;`"};
}

[[nodiscard]] inline message example_above_max(const exact& points, const exact& max_score) {
    return {"formula-order", brief(points) + " points of " + brief(max_score) + " is above the maximum", ""};
}

[[nodiscard]] inline message example_order() {
    return {"formula-order", "the rates of several anchors strictly increase", ""};
}

[[nodiscard]] inline message example_zero_rate() {
    return {"formula-order", "one anchor at a rate of 0% says nothing about other rates",
            "give a second anchor"};
}

[[nodiscard]] inline message example_max_score(const exact& found_max, const exact& max_score) {
    return {"formula-anchor",
            "the example speaks of " + brief(found_max) + " points, the indicator's max_score is " +
                brief(max_score),
            ""};
}

[[nodiscard]] inline message example_which_figure(std::size_t inputs, std::size_t derived) {
    return {"formula-anchor",
            "points by example need one figure to be about; the indicator has " + std::to_string(inputs) +
                (inputs == 1 ? " input" : " inputs") + " and " + std::to_string(derived) + " derived",
            derived == 0 ? "derive the rate: `derive: {rate: part / whole}`"
                         : "name the figure in an expression instead"};
}

}  // namespace dti::inline v0::wording
