// From a grid to the text of a format, and from a text to a file, whole or not at all.
#pragma once

#include "cli/options.hpp"
#include "dti/report/grid.hpp"
#include "dti/report/notes.hpp"

#include <optional>
#include <string>
#include <vector>

namespace dti::cli {

/// What surrounds a grid: the head of a table, the other keys of JSON, the notes.
struct document {
    std::string command;
    std::string index;  ///< empty: null in JSON
    std::string mode;   ///< empty: null in JSON
    std::vector<std::string> heading;
    std::vector<note> notes;
};

/// The version of the JSON output; keys are only ever added.
inline constexpr int json_format = 1;

[[nodiscard]] std::string format_document(const grid& table, const document& about, output_format format);

/// Notes as they stand under a table, behind a blank line; nothing when there are none.
[[nodiscard]] std::string notes_text(const std::vector<note>& notes);

/// Writes a file by way of a temporary one beside it, so that a reader never sees half. Returns why it could
/// not.
[[nodiscard]] std::optional<std::string> write_file(const std::string& path, const std::string& text);

}  // namespace dti::cli
