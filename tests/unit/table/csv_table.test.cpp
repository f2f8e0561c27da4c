#include "table/csv_table.hpp"

#include "support/found.hpp"
#include "support/print.hpp"

#include <doctest/doctest.h>

#include <string>
#include <utility>
#include <vector>

using dti_test::summary;

namespace {

struct read_table {
    dti::diagnostics found;
    std::vector<std::string> names;
    std::vector<dti::position> places;
    std::vector<std::string> rows;  ///< cells joined by `|`
    std::optional<std::size_t> of_unit;

    explicit read_table(std::string text) {
        const dti::source_text source("a.csv", std::move(text));
        dti::file_report report(source, found);
        dti::csv_table table(report);
        for (const dti::csv_heading& heading : table.header()) {
            names.push_back(heading.name);
            places.push_back(heading.where);
        }
        of_unit = table.find("unit");
        std::vector<dti::csv_cell> row;
        while (!names.empty() && table.next(row)) {
            std::string joined;
            for (const dti::csv_cell& cell : row) {
                joined += (joined.empty() ? "" : "|") + std::string(cell.text);
            }
            rows.push_back(std::move(joined));
        }
    }
};

}  // namespace

TEST_CASE("csv_table: names of columns without blanks, in form NFC") {
    const read_table table("a, unit ,ghi chu\xCC\x81\n1,2,3\n");
    CHECK(table.names == std::vector<std::string>{"a", "unit", "ghi chú"});
    REQUIRE(table.places.size() == 3);
    CHECK(table.places[1] == dti::position{1, 4});
    CHECK(table.places[2] == dti::position{1, 10});
    CHECK(table.of_unit == std::optional<std::size_t>(1));
    CHECK(table.rows == std::vector<std::string>{"1|2|3"});
    CHECK(read_table("a\n1\n").of_unit == std::nullopt);
}

TEST_CASE("csv_table: rows of another length are told and passed over") {
    const read_table table("unit,a\nA,1\nB\nC,1,2\nD,4\n");
    CHECK(table.rows == std::vector<std::string>{"A|1", "D|4"});
    CHECK(summary(table.found) == "csv-row-length 3:1; csv-row-length 4:5");
}

TEST_CASE("csv_table: a file without a header, or with nothing below it") {
    CHECK(summary(read_table("").found) == "empty-file");
    CHECK(summary(read_table("unit,a\n").found) == "no-units");
    CHECK(summary(read_table("unit,a\nA\n").found) == "csv-row-length 2:1");  // there was a row
}

TEST_CASE("csv_table: trimmed") {
    CHECK(dti::trimmed(" \ta b\t ") == "a b");
    CHECK(dti::trimmed("a") == "a");
    CHECK(dti::trimmed(" \t ").empty());
    CHECK(dti::trimmed("").empty());
}

TEST_CASE("csv_table: flags") {
    for (const char* yes : {"yes", "true", "có", "co\xCC\x81"}) {
        CHECK(dti::parse_flag(yes) == std::optional(true));
    }
    for (const char* no : {"no", "false", "không", "kho\xCC\x82ng"}) {
        CHECK(dti::parse_flag(no) == std::optional(false));
    }
    for (const char* neither : {"", "1", "Yes", "maybe"}) {
        CHECK(dti::parse_flag(neither) == std::nullopt);
    }
}
