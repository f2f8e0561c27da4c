#include "dti/report/rule_words.hpp"

#include <doctest/doctest.h>

namespace {

std::string words(const std::string& formula, dti::language wanted = dti::language::en) {
    dti::indicator rule;
    rule.id = "i";
    rule.max_score = 10;
    rule.inputs = {{.name = "owners", .title = {"Người có điện thoại", "Owners"}}, {.name = "adults"}};
    rule.derive = {{.name = "rate", .formula = "owners / adults"}};
    rule.formula = formula;
    return dti::rule_in_words(rule, wanted);
}

}  // namespace

TEST_CASE("rule_words: points by example say where full points begin") {
    CHECK(words("0.4/10 points = 4%") ==
          "in proportion to rate: 0.4 of 10 points at 4%, full points from 100%");
    CHECK(words("20/20 points = 20%", dti::language::vi) ==
          "tỷ lệ thuận với rate: 20/20 điểm ở mức 20%, đạt điểm tối đa từ 20%");
    CHECK(words("0/10 points = 20%; 10/10 points = 80%") ==
          "by rate: at 20%: 0; at 80%: 10; evenly in between, unchanged beyond");
}

TEST_CASE("rule_words: names become titles, tables become lists") {
    CHECK(words("max_score * clamp(rate, 0, 1)") == "the max score × (rate kept within 0 to 1)");
    CHECK(words("steps(owners, 100: 5, 200: 10)") == "by “Owners”: from 100: 5; from 200: 10; below: 0");
    CHECK(words("steps(owners, 100: 5, 200: 10)", dti::language::vi) ==
          "theo “Người có điện thoại”: từ 100: 5; từ 200: 10; dưới mức đó: 0");
    CHECK(words("if rate >= 80% then 10 else 0") == "if rate ≥ 80%: 10; otherwise: 0");
    CHECK(words("max_score * share_of_best(rate)") ==
          "the max score × (rate as a share of the largest of all units)");
    CHECK(words("points") == "points entered by assessors");
    CHECK(words("min(owners, adults) - 1") == "(the smallest of “Owners”, adults) − 1");
    CHECK(words("rate +").empty());
}
