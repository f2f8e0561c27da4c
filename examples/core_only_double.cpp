// The header-only core with double: link dti::core alone, no YAML, nothing compiled.
#include <dti/dti.hpp>

#include <fmt/format.h>

int main() {
    const dti::definition index{
        .id = "phones",
        .title = {.en = "Phones"},
        .sub_indices = {{.id = "access",
                         .indicators = {{.id = "phones",
                                         .max_score = 10,
                                         .inputs = {{.name = "rate"}},
                                         .formula = "0.4/10 points = 4%"}}}},
    };
    const auto model = dti::compile<double>(index);
    dti::data_set data(model.shared());
    for (const char* rate : {"60.29%", "83.78%", "77.13%"}) {
        data.set(data.add_unit({.name = rate}), "phones", "rate", rate);
    }
    for (const auto& unit : dti::score(model, data).units) {
        fmt::print("{:.3f} points\n", *unit.values.total_points);
    }
}
