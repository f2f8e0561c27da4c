// Numbers as a file writes them: the notation, and what may be meant instead.
//
// In: the text of a number and its place. Out: the number, or an error; a warning where it reads like one of
// the other notation.
#pragma once

#include "dti/export.hpp"
#include "dti/number/number_text.hpp"
#include "file/file_report.hpp"

#include <optional>
#include <string_view>

namespace dti::inline v0 {

/// How numbers are written in a file, and what switches that: part of the help for a text that is no number.
struct file_notation {
    notation style = notation::plain;
    std::string_view switched_by = "--numbers vi";
};

/// Reads a number that is no figure of an indicator. Nothing, with an error, when it is none.
[[nodiscard]] DTI_API std::optional<written_number> read_number(std::string_view text,
                                                                const file_notation& written, position where,
                                                                file_report& report);

/// A warning where a number may be meant in the other notation.
DTI_API void warn_of_doubt(std::string_view text, notation_doubt doubt, const exact& value,
                           const file_notation& written, position where, file_report& report);

}  // namespace dti::inline v0
