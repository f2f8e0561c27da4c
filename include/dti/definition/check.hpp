// What a definition must satisfy beyond its shape: names, ranges, uniqueness, references between its parts.
//
// In: a definition, from YAML or from C++ code. Out: diagnostics, placed in the source when there is a tree
// to ask. Formulas are the next stage's: evaluate/compile_definition.hpp.
#pragma once

#include "dti/definition/definition.hpp"
#include "dti/definition/tree.hpp"
#include "dti/text/diagnostic.hpp"
#include "dti/text/suggest.hpp"
#include "dti/text/wording.hpp"

#include <map>
#include <set>
#include <string>

namespace dti::inline v0 {

/// Where the parts of a definition stand: its tree and source, or nothing for a definition made in code.
struct definition_places {
    const tree_node* root = nullptr;
    shared_source source;

    /// Adds a diagnostic at the value of `path` (or at its key, for what is about a name), or at no place.
    void report(severity level, const tree_path& path, message what, diagnostics& found,
                bool at_key = false) const {
        if (root != nullptr) {
            const tree_node& node = at_key ? nearest_key(*root, path) : nearest_node(*root, path);
            found.add(level, *source, source->at(node.offset), std::move(what));
        } else {
            found.add({level, source ? source->name() : "definition", {}, std::move(what), {}});
        }
    }
};

namespace detail {

inline bool is_name(std::string_view text) noexcept {
    const auto lower = [](char c) { return c >= 'a' && c <= 'z'; };
    return !text.empty() && lower(text.front()) &&
           std::all_of(text.begin(), text.end(), [&](char c) { return lower(c) || is_digit(c) || c == '_'; });
}

inline bool is_index_id(std::string_view text) noexcept {
    return !text.empty() &&
           text.find_first_not_of("abcdefghijklmnopqrstuvwxyz0123456789-") == std::string_view::npos;
}

}  // namespace detail

/// Words of the formula language and of the data format that no input, derived figure or option may be
/// called.
[[nodiscard]] inline bool is_reserved_name(std::string_view name) noexcept {
    static constexpr std::array<std::string_view, 24> reserved{
        "if",         "then",       "else",        "and",        "or",           "not",
        "min",        "max",        "abs",         "floor",      "ceil",         "round",
        "clamp",      "steps",      "line",        "choice",     "points",       "max_score",
        "cohort_max", "cohort_min", "cohort_mean", "cohort_sum", "cohort_count", "share_of_best"};
    return std::find(reserved.begin(), reserved.end(), name) != reserved.end();
}

namespace detail {

class definition_checker {
  public:
    definition_checker(const definition& checked, const definition_places& places, diagnostics& found)
        : definition_(checked), places_(places), found_(found) {}

    void check() {
        if (!is_index_id(definition_.id)) {
            error({"index"}, wording::bad_index_id(definition_.id));
        }
        if (definition_.title.vi.empty() && definition_.title.en.empty()) {
            error({"title"}, wording::missing_title());
        }
        if (definition_.min_coverage < 0 || definition_.min_coverage > 1) {
            error({"min_coverage"},
                  wording::out_of_range("min_coverage", "0 to 1", definition_.min_coverage));
        }
        check_decimals(definition_.rounding.points.value_or(0), {"rounding", "points"});
        check_decimals(definition_.rounding.value.value_or(0), {"rounding", "value"});
        check_decimals(definition_.print.points, {"print", "points"});
        check_decimals(definition_.print.value, {"print", "value"});
        if (definition_.sub_indices.empty()) {
            error({"sub_indices"}, wording::empty_list("sub_indices", "sub-index"));
        }
        for (std::size_t i = 0; i < definition_.sub_indices.size(); ++i) {
            check_sub_index(definition_.sub_indices[i], {"sub_indices", i});
        }
        for (const sub_index& part : definition_.sub_indices) {
            known_.push_back(part.id);
        }
        for (std::size_t i = 0; i < definition_.pillars.size(); ++i) {
            check_pillar(definition_.pillars[i], {"pillars", i});
        }
    }

  private:
    static tree_path extended(tree_path path, path_step step) {
        path.push_back(step);
        return path;
    }
    void error(const tree_path& path, message what) {
        places_.report(severity::error, path, std::move(what), found_);
    }

    void check_decimals(int decimals, const tree_path& path) {
        if (decimals < 0 || decimals > max_decimals) {
            error(path, wording::bad_decimals(std::to_string(decimals), false, max_decimals));
        }
    }

    /// Ids of sub-indices and pillars become columns of the result beside these.
    static bool is_result_column(std::string_view id) noexcept {
        static constexpr std::array<std::string_view, 9> columns{
            "rank", "unit", "total_points", "total", "coverage", "low", "high", "confidence", "synthetic"};
        return std::find(columns.begin(), columns.end(), id) != columns.end();
    }

    void check_id(const std::string& id, std::string_view what, const tree_path& path,
                  std::set<std::string>& seen, bool at_key = false) {
        if (!is_name(id)) {
            places_.report(severity::error, path, wording::bad_name(what, id), found_, at_key);
        } else if (!seen.insert(id).second) {
            places_.report(severity::error, path, wording::duplicate_id(what, id), found_, at_key);
        }
    }

