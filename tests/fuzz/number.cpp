// Fuzz target: any bytes as a number, in both notations and as a fraction, against a second reading of the
// patterns that the contract fixes:
//   plain       -?\d+(\.\d+)?%?
//   Vietnamese  -?(\d{1,3}(\.\d{3})+|\d+)(,\d+)?%?
#include "dti/number/number_text.hpp"
#include "promises.hpp"

#include <boost/multiprecision/cpp_int.hpp>

#include <cstdint>
#include <optional>
#include <utility>

namespace {

using big = boost::multiprecision::cpp_int;

struct fraction {
    big top = 0;
    big bottom = 1;
    int decimals = 0;
};

bool all_digits(std::string_view text) {
    for (const char c : text) {
        if (c < '0' || c > '9') {
            return false;
        }
    }
    return !text.empty();
}

/// Thousands in groups: the first of one to three digits, the others of three.
bool in_groups(std::string_view text) {
    std::size_t dot = text.find('.');
    if (dot == std::string_view::npos || dot > 3 || !all_digits(text.substr(0, dot))) {
        return false;
    }
    for (; dot != text.size(); dot += 4) {
        if (text[dot] != '.' || text.size() - dot < 4 || !all_digits(text.substr(dot + 1, 3))) {
            return false;
        }
    }
    return true;
}

std::optional<fraction> read(std::string_view text, dti::notation style) {
    const bool vietnamese = style == dti::notation::vi;
    fraction value;
    const bool negative = text.substr(0, 1) == "-";
    if (negative) {
        text.remove_prefix(1);
    }
    if (!text.empty() && text.back() == '%') {
        text.remove_suffix(1);
        value.decimals = 2;
    }
    const std::size_t point = text.find(vietnamese ? ',' : '.');
    const std::string_view whole = text.substr(0, point);
    if (!all_digits(whole) && !(vietnamese && in_groups(whole))) {
        return std::nullopt;
    }
    std::string digits(whole);
    if (point != std::string_view::npos) {
        const std::string_view behind = text.substr(point + 1);
        if (!all_digits(behind)) {
            return std::nullopt;
        }
        digits += behind;
        value.decimals += static_cast<int>(behind.size());
    }
    for (const char c : digits) {
        if (c != '.') {
            value.top = value.top * 10 + (c - '0');
        }
    }
    for (int i = 0; i < value.decimals; ++i) {
        value.bottom *= 10;
    }
    if (negative) {
        value.top = -value.top;
    }
    return value;
}

bool same(const dti::exact& value, const big& top, const big& bottom) {
    return big(value.big_numerator()) * bottom == big(value.big_denominator()) * top;
}

void check_number(std::string_view text, dti::notation style) {
    const dti::number_result result = dti::parse_number(text, style);
    if (text.size() > dti::max_number_length) {
        dti_fuzz::promise(!result.number && result.fault == dti::number_fault::too_long, "long is too long");
        return;
    }
    const std::optional<fraction> expected = read(text, style);
    dti_fuzz::promise(result.number.has_value() == expected.has_value(), "what is a number", text);
    if (expected) {
        dti_fuzz::promise(same(result.number->value, expected->top, expected->bottom), "its value", text);
        dti_fuzz::promise(result.number->decimals == expected->decimals, "its decimals", text);
        dti_fuzz::promise(result.number->percent == (text.back() == '%'), "its percent sign", text);
        const std::string printed = dti::to_text(result.number->value, result.number->decimals);
        const dti::number_result again = dti::parse_number(printed);
        dti_fuzz::promise(printed.size() > dti::max_number_length ||
                              (again.number && again.number->value == result.number->value),
                          "what is printed is read as the same", printed);
    }
}

void check_fraction(std::string_view text) {
    const std::size_t slash = text.find('/');
    const std::string_view top = text.substr(0, slash);
    const std::string_view bottom = slash == std::string_view::npos ? "1" : text.substr(slash + 1);
    if (top.size() > dti::max_number_length || bottom.size() > dti::max_number_length) {
        dti_fuzz::promise(!dti::parse_fraction(text).number, "long is too long");
        return;
    }
    const std::optional<fraction> a = read(top, dti::notation::plain);
    const std::optional<fraction> b = read(bottom, dti::notation::plain);
    const bool expected = a && b && b->top != 0;
    const dti::number_result result = dti::parse_fraction(text);
    dti_fuzz::promise(result.number.has_value() == expected, "what is a fraction", text);
    if (expected) {
        dti_fuzz::promise(same(result.number->value, a->top * b->bottom, a->bottom * b->top), "its value",
                          text);
    }
}

}  // namespace

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
    const std::string_view text(reinterpret_cast<const char*>(data), size);
    check_number(text, dti::notation::plain);
    check_number(text, dti::notation::vi);
    check_fraction(text);
    return 0;
}
