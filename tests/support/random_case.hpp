// Random cohorts whose figures stand where rules bend and jump: what questions about gains are asked of.
#pragma once

#include "support/analysed.hpp"
#include "support/random_batch.hpp"

#include <cstddef>
#include <utility>
#include <vector>

namespace dti_test {

/// Puts every third figure on a constant of its rule: that is where rules bend and jump.
inline dti::data_set on_kinks(dti::data_set data, random_source& random) {
    for (std::size_t unit = 0; unit < data.units().size(); ++unit) {
        for (const dti::compiled_indicator& item : data.rules().indicators()) {
            for (std::size_t slot = 0; item.points && slot < item.scope.inputs; ++slot) {
                const bool number = item.scope.entries[slot].type == dti::figure_type::number;
                dti::figure& written = data.at(unit, item.first_field + slot);
                const std::vector<exact>& constants = item.points->constants;
                if (number && written.given && !constants.empty() && random.once_in(3)) {
                    written.value = constants[random.below(constants.size())];
                }
            }
        }
    }
    return data;
}

/// A random cohort that scores without faults, and its analysis.
struct random_case {
    dti::shared_rules rules;
    dti::model<exact> model;
    dti::data_set data;
    dti::scorecard<exact> card;

    explicit random_case(random_source& random) : random_case(random, random_rules(random)) {}
    random_case(random_source& random, const dti::shared_rules& made)
        : random_case(made, on_kinks(random_cohort(made, 1 + random.below(4), random), random)) {}
    random_case(dti::shared_rules made, dti::data_set figures)
        : rules(std::move(made)), model(rules), data(std::move(figures)), card(dti::score(model, data)) {}
};

}  // namespace dti_test
