// The loops over 64 lanes that the steps of a column program are made of.
//
// In: columns. Out: a column, or marks. Every function is inlined into a runner of run.hpp and so compiled
// for its instruction set. A constant trip count without branches is what compilers turn into vector code at
// -O2. No loop adds to a product: a compiler may fuse the two on some instruction sets, and the results would
// differ.
#pragma once

#include "dti/batch/columns/step.hpp"

#include <bit>
#include <cstdint>

#define DTI_KERNEL [[gnu::always_inline]] inline

namespace dti::inline v0::kernels {

/// A number whose highest bit is set where `value` is not finite. In integers, since that is cheap on every
/// instruction set: the exponent of all ones, and only that, carries into the place of the sign.
DTI_KERNEL std::uint64_t wildness(double value) {
    constexpr std::uint64_t magnitude = ~(std::uint64_t{1} << 63U);
    constexpr std::uint64_t carry = std::uint64_t{1} << 52U;
    return (std::bit_cast<std::uint64_t>(value) & magnitude) + carry;
}
DTI_KERNEL bool is_wild(std::uint64_t wildness) {
    return (wildness >> 63U) != 0;
}
DTI_KERNEL bool is_wild(double value) {
    return is_wild(wildness(value));
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

DTI_KERNEL void accumulate(double* __restrict out, const double* __restrict a) {
    for (std::size_t i = 0; i < tile_lanes; ++i) {
        out[i] += a[i];
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
/// Whether `test` holds for any lane: the quick question before lanes_where.
template <class Test>
DTI_KERNEL bool any_lane(const double* __restrict a, Test test) {
    std::uint64_t any = 0;
    for (std::size_t i = 0; i < tile_lanes; ++i) {
        any |= test(a[i]) ? one : zero;
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

/// x · (y · a kept within low..high); true where `Checked` and some y · a is not finite.
template <bool Checked>
DTI_KERNEL bool clamp(const column_step& step, double* __restrict out, const double* __restrict a) {
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
        out[i] = x * larger(smaller(scaled, high), low);
    }
    return is_wild(wild);
}

/// x · (y · (a / b) kept within low..high); true where y · (a / b) or b is not finite.
DTI_KERNEL bool ratio(const column_step& step, double* __restrict out, const double* __restrict a,
                      const double* __restrict b) {
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

/// The same, and to = from + out. Where the product of one loop is added, the two must stay apart, also if
/// the compiler is told to fuse what it can.
DTI_KERNEL bool ratio_finish(const column_step& step, double* __restrict out, const double* __restrict a,
                             const double* __restrict b, const double* __restrict from,
                             double* __restrict to) {
#if defined(__clang__)
#pragma clang fp contract(off)
#define DTI_ROUNDED(product) (product)
#else
#define DTI_ROUNDED(product) __builtin_assoc_barrier(product)
#endif
    const double x = step.x;
    const double y = step.y;
    const double low = step.low;
    const double high = step.high;
    std::uint64_t wild = 0;
    for (std::size_t i = 0; i < tile_lanes; ++i) {
        const double scaled = y * (a[i] / b[i]);
        wild |= wildness(scaled) | wildness(b[i]);
        const double value = DTI_ROUNDED(x * larger(smaller(scaled, high), low));
        out[i] = value;
        to[i] = from[i] + value;
    }
    return is_wild(wild);
#undef DTI_ROUNDED
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

/// The value of the last threshold that is not above a. `Pairs` of them, known to the compiler.
template <std::size_t Pairs>
DTI_KERNEL void few_steps(double below, const step_pair* pairs, double* __restrict out,
                          const double* __restrict a) {
    double threshold[Pairs];  // NOLINT(*-avoid-c-arrays): stays in registers
    double value[Pairs];      // NOLINT(*-avoid-c-arrays)
    for (std::size_t pair = 0; pair < Pairs; ++pair) {
        threshold[pair] = pairs[pair].threshold;
        value[pair] = pairs[pair].value;
    }
    for (std::size_t i = 0; i < tile_lanes; ++i) {
        double result = below;
#pragma GCC unroll 8
        for (std::size_t pair = 0; pair < Pairs; ++pair) {
            result = a[i] < threshold[pair] ? result : value[pair];
        }
        out[i] = result;
    }
}

DTI_KERNEL void steps(const column_step& step, const step_pair* pairs, double* __restrict out,
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
    few_steps<4>(step.x, pairs, out, a);
    for (std::size_t pair = 4; pair < step.count; ++pair) {
        const step_pair& item = pairs[pair];
        for (std::size_t i = 0; i < tile_lanes; ++i) {
            out[i] = a[i] < item.threshold ? out[i] : item.value;
        }
    }
}

}  // namespace dti::inline v0::kernels
