// The cohort figures of a definition over units that may be seen in parts: files, threads, machines.
//
// In: batch_scorer::summarise() of each part, in any order. Out: what batch_scorer::score() takes instead of
// the cohort figures of its own units. The same bits whatever the parts and their order.
#pragma once

#include "dti/evaluate/figure_summary.hpp"

#include <cstddef>
#include <span>
#include <utility>
#include <vector>

namespace dti::inline v0 {

namespace detail {
class batch_figures;
}

/// Made by batch_scorer::make_summary(). Plain values: copy it, keep one a thread, merge them.
class cohort_summary {
  public:
    explicit cohort_summary(std::vector<figure_summary> terms) : terms_(std::move(terms)) {}

    /// Adds the units of another summary. Precondition: both were made by scorers of one definition.
    void merge(const cohort_summary& other) noexcept {
        for (std::size_t i = 0; i < terms_.size(); ++i) {
            terms_[i].merge(other.terms_[i]);
        }
        units_ += other.units_;
    }

    /// How many units were added.
    [[nodiscard]] std::size_t units() const noexcept { return units_; }
    /// In the order of batch_scorer::cohort_terms().
    [[nodiscard]] std::span<const figure_summary> terms() const noexcept { return terms_; }

  private:
    friend class detail::batch_figures;

    std::vector<figure_summary> terms_;
    std::size_t units_ = 0;
};

}  // namespace dti::inline v0
