// Seeded random numbers for the property tests: the same on every machine and in every run.
#pragma once

#include <cstdint>
#include <string>

namespace dti_test {

/// SplitMix64: small, and its sequence is fixed by its definition, unlike the standard distributions.
class random_source {
  public:
    explicit random_source(std::uint64_t seed) : state_(seed) {}

    std::uint64_t bits() {
        state_ += 0x9E3779B97F4A7C15U;
        std::uint64_t z = state_;
        z = (z ^ (z >> 30U)) * 0xBF58476D1CE4E5B9U;
        z = (z ^ (z >> 27U)) * 0x94D049BB133111EBU;
        return z ^ (z >> 31U);
    }
    /// 0 .. limit - 1.
    std::size_t below(std::size_t limit) { return static_cast<std::size_t>(bits() % limit); }
    /// from .. to, both included.
    std::int64_t between(std::int64_t from, std::int64_t to) {
        return from + static_cast<std::int64_t>(bits() % static_cast<std::uint64_t>(to - from + 1));
    }
    /// True once in `times`.
    bool once_in(std::size_t times) { return below(times) == 0; }

  private:
    std::uint64_t state_;
};

}  // namespace dti_test
