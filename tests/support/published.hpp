// Random indices and cohorts as real ones are, full of ties and thresholds that are hit exactly; and the
// comparison of published figures with score<exact>, every digit and every rank.
#pragma once

#include "dti/aggregate/score.hpp"
#include "dti/batch/certified.hpp"
#include "support/random_batch.hpp"

#include <cmath>
#include <limits>
#include <optional>
#include <string>
#include <vector>

namespace dti_test {

/// All published figures of a cohort, by columns.
struct published_arrays {
    std::size_t units;
    std::vector<double> points, sub_indices, pillars, total_points, total, rank, low, high;
    std::vector<std::uint8_t> cells;

    published_arrays(const dti::compiled_definition& rules, std::size_t unit_count)
        : units(unit_count),
          points(units * rules.indicators().size(), -77),
          sub_indices(units * rules.source().sub_indices.size(), -77),
          pillars(units * rules.source().pillars.size(), -77),
          total_points(units, -77),
          total(units, -77),
          rank(units, -77),
          low(units, -77),
          high(units, -77),
          cells(points.size(), 0xFF) {}

    [[nodiscard]] dti::published_output views() {
        const auto view = [&](std::vector<double>& of) {
            return dti::columns_view(of.data(), units, of.size() / units);
        };
        return {view(points),
                view(sub_indices),
                view(pillars),
                view(total_points),
                view(total),
                view(rank),
                {cells.data(), 0, 1, static_cast<std::ptrdiff_t>(units)},
                view(low),
                view(high)};
    }
};

/// What came of comparing one cohort.
struct published_comparison {
    std::string difference;        ///< the first one; empty where there is none
    std::size_t cells = 0;         ///< figures that were compared
    std::size_t settled = 0;       ///< of them, what doubles left to exact arithmetic
    std::size_t fast_differs = 0;  ///< points that doubles alone would print otherwise
    bool ok = false;               ///< the certified scorer answered
};

class published_check {
  public:
    published_check(const dti::shared_rules& rules, const dti::data_set& data,
                    dti::published_decimals decimals,
                    dti::instruction_set wanted = dti::best_instruction_set())
        : rules_(rules),
          data_(data),
          decimals_(decimals),
          scorer_(rules, dti::figure_bounds(data), decimals, wanted) {}

    published_comparison run() {
        published_comparison found;
        const dti::certified_figures figures = scorer_.prepare(data_);
        dti::certified_scratch scratch = scorer_.make_scratch(data_.units().size());
        published_arrays published(*rules_, data_.units().size());
        const dti::published_result result = scorer_.score(figures, published.views(), scratch);
        const dti::scorecard<exact> card = dti::score(dti::model<exact>(rules_), data_);
        found.ok = result.ok;
        found.settled = result.settled;
        if (!result.ok) {
            return found;
        }
        if (!card.ok()) {
            found.difference = "ok, and the exact score is not";
            return found;
        }
        out_ = &found;
        compare(card, published);
        check_bounds(card);
        return found;
    }
    [[nodiscard]] const dti::certified_scorer& scorer() const noexcept { return scorer_; }

  private:
    void differ(const std::string& what, std::size_t unit, const std::string& expected, double got) {
        if (out_->difference.empty()) {
            out_->difference = what + " of unit " + std::to_string(unit) + ": expected " + expected +
                               ", found " + std::to_string(got);
        }
    }

    void same_figure(const std::string& what, std::size_t unit, const std::optional<exact>& expected,
                     int decimals, double got) {
        ++out_->cells;
        if (!expected || std::isnan(got)) {
            if (expected.has_value() == std::isnan(got)) {
                differ(what, unit, expected ? to_text(*expected, decimals) : "nothing", got);
            }
            return;
        }
        const exact printed = dti::round_half_up(*expected, decimals) * exact(dti::power_of_ten(decimals), 1);
        if (exact::from_double(got) != printed || (got == 0 && std::signbit(got))) {
            differ(what, unit, to_text(*expected, decimals), got);
        }
    }

