// Values → ranks, highest first, within groups, by any tie method.
//
// In: a value a unit (none where it takes no part) and its group. Out: its place and among how many.
#pragma once

#include "dti/definition/definition.hpp"

#include <algorithm>
#include <cstdint>
#include <map>
#include <optional>
#include <span>
#include <string>
#include <vector>

namespace dti::inline v0 {

/// A place among `of` units. Twice the place is kept, since `average` gives halves.
struct rank {
    std::uint64_t twice_place = 0;
    std::size_t of = 0;

    [[nodiscard]] double place() const noexcept { return static_cast<double>(twice_place) / 2; }
    friend bool operator==(const rank&, const rank&) = default;
};

/// A rank as printed: `3`, or `2.5`.
[[nodiscard]] inline std::string to_text(const rank& value) {
    return std::to_string(value.twice_place / 2) + (value.twice_place % 2 == 0 ? "" : ".5");
}

/// Ranks units within their groups: competition 1,2,2,4 · dense 1,2,2,3 · average 1,2.5,2.5,4.
/// `values` and `groups` have one entry a unit; a unit without a value has no rank and is not counted.
template <class Value>
[[nodiscard]] std::vector<std::optional<rank>> rank_values(std::span<const std::optional<Value>> values,
                                                           std::span<const std::string> groups,
                                                           tie_method ties) {
    std::map<std::string_view, std::vector<std::size_t>> members;
    for (std::size_t unit = 0; unit < values.size(); ++unit) {
        if (values[unit]) {
            members[groups[unit]].push_back(unit);
        }
    }
    std::vector<std::optional<rank>> ranks(values.size());
    for (auto& [group, units] : members) {
        std::stable_sort(units.begin(), units.end(),
                         [&](std::size_t a, std::size_t b) { return *values[b] < *values[a]; });
        std::uint64_t distinct = 0;
        for (std::size_t first = 0; first < units.size();) {
            std::size_t behind = first + 1;
            while (behind < units.size() && *values[units[behind]] == *values[units[first]]) {
                ++behind;
            }
            ++distinct;
            const std::uint64_t twice = ties == tie_method::dense         ? 2 * distinct
                                        : ties == tie_method::competition ? 2 * (first + 1)
                                                                          : first + 1 + behind;
            for (std::size_t i = first; i < behind; ++i) {
                ranks[units[i]] = rank{twice, units.size()};
            }
            first = behind;
        }
    }
    return ranks;
}

}  // namespace dti::inline v0
