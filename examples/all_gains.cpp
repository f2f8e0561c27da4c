// The gains of all units at once: which rates would move the totals of a whole cohort most.
#include <dti/dti.hpp>
#include <dti/gradients.hpp>
#include <dti/load.hpp>

#include <fmt/format.h>

#include <algorithm>
#include <string>
#include <utility>
#include <vector>

int main() try {
    const dti::model<dti::exact> model(dti::load_definition("provincial-2022"));
    const dti::data_set data = dti::load_data(model.shared(), "examples/data/provincial-2022-synthetic.csv");
    const dti::scorecard<dti::exact> card = dti::score(model, data);
    const dti::analysed_cohort cohort(model, data, card);  // refers to the three above

    std::vector<std::size_t> rates;  // fields of a unit's row: every rate
    std::vector<std::size_t> owners;
    const std::vector<dti::compiled_indicator>& items = model.rules().indicators();
    for (std::size_t i = 0; i < items.size(); ++i) {
        if (const auto slot = items[i].find_slot("rate")) {
            rates.push_back(items[i].first_field + *slot);
            owners.push_back(i);
        }
    }
    const dti::gradient_scorer scorer(model.shared(), rates);      // once for a definition
    const dti::gradient_figures figures = scorer.prepare(cohort);  // once for its figures
    dti::gradient_scratch scratch = scorer.make_scratch();         // one a thread

    const std::size_t units = data.units().size();
    std::vector<double> up(rates.size() * units);  // what more of each rate adds: one column a rate
    scorer.find(figures, {dti::columns_view(up.data(), units, rates.size()), {}}, scratch);

    std::vector<std::pair<double, std::string>> sums;
    for (std::size_t rate = 0; rate < rates.size(); ++rate) {
        const std::size_t item = owners[rate];
        double sum = 0;
        for (std::size_t unit = 0; unit < units; ++unit) {
            const dti::exact& now = cohort.figures().slots(unit, item)[rates[rate] - items[item].first_field];
            sum += up[rate * units + unit] * now.to_double() / 100;  // by a hundredth of what it is
        }
        sums.emplace_back(sum, items[item].source->id);
    }
    std::sort(sums.rbegin(), sums.rend());
    for (std::size_t i = 0; i < 3; ++i) {
        fmt::print("a hundredth more of {} in each of {} units: {:.2f} points\n", sums[i].second, units,
                   sums[i].first);
    }
} catch (const dti::error& mistake) {
    fmt::print(stderr, "{}", mistake.what());
    return 1;
}
