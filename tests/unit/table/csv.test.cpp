#include "table/csv.hpp"

#include "dti/load.hpp"
#include "support/found.hpp"
#include "support/print.hpp"

#include <doctest/doctest.h>

using dti_test::repeated;
using dti_test::summary;

namespace {

struct read_csv {
    dti::diagnostics found;
    std::string text;    ///< rows in brackets, cells separated by `|`
    std::string places;  ///< of the cells, separated by blanks
    std::size_t rows = 0;
    char separator = ',';

    explicit read_csv(std::string source_of) {
        const dti::source_text source("a.csv", std::move(source_of));
        dti::file_report report(source, found);
        dti::csv_reader reader(report);
        separator = reader.separator();
        std::vector<dti::csv_cell> row;
        for (; reader.next(row); ++rows) {
            text += '[';
            for (std::size_t i = 0; i < row.size(); ++i) {
                text += (i == 0 ? "" : "|") + std::string(row[i].sound ? row[i].text : "?");
                places += (places.empty() ? "" : " ") + std::to_string(row[i].where.line) + ':' +
                          std::to_string(row[i].where.column);
            }
            text += ']';
        }
    }
    [[nodiscard]] std::string mistakes() const { return summary(found); }
};

}  // namespace

TEST_CASE("rows and cells") {
    CHECK(read_csv("a,b\n1,2\n").text == "[a|b][1|2]");
    CHECK(read_csv("a,b\r\n1,2\r\n").text == "[a|b][1|2]");
    CHECK(read_csv("a,b\n1,2").text == "[a|b][1|2]");
    CHECK(read_csv("a,b\n,\n1,\n").text == "[a|b][|][1|]");
    CHECK(read_csv("a\n\"\"\n").text == "[a][]");
    CHECK(read_csv("").text == "");
    CHECK(read_csv("\n \t\r\n\n").rows == 0);
    CHECK(read_csv("\n\na,b\n\n  \n1,2\n\n\n").text == "[a|b][1|2]");
    CHECK(read_csv("a,b,c\n1\n1,2,3,4\n").text == "[a|b|c][1][1|2|3|4]");
}

TEST_CASE("blanks around a cell") {
    CHECK(read_csv(" a ,\tb\t\n 1 2 ,  \n").text == "[a|b][1 2|]");
    CHECK(read_csv(" \" a \" , \"b\"\t\n").text == "[ a |b]");
}

TEST_CASE("quotes") {
    const read_csv csv("\"a,1\",\"b\"\n\"x \"\"y\"\" z\",\"\"\"\"\n\"two\nlines\r\n\",2\n");
    CHECK(csv.mistakes() == "");
    CHECK(csv.text == "[a,1|b][x \"y\" z|\"][two\nlines\r\n|2]");
    CHECK(csv.places == "1:1 1:7 2:1 2:13 3:1 5:3");
}

TEST_CASE("the separator is read off the first row") {
    CHECK(read_csv("a;b\n1;2,5\n").text == "[a|b][1|2,5]");
    CHECK(read_csv("a,b;c\n1,2;3\n").text == "[a|b;c][1|2;3]");
    CHECK(read_csv("\"a,b\";c\n1;2\n").text == "[a,b|c][1|2]");
    CHECK(read_csv("\"a;b\"\n1\n").separator == ',');
    CHECK(read_csv("\n \na;b\n1;2\n").separator == ';');
    CHECK(read_csv("a\n1;2\n").separator == ',');
}

TEST_CASE("places count characters") {
    CHECK(read_csv("đơn vị,tỷ lệ\nHà Nội, 60%\n\"Huế\"  ,\"5\"\n").places == "1:1 1:8 2:1 2:9 3:1 3:9");
    CHECK(read_csv("ê\r\n\r\nô,b\r\n").places == "1:1 3:1 3:3");
}

TEST_CASE("a quote that is never closed") {
    const read_csv csv("a,b\nê,\"x\n1,2\n");
    CHECK(csv.mistakes() == "csv-quote 2:3");
    CHECK(csv.text == "[a|b]");
    CHECK(read_csv("\"").mistakes() == "csv-quote 1:1");
    CHECK(read_csv("a\n\"x\"\"").mistakes() == "csv-quote 2:1");
}

TEST_CASE("a quote inside a cell") {
    const read_csv csv("a,b\nê x\"y\"z,2\n\"ê\"x\",3\n4,5\n");
    CHECK(csv.mistakes() == "csv-quote 2:4; csv-quote 3:3");
    CHECK(csv.text == "[a|b][?|2][?|3][4|5]");
}

TEST_CASE("limits") {
    const std::size_t longest = dti::load_limits::csv_cell_bytes;
    CHECK(read_csv("a,b\nê," + std::string(longest, 'x')).mistakes() == "");
    CHECK(read_csv("a,b\nê," + std::string(longest + 1, 'x')).mistakes() == "limit 2:3");
    CHECK(read_csv("a,b\nê,\"" + std::string(longest + 1, 'x') + "\"").mistakes() == "limit 2:3");
    const std::size_t widest = dti::load_limits::csv_columns;
    CHECK(read_csv("a" + repeated(",a", widest - 1)).mistakes() == "");
    CHECK(read_csv("a" + repeated(",a", widest)).mistakes() == "limit 1:40001");
    const read_csv quotes("a\n" + repeated("x\"\n", 100'000));
    CHECK(quotes.found.items().size() == 100);
    CHECK(quotes.rows <= 101);
}

TEST_CASE("limits: cells of a file") {
    const std::string row = repeated(",", 9'999) + "\n";
    const dti::source_text source("a.csv", "a" + repeated(row, 2'001));
    dti::diagnostics found;
    dti::file_report report(source, found);
    dti::csv_reader reader(report);
    std::vector<dti::csv_cell> cells;
    std::size_t rows = 0;
    for (; reader.next(cells); ++rows) {  // without the texts of read_csv: 20 million cells
    }
    CHECK(summary(found) == "limit 2001:1");
    CHECK(rows == 2'000);
}
