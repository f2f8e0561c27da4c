// Names in one form: Vietnamese letters can be written composed (ệ) or as a letter with marks (e + ̣ + ̂).
//
// In: UTF-8 in any form. Out: form NFC, so that equal names are equal bytes.
#pragma once

#include "dti/export.hpp"

#include <string>
#include <string_view>

namespace dti::inline v0 {

/// The text in Unicode's form NFC. Domain: UTF-8. A text that is not UTF-8, and one with more than 30
/// combining marks in a row (Unicode's "stream-safe" bound: no language has them, and sorting them takes
/// quadratic time), comes back as it is.
[[nodiscard]] DTI_API std::string to_nfc(std::string_view text);

/// The same in form NFD: each mark behind its letter. Domain and bounds as for to_nfc().
[[nodiscard]] DTI_API std::string to_nfd(std::string_view text);

/// Form NFD in small letters. Domain and bounds as for to_nfc().
[[nodiscard]] DTI_API std::string to_nfd_small(std::string_view text);

/// Whether a character is a letter, or a mark on one.
[[nodiscard]] DTI_API bool is_letter_or_mark(char32_t c) noexcept;

/// The text as somebody types it without diacritics: `Hà Nội` becomes `ha noi`. For suggestions only: it
/// makes different names equal. Domain and bounds as for to_nfc().
[[nodiscard]] DTI_API std::string to_plain_letters(std::string_view text);

}  // namespace dti::inline v0
