// One call of a batch scorer: blocks of scenarios, tiles of 64 lanes, cohort figures, points, roll-up, ranks.
//
// In: a plan, arrays, scratch. Out: arrays filled, faults. A block is some whole scenarios; its lanes are
// (scenario, unit) in that order, so that few units and many scenarios fill tiles as well as one large
// cohort.
#pragma once

#include "dti/batch/array.hpp"
#include "dti/batch/batch/settle.hpp"
#include "dti/batch/cohort_summary.hpp"

#include <algorithm>
#include <bit>
#include <limits>
#include <span>

namespace dti::inline v0 {

/// Figures to score. The fields of `figures` are those that the scorer was made for, in their order.
struct batch_input {
    const_array_view figures;
    std::size_t scenarios = 1;
    std::size_t units = 0;
    /// By unit, the same in all scenarios; empty: one group, all are ranked.
    std::span<const std::uint32_t> groups{};
    std::span<const std::uint8_t> ranked{};
    /// Cohort figures for a run of one unit, in the order of batch_scorer::cohort_terms(); NaN where there is
    /// none, and empty where there are none at all.
    std::span<const double> references{};
};

/// Where results go; whatever has no data is not written. NaN stands where there is no result.
struct batch_output {
    array_view points;        ///< items are the indicators
    array_view sub_indices;   ///< values
    array_view pillars;       ///< values
    array_view total_points;  ///< one item
    array_view total;         ///< value; one item
    array_view rank;          ///< one item; halves where ties are averaged
};

/// What one call found. Cells with a fault have no points, and what rests on them must not be shown.
struct batch_result {
    std::size_t faults = 0;  ///< all of them; the caller's list may hold fewer

    [[nodiscard]] bool ok() const noexcept { return faults == 0; }
};

/// See batch_scorer, whose work this is.
class batch_run {
  public:
    batch_run(const detail::batch_plan& plan, column_runner run, const batch_input& input,
              const batch_output& output, batch_scratch& scratch, std::span<batch_fault> faults)
        : plan_(plan), run_(run), in_(input), out_(output), room_(scratch), faults_(faults) {
        for (std::size_t i = 0; i < plan_.own.used; ++i) {
            room_.table_[plan_.own.table_base + i] = room_.own_.data() + i * tile_lanes;
        }
        for (std::size_t i = 0; i < plan_.terms.size(); ++i) {
            room_.table_[plan_.first_term_column + i] = room_.term_columns_.data() + i * tile_lanes;
        }
    }

    /// Scores everything; with a summary its cohort figures are used, and there is one scenario.
    batch_result score(const cohort_summary* given) {
        const std::size_t most = std::max<std::size_t>(1, room_.scenarios_);
        for (first_ = 0; first_ < in_.scenarios && in_.units > 0; first_ += count_) {
            start_block(std::min(most, in_.scenarios - first_));
            find_cohort_figures(given);
            score_block();
        }
        return {found_};
    }

    /// Adds the units of the only scenario to a summary.
    void summarise(cohort_summary& summary) {
        first_ = 0;
        start_block(1);
        find_figures();
        for (std::size_t i = 0; i < plan_.terms.size(); ++i) {
            summary.terms_[i].merge(room_.summaries_[i]);
        }
        summary.units_ += in_.units;
    }

  private:
    // --- lanes ---------------------------------------------------------------------------------------------

    [[nodiscard]] std::size_t lanes() const noexcept { return count_ * in_.units; }
    [[nodiscard]] std::size_t scenario_of(std::size_t lane) const noexcept {
        return first_ + lane / in_.units;
    }
    [[nodiscard]] std::size_t unit_of(std::size_t lane) const noexcept {
        return count_ == 1 ? lane : lane % in_.units;
    }

    void start_block(std::size_t scenarios) noexcept {
        count_ = scenarios;
        const const_array_view& from = in_.figures;
        const std::ptrdiff_t across = static_cast<std::ptrdiff_t>(in_.units) * from.unit_stride;
        uniform_ = in_.units == 1 || count_ == 1 || from.scenario_stride == across;
        lane_stride_ = in_.units == 1 && count_ > 1 ? from.scenario_stride : from.unit_stride;
    }

