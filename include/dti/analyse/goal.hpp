// How a unit gets to a total or a rank: the points that are missing, and the fewest gaps that supply them.
//
// In: an analysed cohort, a unit, its gaps, and a number of points or a rank. Out: where the unit stands,
// what it lacks, and which gaps to close. Next: report/gap_card.hpp.
#pragma once

#include "dti/analyse/gaps.hpp"

#include <algorithm>
#include <map>
#include <optional>
#include <queue>
#include <set>
#include <string>
#include <tuple>
#include <utility>
#include <vector>

namespace dti::inline v0 {

/// Why the data cannot say what a rank asks for.
enum class goal_doubt : std::uint8_t { none, no_total, no_rivals, not_ranked };

/// A number of total points to reach.
struct goal {
    exact points{};
    bool above = false;  ///< more than these points, not just as many
};

/// What reaching a goal takes. Total points throughout.
struct goal_plan {
    goal_doubt doubt = goal_doubt::none;  ///< where it is not `none`, nothing else is said
    std::optional<dti::goal> wanted{};    ///< nothing where any total will do
    exact now{};
    bool on_official = false;           ///< `now` is the published total, since the data hold only a part
    exact missing{};                    ///< 0 where the goal is reached
    std::vector<std::size_t> chosen{};  ///< positions of the fewest gaps that do, the largest first
    exact reached{};                    ///< the total with them closed
    bool enough = false;                ///< they do; else they are all there are
};

namespace detail {

/// The total that a rank asks for, rivals as they are.
class rank_ladder {
  public:
    rank_ladder(const analysed_cohort& all, std::size_t unit) : source_(all.rules().source()) {
        std::vector<std::optional<exact>> totals;
        for (const unit_score<exact>& score : all.card().units) {
            totals.push_back(score.values.total);
        }
        const std::vector<std::optional<exact>> comparable =
            comparable_values<exact>(source_, all.data(), totals);
        for (std::size_t i = 0; i < comparable.size(); ++i) {
            const bool rival = i != unit && all.data().units()[i].group == all.data().units()[unit].group;
            if (rival && comparable[i]) {
                values_.emplace_back(*comparable[i]);
                distinct_.insert(*comparable[i]);
            }
        }
        values_.emplace_back();  // the unit's own, put in when a rank is asked for
        groups_.resize(values_.size());
    }

    [[nodiscard]] bool has_rivals() const noexcept { return !distinct_.empty(); }

    /// The least value, as totals are compared, with that rank or a better one: the value, and whether it
    /// must be passed. Nothing where the last place will do.
    std::optional<std::pair<exact, bool>> find(const exact& rank) {
        std::vector<std::pair<exact, bool>> steps;
        for (const exact& value : distinct_) {
            steps.emplace_back(value, false);
            steps.emplace_back(value, true);
        }
        if (steps.empty() || rank_at(steps.front().first - 1) <= rank) {
            return std::nullopt;
        }
        const auto found = std::partition_point(steps.begin(), steps.end(), [&](const auto& step) {
            return rank_at(step.second ? just_above(step.first) : step.first) > rank;
        });
        return found == steps.end() ? std::optional(steps.back()) : std::optional(*found);
    }

  private:
    /// A value above another and below the next.
    [[nodiscard]] exact just_above(const exact& value) const {
        const auto next = distinct_.upper_bound(value);
        return next == distinct_.end() ? value + 1 : (value + *next) / 2;
    }
    exact rank_at(const exact& value) {
        values_.back() = value;
        const std::optional<rank> place = rank_values<exact>(values_, groups_, source_.ties).back();
        return exact(static_cast<std::int64_t>(place->twice_place), 2);
    }

    const definition& source_;
    std::vector<std::optional<exact>> values_;
    std::vector<std::string> groups_;  // all alike: rivals are those of the unit's group
    std::set<exact> distinct_;
};

/// Chooses gaps, each time the one that adds most. What a gap adds never grows as others are closed (a
/// sub-index is full at most), so that no other choice of as many gaps reaches more.
class gap_chooser {
  public:
    gap_chooser(const analysed_cohort& all, std::size_t unit, const std::vector<indicator_gap>& gaps)
        : all_(all), gaps_(gaps), total_(all.scored(), all.card().units[unit]) {}

