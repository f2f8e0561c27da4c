#include "profile/read_profile.hpp"

#include "support/loaded.hpp"
#include "support/print.hpp"

#include <doctest/doctest.h>

using dti::exact;
using dti_test::loaded_files;

namespace {

dti::shared_rules rules() {
    static const dti::shared_rules shared = dti_test::parse_rules(R"(dti: 1
index: ward
title: {en: Ward}
missing: zero
sub_indices:
  - id: services
    indicators:
      - {id: online, max_score: 10, inputs: {part: , whole: }, derive: {rate: part / whole}, formula: max_score * rate}
      - {id: leader, max_score: 10, formula: points}
      - {id: portal, max_score: 5, inputs: {open: {kind: yes_no}}, formula: "if open then 5 else 0"}
      - {id: visits, max_score: 5, weight: 2, inputs: {count: }, formula: count}
      - {id: hotline, max_score: 5, scored: false, inputs: {calls: }, formula: calls}
      - {id: extra, max_score: 2, bonus: true, formula: points}
  - id: people
    indicators:
      - {id: training, max_score: 10, inputs: {trained: }, formula: max_score * share_of_best(trained)}
      - {id: odd, max_score: 1, inputs: {verified: , note: }, formula: verified}
pillars:
  - {id: digital, sub_indices: [services, people]}
)");
    return shared;
}

loaded_files read(std::string text) {
    return {rules(), {{"a.yaml", std::move(text)}}};
}

std::string mistakes(std::string text) {
    return read(std::move(text)).mistakes();
}

/// Mistakes of keys below a sound unit, which stands in line 1.
std::string mistakes_of(const std::string& text) {
    return mistakes("unit: A\n" + text);
}

}  // namespace

TEST_CASE("profile: every key of a unit") {
    const loaded_files file = read(
        "unit: Phường Đông Hòa\n"
        "title: {vi: Phường, en: Ward}\n"
        "index: ward\n"
        "as_of: 2023-12-31\n"
        "numbers: plain\n"
        "synthetic: true\n"
        "group: wards\n"
        "ranked: no\n"
        "official: {value: 75%, rank: 3, of: 168}\n");
    REQUIRE_MESSAGE(file.mistakes() == "", file.found.to_text());
    REQUIRE(file.data->units().size() == 1);
    const dti::unit_info& unit = file.data->units()[0];
    CHECK(unit.name == "Phường Đông Hòa");
    CHECK(unit.group == "wards");
    CHECK(!unit.ranked);
    CHECK(unit.synthetic);
    CHECK(unit.where == dti::position{1, 7});
    const dti::unit_profile& profile = file.data->profile(0);
    CHECK(profile.title.vi == "Phường");
    CHECK(profile.title.en == "Ward");
    CHECK(profile.as_of == "2023-12-31");
    CHECK(profile.official.total.value->value == exact(3, 4));
    CHECK(profile.official.total.rank->value == exact(3));
    CHECK(profile.official.total.of->value == exact(168));
}

TEST_CASE("profile: official results of parts of the index") {
    const loaded_files file = read(
        "unit: A\n"
        "official: {rank: 3, of: 63, pillars: {digital: {value: 0.5, rank: 60}},\n"
        "           sub_indices: {people: {value: 40%, rank: 2, of: 5}}}\n");
    REQUIRE_MESSAGE(file.mistakes() == "", file.found.to_text());
    const dti::official_result& official = file.data->profile(0).official;
    CHECK(official.pillars.at(0).value->value == exact(1, 2));
    CHECK(official.pillars.at(0).of->value == exact(63));  // that of the whole
    CHECK(official.sub_indices.at(1).value->value == exact(2, 5));
    CHECK(official.sub_indices.at(1).of->value == exact(5));
    CHECK(mistakes_of("official: {of: 63, pillars: {digital: {rank: 64}}}\n") == "out-of-range 2:46 -");
    CHECK(mistakes_of("official: {pillars: {people: {value: 1}}}\n") == "unknown-name 2:22 -");
    CHECK(mistakes_of("official: {sub_indices: {people: {value: 2, total: 3}}}\n") == "unknown-key 2:45 -");
    CHECK(mistakes_of("official: {sub_indices: [people]}\n") == "wrong-kind 2:25 -");
}

TEST_CASE("profile: a title of one text is the same in both languages") {
    const loaded_files file = read("unit: A\ntitle: Ward A\n");
    CHECK(file.data->profile(0).title.vi == "Ward A");
    CHECK(file.data->profile(0).title.en == "Ward A");
}

