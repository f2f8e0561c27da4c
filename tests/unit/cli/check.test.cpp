#include "cli/app.hpp"
#include "dti/load.hpp"
#include "support/temporary_folder.hpp"

#include <doctest/doctest.h>

#include <string>
#include <vector>

using dti::cli::exit_status;
using dti::cli::outcome;
using dti::cli::run;
using dti_test::temporary_folder;

namespace {

/// A definition of one indicator for each degree of confidence, with a worked example of the first.
std::string definition_with(const std::string& points_of_example) {
    return R"(
dti: 1
index: demo
title: {vi: Thử}
sub_indices:
  - id: awareness
    indicators:
      - id: smartphones
        max_score: 10
        inputs: {rate: {}}
        formula: "0.4/10 points = 4%"
        examples:
          - {given: {rate: 60.29%}, points: )" +
           points_of_example + R"(}
        confidence: published
      - {id: leader, max_score: 1, formula: points, confidence: derived}
      - {id: training, max_score: 1, formula: points, confidence: {title: published, max_score: recalled, formula: derived}}
      - {id: prize, max_score: 1, formula: points}
pillars:
  - {id: all, sub_indices: [awareness]}
)";
}

}  // namespace

TEST_CASE("check: every shipped definition is sound and its examples hold") {
    std::vector<std::string> words = dti::shipped_definitions();
    words.insert(words.begin(), "check");
    const outcome result = run(words);
    CHECK(result.status == exit_status::done);
    CHECK(result.err.empty());
}

TEST_CASE("check: counts by the weakest field of each indicator") {
    const temporary_folder folder;
    const std::string index = folder.write("index.yaml", definition_with("6.03"));
    const outcome csv = run({"check", index, "--format", "csv"});
    CHECK(csv.status == exit_status::done);
    CHECK(csv.out ==
          "index,sub_indices,pillars,indicators,examples,published,derived,recalled,assumed,failed\n"
          "demo,1,1,4,1,1,1,1,1,0\n");
    const std::string json = run({"check", index, "--format", "json"}).out;
    CHECK(json.find("\"command\": \"check\",\n  \"index\": \"demo\",\n  \"mode\": null,\n") !=
          std::string::npos);
    const std::string two = run({"check", index, index, "--format", "json"}).out;
    CHECK(two.find("\"index\": null,\n") != std::string::npos);
    CHECK(run({"check", index, "--lang", "vi"}).out.find("ví dụ tính") != std::string::npos);
}

TEST_CASE("check: an example that fails is an error at its place") {
    const temporary_folder folder;
    const std::string index = folder.write("index.yaml", definition_with("6.04"));
    const outcome result = run({"check", index, "--format", "csv"});
    CHECK(result.status == exit_status::content);
    CHECK(result.err.rfind(
              index + ":13:45: error[example-fails]: the worked example of `smartphones` expects 6.04 points",
              0) == 0);
    CHECK(result.out.find("\ndemo,1,1,4,1,1,1,1,1,1\n") != std::string::npos);
}

TEST_CASE("check: warnings are shown and leave the status 0") {
    const temporary_folder folder;
    std::string text = definition_with("6.03");
    text.replace(text.find("    indicators:"), 0, "    max_score: 100\n");
    const outcome result = run({"check", folder.write("index.yaml", text)});
    CHECK(result.status == exit_status::done);
    CHECK(result.err.find("warning[sums-differ]") != std::string::npos);
}

TEST_CASE("check: the sound definitions are shown beside the mistakes of the others") {
    const temporary_folder folder;
    const std::string bad = folder.write("bad.yaml", "dti: 2\n");
    const outcome result = run({"check", bad, folder / "absent.yaml",
                                folder.write("index.yaml", definition_with("6.03")), "--format", "csv"});
    CHECK(result.status == exit_status::path);
    CHECK(result.err.find("bad.yaml:1:6: error[unsupported-version]") != std::string::npos);
    CHECK(result.err.find("absent.yaml: error[cannot-read]") != std::string::npos);
    CHECK(result.out.find("\ndemo,1,1,4,1,1,1,1,1,0\n") != std::string::npos);
    CHECK(run({"check", bad, "--format", "json"}).out.empty());
}
