// The same cohorts by muParser 2.3: one compiled expression an indicator, evaluated for each unit with its
// figures in bound variables, which is its fastest way (its bulk mode parses again at every call). Sums and
// ranks as in the loop by hand.
#include "../cohorts.hpp"
#include "../registry.hpp"

#include <fmt/format.h>
#include <muParser.h>

#include <algorithm>

namespace {

using bench::hand_units;
using rule = bench::hand_indicator::rule;

/// As an analyst would write it; `a`, `b`, `c` and `d` are figures, `best` is that of the cohort.
std::string expression_of(const bench::hand_indicator& item) {
    const auto most = [&] { return fmt::format("{}", item.most); };
    switch (item.kind) {
        case rule::ratio:
            return most() + " * max(0, min(1, a / b))";
        case rule::share:
            return fmt::format("{} * max(0, min(1, a / b / {}))", item.most, item.slope);
        case rule::threshold:
            return fmt::format("max(0, min({}, {} * (a / b)))", item.most, item.slope);
        case rule::best:
            return most() + " * (a / b / best)";
        case rule::tiers:
            return "a < 1000 ? 0 : a < 20000 ? 1 : a < 400000 ? 2 : " + most();
        case rule::step:
            return "a < 2 ? 0 : " + most();
        case rule::entered:
            return fmt::format("max(0, min({}, a))", item.most);
        case rule::flag:
            return most() + " * a";
        case rule::option:
            return fmt::format("a == 0 ? {} : a == 1 ? {} : {}", item.worth[0], item.worth[1], item.worth[2]);
        case rule::halves:
            return fmt::format("(a / b >= 1 ? {0} : 0) + (c / d >= 1 ? {0} : 0)", item.most / 2);
    }
    return {};
}

std::size_t figures_of(rule kind) {
    switch (kind) {
        case rule::ratio:
        case rule::share:
        case rule::threshold:
        case rule::best:
            return 2;
        case rule::halves:
            return 4;
        default:
            return 1;
    }
}

class expressions {
  public:
    explicit expressions(const bench::hand_index& index) : index_(index), parsers_(index.indicators.size()) {
        for (std::size_t i = 0; i < parsers_.size(); ++i) {
            mu::Parser& parser = parsers_[i];
            for (std::size_t name = 0; name < figures_.size(); ++name) {
                parser.DefineVar(std::string(1, "abcd"[name]), &figures_[name]);
            }
            parser.DefineVar("best", &best_);
            parser.SetExpr(expression_of(index.indicators[i]));
            static_cast<void>(parser.Eval());  // compiles it
        }
    }

    void score(const double* columns, bench::hand_result& result) {
        double earned[bench::hand_parts][hand_units] = {};
        for (std::size_t i = 0; i < parsers_.size(); ++i) {
            const bench::hand_indicator& item = index_.indicators[i];
            const double* const first = columns + item.column * hand_units;
            const std::size_t count = figures_of(item.kind);
            if (item.kind == rule::best) {
                best_ = 0;
                for (std::size_t unit = 0; unit < hand_units; ++unit) {
                    best_ = std::max(best_, first[unit] / first[hand_units + unit]);
                }
            }
            for (std::size_t unit = 0; unit < hand_units; ++unit) {
                for (std::size_t figure = 0; figure < count; ++figure) {
                    figures_[figure] = first[figure * hand_units + unit];
                }
                earned[item.part][unit] += parsers_[i].Eval();
            }
        }
        alignas(64) double total[bench::hand_lanes] = {};
        double maximum = 0;
        for (std::size_t part = 0; part < bench::hand_parts; ++part) {
            const double most = index_.maxima[part];
            if (most == 0) {
                continue;
            }
            maximum += index_.shares[part];
            for (std::size_t unit = 0; unit < hand_units; ++unit) {
                total[unit] += std::clamp(earned[part][unit] / most, 0.0, 1.0) * index_.shares[part];
            }
        }
        for (double& value : total) {
            value /= maximum;
        }
        std::copy_n(total, hand_units, result.total.begin());
        bench::rank_totals_by_hand(index_, total, result.rank);
    }

  private:
    const bench::hand_index& index_;
    std::vector<mu::Parser> parsers_;
    std::array<double, 4> figures_{1, 1, 1, 1};
    double best_ = 1;
};

[[maybe_unused]] const bool registered = [] {
    for (const std::string_view index : bench::index_names) {
        bench::add_benchmark("peer_muparser/" + std::string(index), [=](benchmark::State& state) {
            const bench::cohort& made = bench::cohort_of(index);
            expressions peer(made.by_hand);
            bench::hand_result result;
            peer.score(made.columns.data(), result);
            for (std::size_t unit = 0; unit < hand_units; ++unit) {
                bench::require_near(result.total[unit], made.expected.total[unit], "muParser");
                bench::require_same(result.rank[unit], made.expected.rank[unit], "muParser");
            }
            for (auto _ : state) {
                peer.score(made.columns.data(), result);
                benchmark::DoNotOptimize(result);
            }
        });
    }
    return true;
}();

}  // namespace
