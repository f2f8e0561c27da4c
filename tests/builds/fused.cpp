// Compiled with all freedom to fuse products and sums: still every instruction set gives the same bits, in
// programs that link the library and choose their own options too.
#include "dti/batch.hpp"
#include "dti/dti.hpp"

#include <bit>
#include <cstdint>
#include <cstdio>
#include <string>
#include <vector>

int main() {
    // A rule of each kind that is added up in runs, weights and shares that are no round numbers.
    const std::vector<std::string> formulas{
        "max_score * clamp(a / b, 0, 1)", "0.7/7 points = 30%",
        "0.3 * clamp(3.1 * a, 0, 2)",     "clamp(a, 0, 7)",
        "steps(a / b, 0: 0.1, 0.3: 2.3)", "if a > b then 1.1 else 0.3 * b",
        "0.37 * a * b - 0.11 * a"};
    dti::definition made{.id = "fused", .title = {.en = "Fused"}};
    for (int part = 0; part < 3; ++part) {
        dti::sub_index sub{
            .id = "s" + std::to_string(part), .title = {.en = "S"}, .weight = dti::exact(7, 3)};
        for (int i = 0; i < 21; ++i) {
            dti::indicator item{.id = "i" + std::to_string(21 * part + i), .max_score = 7};
            item.weight = i % 5 == 0 ? dti::exact(13, 7) : dti::exact(1);
            item.inputs = {{.name = "a"}, {.name = "b"}};
            item.formula = formulas[static_cast<std::size_t>(i) / 3];
            if (item.formula.find("points =") != std::string::npos) {
                item.inputs = {{.name = "a"}};
            }
            sub.indicators.push_back(item);
        }
        made.sub_indices.push_back(sub);
    }
    const dti::model<double> model = dti::compile<double>(made);
    constexpr std::size_t units = 64;
    const std::size_t fields = model.rules().fields();
    std::vector<double> figures;
    for (std::size_t i = 0; i < fields * units; ++i) {
        const std::uint64_t bits = dti::splitmix_output(i * dti::splitmix_increment);
        figures.push_back(static_cast<double>(bits >> 12U) * 0x1p-52);
    }
    const auto totals_on = [&](dti::instruction_set wanted) {
        std::vector<std::size_t> given;  // points are not entered
        std::vector<double> columns;
        for (const dti::compiled_indicator& item : model.rules().indicators()) {
            for (std::size_t slot = 0; slot < item.scope.inputs; ++slot) {
                const std::size_t field = item.first_field + slot;
                given.push_back(field);
                columns.insert(columns.end(), figures.begin() + static_cast<std::ptrdiff_t>(field * units),
                               figures.begin() + static_cast<std::ptrdiff_t>((field + 1) * units));
            }
        }
        const dti::batch_scorer scorer(model, given, wanted);
        std::vector<double> totals(2 * units);
        dti::batch_scratch scratch = scorer.make_scratch(units);
        const dti::uniform_noise noise(scorer, 5, std::vector<double>(given.size(), 0.1));
        dti::batch_input input;
        input.figures = dti::columns_view(columns.data(), units, given.size());
        input.figures.scenario_stride = 0;
        input.units = units;
        input.scenarios = 2;
        input.maker = &noise;
        dti::batch_output output;
        output.total = dti::columns_view(totals.data(), units, 1);
        static_cast<void>(scorer.score(input, output, scratch));
        return totals;
    };
    const std::vector<double> expected = totals_on(dti::instruction_set::portable);
    int differences = 0;
    for (const dti::instruction_set wanted : {dti::instruction_set::avx2, dti::instruction_set::avx512}) {
        const std::vector<double> found = dti::supported(wanted) ? totals_on(wanted) : expected;
        for (std::size_t i = 0; i < found.size(); ++i) {
            differences +=
                std::bit_cast<std::uint64_t>(found[i]) != std::bit_cast<std::uint64_t>(expected[i]) ? 1 : 0;
        }
    }
    if (differences != 0) {
        std::fprintf(stderr, "fused: %d of %zu totals differ between instruction sets\n", differences,
                     4 * units);
    }
    return differences == 0 ? 0 : 1;
}