    template <class Visit>
    static void for_lanes(lane_mask mask, Visit visit) {
        for (; mask != 0; mask &= mask - 1) {
            visit(static_cast<std::size_t>(std::countr_zero(mask)));
        }
    }

    /// Calls `visit(scenario in the block, first lane, lane behind)` for each scenario that a tile touches.
    template <class Visit>
    void for_scenarios(std::size_t begin, std::size_t size, Visit visit) const {
        if (count_ == 1) {
            visit(std::size_t{0}, std::size_t{0}, size);
            return;
        }
        for (std::size_t at = 0; at < size;) {
            const std::size_t scenario = (begin + at) / in_.units;
            const std::size_t behind = std::min(size, (scenario + 1) * in_.units - begin);
            visit(scenario, at, behind);
            at = behind;
        }
    }

    tile_columns start_tile(std::size_t begin, const std::vector<std::uint32_t>& fields) {
        begin_ = begin;
        size_ = std::min(tile_lanes, lanes() - begin);
        live_ = size_ == tile_lanes ? ~lane_mask{0} : (lane_mask{1} << size_) - 1;
        const std::byte* const place = in_.figures.place(scenario_of(begin), unit_of(begin), 0);
        const std::uint32_t in_place = fields_in_place(place);
        for (const std::uint32_t field : fields) {
            const std::byte* const from =
                place + static_cast<std::ptrdiff_t>(field) * in_.figures.field_stride;
            room_.table_[field] =
                field < in_place ? reinterpret_cast<const double*>(from) : copied_field(field, from);
        }
        std::fill(room_.masks_.begin(), room_.masks_.end(), 0);
        return {room_.table_.data(), room_.own_.data(), room_.masks_.data(), live_};
    }

    /// How many fields, from the first on, are read where they lie: 64 numbers in a row that all belong to
    /// the array. Behind the last lane may then stand the next column, or the next scenario's first, where
    /// columns lie close together: padding, which is never marked and whose results are never read.
    [[nodiscard]] std::uint32_t fields_in_place(const std::byte* place) const noexcept {
        constexpr std::ptrdiff_t size = sizeof(double);
        const const_array_view& from = in_.figures;
        const auto fields = static_cast<std::uint32_t>(plan_.fields.size());
        const bool aligned =
            reinterpret_cast<std::uintptr_t>(place) % alignof(double) == 0 && from.field_stride % size == 0;
        if (!uniform_ || lane_stride_ != size || !aligned) {
            return 0;
        }
        const auto column = static_cast<std::ptrdiff_t>(in_.units) * size;
        if (size_ == tile_lanes) {
            return fields;
        }
        if (count_ != 1 || from.field_stride != column) {
            return 0;
        }
        const bool goes_on = first_ + 1 < in_.scenarios &&
                             from.scenario_stride == column * static_cast<std::ptrdiff_t>(fields) &&
                             fields * in_.units >= tile_lanes;
        const std::size_t behind =
            (begin_ + tile_lanes + in_.units - 1) / in_.units;  // columns that a tile touches
        return goes_on ? fields : behind > fields ? 0 : fields - static_cast<std::uint32_t>(behind) + 1;
    }

    /// A field that does not lie in a row. Behind the last lane stand copies of it.
    const double* copied_field(std::uint32_t field, const std::byte* place) {
        double* const copy = room_.fields_.data() + field * tile_lanes;
        if (uniform_) {
            copy_lanes(place, lane_stride_, copy, size_);
        } else {
            for_scenarios(begin_, size_, [&](std::size_t scenario, std::size_t first, std::size_t behind) {
                const std::byte* const from =
                    in_.figures.place(first_ + scenario, unit_of(begin_ + first), field);
                copy_lanes(from, in_.figures.unit_stride, copy + first, behind - first);
            });
        }
        std::fill(copy + size_, copy + tile_lanes, copy[size_ - 1]);
        return copy;
    }
    static void copy_lanes(const std::byte* from, std::ptrdiff_t stride, double* to, std::size_t count) {
        for (std::size_t i = 0; i < count; ++i, from += stride) {
            std::memcpy(to + i, from, sizeof(double));
        }
    }

