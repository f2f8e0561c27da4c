// All marginal gains of all units at once: what gains.hpp says of one unit, as columns of doubles.
//
// In: an analysed cohort, once; arrays for the results. Out: for every unit and figure the right and left
// derivative of the unit's total points. Doubles do the arithmetic; which side of a kink a figure is on, or
// whether on it, is decided exactly wherever they do not prove it.
//
// Not here: how the totals of rivals move, steps and thresholds; see gains.hpp for them.
#pragma once

#include "dti/analyse/gradients/run.hpp"

#include <memory>
#include <numeric>
#include <utility>
#include <vector>

namespace dti::inline v0 {

/// Immutable and safe to share between threads. Cheap to copy.
///
/// An item is the derivative by one field of a unit's row, in total points by one unit of the figure (a
/// rate's unit is 1 = 100%), positive where the total rises as the figure does. It is
/// - infinite on a side where the total jumps,
/// - 0 where the unit has no such figure, where the figure moves nothing, and where the points are entered or
///   a policy's,
/// - NaN for a figure that does not move by little (yes_no, choice), for entered points, and on a side that
///   the definition's policies make an error of.
/// That is what find_gains() gives, of which a finite derivative here differs by less than 10^-13 of it.
class gradient_scorer {
  public:
    /// Derivatives by the given fields, in that order: positions in a row of the compiled definition. A
    /// figure moves the total as it does in `dti gains`, whichever fields are asked for. Precondition: fields
    /// are below compiled_definition::fields(), none twice; supported(wanted).
    gradient_scorer(shared_rules rules, std::vector<std::size_t> fields,
                    instruction_set wanted = best_instruction_set())
        : plan_(std::make_shared<const detail::gradient_plan>(std::move(rules), std::move(fields))),
          loops_(gradient_functions_for(wanted)) {}
    /// Derivatives by all fields.
    explicit gradient_scorer(const shared_rules& rules, instruction_set wanted = best_instruction_set())
        : gradient_scorer(rules, all_fields(*rules), wanted) {}

    [[nodiscard]] const std::vector<std::size_t>& fields() const noexcept { return plan_->fields; }

    /// The figures of a cohort as columns. Precondition: the cohort is of the rules that the scorer is of.
    [[nodiscard]] gradient_figures prepare(const analysed_cohort& all) const {
        return detail::cohort_preparer(*plan_, all).prepare();
    }

    [[nodiscard]] gradient_scratch make_scratch() const { return gradient_scratch(*plan_); }

    /// All derivatives of all units. Returns how many pairs of a unit and an indicator were left to exact
    /// arithmetic with infinitesimal steps, some hundred times slower; it allocates, and nothing else does.
    /// Precondition: figures and scratch were made by this scorer (or a copy).
    std::size_t find(const gradient_figures& figures, const gradient_output& output,
                     gradient_scratch& scratch) const {
        return detail::gradient_run(*plan_, loops_, *figures.all_, figures.shares_, output, scratch)
            .find(figures.lines_, figures.others_);
    }

  private:
    static std::vector<std::size_t> all_fields(const compiled_definition& rules) {
        std::vector<std::size_t> fields(rules.fields());
        std::iota(fields.begin(), fields.end(), std::size_t{0});
        return fields;
    }

    std::shared_ptr<const detail::gradient_plan> plan_;
    gradient_functions loops_;
};

}  // namespace dti::inline v0
