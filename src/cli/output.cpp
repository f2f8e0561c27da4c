#include "cli/output.hpp"

#include <cerrno>
#include <cstdio>
#include <cstring>
#include <filesystem>

#include <sys/stat.h>
#include <unistd.h>

namespace dti::cli {
namespace {

std::string text_or_null(const std::string& text) {
    return text.empty() ? "null" : to_json_text(text);
}

std::string format_table(const grid& table, const document& about) {
    std::string text;
    for (const std::string& line : about.heading) {
        text += to_one_line(line) + '\n';
    }
    text += (about.heading.empty() ? "" : "\n") + to_table(table);
    return text + notes_text(about.notes);
}

std::string format_json(const grid& table, const document& about) {
    return "{\n  \"format\": " + std::to_string(json_format) +
           ",\n  \"command\": " + to_json_text(about.command) +
           ",\n  \"index\": " + text_or_null(about.index) + ",\n  \"mode\": " + text_or_null(about.mode) +
           ",\n  \"rows\": " + to_json_rows(table) + ",\n  \"notes\": " + to_json(about.notes) + "\n}\n";
}

/// Writes all bytes to a stream and closes it; the reason of the first failure.
std::optional<std::string> write_all(std::FILE* stream, const std::string& text) {
    const bool written = std::fwrite(text.data(), 1, text.size(), stream) == text.size();
    const int write_error = errno;
    const bool closed = std::fclose(stream) == 0;
    if (written && closed) {
        return std::nullopt;
    }
    return std::strerror(written ? errno : write_error);
}

/// The file that a path leads to, through links; it need not be there yet.
std::filesystem::path follow_links(std::filesystem::path path) {
    constexpr int longest_chain = 40;
    std::error_code failure;
    for (int links = 0; links < longest_chain; ++links) {
        const std::filesystem::path next = std::filesystem::read_symlink(path, failure);
        if (failure) {
            break;  // no link
        }
        path = path.parent_path() / next;
    }
    return path;
}

/// What a new file may be done with: all but what the user's mask takes away.
std::filesystem::perms default_permissions() {
    const mode_t mask = ::umask(0);
    ::umask(mask);
    return static_cast<std::filesystem::perms>(0666U & ~mask);
}

}  // namespace

std::string format_document(const grid& table, const document& about, output_format format) {
    switch (format) {
        case output_format::csv:
            return to_csv(table);
        case output_format::json:
            return format_json(table, about);
        case output_format::table:
            break;
    }
    return format_table(table, about);
}

std::string notes_text(const std::vector<note>& notes) {
    std::string text = notes.empty() ? "" : "\n";
    for (const note& item : notes) {
        text += "• " + to_one_line(item.text) + '\n';
    }
    return text;
}

std::optional<std::string> write_file(const std::string& path, const std::string& text) {
    namespace fs = std::filesystem;
    std::error_code ignored;
    const fs::file_status status = fs::status(path, ignored);
    if (fs::is_directory(status)) {
        return "it is a directory";
    }
    if (fs::exists(status) &&
        !fs::is_regular_file(status)) {  // a device or a pipe cannot be replaced: write into it
        std::FILE* stream = std::fopen(path.c_str(), "wb");
        return stream == nullptr ? std::optional<std::string>(std::strerror(errno)) : write_all(stream, text);
    }
    if (fs::exists(status) &&
        ::access(path.c_str(), W_OK) != 0) {  // renaming would replace a file that is write-protected
        return std::strerror(errno);
    }
    const fs::path target = follow_links(path);  // a link stays a link
    std::string temporary = target.string() + ".XXXXXX";
    const int descriptor = ::mkstemp(temporary.data());
    if (descriptor < 0) {
        return std::strerror(errno);
    }
    std::FILE* stream = ::fdopen(descriptor, "wb");
    std::optional<std::string> reason = stream == nullptr ? std::strerror(errno) : write_all(stream, text);
    if (!reason) {
        fs::permissions(temporary, fs::exists(status) ? status.permissions() : default_permissions(),
                        ignored);
        std::error_code failure;
        fs::rename(temporary, target, failure);
        if (failure) {
            reason = failure.message();
        }
    }
    if (reason) {
        fs::remove(temporary, ignored);
    }
    return reason;
}

}  // namespace dti::cli
