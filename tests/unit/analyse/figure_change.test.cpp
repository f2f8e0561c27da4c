#include "dti/analyse/figure_change.hpp"

#include "support/scored.hpp"

#include <doctest/doctest.h>

#include <string>
#include <vector>

using dti::exact;

namespace {

/// A rate, a count, a question, a choice, entered points; A has every figure, B none.
struct world {
    dti::model<exact> model;
    dti::data_set data;
    dti::scorecard<exact> card;
    dti::analysed_cohort all;

    static dti::shared_rules rules() {
        dti::indicator firms = dti_test::make_indicator("firms", 4, {"count"}, {}, "4 * min(count / 200, 1)");
        dti::indicator reported = dti_test::make_indicator("reported", 2, {}, {}, "if sent then 2 else 0");
        reported.inputs.push_back({.name = "sent", .kind = dti::input_kind::yes_no});
        dti::indicator head =
            dti_test::make_indicator("head", 5, {}, {}, "choice(role, none: 0, deputy: 5, chair: 5)");
        head.inputs.push_back({.name = "role", .kind = dti::input_kind::choice});
        head.inputs.back().options = {"none", "deputy", "chair"};
        dti::indicator capped = dti_test::make_indicator("capped", 10, {"x"}, {}, "min(x, 6)");
        dti::indicator opinion = dti_test::make_indicator("opinion", 3, {}, {}, "points");
        dti::definition source = dti_test::make_definition(
            {dti_test::make_rate("access", 10), firms, reported, head, capped, opinion});
        source.missing = dti::missing_policy::zero;
        source.empty_denominator = dti::empty_policy::zero;
        return dti::compile_definition(std::move(source));
    }

    world()
        : model(rules()),
          data(dti_test::make_data(model.shared(), {{.name = "A"}, {.name = "B"}},
                                   {{0, "access", "part", "60"},
                                    {0, "access", "whole", "100"},
                                    {0, "firms", "count", "100"},
                                    {0, "reported", "sent", "no"},
                                    {0, "head", "role", "chair"},
                                    {0, "capped", "x", "1"},
                                    {0, "opinion", "points", "1.5"}})),
          card(dti_test::score(model.shared(), data)),
          all(model, data, card) {}

    [[nodiscard]] dti::change_reading read(const std::string& name, const std::string& value,
                                           std::size_t unit = 0,
                                           dti::notation style = dti::notation::plain) const {
        return dti::read_change(all, unit, name, value, style, "--numbers vi");
    }
    /// The value that a change leads to; it must be right.
    [[nodiscard]] exact value(const std::string& name, const std::string& text, std::size_t unit = 0,
                              dti::notation style = dti::notation::plain) const {
        const dti::change_reading made = read(name, text, unit, style);
        INFO(name, "=", text, ": ", made.mistake ? made.mistake->text : std::string());
        REQUIRE(made.change);
        CHECK(made.at_value);
        CHECK(made.change->unit == unit);
        CHECK(made.change->value.given);
        CHECK(made.change->value.supposed);
        return made.change->value.value;
    }
    /// Code, message and help of a mistake; the name's begin with `name:`.
    [[nodiscard]] std::string mistake(const std::string& name, const std::string& text, std::size_t unit = 0,
                                      dti::notation style = dti::notation::plain) const {
        const dti::change_reading made = read(name, text, unit, style);
        INFO(name, "=", text);
        REQUIRE_FALSE(made.change);
        REQUIRE(made.mistake);
        return (made.at_value ? "" : "name: ") + made.mistake->code + ": " + made.mistake->text + " / " +
               made.mistake->help;
    }
};

}  // namespace

TEST_CASE("figure change: a figure as it stands in files") {
    const world a;
    CHECK(a.value("access.rate", "80%") == exact(4, 5));
    CHECK(a.read("access.rate", "80.5%").change->value.decimals == 3);
    CHECK(a.read("access.rate", "80.5%").change->value.percent);
    CHECK(a.value("access.rate", "0,805", 0, dti::notation::vi) == exact(805, 1000));
    CHECK(a.value("firms.count", "120") == exact(120));
    CHECK(a.value("firms.count", "120", 1) == exact(120));
    CHECK(a.value("reported.sent", "yes") == exact(1));
    CHECK(a.value("reported.sent", "không") == exact(0));
    CHECK(a.value("head.role", "deputy") == exact(1));
    CHECK(a.value("opinion.points", "2.5") == exact(5, 2));
    CHECK(a.value("access.points", "7") == exact(7));
    const dti::change_reading points = a.read("access.points", "7");
    CHECK(points.change->indicator == 0);
    CHECK(points.change->slot == 3);
}

TEST_CASE("figure change: relative forms start from the present figure, given or derived") {
    const world a;
    CHECK(a.value("access.rate", "+5pp") == exact(65, 100));
    CHECK(a.value("access.rate", "-5pp") == exact(55, 100));
    CHECK(a.value("access.rate", "+0,5pp", 0, dti::notation::vi) == exact(605, 1000));
    CHECK(a.read("access.rate", "+5pp").change->value.percent);
    CHECK(a.value("access.part", "+3") == exact(63));
    CHECK(a.value("access.part", "+-3") == exact(57));
    CHECK(a.value("firms.count", "*1.1") == exact(110));
    CHECK(a.value("firms.count", "*110%") == exact(110));
    CHECK(a.value("opinion.points", "+1") == exact(5, 2));
    CHECK(a.value("access.points", "*0.5") == exact(3));  // the formula's
    CHECK(a.value("access.rate", "*1.1") == exact(66, 100));
    // Shown in full, or as far as it goes.
    CHECK(a.read("firms.count", "*1.015").change->value.decimals == 1);
    CHECK(a.read("access.part", "*1.1").change->value.decimals == 0);
}

