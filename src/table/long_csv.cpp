#include "table/long_csv.hpp"

#include "dti/text/suggest.hpp"
#include "dti/text/wording.hpp"
#include "table/unicode.hpp"

#include <algorithm>
#include <array>
#include <set>
#include <string>
#include <utility>

namespace dti::inline v0 {
namespace {

constexpr std::array<const char*, 4> needed_columns{"unit", "indicator", "name", "value"};

class long_reader {
  public:
    long_reader(csv_table& table, data_collector& data, file_report& report)
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
    /// Positions of the columns in a row.
    struct layout {
        std::array<std::size_t, needed_columns.size()> needed{};
        std::optional<std::size_t> source;
        std::optional<std::size_t> evidence;
        std::optional<std::size_t> note;
    };

    bool read_header() {
        std::set<std::string> seen;
        bool sound = true;
        for (const csv_heading& heading : table_.header()) {
            sound = sound && heading.sound;
            if (heading.sound && !heading.name.empty() && !seen.insert(heading.name).second) {
                report_.error(heading.where, wording::duplicate_column(heading.name));
                sound = false;
            }
        }
        for (std::size_t i = 0; i < needed_columns.size(); ++i) {
            const std::optional<std::size_t> place = table_.find(needed_columns[i]);
            if (!place) {
                report_.error(table_.header().front().where,
                              wording::missing_column(needed_columns[i], meant_by(needed_columns[i])));
                sound = false;
            }
            columns_.needed[i] = place.value_or(0);
        }
        columns_.source = table_.find("source");
        columns_.evidence = table_.find("evidence");
        columns_.note = table_.find("note");
        return sound;
    }

    /// The heading that was probably meant, whatever its case.
    [[nodiscard]] std::string meant_by(const std::string& column) const {
        std::vector<std::string> plain;
        for (const csv_heading& heading : table_.header()) {
            plain.push_back(to_plain_letters(heading.name));
        }
        const std::string nearest = nearest_name(column, plain);
        const auto found = std::find(plain.begin(), plain.end(), nearest);
        return nearest.empty() ? nearest
                               : table_.header()[static_cast<std::size_t>(found - plain.begin())].name;
    }

    void read_row(const std::vector<csv_cell>& row) {
        const csv_cell& unit = row[columns_.needed[0]];
        const csv_cell& indicator = row[columns_.needed[1]];
        const csv_cell& name = row[columns_.needed[2]];
        const csv_cell& value = row[columns_.needed[3]];
        if (!unit.sound || !indicator.sound || !name.sound || !value.sound) {
            return;  // reported
        }
        unit_statement statement;
        statement.name = {trimmed(unit.text), unit.where};
        const std::string wanted = to_nfc(trimmed(name.text));
        const std::string owner = to_nfc(trimmed(indicator.text));
        if (owner.empty()) {
            if (read_statement(wanted, name.where, value, statement)) {
                (void)data_.enter_unit(statement, report_, true);
            }
            return;
        }
        const std::optional<std::size_t> entered = data_.enter_unit(statement, report_, true);
        if (!entered) {
            return;
        }
        if (const std::optional<figure_field> field =
                find_figure(owner, indicator.where, wanted, name.where)) {
            data_.set_figure(*entered, *field, value.text, value.where, report_);
            keep_remark(*entered, field->field, row);
        }
    }

    /// What a row without an indicator says. False when that is a mistake.
    bool read_statement(const std::string& name, position where, const csv_cell& value,
                        unit_statement& statement) {
        static const std::vector<std::string> names{"group", "ranked", "synthetic", "code"};
        const std::string_view text = trimmed(value.text);
        if (std::find(names.begin(), names.end(), name) == names.end()) {
            report_.error(where, wording::unknown_unit_name(name, nearest_name(name, names)));
            return false;
        }
        if (text.empty()) {
            return true;
        }
        if (name == names[0]) {
            statement.group = {text, value.where};
            return true;
        }
        if (name == names[3]) {
            statement.code = {text, value.where};
            return true;
        }
        const std::optional<bool> flag = parse_flag(text);
        if (!flag) {
            report_.error(value.where, wording::bad_yes_no(text));
            return false;
        }
        (name == names[1] ? statement.ranked : statement.synthetic) = stated<bool>{*flag, value.where};
        return true;
    }

    std::optional<figure_field> find_figure(const std::string& indicator, position at_indicator,
                                            const std::string& name, position at_name) {
        const std::optional<figure_field> field = data_.names().find(indicator + '.' + name);
        if (field) {
            return field;
        }
        const bool suggests = suggestions_++ < diagnostics::shown_per_file;
        if (!data_.names().has_indicator(indicator)) {
            report_.error(at_indicator,
                          wording::unknown_name(
                              "indicator", indicator,
                              suggests ? data_.names().nearest_indicator(
                                             std::string_view(indicator).substr(0, indicator.find('.')))
                                       : ""));
        } else {
            const std::vector<std::string> valid = data_.names().figures_of(indicator);
            report_.error(at_name, wording::unknown_figure(indicator, name,
                                                           name == "verified" ? "points"
                                                           : suggests         ? nearest_name(name, valid)
                                                                              : "",
                                                           valid));
        }
        return std::nullopt;
    }

    void keep_remark(std::size_t unit, std::size_t field, const std::vector<csv_cell>& row) {
        const auto text = [&](const std::optional<std::size_t>& column) {
            return column && row[*column].sound ? std::string(trimmed(row[*column].text)) : std::string();
        };
        remark said{{}, text(columns_.source), text(columns_.evidence), text(columns_.note)};
        if (!said.source.empty() || !said.evidence.empty() || !said.note.empty()) {
            data_.profile(unit).on_figures.try_emplace(field, std::move(said));
        }
    }

    csv_table& table_;
    data_collector& data_;
    file_report& report_;
    layout columns_;
    std::size_t suggestions_ = 0;
};

}  // namespace

bool is_long_csv(const csv_table& table) {
    if (table.find("indicator") || (table.find("name") && table.find("value"))) {
        return true;
    }
    // Misspelt names of columns, as long as none is that of a figure in a wide table.
    const std::vector<std::string> needed(needed_columns.begin(), needed_columns.end());
    std::set<std::string> like;
    for (const csv_heading& heading : table.header()) {
        if (heading.name.find('.') != std::string::npos) {
            return false;
        }
        if (std::string column = nearest_name(to_plain_letters(heading.name), needed); !column.empty()) {
            like.insert(std::move(column));
        }
    }
    return like.size() > 1;
}

void read_long_csv(csv_table& table, data_collector& data, file_report& report) {
    long_reader(table, data, report).read();
}

}  // namespace dti::inline v0
