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
          "index,sub_indices,pillars,indicators,examples,published,derived,recalled,assumed,failed,"
          "title_published,title_derived,title_recalled,title_assumed,"
          "max_score_published,max_score_derived,max_score_recalled,max_score_assumed,"
          "formula_published,formula_derived,formula_recalled,formula_assumed\n"
          "demo,1,1,4,1,1,1,1,1,0,2,1,0,1,1,1,1,1,1,2,0,1\n");
    CHECK(run({"check", index}).out.find("\n\n• title: 2 published, 1 derived, 0 recalled, 1 assumed\n") !=
          std::string::npos);
    const std::string json = run({"check", index, "--format", "json"}).out;
    CHECK(json.find("\"command\": \"check\",\n  \"index\": \"demo\",\n  \"mode\": null,\n") !=
          std::string::npos);
    const std::string two = run({"check", index, index, "--format", "json"}).out;
    CHECK(two.find("\"index\": null,\n") != std::string::npos);
    CHECK(two.find("\"text\": \"demo · max score: 1 published,") != std::string::npos);
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
    CHECK(result.out.find("\ndemo,1,1,4,1,1,1,1,1,1,") != std::string::npos);
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
    CHECK(result.out.find("\ndemo,1,1,4,1,1,1,1,1,0,") != std::string::npos);
    CHECK(run({"check", bad, "--format", "json"}).out.empty());
}

TEST_CASE("check: warns of what a definition allows and cannot mean") {
    const temporary_folder folder;
    std::string text = definition_with("6.03");
    text.replace(text.find("points = 4%"), 11, "points = 8%");
    text.replace(text.find("6.03"), 4, "3.01");
    const outcome result = run({"check", folder.write("index.yaml", text)});
    CHECK(result.status == exit_status::done);
    CHECK(result.err.find("index.yaml:11:18: warning[max-not-reached]: indicator `smartphones` can earn at "
                          "most 5 of its 10 points") != std::string::npos);
}

TEST_CASE("check: data is looked over with the definition beside it, in whatever order") {
    const temporary_folder folder;
    const std::string index = folder.write("index.yaml", definition_with("6.03"));
    const std::string rates = folder.write("rates.csv", "unit,smartphones.rate\nHà Nội,60.29\n");
    const std::string rest =
        folder.write("REST.CSV", "unit,leader.points,training.points,prize.points\nHà Nội,1,1,2\n");
    const outcome result = run({"check", rates, index, rest});
    CHECK(result.status == exit_status::done);
    CHECK(result.err.find("rates.csv:2:8: warning[rate-above-1]") != std::string::npos);
    CHECK(result.err.find("REST.CSV:2:12: warning[entered-clamped]") != std::string::npos);
    CHECK(result.out.find("\n• data looked over: 2 files, 1 unit, 4 figures\n") != std::string::npos);
    const outcome json = run({"check", index, rates, rest, "--format", "json", "--lang", "vi"});
    CHECK(json.out.find("\"index\": \"demo\"") != std::string::npos);
    CHECK(
        json.out.find("{\"code\": \"data_reviewed\", \"count\": 1, \"text\": \"số liệu đã rà soát: 2 tệp") !=
        std::string::npos);
}

TEST_CASE("check: whatever score refuses in data is an error, and the definition is shown") {
    const temporary_folder folder;
    const std::string index = folder.write("index.yaml", definition_with("6.03"));
    const outcome result =
        run({"check", index, folder.write("data.csv", "unit,leader.points\nHà Nội,1\n"), "--format", "csv"});
    CHECK(result.status == exit_status::content);
    CHECK(result.err.find("data.csv:2:1: error[missing-figure]: unit `Hà Nội` has no `smartphones.rate`") !=
          std::string::npos);
    CHECK(result.out.find("\ndemo,") != std::string::npos);
    CHECK(run({"check", index, folder / "absent.csv"}).status == exit_status::path);
    const outcome vietnamese =
        run({"check", index, folder.write("vi.csv", "unit;smartphones.rate\nHà Nội;60,29%\n"), "--numbers",
             "vi"});
    CHECK(vietnamese.err.find("bad-number") == std::string::npos);
}

TEST_CASE("check: data needs one definition") {
    const temporary_folder folder;
    const std::string index = folder.write("index.yaml", definition_with("6.03"));
    const std::string data = folder.write("data.csv", "unit\nHà Nội\n");
    for (const std::vector<std::string>& words :
         {std::vector<std::string>{"check", data}, {"check", index, data, "provincial-2020"}}) {
        const outcome result = run(words);
        CHECK(result.status == exit_status::usage);
        CHECK(result.out.empty());
        CHECK(result.err.find("are looked over with one definition") != std::string::npos);
        CHECK(result.err.find("help: dti check INDEX DATA…") != std::string::npos);
    }
}

TEST_CASE("check: a YAML file with a unit and no version is a profile, sound or not") {
    const temporary_folder folder;
    const auto is_data = [&](const char* name, const std::string& text) {
        return run({"check", folder.write(name, text)}).err.find("looked over with one definition") !=
               std::string::npos;
    };
    CHECK(is_data("a.yaml", "unit: Hà Nội\nindex: demo\n"));
    CHECK(is_data("b.yml", "# a comment\nindex: demo\nunit: Hà Nội\nvalues: {\n"));
    CHECK(is_data("c", "{index: demo, unit: Hà Nội}\n"));
    CHECK_FALSE(is_data("d.yaml", "dti: 1\nunit: Hà Nội\n"));
    CHECK_FALSE(is_data("e.yaml", "dti: 1\nunit: Hà Nội\nvalues: {\n"));
    CHECK_FALSE(is_data("f.yaml", "index: demo\nvalues: {unit: Hà Nội}\n"));
    CHECK_FALSE(is_data("g.yaml", ""));
}
