// What one unit earns on one indicator, and why: points, status, and what a policy decided.
//
// In: a model, its cohort and data. Out: an indicator_score, and a score_fault where the definition's policy
// is `error`. Next stage: aggregate/roll_up.hpp.
#pragma once

#include "dti/evaluate/cohort.hpp"
#include "dti/evaluate/data.hpp"
#include "dti/evaluate/model.hpp"
#include "dti/evaluate/score_fault.hpp"

#include <optional>
#include <string>
#include <vector>

namespace dti::inline v0 {

enum class score_status : std::uint8_t { scored, entered, in_subtotal, missing, excluded, unscored };
inline constexpr std::array<std::string_view, 6> score_status_words{"scored",  "entered",  "in_subtotal",
                                                                    "missing", "excluded", "unscored"};

/// Why the formula's own result is not what counts.
enum class score_reason : std::uint8_t { none, missing_figure, empty_denominator };

template <number_type Number>
struct indicator_score {
    score_status status = score_status::unscored;
    score_reason reason = score_reason::none;
    std::optional<Number> points;    ///< nothing when excluded, unscored or in a subtotal
    std::optional<Number> computed;  ///< the formula's own points, wherever it can be computed
    bool clamped = false;            ///< the entered points were outside min_score..max_score

    /// Counts towards coverage.
    [[nodiscard]] bool is_known() const noexcept {
        return status == score_status::scored || status == score_status::entered ||
               status == score_status::in_subtotal;
    }
};

/// Points = clamp(…, min_score, max_score), then rounding.points: what becomes of whatever an indicator is
/// given.
template <number_type Number>
[[nodiscard]] Number keep_points(const model<Number>& scored, std::size_t indicator, const Number& points) {
    const auto& numbers = scored.numbers(indicator);
    Number kept = clamp_between(points, numbers.min_score, numbers.max_score);
    const std::optional<int>& decimals = scored.rules().source().rounding.points;
    return decimals ? Number(number_traits<Number>::round(kept, *decimals)) : kept;
}

/// What the definition makes of a missing figure. True where that is an error, and there are no points.
template <number_type Number>
[[nodiscard]] bool apply_missing_policy(const model<Number>& scored, indicator_score<Number>& result) {
    result.reason = score_reason::missing_figure;
    result.status = score_status::missing;
    switch (scored.rules().source().missing) {
        case missing_policy::zero:
            result.points = Number(0);
            return false;
        case missing_policy::exclude:
            result.status = score_status::excluded;
            return false;
        case missing_policy::error:
            break;
    }
    return true;
}

/// What the definition makes of a needed division by zero. True where that is an error, and there are no
/// points.
template <number_type Number>
[[nodiscard]] bool apply_empty_policy(const model<Number>& scored, std::size_t indicator,
                                      indicator_score<Number>& result) {
    result.reason = score_reason::empty_denominator;
    result.status = score_status::scored;
    switch (scored.rules().source().empty_denominator) {
        case empty_policy::zero:
            result.points = Number(0);
            return false;
        case empty_policy::max:
            result.points = keep_points(scored, indicator, scored.numbers(indicator).max_score);
            return false;
        case empty_policy::exclude:
            result.status = score_status::excluded;
            return false;
        case empty_policy::error:
            break;
    }
    return true;
}

/// What came of running an indicator's formula.
enum class formula_state : std::uint8_t { computed, missing, reference_needed, too_large, empty };

/// The figures that an indicator's formula runs on; spans as cohort.hpp has them.
template <number_type Number>
struct formula_figures {
    std::span<const Number> slots;
    std::span<const slot_state> states;
    std::span<const Number> terms;
    std::span<const slot_state> term_states;
    bool too_large = false;
};

/// Runs the formula of an indicator, which has one; `points`, before they are kept within their range, are
/// set where the state is `computed`. Missing wins over what references lack, and both over empty
/// denominators.
template <number_type Number>
[[nodiscard]] formula_state run_formula(const model<Number>& scored, std::size_t indicator,
                                        const formula_figures<Number>& figures, Number& points) {
    const program& code = *scored.rules().indicators()[indicator].points;
    const auto has = [](std::span<const slot_state> states, slot_state wanted) {
        return std::find(states.begin(), states.end(), wanted) != states.end();
    };
    const auto is_missing = [&](std::uint32_t slot) { return figures.states[slot] == slot_state::missing; };
    if (std::any_of(code.required.begin(), code.required.end(), is_missing) ||
        has(figures.term_states, slot_state::missing)) {
        return formula_state::missing;
    }
    if (has(figures.term_states, slot_state::empty)) {
        return formula_state::reference_needed;
    }
    if (figures.too_large) {
        return formula_state::too_large;
    }
    program_result<Number> result = run<Number>(
        code, {scored.numbers(indicator).points_constants, figures.slots, figures.states, figures.terms});
    if (result.empty || result.overflow) {
        return result.empty ? formula_state::empty : formula_state::too_large;
    }
    points = std::move(result.value);
    return formula_state::computed;
}

namespace detail {

/// `Figures` is a cohort, or what gives the same when it is asked.
template <number_type Number, class Figures = const cohort<Number>>
class indicator_scorer {
  public:
    indicator_scorer(const model<Number>& scored, Figures& figures, const data_set& data,
                     std::vector<score_fault>& faults)
        : model_(scored), cohort_(figures), data_(data), faults_(faults) {}

