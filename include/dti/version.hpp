// The version of the library, and the only place where it is written: the build, the package files and the
// program read it from here. Nothing goes in; the numbers and their text come out.
#pragma once

#include <string_view>

#define DTI_VERSION_MAJOR 0
#define DTI_VERSION_MINOR 1
#define DTI_VERSION_PATCH 0

#define DTI_DETAIL_TEXT(x) #x
#define DTI_DETAIL_DOTTED(a, b, c) DTI_DETAIL_TEXT(a) "." DTI_DETAIL_TEXT(b) "." DTI_DETAIL_TEXT(c)

namespace dti::inline v0 {

/// The version as "major.minor.patch". Below 1.0 a new minor version may break source code; a patch may not.
inline constexpr std::string_view version_text =
    DTI_DETAIL_DOTTED(DTI_VERSION_MAJOR, DTI_VERSION_MINOR, DTI_VERSION_PATCH);

}  // namespace dti::inline v0

#undef DTI_DETAIL_DOTTED
#undef DTI_DETAIL_TEXT
