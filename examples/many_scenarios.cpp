// Many scenarios at once, from an array of figures; then one figure that changes. Header-only, in double.
#include <dti/batch.hpp>
#include <dti/dti.hpp>

#include <fmt/format.h>

#include <cstddef>
#include <vector>

int main() {
    const dti::definition index{
        .id = "phones",
        .title = {.en = "Phones"},
        .sub_indices = {{.id = "access",
                         .indicators = {{.id = "phones",
                                         .max_score = 10,
                                         .inputs = {{.name = "rate"}},
                                         .formula = "max_score * share_of_best(rate)"}}}},
    };
    const auto model = dti::compile<double>(index);
    const dti::batch_scorer scorer(model, {0});  // the arrays below hold field 0 of the index, the rate

    // Five scenarios of three units: the first unit gains two percentage points from one to the next.
    constexpr std::size_t scenarios = 5;
    constexpr std::size_t units = 3;
    std::vector<double> rates;
    for (std::size_t i = 0; i < scenarios; ++i) {
        rates.insert(rates.end(), {0.78 + 0.02 * static_cast<double>(i), 0.8378, 0.7713});
    }
    std::vector<double> points(scenarios * units);
    std::vector<double> ranks(scenarios * units);
    dti::batch_output output;
    output.total_points = dti::columns_view(points.data(), units, 1);
    output.rank = dti::columns_view(ranks.data(), units, 1);
    const dti::batch_input input{dti::columns_view(rates.data(), units, 1), scenarios, units};
    dti::batch_scratch scratch = scorer.make_scratch(units);
    if (!scorer.score(input, output, scratch).ok()) {
        return 1;
    }
    for (std::size_t i = 0; i < scenarios; ++i) {
        fmt::print("at {:.0f}%: rank {}, and the third unit has {:.3f} points\n", 100 * rates[i * units],
                   ranks[i * units], points[i * units + 2]);
    }

    dti::incremental_scorer now(scorer, input);  // the first scenario, to be edited
    now.set(0, 0, 0.9);
    fmt::print("at 90%: rank {}; points changed in {} cells\n", now.rank(0), now.changed_points().size());
    now.undo();
    fmt::print("taken back: rank {}\n", now.rank(0));
}
