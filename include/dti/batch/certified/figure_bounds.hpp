// What the figures of some cohorts are like: how large, and with how many decimals. Bounds of a definition's
// results rest on them.
//
// In: data sets. Out: a bound for every field, which holds for all their units. Next: definition_bound.hpp.
#pragma once

#include "dti/batch/certified/error_bound.hpp"
#include "dti/evaluate/cohort.hpp"

#include <algorithm>
#include <optional>
#include <vector>

namespace dti::inline v0 {

/// Bounds of figures as data sets have them. The computed value of a figure is the double nearest to it.
class figure_bounds {
  public:
    explicit figure_bounds(const compiled_definition& rules)
        : fields_(rules.fields()), references_(rules.indicators().size()) {
        for (std::size_t i = 0; i < references_.size(); ++i) {
            const std::optional<program>& points = rules.indicators()[i].points;
            references_[i].resize(points ? points->cohort_terms.size() : 0);
        }
    }
    explicit figure_bounds(const data_set& data) : figure_bounds(data.rules()) { add(data); }

    /// Widens the bounds until they hold for the units of `data` as well.
    void add(const data_set& data) {
        for (std::size_t unit = 0; unit < data.units().size(); ++unit) {
            for (std::size_t field = 0; field < fields_.size(); ++field) {
                if (const figure& given = data.at(unit, field); given.given) {
                    widen(fields_[field], given.value);
                }
            }
        }
        most_units_ = std::max(most_units_, data.units().size());
        if (data.units().size() == 1) {
            takes_references_ = true;
            add_references(data);
        }
    }

    /// Whether the bounds hold for `data` as they are.
    [[nodiscard]] bool hold_for(const data_set& data) const {
        figure_bounds wider(*this);
        wider.add(data);
        return wider == *this;
    }

    /// Of a field of a unit's row; nothing where no unit has a figure there.
    [[nodiscard]] const std::optional<value_bound>& field(std::size_t index) const { return fields_[index]; }
    /// Of what stands for a cohort figure in a run of one unit.
    [[nodiscard]] const std::optional<value_bound>& reference(std::size_t indicator, std::size_t term) const {
        return references_[indicator][term];
    }
    [[nodiscard]] std::size_t fields() const noexcept { return fields_.size(); }
    [[nodiscard]] std::size_t most_units() const noexcept { return most_units_; }
    /// Whether some run is of one unit.
    [[nodiscard]] bool takes_references() const noexcept { return takes_references_; }

    friend bool operator==(const figure_bounds&, const figure_bounds&) = default;

  private:
    static void widen(std::optional<value_bound>& bound, const exact& value) {
        if (!bound) {
            bound = bound_of_constant(value);
            bound->constant = nullptr;
        } else if (bound->is_known() && !is_within(*bound, value)) {
            bound = bound_of_either(*bound, bound_of_constant(value));
        }
    }

    /// The usual case, at once: one more figure like those before.
    static bool is_within(const value_bound& bound, const exact& value) {
        if (value.is_promoted()) {
            return false;
        }
        const auto denominator = static_cast<std::uint64_t>(value.small_denominator());
        const std::int64_t numerator = value.small_numerator();
        const bool divides = bound.denominator == denominator || bound.denominator % denominator == 0;
        if (!divides || numerator > std::int64_t{1} << 53U || numerator < -(std::int64_t{1} << 53U)) {
            return false;
        }
        const double nearest = static_cast<double>(numerator) / static_cast<double>(denominator);
        if (bound.is_exact()) {
            return denominator == 1 && bound.low <= nearest && nearest <= bound.high;
        }
        // An error of the whole range's, whichever figure it came from.
        return nearest >= 0 && bound.low <= detail::bounds::down(nearest) &&
               detail::bounds::up(nearest) <= bound.high &&
               detail::bounds::up(detail::bounds::unit_roundoff * nearest) <= bound.absolute;
    }

    void add_references(const data_set& data) {
        for (std::size_t i = 0; i < references_.size(); ++i) {
            const compiled_indicator& item = data.rules().indicators()[i];
            for (std::size_t term = 0; term < references_[i].size(); ++term) {
                const exact* const given = find_reference(data, i, item.points->cohort_terms[term]);
                if (given != nullptr) {
                    widen(references_[i][term], *given);
                }
            }
        }
    }

    std::vector<std::optional<value_bound>> fields_;
    std::vector<std::vector<std::optional<value_bound>>> references_;  // by indicator and cohort term
    std::size_t most_units_ = 0;
    bool takes_references_ = false;
};

}  // namespace dti::inline v0