TEST_CASE("figure change: max earns full points") {
    const world a;
    CHECK(a.value("access.rate", "max") == exact(1));
    CHECK(a.value("access.part", "max") == exact(100));
    CHECK(a.value("firms.count", "max") == exact(200));
    CHECK(a.value("firms.count", "max", 1) == exact(200));  // no figure so far
    CHECK(a.value("opinion.points", "max") == exact(3));
    CHECK(a.value("reported.sent", "max") == exact(1));
    CHECK(a.value("head.role", "max") == exact(2));     // as good as deputy, and there already
    CHECK(a.value("head.role", "max", 1) == exact(1));  // the first
    CHECK(a.mistake("capped.x", "max") ==
          "no-maximum: no value of `capped.x` alone earns unit `A` the full points / give the figure itself, "
          "or change the other figures of its indicator too");
    CHECK(a.mistake("access.part", "max", 1).substr(0, 10) == "no-maximum");  // without a whole
}

TEST_CASE("figure change: names that are not there") {
    const world a;
    CHECK(a.mistake("acces.rate", "80%") ==
          "name: unknown-name: there is no indicator `acces` / did you mean `access`?");
    CHECK(a.mistake("access.rats", "80%") ==
          "name: unknown-name: indicator `access` has no figure `rats` / did you mean `rate`?");
    CHECK(a.mistake("opinion.x", "80%") ==
          "name: unknown-name: indicator `opinion` has no figure `x` / valid here: `points`");
    CHECK(a.mistake("access", "80%") ==
          "name: bad-change: expected the name of a figure, as in `indicator.name`, found `access` / did you "
          "mean `access.rate`?");
    CHECK(a.mistake("firm", "80%").find("did you mean `firms.count`?") != std::string::npos);
    CHECK(a.mistake("opinion", "1").find("did you mean `opinion.points`?") != std::string::npos);
    CHECK(a.mistake("zzzzzzzz", "1").find("/ ") != std::string::npos);
}

TEST_CASE("figure change: values that are none") {
    const world a;
    CHECK(a.mistake("access.rate", "+5%") ==
          "bad-change: `+5%` can be read in two ways / write `+5pp` for percentage points, or `*1.05` for a "
          "share of the figure itself");
    CHECK(a.mistake("access.rate", "+5,5%", 0, dti::notation::vi).find("`+5,5pp`") != std::string::npos);
    CHECK(a.mistake("access.rate", "+5,5%", 0, dti::notation::vi).find("`*1,055`") != std::string::npos);
    CHECK(a.mistake("access.rate", "5pp") ==
          "bad-change: `5pp` does not say whether it is more or less / write `+5pp` or `-5pp`");
    CHECK(
        a.mistake("firms.count", "+5pp") ==
        "bad-change: `+5pp` adds percentage points, and `firms.count` is 100 / add a number, as in `+3`, or "
        "multiply, as in `*1.1`");
    CHECK(a.mistake("access.rate", "most") ==
          "bad-number: expected a number such as 1234.5 or 60.29%, found `most` / a change is also written "
          "`+5pp`, `+3`, `*1.1` or `max`");
    CHECK(a.mistake("access.rate", "60,29%").find("--numbers vi") != std::string::npos);
    CHECK(a.mistake("access.rate", "*").substr(0, 10) == "bad-number");
    CHECK(a.mistake("access.rate", "+").substr(0, 10) == "bad-number");
    CHECK(a.mistake("access.rate", "").substr(0, 10) == "bad-number");
    CHECK(a.mistake("access.rate", "+abcpp").substr(0, 10) == "bad-number");
    CHECK(a.mistake("reported.sent", "+1") ==
          "bad-change: `+1` is no answer, and `reported.sent` is one / one of `yes`, `no`, or `max`");
    CHECK(a.mistake("head.role", "*2").find("`none`, `deputy`, `chair`") != std::string::npos);
    CHECK(a.mistake("head.role", "depty").find("did you mean `deputy`?") != std::string::npos);
    CHECK(a.mistake("reported.sent", "maybe").substr(0, 10) == "bad-yes-no");
}

TEST_CASE("figure change: what is relative needs a figure that is there") {
    const world a;
    CHECK(a.mistake("access.rate", "+5pp", 1) ==
          "no-figure: unit `B` has no `access.rate` for `+5pp` to start from / give the figure itself");
    CHECK(a.mistake("firms.count", "*1.1", 1).substr(0, 9) == "no-figure");
    CHECK(a.mistake("access.points", "+1", 1).substr(0, 9) == "no-figure");  // 0 points stand for no figure
}

TEST_CASE("figure change: a value that may be meant otherwise is read as it stands, with a warning") {
    const world a;
    const dti::change_reading less = a.read("firms.count", "-3");
    REQUIRE(less.change);
    CHECK(less.change->value.value == exact(-3));
    REQUIRE(less.doubt);
    CHECK(less.doubt->code == "negative-change");
    CHECK(less.doubt->help == "to take away from the present figure write `+-3`");
    CHECK(a.read("access.rate", "-5%").doubt->help == "to take away from the present figure write `-5pp`");
    CHECK(a.read("firms.count", "1.970").doubt->code == "thousands-dot");
    CHECK(a.read("firms.count", "+1.970").doubt->code == "thousands-dot");
    CHECK(a.read("firms.count", "0.970", 0, dti::notation::vi).doubt->code == "decimal-dot");
    CHECK_FALSE(a.read("firms.count", "120").doubt);
}
