// Scores again after a change, for the work that the change causes.
//
// In: a batch scorer and the figures of one scenario; then one figure at a time. Out: points, sub-indices,
// pillars, totals and ranks, at any time the bits of a full re-score, and what differs from a checkpoint.
//
// One edit settles one cell, adds up its sub-index and the unit's total: a constant number of operations for
// a given definition. Where a cohort figure changes by it (the best unit of `share_of_best` gets another
// figure, any figure of a `cohort_mean`), the indicator and all totals are computed again, for 64 units at
// once. A rank is counted when it is asked for.
#pragma once

#include "dti/batch/batch.hpp"
#include "dti/batch/incremental/results.hpp"

#include <cstddef>
#include <optional>
#include <span>

namespace dti::inline v0 {

/// One scenario that is edited: owns its figures and all that follows from them. Moves, does not copy; one
/// thread uses it at a time.
///
/// Figures mean what they mean to a batch_scorer: NaN is a missing one, and one that is no value of its kind
/// is refused, a fault. Nothing is thrown, and after construction nothing is allocated. A result that is not
/// there (no points, an empty sub-index, no total, no rank) is NaN.
///
/// Preconditions of all functions: units, fields, indicators, sub-indices and pillars are positions that
/// exist. A field is one of batch_scorer::fields(), by its position there.
class incremental_scorer {
  public:
    /// Starts with a scenario of `input`, whose arrays are not needed afterwards. Preconditions: at least one
    /// unit; units times fields, and units times indicators, rounded up to 64 units, are below 2^32.
    incremental_scorer(const batch_scorer& scorer, const batch_input& input, std::size_t scenario = 0)
        : state_(scorer.plan_, scorer.loops_, input, scenario) {}

    [[nodiscard]] std::size_t units() const noexcept { return state_.units(); }
    [[nodiscard]] double figure(std::size_t unit, std::size_t field) const noexcept {
        return state_.figure(unit, field);
    }

    /// Gives a unit another figure (NaN: none), and brings everything up to date.
    void set(std::size_t unit, std::size_t field, double value) noexcept { state_.set(unit, field, value); }

    [[nodiscard]] double points(std::size_t unit, std::size_t indicator) const noexcept {
        return state_.points(unit, indicator);
    }
    /// The value of a sub-index, 0..1.
    [[nodiscard]] double sub_index(std::size_t unit, std::size_t part) const noexcept {
        return state_.sub_index(unit, part);
    }
    /// The value of a pillar, 0..1. Added up when it is asked for.
    [[nodiscard]] double pillar(std::size_t unit, std::size_t pillar) const noexcept {
        return state_.pillar(unit, pillar);
    }
    [[nodiscard]] double total_points(std::size_t unit) const noexcept { return state_.total_points(unit); }
    /// The value of the total, 0..1.
    [[nodiscard]] double total(std::size_t unit) const noexcept { return state_.total(unit); }

    /// The place of one unit within its group, halves where ties are averaged. Compares the unit with all
    /// others; dense ranks also sort those before it.
    [[nodiscard]] double rank(std::size_t unit) noexcept { return state_.rank(unit); }

    /// Why a cell has no points, where that is a fault.
    [[nodiscard]] std::optional<batch_fault_kind> fault(std::size_t unit,
                                                        std::size_t indicator) const noexcept {
        return state_.fault(unit, indicator);
    }
    /// How many cells have a fault, and whether none has.
    [[nodiscard]] std::size_t faults() const noexcept { return state_.faults(); }
    [[nodiscard]] bool ok() const noexcept { return faults() == 0; }

    /// Writes all results as scenario 0 of a batch: what batch_scorer::score() would. Sorts the units where
    /// ranks are wanted.
    void store(const batch_output& output) noexcept { state_.store(output); }

    /// Figures that are not what they were at the checkpoint, each once, in no particular order.
    [[nodiscard]] std::span<const changed_cell> edited() const noexcept { return state_.edited(); }
    /// The same of points; `item` is the indicator. Why a cell has no points is not compared.
    [[nodiscard]] std::span<const changed_cell> changed_points() const noexcept {
        return state_.changed_points();
    }
    /// The same of units whose total points or total differ.
    [[nodiscard]] std::span<const changed_total> changed_totals() const noexcept {
        return state_.changed_totals();
    }
    /// From now on changes are counted from here. The first checkpoint is the construction.
    void checkpoint() noexcept { state_.checkpoint(); }
    /// Takes back all edits since the checkpoint: the same work again as making them.
    void undo() noexcept {
        while (!edited().empty()) {
            const changed_cell last = edited().back();
            set(last.unit, last.item, last.before);
        }
    }

  private:
    detail::incremental_results state_;
};

}  // namespace dti::inline v0
