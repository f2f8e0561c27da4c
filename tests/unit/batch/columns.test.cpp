#include "dti/batch/columns.hpp"

#include "dti/batch/batch/plan.hpp"
#include "dti/batch/lane_functions.hpp"
#include "support/definitions.hpp"
#include "support/random.hpp"

#include <doctest/doctest.h>

#include <algorithm>
#include <array>
#include <bit>
#include <cmath>
#include <cstdint>
#include <limits>
#include <numeric>
#include <set>
#include <string>
#include <utility>
#include <vector>

using dti::column_op;
using dti::instruction_set;
using dti::tile_lanes;

namespace {

/// Runs one step on 64 numbers on every instruction set of this machine; the results must be the same bits.
std::vector<double> run_one(dti::column_step step, const std::vector<double>& a) {
    std::vector<double> first;
    for (const instruction_set wanted :
         {instruction_set::portable, instruction_set::avx2, instruction_set::avx512}) {
        if (!dti::supported(wanted)) {
            continue;
        }
        std::vector<double> own(tile_lanes);
        const std::vector<const double*> table{a.data(), own.data()};
        std::vector<dti::lane_mask> masks(1);
        dti::column_program program;
        step.out = 0;
        program.steps = {step};
        static_cast<void>(dti::functions_for(wanted).run(program, 0, program.size(),
                                                         {table.data(), own.data(), masks.data()}, false));
        if (first.empty()) {
            first = own;
        }
        for (std::size_t i = 0; i < tile_lanes; ++i) {
            REQUIRE(std::bit_cast<std::uint64_t>(first[i]) == std::bit_cast<std::uint64_t>(own[i]));
        }
    }
    return first;
}

dti::detail::batch_plan plan_of(dti::indicator item) {
    const dti::model<double> scored(dti::compile_definition(dti_test::make_definition({std::move(item)})));
    return {scored, {0, 1}};  // part and whole
}

std::vector<column_op> operations(const dti::column_program& program) {
    std::vector<column_op> found;
    for (const dti::column_step& step : program.steps) {
        found.push_back(step.op);
    }
    return found;
}

}  // namespace

TEST_CASE("columns: rounds as the scalar path does, ties and the edges of double included") {
    dti_test::random_source random(3);
    for (int round = 0; round < 2000; ++round) {
        const int decimals = static_cast<int>(random.below(31));
        double scale = 1;
        for (int i = 0; i < decimals; ++i) {
            scale *= 10;
        }
        std::vector<double> numbers(tile_lanes);
        for (double& number : numbers) {
            switch (random.below(5)) {
                case 0:
                    number = std::bit_cast<double>(random.bits());  // anything at all
                    number = std::isnan(number) ? 0.5 : number;
                    break;
                case 1:
                    number = (static_cast<double>(random.between(-1000, 1000)) + 0.5) / scale;
                    break;
                case 2:
                    number = std::nextafter(0.5 / scale, random.once_in(2) ? 0.0 : 1.0);
                    break;
                case 3:
                    number = std::ldexp(static_cast<double>(random.between(-9, 9)) + 0.5, 50) / scale;
                    break;
                default:
                    number = static_cast<double>(random.between(-100000, 100000)) / 1000;
            }
        }
        const std::vector<double> rounded = run_one({.op = column_op::round, .x = scale}, numbers);
        for (std::size_t i = 0; i < tile_lanes; ++i) {
            const double expected = dti::number_traits<double>::round(numbers[i], decimals);
            INFO(numbers[i], " to ", decimals);
            REQUIRE(std::bit_cast<std::uint64_t>(rounded[i]) == std::bit_cast<std::uint64_t>(expected));
        }
    }
}

