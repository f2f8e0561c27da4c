#include "dti/batch/incremental.hpp"

#include "support/definitions.hpp"
#include "support/random_batch.hpp"

#include <doctest/doctest.h>

#include <algorithm>
#include <array>
#include <cmath>
#include <cstdint>
#include <limits>
#include <set>
#include <string>
#include <tuple>
#include <vector>

using dti::batch_scorer;
using dti::incremental_scorer;
using dti::instruction_set;
using dti_test::batch_arrays;
using dti_test::batch_units;
using dti_test::random_source;
using dti_test::same_bits;

namespace {

constexpr double none = std::numeric_limits<double>::quiet_NaN();
constexpr double infinity = std::numeric_limits<double>::infinity();

/// A batch scorer with the figures of one scenario, and what a full score of them gives.
class scenario {
  public:
    scenario(const dti::data_set& data, batch_scorer scorer)
        : rules_(data.rules()),
          scorer_(std::move(scorer)),
          units_(data.units().size()),
          about_(data),
          references_(dti::to_references(data, scorer_)),
          scratch_(scorer_.make_scratch(units_)),
          faults_(units_ * rules_.indicators().size()),
          columns(dti::to_columns(data, scorer_.fields())) {}

    [[nodiscard]] const dti::compiled_definition& rules() const { return rules_; }
    [[nodiscard]] const batch_scorer& scorer() const { return scorer_; }
    [[nodiscard]] std::size_t units() const { return units_; }
    [[nodiscard]] std::size_t fields() const { return scorer_.fields().size(); }
    [[nodiscard]] double& at(std::size_t unit, std::size_t field) { return columns[field * units_ + unit]; }
    [[nodiscard]] dti::batch_input input() const {
        return {dti::columns_view(columns.data(), units_, fields()),
                1,
                units_,
                about_.groups,
                about_.ranked,
                references_};
    }

    [[nodiscard]] batch_arrays score() {
        batch_arrays made(rules_, units_);
        found_ = scorer_.score(input(), made.views_of_all(), scratch_, faults_).faults;
        return made;
    }
    /// Of the last score.
    [[nodiscard]] std::set<dti_test::fault_cell> faults() const {
        return dti_test::fault_cells(std::span(faults_).first(found_));
    }

  private:
    const dti::compiled_definition& rules_;
    batch_scorer scorer_;
    std::size_t units_;
    batch_units about_;
    std::vector<double> references_;
    dti::batch_scratch scratch_;
    std::vector<dti::batch_fault> faults_;
    std::size_t found_ = 0;

