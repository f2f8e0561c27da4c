// One edit of a cohort of 63 units and 98 indicators, and what follows from it: the incremental scorer, the
// edit that somebody would write by hand for this one index, and a full score. Results are checked to be
// equal before anything is timed. Every edit is of another unit and indicator than the one before; compare
// rows of one run.
#include "dti/batch/incremental.hpp"

#include "hand_index.hpp"
#include "random_index.hpp"

#include <benchmark/benchmark.h>

#include <bit>
#include <cstdlib>
#include <string>
#include <vector>

namespace {

using rule = bench::hand_indicator::rule;

constexpr std::size_t units = bench::hand_units;

std::vector<std::size_t> survey_fields(const dti::compiled_definition& rules) {
    std::vector<std::size_t> fields;
    for (const dti::compiled_indicator& item : rules.indicators()) {
        fields.push_back(item.first_field);
        fields.push_back(item.first_field + 1);
    }
    return fields;
}

struct edit {
    std::size_t unit = 0;
    std::size_t indicator = 0;
    double part = 0;
};

/// A cohort and a round of edits to it, which is made again and again: the second half takes the first back.
struct setting {
    dti::model<double> model;
    dti::batch_scorer scorer;
    bench::hand_index index;
    std::vector<double> columns;
    std::vector<edit> edits;

    /// Edits of indicators by one rule: of units that are best in them, or of units that are not and stay so.
    explicit setting(rule wanted, bool of_best = false)
        : model(dti::compile_definition(bench::mixed_definition())),
          scorer(model, survey_fields(model.rules())),
          index(bench::make_hand_index(model)),
          columns(dti::to_columns(bench::random_data(model.shared(), units, 2), scorer.fields())) {
        std::vector<edit> back;
        for (std::size_t round = 0; round < 100; ++round) {
            edit made{(round * 37 + 5) % units, round * 41 % index.indicators.size(), 0};
            while (index.indicators[made.indicator].kind != wanted) {
                made.indicator = (made.indicator + 1) % index.indicators.size();
            }
            const std::size_t best = best_of(made.indicator);
            made.unit = of_best ? best : made.unit == best ? (made.unit + 1) % units : made.unit;
            double& figure = columns[index.indicators[made.indicator].column * units + made.unit];
            made.part = figure * (of_best ? 1.01 : 0.99);
            if (made.part == figure) {
                std::abort();  // an edit that edits nothing
            }
            back.push_back({made.unit, made.indicator, figure});
            figure = made.part;
            edits.push_back(made);
        }
        for (std::size_t i = back.size(); i-- > 0;) {
            columns[index.indicators[back[i].indicator].column * units + back[i].unit] = back[i].part;
            edits.push_back(back[i]);
        }
    }

    [[nodiscard]] std::size_t best_of(std::size_t indicator) const {
        const double* const part = columns.data() + index.indicators[indicator].column * units;
        std::size_t best = 0;
        for (std::size_t unit = 1; unit < units; ++unit) {
            best = part[unit] / part[units + unit] > part[best] / part[units + best] ? unit : best;
        }
        return best;
    }

