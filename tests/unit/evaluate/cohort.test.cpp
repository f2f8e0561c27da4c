#include "dti/evaluate/cohort.hpp"

#include "support/definitions.hpp"
#include "support/formula.hpp"

#include <doctest/doctest.h>

#include <string>

using dti::exact;
using dti::slot_state;
using dti_test::make_definition;
using dti_test::make_indicator;
using dti_test::number;

namespace {

/// One indicator with part, whole and rate = part / whole, and a cohort over them.
template <class Number>
struct setting {
    dti::model<Number> scored;
    dti::data_set data;

    explicit setting(const std::string& formula)
        : scored(dti::compile<Number>(make_definition(
              {make_indicator("x", 10, {"part", "whole"}, {{"rate", "part / whole"}}, formula)}))),
          data(scored.shared()) {}

    void add(std::optional<exact> part, std::optional<exact> whole, std::optional<exact> rate = {}) {
        const std::size_t unit = data.add_unit({.name = "u" + std::to_string(data.units().size())});
        if (part) {
            data.set(unit, "x", "part", *part);
        }
        if (whole) {
            data.set(unit, "x", "whole", *whole);
        }
        if (rate) {
            data.set(unit, "x", "rate", *rate);
        }
    }
    [[nodiscard]] dti::cohort<Number> figures() const { return {scored, data}; }
};

}  // namespace

TEST_CASE_TEMPLATE("cohort: slots and their states", Number, exact, double) {
    setting<Number> made("rate * max_score");
    made.add(1, 4);
    made.add(1, {});
    made.add(1, 0);
    made.add({}, {}, exact(1, 2));
    made.add(1, 4, exact(1, 8));  // given beside its parts: used as given
    const dti::cohort<Number> figures = made.figures();
    CHECK(figures.slots(0, 0)[2] == number<Number>(exact(1, 4)));
    CHECK(figures.states(0, 0)[2] == slot_state::present);
    CHECK(figures.states(1, 0)[1] == slot_state::missing);
    CHECK(figures.states(1, 0)[2] == slot_state::missing);
    CHECK(figures.states(2, 0)[2] == slot_state::empty);
    CHECK(figures.slots(3, 0)[2] == number<Number>(exact(1, 2)));
    CHECK(figures.states(3, 0)[0] == slot_state::missing);
    CHECK(figures.slots(4, 0)[2] == number<Number>(exact(1, 8)));
}

TEST_CASE_TEMPLATE("cohort: figures over the units whose figure is there", Number, exact, double) {
    setting<Number> made(
        "cohort_max(part) + cohort_min(part) + cohort_mean(part) + cohort_sum(part) + cohort_count(part) + "
        "cohort_count(rate)");
    made.add(3, 4);
    made.add(-1, {});
    made.add({}, 5);
    made.add(10, 0);
    const dti::cohort<Number> figures = made.figures();
    const auto terms = figures.terms(0);
    REQUIRE(terms.size() == 6);
    CHECK(terms[0] == Number(10));
    CHECK(terms[1] == Number(-1));
    CHECK(terms[2] == Number(4));
    CHECK(terms[3] == Number(12));
    CHECK(terms[4] == Number(3));
    CHECK(terms[5] == Number(1));  // a derived figure that lacks a part, or divides by zero, is not there
    for (const slot_state state : figures.term_states(0)) {
        CHECK(state == slot_state::present);
    }
}

TEST_CASE_TEMPLATE("cohort: a derived figure counts where it is given or can be computed", Number, exact,
                   double) {
    setting<Number> made("cohort_max(rate) + cohort_min(rate)");
    made.add(1, 4);
    made.add({}, {}, exact(9, 10));
    made.add(5, 0);
    const dti::cohort<Number> figures = made.figures();
    CHECK(figures.terms(0)[0] == number<Number>(exact(9, 10)));
    CHECK(figures.terms(0)[1] == number<Number>(exact(1, 4)));
}

