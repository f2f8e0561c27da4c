// Two scores of one cohort, before and after: what has become of a unit's points, total and rank.
//
// In: a model, data and their scorecard before and after (change_data.hpp, or data of a later time), and a
// unit in both. Out: rows by level, whom the unit overtakes and who overtakes it, and what may be put on top
// of an official total. All exact. Next: report/what_if_card.hpp.
#pragma once

#include "dti/aggregate/score.hpp"

#include <array>
#include <numeric>
#include <optional>
#include <string_view>
#include <utility>
#include <vector>

namespace dti::inline v0 {

/// What a row is about. `rank_own`: the unit's new total among the totals that the others had before;
/// `rank_rivals`: from there to the rank among their new totals, so that both changes add up to that of
/// `rank`.
enum class change_level : std::uint8_t {
    indicator,
    sub_index,
    pillar,
    total_points,
    total,
    rank,
    rank_own,
    rank_rivals
};
inline constexpr std::array<std::string_view, 8> change_level_words{
    "indicator", "sub_index", "pillar", "total_points", "total", "rank", "rank_own", "rank_rivals"};

/// Points of an indicator, a value of a sub-index, pillar or total, total points, or a rank (a half where
/// ties are averaged). Nothing where there is none; `change` is after less before. Below min_coverage the
/// total has no before and no after, and its change is that of the points which the definition's policies
/// give.
struct what_if_row {
    change_level level = change_level::indicator;
    std::size_t at = 0;  ///< position of the indicator, sub-index or pillar
    std::optional<exact> before{};
    std::optional<exact> after{};
    std::optional<exact> change{};
};

/// What changes in a unit whose official total is known, though not all of its figures: total points that may
/// be put on top of it, the rest held as it is. Certain is what was scored by a rule from stated figures, and
/// is again, under a maximum that is not assumed. Everything else that changes is uncertain: nobody knows
/// what the unit has earned there so far.
struct official_change {
    exact points{};     ///< the official value in points of the total
    int decimals = 0;   ///< of `points`, that the official value fixes
    exact certain{};    ///< total points
    exact uncertain{};  ///< total points, if nothing has been earned there so far
};

/// Total points with everything missing at min_score and at max_score.
struct points_range {
    exact low{};
    exact high{};
};

/// See the head of the file. Rivals by their positions in the data before.
struct what_if {
    std::vector<what_if_row> rows{};             ///< indicators only where their points change
    std::vector<std::size_t> passes{};           ///< rivals that were not behind the unit, and are
    std::vector<std::size_t> passed_by{};        ///< rivals that were not ahead of the unit, and are
    std::vector<std::size_t> uncertain{};        ///< indicators that change without certainty
    std::optional<official_change> official{};   ///< where the profile before has an official value
    std::optional<points_range> range_before{};  ///< where the unit is below min_coverage
    std::optional<points_range> range_after{};
    bool assumed_maximum = false;  ///< some scored indicator has an assumed max_score
};

/// One side of a comparison.
struct scored_cohort {
    const data_set& data;
    const scorecard<exact>& card;  ///< of these data, without faults
    std::size_t unit = 0;          ///< whom the comparison is about
};

namespace detail {

class what_if_comparer {
  public:
    /// `rivals` says for each unit before which one it is after.
    what_if_comparer(const model<exact>& scored, const scored_cohort& before, const scored_cohort& after,
                     const std::vector<std::optional<std::size_t>>& rivals)
        : scored_(scored),
          source_(scored.rules().source()),
          before_(before),
          after_(after),
          rivals_(rivals) {}

    what_if compare() {
        result_.assumed_maximum = score(before_).assumed_maximum;
        add_indicators();
        if (source_.headline == headline_kind::total) {
            add_values();
            add_ranks();
            find_overtaken();
            add_official();
        }
        return std::move(result_);
    }

  private:
    using maybe = std::optional<exact>;

