#include "dti/text/suggest.hpp"

#include <doctest/doctest.h>

#include <string>
#include <vector>

using dti::edit_distance;
using dti::nearest_name;

TEST_CASE("suggest: edits are insertions, deletions, replacements and swaps of neighbours") {
    CHECK(edit_distance("", "") == 0);
    CHECK(edit_distance("rate", "rate") == 0);
    CHECK(edit_distance("", "rate") == 4);
    CHECK(edit_distance("rate", "") == 4);
    CHECK(edit_distance("rte", "rate") == 1);
    CHECK(edit_distance("ratee", "rate") == 1);
    CHECK(edit_distance("rats", "rate") == 1);
    CHECK(edit_distance("raet", "rate") == 1);
    CHECK(edit_distance("kitten", "sitting") == 3);
    CHECK(edit_distance("ca", "abc") == 3);  // optimal string alignment: nothing is edited twice
}

TEST_CASE("suggest: the nearest name, if it is near enough") {
    const std::vector<std::string> names{"missing", "empty_denominator", "min_coverage", "title"};
    CHECK(nearest_name("mising", names) == "missing");
    CHECK(nearest_name("min-coverage", names) == "min_coverage");
    CHECK(nearest_name("tilte", names) == "title");
    CHECK(nearest_name("title", names) == "title");
    CHECK(nearest_name("pillars", names).empty());
    CHECK(nearest_name("", names).empty());
    CHECK(nearest_name("x", std::vector<std::string>{}).empty());
}

TEST_CASE("suggest: short names need a letter in common; among equals the first wins") {
    CHECK(nearest_name("a", std::vector<std::string>{"b"}).empty());
    CHECK(nearest_name("ab", std::vector<std::string>{"ac", "ad"}) == "ac");
    CHECK(nearest_name("ab", std::vector<std::string>{"cd"}).empty());
}

TEST_CASE("suggest: very long names cost nothing") {
    const std::vector<std::string> names{std::string(1000000, 'x'), "rate"};
    CHECK(nearest_name("rat", names) == "rate");
    CHECK(nearest_name(std::string(1000000, 'x'), names).empty());
}
