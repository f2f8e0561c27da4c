// Random indices of every kind of indicator, policy and rounding, random cohorts for them, and the comparison
// of a batch with score<double>, bit for bit.
#pragma once

#include "dti/aggregate/score.hpp"
#include "dti/batch/batch.hpp"
#include "support/random_formula.hpp"

#include <doctest/doctest.h>

#include <bit>
#include <cmath>
#include <cstdint>
#include <limits>
#include <set>
#include <string>
#include <tuple>
#include <utility>
#include <vector>

namespace dti_test {

class random_index {
  public:
    explicit random_index(random_source& random) : random_(random), maker_(random) {}

    dti::definition make() {
        dti::definition made;
        made.id = "random";
        made.title.en = "Random";
        made.missing = static_cast<dti::missing_policy>(random_.below(3));
        made.empty_denominator = static_cast<dti::empty_policy>(random_.below(4));
        made.ties = static_cast<dti::tie_method>(random_.below(3));
        made.rank_on = static_cast<dti::rank_basis>(random_.below(2));
        made.print.value =
            random_.once_in(3) ? static_cast<int>(random_.below(31)) : static_cast<int>(random_.below(4));
        if (random_.once_in(3)) {
            made.rounding.points = static_cast<int>(random_.below(5));
        }
        if (random_.once_in(3)) {
            made.rounding.value = static_cast<int>(random_.below(5));
        }
        if (random_.once_in(2)) {
            made.min_coverage = exact(random_.between(1, 20), 20);
        }
        const std::size_t parts = 1 + random_.below(4);
        for (std::size_t part = 0; part < parts; ++part) {
            made.sub_indices.push_back(sub_index(part));
        }
        for (std::size_t i = random_.below(3); i > 0; --i) {
            dti::pillar view;
            view.id = "p" + std::to_string(i);
            view.title.en = view.id;
            for (std::size_t part = 0; part < parts; ++part) {
                if (random_.once_in(2) || part == 0) {
                    view.sub_indices.push_back("s" + std::to_string(part));
                }
            }
            made.pillars.push_back(std::move(view));
        }
        return made;
    }

  private:
    dti::sub_index sub_index(std::size_t part) {
        dti::sub_index made;
        made.id = "s" + std::to_string(part);
        made.title.en = made.id;
        if (random_.once_in(3)) {
            made.weight = exact(random_.between(1, 9), random_.between(1, 7));
        }
        if (random_.once_in(3)) {
            made.max_score = exact(random_.between(1, 900), random_.between(1, 7));
        }
        for (std::size_t i = 1 + random_.below(5); i > 0; --i) {
            made.indicators.push_back(indicator());
        }
        return made;
    }

    dti::indicator indicator() {
        dti::indicator item;
        item.id = "i" + std::to_string(count_++);
        item.title.en = item.id;
        const bool whole = random_.once_in(2);
        item.max_score = exact(random_.between(1, 20), whole ? 1 : random_.between(1, 9));
        if (random_.once_in(4)) {
            item.min_score = exact(random_.between(-10, 1), 2);
        }
        if (item.min_score > item.max_score) {
            item.min_score = 0;
        }
        if (random_.once_in(3)) {
            item.weight = exact(random_.between(0, 9), random_.between(1, 7));
        }
        item.bonus = random_.once_in(8);
        item.scored = !random_.once_in(12);
        switch (random_.below(8)) {
            case 0:
                item.formula = "points";
                break;
            case 1:
            case 2:
                by_example(item);
                break;
            default:
                by_formula(item);
        }
        return item;
    }

    void by_example(dti::indicator& item) {
        item.max_score = random_.between(1, 20);
        item.min_score = 0;
        const std::string max_score = to_text(item.max_score, 0);
        item.inputs = {{.name = "a"}};
        if (random_.once_in(2)) {
            item.inputs.push_back({.name = "b"});
            item.derive = {{.name = "rate", .formula = "a / b"}};
        }
        item.formula =
            random_.once_in(2)
                ? max_score + "/" + max_score + " points = " + std::to_string(random_.between(10, 90)) + "%"
                : "0/" + max_score + " points = 20%; " + max_score + "/" + max_score + " points = 80%";
    }

