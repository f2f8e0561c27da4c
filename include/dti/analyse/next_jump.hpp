// Where the points of an indicator jump up next: the next threshold of steps, tiers and conditions.
//
// In: an indicator's points along one of its figures (figure_line.hpp). Out: the nearest figure at which a
// jump has been made. Next: gains.hpp.
#pragma once

#include "dti/analyse/figure_line.hpp"
#include "dti/analyse/rate.hpp"
#include "dti/analyse/solve_figure.hpp"

#include <optional>
#include <utility>

namespace dti::inline v0 {

namespace detail {

class jump_finder {
  public:
    explicit jump_finder(const figure_line& line) : line_(line) {}

    std::optional<exact> find(const exact& from, line_direction direction) const {
        constexpr int most_pieces = 200;
        exact figure = from;
        for (int pieces = 0; pieces < most_pieces; ++pieces) {
            const std::optional<exact> here = line_.points_at(figure, points_rounding::left_out);
            const std::optional<line_piece> piece = line_.beside(figure, direction);
            if (!here || !piece) {
                return std::nullopt;
            }
            if (*piece->points.limit() > *here) {  // behind the figure, not at it
                exact behind = moved(figure, smallest_step(from, figure), direction);
                const bool below_0 =
                    direction == line_direction::down && behind.is_negative() && !from.is_negative();
                return below_0 ? std::nullopt : std::optional<exact>(std::move(behind));
            }
            if (!piece->end || piece->is_lost) {
                return std::nullopt;
            }
            const exact next = moved(figure, piece->end->high, direction);
            if (direction == line_direction::down && next.is_negative() && !from.is_negative()) {
                return std::nullopt;
            }
            if (jumps_at(*piece, next)) {
                return piece->end->is_exact() ? next : on_grid(figure, *piece, direction);
            }
            figure = next;
        }
        return std::nullopt;
    }

  private:
    /// Whether points at the end of a piece are above what the piece would give there. Where the end is only
    /// bracketed, what a slope makes of so narrow a bracket is no jump.
    [[nodiscard]] bool jumps_at(const line_piece& piece, const exact& next) const {
        const exact& step = piece.end->high;
        const exact bottom = piece.points.bottom().at(step);
        const std::optional<exact> there = line_.points_at(next, points_rounding::left_out);
        const exact slack = piece.end->is_exact() ? exact() : exact(1, 1'000'000);
        return there && !bottom.is_zero() && *there > piece.points.top().at(step) / bottom + slack;
    }

    /// The first figure with few decimals behind a bracketed end.
    static exact on_grid(const exact& figure, const line_piece& piece, line_direction direction) {
        const exact grid(big_integer(1), power_of_ten(figure_decimals));
        const exact steps = moved(figure, piece.end->high, direction) / grid;
        return (direction == line_direction::up ? ceil(steps) : dti::floor(steps)) * grid;
    }

    /// One of what is counted; of a rate, and of what is no whole number, the least that is told.
    [[nodiscard]] exact smallest_step(const exact& from, const exact& figure) const {
        const bool counted =
            from.is_integer() && figure.is_integer() && !is_rate(line_.varied().item(), line_.slot());
        return counted ? exact(1) : exact(big_integer(1), power_of_ten(figure_decimals));
    }

    const figure_line& line_;
};

}  // namespace detail

/// The nearest figure, above the present one or else below it down to 0, at which the indicator's points have
/// jumped up; `rounding.points` makes no jumps. Nothing where there is none within some hundred kinks.
/// Domain: there is a present figure.
[[nodiscard]] inline std::optional<exact> next_jump(const figure_line& line) {
    const exact present = *line.varied().present(line.slot());
    const detail::jump_finder finder(line);
    const std::optional<exact> above = finder.find(present, line_direction::up);
    return above ? above : finder.find(present, line_direction::down);
}

}  // namespace dti::inline v0
