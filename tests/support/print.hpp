// How doctest shows our types when a check fails.
#pragma once

#include "dti/number/rounding.hpp"
#include "dti/text/source.hpp"

#include <doctest/doctest.h>

#include <optional>
#include <string>

namespace doctest {

template <>
struct StringMaker<dti::exact> {
    static String convert(const dti::exact& value) { return dti::to_shortest_text(value).c_str(); }
};

template <>
struct StringMaker<dti::position> {
    static String convert(const dti::position& where) {
        return (std::to_string(where.line) + ':' + std::to_string(where.column)).c_str();
    }
};

template <class Value>
struct StringMaker<std::optional<Value>> {
    static String convert(const std::optional<Value>& value) {
        return value ? toString(*value) : String("nothing");
    }
};

}  // namespace doctest