    void by_formula(dti::indicator& item) {
        item.inputs = {{.name = "b"}, {.name = "c"}, {.name = "reported", .kind = dti::input_kind::yes_no}};
        item.inputs.push_back({.name = "role", .kind = dti::input_kind::choice});
        item.inputs.back().options = {options.begin(), options.end()};
        if (random_.once_in(2)) {
            item.inputs.push_back({.name = "a"});
        } else {
            item.inputs.push_back({.name = "p"});
            item.inputs.push_back({.name = "q"});
            item.derive.push_back(
                {.name = "half", .formula = random_.once_in(2) ? "q / 2" : "min(q, 7) - p"});
            item.derive.push_back(
                {.name = "a", .formula = random_.once_in(2) ? "p / half" : "if p > q then p / q else half"});
        }
        static constexpr std::array<const char*, 8> relative{
            "max_score * share_of_best(a)",
            "max_score * clamp(a, 0, 1)",
            "a / cohort_mean(a) + cohort_count(b)",
            "max_score * (a - cohort_min(a)) / (cohort_max(a) - cohort_min(a))",
            "cohort_sum(b) / cohort_sum(c) + b",
            "if a >= cohort_mean(b) then max_score else cohort_max(reported) - a",
            "clamp(a * cohort_max(c), -1, 2) * 3",
            "steps(a, 0: 1, 1: 3, 2: 4, 3: 5, 10: 6) + line(b, 0: 0, 1: 2, 2: -4)"};
        switch (random_.below(3)) {
            case 0:
                item.formula = relative[random_.below(relative.size())];
                break;
            case 1:
                item.formula = maker_.number(1 + static_cast<int>(random_.below(4))).text;
                break;
            default:
                item.formula =
                    "(" + maker_.number(2).text + ") + (" + relative[random_.below(relative.size())] + ")";
        }
    }

    random_source& random_;
    formula_maker maker_;
    std::size_t count_ = 0;
};

/// A random index, compiled. Some random formulas are none (bounds of a clamp that cross): then another.
inline dti::shared_rules random_rules(random_source& random) {
    for (;;) {
        dti::diagnostics found;
        if (dti::shared_rules rules = dti::compile_definition(random_index(random).make(), {}, found)) {
            return rules;
        }
    }
}

/// How a random cohort is made: one in so many figures is missing, and so on; 0 is never.
struct cohort_habits {
    std::size_t missing_in = 10;
    std::size_t given_in = 6;  ///< derived figures
    std::size_t entered_in = 12;
    std::size_t zero_in = 12;
    bool huge = false;  ///< figures whose products leave the range of double
};

inline exact random_figure(random_source& random, const cohort_habits& habits) {
    if (habits.zero_in != 0 && random.once_in(habits.zero_in)) {
        return 0;
    }
    if (habits.huge && random.once_in(10)) {
        return exact(dti::power_of_ten(250 + static_cast<int>(random.below(50))), 1);
    }
    if (random.once_in(3)) {
        return random.between(-3, 12);  // so that there are ties
    }
    return {random.between(-2000, 9000), random.between(1, 999)};
}

inline dti::data_set random_cohort(const dti::shared_rules& rules, std::size_t units, random_source& random,
                                   const cohort_habits& habits = {}) {
    const auto once_in = [&](std::size_t times) { return times != 0 && random.once_in(times); };
    dti::data_set data(rules);
    const std::size_t groups = 1 + random.below(3);
    for (std::size_t unit = 0; unit < units; ++unit) {
        data.add_unit({.name = "u" + std::to_string(unit),
                       .group = std::string(1, static_cast<char>('a' + random.below(groups))),
                       .ranked = !random.once_in(9)});
        if (unit > 0 && random.once_in(5)) {  // a tie
            for (std::size_t field = 0; field < rules->fields(); ++field) {
                data.at(unit, field) = data.at(unit - 1, field);
            }
            continue;
        }
        for (const dti::compiled_indicator& item : rules->indicators()) {
            const std::string& id = item.source->id;
            for (std::size_t slot = 0; slot < item.slots(); ++slot) {
                const dti::scope_entry& entry = item.scope.entries[slot];
                const bool derived = slot >= item.scope.inputs;
                if (derived ? !once_in(habits.given_in) : once_in(habits.missing_in)) {
                    continue;
                }
                const exact made = entry.type == dti::figure_type::yes_no   ? exact(random.between(0, 1))
                                   : entry.type == dti::figure_type::choice ? exact(random.between(0, 2))
                                                                            : random_figure(random, habits);
                data.set(unit, id, entry.name, made);
            }
            if (!item.points ? !once_in(habits.missing_in) : once_in(habits.entered_in)) {
                data.set(unit, id, "points", exact(random.between(-10, 60), 3));
            }
        }
    }
    if (units == 1) {
        for (const dti::compiled_indicator& item : rules->indicators()) {
            for (std::size_t i = 0; item.points && i < item.points->cohort_terms.size(); ++i) {
                const dti::cohort_term& term = item.points->cohort_terms[i];
                if (!random.once_in(3)) {
                    data.set_reference(
                        item.source->id,
                        std::string(dti::detail::cohort_functions[static_cast<std::size_t>(term.function)]),
                        item.scope.entries[term.slot].name, random_figure(random, habits));
                }
            }
        }
    }
    return data;
}

/// Group numbers and flags of the units, as a batch takes them.
struct batch_units {
    std::vector<std::uint32_t> groups;
    std::vector<std::uint8_t> ranked;

