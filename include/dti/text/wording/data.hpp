// Messages about the figures of units.
#pragma once

#include "dti/text/wording/phrases.hpp"

#include <algorithm>

namespace dti::inline v0::wording {

[[nodiscard]] inline message missing_column(std::string_view name) {
    return {"missing-column", "the header needs the column " + quote(name), ""};
}

[[nodiscard]] inline message unknown_column(std::string_view name, std::string_view nearest) {
    return {"unknown-column", "unknown column " + quote(name),
            nearest.empty()
                ? "columns are `unit`, `group`, `ranked`, `synthetic`, `code` and `<indicator>.<figure>`"
                : did_you_mean(nearest)};
}

/// A heading that shows that the file is no CSV, or has other separators.
[[nodiscard]] inline message unknown_column_of_another_format(std::string_view name) {
    return {"unknown-column", "unknown column " + quote(name),
            name.find('\t') != std::string_view::npos
                ? "cells are separated by `,` or `;`, not by tabs"
                : "is it YAML? the profile of a unit is a file that ends in .yaml"};
}

[[nodiscard]] inline message duplicate_column(std::string_view name) {
    return {"duplicate-column", "column " + quote(name) + " stands twice", ""};
}

[[nodiscard]] inline message missing_column(std::string_view name, std::string_view nearest) {
    message made = missing_column(name);
    made.help = nearest.empty() ? "" : "is it " + quote(nearest) + '?';
    return made;
}

/// A row without an indicator says something of its unit.
[[nodiscard]] inline message unknown_unit_name(std::string_view name, std::string_view nearest) {
    return {"unknown-name", "there is no " + quote(name) + " of a unit",
            nearest.empty() ? "a row without an indicator gives `group`, `ranked`, `synthetic` or `code`"
                            : did_you_mean(nearest)};
}

[[nodiscard]] inline message empty_unit() {
    return {"empty-name", "the name of a unit is empty", ""};
}

/// `other` is another spelling of the unit's name; empty where there is none.
[[nodiscard]] inline message duplicate_unit(std::string_view unit, std::string_view other,
                                            std::string_view where) {
    return {"duplicate-unit",
            "unit " + quote(unit) + (other.empty() ? "" : " (" + quote(other) + ')') + " stands twice",
            "it first stands in " + std::string(where)};
}

[[nodiscard]] inline message duplicate_figure(std::string_view unit, std::string_view figure,
                                              std::string_view where) {
    return {"duplicate-figure", quote(figure) + " of " + quote(unit) + " is given twice",
            "it is first given in " + std::string(where)};
}

[[nodiscard]] inline message unit_conflict(std::string_view unit, std::string_view column) {
    return {"unit-conflict", "unit " + quote(unit) + " has two values of " + quote(column), ""};
}

[[nodiscard]] inline message no_units() {
    return {"no-units", "the file holds no unit",
            "below the header each row is one unit, or one figure of a unit"};
}

[[nodiscard]] inline message bad_yes_no(std::string_view text) {
    return {"bad-yes-no", "expected yes or no (có, không), found " + quote(text), ""};
}

[[nodiscard]] inline message bad_option(std::string_view text, std::string_view nearest,
                                        const std::vector<std::string>& valid) {
    return {"bad-option", quote(text) + " is no option here", mean_or_list(nearest, valid)};
}

/// `switched_by` says what switches the notation there; empty where nothing does.
[[nodiscard]] inline message thousands_dot(std::string_view text, std::string_view switched_by) {
    std::string joined(text);
    joined.erase(joined.find('.'), 1);
    return {"thousands-dot", quote(text) + " is read with a decimal point; is it " + joined + '?',
            "write " + joined + " for thousands" +
                (switched_by.empty() ? "" : ", or read it with " + std::string(switched_by))};
}

/// A text of Vietnamese notation whose first group of thousands begins with 0.
[[nodiscard]] inline message decimal_dot(std::string_view text, const exact& value) {
    std::string decimal(text);
    std::replace(decimal.begin(), decimal.end(), '.', ',');
    const bool one_point = std::count(decimal.begin(), decimal.end(), ',') == 1;
    const std::string whole = "in Vietnamese notation `.` stands before groups of three digits";
    return {"decimal-dot", quote(text) + " is read as " + brief(value),
            one_point ? whole + "; if decimals are meant, write " + quote(decimal) : whole};
}

[[nodiscard]] inline message mixed_synthetic() {
    return {"mixed-synthetic", "synthetic and real units do not go into one run",
            "a rank among invented figures says nothing"};
}

[[nodiscard]] inline message missing_figure(std::string_view unit, std::string_view indicator,
                                            std::string_view figure) {
    return {"missing-figure",
            "unit " + quote(unit) + " has no " + quote(std::string(indicator) + '.' + std::string(figure)) +
                ", and the definition says `missing: error`",
            ""};
}

[[nodiscard]] inline message empty_denominator(std::string_view unit, std::string_view indicator) {
    return {"empty-denominator",
            "indicator " + quote(indicator) + " of unit " + quote(unit) +
                " divides by zero, and the definition says `empty_denominator: error`",
            ""};
}

[[nodiscard]] inline message contradiction(std::string_view figure, std::string_view given,
                                           std::string_view computed) {
    return {"contradiction",
            quote(figure) + " is given as " + shorten(given) + ", its parts give " + shorten(computed),
            "mend the figure or its parts, or leave one of them out"};
}

[[nodiscard]] inline message reference_needed(std::string_view indicator, std::string_view function,
                                              std::string_view figure) {
    return {"reference-needed",
            "a run of one unit needs the reference " +
                quote(std::string(function) + '(' + std::string(figure) + ')') + " of indicator " +
                quote(indicator),
            "score it together with the other units, or give it under `references: {" +
                std::string(indicator) + ": {" + std::string(function) + ": {" + std::string(figure) +
                ": …}}}`"};
}

[[nodiscard]] inline message too_large(std::string_view unit, std::string_view indicator) {
    return {
        "too-large",
        "indicator " + quote(indicator) + " of unit " + quote(unit) + " grows beyond what this mode computes",
        "fast mode ends at 10^308, exact mode at cohort figures of millions of digits: try the other one "
        "with --mode"};
}

[[nodiscard]] inline message entered_clamped(std::string_view unit, std::string_view indicator,
                                             const exact& entered, const exact& kept) {
    return {"entered-clamped",
            "the points entered for " + quote(indicator) + " of " + quote(unit) + ", " + brief(entered) +
                ", are outside its range and count as " + brief(kept),
            ""};
}

}  // namespace dti::inline v0::wording
