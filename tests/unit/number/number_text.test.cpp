#include "dti/number/number_text.hpp"

#include "support/print.hpp"

#include <doctest/doctest.h>

#include <string>

using dti::exact;
using dti::notation;
using dti::number_fault;
using dti::parse_fraction;
using dti::parse_number;

namespace {

exact value_of(std::string_view text, notation style = notation::plain) {
    const dti::number_result read = parse_number(text, style);
    INFO("text ", std::string(text));
    REQUIRE(read.number.has_value());
    return read.number->value;
}

number_fault fault_of(std::string_view text, notation style = notation::plain) {
    const dti::number_result read = parse_number(text, style);
    INFO("text ", std::string(text));
    REQUIRE_FALSE(read.number.has_value());
    return read.fault;
}

}  // namespace

TEST_CASE("number_text: the plain notation") {
    CHECK(value_of("0") == 0);
    CHECK(value_of("007") == 7);
    CHECK(value_of("1234.5") == exact(12345, 10));
    CHECK(value_of("-2.50") == exact(-5, 2));
    CHECK(value_of("60.29%") == exact(6029, 10000));
    CHECK(value_of("-5%") == exact(-5, 100));
    CHECK(value_of("250%") == exact(5, 2));
    CHECK(value_of("-0").is_zero());
    CHECK_FALSE(value_of("-0.00").is_negative());
}

TEST_CASE("number_text: the decimals as written, a percent sign counts two") {
    const auto decimals = [](std::string_view text, notation style) {
        return parse_number(text, style).number->decimals;
    };
    CHECK(decimals("12", notation::plain) == 0);
    CHECK(decimals("12.50", notation::plain) == 2);
    CHECK(decimals("60.29%", notation::plain) == 4);
    CHECK(decimals("60%", notation::plain) == 2);
    CHECK(decimals("1.234,50", notation::vi) == 2);
}

TEST_CASE("number_text: long numbers are exact") {
    CHECK(value_of("123456789012345678") == exact(123456789012345678));
    CHECK(value_of("1234567890123456789012345678901234567890") ==
          exact(dti::big_integer("1234567890123456789012345678901234567890"), 1));
    CHECK(value_of("0.000000000000000000001") == exact(1, dti::power_of_ten(21)));
    CHECK(value_of("0." + std::string(80, '0')).is_zero());
    CHECK(value_of("00000000000000000000000000000000000000000000008") == 8);  // no octal
    CHECK(value_of("000000000000000000000000000000000000000.09") == exact(9, 100));
    CHECK(value_of("0.1234567890123456%") == exact(1234567890123456, dti::power_of_ten(18)));
    CHECK(value_of("0.12345678901234567%") == exact(12345678901234567, dti::power_of_ten(19)));
}

TEST_CASE("number_text: the Vietnamese notation") {
    CHECK(value_of("1.234,5", notation::vi) == exact(12345, 10));
    CHECK(value_of("1.234.567", notation::vi) == 1234567);
    CHECK(value_of("60,29%", notation::vi) == exact(6029, 10000));
    CHECK(value_of("1.970", notation::vi) == 1970);
    CHECK(value_of("1970", notation::vi) == 1970);
    CHECK(value_of("-12,5", notation::vi) == exact(-25, 2));
    CHECK(value_of("12.345,678", notation::vi) == exact(12345678, 1000));
    CHECK(value_of("1234567,5", notation::vi) == exact(12345675, 10));
}

TEST_CASE("number_text: groups of other than three digits are no thousands") {
    for (const char* text :
         {"60.29%", "1.23", "1.2345", "1234.567", "1.234.56", "1..234", ".234", "1.234.", "1.234,5.678"}) {
        CAPTURE(text);
        CHECK_FALSE(parse_number(text, notation::vi).number.has_value());
    }
    CHECK(fault_of("60.29%", notation::vi) == number_fault::decimal_point);
    CHECK(fault_of("1234.567", notation::vi) == number_fault::decimal_point);
}

TEST_CASE("number_text: anything else is no number") {
    for (const char* text :
         {"-",  "+5",    "5.",    ".5", "--5", "5e3", "0x10", "1_000", "nan", "inf", "5%%", "%",     " 5",
          "5 ", "1 000", "1.2.3", "½",  "٣",   "５",  "1/2",  "-%",    "5.%", "\t5", "5\n", "1'000", "−5"}) {
        CAPTURE(text);
        CHECK_FALSE(parse_number(text).number.has_value());
        CHECK_FALSE(parse_number(text, notation::vi).number.has_value());
    }
    CHECK_FALSE(parse_number(std::string_view("5\0", 2)).number.has_value());
}

