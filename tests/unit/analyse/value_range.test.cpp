#include "dti/analyse/value_range.hpp"

#include "support/analysed.hpp"

#include <doctest/doctest.h>

#include <string>
#include <vector>

using dti::exact;
using dti::notation;
using dti_test::analysed;

namespace {

/// A rate of 60%, a count and a question.
struct world : analysed {
    static dti::shared_rules rules() {
        dti::indicator asked = dti_test::make_indicator("asked", 10, {}, {}, "max_score * issued");
        asked.inputs.push_back({.name = "issued", .kind = dti::input_kind::yes_no});
        return dti::compile_definition(dti_test::make_definition(
            {dti_test::make_rate("access", 10),
             dti_test::make_indicator("firms", 4, {"count"}, {}, "4 * min(count / 200, 1)"), asked}));
    }
    world()
        : analysed(rules(), 1,
                   {{0, "access", "part", "60"},
                    {0, "access", "whole", "100"},
                    {0, "firms", "count", "100"},
                    {0, "asked", "issued", "no"}}) {}

    [[nodiscard]] dti::range_reading read(const char* name, const char* text,
                                          notation style = notation::plain) const {
        return dti::read_range(all, 0, name, text, style, "--numbers vi");
    }
    [[nodiscard]] std::vector<exact> values(const char* name, const char* text,
                                            notation style = notation::plain) const {
        const dti::range_reading found = read(name, text, style);
        INFO((found.mistake ? found.mistake->text : std::string()));
        REQUIRE(found.range);
        std::vector<exact> numbers;
        for (const dti::figure& value : found.range->values) {
            CHECK(value.given);
            CHECK(value.supposed);
            numbers.push_back(value.value);
        }
        return numbers;
    }
    [[nodiscard]] std::string mistake(const char* name, const char* text) const {
        const dti::range_reading found = read(name, text);
        CHECK(!found.range);
        REQUIRE(found.mistake);
        return found.mistake->code + ": " + found.mistake->text;
    }
};

}  // namespace

TEST_CASE("value_range: ends and steps, exactly") {
    const world made;
    CHECK(made.values("access.rate", "60%..90%:10pp") ==
          std::vector<exact>{{6, 10}, {7, 10}, {8, 10}, {9, 10}});
    // Thirds of a point never miss the end.
    CHECK(made.values("access.rate", "0..0.3:0.1") == std::vector<exact>{0, {1, 10}, {2, 10}, {3, 10}});
    CHECK(made.values("firms.count", "1..4:2") == std::vector<exact>{1, 3});
    CHECK(made.values("firms.count", "4..1:2") == std::vector<exact>{4, 2});
    CHECK(made.values("firms.count", "7..7") == std::vector<exact>{7});
    CHECK(made.values("firms.count", "1..3") == std::vector<exact>{1, 2, 3});
    CHECK(made.values("access.rate", "89%..91%") == std::vector<exact>{{89, 100}, {9, 10}, {91, 100}});
    CHECK(made.values("firms.count", "+0..+20:10") == std::vector<exact>{100, 110, 120});
    CHECK(made.values("firms.count", "100..max:50") == std::vector<exact>{100, 150, 200});
    CHECK(made.values("access.rate", "0,5..0,6:0,05", notation::vi) ==
          std::vector<exact>{{5, 10}, {55, 100}, {6, 10}});
    const dti::range_reading shown = made.read("access.rate", "60%..90%:15pp");
    REQUIRE(shown.range);
    CHECK(shown.range->values[1].percent);
    CHECK(shown.range->slot == made.slot(0, "rate"));
}

TEST_CASE("value_range: what is no range") {
    const world made;
    CHECK(dti::is_range("1..2"));
    CHECK(!dti::is_range("1.2"));
    CHECK(made.mistake("access.rate", "60%..90%:0") == "bad-change: `0` is no step of `60%..90%:0`");
    CHECK(made.mistake("access.rate", "60%..90%:-1pp") == "bad-change: `-1pp` is no step of `60%..90%:-1pp`");
    CHECK(made.mistake("access.rate", "60%..90%:5%") == "bad-change: `5%` is no step of `60%..90%:5%`");
    CHECK(made.mistake("access.rate", "60%..90%:") == "bad-change: `` is no step of `60%..90%:`");
    CHECK(made.mistake("asked.issued", "no..yes") ==
          "bad-change: `no..yes` is a range of numbers, and `asked.issued` is an answer");
    CHECK(made.mistake("access.rat", "1..2").find("unknown-name") == 0);
    CHECK(made.mistake("access.rate", "1..x").find("bad-number") == 0);
    CHECK(made.mistake("firms.count", "0..100000") ==
          "limit: the number of values of `0..100000` is above the limit of 100000 combinations");
    CHECK(made.read("firms.count", "0..99999").range);
    CHECK(made.read("access.rate", "0.7..80").doubt);  // 80% may be meant
}
