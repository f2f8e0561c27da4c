#include "dti/analyse/review_data.hpp"

#include "dti/load.hpp"
#include "support/definitions.hpp"
#include "support/found.hpp"

#include <doctest/doctest.h>

#include <string>
#include <vector>

namespace {

/// Indicator `online`: part and whole of one unit, their rate; an input `used_rate` and one of any number.
dti::shared_rules rules() {
    dti::indicator online =
        dti_test::make_indicator("online", 10, {}, {{"rate", "part / whole"}}, "10 * rate");
    online.inputs = {{.name = "part", .unit = "services"},
                     {.name = "whole", .unit = "services"},
                     {.name = "used_rate"},
                     {.name = "growth"}};
    return dti::compile_definition(dti_test::make_definition({online}));
}

dti::diagnostics review(const std::string& csv, dti::notation style = dti::notation::plain) {
    dti::diagnostics found;
    const std::vector<dti::data_text> texts{{"data.csv", csv}};
    const std::optional<dti::data_set> data = dti::parse_data(rules(), texts, style, found);
    REQUIRE_MESSAGE(data.has_value(), found.to_text());
    dti::review_data(*data, found);
    return found;
}

std::string summary(const std::string& csv) {
    return dti_test::summary(review(csv));
}

}  // namespace

TEST_CASE("review_data: sound figures draw no warning") {
    CHECK(summary("unit,online.part,online.whole,online.used_rate,online.growth,online.points\n"
                  "A,3,4,100%,250,3\nB,0,0,0,-0,\nC,,4,1,,11\n") == "");
}

TEST_CASE("review_data: a rate that is given above 1") {
    const dti::diagnostic item = dti_test::only(review("unit,online.rate\nHà Nội,60.29\n"));
    CHECK(item.what.code == "rate-above-1");
    CHECK(item.where == dti::position{2, 8});
    CHECK(item.what.text == "`online.rate` of `Hà Nội` is 6029%, more than the whole");
    CHECK(item.what.help == "did you mean `60.29%`?");
    CHECK(dti_test::only(review("unit,online.used_rate\nA,100\n")).what.help == "did you mean `100%`?");
}

TEST_CASE("review_data: digits are suggested only where a percent sign may be lacking") {
    CHECK(dti_test::only(review("unit,online.rate\nA,150%\n")).what.help.empty());
    CHECK(dti_test::only(review("unit,online.rate\nA,100.5\n")).what.help.empty());
    CHECK(dti_test::only(review("unit;online.rate\nA;60,29\n", dti::notation::vi)).what.help ==
          "did you mean `60,29%`?");
}

TEST_CASE("review_data: a rate whose parts come to more than 1, at the first of them") {
    const dti::diagnostics found = review("unit,online.whole,online.part\nA,3,4\nB,4,4\n");
    const dti::diagnostic item = dti_test::only(found);
    CHECK(item.what.code == "rate-above-1");
    CHECK(item.where == dti::position{2, 5});
    CHECK(item.what.text == "`online.rate` of `A` comes to 133.333333%, more than the whole");
    CHECK(item.what.help == "check its parts: `part`, `whole`");
    // Given beside its parts it is told once, as given.
    CHECK(summary("unit,online.whole,online.part,online.rate\nA,4,6,1.5\n") == "?rate-above-1 2:7");
}

TEST_CASE("review_data: figures below 0") {
    CHECK(summary("unit,online.part,online.whole\nA,-3,4\n") == "?negative-figure 2:3");
    CHECK(summary("unit,online.growth\nA,-3%\n") == "?negative-figure 2:3");
    CHECK(dti_test::only(review("unit,online.growth\nA,-3%\n")).what.text ==
          "`online.growth` of `A` is below 0: -0.03");
}

TEST_CASE("review_data: figures set in code have no place") {
    dti::data_set data(rules());
    data.add_unit({.name = "A"});
    data.set(0, "online", "rate", dti::exact(6029, 100));
    data.set(0, "online", "growth", -1);
    dti::diagnostics found;
    dti::review_data(data, found);
    REQUIRE(dti_test::summary(found) == "?negative-figure; ?rate-above-1");
    CHECK(found.items()[1].file == "data");
    CHECK(found.items()[1].what.help == "did you mean `60.29%`?");
}

TEST_CASE("review_data: hostile data costs a bounded number of warnings") {
    std::string csv = "unit,online.rate,online.growth\n";
    for (int unit = 0; unit < 3000; ++unit) {
        csv += std::to_string(unit) + ",2,-1\n";
    }
    const std::size_t warnings = review(csv).items().size();
    CHECK(warnings >= 1000);
    CHECK(warnings < 1010);
}
