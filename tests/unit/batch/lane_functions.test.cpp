#include "dti/batch/lane_functions.hpp"

#include "support/random.hpp"

#include <doctest/doctest.h>

#include <algorithm>
#include <array>

TEST_CASE("lane_functions: the best lane is the best one, with any instruction set") {
    dti_test::random_source random(3);
    for (const dti::instruction_set wanted :
         {dti::instruction_set::portable, dti::instruction_set::avx2, dti::instruction_set::avx512}) {
        if (!dti::supported(wanted)) {
            continue;
        }
        const dti::lane_functions loops = dti::functions_for(wanted);
        for (int round = 0; round < 1000; ++round) {
            std::array<double, dti::tile_lanes> column;
            for (double& lane : column) {
                lane = static_cast<double>(random.between(-1000, 1000)) / 8;
            }
            const std::size_t count = round % 2 == 0 ? column.size() : 1 + random.below(column.size());
            const auto end = column.begin() + static_cast<std::ptrdiff_t>(count);
            CHECK(loops.best(column.data(), count, true) == *std::min_element(column.begin(), end));
            CHECK(loops.best(column.data(), count, false) == *std::max_element(column.begin(), end));
        }
    }
}
