// A source text with a name, and places in it: file, line, column.
//
// In: the bytes of a file and its name. Out: byte offsets turned into 1-based lines and columns (columns
// count characters, not bytes), and the line itself for a message.
#pragma once

#include "dti/text/utf8.hpp"

#include <algorithm>
#include <compare>
#include <cstdint>
#include <iterator>
#include <memory>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

namespace dti::inline v0 {

/// A place in a text, 1-based; line 0 means "no place".
struct position {
    std::uint32_t line = 0;
    std::uint32_t column = 0;

    [[nodiscard]] explicit operator bool() const noexcept { return line != 0; }
    friend auto operator<=>(const position&, const position&) = default;
};

/// A named text that answers where an offset lies. Immutable, shared by all that points into it.
class source_text {
  public:
    /// `name` is shown in messages; `text` is UTF-8 without byte-order mark, lines end in LF or CRLF.
    source_text(std::string name, std::string text) : name_(std::move(name)), text_(std::move(text)) {
        line_starts_.push_back(0);
        for (std::size_t at = 0; at < text_.size(); ++at) {
            if (text_[at] == '\n') {
                add_marks(at);
                line_starts_.push_back(at + 1);
            }
        }
        add_marks(text_.size());
    }

    [[nodiscard]] const std::string& name() const noexcept { return name_; }
    [[nodiscard]] std::string_view text() const noexcept { return text_; }

    /// The place of a byte offset; an offset behind the end is the end.
    [[nodiscard]] position at(std::size_t offset) const {
        offset = std::min(offset, text_.size());
        const auto after = std::upper_bound(line_starts_.begin(), line_starts_.end(), offset);
        const auto index = static_cast<std::size_t>(after - line_starts_.begin()) - 1;
        mark from{line_starts_[index], 0};
        const auto behind =
            std::upper_bound(marks_.begin(), marks_.end(), offset,
                             [](std::size_t wanted, const mark& item) { return wanted < item.offset; });
        if (behind != marks_.begin() && std::prev(behind)->offset > from.offset) {
            from = *std::prev(behind);
        }
        const std::size_t characters = from.characters + count_characters(std::string_view(text_).substr(
                                                             from.offset, offset - from.offset));
        return {static_cast<std::uint32_t>(index + 1), static_cast<std::uint32_t>(characters + 1)};
    }

    /// The text of a 1-based line without its line end; empty when there is no such line.
    [[nodiscard]] std::string_view line(std::uint32_t number) const {
        if (number == 0 || number > line_starts_.size()) {
            return {};
        }
        const std::size_t start = line_starts_[number - 1];
        const std::size_t end = number < line_starts_.size() ? line_starts_[number] - 1 : text_.size();
        std::string_view line = std::string_view(text_).substr(start, end - start);
        if (!line.empty() && line.back() == '\r') {
            line.remove_suffix(1);
        }
        return line;
    }

  private:
    /// How many characters of its line lie before an offset.
    struct mark {
        std::size_t offset;
        std::size_t characters;
    };

    /// Marks the last line, which ends at `end`, now and then: a place in a hostile line of a megabyte is
    /// found as fast as any other.
    void add_marks(std::size_t end) {
        constexpr std::size_t stride = 1024;
        std::size_t next = line_starts_.back() + stride;
        if (next >= end) {
            return;
        }
        std::size_t characters = 0;
        for (std::size_t at = line_starts_.back(); at < end; ++characters) {
            if (at >= next) {
                marks_.push_back({at, characters});
                next = at + stride;
            }
            at += std::max<std::size_t>(1, decode_utf8(text_, at).length);
        }
    }

    std::string name_;
    std::string text_;
    std::vector<std::size_t> line_starts_;
    std::vector<mark> marks_;  // ascending
};

using shared_source = std::shared_ptr<const source_text>;

}  // namespace dti::inline v0
