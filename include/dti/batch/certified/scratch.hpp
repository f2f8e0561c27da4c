// Room for a certified scorer to work in, reused from call to call.
//
// In: a plan and a number of units. Out: nothing that outlives a call.
#pragma once

#include "dti/batch/certified/plan.hpp"

#include <array>
#include <vector>

namespace dti::inline v0 {

namespace detail {

class certified_columns;
class certified_prints;
class certified_run;

/// Columns of results, whole tiles each.
class result_columns {
  public:
    result_columns(std::size_t columns, std::size_t units)
        : stride_((units + tile_lanes - 1) / tile_lanes * tile_lanes),
          memory_(columns * stride_ / tile_lanes) {}

    [[nodiscard]] double* column(std::size_t index) const noexcept {
        return memory_.data() + index * stride_;
    }
    [[nodiscard]] array_view view() const noexcept {
        constexpr auto size = static_cast<std::ptrdiff_t>(sizeof(double));
        return {memory_.data(), 0, size, static_cast<std::ptrdiff_t>(stride_) * size};
    }

  private:
    std::size_t stride_;
    column_memory memory_;
};

}  // namespace detail

/// Use certified_scorer::make_scratch().
class certified_scratch {
  public:
    certified_scratch(const detail::certified_plan& plan, std::size_t units)
        : units_(units),
          batch_(plan.batch.make_scratch(units)),
          points_(plan.points.size(), units),
          sub_indices_(plan.sub_indices.size(), units),
          pillars_(plan.pillars.size(), units),
          totals_(3, units),
          irregular_(units),
          order_(units),
          keys_(units),
          ranking_(units) {}

    [[nodiscard]] std::size_t units() const noexcept { return units_; }

  private:
    friend class detail::certified_columns;
    friend class detail::certified_prints;
    friend class detail::certified_run;

    std::size_t units_;
    batch_scratch batch_;
    detail::result_columns points_;  // as computed; by indicator
    detail::result_columns sub_indices_;
    detail::result_columns pillars_;
    detail::result_columns totals_;  // points, value; and room for a sum
    std::vector<char> irregular_;    // units that lack points somewhere
    std::vector<std::uint32_t> order_;
    std::vector<double> keys_;
    rank_room ranking_;
};

}  // namespace dti::inline v0
