#include "units/read_unit.hpp"

#include "dti/text/suggest.hpp"
#include "units/spelling.hpp"

#include <algorithm>

namespace dti::inline v0 {
namespace {

unit_reading read_coded(std::string_view text, std::string_view code, const unit_list& said,
                        const unit_list& list) {
    unit_reading result;
    const listed_unit* unit = said.find_code(code);
    if (unit == nullptr) {
        result.mistake = wording::unit_code_unknown(text, said.id(), owners_of(code, said));
    } else if (said.id() != list.id()) {
        const listed_unit* here = list.find_code(code);
        result.mistake = wording::unit_code_elsewhere(text, unit->name, unit->code, list.id(),
                                                      here == nullptr ? "" : here->name);
    } else {
        result.name = unit->name;
        result.key = spelling_key(unit->name);
        result.listed = unit;
    }
    return result;
}

/// The units of a list that a unit of another one was formed from, or the one that it has become part of.
std::optional<message> doubt_about_other(std::string_view name, const listed_unit& unit,
                                         const unit_list& other, const unit_list& list) {
    std::vector<std::string> known;
    for (const std::string& code : unit.formed_from) {
        if (const listed_unit* part = list.find_code(code)) {
            known.push_back(part->name);
        }
    }
    bool part = false;
    for (const listed_unit& whole : list.units()) {
        if (std::find(whole.formed_from.begin(), whole.formed_from.end(), unit.code) !=
            whole.formed_from.end()) {
            known.push_back(whole.name);
            part = whole.formed_from.size() > 1;
        }
    }
    return wording::unlisted_unit_of(other.id(), name, list.id(), part, known);
}

/// The name of the list that was probably meant, or `<list>:<code>` where the list is misspelt.
std::string nearest_to(std::string_view name, const unit_list& list) {
    const std::size_t colon = name.find(':');
    if (colon == std::string_view::npos) {
        return list.nearest(name);
    }
    std::vector<std::string> ids;
    for (const unit_list& item : unit_lists()) {
        ids.push_back(item.id());
    }
    const std::string nearest = nearest_name(name.substr(0, colon), ids);
    return nearest.empty() ? nearest : nearest + std::string(name.substr(colon));
}

}  // namespace

unit_reading read_unit(std::string_view text, const unit_list* list) {
    unit_reading result;
    if (list != nullptr) {
        const std::size_t colon = text.find(':');
        if (const unit_list* said =
                colon == std::string_view::npos ? nullptr : find_unit_list(text.substr(0, colon))) {
            const std::size_t code = text.find_first_not_of(' ', colon + 1);
            return read_coded(text, text.substr(std::min(code, text.size())), *said, *list);
        }
    }
    result.key = spelling_key(text);
    result.listed = list == nullptr ? nullptr : list->find_key(result.key);
    if (result.listed == nullptr) {
        result.name = text;
    } else {
        result.name = result.listed->name;
        result.key = spelling_key(result.name);
    }
    return result;
}

std::optional<message> doubt_about(std::string_view name, const unit_list& list, bool compares) {
    if (const std::vector<wording::unit_in_list> owners = owners_of(name, list); !owners.empty()) {
        return wording::unlisted_unit_code(name, list.id(), owners);
    }
    for (const unit_list& other : unit_lists()) {
        if (other.id() == list.id()) {
            continue;
        }
        if (const listed_unit* unit = other.find_name(name)) {
            return doubt_about_other(name, *unit, other, list);
        }
    }
    const std::string nearest = compares ? nearest_to(name, list) : std::string();
    return nearest.empty() ? std::nullopt : std::optional(wording::unlisted_unit(name, list.id(), nearest));
}

std::optional<message> check_unit_code(std::string_view code, std::string_view name,
                                       const listed_unit* listed, const unit_list& list) {
    const listed_unit* owner = list.find_code(code);
    if (owner == listed) {
        return std::nullopt;
    }
    return wording::unit_code(name, code, list.id(), listed == nullptr ? "" : listed->code,
                              owners_of(code, list));
}

}  // namespace dti::inline v0
