// The figures of a cohort: one row a unit, one field a figure, laid out as the compiled definition says.
//
// In: a data file (load.hpp), or figures set in code. Out: input of cohort.hpp and score.hpp. Figures stay
// exact and keep the decimals they were written with, whatever number type scores them later.
#pragma once

#include "dti/evaluate/compiled_definition.hpp"
#include "dti/evaluate/profile.hpp"

#include <map>
#include <optional>
#include <stdexcept>
#include <string>
#include <string_view>
#include <tuple>
#include <utility>
#include <vector>

namespace dti::inline v0 {

/// A figure as given. A yes/no is 1 or 0, a choice the position of its option.
struct figure {
    exact value{};
    int decimals = 0;  ///< as written: what a comparison with its parts may rely on
    position where{};  ///< in the unit's source
    bool given = false;
    bool percent = false;      ///< written with a percent sign
    std::uint32_t source = 0;  ///< which of the data's sources it stands in
    bool supposed = false;     ///< put by a what-if: counts as it is, whatever its parts give
    bool nearest = false;      ///< a double: what a comparison with its parts must allow for
};

/// Whoever is scored.
struct unit_info {
    std::string name{};   ///< as shown; see `written`
    std::string group{};  ///< ranks are taken within a group
    bool ranked = true;
    bool synthetic = false;
    position where{};
    std::uint32_t source = 0;
    std::string written{};  ///< the first spelling in the data that is not `name`; empty where there is none
};

/// Units and their figures for one definition.
class data_set {
  public:
    explicit data_set(shared_rules rules) : rules_(std::move(rules)) {}

    [[nodiscard]] const compiled_definition& rules() const noexcept { return *rules_; }
    [[nodiscard]] const std::vector<unit_info>& units() const noexcept { return units_; }
    [[nodiscard]] unit_info& unit(std::size_t index) { return units_[index]; }

    /// Adds a unit without figures and returns its position.
    std::size_t add_unit(unit_info unit) {
        units_.push_back(std::move(unit));
        figures_.resize(units_.size() * rules_->fields());
        return units_.size() - 1;
    }

    /// The figure in a field of a unit's row; `given` is false where there is none.
    [[nodiscard]] const figure& at(std::size_t unit, std::size_t field) const {
        return figures_[unit * rules_->fields() + field];
    }
    [[nodiscard]] figure& at(std::size_t unit, std::size_t field) {
        return figures_[unit * rules_->fields() + field];
    }

    /// Sets a figure by name: an input or derived figure of an indicator, or `points`.
    /// Throws std::out_of_range when the definition has no such indicator or figure.
    void set(std::size_t unit, std::string_view indicator, std::string_view name, exact value) {
        at(unit, field_of(indicator, name)) = {std::move(value), max_decimals, {}, true, false, 0, false};
    }
    void set(std::size_t unit, std::string_view indicator, std::string_view name,
             int value) {  // else 0 could be a text
        set(unit, indicator, name, exact(value));
    }

    /// Sets a figure as it would stand in a file: `60.29%`, `yes`, an option of a choice.
    /// Throws std::out_of_range as above, std::invalid_argument when the text is no such figure.
    void set(std::size_t unit, std::string_view indicator, std::string_view name, std::string_view text);

    /// What is known of a unit beside its figures; empty where nothing is.
    [[nodiscard]] const unit_profile& profile(std::size_t unit) const {
        static const unit_profile nothing;
        const auto found = profiles_.find(unit);
        return found == profiles_.end() ? nothing : found->second;
    }
    /// The same to be filled; is there from now on.
    [[nodiscard]] unit_profile& make_profile(std::size_t unit) { return profiles_[unit]; }

    /// The subtotal that an indicator's points are part of, or null.
    [[nodiscard]] const subtotal* find_subtotal(std::size_t unit, std::size_t indicator) const {
        for (const subtotal& sum : profile(unit).subtotals) {
            if (std::find(sum.indicators.begin(), sum.indicators.end(), indicator) != sum.indicators.end()) {
                return &sum;
            }
        }
        return nullptr;
    }

