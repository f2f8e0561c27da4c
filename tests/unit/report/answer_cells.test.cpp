#include "dti/report/answer_cells.hpp"

#include "support/definitions.hpp"

#include <doctest/doctest.h>

using dti::exact;
using dti::language;

TEST_CASE("figures as a program reads them, and as a reader does") {
    dti::indicator item = dti_test::make_rate("i", 10);
    item.inputs.push_back({.name = "issued", .kind = dti::input_kind::yes_no});
    item.inputs.push_back({.name = "role", .kind = dti::input_kind::choice});
    item.inputs.back().options = {"head", "other"};
    const dti::shared_rules rules = dti::compile_definition(dti_test::make_definition({item}));
    const dti::compiled_indicator& compiled = rules->indicators().front();
    const auto plain = [&](const char* name, const exact& value) {
        return dti::detail::plain_figure(value, compiled.scope.entries[*compiled.find_slot(name)]);
    };
    const auto readable = [&](const char* name, const exact& value, language wanted) {
        return dti::detail::readable_figure(value, compiled, *compiled.find_slot(name), wanted);
    };
    CHECK(plain("part", exact(5, 4)) == "1.25");
    CHECK(plain("part", exact(2, 3)) == "0.666666666667");
    CHECK(plain("issued", 1) == "yes");
    CHECK(plain("role", 1) == "other");
    CHECK(readable("rate", exact(6029, 10000), language::en) == "60.29%");
    CHECK(readable("rate", exact(2, 3), language::en) == "66.666666…%");
    CHECK(readable("part", 12, language::en) == "12");
    CHECK(readable("issued", 0, language::vi) == "không");
}

TEST_CASE("a number rounded once, with ≈ before what rests on an assumed maximum") {
    const dti::cell none = dti::detail::number_cell(std::nullopt, 2);
    CHECK(none.kind == dti::cell_kind::none);
    const dti::cell about = dti::detail::number_cell(exact(33825, 1000), 2, true);
    CHECK(about.text == "33.83");
    CHECK(about.shown == "≈33.83");
}