  public:
    std::vector<double> columns;
};

std::set<dti_test::fault_cell> faults_of(const incremental_scorer& edited, std::size_t indicators) {
    std::set<dti_test::fault_cell> cells;
    for (std::size_t unit = 0; unit < edited.units(); ++unit) {
        for (std::size_t i = 0; i < indicators; ++i) {
            if (const auto kind = edited.fault(unit, i)) {
                cells.emplace(static_cast<int>(*kind), unit, i);
            }
        }
    }
    return cells;
}

/// Every result, through both ways of reading it, is that of a full score.
void check_same(scenario& made, incremental_scorer& edited) {
    const batch_arrays expected = made.score();
    batch_arrays found(made.rules(), made.units());
    edited.store(found.views_of_all());
    REQUIRE(dti_test::first_difference(expected, found) == "");
    REQUIRE(found.cells == expected.cells);
    REQUIRE(faults_of(edited, found.indicators) == made.faults());
    REQUIRE(edited.faults() == made.faults().size());
    batch_arrays one_by_one(made.rules(), made.units());
    for (std::size_t unit = 0; unit < made.units(); ++unit) {
        for (std::size_t i = 0; i < found.indicators; ++i) {
            one_by_one.points[i * made.units() + unit] = edited.points(unit, i);
        }
        for (std::size_t i = 0; i < found.parts; ++i) {
            one_by_one.sub_indices[i * made.units() + unit] = edited.sub_index(unit, i);
        }
        for (std::size_t i = 0; i < found.views; ++i) {
            one_by_one.pillars[i * made.units() + unit] = edited.pillar(unit, i);
        }
        one_by_one.total_points[unit] = edited.total_points(unit);
        one_by_one.total[unit] = edited.total(unit);
        one_by_one.rank[unit] = edited.rank(unit);
    }
    REQUIRE(dti_test::first_difference(expected, one_by_one) == "");
}

using cell_before = std::tuple<std::size_t, std::size_t, double>;

/// What differs between two arrays of columns, with what it was.
std::set<cell_before> difference(const std::vector<double>& before, const std::vector<double>& now,
                                 std::size_t units) {
    std::set<cell_before> cells;
    for (std::size_t i = 0; i < now.size(); ++i) {
        if (!same_bits(before[i], now[i])) {  // a NaN would spoil the order of a set
            cells.emplace(i % units, i / units, std::isnan(before[i]) ? infinity : before[i]);
        }
    }
    return cells;
}
std::set<cell_before> listed(std::span<const dti::changed_cell> changes) {
    std::set<cell_before> cells;
    for (const dti::changed_cell& change : changes) {
        const double before = std::isnan(change.before) ? infinity : change.before;
        REQUIRE(cells.emplace(change.unit, change.item, before).second);
    }
    return cells;
}

void check_changes(scenario& made, const incremental_scorer& edited, const std::vector<double>& columns,
                   const batch_arrays& before) {
    const batch_arrays now = made.score();
    const std::size_t units = made.units();
    REQUIRE(listed(edited.edited()) == difference(columns, made.columns, units));
    REQUIRE(listed(edited.changed_points()) == difference(before.points, now.points, units));
    std::set<std::size_t> moved;
    for (std::size_t unit = 0; unit < units; ++unit) {
        if (!same_bits(before.total[unit], now.total[unit]) ||
            !same_bits(before.total_points[unit], now.total_points[unit])) {
            moved.insert(unit);
        }
    }
    std::set<std::size_t> found;
    for (const dti::changed_total& change : edited.changed_totals()) {
        REQUIRE(found.insert(change.unit).second);
        REQUIRE(same_bits(change.total, before.total[change.unit]));
        REQUIRE(same_bits(change.total_points, before.total_points[change.unit]));
    }
    REQUIRE(found == moved);
}

/// A figure that is anything: missing, none of its kind, what another unit has, better than all.
double random_value(scenario& made, std::size_t field, random_source& random) {
    static constexpr std::array<double, 12> unusual{none, none, none, infinity, -infinity, 0.5,
                                                    -0.0, 0,    1,    2,        1e300,     -1e-300};
    double best = 0;
    switch (random.below(6)) {
        case 0:
            return unusual[random.below(unusual.size())];
        case 1:
            return made.at(random.below(made.units()), field);
        case 2:
            for (std::size_t unit = 0; unit < made.units(); ++unit) {
                best = std::max(best, made.at(unit, field));
            }
            return best + static_cast<double>(random.below(2));
        case 3:
            return static_cast<double>(random.between(-3, 12));
        default:
            return static_cast<double>(random.between(-2000, 9000)) /
                   static_cast<double>(random.between(1, 999));
    }
}

void edit(scenario& made, incremental_scorer& edited, std::size_t unit, std::size_t field, double value) {
    made.at(unit, field) = value;
    edited.set(unit, field, value);
    REQUIRE(same_bits(edited.figure(unit, field), value));
}

instruction_set random_set(random_source& random) {
    const auto wanted = static_cast<instruction_set>(random.below(3));
    return dti::supported(wanted) ? wanted : instruction_set::portable;
}

/// Some fields of a definition, in some order.
std::vector<std::size_t> random_fields(const dti::compiled_definition& rules, random_source& random) {
    const bool all = random.once_in(2);
    std::vector<std::size_t> fields;
    for (std::size_t field = 0; field < rules.fields(); ++field) {
        if (all || !random.once_in(4)) {
            fields.push_back(field);
        }
    }
    for (std::size_t i = fields.size(); i > 1; --i) {
        std::swap(fields[i - 1], fields[random.below(i)]);
    }
    return fields;
}

}  // namespace

