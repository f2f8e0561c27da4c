#include "dti/batch/ranks.hpp"

#include "dti/aggregate/score.hpp"
#include "support/random.hpp"

#include <doctest/doctest.h>

#include <bit>
#include <cmath>
#include <limits>
#include <string>
#include <vector>

using dti_test::random_source;

namespace {

/// A total as roll-up may give it: plain, at or beside a tie of printing, tiny, or none.
double random_total(random_source& random) {
    double total = static_cast<double>(random.between(0, 20)) / 20;
    switch (random.below(6)) {
        case 0:
            return std::numeric_limits<double>::quiet_NaN();
        case 1:
            total = static_cast<double>(random.between(0, 100001)) / 100000;
            break;
        case 2:
            total = std::ldexp(static_cast<double>(random.bits() >> 11U),
                               -53 - static_cast<int>(random.below(120)));
            break;
        case 3:
            total = (static_cast<double>(random.between(0, 40)) + 0.5) / 40;
            break;
        default:
            break;
    }
    return random.once_in(3) ? std::nextafter(total, random.once_in(2) ? 2.0 : 0.0) : total;
}

}  // namespace

TEST_CASE("ranks: are those of rank_level, for every rule") {
    random_source random(5);
    for (int round = 0; round < 3000; ++round) {
        dti::definition source;
        source.rank_on = static_cast<dti::rank_basis>(random.below(2));
        source.ties = static_cast<dti::tie_method>(random.below(3));
        source.print.value = static_cast<int>(random.below(31));
        const std::size_t units = random.below(30);
        std::vector<double> totals;
        std::vector<std::optional<double>> values;
        std::vector<std::optional<dti::exact>> comparable;
        std::vector<std::uint32_t> groups;
        std::vector<std::uint8_t> ranked;
        std::vector<std::string> names;
        for (std::size_t unit = 0; unit < units; ++unit) {
            totals.push_back(random_total(random));
            groups.push_back(static_cast<std::uint32_t>(random.below(3)));
            ranked.push_back(random.once_in(8) ? 0 : 1);
            names.push_back(std::to_string(groups.back()));
            comparable.emplace_back();
            if (!std::isnan(totals.back()) && ranked.back() != 0) {
                const dti::exact value = dti::exact::from_double(totals.back());
                comparable.back() = source.rank_on == dti::rank_basis::printed
                                        ? dti::round_half_up(value, source.print.value)
                                        : value;
            }
        }
        const auto expected = dti::rank_values<dti::exact>(comparable, names, source.ties);
        std::vector<double> ranks(units);
        std::vector<dti::rank_entry> room(units);
        dti::rank_totals(source, totals, groups, ranked, ranks, room);
        dti::rank_room again_room(units);
        const auto again =
            again_room.rank(source, dti::functions_for(dti::best_instruction_set()), totals, groups, ranked);
        for (std::size_t unit = 0; unit < units; ++unit) {
            INFO("round ", round, " unit ", unit, " total ", totals[unit], " decimals ", source.print.value);
            REQUIRE(std::isnan(ranks[unit]) == !expected[unit].has_value());
            REQUIRE((!expected[unit] || ranks[unit] == expected[unit]->place()));
            REQUIRE(std::bit_cast<std::uint64_t>(again[unit]) == std::bit_cast<std::uint64_t>(ranks[unit]));
        }
    }
}

TEST_CASE("ranks: without groups and flags all are one group") {
    dti::definition source;
    source.ties = dti::tie_method::average;
    const std::vector<double> totals{0.5, -0.0, 0.5, 0.0, 1.0};
    std::vector<double> ranks(5);
    std::vector<dti::rank_entry> room(5);
    dti::rank_totals(source, totals, {}, {}, ranks, room);
    CHECK(ranks == std::vector<double>{2.5, 4.5, 2.5, 4.5, 1});
}

TEST_CASE("ranks: counted or sorted, with any instruction set, they are the same") {
    random_source random(6);
    dti::rank_room room(200);
    for (int round = 0; round < 3000; ++round) {
        dti::definition source;
        source.rank_on = static_cast<dti::rank_basis>(random.below(2));
        source.ties = static_cast<dti::tie_method>(random.below(3));
        source.print.value = static_cast<int>(random.below(12));
        const std::size_t units = 1 + random.below(200);
        std::vector<double> totals;
        std::vector<std::uint8_t> ranked;
        for (std::size_t unit = 0; unit < units; ++unit) {
            totals.push_back(random.once_in(20) ? std::numeric_limits<double>::infinity()
                                                : random_total(random));
            ranked.push_back(random.once_in(8) ? 0 : 1);
        }
        std::vector<double> expected(units);
        std::vector<dti::rank_entry> entries(units);
        dti::rank_totals(source, totals, {}, ranked, expected, entries);
        for (const dti::instruction_set wanted :
             {dti::instruction_set::portable, dti::instruction_set::avx2, dti::instruction_set::avx512}) {
            if (!dti::supported(wanted)) {
                continue;
            }
            const auto ranks = room.rank(source, dti::functions_for(wanted), totals, {}, ranked);
            for (std::size_t unit = 0; unit < units; ++unit) {
                INFO("round ", round, " unit ", unit, " total ", totals[unit], " decimals ",
                     source.print.value);
                REQUIRE(std::bit_cast<std::uint64_t>(ranks[unit]) ==
                        std::bit_cast<std::uint64_t>(expected[unit]));
            }
        }
    }
}
