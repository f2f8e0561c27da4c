// Gaps: the points that each indicator of a unit lacks against its target, in order, and what would close
// them.
//
// In: an analysed cohort, a unit, and targets. Out: one row an indicator, in the definition's order, with its
// place in the ranking. Next: goal.hpp (how many of them reach a total or a rank), report/gap_card.hpp.
#pragma once

#include "dti/analyse/rate.hpp"
#include "dti/analyse/solve_figure.hpp"
#include "dti/analyse/target_counts.hpp"
#include "dti/analyse/target_points.hpp"
#include "dti/analyse/unit_total.hpp"

#include <algorithm>
#include <array>
#include <numeric>
#include <optional>
#include <tuple>
#include <utility>
#include <vector>

namespace dti::inline v0 {

/// The parts of a list of gaps: what rests on figures and on maxima that are not assumed; what rests on
/// assumed maxima, or has no figures or no points of its own; and what is at its target, and to be held.
enum class gap_block : std::uint8_t { stated, uncertain, held };
inline constexpr std::array<std::string_view, 3> gap_block_words{"stated", "uncertain", "held"};

/// A figure of an indicator: of a yes/no 1 or 0, of a choice the position of an option.
struct named_figure {
    std::size_t slot = 0;
    exact value{};
};

/// What is lost when a figure slips by one step: one percentage point of a rate, else 1, or an answer.
struct slip {
    named_figure figure{};
    exact points{};  ///< of the indicator, above 0
};

/// One row. Points are the indicator's, or those of a subtotal's indicators together.
struct indicator_gap {
    std::vector<std::size_t> indicators{};  ///< positions in the definition; several for a subtotal
    const subtotal* of_subtotal = nullptr;  ///< lives as long as the data
    std::optional<exact> points{};          ///< nothing where it is excluded or in a subtotal
    bool has_figures = true;                ///< the points rest on figures or on assessors, not on a policy
    exact target_points{};
    gap_basis basis = gap_basis::maximum;
    std::optional<exact> gap{};            ///< target points less points, 0 or more
    exact weighted{};                      ///< sub-index weight · weight · gap
    std::optional<exact> share{};          ///< of the sum of all weighted gaps; nothing where that is 0
    std::optional<exact> total_points{};   ///< what closing it alone adds to the total points
    std::optional<named_figure> needed{};  ///< the one figure that closes it
    std::optional<slip> slipping{};        ///< of what is to be held
    gap_block block = gap_block::stated;
    std::vector<std::size_t> targets{};  ///< positions among the targets, of those that are about it
};

namespace detail {

class gap_finder {
  public:
    gap_finder(const analysed_cohort& all, std::size_t unit, const std::vector<target>& targets)
        : all_(all),
          unit_(unit),
          score_(all.card().units[unit]),
          targets_(targets),
          by_indicator_(targets_by_indicator(targets, all.rules().indicators().size())),
          total_(all.scored(), score_),
          now_(total_.points()) {}

    std::vector<indicator_gap> find() {
        std::vector<indicator_gap> gaps;
        for (std::size_t i = 0; i < all_.rules().indicators().size(); ++i) {
            if (score_.indicators[i].status == score_status::unscored) {
                continue;
            }
            gaps.push_back(of_indicator(i));
            for (const subtotal_score<exact>& sum : score_.subtotals) {
                if (sum.source->indicators.front() == i) {
                    gaps.push_back(of_sum(sum));
                }
            }
        }
        exact sum;
        for (const indicator_gap& row : gaps) {
            sum += row.weighted;
        }
        for (indicator_gap& row : gaps) {
            if (row.gap && !sum.is_zero()) {
                row.share = row.weighted / sum;
            }
        }
        return gaps;
    }