    explicit batch_units(const dti::data_set& data) {
        std::map<std::string, std::uint32_t> known;
        for (const dti::unit_info& unit : data.units()) {
            groups.push_back(
                known.emplace(unit.group, static_cast<std::uint32_t>(known.size())).first->second);
            ranked.push_back(unit.ranked ? 1 : 0);
        }
    }
};

/// All results of a batch, each as columns of one scenario after the other.
struct batch_arrays {
    std::size_t units;
    std::size_t indicators;
    std::size_t parts;
    std::size_t views;
    std::vector<double> points;
    std::vector<double> sub_indices;
    std::vector<double> pillars;
    std::vector<double> total_points;
    std::vector<double> total;
    std::vector<double> rank;
    std::vector<std::uint8_t> cells;  ///< of one scenario

    static constexpr double unwritten = -77;

    batch_arrays(const dti::compiled_definition& rules, std::size_t unit_count, std::size_t scenarios = 1)
        : units(unit_count),
          indicators(rules.indicators().size()),
          parts(rules.source().sub_indices.size()),
          views(rules.source().pillars.size()),
          points(scenarios * units * indicators, unwritten),
          sub_indices(scenarios * units * parts, unwritten),
          pillars(scenarios * units * views, unwritten),
          total_points(scenarios * units, unwritten),
          total(scenarios * units, unwritten),
          rank(scenarios * units, unwritten),
          cells(units * indicators, 0xFF) {}

