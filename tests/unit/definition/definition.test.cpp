#include "dti/definition/definition.hpp"

#include "support/print.hpp"

#include <doctest/doctest.h>

#include <set>

TEST_CASE("definition: the defaults are those of the file format") {
    const dti::definition index;
    CHECK(index.missing == dti::missing_policy::error);
    CHECK(index.empty_denominator == dti::empty_policy::error);
    CHECK_FALSE(index.rounding.points.has_value());
    CHECK_FALSE(index.rounding.value.has_value());
    CHECK(index.print.points == 2);
    CHECK(index.print.value == 4);
    CHECK(index.rank_on == dti::rank_basis::exact);
    CHECK(index.ties == dti::tie_method::competition);
    CHECK(index.min_coverage == 0);
    CHECK(dti::sub_index().weight == 1);
    CHECK_FALSE(dti::sub_index().max_score.has_value());
    const dti::indicator item;
    CHECK(item.weight == 1);
    CHECK(item.min_score == 0);
    CHECK(item.scored);
    CHECK_FALSE(item.bonus);
    CHECK(item.confidence.weakest() == dti::confidence::assumed);
    CHECK(dti::input().kind == dti::input_kind::number);
}

TEST_CASE("definition: a title in a language, else in the other") {
    const dti::title both{"Hạ tầng số", "Digital infrastructure"};
    CHECK(both.in(dti::language::vi) == "Hạ tầng số");
    CHECK(both.in(dti::language::en) == "Digital infrastructure");
    CHECK(dti::title{"Hạ tầng số", ""}.in(dti::language::en) == "Hạ tầng số");
    CHECK(dti::title{"", "Digital"}.in(dti::language::vi) == "Digital");
    CHECK(dti::title{}.in(dti::language::vi).empty());
}

TEST_CASE("definition: an indicator is as good as its weakest field") {
    using dti::confidence;
    CHECK(dti::indicator_confidence{confidence::published, confidence::published, confidence::published}
              .weakest() == confidence::published);
    CHECK(dti::indicator_confidence{confidence::published, confidence::derived, confidence::published}
              .weakest() == confidence::derived);
    CHECK(dti::indicator_confidence{confidence::recalled, confidence::derived, confidence::published}
              .weakest() == confidence::recalled);
    CHECK(
        dti::indicator_confidence{confidence::recalled, confidence::derived, confidence::assumed}.weakest() ==
        confidence::assumed);
}

TEST_CASE("definition: words stand in the order of their enumerators") {
    using dti::confidence_words;
    CHECK(confidence_words[static_cast<std::size_t>(dti::confidence::recalled)] == "recalled");
    CHECK(dti::missing_words[static_cast<std::size_t>(dti::missing_policy::exclude)] == "exclude");
    CHECK(dti::empty_words[static_cast<std::size_t>(dti::empty_policy::max)] == "max");
    CHECK(dti::tie_words[static_cast<std::size_t>(dti::tie_method::dense)] == "dense");
    CHECK(dti::rank_basis_words[static_cast<std::size_t>(dti::rank_basis::printed)] == "printed");
    CHECK(dti::input_kind_words[static_cast<std::size_t>(dti::input_kind::yes_no)] == "yes_no");
}
