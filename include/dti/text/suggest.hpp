// "Did you mean …": the nearest of the names that are valid at a place.
//
// In: a mistyped name and the candidates. Out: the candidate with the smallest edit distance, if it is near
// enough.
#pragma once

#include <algorithm>
#include <cstddef>
#include <span>
#include <string>
#include <string_view>
#include <vector>

namespace dti::inline v0 {

/// Edits (insert, delete, replace, swap neighbours) that turn `a` into `b`, counted in bytes.
[[nodiscard]] inline std::size_t edit_distance(std::string_view a, std::string_view b) {
    std::vector<std::size_t> before(b.size() + 1);
    std::vector<std::size_t> last(b.size() + 1);
    std::vector<std::size_t> row(b.size() + 1);
    for (std::size_t j = 0; j <= b.size(); ++j) {
        last[j] = j;
    }
    for (std::size_t i = 1; i <= a.size(); ++i) {
        row[0] = i;
        for (std::size_t j = 1; j <= b.size(); ++j) {
            const std::size_t replace = last[j - 1] + (a[i - 1] == b[j - 1] ? 0U : 1U);
            row[j] = std::min({last[j] + 1, row[j - 1] + 1, replace});
            if (i > 1 && j > 1 && a[i - 1] == b[j - 2] && a[i - 2] == b[j - 1]) {
                row[j] = std::min(row[j], before[j - 2] + 1);
            }
        }
        std::swap(before, last);
        std::swap(last, row);
    }
    return last[b.size()];
}

/// The candidate nearest to `name`, the first among equals; empty when none is within a third of the longer
/// length. Names beyond 100 bytes get no suggestion: the work stays bounded for hostile input.
[[nodiscard]] inline std::string nearest_name(std::string_view name,
                                              std::span<const std::string> candidates) {
    constexpr std::size_t longest = 100;
    std::string best;
    std::size_t best_distance = 0;
    if (name.size() > longest) {
        return best;
    }
    for (const std::string& candidate : candidates) {
        if (candidate.size() > longest) {
            continue;
        }
        const std::size_t distance = edit_distance(name, candidate);
        const std::size_t allowed = std::max<std::size_t>(1, std::max(name.size(), candidate.size()) / 3);
        const bool shares_nothing = distance >= std::max(name.size(), candidate.size());
        if (distance <= allowed && !shares_nothing && (best.empty() || distance < best_distance)) {
            best = candidate;
            best_distance = distance;
        }
    }
    return best;
}

}  // namespace dti::inline v0
