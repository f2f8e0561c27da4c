// What a batch scorer prepares once: column programs for a definition and the fields that its data will have.
//
// In: a model and a list of fields. Out: three programs (cohort figures, points, roll-up) and where
// everything lies in a tile's table of columns. Immutable.
#pragma once

#include "dti/batch/batch/coverage.hpp"
#include "dti/batch/columns.hpp"
#include "dti/evaluate/model.hpp"

#include <optional>
#include <utility>
#include <vector>

namespace dti::inline v0::detail {

/// A derived figure or input that cohort functions of one indicator summarise.
struct plan_figure {
    std::size_t indicator = 0;
    std::uint32_t slot = 0;
    std::vector<std::size_t> terms;  ///< positions in batch_plan::terms
};

/// A cohort term of the whole definition.
struct plan_term {
    std::size_t indicator = 0;
    cohort_term term;
};

/// The table of a tile: fields, then figures saved for their cohort functions, then cohort terms, then the
/// tile's own columns: points, earned points of each sub-index (two columns, which take turns), values of
/// sub-indices, pillars, total points, total, a column of zeros, figures for cohort functions, temporary
/// ones.
struct batch_plan {
    batch_plan(model<double> prepared, std::vector<std::size_t> field_list)
        : scored(std::move(prepared)), fields(std::move(field_list)), coverage(scored.rules()) {
        const compiled_definition& rules = scored.rules();
        column_of_field.resize(rules.fields());
        for (std::size_t i = 0; i < fields.size(); ++i) {
            column_of_field.at(fields[i]) = static_cast<std::uint32_t>(i);
        }
        first_term.resize(rules.indicators().size());
        for (std::size_t i = 0; i < rules.indicators().size(); ++i) {
            add_terms(i);
            most_slots = std::max(most_slots, rules.indicators()[i].slots());
        }
        first_figure_column = static_cast<std::uint32_t>(fields.size());
        first_term_column = first_figure_column + static_cast<std::uint32_t>(figures.size());
        own.table_base = first_term_column + static_cast<std::uint32_t>(terms.size());
        own.fixed = static_cast<std::uint32_t>(figure_column(figures.size()));
        own.used = own.fixed + 1;
        for (std::size_t part = 0; part < sub_indices(); ++part) {
            earned_.push_back(zero_column());
        }
        compile_figures();
        compile_points();
        compile_roll_up();
        figure_fields = fields_of(figures_program);
        point_fields = fields_of(points_program);
    }

    [[nodiscard]] std::size_t sub_indices() const { return scored.rules().source().sub_indices.size(); }
    [[nodiscard]] std::size_t pillars() const { return scored.rules().source().pillars.size(); }
    static constexpr std::uint32_t points_column = 0;
    /// Where the earned points of a sub-index end up.
    [[nodiscard]] std::size_t earned_column(std::size_t part) const { return earned_[part]; }
    [[nodiscard]] std::size_t value_column(std::size_t part) const { return 1 + 2 * sub_indices() + part; }
    [[nodiscard]] std::size_t pillar_column(std::size_t pillar) const {
        return 1 + 3 * sub_indices() + pillar;
    }
    [[nodiscard]] std::size_t total_points_column() const { return 1 + 3 * sub_indices() + pillars(); }
    [[nodiscard]] std::size_t total_column() const { return total_points_column() + 1; }
    /// What nobody writes: the earned points of a sub-index before its first indicator.
    [[nodiscard]] std::size_t zero_column() const { return total_column() + 1; }
    [[nodiscard]] std::size_t figure_column(std::size_t figure) const { return zero_column() + 1 + figure; }
    /// Columns of a tile's table.
    [[nodiscard]] std::size_t table_size() const { return own.table_base + own.used; }
    [[nodiscard]] std::size_t masks() const { return std::max(points_program.masks, figures_program.masks); }

    /// Steps that put own column `sum` over `most` into own column `value`; nothing into both where `most` is
    /// 0.
    void add_quotient(double most, std::uint32_t sum, std::uint32_t value, column_program& out) const {
        std::vector<column_step>& steps = out.steps;
        if (most == 0) {
            for (const std::uint32_t nothing : {sum, value}) {
                steps.push_back(
                    {.op = column_op::fill, .out = nothing, .x = std::numeric_limits<double>::quiet_NaN()});
            }
            return;
        }
        steps.push_back({.op = column_op::divide,
                         .kinds = operand_kinds::column_constant,
                         .out = value,
                         .a = own.table_base + sum,
                         .x = most});
    }

    model<double> scored;
    std::vector<std::size_t> fields;
    std::vector<std::optional<std::uint32_t>> column_of_field;
    std::vector<plan_term> terms;
    std::vector<std::size_t> first_term;  ///< of each indicator
    std::vector<plan_figure> figures;
    std::uint32_t first_figure_column = 0;
    std::uint32_t first_term_column = 0;
    own_columns own;
    column_program figures_program;            ///< one part a figure
    column_program points_program;             ///< one part an indicator, then its share in its sub-index
    column_program roll_up_program;            ///< for lanes whose indicators all have points
    column_program pillars_program;            ///< the same for pillars, which not everybody wants
    std::vector<std::uint32_t> figure_fields;  ///< fields that the figures' program reads
    std::vector<std::uint32_t> point_fields;
    std::vector<std::size_t> figure_steps;  ///< where the part of each figure begins
    std::vector<std::size_t> point_steps;   ///< where the part of each indicator begins, if it is scored
    std::vector<double> weighted_maximum;   ///< of each indicator; 0 where it adds nothing
    std::size_t most_slots = 0;
    coverage_rule coverage;

