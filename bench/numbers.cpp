// What exactness costs: the same sums of ratios in each number type that Boost.Multiprecision offers for it.
// docs/numbers.md draws its conclusions from this table.
#include "dti/number/exact.hpp"

#include <benchmark/benchmark.h>
#include <boost/multiprecision/cpp_dec_float.hpp>
#include <boost/multiprecision/cpp_int.hpp>

#include <random>
#include <vector>

namespace {

namespace mp = boost::multiprecision;
using rational = mp::number<mp::cpp_rational_backend, mp::et_off>;
using decimal_50 = mp::number<mp::cpp_dec_float<50>, mp::et_off>;

constexpr std::size_t indicators = 98;

/// One province: 98 times clamp(10 · part / whole, 0, 10), summed.
template <class Number>
void province(benchmark::State& state) {
    std::mt19937 random(1);
    std::vector<Number> parts;
    std::vector<Number> wholes;
    for (std::size_t i = 0; i < indicators; ++i) {
        const auto whole = static_cast<std::int64_t>(1000 + random() % 2000000);
        wholes.emplace_back(whole);
        parts.emplace_back(static_cast<std::int64_t>(random()) % whole);
    }
    const Number low(0);
    const Number high(10);
    for (auto _ : state) {
        Number sum(0);
        for (std::size_t i = 0; i < indicators; ++i) {
            Number points = high * (parts[i] / wholes[i]);
            points = high < points ? high : points;
            points = points < low ? low : points;
            sum = sum + points;
        }
        benchmark::DoNotOptimize(sum);
    }
}
BENCHMARK(province<double>);
BENCHMARK(province<dti::exact>);
BENCHMARK(province<rational>);
BENCHMARK(province<decimal_50>);  // for its cost only: 1/3·30 is not 10 in it

/// One indicator: clamp(10 · part / whole, 0, 10) alone.
template <class Number>
void indicator(benchmark::State& state) {
    const Number part(1018345);
    const Number whole(1689144);
    const Number low(0);
    const Number high(10);
    for (auto _ : state) {
        Number points = high * (part / whole);
        points = high < points ? high : points;
        points = points < low ? low : points;
        benchmark::DoNotOptimize(points);
    }
}
BENCHMARK(indicator<double>);
BENCHMARK(indicator<dti::exact>);
BENCHMARK(indicator<rational>);
BENCHMARK(indicator<decimal_50>);

}  // namespace
