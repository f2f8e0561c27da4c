#include "table/wide_csv.hpp"

#include "dti/text/wording.hpp"
#include "table/csv.hpp"
#include "table/unicode.hpp"

#include <algorithm>
#include <set>
#include <string>
#include <utility>

namespace dti::inline v0 {
namespace {

/// A column: of units themselves, of a figure, or ignored because its header is wrong.
struct column {
    enum class role : std::uint8_t { ignored, unit, group, ranked, synthetic, figure };

    role what = role::ignored;
    figure_field figure{};
};

/// The columns beside the figures, in the order of `column::role`.
const std::vector<std::string>& unit_columns() {
    static const std::vector<std::string> names{"unit", "group", "ranked", "synthetic"};
    return names;
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

class wide_reader {
  public:
    wide_reader(data_collector& data, file_report& report) : data_(data), report_(report), csv_(report) {}

    void read() {
        std::vector<csv_cell> row;
        if (!csv_.next(row)) {
            if (!report_.full()) {
                report_.error(position{},
                              wording::empty_file("a header with the column `unit`, and one row a unit"));
            }
            return;
        }
        if (!read_header(row)) {
            return;
        }
        bool any_row = false;
        while (csv_.next(row)) {
            any_row = true;
            read_row(row);
        }
        if (!any_row && !report_.full()) {
            report_.error(position{}, wording::no_units());
        }
    }

  private:
    /// False when no row can be read by it.
    bool read_header(const std::vector<csv_cell>& row) {
        std::set<std::string> seen;
        bool unit_misspelt = false;
        for (const csv_cell& cell : row) {
            const std::string name = to_nfc(trimmed(cell.text));
            columns_.push_back(cell.sound ? find_column(name) : column{});
            if (!cell.sound) {
                continue;
            }
            if (!seen.insert(name).second) {
                report_.error(cell.where, wording::duplicate_column(name));
                columns_.back() = {};
            } else if (columns_.back().what == column::role::ignored) {
                const std::string nearest = suggest(name);
                unit_misspelt = unit_misspelt || nearest == unit_columns().front();
                report_.error(cell.where, wording::unknown_column(name, nearest));
            }
        }
        const bool has_unit = seen.count(unit_columns().front()) != 0;
        if (!has_unit && !unit_misspelt) {
            report_.error(row.front().where, wording::missing_column(unit_columns().front()));
        }
        return has_unit;
    }

    [[nodiscard]] column find_column(std::string_view name) const {
        const std::vector<std::string>& names = unit_columns();
        const auto of_unit = std::find(names.begin(), names.end(), name);
        if (of_unit != names.end()) {
            return {static_cast<column::role>(of_unit - names.begin() + 1), {}};
        }
        if (const std::optional<figure_field> field = data_.names().find(name)) {
            return {column::role::figure, *field};
        }
        return {};
    }

    /// Only as many suggestions as are shown: each costs a comparison with every name of the definition.
    std::string suggest(std::string_view name) {
        return suggestions_++ < diagnostics::shown_per_file ? data_.names().nearest(name, unit_columns())
                                                            : std::string();
    }

    void read_row(const std::vector<csv_cell>& row) {
        if (row.size() != columns_.size()) {
            const bool longer = row.size() > columns_.size();
            report_.error(
                longer ? row[columns_.size()].where : row.front().where,
                wording::csv_row_length(columns_.size(), row.size(), longer && csv_.separator() == ','));
            return;
        }
        const std::optional<std::size_t> unit = read_unit(row);
        if (!unit) {
            return;
        }
        for (std::size_t i = 0; i < row.size() && !report_.full(); ++i) {
            if (columns_[i].what == column::role::figure && row[i].sound) {
                data_.set_figure(*unit, columns_[i].figure, row[i].text, row[i].where, report_);
            }
        }
    }

    std::optional<std::size_t> read_unit(const std::vector<csv_cell>& row) {
        unit_statement unit;
        bool sound = true;
        for (std::size_t i = 0; i < row.size(); ++i) {
            const csv_cell& cell = row[i];
            const std::string_view text = trimmed(cell.text);
            switch (columns_[i].what) {
                case column::role::unit:
                    unit.name = {text, cell.where};
                    sound = cell.sound;
                    break;
                case column::role::group:
                    if (cell.sound && !text.empty()) {
                        unit.group = {text, cell.where};
                    }
                    break;
                case column::role::ranked:
                    unit.ranked = read_flag(cell, text);
                    break;
                case column::role::synthetic:
                    unit.synthetic = read_flag(cell, text);
                    break;
                case column::role::ignored:
                case column::role::figure:
                    break;
            }
        }
        return sound ? data_.enter_unit(unit, report_) : std::nullopt;
    }

    std::optional<stated<bool>> read_flag(const csv_cell& cell, std::string_view text) {
        if (!cell.sound || text.empty()) {
            return std::nullopt;
        }
        const std::optional<bool> flag = parse_flag(text);
        if (!flag) {
            report_.error(cell.where, wording::bad_yes_no(text));
            return std::nullopt;
        }
        return stated<bool>{*flag, cell.where};
    }

    data_collector& data_;
    file_report& report_;
    csv_reader csv_;
    std::vector<column> columns_;
    std::size_t suggestions_ = 0;
};

}  // namespace

void read_wide_csv(data_collector& data, file_report& report) {
    wide_reader(data, report).read();
}

}  // namespace dti::inline v0
