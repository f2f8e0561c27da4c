#include "dti/analyse/rate.hpp"

#include "support/definitions.hpp"

#include <doctest/doctest.h>

#include <string>
#include <vector>

namespace {

/// Whether `figure` of an indicator is a rate.
bool is_rate(const std::vector<dti::input>& inputs, const std::vector<dti::derivation>& derive,
             const std::string& figure) {
    dti::indicator item = dti_test::make_indicator("item", 10, {}, derive, "points");
    item.inputs = inputs;
    const dti::shared_rules rules = dti::compile_definition(dti_test::make_definition({item}));
    const dti::compiled_indicator& compiled = rules->indicators().front();
    return dti::is_rate(compiled, compiled.find_slot(figure).value());
}

dti::input counted(const std::string& name, const std::string& unit) {
    return {.name = name, .unit = unit};
}

const std::vector<dti::input> people{counted("owners", "people"), counted("adults", "people")};

}  // namespace

TEST_CASE("rate: one division of two inputs of the same unit") {
    CHECK(is_rate(people, {{"covered", "owners / adults"}}, "covered"));
    CHECK_FALSE(is_rate(people, {{"covered", "owners / adults"}}, "owners"));
    CHECK_FALSE(is_rate(people, {{"covered", "2 * owners / adults"}}, "covered"));
    CHECK_FALSE(is_rate(people, {{"covered", "owners / (adults + 1)"}}, "covered"));
    CHECK_FALSE(is_rate(people, {{"covered", "owners / owners"}}, "covered"));
    CHECK_FALSE(is_rate({counted("owners", "people"), counted("homes", "homes")},
                        {{"owned", "owners / homes"}}, "owned"));
    CHECK_FALSE(
        is_rate({{.name = "owners"}, {.name = "adults"}}, {{"covered", "owners / adults"}}, "covered"));
}

TEST_CASE("rate: a name that says so") {
    for (const char* name : {"rate", "share", "online_rate", "online_share"}) {
        CAPTURE(name);
        CHECK(is_rate({{.name = "a"}, {.name = "b"}}, {{name, "(a + b * 0.5) / (a + b)"}}, name));
        CHECK(is_rate({{.name = name}}, {}, name));
    }
    for (const char* name : {"rates", "rate_of_growth", "crate", "shares", "value"}) {
        CAPTURE(name);
        CHECK_FALSE(is_rate({{.name = "a"}, {.name = "b"}}, {{name, "a / b"}}, name));
        CHECK_FALSE(is_rate({{.name = name}}, {}, name));
    }
}

TEST_CASE("rate: what is on another scale is none, whatever its name") {
    CHECK_FALSE(is_rate(people, {{"rate", "100 * owners / adults"}}, "rate"));
    CHECK_FALSE(is_rate(people, {{"rate", "owners / adults / 1%"}}, "rate"));
    CHECK_FALSE(is_rate({counted("rate", "percent")}, {}, "rate"));
    CHECK_FALSE(is_rate({{.name = "rate", .kind = dti::input_kind::yes_no}}, {}, "rate"));
    CHECK(is_rate(people, {{"rate", "clamp(owners / adults, 0, 1)"}}, "rate"));
}
