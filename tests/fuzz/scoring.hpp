// Scores data in both number types and looks over the result, for the fuzz targets that read data.
#pragma once

#include "dti/aggregate/score.hpp"
#include "dti/analyse/review_data.hpp"
#include "dti/load.hpp"
#include "promises.hpp"

namespace dti_fuzz {

/// A small definition with every kind of figure and of indicator.
inline const dti::shared_rules& small_index() {
    static const dti::shared_rules rules = [] {
        static constexpr const char* text = R"yaml(dti: 1
index: small
title: {vi: Chỉ số nhỏ, en: A small index}
missing: zero
empty_denominator: exclude
ties: average
min_coverage: 0.5
units: provinces-63
sub_indices:
  - id: services
    weight: 2
    indicators:
      - id: online
        max_score: 70/9
        inputs: {part: {}, whole: {unit: people}}
        derive: {rate: part / whole}
        formula: max_score * clamp(rate / 0.8, 0, 1)
      - {id: open, max_score: 5, inputs: {answer: {kind: yes_no}}, formula: if answer then 5 else 0}
      - {id: role, max_score: 10, inputs: {who: {kind: choice, options: [leader, deputy]}}, formula: "choice(who, leader: 10, deputy: 5)"}
      - {id: judged, max_score: 20, formula: points}
      - {id: extra, max_score: 3, bonus: true, inputs: {count: {}}, formula: "steps(count, 1: 1, 10: 3)"}
  - id: people
    max_score: 40
    indicators:
      - {id: best, max_score: 10, inputs: {users: {}}, formula: max_score * share_of_best(users)}
      - {id: mean, max_score: 10, inputs: {users: {}}, formula: "clamp(users / cohort_mean(users) * 5, 0, 10)"}
      - {id: fined, max_score: 10, min_score: -5, inputs: {leaks: {}}, formula: 10 - leaks ^ 3}
      - {id: shown, max_score: 0, scored: false, inputs: {size: {}}, formula: size}
pillars:
  - {id: all, title: {en: All}, sub_indices: [services, people]}
)yaml";
        dti::diagnostics found;
        dti::shared_rules made = dti::parse_definition("small.yaml", text, found);
        promise(made != nullptr, "the definition of the fuzzers is sound", found.to_text());
        return made;
    }();
    return rules;
}

template <class Number>
void score_once(const dti::data_set& data, std::string_view text) {
    dti::diagnostics found;
    const dti::scorecard<Number> card = dti::score(dti::model<Number>(small_index()), data);
    dti::report_faults(card.faults, data, found);
    dti::report_clamped(card, data, found);
    promise(card.units.size() == data.units().size(), "every unit is scored");
    check_promises(found, text);
}

/// Reads one text as the data of a run, and scores what can be read.
inline void read_and_score(const std::string& name, std::string_view text, dti::notation style) {
    dti::diagnostics found;
    const dti::data_text given{name, std::string(text)};
    const std::optional<dti::data_set> data =
        dti::parse_data(small_index(), std::span(&given, 1), style, found);
    promise(data.has_value() != found.has_errors(), "data or an error");
    if (data) {
        score_once<dti::exact>(*data, text);
        score_once<double>(*data, text);
        dti::review_data(*data, found);
    }
    check_promises(found, text);
}

}  // namespace dti_fuzz