    /// A figure that stands for the cohort in a run of one unit, e.g. ("drills", "cohort_max", "count").
    void set_reference(std::string indicator, std::string function, std::string name, exact value) {
        references_[{std::move(indicator), std::move(function), std::move(name)}] = std::move(value);
    }
    [[nodiscard]] const exact* find_reference(const std::string& indicator, const std::string& function,
                                              const std::string& name) const {
        const auto found = references_.find({indicator, function, name});
        return found == references_.end() ? nullptr : &found->second;
    }

    /// The texts that figures stand in, for messages.
    [[nodiscard]] const std::vector<shared_source>& sources() const noexcept { return sources_; }
    std::uint32_t add_source(shared_source source) {
        sources_.push_back(std::move(source));
        return static_cast<std::uint32_t>(sources_.size() - 1);
    }

    /// The field of a name. Throws std::out_of_range.
    [[nodiscard]] std::size_t field_of(std::string_view indicator, std::string_view name) const {
        const std::optional<std::size_t> found = rules_->find_indicator(indicator);
        if (!found) {
            throw std::out_of_range("no indicator " + std::string(indicator));
        }
        const compiled_indicator& item = rules_->indicators()[*found];
        if (name == "points") {
            return item.points_field();
        }
        const std::optional<std::size_t> slot = item.find_slot(name);
        if (!slot) {
            throw std::out_of_range("indicator " + std::string(indicator) + " has no figure " +
                                    std::string(name));
        }
        return item.first_field + *slot;
    }

  private:
    shared_rules rules_;
    std::vector<unit_info> units_;
    std::vector<figure> figures_;
    std::map<std::tuple<std::string, std::string, std::string>, exact> references_;
    std::vector<shared_source> sources_;
    std::map<std::size_t, unit_profile> profiles_;  // few units have one
};

/// The truth of a yes/no word in either language, composed or not; nothing for any other text.
[[nodiscard]] inline std::optional<bool> parse_yes_no(std::string_view text) noexcept {
    if (text == "yes" || text == "có" || text == "co\u0301") {
        return true;
    }
    if (text == "no" || text == "không" || text == "kho\u0302ng") {
        return false;
    }
    return std::nullopt;
}

/// The text of a figure as read: the figure with what it may be meant as instead, or what is wrong with it.
struct figure_reading {
    figure value{};
    notation_doubt doubt = notation_doubt::none;
    std::optional<message> mistake{};
};

/// Reads the text of a figure of the given kind; without an entry, of entered points.
/// `where` says which option switches the notation of numbers (see wording::bad_number).
[[nodiscard]] inline figure_reading read_figure(std::string_view text, const scope_entry* entry,
                                                notation style, std::string_view where) {
    figure_reading result;
    figure& out = result.value;
    if (entry != nullptr && entry->type == figure_type::yes_no) {
        const std::optional<bool> truth = parse_yes_no(text);
        if (!truth) {
            result.mistake = wording::bad_yes_no(text);
            return result;
        }
        out.value = *truth ? 1 : 0;
    } else if (entry != nullptr && entry->type == figure_type::choice) {
        const auto found = std::find(entry->options.begin(), entry->options.end(), text);
        if (found == entry->options.end()) {
            result.mistake = wording::bad_option(text, nearest_name(text, entry->options), entry->options);
            return result;
        }
        out.value = static_cast<std::int64_t>(found - entry->options.begin());
    } else {
        number_result read = parse_number(text, style);
        if (!read.number) {
            result.mistake = wording::bad_number(text, read.fault, style, where);
            return result;
        }
        out.value = std::move(read.number->value);
        out.decimals = read.number->decimals;
        out.percent = read.number->percent;
        out.nearest = read.number->nearest;
        result.doubt = read.number->doubt;
    }
    out.given = true;
    return result;
}

inline void data_set::set(std::size_t unit, std::string_view indicator, std::string_view name,
                          std::string_view text) {
    const std::size_t field = field_of(indicator, name);
    const compiled_indicator& item = rules_->indicators()[*rules_->find_indicator(indicator)];
    const scope_entry* entry = name == "points" ? nullptr : &item.scope.entries[field - item.first_field];
    figure_reading read = read_figure(text, entry, notation::plain, "");
    if (read.mistake) {
        throw std::invalid_argument(read.mistake->text);
    }
    at(unit, field) = std::move(read.value);
}

}  // namespace dti::inline v0
