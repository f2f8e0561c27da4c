#include "dti/report/explain_text.hpp"

#include "support/scored.hpp"

#include <doctest/doctest.h>

namespace {

std::string text_of(const dti::data_set& data, const dti::shared_rules& rules, dti::language wanted,
                    std::optional<std::size_t> only) {
    const dti::scorecard<dti::exact> card = dti_test::score(rules, data);
    return dti::explain_text(dti::explain(dti::model<dti::exact>(rules), data, card, 0, wanted), data,
                             {wanted, {}}, only);
}
bool has(const std::string& text, const std::string& part) {
    INFO(text);
    CHECK(text.find(part) != std::string::npos);
    return true;
}

}  // namespace

TEST_CASE("explain_text: figures, rule, steps and points of one indicator") {
    dti::definition source = dti_test::make_definition({dti_test::make_rate("internet", 10)});
    source.missing = dti::missing_policy::zero;
    const dti::shared_rules rules = dti::compile_definition(source);
    const dti::data_set data = dti_test::make_data(
        rules, {{.name = "Huế"}}, {{0, "internet", "part", "1197"}, {0, "internet", "whole", "1240"}});
    const std::string text = text_of(data, rules, dti::language::en, 0);
    has(text, "rate = part / whole = 1197 / 1240 = 0.965322…");
    has(text, "10 * clamp(0.965322…, 0, 1)");
    has(text, "10 * 0.965322… = 9.653225…");
    has(text, "shown with 2 decimals: 9.65");
    has(text, "≈9.65 of ≈10.00 points, attainment 0.9653 · scored");
    has(text_of(data, rules, dti::language::vi, 0), "hiển thị với 2 chữ số thập phân: 9.65");
}

TEST_CASE("explain_text: the tree shows subtotals, coverage and what is missing") {
    dti::definition source = dti_test::make_definition({dti_test::make_indicator("a", 10, {}, {}, "points"),
                                                        dti_test::make_indicator("b", 15, {}, {}, "points"),
                                                        dti_test::make_rate("internet", 25)});
    source.missing = dti::missing_policy::zero;
    const dti::shared_rules rules = dti::compile_definition(source);
    dti::data_set data = dti_test::make_data(rules, {{.name = "Huế"}}, {});
    dti::subtotal sum;
    sum.indicators = {0, 1};
    sum.points = dti::exact(1214, 100);
    data.make_profile(0).subtotals.push_back(sum);
    data.make_profile(0).official.total.rank = *dti::parse_number("27").number;
    const std::string text = text_of(data, rules, dti::language::en, std::nullopt);
    has(text, "≈12.14 of ≈50.00 points, value 0.2428");
    has(text, "subtotal: a, b");
    has(text, "in subtotal");
    has(text, "rank 27 (beside, never mixed in)");
    has(text, "no figure for part, whole: counts as 0 points (missing: zero)");
    has(text, "0.5000");  // coverage
}
