// What the benchmarks score: an index with complete figures of 63 units, as columns.
//
// Three indices of 98 indicators: `shipped` is provincial-2022 with its synthetic cohort, whose gaps are
// filled with another unit's figures; `random` and `mixed` are of random_index.hpp's kind.
#pragma once

#include "hand_written.hpp"
#include "random_index.hpp"

#include "dti/batch/batch.hpp"
#include "dti/load.hpp"

#include <benchmark/benchmark.h>

#include <bit>
#include <cmath>
#include <cstdlib>
#include <iostream>
#include <string>
#include <string_view>
#include <vector>

namespace bench {

inline constexpr std::size_t units = hand_units;
inline constexpr std::array<std::string_view, 3> index_names{"shipped", "random", "mixed"};

inline const std::string shipped_data = DTI_BENCH_SOURCE_DIR "/examples/data/provincial-2022-synthetic.csv";

/// A benchmark of wrong results is worth nothing.
inline void require_same(double found, double expected, const char* what) {
    if (std::bit_cast<std::uint64_t>(found) != std::bit_cast<std::uint64_t>(expected)) {
        std::cerr << what << ": found " << found << ", expected " << expected << '\n';
        std::abort();
    }
}

/// Fields that a survey asks for: entered points where there is no formula, else the inputs.
inline std::vector<std::size_t> survey_fields(const dti::compiled_definition& rules) {
    std::vector<std::size_t> fields;
    for (const dti::compiled_indicator& item : rules.indicators()) {
        if (!item.source->scored) {
            continue;
        }
        if (!item.points) {
            fields.push_back(item.points_field());
            continue;
        }
        for (std::size_t slot = 0; slot < item.scope.inputs; ++slot) {
            fields.push_back(item.first_field + slot);
        }
    }
    return fields;
}

/// The figures of a survey alone, and where an indicator lacks one, those of the next unit that has them all.
inline dti::data_set completed(const dti::data_set& given, const std::vector<std::size_t>& fields) {
    const std::size_t count = given.units().size();
    dti::data_set data = given;
    for (std::size_t unit = 0; unit < count; ++unit) {
        for (std::size_t field = 0; field < given.rules().fields(); ++field) {
            data.at(unit, field) = {};
        }
    }
    for (const dti::compiled_indicator& item : given.rules().indicators()) {
        std::vector<std::size_t> own;
        for (const std::size_t field : fields) {
            if (field >= item.first_field && field <= item.points_field()) {
                own.push_back(field);
            }
        }
        for (std::size_t unit = 0; unit < count; ++unit) {
            const auto has_all = [&](std::size_t from) {
                return std::all_of(own.begin(), own.end(),
                                   [&](std::size_t field) { return given.at(from, field).given; });
            };
            std::size_t from = unit;
            while (!has_all(from)) {
                from = (from + 1) % count;
                if (from == unit) {
                    std::cerr << item.source->id << ": no unit has all figures\n";
                    std::abort();
                }
            }
            for (const std::size_t field : own) {
                data.at(unit, field) = given.at(from, field);
            }
        }
    }
    return data;
}

inline dti::shared_rules rules_of(std::string_view name) {
    return name == "shipped"  ? dti::load_definition(shipped_index)
           : name == "random" ? dti::compile_definition(random_definition(98, 1))
                              : dti::compile_definition(mixed_definition());
}

inline dti::data_set data_of(std::string_view name, const dti::shared_rules& rules,
                             const std::vector<std::size_t>& fields) {
    return name == "shipped" ? completed(dti::load_data(rules, shipped_data), fields)
                             : random_data(rules, units, 2);
}

/// An index, its figures as columns, and room for results.
struct cohort {
    dti::model<double> model;
    std::vector<std::size_t> fields;
    dti::data_set data;
    std::vector<double> columns;  ///< of `fields`, 63 figures each; 64 more behind the last: see hand_index
    std::array<double, units> total{};
    std::array<double, units> rank{};

    explicit cohort(std::string_view name)
        : model(rules_of(name)),
          fields(survey_fields(model.rules())),
          data(data_of(name, model.shared(), fields)),
          columns(dti::to_columns(data, fields)) {
        columns.resize(columns.size() + 64, 1.0);
        const dti::scorecard<double> card = dti::score(model, data);
        for (std::size_t unit = 0; unit < units; ++unit) {
            total[unit] = *card.units[unit].values.total;
            rank[unit] = card.units[unit].rank->place();
        }
    }

    /// Whether somebody's results are those of score<double>.
    void check(const double* totals, const double* ranks, const char* what) const {
        for (std::size_t unit = 0; unit < units; ++unit) {
            require_same(totals[unit], total[unit], what);
            require_same(ranks[unit], rank[unit], what);
        }
    }
};

/// The column path on a cohort.
struct column_run {
    dti::batch_scorer scorer;
    dti::batch_scratch scratch;
    hand_result result;

    column_run(const cohort& scored, dti::instruction_set wanted)
        : scorer(scored.model, scored.fields, wanted), scratch(scorer.make_scratch(units)) {}

    void score(const dti::const_array_view& figures) {
        dti::batch_output output;
        output.total = dti::columns_view(result.total.data(), units, 1);
        output.rank = dti::columns_view(result.rank.data(), units, 1);
        const dti::batch_input input{figures, 1, units, {}, {}, {}};
        benchmark::DoNotOptimize(scorer.score(input, output, scratch));
    }
    void score(const double* columns) { score(dti::columns_view(columns, units, scorer.fields().size())); }
};

/// The instruction sets of this machine.
inline std::vector<dti::instruction_set> instruction_sets() {
    std::vector<dti::instruction_set> found;
    for (const auto wanted :
         {dti::instruction_set::portable, dti::instruction_set::avx2, dti::instruction_set::avx512}) {
        if (dti::supported(wanted)) {
            found.push_back(wanted);
        }
    }
    return found;
}
inline std::string word_of(dti::instruction_set wanted) {
    return std::string(dti::instruction_set_words[static_cast<std::size_t>(wanted)]);
}

/// Registers a benchmark, in microseconds.
template <class Function>
void add_benchmark(const std::string& name, Function function) {
    benchmark::RegisterBenchmark(name.c_str(), function)->Unit(benchmark::kMicrosecond);
}

}  // namespace bench
