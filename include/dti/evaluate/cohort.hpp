// The figures of all units in the number type of a model, derived figures computed, and the cohort's own
// figures.
//
// In: a model and a data set. Out: for every unit and indicator its slots with their states, for every
// indicator its cohort figures. Next: indicator_score.hpp.
#pragma once

#include "dti/evaluate/data.hpp"
#include "dti/evaluate/figure_summary.hpp"
#include "dti/evaluate/model.hpp"
#include "dti/formula/run.hpp"

#include <algorithm>
#include <concepts>
#include <cstdint>
#include <span>
#include <utility>
#include <vector>

namespace dti::inline v0 {

/// Computes the derived figures that are not given, in order: `slots` and `states` of one unit and indicator.
template <number_type Number>
void derive_figures(const compiled_indicator& item, const std::vector<std::vector<Number>>& constants,
                    std::span<Number> slots, std::span<slot_state> states) {
    for (std::size_t i = 0; i < item.derive.size(); ++i) {
        const derived_program& derived = item.derive[i];
        if (states[derived.slot] == slot_state::present) {
            continue;  // given
        }
        const auto is_missing = [&](std::uint32_t slot) { return states[slot] == slot_state::missing; };
        if (std::any_of(derived.code.required.begin(), derived.code.required.end(), is_missing)) {
            continue;
        }
        program_result<Number> computed = run<Number>(derived.code, {constants[i], slots, states, {}});
        states[derived.slot] = computed.empty ? slot_state::empty : slot_state::present;
        slots[derived.slot] = std::move(computed.value);
    }
}

/// Reads the figures of one unit and indicator, and computes the derived ones. `slots` and `states` have one
/// entry a slot.
template <number_type Number>
void read_figures(const model<Number>& scored, const data_set& data, std::size_t unit, std::size_t indicator,
                  std::span<Number> slots, std::span<slot_state> states) {
    const compiled_indicator& item = scored.rules().indicators()[indicator];
    for (std::size_t slot = 0; slot < item.slots(); ++slot) {
        const figure& given = data.at(unit, item.first_field + slot);
        states[slot] = given.given ? slot_state::present : slot_state::missing;
        slots[slot] = given.given ? Number(number_traits<Number>::from_exact(given.value)) : Number(0);
    }
    derive_figures<Number>(item, scored.numbers(indicator).derive_constants, slots, states);
}

/// What stands for a cohort figure in a run of one unit, or null.
[[nodiscard]] inline const exact* find_reference(const data_set& data, std::size_t indicator,
                                                 const cohort_term& term) {
    const compiled_indicator& item = data.rules().indicators()[indicator];
    return data.find_reference(item.source->id,
                               std::string(detail::cohort_functions[static_cast<std::size_t>(term.function)]),
                               item.scope.entries[term.slot].name);
}

/// What an exact formula may grow to, in bits.
inline constexpr std::size_t largest_exact_bits = std::size_t{1} << 22U;

/// The sum of figures. Exact ones are added in pairs, so that long fractions meet few others; a sum that is
/// too large to be used is left where it is.
template <number_type Number>
[[nodiscard]] Number sum_of_figures(std::vector<Number> figures) {
    if constexpr (std::same_as<Number, exact>) {
        for (; figures.size() > 1; figures.resize((figures.size() + 1) / 2)) {
            for (std::size_t i = 0; i + 1 < figures.size(); i += 2) {
                figures[i / 2] = figures[i] + figures[i + 1];
                if (figures[i / 2].bits() > largest_exact_bits) {
                    return std::move(figures[i / 2]);
                }
            }
            if (figures.size() % 2 == 1) {  // the last one has no partner yet
                figures[figures.size() / 2] = std::move(figures.back());
            }
        }
    }
    Number sum(0);
    for (const Number& figure : figures) {
        sum = sum + figure;
    }
    return sum;
}

/// A cohort figure over the figures that are there; nothing where there are none, but for the count.
template <number_type Number>
[[nodiscard]] std::optional<Number> summarise_figures(cohort_function function,
                                                      std::span<const Number* const> figures) {
    if (function == cohort_function::count) {
        return Number(static_cast<int>(figures.size()));
    }
    if (figures.empty()) {
        return std::nullopt;
    }
    if (function == cohort_function::sum || function == cohort_function::mean) {
        std::vector<Number> summands;
        summands.reserve(figures.size());
        for (const Number* const figure : figures) {
            summands.push_back(*figure);
        }
        Number sum = sum_of_figures<Number>(std::move(summands));
        return function == cohort_function::sum ? std::move(sum)
                                                : Number(sum / Number(static_cast<int>(figures.size())));
    }
    const Number* best = figures.front();
    for (const Number* const figure : figures.subspan(1)) {
        const bool better = function == cohort_function::min ? *figure < *best : *best < *figure;
        best = better ? figure : best;
    }
    return *best;
}

template <number_type Number>
class cohort {
  public:
    cohort(const model<Number>& scored, const data_set& data) : rules_(scored.rules()) {
        const std::size_t fields = rules_.fields();
        slots_.resize(data.units().size() * fields);
        states_.resize(slots_.size(), slot_state::missing);
        for (std::size_t unit = 0; unit < data.units().size(); ++unit) {
            for (std::size_t i = 0; i < rules_.indicators().size(); ++i) {
                fill(scored, data, unit, i);
            }
        }
        terms_.resize(rules_.indicators().size());
        term_states_.resize(rules_.indicators().size());
        too_large_.resize(rules_.indicators().size());
        for (std::size_t i = 0; i < rules_.indicators().size(); ++i) {
            if (const std::optional<program>& points = rules_.indicators()[i].points) {
                for (const cohort_term& term : points->cohort_terms) {
                    add_term(data, i, term);
                }
                too_large_[i] = exceeds(terms_[i], points->growth, data.units().size()) ? 1 : 0;
            }
        }
    }

