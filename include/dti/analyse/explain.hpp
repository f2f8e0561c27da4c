// Explains a unit's score: how each indicator's points arose, and what is known of each sub-index.
//
// In: the model and the data that were scored, and the scorecard. Out: explanations (explanation.hpp).
// Next: report/explain_text.hpp and report/explain_grid.hpp.
#pragma once

#include "dti/analyse/target_counts.hpp"
#include "dti/analyse/trace.hpp"

#include <algorithm>
#include <string>
#include <vector>

namespace dti::inline v0 {

namespace detail {

class indicator_explainer {
  public:
    indicator_explainer(const cohort<exact>& figures, const data_set& data, std::size_t unit,
                        std::size_t indicator, language wanted)
        : figures_(figures),
          data_(data),
          unit_(unit),
          indicator_(indicator),
          item_(data.rules().indicators()[indicator]),
          slots_(figures.slots(unit, indicator)),
          states_(figures.states(unit, indicator)) {
        for (std::size_t slot = 0; slot < item_.slots(); ++slot) {
            const figure& given = given_at(slot);
            texts_.push_back(given.given ? to_given_text(given, &entry(slot), wanted)
                             : states_[slot] == slot_state::present ? to_explained_text(slots_[slot])
                                                                    : entry(slot).name);
        }
    }

    indicator_explanation explain(const indicator_score<exact>& score) {
        indicator_explanation result;
        result.indicator = indicator_;
        result.score = score;
        result.in_subtotal = data_.find_subtotal(unit_, indicator_);
        if (result.in_subtotal != nullptr) {
            for (const std::size_t part : result.in_subtotal->indicators) {
                result.subtotal_of.push_back(data_.rules().indicators()[part].source->id);
            }
        }
        const auto said = data_.profile(unit_).on_indicators.find(indicator_);
        if (said != data_.profile(unit_).on_indicators.end()) {
            result.said = said->second;
        }
        if (const figure& entered = data_.at(unit_, item_.points_field()); entered.given) {
            result.entered = entered;
            result.entered_place = place_of(entered);
        }
        find_needed();
        for (std::size_t slot = 0; slot < item_.slots(); ++slot) {
            result.figures.push_back(slot_figure(slot));
            if (result.figures.back().origin == figure_origin::missing && !is_derived(slot)) {
                result.missing.push_back(entry(slot).name);
            }
        }
        add_terms(result);
        if (!item_.points && item_.source->scored && !result.entered && result.in_subtotal == nullptr) {
            result.missing.emplace_back("points");
        }
        if (can_run()) {
            formula_tracer tracer({item_.source->formula, &item_.scope, &*item_.points, slots_, states_,
                                   figures_.terms(indicator_), texts_});
            result.filled = tracer.filled();
            result.steps = tracer.steps();
            add_keeping(result);
        }
        return result;
    }

  private:
    [[nodiscard]] const scope_entry& entry(std::size_t slot) const { return item_.scope.entries[slot]; }
    [[nodiscard]] const figure& given_at(std::size_t slot) const {
        return data_.at(unit_, item_.first_field + slot);
    }
    [[nodiscard]] bool is_derived(std::size_t slot) const { return slot >= item_.scope.inputs; }
    [[nodiscard]] const derived_program* program_of(std::size_t slot) const {
        for (const derived_program& derived : item_.derive) {
            if (derived.slot == slot) {
                return &derived;
            }
        }
        return nullptr;
    }

    /// What the formula names, and the parts of derived figures that are not given.
    void find_needed() {
        needed_.assign(item_.slots(), false);
        if (!item_.points) {
            return;
        }
        for (const std::uint32_t slot : item_.points->required) {
            need(slot);
        }
    }
    void need(std::size_t slot) {
        if (needed_[slot]) {
            return;
        }
        needed_[slot] = true;
        const derived_program* derived = given_at(slot).given ? nullptr : program_of(slot);
        for (std::size_t i = 0; derived != nullptr && i < derived->code.required.size(); ++i) {
            need(derived->code.required[i]);
        }
    }

    explained_figure slot_figure(std::size_t slot) const {
        explained_figure shown;
        shown.name = entry(slot).name;
        if (!is_derived(slot)) {
            shown.title = item_.source->inputs[slot].title;
            shown.unit = item_.source->inputs[slot].unit;
        } else {
            shown.formula = item_.source->derive[slot - item_.scope.inputs].formula;
        }
        const figure& given = given_at(slot);
        if (given.given) {
            shown.origin = figure_origin::given;
            shown.text = texts_[slot];
            shown.value = given.value;
            shown.place = place_of(given);
            const auto said = data_.profile(unit_).on_figures.find(item_.first_field + slot);
            if (said != data_.profile(unit_).on_figures.end()) {
                shown.said = said->second;
            }
        } else if (states_[slot] == slot_state::present) {
            shown.origin = figure_origin::derived;
            shown.text = texts_[slot];
            shown.value = slots_[slot];
            shown.filled = filled_derivation(slot);
        } else if (states_[slot] == slot_state::empty) {
            shown.origin = figure_origin::empty;
            shown.filled = filled_derivation(slot);
        } else {
            shown.origin = needed_[slot] ? figure_origin::missing : figure_origin::not_needed;
        }
        return shown;
    }

    [[nodiscard]] std::string filled_derivation(std::size_t slot) const {
        const std::string& text = item_.source->derive[slot - item_.scope.inputs].formula;
        return formula_tracer({text, &item_.scope, &program_of(slot)->code, slots_, states_, {}, texts_})
            .filled();
    }

