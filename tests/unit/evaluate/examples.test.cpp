#include <doctest/doctest.h>

#include "dti/evaluate/examples.hpp"

namespace {

std::vector<std::string> failures(const std::string& formula, const dti::example& worked) {
    dti::definition made{.id = "worked", .title = {.en = "Worked"}};
    made.sub_indices = {{.id = "part",
                         .indicators = {{.id = "item",
                                         .max_score = 10,
                                         .inputs = {{.name = "part"}, {.name = "whole"}},
                                         .derive = {{.name = "rate", .formula = "part / whole"}},
                                         .formula = formula,
                                         .examples = {worked}}}}};
    std::vector<std::string> texts;
    for (const dti::example_failure& failure : dti::check_examples(dti::compile_definition(made))) {
        texts.push_back(failure.what.text);
    }
    return texts;
}

}  // namespace

TEST_CASE("examples: compared at the decimals written") {
    CHECK(failures("0.4/10 points = 4%", {.given = {{"rate", "60.29%"}}, .points = "6.03"}).empty());
    CHECK(failures("0.4/10 points = 4%", {.given = {{"rate", "60.29%"}}, .points = "6.029"}).empty());
    CHECK(failures("0.4/10 points = 4%", {.given = {{"rate", "60.29%"}}, .points = "6"}).empty());
    const auto wrong = failures("0.4/10 points = 4%", {.given = {{"rate", "60.29%"}}, .points = "6.02"});
    REQUIRE(wrong.size() == 1);
    CHECK(wrong[0] == "the worked example of `item` expects 6.02 points, the formula gives 6.0290");
}

TEST_CASE("examples: figures may be parts, references stand for the cohort") {
    CHECK(failures("max_score * rate", {.given = {{"part", "1"}, {"whole", "3"}}, .points = "3.33"}).empty());
    CHECK(failures("max_score * share_of_best(part)",
                   {.given = {{"part", "1"}}, .references = {{"cohort_max", "part", "4"}}, .points = "2.5"})
              .empty());
}

TEST_CASE("examples: what keeps one from being computed is said") {
    CHECK(failures("max_score * rate", {.given = {{"part", "1"}}, .points = "1"})[0].find(
              "`whole` is not given") != std::string::npos);
    CHECK(failures("max_score * rate", {.given = {{"rate", "many"}}, .points = "1"})[0].find(
              "found `many`") != std::string::npos);
    CHECK(failures("max_score * rate", {.given = {{"speed", "1"}}, .points = "1"})[0].find(
              "no figure `speed`") != std::string::npos);
    CHECK(failures("max_score * rate", {.given = {{"rate", "1"}}, .points = "full"})[0].find(
              "found `full`") != std::string::npos);
    CHECK(failures("max_score * rate", {.given = {{"part", "1"}, {"whole", "0"}}, .points = "1"})[0].find(
              "divides by zero") != std::string::npos);
    CHECK(failures("share_of_best(part)", {.given = {{"part", "1"}}, .points = "1"})[0].find(
              "cohort_max(part)") != std::string::npos);
    CHECK(failures("max_score * rate",
                   {.given = {{"part", "1"}, {"whole", "2"}, {"rate", "0.7"}}, .points = "7"})[0]
              .find("contradicts") != std::string::npos);
}
