// Formulas of one indicator → a part of a column program.
//
// In: a compiled indicator, its numbers, and where the tile has its figures. Out: steps that compute its
// points (or one of its figures) for 64 lanes and mark every lane that formula/run.hpp has to settle: a
// figure that is missing or no value of its kind, points that are entered, a result that is not finite, a
// division by zero anywhere.
#pragma once

#include "dti/batch/columns/emit.hpp"
#include "dti/batch/columns/lower_pairs.hpp"
#include "dti/evaluate/model.hpp"

#include <optional>
#include <utility>

namespace dti::inline v0::detail {

/// Where the table of a tile has what one indicator reads.
struct column_places {
    std::vector<std::optional<std::uint32_t>> given;  ///< by slot: the field, where the data have it
    std::optional<std::uint32_t> entered;             ///< the field of entered points
    std::vector<std::optional<std::uint32_t>> saved;  ///< by slot: a derived figure computed before
    std::vector<std::uint32_t> terms;                 ///< by cohort term
};

/// Compiles one part. Formulas larger than `most_values` are left to formula/run.hpp, lane by lane.
class column_compiler {
  public:
    static constexpr std::size_t most_values = 4096;
    static constexpr std::uint32_t most_masks = 64;

    column_compiler(const compiled_indicator& item, const model<double>::indicator_numbers& numbers,
                    const column_places& places, column_program& out, own_columns& own)
        : item_(item), numbers_(numbers), places_(places), out_(out), own_(own) {}

    /// The figure of a slot, for its cohort function.
    void compile_figure(std::uint32_t slot, std::uint32_t target, std::uint32_t part) {
        const value_index value = require_slot(slot, 0);
        finish(value, target, part);
    }

    /// The points: clamped to min_score..max_score, then rounded.
    void compile_points(std::uint32_t target, std::uint32_t part, const std::optional<int>& decimals) {
        if (places_.entered && item_.points) {
            graph_.mark(column_op::mark_given, 0, graph_.column(*places_.entered));
        }
        value_index value = 0;
        if (!item_.points) {
            value = places_.entered ? graph_.column(*places_.entered) : absent();
            graph_.require(0, value);
        } else {
            for (std::size_t i = 0; i < item_.points->cohort_terms.size(); ++i) {
                graph_.require(0, graph_.column(places_.terms[i]));
                require_slot(item_.points->cohort_terms[i].slot, 0);  // so that refused figures are found
            }
            value = lower(*item_.points, numbers_.points_constants, 0);
        }
        value = keep(value);
        if (decimals) {
            value = graph_.operation(column_op::round, 0, graph_.as_column(value), 0, 0,
                                     decimal_scale(*decimals));
        }
        finish(value, target, part);
    }

  private:
    /// A figure that no lane has.
    value_index absent() { return graph_.constant(std::numeric_limits<double>::quiet_NaN()); }

    void finish(value_index value, std::uint32_t target, std::uint32_t part) {
        if (graph_.values().size() > most_values || masks_ > most_masks) {
            column_graph nothing;
            graph_ = std::move(nothing);
            value = absent();
            graph_.require(0, value);
            masks_ = 1;
        }
        out_.masks = std::max<std::size_t>(out_.masks, masks_);
        column_emitter(graph_, out_, own_).emit(value, target, part);
    }

    /// clamp(…, min_score, max_score), where the value's bounds do not say that it is within already.
    value_index keep(value_index value) {
        const double low = numbers_.min_score;
        const double high = numbers_.max_score;
        if (graph_.at(value).low >= low && graph_.at(value).high <= high) {
            return value;
        }
        value = graph_.operation(column_op::minimum, 0, graph_.as_column(value), graph_.constant(high));
        return graph_.operation(column_op::maximum, 0, value, graph_.constant(low));
    }

