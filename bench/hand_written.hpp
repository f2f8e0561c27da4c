// Indices scored by loops that somebody wrote for their few kinds of rule alone: the floor that a general
// scorer is measured against. Same operations in the same order, so the same bits. Nothing is checked:
// figures are complete, and what divides is not zero.
#pragma once

#include "random_index.hpp"

#include "dti/batch/instruction_set.hpp"

#include <algorithm>
#include <array>
#include <cstdint>
#include <cstdlib>
#include <iostream>
#include <string>
#include <vector>

namespace bench {

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

inline constexpr std::size_t hand_units = 63;
inline constexpr std::size_t hand_lanes = 64;  // a length at which compilers make vectors of a loop
inline constexpr std::size_t hand_parts = 9;   // sub-indices at most

/// The shipped definition.
inline const std::string shipped_index = DTI_BENCH_SOURCE_DIR "/indicators/provincial-2022.yaml";

/// One indicator, as its author has it in mind.
struct hand_indicator {
    enum class rule : std::uint8_t {
        ratio,      ///< most · (part / whole), kept within 0 and most
        share,      ///< the same of (part / whole) / slope
        threshold,  ///< slope · (part / whole), kept within 0 and most
        best,       ///< most · (part / whole) / the best of it
        tiers,      ///< worth 1, 2 or most from `part` 1000, 20000, 400000 on
        step,       ///< most from `part` 2 on
        entered,    ///< `part` itself, kept within 0 and most
        flag,       ///< most where `part` is 1
        option,     ///< worth[part]
        halves      ///< most / 2 each where part >= whole, and where the next two figures are so
    } kind = rule::ratio;
    std::size_t part = 0;    ///< sub-index
    std::size_t column = 0;  ///< of `part`; that of `whole` follows
    double most = 0;         ///< max_score
    double slope = 0;        ///< of a threshold rule; what a share is divided by
    std::array<double, 3> worth{};
};

/// All that is known before the figures are. Aborts where an index has a rule that nobody wrote a loop for.
struct hand_index {
    std::vector<hand_indicator> indicators;
    std::array<double, hand_parts> maxima{};  ///< of a sub-index, by its indicators
    std::array<double, hand_parts> shares{};  ///< its part in the total
    bool printed = false;                     ///< ranks on four decimals
    double one = 1;  ///< unknown to the compiler, which else makes jumps of min and max, and no vectors

    explicit hand_index(const dti::model<double>& model)
        : printed(model.rules().source().rank_on == dti::rank_basis::printed) {
        const auto& all = model.rules().indicators();
        if (model.rules().source().sub_indices.size() > hand_parts) {
            std::cerr << "hand_parts is too small\n";
            std::abort();
        }
        std::size_t column = 0;
        for (std::size_t i = 0; i < all.size(); ++i) {
            if (!all[i].source->scored) {
                continue;
            }
            hand_indicator item = rule_of(all[i], model.numbers(i).points_constants);
            item.part = all[i].sub_index;
            item.column = column;
            item.most = model.numbers(i).max_score;
            column += item.kind == hand_indicator::rule::entered ? 1 : all[i].scope.inputs;
            if (item.kind == hand_indicator::rule::option) {
                item.worth = worth_of(all[i], item.most);
            }
            maxima[item.part] += item.most;
            shares[item.part] = model.sub_index(item.part).max_score;
            indicators.push_back(item);
        }
    }

  private:
    static hand_indicator rule_of(const dti::compiled_indicator& item, const std::vector<double>& constants) {
        using rule = hand_indicator::rule;
        const std::string& formula = item.source->formula;
        const auto has = [&](const char* words) { return formula.find(words) != std::string::npos; };
        hand_indicator made;
        if (formula == "points") {
            made.kind = rule::entered;
        } else if (formula == "max_score * clamp(rate, 0, 1)") {
            made.kind = rule::ratio;
        } else if (formula == "max_score * clamp(rate / 10%, 0, 1)") {
            made.kind = rule::share;
            made.slope = 0.1;
        } else if (has("points =")) {
            made.kind = rule::threshold;
            made.slope = constants.front();
        } else if (formula == "max_score * share_of_best(rate)") {
            made.kind = rule::best;
        } else if (has("steps(part, 1000: 1, 20000: 2, 400000: ")) {
            made.kind = rule::tiers;
        } else if (has("steps(") && has(", 2: max_score)")) {
            made.kind = rule::step;
        } else if (formula == "max_score * issued" || formula == "max_score * exists") {
            made.kind = rule::flag;
        } else if (has("choice(")) {
            made.kind = rule::option;
        } else if (has("(if attendance >= 1 then max_score / 2 else 0) + (if chairing >= 1 then")) {
            made.kind = rule::halves;
        } else {
            std::cerr << "no loop was written by hand for " << formula << '\n';
            std::abort();
        }
        return made;
    }

