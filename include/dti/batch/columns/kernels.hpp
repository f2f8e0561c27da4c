// The loops over 64 lanes that the steps of a column program are made of.
//
// In: columns. Out: a column, or marks. Every function is inlined into those of lane_functions.hpp and so
// compiled for their instruction sets. A constant trip count without branches is what compilers turn into
// vector code at -O2. A product that is added is rounded first, by DTI_ROUNDED: a compiler may fuse the two
// on some instruction sets, and the results would differ.
#pragma once

#include "dti/batch/columns/step.hpp"
#include "dti/batch/instruction_set.hpp"

#include <bit>
#include <cstdint>

namespace dti::inline v0::kernels {

/// What x - x leaves: nothing (a zero) where x is finite, else the bits of a NaN. Bits of several values are
/// collected with |, for one question at the end.
DTI_KERNEL std::uint64_t wildness(double value) {
    return std::bit_cast<std::uint64_t>(value - value);
}
DTI_KERNEL bool is_wild(std::uint64_t wildness) {
    return wildness << 1U != 0;
}
DTI_KERNEL bool is_wild(double value) {
    return !(value - value == 0);
}

// As wide as a lane, so that compilers keep one vector shape through a loop.
inline constexpr std::uint64_t zero = 0;
inline constexpr std::uint64_t one = 1;

/// out[i] = operation(a[i]); true where `Checked` and a result is not finite.
template <bool Checked, class Operation>
DTI_KERNEL bool map(double* __restrict out, const double* __restrict a, Operation operation) {
    std::uint64_t wild = 0;
    for (std::size_t i = 0; i < tile_lanes; ++i) {
        const double value = operation(a[i]);
        out[i] = value;
        if constexpr (Checked) {
            wild |= wildness(value);
        }
    }
    return is_wild(wild);
}
template <bool Checked, class Operation>
DTI_KERNEL bool map(double* __restrict out, const double* __restrict a, const double* __restrict b,
                    Operation operation) {
    std::uint64_t wild = 0;
    for (std::size_t i = 0; i < tile_lanes; ++i) {
        const double value = operation(a[i], b[i]);
        out[i] = value;
        if constexpr (Checked) {
            wild |= wildness(value);
        }
    }
    return is_wild(wild);
}

template <class Operation>
DTI_KERNEL void map(double* __restrict out, const double* __restrict a, const double* __restrict b,
                    const double* __restrict c, Operation operation) {
    for (std::size_t i = 0; i < tile_lanes; ++i) {
        out[i] = operation(a[i], b[i], c[i]);
    }
}

DTI_KERNEL void sum(double* __restrict out, const double* __restrict a, const double* __restrict b) {
    for (std::size_t i = 0; i < tile_lanes; ++i) {
        out[i] = a[i] + b[i];
    }
}

/// The bits of the lanes for which `test` holds.
template <class Test>
DTI_KERNEL lane_mask lanes_where(const double* __restrict a, Test test) {
    lane_mask bits = 0;
    for (std::size_t i = 0; i < tile_lanes; ++i) {
        bits |= (test(a[i]) ? one : zero) << i;
    }
    return bits;
}
/// Whether `test` holds for any lane where `live` is 1: the quick question before lanes_where.
template <class Test>
DTI_KERNEL bool any_lane(const double* __restrict a, const std::uint64_t* __restrict live, Test test) {
    std::uint64_t any = 0;
    for (std::size_t i = 0; i < tile_lanes; ++i) {
        any |= (test(a[i]) ? one : zero) & live[i];
    }
    return any != 0;
}

/// minimum and maximum as formula/run.hpp decides them, also between the zeros.
DTI_KERNEL double smaller(double left, double right) {
    return right < left ? right : left;
}
DTI_KERNEL double larger(double left, double right) {
    return left < right ? right : left;
}

/// A two-sided operation on columns or a column and the constant x.
template <bool Checked, class Operation>
DTI_KERNEL bool two_sided(const column_step& step, double* out, const double* const* columns,
                          Operation operation) {
    const double x = step.x;
    switch (step.kinds) {
        case operand_kinds::columns:
            return map<Checked>(out, columns[step.a], columns[step.b], operation);
        case operand_kinds::column_constant:
            return map<Checked>(out, columns[step.a], [=](double a) { return operation(a, x); });
        case operand_kinds::constant_column:
            return map<Checked>(out, columns[step.b], [=](double b) { return operation(x, b); });
    }
    return false;
}

// Where the product of one loop is added, the two must stay apart, also if the compiler is told to fuse what
// it can.
#if defined(__clang__)
#define DTI_KEEP_PRODUCTS _Pragma("clang fp contract(off)")
#define DTI_ROUNDED(product) (product)
#else
#define DTI_KEEP_PRODUCTS
#define DTI_ROUNDED(product) __builtin_assoc_barrier(product)
#endif

/// x · (y · a kept within low..high); it goes to `out` if `Keeps`, and to = from + it if `Adds`. True where y
/// · a is not finite.
template <bool Checked, bool Weighted, bool Keeps, bool Adds>
DTI_KERNEL bool clamp(const column_step& step, const double* __restrict a, double* __restrict out,
                      const double* __restrict from, double* __restrict to) {
    DTI_KEEP_PRODUCTS
    const double x = step.x;
    const double y = step.y;
    const double low = step.low;
    const double high = step.high;
    std::uint64_t wild = 0;
    for (std::size_t i = 0; i < tile_lanes; ++i) {
        const double scaled = y * a[i];
        if constexpr (Checked) {
            wild |= wildness(scaled);
        }
        const double kept = larger(smaller(scaled, high), low);
        const double value = Weighted ? DTI_ROUNDED(x * kept) : kept;
        if constexpr (Keeps) {
            out[i] = value;
        }
        if constexpr (Adds) {
            to[i] = from[i] + value;
        }
    }
    return is_wild(wild);
}

/// The sums alone, without what a step does not need.
DTI_KERNEL bool add_clamp(const column_step& step, const double* a, const double* from, double* to) {
    if (step.checked) {
        return step.x == 1 ? clamp<true, false, false, true>(step, a, nullptr, from, to)
                           : clamp<true, true, false, true>(step, a, nullptr, from, to);
    }
    return step.x == 1 ? clamp<false, false, false, true>(step, a, nullptr, from, to)
                       : clamp<false, true, false, true>(step, a, nullptr, from, to);
}

/// x · (y · (a / b) kept within low..high), where y is 1 unless `Scaled` and x is 1 unless `Weighted`; it
/// goes to `out` if `Keeps`, and to = from + it if `Adds`. True where y · (a / b) or b is not finite.
template <bool Scaled, bool Weighted, bool Keeps, bool Adds>
DTI_KERNEL bool ratio(const column_step& step, const double* __restrict a, const double* __restrict b,
                      double* __restrict out, const double* __restrict from, double* __restrict to) {
    DTI_KEEP_PRODUCTS
    const double x = step.x;
    const double y = step.y;
    const double low = step.low;
    const double high = step.high;
    std::uint64_t wild = 0;
    for (std::size_t i = 0; i < tile_lanes; ++i) {
        const double share = a[i] / b[i];
        const double scaled = Scaled ? y * share : share;
        wild |= wildness(scaled) | wildness(b[i]);
        const double kept = larger(smaller(scaled, high), low);
        const double value = Weighted ? DTI_ROUNDED(x * kept) : kept;
        if constexpr (Keeps) {
            out[i] = value;
        }
        if constexpr (Adds) {
            to[i] = from[i] + value;
        }
    }
    return is_wild(wild);
}
/// The sums alone, without the products that are by 1.
DTI_KERNEL bool add_ratio(const column_step& step, const double* a, const double* b, const double* from,
                          double* to) {
    if (step.x == 1) {
        return step.y == 1 ? ratio<false, false, false, true>(step, a, b, nullptr, from, to)
                           : ratio<true, false, false, true>(step, a, b, nullptr, from, to);
    }
    return step.y == 1 ? ratio<false, true, false, true>(step, a, b, nullptr, from, to)
                       : ratio<true, true, false, true>(step, a, b, nullptr, from, to);
}

/// sum = sum + weight · a.
DTI_KERNEL void add_product(const column_step& step, const double* __restrict a, double* __restrict sum) {
    DTI_KEEP_PRODUCTS
    const double weight = step.y;
    for (std::size_t i = 0; i < tile_lanes; ++i) {
        sum[i] += DTI_ROUNDED(weight * a[i]);
    }
}

/// out = a / most kept within low..high, which are 0 and 1, and sum = sum + weight · out: a sub-index and
/// what it adds.
DTI_KERNEL void share(const column_step& step, double* __restrict out, const double* __restrict a,
                      double* __restrict sum) {
    DTI_KEEP_PRODUCTS
    const double most = step.x;
    const double weight = step.y;
    const double low = step.low;  // not known to the compiler, or g++ branches on them
    const double high = step.high;
    for (std::size_t i = 0; i < tile_lanes; ++i) {
        const double value = larger(smaller(a[i] / most, high), low);
        out[i] = value;
        sum[i] += DTI_ROUNDED(weight * value);
    }
}

#undef DTI_KEEP_PRODUCTS
#undef DTI_ROUNDED

/// Half-up to decimals: number_traits<double>::round, lane by lane the same bits. Rounding to a whole number
/// is to add the largest double below a half, with the sign of the value, and cut off.
DTI_KERNEL void round(double scale, double* __restrict out, const double* __restrict a) {
    double scaled[tile_lanes];  // NOLINT(*-avoid-c-arrays): a local of fixed size that vectorises
    for (std::size_t i = 0; i < tile_lanes; ++i) {
        scaled[i] = a[i] * scale;
    }
    // Through memory, so that the product is not fused with the sum below.
    __asm__ volatile("" : : "r"(&scaled[0]) : "memory");
    for (std::size_t i = 0; i < tile_lanes; ++i) {
        const double half = __builtin_copysign(0x1.fffffffffffffp-2, scaled[i]);
        const double rounded = __builtin_trunc(scaled[i] + half) / scale;
        out[i] = is_wild(rounded) ? a[i] : rounded;
    }
}

/// out = a / b; true where that or b is not finite.
DTI_KERNEL bool divide(double* __restrict out, const double* __restrict a, const double* __restrict b) {
    std::uint64_t wild = 0;
    for (std::size_t i = 0; i < tile_lanes; ++i) {
        const double value = a[i] / b[i];
        wild |= wildness(value) | wildness(b[i]);
        out[i] = value;
    }
    return is_wild(wild);
}

/// The value of the last threshold that is not above a. `Pairs` of them, known to the compiler. True where a
/// is not finite.
template <std::size_t Pairs>
DTI_KERNEL bool few_steps(double below, const step_pair* pairs, double* __restrict out,
                          const double* __restrict a) {
    double threshold[Pairs];  // NOLINT(*-avoid-c-arrays): stays in registers
    double value[Pairs];      // NOLINT(*-avoid-c-arrays)
    for (std::size_t pair = 0; pair < Pairs; ++pair) {
        threshold[pair] = pairs[pair].threshold;
        value[pair] = pairs[pair].value;
    }
    std::uint64_t wild = 0;
    for (std::size_t i = 0; i < tile_lanes; ++i) {
        double result = below;
        wild |= wildness(a[i]);
#pragma GCC unroll 8
        for (std::size_t pair = 0; pair < Pairs; ++pair) {
            result = a[i] < threshold[pair] ? result : value[pair];
        }
        out[i] = result;
    }
    return is_wild(wild);
}

DTI_KERNEL bool steps(const column_step& step, const step_pair* pairs, double* __restrict out,
                      const double* __restrict a) {
    switch (step.count) {
        case 1:
            return few_steps<1>(step.x, pairs, out, a);
        case 2:
            return few_steps<2>(step.x, pairs, out, a);
        case 3:
            return few_steps<3>(step.x, pairs, out, a);
        case 4:
            return few_steps<4>(step.x, pairs, out, a);
        default:
            break;
    }
    const bool wild = few_steps<4>(step.x, pairs, out, a);
    for (std::size_t pair = 4; pair < step.count; ++pair) {
        const step_pair& item = pairs[pair];
        for (std::size_t i = 0; i < tile_lanes; ++i) {
            out[i] = a[i] < item.threshold ? out[i] : item.value;
        }
    }
    return wild;
}

}  // namespace dti::inline v0::kernels
