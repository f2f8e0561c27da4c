// A definition in C++ code, without YAML: an index of two sub-indices, scored exactly, every point explained.
#include <dti/dti.hpp>

#include <fmt/format.h>

namespace {

dti::definition school_index() {
    const dti::indicator broadband{
        .id = "broadband",
        .title = {.vi = "Tỷ lệ trường có băng rộng", .en = "Schools with broadband"},
        .max_score = 10,
        .inputs = {{.name = "connected", .unit = "schools"}, {.name = "schools", .unit = "schools"}},
        .derive = {{.name = "rate", .formula = "connected / schools"}},
        .formula = "0.4/10 points = 4%",
    };
    const dti::indicator drills{
        .id = "drills",
        .title = {.en = "Security drills a year"},
        .max_score = 20,
        .inputs = {{.name = "count"}},
        .formula = "steps(count, 1: 5, 2: 10, 4: 20)",
    };
    return {
        .id = "schools",
        .title = {.en = "Schools online"},
        .missing = dti::missing_policy::zero,
        .sub_indices = {{.id = "access", .indicators = {broadband}},
                        {.id = "security", .weight = dti::exact(1, 2), .indicators = {drills}}},
    };
}

}  // namespace

int main() try {
    const auto model = dti::compile<dti::exact>(school_index());
    dti::data_set data(model.shared());
    const std::size_t north = data.add_unit({.name = "North"});
    data.set(north, "broadband", "connected", dti::exact(41));
    data.set(north, "broadband", "schools", dti::exact(60));
    data.set(north, "drills", "count", dti::exact(2));
    const std::size_t south = data.add_unit({.name = "South"});
    data.set(south, "broadband", "rate", "83.78%");

    const auto card = dti::score(model, data);
    for (std::size_t unit = 0; unit < card.units.size(); ++unit) {
        fmt::print("{}: rank {}, {} points\n", data.units()[unit].name, dti::to_text(*card.units[unit].rank),
                   dti::to_text(*card.units[unit].values.total_points, 2));
        for (std::size_t i = 0; i < card.units[unit].indicators.size(); ++i) {
            const auto& earned = card.units[unit].indicators[i];
            fmt::print("  {}: {} points, {}\n", model.rules().indicators()[i].source->id,
                       dti::to_text(*earned.points, 2),
                       dti::score_status_words[static_cast<std::size_t>(earned.status)]);
        }
    }
} catch (const dti::error& mistake) {
    fmt::print(stderr, "{}", mistake.what());
    return 1;
}
