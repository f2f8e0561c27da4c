// The index of 2022 with Ninh Thuận's figures, and the plans whose targets are tracked, against what they
// print.
#include <doctest/doctest.h>

#include "dti/dti.hpp"
#include "dti/load.hpp"

#include <map>
#include <optional>
#include <string>
#include <vector>

namespace {

using dti::exact;
using dti::target;
using dti::target_kind;

dti::data_set load(const dti::shared_rules& rules, const std::string& file) {
    return dti::load_data(rules, DTI_TEST_SOURCE_DIR "/examples/data/" + file);
}

struct plan {
    std::string index;
    std::string file;
};
const std::vector<plan>& plans() {
    static const std::vector<plan> all{{"hai-duong-2023", "hai-duong-2022.yaml"},
                                       {"quang-nam-2023", "quang-nam-2022.yaml"},
                                       {"quang-ngai-2023", "quang-ngai-2022.yaml"},
                                       {"task-groups-2024", "task-groups-2024.yaml"}};
    return all;
}

/// Whether an indicator earns its full points from one figure alone, by its formula.
bool earns_all(const dti::model<exact>& model, const target& wanted, const exact& figure) {
    const dti::indicator& rule = *model.rules().indicators()[wanted.subject].source;
    dti::data_set data(model.shared());
    data.add_unit({.name = "A"});
    data.set(0, rule.id, wanted.name, figure);
    const dti::scorecard<exact> card = dti::score(model, data);
    REQUIRE(card.ok());
    const std::optional<exact>& points = card.units[0].indicators[wanted.subject].points;
    REQUIRE_MESSAGE(points.has_value(), rule.id);
    return *points == rule.max_score;
}

}  // namespace

TEST_CASE("2022: 98 rows in nine main indices that add up to 1000 points") {
    const dti::shared_rules rules = dti::load_definition("provincial-2022");
    const std::vector<std::size_t> rows{10, 11, 7, 13, 12, 3, 22, 12, 8};
    const std::vector<int> maxima{100, 100, 100, 100, 100, 0, 200, 150, 150};
    REQUIRE(rules->source().sub_indices.size() == rows.size());
    for (std::size_t i = 0; i < rows.size(); ++i) {
        const dti::sub_index& part = rules->source().sub_indices[i];
        CHECK(part.indicators.size() == rows[i]);
        CHECK(*part.max_score == exact(maxima[i]));
        exact sum;
        for (const dti::indicator& item : part.indicators) {
            sum += item.max_score;
            CHECK(item.code == part.code + '.' + std::to_string(&item - part.indicators.data() + 1));
            CHECK(item.scored == (part.id != "smart_city"));
        }
        CHECK_MESSAGE(sum == exact(maxima[i]), part.id);
    }
}

TEST_CASE("2022: Ninh Thuận's 17 scores come out as its plan prints them") {
    const dti::model<exact> model(dti::load_definition("provincial-2022"));
    const dti::data_set data = load(model.shared(), "ninh-thuan-2022.yaml");
    const dti::scorecard<exact> card = dti::score(model, data);
    REQUIRE(card.ok());
    const std::map<std::string, std::string> printed{
        {"3.1", "6.03"}, {"3.2", "8.38"}, {"3.3", "7.71"},  {"3.4", "15.00"},
        {"3.6", "5.00"}, {"4.3", "0.40"}, {"4.5", "4.21"},  {"4.7", "0.10"},
        {"4.8", "0.04"}, {"8.1", "6.75"}, {"8.5", "1.12"},  {"8.12", "1.35"},
        {"9.1", "1.79"}, {"9.3", "0.42"}, {"9.6", "13.72"}, {"9.7", "1.47"}};
    std::map<std::string, std::string> scored;
    const dti::unit_score<exact>& unit = card.units.at(0);
    for (std::size_t i = 0; i < unit.indicators.size(); ++i) {
        if (unit.indicators[i].is_known() && unit.indicators[i].points) {
            scored[model.rules().indicators()[i].source->code] = dti::to_text(*unit.indicators[i].points, 2);
        }
    }
    CHECK(scored == printed);
    REQUIRE(unit.subtotals.size() == 1);  // the 17th
    CHECK(dti::to_text(unit.subtotals[0].points, 2) == "12.14");
    CHECK(unit.subtotals[0].source->max_score->value == exact(25));
    CHECK(unit.coverage == exact(255, 1000));
    CHECK_FALSE(unit.values.total);
    CHECK_FALSE(unit.rank);
    CHECK(dti::to_text(*unit.low, 2) == "85.63");
    CHECK(dti::to_text(*unit.high, 2) == "830.63");
    const dti::official_result& official = data.profile(0).official;
    CHECK(official.total.value->value == exact(5934, 10000));
    CHECK(official.total.rank->value == exact(27));
    CHECK(official.pillars.size() == 3);
}

