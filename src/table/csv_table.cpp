#include "table/csv_table.hpp"

#include "dti/evaluate/data.hpp"
#include "dti/text/wording.hpp"
#include "table/unicode.hpp"

#include <algorithm>
#include <utility>

namespace dti::inline v0 {

csv_table::csv_table(file_report& report) : report_(report), csv_(report) {
    std::vector<csv_cell> row;
    if (!csv_.next(row)) {
        if (!report_.full()) {
            report_.error(position{},
                          wording::empty_file("a header with the column `unit`, and rows below it"));
        }
        return;
    }
    for (const csv_cell& cell : row) {
        header_.push_back({to_nfc(trimmed(cell.text)), cell.where, cell.sound});
    }
}

std::optional<std::size_t> csv_table::find(std::string_view name) const noexcept {
    const auto found = std::find_if(header_.begin(), header_.end(),
                                    [&](const csv_heading& heading) { return heading.name == name; });
    return found == header_.end() ? std::nullopt
                                  : std::optional(static_cast<std::size_t>(found - header_.begin()));
}

bool csv_table::next(std::vector<csv_cell>& row) {
    const auto is_empty = [](const csv_cell& cell) { return cell.sound && trimmed(cell.text).empty(); };
    while (csv_.next(row)) {
        if (std::all_of(row.begin(), row.end(), is_empty)) {
            continue;  // spreadsheets leave such rows below a table
        }
        any_row_ = true;
        if (row.size() == header_.size()) {
            return true;
        }
        const bool longer = row.size() > header_.size();
        report_.error(longer ? row[header_.size()].where : row.front().where,
                      wording::csv_row_length(header_.size(), row.size(), longer && csv_.separator() == ','));
    }
    if (!any_row_ && !report_.full()) {
        report_.error(position{}, wording::no_units());
    }
    return false;
}

std::string_view trimmed(std::string_view text) noexcept {
    constexpr std::string_view blanks = " \t";
    const std::size_t first = text.find_first_not_of(blanks);
    return first == std::string_view::npos ? std::string_view()
                                           : text.substr(first, text.find_last_not_of(blanks) + 1 - first);
}

std::optional<bool> parse_flag(std::string_view text) {
    const std::string word = to_nfc(text);
    if (word == "true" || word == "false") {
        return word == "true";
    }
    return parse_yes_no(word);
}

}  // namespace dti::inline v0
