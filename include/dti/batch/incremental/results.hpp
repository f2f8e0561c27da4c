// What is read from an incremental scorer: kept results, and those that are computed when they are asked for.
//
// In: points, sub-indices and totals that are up to date. Out: pillars, ranks, faults, arrays.
#pragma once

#include "dti/batch/batch/run.hpp"
#include "dti/batch/incremental/points.hpp"

#include <limits>
#include <memory>
#include <optional>
#include <span>
#include <utility>
#include <vector>

namespace dti::inline v0::detail {

/// See incremental_scorer, whose functions these are.
class incremental_results : public incremental_points {
  public:
    incremental_results(std::shared_ptr<const batch_plan> prepared, const lane_functions& loops,
                        const batch_input& input, std::size_t scenario)
        : incremental_points(std::move(prepared), loops, input, scenario),
          ranked_(input.ranked.begin(), input.ranked.end()),
          groups_(input.groups.begin(), input.groups.end()),
          all_ranks_(units_),
          entries_(units_) {}

    [[nodiscard]] std::size_t units() const noexcept { return units_; }
    [[nodiscard]] double points(std::size_t unit, std::size_t indicator) const noexcept {
        return at(plan_.first_points + indicator, unit);
    }
    [[nodiscard]] double sub_index(std::size_t unit, std::size_t part) const noexcept {
        return at(plan_.first_value + part, unit);
    }
    [[nodiscard]] double total_points(std::size_t unit) const noexcept { return total_points_[unit]; }
    [[nodiscard]] double total(std::size_t unit) const noexcept { return total_[unit]; }
    [[nodiscard]] std::size_t faults() const noexcept { return faults_; }

    [[nodiscard]] std::optional<batch_fault_kind> fault(std::size_t unit,
                                                        std::size_t indicator) const noexcept {
        const cell_state state = cells_[cell(indicator, unit)];
        return state < kind_factor ? std::nullopt
                                   : std::optional(static_cast<batch_fault_kind>(state / kind_factor - 1));
    }

    [[nodiscard]] double pillar(std::size_t unit, std::size_t index) const noexcept {
        double earned = 0;
        double maximum = 0;
        for (const std::size_t part : batch().scored.rules().pillar_parts(index)) {
            if (at(plan_.first_maximum + part, unit) != 0) {
                earned = earned + rounded_product(sub_index(unit, part), plan_.parts[part].worth);
                maximum = maximum + plan_.parts[part].worth;
            }
        }
        return maximum == 0 ? std::numeric_limits<double>::quiet_NaN() : earned / maximum;
    }

    [[nodiscard]] double rank(std::size_t unit) noexcept { return ranks_.place_of(unit); }

    void store(const batch_output& output) noexcept {
        if (output.rank.is_wanted()) {
            rank_totals(batch().scored.rules().source(), total_, groups_, ranked_, all_ranks_, entries_);
        }
        const auto store_all = [&](const array_view& target, std::size_t items, auto value) {
            for (std::size_t item = 0; target.is_wanted() && item < items; ++item) {
                for (std::size_t unit = 0; unit < units_; ++unit) {
                    target.store(0, unit, item, value(unit, item));
                }
            }
        };
        const auto by = [&](auto value) {
            return [value](std::size_t unit, std::size_t) { return value[unit]; };
        };
        store_all(output.points, plan_.indicators.size(),
                  [&](std::size_t unit, std::size_t item) { return points(unit, item); });
        store_all(output.sub_indices, plan_.parts.size(),
                  [&](std::size_t unit, std::size_t item) { return sub_index(unit, item); });
        store_all(output.pillars, batch().pillars(),
                  [&](std::size_t unit, std::size_t item) { return pillar(unit, item); });
        store_all(output.total_points, 1, by(std::span(total_points_)));
        store_all(output.total, 1, by(std::span(total_)));
        store_all(output.rank, 1, by(std::span(all_ranks_)));
        for (std::size_t i = 0; output.cells.is_wanted() && i < plan_.indicators.size(); ++i) {
            for (std::size_t unit = 0; unit < units_; ++unit) {
                output.cells.store(0, unit, i, to_cell_of(i, unit));
            }
        }
    }

  private:
    [[nodiscard]] std::uint8_t to_cell_of(std::size_t indicator, std::size_t unit) noexcept {
        const compiled_indicator& item = batch().scored.rules().indicators()[indicator];
        if (!item.source->scored) {
            return to_cell(score_status::unscored, score_reason::none);
        }
        if (!run_lane(batch().points_program, batch().point_steps[indicator], lane_of(unit))) {
            return to_cell(item.points ? score_status::scored : score_status::entered, score_reason::none);
        }
        const indicator_score<double> found = settle_unit(indicator, unit).score;
        return to_cell(found.status, found.reason);
    }

    std::vector<std::uint8_t> ranked_;
    std::vector<std::uint32_t> groups_;
    std::vector<double> all_ranks_;
    std::vector<rank_entry> entries_;
};

}  // namespace dti::inline v0::detail
