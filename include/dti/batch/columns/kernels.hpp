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

/// Columns that lie one behind the other, each of one value. Returns `count`.
DTI_KERNEL std::size_t fill_columns(const double* __restrict values, std::size_t count,
                                    double* __restrict columns) {
    for (std::size_t column = 0; column < count; ++column) {
        double* __restrict const out = columns + column * tile_lanes;
        const double value = values[column];
        for (std::size_t i = 0; i < tile_lanes; ++i) {
            out[i] = value;
        }
    }
    return count;
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

/// x · (y · a kept within low..high). True where y · a is not finite.
DTI_KERNEL bool clamp(const column_step& step, const double* __restrict a, double* __restrict out) {
    const double x = step.x;
    const double y = step.y;
    const double low = step.low;
    const double high = step.high;
    std::uint64_t wild = 0;
    for (std::size_t i = 0; i < tile_lanes; ++i) {
        const double scaled = y * a[i];
        wild |= wildness(scaled);
        out[i] = x * larger(smaller(scaled, high), low);
    }
    return is_wild(wild);
}

/// x · (y · (a / b) kept within low..high). True where y · (a / b) or b is not finite.
DTI_KERNEL bool ratio(const column_step& step, const double* __restrict a, const double* __restrict b,
                      double* __restrict out) {
    const double x = step.x;
    const double y = step.y;
    const double low = step.low;
    const double high = step.high;
    std::uint64_t wild = 0;
    for (std::size_t i = 0; i < tile_lanes; ++i) {
        const double scaled = y * (a[i] / b[i]);
        wild |= wildness(scaled) | wildness(b[i]);
        out[i] = x * larger(smaller(scaled, high), low);
    }
    return is_wild(wild);
}

/// sum = sum + weight · a.
DTI_KERNEL void add_product(const column_step& step, const double* __restrict a, double* __restrict sum) {
    DTI_KEEP_PRODUCTS
    const double weight = step.y;
    for (std::size_t i = 0; i < tile_lanes; ++i) {
        sum[i] += DTI_ROUNDED(weight * a[i]);
    }
}

/// out = a / most kept within low..high, which are 0 and 1, and to = from + weight · out: a sub-index and
/// what it adds.
DTI_KERNEL void share(const column_step& step, double* __restrict out, const double* __restrict a,
                      const double* __restrict from, double* __restrict to) {
    DTI_KEEP_PRODUCTS
    const double most = step.x;
    const double weight = step.y;
    const double low = step.low;  // not known to the compiler, or g++ branches on them
    const double high = step.high;
    for (std::size_t i = 0; i < tile_lanes; ++i) {
        const double value = larger(smaller(a[i] / most, high), low);
        out[i] = value;
        to[i] = from[i] + DTI_ROUNDED(weight * value);
    }
}

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

/// The value of the last threshold that is not above load(i, wild). `Pairs` of them, known to the compiler.
template <std::size_t Pairs, class Load>
DTI_KERNEL bool few_steps(double below, const step_pair* pairs, double* __restrict out, Load load) {
    double threshold[Pairs];  // NOLINT(*-avoid-c-arrays): stays in registers
    double value[Pairs];      // NOLINT(*-avoid-c-arrays)
    for (std::size_t pair = 0; pair < Pairs; ++pair) {
        threshold[pair] = pairs[pair].threshold;
        value[pair] = pairs[pair].value;
    }
    std::uint64_t wild = 0;
    for (std::size_t i = 0; i < tile_lanes; ++i) {
        double result = below;
        const double a = load(i, wild);
#pragma GCC unroll 8
        for (std::size_t pair = 0; pair < Pairs; ++pair) {
            result = a < threshold[pair] ? result : value[pair];
        }
        out[i] = result;
    }
    return is_wild(wild);
}

template <class Load>
DTI_KERNEL bool steps_of(const column_step& step, const step_pair* pairs, double* __restrict out, Load load) {
    switch (step.count) {
        case 1:
            return few_steps<1>(step.x, pairs, out, load);
        case 2:
            return few_steps<2>(step.x, pairs, out, load);
        case 3:
            return few_steps<3>(step.x, pairs, out, load);
        case 4:
            return few_steps<4>(step.x, pairs, out, load);
        default:
            break;
    }
    const bool wild = few_steps<4>(step.x, pairs, out, load);
    for (std::size_t pair = 4; pair < step.count; ++pair) {
        const step_pair& item = pairs[pair];
        std::uint64_t known = 0;
        for (std::size_t i = 0; i < tile_lanes; ++i) {
            out[i] = load(i, known) < item.threshold ? out[i] : item.value;
        }
    }
    return wild;
}
/// True where a is not finite.
DTI_KERNEL bool steps(const column_step& step, const step_pair* pairs, double* __restrict out,
                      const double* __restrict a) {
    return steps_of(
        step, pairs, out, [=](std::size_t i, std::uint64_t & wild) __attribute__((always_inline)) {
            wild |= wildness(a[i]);
            return a[i];
        });
}
/// True where a / b or b is not finite.
DTI_KERNEL bool ratio_steps(const column_step& step, const step_pair* pairs, double* __restrict out,
                            const double* __restrict a, const double* __restrict b) {
    return steps_of(
        step, pairs, out, [=](std::size_t i, std::uint64_t & wild) __attribute__((always_inline)) {
            const double share = a[i] / b[i];
            wild |= wildness(share) | wildness(b[i]);
            return share;
        });
}

/// The value of the last option that a is.
DTI_KERNEL void options(const column_step& step, const step_pair* pairs, double* __restrict out,
                        const double* __restrict a) {
    const double none = step.x;
    for (std::size_t i = 0; i < tile_lanes; ++i) {
        out[i] = none;
    }
    for (std::size_t pair = 0; pair < step.count; ++pair) {
        const double option = pairs[pair].threshold;
        const double value = pairs[pair].value;
        for (std::size_t i = 0; i < tile_lanes; ++i) {
            out[i] = a[i] == option ? value : out[i];
        }
    }
}

}  // namespace dti::inline v0::kernels