    void compare(const dti::scorecard<exact>& card, const published_arrays& got) {
        const dti::definition& source = rules_->source();
        const std::size_t units = got.units;
        for (std::size_t unit = 0; unit < units; ++unit) {
            const dti::unit_score<exact>& score = card.units[unit];
            for (std::size_t i = 0; i < score.indicators.size(); ++i) {
                const dti::indicator_score<exact>& item = score.indicators[i];
                const std::string what = "points " + rules_->indicators()[i].source->id;
                same_figure(what, unit, item.points, decimals_.points, got.points[i * units + unit]);
                if (got.cells[i * units + unit] != dti::to_cell(item.status, item.reason)) {
                    differ("status of " + what, unit, std::to_string(static_cast<int>(item.status)),
                           got.cells[i * units + unit]);
                }
            }
            for (std::size_t i = 0; i < source.sub_indices.size(); ++i) {
                same_figure("value " + source.sub_indices[i].id, unit, score.values.sub_indices[i],
                            decimals_.value, got.sub_indices[i * units + unit]);
            }
            for (std::size_t i = 0; i < source.pillars.size(); ++i) {
                same_figure("pillar " + source.pillars[i].id, unit, score.values.pillars[i], decimals_.value,
                            got.pillars[i * units + unit]);
            }
            same_figure("total points", unit, score.values.total_points, decimals_.points,
                        got.total_points[unit]);
            same_figure("total", unit, score.values.total, decimals_.value, got.total[unit]);
            same_figure("low", unit, score.low, decimals_.points, got.low[unit]);
            same_figure("high", unit, score.high, decimals_.points, got.high[unit]);
            const double place = score.rank ? score.rank->place() : std::numeric_limits<double>::quiet_NaN();
            ++out_->cells;
            if (!same_bits(place, got.rank[unit])) {
                differ("rank", unit, std::to_string(place), got.rank[unit]);
            }
        }
    }

    /// Whether a computed value keeps its bound.
    void within(const std::string& what, std::size_t unit, const dti::value_bound& bound, double computed,
                const exact& truth) {
        const exact off = exact::from_double(computed) - truth;
        const exact error = off.is_negative() ? -off : off;
        const exact magnitude = truth.is_negative() ? -truth : truth;
        const auto at_most = [&](double limit, const exact& of) {
            return !std::isfinite(limit) || error <= exact::from_double(limit) * of;
        };
        const auto above = [&](double limit, const exact& of) {
            return std::isfinite(limit) && exact::from_double(limit) < of;
        };
        bool good = at_most(bound.absolute, 1) && at_most(bound.relative, magnitude);
        good = good && !above(bound.high, truth) &&
               !(std::isfinite(bound.low) && truth < exact::from_double(bound.low));
        if (std::isfinite(bound.rest)) {
            const dti::big_integer common(bound.denominator);
            dti::big_integer reduced = truth.big_denominator();
            reduced /= gcd(truth.big_numerator(), reduced);
            reduced /= gcd(reduced, common);
            good = good && !above(bound.rest, exact(reduced, dti::big_integer(1)));
        }
        good = good && (!bound.nearest || truth.to_double() == computed);
        if (!good) {
            std::array<char, 300> text{};
            static_cast<void>(std::snprintf(
                text.data(), text.size(), "%s, within %g..%g, off by %g or %g of it, over %llu * %g%s",
                to_text(truth, 20).c_str(), bound.low, bound.high, bound.absolute, bound.relative,
                static_cast<unsigned long long>(bound.denominator), bound.rest,
                bound.nearest ? ", nearest" : ""));
            differ("bound of " + what, unit, text.data(), computed);
        }
    }