TEST_CASE("profile: figures, and what is said of them") {
    const loaded_files file = read(
        "unit: A\n"
        "values:\n"
        "  online: {part: 3, whole: 4, source: a report, evidence: [a list, a photo]}\n"
        "  leader: {verified: 7.5, self: 9, note: second look}\n"
        "  portal: {open: có}\n"
        "  visits:\n"
        "  hotline: {calls: }\n");
    REQUIRE_MESSAGE(file.mistakes() == "", file.found.to_text());
    CHECK(file.at(0, "online", "part").value == exact(3));
    CHECK(file.at(0, "online", "part").where == dti::position{3, 18});
    CHECK(file.at(0, "leader", "points").value == exact(15, 2));
    CHECK(file.at(0, "portal", "open").value == exact(1));
    CHECK(!file.at(0, "visits", "count").given);
    CHECK(!file.at(0, "hotline", "calls").given);
    const auto& remarks = file.data->profile(0).on_indicators;
    REQUIRE(remarks.size() == 2);
    CHECK(remarks.at(0).source == "a report");
    CHECK(remarks.at(0).evidence == "a list; a photo");
    CHECK(remarks.at(1).self->value == exact(9));
    CHECK(remarks.at(1).note == "second look");
}

TEST_CASE("profile: a figure named like a remark is the figure") {
    const loaded_files file = read("unit: A\nvalues: {odd: {verified: 1, note: 2}}\n");
    REQUIRE(file.mistakes() == "");
    CHECK(file.at(0, "odd", "verified").value == exact(1));
    CHECK(file.at(0, "odd", "note").value == exact(2));
    CHECK(!file.at(0, "odd", "points").given);
}

TEST_CASE("profile: the notation holds for every number, wherever it stands") {
    const loaded_files file = read(
        "values: {online: {part: 1.970, whole: \"2000,5\"}, leader: {self: \"7,5\"}}\n"
        "official: {value: \"0,75\"}\n"
        "references: {training: {cohort_max: {trained: 1.200}}}\n"
        "subtotals: [{of: [portal], points: \"2,25\", max_score: 5}]\n"
        "unit: A\n"
        "numbers: vi\n");
    REQUIRE_MESSAGE(file.mistakes() == "", file.found.to_text());
    CHECK(file.at(0, "online", "part").value == exact(1970));
    CHECK(file.at(0, "online", "whole").value == exact(4001, 2));
    CHECK(file.data->profile(0).official.total.value->value == exact(3, 4));
    CHECK(file.data->profile(0).on_indicators.at(1).self->value == exact(15, 2));
    CHECK(*file.data->find_reference("training", "cohort_max", "trained") == exact(1200));
    CHECK(file.data->profile(0).subtotals.at(0).points == exact(9, 4));

    CHECK(mistakes_of("numbers: vi\nvalues: {online: {part: 1.5}}\n") == "bad-number 3:25 -");
    CHECK(mistakes_of("values: {online: {part: 1.970}}\n") == "?thousands-dot 2:25");
    CHECK(mistakes_of("numbers: vn\n") == "unknown-word 2:10 -");
}

TEST_CASE("profile: numbers of tables are written as the option says, not those of profiles") {
    const loaded_files files(
        rules(),
        {{"a.yaml", "unit: A\nvalues: {online: {part: 1.5}}\n"}, {"b.csv", "unit;online.whole\nA;1.500,5\n"}},
        dti::notation::vi);
    REQUIRE(files.mistakes() == "");
    CHECK(files.at(0, "online", "part").value == exact(3, 2));
    CHECK(files.at(0, "online", "whole").value == exact(3001, 2));
}

TEST_CASE("profile: unknown names and the nearest ones") {
    const loaded_files file = read(
        "unit: A\n"
        "value: 1\n"
        "values:\n"
        "  leadr: {verified: 1}\n"
        "  online: {rates: 1}\n"
        "  leader: {verifed: 1}\n"
        "  portal: {xyz: 1}\n");
    CHECK(file.mistakes() ==
          "unknown-key 2:1; unknown-name 4:3; unknown-name 5:12; unknown-name 6:12; unknown-name 7:12 -");
    CHECK(file.help(0) == "did you mean `values`?");
    CHECK(file.help(1) == "did you mean `leader`?");
    CHECK(file.help(2) == "did you mean `rate`?");
    CHECK(file.help(3) == "did you mean `verified`?");
    CHECK(file.help(4).find("`open`, `points`, `self`, `verified`") != std::string::npos);
}

