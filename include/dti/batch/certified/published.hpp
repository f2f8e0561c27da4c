// Where a certified scorer puts what it finds.
#pragma once

#include "dti/batch/array.hpp"

#include <cstddef>

namespace dti::inline v0 {

/// Where published figures go; whatever has no data is not written. All are whole numbers of the last
/// decimal: 603 are 6.03 points where two decimals are printed. Nothing is rounded in a whole number, and
/// divided by the power of ten it is the double nearest to what is printed. NaN stands where there is no
/// figure.
struct published_output {
    array_view points;        ///< items are the indicators
    array_view sub_indices;   ///< values
    array_view pillars;       ///< values
    array_view total_points;  ///< one item
    array_view total;         ///< value; one item
    array_view rank;          ///< one item; halves where ties are averaged
    byte_view cells{};        ///< what became of each indicator: see cell_status()
    array_view low{};         ///< total points with everything missing at min_score; needs `cells`
    array_view high{};        ///< the same at max_score; both or none
};

/// What one call found. Where it is not ok nothing that was written must be shown: score<exact> says why.
struct published_result {
    bool ok = false;
    std::size_t settled = 0;  ///< figures and comparisons that doubles left to exact arithmetic
};

}  // namespace dti::inline v0
