// The cohort figures of a block of scenarios.
//
// In: tiles of lanes. Out: for every scenario its cohort figures, and for every lane the figures that they
// summarise, kept for the formulas that read them again.
#pragma once

#include "dti/batch/batch/tiles.hpp"
#include "dti/batch/cohort_summary.hpp"

#include <array>

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
        double* const column = room_.own_.data() + batch_plan::points_column * tile_lanes;
        lane_mask present = live_ & ~marked;
        for_lanes(marked, [&](std::size_t lane) {
            const lane_figures read = read_lane(figure.indicator, lane);
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
};

}  // namespace dti::inline v0::detail
