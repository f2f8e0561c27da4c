// What of a scenario file has to be known before Boost.PropertyTree parses it: where its keys and values
// stand, how deep they nest, and whether it asks for what is refused.
//
// In: the text of a report's source, which check_text() has passed. Out: marks; every refusal goes to the
// report. A scanner sees what the parser of its format sees, up to the first place where the text is not of
// that format. That of JSON leaves wording what is wrong there to the parser, which stops at the very
// character; those of the others, whose parsers know a line at most, say it themselves. Next: parse_tree.hpp.
#pragma once

#include "dti/definition/tree.hpp"
#include "dti/export.hpp"
#include "scenario/mark_list.hpp"
#include "scenario/scenario_format.hpp"

#include <string_view>

namespace dti::inline v0 {

DTI_API void scan_info(file_report& report, mark_list& marks);
DTI_API void scan_json(file_report& report, mark_list& marks);
DTI_API void scan_xml(file_report& report, mark_list& marks);
DTI_API void scan_ini(file_report& report, mark_list& marks);

/// Where the next character that is no blank stands, or `end`. Domain: end <= text.size().
[[nodiscard]] inline std::size_t skip_blanks(std::string_view text, std::size_t at,
                                             std::size_t end) noexcept {
    while (at < end && detail::is_blank(text[at])) {
        ++at;
    }
    return at;
}

/// The whole character at a place, for a message; empty at the end.
[[nodiscard]] inline std::string_view character_at(std::string_view text, std::size_t at) noexcept {
    return at < text.size() ? text.substr(at, decode_utf8(text, at).length) : std::string_view();
}

}  // namespace dti::inline v0
