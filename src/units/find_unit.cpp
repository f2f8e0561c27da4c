#include "units/find_unit.hpp"

#include "dti/text/suggest.hpp"
#include "dti/text/wording.hpp"
#include "table/unicode.hpp"
#include "units/unit_index.hpp"

#include <algorithm>
#include <string>
#include <utility>
#include <vector>

namespace dti::inline v0 {
namespace {

/// The unit whose name is nearest to what was typed, with or without diacritics; empty when none is near.
std::string nearest_unit(std::string_view wanted, const std::vector<unit_info>& units) {
    constexpr std::size_t most = 10'000;  // a comparison with each
    std::vector<std::string> plain;
    for (std::size_t unit = 0; unit < std::min(most, units.size()); ++unit) {
        plain.push_back(to_plain_letters(units[unit].name));
    }
    const std::string nearest = nearest_name(to_plain_letters(wanted), plain);
    const auto found = std::find(plain.begin(), plain.end(), nearest);
    return nearest.empty() ? std::string() : units[static_cast<std::size_t>(found - plain.begin())].name;
}

message unknown(const unit_reading& asked, const std::vector<unit_info>& units, const unit_list* list) {
    std::vector<std::string> names;
    for (std::size_t unit = 0; unit < units.size() && unit <= wording::most_listed; ++unit) {
        names.push_back(units[unit].name);
    }
    message made = wording::unknown_unit(asked.name, nearest_unit(asked.name, units), names);
    if (list != nullptr && asked.listed == nullptr) {
        if (std::optional<message> doubt = doubt_about(asked.name, *list, false)) {
            made.help = std::move(doubt->help);  // who it is, where it is known
        }
    }
    return made;
}

unit_index index_of(const data_set& data, const unit_list* list) {
    unit_index index;
    for (std::size_t unit = 0; unit < data.units().size(); ++unit) {
        (void)index.enter(read_unit(data.units()[unit].name, list), unit, {});
    }
    return index;
}

}  // namespace

unit_choice find_unit(const data_set& data, std::string_view wanted) {
    const unit_list* list = find_unit_list(data.rules().source().units);
    unit_reading asked = read_unit(wanted, list);
    if (asked.mistake) {
        return {std::nullopt, std::move(asked.mistake)};
    }
    const std::vector<unit_info>& units = data.units();
    const unit_index::answer found = index_of(data, list).find(asked);
    if (found.unit) {
        return {found.unit, std::nullopt};
    }
    if (found.either) {
        return {std::nullopt, wording::ambiguous_unit(wanted, units[(*found.either)[0]].name,
                                                      units[(*found.either)[1]].name)};
    }
    return {std::nullopt, unknown(asked, units, list)};
}

std::vector<std::optional<std::size_t>> match_units(const data_set& data, const data_set& later) {
    const unit_list* list = find_unit_list(data.rules().source().units);
    const unit_index index = index_of(later, list);
    std::vector<std::optional<std::size_t>> matches;
    for (const unit_info& unit : data.units()) {
        matches.push_back(index.find(read_unit(unit.name, list)).unit);
    }
    return matches;
}

}  // namespace dti::inline v0
