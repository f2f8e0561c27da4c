// Messages about who a unit is: names that can mean two units, names and codes beside the list of units that
// a definition scores.
#pragma once

#include "dti/text/wording/phrases.hpp"

#include <string>
#include <string_view>
#include <vector>

namespace dti::inline v0::wording {

/// A unit as a list of units knows it.
struct unit_in_list {
    std::string name;
    std::string scheme;  ///< the id of the list
};

/// "`Yên Bái` in provinces-63 and `Lào Cai` in provinces-34".
[[nodiscard]] inline std::string list_owners(const std::vector<unit_in_list>& units) {
    std::string text;
    for (std::size_t i = 0; i < units.size(); ++i) {
        text += (i == 0                  ? ""
                 : i + 1 == units.size() ? " and "
                                         : ", ") +
                quote(units[i].name) + " in " + shorten(units[i].scheme);
    }
    return text;
}

/// A name without diacritics, where two units of the run read so without theirs.
[[nodiscard]] inline message ambiguous_unit(std::string_view written, std::string_view first,
                                            std::string_view second) {
    return {"ambiguous-unit", "unit " + quote(written) + " can be " + quote(first) + " or " + quote(second),
            "write the name with its diacritics"};
}

[[nodiscard]] inline message unlisted_unit(std::string_view name, std::string_view scheme,
                                           std::string_view nearest) {
    return {"unlisted-unit", quote(name) + " is no unit of " + shorten(scheme) + " and stays as it is",
            did_you_mean(nearest)};
}

/// `known` are the units of `scheme` that it was formed from, or the one that it has become: a `part` of it,
/// or the whole.
[[nodiscard]] inline message unlisted_unit_of(std::string_view other, std::string_view name,
                                              std::string_view scheme, bool part,
                                              const std::vector<std::string>& known) {
    return {"unlisted-unit",
            quote(name) + " is a unit of " + shorten(other) + ", not of " + shorten(scheme) +
                ", and stays as it is",
            "in " + shorten(scheme) + " it is " + (part ? "part of " : "") + list(known)};
}

/// A code where a name is expected; `owners` are the units whose code it is.
[[nodiscard]] inline message unlisted_unit_code(std::string_view code, std::string_view scheme,
                                                const std::vector<unit_in_list>& owners) {
    const bool has = !owners.empty() && owners.front().scheme == scheme;
    return {"unlisted-unit", quote(code) + " is a code, not the name of a unit, and stays as it is",
            "it is " + list_owners(owners) + "; write the name" +
                (has ? ", or " + quote(std::string(scheme) + ':' + shorten(code)) : "")};
}

/// A code beside a name that it is not the code of. `right` is the unit's code; empty where it has none.
[[nodiscard]] inline message unit_code(std::string_view unit, std::string_view code, std::string_view scheme,
                                       std::string_view right, const std::vector<unit_in_list>& owners) {
    std::string help = owners.empty() ? std::string() : shorten(code) + " is " + list_owners(owners);
    if (!right.empty()) {
        help += (help.empty() ? "" : "; ") + quote(unit) + " has " + shorten(right);
    }
    return {"unit-code", quote(code) + " is not the code of " + quote(unit) + " in " + shorten(scheme), help};
}

/// A unit by its code in a list that has no such code.
[[nodiscard]] inline message unit_code_unknown(std::string_view written, std::string_view scheme,
                                               const std::vector<unit_in_list>& owners) {
    return {"unit-code", quote(written) + ": " + shorten(scheme) + " has no such code",
            owners.empty() ? "" : "it is " + list_owners(owners)};
}

/// A unit by its code in another list than the one that the index scores; `here` is the unit of that code in
/// the list it does score, if there is one.
[[nodiscard]] inline message unit_code_elsewhere(std::string_view written, std::string_view unit,
                                                 std::string_view code, std::string_view scheme,
                                                 std::string_view here) {
    const std::string both = std::string(scheme) + ':' + shorten(code);
    return {
        "unit-code",
        quote(written) + " is " + quote(unit) + ", and this index scores " + shorten(scheme) +
            (here.empty() ? ", which has no such code" : ", where " + shorten(code) + " is " + quote(here)),
        here.empty() ? "write the name" : "write the name, or " + quote(both) + " for " + quote(here)};
}

}  // namespace dti::inline v0::wording