    detail::lane_figures read_lane(std::size_t indicator, std::size_t lane) {
        const std::size_t scenario = scenario_of(begin_ + lane);
        const std::size_t unit = unit_of(begin_ + lane);
        return detail::read_lane(plan_, indicator, room_.slots_, room_.states_, [&](std::size_t field) {
            const std::optional<std::uint32_t>& column = plan_.column_of_field[field];
            return column ? in_.figures.load(scenario, unit, *column)
                          : std::numeric_limits<double>::quiet_NaN();
        });
    }

    // --- cohort figures ------------------------------------------------------------------------------------

    [[nodiscard]] double* saved(std::size_t figure, std::size_t begin) const noexcept {
        return room_.figures_.data() + figure * room_.tiles_ * tile_lanes + begin;
    }

    /// Computes the figures that cohort functions summarise, saves and summarises them.
    void find_figures() {
        for (std::size_t i = 0; i < count_ * plan_.terms.size(); ++i) {
            room_.summaries_[i].reset();
        }
        if (plan_.figures.empty()) {
            return;
        }
        const column_program& program = plan_.figures_program;
        for (std::size_t begin = 0; begin < lanes(); begin += tile_lanes) {
            const tile_columns tile = start_tile(begin, plan_.figure_fields);
            for (std::size_t at = 0; at < program.steps.size();) {
                at = run_(program, at, tile, true);
                save_figure(program.steps[at - 1].first, room_.masks_[0]);
                room_.masks_[0] = 0;
            }
        }
    }

    void save_figure(std::size_t index, lane_mask marked) {
        const detail::plan_figure& figure = plan_.figures[index];
        double* const column = room_.own_.data() + detail::batch_plan::points_column * tile_lanes;
        lane_mask present = live_ & ~marked;
        for_lanes(marked, [&](std::size_t lane) {
            const detail::lane_figures read = read_lane(figure.indicator, lane);
            if (read.states[figure.slot] == slot_state::present) {
                column[lane] = read.slots[figure.slot];
                present |= lane_mask{1} << lane;
            } else {
                column[lane] = std::numeric_limits<double>::quiet_NaN();
            }
        });
        std::copy(column, column + tile_lanes, saved(index, begin_));
        for_scenarios(begin_, size_, [&](std::size_t scenario, std::size_t first, std::size_t behind) {
            for (const std::size_t term : figure.terms) {
                figure_summary& summary = room_.summaries_[scenario * plan_.terms.size() + term];
                summarise_lanes(summary, column, first, behind, present, marked);
            }
        });
    }

    /// The best of at least one number; a number stands back where `is_worse(it, other)`.
    template <class Worse>
    static double best_of(const double* numbers, std::size_t count, Worse is_worse) {
        constexpr std::size_t ways = 8;  // so that one comparison need not wait for the other
        std::array<double, ways> best;
        best.fill(numbers[0]);
        std::size_t at = 0;
        for (; at + ways <= count; at += ways) {
            for (std::size_t i = 0; i < ways; ++i) {
                best[i] = is_worse(best[i], numbers[at + i]) ? numbers[at + i] : best[i];
            }
        }
        for (; at < count; ++at) {
            best[0] = is_worse(best[0], numbers[at]) ? numbers[at] : best[0];
        }
        for (const double other : best) {
            best[0] = is_worse(best[0], other) ? other : best[0];
        }
        return best[0];
    }

    static void summarise_lanes(figure_summary& summary, const double* column, std::size_t first,
                                std::size_t behind, lane_mask present, lane_mask marked) {
        const bool is_best =
            summary.function() == cohort_function::max || summary.function() == cohort_function::min;
        if (marked == 0 && is_best) {  // then all are there, and finite
            const double best =
                summary.function() == cohort_function::max
                    ? best_of(column + first, behind - first, [](double a, double b) { return a < b; })
                    : best_of(column + first, behind - first, [](double a, double b) { return b < a; });
            summary.add_best(best, behind - first);
            return;
        }
        const lane_mask in_range = (behind == tile_lanes ? ~lane_mask{0} : (lane_mask{1} << behind) - 1) &
                                   ~((lane_mask{1} << first) - 1);
        for_lanes(present & in_range, [&](std::size_t lane) { summary.add(column[lane]); });
    }