    static maybe difference(const maybe& before, const maybe& after) {
        return before && after ? maybe(*after - *before) : std::nullopt;
    }
    void add(change_level level, std::size_t at, const maybe& before, const maybe& after) {
        result_.rows.push_back({level, at, before, after, difference(before, after)});
    }

    [[nodiscard]] const unit_score<exact>& score(const scored_cohort& side) const {
        return side.card.units[side.unit];
    }

    void add_indicators() {
        const auto& before = score(before_).indicators;
        const auto& after = score(after_).indicators;
        for (std::size_t i = 0; i < before.size(); ++i) {
            if (before[i].points != after[i].points) {
                add(change_level::indicator, i, before[i].points, after[i].points);
                if (!is_certain(i)) {
                    result_.uncertain.push_back(i);
                }
            }
        }
    }

    [[nodiscard]] bool is_certain(std::size_t indicator) const {
        const auto by_rule = [&](const scored_cohort& side) {
            const indicator_score<exact>& item = score(side).indicators[indicator];
            return item.status == score_status::scored && item.reason == score_reason::none;
        };
        return by_rule(before_) && by_rule(after_) &&
               scored_.rules().indicators()[indicator].source->confidence.max_score != confidence::assumed;
    }

    /// The values that the policies give, also below min_coverage.
    [[nodiscard]] roll_up_result<exact> rolled_up(const scored_cohort& side) const {
        std::vector<maybe> points;
        for (const indicator_score<exact>& item : score(side).indicators) {
            points.push_back(item.points);
        }
        return roll_up<exact>(scored_, points, score(side).subtotals);
    }

    [[nodiscard]] std::optional<points_range> range(const scored_cohort& side) const {
        const unit_score<exact>& unit = score(side);
        return unit.below_coverage && unit.low && unit.high
                   ? std::optional(points_range{*unit.low, *unit.high})
                   : std::nullopt;
    }

    void add_values() {
        const roll_up_result<exact>& before = score(before_).values;
        const roll_up_result<exact>& after = score(after_).values;
        for (std::size_t i = 0; i < before.sub_indices.size(); ++i) {
            add(change_level::sub_index, i, before.sub_indices[i], after.sub_indices[i]);
        }
        for (std::size_t i = 0; i < before.pillars.size(); ++i) {
            add(change_level::pillar, i, before.pillars[i], after.pillars[i]);
        }
        result_.range_before = range(before_);
        result_.range_after = range(after_);
        const roll_up_result<exact> was = rolled_up(before_);
        const roll_up_result<exact> is = rolled_up(after_);
        result_.rows.push_back({change_level::total_points, 0, before.total_points, after.total_points,
                                difference(was.total_points, is.total_points)});
        result_.rows.push_back(
            {change_level::total, 0, before.total, after.total, difference(was.total, is.total)});
    }

    static std::vector<maybe> totals_of(const scorecard<exact>& card) {
        std::vector<maybe> totals;
        for (const unit_score<exact>& unit : card.units) {
            totals.push_back(unit.values.total);
        }
        return totals;
    }
    static maybe place(const std::optional<rank>& given) {
        return given ? maybe(exact(static_cast<std::int64_t>(given->twice_place), 2)) : std::nullopt;
    }

    void add_ranks() {
        const maybe before = place(score(before_).rank);
        const maybe after = place(score(after_).rank);
        std::vector<maybe> totals = totals_of(before_.card);
        totals[before_.unit] = score(after_).values.total;
        const maybe between = place(rank_level<exact>(source_, before_.data, totals)[before_.unit]);
        add(change_level::rank, 0, before, after);
        add(change_level::rank_own, 0, before, between);
        add(change_level::rank_rivals, 0, between, after);
    }

