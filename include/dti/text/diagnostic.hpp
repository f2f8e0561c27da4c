// A user's mistake as a value: where, which kind, what, and how to mend it.
//
// In: a message (wording.hpp) and a place (source.hpp). Out: `file:line:column: error[code]: message` with
// the line, a caret and help. Every stage that reads a user's text takes a `diagnostics` and adds to it.
#pragma once

#include "dti/text/source.hpp"

#include <algorithm>
#include <array>
#include <exception>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

namespace dti::inline v0 {

enum class severity : std::uint8_t { error, warning };

/// What went wrong, without the place: made by the factories of wording.hpp.
struct message {
    std::string code;  ///< a stable word, e.g. `unknown-key`; docs/errors.md has a section for each
    std::string text;  ///< one sentence
    std::string help;  ///< how to mend it; may be empty
};

/// A message at a place. `where` without a line means that the whole of `file` is meant.
struct diagnostic {
    severity level = severity::error;
    std::string file;
    position where;
    message what;
    std::string line;  ///< the text of the line, for the caret
};

namespace detail {

/// The part of a long line around a column, so that a message stays readable whatever the file.
inline std::pair<std::string, std::size_t> crop_line(std::string_view line, std::size_t column) {
    constexpr std::size_t before_limit = 60;
    constexpr std::size_t total_limit = 100;
    const auto advance = [&](std::size_t from, std::size_t characters) {
        for (; characters > 0 && from < line.size(); --characters) {
            from += std::max<std::size_t>(1, decode_utf8(line, from).length);
        }
        return std::min(from, line.size());
    };
    const std::size_t skipped = column > before_limit + 1 ? column - 1 - before_limit : 0;
    const std::size_t begin = advance(0, skipped);
    const std::size_t end = advance(begin, total_limit);
    const std::size_t caret = advance(begin, column - 1 - skipped);
    // What is not text is shown as such, not sent to the terminal; the caret goes by what is shown.
    const std::string before = (begin > 0 ? "…" : "") + to_printable(line.substr(begin, caret - begin));
    return {before + to_printable(line.substr(caret, end - caret)) + (end < line.size() ? "…" : ""),
            display_width(before)};
}

}  // namespace detail

/// A diagnostic as the user reads it, several lines, each ended by a line feed.
[[nodiscard]] inline std::string to_text(const diagnostic& item) {
    std::string text = to_printable(item.file);
    if (item.where) {
        text += ':' + std::to_string(item.where.line) + ':' + std::to_string(item.where.column);
    }
    text += item.level == severity::error ? ": error[" : ": warning[";
    text += item.what.code + "]: " + to_printable(item.what.text) + '\n';
    if (item.where && !item.line.empty()) {
        const std::string number = std::to_string(item.where.line);
        const auto [shown, indent] = detail::crop_line(item.line, item.where.column);
        text += "  " + number + " | " + shown + '\n';
        text += "  " + std::string(number.size(), ' ') + " | " + std::string(indent, ' ') + "^\n";
    }
    if (!item.what.help.empty()) {
        text += "  help: " + to_printable(item.what.help) + '\n';
    }
    return text;
}

/// Collects diagnostics; keeps count beyond what it stores, so that hostile input costs bounded memory.
class diagnostics {
  public:
    /// How many mistakes of one file are shown.
    static constexpr std::size_t shown_per_file = 20;

    void add(diagnostic item) {
        constexpr std::size_t stored_at_most = 1000;
        has_errors_ = has_errors_ || item.level == severity::error;
        if (stored_[static_cast<std::size_t>(item.level)]++ <
            stored_at_most) {  // warnings never crowd out an error
            items_.push_back(std::move(item));
        }
    }
    void add(severity level, const source_text& source, position where, message what) {
        constexpr std::size_t longest_line =
            64U << 10U;  // beyond it no editor shows it: not worth a copy in each message
        const std::string_view line = source.line(where.line);
        add({level, source.name(), where, std::move(what),
             std::string(line.size() > longest_line ? "" : line)});
    }
    void error(const source_text& source, position where, message what) {
        add(severity::error, source, where, std::move(what));
    }
    void warning(const source_text& source, position where, message what) {
        add(severity::warning, source, where, std::move(what));
    }
    /// A mistake that has no place in a text: a path, a word of the command line.
    void error(std::string file, message what) {
        add({severity::error, std::move(file), {}, std::move(what), {}});
    }

    /// Adds what a later stage found, except where an earlier one has already found an error at the same
    /// place: a mistake is told once. Its warnings are dropped where there are errors: they may be about
    /// values that an error has left out.
    void add_at_new_places(const diagnostics& later) {
        const std::size_t before = items_.size();
        const bool errors = has_errors_ || later.has_errors_;
        for (const diagnostic& item : later.items_) {
            if (errors && item.level == severity::warning) {
                continue;
            }
            const bool known =
                std::any_of(items_.begin(), items_.begin() + static_cast<std::ptrdiff_t>(before),
                            [&](const diagnostic& earlier) {
                                return earlier.level == severity::error && earlier.where &&
                                       earlier.where == item.where && earlier.file == item.file;
                            });
            if (!known) {
                add(item);
            }
        }
        has_errors_ = has_errors_ || later.has_errors_;
    }

    [[nodiscard]] bool has_errors() const noexcept { return has_errors_; }
    [[nodiscard]] bool empty() const noexcept { return items_.empty(); }
    [[nodiscard]] const std::vector<diagnostic>& items() const noexcept { return items_; }

    /// Everything as the user reads it: by file (in the order of first mention), line and column, at most
    /// `shown_per_file` errors and as many warnings of one file, the rest counted.
    [[nodiscard]] std::string to_text() const {
        std::vector<const diagnostic*> sorted;
        std::vector<std::string_view> files;
        for (const diagnostic& item : items_) {
            sorted.push_back(&item);
            if (std::find(files.begin(), files.end(), item.file) == files.end()) {
                files.push_back(item.file);
            }
        }
        std::stable_sort(sorted.begin(), sorted.end(),
                         [](const diagnostic* a, const diagnostic* b) { return a->where < b->where; });
        std::string text;
        for (const std::string_view file : files) {
            std::array<std::size_t, 2> count{};
            for (const diagnostic* item : sorted) {
                if (item->file == file && ++count[static_cast<std::size_t>(item->level)] <= shown_per_file) {
                    text += dti::to_text(*item);
                }
            }
            for (const severity level : {severity::error, severity::warning}) {
                if (const std::size_t found = count[static_cast<std::size_t>(level)];
                    found > shown_per_file) {
                    text += to_printable(file) + ": at least " + std::to_string(found - shown_per_file) +
                            " more " + (level == severity::error ? "errors" : "warnings") + " not shown\n";
                }
            }
        }
        return text;
    }

  private:
    std::vector<diagnostic> items_;
    std::array<std::size_t, 2> stored_{};  // by severity
    bool has_errors_ = false;
};

/// The one exception that the convenience functions (`load_…`, `compile`) throw for a user's mistake.
class error : public std::exception {
  public:
    explicit error(dti::diagnostics found) : diagnostics_(std::move(found)), text_(diagnostics_.to_text()) {}

    /// All diagnostics as text, each with its place.
    [[nodiscard]] const char* what() const noexcept override { return text_.c_str(); }
    [[nodiscard]] const dti::diagnostics& diagnostics() const noexcept { return diagnostics_; }

  private:
    dti::diagnostics diagnostics_;
    std::string text_;
};

}  // namespace dti::inline v0
