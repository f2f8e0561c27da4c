#include "dti/evaluate/indicator_score.hpp"

#include "support/definitions.hpp"
#include "support/formula.hpp"

#include <doctest/doctest.h>

#include <string>

using dti::exact;
using dti::fault_kind;
using dti::score_reason;
using dti::score_status;
using dti_test::make_definition;
using dti_test::make_indicator;
using dti_test::make_rate;
using dti_test::number;

namespace {

/// A definition of one indicator with one unit, whose figures are given as texts.
template <class Number>
struct setting {
    dti::definition index;
    std::vector<std::pair<std::string, std::string>> figures;
    std::vector<dti::score_fault> faults;

    explicit setting(dti::indicator item) : index(make_definition({std::move(item)})) {
        index.missing = dti::missing_policy::zero;
        index.empty_denominator = dti::empty_policy::zero;
    }
    setting& given(std::string name, std::string text) {
        figures.emplace_back(std::move(name), std::move(text));
        return *this;
    }
    dti::indicator_score<Number> score() {
        const dti::model<Number> scored = dti::compile<Number>(index);
        dti::data_set data(scored.shared());
        data.add_unit({.name = "u"});
        const std::string id = index.sub_indices[0].indicators[0].id;
        for (const auto& [name, text] : figures) {
            data.set(0, id, name, text);
        }
        faults = dti::find_contradictions(data);
        const dti::cohort<Number> cohort(scored, data);
        return dti::detail::indicator_scorer<Number>(scored, cohort, data, faults).score(0, 0);
    }
};

}  // namespace

TEST_CASE_TEMPLATE("indicator_score: scored by its formula", Number, exact, double) {
    const dti::indicator_score<Number> result =
        setting<Number>(make_rate("x", 10)).given("part", "3").given("whole", "4").score();
    CHECK(result.status == score_status::scored);
    CHECK(result.reason == score_reason::none);
    CHECK(result.points == number<Number>(exact(15, 2)));
    CHECK(result.computed == result.points);
    CHECK(result.is_known());
    CHECK_FALSE(result.clamped);
}

TEST_CASE_TEMPLATE("indicator_score: points are kept within min_score and max_score, then rounded", Number,
                   exact, double) {
    const auto points = [](const std::string& figure, std::optional<int> rounding) {
        dti::indicator item = make_indicator("x", 10, {"a"}, {}, "a");
        item.min_score = -2;
        setting<Number> made(item);
        made.index.rounding.points = rounding;
        return *made.given("a", figure).score().points;
    };
    CHECK(points("12", {}) == Number(10));
    CHECK(points("-5", {}) == Number(-2));
    CHECK(points("1.25", {}) == number<Number>(exact(5, 4)));
    CHECK(points("1.25", 1) == number<Number>(exact(13, 10)));
    CHECK(points("-1.25", 1) == number<Number>(exact(-13, 10)));
    CHECK(points("2.5", 0) == Number(3));
    dti::indicator odd = make_indicator("x", exact(70, 9), {"a"}, {}, "a");
    setting<Number> made(odd);
    made.index.rounding.points = 1;
    CHECK(*made.given("a", "9").score().points == number<Number>(exact(78, 10)));  // rounded behind the clamp
}

TEST_CASE_TEMPLATE("indicator_score: missing figures, by policy", Number, exact, double) {
    setting<Number> made(make_rate("x", 10));
    made.given("part", "3");
    dti::indicator_score<Number> result = made.score();
    CHECK(result.status == score_status::missing);
    CHECK(result.reason == score_reason::missing_figure);
    CHECK(result.points == Number(0));
    CHECK_FALSE(result.computed.has_value());
    CHECK_FALSE(result.is_known());
    CHECK(made.faults.empty());

    made.index.missing = dti::missing_policy::exclude;
    result = made.score();
    CHECK(result.status == score_status::excluded);
    CHECK_FALSE(result.points.has_value());
    CHECK(made.faults.empty());

    made.index.missing = dti::missing_policy::error;
    static_cast<void>(made.score());
    REQUIRE(made.faults.size() == 1);
    CHECK(made.faults[0].kind == fault_kind::missing_figure);
    CHECK(made.faults[0].name == "whole");  // what the user has to supply, not the derived rate
}

TEST_CASE_TEMPLATE("indicator_score: missing under zero is 0 flat, also below min_score or above it", Number,
                   exact, double) {
    dti::indicator item = make_indicator("x", 10, {"a"}, {}, "a");
    item.min_score = 2;
    CHECK(setting<Number>(item).score().points == Number(0));
}

