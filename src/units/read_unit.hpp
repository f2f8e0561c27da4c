// A name or a code in data → the unit of the list that a definition scores.
//
// In: the text of a cell or of the command line, and the list, null where the definition names none. Out: the
// name as shown, and what is wrong or doubtful. Which names of a run are one unit is unit_index.hpp's.
#pragma once

#include "dti/export.hpp"
#include "units/unit_list.hpp"

#include <optional>
#include <string>
#include <string_view>

namespace dti::inline v0 {

struct unit_reading {
    std::string name;                     ///< the list's, else as written
    std::string key;                      ///< spelling_key() of the name
    const listed_unit* listed = nullptr;  ///< null for a unit that is not in the list
    std::optional<message> mistake;
};

/// Reads a name, or `<list>:<code>`. Without a list every text is a name.
[[nodiscard]] DTI_API unit_reading read_unit(std::string_view text, const unit_list* list);

/// What is odd about a name that is not in the list: it belongs to another list, is a code, or is near a name
/// of the list. To find a near one costs a comparison with each, unless `compares` is false.
[[nodiscard]] DTI_API std::optional<message> doubt_about(std::string_view name, const unit_list& list,
                                                         bool compares = true);

/// An error for a code beside a name that it is not the code of. A unit that is not in the list may have any
/// code that no other unit of it has.
[[nodiscard]] DTI_API std::optional<message> check_unit_code(std::string_view code, std::string_view name,
                                                             const listed_unit* listed,
                                                             const unit_list& list);

}  // namespace dti::inline v0
