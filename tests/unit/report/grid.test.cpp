#include "dti/report/grid.hpp"

#include <doctest/doctest.h>

#include <string>
#include <vector>

using dti::cell;
using dti::column_place;
using dti::grid;

namespace {

/// A grid of one column of texts.
grid column_of(const std::vector<std::string>& texts) {
    grid table;
    table.columns = {{"unit", "unit"}};
    for (const std::string& text : texts) {
        table.rows.push_back({cell::of_text(text)});
    }
    return table;
}

std::vector<std::string> lines_of(const std::string& text) {
    std::vector<std::string> lines;
    for (std::size_t at = 0; at < text.size();) {
        const std::size_t end = text.find('\n', at);
        lines.push_back(text.substr(at, end - at));
        at = end + 1;
    }
    return lines;
}

std::string csv_of(const std::string& text) {
    const std::string csv = dti::to_csv(column_of({text}));
    return csv.substr(5, csv.size() - 6);  // without the header and the last line end
}

}  // namespace

TEST_CASE("grid: JSON strings") {
    CHECK(dti::to_json_text("") == "\"\"");
    CHECK(dti::to_json_text("Đà Nẵng") == "\"Đà Nẵng\"");
    CHECK(dti::to_json_text("a \"b\" \\ /") == R"("a \"b\" \\ /")");
    CHECK(dti::to_json_text("a\nb\tc\x01\x1f") == R"("a\u000ab\u0009c\u0001\u001f")");
}

TEST_CASE("grid: JSON rows have numbers as numbers, truths as truths and none as null") {
    grid table;
    CHECK(dti::to_json_rows(table) == "[]");
    table.columns = {{"a", "A"},
                     {"b", "B"},
                     {"c", "C", column_place::data_only},
                     {"d", "D", column_place::table_only},
                     {"e", "E"}};
    table.rows.push_back(
        {cell{}, cell::of_number("6.00"), cell::of_truth(true), cell::of_text("x"), cell::of_text("1")});
    table.rows.push_back({cell::of_number("-1"), cell{}, cell::of_truth(false), cell{}, cell{}});
    table.rows.front()[1].shown = "≈6.00";
    CHECK(dti::to_json_rows(table) ==
          "[\n"
          "    {\"a\": null, \"b\": 6.00, \"c\": true, \"e\": \"1\"},\n"
          "    {\"a\": -1, \"b\": null, \"c\": false, \"e\": null}\n"
          "  ]");
}

TEST_CASE("grid: CSV quotes as RFC 4180 says") {
    CHECK(csv_of("Đà Nẵng") == "Đà Nẵng");
    CHECK(csv_of("") == "");
    CHECK(csv_of("a,b") == "\"a,b\"");
    CHECK(csv_of("a \"b\" c") == "\"a \"\"b\"\" c\"");
    CHECK(csv_of("a\nb") == "\"a\nb\"");
    CHECK(csv_of("a\r\nb") == "\"a\r\nb\"");
    CHECK(csv_of("a;b") == "a;b");
}

TEST_CASE("grid: a text that a spreadsheet would run is made harmless, a number is left alone") {
    for (const char* text : {"=1+1", "+84", "-1+2", "@SUM(A1)"}) {
        CHECK(csv_of(text) == '\'' + std::string(text));
    }
    CHECK(csv_of("\t=1") == "'\t=1");
    CHECK(csv_of("\r=1") == "\"'\r=1\"");
    CHECK(csv_of("=A1,\"b\"") == "\"'=A1,\"\"b\"\"\"");
    CHECK(csv_of("a=1") == "a=1");
    grid table = column_of({});
    table.rows.push_back({cell::of_number("-5.00")});
    CHECK(dti::to_csv(table) == "unit\n-5.00\n");
}

TEST_CASE("grid: CSV keeps empty cells, prints no approximation and no column of tables alone") {
    grid table;
    table.columns = {{"rank", "rank"},
                     {"group", "group", column_place::table_only},
                     {"points", "points"},
                     {"real", "real", column_place::data_only}};
    table.rows.push_back({cell{}, cell::of_text("a"), cell::of_number("6.00"), cell::of_truth(true)});
    table.rows.push_back({cell::of_number("1"), cell::of_text("b"), cell{}, cell{}});
    table.rows.front()[2].shown = "≈6.00";
    CHECK(dti::to_csv(table) == "rank,points,real\n,6.00,true\n1,,\n");
}

TEST_CASE("grid: tables align, numbers to the right, and print what is shown") {
    grid table;
    table.columns = {{"rank", "rank"},
                     {"unit", "unit"},
                     {"points", "points"},
                     {"real", "real", column_place::data_only},
                     {"word", "word"}};
    table.rows.push_back({cell::of_number("1"), cell::of_text("Ward 1"), cell::of_number("100.00"),
                          cell::of_truth(true), cell::of_text("scored")});
    table.rows.push_back(
        {cell{}, cell::of_text("Ward 10"), cell::of_number("6.00"), cell::of_truth(true), cell{}});
    table.rows.back()[2].shown = "≈6.00";
    CHECK(dti::to_table(table) ==
          "rank  unit     points  word\n"
          "────  ───────  ──────  ──────\n"
          "   1  Ward 1   100.00  scored\n"
          "      Ward 10   ≈6.00\n");
}

TEST_CASE("grid: diacritics, composed or not, and wide characters do not shift a column") {
    grid table;
    table.columns = {{"unit", "đơn vị"}, {"points", "điểm"}};
    for (const char* name :
         {"Thừa Thiên Huế", "Thư\u0300a Thie\u0302n Hue\u0302\u0301", "Hà Nội", "首都", "\U0001F3DB"}) {
        table.rows.push_back({cell::of_text(name), cell::of_number("7.00")});
    }
    const std::vector<std::string> lines = lines_of(dti::to_table(table));
    REQUIRE(lines.size() == 7);
    for (const std::string& line : lines) {
        CAPTURE(line);
        CHECK(dti::display_width(line) == 20);
    }
}

TEST_CASE("grid: long headings are wrapped at blanks and stand on the same ground") {
    grid table;
    table.columns = {{"a", "adults with a smartphone"},
                     {"b", "Cyber-information security"},
                     {"c", " \n"},
                     {"d", "of\nlines\n"}};
    table.rows.push_back({cell::of_number("1"), cell::of_text("x"), cell::of_text("y"), cell::of_text("z")});
    CHECK(dti::to_table(table) ==
          " adults with  Cyber-information\n"
          "a smartphone  security              of lines\n"
          "────────────  ─────────────────  ─  ────────\n"
          "           1  x                  y  z\n");
}

TEST_CASE("grid: a line end or tab in a cell does not break the table") {
    CHECK(dti::to_table(column_of({"Ward\n1", "Ward\t2", "Ward\r\n3"})) ==
          "unit\n"
          "───────\n"
          "Ward 1\n"
          "Ward 2\n"
          "Ward  3\n");
    CHECK(dti::to_one_line("a\nb") == "a b");
    CHECK(dti::to_one_line("a\u202Eb\x1B") == "a?b?");
    CHECK(dti::to_one_line("Đà Nẵng") == "Đà Nẵng");
}

TEST_CASE("grid: without rows there is a head") {
    CHECK(dti::to_table(column_of({})) == "unit\n────\n");
    CHECK(dti::to_csv(column_of({})) == "unit\n");
}
