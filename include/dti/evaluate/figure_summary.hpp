// What a cohort function needs of the units it has seen, in double: a summary that can be merged.
//
// In: the figures of units, in any order and any number of parts. Out: the cohort figure, the same bits
// whatever the order and the parts. Used by cohort.hpp and by batch/, so that the two agree.
#pragma once

#include "dti/formula/tree.hpp"
#include "dti/number/exact_sum.hpp"

#include <cmath>
#include <cstdint>
#include <limits>
#include <optional>

namespace dti::inline v0 {

/// The summary of one cohort function over one figure. Sums are exact until value() rounds them; a figure
/// that is NaN (its arithmetic left the range of double) makes all but the count NaN.
class figure_summary {
  public:
    /// Domain: every function but `share_of_best`, which is a division by `max`.
    explicit figure_summary(cohort_function function = cohort_function::count) noexcept
        : function_(function) {}

    [[nodiscard]] cohort_function function() const noexcept { return function_; }
    [[nodiscard]] std::uint64_t count() const noexcept { return count_; }

    /// Forgets all units.
    void reset() noexcept {
        count_ = 0;
        best_ = worst(function_);
        if (adds_up()) {
            sum_ = {};
        }
    }

    void add(double figure) noexcept {
        ++count_;
        if (adds_up()) {
            sum_.add(figure);
        } else {
            improve(figure);
        }
    }

    /// Adds a summary of other units by the same function.
    void merge(const figure_summary& other) noexcept {
        count_ += other.count_;
        if (adds_up()) {
            sum_.add(other.sum_);
        } else {
            improve(other.best_);
        }
    }

    /// The same as adding `count` figures of which `best` is the smallest or largest, or NaN. Domain: the
    /// function is `min`, `max` or `count`.
    void add_best(double best, std::uint64_t count) noexcept {
        count_ += count;
        improve(best);
    }

    /// The cohort figure; nothing where no unit has the figure, but for the count, which is 0 there.
    [[nodiscard]] std::optional<double> value() const noexcept {
        if (function_ == cohort_function::count) {
            return static_cast<double>(count_);
        }
        if (count_ == 0) {
            return std::nullopt;
        }
        switch (function_) {
            case cohort_function::sum:
                return sum_.value();
            case cohort_function::mean:
                return sum_.value() / static_cast<double>(count_);
            default:
                return best_ + 0.0;  // one zero: which of -0 and 0 came first must not show
        }
    }

  private:
    [[nodiscard]] bool adds_up() const noexcept {
        return function_ == cohort_function::sum || function_ == cohort_function::mean;
    }
    [[nodiscard]] static double worst(cohort_function function) noexcept {
        constexpr double infinity = std::numeric_limits<double>::infinity();
        return function == cohort_function::min ? infinity : -infinity;
    }
    void improve(double figure) noexcept {
        const bool better = function_ == cohort_function::min ? figure < best_ : best_ < figure;
        if (better || std::isnan(figure)) {
            best_ = figure;  // and once it is NaN no comparison replaces it
        }
    }

    cohort_function function_;
    std::uint64_t count_ = 0;
    double best_ = worst(function_);
    exact_sum sum_;
};

}  // namespace dti::inline v0
