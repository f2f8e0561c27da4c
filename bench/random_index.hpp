// A random index and cohort of a given size, from a seed: the same on every machine.
#pragma once

#include "dti/dti.hpp"

#include <cstdint>
#include <random>
#include <string>

namespace bench {

/// The share of rules is that of real indices: most are plain ratios, some thresholds, tiers and relative to
/// the best.
inline dti::indicator random_indicator(std::size_t number, std::mt19937& random) {
    const std::string max_score = std::to_string(5 + 5 * (random() % 4));
    dti::indicator item;
    item.id = "i" + std::to_string(number);
    item.title.en = "Indicator " + std::to_string(number);
    item.max_score = dti::parse_number(max_score).number->value;
    item.inputs = {{.name = "part"}, {.name = "whole"}};
    item.derive = {{.name = "rate", .formula = "part / whole"}};
    switch (number % 10) {
        case 6:
        case 7:
            item.formula =
                max_score + "/" + max_score + " points = " + std::to_string(20 + random() % 60) + "%";
            break;
        case 8:
            item.formula = "steps(part, 1000: 1, 20000: 2, 400000: " + max_score + ")";
            break;
        case 9:
            item.formula = "max_score * share_of_best(rate)";
            break;
        default:
            item.formula = "max_score * clamp(rate, 0, 1)";
    }
    return item;
}

inline dti::definition random_definition(std::size_t indicators, std::uint32_t seed) {
    std::mt19937 random(seed);
    dti::definition made;
    made.id = "random";
    made.title.en = "Random index";
    constexpr std::size_t parts = 8;
    made.sub_indices.resize(parts);
    for (std::size_t i = 0; i < parts; ++i) {
        made.sub_indices[i].id = "s" + std::to_string(i);
    }
    for (std::size_t i = 0; i < indicators; ++i) {
        made.sub_indices[i % parts].indicators.push_back(random_indicator(i, random));
    }
    return made;
}

/// 63 × 98: 60 plain ratios, 20 threshold ratios, 10 relative to the best, 8 tables of tiers, in 8
/// sub-indices.
inline dti::definition mixed_definition() {
    dti::definition made;
    made.id = "mixed";
    made.title.en = "Mixed index";
    made.rank_on = dti::rank_basis::printed;
    constexpr std::size_t parts = 8;
    made.sub_indices.resize(parts);
    for (std::size_t i = 0; i < parts; ++i) {
        made.sub_indices[i].id = "s" + std::to_string(i);
    }
    for (std::size_t i = 0; i < 98; ++i) {
        dti::indicator item;
        item.id = "i" + std::to_string(i);
        item.title.en = item.id;
        const int most = 5 + 5 * static_cast<int>(i % 4);
        const std::string max_score = std::to_string(most);
        item.max_score = most;
        item.inputs = {{.name = "part"}, {.name = "whole"}};
        item.derive = {{.name = "rate", .formula = "part / whole"}};
        if (i < 60) {
            item.formula = "max_score * clamp(rate, 0, 1)";
        } else if (i < 80) {
            item.formula = max_score + "/" + max_score + " points = " + std::to_string(20 + i) + "%";
        } else if (i < 90) {
            item.formula = "max_score * share_of_best(rate)";
        } else {
            item.formula = "steps(part, 1000: 1, 20000: 2, 400000: " + max_score + ")";
        }
        made.sub_indices[i % parts].indicators.push_back(std::move(item));
    }
    return made;
}

/// Parts and wholes of a province's size, as a survey would give them.
inline dti::data_set random_data(const dti::shared_rules& rules, std::size_t units, std::uint32_t seed) {
    std::mt19937 random(seed);
    dti::data_set data(rules);
    for (std::size_t unit = 0; unit < units; ++unit) {
        data.add_unit({.name = "unit " + std::to_string(unit)});
        for (const dti::compiled_indicator& item : rules->indicators()) {
            const auto whole = static_cast<std::int64_t>(1000 + random() % 2000000);
            data.set(unit, item.source->id, "part", dti::exact(static_cast<std::int64_t>(random()) % whole));
            data.set(unit, item.source->id, "whole", dti::exact(whole));
        }
    }
    return data;
}

}  // namespace bench
