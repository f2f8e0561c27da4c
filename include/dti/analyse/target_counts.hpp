// Which targets are met: the headline of an index of targets (`headline: counts`).
//
// In: a model, its data and their scorecard. Out: the state of every indicator against its target, and the
// counts of rows by sub-index and by lead agency, with mean progress. Next: report/counts_card.hpp.
//
// An indicator's target is what the unit's profile sets for its figures or points; where the profile sets
// none, it is the full points. A plan's row that was split into parts (several levels of administration)
// stands as several indicators of one code: they count as one row.
#pragma once

#include "dti/aggregate/score.hpp"

#include <algorithm>
#include <array>
#include <map>
#include <optional>
#include <set>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

namespace dti::inline v0 {

/// Where a target stands. `no_figure`: it is a wish in words, or rests on a figure of another year.
enum class target_state : std::uint8_t { met, not_met, no_data, no_figure };
inline constexpr std::array<std::string_view, 4> target_state_words{"met", "not_met", "no_data", "no_figure"};

/// Rows by state, and how far their figures have come.
struct target_counts {
    std::array<std::size_t, target_state_words.size()> rows{};  ///< by target_state
    /// Mean attainment of the indicators that have points, by weight; nothing where none has. At most 1, and
    /// below 0 only where a min_score is.
    std::optional<exact> progress{};

    [[nodiscard]] std::size_t of(target_state state) const { return rows[static_cast<std::size_t>(state)]; }
    [[nodiscard]] std::size_t total() const {
        std::size_t sum = 0;
        for (const std::size_t count : rows) {
            sum += count;
        }
        return sum;
    }
};

/// The targets of one unit.
struct unit_target_counts {
    std::vector<target_state> indicators{};  ///< in the definition's order
    target_counts all{};
    std::vector<target_counts> sub_indices{};
    /// By lead agency, in the order in which the definition's indicators first name it; last, with an empty
    /// name, what no agency leads. Empty where no target has a lead. A row counts, as a whole, under every
    /// agency that leads a part of it.
    std::vector<std::pair<std::string, target_counts>> leads{};
};

/// The targets of one unit by indicator: positions among `targets`, in their order.
[[nodiscard]] inline std::vector<std::vector<std::size_t>> targets_by_indicator(
    const std::vector<target>& targets, std::size_t indicators) {
    std::vector<std::vector<std::size_t>> by_indicator(indicators);
    for (std::size_t i = 0; i < targets.size(); ++i) {
        if (targets[i].level == target_level::indicator) {
            by_indicator[targets[i].subject].push_back(i);
        }
    }
    return by_indicator;
}

/// The agencies that answer for some of `all` targets, each once.
[[nodiscard]] inline std::vector<std::string> leads_of(const std::vector<target>& all,
                                                       const std::vector<std::size_t>& targets) {
    std::vector<std::string> leads;
    std::set<std::string_view> seen;
    for (const std::size_t target : targets) {
        for (const std::string& lead : all[target].lead) {
            if (seen.insert(lead).second) {
                leads.push_back(lead);
            }
        }
    }
    return leads;
}

namespace detail {

/// The state of several targets together: missed as soon as one is, and met only when nothing is open.
class joint_state {
  public:
    void add(target_state state) { seen_[static_cast<std::size_t>(state)] = true; }

    [[nodiscard]] target_state state() const {
        for (const target_state first : {target_state::not_met, target_state::no_data, target_state::met}) {
            if (seen_[static_cast<std::size_t>(first)]) {
                return first;
            }
        }
        return target_state::no_figure;
    }

