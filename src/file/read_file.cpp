#include "file/read_file.hpp"

#include "dti/text/wording.hpp"

#include <algorithm>
#include <cerrno>
#include <cstdio>
#include <filesystem>
#include <memory>
#include <system_error>
#include <utility>

namespace dti::inline v0 {
namespace {

struct close_file {
    void operator()(std::FILE* file) const noexcept { std::fclose(file); }
};
using open_file = std::unique_ptr<std::FILE, close_file>;

/// In our own words: the system's change with the locale of the app that links the library.
std::string reason_of(int error_number) {
    switch (error_number) {
        case EACCES:
        case EPERM:
            return "permission denied";
        case ELOOP:
            return "its links lead in a circle";
        case ENAMETOOLONG:
            return "its name is too long";
        case ENOTDIR:
            return "a part of its path is no directory";
        case EIO:
            return "the device reports an error";
        case ENOMEM:
            return "there is not enough memory";
        case EMFILE:
        case ENFILE:
            return "too many files are open";
        default:
            return "error " + std::to_string(error_number) + " of the system";
    }
}

file_text fault_of(int error_number) {
    switch (error_number) {
        case ENOENT:
            return {{}, file_fault::absent, "there is no such file"};
        case EISDIR:
            return {{}, file_fault::directory, "it is a directory"};
        default:
            return {{}, file_fault::unreadable, reason_of(error_number)};
    }
}

}  // namespace

file_text read_file(const std::string& path, std::size_t limit) {
    std::error_code ignored;
    if (std::filesystem::is_directory(path, ignored)) {
        return fault_of(EISDIR);
    }
    errno = 0;
    const open_file file(std::fopen(path.c_str(), "rb"));
    if (file == nullptr) {
        return fault_of(errno);
    }
    constexpr std::size_t chunk = 64U << 10U;
    std::string text;
    while (text.size() <= limit) {
        const std::size_t before = text.size();
        const std::size_t wanted = std::min(chunk, limit + 1 - before);
        text.resize(before + wanted);
        errno = 0;
        const std::size_t got = std::fread(text.data() + before, 1, wanted, file.get());
        text.resize(before + got);
        if (got < wanted) {
            if (std::ferror(file.get()) != 0) {
                return fault_of(errno);
            }
            return {std::move(text), file_fault::none, {}};
        }
    }
    return {{}, file_fault::too_large, "it is longer than " + std::to_string(limit) + " bytes"};
}

std::optional<std::string> read_file(const std::string& path, std::size_t limit, diagnostics& found) {
    file_text file = read_file(path, limit);
    switch (file.fault) {
        case file_fault::none:
            return std::move(file.text);
        case file_fault::too_large:
            found.error(path, wording::limit("size of the file", limit, "bytes"));
            break;
        case file_fault::absent:
        case file_fault::directory:
        case file_fault::unreadable:
            found.error(path, wording::cannot_read(file.reason));
            break;
    }
    return std::nullopt;
}

}  // namespace dti::inline v0
