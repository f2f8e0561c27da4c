// A planner's questions from C++: where points are lost, what closes the largest gap, and what that brings.
#include <dti/answers.hpp>
#include <dti/dti.hpp>
#include <dti/load.hpp>

#include <fmt/format.h>

#include <algorithm>

int main() try {
    const dti::model<dti::exact> model(dti::load_definition("provincial-2022"));
    const dti::data_set data = dti::load_data(model.shared(), "examples/data/ninh-thuan-2022.yaml");
    const dti::scorecard<dti::exact> card = dti::score(model, data);
    const dti::analysed_cohort cohort(model, data, card);  // refers to the three above

    constexpr std::size_t unit = 0;
    const auto gaps = dti::find_gaps(cohort, unit, {});  // no targets: to the maximum
    const dti::gap_ranking ranking = dti::rank_gaps(gaps, dti::gap_key::points);
    for (const std::size_t row : ranking.order) {
        if (!gaps[row].needed) {
            continue;  // its points are entered, or no single figure closes it
        }
        const dti::compiled_indicator& item = model.rules().indicators()[gaps[row].indicators.front()];
        const std::string& figure = item.scope.entries[gaps[row].needed->slot].name;
        fmt::print("{}: {} points, closed by {} = {}\n", item.source->title.en,
                   dti::to_text(*gaps[row].gap, 2), figure, dti::to_text(gaps[row].needed->value, 2));

        dti::data_set other = data;  // what if it were closed?
        other.set(unit, item.source->id, figure, gaps[row].needed->value);
        fmt::print("total points from {} to {} at the least\n", dti::to_text(*card.units[unit].low, 2),
                   dti::to_text(*dti::score(model, other).units[unit].low, 2));
        break;
    }
    const auto gains = dti::find_gains(cohort, unit);
    const auto largest = std::max_element(gains.begin(), gains.end(), [](const auto& a, const auto& b) {
        return a.step_points.value_or(0) < b.step_points.value_or(0);
    });
    fmt::print("one step of {} brings {} points\n", model.rules().indicators()[largest->indicator].source->id,
               dti::to_text(*largest->step_points, 2));
} catch (const dti::error& mistake) {
    fmt::print(stderr, "{}", mistake.what());
    return 1;
}
