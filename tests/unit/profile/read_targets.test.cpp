#include "profile/read_targets.hpp"

#include "support/loaded.hpp"
#include "support/print.hpp"

#include <doctest/doctest.h>

using dti::exact;
using dti::target;
using dti::target_kind;
using dti::target_level;
using dti_test::loaded_files;

namespace {

dti::shared_rules rules() {
    static const dti::shared_rules shared = dti_test::parse_rules(R"(dti: 1
index: ward
title: {en: Ward}
sub_indices:
  - id: services
    indicators:
      - {id: online, max_score: 10, inputs: {part: , whole: }, derive: {rate: part / whole}, formula: max_score * rate}
  - id: visits
    indicators:
      - {id: visits, max_score: 5, inputs: {count: }, formula: count}
      - {id: portal, max_score: 5, inputs: {open: {kind: yes_no}, level: {kind: choice, options: [none, linked]}},
         formula: "if open then 5 else 0"}
pillars:
  - {id: everything, title: {en: Everything}, sub_indices: [services, visits]}
)");
    return shared;
}

/// What stands below `targets:`, which is line 2.
loaded_files read(const std::string& text) {
    return {rules(), {{"a.yaml", "unit: A\ntargets:\n" + text}}};
}

std::string mistakes(const std::string& text) {
    return read(text).mistakes();
}

/// The only target; there must be no mistake.
target only_target(const std::string& text) {
    const loaded_files file = read(text);
    REQUIRE_MESSAGE(file.mistakes() == "", file.found.to_text());
    REQUIRE(file.data->profile(0).targets.size() == 1);
    return file.data->profile(0).targets[0];
}

}  // namespace

TEST_CASE("targets: forms of a figure") {
    const target least = only_target("  online: {rate: 80%}\n");
    CHECK(least.level == target_level::indicator);
    CHECK(least.subject == 0);
    CHECK(least.name == "rate");
    CHECK(least.kind == target_kind::at_least);
    CHECK(least.figure.value == exact(4, 5));
    CHECK(least.figure.percent);
    CHECK(least.where == dti::position{3, 12});

    CHECK(only_target("  online: {rate: {over: 80%}}\n").kind == target_kind::over);
    CHECK(only_target("  visits: {rank: {at_most: 20}}\n").kind == target_kind::at_most);
    const target times = only_target("  visits: {count: {times: 2, from: 2022}}\n");
    CHECK(times.kind == target_kind::times);
    CHECK(times.figure.value == exact(2));
    CHECK(times.from == "2022");
    CHECK(only_target("  visits: {count: {plus: 5, from: 2022}}\n").kind == target_kind::plus);
}

TEST_CASE("targets: an answer, where the figure is one") {
    const target open = only_target("  portal: {open: có}\n");
    CHECK(open.kind == target_kind::answer);
    CHECK(open.figure.value == exact(1));
    CHECK(open.answer == "");
    CHECK(only_target("  portal: {open: no}\n").figure.value == exact(0));
    CHECK(only_target("  portal: {open: 1}\n").kind == target_kind::at_least);
    const target level = only_target("  portal: {level: linked}\n");
    CHECK(level.kind == target_kind::answer);
    CHECK(level.figure.value == exact(1));
    CHECK(level.answer == "linked");
    CHECK(mistakes("  portal: {level: {over: 1}}\n") == "wrong-kind 3:12 -");
    CHECK(mistakes("  portal: {level: 1}\n") == "bad-option 3:19 -");
    CHECK(mistakes("  portal: {level: lined, open: perhaps}\n") == "bad-option 3:19; bad-number 3:32 -");
}

TEST_CASE("targets: what they are about") {
    const target part = only_target("  services: {value: 0.9}\n");
    CHECK(part.level == target_level::sub_index);
    CHECK(part.subject == 0);
    CHECK(only_target("  everything: {points: 9}\n").level == target_level::pillar);
    CHECK(only_target("  ward: {rank: 3}\n").level == target_level::index);
    CHECK(only_target("  online: {points: 9}\n").level == target_level::indicator);
}

TEST_CASE("targets: an id of two things means the one that has the figure") {
    CHECK(only_target("  visits: {count: 3}\n").level == target_level::indicator);
    const target part = only_target("  visits: {value: 1}\n");
    CHECK(part.level == target_level::sub_index);
    CHECK(part.subject == 1);
}

TEST_CASE("targets: agencies, deadline and text go with every figure") {
    const loaded_files file = read(
        "  online: {rate: 80%, points: 8, lead: Sở Nội vụ, with: [Công an, Sở Y tế], deadline: 2023-Q3}\n"
        "  services: {text: done, deadline: ongoing}\n");
    REQUIRE_MESSAGE(file.mistakes() == "", file.found.to_text());
    const std::vector<target>& targets = file.data->profile(0).targets;
    REQUIRE(targets.size() == 3);
    CHECK(targets[0].lead == std::vector<std::string>{"Sở Nội vụ"});
    CHECK(targets[1].with == std::vector<std::string>{"Công an", "Sở Y tế"});
    CHECK(targets[1].name == "points");
    CHECK(targets[1].deadline == "2023-Q3");
    CHECK(targets[2].kind == target_kind::text_only);
    CHECK(targets[2].text == "done");
    CHECK(targets[2].name.empty());
    CHECK(targets[2].deadline == "ongoing");
}

