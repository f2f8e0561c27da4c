// What keeps a cohort from being scored: faults as values, and their words.
//
// In: data; what a policy calls an error (indicator_score.hpp). Out: score_faults, and diagnostics at the
// figures or units that they are about. Next: aggregate/score.hpp.
#pragma once

#include "dti/evaluate/cohort.hpp"
#include "dti/evaluate/data.hpp"
#include "dti/formula/run.hpp"
#include "dti/number/rounding.hpp"
#include "dti/text/wording.hpp"

#include <algorithm>
#include <cstdint>
#include <string>
#include <utility>
#include <vector>

namespace dti::inline v0 {

enum class fault_kind : std::uint8_t {
    missing_figure,
    empty_denominator,
    reference_needed,
    contradiction,
    too_large
};

/// Something that keeps a cohort from being scored. `name` is the figure, `given` and `computed` what
/// contradicts.
struct score_fault {
    fault_kind kind = fault_kind::missing_figure;
    std::size_t unit = 0;
    std::size_t indicator = 0;
    std::string name;
    std::string function;
    exact given;
    exact computed;
    std::size_t field = 0;
};

namespace detail {

/// Whether a figure, as it is written, may be what its parts give.
inline bool agrees(const figure& written, const exact& computed) {
    if (computed == written.value || round_half_up(computed, written.decimals) == written.value) {
        return true;
    }
    if (!written.nearest) {
        return false;
    }
    // Computed in doubles, it may be off by some units of their 16th digit.
    static const exact known(big_integer(1), power_of_ten(14));
    const exact off = computed - written.value;
    const exact most = known * computed;
    return (off.is_negative() ? -off : off) <= (most.is_negative() ? -most : most);
}

}  // namespace detail

/// Derived figures that are given beside their parts and contradict them: the parts' exact value, rounded to
/// the decimals written, is another. Checked exactly whatever number type scores. A figure that is supposed
/// is meant to be another.
[[nodiscard]] inline std::vector<score_fault> find_contradictions(const data_set& data) {
    std::vector<score_fault> found;
    const compiled_definition& rules = data.rules();
    std::vector<exact> slots;
    std::vector<slot_state> states;
    for (std::size_t unit = 0; unit < data.units().size(); ++unit) {
        for (std::size_t i = 0; i < rules.indicators().size(); ++i) {
            const compiled_indicator& item = rules.indicators()[i];
            const auto given = [&](std::size_t slot) -> const figure& {
                return data.at(unit, item.first_field + slot);
            };
            if (std::none_of(item.derive.begin(), item.derive.end(),
                             [&](const derived_program& derived) { return given(derived.slot).given; })) {
                continue;
            }
            slots.assign(item.slots(), {});
            states.assign(item.slots(), slot_state::missing);
            for (std::size_t slot = 0; slot < item.slots(); ++slot) {
                if (given(slot).given) {
                    slots[slot] = given(slot).value;
                    states[slot] = slot_state::present;
                }
            }
            std::vector<std::vector<exact>> constants;
            for (const derived_program& derived : item.derive) {
                constants.push_back(derived.code.constants);
            }
            derive_figures<exact>(item, constants, slots, states);
            for (const derived_program& derived : item.derive) {
                const figure& written = given(derived.slot);
                const bool has_parts =
                    written.given && !written.supposed && !derived.code.required.empty() &&
                    std::none_of(derived.code.required.begin(), derived.code.required.end(),
                                 [&](std::uint32_t slot) { return states[slot] == slot_state::missing; });
                if (!has_parts) {
                    continue;
                }
                const program_result<exact> computed =
                    run<exact>(derived.code, {derived.code.constants, slots, states, {}});
                if (!computed.empty && !detail::agrees(written, computed.value)) {
                    found.push_back({fault_kind::contradiction,
                                     unit,
                                     i,
                                     item.scope.entries[derived.slot].name,
                                     {},
                                     written.value,
                                     computed.value,
                                     item.first_field + derived.slot});
                }
            }
        }
    }
    return found;
}

/// Adds a diagnostic for each fault, at the figure or unit that it is about.
inline void report_faults(const std::vector<score_fault>& faults, const data_set& data, diagnostics& found) {
    for (const score_fault& fault : faults) {
        const unit_info& unit = data.units()[fault.unit];
        const compiled_indicator& item = data.rules().indicators()[fault.indicator];
        const std::string& id = item.source->id;
        message what;
        position where = unit.where;
        std::uint32_t source = unit.source;
        switch (fault.kind) {
            case fault_kind::missing_figure:
                what = wording::missing_figure(unit.name, id, fault.name);
                break;
            case fault_kind::empty_denominator:
                what = wording::empty_denominator(unit.name, id);
                break;
            case fault_kind::reference_needed:
                what = wording::reference_needed(id, fault.function, fault.name);
                break;
            case fault_kind::too_large:
                what = wording::too_large(unit.name, id);
                break;
            case fault_kind::contradiction: {
                const figure& written = data.at(fault.unit, fault.field);
                what = wording::contradiction(
                    id + '.' + fault.name, to_text(fault.given, written.decimals),
                    to_text(fault.computed, std::min(written.decimals + 2, max_decimals)));
                where = written.where;
                source = written.source;
                break;
            }
        }
        if (source < data.sources().size()) {
            found.error(*data.sources()[source], where, std::move(what));
        } else {
            found.error("data", std::move(what));
        }
    }
}

}  // namespace dti::inline v0
