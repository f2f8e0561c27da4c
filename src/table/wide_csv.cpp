#include "table/wide_csv.hpp"

#include "dti/text/wording.hpp"

#include <algorithm>
#include <set>
#include <string>
#include <utility>

namespace dti::inline v0 {
namespace {

/// A column: of units themselves, of a figure, or ignored because its header is wrong.
struct column {
    enum class role : std::uint8_t { ignored, unit, group, ranked, synthetic, code, figure };

    role what = role::ignored;
    figure_field figure{};
};

/// The columns beside the figures, in the order of `column::role`.
const std::vector<std::string>& unit_columns() {
    static const std::vector<std::string> names{"unit", "group", "ranked", "synthetic", "code"};
    return names;
}

class wide_reader {
  public:
    wide_reader(csv_table& table, data_collector& data, file_report& report)
        : table_(table), data_(data), report_(report) {}

    void read() {
        if (!read_header()) {
            return;
        }
        std::vector<csv_cell> row;
        while (table_.next(row)) {
            read_row(row);
        }
    }

  private:
    /// False when no row can be read by it.
    bool read_header() {
        std::set<std::string> seen;
        bool unit_misspelt = false;
        for (const csv_heading& heading : table_.header()) {
            columns_.push_back(heading.sound ? find_column(heading.name) : column{});
            if (!heading.sound) {
                continue;
            }
            if (!seen.insert(heading.name).second) {
                report_.error(heading.where, wording::duplicate_column(heading.name));
                columns_.back() = {};
            } else if (columns_.back().what == column::role::ignored) {
                if (is_of_another_format(heading.name)) {
                    report_.fatal(heading.where, wording::unknown_column_of_another_format(heading.name));
                    return false;
                }
                const std::string nearest = suggest(heading.name);
                unit_misspelt = unit_misspelt || nearest == unit_columns().front();
                report_.error(heading.where, wording::unknown_column(heading.name, nearest));
            }
        }
        const bool has_unit = seen.count(unit_columns().front()) != 0;
        if (!has_unit && !unit_misspelt) {
            report_.error(table_.header().front().where, wording::missing_column(unit_columns().front()));
        }
        return has_unit;
    }

    /// No name of a figure looks like `unit: A`, or holds a tab.
    static bool is_of_another_format(std::string_view name) noexcept {
        return name.find('\t') != std::string_view::npos || name.find(": ") != std::string_view::npos ||
               (!name.empty() && name.back() == ':');
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
                case column::role::code:
                    if (cell.sound) {
                        unit.code = {text, cell.where};
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

    csv_table& table_;
    data_collector& data_;
    file_report& report_;
    std::vector<column> columns_;
    std::size_t suggestions_ = 0;
};

}  // namespace

void read_wide_csv(csv_table& table, data_collector& data, file_report& report) {
    wide_reader(table, data, report).read();
}

}  // namespace dti::inline v0
