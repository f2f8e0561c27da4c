#include "dti/batch/print_lanes.hpp"

#include "dti/batch/lane_functions.hpp"

#include <doctest/doctest.h>

#include <array>
#include <bit>
#include <cmath>
#include <cstdint>
#include <limits>

namespace {

using lanes = std::array<double, dti::tile_lanes>;
constexpr double none = std::numeric_limits<double>::quiet_NaN();

lanes some_values() {
    lanes values{};
    values = {0.0, -0.0, 1.005, 2.675, -1.005, none, 0.124, -0.126, 10, 33.825};
    for (std::size_t i = 10; i < values.size(); ++i) {
        values[i] = static_cast<double>(i) * 0.37;
    }
    return values;
}

}  // namespace

TEST_CASE("print_lanes: whole numbers of the last decimal, the same for every instruction set") {
    // The nearest doubles of 1.005 and 2.675 lie below the ties that they stand for: the lift takes them up.
    const dti::lane_print lifted{100, 0.05, 1};
    for (const auto wanted :
         {dti::instruction_set::portable, dti::instruction_set::avx2, dti::instruction_set::avx512}) {
        if (!dti::supported(wanted)) {
            continue;
        }
        const lanes values = some_values();
        lanes printed{};
        CHECK_FALSE(dti::functions_for(wanted).print(values.data(), lifted, printed.data()));
        CHECK(printed[0] == 0);
        CHECK_FALSE(std::signbit(printed[1]));
        CHECK(printed[2] == 101);
        CHECK(printed[3] == 268);
        CHECK(printed[4] == -101);
        CHECK(std::isnan(printed[5]));
        CHECK(printed[6] == 12);
        CHECK(printed[7] == -13);
        CHECK(printed[8] == 1000);
        CHECK(printed[9] == 3383);
        for (std::size_t i = 0; i < values.size(); ++i) {
            const dti::printed_lane one = dti::print_lane(values[i], lifted);
            CHECK_FALSE(one.in_doubt);
            CHECK((std::isnan(one.whole) ? std::isnan(printed[i])
                                         : std::bit_cast<std::uint64_t>(one.whole) ==
                                               std::bit_cast<std::uint64_t>(printed[i])));
        }
    }
}

TEST_CASE("print_lanes: a lane near a tie is in doubt where no lift decides it") {
    const dti::lane_print careful{100, 0, 0.5 - 1e-9};
    const dti::lane_functions loops = dti::functions_for(dti::best_instruction_set());
    lanes values{};
    values.fill(0.25);
    lanes printed{};
    CHECK_FALSE(loops.print(values.data(), careful, printed.data()));
    values[63] = 1.005;
    CHECK(loops.print(values.data(), careful, printed.data()));
    CHECK(dti::print_lane(1.005, careful).in_doubt);
    CHECK(dti::print_lane(-1.005, careful).in_doubt);
    CHECK_FALSE(dti::print_lane(1.0051, careful).in_doubt);
    CHECK_FALSE(dti::print_lane(none, careful).in_doubt);
}