    static std::array<double, 3> worth_of(const dti::compiled_indicator& item, double most) {
        std::array<double, 3> worth{};
        const std::vector<std::string>& options = item.scope.entries.front().options;
        for (std::size_t i = 0; i < options.size(); ++i) {
            const std::string& formula = item.source->formula;
            const bool half = formula.find(options[i] + ": max_score / 2") != std::string::npos;
            const bool all = formula.find(options[i] + ": max_score") != std::string::npos;
            worth.at(i) = half ? most / 2 : all ? most : 0;
        }
        return worth;
    }
};

struct hand_result {
    std::array<double, hand_units> total{};
    std::array<double, hand_units> rank{};
};

/// A loop over all lanes. `points` must be inlined, so that it is compiled for its caller's instructions.
template <class Points>
[[gnu::always_inline]] inline void earn(double* sum, Points points) {
    for (std::size_t i = 0; i < hand_lanes; ++i) {
        sum[i] += points(i);
    }
}

/// 1 + how many are better. Behind the last unit stand keys that are better than none.
template <class Key, class Count>
[[gnu::always_inline]] inline void rank_by_counting(const Key* keys, std::array<double, hand_units>& ranks) {
    for (std::size_t unit = 0; unit < hand_units; ++unit) {
        const Key own = keys[unit];
        Count better = 0;
        for (std::size_t i = 0; i < hand_lanes; ++i) {
            better += own < keys[i] ? 1 : 0;
        }
        ranks[unit] = static_cast<double>(better + 1);
    }
}

/// Scores 63 units, as if they were 64. `figures(column, place)` gives 64 numbers of a column; those of two
/// different places are there at once.
template <class Figures>
[[gnu::always_inline]] inline void score_by_hand(const hand_index& index, Figures figures,
                                                 hand_result& result) {
    using rule = hand_indicator::rule;
#define DTI_LANE [=](std::size_t i) __attribute__((always_inline))
    alignas(64) double earned[hand_parts][hand_lanes] = {};
    const double one = index.one;
    for (const hand_indicator& item : index.indicators) {
        double* const sum = earned[item.part];
        const double most = item.most;
        const double slope = item.slope;
        const double* const part = figures(item.column, 0);
        switch (item.kind) {
            case rule::ratio: {
                const double* const whole = figures(item.column + 1, 1);
                earn(
                    sum, DTI_LANE {
                        double rate = part[i] / whole[i];
                        rate = one < rate ? one : rate;
                        rate = rate < 0 ? 0 : rate;
                        return most * rate;
                    });
                break;
            }
            case rule::share: {
                const double* const whole = figures(item.column + 1, 1);
                earn(
                    sum, DTI_LANE {
                        double rate = part[i] / whole[i] / slope;
                        rate = one < rate ? one : rate;
                        rate = rate < 0 ? 0 : rate;
                        return most * rate;
                    });
                break;
            }
            case rule::threshold: {
                const double* const whole = figures(item.column + 1, 1);
                earn(
                    sum, DTI_LANE {
                        double points = slope * (part[i] / whole[i]);
                        points = most < points ? most : points;
                        return points < 0 ? 0 : points;
                    });
                break;
            }
            case rule::best: {
                const double* const whole = figures(item.column + 1, 1);
                alignas(64) double rates[hand_lanes];
                for (std::size_t i = 0; i < hand_lanes; ++i) {
                    rates[i] = part[i] / whole[i];
                }
                rates[hand_units] = rates[0];
                // In halves, so that no comparison waits for another.
                alignas(64) double best[hand_lanes / 2];
                for (std::size_t i = 0; i < 32; ++i) {
                    best[i] = rates[i] < rates[i + 32] ? rates[i + 32] : rates[i];
                }
                for (std::size_t i = 0; i < 16; ++i) {
                    best[i] = best[i] < best[i + 16] ? best[i + 16] : best[i];
                }
                for (std::size_t i = 0; i < 8; ++i) {
                    best[i] = best[i] < best[i + 8] ? best[i + 8] : best[i];
                }
                double top = best[0];
                for (std::size_t i = 1; i < 8; ++i) {
                    top = top < best[i] ? best[i] : top;
                }
                const double* const own = rates;
                earn(
                    sum, DTI_LANE { return most * (own[i] / top); });
                break;
            }
            case rule::tiers:
                earn(
                    sum, DTI_LANE {
                        double points = part[i] < 1000 ? 0.0 : 1.0;
                        points = part[i] < 20000 ? points : 2;
                        return part[i] < 400000 ? points : most;
                    });
                break;
            case rule::step:
                earn(
                    sum, DTI_LANE { return part[i] < 2 ? 0.0 : most; });
                break;
            case rule::entered:
                earn(
                    sum, DTI_LANE {
                        const double points = most < part[i] ? most : part[i];
                        return points < 0 ? 0 : points;
                    });
                break;
            case rule::flag:
                earn(
                    sum, DTI_LANE { return most * part[i]; });
                break;
            case rule::option: {
                const double first = item.worth[0];
                const double second = item.worth[1];
                const double third = item.worth[2];
                earn(
                    sum, DTI_LANE {
                        const double points = part[i] == 0 ? first : second;
                        return part[i] == 2 ? third : points;
                    });
                break;
            }
            case rule::halves: {
                const double half = most / 2;
                const double* const whole = figures(item.column + 1, 1);
                const double* const second = figures(item.column + 2, 2);
                const double* const of_second = figures(item.column + 3, 3);
                earn(
                    sum, DTI_LANE {
                        const double points = part[i] >= whole[i] ? half : 0;
                        return points + (second[i] >= of_second[i] ? half : 0);
                    });
                break;
            }
        }
    }
    alignas(64) double total[hand_lanes] = {};
    double maximum = 0;
    for (std::size_t part = 0; part < hand_parts; ++part) {
        if (index.maxima[part] == 0) {
            continue;
        }
        const double most = index.maxima[part];
        const double share = index.shares[part];
        const double* const sum = earned[part];
        maximum += share;
        earn(
            total, DTI_LANE {
                double value = sum[i] / most;
                value = one < value ? one : value;
                value = value < 0 ? 0 : value;
                return value * share;
            });
    }
#undef DTI_LANE
    for (std::size_t i = 0; i < hand_lanes; ++i) {
        total[i] = total[i] / maximum;
    }
    std::copy(total, total + hand_units, result.total.begin());
    if (index.printed) {  // good enough here; who prints ties must decide them exactly
        alignas(64) std::int32_t keys[hand_lanes];
        for (std::size_t i = 0; i < hand_lanes; ++i) {
            keys[i] = static_cast<std::int32_t>(total[i] * 10000 + 0.5);
        }
        keys[hand_units] = -1;
        rank_by_counting<std::int32_t, std::int32_t>(keys, result.rank);
    } else {
        total[hand_units] = -1;
        rank_by_counting<double, std::int64_t>(total, result.rank);
    }
}

/// The same for figures in memory: one column of 63 units after the other, and 64 more figures behind the
/// last.
[[gnu::always_inline]] inline void score_columns_by_hand(const hand_index& index, const double* columns,
                                                         hand_result& result) {
    const auto figures = [columns](std::size_t column, int) __attribute__((always_inline)) {
        return columns + column * hand_units;
    };
    score_by_hand(index, figures, result);
}

[[gnu::noinline]] inline void score_by_hand_portable(const hand_index& index, const double* columns,
                                                     hand_result& result) {
    score_columns_by_hand(index, columns, result);
}
#if DTI_HAS_X86_INSTRUCTION_SETS
[[gnu::target("avx2"), gnu::noinline]] inline void score_by_hand_avx2(const hand_index& index,
                                                                      const double* columns,
                                                                      hand_result& result) {
    score_columns_by_hand(index, columns, result);
}
[[gnu::target("avx512f,avx512dq,avx512vl"), gnu::noinline]] inline void score_by_hand_avx512(
    const hand_index& index, const double* columns, hand_result& result) {
    score_columns_by_hand(index, columns, result);
}
#endif

using hand_runner = void (*)(const hand_index&, const double*, hand_result&);

inline hand_runner hand_runner_for(dti::instruction_set wanted) {
#if DTI_HAS_X86_INSTRUCTION_SETS
    if (wanted == dti::instruction_set::avx2) {
        return score_by_hand_avx2;
    }
    if (wanted == dti::instruction_set::avx512) {
        return score_by_hand_avx512;
    }
#endif
    static_cast<void>(wanted);
    return score_by_hand_portable;
}

}  // namespace bench
