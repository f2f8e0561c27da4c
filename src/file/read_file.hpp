// A file into memory, never more of it than asked for.
//
// In: a path, which may be a pipe such as /dev/stdin, and a limit in bytes. Out: the bytes, or why not in
// words for the user. Next: file/file_text.hpp.
#pragma once

#include "dti/export.hpp"
#include "dti/text/diagnostic.hpp"

#include <cstddef>
#include <cstdint>
#include <optional>
#include <string>

namespace dti::inline v0 {

enum class file_fault : std::uint8_t { none, absent, directory, unreadable, too_large };

/// The bytes of a file, or the fault with its reason: a part of a sentence such as "it is a directory".
struct file_text {
    std::string text{};
    file_fault fault = file_fault::none;
    std::string reason{};
};

/// Reads a file of at most `limit` bytes; of a longer one `limit` + 1 bytes are read and none are returned.
[[nodiscard]] DTI_API file_text read_file(const std::string& path, std::size_t limit);

/// The same with the fault as a diagnostic of `path`: `limit` for a file that is too large, else
/// `cannot-read`.
[[nodiscard]] DTI_API std::optional<std::string> read_file(const std::string& path, std::size_t limit,
                                                           diagnostics& found);

}  // namespace dti::inline v0