  private:
    [[nodiscard]] indicator_gap of_indicator(std::size_t indicator) const {
        const compiled_indicator& item = all_.rules().indicators()[indicator];
        const indicator_score<exact>& score = score_.indicators[indicator];
        indicator_gap row;
        row.indicators = {indicator};
        row.targets = by_indicator_[indicator];
        const target_points wanted =
            find_target_points(all_, unit_, indicator, targets_, by_indicator_[indicator]);
        row.target_points = wanted.points;
        row.basis = wanted.basis;
        row.points = score.points;
        row.has_figures = score.reason == score_reason::none;
        const bool uncertain =
            item.source->confidence.max_score == confidence::assumed || !row.has_figures || !score.points;
        row.block = uncertain ? gap_block::uncertain : gap_block::stated;
        if (row.points) {
            measure(row);
            // No figure changes what was entered, and a division by zero is settled by other figures than
            // one that is too small.
            if (item.points && score.status != score_status::entered) {
                look_at_figures(item, indicator, row);
            }
        }
        return row;
    }

    [[nodiscard]] indicator_gap of_sum(const subtotal_score<exact>& sum) const {
        indicator_gap row;
        row.of_subtotal = sum.source;
        row.indicators = sum.source->indicators;
        row.points = sum.points;
        exact maxima;
        bool assumed = false;
        for (const std::size_t part : sum.source->indicators) {
            const indicator& source = *all_.rules().indicators()[part].source;
            maxima += source.max_score;
            assumed = assumed || source.confidence.max_score == confidence::assumed;
        }
        if (sum.source->max_score) {  // published with the points
            maxima = sum.source->max_score->value;
            assumed = false;
        }
        row.target_points = std::move(maxima);
        row.block = assumed ? gap_block::uncertain : gap_block::stated;
        measure(row);
        return row;
    }

    /// The gap, and what it is worth.
    void measure(indicator_gap& row) const {
        const compiled_indicator& item = all_.rules().indicators()[row.indicators.front()];
        row.gap = std::max(row.target_points - *row.points, exact());
        row.weighted = all_.scored().sub_index(item.sub_index).weight * item.source->weight * *row.gap;
        row.total_points = total_.with_more(item.sub_index, item.source->weight * *row.gap) - now_;
        if (row.gap->is_zero()) {
            row.block = gap_block::held;
        }
    }

    void look_at_figures(const compiled_indicator& item, std::size_t indicator, indicator_gap& row) const {
        const varied_indicator varied(all_, unit_, indicator);
        for (const std::size_t slot : candidates(item)) {
            const figure_line line(varied, slot);
            const scope_entry& entry = item.scope.entries[slot];
            const bool in_words = entry.type == figure_type::yes_no || entry.type == figure_type::choice;
            if (row.gap->is_zero()) {
                row.slipping =
                    in_words ? slip_of_answer(line, entry, *row.points) : slip_of_number(line, *row.points);
            } else {
                std::optional<exact> figure = in_words ? answer_reaching(line, entry, row.target_points)
                                                       : figure_reaching(line, row.target_points);
                if (figure) {
                    row.needed = named_figure{slot, std::move(*figure)};
                }
            }
            if (row.needed || row.slipping) {
                return;
            }
        }
    }

    /// The rate, other derived figures, then the inputs, in the definition's order.
    [[nodiscard]] static std::vector<std::size_t> candidates(const compiled_indicator& item) {
        std::vector<std::size_t> slots(item.slots());
        std::iota(slots.begin(), slots.end(), std::size_t{0});
        const auto key = [&](std::size_t slot) {
            return std::pair(!is_rate(item, slot), slot < item.scope.inputs);
        };
        std::stable_sort(slots.begin(), slots.end(),
                         [&](std::size_t a, std::size_t b) { return key(a) < key(b); });
        return slots;
    }

    [[nodiscard]] static int answers_of(const scope_entry& entry) {
        return entry.type == figure_type::yes_no ? 2 : static_cast<int>(entry.options.size());
    }

    /// The answer that earns enough, and of several the one that earns least.
    [[nodiscard]] static std::optional<exact> answer_reaching(const figure_line& line,
                                                              const scope_entry& entry, const exact& points) {
        std::optional<exact> best;
        std::optional<exact> least;
        for (int answer = 0; answer < answers_of(entry); ++answer) {
            std::optional<exact> earned = line.points_at(answer);
            if (earned && *earned >= points && (!least || *earned < *least)) {
                best = answer;
                least = std::move(earned);
            }
        }
        return best;
    }

