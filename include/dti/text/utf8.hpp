// UTF-8: is a text valid, how many characters has it, how many columns does it fill on a screen.
//
// In: bytes. Out: code points, counts and widths. A "character" here is a code point; combining marks are
// characters of width 0, so that a caret lands under the letter one sees.
#pragma once

#include <cstddef>
#include <cstdint>
#include <optional>
#include <string>
#include <string_view>

namespace dti::inline v0 {

/// One decoded character: its code point and its length in bytes; length 0 where the bytes are not UTF-8.
struct utf8_character {
    char32_t code_point = 0;
    std::size_t length = 0;
};

/// Decodes the character at `at`. Domain: at < text.size(). Overlong forms, surrogates and truncated
/// sequences are not UTF-8.
[[nodiscard]] inline utf8_character decode_utf8(std::string_view text, std::size_t at) noexcept {
    const auto byte = [&](std::size_t i) -> std::uint32_t {
        return i < text.size() ? static_cast<unsigned char>(text[i]) : 0U;
    };
    const std::uint32_t lead = byte(at);
    if (lead < 0x80U) {
        return {lead, 1};
    }
    std::size_t length = 0;
    std::uint32_t value = 0;
    std::uint32_t smallest = 0;
    if ((lead & 0xE0U) == 0xC0U) {
        length = 2, value = lead & 0x1FU, smallest = 0x80U;
    } else if ((lead & 0xF0U) == 0xE0U) {
        length = 3, value = lead & 0x0FU, smallest = 0x800U;
    } else if ((lead & 0xF8U) == 0xF0U) {
        length = 4, value = lead & 0x07U, smallest = 0x10000U;
    } else {
        return {};
    }
    for (std::size_t i = 1; i < length; ++i) {
        const std::uint32_t next = byte(at + i);
        if ((next & 0xC0U) != 0x80U) {
            return {};
        }
        value = (value << 6U) | (next & 0x3FU);
    }
    const bool surrogate = value >= 0xD800U && value <= 0xDFFFU;
    if (value < smallest || value > 0x10FFFFU || surrogate) {
        return {};
    }
    return {value, length};
}

/// Offset of the first byte that is not UTF-8, or nothing.
[[nodiscard]] inline std::optional<std::size_t> find_invalid_utf8(std::string_view text) noexcept {
    for (std::size_t at = 0; at < text.size();) {
        const std::size_t length = decode_utf8(text, at).length;
        if (length == 0) {
            return at;
        }
        at += length;
    }
    return std::nullopt;
}

/// Number of characters (code points); a byte that is not UTF-8 counts as one.
[[nodiscard]] inline std::size_t count_characters(std::string_view text) noexcept {
    std::size_t count = 0;
    for (std::size_t at = 0; at < text.size(); ++count) {
        const std::size_t length = decode_utf8(text, at).length;
        at += length == 0 ? 1 : length;
    }
    return count;
}

/// Columns that one character fills: 0 for combining marks and invisible joiners, 2 for East Asian wide ones,
/// else 1.
[[nodiscard]] inline std::size_t character_width(char32_t c) noexcept {
    const bool combining = (c >= 0x300 && c <= 0x36F) || (c >= 0x1AB0 && c <= 0x1AFF) ||
                           (c >= 0x1DC0 && c <= 0x1DFF) || (c >= 0x20D0 && c <= 0x20FF) ||
                           (c >= 0x200B && c <= 0x200F) || (c >= 0xFE00 && c <= 0xFE0F) || c == 0xFEFF;
    if (combining) {
        return 0;
    }
    const bool wide = (c >= 0x1100 && c <= 0x115F) || (c >= 0x2E80 && c <= 0xA4CF) ||
                      (c >= 0xAC00 && c <= 0xD7A3) || (c >= 0xF900 && c <= 0xFAFF) ||
                      (c >= 0xFE30 && c <= 0xFE6F) || (c >= 0xFF00 && c <= 0xFF60) ||
                      (c >= 0xFFE0 && c <= 0xFFE6) || (c >= 0x1F300 && c <= 0x1FAFF);
    return wide ? 2 : 1;
}

/// Whether a terminal shows a character as itself: it obeys control characters and those that turn the
/// direction of writing, and shows nothing of zero-width ones, so that two names look alike. Combining marks
/// and variation selectors are shown.
[[nodiscard]] inline bool is_printable(char32_t c) noexcept {
    const bool control = c < 0x20 || (c >= 0x7F && c <= 0x9F) || c == 0x2028 || c == 0x2029;
    const bool direction = c == 0x061C || c == 0x200E || c == 0x200F || (c >= 0x202A && c <= 0x202E) ||
                           (c >= 0x2066 && c <= 0x2069);
    const bool invisible = (c >= 0x200B && c <= 0x200D) || (c >= 0x2060 && c <= 0x2065) || c == 0x00AD ||
                           c == 0x180E || c == 0xFEFF || (c >= 0xE0000 && c <= 0xE007F);
    return !control && !direction && !invisible;
}

/// A text for one line of a terminal: tabs and line ends as blanks, `?` for what is not printable or not
/// UTF-8.
[[nodiscard]] inline std::string to_printable(std::string_view text) {
    std::string shown;
    shown.reserve(text.size());
    for (std::size_t at = 0; at < text.size();) {
        const utf8_character c = decode_utf8(text, at);
        const bool blank =
            c.length == 1 && (c.code_point == '\t' || c.code_point == '\n' || c.code_point == '\r');
        if (blank) {
            shown += ' ';
        } else if (c.length == 0 || !is_printable(c.code_point)) {
            shown += '?';
        } else {
            shown += text.substr(at, c.length);
        }
        at += c.length == 0 ? 1 : c.length;
    }
    return shown;
}

/// Columns that a text fills on a screen, tabs counted as one.
[[nodiscard]] inline std::size_t display_width(std::string_view text) noexcept {
    std::size_t width = 0;
    for (std::size_t at = 0; at < text.size();) {
        const utf8_character c = decode_utf8(text, at);
        width += c.length == 0 ? 1 : character_width(c.code_point);
        at += c.length == 0 ? 1 : c.length;
    }
    return width;
}

}  // namespace dti::inline v0
