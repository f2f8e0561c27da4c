// What every text may rely on, whatever it holds: the fuzz targets abort where it is broken.
#pragma once

#include "dti/text/diagnostic.hpp"

#include <algorithm>
#include <cstdio>
#include <cstdlib>
#include <string>
#include <string_view>
#include <vector>

namespace dti_fuzz {

inline void promise(bool kept, const char* what, std::string_view shown = {}) {
    if (!kept) {
        std::fprintf(stderr, "broken promise: %s\n", what);
        std::fwrite(shown.data(), 1, shown.size(), stderr);
        std::abort();
    }
}

/// The lines of a text as a reader counts them, the line ends and a byte-order mark left out.
inline std::vector<std::string_view> lines_of(std::string_view text) {
    if (text.substr(0, 3) == "\xEF\xBB\xBF") {
        text.remove_prefix(3);
    }
    std::vector<std::string_view> lines;
    for (;;) {
        const std::size_t end = text.find('\n');
        lines.push_back(text.substr(0, end));
        if (end == std::string_view::npos) {
            return lines;
        }
        text.remove_prefix(end + 1);
    }
}

/// Whether a terminal obeys a character instead of showing it.
inline bool is_obeyed(char32_t c) {
    return c < 0x20 || (c >= 0x7F && c <= 0x9F) || c == 0x200E || c == 0x200F ||
           (c >= 0x202A && c <= 0x202E) || (c >= 0x2066 && c <= 0x2069);
}

/// Each message has a code and a text, lies inside the text it is about, and can be shown: as UTF-8 that a
/// terminal only shows.
inline void check_promises(const dti::diagnostics& found, std::string_view text) {
    const std::vector<std::string_view> lines = lines_of(text);
    for (const dti::diagnostic& item : found.items()) {
        promise(!item.what.code.empty() && item.what.code.find_first_not_of(
                                               "abcdefghijklmnopqrstuvwxyz0123456789-") == std::string::npos,
                "a code is a word", item.what.code);
        promise(!item.what.text.empty() && item.what.text.find('\n') == std::string::npos,
                "a message is one line", item.what.text);
        if (item.where) {
            promise(item.where.line <= lines.size(), "the line is one of the text", item.what.text);
            promise(item.where.column >= 1 &&
                        item.where.column <= dti::count_characters(lines[item.where.line - 1]) + 1,
                    "the column is one of the line", item.what.text);
        }
    }
    const std::string shown = found.to_text();
    promise(!dti::find_invalid_utf8(shown), "messages are UTF-8", shown);
    for (std::size_t at = 0; at < shown.size(); at += dti::decode_utf8(shown, at).length) {
        const char32_t c = dti::decode_utf8(shown, at).code_point;
        promise(c == '\n' || !is_obeyed(c), "messages hold no control characters", shown);
    }
    // Twenty errors and twenty warnings, each a message, a line of a hundred characters, a caret and help.
    promise(shown.size() <= 40 * 4000, "messages are short", shown.substr(0, 1000));
}

}  // namespace dti_fuzz
