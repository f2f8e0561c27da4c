#include "table/data_collector.hpp"

#include "table/unicode.hpp"

#include <algorithm>
#include <set>
#include <utility>

namespace dti::inline v0 {
namespace {

/// Takes over a statement, unless an earlier file has made another one.
template <class Value, class Given>
void merge_statement(const std::optional<stated<Given>>& statement, Value& value, bool& known,
                     std::string_view unit, std::string_view column, file_report& report) {
    if (!statement) {
        return;
    }
    const Value given(statement->value);
    if (known && given != value) {
        report.error(statement->where, wording::unit_conflict(unit, column));
        return;
    }
    value = given;
    known = true;
}

}  // namespace

data_collector::data_collector(shared_rules rules, std::size_t most_figures)
    : rules_(std::move(rules)), most_figures_(most_figures), names_(*rules_), data_(rules_) {}

std::uint32_t data_collector::begin_file(shared_source source, file_notation written) {
    file_ = data_.add_source(std::move(source));
    written_ = written;
    return file_;
}

std::optional<std::size_t> data_collector::enter_unit(const unit_statement& unit, file_report& report,
                                                      bool again) {
    if (unit.name.value.empty()) {
        report.error(unit.name.where, wording::empty_unit());
        return std::nullopt;
    }
    std::string name = to_nfc(unit.name.value);
    const auto known = units_.find(name);
    if (known == units_.end()) {
        const std::optional<std::size_t> added = add_unit(unit, std::move(name), report);
        if (added) {
            merge(*added, unit, report);
        }
        return added;
    }
    unit_record& record = records_[known->second];
    if (record.last_file == file_ && !again) {
        report.error(unit.name.where,
                     wording::duplicate_unit(unit.name.value, place_text(file_, record.last_place)));
        return std::nullopt;
    }
    record.last_file = file_;
    record.last_place = unit.name.where;
    merge(known->second, unit, report);
    return known->second;
}

std::optional<std::size_t> data_collector::add_unit(const unit_statement& unit, std::string name,
                                                    file_report& report) {
    if ((data_.units().size() + 1) * rules_->fields() > most_figures_) {
        report.fatal(unit.name.where,
                     wording::limit("number of units times figures", most_figures_, "in a run"));
        return std::nullopt;
    }
    if (data_.units().size() == load_limits::units) {
        report.fatal(unit.name.where, wording::limit("number of units", load_limits::units, "in a run"));
        return std::nullopt;
    }
    unit_info info;
    info.name = unit.name.value;
    info.where = unit.name.where;
    info.source = file_;
    const std::size_t index = data_.add_unit(std::move(info));
    units_.emplace(std::move(name), index);
    records_.push_back({file_, unit.name.where});
    return index;
}

void data_collector::merge(std::size_t index, const unit_statement& unit, file_report& report) {
    unit_info& info = data_.unit(index);
    unit_record& record = records_[index];
    std::optional<stated<std::string>> group;
    if (unit.group) {
        group = {to_nfc(unit.group->value), unit.group->where};
    }
    merge_statement(group, info.group, record.has_group, info.name, "group", report);
    merge_statement(unit.ranked, info.ranked, record.has_ranked, info.name, "ranked", report);
    merge_statement(unit.synthetic, info.synthetic, record.has_synthetic, info.name, "synthetic", report);
}

void data_collector::set_figure(std::size_t unit, const figure_field& field, std::string_view text,
                                position where, file_report& report) {
    if (text.empty()) {
        return;
    }
    figure& stored = data_.at(unit, field.field);
    if (stored.given) {
        report.error(where, wording::duplicate_figure(data_.units()[unit].name, field.name,
                                                      place_text(stored.source, stored.where)));
        return;
    }
    const bool is_word = field.entry != nullptr && field.entry->type != figure_type::number;
    const std::string word = is_word ? to_nfc(text) : std::string();
    figure_reading read = read_figure(is_word ? std::string_view(word) : text, field.entry, written_.style,
                                      written_.switched_by);
    if (read.mistake) {
        report.error(where, std::move(*read.mistake));
        return;
    }
    warn_of_doubt(text, read.doubt, read.value.value, where, report);
    stored = std::move(read.value);
    stored.where = where;
    stored.source = file_;
}

std::optional<written_number> data_collector::read_number(std::string_view text, position where,
                                                          file_report& report) const {
    number_result read = parse_number(text, written_.style);
    if (!read.number) {
        report.error(where, wording::bad_number(text, read.fault, written_.style, written_.switched_by));
    } else {
        warn_of_doubt(text, read.number->doubt, read.number->value, where, report);
    }
    return read.number;
}

void data_collector::warn_of_doubt(std::string_view text, notation_doubt doubt, const exact& value,
                                   position where, file_report& report) const {
    if (doubt == notation_doubt::thousands) {
        report.warning(where, wording::thousands_dot(text, written_.switched_by));
    } else if (doubt == notation_doubt::decimal) {
        report.warning(where, wording::decimal_dot(text, value));
    }
}

void data_collector::set_reference(const std::string& indicator, const std::string& function,
                                   const std::string& name, exact value, position where) {
    if (const exact* given = data_.find_reference(indicator, function, name)) {
        if (*given != value) {  // a mistake in a run of one unit; in others none is used
            contradicting_.push_back({file_, where, wording::duplicate_reference(indicator, function, name)});
        }
        return;
    }
    data_.set_reference(indicator, function, name, std::move(value));
    references_.try_emplace(file_, where);
}

std::optional<data_set> data_collector::finish(diagnostics& found) {
    if (!found.has_errors()) {  // a word that is neither yes nor no must not count as a second mistake
        check_synthetic(found);
        check_subtotals(found);
        check_references(found);
    }
    if (found.has_errors()) {
        return std::nullopt;
    }
    return std::move(data_);
}

std::string data_collector::place_text(std::uint32_t file, position where) const {
    const std::string line = std::to_string(where.line);
    return file == file_ ? "line " + line : data_.sources()[file]->name() + ':' + line;
}

void data_collector::check_synthetic(diagnostics& found) const {
    const std::vector<unit_info>& units = data_.units();
    const auto other = std::find_if(units.begin(), units.end(), [&](const unit_info& unit) {
        return unit.synthetic != units.front().synthetic;
    });
    if (other != units.end()) {
        found.error(*data_.sources()[other->source], other->where, wording::mixed_synthetic());
    }
}

/// Points of an indicator come from one place: a subtotal, or points of its own.
void data_collector::check_subtotals(diagnostics& found) const {
    for (std::size_t unit = 0; unit < data_.units().size(); ++unit) {
        std::set<std::size_t> seen;
        for (const subtotal& sum : data_.profile(unit).subtotals) {
            for (const std::size_t indicator : sum.indicators) {
                const compiled_indicator& item = rules_->indicators()[indicator];
                const figure& entered = data_.at(unit, item.points_field());
                if (!seen.insert(indicator).second) {
                    found.error(*data_.sources()[sum.source], sum.where,
                                wording::subtotal_repeats(item.source->id));
                } else if (entered.given) {
                    found.error(*data_.sources()[entered.source], entered.where,
                                wording::subtotal_and_points(item.source->id));
                }
            }
        }
    }
}

void data_collector::check_references(diagnostics& found) const {
    if (data_.units().size() == 1) {
        for (const reference_conflict& conflict : contradicting_) {
            found.error(*data_.sources()[conflict.file], conflict.where, conflict.what);
        }
    }
    if (data_.units().size() > 1) {
        for (const auto& [file, where] : references_) {
            found.warning(*data_.sources()[file], where, wording::reference_unused(data_.units().size()));
        }
    }
}

}  // namespace dti::inline v0
