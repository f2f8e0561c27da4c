// The definitions of indicators/*.yaml and the lists of indicators/units/*.csv, embedded into the library so
// that the program finds them wherever it is installed. The build generates the other half
// (cmake/embed.cmake) and does so again when a file changes.
#pragma once

#include <dti/export.hpp>
#include <span>
#include <string_view>

namespace dti::shipped {

/// One shipped file: its name without folder and extension, and its text, byte for byte.
struct file {
    std::string_view name;
    std::string_view text;
};

/// Every shipped definition, in the order of the names. The views live as long as the program.
DTI_API std::span<const file> files() noexcept;

/// Every list of units (src/units/unit_list.hpp), in the order of the names. They live as long.
DTI_API std::span<const file> unit_lists() noexcept;

}  // namespace dti::shipped
