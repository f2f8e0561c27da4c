// The core without yaml-cpp: a definition in code, scored in double.
#include <cstdio>
#include <dti/dti.hpp>

int main() {
    dti::definition index{.id = "phones", .title = {.en = "Phones"}};
    index.sub_indices = {{.id = "access",
                          .indicators = {{.id = "phones",
                                          .max_score = 10,
                                          .inputs = {{.name = "rate"}},
                                          .formula = "0.4/10 points = 4%"}}}};
    const auto model = dti::compile<double>(index);
    dti::data_set data(model.shared());
    data.set(data.add_unit({.name = "A"}), "phones", "rate", "60.29%");
    const auto card = dti::score(model, data);
    std::printf("dti %s: %.3f points\n", dti::version_text.data(), *card.units[0].values.total_points);
    return card.ok() ? 0 : 1;
}
