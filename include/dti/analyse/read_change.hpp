// A change in words → a figure of a unit with another exact value.
//
// In: `indicator.name` and `80%`, `+5pp`, `+3`, `*1.1`, `max`, an answer; the cohort before any change,
// analysed. Out: a figure_change, or what is wrong with the name or the value. Next: change_data.hpp.
//
// Relative forms start from the figure as it is before any change, given or derived; so the order of changes
// does not matter.
#pragma once

#include "dti/analyse/figure_change.hpp"
#include "dti/analyse/rate.hpp"
#include "dti/analyse/solve_figure.hpp"
#include "dti/text/suggest.hpp"
#include "dti/text/wording.hpp"

#include <algorithm>
#include <optional>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

namespace dti::inline v0 {

/// A change as read; or what is wrong. `at_value`: with the value, not with the name.
struct change_reading {
    std::optional<figure_change> change{};
    std::optional<message> mistake{};  ///< there is always one without a change
    std::optional<message> doubt{};    ///< of a value that may be meant otherwise: a warning
    bool at_value = false;
};

/// The answer to a question of yes and no, or the option of a choice, that earns most with the unit's other
/// figures: the present one where no other earns more. Nothing where the formula cannot be computed for any.
/// Domain: the indicator has a formula.
[[nodiscard]] inline std::optional<exact> best_answer(const analysed_cohort& all, std::size_t unit,
                                                      std::size_t indicator, std::size_t slot) {
    const varied_indicator varied(all, unit, indicator);
    const std::size_t answers = std::max<std::size_t>(2, varied.item().scope.entries[slot].options.size());
    std::optional<exact> best;
    std::optional<exact> most;
    for (std::size_t answer = 0; answer < answers; ++answer) {
        const varied_figure<exact> tried{slot, exact(static_cast<std::int64_t>(answer))};
        const std::optional<indicator_score<exact>> score =
            varied.score<exact>({&tried, 1}, given_derived::gives_way);
        if (!score || !score->points || score->reason != score_reason::none) {
            continue;
        }
        if (!most || *score->points > *most ||
            (*score->points == *most && varied.present(slot) == tried.value)) {
            most = score->points;
            best = tried.value;
        }
    }
    return best;
}

namespace detail {

class change_reader {
  public:
    change_reader(const analysed_cohort& all, std::size_t unit, notation style, std::string_view switched_by)
        : all_(all), unit_(unit), style_(style), switched_by_(switched_by) {}

    change_reading read(std::string_view name, std::string_view value) {
        full_name_ = name;
        if (find_figure(name)) {
            result_.at_value = true;
            if (std::optional<figure> made = read_value(value)) {
                made->supposed = true;
                result_.change = {unit_, indicator_, slot_, std::move(*made)};
            }
        }
        return std::move(result_);
    }

  private:
    void refuse(message what) { result_.mistake = std::move(what); }

    bool find_figure(std::string_view name) {
        const std::size_t dot = name.find('.');
        const std::string_view id = name.substr(0, dot);
        const std::optional<std::size_t> known = all_.rules().find_indicator(id);
        if (dot == std::string_view::npos) {
            refuse(wording::change_of_nothing(name, likely_figure(nearest_indicator(id))));
            return false;
        }
        if (!known) {
            refuse(wording::unknown_name("indicator", id, nearest_indicator(id)));
            return false;
        }
        indicator_ = *known;
        const std::vector<std::string> names = names_of(all_.rules().indicators()[*known]);
        const auto found = std::find(names.begin(), names.end(), name.substr(dot + 1));
        if (found == names.end()) {
            refuse(wording::unknown_figure(id, name.substr(dot + 1),
                                           nearest_name(name.substr(dot + 1), names), names));
            return false;
        }
        slot_ = static_cast<std::size_t>(found - names.begin());
        return true;
    }

