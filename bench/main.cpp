// dti_bench: the benchmarks, and what bench/run.py needs besides.
//
// - dti_bench [--benchmark_…]: Google Benchmark
// - dti_bench --figures INDEX: an index, its figures and results as JSON, for peers in other languages
// - dti_bench --stream columns|threads|hand SET NUMBER: scores NUMBER scenarios, prints a digest of the
// result
// - dti_bench --curve UNITS INDICATORS SCENARIOS THREADS: seconds and peak memory
#include "curves.hpp"
#include "stream.hpp"

#include <benchmark/benchmark.h>
#include <fmt/format.h>

#include <charconv>
#include <chrono>
#include <cstdio>
#include <cstdlib>
#include <fstream>
#include <span>

namespace {

template <class Numbers>
std::string list(const Numbers& numbers) {
    std::string text;
    for (const double number : numbers) {
        text += fmt::format("{}{}", text.empty() ? "" : ",", number);
    }
    return '[' + text + ']';
}

int print_figures(std::string_view index) {
    static constexpr std::array<std::string_view, 10> words{
        "ratio", "share", "threshold", "best", "tiers", "step", "entered", "flag", "option", "halves"};
    const bench::cohort made(index);
    std::string text = fmt::format("{{\"units\": {}, \"printed\": {},\n\"columns\": [", bench::hand_units,
                                   made.by_hand.printed);
    for (std::size_t field = 0; field < made.fields; ++field) {
        const auto column = std::span(made.columns).subspan(field * bench::hand_units, bench::hand_units);
        text += (field == 0 ? "\n" : ",\n") + list(column);
    }
    text += "],\n\"indicators\": [";
    for (const bench::hand_indicator& item : made.by_hand.indicators) {
        text += fmt::format(
            "{}\n{{\"rule\": \"{}\", \"part\": {}, \"column\": {}, \"most\": {}, \"slope\": {}, \"worth\": "
            "{}}}",
            &item == made.by_hand.indicators.data() ? "" : ",", words.at(static_cast<std::size_t>(item.kind)),
            item.part, item.column, item.most, item.slope, list(item.worth));
    }
    text += fmt::format("],\n\"maxima\": {},\n\"shares\": {},\n\"total\": {},\n\"rank\": {}}}\n",
                        list(made.by_hand.maxima), list(made.by_hand.shares), list(made.expected.total),
                        list(made.expected.rank));
    std::fputs(text.c_str(), stdout);
    return 0;
}

/// The most memory that this process has had, in kB; 0 where the system does not say. Not getrusage(): on
/// Linux that counts what the parent had before it became this program.
long peak_kb() {
    std::ifstream status("/proc/self/status");
    for (std::string line; std::getline(status, line);) {
        if (line.rfind("VmHWM:", 0) == 0) {
            return std::strtol(line.c_str() + 6, nullptr, 10);
        }
    }
    return 0;
}

int print_stream(std::string_view way, std::string_view set, std::string_view number) {
    std::size_t scenarios = 0;
    std::from_chars(number.data(), number.data() + number.size(), scenarios);
    for (const dti::instruction_set wanted : bench::instruction_sets()) {
        if (bench::word_of(wanted) == set && scenarios > 0) {
            const bench::cohort scored("random");
            const bench::stream_way asked{wanted, way == "threads" ? std::size_t{2} : std::size_t{1}};
            const auto start = std::chrono::steady_clock::now();
            const bench::stream_sums sums = way == "hand"
                                                ? bench::stream_by_hand(scored, asked, scenarios)
                                                : bench::stream_by_columns(scored, asked, scenarios);
            const double seconds =
                std::chrono::duration<double>(std::chrono::steady_clock::now() - start).count();
            double totals = 0;
            double ranks = 0;
            for (std::size_t unit = 0; unit < bench::hand_units; ++unit) {
                totals += sums.of.total[unit] * static_cast<double>(unit + 1);
                ranks += sums.of.rank[unit] * static_cast<double>(unit + 1);
            }
            fmt::print("{{\"totals\": {}, \"ranks\": {}, \"seconds\": {}, \"peak_kb\": {}}}\n", totals, ranks,
                       seconds, peak_kb());
            return 0;
        }
    }
    fmt::print(stderr, "dti_bench: no such instruction set here, or no scenarios\n");
    return 2;
}

int print_curve(std::span<const std::string_view> words) {
    std::array<std::size_t, 4> numbers{};
    for (std::size_t i = 0; i < numbers.size(); ++i) {
        std::from_chars(words[i].data(), words[i].data() + words[i].size(), numbers[i]);
        if (numbers[i] == 0) {
            fmt::print(stderr, "dti_bench: no number: {}\n", words[i]);
            return 2;
        }
    }
    const double seconds = bench::measure_curve({numbers[0], numbers[1], numbers[2], numbers[3]});
    fmt::print("{{\"seconds\": {}, \"peak_kb\": {}}}\n", seconds, peak_kb());
    return 0;
}

}  // namespace

int main(int argc, char** argv) {
    const std::vector<std::string_view> words(argv + 1, argv + argc);
    if (words.size() == 2 && words[0] == "--figures") {
        return print_figures(words[1]);
    }
    if (words.size() == 4 && words[0] == "--stream") {
        return print_stream(words[1], words[2], words[3]);
    }
    if (words.size() == 5 && words[0] == "--curve") {
        return print_curve(std::span(words).subspan(1));
    }
    benchmark::Initialize(&argc, argv);
    if (benchmark::ReportUnrecognizedArguments(argc, argv)) {
        return 2;
    }
    benchmark::RunSpecifiedBenchmarks();
    benchmark::Shutdown();
    return 0;
}