TEST_CASE("columns: minimum and maximum keep the left one of two equals") {
    std::vector<double> zeros(tile_lanes, -0.0);
    const auto kinds = dti::operand_kinds::column_constant;
    CHECK(std::signbit(run_one({.op = column_op::minimum, .kinds = kinds, .x = 0}, zeros)[0]));
    CHECK(std::signbit(run_one({.op = column_op::maximum, .kinds = kinds, .x = 0}, zeros)[0]));
    CHECK(std::signbit(run_one({.op = column_op::clamp, .x = 1, .low = 0, .high = 0}, zeros)[0]));
}

TEST_CASE("columns: a plain ratio is one step, and one summand of a run") {
    const dti::detail::batch_plan plan = plan_of(dti_test::make_rate("x", 10));
    CHECK(operations(plan.points_program) ==
          std::vector<column_op>{column_op::add_run, column_op::ratio, column_op::finish});
    REQUIRE(plan.points_program.summands.size() == 1);
    CHECK(plan.points_program.summands[0].kind == dti::summand_kind::ratio);
}

TEST_CASE("columns: the same part of a formula is computed once") {
    const dti::detail::batch_plan plan =
        plan_of(dti_test::make_indicator("x", 10, {"part", "whole"}, {{"rate", "part / whole"}},
                                         "clamp(rate + (part / whole) * rate, 0, 10)"));
    std::size_t divisions = 0;
    for (const dti::column_step& step : plan.points_program.steps) {
        divisions += step.op == column_op::divide || step.op == column_op::ratio ? 1 : 0;
    }
    CHECK(divisions == 1);
}

TEST_CASE("columns: only what can go wrong unseen is checked") {
    // The product is checked, and with it what it is made of; the divisor is looked at by the ratio.
    const dti::detail::batch_plan plan =
        plan_of(dti_test::make_indicator("x", 10, {"part", "whole"}, {}, "clamp(part * whole, 0, 10)"));
    std::size_t checks = 0;
    for (const dti::column_step& step : plan.points_program.steps) {
        checks += step.op == column_op::check || step.checked ? 1 : 0;
    }
    CHECK(checks == 1);
}

namespace {

/// A number of any kind, often one that operations treat apart.
double any_number(dti_test::random_source& random) {
    static constexpr double infinity = std::numeric_limits<double>::infinity();
    static constexpr std::array<double, 13> special{0,
                                                    -0.0,
                                                    1,
                                                    2,
                                                    0.5,
                                                    -1,
                                                    infinity,
                                                    3,
                                                    1e308,
                                                    1e-308,
                                                    -1e200,
                                                    -infinity,
                                                    std::numeric_limits<double>::quiet_NaN()};
    return random.once_in(3) ? special[random.below(special.size())]
                             : static_cast<double>(random.between(-4000, 9000)) / 1000;
}

bool same_number(double a, double b) {
    return std::bit_cast<std::uint64_t>(a) == std::bit_cast<std::uint64_t>(b) ||
           (std::isnan(a) && std::isnan(b));
}

}  // namespace

