// A cohort figure whose units change one by one: figure_summary that can also forget.
//
// In: figures that come and go. Out: the cohort figure, the bits of a figure_summary of those that are there.
#pragma once

#include "dti/formula/tree.hpp"
#include "dti/number/exact_sum.hpp"

#include <cmath>
#include <cstdint>
#include <limits>
#include <optional>

namespace dti::inline v0::detail {

/// Sums are exact, so that what is taken back never was. Of the best figure is known how many units hold it.
class moving_summary {
  public:
    /// Domain: every function but `share_of_best`, which is a division by `max`.
    explicit moving_summary(cohort_function function = cohort_function::count) noexcept
        : function_(function) {}

    void add(double figure) noexcept {
        ++count_;
        if (adds_up()) {
            sum_.add(figure);
        } else if (function_ == cohort_function::count) {
            return;
        } else if (std::isnan(figure)) {
            ++nans_;
        } else if (holders_ == 0 || is_better(figure)) {
            best_ = figure;
            holders_ = 1;
        } else if (figure == best_) {
            ++holders_;
        }
    }

    /// Forgets a figure that was added. True where the last holder of the best has left: then start_again()
    /// and add whatever is there.
    [[nodiscard]] bool remove(double figure) noexcept {
        --count_;
        if (adds_up()) {
            sum_.remove(figure);
        } else if (function_ == cohort_function::count) {
            return false;
        } else if (std::isnan(figure)) {
            --nans_;
        } else if (figure == best_ && --holders_ == 0) {
            return count_ > nans_;
        }
        return false;
    }

    void start_again() noexcept { *this = moving_summary(function_); }

    /// As figure_summary::value(): nothing where no unit has the figure, but for the count.
    [[nodiscard]] std::optional<double> value() const noexcept {
        if (function_ == cohort_function::count) {
            return static_cast<double>(count_);
        }
        if (count_ == 0) {
            return std::nullopt;
        }
        if (adds_up()) {
            return function_ == cohort_function::sum ? sum_.value()
                                                     : sum_.value() / static_cast<double>(count_);
        }
        return nans_ != 0 ? std::numeric_limits<double>::quiet_NaN() : best_ + 0.0;
    }

  private:
    [[nodiscard]] bool adds_up() const noexcept {
        return function_ == cohort_function::sum || function_ == cohort_function::mean;
    }
    [[nodiscard]] bool is_better(double figure) const noexcept {
        return function_ == cohort_function::min ? figure < best_ : best_ < figure;
    }

    cohort_function function_;
    std::uint64_t count_ = 0;
    std::uint64_t nans_ = 0;
    std::uint64_t holders_ = 0;  // of the best; 0: nobody has a number
    double best_ = 0;
    exact_sum sum_;
};

}  // namespace dti::inline v0::detail
