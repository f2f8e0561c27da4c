// What is known of a unit beside its figures: title, published subtotals, official result, targets, remarks.
//
// In: a YAML profile (src/profile), or values set in code. Out: part of a data_set. Subtotals count in the
// score; everything else is shown beside it and never mixed with it.
#pragma once

#include "dti/definition/definition.hpp"
#include "dti/number/number_text.hpp"
#include "dti/text/source.hpp"

#include <cstdint>
#include <map>
#include <optional>
#include <string>
#include <vector>

namespace dti::inline v0 {

/// A published sum of the points of several indicators whose own points are not known. The indicators lie in
/// one sub-index and weigh the same; none is in two subtotals, and none has entered points of its own.
struct subtotal {
    std::vector<std::size_t> indicators{};    ///< positions in the definition, as written
    exact points{};                           ///< of all of them together, unweighted
    std::optional<written_number> max_score;  ///< as published: shown beside the definition's own sum
    std::string note{};
    position where{};  ///< of its points
    std::uint32_t source = 0;
};

/// A published value with its rank.
struct official_figure {
    std::optional<written_number> value{};  ///< 0..1
    std::optional<written_number> rank{};
    std::optional<written_number> of{};

    [[nodiscard]] bool is_given() const noexcept { return value || rank; }
};

/// What a publication says of the unit: printed beside the score, never mixed with it.
struct official_result {
    official_figure total{};
    std::map<std::size_t, official_figure> sub_indices{};  ///< by position in the definition
    std::map<std::size_t, official_figure> pillars{};      ///< by position in the definition

    [[nodiscard]] bool is_given() const noexcept {
        return total.is_given() || !sub_indices.empty() || !pillars.empty();
    }
};

/// Where a figure or an indicator's figures come from, in the words of whoever wrote them down.
struct remark {
    std::optional<written_number> self;  ///< points by the unit's own assessment
    std::string source{};
    std::string evidence{};
    std::string note{};
};

/// What a target is about.
enum class target_level : std::uint8_t { indicator, sub_index, pillar, index };
/// How its figure is meant: at least x, more than x, at most x, x times the figure of a year, x more than it;
/// exactly this answer (yes, no, an option of a choice); or no figure, only a text.
enum class target_kind : std::uint8_t { text_only, at_least, over, at_most, times, plus, answer };

/// A target of a plan.
struct target {
    target_level level = target_level::indicator;
    std::size_t subject = 0;  ///< position of the indicator, sub-index or pillar in the definition
    std::string name{};       ///< an input or derived figure, `points`, `value` or `rank`; empty for a text
    target_kind kind = target_kind::text_only;
    written_number figure{};  ///< of an answer: 1 or 0, or the position of the option
    std::string answer{};     ///< the option of a choice; empty for yes and no
    std::string from{};       ///< of `times` and `plus`: the year whose figure is the base
    std::string text{};
    std::vector<std::string> lead{};  ///< agencies that answer for it
    std::vector<std::string> with{};  ///< agencies that take part
    std::string note{};
    std::string deadline{};  ///< `2023-12-31`, `2023-12`, `2023-Q3`, `2023`, `ongoing`, or empty
    position where{};
    std::uint32_t source = 0;
};

/// What a unit's profile says beside its figures.
struct unit_profile {
    dti::title title{};
    std::string as_of{};  ///< the date of the figures, as written
    official_result official{};
    std::vector<subtotal> subtotals{};
    std::vector<target> targets{};
    std::map<std::size_t, remark> on_indicators{};  ///< by position in the definition
    std::map<std::size_t, remark> on_figures{};     ///< by field of the unit's row
};

}  // namespace dti::inline v0
