#include "dti/formula/parse_example.hpp"

#include "support/formula.hpp"

#include <doctest/doctest.h>

#include <string>

using dti::exact;
using dti_test::faults_of;
using dti_test::scope_of;

namespace {

std::vector<dti::formula_anchor> anchors_of(std::string_view text) {
    std::vector<dti::formula_anchor> anchors;
    const std::optional<dti::formula_fault> fault = dti::parse_example(text, anchors);
    INFO("text ", std::string(text), ": ", fault ? fault->what.text : std::string());
    REQUIRE_FALSE(fault.has_value());
    return anchors;
}

dti::formula_fault fault_of(std::string_view text) {
    std::vector<dti::formula_anchor> anchors;
    const std::optional<dti::formula_fault> fault = dti::parse_example(text, anchors);
    INFO("text ", std::string(text));
    REQUIRE(fault.has_value());
    CHECK(fault->offset <= text.size());
    return *fault;
}

/// Points of an indicator with one derived rate, given in hundredths of a percent, at two decimals.
template <class Number>
std::string points(const std::string& formula, const exact& max_score, std::int64_t rate_in_ten_thousandths) {
    const dti::formula_scope scope = scope_of({"part", "whole"}, {"rate"}, max_score);
    const auto value =
        dti_test::evaluate<Number>(formula, scope, {0, 0, exact(rate_in_ten_thousandths, 10000)});
    REQUIRE(value.has_value());
    return dti::to_text(*value, 2);
}

}  // namespace

TEST_CASE("parse_example: one anchor") {
    const std::vector<dti::formula_anchor> anchors = anchors_of("0.4/10 points = 4%");
    REQUIRE(anchors.size() == 1);
    CHECK(anchors[0].points == exact(2, 5));
    CHECK(anchors[0].max_score == 10);
    CHECK(anchors[0].rate == exact(4, 100));
    CHECK(anchors[0].offset == 0);
    CHECK(anchors[0].max_score_offset == 4);
    CHECK(anchors[0].rate_offset == 16);
}

TEST_CASE("parse_example: several anchors, spaces and line breaks between the parts") {
    const std::vector<dti::formula_anchor> anchors = anchors_of("0/10 points = 20%;\n10 / 10points=80%");
    REQUIRE(anchors.size() == 2);
    CHECK(anchors[0].rate == exact(1, 5));
    CHECK(anchors[1].points == 10);
    CHECK(anchors[1].offset == 19);
    CHECK(anchors_of("0/10 points = 0%; 10/10 points = 100%").size() == 2);
}

TEST_CASE("parse_example: in Vietnamese, with a decimal comma, composed or not") {
    for (const char* text : {"0,4/10 điểm = 4%", "0.4/10 điểm = 4%", "0,4/10 đie\u0302\u0309m = 4%",
                             "0,4/10 đi\u00EA\u0309m = 4%", "0,4/10điểm=4%", "0,40/10,0 điểm = 4,0%"}) {
        CAPTURE(text);
        CHECK(dti::is_example_notation(text));
        CHECK(anchors_of(text).front().points == exact(2, 5));
        CHECK(anchors_of(text).front().rate == exact(4, 100));
    }
}

TEST_CASE("parse_example: what is taken for this notation, and what is not") {
    CHECK(dti::is_example_notation("0.4/10 points = 4%"));
    CHECK(dti::is_example_notation("  0.4/10 points"));
    CHECK(dti::is_example_notation("0.4/10\npoints = 4%"));
    CHECK(dti::is_example_notation("0.4/10\tpoints = 4%"));
    CHECK(dti::is_example_notation("0.4/10points=4%"));
    CHECK_FALSE(dti::is_example_notation(""));
    CHECK_FALSE(dti::is_example_notation("points"));
    CHECK_FALSE(dti::is_example_notation("max_score * rate"));
    CHECK_FALSE(dti::is_example_notation("10 * rate"));
    // Names that contain the word are names.
    CHECK_FALSE(dti::is_example_notation("2 * points_given"));
    CHECK_FALSE(dti::is_example_notation("2 * points2"));
    CHECK_FALSE(dti::is_example_notation("2 * given_points"));
}

TEST_CASE("parse_example: mistakes and their places") {
    CHECK(fault_of("0.4 points = 4%").offset == 4);
    CHECK(fault_of("0.4/10 point = 4%").offset == 7);
    CHECK(fault_of("0.4/10 points 4%").offset == 14);
    CHECK(fault_of("0.4/10 points = 4").offset == 17);
    CHECK(fault_of("0.4/10 points = 4 %").offset == 17);
    CHECK(fault_of("0.4/10 points = 4%;").offset == 19);
    CHECK(fault_of("0.4/10 points = 4% 5/10 points = 6%").offset == 19);
    CHECK(fault_of("0./10 points = 4%").offset == 1);
    CHECK(fault_of("1/10 points = -4%").offset == 14);
    CHECK(fault_of("").offset == 0);
    CHECK(fault_of("12/10 points = 4%").what.code == "formula-order");
    CHECK(fault_of("1/10 points = 0%").what.code == "formula-order");
    CHECK(fault_of("0/10 points = 20%; 10/10 points = 20%").offset == 34);
    CHECK(fault_of("0/10 points = 20%; 10/10 points = 10%").what.code == "formula-order");
    CHECK(fault_of(std::string(200, '7') + "/10 points = 4%").what.code == "limit");
    CHECK(fault_of("1/10 poi\xFFnts = 4%").offset == 5);
    CHECK(fault_of("1/10 \xFF").what.text.find('\xFF') == std::string::npos);
}

