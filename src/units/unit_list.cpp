#include "units/unit_list.hpp"

#include "dti/text/suggest.hpp"
#include "shipped/embedded.hpp"
#include "units/spelling.hpp"

#include <algorithm>
#include <array>
#include <iterator>
#include <utility>

namespace dti::inline v0 {
namespace {

/// In bytes: far above any name, whatever stands in front of it.
constexpr std::size_t longest_name = 200;

/// The part of a text in front of a separator; the text is what stands behind it from now on.
std::string_view take(std::string_view& text, char separator) noexcept {
    const std::size_t end = text.find(separator);
    const std::string_view part = text.substr(0, end);
    text = end == std::string_view::npos ? std::string_view() : text.substr(end + 1);
    return part;
}

/// A small key without what it begins with; empty where it begins otherwise.
std::string without_front(const std::string& key) {
    static const std::array<std::string, 4> fronts{small_key("tỉnh"), small_key("thành phố"), "tp.", "tp"};
    for (const std::string& front : fronts) {
        // The front may be written without diacritics as well: compared where its letters end.
        for (std::size_t end = 1; end <= std::min(key.size(), front.size()); ++end) {
            const bool whole = end == key.size() || key[end] == ' ' || front.back() == '.';
            if (whole && leaves_out_marks(std::string_view(key).substr(0, end), front)) {
                const std::size_t rest = key.find_first_not_of(' ', end);
                return rest == std::string::npos ? std::string() : key.substr(rest);
            }
        }
    }
    return {};
}

std::string letters_of(std::string_view plain) {
    std::string letters;
    std::copy_if(plain.begin(), plain.end(), std::back_inserter(letters),
                 [](char c) { return c >= 'a' && c <= 'z'; });
    return letters;
}

/// `hcm` of `ho chi minh`.
std::string initials_of(std::string_view plain) {
    std::string initials;
    bool begins = true;
    for (const char c : plain) {
        if (begins) {
            initials += c;
        }
        begins = c == ' ' || c == '-';
    }
    return initials;
}

}  // namespace

unit_list::unit_list(std::string id, std::string from, std::string until)
    : id_(std::move(id)), from_(std::move(from)), until_(std::move(until)) {}

void unit_list::add(listed_unit unit) {
    keys_.push_back(small_key(spelling_key(unit.name)));
    plain_.push_back(without_marks(keys_.back()));
    by_plain_.emplace(plain_.back(), units_.size());
    units_.push_back(std::move(unit));
}

const listed_unit* unit_list::find_code(std::string_view code) const noexcept {
    const auto same = [&](const listed_unit& unit) {
        return unit.code == code ||
               (unit.code.front() == '0' && std::string_view(unit.code).substr(1) == code);
    };
    const auto found = std::find_if(units_.begin(), units_.end(), same);
    return found == units_.end() ? nullptr : &*found;
}

const listed_unit* unit_list::find_small(const std::string& small) const {
    const auto found = by_plain_.find(without_marks(small));
    return found != by_plain_.end() && leaves_out_marks(small, keys_[found->second]) ? &units_[found->second]
                                                                                     : nullptr;
}

const listed_unit* unit_list::find_name(std::string_view name) const {
    return find_key(spelling_key(name));
}

const listed_unit* unit_list::find_key(std::string_view key) const {
    if (key.size() > longest_name) {
        return nullptr;
    }
    const std::string small = small_key(key);
    const listed_unit* found = find_small(small);
    if (found == nullptr) {
        if (const std::string rest = without_front(small); !rest.empty()) {
            found = find_small(rest);
        }
    }
    return found;
}

std::string unit_list::nearest(std::string_view name) const {
    if (name.size() > longest_name) {
        return {};
    }
    const std::string key = small_key(spelling_key(name));
    const std::string rest = without_front(key);
    const std::string plain = without_marks(rest.empty() ? key : rest);
    const std::string letters = letters_of(plain);
    for (std::size_t i = 0; i < units_.size(); ++i) {
        const std::string initials = initials_of(plain_[i]);
        if (initials.size() > 2 && (letters == initials || letters == "tp" + initials)) {
            return units_[i].name;
        }
    }
    const std::string found = nearest_name(plain, plain_);
    return found.empty() ? std::string() : units_[by_plain_.at(found)].name;
}

std::vector<unit_list> parse_unit_lists(std::string_view csv) {
    std::vector<unit_list> lists;
    take(csv, '\n');  // the header
    while (!csv.empty()) {
        std::string_view row = take(csv, '\n');
        const std::string_view scheme = take(row, ',');
        const std::string_view from = take(row, ',');
        const std::string_view until = take(row, ',');
        if (lists.empty() || lists.back().id() != scheme) {
            lists.emplace_back(std::string(scheme), std::string(from), std::string(until));
        }
        listed_unit unit;
        unit.code = take(row, ',');
        unit.name = take(row, ',');
        while (!row.empty()) {
            unit.formed_from.emplace_back(take(row, ' '));
        }
        lists.back().add(std::move(unit));
    }
    return lists;
}

const std::vector<unit_list>& unit_lists() {
    static const std::vector<unit_list> lists = [] {
        std::vector<unit_list> all;
        for (const shipped::file& file : shipped::unit_lists()) {
            std::vector<unit_list> read = parse_unit_lists(file.text);
            std::move(read.begin(), read.end(), std::back_inserter(all));
        }
        return all;
    }();
    return lists;
}

const unit_list* find_unit_list(std::string_view id) noexcept {
    const auto found = std::find_if(unit_lists().begin(), unit_lists().end(),
                                    [&](const unit_list& item) { return item.id() == id; });
    return found == unit_lists().end() ? nullptr : &*found;
}

std::vector<wording::unit_in_list> owners_of(std::string_view code, const unit_list& first) {
    std::vector<wording::unit_in_list> owners;
    const auto add = [&](const unit_list& item) {
        if (const listed_unit* unit = item.find_code(code)) {
            owners.push_back({unit->name, item.id()});
        }
    };
    add(first);
    for (const unit_list& other : unit_lists()) {
        if (other.id() != first.id()) {
            add(other);
        }
    }
    return owners;
}

}  // namespace dti::inline v0
