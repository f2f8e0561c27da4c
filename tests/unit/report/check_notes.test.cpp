#include "dti/report/check_notes.hpp"

#include "support/definitions.hpp"

#include <doctest/doctest.h>

#include <string>
#include <vector>

using dti::confidence;
using dti::language;

namespace {

dti::shared_rules rules() {
    dti::indicator first = dti_test::make_rate("first", 10);
    first.confidence = {confidence::published, confidence::derived, confidence::recalled};
    dti::indicator second = dti_test::make_rate("second", 10);
    second.confidence = {confidence::published, confidence::assumed, confidence::assumed};
    return dti::compile_definition(dti_test::make_definition({first, second}));
}

}  // namespace

TEST_CASE("check_notes: confidence by field") {
    const dti::confidence_counts counts = dti::count_confidence(*rules());
    CHECK(counts[0] == std::array<std::size_t, 4>{2, 0, 0, 0});
    CHECK(counts[1] == std::array<std::size_t, 4>{0, 1, 0, 1});
    CHECK(counts[2] == std::array<std::size_t, 4>{0, 0, 1, 1});
    const std::vector<dti::note> notes = dti::confidence_notes(counts, "", language::en);
    REQUIRE(notes.size() == 3);
    CHECK(notes[1].code == "confidence_by_field");
    CHECK(notes[1].count == 2);
    CHECK(notes[1].text == "max score: 0 published, 1 derived, 0 recalled, 1 assumed");
    CHECK(dti::confidence_notes(counts, "demo", language::en)[0].text ==
          "demo · title: 2 published, 0 derived, 0 recalled, 0 assumed");
    CHECK(dti::confidence_notes(counts, "", language::vi)[2].text ==
          "công thức: 0 đã công bố; 0 suy ra; 1 theo hiểu biết, chưa có nguồn; 1 giả định");
}

TEST_CASE("check_notes: the data that was looked over") {
    dti::data_set data(rules());
    data.add_unit({.name = "A"});
    data.set(0, "first", "part", 1);
    const dti::note one = dti::data_reviewed(data, 1, language::en);
    CHECK(one.code == "data_reviewed");
    CHECK(one.count == 1);
    CHECK(one.text == "data looked over: 1 file, 1 unit, 1 figure");
    data.add_unit({.name = "B"});
    data.set(1, "first", "rate", 1);
    CHECK(dti::data_reviewed(data, 2, language::en).text == "data looked over: 2 files, 2 units, 2 figures");
    CHECK(dti::data_reviewed(data, 2, language::vi).text == "số liệu đã rà soát: 2 tệp, 2 đơn vị, 2 số liệu");
}
