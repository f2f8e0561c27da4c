// A data set in, the scorecard of score<exact> out, for whoever prints it: its figures are rounded as they
// are printed, and that is proven from doubles where it can be.
//
// In: a model and a data set, and how many decimals are printed. Out: a scorecard whose texts are those of
// aggregate/score.hpp's. What the certified path does not cover is scored by the exact one whole.
#pragma once

#include "dti/batch/certified.hpp"

#include <cmath>
#include <map>
#include <optional>
#include <utility>
#include <vector>

namespace dti::inline v0 {

namespace detail {

/// Everything that is published of a data set, by columns.
struct published_results {
    std::vector<double> points, sub_indices, pillars, total_points, total, rank, low, high;
    std::vector<std::uint8_t> cells;

    published_results(const compiled_definition& rules, std::size_t units)
        : points(rules.indicators().size() * units),
          sub_indices(rules.source().sub_indices.size() * units),
          pillars(rules.source().pillars.size() * units),
          total_points(units),
          total(units),
          rank(units),
          low(units),
          high(units),
          cells(points.size()) {}

    [[nodiscard]] published_output views() {
        const std::size_t units = rank.size();
        const auto view = [&](std::vector<double>& results) {
            return columns_view(results.data(), units, results.size() / units);
        };
        return {view(points),
                view(sub_indices),
                view(pillars),
                view(total_points),
                view(total),
                view(rank),
                {cells.data(), 0, 1, static_cast<std::ptrdiff_t>(units)},
                view(low),
                view(high)};
    }
};

/// Makes units of a scorecard from what is published of them.
class published_reader {
  public:
    published_reader(const model<exact>& scored, const data_set& data, published_decimals decimals,
                     const published_results& found)
        : model_(scored), data_(data), decimals_(decimals), found_(found), cells_(scored, data) {}

    [[nodiscard]] unit_score<exact> read(std::size_t unit, bool exact_points) {
        const compiled_definition& rules = model_.rules();
        const std::size_t units = data_.units().size();
        unit_score<exact> made;
        bool has_all = true;
        for (std::size_t i = 0; i < rules.indicators().size(); ++i) {
            const std::size_t at = i * units + unit;
            has_all = has_all && (!rules.indicators()[i].source->scored || !std::isnan(found_.points[at]));
        }
        for (std::size_t i = 0; i < rules.indicators().size(); ++i) {
            made.indicators.push_back(exact_points || !has_all ? cells_.score(unit, i)
                                                               : read_indicator(unit, i, i * units + unit));
        }
        if (!has_all) {  // its maxima are its own
            summarise<exact>(model_, made);
            return made;
        }
        rolled_up_unit<exact> sums;
        for (std::size_t part = 0; part < rules.source().sub_indices.size(); ++part) {
            sums.values.sub_indices.push_back(
                figure(found_.sub_indices[part * units + unit], decimals_.value));
        }
        for (std::size_t view = 0; view < rules.source().pillars.size(); ++view) {
            sums.values.pillars.push_back(figure(found_.pillars[view * units + unit], decimals_.value));
        }
        sums.values.total_points = figure(found_.total_points[unit], decimals_.points);
        sums.values.total = figure(found_.total[unit], decimals_.value);
        sums.low = figure(found_.low[unit], decimals_.points);
        sums.high = figure(found_.high[unit], decimals_.points);
        summarise<exact>(model_, made, std::move(sums));
        return made;
    }

    [[nodiscard]] bool ok() const noexcept { return cells_.faults().empty(); }

  private:
    static std::optional<exact> figure(double whole, int decimals) {
        if (std::isnan(whole)) {
            return std::nullopt;
        }
        return exact(static_cast<std::int64_t>(whole), static_cast<std::int64_t>(decimal_scale(decimals)));
    }

    [[nodiscard]] indicator_score<exact> read_indicator(std::size_t unit, std::size_t index,
                                                        std::size_t at) const {
        indicator_score<exact> item;
        item.status = cell_status(found_.cells[at]);
        item.reason = cell_reason(found_.cells[at]);
        item.points = figure(found_.points[at], decimals_.points);
        if (item.status == score_status::entered) {
            const compiled_indicator& entered = model_.rules().indicators()[index];
            const exact& points = data_.at(unit, entered.points_field()).value;
            item.clamped = points < entered.source->min_score || points > entered.source->max_score;
        }
        return item;
    }

    const model<exact>& model_;
    const data_set& data_;
    published_decimals decimals_;
    const published_results& found_;
    exact_cells cells_;
};

}  // namespace detail

/// The same as score<exact>(scored, data) to everybody who prints points and total points with
/// `decimals.points`, and values with `decimals.value`. Ranks and statuses are the same. The points of
/// indicators are unrounded, with the formula's own beside entered ones, where `exact_points`.
[[nodiscard]] inline scorecard<exact> score_published(const model<exact>& scored, const data_set& data,
                                                      published_decimals decimals, bool exact_points) {
    const std::size_t units = data.units().size();
    if (units < 2) {  // preparing costs more than it saves
        return score<exact>(scored, data);
    }
    const certified_scorer scorer(scored.shared(), figure_bounds(data), decimals);
    detail::published_results found(scored.rules(), units);
    const certified_figures figures = scorer.prepare(data);
    certified_scratch scratch = scorer.make_scratch(units);
    if (!scorer.covers() || !scorer.score(figures, found.views(), scratch).ok) {
        return score<exact>(scored, data);
    }
    scorecard<exact> card;
    detail::published_reader reader(scored, data, decimals, found);
    const std::span<const std::uint32_t> groups = figures.groups();
    std::map<std::uint32_t, std::size_t> sizes;  // ranked units of each group
    const auto group_of = [&](std::size_t unit) { return groups.empty() ? 0 : groups[unit]; };
    for (std::size_t unit = 0; unit < units; ++unit) {
        card.units.push_back(reader.read(unit, exact_points));
        sizes[group_of(unit)] += std::isnan(found.rank[unit]) ? 0 : 1;
    }
    if (!reader.ok()) {
        return score<exact>(scored, data);
    }
    for (std::size_t unit = 0; unit < units; ++unit) {
        if (!std::isnan(found.rank[unit])) {
            card.units[unit].rank =
                rank{static_cast<std::uint64_t>(2 * found.rank[unit]), sizes[group_of(unit)]};
        }
    }
    return card;
}

}  // namespace dti::inline v0