TEST_CASE("parse_example: meaning is checked when the indicator is known") {
    const auto code = [](std::string_view text, const dti::formula_scope& scope) {
        const std::vector<dti::formula_fault> faults = faults_of(text, scope);
        return faults.empty() ? std::string() : faults.front().what.code;
    };
    CHECK(code("0.4/10 points = 4%", scope_of({"rate"})) == "");
    CHECK(code("0.4/10 points = 4%", scope_of({"part", "whole"}, {"rate"})) == "");
    CHECK(code("0.4/20 points = 4%", scope_of({"rate"})) == "formula-anchor");
    CHECK(faults_of("0.4/20 points = 4%", scope_of({"rate"})).front().offset == 4);
    CHECK(code("0.4/10 points = 4%", scope_of({"a", "b"})) == "formula-anchor");
    CHECK(code("0.4/10 points = 4%", scope_of({})) == "formula-anchor");
    CHECK(code("0.4/10 points = 4%", scope_of({"a"}, {"b", "c"})) == "formula-anchor");
    dti::formula_scope choice = scope_of({"role"});
    choice.entries[0].type = dti::figure_type::choice;
    choice.entries[0].options = {"a"};
    CHECK(code("0.4/10 points = 4%", choice) == "formula-type");
}

TEST_CASE_TEMPLATE("parse_example: the contract's own figures", Number, exact, double) {
    const std::string plain = "0.4/10 points = 4%";
    CHECK(points<Number>(plain, 10, 400) == "0.40");
    CHECK(points<Number>(plain, 10, 10000) == "10.00");
    CHECK(points<Number>(plain, 10, 6029) == "6.03");
    CHECK(points<Number>(plain, 10, 8378) == "8.38");
    CHECK(points<Number>(plain, 10, 7713) == "7.71");
    CHECK(points<Number>(plain, 10, 4209) == "4.21");
    CHECK(points<Number>(plain, 10, 12000) == "10.00");  // clamp(P/R·x, 0, M)
    CHECK(points<Number>(plain, 10, -500) == "0.00");

    const std::string threshold = "20/20 points = 20%";
    CHECK(points<Number>(threshold, 20, 675) == "6.75");
    CHECK(points<Number>(threshold, 20, 2000) == "20.00");
    CHECK(points<Number>(threshold, 20, 9000) == "20.00");
    CHECK(points<Number>(threshold, 20, 1000) == "10.00");
}

TEST_CASE_TEMPLATE("parse_example: several anchors are a line through them, constant beyond its ends", Number,
                   exact, double) {
    const std::string rule = "0/10 points = 20%; 10/10 points = 80%";
    CHECK(points<Number>(rule, 10, 0) == "0.00");
    CHECK(points<Number>(rule, 10, 2000) == "0.00");
    CHECK(points<Number>(rule, 10, 3500) == "2.50");
    CHECK(points<Number>(rule, 10, 5000) == "5.00");
    CHECK(points<Number>(rule, 10, 8000) == "10.00");
    CHECK(points<Number>(rule, 10, 9999) == "10.00");
    const std::string three = "2/10 points = 10%; 8/10 points = 50%; 5/10 points = 100%";  // may fall again
    CHECK(points<Number>(three, 10, 0) == "2.00");
    CHECK(points<Number>(three, 10, 3000) == "5.00");
    CHECK(points<Number>(three, 10, 7500) == "6.50");
    CHECK(points<Number>(three, 10, 20000) == "5.00");
}

TEST_CASE("parse_example: 10.35% of 10 points is a tie, and goes up in exact") {
    CHECK(points<exact>("10/10 points = 100%", 10, 1035) == "1.04");
    CHECK(points<exact>("20/20 points = 100%", 20, 894) == "1.79");
}

TEST_CASE("parse_example: the only derived figure is meant, or with none the only input") {
    const exact of_derived = *dti_test::evaluate<exact>("10/10 points = 100%", scope_of({"a"}, {"b"}),
                                                        {exact(1, 10), exact(1, 2)});
    CHECK(of_derived == 5);
    const exact of_input = *dti_test::evaluate<exact>("10/10 points = 100%", scope_of({"a"}), {exact(1, 10)});
    CHECK(of_input == 1);
}
