// The doubles of a certified cohort, and the exact numbers of indicators of which doubles say nothing.
//
// In: a plan, figures. Out: columns of points, values and totals for which the plan's bounds hold, and which
// units they do not hold for. Next: print_columns.hpp.
#pragma once

#include "dti/aggregate/score.hpp"
#include "dti/batch/certified/exact_cells.hpp"
#include "dti/batch/certified/figures.hpp"
#include "dti/batch/certified/published.hpp"
#include "dti/batch/certified/scratch.hpp"

#include <cmath>
#include <limits>
#include <optional>

namespace dti::inline v0::detail {

class certified_columns {
  public:
    certified_columns(const certified_plan& plan, const lane_functions& loops,
                      const certified_figures& figures, const published_output& output,
                      certified_scratch& scratch)
        : plan_(plan),
          loops_(loops),
          in_(figures),
          out_(output),
          room_(scratch),
          units_(figures.data().units().size()) {}

  protected:
    static constexpr double none = std::numeric_limits<double>::quiet_NaN();

    [[nodiscard]] double* total_points() const noexcept { return room_.totals_.column(0); }
    [[nodiscard]] double* total() const noexcept { return room_.totals_.column(1); }

    exact_cells& cells() {
        if (!cells_) {
            cells_.emplace(plan_.scored, in_.data());
        }
        return *cells_;
    }

    /// A value of any size as a whole number of its last decimal.
    static double printed(const std::optional<exact>& value, int decimals) {
        if (!value) {
            return none;
        }
        const auto magnitude = static_cast<double>(scaled_magnitude(*value, decimals));
        return (value->is_negative() ? -magnitude : magnitude) + 0.0;
    }

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
                if (std::isnan(points[unit]) == found.points.has_value()) {
                    room_.irregular_[unit] = 1;  // its coverage is another one, too
                }
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

    const certified_plan& plan_;
    const lane_functions& loops_;
    const certified_figures& in_;
    const published_output& out_;
    certified_scratch& room_;
    std::size_t units_;
    std::optional<exact_cells> cells_;
    std::size_t settled_ = 0;
};

}  // namespace dti::inline v0::detail
