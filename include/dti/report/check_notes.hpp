// What `dti check` says beside its rows: how well each field is established, and which data it looked over.
//
// In: counts. Out: notes in either language.
#pragma once

#include "dti/evaluate/data.hpp"
#include "dti/report/notes.hpp"
#include "dti/report/words.hpp"

#include <fmt/format.h>

#include <array>
#include <string>
#include <string_view>

namespace dti::inline v0 {

/// The fields of an indicator that have a confidence of their own.
inline constexpr std::array<std::string_view, 3> confidence_fields{"title", "max_score", "formula"};

/// Indicators by field and confidence, in the order of confidence_fields and of the enumerators.
using confidence_counts =
    std::array<std::array<std::size_t, confidence_words.size()>, confidence_fields.size()>;

[[nodiscard]] inline confidence_counts count_confidence(const compiled_definition& rules) {
    confidence_counts counts{};
    for (const compiled_indicator& item : rules.indicators()) {
        const indicator_confidence& fields = item.source->confidence;
        ++counts[0][static_cast<std::size_t>(fields.title)];
        ++counts[1][static_cast<std::size_t>(fields.max_score)];
        ++counts[2][static_cast<std::size_t>(fields.formula)];
    }
    return counts;
}

/// One note a field: "max score: 12 published, 3 derived, 0 recalled, 83 assumed". `index` stands in front
/// where several definitions are checked in one run.
[[nodiscard]] inline std::vector<note> confidence_notes(const confidence_counts& counts,
                                                        std::string_view index, language wanted) {
    std::vector<note> notes;
    for (std::size_t field = 0; field < confidence_fields.size(); ++field) {
        std::string text(index.empty() ? "" : std::string(index) + " · ");
        text += word_for(confidence_fields[field], wanted) + ": ";
        std::size_t indicators = 0;
        for (std::size_t level = 0; level < confidence_words.size(); ++level) {
            const std::size_t count = counts[field][level];
            // A Vietnamese word for a confidence holds a comma itself.
            text += level == 0 ? "" : wanted == language::vi ? "; " : ", ";
            text += fmt::format("{} {}", count, word_for(confidence_words[level], wanted));
            indicators += count;
        }
        notes.push_back({"confidence_by_field", indicators, std::move(text), {}});
    }
    return notes;
}

/// Which data was looked over; counts its units.
[[nodiscard]] inline note data_reviewed(const data_set& data, std::size_t files, language wanted) {
    const std::size_t units = data.units().size();
    std::size_t figures = 0;
    for (std::size_t unit = 0; unit < units; ++unit) {
        for (std::size_t field = 0; field < data.rules().fields(); ++field) {
            figures += data.at(unit, field).given ? 1 : 0;
        }
    }
    const auto counted = [](std::size_t count, std::string_view noun) {
        return fmt::format("{} {}{}", count, noun, count == 1 ? "" : "s");
    };
    return {"data_reviewed",
            units,
            wanted == language::vi
                ? fmt::format("số liệu đã rà soát: {} tệp, {} đơn vị, {} số liệu", files, units, figures)
                : fmt::format("data looked over: {}, {}, {}", counted(files, "file"), counted(units, "unit"),
                              counted(figures, "figure")),
            {}};
}

}  // namespace dti::inline v0