TEST_CASE("profile: values of the wrong kind") {
    CHECK(mistakes("- unit: A\n") == "wrong-kind 1:1 -");
    CHECK(mistakes("unit: [A]\n") == "wrong-kind 1:7 -");
    CHECK(mistakes("values: {}\n") == "missing-key 1:1 -");
    CHECK(mistakes("unit: \"\"\n") == "empty-name 1:7 -");
    CHECK(mistakes_of("values: [leader]\n") == "wrong-kind 2:9 -");
    CHECK(mistakes_of("values: {leader: 7}\n") == "wrong-kind 2:18 -");
    CHECK(mistakes_of("values: {leader: {verified: [7]}}\n") == "wrong-kind 2:29 -");
    CHECK(mistakes_of("official: 0.5\n") == "wrong-kind 2:11 -");
    CHECK(mistakes_of("synthetic: maybe\n") == "bad-yes-no 2:12 -");
    CHECK(mistakes_of("title: {de: A}\n") == "unknown-key 2:9 -");
}

TEST_CASE("profile: files in the place of another") {
    CHECK(mistakes("dti: 1\nindex: ward\n") == "wrong-file 1:1 -");
    const loaded_files other = read("unit: A\nindex: town\n");
    CHECK(other.mistakes() == "wrong-index 2:8 -");
    CHECK(other.message() == "the profile is for the index `town`, the definition is `ward`");
    CHECK(mistakes("") == "empty-file -");
    dti::diagnostics found;
    CHECK(dti::parse_definition("a.yaml", "unit: A\nvalues: {}\n", found) == nullptr);
    CHECK(dti_test::summary(found) == "wrong-file 1:1");
}

TEST_CASE("profile: a comma inside braces is told from an unknown name") {
    const loaded_files file = read("unit: A\nvalues: {online: {rate: 60,29%}}\n");
    CHECK(file.mistakes() == "bad-number 2:28 -");
    CHECK(file.message().find("29%") != std::string::npos);
    CHECK(mistakes_of("official: {value: 0,75}\n") == "bad-number 2:21 -");
}

TEST_CASE("profile: official results are plausible") {
    CHECK(mistakes_of("official: {value: 1.01}\n") == "out-of-range 2:19 -");
    CHECK(mistakes_of("official: {value: -0.1}\n") == "out-of-range 2:19 -");
    CHECK(mistakes_of("official: {rank: 0}\n") == "out-of-range 2:18 -");
    CHECK(mistakes_of("official: {rank: 64, of: 63}\n") == "out-of-range 2:18 -");
    CHECK(mistakes_of("official: {of: 2.5}\n") == "out-of-range 2:16 -");
    CHECK(mistakes_of("official: {value: 0, rank: 63, of: 63}\n") == "");
    CHECK(mistakes_of("official: {rank: 2.5, of: 63}\n") == "");  // shared places
}

TEST_CASE("profile: subtotals") {
    const loaded_files file = read(
        "unit: A\nsubtotals:\n  - {of: [online, leader, extra], points: 12.5, max_score: 20, note: as "
        "printed}\n");
    REQUIRE_MESSAGE(file.mistakes() == "", file.found.to_text());  // a bonus adds nothing to the maximum
    const dti::subtotal& sum = file.data->profile(0).subtotals.at(0);
    CHECK(sum.indicators == std::vector<std::size_t>{0, 1, 5});
    CHECK(sum.points == exact(25, 2));
    CHECK(sum.max_score->value == exact(20));
    CHECK(sum.note == "as printed");
    CHECK(sum.where == dti::position{3, 43});
    CHECK(file.data->find_subtotal(0, 1) == &sum);
    CHECK(file.data->find_subtotal(0, 2) == nullptr);
}

TEST_CASE("profile: what cannot be a subtotal") {
    const auto of = [](const std::string& text) { return mistakes_of("subtotals: [{" + text + "}]\n"); };
    CHECK(of("of: [online, leader], points: 5, max_score: 25") == "?subtotal-maximum 2:58");
    CHECK(of("of: [online, visits], points: 5") == "subtotal-conflict 2:27 -");    // another weight
    CHECK(of("of: [leader, training], points: 5") == "subtotal-conflict 2:27 -");  // another sub-index
    CHECK(of("of: [online, hotline], points: 5") == "subtotal-conflict 2:27 -");   // not scored
    CHECK(of("of: [online, online], points: 5") == "duplicate-id 2:27 -");
    CHECK(of("of: [onlin, leader], points: 5") == "unknown-name 2:19 -");
    CHECK(of("of: [], points: 5") == "empty-list 2:18 -");
    CHECK(of("of: online, points: 5") == "wrong-kind 2:18 -");
    CHECK(of("of: [online]") == "missing-key 2:13 -");
    CHECK(of("points: 5") == "missing-key 2:13 -");
    CHECK(of("of: [online], points: x") == "bad-number 2:36 -");
    CHECK(of("of: [online], points: 5, max: 10") == "unknown-key 2:39 -");
    CHECK(mistakes_of("subtotals: {of: [online], points: 5}\n") == "wrong-kind 2:12 -");
}