    [[nodiscard]] std::string place_of(const figure& given) const {
        if (given.source >= data_.sources().size() || !given.where) {
            return {};
        }
        return data_.sources()[given.source]->name() + ':' + std::to_string(given.where.line) + ':' +
               std::to_string(given.where.column);
    }

    void add_terms(indicator_explanation& result) const {
        if (!item_.points) {
            return;
        }
        for (std::size_t i = 0; i < item_.points->cohort_terms.size(); ++i) {
            const cohort_term& term = item_.points->cohort_terms[i];
            explained_figure shown;
            shown.name = std::string(cohort_functions[static_cast<std::size_t>(term.function)]) + '(' +
                         entry(term.slot).name + ')';
            const slot_state state = figures_.term_states(indicator_)[i];
            shown.origin = state != slot_state::present ? figure_origin::missing
                           : data_.units().size() == 1  ? figure_origin::reference
                                                        : figure_origin::cohort;
            if (state == slot_state::present) {
                shown.value = figures_.terms(indicator_)[i];
                shown.text = to_explained_text(*shown.value);
            }
            result.figures.push_back(std::move(shown));
        }
    }

    [[nodiscard]] bool can_run() const {
        if (!item_.points || !item_.source->scored || figures_.is_too_large(indicator_)) {
            return false;
        }
        const auto& required = item_.points->required;
        const auto terms = figures_.term_states(indicator_);
        return std::none_of(required.begin(), required.end(),
                            [&](std::uint32_t slot) { return states_[slot] == slot_state::missing; }) &&
               std::all_of(terms.begin(), terms.end(),
                           [](slot_state state) { return state == slot_state::present; });
    }

    /// From the formula's value to its points: min_score, max_score, rounding.points.
    void add_keeping(indicator_explanation& result) const {
        const program_result<exact> whole =
            run<exact>(*item_.points, {item_.points->constants, slots_, states_, figures_.terms(indicator_)});
        if (whole.empty) {
            return;
        }
        const indicator& rule = *item_.source;
        const exact kept = clamp_between(whole.value, rule.min_score, rule.max_score);
        if (kept != whole.value) {
            result.steps.push_back({explained_step::kind::kept,
                                    {},
                                    kept,
                                    false,
                                    {},
                                    to_explained_text(rule.min_score),
                                    to_explained_text(rule.max_score)});
        }
        const std::optional<int>& decimals = data_.rules().source().rounding.points;
        if (decimals && round_half_up(kept, *decimals) != kept) {
            result.steps.push_back({explained_step::kind::rounded,
                                    {},
                                    round_half_up(kept, *decimals),
                                    false,
                                    {},
                                    std::to_string(*decimals),
                                    {}});
        }
    }

    const cohort<exact>& figures_;
    const data_set& data_;
    std::size_t unit_;
    std::size_t indicator_;
    const compiled_indicator& item_;
    std::span<const exact> slots_;
    std::span<const slot_state> states_;
    std::vector<std::string> texts_;
    std::vector<bool> needed_;
};

}  // namespace detail

/// What is known of a sub-index of one unit.
struct sub_index_explanation {
    std::optional<exact> value{};
    std::optional<exact> points{};  ///< value × max_score
    exact max_score{};
    exact coverage{};  ///< share of its maximum whose indicators are known; 0 where it has none
};

/// Everything that an explanation of one unit shows. Points into the scorecard and the data it was made from.
struct unit_explanation {
    std::size_t unit = 0;
    const unit_score<exact>* score = nullptr;
    exact max_points{};  ///< of the total: weight × max_score over the sub-indices that count
    std::vector<sub_index_explanation> sub_indices{};
    std::vector<indicator_explanation> indicators{};  ///< in the definition's order
    std::optional<unit_target_counts> targets{};      ///< where the headline counts them
};

/// Explains a unit. Domain: the scorecard is of this model and this data, and has no faults; both outlive the
/// result. The language is that of yes and no; everything else has none.
[[nodiscard]] inline unit_explanation explain(const model<exact>& scored, const data_set& data,
                                              const scorecard<exact>& card, std::size_t unit,
                                              language wanted = language::en) {
    const compiled_definition& rules = scored.rules();
    const cohort<exact> figures(scored, data);
    unit_explanation result;
    result.unit = unit;
    result.score = &card.units[unit];
    std::vector<exact> known(rules.source().sub_indices.size());
    std::vector<exact> shares(known.size());
    for (std::size_t i = 0; i < rules.indicators().size(); ++i) {
        const indicator_score<exact>& score = card.units[unit].indicators[i];
        result.indicators.push_back(
            detail::indicator_explainer(figures, data, unit, i, wanted).explain(score));
        const compiled_indicator& item = rules.indicators()[i];
        shares[item.sub_index] += item.coverage_share;
        known[item.sub_index] += score.is_known() ? item.coverage_share : exact(0);
    }
    for (std::size_t i = 0; i < known.size(); ++i) {
        sub_index_explanation& part = result.sub_indices.emplace_back();
        part.value = card.units[unit].values.sub_indices[i];
        part.max_score = rules.sub_index_max(i);
        part.coverage = shares[i].is_zero() ? exact(0) : known[i] / shares[i];
        if (part.value) {
            part.points = *part.value * part.max_score;
            result.max_points += rules.source().sub_indices[i].weight * part.max_score;
        }
    }
    if (rules.source().headline == headline_kind::counts) {
        result.targets = count_targets(scored, data, card, unit);
    }
    return result;
}

}  // namespace dti::inline v0
