// One call of a certified scorer: doubles first, then printed, with what is in doubt settled exactly.
//
// In: a plan, figures as doubles and as they are, scratch. Out: arrays of published figures and ranks.
#pragma once

#include "dti/aggregate/score.hpp"
#include "dti/batch/certified/exact_cells.hpp"
#include "dti/batch/certified/figures.hpp"
#include "dti/batch/certified/scratch.hpp"

#include <array>
#include <cmath>
#include <limits>
#include <numeric>
#include <optional>

namespace dti::inline v0 {

/// Where published figures go; whatever has no data is not written. All are whole numbers of the last decimal:
/// 603 are 6.03 points where two decimals are printed. Nothing is rounded in a whole number, and divided by the
/// power of ten it is the double nearest to what is printed. NaN stands where there is no figure.
struct published_output {
    array_view points;        ///< items are the indicators
    array_view sub_indices;   ///< values
    array_view pillars;       ///< values
    array_view total_points;  ///< one item
    array_view total;         ///< value; one item
    array_view rank;          ///< one item; halves where ties are averaged
    byte_view cells{};        ///< what became of each indicator: see cell_status()
    array_view low{};         ///< total points with everything missing at min_score; needs `cells`
    array_view high{};        ///< the same at max_score; both or none
};

/// What one call found. Where it is not ok nothing that was written must be shown: score<exact> says why.
struct published_result {
    bool ok = false;
    std::size_t settled = 0;  ///< figures and comparisons that doubles left to exact arithmetic
};

namespace detail {

class certified_run {
  public:
    certified_run(const certified_plan& plan, const lane_functions& loops, const certified_figures& figures,
                  const published_output& output, certified_scratch& scratch)
        : plan_(plan),
          loops_(loops),
          in_(figures),
          out_(output),
          room_(scratch),
          units_(figures.data().units().size()) {}

    published_result score() {
        if (!plan_.covers() || !in_.is_covered() || !run_batch()) {
            return {};
        }
        std::fill_n(room_.irregular_.begin(), units_, char{0});
        settle_indicators();
        if (plan_.may_exclude) {
            find_irregular();
        }
        print_all();
        if (out_.low.is_wanted()) {
            print_ranges();
        }
        for (std::size_t unit = 0; unit < units_; ++unit) {
            if (room_.irregular_[unit] != 0) {
                settle_unit(unit);
            }
        }
        if (out_.rank.is_wanted()) {
            rank_units();
        }
        return {!cells_ || cells_->faults().empty(), settled_};
    }

  private:
    static constexpr double none = std::numeric_limits<double>::quiet_NaN();

    [[nodiscard]] double* total_points() const noexcept { return room_.totals_.column(0); }
    [[nodiscard]] double* total() const noexcept { return room_.totals_.column(1); }

    exact_cells& cells() {
        if (!cells_) {
            cells_.emplace(plan_.scored, in_.data());
        }
        return *cells_;
    }

    // --- doubles -------------------------------------------------------------------------------------------

    bool run_batch() {
        batch_output output;
        output.points = room_.points_.view();
        output.sub_indices = room_.sub_indices_.view();
        output.pillars = room_.pillars_.view();
        output.total_points = output.total = room_.totals_.view();
        output.total.data = total();
        output.cells = out_.cells;
        return plan_.batch.score(in_.input(), output, room_.batch_).ok();
    }

    /// Indicators of which doubles say nothing: all their points are exact ones, and what they add up to is
    /// added up again.
    void settle_indicators() {
        if (plan_.settled.empty()) {
            return;
        }
        for (const std::size_t indicator : plan_.settled) {
            double* const points = room_.points_.column(indicator);
            for (std::size_t unit = 0; unit < units_; ++unit) {
                const indicator_score<exact> found = cells().score(unit, indicator);
                points[unit] = found.points ? found.points->to_double() : none;
                if (out_.points.is_wanted()) {
                    out_.points.store(0, unit, indicator, printed(found.points, plan_.decimals.points));
                }
                if (out_.cells.is_wanted()) {
                    out_.cells.store(0, unit, indicator, to_cell(found.status, found.reason));
                }
                ++settled_;
            }
        }
        for (std::size_t unit = 0; unit < units_; ++unit) {
            add_up(unit);
        }
    }

    /// As aggregate/roll_up.hpp adds up a unit that lacks nothing.
    void add_up(std::size_t unit) {
        const model<double>& scored = plan_.batch.scored();
        const std::vector<compiled_indicator>& indicators = plan_.rules->indicators();
        std::vector<part_sums<double>> parts(plan_.sub_indices.size());
        for (std::size_t i = 0; i < indicators.size(); ++i) {
            const double points = room_.points_.column(i)[unit];
            if (indicators[i].source->scored && !std::isnan(points)) {
                add_indicator(scored, i, points, parts);
            }
        }
        const roll_up_result<double> values = roll_up_parts<double>(scored, parts);
        const bool has_total = !std::isnan(total()[unit]);
        for (std::size_t part = 0; part < parts.size(); ++part) {
            room_.sub_indices_.column(part)[unit] = values.sub_indices[part].value_or(none);
        }
        for (std::size_t view = 0; view < values.pillars.size(); ++view) {
            room_.pillars_.column(view)[unit] = values.pillars[view].value_or(none);
        }
        if (has_total) {
            total_points()[unit] = values.total_points.value_or(none);
            total()[unit] = values.total.value_or(none);
        }
    }