TEST_CASE("incremental: after any edits every result is that of a full score, bit for bit") {
    random_source random(41);
    std::size_t edits = 0;
    for (int round = 0; round < 400; ++round) {
        const dti::shared_rules rules = dti_test::random_rules(random);
        dti_test::cohort_habits habits;
        if (random.once_in(3)) {
            habits = {0, 0, 0, 0, false};
        }
        habits.huge = random.once_in(8);
        const std::size_t units = random.once_in(4) ? 1 + random.below(140) : 1 + random.below(9);
        const dti::data_set data = dti_test::random_cohort(rules, units, random, habits);
        const std::vector<std::size_t> fields = random_fields(*rules, random);
        if (fields.empty()) {
            continue;
        }
        scenario made(data, batch_scorer(dti::model<double>(rules), fields, random_set(random)));
        incremental_scorer edited(made.scorer(), made.input());
        INFO("round ", round, ", ", units, " units");
        check_same(made, edited);
        std::vector<double> columns = made.columns;
        batch_arrays before = made.score();
        for (int step = 0; step < 30; ++step) {
            const std::size_t unit = random.below(units);
            for (std::size_t count = random.once_in(3) ? 5 : 1; count > 0; --count, ++edits) {
                const std::size_t field = random.below(fields.size());
                const double value = random_value(made, field, random);
                INFO("edit ", edits, ": unit ", unit, ", field ", fields[field], " = ", value);
                edit(made, edited, random.once_in(4) ? random.below(units) : unit, field, value);
            }
            check_same(made, edited);
            check_changes(made, edited, columns, before);
            if (random.once_in(6)) {
                edited.undo();
                made.columns = columns;
                check_same(made, edited);
                check_changes(made, edited, columns, before);
            } else if (random.once_in(6)) {
                edited.checkpoint();
                columns = made.columns;
                before = made.score();
            }
        }
    }
    CHECK(edits > 20000);
}

TEST_CASE("incremental: the best unit leaves, comes back, and shares its place") {
    const auto compiled = dti::compile_definition(dti_test::make_definition(
        {dti_test::make_indicator("x", 10, {"a", "b"}, {{"rate", "a / b"}},
                                  "5 * share_of_best(rate) + 5 * cohort_min(a) / cohort_mean(a)")}));
    dti::data_set data(compiled);
    for (int unit = 0; unit < 70; ++unit) {
        data.add_unit({.name = std::to_string(unit)});
        data.set(static_cast<std::size_t>(unit), "x", "a", unit % 7 + 1);
        data.set(static_cast<std::size_t>(unit), "x", "b", 10);
    }
    scenario made(data, batch_scorer(dti::model<double>(compiled)));
    incremental_scorer edited(made.scorer(), made.input());
    check_same(made, edited);
    // Units 6, 13 … are the best with 7 of 10, units 0, 7 … the least.
    for (const double value : {9.0, 7.0, none, 7.0, 1.0, -3.0, infinity, 100.0, 7.0}) {
        for (const std::size_t unit : {std::size_t{69}, std::size_t{6}, std::size_t{0}}) {
            edit(made, edited, unit, 0, value);
            check_same(made, edited);
        }
    }
    for (std::size_t unit = 0; unit < 70; ++unit) {  // one after the other, until nobody is left
        edit(made, edited, unit, 0, none);
        check_same(made, edited);
    }
    for (std::size_t unit = 0; unit < 70; ++unit) {
        edit(made, edited, unit, 0, static_cast<double>(unit));
        check_same(made, edited);
    }
}

