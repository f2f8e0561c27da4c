// One call of a gradient scorer: tile by tile the lines of its plan, then what is left to exact arithmetic.
//
// In: a plan, prepared columns. Out: arrays filled.
#pragma once

#include "dti/analyse/gradients/settle.hpp"
#include "dti/batch/array.hpp"

#include <algorithm>
#include <array>
#include <bit>
#include <limits>
#include <span>
#include <utility>
#include <vector>

namespace dti::inline v0 {

namespace detail {
class gradient_run;
}

/// Where derivatives go: one scenario, items are the fields of the scorer. What has no data is not written.
struct gradient_output {
    array_view up;    ///< as the figure rises
    array_view down;  ///< as it falls
};

/// Room for one thread to find gradients in. Made by gradient_scorer::make_scratch().
class gradient_scratch {
  public:
    explicit gradient_scratch(const detail::gradient_plan& plan)
        : steps_(plan.most_steps), columns_(4 * plan.most_steps) {}

  private:
    friend class detail::gradient_run;

    std::size_t steps_;
    detail::column_memory columns_;  // of each step value, error, slope and what that is off by
};

namespace detail {

class gradient_run {
  public:
    gradient_run(const gradient_plan& plan, const gradient_functions& loops, const analysed_cohort& all,
                 const std::vector<std::vector<point_share>>& shares, const gradient_output& output,
                 gradient_scratch& scratch)
        : plan_(plan), loops_(loops), all_(all), shares_(shares), out_(output), room_(scratch) {}

    /// Returns how many pairs of a unit and an indicator were left to infinitesimal steps.
    std::size_t find(const std::vector<prepared_line>& lines, const std::vector<prepared_other>& others) {
        const std::size_t units = all_.data().units().size();
        for (first_ = 0; first_ < units; first_ += tile_lanes) {
            size_ = std::min(tile_lanes, units - first_);
            store_constants();
            for (std::size_t i = 0; i < lines.size(); ++i) {
                find_line(plan_.lines[i], lines[i]);
            }
            for (std::size_t i = 0; i < others.size(); ++i) {
                find_other(plan_.others[i], others[i]);
            }
        }
        return settled_;
    }

  private:
    using column = std::array<double, tile_lanes>;
    /// Derivatives by one figure.
    struct side_columns {
        alignas(64) column up;
        alignas(64) column down;

        void set(std::size_t lane, const side_pair& sides) noexcept {
            up[lane] = sides.up;
            down[lane] = sides.down;
        }
    };

    template <class Visit>
    static void for_lanes(lane_mask mask, Visit visit) {
        for (; mask != 0; mask &= mask - 1) {
            visit(static_cast<std::size_t>(std::countr_zero(mask)));
        }
    }

    void store(std::size_t item, const double* up, const double* down) const {
        if (out_.up.is_wanted()) {
            out_.up.store_units(0, first_, item, {up, size_});
        }
        if (out_.down.is_wanted()) {
            out_.down.store_units(0, first_, item, {down, size_});
        }
    }
    void store(std::size_t item, const column& up, const column& down) const {
        store(item, up.data(), down.data());
    }

    void store_constants() {
        column& values = value_;
        double filled = 0;
        values.fill(filled);
        for (const constant_item& item : plan_.constants) {
            if (item.value != filled) {  // NaN is never the same, and rare enough
                filled = item.value;
                values.fill(filled);
            }
            store(item.out, values, values);
        }
    }

    // --- lines ---------------------------------------------------------------------------------------------

