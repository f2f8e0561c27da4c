// The index of bench/random_index.hpp's kind, scored by loops that somebody wrote for it alone: the floor
// that a general scorer is measured against. Same operations in the same order, so the same bits.
#pragma once

#include "random_index.hpp"

#include <algorithm>
#include <array>
#include <cmath>
#include <cstdint>
#include <limits>
#include <string>
#include <utility>
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

/// One indicator, as its author has it in mind.
struct hand_indicator {
    enum class rule : std::uint8_t { ratio, threshold, best, tiers } kind = rule::ratio;
    std::size_t part = 0;    ///< sub-index
    std::size_t column = 0;  ///< of `part`; that of `whole` follows
    double most = 0;         ///< max_score
    double slope = 0;        ///< of a threshold rule
};

/// All that is known before the figures are.
struct hand_index {
    std::vector<hand_indicator> indicators;
    std::array<double, 8> maxima{};

    explicit hand_index(const dti::model<double>& model) {
        using rule = hand_indicator::rule;
        const auto& all = model.rules().indicators();
        for (std::size_t i = 0; i < all.size(); ++i) {
            const std::string& formula = all[i].source->formula;
            hand_indicator item;
            item.part = all[i].sub_index;
            item.column = 2 * i;
            item.most = model.numbers(i).max_score;
            if (formula.find("share_of_best") != std::string::npos) {
                item.kind = rule::best;
            } else if (formula.find("steps") != std::string::npos) {
                item.kind = rule::tiers;
            } else if (formula.find('%') != std::string::npos) {
                item.kind = rule::threshold;
                item.slope = model.numbers(i).points_constants.front();
            }
            maxima[item.part] += item.most;
            indicators.push_back(item);
        }
    }
};

inline constexpr std::size_t hand_units = 63;

struct hand_result {
    std::array<double, hand_units> total{};
    std::array<double, hand_units> rank{};
};

/// Scores 63 units. `columns` are all parts and wholes, one column of 63 units after the other.
[[gnu::always_inline]] inline void score_by_hand(const hand_index& index, const double* columns,
                                                 hand_result& result) {
    using rule = hand_indicator::rule;
    constexpr std::size_t units = hand_units;
    double earned[8][64] = {};
    for (const hand_indicator& item : index.indicators) {
        const double* __restrict part = columns + item.column * units;
        const double* __restrict whole = part + units;
        double* __restrict sum = earned[item.part];
        const double most = item.most;
        switch (item.kind) {
            case rule::ratio:
                for (std::size_t i = 0; i < units; ++i) {
                    double rate = part[i] / whole[i];
                    rate = 1 < rate ? 1 : rate;
                    rate = rate < 0 ? 0 : rate;
                    sum[i] += most * rate;
                }
                break;
            case rule::threshold: {
                const double slope = item.slope;
                for (std::size_t i = 0; i < units; ++i) {
                    double points = slope * (part[i] / whole[i]);
                    points = most < points ? most : points;
                    points = points < 0 ? 0 : points;
                    sum[i] += points;
                }
                break;
            }
            case rule::best: {
                double rates[64];
                for (std::size_t i = 0; i < units; ++i) {
                    rates[i] = part[i] / whole[i];
                }
                std::array<double, 8> best{};
                for (std::size_t i = 0; i + 8 <= units; i += 8) {
                    for (std::size_t j = 0; j < 8; ++j) {
                        best[j] = best[j] < rates[i + j] ? rates[i + j] : best[j];
                    }
                }
                double top = 0;
                for (const double value : best) {
                    top = std::max(top, value);
                }
                for (std::size_t i = units / 8 * 8; i < units; ++i) {
                    top = std::max(top, rates[i]);
                }
                for (std::size_t i = 0; i < units; ++i) {
                    sum[i] += most * (rates[i] / top);
                }
                break;
            }
            case rule::tiers:
                for (std::size_t i = 0; i < units; ++i) {
                    double points = part[i] < 1000 ? 0 : 1;
                    points = part[i] < 20000 ? points : 2;
                    points = part[i] < 400000 ? points : most;
                    sum[i] += points;
                }
                break;
        }
    }
    std::array<double, units> total{};
    double maximum = 0;
    for (std::size_t part = 0; part < 8; ++part) {
        const double most = index.maxima[part];
        maximum += most;
        for (std::size_t i = 0; i < units; ++i) {
            double value = earned[part][i] / most;
            value = 1 < value ? 1 : value;
            value = value < 0 ? 0 : value;
            total[i] += value * most;
        }
    }
    for (std::size_t i = 0; i < units; ++i) {
        result.total[i] = total[i] / maximum;
    }
    std::array<std::pair<double, std::size_t>, units> order;
    for (std::size_t i = 0; i < units; ++i) {  // good enough here; who prints ties must decide them exactly
        order[i] = {std::floor(result.total[i] * 10000 + 0.5), i};
    }
    std::sort(order.begin(), order.end(), [](const auto& a, const auto& b) { return a.first > b.first; });
    for (std::size_t i = 0; i < units; ++i) {
        const bool tie = i > 0 && order[i].first == order[i - 1].first;
        result.rank[order[i].second] = tie ? result.rank[order[i - 1].second] : static_cast<double>(i + 1);
    }
}

[[gnu::noinline]] inline void score_by_hand_portable(const hand_index& index, const double* columns,
                                                     hand_result& result) {
    score_by_hand(index, columns, result);
}
#if DTI_HAS_X86_INSTRUCTION_SETS
[[gnu::target("avx2"), gnu::noinline]] inline void score_by_hand_avx2(const hand_index& index,
                                                                      const double* columns,
                                                                      hand_result& result) {
    score_by_hand(index, columns, result);
}
[[gnu::target("avx512f,avx512dq,avx512vl"), gnu::noinline]] inline void score_by_hand_avx512(
    const hand_index& index, const double* columns, hand_result& result) {
    score_by_hand(index, columns, result);
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
        }
        return 0;
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
