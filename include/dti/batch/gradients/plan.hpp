// What gradients prepare once: which figures of a definition move its points, and how.
//
// In: a compiled definition and the fields whose derivatives are wanted. Out: for every field that it has
// none (no number), that it moves nothing, a line that it moves, or an indicator whose rule is no sum of
// lines. Immutable. Next: analyse/gradients/.
#pragma once

#include "dti/batch/gradients/compile_adjoint.hpp"
#include "dti/batch/gradients/separate_points.hpp"
#include "dti/batch/gradients/slope_table.hpp"

#include <algorithm>
#include <limits>
#include <optional>
#include <utility>
#include <vector>

namespace dti::inline v0::detail {

/// A line and where the derivatives by its figures go.
struct line_plan {
    std::size_t indicator = 0;
    line_variable variable{};
    slope_table table{};
    std::optional<std::size_t> top_out{};  ///< positions of the output's items
    std::optional<std::size_t> bottom_out{};
    std::optional<std::size_t> derived_out{};
};

/// A figure that moves an indicator by some other rule.
struct other_figure {
    std::uint32_t slot = 0;
    std::size_t out = 0;
    std::optional<std::uint32_t> step{};  ///< of the rule; nothing of a truth, which only jumps
};
struct other_plan {
    std::size_t indicator = 0;
    std::vector<other_figure> figures{};
    std::optional<adjoint_rule> rule{};  ///< nothing where it is too large
    double weight = 0;                   ///< see gradient_plan::weight_of()
};

/// An item that is the same for all units: 0, or NaN where a field has no derivative.
struct constant_item {
    std::size_t out = 0;
    double value = 0;
};

struct gradient_plan {
    gradient_plan(shared_rules compiled, std::vector<std::size_t> wanted)
        : rules(std::move(compiled)), fields(std::move(wanted)), item_of_field(rules->fields()) {
        for (std::size_t i = 0; i < fields.size(); ++i) {
            item_of_field.at(fields[i]) = i;
        }
        for (std::size_t i = 0; i < rules->indicators().size(); ++i) {
            add(i);
        }
    }

    /// What an indicator's points count for before they are divided by the maximum of their sub-index.
    [[nodiscard]] exact weight_of(std::size_t indicator) const {
        const compiled_indicator& item = rules->indicators()[indicator];
        return item.source->weight * rules->source().sub_indices[item.sub_index].weight *
               rules->sub_index_max(item.sub_index);
    }

    shared_rules rules;
    std::vector<std::size_t> fields;
    std::vector<std::optional<std::size_t>> item_of_field;
    std::vector<constant_item> constants;
    std::vector<line_plan> lines;
    std::vector<other_plan> others;
    std::size_t most_steps = 0;  ///< of a rule

  private:
    void add(std::size_t indicator) {
        const compiled_indicator& item = rules->indicators()[indicator];
        add_constant(item.points_field(), std::numeric_limits<double>::quiet_NaN());
        std::vector<char> done(item.slots());
        for (std::size_t slot = 0; slot < item.slots(); ++slot) {
            const figure_type type = item.scope.entries[slot].type;
            if (type == figure_type::yes_no || type == figure_type::choice) {
                add_constant(item.first_field + slot, std::numeric_limits<double>::quiet_NaN());
                done[slot] = 1;
            }
        }
        if (item.points && item.source->scored) {
            add_rule(indicator, done);
        }
        for (std::size_t slot = 0; slot < item.slots(); ++slot) {
            if (done[slot] == 0) {
                add_constant(item.first_field + slot, 0);
            }
        }
    }

    void add_constant(std::size_t field, double value) {
        if (const std::optional<std::size_t> out = item_of_field[field]) {
            constants.push_back({*out, value});
        }
    }

    void add_rule(std::size_t indicator, std::vector<char>& done) {
        const compiled_indicator& item = rules->indicators()[indicator];
        const auto out_of = [&](std::size_t slot) {
            done[slot] = 1;
            return item_of_field[item.first_field + slot];
        };
        if (const auto parts = separate_points(item, rules->source().rounding.points)) {
            if (weight_of(indicator).is_zero()) {
                return;  // others may still meet an error of a policy beside a figure
            }
            for (const line_part& part : *parts) {
                const line_variable& variable = part.variable;
                line_plan line{indicator, variable, slope_table(part.line, weight_of(indicator))};
                line.top_out = out_of(variable.top);
                line.bottom_out = variable.bottom ? out_of(*variable.bottom) : std::nullopt;
                line.derived_out = variable.derived ? out_of(*variable.derived) : std::nullopt;
                if (line.top_out || line.bottom_out || line.derived_out) {
                    lines.push_back(std::move(line));
                }
            }
            return;
        }
        other_plan other{indicator};
        other.rule = compile_adjoint(item, rules->source().rounding.points);
        other.weight = weight_of(indicator).to_double();
        const std::vector<char> reached = reached_slots(item);
        for (std::uint32_t slot = 0; slot < item.slots(); ++slot) {
            if (done[slot] == 0 && reached[slot] != 0) {
                if (const std::optional<std::size_t> out = out_of(slot)) {
                    const bool number = item.scope.entries[slot].type == figure_type::number;
                    other.figures.push_back(
                        {slot, *out, other.rule && number ? other.rule->step_of_slot[slot] : std::nullopt});
                }
            }
        }
        if (!other.figures.empty()) {
            most_steps = std::max(most_steps, other.rule ? other.rule->program.steps.size() : 0);
            others.push_back(std::move(other));
        }
    }

    /// The slots that the points rest on, through derived figures and cohort functions too.
    static std::vector<char> reached_slots(const compiled_indicator& item) {
        std::vector<char> reached(item.slots());
        for (const std::uint32_t slot : item.points->required) {
            reached[slot] = 1;
        }
        for (const cohort_term& term : item.points->cohort_terms) {
            reached[term.slot] = 1;
        }
        for (std::size_t i = item.derive.size(); i-- > 0;) {  // each behind those it needs
            if (reached[item.derive[i].slot] != 0) {
                for (const std::uint32_t slot : item.derive[i].code.required) {
                    reached[slot] = 1;
                }
            }
        }
        return reached;
    }
};

}  // namespace dti::inline v0::detail