TEST_CASE_TEMPLATE("cohort: negative figures have a maximum too", Number, exact, double) {
    setting<Number> made("cohort_max(part) - cohort_min(part)");
    made.add(-5, {});
    made.add(-3, {});
    const dti::cohort<Number> figures = made.figures();
    CHECK(figures.terms(0)[0] == Number(-3));
    CHECK(figures.terms(0)[1] == Number(-5));
}

TEST_CASE_TEMPLATE("cohort: over nobody it is missing, and the count is 0", Number, exact, double) {
    setting<Number> made("cohort_max(part) + cohort_mean(part) + cohort_sum(part) + cohort_count(part)");
    made.add({}, 1);
    made.add({}, 2);
    const dti::cohort<Number> figures = made.figures();
    CHECK(figures.term_states(0)[0] == slot_state::missing);
    CHECK(figures.term_states(0)[1] == slot_state::missing);
    CHECK(figures.term_states(0)[2] == slot_state::missing);
    CHECK(figures.term_states(0)[3] == slot_state::present);
    CHECK(figures.terms(0)[3] == Number(0));
}

TEST_CASE_TEMPLATE("cohort: every unit counts, whatever its group, rank or entered points", Number, exact,
                   double) {
    setting<Number> made("cohort_max(part)");
    made.add(3, {});
    made.add(8, {});
    made.data.unit(1).ranked = false;
    made.data.unit(1).group = "other";
    made.data.set(1, "x", "points", 1);
    CHECK(made.figures().terms(0)[0] == Number(8));
}

TEST_CASE_TEMPLATE("cohort: a run of one unit takes references, and lacks what is not given", Number, exact,
                   double) {
    setting<Number> made("share_of_best(rate) + cohort_mean(part)");
    made.add(1, 4);
    {
        const dti::cohort<Number> figures = made.figures();
        CHECK(figures.term_states(0)[0] == slot_state::empty);
        CHECK(figures.term_states(0)[1] == slot_state::empty);
    }
    made.data.set_reference("x", "cohort_max", "rate", exact(1, 2));
    {
        const dti::cohort<Number> figures = made.figures();
        CHECK(figures.term_states(0)[0] == slot_state::present);
        CHECK(figures.terms(0)[0] == number<Number>(exact(1, 2)));
        CHECK(figures.term_states(0)[1] == slot_state::empty);
    }
    made.add(1, 1);  // with a second unit the cohort stands for itself
    CHECK(made.figures().terms(0)[0] == Number(1));
}

TEST_CASE("cohort: means and sums are exact") {
    setting<exact> made("cohort_mean(rate) + cohort_sum(rate)");
    exact sum;
    for (int i = 1; i <= 100; ++i) {
        made.add(1, i);
        sum += exact(1, i);
    }
    CHECK(made.figures().terms(0)[0] == sum / 100);
    CHECK(made.figures().terms(0)[1] == sum);
}

TEST_CASE("cohort: of an empty data set") {
    const setting<double> made("share_of_best(rate)");
    CHECK(made.figures().terms(0).size() == 1);
}

TEST_CASE("cohort: a mean of long fractions is exact, and given up where nothing could use it") {
    setting<exact> made("max_score * cohort_mean(rate)");
    exact sum;
    for (int i = 0; i < 101; ++i) {
        const exact part(dti::big_integer("1000000000000000000000") + 7 * i, 1);
        const exact whole(dti::big_integer("3000000000000000000000") + 11 * i, 1);
        made.add(part, whole);
        sum += part / whole;
    }
    CHECK(made.figures().terms(0)[0] == sum / exact(101));
    CHECK_FALSE(made.figures().is_too_large(0));

    setting<exact> hopeless("max_score * cohort_mean(rate)");
    const dti::big_integer large = dti::big_integer(1) << 300'000U;
    for (int i = 0; i < 40; ++i) {
        hopeless.add(exact(1), exact(large + 2 * i + 1, 1));
    }
    CHECK(hopeless.figures().is_too_large(0));
}