TEST_CASE("columns: one lane alone is what it is among 64, step by step") {
    dti_test::random_source random(64);
    constexpr std::size_t columns = 7;  // three that are read, four of the tile's own
    constexpr std::uint32_t base = 3;
    for (int round = 0; round < 6000; ++round) {
        const auto op = static_cast<column_op>(random.below(static_cast<std::size_t>(column_op::finish)));
        if (op == column_op::add_product || op == column_op::share) {
            continue;  // of roll-ups, which are no parts
        }
        dti::column_step step{.op = op, .checked = random.once_in(2), .out = 3, .a = 0, .b = 1, .c = 2};
        step.mask = static_cast<std::uint32_t>(random.below(2));
        step.kinds = op >= column_op::add && op <= column_op::logic_or
                         ? static_cast<dti::operand_kinds>(random.below(3))
                         : dti::operand_kinds::columns;
        step.x = op == column_op::round          ? std::pow(10.0, static_cast<double>(random.below(5)))
                 : op == column_op::check_option ? 3
                                                 : any_number(random);
        step.y = any_number(random);
        step.low = static_cast<double>(random.between(-3, 1));
        step.high = static_cast<double>(random.between(1, 4));
        const bool has_pairs =
            op == column_op::steps || op == column_op::ratio_steps || op == column_op::options;
        step.first = has_pairs ? 0 : 1;
        step.count = has_pairs ? static_cast<std::uint32_t>(1 + random.below(6)) : 0;
        const dti::column_step last{.op = column_op::finish, .adds = true, .a = base + 3, .from = 1, .to = 2};
        dti::column_program program;
        program.masks = 2;
        step.check_divisor = op == column_op::divide && step.kinds == dti::operand_kinds::columns &&
                             step.checked && random.once_in(2);
        if (op == column_op::check || op == column_op::ratio || op == column_op::ratio_steps) {
            step.checked = true;  // as they always are
        }
        step.y = op == column_op::ratio_steps ? 1 : step.y;
        program.steps = {step, last};
        for (int i = 0; i < 6; ++i) {
            program.pairs.push_back({static_cast<double>(i) - 1.5, any_number(random)});
        }
        std::vector<double> block(columns * tile_lanes);
        for (double& number : block) {
            number = any_number(random);
        }
        std::vector<double> alone = block;
        std::vector<const double*> table;
        for (std::size_t i = 0; i < columns; ++i) {
            table.push_back(block.data() + i * tile_lanes);
        }
        const dti::lane_mask marked_before = random.once_in(2) ? 0 : random.bits();
        std::vector<dti::lane_mask> masks{0, marked_before};
        static_cast<void>(dti::functions_for(instruction_set::portable)
                              .run(program, 0, program.size(),
                                   {table.data(), block.data() + base * tile_lanes, masks.data()}, true));
        INFO("operation ", static_cast<int>(op));
        for (std::size_t lane = 0; lane < tile_lanes; ++lane) {
            std::vector<dti::lane_mask> own{0, marked_before >> lane & 1U};
            const dti::lane_columns place{alone.data() + lane, base, own.data()};
            const bool marked = dti::run_lane(program, 0, place);
            REQUIRE(marked == ((masks[0] >> lane & 1U) != 0));
            REQUIRE(own[0] == 0);
            REQUIRE(own[1] == (masks[1] >> lane & 1U));
            REQUIRE(same_number(place.own_column(3), block[(base + 3) * tile_lanes + lane]));
        }
    }
}

