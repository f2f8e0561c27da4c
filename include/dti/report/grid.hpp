// A result as rows and columns, before it has a format; and the three formats: table, CSV, JSON.
//
// In: cells whose figures are already text, rounded once. Out: a string. Columns have a stable English key
// for CSV and JSON, and a heading in the reader's language for tables.
#pragma once

#include "dti/text/utf8.hpp"

#include <algorithm>
#include <cstdint>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

namespace dti::inline v0 {

enum class cell_kind : std::uint8_t { none, text, number, truth, list };

/// One cell. A number's text is already rounded; `shown`, where given, is what tables print instead of
/// `text`. A list is one text in CSV and an array in JSON.
struct cell {
    cell_kind kind = cell_kind::none;
    std::string text{};
    std::string shown{};
    std::string json{};  ///< what JSON holds instead of `text`: of a list, and of a number that is infinite

    static cell of_text(std::string text) { return {cell_kind::text, std::move(text)}; }
    static cell of_number(std::string text) { return {cell_kind::number, std::move(text)}; }
    /// `inf` or `-inf`, which JSON has no number for.
    static cell of_infinite(bool negative) {
        const std::string text = negative ? "-inf" : "inf";
        return {cell_kind::number, text, negative ? "-∞" : "∞", '"' + text + '"'};
    }
    static cell of_truth(bool value) { return {cell_kind::truth, value ? "true" : "false"}; }
    /// `json` is the array, `text` the same for a reader.
    static cell of_list(std::string text, std::string json) {
        return {cell_kind::list, std::move(text), {}, std::move(json)};
    }
    /// A text, or nothing for an empty one.
    static cell of_text_or_none(std::string text) { return text.empty() ? cell() : of_text(std::move(text)); }
};

/// Where a column is shown: CSV and JSON have fixed columns, tables may say more or less.
enum class column_place : std::uint8_t { everywhere, table_only, data_only };

struct column {
    std::string key;
    std::string heading;
    column_place place = column_place::everywhere;