    void find_line(const line_plan& line, const prepared_line& figures) {
        const std::size_t tile = first_ / tile_lanes;
        const line_lanes& lanes = figures.lanes[tile];
        const double best = line.variable.best ? figures.best.to_double() : 0;
        line_columns columns;
        columns.top = figures.top.data() + first_;
        columns.bottom = line.variable.bottom ? figures.bottom.data() + first_ : nullptr;
        columns.factor = figures.factor.data() + first_;
        columns.best = best;
        columns.best_band = std::abs(best) * slope_table::doubt;
        columns.places = line.table.places.data();
        columns.bands = line.table.bands.data();
        columns.slopes = line.table.slopes.data();
        columns.count = line.table.places.size();
        columns.value = value_.data();
        columns.gain = whole_.up.data();
        columns.top_gain = top_.up.data();
        columns.bottom_gain = bottom_.up.data();
        const lane_mask near = loops_.find_slopes(columns) & lanes.moving;
        const lane_mask odd =
            near | ((lanes.stands | lanes.edge | lanes.exact_only | lanes.named) & lanes.moving);
        if (odd == 0) {
            store_line(line, whole_.up, top_.up, bottom_.up);
            return;
        }
        whole_.down = whole_.up;
        top_.down = top_.up;
        bottom_.down = bottom_.up;
        for_lanes(odd, [&](std::size_t lane) { settle(line, figures, lanes, near, lane); });
        store_line(line, whole_.down, top_.down, bottom_.down);
    }

    void store_line(const line_plan& line, const column& whole_down, const column& top_down,
                    const column& bottom_down) const {
        const bool is_quotient = line.variable.bottom.has_value();
        if (line.top_out) {
            store(*line.top_out, is_quotient ? top_.up : whole_.up, is_quotient ? top_down : whole_down);
        }
        if (line.bottom_out) {
            store(*line.bottom_out, bottom_.up, bottom_down);
        }
        if (line.derived_out) {
            store(*line.derived_out, whole_.up, whole_down);
        }
    }

    /// A lane that the columns do not decide.
    void settle(const line_plan& line, const prepared_line& figures, const line_lanes& lanes, lane_mask near,
                std::size_t lane) {
        const lane_mask bit = lane_mask{1} << lane;
        const bool named = (lanes.named & bit) != 0;
        side_pair sides{whole_.up[lane], whole_.up[lane]};
        if ((near & bit) != 0) {
            sides = sides_near(line, figures, named, lane);
        }
        const bool finite = std::isfinite(sides.up) && std::isfinite(sides.down);
        const bool stands = (lanes.stands & bit) != 0;
        const bool edge = (lanes.edge & bit) != 0;
        if ((lanes.exact_only & bit) != 0 || (stands && !finite) || (edge && sides != side_pair{})) {
            settle_exactly(line, lane);
            return;
        }
        if (stands) {
            sides = {};
        }
        whole_.set(lane, sides);
        if (line.variable.bottom) {
            const double bottom = figures.bottom.data()[first_ + lane];
            top_.set(lane, named ? side_pair{} : sides.by(1 / bottom));
            bottom_.set(lane, named ? side_pair{} : sides.by(-value_[lane] / bottom));
        }
    }

    /// Derivatives by the variable where it is near a place or near the best: where exactly?
    [[nodiscard]] side_pair sides_near(const line_plan& line, const prepared_line& figures, bool named,
                                       std::size_t lane) const {
        static const exact one(1);
        const line_variable& variable = line.variable;
        const std::span<const exact> slots = all_.figures().slots(first_ + lane, line.indicator);
        const exact& top = slots[named ? *variable.derived : variable.top];
        const exact& bottom = variable.bottom && !named ? slots[*variable.bottom] : one;
        const double factor = figures.factor.data()[first_ + lane];
        if (!variable.best) {
            return line.table.at([&](const exact& place) { return compare_quotient(top, bottom, place); })
                .by(factor);
        }
        const bool is_best = figures.best_units > 0 &&
                             compare_quotient(top, bottom, figures.best) == std::strong_ordering::equal;
        if (is_best && figures.best_units == 1) {
            return {};  // the best moves along: the share stays 1
        }
        side_pair sides = line.table
                              .at([&](const exact& place) {
                                  const std::strong_ordering order =
                                      compare_quotient(top, bottom, place * figures.best);
                                  return figures.best.is_negative() ? 0 <=> order : order;
                              })
                              .by(factor / figures.best.to_double());
        if (is_best) {
            sides.up = 0;  // above those that are equal to it, it is the best alone
        }
        return sides;
    }

    void settle_exactly(const line_plan& line, std::size_t lane) {
        const line_variable& variable = line.variable;
        exact_settler settler = settler_for(line.indicator, lane);
        const std::optional<std::uint32_t> whole = variable.slot();
        whole_.set(lane, whole ? settler.find(*whole) : side_pair{});
        if (variable.bottom) {
            top_.set(lane, settler.find(variable.top));
            bottom_.set(lane, settler.find(*variable.bottom));
        }
    }