namespace {

constexpr std::size_t tables = 5;  // of one to three steps, of one or two options

/// An index of every kind of summand, several of each in a row, and of parts that are none.
dti::definition every_summand() {
    std::vector<dti::indicator> items;
    const auto add = [&](const std::vector<std::string>& inputs, const std::string& formula,
                         dti::input_kind kind = dti::input_kind::number, int times = 11) {
        for (int i = 0; i < times; ++i) {
            dti::indicator item =
                dti_test::make_indicator("i" + std::to_string(items.size()), 10, inputs, {}, formula);
            item.inputs[0].kind = kind;
            if (kind == dti::input_kind::choice) {
                item.inputs[0].options = {"one", "two", "three"};
            }
            items.push_back(std::move(item));
        }
    };
    add({"a"}, "clamp(a, 0, 10)");
    add({"a"}, "3 * clamp(0.5 * a, 1, 3)");
    add({"a"}, "2 * clamp(a / 4 * 3, 1, 5)");
    add({"a", "b"}, "max_score * clamp(a / b, 0, 1)");
    add({"a", "b"}, "clamp(3 * (a / b), 0, max_score)");
    add({"a"}, "max_score * a", dti::input_kind::yes_no);
    add({"a"}, "steps(a, 2: max_score)");
    add({"a"}, "if a >= 3 then 4 else 1");
    add({"a"}, "if a < 3 then 4 else 1");
    add({"a"}, "steps(a, 1: 2, 3: max_score)");
    add({"a"}, "steps(a, 1: 2, 2: 3, 3: max_score)");
    add({"a", "b"}, "steps(a / b, 1: 2, 2: 3)");
    add({"a"}, "choice(a, one: 1, three: 2, else: 0)", dti::input_kind::choice);
    add({"a"}, "choice(a, two: 1, else: 0.5)", dti::input_kind::choice);
    for (unsigned sequence = 0; sequence < 1024; sequence += 37) {  // figures and ratios in any order
        for (unsigned i = 0; i < 10; ++i) {
            const bool ratio = (sequence >> i & 1U) != 0;
            add(ratio ? std::vector<std::string>{"a", "b"} : std::vector<std::string>{"a"},
                ratio ? "5 * clamp(a / b, 0, 1)" : "clamp(a, 0, 3)", dti::input_kind::number, 1);
        }
    }
    // One table at each place of a run of ratios, between parts that join none.
    const auto add_table = [&](std::size_t table) {
        switch (table) {
            case 0:
                return add({"a"}, "steps(a, 2: max_score)", dti::input_kind::number, 1);
            case 1:
                return add({"a"}, "steps(a, 1: 2, 3: max_score)", dti::input_kind::number, 1);
            case 2:
                return add({"a"}, "steps(a, 1: 2, 2: 3, 3: max_score)", dti::input_kind::number, 1);
            case 3:
                return add({"a"}, "choice(a, two: 1, else: 0.5)", dti::input_kind::choice, 1);
            default:
                return add({"a"}, "choice(a, one: 1, three: 2, else: 0)", dti::input_kind::choice, 1);
        }
    };
    for (std::size_t table = 0; table < tables; ++table) {
        for (std::size_t length = 2; length <= dti::part_mix::most_parts; ++length) {
            for (std::size_t place = 0; place < length; ++place) {
                add({"a", "b"}, "steps(a / b, 1: 2, 2: 3)", dti::input_kind::number, 1);
                for (std::size_t i = 0; i < length; ++i) {
                    if (i == place) {
                        add_table(table);
                    } else {
                        add({"a", "b"}, "5 * clamp(a / b, 0, 1)", dti::input_kind::number, 1);
                    }
                }
            }
        }
    }
    return dti_test::make_definition(std::move(items));
}

struct tile_result {
    std::vector<double> earned;
    std::vector<std::pair<std::uint32_t, dti::lane_mask>> marked;
    friend bool operator==(const tile_result&, const tile_result&) = default;
};

/// Runs the points of a tile; where lanes are marked they earn nothing. `alone`: every part by its own steps.
tile_result run_points(const dti::detail::batch_plan& plan, instruction_set wanted,
                       const std::vector<double>& figures, std::size_t size, bool alone) {
    std::vector<double> own(plan.own.used * tile_lanes);
    std::vector<const double*> table;
    for (std::size_t i = 0; i < plan.fields.size(); ++i) {
        table.push_back(figures.data() + i * tile_lanes);
    }
    for (std::size_t i = 0; i < plan.own.used; ++i) {
        table.push_back(own.data() + i * tile_lanes);
    }
    std::vector<dti::lane_mask> masks(plan.masks());
    std::array<std::uint64_t, tile_lanes> live{};
    std::fill_n(live.begin(), size, ~std::uint64_t{0});
    const dti::tile_columns tile{table.data(), own.data(), masks.data(),
                                 size == tile_lanes ? ~dti::lane_mask{0} : (dti::lane_mask{1} << size) - 1,
                                 live.data()};
    const dti::lane_functions loops = dti::functions_for(wanted);
    tile_result result;
    const dti::column_program& program = plan.points_program;
    for (std::size_t at = 0; at < program.steps.size();) {
        at = loops.run(program, at, program.size(), tile, alone);
        const dti::column_step& last = program.steps[at - 1];
        if (last.op != column_op::finish || masks[0] == 0) {
            continue;
        }
        result.marked.emplace_back(last.first, masks[0]);
        double* const points = tile.own_column(dti::detail::batch_plan::points_column);
        for (std::size_t lane = 0; lane < tile_lanes; ++lane) {
            points[lane] = (masks[0] >> lane & 1U) != 0 ? 0 : points[lane];
            tile.own_column(last.to)[lane] = tile.own_column(last.from)[lane] + points[lane];
        }
        masks[0] = 0;
    }
    const double* const earned = tile.own_column(plan.earned_column(0));
    result.earned.assign(earned, earned + size);
    return result;
}

}  // namespace