    [[nodiscard]] const derived_program* find_derived(std::uint32_t slot, std::size_t& position) const {
        for (position = 0; position < item_.derive.size(); ++position) {
            if (item_.derive[position].slot == slot) {
                return &item_.derive[position];
            }
        }
        return nullptr;
    }

    /// A slot's value, checked for whatever `mask` marks.
    value_index require_slot(std::uint32_t slot, std::uint32_t mask) {
        if (places_.saved[slot]) {
            const value_index saved = graph_.column(*places_.saved[slot]);
            graph_.require(mask, saved);
            return saved;
        }
        std::size_t position = 0;
        if (const derived_program* derived = find_derived(slot, position)) {
            return derived_figure(*derived, position, mask);
        }
        const scope_entry& entry = item_.scope.entries[slot];
        const value_index figure = places_.given[slot] ? given_figure(*places_.given[slot], entry) : absent();
        if (entry.type == figure_type::number || graph_.at(figure).kind == value_kind::constant) {
            graph_.require(mask, figure);
        } else if (entry.type == figure_type::choice) {
            graph_.mark(column_op::check_option, mask, figure, 0, static_cast<double>(entry.options.size()));
        } else {
            graph_.mark(column_op::check_yes_no, mask, figure);
        }
        return figure;
    }

    /// A figure as the data have it, within the bounds that its check leaves it.
    value_index given_figure(std::uint32_t place, const scope_entry& entry) {
        switch (entry.type) {
            case figure_type::number:
                return graph_.column(place);
            case figure_type::choice:
                return graph_.column_within(place, 0, static_cast<double>(entry.options.size()) - 1);
            case figure_type::yes_no:
            case figure_type::truth:
                break;
        }
        return graph_.column_within(place, 0, 1);
    }

    /// A derived figure that may be given has marks of its own: where it is given, its parts do not matter.
    value_index derived_figure(const derived_program& derived, std::size_t position, std::uint32_t mask) {
        const std::vector<double>& constants = numbers_.derive_constants[position];
        const std::optional<std::uint32_t>& field = places_.given[derived.slot];
        if (!field) {
            return lowered(derived, constants, mask);
        }
        auto found = given_.find(derived.slot);
        if (found == given_.end()) {
            const std::uint32_t own_mask = masks_++;
            graph_.mark(column_op::clear_marks, own_mask, 0);
            const value_index computed = graph_.as_column(lowered(derived, constants, own_mask));
            const value_index figure =
                graph_.operation(column_op::given, own_mask, graph_.column(*field), computed);
            graph_.keep(figure);
            found = given_.emplace(derived.slot, std::pair(figure, own_mask)).first;
        }
        graph_.mark(column_op::merge_marks, mask, 0, found->second.second);
        return found->second.first;
    }

    value_index lowered(const derived_program& derived, const std::vector<double>& constants,
                        std::uint32_t mask) {
        const std::pair<std::uint32_t, std::uint32_t> name{derived.slot, mask};
        if (const auto found = lowered_.find(name); found != lowered_.end()) {
            return found->second;
        }
        const value_index value = lower(derived.code, constants, mask);
        lowered_.emplace(name, value);
        return value;
    }

    value_index lower(const program& code, const std::vector<double>& constants, std::uint32_t mask) {
        if (graph_.values().size() > most_values || masks_ > most_masks) {
            return absent();  // finish() leaves it all to the scalar path
        }
        for (const std::uint32_t slot : code.required) {
            require_slot(slot, mask);
        }
        std::vector<value_index> values;
        values.reserve(code.instructions.size());
        for (const instruction& step : code.instructions) {
            values.push_back(lower(code, constants, mask, step, values));
        }
        return values.back();
    }

