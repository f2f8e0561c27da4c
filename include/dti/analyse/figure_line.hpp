// The points of an indicator along one of its figures, piece by piece.
//
// In: an indicator with other figures (varied_indicator.hpp) and one of its slots. Out: the points at a
// figure, and the rational function that they are between two kinks. Next: solve_figure.hpp.
#pragma once

#include "dti/analyse/varied_indicator.hpp"
#include "dti/number/germ.hpp"

#include <optional>
#include <span>
#include <utility>

namespace dti::inline v0 {

/// The points beside a figure, as a function of the step away from it, up to where they may follow another.
struct line_piece {
    germ points{};
    std::optional<root_place> end{};  ///< the step at which the piece ends; nothing where it never does
};

/// Which way a figure is moved.
enum class line_direction : std::uint8_t { up, down };

/// A figure after a step in a direction.
[[nodiscard]] inline exact moved(const exact& figure, const exact& step, line_direction direction) {
    return direction == line_direction::up ? figure + step : figure - step;
}

/// See the head of the file. Holds a reference: the indicator outlives it.
class figure_line {
  public:
    figure_line(const varied_indicator& varied, std::size_t slot) : varied_(varied), slot_(slot) {}

    [[nodiscard]] const varied_indicator& varied() const noexcept { return varied_; }
    [[nodiscard]] std::size_t slot() const noexcept { return slot_; }

    /// The points that count at a figure; nothing where there are none (excluded, or an error of a policy).
    [[nodiscard]] std::optional<exact> points_at(const exact& figure,
                                                 points_rounding rounding = points_rounding::applied) const {
        const varied_figure<exact> elsewhere{slot_, figure};
        std::optional<indicator_score<exact>> score =
            varied_.score<exact>({&elsewhere, 1}, given_derived::gives_way, rounding);
        return score ? std::move(score->points) : std::nullopt;
    }

    /// The piece just beside a figure, `rounding.points` left out. Nothing where there are no points.
    [[nodiscard]] std::optional<line_piece> beside(const exact& figure, line_direction direction) const {
        step_reach reach;
        const varied_figure<germ> step{
            slot_, germ::step_from(figure, direction == line_direction::up ? 1 : -1, &reach)};
        std::optional<indicator_score<germ>> score =
            varied_.score<germ>({&step, 1}, given_derived::gives_way, points_rounding::left_out);
        if (!score || !score->points) {
            return std::nullopt;
        }
        return line_piece{*std::move(score->points), reach.end()};
    }

  private:
    const varied_indicator& varied_;
    std::size_t slot_;
};

}  // namespace dti::inline v0
