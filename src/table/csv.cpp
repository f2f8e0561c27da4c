#include "table/csv.hpp"

#include "dti/load.hpp"
#include "dti/text/wording.hpp"

namespace dti::inline v0 {

csv_reader::csv_reader(file_report& report) : report_(report), text_(report.source().text()) {
    skip_blank_lines();
    separator_ = find_separator();
}

bool csv_reader::next(std::vector<csv_cell>& row) {
    row.clear();
    unescaped_.clear();
    skip_blank_lines();
    if (at_end() || report_.full()) {
        return false;
    }
    for (;;) {
        const csv_cell cell = read_cell();
        if (report_.full() || !within_limits(cell, row.size())) {
            return false;
        }
        row.push_back(cell);
        if (at_end() || text_[at_] != separator_) {
            break;
        }
        ++at_;
    }
    skip_line_end();
    return true;
}

bool csv_reader::at_line_end() const noexcept {
    return text_[at_] == '\n' || (text_[at_] == '\r' && at_ + 1 < text_.size() && text_[at_ + 1] == '\n');
}

void csv_reader::skip_blanks() noexcept {
    while (!at_end() && (text_[at_] == ' ' || text_[at_] == '\t')) {
        ++at_;
    }
}

void csv_reader::skip_line_end() noexcept {
    if (!at_end()) {
        at_ += text_[at_] == '\r' ? 2 : 1;
    }
}

void csv_reader::skip_blank_lines() noexcept {
    for (;;) {
        const std::size_t line = at_;
        skip_blanks();
        if (at_end()) {
            return;
        }
        if (!at_line_end()) {
            at_ = line;
            return;
        }
        skip_line_end();
    }
}

char csv_reader::find_separator() const noexcept {
    bool quoted = false;
    bool semicolon = false;
    for (std::size_t at = at_; at < text_.size() && (quoted || text_[at] != '\n'); ++at) {
        const char c = text_[at];
        if (c == '"') {
            quoted = !quoted;
        } else if (!quoted && c == ',') {
            return ',';
        }
        semicolon = semicolon || (!quoted && c == ';');
    }
    return semicolon ? ';' : ',';
}

csv_cell csv_reader::read_cell() {
    skip_blanks();
    csv_cell cell{{}, place(at_)};
    if (!at_end() && text_[at_] == '"') {
        read_quoted(cell);
    } else {
        read_bare(cell);
    }
    return cell;
}

void csv_reader::read_bare(csv_cell& cell) {
    const std::size_t start = at_;
    for (; !ends_cell(); ++at_) {
        if (text_[at_] == '"' && cell.sound) {
            report_.error(place(at_), wording::csv_stray_quote());
            cell.sound = false;
        }
    }
    const std::string_view text = text_.substr(start, at_ - start);
    cell.text = text.substr(0, text.find_last_not_of(" \t") + 1);
}

void csv_reader::read_quoted(csv_cell& cell) {
    std::string* unescaped = nullptr;
    std::size_t piece = at_ + 1;  // what follows the last doubled quote
    for (;;) {
        const std::size_t quote = text_.find('"', at_ + 1);
        if (quote == std::string_view::npos) {
            report_.fatal(cell.where, wording::csv_open_quote());
            at_ = text_.size();
            return;
        }
        at_ = quote + 1;
        if (at_end() || text_[at_] != '"') {
            break;
        }
        unescaped = unescaped == nullptr ? &unescaped_.emplace_back() : unescaped;
        unescaped->append(text_, piece, quote + 1 - piece);
        piece = at_ + 1;
    }
    const std::size_t close = at_ - 1;
    const std::string_view rest = text_.substr(piece, close - piece);
    cell.text = unescaped == nullptr ? rest : unescaped->append(rest);
    skip_blanks();
    if (!ends_cell()) {
        report_.error(place(close), wording::csv_stray_quote());
        cell.sound = false;
        while (!ends_cell()) {
            ++at_;
        }
    }
}

bool csv_reader::within_limits(const csv_cell& cell, std::size_t columns) {
    if (cell.text.size() > load_limits::csv_cell_bytes) {
        report_.fatal(cell.where, wording::limit("length of a cell", load_limits::csv_cell_bytes, "bytes"));
    } else if (columns == load_limits::csv_columns) {
        report_.fatal(cell.where, wording::limit("number of columns", load_limits::csv_columns, "in a row"));
    } else if (++cells_ > load_limits::csv_cells) {
        report_.fatal(cell.where, wording::limit("number of cells", load_limits::csv_cells, "in a file"));
    } else {
        return true;
    }
    return false;
}

/// source_text::at() counts from the beginning of the line, which for every cell of a long line would be
/// quadratic.
position csv_reader::place(std::size_t offset) noexcept {
    for (; placed_ < offset; ++placed_) {
        if (text_[placed_] == '\n') {
            last_ = {last_.line + 1, 1};
        } else if ((static_cast<unsigned char>(text_[placed_]) & 0xC0U) !=
                   0x80U) {  // not the rest of a character
            ++last_.column;
        }
    }
    return last_;
}

}  // namespace dti::inline v0
