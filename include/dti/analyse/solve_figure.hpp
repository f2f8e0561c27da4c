// Which figure reaches so many points.
//
// In: an indicator's points along one of its figures (figure_line.hpp). Out: the nearest figure that reaches
// them, rounded to `figure_decimals` towards reaching them. Exact where the points are piecewise linear;
// where they are not, their roots are bracketed. Next: gaps.hpp, read_change.hpp.
#pragma once

#include "dti/analyse/figure_line.hpp"

#include <optional>
#include <utility>

namespace dti::inline v0 {

/// Decimals of a figure that is solved for.
inline constexpr int figure_decimals = 6;

namespace detail {

/// The least number that rounding by `decimals` brings to `wanted` or above.
inline exact least_before_rounding(const exact& wanted, const std::optional<int>& decimals) {
    if (!decimals) {
        return wanted;
    }
    const exact unit(big_integer(1), power_of_ten(*decimals));
    return ceil(wanted / unit) * unit - unit / 2;
}

class figure_solver {
  public:
    figure_solver(const figure_line& line, exact points, exact before_rounding)
        : line_(line), points_(std::move(points)), before_rounding_(std::move(before_rounding)) {}

    /// The nearest figure in a direction, not beyond `last` where it is given.
    std::optional<exact> solve(const exact& from, line_direction direction,
                               const std::optional<exact>& last) const {
        exact figure = from;
        for (int pieces = 0; pieces < most_pieces; ++pieces) {
            const std::optional<line_piece> piece = line_.beside(figure, direction);
            if (piece && piece->is_lost) {
                break;
            }
            if (piece) {
                if (const std::optional<exact> step = step_to_reach(*piece)) {
                    if (std::optional<exact> found = on_grid(moved(figure, *step, direction), direction)) {
                        return within(std::move(*found), direction, last);
                    }
                }
                if (!piece->end) {
                    return std::nullopt;
                }
            }
            // Where there are no points, they may begin further on.
            const root_place end = piece ? *piece->end : root_place{grid(), grid()};
            const exact kink = moved(figure, end.low, direction);
            if (!within(kink, direction, last)) {
                return std::nullopt;
            }
            if (std::optional<exact> found = on_grid(kink, direction)) {
                return within(std::move(*found), direction, last);
            }
            figure = moved(figure, end.high, direction);
        }
        return bracketed(figure, direction, last);
    }

  private:
    // A formula that rounds has a piece for each of its steps; beyond so many its points are taken to rise or
    // fall all the way.
    static constexpr int most_pieces = 500;

    static const exact& grid() {
        static const exact unit(big_integer(1), power_of_ten(figure_decimals));
        return unit;
    }
    static std::optional<exact> within(exact figure, line_direction direction,
                                       const std::optional<exact>& last) {
        const bool beyond = last && (direction == line_direction::up ? figure > *last : figure < *last);
        return beyond ? std::nullopt : std::optional<exact>(std::move(figure));
    }
    [[nodiscard]] bool reaches(const exact& figure) const {
        const std::optional<exact> points = line_.points_at(figure);
        return points && *points >= points_;
    }

    /// The step along a piece after which the points are enough; a little less where the root is bracketed.
    [[nodiscard]] std::optional<exact> step_to_reach(const line_piece& piece) const {
        const polynomial lacking = piece.points.top() - piece.points.bottom() * before_rounding_;
        if (lacking.is_zero() || lacking.sign_near_zero() > 0) {
            return exact();
        }
        const std::optional<exact> end = piece.end ? std::optional(piece.end->high) : std::nullopt;
        const std::optional<root_place> root = first_root(lacking, end, grid() / 1000);
        return root ? std::optional(root->low) : std::nullopt;
    }

    /// The first figure with few decimals that reaches the points, at or just behind another figure.
    [[nodiscard]] std::optional<exact> on_grid(const exact& figure, line_direction direction) const {
        const exact steps = figure / grid();
        exact rounded = (direction == line_direction::up ? ceil(steps) : dti::floor(steps)) * grid();
        for (int tries = 0; tries < 2; ++tries) {  // a second one: the figure may be a little short
            if (reaches(rounded)) {
                return rounded;
            }
            rounded = moved(rounded, grid(), direction);
        }
        return std::nullopt;
    }

    /// By doubling steps and halving them.
    [[nodiscard]] std::optional<exact> bracketed(const exact& from, line_direction direction,
                                                 const std::optional<exact>& last) const {
        constexpr int most_doublings = 80;
        exact below = from;
        exact step = grid();
        std::optional<exact> above;
        const auto probe = [&](exact figure) {
            if (reaches(figure)) {
                above = std::move(figure);
            } else {
                below = std::move(figure);
            }
        };
        for (int i = 0; i < most_doublings && !above; ++i, step *= 2) {
            std::optional<exact> next = within(moved(from, step, direction), direction, last);
            if (!next) {
                break;
            }
            probe(std::move(*next));
        }
        // The last figure itself may be none at all, a pole: towards it by halves, then it.
        for (int i = 0; last && i < most_doublings && !above && below != *last; ++i) {
            const exact half = (below + *last) / 2;
            probe(i + 1 < most_doublings ? half : *last);
        }
        while (above && (*above - below > grid() || below - *above > grid())) {
            exact middle = (*above + below) / 2;
            (reaches(middle) ? *above : below) = std::move(middle);
        }
        return above ? on_grid(below, direction) : std::nullopt;
    }

    const figure_line& line_;
    exact points_;
    exact before_rounding_;
};

}  // namespace detail

/// The figure nearest the present one (where there is none: 0) at which the indicator earns these points or
/// more: upwards if there is one, else downwards to 0 (below 0 where the present one is). It is a multiple of
/// 10^-6 at which they are earned, while one unit nearer they are not. The present figure where it does
/// already, nothing where none does.
[[nodiscard]] inline std::optional<exact> figure_reaching(const figure_line& line, const exact& points) {
    const varied_indicator& varied = line.varied();
    const std::optional<int>& decimals = varied.all().rules().source().rounding.points;
    const detail::figure_solver solver(line, points, detail::least_before_rounding(points, decimals));
    const std::optional<exact> present = varied.present(line.slot());
    const exact from = present.value_or(exact());
    if (const std::optional<exact> now = line.points_at(from); now && *now >= points) {
        return from;
    }
    if (std::optional<exact> above = solver.solve(from, line_direction::up, std::nullopt)) {
        return above;
    }
    const std::optional<exact> last = from.is_negative() ? std::nullopt : std::optional(exact());
    return solver.solve(from, line_direction::down, last);
}

/// The same for one figure of a unit. Domain: the indicator has a formula, and the slot holds a number.
[[nodiscard]] inline std::optional<exact> figure_reaching(const analysed_cohort& all, std::size_t unit,
                                                          std::size_t indicator, std::size_t slot,
                                                          const exact& points) {
    const varied_indicator varied(all, unit, indicator);
    return figure_reaching(figure_line(varied, slot), points);
}

}  // namespace dti::inline v0
