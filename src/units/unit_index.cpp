#include "units/unit_index.hpp"

#include "units/spelling.hpp"

#include <utility>

namespace dti::inline v0 {

unit_index::answer unit_index::find(const unit_reading& name) const {
    const std::string& key = name.key;
    if (const auto known = by_key_.find(key); known != by_key_.end()) {
        return {known->second};
    }
    if (name.listed != nullptr) {
        return {};
    }
    const std::string plain = without_marks(key);
    const auto found = by_plain_.find(plain);
    if (found == by_plain_.end()) {
        return {};
    }
    const alike& names = found->second;
    if (key != plain) {
        const bool first = names.bare && !names.marked[0];
        return {first ? names.bare : std::nullopt, first};
    }
    if (names.marked[1]) {
        return {std::nullopt, false, std::array{*names.marked[0], *names.marked[1]}};
    }
    return {names.marked[0]};
}

std::optional<unit_index::conflict> unit_index::enter(const unit_reading& name, std::size_t unit,
                                                      place where) {
    const bool is_new = by_key_.emplace(name.key, unit).second;
    if (name.listed != nullptr || !is_new) {
        return std::nullopt;
    }
    std::string plain = without_marks(name.key);
    const bool bare = name.key == plain;
    alike& names = by_plain_[std::move(plain)];
    if (bare) {
        names.bare = unit;
        names.bare_at = where;
        names.bare_name = name.name;
    } else if (!names.marked[0]) {
        names.marked[0] = unit;
    } else if (!names.marked[1]) {
        names.marked[1] = unit;
        if (names.bare) {
            return conflict{names.bare_at, names.bare_name, {*names.marked[0], unit}};
        }
    }
    return std::nullopt;
}

}  // namespace dti::inline v0