TEST_CASE("targets: names of agencies are compared") {
    const target led = only_target("  online: {rate: 1, lead: [\" A \", A, So\u0309, S\u1edf], with: B}\n");
    CHECK(led.lead.size() == 3);
    CHECK(led.lead[0] == "A");
    CHECK(mistakes("  online: {rate: 1, lead: [\"\"]}\n") == "empty-name 3:27 -");
    std::string many = "a0";
    for (int i = 1; i <= 100; ++i) {
        many += ", a" + std::to_string(i);
    }
    CHECK(mistakes("  online: {rate: 1, lead: [" + many + "]}\n").substr(0, 5) == "limit");
}

TEST_CASE("targets: of one unit in two files") {
    const loaded_files twice(rules(), {{"a.yaml", "unit: A\ntargets: {online: {rate: 80%}}\n"},
                                       {"b.yaml", "unit: A\ntargets: {online: {rate: 90%}}\n"}});
    CHECK(twice.mistakes() == "duplicate-figure 2:20 -");
    CHECK(twice.help() == "it is first given in a.yaml:2");
    const loaded_files both(
        rules(), {{"a.yaml", "unit: A\ntargets: {online: {rate: 80%}, visits: {count: 9}}\n"},
                  {"b.yaml", "unit: A\ntargets: {online: {rate: 90%}, visits: {text: soon, count: 9}}\n"}});
    CHECK(both.mistakes() == "duplicate-figure 2:20; duplicate-figure 2:53 -");
    const loaded_files parts(rules(), {{"a.yaml", "unit: A\ntargets: {online: {rate: 80%}}\n"},
                                       {"b.yaml", "unit: A\ntargets: {visits: {count: 9}}\n"}});
    CHECK(parts.data->profile(0).targets.size() == 2);
}

TEST_CASE("targets: a note") {
    CHECK(only_target("  online: {rate: 80%, note: annex 2}\n").note == "annex 2");
    CHECK(only_target("  online: {text: soon, note: [annex 2, row 3]}\n").note == "annex 2; row 3");
}

TEST_CASE("targets: deadlines") {
    const auto of = [](const std::string& text) {
        return mistakes("  online: {rate: 1, deadline: " + text + "}\n");
    };
    for (const char* right :
         {"2023", "2023-12", "2023-Q1", "2023-Q4", "2023-12-31", "2024-02-29", "2000-02-29", "ongoing"}) {
        CAPTURE(right);
        CHECK(of(right) == "");
    }
    for (const char* wrong :
         {"23", "2023-13", "2023-00", "2023-Q0", "2023-Q5", "2023-Q", "2023-12-32", "2023-02-29",
          "1900-02-29", "2023-1-1", "31/12/2023", "2023/12", "soon", "Ongoing", "2023-12-", "20233"}) {
        CAPTURE(wrong);
        CHECK(of(wrong) == "bad-date 3:31 -");
    }
}

TEST_CASE("targets: mistakes") {
    CHECK(mistakes("  onlin: {rate: 1}\n") == "unknown-name 3:3 -");
    CHECK(read("  warde: {rank: 1}\n").help() == "did you mean `ward`?");
    CHECK(mistakes("  online: 80%\n") == "wrong-kind 3:11 -");
    CHECK(mistakes("  online: {rates: 80%}\n") == "unknown-key 3:12 -");
    CHECK(read("  online: {rates: 80%}\n").help() == "did you mean `rate`?");
    CHECK(mistakes("  services: {rate: 80%}\n") == "unknown-key 3:14 -");
    CHECK(mistakes("  online: {rate: many}\n") == "bad-number 3:18 -");
    CHECK(mistakes("  online: {rate: 80,5%}\n") == "bad-number 3:21 -");
    CHECK(mistakes("  online: {rate: \">80%\"}\n") == "bad-number 3:18 -");
    CHECK(mistakes("  online: {rate: [80%]}\n") == "wrong-kind 3:18 -");
    CHECK(mistakes("  online: {rate: {over: 1, at_most: 2}}\n") == "wrong-kind 3:12 -");
    CHECK(mistakes("  online: {rate: {}}\n") == "wrong-kind 3:12 -");
    CHECK(mistakes("  online: {rate: {over: 1, from: 2022}}\n") == "wrong-kind 3:12 -");
    CHECK(mistakes("  online: {rate: {times: 2}}\n") == "missing-key 3:18 -");
    CHECK(mistakes("  online: {rate: {times: 2, from: 22}}\n") == "bad-date 3:35 -");
    CHECK(mistakes("  online: {lead: X}\n") == "missing-key 3:3 -");
    CHECK(mistakes("  online: {}\n") == "missing-key 3:3 -");
}
