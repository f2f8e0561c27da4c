#include "dti/evaluate/data.hpp"

#include "support/definitions.hpp"

#include <doctest/doctest.h>

#include <stdexcept>
#include <string>

using dti::exact;
using dti_test::make_definition;
using dti_test::make_indicator;

namespace {

dti::shared_rules rules() {
    dti::indicator item = make_indicator("x", 10, {"a", "reported", "role"}, {{"rate", "a / 2"}}, "rate");
    item.inputs[1].kind = dti::input_kind::yes_no;
    item.inputs[2].kind = dti::input_kind::choice;
    item.inputs[2].options = {"leader", "deputy"};
    return dti::compile_definition(make_definition({item, make_indicator("y", 10, {}, {}, "points")}));
}

}  // namespace

TEST_CASE("data: units and figures by name") {
    dti::data_set data(rules());
    const std::size_t first = data.add_unit({.name = "Huế", .group = "central"});
    const std::size_t second = data.add_unit({.name = "Cà Mau", .ranked = false});
    CHECK(first == 0);
    CHECK(second == 1);
    CHECK(data.units()[0].group == "central");
    CHECK_FALSE(data.units()[1].ranked);
    CHECK(data.units()[0].ranked);
    CHECK_FALSE(data.units()[0].synthetic);
    data.set(1, "x", "a", exact(5, 2));
    data.set(1, "y", "points", 0);
    data.set(1, "x", "rate", "60.29%");
    CHECK_FALSE(data.at(0, data.field_of("x", "a")).given);
    CHECK(data.at(1, data.field_of("x", "a")).value == exact(5, 2));
    CHECK(data.at(1, data.field_of("y", "points")).given);
    CHECK(data.at(1, data.field_of("x", "rate")).decimals == 4);
    CHECK(data.at(1, data.field_of("x", "rate")).value == exact(6029, 10000));
    data.add_unit({.name = "third"});  // what is there stays
    CHECK(data.at(1, data.field_of("x", "a")).value == exact(5, 2));
}

TEST_CASE("data: figures as they would stand in a file") {
    dti::data_set data(rules());
    data.add_unit({.name = "u"});
    data.set(0, "x", "reported", "có");
    CHECK(data.at(0, data.field_of("x", "reported")).value == 1);
    data.set(0, "x", "reported", "no");
    CHECK(data.at(0, data.field_of("x", "reported")).value == 0);
    data.set(0, "x", "role", "deputy");
    CHECK(data.at(0, data.field_of("x", "role")).value == 1);
    data.set(0, "y", "points", "7.5");
    CHECK(data.at(0, data.field_of("y", "points")).value == exact(15, 2));
}

TEST_CASE("data: names and texts that are wrong throw what is documented") {
    dti::data_set data(rules());
    data.add_unit({.name = "u"});
    CHECK_THROWS_AS(data.set(0, "z", "a", 1), std::out_of_range);
    CHECK_THROWS_AS(data.set(0, "x", "b", 1), std::out_of_range);
    CHECK_THROWS_AS(data.set(0, "x", "b", "1"), std::out_of_range);
    CHECK_THROWS_AS(data.set(0, "x", "a", "60,29%"), std::invalid_argument);
    CHECK_THROWS_AS(data.set(0, "x", "a", ""), std::invalid_argument);
    CHECK_THROWS_AS(data.set(0, "x", "reported", "1"), std::invalid_argument);
    CHECK_THROWS_AS(data.set(0, "x", "role", "Leader"), std::invalid_argument);
    CHECK_THROWS_AS(data.set(0, "y", "points", "yes"), std::invalid_argument);
    CHECK_FALSE(data.at(0, data.field_of("x", "a")).given);
}

TEST_CASE("data: yes and no, in both languages, composed or not") {
    for (const char* text : {"yes", "có", "co\u0301"}) {
        CHECK(dti::parse_yes_no(text) == true);
    }
    for (const char* text : {"no", "không", "kho\u0302ng"}) {
        CHECK(dti::parse_yes_no(text) == false);
    }
    for (const char* text : {"", "1", "0", "true", "Yes", "YES", "co", "khong", "yes ", "y"}) {
        CAPTURE(text);
        CHECK_FALSE(dti::parse_yes_no(text).has_value());
    }
}

TEST_CASE("data: reading a figure says what is wrong") {
    const dti::figure_reading thousands = dti::read_figure("1.970", nullptr, dti::notation::plain, "");
    REQUIRE_FALSE(thousands.mistake.has_value());
    CHECK(thousands.doubt == dti::notation_doubt::thousands);
    CHECK(thousands.value.given);
    CHECK(thousands.value.decimals == 3);
    CHECK_FALSE(thousands.value.percent);
    const dti::figure_reading grouped = dti::read_figure("1.970", nullptr, dti::notation::vi, "");
    CHECK(grouped.doubt == dti::notation_doubt::none);
    CHECK(grouped.value.value == 1970);
    CHECK(dti::read_figure("0.970", nullptr, dti::notation::vi, "").doubt == dti::notation_doubt::decimal);
    CHECK(dti::read_figure("60.29%", nullptr, dti::notation::plain, "").value.percent);
    const dti::figure_reading comma =
        dti::read_figure("60,29%", nullptr, dti::notation::plain, "--numbers vi");
    REQUIRE(comma.mistake.has_value());
    CHECK_FALSE(comma.value.given);
    CHECK(comma.mistake->help.find("--numbers vi") != std::string::npos);
    const dti::scope_entry role{"role", dti::figure_type::choice, {"leader", "deputy"}};
    const dti::figure_reading option = dti::read_figure("leadr", &role, dti::notation::plain, "");
    REQUIRE(option.mistake.has_value());
    CHECK(option.mistake->help == "did you mean `leader`?");
    const dti::scope_entry reported{"reported", dti::figure_type::yes_no, {}};
    const dti::figure_reading truth = dti::read_figure("true", &reported, dti::notation::plain, "");
    REQUIRE(truth.mistake.has_value());
    CHECK(truth.mistake->code == "bad-yes-no");
}

TEST_CASE("data: references are found by indicator, function and name") {
    dti::data_set data(rules());
    data.set_reference("x", "cohort_max", "rate", exact(9, 10));
    REQUIRE(data.find_reference("x", "cohort_max", "rate") != nullptr);
    CHECK(*data.find_reference("x", "cohort_max", "rate") == exact(9, 10));
    CHECK(data.find_reference("x", "cohort_min", "rate") == nullptr);
    CHECK(data.find_reference("y", "cohort_max", "rate") == nullptr);
    data.set_reference("x", "cohort_max", "rate", 1);
    CHECK(*data.find_reference("x", "cohort_max", "rate") == 1);
}

TEST_CASE("data: sources are numbered as they come") {
    dti::data_set data(rules());
    CHECK(data.sources().empty());
    CHECK(data.add_source(std::make_shared<const dti::source_text>("a.csv", "unit\n")) == 0);
    CHECK(data.add_source(std::make_shared<const dti::source_text>("b.csv", "unit\n")) == 1);
    CHECK(data.sources()[1]->name() == "b.csv");
}
