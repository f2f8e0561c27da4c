// The computation of one part of a column program before it becomes steps: each value once, with its bounds
// and what has to be checked.
//
// In: operations on values. Out: a graph for emit.hpp. A value is a constant, a column of the table or an
// operation; the same operation on the same values is one value, within a domain of marks (see below).
#pragma once

#include "dti/batch/columns/step.hpp"
#include "dti/number/number.hpp"

#include <algorithm>
#include <bit>
#include <cmath>
#include <limits>
#include <map>
#include <tuple>
#include <vector>

namespace dti::inline v0::detail {

using value_index = std::uint32_t;

enum class value_kind : std::uint8_t { constant, column, operation };

/// A value, and the bounds it keeps in every lane that is not marked: [-∞, ∞] where nothing is known, and it
/// may then be not finite.
struct column_value {
    value_kind kind = value_kind::constant;
    column_op op = column_op::fill;
    std::uint32_t mask = 0;  ///< where its marks go: 0 the part itself, others a figure that may be given
    value_index a = 0;       ///< of an operation; of a column its place in the table
    value_index b = 0;
    value_index c = 0;
    double x = 0;             ///< of a constant its value
    std::uint32_t first = 0;  ///< of `steps`: its pairs in the program; of `merge_marks` the other mask
    std::uint32_t count = 0;
    double low = -std::numeric_limits<double>::infinity();
    double high = std::numeric_limits<double>::infinity();
    bool checked = false;  ///< found by find_needed_and_checks()

    [[nodiscard]] bool may_be_wild() const noexcept { return !(std::isfinite(low) && std::isfinite(high)); }
};

/// How many of a, b, c an operation reads.
[[nodiscard]] inline std::size_t operand_count(column_op op) noexcept {
    switch (op) {
        case column_op::fill:
        case column_op::merge_marks:
        case column_op::clear_marks:
        case column_op::finish:
            return 0;
        case column_op::add:
        case column_op::subtract:
        case column_op::multiply:
        case column_op::divide:
        case column_op::minimum:
        case column_op::maximum:
        case column_op::less:
        case column_op::less_equal:
        case column_op::equal:
        case column_op::not_equal:
        case column_op::logic_and:
        case column_op::logic_or:
        case column_op::given:
        case column_op::ratio:
        case column_op::ratio_steps:
            return 2;
        case column_op::select:
        case column_op::at_least:
        case column_op::is_option:
            return 3;
        default:
            return 1;
    }
}

/// Operand number `i` of an operation.
[[nodiscard]] inline value_index operand(const column_value& value, std::size_t i) noexcept {
    return i == 0 ? value.a : i == 1 ? value.b : value.c;
}

/// Whether the operation is one whose result formula/run.hpp checks, and so has to be finite here.
[[nodiscard]] inline bool is_arithmetic(column_op op) noexcept {
    return op == column_op::add || op == column_op::subtract || op == column_op::multiply ||
           op == column_op::divide;
}

/// Whether a result is surely not finite where operand number `operand` is not.
[[nodiscard]] inline bool passes_on(column_op op, std::size_t operand) noexcept {
    switch (op) {
        case column_op::add:
        case column_op::subtract:
        case column_op::multiply:
        case column_op::negate:
        case column_op::absolute:
        case column_op::floor:
        case column_op::ceil:
        case column_op::round:
            return true;
        case column_op::divide:
            return operand == 0;  // x / ∞ is 0
        default:
            return false;
    }
}

class column_graph {
  public:
    [[nodiscard]] const std::vector<column_value>& values() const noexcept { return values_; }
    [[nodiscard]] const column_value& at(value_index index) const { return values_[index]; }

    value_index constant(double x) {
        column_value made{.kind = value_kind::constant, .x = x};
        if (std::isfinite(x)) {
            made.low = made.high = x;
        }
        return intern(made);
    }
    value_index column(std::uint32_t place) { return intern({.kind = value_kind::column, .a = place}); }
    /// A column whose lanes are marked by somebody where they are not within bounds. Its bounds are those of
    /// the first call for it.
    value_index column_within(std::uint32_t place, double low, double high) {
        return intern({.kind = value_kind::column, .a = place, .low = low, .high = high});
    }

    value_index operation(column_op op, std::uint32_t mask, value_index a, value_index b = 0,
                          value_index c = 0, double x = 0) {
        column_value made{
            .kind = value_kind::operation, .op = op, .mask = mask, .a = a, .b = b, .c = c, .x = x};
        bound(made);
        return intern(made);
    }
    /// `steps` or `options` of a, whose pairs stand in the program from `first` on; `other` where none fits.
    value_index pairs(column_op op, std::uint32_t mask, value_index a, double other, std::uint32_t first,
                      const std::vector<step_pair>& pairs) {
        column_value made{.kind = value_kind::operation, .op = op, .mask = mask, .a = a, .x = other};
        made.first = first;
        made.count = static_cast<std::uint32_t>(pairs.size());
        made.low = made.high = other;
        for (const step_pair& pair : pairs) {
            made.low = std::min(made.low, pair.value);
            made.high = std::max(made.high, pair.value);
        }
        return intern(made);
    }
    /// A constant as a column, for operations that take no constant there.
    value_index as_column(value_index index) {
        const column_value value = values_[index];
        if (value.kind != value_kind::constant) {
            return index;
        }
        column_value made{.kind = value_kind::operation, .op = column_op::fill, .x = value.x};
        made.low = value.low;
        made.high = value.high;
        return intern(made);
    }
    /// A step that gives no value: it must run, where it stands.
    void mark(column_op op, std::uint32_t mask, value_index a, std::uint32_t first = 0, double x = 0) {
        column_value made{.kind = value_kind::operation, .op = op, .mask = mask, .a = a, .x = x};
        made.first = first;
        kept_.push_back(intern(made));
    }
    /// The value's step must run even where nothing reads it, for its marks.
    void keep(value_index index) { kept_.push_back(index); }
    /// The value must be finite in lanes that `mask` does not mark, even where nothing reads it.
    void require(std::uint32_t mask, value_index index) { required_.emplace_back(index, mask); }