  private:
    std::array<bool, target_state_words.size()> seen_{};
};

/// Rows and progress while they are gathered. A row is known by its number, and counted once.
class target_counter {
  public:
    void add(std::size_t row, const exact& weight, const std::optional<exact>& attainment) {
        if (rows_.empty() || rows_.back() != row) {
            rows_.push_back(row);
        }
        if (attainment) {
            progress_ += weight * *attainment;
            weight_ += weight;
        }
    }
    [[nodiscard]] target_counts counts(const std::vector<joint_state>& states) const {
        target_counts result;
        std::vector<std::size_t> rows = rows_;
        std::sort(rows.begin(), rows.end());
        rows.erase(std::unique(rows.begin(), rows.end()), rows.end());
        for (const std::size_t row : rows) {
            ++result.rows[static_cast<std::size_t>(states[row].state())];
        }
        if (!weight_.is_zero()) {
            result.progress = progress_ / weight_;
        }
        return result;
    }
    [[nodiscard]] bool is_empty() const noexcept { return rows_.empty(); }

  private:
    std::vector<std::size_t> rows_;
    exact progress_;
    exact weight_;
};

class target_judge {
  public:
    target_judge(const model<exact>& scored, const data_set& data, const scorecard<exact>& card,
                 std::size_t unit)
        : model_(scored),
          data_(data),
          card_(card),
          unit_(unit),
          targets_(targets_by_indicator(data.profile(unit).targets, scored.rules().indicators().size())) {}

    /// Positions of an indicator's targets in the unit's profile.
    [[nodiscard]] const std::vector<std::size_t>& targets(std::size_t indicator) const {
        return targets_[indicator];
    }

    [[nodiscard]] target_state judge(std::size_t indicator) const {
        const compiled_indicator& item = model_.rules().indicators()[indicator];
        if (!item.source->scored) {
            return target_state::no_figure;
        }
        joint_state joint;
        bool any = false;
        std::optional<row_figures> figures;  // derived once, whatever number of targets there is
        for (const std::size_t at : targets_[indicator]) {
            const target& wanted = data_.profile(unit_).targets[at];
            if (wanted.kind != target_kind::text_only) {
                if (!figures) {
                    figures = figures_of(item, indicator);
                }
                joint.add(judge(wanted, item, indicator, *figures));
                any = true;
            }
        }
        if (any) {
            return joint.state();
        }
        const std::optional<exact>& points = card_.units[unit_].indicators[indicator].points;
        return !points || lacks_data(indicator)    ? target_state::no_data
               : *points >= item.source->max_score ? target_state::met
                                                   : target_state::not_met;
    }

    /// Points over maximum, where there are points that rest on data.
    [[nodiscard]] std::optional<exact> attainment(std::size_t indicator) const {
        const indicator_score<exact>& score = card_.units[unit_].indicators[indicator];
        if (!score.points || lacks_data(indicator)) {
            return std::nullopt;
        }
        return *score.points / model_.rules().indicators()[indicator].source->max_score;
    }

  private:
    struct row_figures {
        std::vector<exact> slots;
        std::vector<slot_state> states;
    };

    /// Points that only a policy gave, for a figure that is missing or a division by zero.
    [[nodiscard]] bool lacks_data(std::size_t indicator) const {
        return card_.units[unit_].indicators[indicator].reason != score_reason::none;
    }

    [[nodiscard]] target_state judge(const target& wanted, const compiled_indicator& item,
                                     std::size_t indicator, const row_figures& figures) const {
        if (wanted.kind == target_kind::times || wanted.kind == target_kind::plus) {
            return target_state::no_figure;  // the figure of that year is not in the data
        }
        const std::optional<exact> value = figure_of(wanted.name, item, indicator, figures);
        if (!value) {
            return target_state::no_data;
        }
        const exact& figure = wanted.figure.value;
        const bool met = wanted.kind == target_kind::over      ? *value > figure
                         : wanted.kind == target_kind::at_most ? *value <= figure
                         : wanted.kind == target_kind::answer  ? *value == figure
                                                               : *value >= figure;
        return met ? target_state::met : target_state::not_met;
    }

    [[nodiscard]] std::optional<exact> figure_of(std::string_view name, const compiled_indicator& item,
                                                 std::size_t indicator, const row_figures& figures) const {
        if (name == "points") {
            return lacks_data(indicator) ? std::nullopt : card_.units[unit_].indicators[indicator].points;
        }
        const std::optional<std::size_t> slot = item.find_slot(name);
        return slot && figures.states[*slot] == slot_state::present ? std::optional(figures.slots[*slot])
                                                                    : std::nullopt;
    }

