// The figures of an incremental scorer: of all units, and of their cohort.
//
// In: the figures of one scenario, then one that changes. Out: blocks of columns that column programs read,
// and the cohort figures, kept up to date. Next: points.hpp.
#pragma once

#include "dti/batch/batch/tiles.hpp"
#include "dti/batch/columns/run_lane.hpp"
#include "dti/batch/incremental/changes.hpp"
#include "dti/batch/incremental/moving_summary.hpp"
#include "dti/batch/incremental/plan.hpp"

#include <algorithm>
#include <cmath>
#include <cstdint>
#include <limits>
#include <memory>
#include <optional>
#include <span>
#include <utility>
#include <vector>

namespace dti::inline v0::detail {

class incremental_figures {
  public:
    incremental_figures(std::shared_ptr<const batch_plan> prepared, const lane_functions& loops,
                        const batch_input& input, std::size_t scenario)
        : plan_(std::move(prepared)),
          loops_(loops),
          units_(input.units),
          tiles_((input.units + tile_lanes - 1) / tile_lanes),
          edited_(batch().fields.size(), tiles_ * tile_lanes),
          memory_(tiles_ * plan_.columns),
          masks_(batch().masks()),
          slots_(batch().most_slots),
          states_(batch().most_slots),
          present_(batch().figures.size() * tiles_ * tile_lanes),
          term_values_(batch().terms.size()),
          term_states_(batch().terms.size()) {
        for (std::size_t i = 0; i < tiles_ * plan_.columns; ++i) {
            table_.push_back(memory_.data() + i * tile_lanes);
        }
        for (const plan_term& term : batch().terms) {
            summaries_.emplace_back(term.term.function);
        }
        copy_figures(input, scenario);
        find_figures(input.references);
    }

    [[nodiscard]] double figure(std::size_t unit, std::size_t field) const noexcept {
        return at(field, unit);
    }
    [[nodiscard]] std::span<const changed_cell> edited() const noexcept { return edited_.entries(); }

  protected:
    [[nodiscard]] const batch_plan& batch() const noexcept { return *plan_.batch; }
    /// The index of a cell of a column in arrays beside the blocks.
    [[nodiscard]] std::size_t cell(std::size_t column, std::size_t unit) const noexcept {
        return column * tiles_ * tile_lanes + unit;
    }
    [[nodiscard]] double* place(std::size_t column, std::size_t unit) const noexcept {
        return memory_.data() + ((unit / tile_lanes) * plan_.columns + column) * tile_lanes +
               unit % tile_lanes;
    }
    [[nodiscard]] double& at(std::size_t column, std::size_t unit) const noexcept {
        return *place(column, unit);
    }
    [[nodiscard]] double& own(std::size_t column, std::size_t unit) const noexcept {
        return at(batch().own.table_base + column, unit);
    }
    [[nodiscard]] lane_columns lane_of(std::size_t unit) noexcept {
        return {place(0, unit), batch().own.table_base, masks_.data()};
    }
    [[nodiscard]] tile_columns tile_at(std::size_t tile) noexcept {
        const std::size_t left = units_ - tile * tile_lanes;
        const lane_mask live = left < tile_lanes ? (lane_mask{1} << left) - 1 : ~lane_mask{0};
        return {table_.data() + tile * plan_.columns,
                memory_.data() + (tile * plan_.columns + batch().own.table_base) * tile_lanes, masks_.data(),
                live};
    }

    /// Gives a figure another value. False where it is the same.
    bool put_figure(std::size_t unit, std::size_t field, double value) noexcept {
        double& figure = at(field, unit);
        if (is_same_number(figure, value)) {
            return false;
        }
        edited_.note({static_cast<std::uint32_t>(unit), static_cast<std::uint32_t>(field), figure},
                     [value](const changed_cell& was) { return is_same_number(was.before, value); });
        figure = value;
        return true;
    }

    /// Computes the figures of an indicator that its cohort functions summarise again, for one unit. True
    /// where a cohort figure has changed.
    bool update_cohort(std::size_t unit, std::size_t indicator) noexcept {
        bool moved = false;
        const incremental_plan::indicator_place& place = plan_.indicators[indicator];
        for (std::size_t i = place.first_figure; i < place.behind_figures; ++i) {
            const bool marked = run_lane(batch().figures_program, batch().figure_steps[i], lane_of(unit));
            const summarised now = figure_of(i, unit, marked);
            char& present = present_[cell(i, unit)];
            double& saved = at(batch().first_figure_column + i, unit);
            const summarised before{saved, present != 0};
            if (now.present == before.present && is_same_number(now.value, before.value)) {
                continue;
            }
            saved = now.value;
            present = now.present ? 1 : 0;
            for (const std::size_t term : batch().figures[i].terms) {
                moved = (units_ > 1 && update_term(term, i, before, now)) || moved;
            }
        }
        return moved;
    }

