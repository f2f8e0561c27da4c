// Scores arrays of figures: many units, many scenarios, at the speed of a loop written by hand.
//
// In: a model<double>, once; then arrays of figures with any strides. Out: arrays of points, values of
// sub-indices and pillars, totals and ranks: in every cell the bits that score<double> gives. Nothing is
// allocated by a call, nothing is thrown, and neither tiles, blocks nor the instruction set change a bit.
//
// Not here: subtotals of profiles (a published sum of several indicators), coverage and ranges as numbers,
// and the check that a derived figure agrees with its parts; see aggregate/score.hpp for all of them.
#pragma once

#include "dti/batch/array.hpp"
#include "dti/batch/batch/plan.hpp"
#include "dti/batch/batch/run.hpp"
#include "dti/batch/batch/scratch.hpp"
#include "dti/batch/cohort_summary.hpp"
#include "dti/batch/instruction_set.hpp"
#include "dti/evaluate/data.hpp"

#include <memory>
#include <numeric>
#include <span>
#include <utility>
#include <vector>

namespace dti::inline v0 {

class incremental_scorer;

/// Immutable and safe to share between threads; each thread has a batch_scratch of its own. Cheap to copy.
///
/// Figures: NaN is a missing one. A yes_no is 1 or 0, a choice the position of its option. An infinite
/// number, or one that is no value of its kind, is refused: a fault, and no points for its indicator; in
/// cohort figures it counts as missing. A derived figure that is given is used as given. Figures that no
/// formula needs are not looked at where their indicator's lane is regular.
///
/// Policies: `missing: error` and `empty_denominator: error` make a fault for each cell. Faults are listed in
/// the order of the computation: blocks of scenarios, tiles of lanes, indicators, lanes.
class batch_scorer {
  public:
    /// A scorer for data with the given fields, in that order: positions in a row of the compiled definition
    /// (compiled_indicator::first_field and what follows; data_set::field_of() finds one by name). A field
    /// that is not among them is never given; leaving out what the data do not have is faster than passing
    /// NaN. Precondition: fields are below compiled_definition::fields(), none twice; supported(wanted).
    batch_scorer(model<double> scored, std::vector<std::size_t> fields,
                 instruction_set wanted = best_instruction_set())
        : plan_(std::make_shared<const detail::batch_plan>(std::move(scored), std::move(fields))),
          instruction_set_(wanted),
          loops_(functions_for(wanted)) {}
    /// A scorer for data with all fields of the definition.
    explicit batch_scorer(const model<double>& scored, instruction_set wanted = best_instruction_set())
        : batch_scorer(scored, all_fields(scored.rules()), wanted) {}

    [[nodiscard]] const model<double>& scored() const noexcept { return plan_->scored; }
    [[nodiscard]] const std::vector<std::size_t>& fields() const noexcept { return plan_->fields; }
    [[nodiscard]] instruction_set used_instruction_set() const noexcept { return instruction_set_; }

    /// Room for scoring cohorts of up to `units`. `at_once` is how many scenarios are worked on together: by
    /// default enough to fill tiles; it changes no result.
    [[nodiscard]] batch_scratch make_scratch(std::size_t units, std::size_t at_once = 0) const {
        return {*plan_, units, at_once == 0 ? usual_scenarios(units) : at_once};
    }

    /// Scores every unit of every scenario. `faults` is filled from the front as far as it reaches.
    /// Precondition: the scratch was made by this scorer (or a copy) for at least `input.units`.
    batch_result score(const batch_input& input, const batch_output& output, batch_scratch& scratch,
                       std::span<batch_fault> faults = {}) const {
        return detail::batch_run(*plan_, loops_, input, output, scratch, faults).score(nullptr);
    }

    /// A cohort function of the definition: over which figure of which indicator.
    struct cohort_figure {
        std::size_t indicator = 0;
        cohort_term term;
    };
    [[nodiscard]] std::vector<cohort_figure> cohort_terms() const {
        std::vector<cohort_figure> terms;
        for (const detail::plan_term& item : plan_->terms) {
            terms.push_back({item.indicator, item.term});
        }
        return terms;
    }

    /// A summary of no units, for summarise().
    [[nodiscard]] cohort_summary make_summary() const {
        std::vector<figure_summary> terms;
        for (const detail::plan_term& item : plan_->terms) {
            terms.emplace_back(item.term.function);
        }
        return cohort_summary(std::move(terms));
    }
    /// Adds the units of `input`, which is part of a cohort, to a summary. Precondition: one scenario.
    void summarise(const batch_input& input, batch_scratch& scratch, cohort_summary& summary) const {
        detail::batch_run(*plan_, loops_, input, {}, scratch, {}).summarise(summary);
    }
    /// Scores part of a cohort, whose cohort figures are those of the summary. `output.rank` ranks the units
    /// of the part among themselves; rank_totals() ranks the totals of all. Precondition: one scenario.
    batch_result score(const batch_input& input, const cohort_summary& whole, const batch_output& output,
                       batch_scratch& scratch, std::span<batch_fault> faults = {}) const {
        return detail::batch_run(*plan_, loops_, input, output, scratch, faults).score(&whole);
    }

  private:
    friend class incremental_scorer;

    /// The fewest scenarios whose lanes fill nine tenths of their tiles.
    static std::size_t usual_scenarios(std::size_t units) noexcept {
        std::size_t scenarios = 1;
        for (; scenarios < tile_lanes; ++scenarios) {
            const std::size_t lanes = scenarios * units;
            const std::size_t tiles = (lanes + tile_lanes - 1) / tile_lanes;
            if (10 * lanes >= 9 * tiles * tile_lanes) {
                break;
            }
        }
        return scenarios;
    }
    static std::vector<std::size_t> all_fields(const compiled_definition& rules) {
        std::vector<std::size_t> fields(rules.fields());
        std::iota(fields.begin(), fields.end(), std::size_t{0});
        return fields;
    }

    std::shared_ptr<const detail::batch_plan> plan_;
    instruction_set instruction_set_;
    lane_functions loops_;
};

/// Figures of a data set as a dense array, one column of all units after the other, for columns_view(): the
/// nearest doubles, NaN where there is none.
[[nodiscard]] inline std::vector<double> to_columns(const data_set& data,
                                                    std::span<const std::size_t> fields) {
    std::vector<double> columns;
    columns.reserve(fields.size() * data.units().size());
    for (const std::size_t field : fields) {
        for (std::size_t unit = 0; unit < data.units().size(); ++unit) {
            const figure& given = data.at(unit, field);
            columns.push_back(given.given ? number_traits<double>::from_exact(given.value)
                                          : std::numeric_limits<double>::quiet_NaN());
        }
    }
    return columns;
}

/// References of a data set for batch_input::references; NaN where there is none.
[[nodiscard]] inline std::vector<double> to_references(const data_set& data, const batch_scorer& scorer) {
    std::vector<double> references;
    for (const batch_scorer::cohort_figure& item : scorer.cohort_terms()) {
        const compiled_indicator& owner = data.rules().indicators()[item.indicator];
        const exact* found = data.find_reference(
            owner.source->id,
            std::string(detail::cohort_functions[static_cast<std::size_t>(item.term.function)]),
            owner.scope.entries[item.term.slot].name);
        references.push_back(found == nullptr ? std::numeric_limits<double>::quiet_NaN()
                                              : found->to_double());
    }
    return references;
}

}  // namespace dti::inline v0
