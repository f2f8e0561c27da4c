// What-ifs on random indices and cohorts: a what-if is the difference of two scores of edited data, and the
// split of a change of rank adds up.
#include "dti/analyse/what_if.hpp"
#include "dti/analyse/change_data.hpp"
#include "support/print.hpp"
#include "support/random_batch.hpp"

#include <doctest/doctest.h>

using dti::change_level;
using dti::exact;
using dti_test::random_source;

namespace {

/// A random figure of a random unit, put to another value that its kind allows.
dti::figure_change random_change(const dti::data_set& data, random_source& random) {
    const std::vector<dti::compiled_indicator>& indicators = data.rules().indicators();
    dti::figure_change made;
    made.unit = random.below(data.units().size());
    made.indicator = random.below(indicators.size());
    const dti::compiled_indicator& item = indicators[made.indicator];
    made.slot = random.below(item.slots() + 1);
    const dti::figure_type type =
        made.slot == item.slots() ? dti::figure_type::number : item.scope.entries[made.slot].type;
    made.value =
        dti::supposed_figure(type == dti::figure_type::yes_no   ? exact(random.between(0, 1))
                             : type == dti::figure_type::choice ? exact(random.between(0, 2))
                                                                : exact(random.between(-300, 900), 100),
                             false);
    return made;
}

/// The same by hand: every figure that is given and that the changes put or push aside.
dti::data_set edited(const dti::data_set& data, const dti::changed_data& changed) {
    dti::data_set copy = data;
    for (const dti::figure_change& item : changed.changes) {
        const std::size_t first = data.rules().indicators()[item.indicator].first_field;
        dti::figure& stored = copy.at(item.unit, first + item.slot);
        stored.value = item.value.value;
        stored.given = true;
    }
    for (const dti::figure_place& place : changed.gave_way) {
        copy.at(place.unit, data.rules().indicators()[place.indicator].first_field + place.slot).given =
            false;
    }
    return copy;
}

std::optional<exact> place(const std::optional<dti::rank>& rank) {
    return rank ? std::optional(exact(static_cast<std::int64_t>(rank->twice_place), 2)) : std::nullopt;
}

/// Scores without the check of contradictions, which edits by hand would run into.
bool only_contradictions(const dti::scorecard<exact>& card) {
    return std::all_of(card.faults.begin(), card.faults.end(), [](const dti::score_fault& fault) {
        return fault.kind == dti::fault_kind::contradiction;
    });
}

}  // namespace

TEST_CASE("property: a what-if equals scoring edited data, and its ranks add up") {
    random_source random(611);
    std::size_t compared = 0;
    std::size_t moved = 0;
    for (int round = 0; round < 400; ++round) {
        const dti::shared_rules rules = dti_test::random_rules(random);
        const dti::data_set data = dti_test::random_cohort(rules, 1 + random.below(7), random);
        const dti::model<exact> model(rules);
        const dti::scorecard<exact> before = dti::score(model, data);
        std::vector<dti::figure_change> changes;
        for (std::size_t i = 1 + random.below(6); i > 0; --i) {
            changes.push_back(random_change(data, random));
        }
        const dti::changed_data changed = dti::change_data(data, changes);
        const dti::scorecard<exact> after = dti::score(model, changed.data);
        const dti::scorecard<exact> by_hand = dti::score(model, edited(data, changed));
        if (!only_contradictions(before) || !only_contradictions(after)) {
            continue;  // no score without a policy that says otherwise
        }
        REQUIRE(only_contradictions(by_hand));
        for (std::size_t unit = 0; unit < data.units().size(); ++unit) {
            const dti::what_if result = dti::compare(model, data, before, changed.data, after, unit);
            const dti::unit_score<exact>& was = before.units[unit];
            const dti::unit_score<exact>& is = by_hand.units[unit];
            std::vector<char> shown(rules->indicators().size());
            std::optional<exact> own;
            std::optional<exact> rivals;
            std::optional<exact> whole;
            for (const dti::what_if_row& row : result.rows) {
                INFO(dti::change_level_words[static_cast<std::size_t>(row.level)], ' ', row.at);
                if (row.before && row.after) {
                    REQUIRE(row.change == *row.after - *row.before);
                }
                switch (row.level) {
                    case change_level::indicator:
                        shown[row.at] = 1;
                        REQUIRE(row.before == was.indicators[row.at].points);
                        REQUIRE(row.after == is.indicators[row.at].points);
                        REQUIRE(row.before != row.after);
                        break;
                    case change_level::sub_index:
                        REQUIRE(row.before == was.values.sub_indices[row.at]);
                        REQUIRE(row.after == is.values.sub_indices[row.at]);
                        break;
                    case change_level::pillar:
                        REQUIRE(row.after == is.values.pillars[row.at]);
                        break;
                    case change_level::total_points:
                        REQUIRE(row.before == was.values.total_points);
                        REQUIRE(row.after == is.values.total_points);
                        break;
                    case change_level::total:
                        REQUIRE(row.after == is.values.total);
                        break;
                    case change_level::rank:
                        REQUIRE(row.before == place(was.rank));
                        REQUIRE(row.after == place(is.rank));
                        whole = row.change;
                        break;
                    case change_level::rank_own:
                        own = row.change;
                        break;
                    case change_level::rank_rivals:
                        rivals = row.change;
                        break;
                }
            }
            for (std::size_t i = 0; i < shown.size(); ++i) {
                REQUIRE((shown[i] != 0) == (was.indicators[i].points != is.indicators[i].points));
            }
            REQUIRE(whole.has_value() == (own && rivals));
            if (whole) {
                REQUIRE(*own + *rivals == *whole);
                moved += whole->is_zero() ? 0 : 1;
            }
            ++compared;
        }
    }
    CHECK(compared > 500);
    CHECK(moved > 50);
}

TEST_CASE("property: overtaking is what the two orders say") {
    random_source random(612);
    std::size_t passed = 0;
    for (int round = 0; round < 200; ++round) {
        const dti::shared_rules rules = dti_test::random_rules(random);
        const dti::data_set data = dti_test::random_cohort(rules, 2 + random.below(7), random);
        const dti::model<exact> model(rules);
        const dti::scorecard<exact> before = dti::score(model, data);
        std::vector<dti::figure_change> changes;
        for (std::size_t i = 1 + random.below(9); i > 0; --i) {
            changes.push_back(random_change(data, random));
        }
        const dti::changed_data changed = dti::change_data(data, changes);
        const dti::scorecard<exact> after = dti::score(model, changed.data);
        if (!only_contradictions(before) || !only_contradictions(after)) {
            continue;
        }
        std::vector<dti::what_if> results;
        for (std::size_t unit = 0; unit < data.units().size(); ++unit) {
            results.push_back(dti::compare(model, data, before, changed.data, after, unit));
        }
        const auto has = [](const std::vector<std::size_t>& units, std::size_t unit) {
            return std::find(units.begin(), units.end(), unit) != units.end();
        };
        for (std::size_t a = 0; a < results.size(); ++a) {
            for (std::size_t b = 0; b < results.size(); ++b) {
                REQUIRE(has(results[a].passes, b) == has(results[b].passed_by, a));
                if (has(results[a].passes, b)) {
                    ++passed;
                    REQUIRE(after.units[a].rank->twice_place < after.units[b].rank->twice_place);
                    REQUIRE(before.units[a].rank->twice_place >= before.units[b].rank->twice_place);
                }
            }
        }
    }
    CHECK(passed > 20);
}
