// How time and memory grow with units, indicators, scenarios and threads.
#pragma once

#include <cstddef>

namespace bench {

/// What is scored: a random index of so many indicators, complete figures of so many units, made at random.
struct curve_setting {
    std::size_t units = 63;
    std::size_t indicators = 98;
    std::size_t scenarios = 1;
    std::size_t threads = 1;
};

/// Seconds on the clock for totals and ranks of all scenarios, what comes before not counted. One scenario is
/// a call of the batch scorer, the best of several; more are a stream of noise.
[[nodiscard]] double measure_curve(const curve_setting& setting);

}  // namespace bench
