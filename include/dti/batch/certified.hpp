// Published figures of a whole cohort, exact, at the speed of doubles: points and values as they are printed,
// and ranks.
//
// In: a compiled definition and what its figures are like, once; then data sets. Out: in every cell the
// digits and ranks that score<exact> gives. Doubles come with an error bound that is proven (error_bound.hpp)
// and decide what it allows; the rest, one by one, is computed exactly.
#pragma once

#include "dti/batch/certified/run.hpp"

#include <memory>
#include <utility>

namespace dti::inline v0 {

/// Immutable and safe to share between threads; each thread has a certified_scratch of its own.
class certified_scorer {
  public:
    /// A scorer for cohorts whose figures are within the given bounds. Precondition: supported(wanted).
    certified_scorer(shared_rules rules, figure_bounds figures, published_decimals decimals,
                     instruction_set wanted = best_instruction_set())
        : plan_(std::make_shared<const detail::certified_plan>(std::move(rules), std::move(figures), decimals,
                                                               wanted)),
          loops_(functions_for(wanted)) {}
    /// A scorer for one cohort, and others of which figure_bounds::hold_for() is true, with the decimals of
    /// the definition.
    certified_scorer(const shared_rules& rules, const data_set& data,
                     instruction_set wanted = best_instruction_set())
        : certified_scorer(rules, figure_bounds(data),
                           {rules->source().print.points, rules->source().print.value}, wanted) {}

    [[nodiscard]] certified_figures prepare(const data_set& data) const { return {*plan_, data}; }
    [[nodiscard]] certified_scratch make_scratch(std::size_t units) const { return {*plan_, units}; }
    [[nodiscard]] published_decimals decimals() const noexcept { return plan_->decimals; }
    /// What is known of every result, whoever is scored.
    [[nodiscard]] const definition_bound& bound() const noexcept { return plan_->bound; }
    /// Whether the definition and its figures are of a kind that score() covers. It does not: an index that
    /// counts targets, cohort figures that grow long in exact arithmetic, more decimals than a double holds.
    [[nodiscard]] bool covers() const { return plan_->covers(); }
    /// The same rules in exact numbers.
    [[nodiscard]] const model<exact>& scored() const noexcept { return plan_->scored; }
    /// The doubles that are certified; their thresholds are not those of a model<double>.
    [[nodiscard]] const batch_scorer& batch() const noexcept { return plan_->batch; }

    /// Scores a cohort. Allocates nothing, but for what is settled exactly; never throws for input.
    /// Precondition: figures and scratch were made by this scorer (or a copy), the scratch for at least as
    /// many units.
    published_result score(const certified_figures& figures, const published_output& output,
                           certified_scratch& scratch) const {
        return detail::certified_run(*plan_, loops_, figures, output, scratch).score();
    }

  private:
    std::shared_ptr<const detail::certified_plan> plan_;
    lane_functions loops_;
};

}  // namespace dti::inline v0
