// Worked examples: do the formulas of a definition give the points that a document printed?
//
// In: a compiled definition. Out: what fails, with the place of the example. Computed exactly; the result is
// compared at the decimals that the example writes.
#pragma once

#include "dti/evaluate/indicator_score.hpp"

#include <string>
#include <vector>

namespace dti::inline v0 {

struct example_failure {
    position where;  ///< in the definition's source
    message what;
};

namespace detail {

/// Sets up the example's figures; returns the first that cannot be, with its place. A suggestion for its name
/// costs a comparison with every name: `suggests` says whether it is worth it.
inline std::optional<example_failure> prepare_example(const compiled_indicator& item, const example& worked,
                                                      data_set& data, bool suggests) {
    const std::string& id = item.source->id;
    for (const given_figure& given : worked.given) {
        const std::optional<std::size_t> slot = item.find_slot(given.name);
        if (!slot) {
            std::vector<std::string> known;
            for (const scope_entry& entry : item.scope.entries) {
                known.push_back(entry.name);
            }
            return example_failure{given.where,
                                   wording::formula_unknown_name(
                                       given.name, suggests ? nearest_name(given.name, known) : "", known)};
        }
        figure_reading read =
            read_figure(given.text, &item.scope.entries[*slot], notation::plain, "the definition");
        if (read.mistake) {
            return example_failure{given.where, std::move(*read.mistake)};
        }
        data.at(0, item.first_field + *slot) = std::move(read.value);
    }
    for (const reference_figure& reference : worked.references) {
        const number_result read = parse_number(reference.text);
        if (!read.number) {
            return example_failure{worked.where, wording::bad_number(reference.text, read.fault,
                                                                     notation::plain, "the definition")};
        }
        data.set_reference(id, reference.function, reference.name, read.number->value);
    }
    return std::nullopt;
}

inline std::string describe_fault(const score_fault& fault) {
    switch (fault.kind) {
        case fault_kind::missing_figure:
            return wording::quote(fault.name) + " is not given";
        case fault_kind::reference_needed:
            return "the reference " + wording::quote(fault.function + '(' + fault.name + ')') +
                   " is not given";
        case fault_kind::empty_denominator:
            return "it divides by zero, and the definition says `empty_denominator: error`";
        case fault_kind::contradiction:
            return wording::quote(fault.name) + " contradicts its parts, which give " +
                   to_shortest_text(fault.computed);
        case fault_kind::too_large:
            break;
    }
    return "a figure is out of range";
}

}  // namespace detail

/// Runs every worked example of every indicator.
[[nodiscard]] inline std::vector<example_failure> check_examples(const shared_rules& rules) {
    std::vector<example_failure> failures;
    const model<exact> scored(rules);
    for (std::size_t i = 0; i < rules->indicators().size(); ++i) {
        const compiled_indicator& item = rules->indicators()[i];
        for (const example& worked : item.source->examples) {
            const auto unusable = [&](const std::string& why) {
                failures.push_back({worked.where, wording::example_unusable(item.source->id, why)});
            };
            const number_result expected = parse_number(worked.points);
            if (!expected.number) {
                failures.push_back({worked.where, wording::bad_number(worked.points, expected.fault,
                                                                      notation::plain, "the definition")});
                continue;
            }
            data_set data(rules);
            data.add_unit({.name = "example"});
            if (std::optional<example_failure> mistake = detail::prepare_example(
                    item, worked, data, failures.size() < diagnostics::shown_per_file)) {
                failures.push_back(std::move(*mistake));
                continue;
            }
            std::vector<score_fault> faults = find_contradictions(data);
            const cohort<exact> figures(scored, data);
            const indicator_score<exact> result =
                detail::indicator_scorer<exact>(scored, figures, data, faults).score(0, i);
            if (!faults.empty()) {
                unusable(detail::describe_fault(faults.front()));
            } else if (!result.points) {
                unusable("the indicator is " +
                         std::string(score_status_words[static_cast<std::size_t>(result.status)]));
            } else if (round_half_up(*result.points, expected.number->decimals) != expected.number->value) {
                failures.push_back(
                    {worked.where,
                     wording::example_fails(item.source->id, worked.points,
                                            to_text(*result.points, expected.number->decimals + 2))});
            }
        }
    }
    return failures;
}

}  // namespace dti::inline v0
