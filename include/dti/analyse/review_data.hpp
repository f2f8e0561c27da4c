// A second look at figures that can be scored: what was probably not meant.
//
// In: a data set. Out: warnings at the figures. What cannot be scored at all is the business of
// evaluate/indicator_score.hpp (report_faults).
#pragma once

#include "dti/analyse/rate.hpp"
#include "dti/evaluate/cohort.hpp"
#include "dti/text/wording.hpp"

#include <algorithm>
#include <string>
#include <vector>

namespace dti::inline v0 {

namespace detail {

class data_review {
  public:
    data_review(const data_set& data, diagnostics& found) : data_(data), found_(found) {}

    void review() {
        for (const compiled_indicator& item : data_.rules().indicators()) {
            std::vector<bool> rates;
            for (std::size_t slot = 0; slot < item.slots(); ++slot) {
                rates.push_back(is_rate(item, slot));
            }
            std::vector<std::vector<exact>> constants;
            for (const derived_program& derived : item.derive) {
                constants.push_back(derived.code.constants);
            }
            for (std::size_t unit = 0; unit < data_.units().size() && warnings_ < enough; ++unit) {
                review_given(item, unit, rates);
                review_computed(item, unit, rates, constants);
            }
        }
    }

  private:
    /// Warnings after which the review stops, more than a user is shown: hostile data costs no more than
    /// this.
    static constexpr std::size_t enough = 1000;

    [[nodiscard]] const figure& at(const compiled_indicator& item, std::size_t unit, std::size_t slot) const {
        return data_.at(unit, item.first_field + slot);
    }
    static std::string name_of(const compiled_indicator& item, std::size_t slot) {
        return item.source->id + '.' + item.scope.entries[slot].name;
    }
    void warn(std::uint32_t source, position where, message what) {
        ++warnings_;
        if (source < data_.sources().size()) {
            found_.warning(*data_.sources()[source], where, std::move(what));
        } else {
            found_.add({severity::warning, "data", {}, std::move(what), {}});
        }
    }

    void review_given(const compiled_indicator& item, std::size_t unit, const std::vector<bool>& rates) {
        const std::string& name = data_.units()[unit].name;
        for (std::size_t slot = 0; slot < item.slots(); ++slot) {
            const figure& given = at(item, unit, slot);
            if (!given.given) {
                continue;
            }
            if (slot < item.scope.inputs && given.value < 0) {
                warn(given.source, given.where,
                     wording::negative_figure(name, name_of(item, slot), given.value));
            } else if (rates[slot] && given.value > 1) {
                const bool percent_meant = !given.percent && given.value <= 100;
                warn(given.source, given.where,
                     wording::rate_above_1(name, name_of(item, slot), given.value,
                                           percent_meant ? as_written(given) + '%' : std::string()));
            }
        }
    }

    /// The figure in its file's notation: with a decimal comma where its line says so.
    [[nodiscard]] std::string as_written(const figure& given) const {
        constexpr int most_places = 6;
        constexpr std::size_t longest_line = 64U << 10U;
        if (given.source >= data_.sources().size()) {
            return to_shortest_text(round_half_up(given.value, most_places));
        }
        std::string point = to_text(given.value, given.decimals);
        std::string comma = point;
        std::replace(comma.begin(), comma.end(), '.', ',');
        const std::string_view line =
            data_.sources()[given.source]->line(given.where.line).substr(0, longest_line);
        return line.find(point) == std::string_view::npos && line.find(comma) != std::string_view::npos
                   ? comma
                   : point;
    }

    /// Rates that are not given, where their parts are.
    void review_computed(const compiled_indicator& item, std::size_t unit, const std::vector<bool>& rates,
                         const std::vector<std::vector<exact>>& constants) {
        const auto is_computed_rate = [&](const derived_program& derived) {
            return rates[derived.slot] && !at(item, unit, derived.slot).given;
        };
        if (std::none_of(item.derive.begin(), item.derive.end(), is_computed_rate)) {
            return;
        }
        std::vector<exact> slots(item.slots());
        std::vector<slot_state> states(item.slots(), slot_state::missing);
        for (std::size_t slot = 0; slot < item.slots(); ++slot) {
            if (at(item, unit, slot).given) {
                slots[slot] = at(item, unit, slot).value;
                states[slot] = slot_state::present;
            }
        }
        derive_figures<exact>(item, constants, slots, states);
        for (const derived_program& derived : item.derive) {
            if (is_computed_rate(derived) && states[derived.slot] == slot_state::present &&
                slots[derived.slot] > 1) {
                warn_of_computed(item, unit, derived, slots[derived.slot]);
            }
        }
    }

    /// At the first part that is given, else at the unit.
    void warn_of_computed(const compiled_indicator& item, std::size_t unit, const derived_program& derived,
                          const exact& rate) {
        const unit_info& info = data_.units()[unit];
        std::vector<std::string> parts;
        const figure* first = nullptr;
        for (const std::uint32_t slot : derived.code.required) {
            parts.push_back(item.scope.entries[slot].name);
            const figure& part = at(item, unit, slot);
            first = first == nullptr && part.given ? &part : first;
        }
        warn(first == nullptr ? info.source : first->source, first == nullptr ? info.where : first->where,
             wording::rate_above_1(info.name, name_of(item, derived.slot), rate, parts));
    }

    const data_set& data_;
    diagnostics& found_;
    std::size_t warnings_ = 0;
};

}  // namespace detail

/// Adds a warning for each rate above 1, given or computed from its parts, and each input below 0.
inline void review_data(const data_set& data, diagnostics& found) {
    detail::data_review(data, found).review();
}

}  // namespace dti::inline v0
