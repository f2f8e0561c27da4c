#include "dti/text/source.hpp"

#include "support/print.hpp"

#include <doctest/doctest.h>

#include <algorithm>
#include <string>

using dti::position;
using dti::source_text;

TEST_CASE("source: offsets become 1-based lines and columns") {
    const source_text source("index.yaml", "one\ntwo\n\nfour");
    CHECK(source.name() == "index.yaml");
    CHECK(source.at(0) == position{1, 1});
    CHECK(source.at(2) == position{1, 3});
    CHECK(source.at(3) == position{1, 4});  // the line end belongs to its line
    CHECK(source.at(4) == position{2, 1});
    CHECK(source.at(8) == position{3, 1});
    CHECK(source.at(9) == position{4, 1});
    CHECK(source.at(13) == position{4, 5});
    CHECK(source.at(1000) == position{4, 5});
}

TEST_CASE("source: columns count characters, not bytes") {
    const source_text source("a", "tỷ lệ = 5\nđiểm: x");
    CHECK(source.at(source.text().find('5')) == position{1, 9});
    CHECK(source.at(source.text().find('x')) == position{2, 7});
}

TEST_CASE("source: places in very long lines, also in bytes that are not UTF-8") {
    std::string text = "short\n";
    for (int i = 0; i < 3000; ++i) {
        text += i % 7 == 0 ? "ấ" : i % 31 == 0 ? "\xFF" : i % 11 == 0 ? "đ" : "a";
    }
    text += '\n' + std::string(5000, 'b') + "\nend";
    const source_text source("a", text);
    std::uint32_t line = 1;
    std::uint32_t column = 1;
    for (std::size_t at = 0; at < text.size();) {
        if (source.at(at) != position{line, column}) {
            CAPTURE(at);
            CHECK(source.at(at) == position{line, column});
        }
        const std::size_t length = std::max<std::size_t>(1, dti::decode_utf8(text, at).length);
        ++column;
        if (text[at] == '\n') {
            ++line;
            column = 1;
        }
        at += length;
    }
    CHECK(source.at(text.size()) == position{4, 4});
}

TEST_CASE("source: lines come without their ends") {
    const source_text source("a", "one\r\ntwo\nlast");
    CHECK(source.line(1) == "one");
    CHECK(source.line(2) == "two");
    CHECK(source.line(3) == "last");
    CHECK(source.line(0).empty());
    CHECK(source.line(4).empty());
    CHECK(source_text("a", "x\n").line(2).empty());
    CHECK(source_text("a", "").line(1).empty());
    CHECK(source_text("a", "").at(0) == position{1, 1});
}

TEST_CASE("source: places are ordered as in the text, and know whether they are one") {
    CHECK(position{1, 9} < position{2, 1});
    CHECK(position{2, 1} < position{2, 2});
    CHECK_FALSE(static_cast<bool>(position{}));
    CHECK(static_cast<bool>(position{1, 1}));
}