    [[nodiscard]] dti::batch_input input() const {
        return {dti::columns_view(columns.data(), units, scorer.fields().size()), 1, units, {}, {}, {}};
    }
    void set(dti::incremental_scorer& edited, const edit& made) const {
        edited.set(made.unit, index.indicators[made.indicator].column, made.part);
    }
};

void require_same(double found, double expected) {
    if (std::bit_cast<std::uint64_t>(found) != std::bit_cast<std::uint64_t>(expected)) {
        std::abort();
    }
}

/// A benchmark of wrong results is worth nothing: the edits one by one, incrementally, by hand and in full.
void check(const setting& made, bool by_hand) {
    dti::incremental_scorer edited(made.scorer, made.input());
    bench::hand_edited hand(made.index, made.columns.data());
    std::vector<double> columns = made.columns;
    std::vector<double> total(units);
    std::vector<double> rank(units);
    dti::batch_scratch scratch = made.scorer.make_scratch(units);
    dti::batch_output output;
    output.total = dti::columns_view(total.data(), units, 1);
    output.rank = dti::columns_view(rank.data(), units, 1);
    dti::batch_input input = made.input();
    input.figures.data = columns.data();
    for (const edit& item : made.edits) {
        columns[made.index.indicators[item.indicator].column * units + item.unit] = item.part;
        made.set(edited, item);
        static_cast<void>(made.scorer.score(input, output, scratch));
        for (std::size_t unit = 0; unit < units; ++unit) {
            require_same(edited.total(unit), total[unit]);
            require_same(edited.rank(unit), rank[unit]);
        }
        if (by_hand) {
            hand.edit_ratio(item.unit, item.indicator, item.part);
            require_same(hand.total(item.unit), total[item.unit]);
            require_same(hand.rank(item.unit), rank[item.unit]);
        }
    }
}

void incremental(benchmark::State& state, rule wanted, bool of_best, bool with_rank) {
    const setting made(wanted, of_best);
    check(made, wanted == rule::ratio);
    dti::incremental_scorer edited(made.scorer, made.input());
    for (std::size_t i = 0; auto _ : state) {
        const edit& item = made.edits[i];
        made.set(edited, item);
        benchmark::DoNotOptimize(edited.total(item.unit));
        if (with_rank) {
            benchmark::DoNotOptimize(edited.rank(item.unit));
        }
        i = i + 1 < made.edits.size() ? i + 1 : 0;
    }
}

void by_hand(benchmark::State& state, bool with_rank) {
    const setting made(rule::ratio);
    check(made, true);
    bench::hand_edited hand(made.index, made.columns.data());
    for (std::size_t i = 0; auto _ : state) {
        const edit& item = made.edits[i];
        hand.edit_ratio(item.unit, item.indicator, item.part);
        benchmark::DoNotOptimize(hand.total(item.unit));
        if (with_rank) {
            benchmark::DoNotOptimize(hand.rank(item.unit));
        }
        i = i + 1 < made.edits.size() ? i + 1 : 0;
    }
}

void full_score(benchmark::State& state, bool with_rank) {
    setting made(rule::ratio);
    std::vector<double> total(units);
    std::vector<double> rank(units);
    dti::batch_scratch scratch = made.scorer.make_scratch(units);
    dti::batch_output output;
    output.total = dti::columns_view(total.data(), units, 1);
    if (with_rank) {
        output.rank = dti::columns_view(rank.data(), units, 1);
    }
    for (std::size_t i = 0; auto _ : state) {
        const edit& item = made.edits[i];
        made.columns[made.index.indicators[item.indicator].column * units + item.unit] = item.part;
        benchmark::DoNotOptimize(made.scorer.score(made.input(), output, scratch));
        i = i + 1 < made.edits.size() ? i + 1 : 0;
    }
}

[[maybe_unused]] const bool registered = [] {
    const auto add = [](const char* name, auto function) {
        benchmark::RegisterBenchmark(name, function)->Unit(benchmark::kNanosecond);
    };
    for (const bool with_rank : {false, true}) {
        const std::string kind = with_rank ? "_and_rank/" : "/";
        add(("edit_ratio" + kind + "by_hand").c_str(), [=](auto& state) { by_hand(state, with_rank); });
        add(("edit_ratio" + kind + "incremental").c_str(),
            [=](auto& state) { incremental(state, rule::ratio, false, with_rank); });
        add(("edit_ratio" + kind + "full_score").c_str(), [=](auto& state) { full_score(state, with_rank); });
    }
    add("edit_share_of_best/incremental", [](auto& state) { incremental(state, rule::best, false, false); });
    add("edit_best/incremental", [](auto& state) { incremental(state, rule::best, true, false); });
    return true;
}();

}  // namespace
