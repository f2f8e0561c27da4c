#include "dti/text/diagnostic.hpp"

#include "support/print.hpp"

#include <doctest/doctest.h>

#include <string>

using dti::diagnostic;
using dti::diagnostics;
using dti::severity;
using dti::source_text;
using dti::to_text;

namespace {

dti::message sample(std::string code = "unknown-key") {
    return {std::move(code), "unknown key `x`", "did you mean `y`?"};
}

std::size_t count(const std::string& text, std::string_view wanted) {
    std::size_t found = 0;
    for (std::size_t at = text.find(wanted); at != std::string::npos; at = text.find(wanted, at + 1)) {
        ++found;
    }
    return found;
}

}  // namespace

TEST_CASE("diagnostic: file, line, column, code, the line with a caret, help") {
    const source_text source("index.yaml", "a: 1\ntỷ lệ: 5\n");
    diagnostics found;
    found.error(source, source.at(source.text().find('5')), sample());
    CHECK(found.to_text() ==
          "index.yaml:2:8: error[unknown-key]: unknown key `x`\n"
          "  2 | tỷ lệ: 5\n"
          "    |        ^\n"
          "  help: did you mean `y`?\n");
}

TEST_CASE("diagnostic: without a place, without help, as a warning") {
    diagnostics found;
    found.error("data.csv", {"cannot-read", "cannot be read: no such file", ""});
    CHECK(found.to_text() == "data.csv: error[cannot-read]: cannot be read: no such file\n");
    const diagnostic warning{severity::warning, "a", {3, 1}, {"code", "text", ""}, {}};
    CHECK(to_text(warning) == "a:3:1: warning[code]: text\n");
}

TEST_CASE("diagnostic: the caret stands under the character, whatever its width") {
    const auto caret = [](const std::string& line, std::uint32_t column) {
        const std::string text = to_text(diagnostic{severity::error, "a", {1, column}, {"c", "t", ""}, line});
        const std::size_t last = text.rfind("| ");
        return text.find('^', last) - last - 2;
    };
    CHECK(caret("abc", 1) == 0);
    CHECK(caret("ta\u0302\u0300ng = 5", 9) == 6);  // two combining marks fill no column
    CHECK(caret("数字 = 5", 6) == 7);
    CHECK(caret("abc", 4) == 3);
    CHECK(caret("abc", 50) == 3);
    CHECK(caret("a\tb", 3) == 2);
}

TEST_CASE("diagnostic: a long line is cropped around the place") {
    const std::string line = std::string(5000, 'a') + "X" + std::string(5000, 'b');
    const std::string text = to_text(diagnostic{severity::error, "f", {1, 5001}, {"c", "t", ""}, line});
    CHECK(text.size() < 400);
    CHECK(count(text, "…") == 2);
    const std::string shown = text.substr(text.find("1 | ") + 4);
    const std::string caret_line = text.substr(text.rfind("| ") + 2);
    // `…` is three bytes and one column.
    CHECK(shown.find('X') - 2 == caret_line.find('^'));
}

TEST_CASE("diagnostic: a line of a megabyte is not copied into every message") {
    const source_text source("f", std::string(1U << 20U, 'a'));
    diagnostics found;
    found.error(source, source.at(5000), sample());
    CHECK(found.items().front().line.size() < (1U << 17U));
    CHECK(found.to_text().rfind("f:1:5001: error", 0) == 0);
}

TEST_CASE("diagnostic: control characters of a file do not reach the terminal") {
    const std::string text =
        to_text(diagnostic{severity::error, "f", {1, 3}, {"c", "t", ""}, "a\x1B[31mb\x07\rc"});
    CHECK(text.find('\x1B') == std::string::npos);
    CHECK(text.find('\x07') == std::string::npos);
    CHECK(text.find('\r') == std::string::npos);
}

TEST_CASE("diagnostic: nothing in a file or its name garbles or disguises a message") {
    const std::string text = to_text(diagnostic{severity::error,
                                                "a\n\x1B[31m\u202Eb.csv",
                                                {1, 6},
                                                {"c", "found `x\u2066y`", "did you mean `\u200Fz`?"},
                                                "a\u202E\uFEFF\u0085bc"});
    CHECK(text ==
          "a ?[31m?b.csv:1:6: error[c]: found `x?y`\n"
          "  1 | a???bc\n"
          "    |      ^\n"
          "  help: did you mean `?z`?\n");
}

TEST_CASE("diagnostics: by file in the order of mention, by place within a file") {
    const source_text second("b.yaml", "1\n2\n3\n");
    const source_text first("a.yaml", "1\n2\n3\n");
    diagnostics found;
    found.error(second, {3, 1}, {"c3", "third", ""});
    found.error(first, {1, 1}, {"c4", "fourth", ""});
    found.error(second, {2, 1}, {"c2", "second", ""});
    found.warning(second, {1, 1}, {"c1", "first", ""});
    const std::string text = found.to_text();
    CHECK(text.find("first") < text.find("second"));
    CHECK(text.find("second") < text.find("third"));
    CHECK(text.find("third") < text.find("fourth"));
}

TEST_CASE("diagnostics: at most 20 of a file, the rest counted") {
    const source_text source("many.yaml", std::string(100, '\n'));
    diagnostics found;
    for (std::uint32_t line = 1; line <= 23; ++line) {
        found.error(source, {line, 1}, sample());
    }
    for (std::uint32_t line = 1; line <= 21; ++line) {
        found.warning(source, {line, 1}, sample());
    }
    const std::string text = found.to_text();
    CHECK(count(text, ": error[") == diagnostics::shown_per_file);
    CHECK(count(text, ": warning[") == diagnostics::shown_per_file);
    CHECK(text.find("many.yaml: at least 3 more errors not shown\n") != std::string::npos);
    CHECK(text.find("many.yaml: at least 1 more warnings not shown\n") != std::string::npos);
}

TEST_CASE("diagnostics: whether there are errors is known however many warnings come first") {
    const source_text source("a", "x\n");
    diagnostics found;
    CHECK(found.empty());
    for (int i = 0; i < 5000; ++i) {
        found.warning(source, {1, 1}, sample());
    }
    CHECK_FALSE(found.has_errors());
    CHECK(found.items().size() <= 1000);
    found.error(source, {1, 1}, sample("the-error"));
    CHECK(found.has_errors());
    CHECK(found.items().back().what.code == "the-error");

    diagnostics earlier;
    earlier.add_at_new_places(found);
    CHECK(earlier.has_errors());
}

TEST_CASE("diagnostics: a later stage does not tell a mistake twice") {
    const source_text source("a", "x y\n");
    diagnostics found;
    found.error(source, {1, 1}, sample("first"));
    found.warning(source, {1, 3}, sample("second"));
    diagnostics later;
    later.error(source, {1, 1}, sample("again"));     // an error is known there
    later.error(source, {1, 3}, sample("new"));       // only a warning was known there
    later.error("a", {"placeless", "no place", ""});  // no place is no place in common
    found.add_at_new_places(later);
    REQUIRE(found.items().size() == 4);
    CHECK(found.items()[2].what.code == "new");
    CHECK(found.items()[3].what.code == "placeless");
}

TEST_CASE("error: the exception carries the diagnostics and reads as they do") {
    diagnostics found;
    found.error("a", sample());
    const std::string text = found.to_text();
    const dti::error thrown(std::move(found));
    CHECK(thrown.what() == text);
    CHECK(thrown.diagnostics().items().size() == 1);
    CHECK_THROWS_AS(throw thrown, std::exception);
}
