#include "dti/report/unit_heading.hpp"

#include "support/analysed.hpp"

#include <doctest/doctest.h>

#include <string>
#include <vector>

using dti::exact;
using dti::language;
using dti_test::analysed;

TEST_CASE("above the answers: index, unit, total, rank, official result") {
    const analysed scored(dti::compile_definition(dti_test::make_definition({dti_test::make_rate("a", 10)})),
                          2, {{0, "a", "rate", "0.5"}, {1, "a", "rate", "0.7"}});
    CHECK(dti::unit_heading(scored.all, 0, {}) ==
          std::vector<std::string>{"Test · test", "A", "≈5.00 points, value 0.5000",
                                   "rank 2 · rank among the 2 units of this file"});
}

TEST_CASE("above the answers: a range below the minimum coverage, with the official result beside") {
    dti::definition source =
        dti_test::make_definition({dti_test::make_rate("a", 10), dti_test::make_rate("b", 30)});
    source.missing = dti::missing_policy::zero;
    source.min_coverage = 1;
    const dti::shared_rules rules = dti::compile_definition(source);
    dti::data_set data = dti_test::make_data(rules, {{.name = "A"}}, {{0, "a", "rate", "0.5"}});
    data.make_profile(0).as_of = "2022";
    data.make_profile(0).official.total.value = dti::written_number{exact(593, 1000), 3};
    const analysed scored(rules, std::move(data));
    CHECK(dti::unit_heading(scored.all, 0, {}) ==
          std::vector<std::string>{"Test · test", "A · as of 2022",
                                   "≈5.00–35.00 points (coverage 0.2500: no total)",
                                   "official figure: value 0.593"});
}
