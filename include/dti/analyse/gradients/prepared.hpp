// The figures of an analysed cohort as the columns that gradients are computed from.
//
// In: a plan and an analysed cohort. Out: for every line of the plan its figures in tiles of 64 units, and
// which of them move; the exact figures stay where they are, for what doubles do not decide. Next: run.hpp.
#pragma once

#include "dti/analyse/gain_sides.hpp"
#include "dti/analyse/gradients/shares.hpp"
#include "dti/batch/batch/scratch.hpp"
#include "dti/batch/gradients.hpp"

#include <algorithm>
#include <cmath>
#include <memory>
#include <utility>
#include <vector>

namespace dti::inline v0 {

class gradient_scorer;

namespace detail {

/// Units of one tile, as masks.
struct line_lanes {
    lane_mask moving = 0;  ///< the points come from the formula
    lane_mask named =
        0;  ///< the quotient is given as the derived figure that it is: its parts do not move it
    lane_mask stands = 0;  ///< see share_state
    lane_mask edge = 0;
    lane_mask exact_only = 0;  ///< figures so large or small that double arithmetic proves nothing
};

/// A line's columns: whole tiles one after the other.
struct prepared_line {
    column_memory top;
    column_memory bottom;
    column_memory factor;
    std::vector<line_lanes> lanes;  ///< by tile
    exact best{};                   ///< of the cohort, where the line is of a share of it
    std::size_t best_units = 0;     ///< how many units have it; 0 where it is a reference, which none moves
};

/// The columns of an indicator whose rule is no line: of each tile all leaves of the rule.
struct prepared_other {
    column_memory leaves;
    column_memory errors;
    column_memory given;
    column_memory factor;
    std::vector<line_lanes> lanes;  ///< by tile
    std::vector<adjoint_term> terms{};
};

class cohort_preparer;

}  // namespace detail

/// Made by gradient_scorer::prepare(). The analysed cohort outlives it.
class gradient_figures {
  public:
    [[nodiscard]] std::size_t units() const noexcept { return all_->data().units().size(); }

  private:
    friend class gradient_scorer;
    friend class detail::cohort_preparer;

    explicit gradient_figures(const analysed_cohort& all) : all_(&all) {}

    const analysed_cohort* all_;
    std::vector<detail::prepared_line> lines_;
    std::vector<detail::prepared_other> others_;
    std::vector<std::vector<detail::point_share>> shares_;  // by unit, by sub-index
};

namespace detail {

class cohort_preparer {
  public:
    cohort_preparer(const gradient_plan& plan, const analysed_cohort& all)
        : plan_(plan), all_(all), units_(all.data().units().size()), made_(all) {}

    [[nodiscard]] gradient_figures prepare() {
        const share_finder shares(all_);
        for (std::size_t unit = 0; unit < units_; ++unit) {
            made_.shares_.push_back(shares.find(unit));
        }
        for (const line_plan& line : plan_.lines) {
            made_.lines_.push_back(prepare(line));
        }
        for (const other_plan& other : plan_.others) {
            made_.others_.push_back(prepare(other));
        }
        return std::move(made_);
    }

  private:
    // Far from where products and quotients of a few of them leave the range of double, or its precision.
    static constexpr double smallest = 0x1p-200;
    static constexpr double largest = 0x1p200;

    [[nodiscard]] std::size_t tiles() const noexcept { return (units_ + tile_lanes - 1) / tile_lanes; }
    static lane_mask bit(std::size_t unit) noexcept { return lane_mask{1} << unit % tile_lanes; }

    [[nodiscard]] bool moves(std::size_t unit, std::size_t indicator) const {
        return is_by_formula(all_.card().units[unit].indicators[indicator]);
    }
    [[nodiscard]] const point_share& share_of(std::size_t unit, std::size_t indicator) const {
        return made_.shares_[unit][all_.rules().indicators()[indicator].sub_index];
    }
    static bool is_tame(double value) noexcept {
        const double size = std::abs(value);
        return size == 0 || (size >= smallest && size <= largest);
    }

    prepared_line prepare(const line_plan& line) {
        prepared_line made{column_memory(tiles()), column_memory(tiles()), column_memory(tiles()),
                           std::vector<line_lanes>(tiles())};
        std::fill_n(made.bottom.data(), tiles() * tile_lanes, 1.0);
        if (line.variable.best) {
            made.best = all_.figures().terms(line.indicator)[*line.variable.best];
        }
        for (std::size_t unit = 0; unit < units_; ++unit) {
            if (made.best_units < units_ && units_ > 1 && has_best(line, made, unit)) {
                ++made.best_units;
            }
            if (moves(unit, line.indicator)) {
                add(line, unit, made);
            }
        }
        return made;
    }

    [[nodiscard]] bool has_best(const line_plan& line, const prepared_line& made, std::size_t unit) const {
        const std::optional<std::uint32_t> slot = line.variable.slot();
        return line.variable.best && slot &&
               all_.figures().states(unit, line.indicator)[*slot] == slot_state::present &&
               all_.figures().slots(unit, line.indicator)[*slot] == made.best;
    }

