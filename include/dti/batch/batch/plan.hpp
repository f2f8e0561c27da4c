// What a batch scorer prepares once: column programs for a definition and the fields that its data will have.
//
// In: a model and a list of fields. Out: the programs of parts.hpp, and those that roll points up. Immutable.
#pragma once

#include "dti/batch/batch/coverage.hpp"
#include "dti/batch/batch/parts.hpp"

#include <algorithm>
#include <limits>
#include <optional>
#include <utility>
#include <vector>

namespace dti::inline v0::detail {

struct batch_plan : batch_parts {
    batch_plan(model<double> prepared, std::vector<std::size_t> field_list)
        : batch_parts(std::move(prepared), std::move(field_list)), coverage(scored.rules()) {
        compile_roll_up();
    }

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

    column_program roll_up_program;  ///< for lanes whose indicators all have points
    column_program pillars_program;  ///< the same for pillars, which not everybody wants
    coverage_rule coverage;

  private:
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
        for (std::size_t part = 0; part < maxima.size(); ++part) {
            if (maxima[part] != 0) {
                all.push_back(part);
            } else {
                steps.push_back({.op = column_op::fill,
                                 .out = static_cast<std::uint32_t>(value_column(part)),
                                 .x = std::numeric_limits<double>::quiet_NaN()});
            }
        }
        const auto sum = static_cast<std::uint32_t>(total_points_column());
        if (decimals || all.empty()) {
            add_rounded_shares(all, maxima, decimals);
        } else {
            add_shares(all, maxima);
        }
        add_quotient(shares_of(all), sum, static_cast<std::uint32_t>(total_column()), roll_up_program);
        compile_pillars(maxima);
        own.used = std::max(own.used, own.fixed + 3);  // of next_column(), and incremental/plan.hpp
    }

    /// Sub-indices and their sum, as runs of a few where only the sum is asked for.
    void add_shares(const std::vector<std::size_t>& all, const std::vector<double>& maxima) {
        column_program& out = roll_up_program;
        auto from = static_cast<std::uint32_t>(zero_column());
        for (std::size_t i = 0; i < all.size(); ++i) {
            if (i % most_summands(summand_kind::share) == 0) {
                out.steps.push_back(
                    {.op = column_op::add_run, .first = static_cast<std::uint32_t>(out.runs.size())});
                out.runs.push_back({.first = static_cast<std::uint32_t>(out.summands.size()), .from = from});
            }
            sum_run& run = out.runs.back();
            run.to = i + 1 == all.size() ? static_cast<std::uint32_t>(total_points_column())
                                         : next_column(own.fixed, from, run.from);
            const summand share{.kind = summand_kind::share,
                                .a = in_table(earned_column(all[i])),
                                .x = maxima[all[i]],
                                .y = share_of(all[i]),
                                .low = 0,
                                .high = 1};
            out.summands.push_back(share);
            out.steps.push_back({.op = column_op::share,
                                 .out = static_cast<std::uint32_t>(value_column(all[i])),
                                 .a = share.a,
                                 .x = share.x,
                                 .y = share.y,
                                 .low = share.low,
                                 .high = share.high,
                                 .from = from,
                                 .to = run.to});
            ++run.count;
            ++run.steps;
            from = run.to;
        }
    }

    /// The same where sub-indices are rounded before they are added.
    void add_rounded_shares(const std::vector<std::size_t>& all, const std::vector<double>& maxima,
                            const std::optional<int>& decimals) {
        std::vector<column_step>& steps = roll_up_program.steps;
        const auto sum = static_cast<std::uint32_t>(total_points_column());
        steps.push_back({.op = column_op::fill, .out = sum, .x = 0});
        for (const std::size_t part : all) {
            const auto target = static_cast<std::uint32_t>(value_column(part));
            steps.push_back({.op = column_op::divide,
                             .kinds = operand_kinds::column_constant,
                             .out = target,
                             .a = in_table(earned_column(part)),
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
};

}  // namespace dti::inline v0::detail
