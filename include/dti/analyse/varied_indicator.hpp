// One indicator of one unit with other figures than the data's, everybody else's as they are.
//
// In: a model, its cohort and data. Out: the points by the formula in any number type (exact, or germ.hpp's
// infinitesimal steps), of the unit itself and, through cohort figures, of its rivals. Next: gains.hpp,
// figure_line.hpp, target_points.hpp.
#pragma once

#include "dti/analyse/analysed_cohort.hpp"

#include <algorithm>
#include <concepts>
#include <optional>
#include <span>
#include <utility>
#include <vector>

namespace dti::inline v0 {

/// Another figure in a slot of an indicator.
template <number_type Number>
struct varied_figure {
    std::size_t slot = 0;
    Number value{};
};

/// What happens to a derived figure that is given when one of its parts is varied: it stays as given, or it
/// gives way where its parts are all there.
enum class given_derived : std::uint8_t { stays, gives_way };

/// Whether points are rounded by the definition's `rounding.points`, as those that count are.
enum class points_rounding : std::uint8_t { applied, left_out };

/// See the head of the file. Holds a reference: the cohort outlives it. Domain: the indicator has a formula.
class varied_indicator {
  public:
    varied_indicator(const analysed_cohort& all, std::size_t unit, std::size_t indicator)
        : all_(all),
          cohort_(all.figures()),
          data_(all.data()),
          unit_(unit),
          indicator_(indicator),
          item_(all.rules().indicators()[indicator]) {
        for (const cohort_term& term : item_.points->cohort_terms) {
            others_.push_back(figures_of_others(term.slot));
        }
    }

    [[nodiscard]] const compiled_indicator& item() const noexcept { return item_; }
    [[nodiscard]] const analysed_cohort& all() const noexcept { return all_; }
    [[nodiscard]] std::size_t indicator() const noexcept { return indicator_; }
    [[nodiscard]] std::size_t unit() const noexcept { return unit_; }
    [[nodiscard]] bool has_cohort_terms() const noexcept { return !others_.empty(); }
    /// The unit's present figure in a slot; nothing where there is none.
    [[nodiscard]] std::optional<exact> present(std::size_t slot) const {
        return cohort_.states(unit_, indicator_)[slot] == slot_state::present
                   ? std::optional<exact>(cohort_.slots(unit_, indicator_)[slot])
                   : std::nullopt;
    }

    /// The unit's score on the indicator by its formula, entered points set aside. Nothing where the
    /// definition's policies make an error of it, or a reference lacks.
    template <number_type Number>
    [[nodiscard]] std::optional<indicator_score<Number>> score(
        std::span<const varied_figure<Number>> varied, given_derived derived,
        points_rounding rounding = points_rounding::applied) const {
        const row<Number> own = own_row(varied, derived);
        return run_with(own, own, rounding);
    }

    /// The score of another unit while this one's figures are varied.
    template <number_type Number>
    [[nodiscard]] std::optional<indicator_score<Number>> score_of_rival(
        std::size_t rival, std::span<const varied_figure<Number>> varied) const {
        row<Number> other;
        for (const exact& figure : cohort_.slots(rival, indicator_)) {
            other.slots.push_back(number_traits<Number>::from_exact(figure));
        }
        const std::span<const slot_state> states = cohort_.states(rival, indicator_);
        other.states.assign(states.begin(), states.end());
        return run_with(other, own_row(varied, given_derived::stays), points_rounding::applied);
    }

  private:
    template <number_type Number>
    struct row {
        std::vector<Number> slots;
        std::vector<slot_state> states;
    };

    template <number_type Number>
    [[nodiscard]] const model<Number>& model_of() const noexcept {
        if constexpr (std::same_as<Number, exact>) {
            return all_.scored();
        } else {
            return all_.steps();
        }
    }

    /// What the other units contribute to the cohort figures of a slot.
    struct rest_of_cohort {
        std::size_t count = 0;
        exact sum;
        exact best;
        exact worst;
    };

    [[nodiscard]] rest_of_cohort figures_of_others(std::size_t slot) const {
        rest_of_cohort rest;
        for (std::size_t unit = 0; unit < data_.units().size(); ++unit) {
            if (unit == unit_ || cohort_.states(unit, indicator_)[slot] != slot_state::present) {
                continue;
            }
            const exact& figure = cohort_.slots(unit, indicator_)[slot];
            rest.best = rest.count == 0 ? figure : std::max(rest.best, figure);
            rest.worst = rest.count == 0 ? figure : std::min(rest.worst, figure);
            if (!cohort_.is_too_large(indicator_)) {
                rest.sum += figure;
            }
            ++rest.count;
        }
        return rest;
    }

