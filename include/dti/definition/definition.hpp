// The definition of an index as plain values: definition → sub-indices → indicators, and pillars across them.
//
// In: a YAML file through load.hpp, or values written down in C++. Out: input of check.hpp and of
// evaluate/model.hpp. Nothing here computes; defaults are those of the file format.
#pragma once

#include "dti/number/number_text.hpp"
#include "dti/text/source.hpp"

#include <algorithm>
#include <array>
#include <cstdint>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

namespace dti::inline v0 {

enum class language : std::uint8_t { en, vi };

/// A title in Vietnamese, English or both.
struct title {
    std::string vi{};
    std::string en{};

    /// The title in a language, else in the other one, else empty.
    [[nodiscard]] const std::string& in(language wanted) const noexcept {
        const std::string& first = wanted == language::vi ? vi : en;
        return first.empty() ? (wanted == language::vi ? en : vi) : first;
    }
};

/// Where a definition, a rule or an example was read.
struct citation {
    std::string document{};  ///< e.g. `922/QĐ-BTTTT`
    std::string issued{};    ///< the document's date
    std::string place{};     ///< article, annex or page
    std::string url{};
    title note{};
};

/// How well a fact is established, best first; an indicator is as good as its weakest field.
enum class confidence : std::uint8_t { published, derived, recalled, assumed };

/// What an indicator earns when a figure that its formula names is not there.
enum class missing_policy : std::uint8_t { zero, exclude, error };
/// What an indicator earns when its formula needs to divide by zero.
enum class empty_policy : std::uint8_t { error, zero, max, exclude };
/// Which rank equal units get: 1,2,2,4 · 1,2,2,3 · 1,2.5,2.5,4.
enum class tie_method : std::uint8_t { competition, dense, average };
/// Whether ranks compare totals as computed, or as printed.
enum class rank_basis : std::uint8_t { exact, printed };
/// What a result leads with: the total and its rank, or how many targets are met.
enum class headline_kind : std::uint8_t { total, counts };
enum class input_kind : std::uint8_t { number, yes_no, choice };

// The words of the file format, in the order of the enumerators.
inline constexpr std::array<std::string_view, 4> confidence_words{"published", "derived", "recalled",
                                                                  "assumed"};
inline constexpr std::array<std::string_view, 3> missing_words{"zero", "exclude", "error"};
inline constexpr std::array<std::string_view, 4> empty_words{"error", "zero", "max", "exclude"};
inline constexpr std::array<std::string_view, 3> tie_words{"competition", "dense", "average"};
inline constexpr std::array<std::string_view, 2> rank_basis_words{"exact", "printed"};
inline constexpr std::array<std::string_view, 2> headline_words{"total", "counts"};
inline constexpr std::array<std::string_view, 3> input_kind_words{"number", "yes_no", "choice"};

/// A raw figure that a formula names.
struct input {
    std::string name{};
    input_kind kind = input_kind::number;
    std::string unit{};  ///< what it counts, e.g. `people`
    dti::title title{};
    std::vector<std::string> options{};  ///< of a choice: the words it may be
    position where{};                    ///< of the name, in the definition's source
};

/// A named quantity computed from inputs and other derived quantities; data may give it directly.
struct derivation {
    std::string name{};
    std::string formula{};
    position where{};  ///< of the name, in the definition's source
};

/// A figure by name, as written: a number, a yes/no word, or an option of a choice.
struct given_figure {
    std::string name{};
    std::string text{};
    position where{};  ///< of the name, in the definition's source
};

/// A reference figure of a cohort, e.g. cohort_max of `rate`.
struct reference_figure {
    std::string function{};
    std::string name{};
    std::string text{};
};

/// A worked case that `dti check` verifies: these figures earn these points, at the decimals written.
struct example {
    std::vector<given_figure> given{};
    std::vector<reference_figure> references{};
    std::string points{};
    std::string note{};
    position where{};  ///< of its points, in the definition's source
};

/// Confidence by field.
struct indicator_confidence {
    confidence title = confidence::assumed;
    confidence max_score = confidence::assumed;
    confidence formula = confidence::assumed;

    [[nodiscard]] confidence weakest() const noexcept { return std::max({title, max_score, formula}); }
};

/// Where parts of an indicator stand in the definition's source; nowhere for one made in code.
struct indicator_places {
    position id{};
    position code{};
    position formula{};
};

/// A component indicator: earns points = clamp(formula, min_score, max_score).
struct indicator {
    std::string id{};
    std::string code{};  ///< as printed in the decision; any depth, need not be unique
    dti::title title{};
    exact max_score{};
    exact min_score{};
    exact weight = 1;
    bool scored = true;  ///< false: shown, earns nothing, counts nowhere
    bool bonus = false;  ///< true: adds to the sub-index, not to its maximum
    std::vector<input> inputs{};
    std::vector<derivation> derive{};
    std::string formula{};
    std::vector<example> examples{};
    citation source{};
    indicator_confidence confidence{};
    indicator_places where{};
};

/// A main index: the weighted sum of its indicators over their maximum.
struct sub_index {
    std::string id{};
    std::string code{};
    dti::title title{};
    std::optional<exact> max_score{};  ///< absent: the weighted sum of its indicators' maxima
    exact weight = 1;
    std::vector<indicator> indicators{};
    citation source{};
};

/// A named view over sub-indices; views may overlap.
struct pillar {
    std::string id{};
    dti::title title{};
    std::vector<std::string> sub_indices{};
};

/// Rounding inside the computation: a number of decimals, or none.
struct rounding_rule {
    std::optional<int> points{};
    std::optional<int> value{};
};

/// Decimals shown; never carried back into the computation.
struct print_rule {
    int points = 2;
    int value = 4;
};

/// A whole index.
struct definition {
    std::string id{};
    dti::title title{};
    citation source{};
    missing_policy missing = missing_policy::error;
    empty_policy empty_denominator = empty_policy::error;
    rounding_rule rounding{};
    print_rule print{};
    rank_basis rank_on = rank_basis::exact;
    tie_method ties = tie_method::competition;
    exact min_coverage{};  ///< 0..1; below it a unit has no total and no rank, only a range
    /// `counts`: an index of targets, which has no total, no range and no rank. See
    /// analyse/target_counts.hpp.
    headline_kind headline = headline_kind::total;
    std::string units{};  ///< whom the index scores: a list of units that dti::yaml has, e.g. `provinces-63`
    position units_at{};  ///< where that stands, in the definition's source
    std::vector<sub_index> sub_indices{};
    std::vector<pillar> pillars{};
};

}  // namespace dti::inline v0
