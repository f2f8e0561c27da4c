// Columns of doubles → published figures, with what is in doubt settled exactly.
//
// In: columns and the plan's certificates for them. Out: arrays of whole numbers of the last decimal. Next:
// run.hpp.
#pragma once

#include "dti/batch/certified/columns.hpp"

#include <array>

namespace dti::inline v0::detail {

class certified_prints : protected certified_columns {
  protected:
    using certified_columns::certified_columns;

    /// Prints a column. `settle(unit)` gives what is in doubt, exactly.
    template <class Settle>
    void print_column(const print_certificate& how, int decimals, const double* column,
                      const array_view& target, std::size_t item, Settle settle) {
        alignas(64) std::array<double, tile_lanes> lanes;
        for (std::size_t begin = 0; begin < units_; begin += tile_lanes) {
            const std::size_t size = std::min(tile_lanes, units_ - begin);
            if (!how.is_possible || loops_.print(column + begin, how.lanes, lanes.data())) {
                for (std::size_t lane = 0; lane < size; ++lane) {
                    const double value = column[begin + lane];
                    const bool open = !how.is_possible || print_lane(value, how.lanes).in_doubt;
                    if (std::isnan(value) || room_.irregular_[begin + lane] != 0) {
                        lanes[lane] = none;
                    } else if (open) {
                        lanes[lane] = printed(settle(begin + lane), decimals);
                        ++settled_;
                    }
                }
            }
            target.store_units(0, begin, item, {lanes.data(), size});
        }
    }

    void print_all() {
        const std::vector<compiled_indicator>& indicators = plan_.rules->indicators();
        for (std::size_t i = 0; out_.points.is_wanted() && i < indicators.size(); ++i) {
            if (plan_.bound.indicator(i).is_known()) {
                print_points(i);
            }
        }
        const int decimals = plan_.decimals.value;
        for (std::size_t part = 0; out_.sub_indices.is_wanted() && part < plan_.sub_indices.size(); ++part) {
            print_column(plan_.sub_indices[part], decimals, room_.sub_indices_.column(part), out_.sub_indices,
                         part, [&](std::size_t unit) {
                             return cells().roll_up(unit, {&part, 1}).sub_indices[part];
                         });
        }
        for (std::size_t view = 0; out_.pillars.is_wanted() && view < plan_.pillars.size(); ++view) {
            print_column(plan_.pillars[view], decimals, room_.pillars_.column(view), out_.pillars, view,
                         [&](std::size_t unit) {
                             return cells().roll_up(unit, plan_.rules->pillar_parts(view)).total;
                         });
        }
        if (out_.total_points.is_wanted()) {
            print_column(
                plan_.total_points, plan_.decimals.points, total_points(), out_.total_points, 0,
                [&](std::size_t unit) { return cells().roll_up(unit, plan_.all_parts).total_points; });
        }
        if (out_.total.is_wanted()) {
            print_column(plan_.total, decimals, total(), out_.total, 0,
                         [&](std::size_t unit) { return cells().roll_up(unit, plan_.all_parts).total; });
        }
    }

    void print_points(std::size_t indicator) {
        const print_certificate& how = plan_.points[indicator];
        // An irregular unit's points are as good as any other's.
        const double* const column = room_.points_.column(indicator);
        alignas(64) std::array<double, tile_lanes> lanes;
        for (std::size_t begin = 0; begin < units_; begin += tile_lanes) {
            const std::size_t size = std::min(tile_lanes, units_ - begin);
            if (!how.is_possible || loops_.print(column + begin, how.lanes, lanes.data())) {
                for (std::size_t lane = 0; lane < size; ++lane) {
                    const double value = column[begin + lane];
                    if (!std::isnan(value) && (!how.is_possible || print_lane(value, how.lanes).in_doubt)) {
                        lanes[lane] =
                            printed(cells().score(begin + lane, indicator).points, plan_.decimals.points);
                        ++settled_;
                    } else if (std::isnan(value)) {
                        lanes[lane] = none;
                    }
                }
            }
            out_.points.store_units(0, begin, indicator, {lanes.data(), size});
        }
    }

    /// Total points with what is missing at either end of its range. With other points in some places they
    /// are added up as ever, so that their bound holds.
    void print_ranges() {
        const print_certificate& how = plan_.total_points;
        for (std::size_t unit = 0; unit < units_; ++unit) {
            if (room_.irregular_[unit] != 0) {
                continue;
            }
            for (const bool at_max : {false, true}) {
                const double value = total_with_missing_at(unit, at_max);
                const printed_lane lane = print_lane(value, how.lanes);
                const bool settles = !how.is_possible || lane.in_doubt;
                const array_view& target = at_max ? out_.high : out_.low;
                if (settles && !std::isnan(value)) {
                    const unit_score<exact> found = exact_unit(unit);
                    target.store(0, unit, 0, printed(at_max ? found.high : found.low, plan_.decimals.points));
                } else {
                    target.store(0, unit, 0, lane.whole);
                }
            }
        }
    }

    double total_with_missing_at(std::size_t unit, bool at_max) const {
        const model<double>& scored = plan_.batch.scored();
        const std::vector<compiled_indicator>& indicators = plan_.rules->indicators();
        std::vector<part_sums<double>> parts(plan_.sub_indices.size());
        for (std::size_t i = 0; i < indicators.size(); ++i) {
            if (!indicators[i].source->scored) {
                continue;
            }
            double points = room_.points_.column(i)[unit];
            if (cell_reason(out_.cells.at(0, unit, i)) == score_reason::missing_figure) {
                const auto& numbers = plan_.scored.numbers(i);
                points =
                    keep_points(plan_.scored, i, at_max ? numbers.max_score : numbers.min_score).to_double();
            }
            add_indicator(scored, i, points, parts);
        }
        return roll_up_parts<double>(scored, parts).total_points.value_or(none);
    }

    /// A unit as score<exact> has it.
    unit_score<exact> exact_unit(std::size_t unit) {
        unit_score<exact> made;
        for (std::size_t i = 0; i < plan_.rules->indicators().size(); ++i) {
            made.indicators.push_back(cells().score(unit, i));
        }
        summarise<exact>(plan_.scored, made);
        ++settled_;
        return made;
    }

    /// A unit that lacks points: everything that they add up to, and whether it is enough for a total.
    void settle_unit(std::size_t unit) {
        const unit_score<exact> found = exact_unit(unit);
        const auto store = [&](const array_view& target, std::size_t item, const std::optional<exact>& value,
                               int decimals) {
            if (target.is_wanted()) {
                target.store(0, unit, item, printed(value, decimals));
            }
        };
        for (std::size_t part = 0; part < found.values.sub_indices.size(); ++part) {
            store(out_.sub_indices, part, found.values.sub_indices[part], plan_.decimals.value);
        }
        for (std::size_t view = 0; view < found.values.pillars.size(); ++view) {
            store(out_.pillars, view, found.values.pillars[view], plan_.decimals.value);
        }
        total()[unit] = found.values.total ? found.values.total->to_double() : none;
        store(out_.total_points, 0, found.values.total_points, plan_.decimals.points);
        store(out_.total, 0, found.values.total, plan_.decimals.value);
        store(out_.low, 0, found.low, plan_.decimals.points);
        store(out_.high, 0, found.high, plan_.decimals.points);
    }
};

}  // namespace dti::inline v0::detail
