// A scored cohort that answers questions, made in code.
#pragma once

#include "dti/analyse/analysed_cohort.hpp"
#include "support/scored.hpp"

#include <utility>
#include <vector>

namespace dti_test {

/// Owns all that an analysed cohort points at. Neither copied nor moved.
struct analysed {
    dti::model<dti::exact> model;
    dti::data_set data;
    dti::scorecard<dti::exact> card;
    dti::analysed_cohort all;

    analysed(const dti::shared_rules& rules, dti::data_set given)
        : model(rules), data(std::move(given)), card(dti::score(model, data)), all(model, data, card) {
        REQUIRE(card.ok());
    }
    analysed(const dti::shared_rules& rules, std::size_t units, const std::vector<given>& figures)
        : analysed(rules, make_data(rules, names(units), figures)) {}
    analysed(const analysed&) = delete;
    analysed& operator=(const analysed&) = delete;

    [[nodiscard]] std::size_t slot(std::size_t indicator, const char* name) const {
        return *model.rules().indicators()[indicator].find_slot(name);
    }

  private:
    static std::vector<dti::unit_info> names(std::size_t units) {
        std::vector<dti::unit_info> made(units);
        for (std::size_t i = 0; i < units; ++i) {
            made[i].name = std::string(1, static_cast<char>('A' + i));
        }
        return made;
    }
};

/// The rules of one indicator with the formula and number inputs, its maximum 10.
inline dti::shared_rules one_formula(const std::string& formula, const std::vector<std::string>& inputs,
                                     std::vector<dti::derivation> derive = {}) {
    return dti::compile_definition(
        make_definition({make_indicator("i", 10, inputs, std::move(derive), formula)}));
}

}  // namespace dti_test
