// The points of an incremental scorer, and what follows from them: sub-indices, totals, what ranks compare.
//
// In: figures that have changed. Out: the results of a full re-score, by the work that the change causes: one
// unit's indicator, sub-index and total, or a column of all units where a cohort figure has changed. Nothing
// is ever subtracted from a sum: what a sum is of is added again, in the order of aggregate/roll_up.hpp.
#pragma once

#include "dti/batch/incremental/figures.hpp"
#include "dti/batch/incremental/places.hpp"

#include <algorithm>
#include <cstdint>
#include <limits>
#include <memory>
#include <optional>
#include <span>
#include <utility>
#include <vector>

namespace dti::inline v0::detail {

class incremental_points : public incremental_figures {
  public:
    incremental_points(std::shared_ptr<const batch_plan> prepared, const lane_functions& loops,
                       const batch_input& input, std::size_t scenario)
        : incremental_figures(std::move(prepared), loops, input, scenario),
          counts_(batch().scored.rules().source().headline == headline_kind::counts),
          cells_(plan_.indicators.size() * tiles_ * tile_lanes),
          total_points_(units_, std::numeric_limits<double>::quiet_NaN()),
          total_(units_, std::numeric_limits<double>::quiet_NaN()),
          ranks_(batch().scored.rules().source(), units_, input.groups, input.ranked),
          lacking_in_part_(plan_.parts.size() * tiles_ * tile_lanes),
          lacking_(tiles_ * tile_lanes),
          coverage_(units_ * batch().coverage.words()),
          changed_points_(plan_.indicators.size(), tiles_ * tile_lanes),
          changed_totals_(1, units_) {
        for (std::size_t i = 0; i < plan_.indicators.size(); ++i) {
            for (std::size_t unit = 0; unit < units_; ++unit) {
                at(plan_.first_points + i, unit) = std::numeric_limits<double>::quiet_NaN();
            }
            if (batch().scored.rules().indicators()[i].source->scored) {
                static_cast<void>(settle_all(i));
            }
        }
        for (std::size_t tile = 0; tile < tiles_; ++tile) {
            for (std::size_t part = 0; part < plan_.parts.size(); ++part) {
                add_up_tile(tile, part);
            }
        }
        checkpoint();
    }

    [[nodiscard]] std::span<const changed_cell> changed_points() const noexcept {
        return changed_points_.entries();
    }
    [[nodiscard]] std::span<const changed_total> changed_totals() const noexcept {
        return changed_totals_.entries();
    }
    void checkpoint() noexcept {
        edited_.clear();
        changed_points_.clear();
        changed_totals_.clear();
    }

    void set(std::size_t unit, std::size_t field, double value) noexcept {
        if (!put_figure(unit, field, value)) {
            return;
        }
        const std::uint32_t indicator = plan_.owner[field];
        if (indicator == incremental_plan::nobody) {
            return;
        }
        const incremental_plan::indicator_place& place = plan_.indicators[indicator];
        if (place.first_figure != place.behind_figures && update_cohort(unit, indicator)) {
            const bool changed = settle_all(indicator);
            for (std::size_t tile = 0; changed && tile < tiles_; ++tile) {
                add_up_tile(tile, place.part);
            }
            return;
        }
        const bool marked = run_lane(batch().points_program, batch().point_steps[indicator], lane_of(unit));
        if (put_points(unit, indicator, marked)) {
            add_up(unit, place.part);
            add_total(unit);
        }
    }

  protected:
    /// What is out of the ordinary with a cell: bits, and where it is a fault 4 · (its kind + 1).
    using cell_state = std::uint8_t;
    static constexpr cell_state ordinary = 0;
    static constexpr cell_state absent = 1;   ///< no points
    static constexpr cell_state unknown = 2;  ///< not counted as covered
    static constexpr cell_state kind_factor = 4;

    bool counts_;
    std::vector<cell_state> cells_;
    std::size_t faults_ = 0;
    std::vector<double> total_points_;
    std::vector<double> total_;
    place_counter ranks_;

  private:
    // --- points --------------------------------------------------------------------------------------------

