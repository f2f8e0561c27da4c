// What cohorts.hpp declares. All that includes the library is compiled here, once.
#include "cohorts.hpp"

#include "curves.hpp"
#include "hand_index.hpp"
#include "random_index.hpp"
#include "stream.hpp"

#include "dti/analyse/gains.hpp"
#include "dti/analyse/gradients.hpp"
#include "dti/batch/batch.hpp"
#include "dti/batch/certified.hpp"
#include "dti/batch/stream.hpp"
#include "dti/load.hpp"

#include <benchmark/benchmark.h>
#include <fmt/format.h>

#include <algorithm>
#include <bit>
#include <chrono>
#include <cmath>
#include <fstream>
#include <functional>
#include <iterator>
#include <limits>
#include <map>
#include <utility>

namespace bench {

namespace {

const std::string shipped_index = DTI_BENCH_SOURCE_DIR "/indicators/provincial-2022.yaml";
const std::string shipped_data = DTI_BENCH_SOURCE_DIR "/examples/data/provincial-2022-synthetic.csv";

/// Fields that a survey asks for: entered points where there is no formula, else the inputs.
std::vector<std::size_t> survey_fields(const dti::compiled_definition& rules) {
    std::vector<std::size_t> fields;
    for (const dti::compiled_indicator& item : rules.indicators()) {
        if (!item.source->scored) {
            continue;
        }
        if (!item.points) {
            fields.push_back(item.points_field());
            continue;
        }
        for (std::size_t slot = 0; slot < item.scope.inputs; ++slot) {
            fields.push_back(item.first_field + slot);
        }
    }
    return fields;
}

/// Fields that some unit has a figure in.
std::vector<std::size_t> given_fields(const dti::data_set& data) {
    std::vector<std::size_t> fields;
    for (std::size_t field = 0; field < data.rules().fields(); ++field) {
        for (std::size_t unit = 0; unit < data.units().size(); ++unit) {
            if (data.at(unit, field).given) {
                fields.push_back(field);
                break;
            }
        }
    }
    return fields;
}

/// The figures of a survey alone, and where an indicator lacks one, those of the next unit that has them all.
dti::data_set completed(const dti::data_set& given, const std::vector<std::size_t>& fields) {
    const std::size_t count = given.units().size();
    dti::data_set data(given);
    for (std::size_t unit = 0; unit < count; ++unit) {
        for (std::size_t field = 0; field < given.rules().fields(); ++field) {
            data.at(unit, field) = {};
        }
    }
    for (const dti::compiled_indicator& item : given.rules().indicators()) {
        std::vector<std::size_t> own;
        std::copy_if(fields.begin(), fields.end(), std::back_inserter(own), [&](std::size_t field) {
            return field >= item.first_field && field <= item.points_field();
        });
        const auto has_all = [&](std::size_t unit) {
            return std::all_of(own.begin(), own.end(),
                               [&](std::size_t field) { return given.at(unit, field).given; });
        };
        for (std::size_t unit = 0; unit < count; ++unit) {
            std::size_t from = unit;
            while (!has_all(from)) {
                from = (from + 1) % count;
                if (from == unit) {
                    give_up(item.source->id + ": no unit has all figures");
                }
            }
            for (const std::size_t field : own) {
                data.at(unit, field) = given.at(from, field);
            }
        }
    }
    return data;
}

dti::definition random_source(std::string_view index) {
    return index == "random" ? random_definition(98, 1) : mixed_definition();
}

}  // namespace

void require_same(double found, double expected, std::string_view what) {
    const bool both_none = std::isnan(found) && std::isnan(expected);
    if (!both_none && std::bit_cast<std::uint64_t>(found) != std::bit_cast<std::uint64_t>(expected)) {
        give_up(fmt::format("{}: found {}, expected {}", what, found, expected));
    }
}

void require_near(double found, double expected, std::string_view what) {
    if (found != expected &&
        !(std::abs(found - expected) <= 1e-12 * std::max(std::abs(found), std::abs(expected)))) {
        give_up(fmt::format("{}: found {}, expected {}", what, found, expected));
    }
}

struct cohort::parts {
    dti::model<double> as_double;
    dti::model<dti::exact> as_exact;
    dti::data_set data;
    std::vector<std::size_t> fields;
};

cohort::cohort(std::string_view index) {
    fill(index, true);
}

cohort cohort::with_gaps() {
    cohort made;
    made.fill("shipped", false);
    return made;
}

const cohort& cohort_of(std::string_view index) {
    static std::map<std::string, cohort, std::less<>> made;
    const auto found = made.find(index);
    return found != made.end() ? found->second : made.emplace(index, cohort(index)).first->second;
}

void cohort::fill(std::string_view index, bool complete) {
    const bool is_shipped = index == "shipped";
    const dti::shared_rules rules =
        is_shipped ? dti::load_definition(shipped_index) : dti::compile_definition(random_source(index));
    std::vector<std::size_t> survey = survey_fields(*rules);
    dti::data_set data = is_shipped ? dti::load_data(rules, shipped_data) : random_data(rules, hand_units, 2);
    if (!complete) {
        survey = given_fields(data);
    } else if (is_shipped) {
        data = completed(data, survey);
    }
    fields = survey.size();
    columns = dti::to_columns(data, survey);
    columns.resize(columns.size() + hand_lanes, 1.0);
    const dti::model<double> model(rules);
    by_hand = make_hand_index(model);
    const dti::scorecard<double> card = dti::score(model, data);
    for (std::size_t unit = 0; unit < hand_units; ++unit) {
        const auto& result = card.units[unit];
        constexpr double none = std::numeric_limits<double>::quiet_NaN();
        expected.total[unit] = result.values.total.value_or(none);
        expected.rank[unit] = result.rank ? result.rank->place() : none;
    }
    parts_ = std::make_shared<const parts>(
        parts{model, dti::model<dti::exact>(rules), std::move(data), std::move(survey)});
}

void cohort::check(const double* totals, const double* ranks, std::string_view what) const {
    for (std::size_t unit = 0; unit < hand_units; ++unit) {
        require_same(totals[unit], expected.total[unit], what);
        require_same(ranks[unit], expected.rank[unit], what);
    }
}

void cohort::score_double() const {
    benchmark::DoNotOptimize(dti::score(parts_->as_double, parts_->data));
}
void cohort::score_exact() const {
    benchmark::DoNotOptimize(dti::score(parts_->as_exact, parts_->data));
}

struct column_run::parts {
    dti::batch_scorer scorer;
    dti::batch_scratch scratch;
};

column_run::column_run(const cohort& scored, dti::instruction_set wanted) : fields_(scored.fields) {
    const dti::batch_scorer scorer(scored.parts_->as_double, scored.parts_->fields, wanted);
    parts_ = std::make_shared<parts>(parts{scorer, scorer.make_scratch(hand_units)});
}

void column_run::score(const dti::const_array_view& figures, std::size_t scenarios, double* totals,
                       double* ranks) {
    dti::batch_output output;
    output.total = dti::columns_view(totals, hand_units, 1);
    output.rank = dti::columns_view(ranks, hand_units, 1);
    dti::batch_input input;
    input.figures = figures;
    input.scenarios = scenarios;
    input.units = hand_units;
    benchmark::DoNotOptimize(parts_->scorer.score(input, output, parts_->scratch));
}

void column_run::score(const double* columns, hand_result& result) {
    score(dti::columns_view(columns, hand_units, fields_), 1, result.total.data(), result.rank.data());
}

stream_sums stream_by_columns(const cohort& scored, const stream_way& way, std::size_t scenarios) {
    const dti::batch_scorer scorer(scored.parts_->as_double, scored.parts_->fields, way.set);
    const dti::uniform_noise noise(scorer, stream_seed, std::vector<double>(scored.fields, stream_width));
    dti::batch_input input;
    input.figures = dti::columns_view(scored.columns.data(), hand_units, scored.fields);
    input.figures.scenario_stride = 0;
    input.scenarios = scenarios;
    input.units = hand_units;
    input.maker = &noise;
    dti::stream_options options;
    options.threads = way.threads;
    stream_sums sums;
    dti::score_stream(scorer, input, options, [&](const dti::stream_block& block) {
        for (std::size_t i = 0; i < block.scenarios; ++i, ++sums.scenarios) {
            for (std::size_t unit = 0; unit < hand_units; ++unit) {
                sums.of.total[unit] += block.total.load(i, unit, 0);
                sums.of.rank[unit] += block.rank.load(i, unit, 0);
            }
        }
    });
    return sums;
}

double measure_curve(const curve_setting& setting) {
    const dti::model<double> model(dti::compile_definition(random_definition(setting.indicators, 1)));
    const dti::batch_scorer scorer(model, survey_fields(model.rules()));
    const std::size_t fields = scorer.fields().size();
    std::vector<double> columns(fields * setting.units);
    for (std::size_t i = 0; i < columns.size(); ++i) {  // a part is less than the whole, which follows it
        const double drawn = static_cast<double>(dti::splitmix_output(i) >> 11U) * 0x1p-53;
        columns[i] = i / setting.units % 2 == 0 ? 1000 * drawn : 1000 + 1000 * drawn;
    }
    dti::batch_input input;
    input.figures = dti::columns_view(columns.data(), setting.units, fields);
    input.units = setting.units;
    const auto seconds = [](const auto& work) {
        const auto start = std::chrono::steady_clock::now();
        work();
        return std::chrono::duration<double>(std::chrono::steady_clock::now() - start).count();
    };
    if (setting.scenarios > 1) {
        const dti::uniform_noise noise(scorer, stream_seed, std::vector<double>(fields, stream_width));
        input.figures.scenario_stride = 0;
        input.scenarios = setting.scenarios;
        input.maker = &noise;
        dti::stream_options options;
        options.threads = setting.threads;
        return seconds([&] {
            double sum = 0;
            dti::score_stream(scorer, input, options, [&](const dti::stream_block& block) {
                sum += block.total.load(block.scenarios - 1, 0, 0);
            });
            benchmark::DoNotOptimize(sum);
        });
    }
    std::vector<double> totals(setting.units);
    std::vector<double> ranks(setting.units);
    dti::batch_scratch scratch = scorer.make_scratch(setting.units);
    dti::batch_output output;
    output.total = dti::columns_view(totals.data(), setting.units, 1);
    output.rank = dti::columns_view(ranks.data(), setting.units, 1);
    double best = std::numeric_limits<double>::infinity();
    double spent = 0;
    for (int i = 0; i < 3 || (spent < 0.2 && i < 1000); ++i) {
        const double once = seconds([&] { benchmark::DoNotOptimize(scorer.score(input, output, scratch)); });
        best = std::min(best, once);
        spent += once;
    }
    return best;
}

struct published_run::parts {
    const dti::data_set& data;
    dti::shared_rules rules;
    dti::instruction_set wanted;
    dti::batch_scorer fast;
    dti::certified_scorer certified;
    dti::certified_figures figures;
    dti::batch_scratch fast_room;
    dti::certified_scratch room;
    std::size_t fields;
    std::vector<double> columns;
    std::vector<double> results;  ///< of either: points, sub-indices, pillars, total points, total, rank
    std::size_t settled = 0;