    [[nodiscard]] std::string nearest_indicator(std::string_view id) const {
        std::vector<std::string> ids;
        for (const compiled_indicator& item : all_.rules().indicators()) {
            ids.push_back(item.source->id);
        }
        return nearest_name(id, ids);
    }

    /// The figure of an indicator that is meant where none is named: its last derived one (the rate, if it
    /// has one), else its last input or its points. Empty for no indicator.
    [[nodiscard]] std::string likely_figure(const std::string& id) const {
        const std::optional<std::size_t> known = all_.rules().find_indicator(id);
        if (!known) {
            return {};
        }
        const std::vector<scope_entry>& entries = all_.rules().indicators()[*known].scope.entries;
        return id + '.' + (entries.empty() ? "points" : entries.back().name);
    }

    /// What a change may call a figure of an indicator, `points` last.
    static std::vector<std::string> names_of(const compiled_indicator& item) {
        std::vector<std::string> names;
        for (const scope_entry& entry : item.scope.entries) {
            names.push_back(entry.name);
        }
        names.emplace_back("points");
        return names;
    }

    /// Null for points.
    [[nodiscard]] const scope_entry* entry() const {
        const std::vector<scope_entry>& entries = all_.rules().indicators()[indicator_].scope.entries;
        return slot_ < entries.size() ? &entries[slot_] : nullptr;
    }
    [[nodiscard]] bool is_answer() const {
        return entry() != nullptr && entry()->type != figure_type::number;
    }

    std::optional<figure> read_value(std::string_view text) {
        figure_reading read = read_figure(text, entry(), style_, switched_by_);
        if (!read.mistake) {
            warn_of_doubt(text, read);
            return std::move(read.value);
        }
        if (text == "max") {
            return highest();
        }
        const bool relative =
            !text.empty() && (text.front() == '+' || text.front() == '*' || ends_in_points(text));
        if (!relative) {
            refuse(wording::bad_change(std::move(*read.mistake)));
            return std::nullopt;
        }
        if (is_answer()) {
            refuse(wording::change_of_answer(text, full_name_, answers()));
            return std::nullopt;
        }
        return text.front() == '*' ? multiplied(text) : added(text);
    }

    [[nodiscard]] std::vector<std::string> answers() const {
        return entry()->type == figure_type::choice ? entry()->options
                                                    : std::vector<std::string>{"yes", "no"};
    }

    static bool ends_in_points(std::string_view text) {
        return text.size() > 2 && text.substr(text.size() - 2) == "pp";
    }

    std::optional<figure> highest() {
        const compiled_indicator& item = all_.rules().indicators()[indicator_];
        const exact& most = item.source->max_score;
        std::optional<exact> value;
        if (entry() == nullptr) {
            value = most;
        } else if (item.points && item.source->scored) {
            value = is_answer() ? best_answer(all_, unit_, indicator_, slot_)
                                : figure_reaching(all_, unit_, indicator_, slot_, most);
        }
        if (!value) {
            refuse(wording::no_maximum(all_.data().units()[unit_].name, full_name_));
            return std::nullopt;
        }
        return supposed_figure(std::move(*value), reads_as_percent(all_, unit_, indicator_, slot_));
    }

    std::optional<figure> added(std::string_view text) {
        const bool points = ends_in_points(text);
        const bool is_signed = text.front() == '+' || text.front() == '-';
        std::string_view number = text.substr(text.front() == '+' ? 1 : 0);
        number.remove_suffix(points ? 2 : 0);
        const std::optional<written_number> amount = read_number(number);
        if (!amount) {
            return std::nullopt;
        }
        if (points && !is_signed) {
            refuse(wording::unsigned_percentage_points(text));
            return std::nullopt;
        }
        if (amount->percent) {
            const std::string bare(number.substr(0, number.size() - 1));
            refuse(wording::ambiguous_percent(text, '+' + bare + "pp", '*' + decimal(1 + amount->value)));
            return std::nullopt;
        }
        const std::optional<exact> present = present_or_refuse(text);
        if (!present) {
            return std::nullopt;
        }
        const bool percent = reads_as_percent(all_, unit_, indicator_, slot_);
        if (points && !percent && (*present > 1 || present->is_negative())) {
            refuse(wording::percentage_points_of_number(text, full_name_, *present));
            return std::nullopt;
        }
        return supposed_figure(*present + (points ? amount->value / 100 : amount->value), percent);
    }