    /// Settles an indicator of all units. True where any has changed.
    bool settle_all(std::size_t indicator) noexcept {
        bool changed = false;
        for (std::size_t tile = 0; tile < tiles_; ++tile) {
            const tile_columns columns = tile_at(tile);
            const column_program& program = batch().points_program;
            static_cast<void>(
                loops_.run(program, batch().point_steps[indicator], program.size(), columns, true));
            const lane_mask marked = std::exchange(columns.masks[0], 0);
            const std::size_t size = std::min(tile_lanes, units_ - tile * tile_lanes);
            for (std::size_t lane = 0; lane < size; ++lane) {
                const bool is_marked = (marked >> lane & 1U) != 0;
                changed = put_points(tile * tile_lanes + lane, indicator, is_marked) || changed;
            }
        }
        return changed;
    }

    /// Keeps the points of a cell whose program has just been run. False where nothing is new.
    bool put_points(std::size_t unit, std::size_t indicator, bool marked) noexcept {
        double* const columns = place(0, unit);
        double points = columns[(batch().own.table_base + batch_plan::points_column) * tile_lanes];
        double& kept = columns[(plan_.first_points + indicator) * tile_lanes];
        cell_state now = ordinary;
        if (marked) {
            const settled_lane settled = settle_unit(indicator, unit);
            points = settled.score.points.value_or(std::numeric_limits<double>::quiet_NaN());
            now = state_of(settled);
        }
        const bool same_points = is_same_number(kept, points);
        if (cells_[cell(indicator, unit)] != now) {
            put_state(unit, indicator, now);
        } else if (same_points) {
            return false;
        }
        if (!same_points) {
            changed_points_.note(
                {static_cast<std::uint32_t>(unit), static_cast<std::uint32_t>(indicator), kept},
                [points](const changed_cell& was) { return is_same_number(was.before, points); });
            kept = points;
        }
        columns[(plan_.first_share + indicator) * tile_lanes] =
            (now & absent) != 0 ? 0 : rounded_product(plan_.indicators[indicator].weight, points);
        return true;
    }

    [[nodiscard]] static cell_state state_of(const settled_lane& settled) noexcept {
        unsigned state =
            settled.fault ? kind_factor * (1U + static_cast<unsigned>(*settled.fault)) : ordinary;
        state |= settled.score.points ? ordinary : absent;
        state |= settled.score.is_known() ? ordinary : unknown;
        return static_cast<cell_state>(state);
    }

    void put_state(std::size_t unit, std::size_t indicator, cell_state now) noexcept {
        cell_state& before = cells_[cell(indicator, unit)];
        const auto difference = static_cast<cell_state>(before ^ now);
        if ((difference & absent) != 0) {
            std::uint32_t& in_part = lacking_in_part_[cell(plan_.indicators[indicator].part, unit)];
            in_part = (now & absent) != 0 ? in_part + 1 : in_part - 1;
            lacking_[unit] = (now & absent) != 0 ? lacking_[unit] + 1 : lacking_[unit] - 1;
        }
        if ((difference & unknown) != 0) {
            if ((now & unknown) != 0) {
                batch().coverage.add(coverage_of(unit), indicator);
            } else {
                batch().coverage.remove(coverage_of(unit), indicator);
            }
        }
        faults_ += now >= kind_factor ? 1U : 0U;
        faults_ -= before >= kind_factor ? 1U : 0U;
        before = now;
    }

    [[nodiscard]] std::span<std::uint64_t> coverage_of(std::size_t unit) noexcept {
        const std::size_t size = batch().coverage.words();
        return std::span(coverage_).subspan(unit * size, size);
    }

    // --- sums ----------------------------------------------------------------------------------------------