    /// Which columns and constants need a `check` of their own, and for which mask.
    [[nodiscard]] std::vector<std::pair<value_index, std::uint32_t>>& checks() noexcept { return checks_; }

    /// One entry a value: whether `root` or a mark needs it. Finds what has to be checked: a result that may
    /// not be finite, unless another checked result is surely not finite with it.
    [[nodiscard]] std::vector<char> find_needed_and_checks(value_index root) {
        std::vector<char> needed(values_.size(), 0);
        needed[root] = 1;
        for (const value_index index : kept_) {
            needed[index] = 1;
        }
        for (const auto& [index, mask] : required_) {
            needed[index] = 1;
        }
        // (value, mask) pairs that are not finite only where something checked is neither.
        std::map<std::pair<value_index, std::uint32_t>, bool> covered;
        for (std::size_t at = values_.size(); at-- > 0;) {
            column_value& value = values_[at];
            if (needed[at] == 0 || value.kind != value_kind::operation) {
                continue;
            }
            const bool is_covered = covered.contains({static_cast<value_index>(at), value.mask});
            value.checked = is_arithmetic(value.op) && value.may_be_wild() && !is_covered;
            for (std::size_t i = 0; i < operand_count(value.op); ++i) {
                const value_index used = operand(value, i);
                needed[used] = 1;
                if (passes_on(value.op, i) && (value.checked || is_covered)) {
                    covered[{used, value.mask}] = true;
                }
            }
        }
        for (const auto& [index, mask] : required_) {
            const column_value& value = values_[index];
            const bool known = value.kind == value_kind::operation || !value.may_be_wild();
            const std::pair<value_index, std::uint32_t> check{index, mask};
            if (!known && !covered.contains(check) &&
                std::find(checks_.begin(), checks_.end(), check) == checks_.end()) {
                checks_.push_back(check);
            }
        }
        return needed;
    }

  private:
    using key = std::tuple<value_kind, column_op, std::uint32_t, value_index, value_index, value_index,
                           std::uint64_t, std::uint32_t, std::uint32_t>;

    value_index intern(const column_value& value) {
        const key name{value.kind,
                       value.op,
                       value.mask,
                       value.a,
                       value.b,
                       value.c,
                       std::bit_cast<std::uint64_t>(value.x),
                       value.first,
                       value.count};
        const auto [found, added] = known_.emplace(name, static_cast<value_index>(values_.size()));
        if (added) {
            values_.push_back(value);
        }
        return found->second;
    }

    /// Rounding is monotone, so the bounds of a result are the results at the bounds.
    void bound(column_value& made) const {
        const column_value a = values_[made.a];
        const column_value b = values_[made.b];
        const column_value c = values_[made.c];
        const auto hull = [&](std::initializer_list<double> ends) {
            made.low = std::min(ends);
            made.high = std::max(ends);
        };
        const bool bounded = !a.may_be_wild() && !b.may_be_wild();
        switch (made.op) {
            case column_op::add:
                hull({a.low + b.low, a.high + b.high});
                break;
            case column_op::subtract:
                hull({a.low - b.high, a.high - b.low});
                break;
            case column_op::multiply:
                if (bounded) {
                    hull({a.low * b.low, a.low * b.high, a.high * b.low, a.high * b.high});
                }
                break;
            case column_op::divide:
                if (bounded && (b.low > 0 || b.high < 0)) {
                    hull({a.low / b.low, a.low / b.high, a.high / b.low, a.high / b.high});
                }
                break;
            case column_op::minimum:
                made.low = std::min(a.low, b.low);
                made.high = std::min(a.high, b.high);
                break;
            case column_op::maximum:
                made.low = std::max(a.low, b.low);
                made.high = std::max(a.high, b.high);
                break;
            case column_op::negate:
                hull({-a.low, -a.high});
                break;
            case column_op::absolute:
                made.low = a.low > 0 ? a.low : 0;
                made.high = std::max(std::abs(a.low), std::abs(a.high));
                break;
            case column_op::floor:
                hull({std::floor(a.low), std::floor(a.high)});
                break;
            case column_op::ceil:
                hull({std::ceil(a.low), std::ceil(a.high)});
                break;
            case column_op::less:
            case column_op::less_equal:
            case column_op::equal:
            case column_op::not_equal:
            case column_op::logic_and:
            case column_op::logic_or:
            case column_op::logic_not:
                hull({0.0, 1.0});
                break;
            case column_op::select:
            case column_op::at_least:
            case column_op::is_option:
                hull({b.low, b.high, c.low, c.high});
                break;
            default:
                break;
        }
    }

    std::vector<column_value> values_;
    std::map<key, value_index> known_;
    std::vector<value_index> kept_;
    std::vector<std::pair<value_index, std::uint32_t>> required_;
    std::vector<std::pair<value_index, std::uint32_t>> checks_;
};

}  // namespace dti::inline v0::detail
