#include "cli/app.hpp"
#include "support/temporary_folder.hpp"

#include <doctest/doctest.h>

#include <initializer_list>
#include <string>
#include <vector>

using dti::cli::exit_status;
using dti::cli::outcome;
using dti::cli::run;
using dti_test::temporary_folder;

namespace {

constexpr const char* index_text = R"(
dti: 1
index: demo
title: {vi: Thử nghiệm, en: Demonstration}
missing: zero
sub_indices:
  - id: awareness
    title: {vi: Nhận thức số, en: Digital awareness}
    indicators:
      - {id: leader, code: "1.1", max_score: 10, formula: points, confidence: published}
  - id: services
    indicators:
      - {id: online, max_score: 10, inputs: {part: {}, whole: {}}, derive: {rate: part / whole}, formula: max_score * rate, confidence: derived}
pillars:
  - {id: government, sub_indices: [awareness, services]}
)";

constexpr const char* data_text =
    "unit,leader.points,online.part,online.whole\n"
    "Ward 1,6,1,3\n"
    "Ward 2,9,2,3\n";

struct demo {
    temporary_folder folder;
    std::string index = folder.write("index.yaml", index_text);
    std::string data = folder.write("data.csv", data_text);

    [[nodiscard]] outcome score(std::vector<std::string> options) const {
        options.insert(options.begin(), {"score", index, data});
        return run(options);
    }
    /// Standard output of a run that must succeed without a word on standard error.
    [[nodiscard]] std::string text(const std::vector<std::string>& options) const {
        const outcome result = score(options);
        CHECK(result.status == exit_status::done);
        CHECK(result.err.empty());
        return result.out;
    }
};

/// Whether the parts stand in a text in this order.
bool in_order(const std::string& text, std::initializer_list<const char*> parts) {
    std::size_t at = 0;
    for (const char* part : parts) {
        at = text.find(part, at);
        if (at == std::string::npos) {
            return false;
        }
    }
    return true;
}

}  // namespace

TEST_CASE("score: the columns of the three views, in CSV in the data's order") {
    const demo d;
    CHECK(
        d.text({"--format", "csv"}) ==
        "rank,unit,total_points,total,awareness,services,government,coverage,low,high,confidence,synthetic\n"
        "2,Ward 1,9.33,0.4667,0.6000,0.3333,0.4667,1.0000,9.33,9.33,derived,false\n"
        "1,Ward 2,15.67,0.7833,0.9000,0.6667,0.7833,1.0000,15.67,15.67,derived,false\n");
    CHECK(d.text({"--format", "csv", "--by", "indicator"}) ==
          "unit,indicator,code,points,max_score,attainment,status,computed,confidence\n"
          "Ward 1,leader,1.1,6.00,10.00,0.6000,entered,,published\n"
          "Ward 1,online,,3.33,10.00,0.3333,scored,3.33,derived\n"
          "Ward 2,leader,1.1,9.00,10.00,0.9000,entered,,published\n"
          "Ward 2,online,,6.67,10.00,0.6667,scored,6.67,derived\n");
    CHECK(d.text({"--format", "csv", "--ranks"}) ==
          "unit,level,id,value,rank,of\n"
          "Ward 1,total,demo,0.4667,2,2\n"
          "Ward 1,pillar,government,0.4667,2,2\n"
          "Ward 1,sub_index,awareness,0.6000,2,2\n"
          "Ward 1,sub_index,services,0.3333,2,2\n"
          "Ward 2,total,demo,0.7833,1,2\n"
          "Ward 2,pillar,government,0.7833,1,2\n"
          "Ward 2,sub_index,awareness,0.9000,1,2\n"
          "Ward 2,sub_index,services,0.6667,1,2\n");
}

TEST_CASE("score: tables go by rank in every view, and say what a rank is a rank in") {
    const demo d;
    for (const std::vector<std::string>& view :
         std::vector<std::vector<std::string>>{{}, {"--by", "indicator"}, {"--ranks"}}) {
        CHECK(in_order(d.text(view), {"Demonstration · demo\n", "Ward 2", "Ward 1"}));
    }
    CHECK(d.text({}).find("\nrank among the 2 units of this file\n") != std::string::npos);
    CHECK(d.text({"--ranks", "--lang", "vi"})
              .find("\nThứ hạng trong 2 đơn vị của tệp (không phải thứ hạng cả nước)\n") !=
          std::string::npos);
    CHECK(d.text({"--by", "indicator"}).find("rank among") == std::string::npos);
}

TEST_CASE("score: JSON names the index and the mode and has the rows of the CSV") {
    const demo d;
    const std::string json = d.text({"--format", "json"});
    CHECK(in_order(json, {"\"format\": 1", "\"command\": \"score\"", "\"index\": \"demo\"",
                          "\"mode\": \"exact\"", "\"rows\": [", "\"notes\": ["}));
    CHECK(json.find("{\"rank\": 2, \"unit\": \"Ward 1\", \"total_points\": 9.33, \"total\": 0.4667, "
                    "\"awareness\": 0.6000, "
                    "\"services\": 0.3333, \"government\": 0.4667, \"coverage\": 1.0000, \"low\": 9.33, "
                    "\"high\": 9.33, "
                    "\"confidence\": \"derived\", \"synthetic\": false}") != std::string::npos);
    CHECK(json.find("{\"code\": \"rank_scope\", \"count\": 2, ") != std::string::npos);
    CHECK(d.text({"--format", "json", "--by", "indicator"}).find("\"code\": null, \"points\": 3.33,") !=
          std::string::npos);
    CHECK(d.text({"--format", "json", "--mode", "fast"}).find("\"mode\": \"fast\"") != std::string::npos);
}

