// Scenarios that try every combination of some figures' values: from 60% to 90%, in steps of a point.
//
// In: axes, each a figure and its values. Out: figures, a tile at a time.
#pragma once

#include "dti/batch/figure_maker.hpp"

#include <algorithm>
#include <cstddef>
#include <limits>
#include <optional>
#include <utility>
#include <vector>

namespace dti::inline v0 {

/// One figure and what it is set to.
struct grid_axis {
    std::size_t unit = 0;
    std::size_t field = 0;  ///< its position in the scorer's list
    std::vector<double> values;
};

/// How many combinations there are; nothing where std::size_t cannot tell.
[[nodiscard]] inline std::optional<std::size_t> combinations(const std::vector<grid_axis>& axes) noexcept {
    std::size_t product = 1;
    for (const grid_axis& axis : axes) {
        if (!axis.values.empty() && product > std::numeric_limits<std::size_t>::max() / axis.values.size()) {
            return std::nullopt;
        }
        product *= axis.values.size();
    }
    return product;
}

/// Scenario by scenario the last axis takes its next value first, as the digits of a number do.
class figure_grid final : public figure_maker {
  public:
    /// Preconditions: `fields` and `units` are the scorer's and the base's; axes are within them, have values
    /// and figures of their own; combinations(axes).
    figure_grid(std::size_t fields, std::size_t units, std::vector<grid_axis> axes)
        : figure_maker(varied(fields, axes)), units_(units), axes_(std::move(axes)), steps_(axes_.size(), 1) {
        for (std::size_t i = axes_.size(); i-- > 1;) {
            steps_[i - 1] = steps_[i] * axes_[i].values.size();
        }
    }

    [[nodiscard]] std::size_t scenarios() const noexcept { return *combinations(axes_); }
    [[nodiscard]] const std::vector<grid_axis>& axes() const noexcept { return axes_; }
    /// What an axis is set to in a scenario.
    [[nodiscard]] double value(std::size_t scenario, std::size_t axis) const noexcept {
        const std::vector<double>& values = axes_[axis].values;
        return values[scenario / steps_[axis] % values.size()];
    }

    void make(std::size_t field, std::size_t first_lane, std::size_t lanes, const double* base,
              double* made) const noexcept override {
        std::copy(base, base + lanes, made);
        const std::size_t first = first_lane / units_;
        const std::size_t last = (first_lane + lanes - 1) / units_;
        for (std::size_t axis = 0; axis < axes_.size(); ++axis) {
            if (axes_[axis].field != field) {
                continue;
            }
            for (std::size_t scenario = first; scenario <= last; ++scenario) {
                const std::size_t lane = scenario * units_ + axes_[axis].unit;
                if (lane >= first_lane && lane < first_lane + lanes) {
                    made[lane - first_lane] = value(scenario, axis);
                }
            }
        }
    }

  private:
    static std::vector<char> varied(std::size_t fields, const std::vector<grid_axis>& axes) {
        std::vector<char> varied(fields);
        for (const grid_axis& axis : axes) {
            varied.at(axis.field) = 1;
        }
        return varied;
    }

    std::size_t units_;
    std::vector<grid_axis> axes_;
    std::vector<std::size_t> steps_;  // scenarios from one value of an axis to its next
};

}  // namespace dti::inline v0