    /// The figures of an indicator, derived ones computed.
    [[nodiscard]] row_figures figures_of(const compiled_indicator& item, std::size_t indicator) const {
        row_figures figures{std::vector<exact>(item.slots()),
                            std::vector<slot_state>(item.slots(), slot_state::missing)};
        for (std::size_t slot = 0; slot < item.slots(); ++slot) {
            if (const figure& given = data_.at(unit_, item.first_field + slot); given.given) {
                figures.slots[slot] = given.value;
                figures.states[slot] = slot_state::present;
            }
        }
        derive_figures<exact>(item, model_.numbers(indicator).derive_constants, figures.slots,
                              figures.states);
        return figures;
    }

    const model<exact>& model_;
    const data_set& data_;
    const scorecard<exact>& card_;
    std::size_t unit_;
    std::vector<std::vector<std::size_t>> targets_;  // by indicator
};

/// The row that each indicator is part of, numbered from 0: indicators with one code in one sub-index share
/// one.
inline std::vector<std::size_t> rows_of(const compiled_definition& rules) {
    std::vector<std::size_t> rows;
    std::map<std::pair<std::size_t, std::string_view>, std::size_t> known;
    std::size_t next = 0;
    for (const compiled_indicator& item : rules.indicators()) {
        const bool alone = item.source->code.empty();
        const auto place = alone ? known.end() : known.find({item.sub_index, item.source->code});
        rows.push_back(place == known.end() ? next++ : place->second);
        if (!alone && place == known.end()) {
            known.emplace(std::pair(item.sub_index, std::string_view(item.source->code)), rows.back());
        }
    }
    return rows;
}

}  // namespace detail

/// Counts the targets of a unit. Domain: the scorecard is of this model and this data, and has no faults.
/// Comparisons are exact, which is why there is no fast mode of it.
[[nodiscard]] inline unit_target_counts count_targets(const model<exact>& scored, const data_set& data,
                                                      const scorecard<exact>& card, std::size_t unit) {
    const compiled_definition& rules = scored.rules();
    const detail::target_judge judge(scored, data, card, unit);
    const std::vector<std::size_t> rows = detail::rows_of(rules);
    std::vector<detail::joint_state> states(rows.size());
    unit_target_counts result;
    for (std::size_t i = 0; i < rows.size(); ++i) {
        result.indicators.push_back(judge.judge(i));
        states[rows[i]].add(result.indicators.back());
    }
    detail::target_counter all;
    std::vector<detail::target_counter> parts(rules.source().sub_indices.size());
    std::vector<std::pair<std::string, detail::target_counter>> leads;
    std::map<std::string, std::size_t, std::less<>> lead_places;
    detail::target_counter nobody;
    for (std::size_t i = 0; i < rows.size(); ++i) {
        const compiled_indicator& item = rules.indicators()[i];
        const std::optional<exact> attainment = judge.attainment(i);
        const auto add_to = [&](detail::target_counter& counter) {
            counter.add(rows[i], item.source->weight, attainment);
        };
        add_to(all);
        add_to(parts[item.sub_index]);
        const std::vector<std::string> named = leads_of(data.profile(unit).targets, judge.targets(i));
        for (const std::string& lead : named) {
            const auto [place, is_new] = lead_places.try_emplace(lead, leads.size());
            if (is_new) {
                leads.emplace_back(lead, detail::target_counter());
            }
            add_to(leads[place->second].second);
        }
        if (named.empty()) {
            add_to(nobody);
        }
    }
    result.all = all.counts(states);
    for (const detail::target_counter& part : parts) {
        result.sub_indices.push_back(part.counts(states));
    }
    for (const auto& [lead, counter] : leads) {
        result.leads.emplace_back(lead, counter.counts(states));
    }
    if (!leads.empty() && !nobody.is_empty()) {
        result.leads.emplace_back(std::string(), nobody.counts(states));
    }
    return result;
}

}  // namespace dti::inline v0