TEST_CASE("number_text: what is wrong, so that help can fit") {
    CHECK(fault_of("") == number_fault::empty);
    CHECK(fault_of("abc") == number_fault::not_a_number);
    CHECK(fault_of("60,29%") == number_fault::decimal_comma);
    CHECK(fault_of("1,240,000") == number_fault::thousands_comma);
    CHECK(fault_of(">150") == number_fault::comparison);
    CHECK(fault_of("≥ 80%") == number_fault::comparison);
    CHECK(fault_of("<5") == number_fault::comparison);
    CHECK(fault_of("80 %") == number_fault::spaced_percent);
}

TEST_CASE("number_text: a thousands dot in plain notation is noticed") {
    const auto suspicious = [](std::string_view text) {
        return parse_number(text).number->doubt == dti::notation_doubt::thousands;
    };
    CHECK(suspicious("1.970"));
    CHECK(suspicious("-12.345"));
    CHECK(suspicious("999.000"));
    CHECK_FALSE(suspicious("0.970"));
    CHECK_FALSE(suspicious("1.97"));
    CHECK_FALSE(suspicious("1.9700"));
    CHECK_FALSE(suspicious("1234.567"));
    CHECK_FALSE(suspicious("1970"));
    CHECK_FALSE(suspicious("60.295%"));
    CHECK(parse_number("1.970", notation::vi).number->doubt == dti::notation_doubt::none);
}

TEST_CASE("number_text: a decimal dot in Vietnamese notation is noticed: no thousands begin with 0") {
    const auto suspicious = [](std::string_view text) {
        return parse_number(text, notation::vi).number->doubt == dti::notation_doubt::decimal;
    };
    CHECK(suspicious("0.123"));
    CHECK(suspicious("-0.123"));
    CHECK(suspicious("0.123%"));
    CHECK(suspicious("012.345"));
    CHECK(suspicious("0.123.456,7"));
    CHECK(value_of("0.123", notation::vi) == 123);  // a doubt changes no figure
    for (const char* text : {"1.230", "10.123", "0,123", "0", "0123", "0,5%", "0.000"}) {
        CAPTURE(text);
        CHECK_FALSE(suspicious(text));
    }
    CHECK(parse_number("0.123").number->doubt == dti::notation_doubt::none);
}

TEST_CASE("number_text: a percent sign is remembered") {
    CHECK(parse_number("60%").number->percent);
    CHECK(parse_number("60,29%", notation::vi).number->percent);
    CHECK_FALSE(parse_number("0.60").number->percent);
}

TEST_CASE("number_text: the limit of length") {
    CHECK(value_of(std::string(dti::max_number_length, '7')) ==
          exact(dti::big_integer(std::string(dti::max_number_length, '7')), 1));
    CHECK(fault_of(std::string(dti::max_number_length + 1, '7')) == number_fault::too_long);
    CHECK(fault_of(std::string(1000000, '7'), notation::vi) == number_fault::too_long);
    CHECK(value_of("-" + std::string(97, '9') + ".5").is_negative());
}

TEST_CASE("number_text: what a program computed is plain, or an exact fraction") {
    const auto read = [](std::string_view text) { return *parse_number(text, notation::computed).number; };
    CHECK(read("60.29%").value == exact(6029, 10000));
    CHECK(read("1/3").value == exact(1, 3));
    CHECK(read("-2/6").value == exact(-1, 3));
    CHECK(read("1/3").decimals == dti::max_decimals);
    CHECK(read("1.970").doubt == dti::notation_doubt::thousands);  // a text may still be somebody's
    CHECK(read("1.970/1").value == exact(197, 100));
    CHECK(read("1.970/1").decimals == 3);
    CHECK(read("1.970/1").doubt == dti::notation_doubt::none);
    CHECK(read("0.333~").value == exact(333, 1000));
    CHECK(read("0.333~").nearest);
    CHECK_FALSE(read("0.333").nearest);
    CHECK(fault_of("1,970", notation::computed) == number_fault::decimal_comma);
    for (const char* text : {"1/0", "/3", "1/", "1/2/3", "nan", "1~2", "1~~", "nan~"}) {
        CHECK(fault_of(text, notation::computed) == number_fault::not_a_number);
    }
    CHECK(fault_of("1/3") == number_fault::not_a_number);
    CHECK(fault_of("~", notation::computed) == number_fault::empty);
    CHECK(fault_of("0.333~") == number_fault::not_a_number);
    CHECK(fault_of("1/3", notation::vi) == number_fault::not_a_number);
}

TEST_CASE("number_text: fractions for maxima and weights") {
    CHECK(parse_fraction("70/9").number->value == exact(70, 9));
    CHECK(parse_fraction("12.5").number->value == exact(25, 2));
    CHECK(parse_fraction("-1/3").number->value == exact(-1, 3));
    for (const char* text : {"70/0", "70/", "/9", "70/9/2", "70 / 9", "a/b", "1/0.00"}) {
        CAPTURE(text);
        CHECK_FALSE(parse_fraction(text).number.has_value());
    }
}
