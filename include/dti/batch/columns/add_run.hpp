// Adds up several parts in one loop: most points of an index are made by a handful of rules.
//
// In: summands, the columns they read, a sum. Out: the next sum, if nothing has to be marked. What a loop for
// one part alone pays each time (finding its code, loading and storing the sum, asking whether all was
// finite) is paid once for up to eight parts. Every function is inlined into those of lane_functions.hpp.
#pragma once

#include "dti/batch/columns/kernels.hpp"

#include <cstddef>
#include <initializer_list>
#include <utility>

namespace dti::inline v0 {

/// The most parts of one run.
[[nodiscard]] constexpr std::size_t most_summands(summand_kind kind) noexcept {
    switch (kind) {
        case summand_kind::figure:
            return 8;
        case summand_kind::clamp:
        case summand_kind::yes_no:
        case summand_kind::step:
        case summand_kind::ratio:
        case summand_kind::share:
            return 4;
        case summand_kind::steps:
        case summand_kind::option:
            break;
    }
    return 1;
}

/// Which parts of several kinds may stand in one run, so that there are few enough sequences to have a loop
/// for each: ratios, whose divisions take so long that the others cost next to nothing, with figures or with
/// one table of up to three steps or two options.
struct part_mix {
    std::size_t parts = 0;
    bool has_ratios = false;
    bool has_figures = false;
    bool has_table = false;

    static constexpr std::size_t most_parts = 4;

    [[nodiscard]] static constexpr part_mix of(std::initializer_list<summand_kind> kinds) {
        part_mix mix;
        for (const summand_kind kind : kinds) {
            mix.add(kind);
        }
        return mix;
    }
    /// Adds a part, if the mix takes it.
    constexpr bool add(summand_kind kind) {
        if (!takes(kind)) {
            return false;
        }
        ++parts;
        has_ratios = has_ratios || kind == summand_kind::ratio;
        has_figures = has_figures || kind == summand_kind::figure;
        has_table = has_table || (kind != summand_kind::figure && kind != summand_kind::ratio);
        return true;
    }
    /// Whether there are two kinds at least; parts of one kind have loops of their own.
    [[nodiscard]] constexpr bool is_mixed() const { return has_ratios && (has_figures || has_table); }
    [[nodiscard]] constexpr bool takes(summand_kind kind) const {
        switch (kind) {
            case summand_kind::ratio:
                return parts < most_parts;
            case summand_kind::figure:
                return parts < most_parts && !has_table;
            case summand_kind::step:
            case summand_kind::steps:
            case summand_kind::option:
                return parts < most_parts && !has_table && !has_figures;
            default:
                return false;
        }
    }
};

namespace kernels {

/// What is wrong with a lane, collected while its points are added up: one question for all of them.
struct lane_doubt {
    double sum = 0;          ///< of all that has to be finite: where one is not, neither is this
    std::uint64_t bits = 0;  ///< of all that has to be zero, of either sign
};

/// A figure that is read once, though it is used again: else compilers read it from memory as often, where
/// half of all vectors lie across two cache lines.
DTI_KERNEL double read_once(double figure) {
    return DTI_ROUNDED(figure);
}

/// What `pairs` of summands say, where they have that many.
template <std::size_t Pairs>
struct constant_pairs {
    double threshold[Pairs];  // NOLINT(*-avoid-c-arrays): stays in registers
    double value[Pairs];      // NOLINT(*-avoid-c-arrays)

    /// Of fewer pairs the last one is repeated, which changes nothing.
    DTI_KERNEL explicit constant_pairs(const step_pair* pairs, std::size_t count = Pairs) {
#pragma GCC unroll 8
        for (std::size_t i = 0; i < Pairs; ++i) {
            const step_pair& pair = pairs[i < count ? i : count - 1];
            threshold[i] = pair.threshold;
            value[i] = pair.value;
        }
    }
};

// One class for each kind of summand: what it reads, and its points in lane i.

class figure_points {
  public:
    static constexpr auto kind = summand_kind::figure;
    DTI_KERNEL figure_points(const summand& part, const step_pair* /*pairs*/, const double* const* columns)
        : a_(columns[part.a]), low_(part.low), high_(part.high) {}
    DTI_KERNEL double at(std::size_t i, lane_doubt& doubt) const {
        const double a = read_once(a_[i]);
        doubt.sum += a;
        return larger(smaller(a, high_), low_);
    }

  private:
    const double* a_;
    double low_;
    double high_;
};

class clamp_points {
  public:
    DTI_KERNEL clamp_points(const summand& part, const step_pair* /*pairs*/, const double* const* columns)
        : a_(columns[part.a]), x_(part.x), y_(part.y), low_(part.low), high_(part.high) {}
    DTI_KERNEL double at(std::size_t i, lane_doubt& doubt) const {
        DTI_KEEP_PRODUCTS
        const double scaled = DTI_ROUNDED(y_ * a_[i]);
        doubt.sum += scaled;
        return DTI_ROUNDED(x_ * larger(smaller(scaled, high_), low_));
    }