TEST_CASE("score: --lang changes tables, never CSV") {
    const demo d;
    const std::string table = d.text({"--lang", "vi"});
    CHECK(in_order(table, {"Thử nghiệm · demo", "Nhận thức", "độ tin cậy", "suy ra"}));
    CHECK(d.text({"--lang", "vi", "--format", "csv"}) == d.text({"--format", "csv"}));
    const std::string status = d.text({"--lang", "vi", "--by", "indicator"});
    CHECK(status.find("chấm theo công thức") != std::string::npos);
    CHECK(status.find("điểm nhập") != std::string::npos);
}

TEST_CASE("score: --digits and --mode") {
    const demo d;
    CHECK(
        d.text({"--digits", "6", "--format", "csv"}).find("2,Ward 1,9.333333,0.466667,0.600000,0.333333,") !=
        std::string::npos);
    CHECK(d.text({"--digits", "0", "--format", "csv"}).find("2,Ward 1,9,0,1,0,") != std::string::npos);
    CHECK(d.text({"--mode", "fast", "--format", "csv"}) == d.text({"--format", "csv"}));
    CHECK(d.text({"--mode", "fast"}).find("\n• computed in double") != std::string::npos);
    CHECK(d.text({}).find("computed in double") == std::string::npos);
}

TEST_CASE("score: --numbers vi, and several files") {
    const demo d;
    const std::string vi = d.folder.write("vi.csv", "unit;leader.points\nWard 1;6,5\n");
    CHECK(run({"score", d.index, vi, "--numbers", "vi", "--format", "csv", "--by", "indicator"})
              .out.find("Ward 1,leader,1.1,6.50,") != std::string::npos);
    CHECK(run({"score", d.index, vi}).status == exit_status::content);

    const std::string more = d.folder.write("more.csv", "unit,group\nWard 2,communes\nWard 1,communes\n");
    const std::string table = run({"score", d.index, d.data, more}).out;
    CHECK(in_order(table,
                   {"rank among the 2 units of these files", "communes", "Ward 2", "communes", "Ward 1"}));
}

TEST_CASE("score: tables keep groups apart, each by rank, units without a rank last") {
    const demo d;
    const std::string data = d.folder.write("groups.csv",
                                            "unit,group,ranked,leader.points\n"
                                            "b1,b,,1\n"
                                            "a1,a,,2\n"
                                            "a2,a,no,9\n"
                                            "a3,a,,3\n");
    const std::string table = run({"score", d.index, data}).out;
    CHECK(in_order(table, {"rank within its group among the 3 units of this file: a (2), b (1)", "a  ", "a3",
                           "a1", "a2", "b  ", "b1"}));
    CHECK(run({"score", d.index, data, "--format", "csv"}).out.find("group") == std::string::npos);
}

TEST_CASE("score: what a policy decided stands under the table") {
    const demo d;
    const std::string data = d.folder.write("gaps.csv", "unit,leader.points\nWard 1,12\nWard 2,8\n");
    const outcome table = run({"score", d.index, data});
    CHECK(table.status == exit_status::done);
    CHECK(table.out.find("\n• no figure, counted as 0 points: 2\n") != std::string::npos);
    CHECK(table.err.find("gaps.csv:2:8: warning[entered-clamped]") != std::string::npos);
}

TEST_CASE("score: what the definition calls an error keeps the whole run from being shown") {
    const demo d;
    const std::string data = d.folder.write(
        "empty.csv", "unit,leader.points,online.part,online.whole\nWard 1,6,0,0\nWard 2,9,2,3\n");
    for (const char* mode : {"exact", "fast"}) {
        const outcome result = run({"score", d.index, data, "--mode", mode});
        CHECK(result.status == exit_status::content);
        CHECK(result.out.empty());
        CHECK(result.err.find("empty.csv:2:1: error[empty-denominator]") != std::string::npos);
    }
}

TEST_CASE("score: mistakes of the definition come first, its warnings are left to check") {
    const demo d;
    std::string text = index_text;
    text.replace(text.find("    title: {vi: Nhận"), 0, "    max_score: 100\n");
    const std::string warned = d.folder.write("warned.yaml", text);
    CHECK(run({"score", warned, d.data}).err.empty());
    text.replace(text.find("formula: points"), 15, "formula: point");
    const outcome result = run({"score", d.folder.write("bad.yaml", text), d.folder / "absent.csv"});
    CHECK(result.status == exit_status::content);
    CHECK(result.err.find("error[formula-name]") != std::string::npos);
}
