// Messages about scenario files: INFO, JSON, XML and INI as such, and what stands in them.
#pragma once

#include "dti/text/wording/phrases.hpp"

namespace dti::inline v0::wording {

[[nodiscard]] inline message scenario_format() {
    return {"wrong-file", "expected a scenario file, whose name ends in .info, .json, .xml or .ini",
            "the ending says how the file is read"};
}

/// `format` is INFO, JSON, XML or INI.
[[nodiscard]] inline message scenario_syntax(std::string_view format, std::string_view reason,
                                             std::string_view help = {}) {
    return {"scenario-syntax", "not valid " + std::string(format) + ": " + std::string(reason),
            std::string(help)};
}

[[nodiscard]] inline message scenario_directive() {
    return {"scenario-syntax", "directives (`#include`) are not allowed: a scenario file stands alone",
            "a comment begins with `;`; scenarios of one file inherit each other"};
}

[[nodiscard]] inline message scenario_document_type() {
    return {"scenario-syntax", "document types and entities (`<!…`) are not allowed",
            "a comment is `<!-- … -->`; write the values out"};
}

/// A key of a scenario that is neither one of its words nor a figure.
[[nodiscard]] inline message scenario_key(std::string_view key, std::string_view nearest,
                                          std::string_view help) {
    return {"unknown-key", "unknown key " + quote(key) + "; a figure is `indicator.name`",
            nearest.empty() ? std::string(help) : did_you_mean(nearest)};
}

/// A figure inside an indicator whose name has a dot.
[[nodiscard]] inline message scenario_figure(std::string_view key, std::string_view indicator) {
    return {"unknown-key",
            "expected the name of a figure of " + quote(indicator) + " without a dot, found " + quote(key),
            "changes of another unit stand below `units`"};
}

/// Beside the key that holds all scenarios.
[[nodiscard]] inline message scenario_beside_all(std::string_view key) {
    return {"unknown-key", "unknown key " + quote(key) + " beside `scenarios`",
            "`scenarios` holds all scenarios of a file, or is left out"};
}

[[nodiscard]] inline message scenario_without_changes(std::string_view name) {
    return {"empty-list", "scenario " + quote(name) + " needs at least one change",
            "a change is `indicator.name` with a value; a scenario may also inherit another"};
}

[[nodiscard]] inline message scenario_nameless(std::string_view what) {
    return {"empty-name", "the name of " + std::string(what) + " is empty", ""};
}

[[nodiscard]] inline message scenario_cycle(const std::vector<std::string>& names) {
    return {"scenario-cycle", "scenarios inherit each other in a circle: " + list(names),
            "leave out one `inherits`"};
}

}  // namespace dti::inline v0::wording
