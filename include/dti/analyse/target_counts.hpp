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
    /// Mean attainment, 0..1, of the indicators that have points, by weight; nothing where none has.
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
    /// name, what no agency leads. Empty where no target has a lead. A row with two leads counts under both.
    std::vector<std::pair<std::string, target_counts>> leads{};
};

/// The agencies that answer for an indicator's targets, each once.
[[nodiscard]] inline std::vector<std::string> leads_of(const unit_profile& profile, std::size_t indicator) {
    std::vector<std::string> leads;
    for (const target& item : profile.targets) {
        if (item.level == target_level::indicator && item.subject == indicator) {
            for (const std::string& lead : item.lead) {
                if (std::find(leads.begin(), leads.end(), lead) == leads.end()) {
                    leads.push_back(lead);
                }
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

/// Rows and progress while they are gathered.
class target_counter {
  public:
    void add(std::size_t sub_index, const indicator& rule, target_state state,
             const std::optional<exact>& attainment) {
        // Without a code an indicator is a row of its own: no two share an id.
        rows_[{sub_index, rule.code.empty() ? "\n" + rule.id : rule.code}].add(state);
        if (attainment) {
            progress_ += rule.weight * *attainment;
            weight_ += rule.weight;
        }
    }
    [[nodiscard]] target_counts counts() const {
        target_counts result;
        for (const auto& [row, state] : rows_) {
            ++result.rows[static_cast<std::size_t>(state.state())];
        }
        if (!weight_.is_zero()) {
            result.progress = progress_ / weight_;
        }
        return result;
    }

  private:
    std::map<std::pair<std::size_t, std::string>, joint_state> rows_;
    exact progress_;
    exact weight_;
};

class target_judge {
  public:
    target_judge(const model<exact>& scored, const data_set& data, const scorecard<exact>& card,
                 std::size_t unit)
        : model_(scored), data_(data), card_(card), unit_(unit) {}

    [[nodiscard]] target_state judge(std::size_t indicator) const {
        const compiled_indicator& item = model_.rules().indicators()[indicator];
        if (!item.source->scored) {
            return target_state::no_figure;
        }
        joint_state joint;
        bool any = false;
        for (const target& wanted : data_.profile(unit_).targets) {
            if (wanted.level == target_level::indicator && wanted.subject == indicator &&
                wanted.kind != target_kind::text_only) {
                joint.add(judge(wanted, item, indicator));
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
    /// Points that only a policy gave: 0 for a figure that is missing.
    [[nodiscard]] bool lacks_data(std::size_t indicator) const {
        return card_.units[unit_].indicators[indicator].status == score_status::missing;
    }

    [[nodiscard]] target_state judge(const target& wanted, const compiled_indicator& item,
                                     std::size_t indicator) const {
        if (wanted.kind == target_kind::times || wanted.kind == target_kind::plus) {
            return target_state::no_figure;  // the figure of that year is not in the data
        }
        const std::optional<exact> value = figure_of(wanted.name, item, indicator);
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
                                                 std::size_t indicator) const {
        if (name == "points") {
            return lacks_data(indicator) ? std::nullopt : card_.units[unit_].indicators[indicator].points;
        }
        const std::optional<std::size_t> wanted = item.find_slot(name);
        if (!wanted) {
            return std::nullopt;
        }
        std::vector<exact> slots(item.slots());
        std::vector<slot_state> states(item.slots(), slot_state::missing);
        for (std::size_t slot = 0; slot < item.slots(); ++slot) {
            if (const figure& given = data_.at(unit_, item.first_field + slot); given.given) {
                slots[slot] = given.value;
                states[slot] = slot_state::present;
            }
        }
        derive_figures<exact>(item, model_.numbers(indicator).derive_constants, slots, states);
        return states[*wanted] == slot_state::present ? std::optional(slots[*wanted]) : std::nullopt;
    }

    const model<exact>& model_;
    const data_set& data_;
    const scorecard<exact>& card_;
    std::size_t unit_;
};

}  // namespace detail

/// Counts the targets of a unit. Domain: the scorecard is of this model and this data, and has no faults.
/// Comparisons are exact, which is why there is no fast mode of it.
[[nodiscard]] inline unit_target_counts count_targets(const model<exact>& scored, const data_set& data,
                                                      const scorecard<exact>& card, std::size_t unit) {
    const compiled_definition& rules = scored.rules();
    const detail::target_judge judge(scored, data, card, unit);
    unit_target_counts result;
    detail::target_counter all;
    std::vector<detail::target_counter> parts(rules.source().sub_indices.size());
    std::vector<std::pair<std::string, detail::target_counter>> leads;
    detail::target_counter nobody;
    for (std::size_t i = 0; i < rules.indicators().size(); ++i) {
        const compiled_indicator& item = rules.indicators()[i];
        const target_state state = judge.judge(i);
        const std::optional<exact> attainment = judge.attainment(i);
        result.indicators.push_back(state);
        const auto add_to = [&](detail::target_counter& counter) {
            counter.add(item.sub_index, *item.source, state, attainment);
        };
        add_to(all);
        add_to(parts[item.sub_index]);
        const std::vector<std::string> named = leads_of(data.profile(unit), i);
        for (const std::string& lead : named) {
            auto place = std::find_if(leads.begin(), leads.end(),
                                      [&](const auto& entry) { return entry.first == lead; });
            if (place == leads.end()) {
                place = leads.emplace(leads.end(), lead, detail::target_counter());
            }
            add_to(place->second);
        }
        if (named.empty()) {
            add_to(nobody);
        }
    }
    result.all = all.counts();
    for (const detail::target_counter& part : parts) {
        result.sub_indices.push_back(part.counts());
    }
    for (const auto& [lead, counter] : leads) {
        result.leads.emplace_back(lead, counter.counts());
    }
    if (!leads.empty() && nobody.counts().total() > 0) {
        result.leads.emplace_back(std::string(), nobody.counts());
    }
    return result;
}

}  // namespace dti::inline v0
