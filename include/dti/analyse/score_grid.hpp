// Every combination of some figures' values, scored: what each would make of a unit. All exact.
//
// In: a model, data, ranges of values (value_range.hpp). Out: total and rank for each combination, in order.
// Next: report/grid_card.hpp.
#pragma once

#include "dti/aggregate/score.hpp"
#include "dti/analyse/unit_total.hpp"
#include "dti/analyse/value_range.hpp"
#include "dti/batch/stream/work_in_turns.hpp"

#include <algorithm>
#include <cstddef>
#include <functional>
#include <optional>
#include <utility>
#include <vector>

namespace dti::inline v0 {

/// What a combination makes of the unit; nothing where there is none.
struct combination_score {
    std::vector<std::size_t> values{};  ///< of each range: the position of its value
    std::optional<exact> points{};      ///< of the ranges' indicator, where they have one in common
    std::optional<exact> total_points{};
    exact change{};  ///< of total points, as the roll-up gives them whatever the coverage: see unit_total
    std::optional<exact> total{};
    std::optional<rank> place{};
};

struct grid_scores {
    std::vector<combination_score> combinations{};  ///< the last range takes its next value first
    /// Of the first combination that the definition's policies refuse, with its data: then nothing counts.
    std::vector<score_fault> faults{};
    std::optional<data_set> refused{};
    bool ended_early = false;
};

/// How many combinations there are, or nothing above most_combinations.
[[nodiscard]] inline std::optional<std::size_t> combinations(
    const std::vector<value_range>& ranges) noexcept {
    std::size_t product = 1;
    for (const value_range& range : ranges) {
        product *= range.values.size();
        if (product > most_combinations) {
            return std::nullopt;
        }
    }
    return product;
}

namespace detail {

/// The place that a range moves in the data.
inline figure& figure_of(data_set& data, const value_range& range) {
    const compiled_indicator& item = data.rules().indicators()[range.indicator];
    return data.at(range.unit, item.first_field + range.slot);
}

}  // namespace detail

/// Scores the cohort for every combination of the ranges' values, on `threads` threads (0: all processors).
/// `before` is the unit's score that changes are from. `data` have a value of each range where it is put, and
/// whatever gives way to it is gone: change_data() with one value of each does that. `progress` is told how
/// many are done, and of how many; false ends the work. Domain: ranges are of `unit`, combinations(ranges).
[[nodiscard]] inline grid_scores score_grid(const model<exact>& scored, const unit_score<exact>& before,
                                            const data_set& data, std::size_t unit,
                                            const std::vector<value_range>& ranges, std::size_t threads,
                                            const std::function<bool(std::size_t, std::size_t)>& progress) {
    struct room {
        data_set data;
        combination_score found{};
        std::vector<score_fault> faults{};
    };
    const std::size_t count = *combinations(ranges);
    const bool one_indicator = std::all_of(ranges.begin(), ranges.end(), [&](const value_range& range) {
        return range.indicator == ranges.front().indicator;
    });
    const exact points_before = unit_total(scored, before).points();
    grid_scores result;
    result.combinations.reserve(count);
    const auto score_one = [&](room& own, std::size_t number) {
        own.found = {.values = std::vector<std::size_t>(ranges.size())};
        for (std::size_t i = ranges.size(); i-- > 0; number /= ranges[i].values.size()) {
            const std::size_t at = number % ranges[i].values.size();
            own.found.values[i] = at;
            figure& stored = detail::figure_of(own.data, ranges[i]);
            const figure replaced = std::exchange(stored, ranges[i].values[at]);
            stored.where = replaced.where;
            stored.source = replaced.source;
        }
        scorecard<exact> card = score(scored, own.data);
        own.faults = std::move(card.faults);
        if (!own.faults.empty()) {
            return;
        }
        const unit_score<exact>& mine = card.units[unit];
        if (one_indicator && !ranges.empty()) {
            own.found.points = mine.indicators[ranges.front().indicator].points;
        }
        own.found.total_points = mine.values.total_points;
        own.found.total = mine.values.total;
        own.found.change = unit_total(scored, mine).points() - points_before;
        own.found.place = mine.rank;
    };
    const auto hand_over = [&](room& own, std::size_t number) {
        if (!own.faults.empty()) {
            result.faults = std::move(own.faults);
            result.refused = own.data;
            return false;
        }
        result.combinations.push_back(std::move(own.found));
        const bool goes_on = !progress || progress(number + 1, count);
        result.ended_early = !goes_on && number + 1 < count;
        return goes_on;
    };
    work_in_turns(
        count, threads_or_all(threads), [&] { return room{data}; }, score_one, hand_over);
    return result;
}

}  // namespace dti::inline v0
