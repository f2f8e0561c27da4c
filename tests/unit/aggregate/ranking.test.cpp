#include <doctest/doctest.h>

#include "dti/aggregate/ranking.hpp"

#include "dti/number/exact.hpp"

namespace {

using values = std::vector<std::optional<dti::exact>>;

std::string ranks_of(const values& given, dti::tie_method ties, std::vector<std::string> groups = {}) {
    groups.resize(given.size());
    std::string text;
    for (const std::optional<dti::rank>& place : dti::rank_values<dti::exact>(given, groups, ties)) {
        text += (text.empty() ? "" : " ") + (place ? dti::to_text(*place) : std::string("-"));
    }
    return text;
}

}  // namespace

TEST_CASE("ranking: the three tie methods") {
    const values given{dti::exact(9), dti::exact(7), dti::exact(7), dti::exact(5)};
    CHECK(ranks_of(given, dti::tie_method::competition) == "1 2 2 4");
    CHECK(ranks_of(given, dti::tie_method::dense) == "1 2 2 3");
    CHECK(ranks_of(given, dti::tie_method::average) == "1 2.5 2.5 4");
}

TEST_CASE("ranking: the order of the units does not matter, equality is exact") {
    CHECK(ranks_of({dti::exact(1, 3), dti::exact(1), dti::exact(33333333, 100000000)},
                   dti::tie_method::competition) == "2 1 3");
    CHECK(ranks_of({dti::exact(1, 3), dti::exact(1), dti::exact(2, 6)}, dti::tie_method::average) ==
          "2.5 1 2.5");
    CHECK(ranks_of({dti::exact(4), dti::exact(4), dti::exact(4)}, dti::tie_method::average) == "2 2 2");
}

TEST_CASE("ranking: units without a value have no rank and are not counted") {
    const values given{dti::exact(1), std::nullopt, dti::exact(2)};
    CHECK(ranks_of(given, dti::tie_method::competition) == "2 - 1");
    const std::vector<std::string> groups(3);
    CHECK(dti::rank_values<dti::exact>(given, groups, dti::tie_method::dense)[0]->of == 2);
}

TEST_CASE("ranking: within groups") {
    const values given{dti::exact(1), dti::exact(5), dti::exact(2), dti::exact(5)};
    CHECK(ranks_of(given, dti::tie_method::competition, {"a", "b", "a", "b"}) == "2 1 1 1");
    CHECK(dti::rank_values<dti::exact>(given, std::vector<std::string>{"a", "b", "a", "a"},
                                       dti::tie_method::dense)[1]
              ->of == 1);
}

TEST_CASE("ranking: nobody") {
    CHECK(ranks_of({}, dti::tie_method::competition).empty());
}
