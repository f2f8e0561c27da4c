#include "dti/analyse/target_counts.hpp"

#include "support/loaded.hpp"

#include <doctest/doctest.h>

#include <string>
#include <vector>

namespace {

/// A row in two parts, one that counts firms, one in words, one that assessors enter; missing figures earn 0.
const std::string plan = R"yaml(
dti: 1
index: plan
title: {en: A plan}
headline: counts
missing: zero
empty_denominator: zero
min_coverage: 0.95
sub_indices:
  - id: government
    indicators:
      - {id: province, code: "1", max_score: 1, weight: 1/4, inputs: {done: , all: }, derive: {rate: done / all},
         formula: "1/1 points = 80%"}
      - {id: district, code: "1", max_score: 2, weight: 3/4, inputs: {rate: }, formula: "2/2 points = 50%"}
  - id: economy
    indicators:
      - {id: firms, code: "1", max_score: 1, inputs: {count: }, formula: "clamp(count / 150, 0, 1)"}
      - {id: wish, code: "2", max_score: 0, scored: false}
      - {id: opinion, max_score: 5, formula: points}
)yaml";

struct counted {
    dti_test::loaded_files files;
    dti::scorecard<dti::exact> card;
    dti::unit_target_counts counts;

    explicit counted(const std::string& values)
        : files(dti_test::parse_rules(plan), {{"unit.yaml", "unit: A\n" + values}}) {
        REQUIRE_MESSAGE(files.data.has_value(), files.found.to_text());
        const dti::model<dti::exact> scored(dti_test::parse_rules(plan));
        card = dti::score(scored, *files.data);
        counts = dti::count_targets(scored, *files.data, card, 0);
    }
    [[nodiscard]] std::string states() const {
        std::string text;
        for (const dti::target_state state : counts.indicators) {
            text += (text.empty() ? "" : " ") +
                    std::string(dti::target_state_words[static_cast<std::size_t>(state)]);
        }
        return text;
    }
};

/// met, not met, no data, without a figure
std::string rows(const dti::target_counts& counts) {
    std::string text;
    for (const std::size_t count : counts.rows) {
        text += (text.empty() ? "" : " ") + std::to_string(count);
    }
    return text;
}

}  // namespace

TEST_CASE("target_counts: without targets full points are what is to be reached") {
    const counted all(
        "values: {province: {done: 80, all: 100}, district: {rate: 51%}, firms: {count: 149},"
        " opinion: {points: 5}}\n");
    CHECK(all.states() == "met met not_met no_figure met");
    CHECK(rows(all.counts.all) == "2 1 0 1");
    CHECK(rows(all.counts.sub_indices[0]) == "1 0 0 0");
    CHECK(rows(all.counts.sub_indices[1]) == "1 1 0 1");
    CHECK(all.counts.leads.empty());
}

TEST_CASE("target_counts: parts of one code in a sub-index are one row") {
    CHECK(rows(counted("values: {province: {rate: 79%}}\n").counts.sub_indices[0]) == "0 1 0 0");
    CHECK(rows(counted("values: {province: {rate: 80%}}\n").counts.sub_indices[0]) == "0 0 1 0");
    CHECK(rows(counted("values: {}\n").counts.all) ==
          "0 0 3 1");  // code 1 of another sub-index is another row
}

TEST_CASE("target_counts: a target of the data decides, exactly") {
    const std::string target = "targets: {firms: {count: {over: 150}}, province: {rate: 84%}}\n";
    CHECK(counted("values: {firms: {count: 150}}\n" + target).states() ==
          "no_data no_data not_met no_figure no_data");
    CHECK(counted("values: {firms: {count: 151}, province: {done: 84, all: 100}}\n" + target).states() ==
          "met no_data met no_figure no_data");
    CHECK(counted("values: {province: {done: 83.999, all: 100}}\n" + target).counts.indicators[0] ==
          dti::target_state::not_met);
}

TEST_CASE("target_counts: figures of a target that are no rate") {
    const std::string values = "values: {district: {rate: 20%}, opinion: {points: 3}}\n";
    CHECK(counted(values + "targets: {opinion: {points: 3}, district: {rate: {at_most: 20%}}}\n").states() ==
          "no_data met no_data no_figure met");
    CHECK(counted(values + "targets: {opinion: {points: 3.01}, district: {rate: {plus: 5%, from: 2022}}}\n")
              .states() == "no_data no_figure no_data no_figure not_met");
    CHECK(counted("values: {}\ntargets: {opinion: {points: 0}}\n").counts.indicators[4] ==
          dti::target_state::no_data);  // the 0 of a policy is no figure
}

TEST_CASE("target_counts: points that a policy gave are no data") {
    const counted empty("values: {province: {done: 1, all: 0}, district: {rate: 50%}}\n");
    CHECK(empty.counts.indicators[0] == dti::target_state::no_data);
    CHECK(empty.counts.sub_indices[0].progress == dti::exact(1));
}

TEST_CASE("target_counts: a target in words leaves the points to decide") {
    CHECK(counted("values: {district: {rate: 50%}}\ntargets: {district: {text: by and by}}\n")
              .counts.indicators[1] == dti::target_state::met);
}

TEST_CASE("target_counts: progress is the mean attainment of what has data, by weight") {
    const counted some("values: {province: {rate: 40%}, district: {rate: 50%}, opinion: {points: 0}}\n");
    CHECK(some.counts.sub_indices[0].progress == dti::exact(7, 8));  // 1/4 · 1/2 + 3/4 · 1
    CHECK(some.counts.all.progress == dti::exact(7, 16));            // and 1 · 0, over 2
    CHECK_FALSE(counted("values: {}\n").counts.all.progress);
}

TEST_CASE("target_counts: by lead agency, in the order of the plan") {
    const counted led(
        "values: {province: {rate: 1}, district: {rate: 0}, firms: {count: 150}}\n"
        "targets:\n  firms: {count: 150, lead: B}\n  province: {rate: 80%, lead: [A, B]}\n"
        "  district: {rate: 50%, lead: A}\n");
    REQUIRE(led.counts.leads.size() == 3);
    CHECK(led.counts.leads[0].first == "A");
    CHECK(rows(led.counts.leads[0].second) == "0 1 0 0");  // both parts of code 1
    CHECK(led.counts.leads[1].first == "B");
    CHECK(rows(led.counts.leads[1].second) == "1 1 0 0");  // the firms; the row of which B leads a part
    CHECK(led.counts.leads[1].second.progress == dti::exact(1));
    CHECK(led.counts.leads[2].first.empty());
    CHECK(rows(led.counts.leads[2].second) == "0 0 1 1");
}

TEST_CASE("target_counts: an index of targets has no total, no range, no rank") {
    const counted all(
        "values: {province: {rate: 1}, district: {rate: 1}, firms: {count: 1}, opinion: {points: "
        "1}}\n");
    const dti::unit_score<dti::exact>& unit = all.card.units[0];
    CHECK_FALSE(unit.values.total);
    CHECK_FALSE(unit.values.total_points);
    CHECK_FALSE(unit.low);
    CHECK_FALSE(unit.high);
    CHECK_FALSE(unit.rank);
    CHECK_FALSE(unit.below_coverage);
    CHECK(unit.values.sub_indices[0] == dti::exact(1));
}