  private:
    const double* a_;
    double x_;
    double y_;
    double low_;
    double high_;
};

class ratio_points {
  public:
    static constexpr auto kind = summand_kind::ratio;
    DTI_KERNEL ratio_points(const summand& part, const step_pair* /*pairs*/, const double* const* columns)
        : a_(columns[part.a]),
          b_(columns[part.b]),
          x_(part.x),
          y_(part.y),
          low_(part.low),
          high_(part.high) {}
    DTI_KERNEL double at(std::size_t i, lane_doubt& doubt) const {
        DTI_KEEP_PRODUCTS
        const double scaled = DTI_ROUNDED(y_ * (a_[i] / b_[i]));
        doubt.sum += scaled + b_[i];  // x / ∞ is 0
        return DTI_ROUNDED(x_ * larger(smaller(scaled, high_), low_));
    }

  private:
    const double* a_;
    const double* b_;
    double x_;
    double y_;
    double low_;
    double high_;
};

class yes_no_points {
  public:
    DTI_KERNEL yes_no_points(const summand& part, const step_pair* /*pairs*/, const double* const* columns)
        : a_(columns[part.a]), y_(part.y) {}
    DTI_KERNEL double at(std::size_t i, lane_doubt& doubt) const {
        DTI_KEEP_PRODUCTS
        // Not zero for any other double, however small or near to 1: neither factor is, and their product is
        // too large to vanish.
        doubt.bits |= std::bit_cast<std::uint64_t>(DTI_ROUNDED(a_[i] * (a_[i] - 1)));
        return DTI_ROUNDED(y_ * a_[i]);
    }

  private:
    const double* a_;
    double y_;
};

/// Of up to `Pairs` pairs.
template <std::size_t Pairs>
class steps_points {
  public:
    static constexpr auto kind = summand_kind::steps;
    DTI_KERNEL steps_points(const summand& part, const step_pair* pairs, const double* const* columns)
        : a_(columns[part.a]), below_(part.x), pairs_(pairs + part.first, part.count) {}
    DTI_KERNEL double at(std::size_t i, lane_doubt& doubt) const {
        doubt.sum += a_[i];
        double result = below_;
#pragma GCC unroll 8
        for (std::size_t pair = 0; pair < Pairs; ++pair) {
            result = a_[i] < pairs_.threshold[pair] ? result : pairs_.value[pair];
        }
        return result;
    }

  private:
    const double* a_;
    double below_;
    constant_pairs<Pairs> pairs_;
};

/// Of up to `Pairs` pairs.
template <std::size_t Pairs>
class option_points {
  public:
    static constexpr auto kind = summand_kind::option;
    DTI_KERNEL option_points(const summand& part, const step_pair* pairs, const double* const* columns)
        : a_(columns[part.a]), none_(part.x), last_(part.high), pairs_(pairs + part.first, part.count) {}
    DTI_KERNEL double at(std::size_t i, lane_doubt& doubt) const {
        constexpr double whole = 0x1p52;  // what is added to it becomes a whole number
        const double kept = larger(smaller(a_[i], last_), 0);
        doubt.bits |= std::bit_cast<std::uint64_t>(kept - a_[i]) |
                      std::bit_cast<std::uint64_t>(((a_[i] + whole) - whole) - a_[i]);
        double result = none_;
#pragma GCC unroll 8
        for (std::size_t pair = 0; pair < Pairs; ++pair) {
            result = a_[i] == pairs_.threshold[pair] ? pairs_.value[pair] : result;
        }
        return result;
    }

  private:
    const double* a_;
    double none_;
    double last_;
    constant_pairs<Pairs> pairs_;
};

class share_points {
  public:
    DTI_KERNEL share_points(const summand& part, const step_pair* /*pairs*/, const double* const* columns)
        : a_(columns[part.a]), x_(part.x), y_(part.y), low_(part.low), high_(part.high) {}
    DTI_KERNEL double at(std::size_t i, lane_doubt& /*doubt*/) const {
        DTI_KEEP_PRODUCTS
        return DTI_ROUNDED(y_ * larger(smaller(a_[i] / x_, high_), low_));
    }

