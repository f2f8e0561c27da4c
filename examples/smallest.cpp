// The smallest use: load a definition and a file, score, print.
#include <dti/dti.hpp>
#include <dti/load.hpp>

#include <fmt/format.h>

int main() try {
    const dti::model<dti::exact> model(dti::load_definition("provincial-2022-published"));
    const dti::data_set data = dti::load_data(model.shared(), "examples/data/provincial-2022-published.csv");
    const dti::scorecard<dti::exact> card = dti::score(model, data);
    for (std::size_t i = 0; i < card.units.size(); ++i) {
        fmt::print("{} {}\n", dti::to_text(*card.units[i].values.total, 4), data.units()[i].name);
    }
} catch (const dti::error& mistake) {
    fmt::print(stderr, "{}", mistake.what());
    return 1;
}
