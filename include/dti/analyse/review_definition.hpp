// A second look at a sound definition: what is allowed and was probably not meant.
//
// In: a compiled definition. Out: warnings, placed in its source. A warning about a formula is proven: no
// figures that formula_range.hpp allows refute it.
#pragma once

#include "dti/analyse/formula_range.hpp"
#include "dti/formula/parse.hpp"
#include "dti/text/wording.hpp"

#include <array>
#include <map>
#include <optional>
#include <string>
#include <vector>

namespace dti::inline v0 {

/// The most points that an indicator can earn by its formula: kept within min_score..max_score and rounded as
/// the definition says. Precondition: its points are not entered.
[[nodiscard]] inline exact highest_points(const compiled_definition& rules, const compiled_indicator& item) {
    const indicator& source = *item.source;
    const program_range range = find_range(*item.points, item.scope, figure_ranges(item));
    const bool empty_earns_all = range.may_be_empty && rules.source().empty_denominator == empty_policy::max;
    if (empty_earns_all || (range.result() && !range.result()->high.is_finite())) {
        return source.max_score;
    }
    const exact most = range.result()
                           ? clamp_between(range.result()->high.value(), source.min_score, source.max_score)
                           : exact(0);
    const std::optional<int>& decimals = rules.source().rounding.points;
    return decimals ? round_half_up(most, *decimals) : most;
}

namespace detail {

class definition_review {
  public:
    definition_review(const compiled_definition& rules, diagnostics& found) : rules_(rules), found_(found) {}

    void review() {
        for (const compiled_indicator& item : rules_.indicators()) {
            review_code(item);
            review_names(*item.source);
            if (item.source->scored && item.points && !review_thresholds(item)) {
                review_points(item);  // a threshold out of reach is the cause, told once
            }
        }
    }

  private:
    void warn(position where, message what) {
        if (rules_.text()) {
            found_.warning(*rules_.text(), where, std::move(what));
        } else {
            found_.add({severity::warning, "definition", {}, std::move(what), {}});
        }
    }

    void review_code(const compiled_indicator& item) {
        const indicator& source = *item.source;
        if (source.code.empty()) {
            return;
        }
        const auto [first, is_new] = first_with_.emplace(source.code, &item);
        // Where targets are counted, one code is what makes parts one row.
        const bool parts =
            rules_.source().headline == headline_kind::counts && first->second->sub_index == item.sub_index;
        if (!is_new && !parts) {
            const indicator& earlier = *first->second->source;
            warn(source.where.code,
                 wording::duplicate_code(source.code, source.id, earlier.id, earlier.where.code));
        }
    }

    /// Beside its figures a profile says more of an indicator, under these keys.
    void review_names(const indicator& source) {
        static constexpr std::array<std::string_view, 5> keys{"self", "verified", "source", "evidence",
                                                              "note"};
        const auto review = [&](const std::string& name, position where) {
            if (std::find(keys.begin(), keys.end(), name) != keys.end()) {
                warn(where, wording::hides_profile_key(source.id, name));
            }
        };
        for (const input& figure : source.inputs) {
            review(figure.name, figure.where);
        }
        for (const derivation& quantity : source.derive) {
            review(quantity.name, quantity.where);
        }
    }

    void review_points(const compiled_indicator& item) {
        const indicator& source = *item.source;
        const exact most = highest_points(rules_, item);
        const bool only_takes_away = source.bonus && source.min_score < 0;  // its maximum counts nowhere
        if (most <= 0 && !only_takes_away) {
            warn(source.where.formula, wording::nothing_can_earn(source.id));
        } else if (most > 0 && most < source.max_score) {
            warn(source.where.formula, wording::max_not_reached(source.id, most, source.max_score));
        }
    }

    /// Whether any threshold is out of reach.
    bool review_thresholds(const compiled_indicator& item) {
        const indicator& source = *item.source;
        const std::vector<figure_range> figures = figure_ranges(item);
        bool any = false;
        for (const derived_program& derived : item.derive) {
            const derivation& quantity = source.derive[derived.slot - source.inputs.size()];
            any = review_tables(item, figures, derived.code, quantity.name, quantity.where) || any;
        }
        std::vector<formula_fault> none;
        const std::optional<formula_tree> tree = parse_formula(source.formula, none);
        return (tree && !tree->anchors.empty()
                    ? review_anchors(item, figures, tree->anchors)
                    : review_tables(item, figures, *item.points, "", source.where.formula)) ||
               any;
    }

    bool review_anchors(const compiled_indicator& item, const std::vector<figure_range>& figures,
                        const std::vector<formula_anchor>& anchors) {
        const std::uint32_t slot = item.points->required.front();
        const auto beyond = std::find_if(anchors.begin(), anchors.end(), [&](const formula_anchor& anchor) {
            return figures[slot].values.high < anchor.rate;
        });
        if (beyond == anchors.end()) {
            return false;
        }
        warn(item.source->where.formula,
             wording::anchor_not_reached(item.source->id, beyond->rate, figure_of(item, figures, slot)));
        return true;
    }

    /// One warning a table: what holds of a threshold holds of all behind it.
    bool review_tables(const compiled_indicator& item, const std::vector<figure_range>& figures,
                       const program& code, std::string_view derived, position where) {
        const program_range range = find_range(code, item.scope, figures);
        bool any = false;
        for (const instruction& step : code.instructions) {
            const bool is_table = step.op == opcode::steps || step.op == opcode::line;
            if (!is_table || !range.values[step.a] || !range.values[step.a]->high.is_finite()) {
                continue;
            }
            const exact& most = range.values[step.a]->high.value();
            for (std::uint32_t pair = 0; pair < step.c; ++pair) {
                const exact& threshold = code.constants[code.arguments[step.b + 2 * pair]];
                if (most < threshold) {
                    warn(where, wording::threshold_not_reached(
                                    item.source->id, derived, step.op == opcode::steps ? "steps" : "line",
                                    threshold, compared_with(item, figures, code, step.a, most)));
                    any = true;
                    break;
                }
            }
        }
        return any;
    }

    static wording::compared_figure figure_of(const compiled_indicator& item,
                                              const std::vector<figure_range>& figures, std::uint32_t slot) {
        const exact& most = figures[slot].values.high.value();
        const scope_entry& entry = item.scope.entries[slot];
        return {entry.name, most == 1 && entry.type == figure_type::number, most};
    }

    static wording::compared_figure compared_with(const compiled_indicator& item,
                                                  const std::vector<figure_range>& figures,
                                                  const program& code, std::uint32_t index,
                                                  const exact& most) {
        const instruction& x = code.instructions[index];
        return x.op == opcode::load ? figure_of(item, figures, x.a)
                                    : wording::compared_figure{{}, most == 1, most};
    }

    const compiled_definition& rules_;
    diagnostics& found_;
    std::map<std::string, const compiled_indicator*> first_with_;  ///< by code
};

}  // namespace detail

/// Adds a warning for each of these: two indicators with one code, figures called as a profile's keys are,
/// thresholds that are never reached, indicators that earn nothing or never all their points.
inline void review_definition(const compiled_definition& rules, diagnostics& found) {
    detail::definition_review(rules, found).review();
}

}  // namespace dti::inline v0