  private:
    std::vector<std::size_t> earned_;

    void add_terms(std::size_t indicator) {
        const compiled_indicator& item = scored.rules().indicators()[indicator];
        first_term[indicator] = terms.size();
        if (!item.points || !item.source->scored) {
            return;
        }
        const std::size_t first = figures.size();
        for (const cohort_term& term : item.points->cohort_terms) {
            std::size_t at = first;
            while (at < figures.size() && figures[at].slot != term.slot) {
                ++at;
            }
            if (at == figures.size()) {
                figures.push_back({indicator, term.slot, {}});
            }
            figures[at].terms.push_back(terms.size());
            terms.push_back({indicator, term});
        }
    }

    [[nodiscard]] column_places places_of(std::size_t indicator, bool with_saved) const {
        const compiled_indicator& item = scored.rules().indicators()[indicator];
        column_places places;
        for (std::size_t slot = 0; slot < item.slots(); ++slot) {
            places.given.push_back(column_of_field[item.first_field + slot]);
        }
        places.entered = column_of_field[item.points_field()];
        places.saved.resize(item.slots());
        for (std::size_t i = 0; with_saved && i < figures.size(); ++i) {
            if (figures[i].indicator == indicator && figures[i].slot >= item.scope.inputs) {
                places.saved[figures[i].slot] = first_figure_column + static_cast<std::uint32_t>(i);
            }
        }
        if (item.points) {
            for (std::size_t i = 0; i < item.points->cohort_terms.size(); ++i) {
                places.terms.push_back(first_term_column +
                                       static_cast<std::uint32_t>(first_term[indicator] + i));
            }
        }
        return places;
    }

    void compile_figures() {
        for (std::size_t i = 0; i < figures.size(); ++i) {
            const column_places places = places_of(figures[i].indicator, false);
            figure_steps.push_back(figures_program.steps.size());
            column_compiler(scored.rules().indicators()[figures[i].indicator],
                            scored.numbers(figures[i].indicator), places, figures_program, own)
                .compile_figure(figures[i].slot, static_cast<std::uint32_t>(figure_column(i)),
                                static_cast<std::uint32_t>(i));
        }
    }

    void compile_points() {
        const compiled_definition& rules = scored.rules();
        weighted_maximum.resize(rules.indicators().size());
        point_steps.resize(rules.indicators().size());
        for (std::size_t i = 0; i < rules.indicators().size(); ++i) {
            const compiled_indicator& item = rules.indicators()[i];
            if (!item.source->scored) {
                continue;
            }
            const auto& numbers = scored.numbers(i);
            weighted_maximum[i] = item.source->bonus ? 0 : numbers.weight * numbers.max_score;
            const column_places places = places_of(i, true);
            point_steps[i] = points_program.steps.size();
            column_compiler(item, numbers, places, points_program, own)
                .compile_points(points_column, static_cast<std::uint32_t>(i), rules.source().rounding.points);
            add_share(item.sub_index, numbers.weight);
        }
        // So that a run which ends at a `finish` has stopped there.
        points_program.steps.push_back({.op = column_op::clear_marks});
    }

    /// Adds weight · points of the part compiled last to what its sub-index has earned.
    void add_share(std::size_t part, double weight) {
        std::vector<column_step>& steps = points_program.steps;
        const auto first = static_cast<std::uint32_t>(1 + 2 * part);
        const auto from = static_cast<std::uint32_t>(earned_column(part));
        const std::uint32_t to = from == first ? first + 1 : first;
        earned_[part] = to;
        if (weight != 1) {  // steps of their own: the product is rounded before it is added
            steps.push_back({.op = column_op::multiply,
                             .kinds = operand_kinds::column_constant,
                             .out = own.fixed,
                             .a = in_table(points_column),
                             .x = weight});
            steps.push_back({.op = column_op::add, .out = to, .a = in_table(from), .b = in_table(own.fixed)});
            return;
        }
        column_step finish = steps.back();
        finish.adds = true;
        finish.from = from;
        finish.to = to;
        steps.pop_back();
        column_step& last = steps.back();
        if (last.out != points_column || last.mask != 0 || !ends_a_part(last)) {
            steps.push_back(finish);
            return;
        }
        last.adds = true;
        last.first = finish.first;
        last.from = from;
        last.to = to;
    }