  private:
    const double* a_;
    double x_;
    double y_;
    double low_;
    double high_;
};

/// to = from + the points of each part, one after the other. False where a live lane is in doubt.
template <class... Parts>
DTI_KERNEL bool add_points(const double* __restrict from, double* __restrict to,
                           const std::uint64_t* __restrict live, const Parts... parts) {
    std::uint64_t doubtful = 0;
#pragma GCC unroll 4
    for (std::size_t i = 0; i < tile_lanes; ++i) {
        double sum = from[i];
        lane_doubt doubt{sum};
        ((sum += parts.at(i, doubt)), ...);
        to[i] = sum;
        doubtful |= (doubt.bits | wildness(doubt.sum)) & live[i];
    }
    return !is_wild(doubtful);
}

template <class Points, std::size_t... Index>
DTI_KERNEL bool add_some(std::index_sequence<Index...> /*count*/, const summand* parts,
                         const step_pair* pairs, const double* const* columns, const double* from, double* to,
                         const std::uint64_t* live) {
    return add_points(from, to, live, Points(parts[Index], pairs, columns)...);
}

/// `count` parts of one kind, up to `Most`.
template <class Points, std::size_t Most>
DTI_KERNEL bool add_up_to(const summand* parts, std::size_t count, const step_pair* pairs,
                          const double* const* columns, const double* from, double* to,
                          const std::uint64_t* live) {
    if constexpr (Most > 1) {
        if (count < Most) {
            return add_up_to<Points, Most - 1>(parts, count, pairs, columns, from, to, live);
        }
    }
    return add_some<Points>(std::make_index_sequence<Most>(), parts, pairs, columns, from, to, live);
}

template <class... Points, std::size_t... Index>
DTI_KERNEL bool add_sequence(std::index_sequence<Index...> /*count*/, const summand* parts,
                             const step_pair* pairs, const double* const* columns, const double* from,
                             double* to, const std::uint64_t* live) {
    return add_points(from, to, live, Points(parts[Index], pairs, columns)...);
}

/// `count` parts, of which the first are `Points`, in a sequence that a `part_mix` takes.
template <class... Points>
DTI_KERNEL bool add_mixed(const summand* parts, std::size_t count, const step_pair* pairs,
                          const double* const* columns, const double* from, double* to,
                          const std::uint64_t* live) {
    constexpr std::size_t known = sizeof...(Points);
    constexpr part_mix mix = part_mix::of({Points::kind...});
    if (count != known) {
        const summand_kind next = parts[known].kind;
        if constexpr (mix.takes(summand_kind::figure)) {
            if (next == summand_kind::figure) {
                return add_mixed<Points..., figure_points>(parts, count, pairs, columns, from, to, live);
            }
        }
        if constexpr (mix.takes(summand_kind::steps)) {
            if (next == summand_kind::steps || next == summand_kind::step) {
                return add_mixed<Points..., steps_points<3>>(parts, count, pairs, columns, from, to, live);
            }
        }
        if constexpr (mix.takes(summand_kind::option)) {
            if (next == summand_kind::option) {
                return add_mixed<Points..., option_points<2>>(parts, count, pairs, columns, from, to, live);
            }
        }
        if constexpr (mix.takes(summand_kind::ratio)) {
            return add_mixed<Points..., ratio_points>(parts, count, pairs, columns, from, to, live);
        }
    }
    if constexpr (mix.is_mixed()) {
        return add_sequence<Points...>(std::make_index_sequence<known>(), parts, pairs, columns, from, to,
                                       live);
    }
    return false;
}

/// to = from + the points of the parts of a run, `parts`. False where any live lane is to be marked: `to` is
/// then not what it should be.
DTI_KERNEL bool add_run(const sum_run& run, const summand* parts, const step_pair* pairs,
                        const double* const* columns, const double* from, double* to,
                        const std::uint64_t* live) {
    const std::size_t count = run.count;
    if (run.mixed) {
        return add_mixed(parts, count, pairs, columns, from, to, live);
    }
    using kind = summand_kind;
    switch (parts->kind) {
        case kind::figure:
            return add_up_to<figure_points, most_summands(kind::figure)>(parts, count, pairs, columns, from,
                                                                         to, live);
        case kind::clamp:
            return add_up_to<clamp_points, most_summands(kind::clamp)>(parts, count, pairs, columns, from, to,
                                                                       live);
        case kind::ratio:
            return add_up_to<ratio_points, most_summands(kind::ratio)>(parts, count, pairs, columns, from, to,
                                                                       live);
        case kind::yes_no:
            return add_up_to<yes_no_points, most_summands(kind::yes_no)>(parts, count, pairs, columns, from,
                                                                         to, live);
        case kind::step:
            return add_up_to<steps_points<1>, most_summands(kind::step)>(parts, count, pairs, columns, from,
                                                                         to, live);
        case kind::share:
            return add_up_to<share_points, most_summands(kind::share)>(parts, count, pairs, columns, from, to,
                                                                       live);
        case kind::steps:
            return parts->count == 2
                       ? add_up_to<steps_points<2>, 1>(parts, count, pairs, columns, from, to, live)
                       : add_up_to<steps_points<3>, 1>(parts, count, pairs, columns, from, to, live);
        case kind::option:
            return parts->count == 1
                       ? add_up_to<option_points<1>, 1>(parts, count, pairs, columns, from, to, live)
                       : add_up_to<option_points<2>, 1>(parts, count, pairs, columns, from, to, live);
    }
    return false;
}

}  // namespace kernels

}  // namespace dti::inline v0
