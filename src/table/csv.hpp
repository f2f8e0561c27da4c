// CSV text → rows of cells with their places (RFC 4180, and what spreadsheets make of it).
//
// In: a checked source. Out: one row after the other; cells are views into the source, so memory does not
// grow with the file. Lines end in LF or CRLF; a cell in quotes may hold separators, line ends and, doubled,
// quotes. Blank lines are skipped. Spaces and tabs around a cell without quotes, and outside the quotes of
// one with them, do not belong to it.
#pragma once

#include "dti/export.hpp"
#include "file/file_report.hpp"

#include <cstddef>
#include <deque>
#include <string>
#include <string_view>
#include <vector>

namespace dti::inline v0 {

/// One cell; `where` is its first character, of a quoted one the quote.
struct csv_cell {
    std::string_view text;
    position where;
    bool sound = true;  ///< false: its quotes are wrong, which has been reported; the text means nothing
};

/// Reads the rows of one text. The separator is `;` when the first row has one and no comma (both outside
/// quotes), else `,`.
class DTI_API csv_reader {
  public:
    /// Mistakes go to `report`, which outlives the reader.
    explicit csv_reader(file_report& report);

    /// The next row that is not blank: at least one cell. The views hold until the next call. False at the
    /// end of the text, and when the report wants no more. Errors: a quote that is never closed, a quote
    /// inside a cell, a limit.
    [[nodiscard]] bool next(std::vector<csv_cell>& row);

    [[nodiscard]] char separator() const noexcept { return separator_; }

  private:
    [[nodiscard]] bool at_end() const noexcept { return at_ >= text_.size(); }
    [[nodiscard]] bool at_line_end() const noexcept;
    [[nodiscard]] bool ends_cell() const noexcept {
        return at_end() || at_line_end() || text_[at_] == separator_;
    }
    void skip_blanks() noexcept;
    void skip_blank_lines() noexcept;
    void skip_line_end() noexcept;
    [[nodiscard]] char find_separator() const noexcept;
    void read_bare(csv_cell& cell);
    void read_quoted(csv_cell& cell);
    [[nodiscard]] csv_cell read_cell();
    [[nodiscard]] bool within_limits(const csv_cell& cell, std::size_t columns);
    [[nodiscard]] position place(std::size_t offset) noexcept;

    file_report& report_;
    std::string_view text_;
    std::size_t at_ = 0;
    char separator_ = ',';
    std::size_t cells_ = 0;
    std::deque<std::string> unescaped_;  ///< of this row: cells that are not a piece of the source
    // Places are asked for in rising order: the last one is where counting goes on.
    std::size_t placed_ = 0;
    position last_{1, 1};
};

}  // namespace dti::inline v0
