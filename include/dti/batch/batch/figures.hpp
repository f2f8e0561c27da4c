// The cohort figures of a block of scenarios.
//
// In: tiles of lanes. Out: for every scenario its cohort figures, and for every lane the figures that they
// summarise, kept for the formulas that read them again.
#pragma once

#include "dti/batch/batch/tiles.hpp"
#include "dti/batch/cohort_summary.hpp"

namespace dti::inline v0::detail {

class batch_figures : protected batch_tiles {
  public:
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

  protected:
    using batch_tiles::batch_tiles;

    /// Whether the figures of all lanes still stand where the tile computed them.
    [[nodiscard]] bool in_one_tile() const noexcept { return lanes() <= tile_lanes; }
    [[nodiscard]] double* saved(std::size_t figure, std::size_t begin) const noexcept {
        if (in_one_tile()) {
            return room_.own_.data() + plan_.figure_column(figure) * tile_lanes;
        }
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
            const tile_columns tile = start_tile(begin);
            fetch(fetch_plan::figures_fields);
            for (std::size_t i = 0; i < plan_.figures.size(); ++i) {
                const bool is_last = i + 1 == plan_.figures.size();
                const std::size_t end = is_last ? program.size() : plan_.figure_steps[i + 1];
                loops_.run(program, plan_.figure_steps[i], end, tile, false);
                if (tile.masks[0] != 0) {
                    settle_figure(tile, i);
                    tile.masks[0] = 0;
                }
                if (i > 0) {  // while the divisions of this figure take their time
                    summarise_figure(tile, i - 1);
                }
            }
            summarise_figure(tile, plan_.figures.size() - 1);
        }
    }

    /// Computes a figure's marked lanes one by one.
    void settle_figure(const tile_columns& tile, std::size_t index) {
        const detail::plan_figure& figure = plan_.figures[index];
        double* const column = tile.own_column(plan_.figure_column(index));
        detail::figure_lanes& lanes = room_.figure_lanes_[index];
        lanes.marked = tile.masks[0];
        for_lanes(lanes.marked, [&](std::size_t lane) {
            const lane_figures read = read_lane(figure.indicator, lane);
            const std::size_t field =
                plan_.scored.rules().indicators()[figure.indicator].first_field + figure.slot;
            const bool present = read.states[figure.slot] == slot_state::present &&
                                 !is_refused(plan_, figure.indicator, figure.slot, given(field, lane));
            column[lane] = present ? read.slots[figure.slot] : std::numeric_limits<double>::quiet_NaN();
            lanes.absent |= present ? 0 : lane_mask{1} << lane;
        });
    }

    /// Summarises a figure, and saves it where it does not stay.
    void summarise_figure(const tile_columns& tile, std::size_t index) {
        const double* const column = tile.own_column(plan_.figure_column(index));
        const detail::figure_lanes& lanes = room_.figure_lanes_[index];
        for (const std::size_t term : plan_.figures[index].terms) {
            for_scenarios(begin_, size_, [&](std::size_t scenario, std::size_t first, std::size_t behind) {
                figure_summary& summary = room_.summaries_[scenario * plan_.terms.size() + term];
                const bool smallest = summary.function() == cohort_function::min;
                const bool is_best = smallest || summary.function() == cohort_function::max;
                if (is_best && lanes.marked == 0) {  // all are there, and finite
                    summary.add_best(loops_.best(column + first, behind - first, smallest), behind - first);
                } else {
                    summarise_lanes(summary, column, first, behind, lanes.absent);
                }
            });
        }
        if (lanes.marked != 0) {
            room_.figure_lanes_[index] = {};
        }
        if (!in_one_tile()) {
            std::copy(column, column + tile_lanes, saved(index, begin_));
        }
    }

    static void summarise_lanes(figure_summary& summary, const double* column, std::size_t first,
                                std::size_t behind, lane_mask absent) {
        const lane_mask in_range = (behind == tile_lanes ? ~lane_mask{0} : (lane_mask{1} << behind) - 1) &
                                   ~((lane_mask{1} << first) - 1);
        for_lanes(in_range & ~absent, [&](std::size_t lane) { summary.add(column[lane]); });
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
        if (count_ == 1) {
            loops_.fill_columns(room_.term_values_.data(), plan_.terms.size(), room_.term_columns_.data());
            return;
        }
        for (std::size_t i = 0; i < plan_.terms.size(); ++i) {
            double* const column = room_.term_columns_.data() + i * tile_lanes;
            for_scenarios(begin_, size_, [&](std::size_t scenario, std::size_t first, std::size_t behind) {
                const double value = room_.term_values_[scenario * plan_.terms.size() + i];
                std::fill(column + first, column + behind, value);
            });
            std::fill(column + size_, column + tile_lanes, column[size_ - 1]);
        }
    }
};

}  // namespace dti::inline v0::detail