TEST_CASE_TEMPLATE("indicator_score: a figure is missing in whatever branch it is named", Number, exact,
                   double) {
    setting<Number> made(make_indicator("x", 10, {"a", "b"}, {}, "if a > 1 then 5 else b"));
    CHECK(made.given("a", "2").score().status == score_status::missing);
    CHECK(made.given("b", "0").score().points == Number(5));
}

TEST_CASE_TEMPLATE("indicator_score: a derived figure that is given needs no parts", Number, exact, double) {
    CHECK(setting<Number>(make_rate("x", 10)).given("rate", "60%").score().points == Number(6));
    CHECK(setting<Number>(make_rate("x", 10)).given("rate", "60%").given("part", "3").score().points ==
          Number(6));
}

TEST_CASE_TEMPLATE("indicator_score: an empty denominator, by policy", Number, exact, double) {
    setting<Number> made(make_rate("x", 10));
    made.given("part", "3").given("whole", "0");
    dti::indicator_score<Number> result = made.score();
    CHECK(result.status == score_status::scored);
    CHECK(result.reason == score_reason::empty_denominator);
    CHECK(result.points == Number(0));
    CHECK_FALSE(result.computed.has_value());
    CHECK(result.is_known());

    made.index.empty_denominator = dti::empty_policy::max;
    result = made.score();
    CHECK(result.status == score_status::scored);
    CHECK(result.points == Number(10));

    made.index.empty_denominator = dti::empty_policy::exclude;
    result = made.score();
    CHECK(result.status == score_status::excluded);
    CHECK_FALSE(result.points.has_value());
    CHECK_FALSE(result.is_known());
    CHECK(made.faults.empty());

    made.index.empty_denominator = dti::empty_policy::error;
    static_cast<void>(made.score());
    REQUIRE(made.faults.size() == 1);
    CHECK(made.faults[0].kind == fault_kind::empty_denominator);
}

TEST_CASE_TEMPLATE("indicator_score: missing wins over an empty denominator", Number, exact, double) {
    setting<Number> made(make_indicator("x", 10, {"a", "b", "c"}, {{"rate", "a / b"}}, "rate + c"));
    CHECK(made.given("a", "1").given("b", "0").score().reason == score_reason::missing_figure);
}

TEST_CASE_TEMPLATE("indicator_score: a division by zero that is not needed decides nothing", Number, exact,
                   double) {
    setting<Number> made(
        make_indicator("x", 10, {"a", "b"}, {{"rate", "a / b"}}, "if b == 0 then 4 else rate"));
    const dti::indicator_score<Number> result = made.given("a", "1").given("b", "0").score();
    CHECK(result.points == Number(4));
    CHECK(result.reason == score_reason::none);
}

TEST_CASE_TEMPLATE("indicator_score: entered points stand, the formula's own beside them", Number, exact,
                   double) {
    setting<Number> made(make_rate("x", 10));
    made.given("part", "3").given("whole", "4").given("points", "2.25");
    dti::indicator_score<Number> result = made.score();
    CHECK(result.status == score_status::entered);
    CHECK(result.points == number<Number>(exact(9, 4)));
    CHECK(result.computed == number<Number>(exact(15, 2)));
    CHECK(result.is_known());
    CHECK_FALSE(result.clamped);

    made.given("points", "11");
    result = made.score();
    CHECK(result.points == Number(10));
    CHECK(result.clamped);
    made.given("points", "-1");
    CHECK(made.score().points == Number(0));
}

TEST_CASE_TEMPLATE("indicator_score: entered points need no figures, whatever the policies", Number, exact,
                   double) {
    setting<Number> made(make_rate("x", 10));
    made.index.missing = dti::missing_policy::error;
    made.index.empty_denominator = dti::empty_policy::error;
    made.given("points", "2");
    dti::indicator_score<Number> result = made.score();
    CHECK(made.faults.empty());
    CHECK(result.status == score_status::entered);
    CHECK(result.reason == score_reason::none);
    CHECK_FALSE(result.computed.has_value());
    made.given("part", "1").given("whole", "0");
    result = made.score();
    CHECK(made.faults.empty());
    CHECK(result.points == Number(2));
}

TEST_CASE_TEMPLATE("indicator_score: points entered by assessors alone", Number, exact, double) {
    setting<Number> made(make_indicator("x", 10, {}, {}, "points"));
    made.index.rounding.points = 1;
    CHECK(made.score().status == score_status::missing);
    const dti::indicator_score<Number> result = made.given("points", "2.25").score();
    CHECK(result.status == score_status::entered);
    CHECK(result.points == number<Number>(exact(23, 10)));
    CHECK_FALSE(result.computed.has_value());
    made.index.missing = dti::missing_policy::error;
    made.figures.clear();
    static_cast<void>(made.score());
    REQUIRE(made.faults.size() == 1);
    CHECK(made.faults[0].name == "points");
}

