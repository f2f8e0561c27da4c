// Gains against exact one-sided differences, and solved figures against scoring again, on random indices.
#include "dti/analyse/gains.hpp"
#include "dti/analyse/gaps.hpp"

#include "support/analysed.hpp"
#include "support/random_case.hpp"

#include <doctest/doctest.h>

#include <cstdint>
#include <optional>
#include <string>
#include <vector>

using dti::exact;
using dti::gain;
using dti::gain_kind;
using dti_test::random_case;
using dti_test::random_source;

namespace {

/// Total points by the roll-up with another figure in one field. The parts of a derived figure that is moved
/// contradict it, which is what the contract forbids of data and not of a derivative.
std::optional<exact> total_with(const random_case& made, std::size_t unit, std::size_t field,
                                const exact& value) {
    dti::data_set edited = made.data;
    edited.at(unit, field) = {value, dti::max_decimals, {}, true, false, 0};
    const dti::scorecard<exact> card = dti::score(made.model, edited);
    for (const dti::score_fault& fault : card.faults) {
        if (fault.kind != dti::fault_kind::contradiction) {
            return std::nullopt;
        }
    }
    return dti::unit_total(made.model, card.units[unit]).points();
}

/// A derivative by differences: two steps, one a thousandth of the other, tell a jump from a slope, and how
/// far the slope of the smaller one may be off.
struct difference {
    std::string text;  ///< `inf`, `-inf`, `none`, or empty for a slope
    exact slope{};
    exact error{};
};

difference differentiate(const random_case& made, std::size_t unit, std::size_t field, const exact& value,
                         bool up) {
    const exact now = dti::unit_total(made.model, made.card.units[unit]).points();
    const exact small(dti::big_integer(1), dti::power_of_ten(24));
    const exact smaller = small / 1000;
    const auto rise = [&](const exact& step) -> std::optional<exact> {
        const std::optional<exact> moved = total_with(made, unit, field, up ? value + step : value - step);
        return moved ? std::optional<exact>(up ? *moved - now : now - *moved) : std::nullopt;
    };
    const std::optional<exact> first = rise(small);
    const std::optional<exact> second = rise(smaller);
    if (!first || !second) {
        return {"none"};
    }
    const exact slope = *second / smaller;
    const exact bend = *first / small - slope;
    const exact magnitude = slope.is_negative() ? -slope : slope;
    // Figures are fractions below 10^7, so that no slope of a rule comes near this.
    if (magnitude > exact(dti::power_of_ten(20), 1)) {
        return {slope.is_negative() ? "-inf" : "inf"};
    }
    const exact error = bend.is_negative() ? -bend : bend;
    return {"", slope, error};
}

void compare(const gain& found, const difference& expected) {
    if (!expected.text.empty()) {
        const std::string text = found.kind == gain_kind::rises   ? "inf"
                                 : found.kind == gain_kind::falls ? "-inf"
                                 : found.kind == gain_kind::none  ? "none"
                                                                  : dti::to_shortest_text(found.value);
        CHECK(text == expected.text);
        return;
    }
    REQUIRE(found.kind == gain_kind::finite);
    const exact off =
        found.value < expected.slope ? expected.slope - found.value : found.value - expected.slope;
    // Exact on a linear piece; on a bent one the smaller step is off by a thousandth of what it differs from
    // the larger one by.
    CHECK(off <= expected.error / 500);
}

}  // namespace

TEST_CASE("gains are the one-sided derivatives of the total, on random indices") {
    random_source random(20221);
    std::size_t indices = 0;
    std::size_t slopes = 0;
    std::size_t jumps = 0;
    std::size_t bent = 0;
    while (indices < 400) {
        const random_case made(random);
        if (!made.card.ok()) {
            continue;
        }
        ++indices;
        const dti::analysed_cohort all(made.model, made.data, made.card);
        const std::size_t unit = random.below(made.data.units().size());
        for (const dti::figure_gain& figure : dti::find_gains(all, unit)) {
            const dti::compiled_indicator& item = made.rules->indicators()[figure.indicator];
            const dti::indicator_score<exact>& score = made.card.units[unit].indicators[figure.indicator];
            const bool settled =
                score.status != dti::score_status::scored || score.reason != dti::score_reason::none;
            if (!figure.sides) {
                continue;
            }
            INFO(item.source->formula << " by " << item.scope.entries[figure.slot].name << " of index "
                                      << indices);
            if (!figure.value || settled) {
                CHECK(figure.sides->is_zero());
                continue;
            }
            const std::size_t field = item.first_field + figure.slot;
            const difference up = differentiate(made, unit, field, *figure.value, true);
            const difference down = differentiate(made, unit, field, *figure.value, false);
            compare(figure.sides->up, up);
            compare(figure.sides->down, down);
            jumps += (up.text.empty() ? 0U : 1U) + (down.text.empty() ? 0U : 1U);
            slopes += up.slope.is_zero() ? 0U : 1U;
            bent += up.error.is_zero() ? 0U : 1U;
        }
    }
    CHECK(slopes > 100);
    CHECK(jumps > 10);
    CHECK(bent > 20);
}