TEST_CASE("columns: runs of parts add up what the parts alone do, and mark the same lanes") {
    dti_test::random_source random(12);
    const dti::model<double> scored(dti::compile_definition(every_summand()));
    const dti::compiled_definition& rules = scored.rules();
    std::vector<std::size_t> fields;
    std::vector<dti::figure_type> types;
    for (const dti::compiled_indicator& item : rules.indicators()) {
        for (std::size_t slot = 0; slot < item.scope.inputs; ++slot) {
            fields.push_back(item.first_field + slot);
            types.push_back(item.scope.entries[slot].type);
        }
    }
    const dti::detail::batch_plan plan(scored, fields);
    for (const auto kind : {dti::summand_kind::figure, dti::summand_kind::clamp, dti::summand_kind::ratio,
                            dti::summand_kind::yes_no, dti::summand_kind::step, dti::summand_kind::steps,
                            dti::summand_kind::option}) {
        CHECK(std::any_of(plan.points_program.summands.begin(), plan.points_program.summands.end(),
                          [&](const dti::summand& part) { return part.kind == kind; }));
    }
    std::set<std::vector<std::pair<dti::summand_kind, std::uint32_t>>> mixes;
    for (const dti::sum_run& run : plan.points_program.runs) {
        std::vector<std::pair<dti::summand_kind, std::uint32_t>> kinds;
        for (std::uint32_t i = 0; i < run.count; ++i) {
            const dti::summand& part = plan.points_program.summands[run.first + i];
            kinds.emplace_back(part.kind, part.count);
        }
        if (run.mixed) {
            mixes.insert(kinds);
        }
    }
    CHECK(mixes.size() >= tables * (2 + 3 + 4) + 10);  // of tables, and of figures
    CHECK(plan.points_program.runs[0].count == 8);
    CHECK(plan.points_program.runs[1].count == 3);
    std::size_t marked = 0;
    for (int round = 0; round < 400; ++round) {
        const std::size_t size = 1 + random.below(tile_lanes);
        const std::size_t odd = random.once_in(3) ? 0 : 20 + random.below(4000);  // one figure in so many
        std::vector<double> figures(fields.size() * tile_lanes);
        for (std::size_t i = 0; i < figures.size(); ++i) {
            const dti::figure_type type = types[i / tile_lanes];
            figures[i] = type == dti::figure_type::number ? static_cast<double>(1 + random.below(5000)) / 1000
                         : type == dti::figure_type::choice ? static_cast<double>(random.below(3))
                                                            : static_cast<double>(random.below(2));
            if (i % tile_lanes >= size || (odd != 0 && random.once_in(odd))) {
                figures[i] = random.once_in(4)   ? 1 - 0x1p-53
                             : random.once_in(4) ? 5e-324
                                                 : any_number(random);
            }
        }
        const tile_result expected = run_points(plan, instruction_set::portable, figures, size, true);
        marked += expected.marked.size();
        for (const instruction_set wanted :
             {instruction_set::portable, instruction_set::avx2, instruction_set::avx512}) {
            if (dti::supported(wanted)) {
                INFO("round ", round, " lanes ", size);
                const tile_result found = run_points(plan, wanted, figures, size, false);
                REQUIRE(found.marked == expected.marked);
                REQUIRE(std::equal(found.earned.begin(), found.earned.end(), expected.earned.begin(),
                                   same_number));
            }
        }
    }
    CHECK(marked > 100);
}
