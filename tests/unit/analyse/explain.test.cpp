#include "dti/analyse/explain.hpp"

#include "support/scored.hpp"

#include <doctest/doctest.h>

using dti::exact;
using dti::figure_origin;

namespace {

std::vector<std::string> origins(const dti::indicator_explanation& explained) {
    std::vector<std::string> words;
    for (const dti::explained_figure& shown : explained.figures) {
        words.push_back(shown.name + ' ' +
                        std::string(dti::figure_origin_words[static_cast<std::size_t>(shown.origin)]));
    }
    return words;
}
using words = std::vector<std::string>;

}  // namespace

TEST_CASE("explain: where each figure comes from") {
    dti::definition source = dti_test::make_definition({dti_test::make_rate("net", 10)});
    source.missing = dti::missing_policy::zero;
    source.sub_indices[0].indicators[0].formula = "max_score * share_of_best(rate)";
    const dti::shared_rules rules = dti::compile_definition(source);
    const dti::data_set data =
        dti_test::make_data(rules, {{.name = "A"}, {.name = "B"}, {.name = "C"}},
                            {{0, "net", "part", "1"}, {0, "net", "whole", "2"}, {1, "net", "rate", "80%"}});
    const dti::scorecard<exact> card = dti_test::score(rules, data);
    const dti::model<exact> scored(rules);
    const dti::indicator_explanation first = dti::explain(scored, data, card, 0).indicators[0];
    CHECK(origins(first) == words{"part given", "whole given", "rate derived", "cohort_max(rate) cohort"});
    CHECK(first.filled == "10 * (0.5 / 0.8)");
    CHECK(*first.steps.back().value == exact(25, 4));
    const dti::indicator_explanation second = dti::explain(scored, data, card, 1).indicators[0];
    CHECK(origins(second) ==
          words{"part not_needed", "whole not_needed", "rate given", "cohort_max(rate) cohort"});
    const dti::indicator_explanation third = dti::explain(scored, data, card, 2).indicators[0];
    CHECK(origins(third) ==
          words{"part missing", "whole missing", "rate missing", "cohort_max(rate) cohort"});
    CHECK(third.missing == words{"part", "whole"});
    CHECK(third.steps.empty());
    CHECK(third.filled.empty());
}

TEST_CASE("explain: min_score, max_score and rounding are steps of their own") {
    dti::definition source =
        dti_test::make_definition({dti_test::make_indicator("i", 10, {"x"}, {}, "x * 3")});
    source.rounding.points = 1;
    const dti::shared_rules rules = dti::compile_definition(source);
    const auto last = [&](const char* x) {
        const dti::data_set data = dti_test::make_data(rules, {{.name = "A"}}, {{0, "i", "x", x}});
        const dti::scorecard<exact> card = dti_test::score(rules, data);
        return dti::explain(dti::model<exact>(rules), data, card, 0).indicators[0].steps.back();
    };
    CHECK(last("5").what == dti::explained_step::kind::kept);
    CHECK(*last("5").value == exact(10));
    CHECK(last("1.25").what == dti::explained_step::kind::rounded);
    CHECK(*last("1.25").value == exact(38, 10));
    CHECK(last("1.2").what == dti::explained_step::kind::calculation);
}

TEST_CASE("explain: coverage and points of a sub-index") {
    dti::definition source =
        dti_test::make_definition({dti_test::make_rate("a", 10), dti_test::make_rate("b", 30)});
    source.missing = dti::missing_policy::zero;
    const dti::shared_rules rules = dti::compile_definition(source);
    const dti::data_set data = dti_test::make_data(rules, {{.name = "A"}}, {{0, "b", "rate", "0.5"}});
    const dti::scorecard<exact> card = dti_test::score(rules, data);
    const dti::unit_explanation explained = dti::explain(dti::model<exact>(rules), data, card, 0);
    CHECK(explained.sub_indices[0].coverage == exact(3, 4));
    CHECK(*explained.sub_indices[0].points == exact(15));
    CHECK(explained.max_points == exact(40));
}