    value_index lower(const program& code, const std::vector<double>& constants, std::uint32_t mask,
                      const instruction& step, const std::vector<value_index>& values) {
        const auto two = [&](column_op op) {
            value_index a = values[step.a];
            const value_index b = values[step.b];
            if (graph_.at(a).kind == value_kind::constant && graph_.at(b).kind == value_kind::constant) {
                a = graph_.as_column(a);
            }
            return graph_.operation(op, mask, a, b);
        };
        const auto one = [&](column_op op, double x = 0) {
            return graph_.operation(op, mask, graph_.as_column(values[step.a]), 0, 0, x);
        };
        switch (step.op) {
            case opcode::constant: {
                const value_index made = graph_.constant(constants[step.a]);
                graph_.require(mask, made);  // beyond the range of double: nothing can be computed
                return made;
            }
            case opcode::load:
                return require_slot(step.a, mask);
            case opcode::cohort:
                return graph_.column(places_.terms[step.a]);
            case opcode::negate:
                return one(column_op::negate);
            case opcode::add:
                return two(column_op::add);
            case opcode::subtract:
                return two(column_op::subtract);
            case opcode::multiply:
                return two(column_op::multiply);
            case opcode::divide:
                return two(column_op::divide);
            case opcode::power:
                return power_of(graph_.as_column(values[step.a]), step.parameter, mask);
            case opcode::minimum:
                return two(column_op::minimum);
            case opcode::maximum:
                return two(column_op::maximum);
            case opcode::absolute:
                return one(column_op::absolute);
            case opcode::floor:
                return one(column_op::floor);
            case opcode::ceil:
                return one(column_op::ceil);
            case opcode::round:
                return one(column_op::round, decimal_scale(step.parameter));
            case opcode::less:
                return two(column_op::less);
            case opcode::less_equal:
                return two(column_op::less_equal);
            case opcode::equal:
                return two(column_op::equal);
            case opcode::not_equal:
                return two(column_op::not_equal);
            case opcode::logic_and:
                return two(column_op::logic_and);
            case opcode::logic_or:
                return two(column_op::logic_or);
            case opcode::logic_not:
                return one(column_op::logic_not);
            case opcode::select:
                if (const std::optional<value_index> found =
                        pair_lowering(graph_, out_).threshold(mask, step, values)) {
                    return *found;
                }
                return graph_.operation(column_op::select, mask, graph_.as_column(values[step.a]),
                                        graph_.as_column(values[step.b]), graph_.as_column(values[step.c]));
            case opcode::steps:
                return pair_lowering(graph_, out_).steps(code, constants, mask, step, values);
            case opcode::line:
                return pair_lowering(graph_, out_).line(code, constants, mask, step, values);
            case opcode::choice:
                return pair_lowering(graph_, out_)
                    .choice(code, mask, graph_.as_column(require_slot(step.a, mask)), step, values);
        }
        return absent();
    }

    /// As dti::power: repeated squaring, in the same order. The first product there is 1 · base, which is
    /// base.
    value_index power_of(value_index base, int exponent, std::uint32_t mask) {
        std::optional<value_index> result;
        for (auto left = static_cast<unsigned>(std::abs(exponent)); left != 0; left >>= 1U) {
            if ((left & 1U) != 0) {
                result = result ? graph_.operation(column_op::multiply, mask, *result, base) : base;
            }
            if (left > 1) {
                base = graph_.operation(column_op::multiply, mask, base, base);
            }
        }
        if (!result) {
            graph_.require(mask, base);  // x^0 is 1, and missing or empty where x is
        }
        const value_index raised = result ? *result : graph_.constant(1);
        if (exponent >= 0) {
            return raised;
        }
        return graph_.operation(column_op::divide, mask, graph_.constant(1), raised);
    }

    const compiled_indicator& item_;
    const model<double>::indicator_numbers& numbers_;
    const column_places& places_;
    column_program& out_;
    own_columns& own_;
    column_graph graph_;
    std::uint32_t masks_ = 1;
    std::map<std::uint32_t, std::pair<value_index, std::uint32_t>> given_;
    std::map<std::pair<std::uint32_t, std::uint32_t>, value_index> lowered_;
};

}  // namespace dti::inline v0::detail