    /// The proofs themselves: every value that doubles compute is as near to the exact one as its bound says.
    void check_bounds(const dti::scorecard<exact>& card) {
        const dti::definition_bound& bound = scorer_.bound();
        const dti::certified_figures figures = scorer_.prepare(data_);
        batch_arrays computed(*rules_, data_.units().size());
        dti::batch_scratch scratch = scorer_.batch().make_scratch(data_.units().size());
        static_cast<void>(scorer_.batch().score(figures.input(), computed.views_of_all(), scratch));
        const std::size_t units = computed.units;
        for (std::size_t unit = 0; unit < units; ++unit) {
            const dti::unit_score<exact>& score = card.units[unit];
            bool regular = true;
            for (std::size_t i = 0; i < score.indicators.size(); ++i) {
                const dti::indicator_bound& item = bound.indicator(i);
                const bool is_scored = rules_->indicators()[i].source->scored;
                regular = regular && (!is_scored || (score.indicators[i].points && item.is_known()));
                if (score.indicators[i].points && item.points && item.points->is_known()) {
                    within("points " + rules_->indicators()[i].source->formula, unit, *item.points,
                           computed.points[i * units + unit], *score.indicators[i].points);
                }
            }
            for (std::size_t i = 0; regular && i < computed.parts; ++i) {
                if (score.values.sub_indices[i]) {
                    within("value", unit, bound.sub_index(i), computed.sub_indices[i * units + unit],
                           *score.values.sub_indices[i]);
                }
            }
            if (regular && score.values.total) {
                within("total", unit, bound.total(), computed.total[unit], *score.values.total);
                within("total points", unit, bound.total_points(), computed.total_points[unit],
                       *score.values.total_points);
            }
        }
        count_fast(card);
    }

    void count_fast(const dti::scorecard<exact>& card) {
        const dti::scorecard<double> fast = dti::score_columns(dti::model<double>(rules_), data_);
        for (std::size_t unit = 0; fast.ok() && unit < card.units.size(); ++unit) {
            for (std::size_t i = 0; i < card.units[unit].indicators.size(); ++i) {
                const std::optional<exact>& a = card.units[unit].indicators[i].points;
                const std::optional<double>& b = fast.units[unit].indicators[i].points;
                out_->fast_differs += a && b &&
                                              dti::to_text<exact>(*a, decimals_.points) !=
                                                  dti::to_text<double>(*b, decimals_.points)
                                          ? 1
                                          : 0;
            }
        }
    }

    const dti::shared_rules& rules_;
    const dti::data_set& data_;
    dti::published_decimals decimals_;
    dti::certified_scorer scorer_;
    published_comparison* out_ = nullptr;
};

/// An index of the rules that real ones are made of.
class plausible_index {
  public:
    explicit plausible_index(random_source& random) : random_(random) {}

    dti::definition make() {
        dti::definition made;
        made.id = "plausible";
        made.title.en = "Plausible";
        made.missing = random_.once_in(3) ? dti::missing_policy::exclude : dti::missing_policy::zero;
        made.empty_denominator = static_cast<dti::empty_policy>(1 + random_.below(3));
        made.ties = static_cast<dti::tie_method>(random_.below(3));
        made.rank_on = static_cast<dti::rank_basis>(random_.below(2));
        made.print = {static_cast<int>(random_.below(4)), static_cast<int>(2 + random_.below(4))};
        if (random_.once_in(8)) {
            made.rounding.points = static_cast<int>(random_.below(4));
        }
        if (random_.once_in(8)) {
            made.rounding.value = static_cast<int>(random_.below(5));
        }
        if (random_.once_in(3)) {
            made.min_coverage = exact(19, 20);
        }
        const std::size_t parts = 1 + random_.below(3);
        for (std::size_t part = 0; part < parts; ++part) {
            dti::sub_index& group = made.sub_indices.emplace_back();
            group.id = "s" + std::to_string(part);
            group.title.en = group.id;
            if (random_.once_in(3)) {
                group.max_score = 100;
            }
            for (std::size_t i = 1 + random_.below(6); i > 0; --i) {
                group.indicators.push_back(indicator());
            }
        }
        dti::pillar& view = made.pillars.emplace_back();
        view.id = "p";
        view.title.en = "p";
        view.sub_indices = {"s0"};
        return made;
    }

