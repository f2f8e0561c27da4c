#include "scenario/scan.hpp"

#include <algorithm>

namespace dti::inline v0 {
namespace {

/// Behind the string that opens at `at`; the end where it is never closed.
std::size_t behind_string(std::string_view text, std::size_t at) noexcept {
    for (++at; at < text.size() && text[at] != '"'; ++at) {
        at += text[at] == '\\' ? 1U : 0U;
    }
    return at + 1;
}

}  // namespace

void scan_json(file_report& report, mark_list& marks) {
    const std::string_view text = report.source().text();
    bool key_next = false;
    for (std::size_t at = 0; at < text.size() && !report.full();) {
        const char c = text[at];
        if (c == '"') {
            key_next ? marks.key(at) : marks.value(at);
            at = behind_string(text, at);
            continue;
        }
        if (c == '{' || c == '[') {
            marks.open(c == '{' ? mark_kind::open_map : mark_kind::open_list, at);
        } else if (c == '}' || c == ']') {
            marks.close(at);
        } else if (c != ',' && c != ':' && !detail::is_blank(c)) {
            marks.value(at);
            at = std::min(text.find_first_of(" \t\r\n,:{}[]\"", at), text.size());
            continue;
        }
        key_next = c == '{' || (c == ',' && marks.in_map()) || (key_next && detail::is_blank(c));
        ++at;
    }
}

}  // namespace dti::inline v0
