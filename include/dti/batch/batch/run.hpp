// One call of a batch scorer: cohort figures, points, roll-up and ranks, block by block and tile by tile.
//
// In: a plan, arrays, scratch. Out: arrays filled, faults.
#pragma once

#include "dti/batch/batch/figures.hpp"

namespace dti::inline v0 {

/// Where results go; whatever has no data is not written. NaN stands where there is no result.
struct batch_output {
    array_view points;        ///< items are the indicators
    array_view sub_indices;   ///< values
    array_view pillars;       ///< values
    array_view total_points;  ///< one item
    array_view total;         ///< value; one item
    array_view rank;          ///< one item; halves where ties are averaged
    byte_view cells{};        ///< what became of each indicator: see cell_status()
};

/// The byte of a cell: its status, and why the formula's own result is not what counts.
[[nodiscard]] constexpr std::uint8_t to_cell(score_status status, score_reason reason) noexcept {
    return static_cast<std::uint8_t>(static_cast<unsigned>(status) | static_cast<unsigned>(reason) << 4U);
}
[[nodiscard]] constexpr score_status cell_status(std::uint8_t cell) noexcept {
    return static_cast<score_status>(cell & 0xFU);
}
[[nodiscard]] constexpr score_reason cell_reason(std::uint8_t cell) noexcept {
    return static_cast<score_reason>(cell >> 4U);
}

/// What one call found. Cells with a fault have no points, and what rests on them must not be shown.
struct batch_result {
    std::size_t faults = 0;  ///< all of them; the caller's list may hold fewer

    [[nodiscard]] bool ok() const noexcept { return faults == 0; }
};

namespace detail {

/// See batch_scorer, whose work this is.
class batch_run : public batch_figures {
  public:
    batch_run(const batch_plan& plan, const lane_functions& loops, const batch_input& input,
              const batch_output& output, batch_scratch& scratch, std::span<batch_fault> faults)
        : batch_figures(plan, loops, input, scratch), out_(output), faults_(faults) {}

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

  private:
    // --- points --------------------------------------------------------------------------------------------

    void score_block() {
        const bool looks_at_each = out_.points.is_wanted() || out_.cells.is_wanted();
        for (std::size_t begin = 0; begin < lanes(); begin += tile_lanes) {
            const tile_columns tile = start_tile(begin);
            for (std::size_t i = 0; i < plan_.figures.size(); ++i) {
                room_.table_[plan_.first_figure_column + i] = saved(i, begin);
            }
            fill_terms();
            score_tile(tile, looks_at_each);
            if (looks_at_each) {
                store_unscored();
            }
            roll_up(tile);
        }
        if (out_.rank.is_wanted()) {
            store_ranks();
        }
    }

    /// Steps run as far as the fields that are there reach; then come the next.
    void score_tile(const tile_columns& tile, bool looks_at_each) {
        const bool again = !in_one_tile();  // else the figures' program has left its fields where they are
        std::size_t at = 0;
        std::size_t end = 0;
        for (const fetched_part& part : plan_.fetched.parts) {
            if (must_fetch(part.fields) || (again && must_fetch(part.figures_fields))) {
                run_points(at, end, tile, looks_at_each);
                at = end;
                fetch(part.fields);
                if (again) {
                    fetch(part.figures_fields);
                }
            }
            end = part.end;
        }
        run_points(at, end, tile, looks_at_each);
    }
    void run_points(std::size_t at, std::size_t end, const tile_columns& tile, bool looks_at_each) {
        const column_program& program = plan_.points_program;
        while (at < end) {
            at = loops_.run(program, at, end, tile, looks_at_each);
            const column_step& last = program.steps[at - 1];
            if (last.op == column_op::finish && (looks_at_each || tile.masks[0] != 0)) {
                finish_indicator(last, tile);
            }
        }
    }

    /// What is left to do where the columns stopped: marked lanes, and points that are asked for.
    void finish_indicator(const column_step& step, const tile_columns& tile) {
        const std::size_t indicator = step.first;
        double* const points = tile.own_column(batch_plan::points_column);
        detail::lane_absence absence;
        if (out_.cells.is_wanted()) {
            const bool has_rule = plan_.scored.rules().indicators()[indicator].points.has_value();
            store_cells(indicator,
                        to_cell(has_rule ? score_status::scored : score_status::entered, score_reason::none));
        }
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
            if (out_.cells.is_wanted()) {
                out_.cells.store(scenario_of(begin_ + lane), unit_of(begin_ + lane), indicator,
                                 to_cell(settled.score.status, settled.score.reason));
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
            target.store_units(first_ + scenario, unit_of(begin_ + first), item,
                               {column + first, behind - first});
        });
    }

    void store_unscored() const {
        const std::vector<compiled_indicator>& indicators = plan_.scored.rules().indicators();
        for (std::size_t i = 0; i < indicators.size(); ++i) {
            if (!indicators[i].source->scored) {
                if (out_.points.is_wanted()) {
                    std::array<double, tile_lanes> nothing;
                    nothing.fill(std::numeric_limits<double>::quiet_NaN());
                    store(out_.points, i, nothing.data());
                }
                if (out_.cells.is_wanted()) {
                    store_cells(i, to_cell(score_status::unscored, score_reason::none));
                }
            }
        }
    }

    /// The same in all lanes of the tile.
    void store_cells(std::size_t indicator, std::uint8_t cell) const {
        for (std::size_t lane = 0; lane < size_; ++lane) {
            out_.cells.store(scenario_of(begin_ + lane), unit_of(begin_ + lane), indicator, cell);
        }
    }

    // --- roll-up and ranks ---------------------------------------------------------------------------------

    void roll_up(const tile_columns& tile) {
        // One by one where what sub-indices come to is asked for, and not just their sum.
        const bool looks_at_each = out_.sub_indices.is_wanted() || out_.pillars.is_wanted();
        const column_program& sums = plan_.roll_up_program;
        static_cast<void>(loops_.run(sums, 0, sums.size(), tile, looks_at_each));
        if (out_.pillars.is_wanted()) {
            const column_program& pillars = plan_.pillars_program;
            static_cast<void>(loops_.run(pillars, 0, pillars.size(), tile, false));
        }
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
        if (out_.rank.is_wanted() && !is_alone()) {
            std::copy(total, total + size_, room_.totals_.begin() + static_cast<std::ptrdiff_t>(begin_));
        }
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

    /// Whether the block is one scenario in one tile, whose totals then stand in their column.
    [[nodiscard]] bool is_alone() const noexcept { return count_ == 1 && in_one_tile(); }

    void store_ranks() {
        const double* const column = room_.own_.data() + plan_.total_column() * tile_lanes;
        for (std::size_t scenario = 0; scenario < count_; ++scenario) {
            const std::span<const double> totals =
                is_alone() ? std::span(column, in_.units) : std::span<const double>(room_.totals_);
            out_.rank.store_units(
                first_ + scenario, 0, 0,
                room_.ranking_.rank(plan_.scored.rules().source(), loops_,
                                    totals.subspan(scenario * in_.units, in_.units), in_.groups, in_.ranked));
        }
    }

    const batch_output& out_;
    std::span<batch_fault> faults_;
    std::size_t found_ = 0;
};

}  // namespace detail

}  // namespace dti::inline v0
