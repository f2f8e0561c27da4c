// Scenarios that each change a few figures of a base: a list of what-ifs.
//
// In: for every scenario its changes. Out: figures, a tile at a time.
#pragma once

#include "dti/batch/figure_maker.hpp"

#include <algorithm>
#include <cstddef>
#include <span>
#include <tuple>
#include <utility>
#include <vector>

namespace dti::inline v0 {

/// A figure that a scenario sets; NaN takes it away.
struct changed_figure {
    std::size_t unit = 0;
    std::size_t field = 0;  ///< its position in the scorer's list
    double value = 0;
};

class sparse_changes final : public figure_maker {
  public:
    /// Preconditions: `fields` and `units` are the scorer's and the base's, and changes are within them. Of
    /// two changes of one figure the later one counts.
    sparse_changes(std::size_t fields, std::size_t units, std::vector<std::vector<changed_figure>> scenarios)
        : figure_maker(varied(fields, scenarios)), units_(units), scenarios_(std::move(scenarios)) {
        for (std::vector<changed_figure>& scenario : scenarios_) {
            std::stable_sort(scenario.begin(), scenario.end(), before);
        }
    }

    [[nodiscard]] std::size_t scenarios() const noexcept { return scenarios_.size(); }

    void make(std::size_t field, std::size_t first_lane, std::size_t lanes, const double* base,
              double* made) const noexcept override {
        std::copy(base, base + lanes, made);
        const std::size_t behind = first_lane + lanes;
        for (std::size_t scenario = first_lane / units_; scenario * units_ < behind; ++scenario) {
            const std::span<const changed_figure> changes = scenarios_[scenario];
            const auto first =
                std::lower_bound(changes.begin(), changes.end(), changed_figure{0, field, 0}, before);
            for (auto change = first; change != changes.end() && change->field == field; ++change) {
                const std::size_t lane = scenario * units_ + change->unit;
                if (lane >= first_lane && lane < behind) {
                    made[lane - first_lane] = change->value;
                }
            }
        }
    }

  private:
    static bool before(const changed_figure& left, const changed_figure& right) noexcept {
        return std::tie(left.field, left.unit) < std::tie(right.field, right.unit);
    }
    static std::vector<char> varied(std::size_t fields,
                                    const std::vector<std::vector<changed_figure>>& scenarios) {
        std::vector<char> varied(fields);
        for (const std::vector<changed_figure>& scenario : scenarios) {
            for (const changed_figure& change : scenario) {
                varied.at(change.field) = 1;
            }
        }
        return varied;
    }

    std::size_t units_;
    std::vector<std::vector<changed_figure>> scenarios_;
};

}  // namespace dti::inline v0
