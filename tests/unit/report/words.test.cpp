#include "dti/report/words.hpp"

#include "dti/report/counts_card.hpp"

#include "dti/report/fit_card.hpp"
#include "dti/report/score_card.hpp"
#include "dti/report/what_if_card.hpp"
#include "support/scored.hpp"

#include <doctest/doctest.h>

#include <set>
#include <string>

using dti::language;
using dti::word_for;

namespace {

/// Every key that a table asks for: the columns of `dti score`, `list`, `check` and `fit`, and the words in
/// cells.
std::set<std::string> asked_for() {
    const dti::shared_rules rules =
        dti::compile_definition(dti_test::make_definition({dti_test::make_rate("online", 10)}));
    const dti::data_set data =
        dti_test::make_data(rules, {{.name = "Ward 1", .group = "a"}}, {{0, "online", "rate", "1"}});
    const dti::scorecard<dti::exact> card = dti_test::score(rules, data);
    std::set<std::string> keys{"index",       "title",   "max_points", "document",  // list
                               "sub_indices", "pillars", "indicators", "examples",
                               "failed",      "formula",                // check, and partly list
                               "whole",       "pillar",  "sub_index"};  // levels
    for (const dti::grid& table : {dti::unit_grid(card, data, {}), dti::indicator_grid(card, data, {}),
                                   dti::rank_grid(card, data, {})}) {
        for (const dti::column& item : table.columns) {
            keys.insert(item.key);
        }
    }
    keys.erase("all");  // the sub-index
    const dti::printed_score half{{1}, {2}, {dti::exact(1, 2), 2}};
    for (const dti::column& item : dti::fit_grid(*dti::fit_score(half), language::en).columns) {
        keys.insert(item.key);
    }
    keys.insert({"plain_ratio", "threshold_ratio", "tier", "yes", "no"});
    // explanations, and official results beside a score
    keys.insert({"official_value", "official_rank", "figures",
                 "rule",           "filled",        "steps",
                 "policy",         "source",        "evidence",
                 "note",           "self",          "weight",
                 "subtotal",       "official",      "targets",
                 "lead",           "with",          "deadline",
                 "ongoing",        "as_of",         "target_without_figure"});
    keys.insert({"state", "progress"});  // counts of targets
    // gains and gaps
    keys.insert(
        {"name",     "figure",         "gain_up",        "gain_down",       "step",        "step_gain",
         "left",     "threshold_next", "threshold_gain", "target_points",   "gap",         "gap_share",
         "needed",   "block",          "basis",          "maximum",         "target",      "total_gain",
         "chosen",   "slip",           "slip_figure",    "indicator_count", "gaps_stated", "gaps_uncertain",
         "gaps_held"});
    // what-ifs
    keys.insert({"before", "after", "change", "scenario", "certain", "uncertain", "passes", "passed_by"});
    keys.insert(dti::change_level_words.begin(), dti::change_level_words.end());
    keys.insert(dti::target_state_words.begin(), dti::target_state_words.end());
    keys.insert(dti::score_status_words.begin(), dti::score_status_words.end());
    keys.insert(dti::confidence_words.begin(), dti::confidence_words.end());
    return keys;
}

}  // namespace

TEST_CASE("words: those that tables ask for, in both languages, each once and no other") {
    std::set<std::string> known;
    for (const dti::detail::word& entry : dti::detail::words) {
        CAPTURE(entry.key);
        CHECK(known.insert(std::string(entry.key)).second);
        CHECK_FALSE(entry.en.empty());
        CHECK_FALSE(entry.vi.empty());
        CHECK(entry.en != entry.vi);
    }
    const std::set<std::string> asked = asked_for();
    for (const std::string& key : asked) {
        CAPTURE(key);
        CHECK(known.count(key) == 1);
    }
    for (const std::string& key : known) {
        CAPTURE(key);
        CHECK(asked.count(key) == 1);
    }
}

TEST_CASE("words: by language, and the key itself where there is none") {
    CHECK(word_for("points", language::en) == "points");
    CHECK(word_for("points", language::vi) == "điểm đạt");
    CHECK(word_for("value", language::vi) == "giá trị chỉ số");
    CHECK(word_for("recalled", language::vi) == "theo hiểu biết, chưa có nguồn");
    CHECK(word_for("infrastructure", language::vi) == "infrastructure");
}
