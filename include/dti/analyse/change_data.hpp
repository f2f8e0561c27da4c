// Changes of figures → the same cohort with those figures, and what became of each change.
//
// In: changes (figure_change.hpp, target_change.hpp) and the data. Out: other data, to be scored like any,
// without contradictions: a derived figure that is put stands beside its parts, and a given one gives way
// when one of its parts is put and all are there. Next: what_if.hpp.
#pragma once

#include "dti/analyse/figure_change.hpp"

#include <algorithm>
#include <optional>
#include <set>
#include <utility>
#include <vector>

namespace dti::inline v0 {

/// Whether a changed figure can move its unit's points. `by_points`: points are entered, and stand;
/// `by_subtotal`: the indicator is in a published sum; `unscored`: it earns nothing; `unused`: the rule does
/// not name the figure, or takes it from a derived figure that is given.
enum class change_effect : std::uint8_t { counts, by_points, by_subtotal, unscored, unused };

/// A figure that is meant where data are changed.
struct figure_place {
    std::size_t unit = 0;
    std::size_t indicator = 0;
    std::size_t slot = 0;

    friend auto operator<=>(const figure_place&, const figure_place&) = default;
};

/// What changes make of data.
struct changed_data {
    data_set data;
    std::vector<figure_change> changes{};  ///< each figure once, the last change of it
    std::vector<change_effect> effects{};  ///< one a change
    std::vector<figure_place>
        beside_parts{};                    ///< derived figures that were put, though their parts are there
    std::vector<figure_place> gave_way{};  ///< given derived figures that their parts now decide
};

namespace detail {

class data_changer {
  public:
    data_changer(const data_set& data, const std::vector<figure_change>& changes)
        : result_{data, last_of_each(changes), {}, {}, {}} {}

    changed_data change() {
        std::set<std::pair<std::size_t, std::size_t>> touched;
        for (const figure_change& item : result_.changes) {
            figure& stored = result_.data.at(item.unit, field_of(item));
            const figure before = std::exchange(stored, item.value);
            stored.where = before.where;  // messages about it point at what it replaces
            stored.source = before.source;
            put_.insert({item.unit, item.indicator, item.slot});
            touched.emplace(item.unit, item.indicator);
        }
        for (const auto& [unit, indicator] : touched) {
            settle_derived(unit, indicator);
        }
        for (const figure_change& item : result_.changes) {
            result_.effects.push_back(effect_of(item));
        }
        return std::move(result_);
    }

  private:
    static std::vector<figure_change> last_of_each(const std::vector<figure_change>& changes) {
        std::vector<figure_change> kept;
        std::set<figure_place> seen;
        for (auto item = changes.rbegin(); item != changes.rend(); ++item) {
            if (seen.insert({item->unit, item->indicator, item->slot}).second) {
                kept.push_back(*item);
            }
        }
        std::reverse(kept.begin(), kept.end());
        return kept;
    }

    [[nodiscard]] const compiled_indicator& item_at(std::size_t indicator) const {
        return result_.data.rules().indicators()[indicator];
    }
    [[nodiscard]] std::size_t field_of(const figure_change& item) const {
        return item_at(item.indicator).first_field + item.slot;
    }
    [[nodiscard]] bool is_put(std::size_t unit, std::size_t indicator, std::size_t slot) const {
        return put_.count({unit, indicator, slot}) != 0;
    }

    /// Derived figures in the order in which they are computed: whether each is there, and whether it moves.
    void settle_derived(std::size_t unit, std::size_t indicator) {
        const compiled_indicator& item = item_at(indicator);
        std::vector<char> there(item.slots());
        std::vector<char> moves(item.slots());
        for (std::size_t slot = 0; slot < item.slots(); ++slot) {
            there[slot] = result_.data.at(unit, item.first_field + slot).given ? 1 : 0;
            moves[slot] = is_put(unit, indicator, slot) ? 1 : 0;
        }
        for (const derived_program& derived : item.derive) {
            const std::vector<std::uint32_t>& parts = derived.code.required;
            const auto all = [&](const std::vector<char>& flags) {
                return std::all_of(parts.begin(), parts.end(),
                                   [&](std::uint32_t part) { return flags[part] != 0; });
            };
            const bool can_be_computed = !parts.empty() && all(there);
            const bool moved_by_parts =
                std::any_of(parts.begin(), parts.end(), [&](std::uint32_t part) { return moves[part] != 0; });
            figure& given = result_.data.at(unit, item.first_field + derived.slot);
            if (is_put(unit, indicator, derived.slot)) {
                if (can_be_computed) {
                    result_.beside_parts.push_back({unit, indicator, derived.slot});
                }
            } else if (given.given && moved_by_parts && can_be_computed) {
                given = {};
                result_.gave_way.push_back({unit, indicator, derived.slot});
                moves[derived.slot] = 1;
            } else if (!given.given) {
                there[derived.slot] = can_be_computed || parts.empty() ? 1 : 0;
                moves[derived.slot] = moved_by_parts ? 1 : 0;
            }
        }
    }

    [[nodiscard]] change_effect effect_of(const figure_change& change) const {
        const compiled_indicator& item = item_at(change.indicator);
        if (!item.source->scored) {
            return change_effect::unscored;
        }
        if (result_.data.find_subtotal(change.unit, change.indicator) != nullptr) {
            return change_effect::by_subtotal;
        }
        if (change.slot == item.slots()) {
            return change_effect::counts;
        }
        if (result_.data.at(change.unit, item.points_field()).given) {
            return change_effect::by_points;
        }
        const bool used =
            item.points && (reaches(item.points->required, change, item) || is_cohort_figure(item, change));
        return used ? change_effect::counts : change_effect::unused;
    }

    [[nodiscard]] bool is_cohort_figure(const compiled_indicator& item, const figure_change& change) const {
        std::vector<std::uint32_t> slots;
        for (const cohort_term& term : item.points->cohort_terms) {
            slots.push_back(term.slot);
        }
        return result_.data.units().size() > 1 && reaches(slots, change, item);
    }

    /// Whether one of the slots is the changed figure, or is computed from it.
    [[nodiscard]] bool reaches(const std::vector<std::uint32_t>& slots, const figure_change& change,
                               const compiled_indicator& item) const {
        std::vector<char> moves(item.slots());
        moves[change.slot] = 1;
        for (const derived_program& derived : item.derive) {
            const std::vector<std::uint32_t>& parts = derived.code.required;
            if (!result_.data.at(change.unit, item.first_field + derived.slot).given &&
                std::any_of(parts.begin(), parts.end(),
                            [&](std::uint32_t part) { return moves[part] != 0; })) {
                moves[derived.slot] = 1;
            }
        }
        return std::any_of(slots.begin(), slots.end(), [&](std::uint32_t slot) { return moves[slot] != 0; });
    }

    changed_data result_;
    std::set<figure_place> put_;
};

}  // namespace detail

/// Puts the changed figures in place of those that are there; of one figure the last change counts. Domain:
/// the changes are of units and indicators of `data`.
[[nodiscard]] inline changed_data change_data(const data_set& data,
                                              const std::vector<figure_change>& changes) {
    return detail::data_changer(data, changes).change();
}

}  // namespace dti::inline v0
