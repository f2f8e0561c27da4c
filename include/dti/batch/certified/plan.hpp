// What a certified scorer prepares once: which results doubles prove, and a model that computes them.
//
// In: a compiled definition, bounds of the figures, decimals. Out: a batch scorer whose thresholds are where
// comparisons come out right, and a certificate for each column of results. Next: run.hpp.
#pragma once

#include "dti/batch/batch.hpp"
#include "dti/batch/certified/definition_bound.hpp"
#include "dti/batch/certified/print_certificate.hpp"

#include <utility>
#include <vector>

namespace dti::inline v0 {

/// How many decimals are published.
struct published_decimals {
    int points = 2;  ///< of points, total points included
    int value = 4;   ///< of the values of sub-indices, pillars and the total
};

namespace detail {

struct certified_plan {
    certified_plan(shared_rules shared, figure_bounds like, published_decimals printed,
                   instruction_set wanted)
        : rules(std::move(shared)),
          scored(rules),
          figures(std::move(like)),
          bound(*rules, figures),
          decimals(printed),
          batch(make_model(), given_fields(), wanted),
          ranked_exactly(rank_rules()) {
        const definition& source = rules->source();
        for (std::size_t i = 0; i < rules->indicators().size(); ++i) {
            const indicator_bound& item = bound.indicator(i);
            points.push_back(item.points ? certify_print(*item.points, decimals.points) : nothing_to_print());
            if (!item.is_known()) {
                settled.push_back(i);
            }
        }
        for (std::size_t i = 0; i < source.sub_indices.size(); ++i) {
            sub_indices.push_back(certify_print(bound.sub_index(i), decimals.value));
            all_parts.push_back(i);
        }
        for (std::size_t i = 0; i < source.pillars.size(); ++i) {
            pillars.push_back(certify_print(bound.pillar(i), decimals.value));
        }
        total_points = certify_print(bound.total_points(), decimals.points);
        total = certify_print(bound.total(), decimals.value);
        rank_total = certify_print(bound.total(), source.print.value);
        may_exclude =
            source.missing == missing_policy::exclude || source.empty_denominator == empty_policy::exclude;
    }
    certified_plan(const certified_plan&) = delete;
    certified_plan& operator=(const certified_plan&) = delete;

    /// Whether the certified path says everything that the exact one says.
    [[nodiscard]] bool covers() const {
        return bound.has_small_terms() && rules->source().headline != headline_kind::counts && fit_doubles();
    }

    shared_rules rules;
    model<exact> scored;
    figure_bounds figures;
    definition_bound bound;
    published_decimals decimals;
    batch_scorer batch;
    definition ranked_exactly;  ///< no more than what ranking reads: compares values as they are
    std::vector<print_certificate> points;
    std::vector<print_certificate> sub_indices;
    std::vector<print_certificate> pillars;
    print_certificate total_points;
    print_certificate total;
    print_certificate rank_total;      ///< for comparing printed totals
    std::vector<std::size_t> settled;  ///< indicators of which doubles say nothing
    std::vector<std::size_t> all_parts;
    bool may_exclude = false;

  private:
    /// Whether all published figures are whole numbers that a double holds.
    [[nodiscard]] bool fit_doubles() const {
        if (decimals.points > most_printed_decimals || decimals.value > most_printed_decimals) {
            return false;
        }
        const auto fits = [&](const exact& most) {
            return std::abs(most.to_double()) * decimal_scale(decimals.points) < 0x1p50;
        };
        exact sum;
        for (std::size_t part = 0; part < rules->source().sub_indices.size(); ++part) {
            sum += rules->source().sub_indices[part].weight * rules->sub_index_max(part);
        }
        return fits(sum) &&
               std::all_of(rules->indicators().begin(), rules->indicators().end(), [&](const auto& item) {
                   return fits(item.source->max_score) && fits(item.source->min_score);
               });
    }

    static print_certificate nothing_to_print() {
        print_certificate made;
        made.lanes.most = 1;
        made.is_possible = made.is_proven = true;
        return made;
    }

    [[nodiscard]] model<double> make_model() const {
        model<double> made(rules);
        const auto move = [](const std::vector<moved_constant>& moved, std::vector<double>& constants) {
            for (const moved_constant& item : moved) {
                constants[item.constant] = item.value;
            }
        };
        for (std::size_t i = 0; i < rules->indicators().size(); ++i) {
            const indicator_bound& item = bound.indicator(i);
            move(item.moved, made.numbers(i).points_constants);
            for (std::size_t part = 0; part < item.moved_parts.size(); ++part) {
                move(item.moved_parts[part], made.numbers(i).derive_constants[part]);
            }
        }
        return made;
    }

    [[nodiscard]] std::vector<std::size_t> given_fields() const {
        std::vector<std::size_t> fields;
        for (std::size_t field = 0; field < figures.fields(); ++field) {
            if (figures.field(field)) {
                fields.push_back(field);
            }
        }
        return fields;
    }

    [[nodiscard]] definition rank_rules() const {
        definition made;
        made.ties = rules->source().ties;
        made.rank_on = rank_basis::exact;
        return made;
    }
};

}  // namespace detail

}  // namespace dti::inline v0