    /// Where each kind of result goes.
    template <class Output>
    void direct(Output& output) {
        double* at = results.data();
        const auto take = [&](std::size_t items) {
            const dti::array_view view = dti::columns_view(at, hand_units, items);
            at += items * hand_units;
            return view;
        };
        output.points = take(rules->indicators().size());
        output.sub_indices = take(rules->source().sub_indices.size());
        output.pillars = take(rules->source().pillars.size());
        output.total_points = take(1);
        output.total = take(1);
        output.rank = take(1);
    }
    void check(const dti::model<dti::exact>& scored) const;
};

void published_run::parts::check(const dti::model<dti::exact>& scored) const {
    const dti::scorecard<dti::exact> card = dti::score(scored, data);
    const double* at = results.data();
    const auto check_figure = [&](const std::optional<dti::exact>& expected, int decimals) {
        const std::string found = std::isnan(*at) ? "nothing" : fmt::format("{:.0f}", *at);
        std::string text = expected ? dti::to_text(*expected * dti::exact(dti::power_of_ten(decimals), 1), 0)
                                    : std::string("nothing");
        if (found != text) {
            give_up(fmt::format("published figures: found {}, expected {}", found, text));
        }
        ++at;
    };
    const dti::print_rule& print = rules->source().print;
    for (std::size_t i = 0; i < rules->indicators().size(); ++i) {
        for (const auto& unit : card.units) {
            check_figure(unit.indicators[i].points, print.points);
        }
    }
    for (std::size_t i = 0; i < rules->source().sub_indices.size(); ++i) {
        for (const auto& unit : card.units) {
            check_figure(unit.values.sub_indices[i], print.value);
        }
    }
    for (std::size_t i = 0; i < rules->source().pillars.size(); ++i) {
        for (const auto& unit : card.units) {
            check_figure(unit.values.pillars[i], print.value);
        }
    }
    for (const auto& unit : card.units) {
        check_figure(unit.values.total_points, print.points);
    }
    for (const auto& unit : card.units) {
        check_figure(unit.values.total, print.value);
    }
    for (const auto& unit : card.units) {
        require_same(*at++, unit.rank ? unit.rank->place() : std::numeric_limits<double>::quiet_NaN(),
                     "rank");
    }
}

published_run::published_run(const cohort& scored, dti::instruction_set wanted) {
    const cohort::parts& from = *scored.parts_;
    const dti::compiled_definition& rules = from.as_exact.rules();
    const dti::batch_scorer fast(from.as_double, from.fields, wanted);
    const dti::certified_scorer certified(from.as_exact.shared(), from.data, wanted);
    const std::size_t results =
        rules.indicators().size() + rules.source().sub_indices.size() + rules.source().pillars.size() + 3;
    parts_ = std::make_shared<parts>(parts{from.data, from.as_exact.shared(), wanted, fast, certified,
                                           certified.prepare(from.data), fast.make_scratch(hand_units),
                                           certified.make_scratch(hand_units), scored.fields, scored.columns,
                                           std::vector<double>(results * hand_units)});
    score_certified();
    parts_->check(from.as_exact);
}

void published_run::score_fast() {
    dti::batch_output output;
    parts_->direct(output);
    const dti::batch_input input{
        dti::columns_view(parts_->columns.data(), hand_units, parts_->fields), 1, hand_units, {}, {}, {}};
    benchmark::DoNotOptimize(parts_->fast.score(input, output, parts_->fast_room));
}

void published_run::score_certified() {
    dti::published_output output;
    parts_->direct(output);
    const dti::published_result result = parts_->certified.score(parts_->figures, output, parts_->room);
    if (!result.ok) {
        give_up("the certified path does not cover the cohort");
    }
    parts_->settled = result.settled;
}

void published_run::prepare_and_score() {
    const dti::certified_scorer certified(parts_->rules, parts_->data, parts_->wanted);
    const dti::certified_figures figures = certified.prepare(parts_->data);
    dti::certified_scratch room = certified.make_scratch(hand_units);
    dti::published_output output;
    parts_->direct(output);
    benchmark::DoNotOptimize(certified.score(figures, output, room));
}

std::size_t published_run::settled() const {
    return parts_->settled;
}

struct gradient_run::parts {
    const cohort::parts& scored;
    dti::scorecard<dti::exact> card;
    dti::analysed_cohort all;
    dti::gradient_scorer scorer;
    dti::gradient_figures figures;
    dti::gradient_scratch scratch;
    std::vector<double> up;
    std::vector<double> down;