    /// Units that lack points: their maxima are their own, and no bound holds for them.
    void find_irregular() {
        const std::vector<compiled_indicator>& indicators = plan_.rules->indicators();
        for (std::size_t i = 0; i < indicators.size(); ++i) {
            const double* const points = room_.points_.column(i);
            for (std::size_t unit = 0; indicators[i].source->scored && unit < units_; ++unit) {
                room_.irregular_[unit] |= std::isnan(points[unit]) ? char{1} : char{0};
            }
        }
    }

    // --- printed figures -----------------------------------------------------------------------------------

    /// A value of any size as a whole number of its last decimal.
    static double printed(const std::optional<exact>& value, int decimals) {
        if (!value) {
            return none;
        }
        const auto magnitude = static_cast<double>(scaled_magnitude(*value, decimals));
        return (value->is_negative() ? -magnitude : magnitude) + 0.0;
    }

    /// Prints a column. `settle(unit)` gives what is in doubt, exactly.
    template <class Settle>
    void print_column(const print_certificate& how, int decimals, const double* column, const array_view& target,
                      std::size_t item, Settle settle) {
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
            print_column(plan_.total_points, plan_.decimals.points, total_points(), out_.total_points, 0,
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

    /// Total points with what is missing at either end of its range. With other points in some places they are
    /// added up as ever, so that their bound holds.
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
            if (indicators[i].source->scored) {
                const std::uint8_t cell = out_.cells.at(0, unit, i);
                const auto& numbers = scored.numbers(i);
                const bool missing = cell_reason(cell) == score_reason::missing_figure;
                add_indicator(scored, i,
                              missing ? keep_points(scored, i, at_max ? numbers.max_score : numbers.min_score)
                                      : room_.points_.column(i)[unit],
                              parts);
            }
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

    // --- ranks ---------------------------------------------------------------------------------------------

    void rank_units() {
        const definition& source = plan_.rules->source();
        const bool printed_ranks = source.rank_on == rank_basis::printed;
        const bool as_printed = printed_ranks && plan_.rank_total.is_possible;
        if (as_printed) {
            find_printed_keys();
        } else {
            find_exact_keys(printed_ranks);
        }
        out_.rank.store_units(0, 0, 0,
                              room_.ranking_.rank(as_printed ? source : plan_.ranked_exactly, loops_,
                                                  {room_.keys_.data(), units_}, in_.groups(), in_.ranked()));
    }

    std::optional<exact> exact_total(std::size_t unit) {
        ++settled_;
        return cells().roll_up(unit, plan_.all_parts).total;
    }

    void find_printed_keys() {
        const lane_print& how = plan_.rank_total.lanes;
        const int decimals = plan_.rules->source().print.value;
        alignas(64) std::array<double, tile_lanes> lanes;
        for (std::size_t begin = 0; begin < units_; begin += tile_lanes) {
            const std::size_t size = std::min(tile_lanes, units_ - begin);
            loops_.print(total() + begin, how, lanes.data());
            for (std::size_t lane = 0; lane < size; ++lane) {
                const double value = total()[begin + lane];
                const bool open = room_.irregular_[begin + lane] != 0 || print_lane(value, how).in_doubt;
                if (open && !std::isnan(value)) {
                    lanes[lane] = printed(exact_total(begin + lane), decimals);
                }
                room_.keys_[begin + lane] = lanes[lane] / how.scale;
            }
        }
    }

    /// Keys in the order of the exact totals. Totals that differ by more than their errors are in order; of
    /// the others a few in a row are compared exactly.
    void find_exact_keys(bool printed_ranks) {
        std::size_t count = 0;
        for (std::size_t unit = 0; unit < units_; ++unit) {
            room_.keys_[unit] = none;
            if (!std::isnan(total()[unit])) {
                room_.order_[count++] = static_cast<std::uint32_t>(unit);
            }
        }
        const auto begin = room_.order_.begin();
        const auto end = begin + static_cast<std::ptrdiff_t>(count);
        std::sort(begin, end, [&](std::uint32_t a, std::uint32_t b) { return total()[a] > total()[b]; });
        const value_bound& bound = plan_.bound.total();
        const double apart =
            bound.is_known() && !printed_ranks ? bounds::up(2 * bound.absolute) : value_bound::unbounded;
        double key = 0;
        for (auto first = begin; first != end;) {
            auto behind = first + 1;
            while (behind != end && !(bounds::down(total()[*(behind - 1)] - total()[*behind]) > apart)) {
                ++behind;
            }
            if (behind - first == 1) {
                room_.keys_[*first] = key--;
            } else {
                compare_exactly({&*first, static_cast<std::size_t>(behind - first)}, printed_ranks, key);
            }
            first = behind;
        }
    }

    /// Gives equal totals the same key, lower ones lower keys.
    void compare_exactly(std::span<const std::uint32_t> close, bool printed_ranks, double& key) {
        std::vector<std::pair<exact, std::uint32_t>> totals;
        for (const std::uint32_t unit : close) {
            exact value = exact_total(unit).value_or(exact(0));
            const int decimals = plan_.rules->source().print.value;
            totals.emplace_back(printed_ranks ? round_half_up(value, decimals) : std::move(value), unit);
        }
        std::sort(totals.begin(), totals.end(),
                  [](const auto& a, const auto& b) { return b.first < a.first; });
        for (std::size_t i = 0; i < totals.size(); ++i) {
            key -= i != 0 && totals[i].first != totals[i - 1].first ? 1 : 0;
            room_.keys_[totals[i].second] = key;
        }
        key -= 1;
    }

    const certified_plan& plan_;
    const lane_functions& loops_;
    const certified_figures& in_;
    const published_output& out_;
    certified_scratch& room_;
    std::size_t units_;
    std::optional<exact_cells> cells_;
    std::size_t settled_ = 0;
};

}  // namespace detail

}  // namespace dti::inline v0
