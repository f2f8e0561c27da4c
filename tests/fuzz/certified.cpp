// Fuzz target: bytes say how an index and a cohort are made; exact, certified and fast figures are compared
// against each other. Certified figures are those of exact arithmetic, digit for digit, and every double is
// as near to the exact value as its bound says: where fast figures differ, that is what it allows.
#define DOCTEST_CONFIG_DISABLE
#include "promises.hpp"
#include "support/differential.hpp"

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
    const dti_test::published_comparison found = dti_test::run_differential({data, size});
    dti_fuzz::promise(found.difference.empty(), "certified figures are exact", found.difference);
    return 0;
}
