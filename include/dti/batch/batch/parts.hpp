// Column programs of the parts of an index: the figures that cohort functions summarise, and the points of
// each indicator, added up by sub-indices.
//
// In: the layout of a tile. Out: two programs, and where their parts begin. Next: plan.hpp.
#pragma once

#include "dti/batch/batch/fetch_plan.hpp"
#include "dti/batch/batch/find_summand.hpp"
#include "dti/batch/batch/layout.hpp"

#include <algorithm>
#include <optional>
#include <span>
#include <utility>
#include <vector>

namespace dti::inline v0::detail {

struct batch_parts : batch_layout {
    batch_parts(model<double> prepared, std::vector<std::size_t> field_list)
        : batch_layout(std::move(prepared), std::move(field_list)),
          earned_(sub_indices(), static_cast<std::uint32_t>(zero_column())) {
        compile_figures();
        compile_points();
        fetched = fetch_plan(figures_program, points_program, fields.size());
    }

    /// Where the earned points of a sub-index end up.
    [[nodiscard]] std::size_t earned_column(std::size_t part) const { return earned_[part]; }
    [[nodiscard]] std::size_t masks() const { return std::max(points_program.masks, figures_program.masks); }

    column_program figures_program;         ///< one part a figure
    column_program points_program;          ///< one part an indicator, then its share in its sub-index
    fetch_plan fetched;                     ///< which fields they read, and when
    std::vector<std::size_t> figure_steps;  ///< where the part of each figure begins
    std::vector<std::size_t> point_steps;   ///< where the part of each indicator begins, if it is scored
    std::vector<double> weighted_maximum;   ///< of each indicator; 0 where it adds nothing

  private:
    std::vector<std::uint32_t> earned_;
    std::size_t run_part_ = 0;  // of the last run: its sub-index
    std::size_t run_end_ = 0;   // and where its steps end

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
            add_share(item.sub_index, numbers.weight, i);
        }
    }

    /// Adds weight · points of the part whose steps begin at `begin` to what its sub-index has earned.
    void add_share(std::size_t part, double weight, std::size_t indicator) {
        std::vector<column_step>& steps = points_program.steps;
        const std::size_t begin = point_steps[indicator];
        const std::uint32_t from = earned_[part];
        if (weight != 1) {  // steps of their own: the product is rounded before it is added
            const std::uint32_t to = next_column(first_sum(part), from, from);
            earned_[part] = to;
            steps.push_back({.op = column_op::multiply,
                             .kinds = operand_kinds::column_constant,
                             .out = own.fixed,
                             .a = in_table(points_column),
                             .x = weight});
            steps.push_back({.op = column_op::add, .out = to, .a = in_table(from), .b = in_table(own.fixed)});
            return;
        }
        const std::optional<summand> found =
            find_summand(std::span<const column_step>(steps).subspan(begin), points_column);
        const bool joins = found && can_join(*found, part, begin);
        if (found && !joins) {
            const auto run = static_cast<std::uint32_t>(points_program.runs.size());
            points_program.runs.push_back(
                {.first = static_cast<std::uint32_t>(points_program.summands.size()),
                 .from = from,
                 .to = from});
            steps.insert(steps.begin() + static_cast<std::ptrdiff_t>(begin),
                         {.op = column_op::add_run, .first = run});
            point_steps[indicator] = begin + 1;
            run_part_ = part;
        }
        const std::uint32_t to =
            next_column(first_sum(part), from, found ? points_program.runs.back().from : from);
        earned_[part] = to;
        steps.back().adds = true;
        steps.back().from = from;
        steps.back().to = to;
        if (found) {
            sum_run& run = points_program.runs.back();
            run.mixed = run.mixed || (run.count != 0 && points_program.summands.back().kind != found->kind);
            points_program.summands.push_back(*found);
            run.to = to;
            ++run.count;
            run.steps += static_cast<std::uint32_t>(steps.size() - point_steps[indicator]);
            run_end_ = steps.size();
        }
    }

    /// Whether a summand whose steps begin at `begin` may join the run before it.
    [[nodiscard]] bool can_join(const summand& found, std::size_t part, std::size_t begin) const {
        if (points_program.runs.empty() || run_end_ != begin || run_part_ != part) {
            return false;
        }
        const sum_run& run = points_program.runs.back();
        const std::span<const summand> before = std::span(points_program.summands).subspan(run.first);
        if (!run.mixed && before.back().kind == found.kind) {
            return run.count < most_summands(found.kind);
        }
        part_mix mix;
        return std::all_of(before.begin(), before.end(),
                           [&](const summand& one) { return mix.add(one.kind); }) &&
               mix.add(found.kind);
    }

    [[nodiscard]] static std::uint32_t first_sum(std::size_t part) {
        return static_cast<std::uint32_t>(1 + sum_columns * part);
    }
};

}  // namespace dti::inline v0::detail