    /// `missing` on top of the total as it is; `with_unstated`: gaps whose figures are not there count too.
    void choose(goal_plan& plan, bool with_unstated, bool above) {
        for (std::size_t row = 0; row < gaps_.size(); ++row) {
            const bool open = gaps_[row].gap && !gaps_[row].gap->is_zero();
            if (open && (gaps_[row].has_figures || with_unstated)) {
                offers_.push({gain_of(row), row});
            }
        }
        exact gained;
        const auto is_enough = [&] { return above ? gained > plan.missing : gained >= plan.missing; };
        while (!is_enough() && !offers_.empty()) {
            const auto [stale, row] = offers_.top();
            offers_.pop();
            const exact gain = gain_of(row);
            if (!(gain > exact())) {
                continue;
            }
            if (!offers_.empty() && gain < offers_.top().gain) {
                offers_.push({gain, row});
                continue;
            }
            total_.add(part_of(row), weighted(row));
            gained += gain;
            plan.chosen.push_back(row);
        }
        plan.reached = plan.now + gained;
        plan.enough = is_enough();
    }

  private:
    struct offer {
        exact gain;
        std::size_t row;
        // The largest gain on top; of equal ones the first row.
        friend bool operator<(const offer& a, const offer& b) {
            return a.gain != b.gain ? a.gain < b.gain : b.row < a.row;
        }
    };

    [[nodiscard]] const compiled_indicator& item_of(std::size_t row) const {
        return all_.rules().indicators()[gaps_[row].indicators.front()];
    }
    [[nodiscard]] std::size_t part_of(std::size_t row) const { return item_of(row).sub_index; }
    [[nodiscard]] exact weighted(std::size_t row) const {
        return item_of(row).source->weight * *gaps_[row].gap;
    }
    [[nodiscard]] exact gain_of(std::size_t row) const {
        return total_.with_more(part_of(row), weighted(row)) - total_.points();
    }

    const analysed_cohort& all_;
    const std::vector<indicator_gap>& gaps_;
    unit_total total_;
    std::priority_queue<offer> offers_;
};

}  // namespace detail

/// The total points that a rank asks for.
struct rank_goal {
    goal_doubt doubt = goal_doubt::none;  ///< why there is no answer
    std::optional<goal> wanted{};         ///< nothing where any total will do
};

/// The total points that give a unit this rank or a better one among the units of its group, rivals held as
/// they are. Domain: 1 <= rank.
[[nodiscard]] inline rank_goal find_rank_goal(const analysed_cohort& all, std::size_t unit,
                                              const exact& rank) {
    if (!all.data().units()[unit].ranked) {
        return {goal_doubt::not_ranked, {}};
    }
    if (!all.card().units[unit].values.total) {
        return {goal_doubt::no_total, {}};
    }
    detail::rank_ladder finder(all, unit);
    if (!finder.has_rivals()) {
        return {goal_doubt::no_rivals, {}};
    }
    const std::optional<std::pair<exact, bool>> value = finder.find(rank);
    if (!value) {
        return {};
    }
    const exact max_points = unit_total(all.scored(), all.card().units[unit]).max_points();
    const definition& source = all.rules().source();
    if (source.rank_on == rank_basis::exact) {
        return {goal_doubt::none, goal{value->first * max_points, value->second}};
    }
    // The least total that is printed so, or as the next figure above.
    const exact unit_of_print(big_integer(1), power_of_ten(source.print.value));
    const exact printed = value->second ? value->first + unit_of_print : value->first;
    return {goal_doubt::none, goal{(printed - unit_of_print / 2) * max_points, false}};
}

/// What it takes to get to `wanted` total points (nothing: any will do) by closing gaps. Where the unit has
/// no total of its own, its published one is the base, and what the data do not state counts for nothing: it
/// may be part of it.
[[nodiscard]] inline goal_plan plan_goal(const analysed_cohort& all, std::size_t unit,
                                         const std::vector<indicator_gap>& gaps,
                                         const std::optional<goal>& wanted) {
    goal_plan plan;
    const unit_score<exact>& score = all.card().units[unit];
    const std::optional<written_number>& official = all.data().profile(unit).official.total.value;
    const unit_total total(all.scored(), score);
    if (score.values.total_points) {
        plan.now = *score.values.total_points;
    } else if (official) {
        plan.now = official->value * total.max_points();
        plan.on_official = true;
    } else {
        plan.doubt = goal_doubt::no_total;
        return plan;
    }
    plan.wanted = wanted;
    plan.reached = plan.now;
    const bool reached = !wanted || (wanted->above ? plan.now > wanted->points : plan.now >= wanted->points);
    if (reached) {
        plan.enough = true;
        return plan;
    }
    plan.missing = wanted->points - plan.now;
    detail::gap_chooser(all, unit, gaps).choose(plan, !plan.on_official, wanted->above);
    return plan;
}

}  // namespace dti::inline v0
