// Compares exact, certified and fast figures of random cohorts until so many cells have been compared, and
// says how many: what the fuzz target of the same name does, for as long as wanted and from a seed.
//
// Usage: certified CELLS [SEED]
#define DOCTEST_CONFIG_DISABLE
#include "support/differential.hpp"

#include <cstdio>
#include <cstdlib>

int main(int count, char** words) {
    if (count < 2) {
        std::fputs("usage: certified CELLS [SEED]\n", stderr);
        return 2;
    }
    const std::size_t wanted = std::strtoull(words[1], nullptr, 10);
    dti_test::random_source random(count > 2 ? std::strtoull(words[2], nullptr, 10) : 1);
    std::size_t cohorts = 0;
    std::size_t answered = 0;
    dti_test::published_comparison all;
    while (all.cells < wanted) {
        std::array<std::uint8_t, dti_test::differential_bytes> bytes{};
        for (std::uint8_t& byte : bytes) {
            byte = static_cast<std::uint8_t>(random.bits());
        }
        const dti_test::published_comparison found = dti_test::run_differential(bytes);
        if (!found.difference.empty()) {
            std::printf("cohort %zu: %s\n", cohorts, found.difference.c_str());
            return 1;
        }
        ++cohorts;
        answered += found.ok ? 1 : 0;
        all.cells += found.cells;
        all.settled += found.settled;
        all.fast_differs += found.fast_differs;
    }
    std::printf("%zu cells of %zu cohorts are exact; %zu more cohorts left to the exact path\n", all.cells,
                answered, cohorts - answered);
    std::printf("settled exactly: %zu; points that doubles alone print otherwise: %zu\n", all.settled,
                all.fast_differs);
    return 0;
}
