// Functions of one figure that are made of straight lines, exactly: what nearly all rules of an index are.
//
// In: constants, the figure itself, sums, multiples, choices by a sign. Out: where the function bends or
// jumps, its slope between two such places, and its value at each. Next: separate_points.hpp.
#pragma once

#include "dti/number/exact.hpp"

#include <algorithm>
#include <cstddef>
#include <optional>
#include <utility>
#include <vector>

namespace dti::inline v0 {

/// A function on all numbers. Between two neighbouring places it is a straight line; at a place it may have a
/// value of its own. Value semantics, all exact.
class piecewise_line {
  public:
    /// `base` + `slope` · x.
    struct piece {
        exact base{};
        exact slope{};
        friend bool operator==(const piece&, const piece&) = default;
    };

    piecewise_line() : pieces_(1) {}
    explicit piecewise_line(exact constant) : pieces_{{std::move(constant), exact()}} {}
    /// The figure itself.
    [[nodiscard]] static piecewise_line identity() {
        piecewise_line line;
        line.pieces_[0].slope = 1;
        return line;
    }

    /// Ascending; pieces() has one more entry, values() as many.
    [[nodiscard]] const std::vector<exact>& places() const noexcept { return places_; }
    [[nodiscard]] const std::vector<piece>& pieces() const noexcept { return pieces_; }
    [[nodiscard]] const std::vector<exact>& values() const noexcept { return values_; }
    [[nodiscard]] bool is_constant() const { return places_.empty() && pieces_[0].slope.is_zero(); }
    /// The factor, where the function is a multiple of the figure.
    [[nodiscard]] std::optional<exact> as_multiple() const {
        const bool is = places_.empty() && pieces_[0].base.is_zero() && !pieces_[0].slope.is_zero();
        return is ? std::optional<exact>(pieces_[0].slope) : std::nullopt;
    }

    /// What the function comes to as the figure nears a place from below or above.
    [[nodiscard]] exact before(std::size_t place) const { return at(pieces_[place], places_[place]); }
    [[nodiscard]] exact behind(std::size_t place) const { return at(pieces_[place + 1], places_[place]); }

    /// The least and the greatest value, or nothing where there is none.
    [[nodiscard]] std::optional<exact> low() const { return extreme(true); }
    [[nodiscard]] std::optional<exact> high() const { return extreme(false); }

    friend piecewise_line operator+(piecewise_line a, piecewise_line b) {
        a.add_places(b.places_);
        b.add_places(a.places_);
        for (std::size_t i = 0; i < a.pieces_.size(); ++i) {
            a.pieces_[i].base += b.pieces_[i].base;
            a.pieces_[i].slope += b.pieces_[i].slope;
        }
        for (std::size_t i = 0; i < a.values_.size(); ++i) {
            a.values_[i] += b.values_[i];
        }
        a.drop_idle_places();
        return a;
    }
    friend piecewise_line operator*(piecewise_line line, const exact& factor) {
        for (piece& part : line.pieces_) {
            part.base *= factor;
            part.slope *= factor;
        }
        for (exact& value : line.values_) {
            value *= factor;
        }
        line.drop_idle_places();
        return line;
    }
    friend piecewise_line operator-(const piecewise_line& a, const piecewise_line& b) {
        return a + b * exact(-1);
    }
    friend bool operator==(const piecewise_line&, const piecewise_line&) = default;

    /// One of three functions, as `decider` is below, at or above 0.
    [[nodiscard]] static piecewise_line by_sign(piecewise_line decider, piecewise_line below,
                                                piecewise_line zero, piecewise_line above) {
        decider.add_places(decider.zeros());
        for (const piecewise_line* other : {&below, &zero, &above}) {
            decider.add_places(other->places_);
        }
        const std::vector<exact>& places = decider.places_;
        below.add_places(places);
        zero.add_places(places);
        above.add_places(places);
        const auto chosen = [&](const exact& sign) -> const piecewise_line& {
            return sign.is_zero() ? zero : sign.is_negative() ? below : above;
        };
        piecewise_line result;
        result.places_ = places;
        result.pieces_.clear();
        for (std::size_t i = 0; i < decider.pieces_.size(); ++i) {
            result.pieces_.push_back(chosen(at(decider.pieces_[i], decider.inside(i))).pieces_[i]);
        }
        for (std::size_t i = 0; i < places.size(); ++i) {
            result.values_.push_back(chosen(decider.values_[i]).values_[i]);
        }
        result.drop_idle_places();
        return result;
    }

    /// The same steps after a function of their values. Domain: a step function.
    template <class Function>
    [[nodiscard]] piecewise_line mapped(Function function) const {
        piecewise_line result(*this);
        for (piece& part : result.pieces_) {
            part.base = function(part.base);
        }
        for (exact& value : result.values_) {
            value = function(value);
        }
        result.drop_idle_places();
        return result;
    }
    [[nodiscard]] bool is_steps() const {
        return std::all_of(pieces_.begin(), pieces_.end(),
                           [](const piece& part) { return part.slope.is_zero(); });
    }

  private:
    static exact at(const piece& line, const exact& x) { return line.base + line.slope * x; }

    /// A figure within a piece.
    [[nodiscard]] exact inside(std::size_t index) const {
        if (places_.empty()) {
            return {};
        }
        if (index == 0) {
            return places_.front() - 1;
        }
        return index == places_.size() ? places_.back() + 1 : (places_[index - 1] + places_[index]) / 2;
    }

    /// Where pieces cross 0.
    [[nodiscard]] std::vector<exact> zeros() const {
        std::vector<exact> found;
        for (std::size_t i = 0; i < pieces_.size(); ++i) {
            if (!pieces_[i].slope.is_zero()) {
                exact root = -pieces_[i].base / pieces_[i].slope;
                if ((i == 0 || places_[i - 1] < root) && (i == places_.size() || root < places_[i])) {
                    found.push_back(std::move(root));
                }
            }
        }
        return found;
    }

    /// Splits pieces; the function stays the same.
    void add_places(const std::vector<exact>& more) {
        for (const exact& place : more) {
            const auto found = std::lower_bound(places_.begin(), places_.end(), place);
            if (found != places_.end() && *found == place) {
                continue;
            }
            const auto index = found - places_.begin();
            const piece split = pieces_[static_cast<std::size_t>(index)];
            values_.insert(values_.begin() + index, at(split, place));
            pieces_.insert(pieces_.begin() + index, split);
            places_.insert(found, place);
        }
    }
    void drop_idle_places() {
        for (std::size_t i = places_.size(); i-- > 0;) {
            if (pieces_[i] == pieces_[i + 1] && values_[i] == before(i)) {
                const auto index = static_cast<std::ptrdiff_t>(i);
                places_.erase(places_.begin() + index);
                values_.erase(values_.begin() + index);
                pieces_.erase(pieces_.begin() + index);
            }
        }
    }

    [[nodiscard]] std::optional<exact> extreme(bool least) const {
        const exact& first = pieces_.front().slope;
        const exact& last = pieces_.back().slope;
        if (least ? first > 0 || last < 0 : first < 0 || last > 0) {
            return std::nullopt;
        }
        exact found = pieces_.front().base;
        const auto improve = [&](const exact& other) {
            found = (least ? other < found : found < other) ? other : found;
        };
        if (!places_.empty()) {
            found = values_.front();
        }
        for (std::size_t i = 0; i < places_.size(); ++i) {
            improve(values_[i]);
            improve(before(i));
            improve(behind(i));
        }
        return found;
    }

    std::vector<exact> places_;
    std::vector<piece> pieces_;
    std::vector<exact> values_;
};

}  // namespace dti::inline v0
