// One round of comparing exact, certified and fast figures, from a few bytes: for the fuzzer, which makes
// them, and for a program that makes many.
#pragma once

#include "support/published.hpp"

#include <algorithm>
#include <array>
#include <cstdint>
#include <cstring>
#include <span>

namespace dti_test {

/// What a round is made of: eight bytes of a seed, then how an index and a cohort are made.
inline constexpr std::size_t differential_bytes = 17;

[[nodiscard]] inline published_comparison run_differential(std::span<const std::uint8_t> bytes) {
    std::array<std::uint8_t, differential_bytes> made{};
    std::copy_n(bytes.begin(), std::min(bytes.size(), made.size()), made.begin());
    std::uint64_t seed = 0;
    std::memcpy(&seed, made.data(), sizeof seed);
    random_source random(seed);
    const bool plausible = made[8] % 4 != 0;
    const dti::shared_rules rules = plausible ? plausible_rules(random) : random_rules(random);
    const std::size_t units = 1 + made[9] % 80;
    cohort_habits habits;
    habits.given_in = made[10] % 4 == 0 ? 6 : 0;  // a given figure mostly contradicts its parts
    habits.missing_in = made[11] % 12;
    habits.entered_in = made[12] % 16;
    habits.zero_in = made[13] % 16;
    habits.huge = made[14] % 8 == 1;
    const dti::data_set cohort =
        plausible ? plausible_cohort(rules, units, random) : random_cohort(rules, units, random, habits);
    const dti::print_rule& print = rules->source().print;
    const dti::published_decimals decimals{made[15] % 8 == 0 ? print.points : made[15] % 7,
                                           made[16] % 4 == 0 ? print.value : made[16] % 16};
    return published_check(rules, cohort, decimals).run();
}

}  // namespace dti_test
