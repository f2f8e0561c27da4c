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
    kernels::count_ranks(keys.data(), some.size(), false, ranks.data());
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
    CHECK(!kernels::find_printed_keys<std::int32_t>(values.data(), some.size(), 100, printed.data()));
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
        if (kernels::find_printed_keys<std::int32_t>(values.data(), 1, scale, keys.data())) {
            ++doubtful;
            continue;
        }
        ++proven;
        INFO("value ", values[0], " decimals ", decimals);
        REQUIRE(keys[0] == static_cast<std::int32_t>(
                               dti::detail::printed_key(values[0], dti::detail::key_scale(decimals))));
        REQUIRE(keys[1] == kernels::no_key);
        if (scale <= kernels::most_scale<std::int16_t>) {
            std::array<std::int16_t, tile_lanes> short_keys{};
            REQUIRE(!kernels::find_printed_keys<std::int16_t>(values.data(), 1, scale, short_keys.data()));
            REQUIRE(short_keys[0] == keys[0]);
            REQUIRE(short_keys[1] == kernels::no_key);
        }
    }
    CHECK(doubtful > 5000);  // ties are not left to chance
    CHECK(proven > 5000);
}

TEST_CASE("count_ranks: coarse keys are in the order of values, or equal") {
    constexpr double infinity = std::numeric_limits<double>::infinity();
    dti_test::random_source random(10);
    std::size_t different = 0;
    for (int round = 0; round < 20000; ++round) {
        std::array<double, tile_lanes> values;
        values.fill(std::numeric_limits<double>::quiet_NaN());
        values[0] = std::ldexp(static_cast<double>(random.bits() >> 11U), -52);  // below 2
        values[1] = values[0] + std::ldexp(static_cast<double>(random.between(-8, 8)), -31);
        values[2] = random.once_in(2) ? infinity : -infinity;
        values[3] = -std::ldexp(static_cast<double>(random.bits() >> 11U), -30);
        values[4] = 1e300;
        std::array<std::int32_t, tile_lanes> keys{};
        kernels::find_coarse_keys(values.data(), 5, keys.data());
        INFO("values ", values[0], " ", values[1]);
        REQUIRE((keys[0] == keys[1] || (keys[0] < keys[1]) == (values[0] < values[1])));
        different += keys[0] != keys[1] ? 1 : 0;
        REQUIRE(keys[2] == kernels::no_key);
        REQUIRE(keys[3] <= keys[0]);
        REQUIRE(keys[4] >= keys[0]);
        REQUIRE(keys[5] == kernels::no_key);
    }
    CHECK(different > 5000);
}

TEST_CASE("count_ranks: the sum of places tells whether all take part and no two are equal") {
    std::array<std::int32_t, tile_lanes> keys;
    keys.fill(kernels::no_key);
    const std::array<std::int32_t, 4> some{7, 0, 9, 3};
    std::copy(some.begin(), some.end(), keys.begin());
    std::array<double, tile_lanes> ranks{};
    CHECK(kernels::count_ranks(keys.data(), 4, false, ranks.data()) == 1 + 2 + 3 + 4);
    keys[1] = 9;
    CHECK(kernels::count_ranks(keys.data(), 4, false, ranks.data()) == 1 + 1 + 3 + 4);
    keys[1] = kernels::no_key;
    CHECK(kernels::count_ranks(keys.data(), 4, false, ranks.data()) == 1 + 2 + 3);
}
