// The unit of a data set that somebody names on a command line.
//
// In: data and a name, in any spelling that would stand for the unit in a file. Out: its position, or what is
// wrong with the name.
#pragma once

#include "dti/evaluate/data.hpp"
#include "dti/export.hpp"

#include <cstddef>
#include <optional>
#include <string_view>
#include <vector>

namespace dti::inline v0 {

struct unit_choice {
    std::optional<std::size_t> unit;
    std::optional<message> mistake;  ///< there is always one without a unit
};

/// Costs a look at every unit.
[[nodiscard]] DTI_API unit_choice find_unit(const data_set& data, std::string_view wanted);

/// Which unit of `later` each unit of `data` is; nothing for one that is not there, or could be two.
[[nodiscard]] DTI_API std::vector<std::optional<std::size_t>> match_units(const data_set& data,
                                                                          const data_set& later);

}  // namespace dti::inline v0