    indicator_score<Number> score(std::size_t unit, std::size_t indicator) {
        const compiled_indicator& item = model_.rules().indicators()[indicator];
        indicator_score<Number> result;
        if (!item.source->scored) {
            return result;
        }
        const figure& entered = data_.at(unit, item.points_field());
        const bool in_subtotal = data_.find_subtotal(unit, indicator) != nullptr;
        const bool settled = entered.given || in_subtotal;
        if (item.points) {
            compute(unit, indicator, settled, result);
        } else if (!settled) {
            apply_missing(unit, indicator, {"points"}, result);
        }
        if (in_subtotal) {
            result.status = score_status::in_subtotal;
            result.reason = score_reason::none;
            result.points.reset();
        } else if (entered.given) {
            const Number points = number_traits<Number>::from_exact(entered.value);
            const exact kept = clamp_between(entered.value, item.source->min_score, item.source->max_score);
            result.status = score_status::entered;
            result.reason = score_reason::none;
            result.clamped = kept != entered.value;
            result.points = keep(points, indicator);
        }
        return result;
    }

  private:
    Number keep(const Number& points, std::size_t indicator) const {
        return keep_points(model_, indicator, points);
    }

    void fault(fault_kind kind, std::size_t unit, std::size_t indicator, std::string name = {},
               std::string function = {}) {
        faults_.push_back({kind, unit, indicator, std::move(name), std::move(function), {}, {}, 0});
    }

    void apply_missing(std::size_t unit, std::size_t indicator, const std::vector<std::string>& names,
                       indicator_score<Number>& result) {
        if (apply_missing_policy(model_, result)) {
            for (const std::string& name : names) {
                fault(fault_kind::missing_figure, unit, indicator, name);
            }
        }
    }

    void apply_empty(std::size_t unit, std::size_t indicator, indicator_score<Number>& result) {
        if (apply_empty_policy(model_, indicator, result)) {
            fault(fault_kind::empty_denominator, unit, indicator);
        }
    }

    /// Runs the formula; where points from elsewhere count (`settled`), what cannot be computed is no fault.
    void compute(std::size_t unit, std::size_t indicator, bool settled, indicator_score<Number>& result) {
        Number points(0);
        const formula_state state = run_formula<Number>(
            model_, indicator,
            {cohort_.slots(unit, indicator), cohort_.states(unit, indicator), cohort_.terms(indicator),
             cohort_.term_states(indicator), cohort_.is_too_large(indicator)},
            points);
        switch (state) {
            case formula_state::computed:
                result.status = score_status::scored;
                result.points = keep(points, indicator);
                result.computed = result.points;
                break;
            case formula_state::missing:
                if (!settled) {
                    apply_missing(unit, indicator, missing_names(unit, indicator), result);
                }
                break;
            case formula_state::reference_needed:
                if (!settled) {
                    report_references(unit, indicator);
                }
                break;
            case formula_state::too_large:
                fault(fault_kind::too_large, unit, indicator);
                break;
            case formula_state::empty:
                if (!settled) {
                    apply_empty(unit, indicator, result);
                }
                break;
        }
    }

    /// The figures that the user has to supply.
    [[nodiscard]] std::vector<std::string> missing_names(std::size_t unit, std::size_t indicator) const {
        const compiled_indicator& item = model_.rules().indicators()[indicator];
        const auto states = cohort_.states(unit, indicator);
        std::vector<std::string> missing;
        std::vector<char> seen(states.size());  // a figure that many others need is looked at once
        for (const std::uint32_t slot : item.points->required) {
            collect_missing(item, slot, states, seen, missing);
        }
        for (std::size_t i = 0; i < item.points->cohort_terms.size(); ++i) {
            if (cohort_.term_states(indicator)[i] == slot_state::missing) {
                add_once(missing, item.scope.entries[item.points->cohort_terms[i].slot].name);
            }
        }
        return missing;
    }

    void report_references(std::size_t unit, std::size_t indicator) {
        const compiled_indicator& item = model_.rules().indicators()[indicator];
        for (std::size_t i = 0; i < item.points->cohort_terms.size(); ++i) {
            if (cohort_.term_states(indicator)[i] == slot_state::empty) {
                const cohort_term& term = item.points->cohort_terms[i];
                fault(fault_kind::reference_needed, unit, indicator, item.scope.entries[term.slot].name,
                      std::string(cohort_functions[static_cast<std::size_t>(term.function)]));
            }
        }
    }

    static void add_once(std::vector<std::string>& names, const std::string& name) {
        if (std::find(names.begin(), names.end(), name) == names.end()) {
            names.push_back(name);
        }
    }

    /// The inputs at the bottom of a missing figure: what the user has to supply.
    static void collect_missing(const compiled_indicator& item, std::uint32_t slot,
                                std::span<const slot_state> states, std::vector<char>& seen,
                                std::vector<std::string>& names) {
        if (states[slot] != slot_state::missing || seen[slot] != 0) {
            return;
        }
        seen[slot] = 1;
        for (const derived_program& derived : item.derive) {
            if (derived.slot == slot) {
                for (const std::uint32_t part : derived.code.required) {
                    collect_missing(item, part, states, seen, names);
                }
                return;
            }
        }
        add_once(names, item.scope.entries[slot].name);
    }

    const model<Number>& model_;
    Figures& cohort_;
    const data_set& data_;
    std::vector<score_fault>& faults_;
};

}  // namespace detail

}  // namespace dti::inline v0