    [[nodiscard]] std::span<const Number> slots(std::size_t unit, std::size_t indicator) const {
        const compiled_indicator& item = rules_.indicators()[indicator];
        return {slots_.data() + unit * rules_.fields() + item.first_field, item.slots()};
    }
    [[nodiscard]] std::span<const slot_state> states(std::size_t unit, std::size_t indicator) const {
        const compiled_indicator& item = rules_.indicators()[indicator];
        return {states_.data() + unit * rules_.fields() + item.first_field, item.slots()};
    }
    /// The cohort figures of an indicator's formula, in the order of its program's terms.
    [[nodiscard]] std::span<const Number> terms(std::size_t indicator) const { return terms_[indicator]; }
    /// True when running the indicator's formula on its cohort figures would multiply numbers beyond
    /// `largest_bits`: the mean of thousands of different fractions is a huge fraction, and its powers are
    /// hopeless. Only exact numbers can be.
    [[nodiscard]] bool is_too_large(std::size_t indicator) const { return too_large_[indicator] != 0; }
    /// `missing`: no unit has the figure. `empty`: a run of one unit lacks the reference.
    [[nodiscard]] std::span<const slot_state> term_states(std::size_t indicator) const {
        return term_states_[indicator];
    }

    /// What an exact formula may grow to.
    static constexpr std::size_t largest_bits = largest_exact_bits;
    /// What the cohort figures may cost that all units are compared with: bits times units, over all
    /// indicators. The points of so many units fill gigabytes.
    static constexpr std::uint64_t largest_work = std::uint64_t{1} << 33U;

  private:
    void fill(const model<Number>& scored, const data_set& data, std::size_t unit, std::size_t indicator) {
        const compiled_indicator& item = rules_.indicators()[indicator];
        const std::size_t first = unit * rules_.fields() + item.first_field;
        read_figures<Number>(scored, data, unit, indicator, {slots_.data() + first, item.slots()},
                             {states_.data() + first, item.slots()});
    }

    bool exceeds(const std::vector<Number>& terms, std::uint64_t growth, std::size_t units) {
        if constexpr (std::same_as<Number, exact>) {
            std::uint64_t bits = 0;
            for (const exact& term : terms) {
                bits = std::max<std::uint64_t>(bits, term.bits() * growth);
            }
            if (bits > largest_bits || bits * units > largest_work - work_) {
                return true;
            }
            work_ += bits * units;
        }
        return false;
    }

    /// A cohort figure over the units whose figure is there; nothing where there are none.
    std::optional<Number> value_of(const cohort_term& term, std::size_t first, std::size_t units) const {
        std::vector<const Number*> figures;
        for (std::size_t unit = 0; unit < units; ++unit) {
            const std::size_t at = unit * rules_.fields() + first + term.slot;
            if (states_[at] == slot_state::present) {
                figures.push_back(&slots_[at]);
            }
        }
        return summarise_figures<Number>(term.function, figures);
    }

    /// In double, where a sum depends on its order unless it is rounded once.
    std::optional<double> summarised(const cohort_term& term, std::size_t first,
                                     std::size_t units) const requires std::same_as<Number, double> {
        figure_summary summary(term.function);
        for (std::size_t unit = 0; unit < units; ++unit) {
            const std::size_t at = unit * rules_.fields() + first + term.slot;
            if (states_[at] == slot_state::present) {
                summary.add(slots_[at]);
            }
        }
        return summary.value();
    }

    void add_term(const data_set& data, std::size_t indicator, const cohort_term& term) {
        const compiled_indicator& item = rules_.indicators()[indicator];
        const std::size_t units = data.units().size();
        std::optional<Number> computed;
        if constexpr (std::same_as<Number, double>) {
            computed = summarised(term, item.first_field, units);
        } else {
            computed = value_of(term, item.first_field, units);
        }
        slot_state state = computed ? slot_state::present : slot_state::missing;
        Number value = computed ? std::move(*computed) : Number(0);
        if (units == 1) {
            const exact* reference = find_reference(data, indicator, term);
            state = reference == nullptr ? slot_state::empty : slot_state::present;
            value = reference == nullptr ? Number(0) : Number(number_traits<Number>::from_exact(*reference));
        }
        terms_[indicator].push_back(std::move(value));
        term_states_[indicator].push_back(state);
    }

    const compiled_definition& rules_;
    std::vector<Number> slots_;
    std::vector<slot_state> states_;
    std::vector<std::vector<Number>> terms_;
    std::vector<std::vector<slot_state>> term_states_;
    std::vector<char> too_large_;  // one an indicator
    std::uint64_t work_ = 0;       // of the cohort figures that are not too large
};

}  // namespace dti::inline v0