    void find_overtaken() {
        const std::vector<maybe> before =
            comparable_values<exact>(source_, before_.data, totals_of(before_.card));
        const std::vector<maybe> after =
            comparable_values<exact>(source_, after_.data, totals_of(after_.card));
        const maybe& own_before = before[before_.unit];
        const maybe& own_after = after[after_.unit];
        if (!own_before || !own_after) {
            return;
        }
        const auto shares_group = [](const scored_cohort& side, std::size_t rival) {
            return side.data.units()[rival].group == side.data.units()[side.unit].group;
        };
        for (std::size_t rival = 0; rival < before.size(); ++rival) {
            const std::optional<std::size_t>& later = rivals_[rival];
            if (rival == before_.unit || !later || !before[rival] || !after[*later] ||
                !shares_group(before_, rival) || !shares_group(after_, *later)) {
                continue;
            }
            if (*before[rival] >= *own_before && *after[*later] < *own_after) {
                result_.passes.push_back(rival);
            } else if (*before[rival] <= *own_before && *after[*later] > *own_after) {
                result_.passed_by.push_back(rival);
            }
        }
    }

    /// Total points that one point of an indicator is worth where everything counts.
    [[nodiscard]] exact worth(std::size_t indicator) const {
        const std::vector<compiled_indicator>& indicators = scored_.rules().indicators();
        const std::size_t part = indicators[indicator].sub_index;
        exact maximum;
        for (const compiled_indicator& item : indicators) {
            if (item.sub_index == part && item.source->scored && !item.source->bonus) {
                maximum += item.source->weight * item.source->max_score;
            }
        }
        return maximum.is_zero() ? exact(0)
                                 : indicators[indicator].source->weight * source_.sub_indices[part].weight *
                                       scored_.rules().sub_index_max(part) / maximum;
    }

    void add_official() {
        const std::optional<written_number>& value = before_.data.profile(before_.unit).official.total.value;
        if (!value) {
            return;
        }
        exact maximum;
        for (std::size_t part = 0; part < source_.sub_indices.size(); ++part) {
            maximum += source_.sub_indices[part].weight * scored_.rules().sub_index_max(part);
        }
        official_change official;
        official.points = value->value * maximum;
        official.decimals = value->decimals;
        for (exact rest = maximum; rest >= 10 && official.decimals > 0; rest /= 10) {
            --official.decimals;
        }
        for (const what_if_row& row : result_.rows) {
            if (row.level == change_level::indicator) {
                const exact points = row.after.value_or(0) - row.before.value_or(0);
                (is_certain(row.at) ? official.certain : official.uncertain) += points * worth(row.at);
            }
        }
        result_.official = std::move(official);
    }

    const model<exact>& scored_;
    const definition& source_;
    const scored_cohort& before_;
    const scored_cohort& after_;
    const std::vector<std::optional<std::size_t>>& rivals_;
    what_if result_;
};

}  // namespace detail

/// Compares a unit before and after. `rivals` has one entry a unit of the data before: which one it is after,
/// nothing where it is gone. Ranks, groups and who takes part are those of each side; `rank_own` is among the
/// units before. A definition that counts targets has rows of indicators alone. Domain: both sides are of
/// this model.
[[nodiscard]] inline what_if compare(const model<exact>& scored, const scored_cohort& before,
                                     const scored_cohort& after,
                                     const std::vector<std::optional<std::size_t>>& rivals) {
    return detail::what_if_comparer(scored, before, after, rivals).compare();
}

/// The same where only figures differ: the same units in the same order.
[[nodiscard]] inline what_if compare(const model<exact>& scored, const data_set& data,
                                     const scorecard<exact>& card, const data_set& changed,
                                     const scorecard<exact>& changed_card, std::size_t unit) {
    std::vector<std::optional<std::size_t>> rivals;
    for (std::size_t i = 0; i < data.units().size(); ++i) {
        rivals.emplace_back(i);
    }
    return compare(scored, {data, card, unit}, {changed, changed_card, unit}, rivals);
}

}  // namespace dti::inline v0
