// Small definitions made in code, and what is wrong with them.
#pragma once

#include "dti/evaluate/compiled_definition.hpp"
#include "support/print.hpp"

#include <doctest/doctest.h>

#include <string>
#include <utility>
#include <vector>

namespace dti_test {

/// An indicator with number inputs.
inline dti::indicator make_indicator(std::string id, dti::exact max_score,
                                     const std::vector<std::string>& inputs,
                                     std::vector<dti::derivation> derive, std::string formula) {
    dti::indicator item;
    item.id = std::move(id);
    item.max_score = std::move(max_score);
    for (const std::string& name : inputs) {
        item.inputs.push_back({name});
    }
    item.derive = std::move(derive);
    item.formula = std::move(formula);
    return item;
}

/// Full marks at a rate of 1: rate = part / whole.
inline dti::indicator make_rate(std::string id, dti::exact max_score) {
    return make_indicator(std::move(id), std::move(max_score), {"part", "whole"}, {{"rate", "part / whole"}},
                          "max_score * clamp(rate, 0, 1)");
}

inline dti::sub_index make_sub_index(std::string id, std::vector<dti::indicator> indicators) {
    dti::sub_index part;
    part.id = std::move(id);
    part.indicators = std::move(indicators);
    return part;
}

inline dti::definition make_definition(std::vector<dti::sub_index> parts) {
    dti::definition source;
    source.id = "test";
    source.title.en = "Test";
    source.sub_indices = std::move(parts);
    return source;
}

/// A definition of one sub-index `all`.
inline dti::definition make_definition(std::vector<dti::indicator> indicators) {
    return make_definition(std::vector<dti::sub_index>{make_sub_index("all", std::move(indicators))});
}

/// The codes of diagnostics, in order.
inline std::vector<std::string> codes_of(const dti::diagnostics& found) {
    std::vector<std::string> codes;
    for (const dti::diagnostic& item : found.items()) {
        codes.push_back(item.what.code);
    }
    return codes;
}

/// The only diagnostic; there must be exactly one.
inline dti::diagnostic only(const dti::diagnostics& found) {
    INFO(found.to_text());
    REQUIRE(found.items().size() == 1);
    return found.items().front();
}

}  // namespace dti_test