TEST_CASE("2022: what the plan's targets add where their rule fits the printed figures: 54.1 points") {
    const dti::model<exact> model(dti::load_definition("provincial-2022"));
    dti::data_set data = load(model.shared(), "ninh-thuan-2022.yaml");
    const exact before = *dti::score(model, data).units[0].low;
    for (const target& wanted : data.profile(0).targets) {
        if (wanted.level != dti::target_level::indicator || wanted.kind == target_kind::text_only) {
            continue;
        }
        const dti::compiled_indicator& item = model.rules().indicators()[wanted.subject];
        const bool scored = !data.at(0, item.points_field()).given && item.source->formula != "points";
        const std::optional<std::size_t> slot = item.find_slot(wanted.name);
        if (scored && slot && data.at(0, item.first_field + *slot).given) {
            data.set(0, item.source->id, wanted.name, wanted.figure.value);
        }
    }
    CHECK(dti::to_text(*dti::score(model, data).units[0].low - before, 1) == "54.1");
}

TEST_CASE("plans: each target with a figure is what its formula pays in full, and no less is") {
    const exact hair(1, 1'000'000);
    std::size_t checked = 0;
    for (const plan& tracked : plans()) {
        const dti::model<exact> model(dti::load_definition(tracked.index));
        const dti::data_set data = load(model.shared(), tracked.file);
        for (const target& wanted : data.profile(0).targets) {
            if (wanted.level != dti::target_level::indicator || wanted.kind == target_kind::text_only) {
                continue;
            }
            const exact& figure = wanted.figure.value;
            const std::string row =
                tracked.index + ' ' + model.rules().indicators()[wanted.subject].source->id;
            INFO(row);
            ++checked;
            if (wanted.kind == target_kind::over) {
                CHECK_FALSE(earns_all(model, wanted, figure));
                const bool counts = figure > exact(2);  // firms, not a rate
                CHECK(earns_all(model, wanted, figure + (counts ? exact(1) : hair)));
            } else if (wanted.kind == target_kind::answer) {
                CHECK(earns_all(model, wanted, figure));
                CHECK_FALSE(earns_all(model, wanted, exact(1) - figure));
            } else {
                CHECK(wanted.kind == target_kind::at_least);
                CHECK(earns_all(model, wanted, figure));
                CHECK_FALSE(earns_all(model, wanted, figure - hair));
            }
        }
    }
    CHECK(checked > 150);
}

TEST_CASE("plans: every row that is scored has a target with a figure, every other one a text") {
    for (const plan& tracked : plans()) {
        const dti::shared_rules rules = dti::load_definition(tracked.index);
        const dti::data_set data = load(rules, tracked.file);
        CHECK(rules->source().headline == dti::headline_kind::counts);
        for (std::size_t i = 0; i < rules->indicators().size(); ++i) {
            const dti::indicator& rule = *rules->indicators()[i].source;
            std::size_t figures = 0;
            std::size_t texts = 0;
            for (const target& wanted : data.profile(0).targets) {
                if (wanted.level == dti::target_level::indicator && wanted.subject == i) {
                    ++(wanted.kind == target_kind::text_only ? texts : figures);
                }
            }
            INFO(tracked.index << ' ' << rule.id);
            CHECK(figures == (rule.scored ? 1 : 0));
            CHECK((rule.scored || texts == 1 || !rule.inputs.empty()));  // or one of two figures in conflict
        }
    }
}

TEST_CASE("plans: a plan's row weighs one, in however many parts it stands") {
    for (const plan& tracked : plans()) {
        const dti::shared_rules rules = dti::load_definition(tracked.index);
        for (const dti::sub_index& part : rules->source().sub_indices) {
            std::map<std::string, exact> rows;
            for (const dti::indicator& item : part.indicators) {
                if (item.scored) {
                    rows[item.code] += item.weight;
                }
            }
            for (const auto& row : rows) {
                CHECK_MESSAGE(row.second == exact(1), tracked.index << ' ' << row.first);
            }
        }
    }
}