  private:
    dti::indicator indicator() {
        dti::indicator item;
        item.id = "i" + std::to_string(count_++);
        item.title.en = item.id;
        const std::int64_t most = random_.once_in(3) ? random_.between(1, 3) * 5 : random_.between(1, 40);
        item.max_score = most;
        if (random_.once_in(6)) {
            item.weight = exact(random_.between(1, 9), random_.once_in(2) ? 10 : 1);
        }
        item.bonus = random_.once_in(12);
        const std::string max_score = std::to_string(most);
        static constexpr std::array<const char*, 14> rules{
            "points",
            "max_score * clamp(rate, 0, 1)",
            "max_score * rate",
            "steps(rate, 0.5: 1, 0.8: 2.5, 0.95: 5)",
            "if rate >= 0.8 then max_score else max_score * rate",
            "if rate > 0.35 then max_score else 0.005",
            "steps(part, 10: 0.125, 25.5: 1, 60: 5)",
            "max_score * share_of_best(rate)",
            "max_score * share_of_best(part)",
            "line(rate, 0.2: 0, 0.5: 1.5, 0.9: 4)",
            "if part <= 33.3 then part / 8 else max_score",
            "part * 1.005 - whole / 1000",
            "floor(rate * 10) * 0.5",
            "if rate >= cohort_mean(rate) then max_score else max_score / 3"};
        const std::size_t choice = random_.below(rules.size() + 2);
        if (choice >= rules.size()) {
            item.formula =
                max_score + "/" + max_score + " points = " + std::to_string(random_.between(10, 90)) + "%";
        } else {
            item.formula = rules[choice];
        }
        if (item.formula == "points") {
            return item;
        }
        item.inputs = {{.name = "part"}, {.name = "whole"}};
        item.derive = {{.name = "rate", .formula = "part / whole"}};
        return item;
    }

    random_source& random_;
    std::size_t count_ = 0;
};

/// Figures of few decimals, so that ratios hit thresholds and points hit ties.
inline dti::data_set plausible_cohort(const dti::shared_rules& rules, std::size_t units,
                                      random_source& random) {
    dti::data_set data(rules);
    const bool gaps = random.once_in(2);
    const auto decimal = [&](std::int64_t most) {
        static constexpr std::array<std::int64_t, 4> scales{1, 10, 100, 1000};
        const std::int64_t scale = scales[random.below(scales.size())];
        return exact(random.between(0, most * scale), scale);
    };
    for (std::size_t unit = 0; unit < units; ++unit) {
        data.add_unit({.name = "u" + std::to_string(unit), .ranked = !random.once_in(20)});
        if (unit > 0 && random.once_in(6)) {  // equal, but for one figure now and then
            for (std::size_t field = 0; field < rules->fields(); ++field) {
                data.at(unit, field) = data.at(unit - 1, field);
            }
        }
        for (const dti::compiled_indicator& item : rules->indicators()) {
            if ((unit > 0 && data.at(unit, item.points_field()).given) || (gaps && random.once_in(30))) {
                continue;
            }
            if (!item.points) {
                data.set(unit, item.source->id, "points", exact(random.between(0, 800), 20));
                continue;
            }
            if (random.once_in(3) && item.slots() > 2 && !data.at(unit, item.first_field).given) {
                data.set(unit, item.source->id, "rate", exact(random.between(0, 10000), 10000));
                data.set(unit, item.source->id, "part", decimal(60));
                data.at(unit, item.first_field).given = false;
                continue;
            }
            if (data.at(unit, item.first_field + 2).given) {
                continue;
            }
            exact part = decimal(60);
            exact whole = decimal(60);
            if (random.once_in(3)) {  // a threshold, exactly, in other numbers
                static constexpr std::array<std::int64_t, 6> shares{50, 80, 95, 35, 20, 90};
                part = whole * exact(shares[random.below(shares.size())], 100);
            }
            data.set(unit, item.source->id, "part", part);
            data.set(unit, item.source->id, "whole", whole);
            if (random.once_in(40)) {
                data.set(unit, item.source->id, "points", decimal(30));
            }
        }
    }
    return data;
}

/// Plausible rules, compiled.
inline dti::shared_rules plausible_rules(random_source& random) {
    return dti::compile_definition(plausible_index(random).make());
}

}  // namespace dti_test
