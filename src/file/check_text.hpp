// Is this a text at all: the guard in front of every reader of a file.
//
// In: the bytes of a file. Out: a text without byte-order mark that is UTF-8 and holds no control characters
// but tabs and line ends (LF or CRLF), or a diagnostic at the first byte that does not belong.
#pragma once

#include "dti/export.hpp"
#include "file/file_report.hpp"

#include <memory>
#include <string>
#include <string_view>

namespace dti::inline v0 {

/// A source text without the byte-order mark that the bytes may begin with.
[[nodiscard]] DTI_API shared_source make_source(std::string name, std::string bytes);

/// Whether a source is plain text; the first fault is fatal to `report`.
[[nodiscard]] DTI_API bool check_text(file_report& report);

/// Whether the byte at `at` begins a control character other than a tab, LF, and CR in front of LF.
[[nodiscard]] DTI_API bool is_control(std::string_view text, std::size_t at) noexcept;

}  // namespace dti::inline v0