    /// Makes a step one that also ends its part, where there is such an operation.
    static bool ends_a_part(column_step& step) {
        constexpr double infinity = std::numeric_limits<double>::infinity();
        if (step.op == column_op::ratio) {
            step.op = column_op::ratio_finish;
        } else if (step.op == column_op::clamp) {
            step.op = column_op::clamp_finish;
        } else if (step.op == column_op::multiply && step.kinds != operand_kinds::columns) {
            step.a = step.kinds == operand_kinds::constant_column ? step.b : step.a;
            step.kinds = operand_kinds::columns;
            step.op = column_op::clamp_finish;
            step.y = step.x;
            step.x = 1;
            step.low = -infinity;
            step.high = infinity;
        } else {
            return false;
        }
        return true;
    }

    /// Maximum of each sub-index where all indicators have points, added up as roll_up() does.
    [[nodiscard]] std::vector<double> full_maxima() const {
        std::vector<double> maxima(sub_indices());
        for (std::size_t i = 0; i < weighted_maximum.size(); ++i) {
            const compiled_indicator& item = scored.rules().indicators()[i];
            if (item.source->scored && !item.source->bonus) {
                maxima[item.sub_index] = maxima[item.sub_index] + weighted_maximum[i];
            }
        }
        return maxima;
    }

    [[nodiscard]] std::uint32_t in_table(std::size_t own_column) const {
        return own.table_base + static_cast<std::uint32_t>(own_column);
    }

    /// What a sub-index weighs where it counts.
    [[nodiscard]] double share_of(std::size_t part) const {
        const auto& numbers = scored.sub_index(part);
        return numbers.weight * numbers.max_score;
    }

    void compile_roll_up() {
        const std::vector<double> maxima = full_maxima();
        const std::optional<int>& decimals = scored.rules().source().rounding.value;
        std::vector<column_step>& steps = roll_up_program.steps;
        std::vector<std::size_t> all;
        const auto sum = static_cast<std::uint32_t>(total_points_column());
        steps.push_back({.op = column_op::fill, .out = sum, .x = 0});
        for (std::size_t part = 0; part < maxima.size(); ++part) {
            const auto target = static_cast<std::uint32_t>(value_column(part));
            if (maxima[part] == 0) {
                steps.push_back(
                    {.op = column_op::fill, .out = target, .x = std::numeric_limits<double>::quiet_NaN()});
                continue;
            }
            all.push_back(part);
            const std::uint32_t earned = in_table(earned_column(part));
            if (!decimals) {
                steps.push_back({.op = column_op::share,
                                 .out = target,
                                 .a = earned,
                                 .x = maxima[part],
                                 .y = share_of(part),
                                 .low = 0,
                                 .high = 1,
                                 .to = sum});
                continue;
            }
            steps.push_back({.op = column_op::divide,
                             .kinds = operand_kinds::column_constant,
                             .out = target,
                             .a = earned,
                             .x = maxima[part]});
            steps.push_back({.op = column_op::clamp,
                             .out = own.fixed,
                             .a = in_table(target),
                             .x = 1,
                             .low = 0,
                             .high = 1});
            steps.push_back({.op = column_op::round,
                             .out = target,
                             .a = in_table(own.fixed),
                             .x = decimal_scale(*decimals)});
            steps.push_back(
                {.op = column_op::add_product, .a = in_table(target), .y = share_of(part), .to = sum});
        }
        add_quotient(shares_of(all), sum, static_cast<std::uint32_t>(total_column()), roll_up_program);
        compile_pillars(maxima);
        own.used = std::max(own.used, own.fixed + 2);  // two for incremental/plan.hpp
    }

    void compile_pillars(const std::vector<double>& maxima) {
        std::vector<column_step>& steps = pillars_program.steps;
        for (std::size_t i = 0; i < pillars(); ++i) {
            std::vector<std::size_t> parts;
            steps.push_back({.op = column_op::fill, .out = own.fixed, .x = 0});
            for (const std::size_t part : scored.rules().pillar_parts(i)) {
                if (maxima[part] != 0) {
                    parts.push_back(part);
                    steps.push_back({.op = column_op::add_product,
                                     .a = in_table(value_column(part)),
                                     .y = share_of(part),
                                     .to = own.fixed});
                }
            }
            add_quotient(shares_of(parts), own.fixed, static_cast<std::uint32_t>(pillar_column(i)),
                         pillars_program);
        }
    }

    /// What sub-indices weigh together, added up as roll_up_parts() does.
    [[nodiscard]] double shares_of(const std::vector<std::size_t>& parts) const {
        double most = 0;
        for (const std::size_t part : parts) {
            most = most + rounded_product(share_of(part), 1.0);
        }
        return most;
    }

    [[nodiscard]] std::vector<std::uint32_t> fields_of(const column_program& code) const {
        std::vector<char> read(fields.size());
        for (const column_step& step : code.steps) {
            for (const std::uint32_t place : {step.a, step.b, step.c}) {
                if (place < read.size() && step.op != column_op::fill) {
                    read[place] = 1;
                }
            }
        }
        std::vector<std::uint32_t> found;
        for (std::size_t i = 0; i < read.size(); ++i) {
            if (read[i] != 0) {
                found.push_back(static_cast<std::uint32_t>(i));
            }
        }
        return found;
    }
};

}  // namespace dti::inline v0::detail
