// The four formats of a scenario file.
#pragma once

#include <cstdint>
#include <optional>
#include <string_view>

namespace dti::inline v0 {

enum class scenario_format : std::uint8_t { info, json, xml, ini };

/// The format that a file's name ends in.
[[nodiscard]] inline std::optional<scenario_format> scenario_format_of(std::string_view name) noexcept {
    const std::size_t dot = name.rfind('.');
    const std::string_view ending = dot == std::string_view::npos ? std::string_view() : name.substr(dot);
    if (ending == ".info") {
        return scenario_format::info;
    }
    if (ending == ".json") {
        return scenario_format::json;
    }
    if (ending == ".xml") {
        return scenario_format::xml;
    }
    if (ending == ".ini") {
        return scenario_format::ini;
    }
    return std::nullopt;
}

/// What a message calls it.
[[nodiscard]] inline std::string_view word_of(scenario_format format) noexcept {
    switch (format) {
        case scenario_format::info:
            return "INFO";
        case scenario_format::json:
            return "JSON";
        case scenario_format::xml:
            return "XML";
        case scenario_format::ini:
            break;
    }
    return "INI";
}

}  // namespace dti::inline v0
