// Sums of functions of one variable each, as values of a formula: what adding, scaling and comparing makes of
// them.
//
// In: constants and variables. Out: their sums, or nothing where a result is no such sum. Next:
// separate_points.hpp.
#pragma once

#include "dti/batch/gradients/piecewise_line.hpp"

#include <algorithm>
#include <optional>
#include <utility>
#include <vector>

namespace dti::inline v0::detail {

/// More places than any sound table has tiers: what is beyond costs more than it saves.
inline constexpr std::size_t most_line_places = 32;

/// A sum of lines, each of another variable and not constant.
struct line_sum {
    struct part {
        std::size_t variable = 0;
        piecewise_line line{};
    };
    std::vector<part> parts{};
    exact constant{};
};
using maybe_sum = std::optional<line_sum>;
/// A value that depends on one variable at the most.
struct single_line {
    std::optional<std::size_t> variable{};
    piecewise_line line{};
};

[[nodiscard]] inline line_sum constant_sum(exact value) {
    return {{}, std::move(value)};
}
[[nodiscard]] inline maybe_sum sum_of(std::size_t variable, piecewise_line line) {
    if (line.is_constant()) {
        return constant_sum(line.pieces()[0].base);
    }
    return line.places().size() > most_line_places
               ? maybe_sum()
               : maybe_sum(line_sum{{{variable, std::move(line)}}, exact()});
}
[[nodiscard]] inline maybe_sum sum_of(single_line value) {
    return value.variable ? sum_of(*value.variable, std::move(value.line))
                          : maybe_sum(constant_sum(value.line.pieces()[0].base));
}
[[nodiscard]] inline std::optional<single_line> as_single(const maybe_sum& value) {
    if (!value || value->parts.size() > 1) {
        return std::nullopt;
    }
    if (value->parts.empty()) {
        return single_line{{}, piecewise_line(value->constant)};
    }
    return single_line{value->parts[0].variable, value->parts[0].line + piecewise_line(value->constant)};
}
[[nodiscard]] inline std::optional<exact> as_constant(const maybe_sum& value) {
    return value && value->parts.empty() ? std::optional<exact>(value->constant) : std::nullopt;
}

[[nodiscard]] inline maybe_sum scaled(maybe_sum value, const exact& factor) {
    if (value) {
        value->constant *= factor;
        for (line_sum::part& part : value->parts) {
            part.line = part.line * factor;
        }
        if (factor.is_zero()) {
            value->parts.clear();
        }
    }
    return value;
}
[[nodiscard]] inline maybe_sum added(maybe_sum a, const maybe_sum& b) {
    if (!a || !b) {
        return std::nullopt;
    }
    a->constant += b->constant;
    for (const line_sum::part& more : b->parts) {
        const auto same = std::find_if(a->parts.begin(), a->parts.end(), [&](const line_sum::part& part) {
            return part.variable == more.variable;
        });
        if (same == a->parts.end()) {
            a->parts.push_back(more);
            continue;
        }
        same->line = same->line + more.line;
        if (same->line.places().size() > most_line_places) {
            return std::nullopt;
        }
        if (same->line.is_constant()) {
            a->constant += same->line.pieces()[0].base;
            a->parts.erase(same);
        }
    }
    return a;
}

/// One of three values by the sign of the first; of one variable together.
[[nodiscard]] inline std::optional<single_line> by_sign(const std::optional<single_line>& decider,
                                                        const std::optional<single_line>& below,
                                                        const std::optional<single_line>& zero,
                                                        const std::optional<single_line>& above) {
    single_line result;
    for (const std::optional<single_line>* each : {&decider, &below, &zero, &above}) {
        if (!*each || (result.variable && (*each)->variable && *result.variable != *(*each)->variable)) {
            return std::nullopt;
        }
        result.variable = result.variable ? result.variable : (*each)->variable;
    }
    result.line = piecewise_line::by_sign(decider->line, below->line, zero->line, above->line);
    return result.line.places().size() > most_line_places ? std::nullopt : std::optional(std::move(result));
}
[[nodiscard]] inline std::optional<single_line> difference(const std::optional<single_line>& a,
                                                           const std::optional<single_line>& b) {
    return as_single(added(a ? sum_of(*a) : std::nullopt, scaled(b ? sum_of(*b) : std::nullopt, exact(-1))));
}
[[nodiscard]] inline std::optional<single_line> truth_line(int value) {
    return single_line{{}, piecewise_line(exact(value))};
}
[[nodiscard]] inline std::optional<single_line> compared_lines(const std::optional<single_line>& a,
                                                               const std::optional<single_line>& b, int below,
                                                               int equal, int above) {
    return by_sign(difference(a, b), truth_line(below), truth_line(equal), truth_line(above));
}
[[nodiscard]] inline std::optional<single_line> smaller_line(const std::optional<single_line>& a,
                                                             const std::optional<single_line>& b) {
    return by_sign(difference(a, b), a, a, b);
}
[[nodiscard]] inline std::optional<single_line> larger_line(const std::optional<single_line>& a,
                                                            const std::optional<single_line>& b) {
    return by_sign(difference(a, b), b, a, a);
}
[[nodiscard]] inline maybe_sum finished(std::optional<single_line> value) {
    return value ? sum_of(std::move(*value)) : std::nullopt;
}

}  // namespace dti::inline v0::detail
