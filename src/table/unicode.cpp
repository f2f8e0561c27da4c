#include "table/unicode.hpp"

#include "dti/text/utf8.hpp"

#include <utf8proc.h>

#include <algorithm>
#include <cstdlib>
#include <memory>

namespace dti::inline v0 {
namespace {

bool is_ascii(std::string_view text) noexcept {
    return std::all_of(text.begin(), text.end(),
                       [](char c) { return static_cast<unsigned char>(c) < 0x80U; });
}

bool is_stream_safe(std::string_view text) noexcept {
    constexpr int most_marks = 30;
    int marks = 0;
    for (std::size_t at = 0; at < text.size();) {
        const utf8_character c = decode_utf8(text, at);
        if (c.length == 0) {
            return false;
        }
        const bool mark =
            utf8proc_get_property(static_cast<utf8proc_int32_t>(c.code_point))->combining_class != 0;
        marks = mark ? marks + 1 : 0;
        if (marks > most_marks) {
            return false;
        }
        at += c.length;
    }
    return true;
}

struct free_memory {
    void operator()(utf8proc_uint8_t* memory) const noexcept { std::free(memory); }
};

/// The text as utf8proc makes it; as it is where it is no sound text.
std::string map(std::string_view text, unsigned options) {
    if (!is_stream_safe(text)) {
        return std::string(text);
    }
    utf8proc_uint8_t* mapped = nullptr;
    const utf8proc_ssize_t length = utf8proc_map(reinterpret_cast<const utf8proc_uint8_t*>(text.data()),
                                                 static_cast<utf8proc_ssize_t>(text.size()), &mapped,
                                                 static_cast<utf8proc_option_t>(options));
    const std::unique_ptr<utf8proc_uint8_t, free_memory> owner(mapped);
    if (length < 0) {
        return std::string(text);
    }
    return {reinterpret_cast<const char*>(mapped), static_cast<std::size_t>(length)};
}

}  // namespace

std::string to_nfc(std::string_view text) {
    return is_ascii(text) ? std::string(text) : map(text, UTF8PROC_STABLE | UTF8PROC_COMPOSE);
}

std::string to_nfd(std::string_view text) {
    return is_ascii(text) ? std::string(text) : map(text, UTF8PROC_STABLE | UTF8PROC_DECOMPOSE);
}

std::string to_nfd_small(std::string_view text) {
    return map(text, UTF8PROC_STABLE | UTF8PROC_DECOMPOSE | UTF8PROC_CASEFOLD);
}

bool is_letter_or_mark(char32_t c) noexcept {
    const utf8proc_category_t kind = utf8proc_category(static_cast<utf8proc_int32_t>(c));
    return kind >= UTF8PROC_CATEGORY_LU && kind <= UTF8PROC_CATEGORY_ME;
}

std::string to_plain_letters(std::string_view text) {
    const std::string letters =
        map(text, UTF8PROC_STABLE | UTF8PROC_DECOMPOSE | UTF8PROC_STRIPMARK | UTF8PROC_CASEFOLD);
    constexpr std::string_view barred_d = "đ";  // a letter of its own, not a d with a mark
    std::string plain;
    plain.reserve(letters.size());
    for (std::size_t at = 0; at < letters.size();) {
        const std::size_t found = std::min(letters.find(barred_d, at), letters.size());
        plain.append(letters, at, found - at);
        plain += found < letters.size() ? "d" : "";
        at = found + barred_d.size();
    }
    return plain;
}

}  // namespace dti::inline v0