    // --- other rules ---------------------------------------------------------------------------------------

    void find_other(const other_plan& other, const prepared_other& figures) {
        const std::size_t tile = first_ / tile_lanes;
        const line_lanes& lanes = figures.lanes[tile];
        double* const factor = figures.factor.data() + first_;
        lane_mask doubtful = lanes.exact_only;
        if (other.rule) {
            const std::size_t leaves = tile * other.rule->leaves.size() * tile_lanes;
            const std::size_t room = room_.steps_ * tile_lanes;
            double* const columns = room_.columns_.data();
            doubtful |= loops_.run_adjoint(
                other.rule->program,
                {figures.leaves.data() + leaves, figures.errors.data() + leaves,
                 figures.given.data() + leaves, figures.terms.data(), all_.data().units().size() == 1,
                 columns, columns + room, columns + 2 * room, columns + 3 * room});
            for (const other_figure& figure : other.figures) {
                if (figure.step) {
                    doubtful |= loops_.finish_slopes(up_of(figure), down_of(figure), factor);
                }
            }
        }
        settle_doubtful(other, lanes, doubtful & lanes.moving);
        for (const other_figure& figure : other.figures) {
            if (figure.step) {
                store(figure.out, up_of(figure), down_of(figure));
            } else {
                find_jumps(other, figure, lanes.moving);
            }
        }
    }
    /// Columns of a step, after the run: what was off is not needed any more.
    [[nodiscard]] double* up_of(const other_figure& figure) const noexcept {
        return room_.columns_.data() + (2 * room_.steps_ + *figure.step) * tile_lanes;
    }
    [[nodiscard]] double* down_of(const other_figure& figure) const noexcept {
        return room_.columns_.data() + (3 * room_.steps_ + *figure.step) * tile_lanes;
    }

    void settle_doubtful(const other_plan& other, const line_lanes& lanes, lane_mask doubtful) {
        for_lanes(lanes.moving & (doubtful | lanes.stands | lanes.edge), [&](std::size_t lane) {
            const lane_mask bit = lane_mask{1} << lane;
            bool moves = (doubtful & bit) != 0;
            for (const other_figure& figure : other.figures) {
                moves = moves || ((lanes.edge & bit) != 0 && figure.step && up_of(figure)[lane] != 0);
            }
            std::optional<exact_settler> settler;
            if (moves) {
                settler.emplace(settler_for(other.indicator, lane));
            }
            for (const other_figure& figure : other.figures) {
                if (figure.step) {
                    const side_pair sides = settler ? settler->find(figure.slot) : side_pair{};
                    up_of(figure)[lane] = sides.up;
                    down_of(figure)[lane] = sides.down;
                }
            }
        });
    }

    /// By a truth, or by a rule that is too large for steps.
    void find_jumps(const other_plan& other, const other_figure& figure, lane_mask moving) {
        whole_.up.fill(0);
        whole_.down.fill(0);
        for_lanes(moving, [&](std::size_t lane) {
            whole_.set(lane, settler_for(other.indicator, lane).find(figure.slot));
        });
        store(figure.out, whole_.up, whole_.down);
    }

    [[nodiscard]] exact_settler settler_for(std::size_t indicator, std::size_t lane) {
        ++settled_;
        const std::size_t unit = first_ + lane;
        const std::size_t part = all_.rules().indicators()[indicator].sub_index;
        return {all_, unit, indicator, shares_[unit][part]};
    }

    const gradient_plan& plan_;
    const gradient_functions& loops_;
    const analysed_cohort& all_;
    const std::vector<std::vector<point_share>>& shares_;
    const gradient_output& out_;
    gradient_scratch& room_;
    std::size_t settled_ = 0;
    std::size_t first_ = 0;  // unit of the tile
    std::size_t size_ = 0;
    alignas(64) column value_{};
    side_columns whole_{};  // by the variable itself
    side_columns top_{};
    side_columns bottom_{};
};

}  // namespace detail

}  // namespace dti::inline v0
