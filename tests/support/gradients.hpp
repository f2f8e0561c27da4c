// Gradients of a cohort against what find_gains() says of each of its units.
#pragma once

#include "dti/analyse/gains.hpp"
#include "dti/analyse/gradients.hpp"

#include <algorithm>
#include <bit>
#include <cmath>
#include <cstddef>
#include <cstdint>
#include <limits>
#include <string>
#include <vector>

namespace dti_test {

/// Both sides of all units by all fields, one column of units a field.
struct gradient_arrays {
    std::size_t units;
    std::vector<double> up;
    std::vector<double> down;
    std::size_t settled = 0;  ///< what gradient_scorer::find() returns

    gradient_arrays(std::size_t unit_count, std::size_t fields)
        : units(unit_count), up(units * fields, unwritten), down(units * fields, unwritten) {}
    [[nodiscard]] dti::gradient_output views() {
        const std::size_t fields = up.size() / units;
        return {dti::columns_view(up.data(), units, fields), dti::columns_view(down.data(), units, fields)};
    }

    static constexpr double unwritten = -77;
};

[[nodiscard]] inline bool same_bits(const gradient_arrays& a, const gradient_arrays& b) {
    const auto same = [](double x, double y) {
        return std::bit_cast<std::uint64_t>(x) == std::bit_cast<std::uint64_t>(y) ||
               (std::isnan(x) && std::isnan(y));
    };
    return std::equal(a.up.begin(), a.up.end(), b.up.begin(), b.up.end(), same) &&
           std::equal(a.down.begin(), a.down.end(), b.down.begin(), b.down.end(), same);
}

[[nodiscard]] inline gradient_arrays find_gradients(const dti::analysed_cohort& all,
                                                    dti::instruction_set wanted) {
    const dti::gradient_scorer scorer(all.scored().shared(), wanted);
    const dti::gradient_figures figures = scorer.prepare(all);
    gradient_arrays found(all.data().units().size(), scorer.fields().size());
    dti::gradient_scratch scratch = scorer.make_scratch();
    found.settled = scorer.find(figures, found.views(), scratch);
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
    const double nearest = expected.value.to_double();
    const bool plain_zero = nearest != 0 || (found == 0 && !std::signbit(found));
    return plain_zero && std::abs(found - nearest) <= 1e-13 * std::abs(nearest);
}

/// What was compared, so that tests can ask for enough of everything.
struct gradient_counts {
    std::size_t cells = 0;
    std::size_t slopes = 0;
    std::size_t jumps = 0;
    std::size_t kinks = 0;  ///< both sides finite, and different
};

/// Of find_gains() the derivatives alone, for cohorts that all the rest would take too long for.
[[nodiscard]] inline std::vector<dti::figure_gain> find_sides_alone(const dti::analysed_cohort& all,
                                                                    std::size_t unit) {
    const dti::unit_total total(all.scored(), all.card().units[unit]);
    std::vector<dti::figure_gain> gains;
    for (std::size_t i = 0; i < all.rules().indicators().size(); ++i) {
        const dti::compiled_indicator& item = all.rules().indicators()[i];
        for (std::size_t slot = 0; slot < item.slots(); ++slot) {
            dti::figure_gain& gain = gains.emplace_back();
            gain.indicator = i;
            gain.slot = slot;
            if (dti::is_in_words(item.scope.entries[slot])) {
                continue;
            }
            gain.sides = dti::gain_pair{};
            if (dti::is_by_formula(all.card().units[unit].indicators[i])) {
                const dti::varied_indicator varied(all, unit, i);
                if (const std::optional<dti::exact> now = varied.present(slot)) {
                    gain.sides = dti::find_own_sides(varied, total, total.points(), slot, *now);
                }
            }
        }
    }
    return gains;
}

/// The first cell that is not what find_gains() says (or another function that gives the same), as text;
/// empty where none is.
template <class Reference>
[[nodiscard]] std::string first_difference(const dti::analysed_cohort& all, const gradient_arrays& found,
                                           gradient_counts& counts, Reference reference) {
    const dti::compiled_definition& rules = all.rules();
    for (std::size_t unit = 0; unit < found.units; ++unit) {
        for (const dti::figure_gain& figure : reference(all, unit)) {
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
