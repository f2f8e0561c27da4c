// Single results of single units, computed exactly when they are asked for: what doubles leave in doubt.
//
// In: a model and a data set. Out: what score<exact> gives for an indicator, a sub-index, a pillar or the
// total of one unit, without the rest. Cohort figures are computed when the first formula asks for them.
#pragma once

#include "dti/aggregate/roll_up.hpp"
#include "dti/evaluate/indicator_score.hpp"

#include <optional>
#include <span>
#include <vector>

namespace dti::inline v0::detail {

/// Gives what a cohort<exact> gives, for one unit and indicator at a time.
class figures_on_demand {
  public:
    figures_on_demand(const model<exact>& scored, const data_set& data)
        : model_(scored), data_(data), terms_(scored.rules().indicators().size()) {}

    std::span<const exact> slots(std::size_t unit, std::size_t indicator) {
        read(unit, indicator);
        return slots_;
    }
    std::span<const slot_state> states(std::size_t unit, std::size_t indicator) {
        read(unit, indicator);
        return states_;
    }
    std::span<const exact> terms(std::size_t indicator) { return terms_of(indicator).values; }
    std::span<const slot_state> term_states(std::size_t indicator) { return terms_of(indicator).states; }
    /// Whoever asks for single cells has made sure of it: definition_bound::has_small_terms().
    static bool is_too_large(std::size_t /*indicator*/) noexcept { return false; }

  private:
    struct indicator_terms {
        bool known = false;
        std::vector<exact> values;
        std::vector<slot_state> states;
    };

    void read(std::size_t unit, std::size_t indicator) {
        if (unit == unit_ && indicator == indicator_) {
            return;
        }
        unit_ = unit;
        indicator_ = indicator;
        const std::size_t slots = model_.rules().indicators()[indicator].slots();
        slots_.resize(slots);
        states_.resize(slots);
        read_figures<exact>(model_, data_, unit, indicator, slots_, states_);
    }

    const indicator_terms& terms_of(std::size_t indicator) {
        indicator_terms& found = terms_[indicator];
        if (!found.known) {
            found.known = true;
            const std::size_t unit = unit_;
            for (const cohort_term& term : model_.rules().indicators()[indicator].points->cohort_terms) {
                add_term(indicator, term, found);
            }
            if (unit != none) {  // the spans that somebody holds are of this one
                read(unit, indicator);
            }
        }
        return found;
    }

    void add_term(std::size_t indicator, const cohort_term& term, indicator_terms& found) {
        const std::size_t units = data_.units().size();
        if (units == 1) {
            const exact* const reference = find_reference(data_, indicator, term);
            found.values.push_back(reference == nullptr ? exact(0) : *reference);
            found.states.push_back(reference == nullptr ? slot_state::empty : slot_state::present);
            return;
        }
        std::vector<exact> figures;
        for (std::size_t unit = 0; unit < units; ++unit) {
            read(unit, indicator);
            if (states_[term.slot] == slot_state::present) {
                figures.push_back(slots_[term.slot]);
            }
        }
        std::vector<const exact*> places;
        for (const exact& figure : figures) {
            places.push_back(&figure);
        }
        std::optional<exact> value = summarise_figures<exact>(term.function, places);
        found.states.push_back(value ? slot_state::present : slot_state::missing);
        found.values.push_back(value ? *std::move(value) : exact(0));
    }

    static constexpr std::size_t none = static_cast<std::size_t>(-1);
    const model<exact>& model_;
    const data_set& data_;
    std::size_t unit_ = none;
    std::size_t indicator_ = none;
    std::vector<exact> slots_;
    std::vector<slot_state> states_;
    std::vector<indicator_terms> terms_;
};

/// Precondition: the data have no subtotals, and cohort figures stay small.
class exact_cells {
  public:
    exact_cells(const model<exact>& scored, const data_set& data)
        : model_(scored), figures_(scored, data), scorer_(scored, figures_, data, faults_) {}
    exact_cells(const exact_cells&) = delete;
    exact_cells& operator=(const exact_cells&) = delete;

    [[nodiscard]] indicator_score<exact> score(std::size_t unit, std::size_t indicator) {
        return scorer_.score(unit, indicator);
    }

    /// Values of a unit where only the given sub-indices count: the values of theirs, and a total that is the
    /// value of a pillar of them.
    [[nodiscard]] roll_up_result<exact> roll_up(std::size_t unit, std::span<const std::size_t> parts) {
        const std::vector<compiled_indicator>& indicators = model_.rules().indicators();
        std::vector<part_sums<exact>> sums(model_.rules().source().sub_indices.size());
        for (std::size_t i = 0; i < indicators.size(); ++i) {
            if (std::find(parts.begin(), parts.end(), indicators[i].sub_index) != parts.end()) {
                if (const std::optional<exact> points = score(unit, i).points) {
                    add_indicator(model_, i, *points, sums);
                }
            }
        }
        return roll_up_parts<exact>(model_, sums);
    }

    /// What the definition's policies call an error, in what was asked for so far.
    [[nodiscard]] const std::vector<score_fault>& faults() const noexcept { return faults_; }

  private:
    const model<exact>& model_;
    std::vector<score_fault> faults_;
    figures_on_demand figures_;
    indicator_scorer<exact, figures_on_demand> scorer_;
};

}  // namespace dti::inline v0::detail