    void find_cohort_figures(const cohort_summary* given) {
        find_figures();
        for (std::size_t scenario = 0; scenario < count_; ++scenario) {
            for (std::size_t i = 0; i < plan_.terms.size(); ++i) {
                const std::size_t at = scenario * plan_.terms.size() + i;
                const figure_summary& summary = given != nullptr ? given->terms_[i] : room_.summaries_[at];
                const std::size_t units = given != nullptr ? given->units_ : in_.units;
                std::optional<double> value = summary.value();
                slot_state state = value ? slot_state::present : slot_state::missing;
                if (units == 1) {
                    const bool there = i < in_.references.size() && !std::isnan(in_.references[i]);
                    value = there ? std::optional(in_.references[i]) : std::nullopt;
                    state = there ? slot_state::present : slot_state::empty;
                }
                room_.term_values_[at] = value.value_or(std::numeric_limits<double>::quiet_NaN());
                room_.term_states_[at] = state;
            }
        }
    }

    void fill_terms() {
        for (std::size_t i = 0; i < plan_.terms.size(); ++i) {
            double* const column = room_.term_columns_.data() + i * tile_lanes;
            for_scenarios(begin_, size_, [&](std::size_t scenario, std::size_t first, std::size_t behind) {
                const double value = room_.term_values_[scenario * plan_.terms.size() + i];
                std::fill(column + first, column + behind, value);
            });
            std::fill(column + size_, column + tile_lanes, column[size_ - 1]);
        }
    }

    // --- points --------------------------------------------------------------------------------------------

    void score_block() {
        const column_program& program = plan_.points_program;
        for (std::size_t begin = 0; begin < lanes(); begin += tile_lanes) {
            const tile_columns tile = start_tile(begin, plan_.point_fields);
            for (std::size_t i = 0; i < plan_.figures.size(); ++i) {
                room_.table_[plan_.first_figure_column + i] = saved(i, begin);
            }
            fill_terms();
            for (std::size_t part = 0; part < plan_.sub_indices(); ++part) {
                std::fill_n(tile.own_column(1 + 2 * part), tile_lanes, 0.0);
            }
            for (std::size_t at = 0; at < program.steps.size();) {
                at = run_(program, at, tile, out_.points.is_wanted());
                const column_step& last = program.steps[at - 1];
                if (last.op == column_op::finish || last.op == column_op::ratio_finish) {
                    finish_indicator(last, tile);
                }
            }
            if (out_.points.is_wanted()) {
                store_unscored();
            }
            roll_up(tile);
        }
        if (out_.rank.is_wanted()) {
            store_ranks();
        }
    }

    /// What is left to do where the columns stopped: marked lanes, and points that are asked for.
    void finish_indicator(const column_step& step, const tile_columns& tile) {
        const std::size_t indicator = step.first;
        double* const points = tile.own_column(detail::batch_plan::points_column);
        detail::lane_absence absence;
        for_lanes(tile.masks[0], [&](std::size_t lane) {
            const std::size_t scenario = scenario_of(begin_ + lane) - first_;
            const std::size_t first = scenario * plan_.terms.size() + plan_.first_term[indicator];
            const std::optional<program>& code = plan_.scored.rules().indicators()[indicator].points;
            const std::size_t terms = code ? code->cohort_terms.size() : 0;
            const detail::settled_lane settled =
                detail::settle(plan_, indicator, read_lane(indicator, lane),
                               std::span<const double>(room_.term_values_).subspan(first, terms),
                               std::span<const slot_state>(room_.term_states_).subspan(first, terms));
            if (settled.fault) {
                add_fault(*settled.fault, lane, indicator);
            }
            const lane_mask bit = lane_mask{1} << lane;
            absence.absent |= settled.score.points ? 0 : bit;
            absence.unknown |= settled.score.is_known() ? 0 : bit;
            points[lane] = settled.score.points.value_or(std::numeric_limits<double>::quiet_NaN());
        });
        if (out_.points.is_wanted()) {
            store(out_.points, indicator, points);
        }
        for_lanes(absence.absent, [&](std::size_t lane) { points[lane] = 0; });  // adds nothing
        if ((absence.absent | absence.unknown) != 0) {
            room_.absences_[indicator] = absence;
            room_.touched_.push_back(indicator);
        }
        tile.masks[0] = 0;
        if (step.adds) {  // again, now with the points of all lanes; else the next steps add them
            const double* const from = tile.own_column(step.from);
            double* const to = tile.own_column(step.to);
            for (std::size_t lane = 0; lane < tile_lanes; ++lane) {
                to[lane] = from[lane] + points[lane];
            }
        }
    }

