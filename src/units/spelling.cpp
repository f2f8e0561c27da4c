#include "units/spelling.hpp"

#include "dti/text/utf8.hpp"
#include "table/unicode.hpp"

#include <algorithm>
#include <array>

namespace dti::inline v0 {
namespace {

constexpr std::string_view bar = "\u0335";  // what is left of đ without its d

bool is_ascii_letter(char c) noexcept {
    return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z');
}

char small(char c) noexcept {
    return c >= 'A' && c <= 'Z' ? static_cast<char>(c - 'A' + 'a') : c;
}

bool is_mark(char32_t c) noexcept {
    return c >= 0x300 && c <= 0x36F;
}

bool is_blank(char32_t c) noexcept {
    return c == ' ' || (c >= '\t' && c <= '\r') || c == 0xA0 || (c >= 0x2000 && c <= 0x200A) || c == 0x202F ||
           c == 0x205F || c == 0x3000;
}

bool is_dash(char32_t c) noexcept {
    return c == '-' || (c >= 0x2010 && c <= 0x2015) || c == 0x2212 || c == 0xFE58 || c == 0xFE63 ||
           c == 0xFF0D;
}

/// The tone mark at a place of a text in form NFD; empty where there is none.
std::string_view tone_at(std::string_view text, std::size_t at) noexcept {
    static constexpr std::array<std::string_view, 5> tones{"\u0300", "\u0301", "\u0303", "\u0309", "\u0323"};
    const std::string_view found = text.substr(std::min(at, text.size()), tones.front().size());
    return std::find(tones.begin(), tones.end(), found) == tones.end() ? std::string_view() : found;
}

bool ends_syllable(std::string_view text, std::size_t at) noexcept {
    return at >= text.size() || !is_letter_or_mark(decode_utf8(text, at).code_point);
}

/// Moves tones to the first vowel of oa, oe and uy. Domain: form NFD.
std::string move_tones(std::string_view text) {
    std::string moved;
    moved.reserve(text.size());
    for (std::size_t i = 0; i < text.size(); ++i) {
        moved += text[i];
        if (i + 2 >= text.size()) {
            continue;
        }
        const char first = small(text[i]);
        const char second = small(text[i + 1]);
        const bool pair = (first == 'o' && (second == 'a' || second == 'e')) ||
                          (first == 'u' && second == 'y' && (i == 0 || small(text[i - 1]) != 'q'));
        const std::string_view tone = pair ? tone_at(text, i + 2) : std::string_view();
        if (!tone.empty() && ends_syllable(text, i + 2 + tone.size())) {
            (moved += tone) += text[i + 1];
            i += 1 + tone.size();
        }
    }
    return moved;
}

std::string with_single_separators(std::string_view text) {
    std::string result;
    result.reserve(text.size());
    bool blanks = false;
    bool dashes = false;
    for (std::size_t at = 0; at < text.size();) {
        const utf8_character c = decode_utf8(text, at);
        const std::size_t length = std::max<std::size_t>(1, c.length);
        if (c.length > 0 && (is_blank(c.code_point) || is_dash(c.code_point))) {
            (is_blank(c.code_point) ? blanks : dashes) = true;
        } else {
            if (dashes) {
                result += '-';
            } else if (blanks && !result.empty()) {
                result += ' ';
            }
            blanks = dashes = false;
            result += text.substr(at, length);
        }
        at += length;
    }
    return dashes ? result + '-' : result;
}

}  // namespace

std::string spelling_key(std::string_view name) {
    return to_nfc(move_tones(to_nfd(with_single_separators(name))));
}

std::string without_marks(std::string_view key) {
    const std::string apart = to_nfd(key);
    std::string plain;
    plain.reserve(apart.size());
    bool on_latin = false;  // elsewhere a mark can make another letter, as in Japanese and Hindi
    for (std::size_t at = 0; at < apart.size();) {
        const utf8_character c = decode_utf8(apart, at);
        const std::size_t length = std::max<std::size_t>(1, c.length);
        if (c.code_point == U'đ' || c.code_point == U'Đ') {
            plain += c.code_point == U'đ' ? 'd' : 'D';
            on_latin = true;
        } else if (!on_latin || !is_mark(c.code_point)) {
            plain += apart.substr(at, length);
            on_latin = length == 1 && is_ascii_letter(apart[at]);
        }
        at += length;
    }
    return to_nfc(plain);
}

std::string small_key(std::string_view key) {
    const std::string letters = to_nfd_small(key);
    constexpr std::string_view barred = "đ";
    std::string small;
    small.reserve(letters.size());
    for (std::size_t at = 0; at < letters.size();) {
        const std::size_t found = std::min(letters.find(barred, at), letters.size());
        small.append(letters, at, found - at);
        if (found < letters.size()) {
            (small += 'd') += bar;
        }
        at = found + barred.size();
    }
    return small;
}

bool leaves_out_marks(std::string_view given, std::string_view whole) noexcept {
    std::size_t at = 0;
    for (std::size_t i = 0; i < whole.size();) {
        const utf8_character c = decode_utf8(whole, i);
        const std::size_t length = std::max<std::size_t>(1, c.length);
        if (given.substr(std::min(at, given.size()), length) == whole.substr(i, length)) {
            at += length;
        } else if (!is_mark(c.code_point)) {
            return false;
        }
        i += length;
    }
    return at == given.size();
}

}  // namespace dti::inline v0