    [[nodiscard]] lane_figures read_unit(std::size_t indicator, std::size_t unit) noexcept {
        return read_lane(batch(), indicator, slots_, states_,
                         [&](std::size_t field) { return given(field, unit); });
    }
    /// A field of the definition's row, NaN where the data do not have it.
    [[nodiscard]] double given(std::size_t field, std::size_t unit) noexcept {
        const std::optional<std::uint32_t>& column = batch().column_of_field[field];
        return column ? at(*column, unit) : std::numeric_limits<double>::quiet_NaN();
    }
    [[nodiscard]] settled_lane settle_unit(std::size_t indicator, std::size_t unit) noexcept {
        const std::optional<program>& code = batch().scored.rules().indicators()[indicator].points;
        const std::size_t first = batch().first_term[indicator];
        const std::size_t terms = code ? code->cohort_terms.size() : 0;
        return settle(batch(), indicator, read_unit(indicator, unit),
                      std::span<const double>(term_values_).subspan(first, terms),
                      std::span<const slot_state>(term_states_).subspan(first, terms));
    }

    incremental_plan plan_;
    lane_functions loops_;
    std::size_t units_;
    std::size_t tiles_;
    change_list<changed_cell> edited_;

  private:
    /// What one unit brings to a cohort function.
    struct summarised {
        double value = 0;
        bool present = false;
    };

    /// Padding holds the last unit's figures, so that nothing is out of the ordinary there.
    void copy_figures(const batch_input& input, std::size_t scenario) noexcept {
        for (std::size_t unit = 0; unit < tiles_ * tile_lanes; ++unit) {
            for (std::size_t field = 0; field < batch().fields.size(); ++field) {
                at(field, unit) = input.figures.load(scenario, std::min(unit, units_ - 1), field);
            }
        }
    }

    void find_figures(std::span<const double> references) noexcept {
        for (std::size_t i = 0; i < batch().figures.size(); ++i) {
            for (std::size_t tile = 0; tile < tiles_; ++tile) {
                const tile_columns columns = tile_at(tile);
                const column_program& program = batch().figures_program;
                static_cast<void>(
                    loops_.run(program, batch().figure_steps[i], program.size(), columns, true));
                const lane_mask marked = std::exchange(masks_[0], 0);
                for (std::size_t lane = 0; lane < tile_lanes; ++lane) {
                    const std::size_t unit = tile * tile_lanes + lane;
                    const summarised now = figure_of(i, unit, (marked >> lane & 1U) != 0);
                    at(batch().first_figure_column + i, unit) = now.value;
                    present_[cell(i, unit)] = now.present ? 1 : 0;
                }
            }
            for (const std::size_t term : batch().figures[i].terms) {
                summarise(term, i);
            }
        }
        for (std::size_t term = 0; term < summaries_.size(); ++term) {
            if (units_ > 1) {
                static_cast<void>(keep_term(term));
            } else {
                const bool there = term < references.size() && !std::isnan(references[term]);
                put_term(term, there ? references[term] : std::numeric_limits<double>::quiet_NaN(),
                         there ? slot_state::present : slot_state::empty);
            }
        }
    }

    /// A figure that its program has just been run for.
    [[nodiscard]] summarised figure_of(std::size_t figure, std::size_t unit, bool marked) noexcept {
        if (!marked) {
            return {own(batch().figure_column(figure), unit), true};
        }
        const plan_figure& item = batch().figures[figure];
        const lane_figures read = read_unit(item.indicator, unit);
        const std::size_t field = batch().scored.rules().indicators()[item.indicator].first_field + item.slot;
        const bool refused = is_refused(batch(), item.indicator, item.slot, given(field, unit));
        return read.states[item.slot] == slot_state::present && !refused
                   ? summarised{read.slots[item.slot], true}
                   : summarised{std::numeric_limits<double>::quiet_NaN(), false};
    }

    void summarise(std::size_t term, std::size_t figure) noexcept {
        summaries_[term].start_again();
        for (std::size_t unit = 0; unit < units_; ++unit) {
            if (present_[cell(figure, unit)] != 0) {
                summaries_[term].add(at(batch().first_figure_column + figure, unit));
            }
        }
    }

    bool update_term(std::size_t term, std::size_t figure, const summarised& before,
                     const summarised& now) noexcept {
        moving_summary& summary = summaries_[term];
        if (now.present) {  // first, so that a best that gets better is never looked for
            summary.add(now.value);
        }
        if (before.present && summary.remove(before.value)) {
            summarise(term, figure);
        }
        return keep_term(term);
    }

    /// Takes a cohort figure from its summary; true where it is another than before.
    bool keep_term(std::size_t term) noexcept {
        const std::optional<double> found = summaries_[term].value();
        const double value = found.value_or(std::numeric_limits<double>::quiet_NaN());
        const slot_state state = found ? slot_state::present : slot_state::missing;
        if (is_same_number(term_values_[term], value) && term_states_[term] == state) {
            return false;
        }
        put_term(term, value, state);
        return true;
    }

    void put_term(std::size_t term, double value, slot_state state) noexcept {
        term_values_[term] = value;
        term_states_[term] = state;
        for (std::size_t tile = 0; tile < tiles_; ++tile) {
            std::fill_n(place(batch().first_term_column + term, tile * tile_lanes), tile_lanes, value);
        }
    }

    column_memory memory_;              // of each tile its block of columns
    std::vector<const double*> table_;  // where each of them begins
    std::vector<lane_mask> masks_;
    std::vector<double> slots_;  // of one unit and indicator
    std::vector<slot_state> states_;
    std::vector<char> present_;  // whether a unit has a summarised figure
    std::vector<moving_summary> summaries_;
    std::vector<double> term_values_;
    std::vector<slot_state> term_states_;
};

}  // namespace dti::inline v0::detail
