// Indices scored by loops that somebody wrote for their few kinds of rule alone: the floor that a general
// scorer is measured against. Same operations in the same order, so the same bits. Nothing is checked:
// figures are complete, and what divides is not zero.
#pragma once

#include "dti/batch/instruction_set.hpp"

#include <algorithm>
#include <array>
#include <cmath>
#include <cstdint>
#include <vector>

namespace bench {

inline constexpr std::size_t hand_units = 63;
inline constexpr std::size_t hand_lanes = 64;  // a length at which compilers make vectors of a loop
inline constexpr std::size_t hand_parts = 9;   // sub-indices at most

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

/// All that is known before the figures are.
struct hand_index {
    std::vector<hand_indicator> indicators;
    std::array<double, hand_parts> maxima{};  ///< of a sub-index, by its indicators
    std::array<double, hand_parts> shares{};  ///< its part in the total
    bool printed = false;                     ///< ranks on four decimals
    double one = 1;  ///< unknown to the compiler, which else makes jumps of min and max, and no vectors
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

/// Ranks of 63 totals; `totals` has 64 places.
[[gnu::always_inline]] inline void rank_totals_by_hand(const hand_index& index, double* totals,
                                                       std::array<double, hand_units>& ranks) {
    if (index.printed) {  // good enough here; who prints ties must decide them exactly
        alignas(64) std::int32_t keys[hand_lanes];
        for (std::size_t i = 0; i < hand_lanes; ++i) {
            keys[i] = static_cast<std::int32_t>(totals[i] * 10000 + 0.5);
        }
        keys[hand_units] = -1;
        rank_by_counting<std::int32_t, std::int32_t>(keys, ranks);
    } else {
        totals[hand_units] = -1;
        rank_by_counting<double, std::int64_t>(totals, ranks);
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
    rank_totals_by_hand(index, total, result.rank);
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

/// The edit of one plain ratio, by hand: points of all units are kept, a sub-index and a total are added up
/// again in order, a rank is counted.
class hand_edited {
  public:
    /// `columns` are those of score_by_hand().
    hand_edited(const hand_index& index, const double* columns)
        : index_(index), figures_(columns, columns + 2 * hand_units * index.indicators.size()) {
        using rule = hand_indicator::rule;
        for (std::size_t i = 0; i < index.indicators.size(); ++i) {
            members_[index.indicators[i].part].push_back(i);
            position_.push_back(members_[index.indicators[i].part].size() - 1);
        }
        for (std::size_t unit = 0; unit < hand_units; ++unit) {
            for (std::size_t part = 0; part < parts; ++part) {
                for (const std::size_t i : members_[part]) {
                    const hand_indicator& item = index.indicators[i];
                    const double top = item.kind == rule::best ? best(item) : 0;
                    points_[unit][part].push_back(points_of(item, unit, top));
                }
                add_up(unit, part);
            }
            add_total(unit);
        }
    }

    /// Gives a unit another part of a plain ratio.
    void edit_ratio(std::size_t unit, std::size_t indicator, double part) {
        const hand_indicator& item = index_.indicators[indicator];
        double* const figures = &figures_[item.column * hand_units + unit];
        figures[0] = part;
        points_[unit][item.part][position_[indicator]] = item.most * within(part / figures[hand_units], 1);
        add_up(unit, item.part);
        add_total(unit);
    }
    [[nodiscard]] double total(std::size_t unit) const { return total_[unit]; }
    [[nodiscard]] double rank(std::size_t unit) const {
        std::size_t before = 0;
        for (const double other : printed_) {
            before += other > printed_[unit] ? 1 : 0;
        }
        return static_cast<double>(before + 1);
    }

  private:
    static constexpr std::size_t parts = 8;

    static double within(double value, double most) {
        value = most < value ? most : value;
        return value < 0 ? 0 : value;
    }
    [[nodiscard]] double rate(const hand_indicator& item, std::size_t unit) const {
        const double* const figures = &figures_[item.column * hand_units + unit];
        return figures[0] / figures[hand_units];
    }
    [[nodiscard]] double best(const hand_indicator& item) const {
        double top = 0;
        for (std::size_t unit = 0; unit < hand_units; ++unit) {
            top = std::max(top, rate(item, unit));
        }
        return top;
    }
    [[nodiscard]] double points_of(const hand_indicator& item, std::size_t unit, double top) const {
        using rule = hand_indicator::rule;
        const double part = figures_[item.column * hand_units + unit];
        switch (item.kind) {
            case rule::ratio:
                return item.most * within(rate(item, unit), 1);
            case rule::threshold:
                return within(item.slope * rate(item, unit), item.most);
            case rule::best:
                return item.most * (rate(item, unit) / top);
            case rule::tiers:
                return part < 1000 ? 0 : part < 20000 ? 1 : part < 400000 ? 2 : item.most;
            default:  // other rules are not those of a random index
                return 0;
        }
    }
    void add_up(std::size_t unit, std::size_t part) {
        double earned = 0;
        for (const double points : points_[unit][part]) {
            earned += points;
        }
        value_[unit][part] = within(earned / index_.maxima[part], 1);
    }
    void add_total(std::size_t unit) {
        double earned = 0;
        double maximum = 0;
        for (std::size_t part = 0; part < parts; ++part) {
            earned += value_[unit][part] * index_.maxima[part];
            maximum += index_.maxima[part];
        }
        total_[unit] = earned / maximum;
        printed_[unit] = std::floor(total_[unit] * 10000 + 0.5);  // as in score_by_hand()
    }

    const hand_index& index_;
    std::vector<double> figures_;
    std::array<std::vector<std::size_t>, parts> members_;  // indicators of each sub-index
    std::vector<std::size_t> position_;                    // of each indicator among them
    std::array<std::array<std::vector<double>, parts>, hand_units> points_;
    std::array<std::array<double, parts>, hand_units> value_{};
    std::array<double, hand_units> total_{};
    std::array<double, hand_units> printed_{};
};

}  // namespace bench
