// Which vector instructions the columns run on: chosen at run time, the results are the same bits.
//
// In: the processor. Out: an instruction set for lane_functions.hpp. Everything that depends on the processor
// stands behind this header and that one.
#pragma once

#include <array>
#include <cstdint>
#include <string_view>

/// Whether the address sanitizer watches.
#if defined(__SANITIZE_ADDRESS__)
#define DTI_WATCHES_ADDRESSES 1
#elif defined(__has_feature)
#if __has_feature(address_sanitizer)
#define DTI_WATCHES_ADDRESSES 1
#endif
#endif
#if !defined(DTI_WATCHES_ADDRESSES)
#define DTI_WATCHES_ADDRESSES 0
#endif

/// Set where functions can be compiled for other instructions than the rest of a program. Not under the
/// address sanitizer, which would check the same lines three times, and triple the time to compile them.
#if defined(__x86_64__) && (defined(__GNUC__) || defined(__clang__)) && !DTI_WATCHES_ADDRESSES
#define DTI_HAS_X86_INSTRUCTION_SETS 1
#else
#define DTI_HAS_X86_INSTRUCTION_SETS 0
#endif

/// A loop that is compiled for the instruction set of whoever calls it: see lane_functions.hpp.
#define DTI_KERNEL [[gnu::always_inline]] inline

namespace dti::inline v0 {

/// `portable` is whatever the program is compiled for; the others need a processor that has them.
enum class instruction_set : std::uint8_t { portable, avx2, avx512 };
inline constexpr std::array<std::string_view, 3> instruction_set_words{"portable", "avx2", "avx512"};

/// Whether this processor (and its operating system) runs an instruction set. `portable` always.
[[nodiscard]] inline bool supported(instruction_set wanted) noexcept {
#if DTI_HAS_X86_INSTRUCTION_SETS
    switch (wanted) {
        case instruction_set::portable:
            return true;
        case instruction_set::avx2:
            return __builtin_cpu_supports("avx2") != 0;
        case instruction_set::avx512:
            return __builtin_cpu_supports("avx512f") != 0 && __builtin_cpu_supports("avx512dq") != 0 &&
                   __builtin_cpu_supports("avx512vl") != 0;
    }
#endif
    return wanted == instruction_set::portable;
}

/// The widest instruction set that this processor runs.
[[nodiscard]] inline instruction_set best_instruction_set() noexcept {
    for (const instruction_set wanted : {instruction_set::avx512, instruction_set::avx2}) {
        if (supported(wanted)) {
            return wanted;
        }
    }
    return instruction_set::portable;
}

}  // namespace dti::inline v0
