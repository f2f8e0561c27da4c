// What is known of every result of a definition before any unit is scored: points, values, totals.
//
// In: a compiled definition and bounds of its figures. Out: a bound for each result of a unit whose
// indicators all have points, and the thresholds to move. Next: print_certificate.hpp.
//
// The operations and their order are those of evaluate/indicator_score.hpp and aggregate/roll_up.hpp.
#pragma once

#include "dti/batch/certified/cohort_bound.hpp"
#include "dti/batch/certified/figure_bounds.hpp"
#include "dti/batch/certified/formula_bound.hpp"

#include <deque>
#include <optional>
#include <utility>
#include <vector>

namespace dti::inline v0 {

/// One indicator.
struct indicator_bound {
    /// Whatever gives the points: the formula, an assessor or a policy. Nothing where nothing can.
    std::optional<value_bound> points;
    std::vector<moved_constant> moved;                     ///< of the formula
    std::vector<std::vector<moved_constant>> moved_parts;  ///< of each derived figure's

    /// Whether double arithmetic says something about the points.
    [[nodiscard]] bool is_known() const noexcept { return !points || points->is_known(); }
};

class definition_bound {
  public:
    definition_bound(const compiled_definition& rules, const figure_bounds& figures)
        : rules_(rules), figures_(figures) {
        for (std::size_t i = 0; i < rules.indicators().size(); ++i) {
            indicators_.push_back(bound_indicator(i));
        }
        roll_up();
    }

    [[nodiscard]] const indicator_bound& indicator(std::size_t index) const { return indicators_[index]; }
    [[nodiscard]] const value_bound& sub_index(std::size_t index) const { return values_[index]; }
    [[nodiscard]] const value_bound& pillar(std::size_t index) const { return pillars_[index]; }
    [[nodiscard]] const value_bound& total_points() const noexcept { return total_points_; }
    [[nodiscard]] const value_bound& total() const noexcept { return total_; }
    /// Whether cohort figures stay so small in exact arithmetic that evaluate/cohort.hpp does not refuse
    /// them.
    [[nodiscard]] bool has_small_terms() const noexcept { return small_terms_; }

  private:
    using bound = std::optional<value_bound>;

    static bound either(const bound& a, const bound& b) {
        return !a ? b : !b ? a : bound(bound_of_either(*a, *b));
    }

    // --- points --------------------------------------------------------------------------------------------

    indicator_bound bound_indicator(std::size_t index) {
        const compiled_indicator& item = rules_.indicators()[index];
        indicator_bound made;
        if (!item.source->scored) {
            return made;
        }
        if (item.points) {
            std::vector<bound> slots;
            for (std::size_t slot = 0; slot < item.slots(); ++slot) {
                slots.push_back(figures_.field(item.first_field + slot));
            }
            for (const derived_program& derived : item.derive) {
                formula_bound found = bound_formula(derived.code, slots, {});
                slots[derived.slot] = either(slots[derived.slot], found.value);
                made.moved_parts.push_back(std::move(found.moved));
            }
            std::vector<bound> terms;
            for (std::size_t term = 0; term < item.points->cohort_terms.size(); ++term) {
                terms.push_back(bound_term(index, term, slots[item.points->cohort_terms[term].slot]));
            }
            count_term_work(*item.points, slots);
            formula_bound found = bound_formula(*item.points, slots, terms);
            made.moved = std::move(found.moved);
            made.points = found.value ? bound(keep(index, *found.value)) : found.value;
        }
        if (const bound& entered = figures_.field(item.points_field())) {
            made.points = either(made.points, keep(index, *entered));
        }
        const definition& source = rules_.source();
        if (source.missing != missing_policy::error) {  // a range puts what is missing at either end
            made.points = either(made.points, either(keep(index, bound_of_constant(item.source->max_score)),
                                                     keep(index, bound_of_constant(item.source->min_score))));
        }
        if (source.missing == missing_policy::zero || source.empty_denominator == empty_policy::zero) {
            made.points = either(made.points, bound_of_whole(0, 0));
        }
        if (source.empty_denominator == empty_policy::max) {
            made.points = either(made.points, keep(index, bound_of_constant(item.source->max_score)));
        }
        return made;
    }

    /// Clamped to min_score..max_score, then rounded.
    [[nodiscard]] value_bound keep(std::size_t index, const value_bound& points) const {
        const dti::indicator& source = *rules_.indicators()[index].source;
        const value_bound capped = bound_of_best(points, bound_of_constant(source.max_score), true);
        return rounded(bound_of_best(capped, bound_of_constant(source.min_score), false),
                       rules_.source().rounding.points);
    }

    /// A value of no more decimals than it is rounded to stays, and becomes the double nearest to it. Of any
    /// other one, double arithmetic cannot tell where a tie goes.
    [[nodiscard]] static value_bound rounded(value_bound value, const std::optional<int>& decimals) {
        if (!decimals) {
            return value;
        }
        constexpr int most_decimals = 15;
        const double scale = decimal_scale(*decimals);
        if (*decimals > most_decimals || value.rest != 1 ||
            static_cast<std::uint64_t>(scale) % value.denominator != 0 ||
            !(value.magnitude() * scale < 0x1p50) || !(value.absolute * scale < 0.125)) {
            return {};
        }
        value.relative = detail::bounds::unit_roundoff;
        value.absolute = detail::bounds::up(detail::bounds::unit_roundoff * value.magnitude());
        value.nearest = true;
        value.constant = nullptr;
        return value;
    }

    [[nodiscard]] bound bound_term(std::size_t index, std::size_t term, const bound& figure) const {
        const cohort_function function = rules_.indicators()[index].points->cohort_terms[term].function;
        bound made;
        if (figures_.takes_references()) {
            made = figures_.reference(index, term);
        }
        if (figures_.most_units() > 1) {
            made = either(made, bound_of_cohort(function, figure, figures_.most_units()));
        }
        if (made) {
            made->constant = nullptr;
        }
        return made;
    }

