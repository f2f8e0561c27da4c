#include "dti/analyse/target_change.hpp"

#include "support/loaded.hpp"

#include <doctest/doctest.h>

#include <string>

using dti::exact;

namespace {

const std::string index_text = R"yaml(
dti: 1
index: test
title: {en: Test}
missing: zero
empty_denominator: zero
sub_indices:
  - id: all
    indicators:
      - {id: access, max_score: 10, inputs: {part: {unit: people}, whole: {unit: people}}, derive: {rate: part / whole},
         formula: "10/10 points = 100%"}
      - {id: firms, max_score: 5, inputs: {count: }, formula: "5 * clamp(count / 200, 0, 1)"}
      - {id: sent, max_score: 2, inputs: {sent: {kind: yes_no}}, formula: "if sent then 2 else 0"}
      - {id: opinion, max_score: 3, formula: points}
)yaml";

/// The changes as text: `indicator.slot=value`, then counts of what is reached, without a figure, and a
/// result.
std::string read(const std::string& profile) {
    const dti::shared_rules rules = dti_test::parse_rules(index_text);
    const dti_test::loaded_files files(rules, {{"unit.yaml", "unit: A\n" + profile}});
    REQUIRE_MESSAGE(files.data, files.found.to_text());
    const dti::model<exact> model(rules);
    const dti::scorecard<exact> card = dti::score(model, *files.data);
    const dti::analysed_cohort all(model, *files.data, card);
    const dti::target_changes made = dti::read_target_changes(all, 0);
    CHECK(made.changes.size() == made.changed.size());
    std::string text;
    for (const dti::figure_change& item : made.changes) {
        CHECK(item.value.supposed);
        text += rules->indicators()[item.indicator].source->id + '.' + std::to_string(item.slot) + '=' +
                dti::to_shortest_text(item.value.value) + (item.value.percent ? "% " : " ");
    }
    return text + std::to_string(made.reached.size()) + '/' + std::to_string(made.no_figure.size()) + '/' +
           std::to_string(made.results.size());
}

const std::string half =
    "values: {access: {rate: 50%}, firms: {count: 100}, sent: {sent: no}, opinion: {points: 1}}\n";

}  // namespace

TEST_CASE("target change: at least x changes what is lower or missing") {
    CHECK(read(half + "targets: {access: {rate: 80%}}") == "access.2=0.8% 0/0/0");
    CHECK(read("targets: {access: {rate: 80%}, opinion: {points: 2}}") == "access.2=0.8% opinion.0=2 0/0/0");
    CHECK(read(half + "targets: {access: {rate: 50%}, firms: {count: 40}}") == "2/0/0");
    CHECK(read("values: {access: {part: 30, whole: 40}}\ntargets: {access: {rate: 80%}}") ==
          "access.2=0.8% 0/0/0");
}

TEST_CASE("target change: over, at most, times and plus") {
    CHECK(read(half + "targets: {access: {rate: {over: 80%}}}") == "access.2=0.800001% 0/0/0");
    CHECK(read(half + "targets: {firms: {count: {over: 150}}}") == "firms.0=151 0/0/0");
    CHECK(read(half + "targets: {firms: {count: {over: 100}}}") == "firms.0=101 0/0/0");
    CHECK(read(half + "targets: {firms: {count: {over: 99.5}}}") == "1/0/0");
    CHECK(read(half + "targets: {opinion: {points: {over: 2}}}") == "opinion.0=2.000001 0/0/0");
    CHECK(read(half + "targets: {firms: {count: {at_most: 80}}}") == "firms.0=80 0/0/0");
    CHECK(read(half + "targets: {firms: {count: {at_most: 120}}}") == "1/0/0");
    CHECK(read("as_of: 2022-12-31\n" + half +
               "targets: {firms: {count: {times: 2, from: 2022}}, access: {rate: {plus: 5%, from: 2022}}}") ==
          "firms.0=200 access.2=0.55% 0/0/0");
    CHECK(read("as_of: 2023\n" + half + "targets: {firms: {count: {times: 2, from: 2022}}}") == "0/1/0");
    CHECK(read(half + "targets: {firms: {count: {plus: 2, from: 2022}}}") == "0/1/0");
    CHECK(read("as_of: 2022\ntargets: {firms: {count: {plus: 2, from: 2022}}}") == "0/1/0");
}

TEST_CASE("target change: answers, words alone, and what follows from figures") {
    CHECK(read(half + "targets: {sent: {sent: yes}}") == "sent.0=1 0/0/0");
    CHECK(read(half + "targets: {sent: {sent: no}}") == "1/0/0");
    CHECK(read(half + "targets: {access: {text: more}, all: {value: 0.8}, test: {rank: 10}}") == "0/1/2");
}
