#include "dti/batch/gradients/functions.hpp"

#include "dti/batch/gradients/compile_adjoint.hpp"
#include "support/analysed.hpp"
#include "support/random.hpp"

#include <doctest/doctest.h>

#include <array>
#include <bit>
#include <cmath>
#include <vector>

using dti::exact;
using dti::instruction_set;
using dti::tile_lanes;

namespace {

std::vector<instruction_set> all_sets() {
    std::vector<instruction_set> found;
    for (const instruction_set wanted :
         {instruction_set::portable, instruction_set::avx2, instruction_set::avx512}) {
        if (dti::supported(wanted)) {
            found.push_back(wanted);
        }
    }
    return found;
}

using column = std::array<double, tile_lanes>;

std::uint64_t digest(const std::vector<double>& values) {
    std::uint64_t sum = 0;
    for (const double value : values) {
        sum = (sum ^ std::bit_cast<std::uint64_t>(value)) * 0x100000001B3U;
    }
    return sum;
}

/// The rule of one formula on figures p, q, n and the rate p / q, run on one tile.
struct adjoint_run {
    dti::adjoint_rule rule;
    std::vector<double> leaves, errors, given, room;
    dti::adjoint_columns columns;

    explicit adjoint_run(const std::string& formula)
        : rule(*dti::compile_adjoint(
              dti_test::one_formula(formula, {"p", "q", "n"}, {{.name = "rate", .formula = "p / q"}})
                  ->indicators()[0],
              std::nullopt)),
          leaves(rule.leaves.size() * tile_lanes),
          errors(leaves.size()),
          given(leaves.size()),
          room(4 * rule.program.steps.size() * tile_lanes) {
        const std::size_t size = rule.program.steps.size() * tile_lanes;
        columns = {
            leaves.data(),      errors.data(),          given.data(),          nullptr, false, room.data(),
            room.data() + size, room.data() + 2 * size, room.data() + 3 * size};
    }
    void set(std::uint32_t slot, double value, std::size_t lane) {
        for (std::size_t leaf = 0; leaf < rule.leaves.size(); ++leaf) {
            if (rule.leaves[leaf] == slot) {
                leaves[leaf * tile_lanes + lane] = value;
                given[leaf * tile_lanes + lane] = 1;
            }
        }
    }
    dti::lane_mask run(instruction_set wanted) {
        return dti::gradient_functions_for(wanted).run_adjoint(rule.program, columns);
    }
    [[nodiscard]] double slope(std::uint32_t slot, std::size_t lane) const {
        return columns.slopes[*rule.step_of_slot[slot] * tile_lanes + lane];
    }
};

}  // namespace

TEST_CASE("slopes of a line: the same bits on every instruction set, and lanes near a place named") {
    dti_test::random_source random(1);
    column top{};
    column bottom{};
    column factor{};
    for (std::size_t i = 0; i < tile_lanes; ++i) {
        bottom[i] = static_cast<double>(random.between(1, 1000)) / 7;
        top[i] = static_cast<double>(random.between(-500, 2000)) / 7;
        factor[i] = static_cast<double>(random.between(1, 99)) / 101;
    }
    bottom[5] = 3;
    top[5] = 3;  // at a place
    top[6] = 0;  // at the other
    factor[7] = 0;
    const std::array<double, 2> places{0, 1};
    const std::array<double, 2> bands{0, 0x1p-49};
    const std::array<double, 3> slopes{0, 10, 0};
    std::vector<std::uint64_t> digests;
    for (const instruction_set wanted : all_sets()) {
        std::vector<double> out(4 * tile_lanes);
        const dti::line_columns columns{
            top.data(),    bottom.data(), factor.data(), 0,        0,         places.data(), bands.data(),
            slopes.data(), places.size(), out.data(),    &out[64], &out[128], &out[192]};
        const dti::lane_mask near = dti::gradient_functions_for(wanted).find_slopes(columns);
        CHECK((near >> 5 & 1U) == 1);
        CHECK((near >> 6 & 1U) == 1);
        CHECK((near & 0x1F) == 0);
        for (std::size_t i = 0; i < 5; ++i) {
            const double rate = top[i] / bottom[i];
            const double slope = rate > 0 && rate < 1 ? 10 * factor[i] : 0;
            CHECK(out[64 + i] == slope);
            CHECK(out[128 + i] == doctest::Approx(slope / bottom[i]).epsilon(1e-15));
            CHECK(out[192 + i] == doctest::Approx(-slope * rate / bottom[i]).epsilon(1e-15));
            CHECK_FALSE(std::signbit(out[128 + i]));
        }
        CHECK(out[64 + 7] == 0);
        digests.push_back(digest(out));
    }
    CHECK(std::count(digests.begin(), digests.end(), digests.front()) ==
          static_cast<std::ptrdiff_t>(digests.size()));
}

TEST_CASE("derivatives of a product and a quotient, backwards, on every instruction set") {
    for (const instruction_set wanted : all_sets()) {
        adjoint_run made("min(rate * n ^ 2, 7)");
        for (std::size_t lane = 0; lane < tile_lanes; ++lane) {
            made.set(0, 1 + static_cast<double>(lane) / 64, lane);
            made.set(1, 4, lane);
            made.set(2, 3, lane);
        }
        made.set(2, 100, 9);  // above the cap
        const dti::lane_mask doubt = made.run(wanted);
        CHECK(doubt == 0);
        CHECK(made.slope(0, 0) == 9.0 / 4);
        CHECK(made.slope(1, 0) == -9.0 / 16);
        CHECK(made.slope(2, 0) == 6.0 / 4);
        CHECK(made.slope(3, 0) == 9);
        CHECK(made.slope(0, 9) == 0);
        CHECK(made.slope(2, 9) == 0);
    }
}

TEST_CASE("lanes on a kink, and near a division by zero, are in doubt") {
    adjoint_run made("if n * n > p then max_score * rate else n / 2");
    for (std::size_t lane = 0; lane < tile_lanes; ++lane) {
        made.set(0, 3, lane);
        made.set(1, 4, lane);
        made.set(2, 2, lane);
    }
    made.set(0, 4, 1);            // n² = p
    made.set(0, 4 + 0x1p-50, 2);  // nearly
    made.set(1, 0, 3);            // p / q
    const dti::lane_mask doubt = made.run(instruction_set::portable);
    CHECK(doubt == 0b1110);
}

TEST_CASE("what a derivative may be off by") {
    adjoint_run made("(p + n) - p");  // by p: 1 - 1
    for (std::size_t lane = 0; lane < tile_lanes; ++lane) {
        made.set(0, 0.3, lane);
        made.set(2, 0.1, lane);
    }
    CHECK(made.run(instruction_set::portable) == 0);
    column factor;
    factor.fill(2);
    const auto finish = [&](std::uint32_t slot) {
        const std::size_t at = *made.rule.step_of_slot[slot] * tile_lanes;
        return dti::gradient_functions_for(instruction_set::portable)
            .finish_slopes(made.columns.slopes + at, made.columns.slope_errors + at, factor.data());
    };
    CHECK(finish(0) == ~dti::lane_mask{0});  // whether that is 0, doubles do not say
    CHECK(finish(2) == 0);
    CHECK(made.slope(2, 0) == 2);
}
