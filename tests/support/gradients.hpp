// Gradients of a cohort against what find_gains() says of each of its units.
#pragma once

#include "dti/analyse/gains.hpp"
#include "dti/analyse/gradients.hpp"

#include <cmath>
#include <cstddef>
#include <limits>
#include <string>
#include <vector>

namespace dti_test {

/// Both sides of all units by all fields, one column of units a field.
struct gradient_arrays {
    std::size_t units;
    std::vector<double> up;
    std::vector<double> down;

    gradient_arrays(std::size_t unit_count, std::size_t fields)
        : units(unit_count), up(units * fields, unwritten), down(units * fields, unwritten) {}
    [[nodiscard]] dti::gradient_output views() {
        const std::size_t fields = up.size() / units;
        return {dti::columns_view(up.data(), units, fields), dti::columns_view(down.data(), units, fields)};
    }

    static constexpr double unwritten = -77;
};

[[nodiscard]] inline gradient_arrays find_gradients(const dti::analysed_cohort& all,
                                                    dti::instruction_set wanted) {
    const dti::gradient_scorer scorer(all.scored().shared(), wanted);
    const dti::gradient_figures figures = scorer.prepare(all);
    gradient_arrays found(all.data().units().size(), scorer.fields().size());
    scorer.find(figures, found.views());
    return found;
}

/// Whether a double is a gain, to more digits than `dti gains` prints: those that do not end have twelve.
[[nodiscard]] inline bool is_gain(double found, const dti::gain& expected) {
    switch (expected.kind) {
        case dti::gain_kind::rises:
            return found == std::numeric_limits<double>::infinity();
        case dti::gain_kind::falls:
            return found == -std::numeric_limits<double>::infinity();
        case dti::gain_kind::none:
            return std::isnan(found);
        case dti::gain_kind::finite:
            break;
    }
    const double value = expected.value.to_double();
    const bool plain_zero = value != 0 || (found == 0 && !std::signbit(found));
    return plain_zero && std::abs(found - value) <= 1e-14 * std::abs(value);
}

/// What was compared, so that tests can ask for enough of everything.
struct gradient_counts {
    std::size_t cells = 0;
    std::size_t slopes = 0;
    std::size_t jumps = 0;
    std::size_t kinks = 0;  ///< both sides finite, and different
};

/// The first cell that is not what find_gains() says, as text; empty where none is.
[[nodiscard]] inline std::string first_difference(const dti::analysed_cohort& all, const gradient_arrays& found,
                                                  gradient_counts& counts) {
    const dti::compiled_definition& rules = all.rules();
    for (std::size_t unit = 0; unit < found.units; ++unit) {
        for (const dti::figure_gain& figure : dti::find_gains(all, unit)) {
            const dti::compiled_indicator& item = rules.indicators()[figure.indicator];
            const std::size_t at = (item.first_field + figure.slot) * found.units + unit;
            const double up = found.up[at];
            const double down = found.down[at];
            const bool same = figure.sides
                                  ? is_gain(up, figure.sides->up) && is_gain(down, figure.sides->down)
                                  : std::isnan(up) && std::isnan(down);
            if (!same) {
                const auto text = [](const dti::gain& side) {
                    return side.kind == dti::gain_kind::finite
                               ? std::to_string(side.value.to_double())
                               : "kind " + std::to_string(static_cast<int>(side.kind));
                };
                return item.source->formula + " by " + item.scope.entries[figure.slot].name + " of unit " +
                       std::to_string(unit) + ": found " + std::to_string(up) + ", " + std::to_string(down) +
                       ", expected " +
                       (figure.sides ? text(figure.sides->up) + ", " + text(figure.sides->down) : "none");
            }
            if (figure.sides) {
                const bool finite = std::isfinite(up) && std::isfinite(down);
                ++counts.cells;
                counts.jumps += finite ? 0U : 1U;
                counts.slopes += finite && up != 0 ? 1U : 0U;
                counts.kinks += finite && up != down ? 1U : 0U;
            }
        }
        for (const dti::compiled_indicator& item : rules.indicators()) {
            if (!std::isnan(found.up[item.points_field() * found.units + unit])) {
                return item.source->id + ": entered points have a gain";
            }
        }
    }
    return {};
}

}  // namespace dti_test
