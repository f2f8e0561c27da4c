#include "dti/report/what_if_notes.hpp"

#include "dti/analyse/read_change.hpp"
#include "support/loaded.hpp"

#include <doctest/doctest.h>

#include <string>
#include <vector>

using dti::exact;
using dti::language;

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
         formula: "10/10 points = 100%", confidence: published}
      - {id: firms, max_score: 5, inputs: {count: , aside: }, formula: "5 * clamp(count / 200, 0, 1)"}
      - {id: sent, max_score: 2, inputs: {sent: {kind: yes_no}}, formula: "if sent then 2 else 0"}
)yaml";

struct what_happens {
    dti::shared_rules rules;
    dti_test::loaded_files files;
    dti::model<exact> model;
    dti::scorecard<exact> card;
    dti::analysed_cohort all;

    explicit what_happens(const std::string& profile)
        : rules(dti_test::parse_rules(index_text)),
          files(rules, {{"unit.yaml", "unit: A\n" + profile},
                        {"b.yaml", "unit: B\nvalues: {access: {rate: 55%}}\n"}}),
          model(rules),
          card(dti::score(model, *files.data)),
          all(model, *files.data, card) {
        REQUIRE(card.ok());
    }
    [[nodiscard]] dti::changed_data change(const std::vector<std::pair<std::string, std::string>>& words,
                                           std::size_t unit = 0) const {
        std::vector<dti::figure_change> changes;
        for (const auto& [name, value] : words) {
            changes.push_back(*dti::read_change(all, unit, name, value, dti::notation::plain, "").change);
        }
        return dti::change_data(*files.data, changes);
    }
    [[nodiscard]] dti::what_if compare(const dti::changed_data& changed) const {
        return dti::compare(model, *files.data, card, changed.data, dti::score(model, changed.data), 0);
    }
};

/// `code count: text`, a line each.
std::string lines(const std::vector<dti::note>& notes) {
    std::string text;
    for (const dti::note& item : notes) {
        text += item.code + ' ' + std::to_string(item.count) + ": " + item.text + '\n';
        CHECK(!item.cases.empty());
    }
    return text;
}

}  // namespace

TEST_CASE("what-if notes: which figures change, from what to what") {
    const what_happens a(
        "values: {access: {part: 30, whole: 60}, sent: {sent: no}, firms: {count: 100, verified: 3}}\n");
    CHECK(
        lines(dti::change_notes(a.all, a.change({{"access.rate", "80%"}, {"sent.sent", "yes"}}), 0,
                                language::en)) ==
        "changed_figures 2: figures changed: 2 (access.rate 50% → 80%; sent.sent no → yes)\n"
        "put_over_parts 1: derived figures that count as set, whatever their parts give: 1 (access.rate)\n");
    CHECK(lines(dti::change_notes(a.all, a.change({{"firms.count", "*1.1"}, {"firms.aside", "3"}}), 0,
                                  language::en)) ==
          "changed_figures 2: figures changed: 2 (firms.count 100 → 110; firms.aside – → 3)\n"
          "change_by_points 2: changed, but the entered points stand: 2 (firms.count; firms.aside)\n");
    CHECK(lines(dti::change_notes(a.all, a.change({{"sent.sent", "yes"}}, 1), 0, language::vi)) ==
          "changed_figures 1: số liệu thay đổi: 1 (B: sent.sent – → có)\n");
    const what_happens b("values: {access: {rate: 50%, part: 30, whole: 60}, firms: {count: 100}}\n");
    CHECK(lines(dti::change_notes(b.all, b.change({{"access.part", "+3"}, {"firms.aside", "1"}}), 0,
                                  language::vi)) ==
          "changed_figures 2: số liệu thay đổi: 2 (access.part 30 → 33; firms.aside – → 1)\n"
          "change_unused 1: có thay đổi, nhưng quy tắc hiện không dùng đến: 1 (firms.aside)\n"
          "gave_way_to_parts 1: số liệu suy ra đã cho, nay tính lại từ các phần: 1 (access.rate)\n");
}

TEST_CASE("what-if notes: targets that are no changes") {
    const what_happens a(
        "values: {access: {rate: 50%}}\n"
        "targets: {access: {rate: 40%}, firms: {text: more}, all: {value: 0.7}, sent: {sent: yes}}\n");
    const dti::target_changes read = dti::read_target_changes(a.all, 0);
    CHECK(lines(dti::target_notes(a.all, read, 0, language::en)) ==
          "targets_reached 1: targets that are reached already: 1 (access.rate)\n"
          "targets_without_figure 1: targets in words alone, or counted from a year that is not in the data, "
          "left "
          "out: 1 (firms)\n"
          "targets_of_results 1: targets of the index or of a part of it, which follow from the figures, "
          "left out: "
          "1 (all.value)\n");
}

TEST_CASE("what-if notes: who is overtaken, and what comes on top of an official total") {
    const what_happens a("official: {value: 0.5934}\nvalues: {access: {rate: 50%}, firms: {verified: 0}}\n");
    const dti::what_if result =
        a.compare(a.change({{"access.rate", "80%"}, {"firms.points", "1"}, {"sent.sent", "yes"}}));
    CHECK(
        lines(dti::what_if_notes(result, *a.files.data, 0, {})) ==
        "passes 1: overtakes: 1 (B)\n"
        "official_change 1: on top of the official total, the rest held: 10.088 + 3.000 = 13.088 points\n"
        "uncertain_change 2: uncertain, and not in that sum: 3.00 points of 2 indicators without a figure so "
        "far, with entered points, or with an assumed max score\n");
    const dti::what_if less = a.compare(a.change({{"access.rate", "40%"}}));
    CHECK(lines(dti::what_if_notes(less, *a.files.data, 0, {language::vi, std::nullopt})) ==
          "official_change 1: so với tổng điểm công bố, phần còn lại giữ nguyên: 10.088 − 1.000 = 9.088 "
          "điểm\n");
}