    std::optional<figure> multiplied(std::string_view text) {
        const std::optional<written_number> factor = read_number(text.substr(1));
        const std::optional<exact> present = factor ? present_or_refuse(text) : std::nullopt;
        if (!present) {
            return std::nullopt;
        }
        return supposed_figure(*present * factor->value, reads_as_percent(all_, unit_, indicator_, slot_));
    }

    std::optional<exact> present_or_refuse(std::string_view text) {
        std::optional<exact> present = present_figure(all_, unit_, indicator_, slot_);
        if (!present) {
            refuse(wording::no_figure_to_change(all_.data().units()[unit_].name, full_name_, text));
        }
        return present;
    }

    std::optional<written_number> read_number(std::string_view text) {
        number_result read = parse_number(text, style_);
        if (!read.number) {
            refuse(wording::bad_change(wording::bad_number(text, read.fault, style_, switched_by_)));
            return std::nullopt;
        }
        warn_of_notation(text, read.number->doubt, read.number->value);
        return std::move(read.number);
    }

    /// A number in the notation that is read, for help that can be typed.
    [[nodiscard]] std::string decimal(const exact& value) const {
        std::string text = to_shortest_text(value);
        if (style_ == notation::vi) {
            std::replace(text.begin(), text.end(), '.', ',');
        }
        return text;
    }

    void warn_of_doubt(std::string_view text, const figure_reading& read) {
        warn_of_notation(text, read.doubt, read.value.value);
        const std::optional<exact> present = present_figure(all_, unit_, indicator_, slot_);
        if (!is_answer() && read.value.value.is_negative() && (!present || !present->is_negative())) {
            const std::string bare(text.substr(1, text.size() - (read.value.percent ? 2 : 1)));
            result_.doubt = wording::negative_change(text, full_name_,
                                                     read.value.percent ? '-' + bare + "pp" : "+-" + bare);
        }
        const compiled_indicator& item = all_.rules().indicators()[indicator_];
        const bool whole_exceeded =
            slot_ < item.slots() && is_rate(item, slot_) && !read.value.percent && read.value.value > 1;
        if (whole_exceeded) {  // 80 for 80%
            result_.doubt = wording::rate_above_1(all_.data().units()[unit_].name, full_name_,
                                                  read.value.value, std::string(text) + '%');
        }
    }
    void warn_of_notation(std::string_view text, notation_doubt doubt, const exact& value) {
        if (doubt == notation_doubt::thousands) {
            result_.doubt = wording::thousands_dot(text, switched_by_);
        } else if (doubt == notation_doubt::decimal) {
            result_.doubt = wording::decimal_dot(text, value);
        }
    }

    const analysed_cohort& all_;
    std::size_t unit_;
    notation style_;
    std::string_view switched_by_;
    std::string_view full_name_;
    std::size_t indicator_ = 0;
    std::size_t slot_ = 0;
    change_reading result_;
};

}  // namespace detail

/// Reads a change of a unit's figure. `name` is `indicator.figure` or `indicator.points`; `value` is a figure
/// as it stands in files, or one of the forms at the head of this file. `switched_by` says which option
/// switches the notation of numbers (see wording::bad_number). Domain: no blanks around the texts; texts in
/// form NFC.
[[nodiscard]] inline change_reading read_change(const analysed_cohort& all, std::size_t unit,
                                                std::string_view name, std::string_view value, notation style,
                                                std::string_view switched_by) {
    return detail::change_reader(all, unit, style, switched_by).read(name, value);
}

}  // namespace dti::inline v0