TEST_CASE("incremental: only what follows from an edit is listed as changed") {
    const auto compiled = dti::compile_definition(dti_test::make_definition(
        {dti_test::make_indicator("x", 10, {"a"}, {}, "max_score * share_of_best(a)"),
         dti_test::make_indicator("y", 10, {"a"}, {}, "max_score * clamp(a, 0, 1)")}));
    dti::data_set data(compiled);
    for (std::size_t unit = 0; unit < 5; ++unit) {
        data.add_unit({.name = std::to_string(unit)});
        data.set(unit, "x", "a", static_cast<int>(unit) + 1);
        data.set(unit, "y", "a", dti::exact(1, 2));
    }
    scenario made(data, batch_scorer(dti::model<double>(compiled)));
    incremental_scorer edited(made.scorer(), made.input());
    CHECK(edited.edited().empty());
    edited.set(1, 2, 0.75);  // y of unit 1
    REQUIRE(edited.changed_points().size() == 1);
    CHECK(edited.changed_points()[0].unit == 1);
    CHECK(edited.changed_points()[0].item == 1);
    CHECK(edited.changed_points()[0].before == 5);
    CHECK(edited.points(1, 1) == 7.5);
    CHECK(edited.changed_totals().size() == 1);
    edited.set(1, 2, 0.5);  // back
    CHECK(edited.edited().empty());
    CHECK(edited.changed_points().empty());
    CHECK(edited.changed_totals().empty());
    edited.set(3, 0, 4.5);  // x, not the best
    CHECK(edited.changed_points().size() == 1);
    edited.set(3, 2, 7);  // y beyond its maximum
    edited.set(3, 2, 9);  // and further: the points stay
    CHECK(edited.changed_points().size() == 2);
    CHECK(edited.edited().size() == 2);
    edited.checkpoint();
    CHECK(edited.rank(4) == 2);
    edited.set(4, 0, 10);  // x, the best: its own points stay, all others fall
    CHECK(edited.changed_points().size() == 4);
    CHECK(edited.changed_totals().size() == 4);
    CHECK(edited.rank(4) == 1);
    edited.undo();
    CHECK(edited.rank(4) == 2);
    CHECK(edited.edited().empty());
    CHECK(edited.changed_points().empty());
    CHECK(edited.figure(4, 0) == 5);
}

TEST_CASE("incremental: where targets are counted there is no total") {
    dti::definition source = dti_test::make_definition(
        {dti_test::make_indicator("x", 1, {"a"}, {}, "max_score * clamp(a, 0, 1)")});
    source.headline = dti::headline_kind::counts;
    const auto compiled = dti::compile_definition(std::move(source));
    dti::data_set data(compiled);
    for (std::size_t unit = 0; unit < 3; ++unit) {
        data.add_unit({.name = std::to_string(unit)});
        data.set(unit, "x", "a", dti::exact(static_cast<std::int64_t>(unit), 4));
    }
    scenario made(data, batch_scorer(dti::model<double>(compiled)));
    incremental_scorer edited(made.scorer(), made.input());
    edit(made, edited, 1, 0, 0.75);
    check_same(made, edited);
    CHECK(edited.points(1, 0) == 0.75);
    CHECK(std::isnan(edited.total(1)));
    CHECK(std::isnan(edited.rank(1)));
    CHECK(edited.changed_totals().empty());
}

namespace {

/// 63 × 98 with every kind of rule.
dti::definition large_definition() {
    static constexpr std::array<const char*, 7> formulas{
        "max_score * clamp(rate, 0, 1)",
        "10/10 points = 80%",
        "max_score * share_of_best(rate)",
        "steps(rate, 0.2: 1, 0.5: 2, 0.9: 10)",
        "line(rate, 0: 0, 0.4: 3, 1: 10)",
        "max_score * clamp(rate / cohort_mean(rate), 0, 1)",
        "if rate >= cohort_max(rate) then 10 else 10 * (rate - cohort_min(rate))"};
    dti::definition made;
    made.id = "large";
    made.title.en = "Large";
    made.missing = dti::missing_policy::exclude;
    made.empty_denominator = dti::empty_policy::zero;
    made.min_coverage = dti::exact(9, 10);
    made.rank_on = dti::rank_basis::printed;
    made.sub_indices.resize(7);
    for (std::size_t i = 0; i < 98; ++i) {
        dti::sub_index& part = made.sub_indices[i / 14];
        part.id = "s" + std::to_string(i / 14);
        part.title.en = part.id;
        dti::indicator item = dti_test::make_indicator("i" + std::to_string(i), 10, {"part", "whole"},
                                                       {{"rate", "part / whole"}}, formulas[i % 7]);
        item.weight = dti::exact(static_cast<std::int64_t>(i % 3) + 1, 3);
        part.indicators.push_back(std::move(item));
    }
    made.pillars = {{.id = "p", .title = {}, .sub_indices = {"s1", "s4"}}};
    made.pillars[0].title.en = "p";
    return made;
}

}  // namespace

