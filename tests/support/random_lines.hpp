// Random indices of the rules that real ones have, and cohorts whose figures stand on their thresholds, share
// the best, are given as rates or as parts, negative or written as fractions.
#pragma once

#include "dti/evaluate/data.hpp"
#include "support/definitions.hpp"
#include "support/random.hpp"

#include <array>
#include <cstddef>
#include <string>
#include <utility>
#include <vector>

namespace dti_test {

using dti::exact;

inline dti::indicator random_line_indicator(random_source& random, std::size_t number) {
    static constexpr std::array<const char*, 24> rules{
        "max_score * clamp(rate, 0, 1)",
        "10/10 points = 80%",
        "0/10 points = 20%; 10/10 points = 80%",
        "2/10 points = 30%; 8/10 points = 50%; 10/10 points = 100%",
        "if rate > 80% then max_score else min(max_score * rate / 80%, 0.9999 * max_score)",
        "steps(n, 1: 2, 2: 5, 5: max_score)",
        "steps(rate, 20%: 2, 50%: 5, 100%: max_score, else: 1)",
        "line(n, 0: 0, 2: 8, 5: 10)",
        "max_score * share_of_best(rate)",
        "max_score * share_of_best(n)",
        "steps(share_of_best(rate), 50%: 3, 100%: 10)",
        "line(share_of_best(n), 0.5: 0, 1: 10)",
        "(if rate >= 1 then max_score / 2 else 0) + (if n >= 2 then max_score / 2 else 0)",
        "max_score - abs(rate - 50%) * 20",
        "max_score * (1 - clamp(p / q, 0, 1))",
        "100 * p / q / 10",
        "-2 * p / (3 * q) + 5",
        "if not (rate < 30% or rate > 80%) then max_score else 2",
        "if rate >= 20% and rate != 50% then max_score * rate else 0",
        "floor(steps(n, 1: 2.5, 2: 5.5)) + round(steps(rate, 50%: 1.25), 1)",
        "n",
        "max_score * clamp(n / 5, 0, 1)",
        "max(n - 1, 0) * 2 - max(n - 2, 0)",
        "clamp(rate, 20%, 80%) * 10 + clamp(n, 1, 2)"};
    dti::indicator item;
    item.id = "i" + std::to_string(number);
    item.title.en = item.id;
    item.max_score = 10;
    item.inputs = {{.name = "p"}, {.name = "q"}, {.name = "n"}};
    item.derive = {{.name = "rate", .formula = "p / q"}};
    item.formula = rules[random.below(rules.size())];
    if (random.once_in(4)) {
        item.weight = exact(random.between(0, 5), random.between(1, 7));
    }
    if (random.once_in(6)) {
        item.min_score = random.between(-4, 1);
    }
    item.bonus = random.once_in(8);
    return item;
}

inline dti::shared_rules random_line_rules(random_source& random) {
    dti::definition made;
    made.id = "lines";
    made.title.en = "Lines";
    made.missing = static_cast<dti::missing_policy>(random.below(2));  // zero, exclude
    made.empty_denominator = static_cast<dti::empty_policy>(1 + random.below(3));
    if (random.once_in(8)) {
        made.rounding.points = static_cast<int>(random.below(3));
    }
    if (random.once_in(8)) {
        made.rounding.value = static_cast<int>(random.below(3));
    }
    std::size_t number = 0;
    for (std::size_t part = 1 + random.below(3); part > 0; --part) {
        dti::sub_index& added = made.sub_indices.emplace_back();
        added.id = "s" + std::to_string(part);
        added.title.en = added.id;
        if (random.once_in(3)) {
            added.weight = exact(random.between(1, 9), random.between(1, 7));
        }
        for (std::size_t i = 1 + random.below(5); i > 0; --i) {
            added.indicators.push_back(random_line_indicator(random, number++));
        }
    }
    return dti::compile_definition(std::move(made));
}

/// A quotient that thresholds of random_line_indicator() stand at, or one just beside, or any.
inline exact random_quotient(random_source& random) {
    static constexpr std::array<int, 9> percents{0, 20, 30, 50, 60, 80, 90, 100, 120};
    if (random.once_in(4)) {
        return {random.between(-20, 150), random.between(1, 99)};
    }
    const exact found(percents[random.below(percents.size())], 100);
    if (random.once_in(6)) {  // nearer than doubles are to each other
        return found + exact(dti::big_integer(random.between(-1, 1)), dti::power_of_ten(20));
    }
    return found;
}

inline dti::data_set random_line_cohort(const dti::shared_rules& rules, std::size_t units,
                                        random_source& random) {
    dti::data_set data(rules);
    for (std::size_t unit = 0; unit < units; ++unit) {
        data.add_unit({.name = "u" + std::to_string(unit)});
        for (const dti::compiled_indicator& item : rules->indicators()) {
            const std::string& id = item.source->id;
            if (random.once_in(20)) {
                data.set(unit, id, "points", exact(random.between(-10, 60), 3));
            }
            if (random.once_in(25)) {
                continue;
            }
            const exact quotient = random_quotient(random);
            const exact bottom = random.once_in(12)  ? exact(0)
                                 : random.once_in(6) ? exact(random.between(-50, -1), random.between(1, 9))
                                 : random.once_in(3) ? exact(random.between(1, 500), random.between(1, 99))
                                                     : exact(random.between(1, 90'000));
            const bool as_rate = random.once_in(6);
            if (as_rate) {
                data.set(unit, id, "rate", quotient);
            }
            if (!as_rate || random.once_in(2)) {
                const bool agrees = !as_rate || !bottom.is_zero();
                data.set(unit, id, "p", agrees ? quotient * bottom : quotient);
                data.set(unit, id, "q", agrees ? bottom : exact(1));
            }
            data.set(unit, id, "n",
                     random.once_in(4) ? quotient * 5 : exact(random.between(random.once_in(5) ? -3 : 0, 6)));
        }
    }
    if (units == 1) {
        for (const dti::compiled_indicator& item : rules->indicators()) {
            data.set_reference(item.source->id, "cohort_max", "rate", random_quotient(random));
            data.set_reference(item.source->id, "cohort_max", "n", random.between(-2, 6));
        }
    }
    return data;
}

}  // namespace dti_test