TEST_CASE("profile: points come from one place") {
    CHECK(mistakes_of("subtotals: [{of: [online, leader], points: 5}]\nvalues: {leader: {verified: 5}}\n") ==
          "subtotal-conflict 3:29 -");
    CHECK(mistakes_of("subtotals:\n  - {of: [online], points: 5}\n  - {of: [leader, online], points: 5}\n") ==
          "subtotal-conflict 4:36 -");
    CHECK(mistakes_of("values: {leader: {verified: 5, points: 5}}\n") == "duplicate-figure 2:40 -");
    const loaded_files files(rules(), {{"a.yaml", "unit: A\nsubtotals: [{of: [leader], points: 5}]\n"},
                                       {"b.csv", "unit,leader.points\nA,5\n"}});
    CHECK(files.mistakes() == "subtotal-conflict 2:3 -");
    CHECK(files.found.items()[0].file == "b.csv");
}

TEST_CASE("profile: a unit in several files") {
    const loaded_files files(rules(),
                             {{"a.csv", "unit,group,online.part\nHuế,A,3\nVinh,,1\n"},
                              {"b.yaml", "unit: Hue\xCC\x82\xCC\x81\nvalues: {online: {whole: 4}}\n"},
                              {"c.yaml", "unit: Huế\nsynthetic: false\nvalues: {portal: {open: yes}}\n"}});
    REQUIRE_MESSAGE(files.mistakes() == "", files.found.to_text());
    REQUIRE(files.data->units().size() == 2);
    CHECK(files.at(0, "online", "part").value == exact(3));
    CHECK(files.at(0, "online", "whole").value == exact(4));
    CHECK(files.at(0, "portal", "open").given);
    CHECK(files.data->units()[0].group == "A");

    const loaded_files twice(rules(), {{"a.csv", "unit,online.part\nA,3\n"},
                                       {"b.yaml", "unit: A\nvalues: {online: {part: 3}}\n"}});
    CHECK(twice.mistakes() == "duplicate-figure 2:25 -");
    CHECK(twice.help() == "it is first given in a.csv:2");
    const loaded_files invented(
        rules(), {{"a.yaml", "unit: A\nsynthetic: yes\n"}, {"b.csv", "unit,synthetic\nA,no\n"}});
    CHECK(invented.mistakes() == "unit-conflict 2:3 -");
    const loaded_files mixed(rules(), {{"a.yaml", "unit: A\nsynthetic: yes\n"}, {"b.yaml", "unit: B\n"}});
    CHECK(mixed.mistakes() == "mixed-synthetic 1:7 -");
}

TEST_CASE("profile: references") {
    const std::string given =
        "references: {training: {cohort_max: {trained: 8}, cohort_count: {trained: 3}}}\n";
    const loaded_files alone = read("unit: A\n" + given);
    REQUIRE(alone.mistakes() == "");
    CHECK(*alone.data->find_reference("training", "cohort_max", "trained") == exact(8));
    CHECK(*alone.data->find_reference("training", "cohort_count", "trained") == exact(3));
    CHECK(alone.data->find_reference("training", "cohort_min", "trained") == nullptr);
    const loaded_files several(rules(), {{"a.yaml", "unit: A\n" + given}, {"b.csv", "unit\nB\n"}});
    CHECK(several.mistakes() == "?reference-unused 2:38");

    const auto of = [](const std::string& text) { return read("unit: A\nreferences: {" + text + "}\n"); };
    CHECK(of("trainin: {}").mistakes() == "unknown-name 2:14 -");
    CHECK(of("training: 8").mistakes() == "wrong-kind 2:24 -");
    CHECK(of("training: {cohort_max: 8}").mistakes() == "wrong-kind 2:37 -");
    CHECK(of("training: {cohort_max: {points: 8}}").mistakes() == "unknown-name 2:38 -");
    CHECK(of("training: {cohort_max: {trained: x}}").mistakes() == "bad-number 2:47 -");
    CHECK(of("training: {cohort_maxi: {trained: 8}}").help() == "did you mean `cohort_max`?");
    CHECK(of("training: {share_of_best: {trained: 8}}").help() == "did you mean `cohort_max`?");
}
