#include "dti/evaluate/score_fault.hpp"

#include "support/definitions.hpp"

#include <doctest/doctest.h>

#include <cstdint>
#include <memory>
#include <string>
#include <vector>

using dti::exact;
using dti::fault_kind;
using dti_test::make_definition;
using dti_test::make_rate;

TEST_CASE("score_fault: an exact figure set in code is compared as it is") {
    dti::data_set data(dti::compile_definition(make_definition({make_rate("x", 10)})));
    data.add_unit({.name = "u"});
    data.set(0, "x", "part", 1);
    data.set(0, "x", "whole", 3);
    data.set(0, "x", "rate", exact(1, 3));
    CHECK(dti::find_contradictions(data).empty());
    data.set(0, "x", "rate", exact(333, 1000));
    CHECK(dti::find_contradictions(data).size() == 1);
}

TEST_CASE("score_fault: a double may differ from what its parts give by its last digits") {
    dti::data_set data(dti::compile_definition(make_definition({make_rate("x", 10)})));
    data.add_unit({.name = "u"});
    data.set(0, "x", "part", 468852);
    data.set(0, "x", "whole", 515326);
    data.set(0, "x", "rate", exact::from_double(468852.0 / 515326.0));
    CHECK(dti::find_contradictions(data).size() == 1);
    dti::figure& rate = data.at(0, data.field_of("x", "rate"));
    rate.nearest = true;
    CHECK(dti::find_contradictions(data).empty());
    rate.value += exact(1, 10'000'000'000'000);
    CHECK(dti::find_contradictions(data).size() == 1);
}

TEST_CASE("score_fault: faults become diagnostics at the figure or the unit") {
    const dti::shared_rules rules = dti::compile_definition(make_definition({make_rate("x", 10)}));
    dti::data_set data(rules);
    const std::uint32_t source =
        data.add_source(std::make_shared<const dti::source_text>("a.csv", "unit,x.rate\nu,5%\n"));
    data.add_unit({.name = "u", .where = {2, 1}, .source = source});
    data.at(0, data.field_of("x", "rate")) = {exact(5, 100), 2, {2, 3}, true, false, source};
    std::vector<dti::score_fault> faults(5);
    faults[0].kind = fault_kind::missing_figure;
    faults[0].name = "part";
    faults[1].kind = fault_kind::empty_denominator;
    faults[2].kind = fault_kind::reference_needed;
    faults[2].function = "cohort_max";
    faults[3].kind = fault_kind::too_large;
    faults[4].kind = fault_kind::contradiction;
    faults[4].name = "rate";
    faults[4].given = exact(5, 100);
    faults[4].computed = exact(1, 3);
    faults[4].field = data.field_of("x", "rate");
    dti::diagnostics found;
    dti::report_faults(faults, data, found);
    CHECK(dti_test::codes_of(found) == std::vector<std::string>{"missing-figure", "empty-denominator",
                                                                "reference-needed", "too-large",
                                                                "contradiction"});
    CHECK(found.items()[0].where == dti::position{2, 1});
    CHECK(found.items()[0].file == "a.csv");
    CHECK(found.items()[4].where == dti::position{2, 3});
    CHECK(found.items()[4].what.text == "`x.rate` is given as 0.05, its parts give 0.3333");
    // Data made in code has no place.
    dti::data_set bare(rules);
    bare.add_unit({.name = "u"});
    dti::diagnostics placeless;
    dti::report_faults({faults[0]}, bare, placeless);
    CHECK(placeless.items()[0].file == "data");
}
