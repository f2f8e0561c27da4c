// What a model says, in the few words of hand_written.hpp: its kinds of rule are known by their formulas.
#pragma once

#include "hand_written.hpp"

#include "dti/evaluate/model.hpp"

#include <cstdlib>
#include <iostream>
#include <string>
#include <vector>

namespace bench {

[[noreturn]] inline void give_up(const std::string& why) {
    std::cerr << why << '\n';
    std::abort();
}

/// The kind of a formula. Ends the program where nobody wrote a loop for it.
[[nodiscard]] inline hand_indicator rule_of(const dti::compiled_indicator& item,
                                            const std::vector<double>& constants) {
    using rule = hand_indicator::rule;
    const std::string& formula = item.source->formula;
    const auto has = [&](const char* words) { return formula.find(words) != std::string::npos; };
    hand_indicator made;
    if (formula == "points") {
        made.kind = rule::entered;
    } else if (formula == "max_score * clamp(rate, 0, 1)") {
        made.kind = rule::ratio;
    } else if (formula == "max_score * clamp(rate / 10%, 0, 1)") {
        made.kind = rule::share;
        made.slope = 0.1;
    } else if (has("points =")) {
        made.kind = rule::threshold;
        made.slope = constants.front();
    } else if (formula == "max_score * share_of_best(rate)") {
        made.kind = rule::best;
    } else if (has("steps(part, 1000: 1, 20000: 2, 400000: ")) {
        made.kind = rule::tiers;
    } else if (has("steps(") && has(", 2: max_score)")) {
        made.kind = rule::step;
    } else if (formula == "max_score * issued" || formula == "max_score * exists") {
        made.kind = rule::flag;
    } else if (has("choice(")) {
        made.kind = rule::option;
    } else if (has("(if attendance >= 1 then max_score / 2 else 0) + (if chairing >= 1 then")) {
        made.kind = rule::halves;
    } else {
        give_up("no loop was written by hand for " + formula);
    }
    return made;
}

/// What each option of a choice earns.
[[nodiscard]] inline std::array<double, 3> worth_of(const dti::compiled_indicator& item, double most) {
    std::array<double, 3> worth{};
    const std::vector<std::string>& options = item.scope.entries.front().options;
    for (std::size_t i = 0; i < options.size(); ++i) {
        const std::string& formula = item.source->formula;
        const bool half = formula.find(options[i] + ": max_score / 2") != std::string::npos;
        const bool all = formula.find(options[i] + ": max_score") != std::string::npos;
        worth.at(i) = half ? most / 2 : all ? most : 0;
    }
    return worth;
}

/// An index whose indicators have the kinds of hand_indicator and no weights; else the program ends.
[[nodiscard]] inline hand_index make_hand_index(const dti::model<double>& model) {
    hand_index made;
    made.printed = model.rules().source().rank_on == dti::rank_basis::printed;
    const auto& all = model.rules().indicators();
    if (model.rules().source().sub_indices.size() > hand_parts) {
        give_up("hand_parts is too small");
    }
    std::size_t column = 0;
    for (std::size_t i = 0; i < all.size(); ++i) {
        if (!all[i].source->scored) {
            continue;
        }
        if (model.numbers(i).weight != 1 || model.numbers(i).min_score != 0 || all[i].source->bonus ||
            model.sub_index(all[i].sub_index).weight != 1) {
            give_up("nobody wrote a loop for weights, penalties and bonuses");
        }
        hand_indicator item = rule_of(all[i], model.numbers(i).points_constants);
        item.part = all[i].sub_index;
        item.column = column;
        item.most = model.numbers(i).max_score;
        column += item.kind == hand_indicator::rule::entered ? 1 : all[i].scope.inputs;
        if (item.kind == hand_indicator::rule::option) {
            item.worth = worth_of(all[i], item.most);
        }
        made.maxima[item.part] += item.most;
        made.shares[item.part] = model.sub_index(item.part).max_score;
        made.indicators.push_back(item);
    }
    return made;
}

}  // namespace bench
