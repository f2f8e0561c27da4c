// The figures of a cohort for a certified scorer: as doubles to compute with, and as they are for what
// doubles leave in doubt.
//
// In: a data set. Out: what run.hpp reads.
#pragma once

#include "dti/batch/certified/plan.hpp"
#include "dti/batch/score_columns.hpp"

#include <span>
#include <vector>

namespace dti::inline v0 {

/// Use certified_scorer::prepare(). The data set outlives it, and does not change.
class certified_figures {
  public:
    certified_figures(const detail::certified_plan& plan, const data_set& data)
        : data_(&data),
          groups_(data),
          columns_(to_columns(data, plan.batch.fields())),
          references_(to_references(data, plan.batch)),
          fields_(plan.batch.fields().size()) {
        covered_ = plan.figures.hold_for(data) && !data.units().empty() && find_contradictions(data).empty();
        for (std::size_t unit = 0; unit < data.units().size() && covered_; ++unit) {
            covered_ = data.profile(unit).subtotals.empty();
        }
    }

    [[nodiscard]] const data_set& data() const noexcept { return *data_; }
    /// Whether the scorer's bounds hold for the figures, and nothing in the data needs the exact path whole:
    /// subtotals, derived figures that contradict their parts.
    [[nodiscard]] bool is_covered() const noexcept { return covered_; }
    [[nodiscard]] batch_input input() const noexcept {
        const std::size_t units = data_->units().size();
        return {columns_view(columns_.data(), units, fields_), 1, units, {}, {}, references_};
    }
    [[nodiscard]] std::span<const std::uint32_t> groups() const noexcept { return groups_.groups; }
    [[nodiscard]] std::span<const std::uint8_t> ranked() const noexcept { return groups_.ranked; }

  private:
    const data_set* data_;
    unit_groups groups_;
    std::vector<double> columns_;
    std::vector<double> references_;
    std::size_t fields_;
    bool covered_ = false;
};

}  // namespace dti::inline v0