TEST_CASE("rivals' gains are the derivatives of their totals, on random indices") {
    random_source random(7);
    std::size_t moved = 0;
    for (int indices = 0; indices < 300;) {
        const random_case made(random);
        if (!made.card.ok() || made.data.units().size() < 2) {
            continue;
        }
        ++indices;
        const dti::analysed_cohort all(made.model, made.data, made.card);
        for (const dti::figure_gain& figure : dti::find_gains(all, 0, true)) {
            for (const dti::rival_gain& rival : figure.rivals) {
                if (rival.sides.up.kind != gain_kind::finite) {
                    continue;
                }
                const exact step(dti::big_integer(1), dti::power_of_ten(24));
                const std::size_t field =
                    made.rules->indicators()[figure.indicator].first_field + figure.slot;
                dti::data_set edited = made.data;
                edited.at(0, field) = {*figure.value + step, dti::max_decimals, {}, true, false, 0};
                const dti::scorecard<exact> card = dti::score(made.model, edited);
                const exact rise = dti::unit_total(made.model, card.units[rival.unit]).points() -
                                   dti::unit_total(made.model, made.card.units[rival.unit]).points();
                const exact off = rise / step - rival.sides.up.value;
                CHECK((off < exact(1, 1'000'000) && off > exact(-1, 1'000'000)));
                ++moved;
            }
        }
    }
    CHECK(moved > 20);
}

TEST_CASE("what is needed closes the gap when it is scored again, and one unit nearer does not") {
    random_source random(4711);
    std::size_t solved = 0;
    std::size_t falling = 0;
    for (int indices = 0; indices < 150;) {
        const random_case made(random);
        if (!made.card.ok()) {
            continue;
        }
        ++indices;
        const dti::analysed_cohort all(made.model, made.data, made.card);
        const std::size_t unit = random.below(made.data.units().size());
        std::vector<dti::target> targets;
        for (std::size_t i = 0; i < made.rules->indicators().size(); ++i) {
            dti::target item;
            item.subject = i;
            item.name = "points";
            item.kind = dti::target_kind::at_least;
            item.figure.value =
                made.rules->indicators()[i].source->max_score * exact(random.between(1, 10), 10);
            targets.push_back(std::move(item));
        }
        for (const dti::indicator_gap& row : dti::find_gaps(all, unit, targets)) {
            if (!row.needed) {
                continue;
            }
            const std::size_t indicator = row.indicators.front();
            const dti::varied_indicator varied(all, unit, indicator);
            const dti::figure_line line(varied, row.needed->slot);
            const dti::compiled_indicator& item = made.rules->indicators()[indicator];
            INFO(item.source->formula << " by " << item.scope.entries[row.needed->slot].name);
            CHECK(*line.points_at(row.needed->value) >= row.target_points);
            const dti::figure_type type = item.scope.entries[row.needed->slot].type;
            if (type != dti::figure_type::number) {
                continue;
            }
            ++solved;
            const exact present = varied.present(row.needed->slot).value_or(exact());
            const bool rising = row.needed->value > present;
            falling += rising ? 0U : 1U;
            if (row.needed->value != present) {
                const exact unit_of_last(dti::big_integer(1), dti::power_of_ten(dti::figure_decimals));
                const exact nearer =
                    rising ? row.needed->value - unit_of_last : row.needed->value + unit_of_last;
                const bool between = rising ? nearer > present : nearer < present;
                const std::optional<exact> points = line.points_at(nearer);
                CHECK((!between || !points || *points < row.target_points));
            }
        }
    }
    CHECK(solved > 100);
    CHECK(falling > 5);
}