    void add(const line_plan& line, std::size_t unit, prepared_line& made) const {
        const compiled_indicator& item = all_.rules().indicators()[line.indicator];
        const std::span<const exact> slots = all_.figures().slots(unit, line.indicator);
        line_lanes& lanes = made.lanes[unit / tile_lanes];
        const point_share& share = share_of(unit, line.indicator);
        const bool named =
            line.variable.derived && all_.data().at(unit, item.first_field + *line.variable.derived).given;
        double& top = made.top.data()[unit];
        double& bottom = made.bottom.data()[unit];
        top = slots[named ? *line.variable.derived : line.variable.top].to_double();
        if (line.variable.bottom && !named) {
            bottom = slots[*line.variable.bottom].to_double();
        }
        add_unit(unit, share, lanes);
        lanes.named |= named ? bit(unit) : 0;
        if (!is_tame(top) || !is_tame(bottom) || !is_tame(made.best.to_double())) {
            lanes.exact_only |= bit(unit);
            top = 0;
            bottom = 1;
            return;
        }
        made.factor.data()[unit] = share.per_maximum;
    }

    static void add_unit(std::size_t unit, const point_share& share, line_lanes& lanes) {
        lanes.moving |= bit(unit);
        lanes.stands |= share.state == share_state::stands ? bit(unit) : 0;
        lanes.edge |= share.state == share_state::edge ? bit(unit) : 0;
    }

    // --- other rules ---------------------------------------------------------------------------------------

    prepared_other prepare(const other_plan& other) {
        const std::size_t leaves = other.rule ? other.rule->leaves.size() : 0;
        prepared_other made{column_memory(tiles() * leaves), column_memory(tiles() * leaves),
                            column_memory(tiles() * leaves), column_memory(tiles()),
                            std::vector<line_lanes>(tiles())};
        // Where there is no figure stands some number that no rule bends at: nobody looks at what comes of
        // it.
        for (std::size_t i = 0; i < tiles() * leaves * tile_lanes; ++i) {
            made.leaves.data()[i] = 0.618033988749895 + 0.0412402 * static_cast<double>(i / tile_lanes % 8);
        }
        if (other.rule) {
            add_terms(other, made);
        }
        for (std::size_t unit = 0; unit < units_; ++unit) {
            if (moves(unit, other.indicator)) {
                add(other, unit, made);
            }
        }
        return made;
    }

    void add_terms(const other_plan& other, prepared_other& made) const {
        const std::vector<cohort_term>& terms =
            all_.rules().indicators()[other.indicator].points->cohort_terms;
        for (std::size_t i = 0; i < terms.size(); ++i) {
            const exact& value = all_.figures().terms(other.indicator)[i];
            adjoint_term& term = made.terms.emplace_back();
            term.value = value.to_double();
            term.error = conversion_error(value, term.value);
            if (terms[i].function == cohort_function::sum) {
                term.slope = 1;
            } else if (terms[i].function == cohort_function::mean) {
                std::size_t count = 0;
                for (std::size_t unit = 0; unit < units_; ++unit) {
                    count += has_figure(unit, other.indicator, terms[i].slot) ? 1U : 0U;
                }
                term.slope = 1 / static_cast<double>(std::max<std::size_t>(1, count));
            }
        }
    }
    [[nodiscard]] bool has_figure(std::size_t unit, std::size_t indicator, std::size_t slot) const {
        return all_.figures().states(unit, indicator)[slot] == slot_state::present;
    }

    void add(const other_plan& other, std::size_t unit, prepared_other& made) const {
        const compiled_indicator& item = all_.rules().indicators()[other.indicator];
        const point_share& share = share_of(unit, other.indicator);
        line_lanes& lanes = made.lanes[unit / tile_lanes];
        add_unit(unit, share, lanes);
        bool tame = other.rule.has_value();
        for (const cohort_term& term : item.points->cohort_terms) {
            tame = tame && has_figure(unit, other.indicator, term.slot);  // else it is no part of the cohort
        }
        const std::size_t leaves = other.rule ? other.rule->leaves.size() : 0;
        for (std::size_t leaf = 0; leaf < leaves; ++leaf) {
            const std::uint32_t slot = other.rule->leaves[leaf];
            const std::size_t at = (unit / tile_lanes * leaves + leaf) * tile_lanes + unit % tile_lanes;
            if (!all_.data().at(unit, item.first_field + slot).given) {
                continue;
            }
            const exact& figure = all_.figures().slots(unit, other.indicator)[slot];
            const double value = figure.to_double();
            tame = tame && is_tame(value);
            made.leaves.data()[at] = value;
            made.errors.data()[at] = conversion_error(figure, value);
            made.given.data()[at] = 1;
        }
        if (!tame) {
            lanes.exact_only |= bit(unit);
        }
        made.factor.data()[unit] = other.weight * share.per_maximum;
    }

    const gradient_plan& plan_;
    const analysed_cohort& all_;
    std::size_t units_;
    gradient_figures made_;
};

}  // namespace detail

}  // namespace dti::inline v0
