#include "dti/text/utf8.hpp"

#include "support/print.hpp"

#include <doctest/doctest.h>

#include <string>

using dti::count_characters;
using dti::decode_utf8;
using dti::display_width;
using dti::find_invalid_utf8;

TEST_CASE("utf8: one character of each length") {
    CHECK(decode_utf8("a", 0).code_point == U'a');
    CHECK(decode_utf8("a", 0).length == 1);
    CHECK(decode_utf8("ấ", 0).code_point == 0x1EA5);
    CHECK(decode_utf8("ấ", 0).length == 3);
    CHECK(decode_utf8("đ", 0).code_point == 0x111);
    CHECK(decode_utf8("đ", 0).length == 2);
    CHECK(decode_utf8("xx😀", 2).code_point == 0x1F600);
    CHECK(decode_utf8("xx😀", 2).length == 4);
    CHECK(decode_utf8(std::string_view("\0", 1), 0).length == 1);
}

TEST_CASE("utf8: the borders of each length") {
    for (const char* text : {"\x7F", "\xC2\x80", "\xDF\xBF", "\xE0\xA0\x80", "\xED\x9F\xBF", "\xEE\x80\x80",
                             "\xEF\xBF\xBF", "\xF0\x90\x80\x80", "\xF4\x8F\xBF\xBF"}) {
        CHECK_FALSE(find_invalid_utf8(text).has_value());
        CHECK(count_characters(text) == 1);
    }
}

TEST_CASE("utf8: what is not UTF-8") {
    for (const char* text : {"\x80",              // a continuation alone
                             "\xC0\x80",          // overlong
                             "\xC1\xBF",          // overlong
                             "\xE0\x9F\xBF",      // overlong
                             "\xF0\x8F\xBF\xBF",  // overlong
                             "\xED\xA0\x80",      // a surrogate
                             "\xED\xBF\xBF",      // a surrogate
                             "\xF4\x90\x80\x80",  // above the last code point
                             "\xF5\x80\x80\x80", "\xFE", "\xFF",
                             "\xE1\xBA",  // cut off
                             "\xC3"}) {
        CHECK(find_invalid_utf8(text) == 0U);
    }
    CHECK(find_invalid_utf8("tỉnh \xFF") == 7U);
    CHECK(find_invalid_utf8("") == std::nullopt);
    // A sequence that the end of the view cuts off does not read on behind it.
    const std::string whole = "ấ";
    CHECK(decode_utf8(std::string_view(whole).substr(0, 2), 0).length == 0);
}

TEST_CASE("utf8: counting characters, a stray byte as one") {
    CHECK(count_characters("") == 0);
    CHECK(count_characters("Hạ tầng số") == 10);
    CHECK(count_characters("a\xFF\xFE z") == 5);
}

TEST_CASE("utf8: columns on a screen") {
    CHECK(display_width("Hạ tầng số") == 10);
    CHECK(display_width("ha\u0323 ta\u0302\u0300ng") == 7);  // decomposed: marks stand on their letters
    CHECK(display_width("数字") == 4);
    CHECK(display_width("한국") == 4);
    CHECK(display_width("≈6.03") == 5);
    CHECK(display_width("a\u200Bb") == 2);
    CHECK(display_width("\xFF") == 1);
}

TEST_CASE("utf8: what a terminal obeys or does not show is not printable") {
    for (const char32_t hidden :
         {U'\x00',   U'\x1F',   U'\x7F',   U'\u0080', U'\u0085', U'\u009F',    U'\u00AD',
          U'\u061C', U'\u200B', U'\u200D', U'\u200E', U'\u200F', U'\u2028',    U'\u202A',
          U'\u202E', U'\u2060', U'\u2066', U'\u2069', U'\uFEFF', U'\U000E0041'}) {
        CAPTURE(static_cast<unsigned>(hidden));
        CHECK_FALSE(dti::is_printable(hidden));
    }
    for (const char32_t shown :
         {U' ', U'a', U'~', U'\u00A0', U'ấ', U'\u0301', U'\u0323', U'…', U'数', U'😀'}) {
        CAPTURE(static_cast<unsigned>(shown));
        CHECK(dti::is_printable(shown));
    }
}

TEST_CASE("utf8: a text for a terminal") {
    CHECK(dti::to_printable("Hạ ta\u0302\u0300ng") == "Hạ ta\u0302\u0300ng");
    CHECK(dti::to_printable("a\tb\r\nc") == "a b  c");
    CHECK(dti::to_printable("a\x1B[31mb") == "a?[31mb");
    CHECK(dti::to_printable("x\u202Ey\u0085\u200Bz\uFEFF") == "x?y??z?");
    CHECK(dti::to_printable("a\xFF\xC3") == "a??");
    CHECK(dti::to_printable("").empty());
}