    template <number_type Number>
    [[nodiscard]] row<Number> own_row(std::span<const varied_figure<Number>> varied,
                                      given_derived derived) const {
        row<Number> given;
        for (std::size_t slot = 0; slot < item_.slots(); ++slot) {
            const figure& written = data_.at(unit_, item_.first_field + slot);
            given.slots.push_back(written.given ? Number(number_traits<Number>::from_exact(written.value))
                                                : Number(0));
            given.states.push_back(written.given ? slot_state::present : slot_state::missing);
        }
        std::vector<char> moved(item_.slots());
        for (const varied_figure<Number>& figure : varied) {
            given.slots[figure.slot] = figure.value;
            given.states[figure.slot] = slot_state::present;
            moved[figure.slot] = 1;
        }
        std::vector<std::uint32_t> leaving;
        if (derived == given_derived::gives_way) {
            leaving = given_derived_of(moved, given.states);
        }
        row<Number> result = given;
        for (const std::uint32_t slot : leaving) {
            result.states[slot] = slot_state::missing;
        }
        derive(result);
        bool restored = false;
        for (const std::uint32_t slot : leaving) {
            if (result.states[slot] == slot_state::missing) {  // its parts are not all there
                result.slots[slot] = given.slots[slot];
                result.states[slot] = slot_state::present;
                restored = true;
            }
        }
        if (restored) {
            derive(result);
        }
        return result;
    }

    template <number_type Number>
    void derive(row<Number>& figures) const {
        derive_figures<Number>(item_, model_of<Number>().numbers(indicator_).derive_constants, figures.slots,
                               figures.states);
    }

    /// Derived figures that are given, not varied themselves, and rest on one that is.
    [[nodiscard]] std::vector<std::uint32_t> given_derived_of(std::vector<char> moved,
                                                              const std::vector<slot_state>& states) const {
        std::vector<std::uint32_t> found;
        for (const derived_program& part : item_.derive) {  // each behind those it needs
            const bool rests = std::any_of(part.code.required.begin(), part.code.required.end(),
                                           [&](std::uint32_t slot) { return moved[slot] != 0; });
            if (rests && moved[part.slot] == 0) {
                moved[part.slot] = 1;
                if (states[part.slot] == slot_state::present) {
                    found.push_back(part.slot);
                }
            }
        }
        return found;
    }

    /// A cohort figure, this unit's own share of it being `own`.
    template <number_type Number>
    [[nodiscard]] std::pair<Number, slot_state> term(std::size_t index, const row<Number>& own) const {
        const auto in_type = [](const exact& value) {
            return Number(number_traits<Number>::from_exact(value));
        };
        const cohort_term& wanted = item_.points->cohort_terms[index];
        if (data_.units().size() == 1) {  // a reference
            return {in_type(cohort_.terms(indicator_)[index]), cohort_.term_states(indicator_)[index]};
        }
        const rest_of_cohort& rest = others_[index];
        const bool takes_part = own.states[wanted.slot] == slot_state::present;
        const std::size_t count = rest.count + (takes_part ? 1U : 0U);
        const Number& mine = own.slots[wanted.slot];
        const auto better = [&](const exact& others, bool largest) {
            const Number theirs = in_type(others);
            return !takes_part       ? theirs
                   : rest.count == 0 ? mine
                   : largest         ? (theirs < mine ? mine : theirs)
                                     : (mine < theirs ? mine : theirs);
        };
        const auto sum = [&] { return takes_part ? Number(in_type(rest.sum) + mine) : in_type(rest.sum); };
        if (wanted.function == cohort_function::count) {
            return {Number(static_cast<int>(count)), slot_state::present};
        }
        if (count == 0) {
            return {Number(0), slot_state::missing};
        }
        switch (wanted.function) {
            case cohort_function::min:
                return {better(rest.worst, false), slot_state::present};
            case cohort_function::sum:
                return {sum(), slot_state::present};
            case cohort_function::mean:
                return {Number(sum() / Number(static_cast<int>(count))), slot_state::present};
            default:
                return {better(rest.best, true), slot_state::present};
        }
    }

    /// The formula on the figures of one unit, cohort figures being those with `own` for this one's.
    template <number_type Number>
    [[nodiscard]] std::optional<indicator_score<Number>> run_with(const row<Number>& figures,
                                                                  const row<Number>& own,
                                                                  points_rounding rounding) const {
        const model<Number>& scored = model_of<Number>();
        std::vector<Number> terms;
        std::vector<slot_state> term_states;
        for (std::size_t i = 0; i < others_.size(); ++i) {
            std::pair<Number, slot_state> figure = term(i, own);
            terms.push_back(std::move(figure.first));
            term_states.push_back(figure.second);
        }
        indicator_score<Number> result;
        Number points(0);
        switch (run_formula<Number>(
            scored, indicator_,
            {figures.slots, figures.states, terms, term_states, cohort_.is_too_large(indicator_)}, points)) {
            case formula_state::computed:
                result.status = score_status::scored;
                result.points = rounding == points_rounding::applied
                                    ? keep_points(scored, indicator_, points)
                                    : clamp_between(points, scored.numbers(indicator_).min_score,
                                                    scored.numbers(indicator_).max_score);
                return result;
            case formula_state::missing:
                return apply_missing_policy(scored, result) ? std::nullopt : std::optional(std::move(result));
            case formula_state::empty:
                return apply_empty_policy(scored, indicator_, result) ? std::nullopt
                                                                      : std::optional(std::move(result));
            default:
                return std::nullopt;
        }
    }

    const analysed_cohort& all_;
    const cohort<exact>& cohort_;
    const data_set& data_;
    std::size_t unit_;
    std::size_t indicator_;
    const compiled_indicator& item_;
    std::vector<rest_of_cohort> others_;  // by cohort term
};

}  // namespace dti::inline v0
