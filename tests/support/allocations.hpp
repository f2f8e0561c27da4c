// How much the test program has allocated, so that a test can say that something allocates nothing.
//
// allocations.cpp replaces the operators of the whole program, once.
#pragma once

#include <cstddef>

namespace dti_test {

/// Calls of operator new so far, in any form.
[[nodiscard]] std::size_t allocations() noexcept;

}  // namespace dti_test
