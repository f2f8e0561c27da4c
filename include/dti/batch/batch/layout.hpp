// Where everything lies in a tile's table of columns, for a definition and the fields that its data will
// have.
//
// In: a model and a list of fields. Out: places of figures, cohort terms and results. Next: parts.hpp.
#pragma once

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
/// tile's own columns: points, earned points of each sub-index (three columns, which take turns), values of
/// sub-indices, pillars, total points, total, a column of zeros, figures for cohort functions, temporary
/// ones.
struct batch_layout {
    batch_layout(model<double> prepared, std::vector<std::size_t> field_list)
        : scored(std::move(prepared)), fields(std::move(field_list)) {
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
    }

    [[nodiscard]] std::size_t sub_indices() const { return scored.rules().source().sub_indices.size(); }
    [[nodiscard]] std::size_t pillars() const { return scored.rules().source().pillars.size(); }
    static constexpr std::uint32_t points_column = 0;
    /// Of each sub-index: what a run begins with, and two that take turns within it.
    static constexpr std::size_t sum_columns = 3;
    [[nodiscard]] std::size_t value_column(std::size_t part) const {
        return 1 + sum_columns * sub_indices() + part;
    }
    [[nodiscard]] std::size_t pillar_column(std::size_t pillar) const {
        return 1 + (sum_columns + 1) * sub_indices() + pillar;
    }
    [[nodiscard]] std::size_t total_points_column() const {
        return 1 + (sum_columns + 1) * sub_indices() + pillars();
    }
    [[nodiscard]] std::size_t total_column() const { return total_points_column() + 1; }
    /// What nobody writes: the earned points of a sub-index before its first indicator.
    [[nodiscard]] std::size_t zero_column() const { return total_column() + 1; }
    [[nodiscard]] std::size_t figure_column(std::size_t figure) const { return zero_column() + 1 + figure; }
    /// Columns of a tile's table.
    [[nodiscard]] std::size_t table_size() const { return own.table_base + own.used; }
    [[nodiscard]] std::uint32_t in_table(std::size_t own_column) const {
        return own.table_base + static_cast<std::uint32_t>(own_column);
    }

    /// A column for the next sum: of three from `column` on one that is not needed still, as `from` is, and
    /// `start`, where a run began.
    [[nodiscard]] static std::uint32_t next_column(std::uint32_t column, std::uint32_t from,
                                                   std::uint32_t start) {
        while (column == from || column == start) {
            ++column;
        }
        return column;
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
    std::size_t most_slots = 0;

  private:
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
};

}  // namespace dti::inline v0::detail
