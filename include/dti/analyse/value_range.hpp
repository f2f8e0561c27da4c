// A range in words → the values that a figure is tried at.
//
// In: `indicator.name` and `60%..90%:1pp`, the cohort before any change, analysed. Out: the figure and its
// values, the ends among them as far as steps reach them; or what is wrong. Next: score_grid.hpp.
#pragma once

#include "dti/analyse/read_change.hpp"

#include <optional>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

namespace dti::inline v0 {

/// A figure of a unit and what it is put to, one value after the other.
struct value_range {
    std::size_t unit = 0;
    std::size_t indicator = 0;
    std::size_t slot = 0;  ///< as in figure_change
    std::vector<figure> values{};
};

/// A range as read; or what is wrong.
struct range_reading {
    std::optional<value_range> range{};
    std::optional<message> mistake{};  ///< there is always one without a range
    std::optional<message> doubt{};    ///< of an end that may be meant otherwise: a warning
};

/// More values than anybody looks at.
inline constexpr std::size_t most_combinations = 100'000;

/// Whether the value of a change is a range.
[[nodiscard]] inline bool is_range(std::string_view value) noexcept {
    return value.find("..") != std::string_view::npos;
}

namespace detail {

class range_reader {
  public:
    range_reader(const analysed_cohort& all, std::size_t unit, notation style, std::string_view switched_by)
        : all_(all), unit_(unit), style_(style), switched_by_(switched_by) {}

    range_reading read(std::string_view name, std::string_view text) {
        const std::size_t dots = text.find("..");
        const std::size_t colon = text.find(':', dots + 2);
        const std::string_view last = text.substr(dots + 2);
        const std::optional<figure_change> from = end(name, text.substr(0, dots));
        const std::optional<figure_change> to =
            from ? end(name, colon == std::string_view::npos ? last : last.substr(0, colon - dots - 2))
                 : std::nullopt;
        if (!to) {
            return std::move(result_);
        }
        const std::vector<scope_entry>& entries = all_.rules().indicators()[from->indicator].scope.entries;
        if (from->slot < entries.size() && entries[from->slot].type != figure_type::number) {
            refuse(wording::range_of_answers(text, name));
            return std::move(result_);
        }
        const bool percent = from->value.percent && to->value.percent;
        const std::optional<exact> step = colon == std::string_view::npos
                                              ? std::optional(percent ? exact(1, 100) : exact(1))
                                              : read_step(text.substr(colon + 1), text);
        if (step) {
            fill(*from, *to, *step, percent, text);
        }
        return std::move(result_);
    }

  private:
    void refuse(message what) { result_.mistake = std::move(what); }

    /// One end: any change that `--set` takes.
    std::optional<figure_change> end(std::string_view name, std::string_view value) {
        change_reading read = read_change(all_, unit_, name, value, style_, switched_by_);
        if (read.doubt) {
            result_.doubt = std::move(read.doubt);
        }
        result_.mistake = std::move(read.mistake);
        return std::move(read.change);
    }

    std::optional<exact> read_step(std::string_view text, std::string_view range) {
        const bool points = text.size() > 2 && text.substr(text.size() - 2) == "pp";
        const number_result read = parse_number(text.substr(0, text.size() - (points ? 2 : 0)), style_);
        if (!read.number || read.number->percent || read.number->value <= 0) {
            refuse(wording::bad_step(text, range));
            return std::nullopt;
        }
        return points ? read.number->value / 100 : read.number->value;
    }

    void fill(const figure_change& from, const figure_change& to, const exact& step, bool percent,
              std::string_view text) {
        const bool falls = to.value.value < from.value.value;
        const exact length = falls ? from.value.value - to.value.value : to.value.value - from.value.value;
        if (length / step >= exact(static_cast<std::int64_t>(most_combinations))) {
            refuse(wording::too_many_combinations(text, most_combinations));
            return;
        }
        value_range made{from.unit, from.indicator, from.slot, {}};
        for (exact gone = 0; gone <= length; gone = gone + step) {
            made.values.push_back(
                supposed_figure(falls ? from.value.value - gone : from.value.value + gone, percent));
        }
        result_.range = std::move(made);
    }

    const analysed_cohort& all_;
    std::size_t unit_;
    notation style_;
    std::string_view switched_by_;
    range_reading result_;
};

}  // namespace detail

/// Reads a range of a unit's figure: `FROM..TO` or `FROM..TO:STEP`. The ends are any value of read_change()
/// that is a number; a step is a number or percentage points (`1pp`), by default one percentage point between
/// percentages and 1 between others. Domain: is_range(value), and as read_change().
[[nodiscard]] inline range_reading read_range(const analysed_cohort& all, std::size_t unit,
                                              std::string_view name, std::string_view value, notation style,
                                              std::string_view switched_by) {
    return detail::range_reader(all, unit, style, switched_by).read(name, value);
}

}  // namespace dti::inline v0
