#include "cli/app.hpp"
#include "dti/load.hpp"

#include <doctest/doctest.h>

#include <algorithm>
#include <string>

using dti::cli::exit_status;
using dti::cli::outcome;
using dti::cli::run;

TEST_CASE("list: one row a shipped definition, in every format") {
    const auto shipped = static_cast<std::ptrdiff_t>(dti::shipped_definitions().size());
    const std::string csv = run({"list", "--format", "csv"}).out;
    CHECK(csv.rfind("index,title,sub_indices,indicators,max_points,document\n", 0) == 0);
    CHECK(std::count(csv.begin(), csv.end(), '\n') == shipped + 1);

    const outcome table = run({"list"});
    CHECK(table.status == exit_status::done);
    CHECK(table.err.empty());
    const std::string json = run({"list", "--format", "json"}).out;
    for (const std::string& id : dti::shipped_definitions()) {
        CHECK(table.out.find('\n' + id + ' ') != std::string::npos);
        CHECK(csv.find('\n' + id + ',') != std::string::npos);
        CHECK(json.find("{\"index\": \"" + id + "\", \"title\": ") != std::string::npos);
    }
    CHECK(json.find("\"command\": \"list\",\n  \"index\": null,\n  \"mode\": null,\n  \"rows\": [") !=
          std::string::npos);
}

TEST_CASE("list: titles and headings follow the language, keys do not") {
    const std::string table = run({"list", "--lang", "vi"}).out;
    CHECK(table.find("Chỉ số chuyển đổi số cấp tỉnh") != std::string::npos);
    CHECK(table.find("bộ chỉ số") != std::string::npos);
    const std::string csv = run({"list", "--lang", "vi", "--format", "csv"}).out;
    CHECK(csv.rfind("index,title,sub_indices,indicators,max_points,document\n", 0) == 0);
    CHECK(csv.find("Chỉ số chuyển đổi số cấp tỉnh") != std::string::npos);
}