    [[nodiscard]] dti::batch_output views_of_all() {
        return {dti::columns_view(points.data(), units, indicators),
                dti::columns_view(sub_indices.data(), units, parts),
                dti::columns_view(pillars.data(), units, views),
                dti::columns_view(total_points.data(), units, 1),
                dti::columns_view(total.data(), units, 1),
                dti::columns_view(rank.data(), units, 1),
                {cells.data(), 0, 1, static_cast<std::ptrdiff_t>(units)}};
    }
    [[nodiscard]] std::vector<const std::vector<double>*> all() const {
        return {&points, &sub_indices, &pillars, &total_points, &total, &rank};
    }
};

/// The same number, NaN included, and -0 not 0.
inline bool same_bits(double a, double b) {
    return (std::isnan(a) && std::isnan(b)) ||
           std::bit_cast<std::uint64_t>(a) == std::bit_cast<std::uint64_t>(b);
}
inline bool same_bits(const std::vector<double>& a, const std::vector<double>& b) {
    return std::equal(a.begin(), a.end(), b.begin(), b.end(),
                      [](double x, double y) { return same_bits(x, y); });
}
inline bool same_bits(const batch_arrays& a, const batch_arrays& b) {
    const auto left = a.all();
    const auto right = b.all();
    return std::equal(
        left.begin(), left.end(), right.begin(), right.end(),
        [](const std::vector<double>* x, const std::vector<double>* y) { return same_bits(*x, *y); });
}

using fault_cell = std::tuple<int, std::size_t, std::size_t>;

/// The cells with faults that a batch can have.
inline std::set<fault_cell> fault_cells(const std::vector<dti::score_fault>& faults) {
    std::set<fault_cell> cells;
    for (const dti::score_fault& fault : faults) {
        const int kind = fault.kind == dti::fault_kind::missing_figure      ? 0
                         : fault.kind == dti::fault_kind::empty_denominator ? 1
                         : fault.kind == dti::fault_kind::reference_needed  ? 2
                                                                            : 3;
        if (fault.kind != dti::fault_kind::contradiction) {
            cells.emplace(kind, fault.unit, fault.indicator);
        }
    }
    return cells;
}
inline std::set<fault_cell> fault_cells(std::span<const dti::batch_fault> faults, std::size_t scenario = 0) {
    std::set<fault_cell> cells;
    for (const dti::batch_fault& fault : faults) {
        if (fault.scenario == scenario) {
            cells.emplace(static_cast<int>(fault.kind), fault.unit, fault.indicator);
        }
    }
    return cells;
}

/// What score<double> gives, laid out as a batch lays it out.
inline batch_arrays scalar_arrays(const dti::scorecard<double>& card, const dti::compiled_definition& rules) {
    const auto number = [](const std::optional<double>& given) {
        return given.value_or(std::numeric_limits<double>::quiet_NaN());
    };
    batch_arrays made(rules, card.units.size());
    for (std::size_t unit = 0; unit < made.units; ++unit) {
        const dti::unit_score<double>& score = card.units[unit];
        for (std::size_t i = 0; i < made.indicators; ++i) {
            made.points[i * made.units + unit] = number(score.indicators[i].points);
        }
        for (std::size_t i = 0; i < made.parts; ++i) {
            made.sub_indices[i * made.units + unit] = number(score.values.sub_indices[i]);
        }
        for (std::size_t i = 0; i < made.views; ++i) {
            made.pillars[i * made.units + unit] = number(score.values.pillars[i]);
        }
        made.total_points[unit] = number(score.values.total_points);
        made.total[unit] = number(score.values.total);
        made.rank[unit] = score.rank ? score.rank->place() : std::numeric_limits<double>::quiet_NaN();
    }
    return made;
}

/// The first cell where two results differ, as text; empty where none does.
inline std::string first_difference(const batch_arrays& expected, const batch_arrays& found) {
    static constexpr std::array<const char*, 6> what{"points",       "sub-index", "pillar",
                                                     "total points", "total",     "rank"};
    const auto left = expected.all();
    const auto right = found.all();
    for (std::size_t i = 0; i < left.size(); ++i) {
        for (std::size_t at = 0; at < left[i]->size(); ++at) {
            const double a = (*left[i])[at];
            const double b = (*right[i])[at];
            if (!same_bits(a, b)) {
                std::array<char, 200> text{};
                static_cast<void>(std::snprintf(text.data(), text.size(),
                                                "%s %zu of unit %zu: %a expected, %a found", what[i],
                                                at / expected.units, at % expected.units, a, b));
                return text.data();
            }
        }
    }
    return {};
}

}  // namespace dti_test
