// Messages about profiles: what a YAML file says of one unit.
#pragma once

#include "dti/text/wording/phrases.hpp"

namespace dti::inline v0::wording {

/// A file of another kind than the place on the command line asks for.
[[nodiscard]] inline message definition_as_data() {
    return {"wrong-file", "this file is a definition; expected figures of units",
            "the definition comes first, the files of units behind it: INDEX DATA…"};
}

[[nodiscard]] inline message profile_as_definition() {
    return {"wrong-file", "this file is the profile of a unit; expected a definition",
            "the definition comes first, the files of units behind it: INDEX DATA…"};
}

[[nodiscard]] inline message definition_as_targets() {
    return {"wrong-file", "this file is a definition; expected targets",
            "a file of targets is a map such as `online: {rate: 80%}`, alone or below `targets`"};
}

[[nodiscard]] inline message profile_no_map() {
    return {"wrong-kind", "expected the profile to be a map of keys and values",
            "a profile begins with `unit: …`; CSV files end in .csv"};
}

/// `percent`: the figure is right if a percent sign was forgotten.
[[nodiscard]] inline message official_value(const exact& value, bool percent) {
    return {"out-of-range", "expected the official value to be 0 to 1, found " + brief(value),
            percent ? "is it " + brief(value) + "%?" : ""};
}

[[nodiscard]] inline message wrong_index(std::string_view index, std::string_view expected) {
    return {"wrong-index",
            "the profile is for the index " + quote(index) + ", the definition is " + quote(expected),
            "score it with that definition, or mend the key `index`"};
}

[[nodiscard]] inline message unknown_figure(std::string_view indicator, std::string_view name,
                                            std::string_view nearest, const std::vector<std::string>& valid) {
    return {"unknown-name", "indicator " + quote(indicator) + " has no figure " + quote(name),
            mean_or_list(nearest, valid)};
}

[[nodiscard]] inline message reference_unused(std::size_t units) {
    return {"reference-unused",
            "`references` are for a run of one unit; this one has " + std::to_string(units),
            "cohort figures come from the units of the run"};
}

[[nodiscard]] inline message duplicate_reference(std::string_view indicator, std::string_view function,
                                                 std::string_view figure) {
    return {"duplicate-figure",
            "the reference " + quote(std::string(function) + '(' + std::string(figure) + ')') + " of " +
                quote(indicator) + " is given twice",
            "another file of this run gives it as well"};
}

[[nodiscard]] inline message duplicate_statement(std::string_view unit, std::string_view key) {
    return {"duplicate-figure", quote(key) + " of " + quote(unit) + " is given twice",
            "another file of this run gives it as well"};
}

[[nodiscard]] inline message subtotal_repeats(std::string_view indicator) {
    return {"subtotal-conflict", "indicator " + quote(indicator) + " stands in two subtotals",
            "its points are part of one sum only"};
}

[[nodiscard]] inline message subtotal_and_points(std::string_view indicator) {
    return {"subtotal-conflict",
            "points are entered for " + quote(indicator) + ", which also stands in a subtotal",
            "leave out the points, or take the indicator out of the subtotal"};
}

[[nodiscard]] inline message subtotal_mixed(std::string_view indicator, std::string_view other) {
    return {"subtotal-conflict",
            quote(indicator) + " and " + quote(other) +
                " cannot share a subtotal: they lie in different sub-indices or weigh differently",
            "give one subtotal for each sub-index and weight"};
}

[[nodiscard]] inline message subtotal_unscored(std::string_view indicator) {
    return {"subtotal-conflict",
            "indicator " + quote(indicator) + " is not scored: it has no part in a subtotal",
            "leave it out of `of`"};
}

[[nodiscard]] inline message subtotal_maximum(const exact& given, const exact& sum) {
    return {"subtotal-maximum",
            "the subtotal says max_score " + brief(given) + ", its indicators sum to " + brief(sum),
            "its points count as they are"};
}

[[nodiscard]] inline message subtotal_clamped(std::string_view unit, const exact& points, const exact& kept) {
    return {"entered-clamped",
            "a subtotal of " + quote(unit) + ", " + brief(points) +
                ", is outside the range of its indicators and counts as " + brief(kept),
            ""};
}

[[nodiscard]] inline message bad_deadline(std::string_view text) {
    return {"bad-date", quote(text) + " is no deadline",
            "write 2023-12-31, 2023-12, 2023-Q3, 2023 or ongoing"};
}

[[nodiscard]] inline message bad_year(std::string_view text) {
    return {"bad-date", quote(text) + " is no year", "write four digits, for example 2022"};
}

[[nodiscard]] inline message target_without_figure(std::string_view subject) {
    return {"missing-key", "the target of " + quote(subject) + " needs a figure or the key `text`",
            "a figure is `rate: 80%`, `{over: 150}`, `{at_most: 20}`, `{times: 2, from: 2022}` or `{plus: 5, "
            "from: 2022}`"};
}

[[nodiscard]] inline message target_form(std::string_view name) {
    return {"wrong-kind",
            "the target " + quote(name) + " takes exactly one of `over`, `at_most`, `times` and `plus`",
            "a number alone is the least that is to be reached; `from` goes with `times` and `plus`"};
}

/// More or less of an option means nothing.
[[nodiscard]] inline message target_of_choice(std::string_view name,
                                              const std::vector<std::string>& options) {
    return {"wrong-kind", "the target " + quote(name) + " is about a choice, which has no more and no less",
            "name the option that is wanted: " + list(options)};
}

[[nodiscard]] inline message duplicate_target(std::string_view name, std::string_view where) {
    return {"duplicate-figure", "the unit has a target for " + quote(name) + " already",
            "it is first given in " + std::string(where)};
}

[[nodiscard]] inline message empty_agency(std::string_view key) {
    return {"empty-name", "an agency below " + quote(key) + " has no name", ""};
}

}  // namespace dti::inline v0::wording
