// Names of benchmarks: WHAT/INSTRUCTION SET/INDEX, which bench/run.py makes its table of.
#pragma once

#include <benchmark/benchmark.h>

#include <string>

namespace bench {

/// Registers a benchmark, in microseconds.
template <class Function>
void add_benchmark(const std::string& name, Function function) {
    benchmark::RegisterBenchmark(name.c_str(), function)->Unit(benchmark::kMicrosecond);
}

}  // namespace bench
