// Room for one thread to score in, and what is found wrong.
//
// In: made by batch_scorer::make_scratch(). Out: nothing that outlives a call. Scoring allocates nothing as
// long as the room is large enough.
#pragma once

#include "dti/batch/batch/plan.hpp"
#include "dti/batch/ranks.hpp"
#include "dti/evaluate/figure_summary.hpp"
#include "dti/formula/run.hpp"

#include <array>
#include <memory>
#include <new>
#include <span>
#include <vector>

namespace dti::inline v0 {

/// Why a cell has no points: what the definition's policies call an error, or figures that are none.
enum class batch_fault_kind : std::uint8_t {
    missing_figure,
    empty_denominator,
    reference_needed,  ///< a run of one unit lacks a cohort figure
    too_large,         ///< the arithmetic left the range of double
    refused_figure     ///< infinite, or no value of a yes_no or choice
};

struct batch_fault {
    batch_fault_kind kind = batch_fault_kind::missing_figure;
    std::size_t scenario = 0;
    std::size_t unit = 0;
    std::size_t indicator = 0;
    friend bool operator==(const batch_fault&, const batch_fault&) = default;
};

namespace detail {

class batch_tiles;
class batch_figures;
class batch_run;

/// Columns start where a cache line does.
class column_memory {
  public:
    explicit column_memory(std::size_t columns)
        : doubles_(new (alignment) double[columns * tile_lanes + 1]()) {}
    [[nodiscard]] double* data() const noexcept { return doubles_.get(); }

  private:
    static constexpr std::align_val_t alignment{64};
    struct release {
        void operator()(double* memory) const noexcept { ::operator delete[](memory, alignment); }
    };
    std::unique_ptr<double[], release> doubles_;  // NOLINT(*-avoid-c-arrays): aligned, of a size known late
};

/// Lanes of an indicator that are out of the ordinary.
struct lane_absence {
    lane_mask absent = 0;   ///< without points
    lane_mask unknown = 0;  ///< not counted as covered
};

/// Which fields the table of a tile names where they lie: so that they need not be entered again.
struct table_origin {
    const std::byte* place = nullptr;
    std::ptrdiff_t stride = 0;
    std::uint32_t fields = 0;
    bool is_made = false;  ///< some of them are made, and named where they are made
    friend bool operator==(const table_origin&, const table_origin&) = default;
};

/// What a maker makes of a list of the fetch plan: its fields, from where, and where to.
struct made_list {
    std::vector<std::uint32_t> fields;
    std::vector<const double*> base;
    std::vector<double*> made;
};

/// Lanes of a figure that cohort functions summarise.
struct figure_lanes {
    lane_mask marked = 0;  ///< computed one by one
    lane_mask absent = 0;  ///< without the figure
};

}  // namespace detail

/// Room for scoring blocks of scenarios: one for each thread, reused from call to call.
class batch_scratch {
  public:
    /// Room for `units` a scenario and `scenarios` at once. Use batch_scorer::make_scratch().
    batch_scratch(const detail::batch_plan& plan, std::size_t units, std::size_t scenarios)
        : units_(units),
          scenarios_(scenarios),
          tiles_((units * scenarios + tile_lanes - 1) / tile_lanes),
          own_(plan.own.used),
          fields_(plan.fetched.slot_count),
          bases_(plan.fetched.longest),
          figures_(plan.figures.size() * tiles_),
          term_columns_(plan.terms.size()),
          made_(plan.fetched.lists.size()),
          figure_lanes_(plan.figures.size()),
          table_(plan.table_size()),
          masks_(plan.masks()),
          term_values_(plan.terms.size() * scenarios),
          term_states_(plan.terms.size() * scenarios),
          slots_(plan.most_slots),
          states_(plan.most_slots),
          absences_(plan.weighted_maximum.size()),
          parts_(plan.sub_indices()),
          coverage_(plan.coverage.words()),
          totals_(units * scenarios),
          ranking_(units) {
        for (std::size_t i = 0; i < scenarios; ++i) {
            for (const detail::plan_term& term : plan.terms) {
                summaries_.emplace_back(term.term.function);
            }
        }
        for (std::size_t i = 0; i < made_.size(); ++i) {
            const std::size_t most = plan.fetched.lists[i].size();
            made_[i].fields.reserve(most);
            made_[i].base.reserve(most);
            made_[i].made.reserve(most);
        }
        touched_.reserve(absences_.size());
        for (std::size_t i = 0; i < plan.own.used; ++i) {
            table_[plan.own.table_base + i] = own_.data() + i * tile_lanes;
        }
        for (std::size_t i = 0; i < plan.terms.size(); ++i) {
            table_[plan.first_term_column + i] = term_columns_.data() + i * tile_lanes;
        }
    }

    [[nodiscard]] std::size_t units() const noexcept { return units_; }
    [[nodiscard]] std::size_t scenarios() const noexcept { return scenarios_; }

  private:
    friend class detail::batch_tiles;
    friend class detail::batch_figures;
    friend class detail::batch_run;

    std::size_t units_;
    std::size_t scenarios_;
    std::size_t tiles_;
    detail::column_memory own_;
    detail::column_memory fields_;         // fetched fields: see fetch_plan.hpp
    detail::column_memory bases_;          // of a list's fields that are made, where those do not lie so
    detail::column_memory figures_;        // saved for their cohort functions: of each figure all tiles
    detail::column_memory term_columns_;   // cohort figures of the tile's lanes
    std::vector<detail::made_list> made_;  // of each list of the fetch plan; of this call
    std::vector<detail::figure_lanes> figure_lanes_;  // of the tile
    detail::table_origin origin_;
    std::vector<const double*> table_;
    std::array<std::uint64_t, tile_lanes> live_lanes_{};  // all bits of the first live_size_ of them
    std::size_t live_size_ = 0;
    std::vector<lane_mask> masks_;
    std::vector<figure_summary> summaries_;  // of each scenario all terms
    std::vector<double> term_values_;
    std::vector<slot_state> term_states_;
    std::vector<double> slots_;  // of one lane and indicator
    std::vector<slot_state> states_;
    std::vector<detail::lane_absence> absences_;  // of the tile, by indicator
    std::vector<std::size_t> touched_;            // indicators with absences
    std::vector<double> parts_;                   // of one lane: maxima of its sub-indices
    std::vector<std::uint64_t> coverage_;
    std::vector<double> totals_;  // of the block
    rank_room ranking_;
};

}  // namespace dti::inline v0
