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

/// How else a unit is written; empty where it is not.
std::string other_spelling(std::string_view name, const unit_info& unit) {
    return to_nfc(name) != to_nfc(unit.name) ? unit.name : unit.written;
}

}  // namespace

data_collector::data_collector(shared_rules rules, std::size_t most_figures)
    : rules_(std::move(rules)),
      most_figures_(most_figures),
      names_(*rules_),
      data_(rules_),
      list_(find_unit_list(rules_->source().units)) {}

std::uint32_t data_collector::begin_file(shared_source source, file_notation written) {
    file_ = data_.add_source(std::move(source));
    written_ = written;
    refused_.clear();
    return file_;
}

std::optional<std::size_t> data_collector::enter_unit(const unit_statement& unit, file_report& report,
                                                      bool again) {
    const std::size_t before = records_.size();
    const std::optional<std::size_t> index = find_unit(unit.name, report);
    if (!index) {
        return std::nullopt;
    }
    unit_record& record = records_[*index];
    if (*index < before && record.last_file == file_ && !again) {
        report.error(
            unit.name.where,
            wording::duplicate_unit(unit.name.value, other_spelling(unit.name.value, data_.units()[*index]),
                                    place_text(file_, record.last_place)));
        return std::nullopt;
    }
    record.last_file = file_;
    record.last_place = unit.name.where;
    merge(*index, unit, report);
    check_code(*index, unit, report);
    return index;
}

/// Long files name a unit in every row: what a spelling stands for is worked out once.
std::optional<std::size_t> data_collector::find_unit(const stated<std::string_view>& name,
                                                     file_report& report) {
    std::string spelling(name.value);
    if (const auto known = spellings_.find(spelling); known != spellings_.end()) {
        return known->second;
    }
    if (refused_.count(spelling) != 0) {
        return std::nullopt;  // reported
    }
    const std::optional<std::size_t> unit = find_spelling(name, report);
    if (unit) {
        spellings_.emplace(std::move(spelling), *unit);
        unit_info& info = data_.unit(*unit);
        if (info.written.empty() && name.value != info.name && to_nfc(name.value) != to_nfc(info.name)) {
            info.written = name.value;
        }
    }
    return unit;
}

std::optional<std::size_t> data_collector::find_spelling(const stated<std::string_view>& name,
                                                         file_report& report) {
    unit_reading read = read_unit(name.value, list_);
    if (read.mistake) {
        report.error(name.where, std::move(*read.mistake));
        refused_.emplace(name.value);
        return std::nullopt;
    }
    if (read.key.empty()) {
        report.error(name.where, wording::empty_unit());
        return std::nullopt;
    }
    const unit_index::answer found = index_.find(read);
    if (found.either) {
        report.error(name.where, wording::ambiguous_unit(name.value, unit_name((*found.either)[0]),
                                                         unit_name((*found.either)[1])));
        refused_.emplace(name.value);
        return std::nullopt;
    }
    const std::optional<std::size_t> unit = found.unit ? found.unit : add_unit(read, name.where, report);
    if (!unit) {
        return std::nullopt;
    }
    if (std::optional<unit_index::conflict> late = index_.enter(read, *unit, {file_, name.where})) {
        ambiguous_.push_back(std::move(*late));
    }
    if (found.fuller) {
        unit_info& info = data_.unit(*unit);
        info.written = std::exchange(info.name, read.name);
    }
    if (read.listed == nullptr && !found.unit) {
        warn_of_unlisted(read.name, name.where, report);
    }
    return unit;
}

std::optional<std::size_t> data_collector::add_unit(const unit_reading& name, position where,
                                                    file_report& report) {
    if ((data_.units().size() + 1) * rules_->fields() > most_figures_) {
        report.fatal(where, wording::limit("number of units times figures", most_figures_, "in a run"));
        return std::nullopt;
    }
    if (data_.units().size() == load_limits::units) {
        report.fatal(where, wording::limit("number of units", load_limits::units, "in a run"));
        return std::nullopt;
    }
    unit_info info;
    info.name = name.name;
    info.where = where;
    info.source = file_;
    unit_record record;
    record.listed = name.listed;
    records_.push_back(record);
    return data_.add_unit(std::move(info));
}

void data_collector::warn_of_unlisted(std::string_view name, position where, file_report& report) {
    constexpr std::size_t most_compared = 2'000;
    if (list_ == nullptr) {
        return;
    }
    if (std::optional<message> doubt = doubt_about(name, *list_, unlisted_++ < most_compared)) {
        report.warning(where, std::move(*doubt));
    }
}

void data_collector::check_code(std::size_t index, const unit_statement& unit, file_report& report) const {
    if (list_ == nullptr || !unit.code || unit.code->value.empty()) {
        return;
    }
    if (std::optional<message> mistake =
            check_unit_code(unit.code->value, unit_name(index), records_[index].listed, *list_)) {
        report.error(unit.code->where, std::move(*mistake));
    }
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
    warn_of_doubt(text, read.doubt, read.value.value, written_, where, report);
    stored = std::move(read.value);
    stored.where = where;
    stored.source = file_;
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
    check_conflicts(found);
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

void data_collector::check_conflicts(diagnostics& found) const {
    for (const unit_index::conflict& late : ambiguous_) {
        found.error(
            *data_.sources()[late.where.file], late.where.where,
            wording::ambiguous_unit(late.written, unit_name(late.either[0]), unit_name(late.either[1])));
    }
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