TEST_CASE_TEMPLATE("indicator_score: what is not scored earns nothing", Number, exact, double) {
    dti::indicator item = make_rate("x", 10);
    item.scored = false;
    const dti::indicator_score<Number> result =
        setting<Number>(item).given("part", "3").given("whole", "4").score();
    CHECK(result.status == score_status::unscored);
    CHECK_FALSE(result.points.has_value());
    CHECK_FALSE(result.is_known());
}

TEST_CASE_TEMPLATE("indicator_score: a run of one unit names the reference that it needs", Number, exact,
                   double) {
    setting<Number> made(make_indicator("x", 10, {"a"}, {}, "10 * share_of_best(a)"));
    static_cast<void>(made.given("a", "3").score());
    REQUIRE(made.faults.size() == 1);
    CHECK(made.faults[0].kind == fault_kind::reference_needed);
    CHECK(made.faults[0].function == "cohort_max");
    CHECK(made.faults[0].name == "a");
}

TEST_CASE_TEMPLATE("indicator_score: yes_no and choice", Number, exact, double) {
    dti::indicator item =
        make_indicator("x", 10, {"reported", "role"}, {},
                       "if reported then choice(role, leader: 10, deputy: 5, else: 1) else reported");
    item.inputs[0].kind = dti::input_kind::yes_no;
    item.inputs[1].kind = dti::input_kind::choice;
    item.inputs[1].options = {"leader", "deputy", "member"};
    const auto points = [&](const char* reported, const char* role) {
        return *setting<Number>(item).given("reported", reported).given("role", role).score().points;
    };
    CHECK(points("yes", "leader") == Number(10));
    CHECK(points("có", "deputy") == Number(5));
    CHECK(points("yes", "member") == Number(1));
    CHECK(points("không", "leader") == Number(0));
}

TEST_CASE("indicator_score: a derived figure beside its parts is used as given, or contradicts them") {
    const auto contradicts = [](const char* part, const char* whole, const char* rate) {
        setting<exact> made(make_rate("x", 10));
        static_cast<void>(made.given("part", part).given("whole", whole).given("rate", rate).score());
        return made.faults.size() == 1 && made.faults[0].kind == fault_kind::contradiction;
    };
    CHECK_FALSE(contradicts("2", "3", "66.67%"));
    CHECK_FALSE(contradicts("2", "3", "66.7%"));
    CHECK_FALSE(contradicts("2", "3", "0.6667"));
    CHECK_FALSE(contradicts("1", "4", "0.250000"));
    CHECK_FALSE(contradicts("1", "8", "0.13"));  // half-up
    CHECK(contradicts("1", "8", "0.12"));
    CHECK(contradicts("2", "3", "66.66%"));
    CHECK(contradicts("2", "3", "0.666"));
    CHECK(contradicts("1", "4", "0.26"));
    CHECK_FALSE(contradicts("1", "0", "0.26"));  // what cannot be computed contradicts nothing
    setting<exact> made(make_rate("x", 10));
    const dti::indicator_score<exact> result =
        made.given("part", "2").given("whole", "3").given("rate", "66.7%").score();
    CHECK(result.points == exact(667, 100));
}

TEST_CASE("indicator_score: what double cannot hold is a fault, not a figure") {
    setting<double> made(make_indicator("x", 10, {"a", "b"}, {}, "a^64 * b"));
    static_cast<void>(made.given("a", "10000000000").given("b", "0").score());
    REQUIRE(made.faults.size() == 1);
    CHECK(made.faults[0].kind == fault_kind::too_large);
    setting<exact> right(make_indicator("x", 10, {"a", "b"}, {}, "a^64 * b"));
    CHECK(right.given("a", "10000000000").given("b", "0").score().points == exact(0));
}

TEST_CASE("indicator_score: figures that many others need are looked at once") {
    dti::indicator item = make_indicator("x", 10, {"a"}, {{"d0", "a"}, {"d1", "a"}}, "d60");
    for (int i = 2; i <= 60; ++i) {
        const auto before = [i](int by) { return "d" + std::to_string(i - by); };
        item.derive.push_back({before(0), "if a > 0 then " + before(1) + " else " + before(2)});
    }
    CHECK(setting<exact>(item).score().status == score_status::missing);
}