    /// The answer that earns less, and of several the one that earns most.
    [[nodiscard]] static std::optional<slip> slip_of_answer(const figure_line& line, const scope_entry& entry,
                                                            const exact& points) {
        std::optional<slip> smallest;
        if (!line.varied().present(line.slot())) {
            return smallest;
        }
        for (int answer = 0; answer < answers_of(entry); ++answer) {
            const std::optional<exact> earned = line.points_at(answer);
            if (earned && *earned < points && (!smallest || points - *earned < smallest->points)) {
                smallest = slip{{line.slot(), answer}, points - *earned};
            }
        }
        return smallest;
    }

    [[nodiscard]] static std::optional<slip> slip_of_number(const figure_line& line, const exact& points) {
        const std::optional<exact> present = line.varied().present(line.slot());
        if (!present) {
            return std::nullopt;
        }
        const exact step = is_rate(line.varied().item(), line.slot()) ? exact(1, 100) : exact(1);
        for (const line_direction direction : {line_direction::down, line_direction::up}) {
            exact figure = moved(*present, step, direction);
            const std::optional<exact> earned = line.points_at(figure);
            if (earned && *earned < points) {
                return slip{{line.slot(), std::move(figure)}, points - *earned};
            }
        }
        return std::nullopt;
    }

    const analysed_cohort& all_;
    std::size_t unit_;
    const unit_score<exact>& score_;
    const std::vector<target>& targets_;
    std::vector<std::vector<std::size_t>> by_indicator_;
    unit_total total_;
    exact now_;
};

}  // namespace detail

/// The gaps of a unit against `targets` (its profile's, another list, or none: the maxima), in the
/// definition's order; a subtotal stands behind the first of its indicators. Indicators that are not scored
/// are left out.
[[nodiscard]] inline std::vector<indicator_gap> find_gaps(const analysed_cohort& all, std::size_t unit,
                                                          const std::vector<target>& targets) {
    return detail::gap_finder(all, unit, targets).find();
}

/// What gaps are put in order by, within their block: points, or their share of the total.
enum class gap_key : std::uint8_t { points, share };

/// Rows in the order of a ranking, with their ranks.
struct gap_ranking {
    std::vector<std::size_t> order{};                 ///< positions of the rows, largest gap first
    std::vector<std::optional<std::size_t>> ranks{};  ///< by row: 1, 2, 2, 4; nothing without a gap
};

/// Ranks gaps: by block, then largest first, equal ones in the order of the rows.
[[nodiscard]] inline gap_ranking rank_gaps(const std::vector<indicator_gap>& gaps, gap_key by) {
    const exact nothing(-1);
    const auto size_of = [&](std::size_t row) -> const exact& {
        return !gaps[row].gap ? nothing : by == gap_key::points ? *gaps[row].gap : gaps[row].weighted;
    };
    gap_ranking ranking;
    ranking.order.resize(gaps.size());
    ranking.ranks.resize(gaps.size());
    std::iota(ranking.order.begin(), ranking.order.end(), std::size_t{0});
    std::stable_sort(ranking.order.begin(), ranking.order.end(), [&](std::size_t a, std::size_t b) {
        return gaps[a].block != gaps[b].block ? gaps[a].block < gaps[b].block : size_of(b) < size_of(a);
    });
    std::size_t place = 0;
    const indicator_gap* before = nullptr;
    std::size_t before_row = 0;
    for (std::size_t i = 0, counted = 0; i < ranking.order.size(); ++i) {
        const std::size_t row = ranking.order[i];
        if (!gaps[row].gap) {
            continue;
        }
        ++counted;
        if (before == nullptr || before->block != gaps[row].block || size_of(before_row) != size_of(row)) {
            place = counted;
        }
        ranking.ranks[row] = place;
        before = &gaps[row];
        before_row = row;
    }
    return ranking;
}

}  // namespace dti::inline v0