TEST_CASE("incremental: after twenty thousand edits of 63 × 98 still the same bits") {
    const auto compiled = dti::compile_definition(large_definition());
    dti::data_set data(compiled);
    random_source random(6398);
    for (std::size_t unit = 0; unit < 63; ++unit) {
        data.add_unit({.name = std::to_string(unit)});
        for (const dti::compiled_indicator& item : compiled->indicators()) {
            data.set(unit, item.source->id, "part", dti::exact(random.between(0, 1000)));
            data.set(unit, item.source->id, "whole", dti::exact(random.between(900, 2000)));
        }
    }
    scenario made(data, batch_scorer(dti::model<double>(compiled)));
    incremental_scorer edited(made.scorer(), made.input());
    const std::vector<double> columns = made.columns;
    const batch_arrays before = made.score();
    for (int i = 0; i < 20000; ++i) {
        const std::size_t field = random.below(98) * 4 + random.below(2);  // part, whole, rate, points
        const double value = random.once_in(20)   ? none
                             : random.once_in(20) ? 0
                                                  : static_cast<double>(random.between(0, 2000));
        edit(made, edited, random.below(63), field, value);
        if (i % 500 == 0) {
            check_same(made, edited);
        }
    }
    check_same(made, edited);
    check_changes(made, edited, columns, before);
    edited.undo();
    made.columns = columns;
    check_same(made, edited);
    CHECK(edited.changed_points().empty());
    CHECK(edited.changed_totals().empty());
}

TEST_CASE("incremental: any scenario of an input, and a scorer that moves") {
    random_source random(77);
    const dti::shared_rules rules = dti_test::random_rules(random);
    const dti::data_set first = dti_test::random_cohort(rules, 9, random);
    const dti::data_set second = dti_test::random_cohort(rules, 9, random);
    const batch_scorer scorer{dti::model<double>(rules)};
    std::vector<double> both = dti::to_columns(first, scorer.fields());
    const std::vector<double> more = dti::to_columns(second, scorer.fields());
    both.insert(both.end(), more.begin(), more.end());
    scenario made(second, scorer);
    dti::batch_input input = made.input();
    input.figures.data = both.data();
    input.scenarios = 2;
    incremental_scorer one(scorer, input, 1);
    incremental_scorer edited(std::move(one));
    check_same(made, edited);
    edit(made, edited, 3, 0, 7);
    check_same(made, edited);
}

TEST_CASE("moving_summary: that of what is there, as figure_summary has it") {
    random_source random(5);
    for (const dti::cohort_function function :
         {dti::cohort_function::max, dti::cohort_function::min, dti::cohort_function::mean,
          dti::cohort_function::sum, dti::cohort_function::count}) {
        dti::detail::moving_summary moving(function);
        std::vector<double> there;
        for (int i = 0; i < 4000; ++i) {
            if (there.empty() || random.below(40) > there.size()) {
                const double figure = random.once_in(30)   ? none
                                      : random.once_in(30) ? infinity
                                      : random.once_in(10) ? -0.0
                                                           : static_cast<double>(random.between(-4, 4));
                moving.add(figure);
                there.push_back(figure);
            } else {
                std::swap(there[random.below(there.size())], there.back());
                const double gone = there.back();
                there.pop_back();
                if (moving.remove(gone)) {
                    moving.start_again();
                    for (const double figure : there) {
                        moving.add(figure);
                    }
                }
            }
            dti::figure_summary expected(function);
            for (const double figure : there) {
                expected.add(figure);
            }
            REQUIRE(moving.value().has_value() == expected.value().has_value());
            REQUIRE(same_bits(moving.value().value_or(0), expected.value().value_or(0)));
        }
    }
}