    [[nodiscard]] bool in_table() const noexcept { return place != column_place::data_only; }
    [[nodiscard]] bool in_data() const noexcept { return place != column_place::table_only; }
};

struct grid {
    std::vector<column> columns;
    std::vector<std::vector<cell>> rows;
    std::size_t near_ties = 0;  ///< figures of a number type that is not exact whose last digit is in doubt
};

/// A text for a line of a table: line ends and tabs, which a quoted cell or a title may hold, become blanks,
/// what a terminal would obey `?`.
[[nodiscard]] inline std::string to_one_line(std::string_view text) {
    return to_printable(text);
}

/// A JSON string with its quotes.
[[nodiscard]] inline std::string to_json_text(std::string_view text) {
    static constexpr std::string_view digits = "0123456789abcdef";
    std::string json = "\"";
    for (const char c : text) {
        const auto byte = static_cast<unsigned char>(c);
        if (c == '"' || c == '\\') {
            json += '\\';
            json += c;
        } else if (byte < 0x20U) {
            json += "\\u00";
            json += digits[byte >> 4U];
            json += digits[byte & 0xFU];
        } else {
            json += c;
        }
    }
    return json + '"';
}

/// The rows as a JSON array of objects whose keys are the columns'.
[[nodiscard]] inline std::string to_json_rows(const grid& table) {
    std::string json = "[";
    for (std::size_t i = 0; i < table.rows.size(); ++i) {
        json += i == 0 ? "\n    {" : ",\n    {";
        bool first = true;
        for (std::size_t j = 0; j < table.columns.size(); ++j) {
            if (!table.columns[j].in_data()) {
                continue;
            }
            const cell& item = table.rows[i][j];
            json += first ? "" : ", ";
            first = false;
            json += to_json_text(table.columns[j].key);
            json += ": ";
            json += item.kind == cell_kind::none   ? "null"
                    : item.kind == cell_kind::text ? to_json_text(item.text)
                    : item.json.empty()            ? item.text
                                                   : item.json;
        }
        json += '}';
    }
    return json + (table.rows.empty() ? "]" : "\n  ]");
}

namespace detail {

/// A text as a CSV cell. A text that a spreadsheet would run as a formula is made harmless by a leading
/// apostrophe.
inline std::string csv_cell(const cell& item) {
    std::string text = item.text;
    if ((item.kind == cell_kind::text || item.kind == cell_kind::list) && !text.empty() &&
        std::string_view("=+-@\t\r").find(text.front()) != std::string_view::npos) {
        text.insert(0, 1, '\'');
    }
    if (text.find_first_of(",\"\r\n") == std::string::npos) {
        return text;
    }
    std::string quoted = "\"";
    for (const char c : text) {
        quoted += c;
        if (c == '"') {
            quoted += c;
        }
    }
    return quoted + '"';
}

/// What a table prints for a cell.
inline std::string shown_text(const cell& item) {
    return to_one_line(item.shown.empty() ? item.text : item.shown);
}

/// A text broken into lines at its blanks, each at most as wide as its longest word or `width`.
inline std::vector<std::string> wrap(const std::string& text, std::size_t width) {
    std::vector<std::string> lines;
    for (std::size_t at = 0; at < text.size();) {
        const std::size_t end = std::min(text.find(' ', at), text.size());
        const std::string word = text.substr(at, end - at);
        if (!lines.empty() && display_width(lines.back()) + 1 + display_width(word) <= width) {
            lines.back() += ' ' + word;
        } else if (!word.empty()) {
            lines.push_back(word);
        }
        at = end + 1;
    }
    return lines;
}

/// The lines of a cell: a long text is broken at its blanks, further lines a little behind the first.
inline std::vector<std::string> cell_lines(const cell& item) {
    constexpr std::size_t longest = 60;
    std::string text = shown_text(item);
    if (display_width(text) <= longest) {
        return {std::move(text)};
    }
    constexpr std::size_t deepest = 20;
    const std::string indent(std::min({text.find_first_not_of(' '), text.size(), deepest}), ' ');
    const std::string further = indent + "  ";
    std::vector<std::string> lines = wrap(text, longest - further.size());
    for (std::size_t i = 0; i < lines.size(); ++i) {
        lines[i].insert(0, i == 0 ? indent : further);
    }
    return lines;
}

inline std::string pad(const std::string& text, std::size_t width, bool right) {
    const std::size_t used = display_width(text);
    const std::string blanks(width > used ? width - used : 0, ' ');
    return right ? blanks + text : text + blanks;
}

inline void trim_line_end(std::string& text) {
    while (!text.empty() && text.back() == ' ') {
        text.pop_back();
    }
    text += '\n';
}

}  // namespace detail

/// RFC 4180 with line feeds, header first.
[[nodiscard]] inline std::string to_csv(const grid& table) {
    std::string csv;
    const auto add_row = [&](auto&& text_at) {
        bool first = true;
        for (std::size_t j = 0; j < table.columns.size(); ++j) {
            if (table.columns[j].in_data()) {
                csv += (first ? "" : ",") + text_at(j);
                first = false;
            }
        }
        csv += '\n';
    };
    add_row([&](std::size_t j) { return table.columns[j].key; });
    for (const std::vector<cell>& row : table.rows) {
        add_row([&](std::size_t j) { return detail::csv_cell(row[j]); });
    }
    return csv;
}

/// Aligned columns for reading; numbers to the right, headings and long texts wrapped.
[[nodiscard]] inline std::string to_table(const grid& table) {
    constexpr std::size_t heading_width = 12;
    struct layout {
        std::size_t source;
        std::vector<std::string> heading;
        std::size_t width = 0;
        bool right = false;
    };
    std::vector<layout> columns;
    std::size_t heading_lines = 1;
    for (std::size_t j = 0; j < table.columns.size(); ++j) {
        if (!table.columns[j].in_table()) {
            continue;
        }
        layout item{j, detail::wrap(to_one_line(table.columns[j].heading), heading_width)};
        for (const std::string& line : item.heading) {
            item.width = std::max(item.width, display_width(line));
        }
        for (const std::vector<cell>& row : table.rows) {
            for (const std::string& line : detail::cell_lines(row[j])) {
                item.width = std::max(item.width, display_width(line));
            }
            item.right = item.right || row[j].kind == cell_kind::number;
        }
        heading_lines = std::max(heading_lines, item.heading.size());
        columns.push_back(std::move(item));
    }
    std::string text;
    for (std::size_t line = 0; line < heading_lines; ++line) {
        for (const layout& item : columns) {
            const std::size_t blank = heading_lines - item.heading.size();
            const std::string part = line < blank ? std::string() : item.heading[line - blank];
            text += (item.source == columns.front().source ? "" : "  ") +
                    detail::pad(part, item.width, item.right);
        }
        detail::trim_line_end(text);
    }
    for (const layout& item : columns) {
        text += item.source == columns.front().source ? "" : "  ";
        for (std::size_t i = 0; i < item.width; ++i) {
            text += "─";
        }
    }
    text += '\n';
    for (const std::vector<cell>& row : table.rows) {
        std::vector<std::vector<std::string>> cells;
        std::size_t height = 1;
        for (const layout& item : columns) {
            cells.push_back(detail::cell_lines(row[item.source]));
            height = std::max(height, cells.back().size());
        }
        for (std::size_t line = 0; line < height; ++line) {
            for (std::size_t j = 0; j < columns.size(); ++j) {
                text += (j == 0 ? "" : "  ") + detail::pad(line < cells[j].size() ? cells[j][line] : "",
                                                           columns[j].width, columns[j].right);
            }
            detail::trim_line_end(text);
        }
    }
    return text;
}

}  // namespace dti::inline v0
