#include "dti/formula/token.hpp"

#include "support/print.hpp"

#include <doctest/doctest.h>

#include <string>
#include <vector>

using dti::token;
using dti::token_kind;

namespace {

std::vector<token> tokens_of(std::string_view text) {
    std::vector<token> found;
    dti::tokenizer tokens(text);
    do {
        found.push_back(tokens.next());
        REQUIRE(found.size() <= text.size() + 1);  // each token takes at least a byte
    } while (found.back().kind != token_kind::end);
    return found;
}

/// Kinds as letters (n number, i name, s symbol, b bad) and texts, e.g. "n:1 s:+".
std::string shape(std::string_view text) {
    std::string result;
    for (const token& item : tokens_of(text)) {
        if (item.kind != token_kind::end) {
            result += result.empty() ? "" : " ";
            result +=
                std::string(1, "enisb"[static_cast<std::size_t>(item.kind)]) + ':' + std::string(item.text);
        }
    }
    return result;
}

}  // namespace

TEST_CASE("token: numbers, a percent sign belongs to its number") {
    CHECK(shape("12") == "n:12");
    CHECK(shape("12.50") == "n:12.50");
    CHECK(shape("80%") == "n:80%");
    CHECK(shape("0.5%") == "n:0.5%");
    CHECK(shape("80 %") == "n:80 b:%");
    CHECK(shape("1.") == "n:1 b:.");
    CHECK(shape(".5") == "b:. n:5");
    CHECK(shape("1.2.3") == "n:1.2 b:. n:3");
    CHECK(shape("80%%") == "n:80% b:%");
    CHECK(shape("1e5") == "n:1 i:e5");
}

TEST_CASE("token: names, keywords are names to the tokenizer") {
    CHECK(shape("rate _x a1_B") == "i:rate i:_x i:a1_B");
    CHECK(shape("if a then b") == "i:if i:a i:then i:b");
    CHECK(shape("iffy") == "i:iffy");
}

TEST_CASE("token: symbols, the longer one first") {
    CHECK(shape("a<=b") == "i:a s:<= i:b");
    CHECK(shape("a< =b") == "i:a s:< b:= i:b");
    CHECK(shape(">= == != < >") == "s:>= s:== s:!= s:< s:>");
    CHECK(shape("+-*/^(),:") == "s:+ s:- s:* s:/ s:^ s:( s:) s:, s::");
    CHECK(shape("===") == "s:== b:=");
}

TEST_CASE("token: white space and places") {
    const std::vector<token> found = tokens_of("\t a\r\n+ 12 ");
    REQUIRE(found.size() == 4);
    CHECK(found[0].offset == 2);
    CHECK(found[1].offset == 5);
    CHECK(found[2].offset == 7);
    CHECK(found[3].offset == 10);
    CHECK(tokens_of("").front().kind == token_kind::end);
}

TEST_CASE("token: what belongs to no formula is taken a character at a time") {
    CHECK(shape("a × b") == "i:a b:× i:b");
    CHECK(shape("≥") == "b:≥");
    CHECK(shape("đ") == "b:đ");
    CHECK(shape("\xFF\xFE") == "b:\xFF b:\xFE");
    CHECK(shape(std::string_view("\0", 1)) == std::string("b:") + '\0');
    CHECK(shape("a\u00A0b") == "i:a b:\u00A0 i:b");  // a no-break space is no space here
    CHECK(shape("\xE1\xBA") == "b:\xE1 b:\xBA");
    CHECK(shape("[]{}&|!=\"'#$@;?") != "");
}

TEST_CASE("token: is() asks for words and symbols, never for numbers") {
    const std::vector<token> found = tokens_of("if 1 +");
    CHECK(found[0].is("if"));
    CHECK_FALSE(found[0].is("i"));
    CHECK_FALSE(found[1].is("1"));
    CHECK(found[2].is("+"));
    CHECK_FALSE(found[3].is(""));
}
