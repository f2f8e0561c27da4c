#include "dti/batch/count_ranks.hpp"

#include "dti/batch/ranks.hpp"
#include "support/random.hpp"

#include <doctest/doctest.h>

#include <algorithm>
#include <array>
#include <cmath>
#include <cstdint>
#include <limits>

using dti::tile_lanes;
namespace kernels = dti::kernels;

TEST_CASE("count_ranks: one more than those above, and half of those beside where ties are averaged") {
    std::array<double, tile_lanes> keys;
    keys.fill(std::numeric_limits<double>::quiet_NaN());
    const std::array<double, 6> some{5, 7, 5, std::numeric_limits<double>::quiet_NaN(), 5, 1};
    std::copy(some.begin(), some.end(), keys.begin());
    std::array<double, tile_lanes> ranks{};
    CHECK(kernels::count_ranks(keys.data(), some.size(), false, ranks.data()) == some.size());
    CHECK(ranks[0] == 2);
    CHECK(ranks[1] == 1);
    CHECK(ranks[2] == 2);
    CHECK(ranks[5] == 5);
    CHECK(std::isnan(ranks[3]));
    CHECK(std::isnan(ranks[6]));
    kernels::count_ranks(keys.data(), some.size(), true, ranks.data());
    CHECK(ranks[0] == 3);
    CHECK(ranks[1] == 1);
    CHECK(ranks[4] == 3);
    CHECK(ranks[5] == 5);
}

TEST_CASE("count_ranks: who takes no part has no key") {
    constexpr double infinity = std::numeric_limits<double>::infinity();
    std::array<double, tile_lanes> values;
    values.fill(std::numeric_limits<double>::quiet_NaN());
    const std::array<double, 4> some{0.25, infinity, -infinity, 0};
    std::copy(some.begin(), some.end(), values.begin());
    std::array<std::int32_t, tile_lanes> printed{};
    CHECK(!kernels::find_printed_keys(values.data(), some.size(), 100, printed.data()));
    CHECK(printed[0] == 25);
    CHECK(printed[1] == kernels::no_key);
    CHECK(printed[2] == kernels::no_key);
    CHECK(printed[3] == 0);
    CHECK(printed[4] == kernels::no_key);
    std::array<double, tile_lanes> exact{};
    kernels::find_exact_keys(values.data(), some.size(), exact.data());
    CHECK(exact[0] == 0.25);
    CHECK(std::isnan(exact[1]));
    CHECK(std::isnan(exact[2]));
    CHECK(exact[3] == 0);
    std::array<double, tile_lanes> ranks{};
    kernels::count_ranks(printed.data(), some.size(), true, ranks.data());
    CHECK(ranks[0] == 1);
    CHECK(std::isnan(ranks[1]));
    CHECK(ranks[3] == 2);
}

TEST_CASE("count_ranks: keys that are not doubtful are those of exact arithmetic") {
    dti_test::random_source random(9);
    std::size_t doubtful = 0;
    std::size_t proven = 0;
    for (int round = 0; round < 20000; ++round) {
        const int decimals = static_cast<int>(random.below(10));
        const double scale = std::pow(10, decimals);
        std::array<double, tile_lanes> values;
        values.fill(std::numeric_limits<double>::quiet_NaN());
        values[0] =
            std::ldexp(static_cast<double>(random.bits() >> 11U), -53 + static_cast<int>(random.below(2)));
        if (random.once_in(2)) {  // at or beside a tie
            values[0] = (std::floor(values[0] * scale) + 0.5) / scale;
            values[0] =
                random.once_in(3) ? std::nextafter(values[0], random.once_in(2) ? 2.0 : 0.0) : values[0];
        }
        values[0] = values[0] < 2 ? values[0] : 1;
        std::array<std::int32_t, tile_lanes> keys{};
        if (kernels::find_printed_keys(values.data(), 1, scale, keys.data())) {
            ++doubtful;
            continue;
        }
        ++proven;
        INFO("value ", values[0], " decimals ", decimals);
        REQUIRE(keys[0] == static_cast<std::int32_t>(
                               dti::detail::printed_key(values[0], dti::detail::key_scale(decimals))));
        REQUIRE(keys[1] == kernels::no_key);
    }
    CHECK(doubtful > 5000);  // ties are not left to chance
    CHECK(proven > 5000);
}
