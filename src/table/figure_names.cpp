#include "table/figure_names.hpp"

#include "dti/text/suggest.hpp"

#include <utility>

namespace dti::inline v0 {

figure_names::figure_names(const compiled_definition& rules) : rules_(rules) {
    const auto add = [this](std::string name, std::size_t field, const scope_entry* entry) {
        const auto place = fields_.try_emplace(std::move(name)).first;
        place->second = {place->first, field, entry};
    };
    for (const compiled_indicator& item : rules.indicators()) {
        const std::string prefix = item.source->id + '.';
        for (std::size_t slot = 0; slot < item.slots(); ++slot) {
            const scope_entry& entry = item.scope.entries[slot];
            add(prefix + entry.name, item.first_field + slot, &entry);
        }
        add(prefix + "points", item.points_field(), nullptr);
    }
}

std::optional<figure_field> figure_names::find(std::string_view name) const {
    const auto found = fields_.find(name);
    return found == fields_.end() ? std::nullopt : std::optional(found->second);
}

std::string figure_names::nearest(std::string_view name, const std::vector<std::string>& others) const {
    const std::string likely = nearest_likely(name, others);
    return likely.empty() ? nearest_of_all(name) : likely;
}

/// A figure of that name whatever its indicator, else the column that takes the fewest edits. The work is
/// bounded: the largest definitions get no such help.
std::string figure_names::nearest_of_all(std::string_view name) const {
    constexpr std::size_t most_names = 2000;
    constexpr std::size_t longest = 100;
    if (fields_.size() > most_names || name.size() > longest) {
        return {};
    }
    std::string_view best;
    std::size_t fewest = 0;
    for (const auto& [known, field] : fields_) {
        if (known.size() > longest) {
            continue;
        }
        const bool same_figure = std::string_view(known).substr(known.find('.') + 1) == name;
        const std::size_t edits = same_figure ? 0 : edit_distance(name, known);
        if (best.empty() || edits < fewest) {
            best = known;
            fewest = edits;
        }
    }
    return std::string(best);
}

std::string figure_names::nearest_likely(std::string_view name,
                                         const std::vector<std::string>& others) const {
    const std::size_t dot = name.find('.');
    if (dot == std::string_view::npos) {
        return nearest_whole(name, others);
    }
    const std::string_view figure = name.substr(dot + 1);
    if (const std::optional<std::size_t> known = rules_.find_indicator(name.substr(0, dot))) {
        const std::string& id = rules_.indicators()[*known].source->id;
        const std::string near = nearest_name(figure, figures_of(id));
        return near.empty() ? near : id + '.' + near;
    }
    const std::string id = nearest_indicator(name.substr(0, dot));
    const std::string whole = id + '.' + std::string(figure);
    return find(whole) ? whole : id;
}

bool figure_names::has_indicator(std::string_view id) const {
    return fields_.find(std::string(id) + ".points") != fields_.end();
}

std::string figure_names::nearest_indicator(std::string_view id) const {
    std::vector<std::string> ids;
    for (const compiled_indicator& item : rules_.indicators()) {
        ids.push_back(item.source->id);
    }
    return nearest_name(id, ids);
}

std::vector<std::string> figure_names::figures_of(std::string_view indicator) const {
    const compiled_indicator& item = rules_.indicators()[*rules_.find_indicator(indicator)];
    std::vector<std::string> names;
    for (const scope_entry& entry : item.scope.entries) {
        names.push_back(entry.name);
    }
    names.emplace_back("points");
    return names;
}

/// A name without a dot: another column, or an indicator whose figure has been left out (its rate, if it has
/// one).
std::string figure_names::nearest_whole(std::string_view name, const std::vector<std::string>& others) const {
    if (const std::optional<std::size_t> known = rules_.find_indicator(name)) {
        const std::vector<scope_entry>& entries = rules_.indicators()[*known].scope.entries;
        return std::string(name) + '.' + (entries.empty() ? "points" : entries.back().name);
    }
    return nearest_name(name, others);
}

}  // namespace dti::inline v0
