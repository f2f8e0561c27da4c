// A definition and figures in code, scored in any number type, for tests of what is shown.
#pragma once

#include "dti/aggregate/score.hpp"
#include "support/definitions.hpp"

#include <doctest/doctest.h>

#include <string>
#include <utility>
#include <vector>

namespace dti_test {

/// One figure of one unit, as a file would write it.
struct given {
    std::size_t unit;
    std::string indicator;
    std::string name;
    std::string text;
};

/// Data for a definition; units come with what is said of them.
inline dti::data_set make_data(const dti::shared_rules& rules, const std::vector<dti::unit_info>& units,
                               const std::vector<given>& figures) {
    dti::data_set data(rules);
    for (const dti::unit_info& unit : units) {
        data.add_unit(unit);
    }
    for (const given& item : figures) {
        data.set(item.unit, item.indicator, item.name, std::string_view(item.text));
    }
    return data;
}

/// The score of a cohort; there must be no fault.
template <class Number = dti::exact>
dti::scorecard<Number> score(const dti::shared_rules& rules, const dti::data_set& data) {
    dti::scorecard<Number> card = dti::score(dti::model<Number>(rules), data);
    REQUIRE(card.ok());
    return card;
}

/// Confidence alike in every field.
inline dti::indicator with_confidence(dti::indicator item, dti::confidence level) {
    item.confidence = {level, level, level};
    return item;
}

}  // namespace dti_test