    void add_fault(batch_fault_kind kind, std::size_t lane, std::size_t indicator) {
        if (found_ < faults_.size()) {
            faults_[found_] = {kind, scenario_of(begin_ + lane), unit_of(begin_ + lane), indicator};
        }
        ++found_;
    }

    void store(const array_view& target, std::size_t item, const double* column) const {
        for_scenarios(begin_, size_, [&](std::size_t scenario, std::size_t first, std::size_t behind) {
            for (std::size_t lane = first; lane < behind; ++lane) {
                target.store(first_ + scenario, unit_of(begin_ + lane), item, column[lane]);
            }
        });
    }

    void store_unscored() const {
        const std::vector<compiled_indicator>& indicators = plan_.scored.rules().indicators();
        for (std::size_t i = 0; i < indicators.size(); ++i) {
            if (!indicators[i].source->scored) {
                std::array<double, tile_lanes> nothing;
                nothing.fill(std::numeric_limits<double>::quiet_NaN());
                store(out_.points, i, nothing.data());
            }
        }
    }

    // --- roll-up and ranks ---------------------------------------------------------------------------------

    void roll_up(const tile_columns& tile) {
        static_cast<void>(run_(plan_.roll_up_program, 0, tile, false));
        lane_mask absent = 0;
        lane_mask unknown = 0;
        for (const std::size_t indicator : room_.touched_) {
            absent |= room_.absences_[indicator].absent;
            unknown |= room_.absences_[indicator].unknown;
        }
        for_lanes(absent, [&](std::size_t lane) { roll_up_lane(tile, lane); });
        drop_totals(tile, unknown);
        for (const std::size_t indicator : room_.touched_) {
            room_.absences_[indicator] = {};
        }
        room_.touched_.clear();
        const double* const total = tile.own_column(plan_.total_column());
        std::copy(total, total + size_, room_.totals_.begin() + static_cast<std::ptrdiff_t>(begin_));
        for (std::size_t i = 0; out_.sub_indices.is_wanted() && i < plan_.sub_indices(); ++i) {
            store(out_.sub_indices, i, tile.own_column(plan_.value_column(i)));
        }
        for (std::size_t i = 0; out_.pillars.is_wanted() && i < plan_.pillars(); ++i) {
            store(out_.pillars, i, tile.own_column(plan_.pillar_column(i)));
        }
        if (out_.total_points.is_wanted()) {
            store(out_.total_points, 0, tile.own_column(plan_.total_points_column()));
        }
        if (out_.total.is_wanted()) {
            store(out_.total, 0, total);
        }
    }

