// A CSV file as a header and rows of the same length: what readers of both layouts begin with.
//
// In: the source of a report. Out: names of columns in form NFC, then row by row. Next: wide_csv.hpp (one row
// a unit) or long_csv.hpp (one row a figure), as the header says.
#pragma once

#include "dti/export.hpp"
#include "file/file_report.hpp"
#include "table/csv.hpp"

#include <optional>
#include <string>
#include <string_view>
#include <vector>

namespace dti::inline v0 {

/// A column's name as it stands in the header.
struct csv_heading {
    std::string name;  ///< without blanks around it, in form NFC
    position where;
    bool sound = true;  ///< see csv_cell
};

class DTI_API csv_table {
  public:
    /// Reads the header. Mistakes go to `report`, which outlives the table.
    explicit csv_table(file_report& report);

    /// Empty when the file is.
    [[nodiscard]] const std::vector<csv_heading>& header() const noexcept { return header_; }
    [[nodiscard]] std::optional<std::size_t> find(std::string_view name) const noexcept;

    /// The next row that holds anything and is as long as the header; shorter and longer ones are reported
    /// and passed over.
    /// False at the end, where a table without a single row is reported.
    [[nodiscard]] bool next(std::vector<csv_cell>& row);

  private:
    file_report& report_;
    csv_reader csv_;
    std::vector<csv_heading> header_;
    bool any_row_ = false;
};

/// A text without the blanks around it.
[[nodiscard]] DTI_API std::string_view trimmed(std::string_view text) noexcept;

/// The truth of yes, no, có, không, true and false, in any form of Unicode.
[[nodiscard]] DTI_API std::optional<bool> parse_flag(std::string_view text);

}  // namespace dti::inline v0
