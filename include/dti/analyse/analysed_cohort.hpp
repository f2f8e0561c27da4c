// A scored cohort with all that questions about it need: its figures, and its rules with infinitesimal steps.
//
// In: a model, the data and their scorecard. Out: what gains.hpp, gaps.hpp and what_if.hpp ask; build it once
// for many questions. Next: those.
#pragma once

#include "dti/aggregate/score.hpp"
#include "dti/number/germ.hpp"

namespace dti::inline v0 {

/// See the head of the file. Immutable, safe to share between threads; model, data and scorecard outlive it.
/// Domain: the scorecard is of this model and this data, and has no faults.
class analysed_cohort {
  public:
    analysed_cohort(const model<exact>& scored, const data_set& data, const scorecard<exact>& card)
        : model_(scored), data_(data), card_(card), steps_(scored.shared()), figures_(scored, data) {}
    analysed_cohort(model<exact>&&, const data_set&, const scorecard<exact>&) = delete;

    [[nodiscard]] const compiled_definition& rules() const noexcept { return model_.rules(); }
    [[nodiscard]] const model<exact>& scored() const noexcept { return model_; }
    /// The same rules for figures with an infinitesimal step.
    [[nodiscard]] const model<germ>& steps() const noexcept { return steps_; }
    [[nodiscard]] const data_set& data() const noexcept { return data_; }
    [[nodiscard]] const scorecard<exact>& card() const noexcept { return card_; }
    [[nodiscard]] const cohort<exact>& figures() const noexcept { return figures_; }

  private:
    const model<exact>& model_;
    const data_set& data_;
    const scorecard<exact>& card_;
    model<germ> steps_;
    cohort<exact> figures_;
};

}  // namespace dti::inline v0