    /// A lane that lacks points somewhere: its maxima are its own. In the order of aggregate/roll_up.hpp.
    void roll_up_lane(const tile_columns& tile, std::size_t lane) {
        const model<double>& scored = plan_.scored;
        const lane_mask bit = lane_mask{1} << lane;
        const std::vector<compiled_indicator>& indicators = scored.rules().indicators();
        std::fill(room_.parts_.begin(), room_.parts_.end(), 0.0);
        for (std::size_t i = 0; i < indicators.size(); ++i) {
            if (indicators[i].source->scored && (room_.absences_[i].absent & bit) == 0) {
                room_.parts_[indicators[i].sub_index] += plan_.weighted_maximum[i];
            }
        }
        const std::optional<int>& decimals = scored.rules().source().rounding.value;
        for (std::size_t part = 0; part < room_.parts_.size(); ++part) {
            double value = std::numeric_limits<double>::quiet_NaN();
            if (room_.parts_[part] != 0) {
                const double earned = tile.own_column(plan_.earned_column(part))[lane];
                value = clamp_between(earned / room_.parts_[part], 0.0, 1.0);
                value = decimals ? number_traits<double>::round(value, *decimals) : value;
            }
            tile.own_column(plan_.value_column(part))[lane] = value;
        }
        double earned = 0;
        double maximum = 0;
        const auto add = [&](std::size_t part) {
            if (room_.parts_[part] != 0) {
                const auto& numbers = scored.sub_index(part);
                const double most = rounded_product(numbers.weight, numbers.max_score);
                earned = earned + rounded_product(tile.own_column(plan_.value_column(part))[lane], most);
                maximum = maximum + most;
            }
        };
        const auto finish = [&](std::size_t target) {
            tile.own_column(target)[lane] =
                maximum == 0 ? std::numeric_limits<double>::quiet_NaN() : earned / maximum;
        };
        for (std::size_t part = 0; part < room_.parts_.size(); ++part) {
            add(part);
        }
        finish(plan_.total_column());
        tile.own_column(plan_.total_points_column())[lane] =
            maximum == 0 ? std::numeric_limits<double>::quiet_NaN() : earned;
        for (std::size_t i = 0; i < plan_.pillars(); ++i) {
            earned = maximum = 0;
            for (const std::size_t part : scored.rules().pillar_parts(i)) {
                add(part);
            }
            finish(plan_.pillar_column(i));
        }
    }

    /// Takes the total of lanes that have none: below min_coverage, or where targets are counted.
    void drop_totals(const tile_columns& tile, lane_mask unknown) {
        const bool counts = plan_.scored.rules().source().headline == headline_kind::counts;
        lane_mask dropped = counts || plan_.coverage.always_below() ? live_ : 0;
        if (!plan_.coverage.never_below()) {
            for_lanes(unknown & ~dropped, [&](std::size_t lane) {
                plan_.coverage.clear(room_.coverage_);
                for (const std::size_t indicator : room_.touched_) {
                    if ((room_.absences_[indicator].unknown >> lane & 1U) != 0) {
                        plan_.coverage.add(room_.coverage_, indicator);
                    }
                }
                dropped |= plan_.coverage.is_below(room_.coverage_) ? lane_mask{1} << lane : 0;
            });
        }
        for_lanes(dropped, [&](std::size_t lane) {
            for (const std::size_t column : {plan_.total_points_column(), plan_.total_column()}) {
                tile.own_column(column)[lane] = std::numeric_limits<double>::quiet_NaN();
            }
        });
    }

    void store_ranks() {
        for (std::size_t scenario = 0; scenario < count_; ++scenario) {
            rank_totals(plan_.scored.rules().source(),
                        std::span<const double>(room_.totals_).subspan(scenario * in_.units, in_.units),
                        in_.groups, in_.ranked, std::span(room_.ranks_).first(in_.units), room_.entries_);
            for (std::size_t unit = 0; unit < in_.units; ++unit) {
                out_.rank.store(first_ + scenario, unit, 0, room_.ranks_[unit]);
            }
        }
    }

    const detail::batch_plan& plan_;
    column_runner run_;
    const batch_input& in_;
    const batch_output& out_;
    batch_scratch& room_;
    std::span<batch_fault> faults_;
    std::size_t found_ = 0;
    bool uniform_ = false;  // all lanes of a field are as far apart as their neighbours
    std::ptrdiff_t lane_stride_ = 0;
    std::size_t first_ = 0;  // scenario of the block
    std::size_t count_ = 0;  // scenarios of the block
    std::size_t begin_ = 0;  // lane of the tile
    std::size_t size_ = 0;   // lanes of the tile
    lane_mask live_ = 0;
};

}  // namespace dti::inline v0