    /// Looks whether the cohort figures of a formula stay small in exact arithmetic.
    void count_term_work(const program& code, const std::vector<bound>& slots) {
        if (code.cohort_terms.empty()) {
            return;
        }
        std::uint64_t bits = 0;
        for (const cohort_term& term : code.cohort_terms) {
            const std::optional<std::uint64_t> found =
                cohort_bits(term.function, slots[term.slot], figures_.most_units());
            small_terms_ = small_terms_ && found;
            bits = std::max(bits, found.value_or(0));
        }
        constexpr std::uint64_t most_growth = 1U << 12U;
        const std::uint64_t grown = bits * std::min(code.growth, most_growth);
        term_work_ += grown * figures_.most_units();
        small_terms_ = small_terms_ && code.growth < most_growth && grown < cohort<exact>::largest_bits &&
                       term_work_ < cohort<exact>::largest_work;
    }

    /// Of points that are computed exactly, and then the doubles nearest to them.
    [[nodiscard]] value_bound settled(std::size_t index) const {
        const dti::indicator& source = *rules_.indicators()[index].source;
        const value_bound kept =
            bound_of_either(bound_of_constant(source.min_score), bound_of_constant(source.max_score));
        value_bound made = bound_of_either(kept, bound_of_whole(0, 0));
        if (made.is_known()) {
            made.relative = detail::bounds::unit_roundoff;
            made.absolute = detail::bounds::up(made.relative * made.magnitude()) +
                            std::numeric_limits<double>::denorm_min();
            made.denominator = 1;
            made.rest = value_bound::unbounded;
            made.nearest = true;
        }
        return made;
    }

    // --- roll-up -------------------------------------------------------------------------------------------

    /// A constant of the roll-up: the exact value, which a bound points at, and the bound of the double that
    /// is computed instead.
    value_bound as_constant(exact value, value_bound computed) {
        computed.constant = nullptr;
        if (computed.is_known() && !value.is_promoted()) {
            computed.constant = &constants_.emplace_back(std::move(value));
        }
        return computed;
    }

    void roll_up() {
        const definition& source = rules_.source();
        std::vector<value_bound> earned(source.sub_indices.size(), bound_of_whole(0, 0));
        std::vector<value_bound> computed_maxima = earned;
        std::vector<exact> maxima(source.sub_indices.size());
        for (std::size_t i = 0; i < indicators_.size(); ++i) {
            const compiled_indicator& item = rules_.indicators()[i];
            if (!item.source->scored) {
                continue;
            }
            const std::size_t part = item.sub_index;
            const value_bound weight = bound_of_constant(item.source->weight);
            if (const bound& points = indicators_[i].points) {
                const value_bound known = points->is_known() ? *points : settled(i);
                earned[part] = bound_of_sum(earned[part], bound_of_product(weight, known));
            }
            if (!item.source->bonus) {
                const value_bound most = bound_of_product(weight, bound_of_constant(item.source->max_score));
                computed_maxima[part] = bound_of_sum(computed_maxima[part], most);
                maxima[part] += item.source->weight * item.source->max_score;
            }
        }
        std::vector<value_bound> shares;
        std::vector<exact> exact_shares;
        for (std::size_t part = 0; part < maxima.size(); ++part) {
            is_there_.push_back(maxima[part].is_zero() ? 0 : 1);
            const value_bound most = as_constant(maxima[part], computed_maxima[part]);
            const value_bound ratio = bound_of_quotient(earned[part], most);
            const value_bound value =
                bound_of_best(bound_of_best(ratio, bound_of_whole(1, 1), true), bound_of_whole(0, 0), false);
            values_.push_back(rounded(value, source.rounding.value));
            shares.push_back(bound_of_product(bound_of_constant(source.sub_indices[part].weight),
                                              bound_of_constant(rules_.sub_index_max(part))));
            exact_shares.push_back(source.sub_indices[part].weight * rules_.sub_index_max(part));
        }
        std::vector<std::size_t> all(maxima.size());
        for (std::size_t part = 0; part < all.size(); ++part) {
            all[part] = part;
        }
        total_ = add_shares(all, shares, exact_shares, &total_points_);
        for (std::size_t i = 0; i < source.pillars.size(); ++i) {
            pillars_.push_back(add_shares(rules_.pillar_parts(i), shares, exact_shares, nullptr));
        }
    }

    value_bound add_shares(const std::vector<std::size_t>& parts, const std::vector<value_bound>& shares,
                           const std::vector<exact>& exact_shares, value_bound* sum) {
        value_bound earned = bound_of_whole(0, 0);
        value_bound computed = bound_of_whole(0, 0);
        exact maximum;
        for (const std::size_t part : parts) {
            if (is_there_[part] != 0) {
                earned = bound_of_sum(earned, bound_of_product(values_[part], shares[part]));
                computed = bound_of_sum(computed, shares[part]);
                maximum += exact_shares[part];
            }
        }
        if (sum != nullptr) {
            *sum = earned;
        }
        return bound_of_quotient(earned, as_constant(std::move(maximum), computed));
    }

    const compiled_definition& rules_;
    const figure_bounds& figures_;
    std::vector<indicator_bound> indicators_;
    std::vector<char> is_there_;  // of each sub-index: it has a maximum
    std::vector<value_bound> values_;
    std::vector<value_bound> pillars_;
    value_bound total_points_;
    value_bound total_;
    std::deque<exact> constants_;  // that bounds point at
    std::uint64_t term_work_ = 0;
    bool small_terms_ = true;
};

}  // namespace dti::inline v0
