// One name in several spellings: what does not make another unit of a name.
//
// In: a name as it stands in a file. Out: a key; equal keys are one name.
//
// Vietnamese writes the tone of an open syllable in oa, oe or uy on either vowel (Hòa Bình, Hoà Bình). The
// key has it on the first: where plain o is followed by plain a or e with a tone, or plain u by y with one,
// and no letter follows, the tone moves to the first vowel. Not so behind q, whose u is part of the consonant
// (quý), and not in closed syllables (hoàn, huỳnh), which have one spelling.
#pragma once

#include "dti/export.hpp"

#include <string>
#include <string_view>

namespace dti::inline v0 {

/// The name in form NFC, tones as above. A run of blanks is one blank, a run of dashes of any kind, with
/// blanks around them or without, is one `-`; blanks at the ends do not count. Case does.
[[nodiscard]] DTI_API std::string spelling_key(std::string_view name);

/// A key without the marks on its Latin letters, đ as d, in form NFC. A key that stays as it is was written
/// without diacritics.
[[nodiscard]] DTI_API std::string without_marks(std::string_view key);

/// A key in small letters and form NFD, the bar of đ a mark as others are.
[[nodiscard]] DTI_API std::string small_key(std::string_view key);

/// Whether `given` is `whole` with all, some or none of its marks left out. Domain: small keys.
[[nodiscard]] DTI_API bool leaves_out_marks(std::string_view given, std::string_view whole) noexcept;

}  // namespace dti::inline v0