    parts(const cohort::parts& made, dti::instruction_set wanted)
        : scored(made),
          card(dti::score(made.as_exact, made.data)),
          all(made.as_exact, made.data, card),
          scorer(made.as_exact.shared(), numbers(made.as_exact.rules()), wanted),
          figures(scorer.prepare(all)),
          scratch(scorer.make_scratch()),
          up(scorer.fields().size() * hand_units),
          down(up.size()) {}

    static std::vector<std::size_t> numbers(const dti::compiled_definition& rules) {
        std::vector<std::size_t> fields;
        for (const dti::compiled_indicator& item : rules.indicators()) {
            for (std::size_t slot = 0; slot < item.slots(); ++slot) {
                if (!dti::is_in_words(item.scope.entries[slot])) {
                    fields.push_back(item.first_field + slot);
                }
            }
        }
        return fields;
    }

    void find() {
        const std::size_t fields = scorer.fields().size();
        scorer.find(figures,
                    {dti::columns_view(up.data(), hand_units, fields),
                     dti::columns_view(down.data(), hand_units, fields)},
                    scratch);
    }

    void check(std::size_t unit) const {
        std::size_t at = unit;
        for (const dti::figure_gain& figure : dti::find_gains(all, unit)) {
            if (figure.sides) {
                require_gain(up[at], figure.sides->up);
                require_gain(down[at], figure.sides->down);
                at += hand_units;
            }
        }
    }
    static void require_gain(double found, const dti::gain& expected) {
        constexpr double infinite = std::numeric_limits<double>::infinity();
        require_near(found,
                     expected.kind == dti::gain_kind::finite  ? expected.value.to_double()
                     : expected.kind == dti::gain_kind::rises ? infinite
                                                              : -infinite,
                     "gradients");
    }
};

gradient_run::gradient_run(const cohort& scored, dti::instruction_set wanted)
    : parts_(std::make_shared<parts>(*scored.parts_, wanted)) {
    find();
    for (const std::size_t unit : {std::size_t{0}, hand_units / 2, hand_units - 1}) {
        parts_->check(unit);
    }
}

void gradient_run::find() {
    parts_->find();
}
void gradient_run::prepare() const {
    benchmark::DoNotOptimize(parts_->scorer.prepare(parts_->all));
}
void gradient_run::find_exactly(std::size_t unit) const {
    benchmark::DoNotOptimize(dti::find_gains(parts_->all, unit));
}

struct formulas::parts {
    dti::definition source;
};

formulas::formulas(std::string_view index) {
    parts_ = std::make_shared<const parts>(
        parts{index == "shipped" ? dti::load_definition(shipped_index)->source() : random_source(index)});
}

void formulas::compile() const {
    benchmark::DoNotOptimize(dti::compile_definition(parts_->source));
}

definition_text::definition_text() {
    std::ifstream file(shipped_index, std::ios::binary);
    text_.assign(std::istreambuf_iterator<char>(file), {});
}

void definition_text::load() const {
    dti::diagnostics found;
    const dti::shared_rules rules = dti::parse_definition(shipped_index, text_, found);
    if (rules == nullptr) {
        give_up("the shipped definition cannot be read");
    }
}

std::vector<dti::instruction_set> instruction_sets() {
    std::vector<dti::instruction_set> found;
    for (const auto wanted :
         {dti::instruction_set::portable, dti::instruction_set::avx2, dti::instruction_set::avx512}) {
        if (dti::supported(wanted)) {
            found.push_back(wanted);
        }
    }
    return found;
}

std::string word_of(dti::instruction_set wanted) {
    return std::string(dti::instruction_set_words[static_cast<std::size_t>(wanted)]);
}

}  // namespace bench
