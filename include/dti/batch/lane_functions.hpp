// The loops over lanes, compiled for each instruction set: all give the same bits.
//
// In: kernels, which are written once (columns/run.hpp, columns/best.hpp, count_ranks.hpp, print_lanes.hpp,
// stream/splitmix.hpp). Out: pointers to functions for an instruction set. Everything that depends on one
// stands here and in instruction_set.hpp.
#pragma once

#include "dti/batch/columns/best.hpp"
#include "dti/batch/columns/run.hpp"
#include "dti/batch/count_ranks.hpp"
#include "dti/batch/instruction_set.hpp"
#include "dti/batch/print_lanes.hpp"
#include "dti/batch/stream/splitmix.hpp"

namespace dti::inline v0 {

/// What batch scoring does to many lanes at once. None of them throws or allocates.
struct lane_functions {
    decltype(&kernels::run_steps) run = nullptr;
    decltype(&kernels::fill_columns) fill_columns = nullptr;
    decltype(&kernels::best_lane) best = nullptr;
    decltype(&kernels::find_printed_keys<std::int16_t>) find_short_keys = nullptr;
    decltype(&kernels::find_printed_keys<std::int32_t>) find_printed_keys = nullptr;
    decltype(&kernels::find_coarse_keys) find_coarse_keys = nullptr;
    decltype(&kernels::find_exact_keys) find_exact_keys = nullptr;
    decltype(&kernels::count_ranks<std::int16_t>) count_short_ranks = nullptr;
    decltype(&kernels::count_ranks<std::int32_t>) count_ranks = nullptr;
    decltype(&kernels::count_ranks<double>) count_exact_ranks = nullptr;
    decltype(&kernels::vary) vary = nullptr;
    decltype(&kernels::print_lanes) print = nullptr;
};

namespace detail {

#if defined(__clang__)
#define DTI_TARGET_AVX512 "avx512f,avx512dq,avx512vl"
#define DTI_NO_FUSING
#else
#define DTI_TARGET_AVX512 "avx512f,avx512dq,avx512vl,prefer-vector-width=512"
#define DTI_NO_FUSING gnu::optimize("fp-contract=off"),
#endif

/// One kernel, inlined into a function for each instruction set.
template <class Kernel>
struct compiled_for;
template <class Result, class... Arguments>
struct compiled_for<Result (*)(Arguments...)> {
    template <Result (*Kernel)(Arguments...)>
    static Result portable(Arguments... arguments) {
        return Kernel(arguments...);
    }
#if DTI_HAS_X86_INSTRUCTION_SETS
    // Neither target names FMA, but AVX-512 has such instructions of its own, and g++ 12 loses DTI_ROUNDED on
    // the way to vectors. The upper halves of the registers are cleared on the way out: left dirty, they slow
    // down every SSE instruction of the caller on some processors, and g++ 12 forgets it now and then.
    template <Result (*Kernel)(Arguments...)>
    [[gnu::target("avx2"), gnu::noinline]] static Result avx2(Arguments... arguments) {
        const Result result = Kernel(arguments...);
        __builtin_ia32_vzeroupper();
        return result;
    }
    template <Result (*Kernel)(Arguments...)>
    [[ gnu::target(DTI_TARGET_AVX512), DTI_NO_FUSING gnu::noinline ]] static Result avx512(
        Arguments... arguments) {
        const Result result = Kernel(arguments...);
        __builtin_ia32_vzeroupper();
        return result;
    }
#endif
};

template <auto Kernel>
[[nodiscard]] auto function_for(instruction_set wanted) noexcept -> decltype(Kernel) {
    using compiled = compiled_for<decltype(Kernel)>;
#if DTI_HAS_X86_INSTRUCTION_SETS
    if (wanted == instruction_set::avx2) {
        return &compiled::template avx2<Kernel>;
    }
    if (wanted == instruction_set::avx512) {
        return &compiled::template avx512<Kernel>;
    }
#endif
    static_cast<void>(wanted);
    return &compiled::template portable<Kernel>;
}

#undef DTI_TARGET_AVX512
#undef DTI_NO_FUSING

}  // namespace detail

/// The functions for an instruction set. Precondition: supported(wanted).
[[nodiscard]] inline lane_functions functions_for(instruction_set wanted) noexcept {
    return {detail::function_for<&kernels::run_steps>(wanted),
            detail::function_for<&kernels::fill_columns>(wanted),
            detail::function_for<&kernels::best_lane>(wanted),
            detail::function_for<&kernels::find_printed_keys<std::int16_t>>(wanted),
            detail::function_for<&kernels::find_printed_keys<std::int32_t>>(wanted),
            detail::function_for<&kernels::find_coarse_keys>(wanted),
            detail::function_for<&kernels::find_exact_keys>(wanted),
            detail::function_for<&kernels::count_ranks<std::int16_t>>(wanted),
            detail::function_for<&kernels::count_ranks<std::int32_t>>(wanted),
            detail::function_for<&kernels::count_ranks<double>>(wanted),
            detail::function_for<&kernels::vary>(wanted),
            detail::function_for<&kernels::print_lanes>(wanted)};
}

}  // namespace dti::inline v0