    void check_sub_index(const sub_index& part, const tree_path& path) {
        check_id(part.id, "sub-index", extended(path, "id"), parts_);
        if (is_result_column(part.id)) {
            error(extended(path, "id"), wording::reserved_name("sub-index", part.id));
        }
        if (part.weight < 0) {
            error(extended(path, "weight"),
                  wording::out_of_range("weight of sub-index `" + part.id + '`', "0 or more", part.weight));
        }
        if (part.indicators.empty()) {
            error(extended(path, "indicators"),
                  wording::empty_list("sub-index `" + part.id + '`', "indicator"));
        }
        exact sum;
        bool any_scored = false;
        const tree_path indicators = extended(path, "indicators");
        for (std::size_t i = 0; i < part.indicators.size(); ++i) {
            const indicator& item = part.indicators[i];
            check_indicator(item, extended(indicators, i));
            any_scored = any_scored || item.scored;
            if (item.scored && !item.bonus) {
                sum += item.weight * item.max_score;
            }
        }
        if (any_scored && sum.is_zero()) {
            places_.report(severity::warning, path, wording::nothing_to_earn(part.id), found_);
        }
        if (part.max_score) {
            if (*part.max_score < 0 || (part.max_score->is_zero() && any_scored)) {
                error(extended(path, "max_score"),
                      wording::out_of_range("max_score of sub-index `" + part.id + '`', "above 0",
                                            *part.max_score));
            } else if (*part.max_score != sum && !sum.is_zero()) {
                places_.report(severity::warning, extended(path, "max_score"),
                               wording::sums_differ(part.id, *part.max_score, sum), found_);
            }
        }
    }

    void check_indicator(const indicator& item, const tree_path& path) {
        check_id(item.id, "indicator", extended(path, "id"), indicators_);
        const std::string owner = " of indicator `" + item.id + '`';
        if (item.max_score < 0 || (item.scored && item.max_score.is_zero())) {
            error(extended(path, "max_score"),
                  wording::out_of_range("max_score" + owner, "above 0", item.max_score));
        }
        if (item.min_score > item.max_score && item.max_score > 0) {
            error(extended(path, "min_score"),
                  wording::out_of_range("min_score" + owner, "at most max_score", item.min_score));
        }
        if (item.weight < 0) {
            error(extended(path, "weight"),
                  wording::out_of_range("weight" + owner, "0 or more", item.weight));
        }
        std::set<std::string> names;
        const std::string what = "figure of indicator `" + item.id + '`';
        for (const input& figure : item.inputs) {
            const tree_path place = extended(extended(path, "inputs"), std::string_view(figure.name));
            check_figure_name(figure.name, what, place, names);
            check_options(figure, item.id, place);
        }
        for (const derivation& quantity : item.derive) {
            check_figure_name(quantity.name, what,
                              extended(extended(path, "derive"), std::string_view(quantity.name)), names);
        }
    }

    void check_figure_name(const std::string& name, const std::string& what, const tree_path& place,
                           std::set<std::string>& names) {
        if (is_reserved_name(name)) {
            places_.report(severity::error, place, wording::reserved_name(what, name), found_, true);
        } else {
            check_id(name, what, place, names, true);
        }
    }

    void check_options(const input& figure, const std::string& owner, const tree_path& place) {
        if ((figure.kind == input_kind::choice) == figure.options.empty()) {
            error(place, wording::choice_options(figure.name, owner, figure.options.empty()));
        }
        std::set<std::string> seen;
        for (const std::string& option : figure.options) {
            check_figure_name(option, "option of `" + figure.name + '`', extended(place, "options"), seen);
        }
    }

    void check_pillar(const pillar& view, const tree_path& path) {
        check_id(view.id, parts_.count(view.id) == 0 ? "pillar" : "sub-index or pillar", extended(path, "id"),
                 parts_);
        if (is_result_column(view.id)) {
            error(extended(path, "id"), wording::reserved_name("pillar", view.id));
        }
        const tree_path list = extended(path, "sub_indices");
        if (view.sub_indices.empty()) {
            error(list, wording::empty_list("pillar `" + view.id + '`', "sub-index"));
        }
        std::set<std::string> seen;
        for (std::size_t i = 0; i < view.sub_indices.size(); ++i) {
            const std::string& id = view.sub_indices[i];
            if (std::find(known_.begin(), known_.end(), id) == known_.end()) {
                const bool suggests = suggestions_++ < diagnostics::shown_per_file;
                error(extended(list, i),
                      wording::unknown_name("sub-index", id, suggests ? nearest_name(id, known_) : ""));
            } else if (!seen.insert(id).second) {
                error(extended(list, i), wording::duplicate_id("sub-index in pillar `" + view.id + '`', id));
            }
        }
    }

    const definition& definition_;
    const definition_places& places_;
    diagnostics& found_;
    std::set<std::string> parts_;       // sub-indices and pillars share a namespace
    std::set<std::string> indicators_;  // indicators have another
    std::vector<std::string> known_;    // sub-indices
    std::size_t suggestions_ = 0;
};

}  // namespace detail

/// Checks a whole definition; every violation goes to `found`, as do warnings (a maximum that its parts do
/// not sum to).
inline void check_definition(const definition& checked, const definition_places& places, diagnostics& found) {
    detail::definition_checker(checked, places, found).check();
}

}  // namespace dti::inline v0
