// Batch scoring and streams on several threads, to be compiled with a thread sanitizer: one scorer shared by
// all, a scratch each; streams that go to their end, are ended, and fail.
#include "dti/batch.hpp"
#include "dti/dti.hpp"

#include <cstddef>
#include <cstdio>
#include <stdexcept>
#include <thread>
#include <vector>

namespace {

/// Ten ratios, of which two are relative to the best, and an optional figure.
dti::definition ten_ratios() {
    dti::definition made{.id = "ratios", .title = {.en = "Ratios"}};
    made.sub_indices = {{.id = "all", .title = {.en = "All"}}};
    for (int i = 0; i < 10; ++i) {
        dti::indicator item{.id = "i" + std::to_string(i), .max_score = 10};
        item.inputs = {{.name = "part"}, {.name = "whole"}};
        item.derive = {{.name = "rate", .formula = "part / whole"}};
        item.formula = i < 2 ? "max_score * share_of_best(rate)" : "max_score * clamp(rate, 0, 1)";
        made.sub_indices[0].indicators.push_back(item);
    }
    return made;
}

constexpr std::size_t units = 63;
constexpr std::size_t scenarios = 700;

struct scored {
    std::vector<double> totals = std::vector<double>(units);
    std::vector<double> ranks = std::vector<double>(units);
    friend bool operator==(const scored&, const scored&) = default;
};

scored score_once(const dti::batch_scorer& scorer, const std::vector<double>& figures) {
    scored found;
    dti::batch_scratch scratch = scorer.make_scratch(units);
    dti::batch_input input;
    input.figures = dti::columns_view(figures.data(), units, scorer.fields().size());
    input.units = units;
    dti::batch_output output;
    output.total = dti::columns_view(found.totals.data(), units, 1);
    output.rank = dti::columns_view(found.ranks.data(), units, 1);
    static_cast<void>(scorer.score(input, output, scratch));
    return found;
}

int failures = 0;

void require(bool holds, const char* what) {
    if (!holds) {
        std::fprintf(stderr, "threads: %s\n", what);
        ++failures;
    }
}

}  // namespace

int main() {
    const dti::model<double> model = dti::compile<double>(ten_ratios());
    std::vector<std::size_t> fields;
    for (const dti::compiled_indicator& item : model.rules().indicators()) {
        fields.push_back(item.first_field);
        fields.push_back(item.first_field + 1);
    }
    const dti::batch_scorer scorer(model, fields);
    std::vector<double> figures;
    for (std::size_t i = 0; i < fields.size() * units; ++i) {
        figures.push_back(static_cast<double>(1 + i * i % 97) + (i / units % 2 == 0 ? 0.0 : 100.0));
    }

    const scored expected = score_once(scorer, figures);
    std::vector<scored> found(4);
    std::vector<std::thread> threads;
    for (scored& own : found) {
        threads.emplace_back([&] {
            for (int i = 0; i < 20; ++i) {
                own = score_once(scorer, figures);
            }
        });
    }
    for (std::thread& thread : threads) {
        thread.join();
    }
    for (const scored& own : found) {
        require(own == expected, "threads that share a scorer differ");
    }

    const dti::uniform_noise noise(scorer, 1, std::vector<double>(fields.size(), 0.1));
    dti::batch_input input;
    input.figures = dti::columns_view(figures.data(), units, fields.size());
    input.figures.scenario_stride = 0;
    input.units = units;
    input.scenarios = scenarios;
    input.maker = &noise;
    dti::stream_options options;
    const auto sum = [&](std::size_t count) {
        options.threads = count;
        double total = 0;
        dti::score_stream(scorer, input, options, [&](const dti::stream_block& block) {
            for (std::size_t i = 0; i < block.scenarios; ++i) {
                total += block.total.load(i, 5, 0) * block.rank.load(i, 5, 0);
            }
        });
        return total;
    };
    require(sum(1) == sum(4), "a stream depends on the number of its threads");

    std::size_t told = 0;
    options.progress = [&](std::size_t done, std::size_t) {
        told = done;
        return done < 300;
    };
    require(sum(4) > 0 && told >= 300 && told < scenarios, "a stream does not end where it is told to");
    options.progress = [](std::size_t done, std::size_t) -> bool {
        if (done > 300) {
            throw std::runtime_error("enough");
        }
        return true;
    };
    bool thrown = false;
    try {
        static_cast<void>(sum(4));
    } catch (const std::runtime_error&) {
        thrown = true;
    }
    require(thrown, "an exception is lost");
    return failures == 0 ? 0 : 1;
}