    /// A sub-index of one unit.
    void add_up(std::size_t unit, std::size_t index) noexcept {
        const incremental_plan::part_place& part = plan_.parts[index];
        double* const columns = place(0, unit);
        const double* const behind = columns + (plan_.first_share + part.behind) * tile_lanes;
        double earned = 0;
        for (const double* share = columns + (plan_.first_share + part.first) * tile_lanes; share != behind;
             share += tile_lanes) {
            earned = earned + *share;
        }
        double maximum = part.maximum;
        if (lacking_in_part_[cell(index, unit)] != 0) {
            maximum = 0;
            for (std::size_t i = part.first; i < part.behind; ++i) {
                maximum =
                    (cells_[cell(i, unit)] & absent) != 0 ? maximum : maximum + batch().weighted_maximum[i];
            }
        }
        double value = std::numeric_limits<double>::quiet_NaN();
        if (maximum != 0) {
            const std::optional<int>& decimals = batch().scored.rules().source().rounding.value;
            value = clamp_between(earned / maximum, 0.0, 1.0);
            value = decimals ? number_traits<double>::round(value, *decimals) : value;
        }
        columns[(plan_.first_value + index) * tile_lanes] = value;
        columns[(plan_.first_maximum + index) * tile_lanes] = maximum;
    }

    /// The total of one unit.
    void add_total(std::size_t unit) noexcept {
        double earned = 0;
        if (lacking_[unit] == 0 && plan_.total_maximum != 0) {
            const double* const columns = place(0, unit);
            for (const incremental_plan::counted_part& part : plan_.counted) {
                earned = earned + rounded_product(columns[part.value * tile_lanes], part.worth);
            }
            put_total(unit, earned, earned / plan_.total_maximum);
            return;
        }
        double maximum = 0;
        for (std::size_t i = 0; i < plan_.parts.size(); ++i) {  // whatever is left of the sub-indices
            if (at(plan_.first_maximum + i, unit) != 0) {
                earned = earned + rounded_product(at(plan_.first_value + i, unit), plan_.parts[i].worth);
                maximum = maximum + plan_.parts[i].worth;
            }
        }
        constexpr double none = std::numeric_limits<double>::quiet_NaN();
        put_total(unit, maximum == 0 ? none : earned, maximum == 0 ? none : earned / maximum);
    }

    /// A sub-index of the units of a tile, and their totals. Lanes that lack points are added up one by one.
    void add_up_tile(std::size_t tile, std::size_t index) noexcept {
        const tile_columns columns = tile_at(tile);
        const column_program& program = plan_.part_programs[index];
        static_cast<void>(loops_.run(program, 0, program.size(), columns, false));
        const std::size_t first = tile * tile_lanes;
        const std::size_t behind = std::min(first + tile_lanes, units_);
        for (std::size_t unit = first; unit < behind; ++unit) {
            if (lacking_in_part_[cell(index, unit)] != 0) {
                add_up(unit, index);
            }
        }
        static_cast<void>(loops_.run(plan_.total_program, 0, plan_.total_program.size(), columns, false));
        for (std::size_t unit = first; unit < behind; ++unit) {
            if (lacking_[unit] != 0) {
                add_total(unit);
            } else {
                put_total(unit, own(batch().total_points_column(), unit), own(batch().total_column(), unit));
            }
        }
    }

    /// Keeps a total, if the unit has one: not below min_coverage, nor where targets are counted.
    void put_total(std::size_t unit, double points, double total) noexcept {
        const coverage_rule& rule = batch().coverage;
        if (counts_ || rule.always_below() || (!rule.never_below() && rule.is_below(coverage_of(unit)))) {
            points = total = std::numeric_limits<double>::quiet_NaN();
        }
        const bool same_total = is_same_number(total, total_[unit]);
        if (same_total && is_same_number(points, total_points_[unit])) {
            return;
        }
        changed_totals_.note({static_cast<std::uint32_t>(unit), total_points_[unit], total_[unit]},
                             [=](const changed_total& was) {
                                 return is_same_number(was.total_points, points) &&
                                        is_same_number(was.total, total);
                             });
        total_points_[unit] = points;
        total_[unit] = total;
        if (!same_total) {
            ranks_.put(unit, total);
        }
    }

    std::vector<std::uint32_t> lacking_in_part_;  // by sub-index and unit: indicators that lack points
    std::vector<std::uint32_t> lacking_;          // by unit: the same in all sub-indices
    std::vector<std::uint64_t> coverage_;         // of each unit what is unknown
    change_list<changed_cell> changed_points_;
    change_list<changed_total> changed_totals_;
};

}  // namespace dti::inline v0::detail
