// The units of one run by name: which spellings are one unit.
//
// In: names as read (read_unit.hpp), one after the other. Out: positions of units. A name without diacritics
// is the one unit of the run that reads so without its own, whichever of the two comes first; where two read
// so it is neither. Units of a list are known by their whole name alone.
#pragma once

#include "dti/export.hpp"
#include "dti/text/source.hpp"
#include "units/read_unit.hpp"

#include <array>
#include <cstddef>
#include <cstdint>
#include <optional>
#include <string>
#include <string_view>
#include <unordered_map>

namespace dti::inline v0 {

class DTI_API unit_index {
  public:
    struct place {
        std::uint32_t file = 0;
        position where{};
    };
    /// What a name stands for.
    struct answer {
        std::optional<std::size_t> unit{};
        bool fuller = false;  ///< with the diacritics that the unit has been written without so far
        std::optional<std::array<std::size_t, 2>> either{};  ///< units that a name cannot choose between
    };
    /// A name without diacritics that has turned out to be either of two units.
    struct conflict {
        place where;
        std::string written;
        std::array<std::size_t, 2> either{};
    };

    [[nodiscard]] answer find(const unit_reading& name) const;

    /// Says that a name is the unit at a position: a new one, or the one that it was found to be.
    std::optional<conflict> enter(const unit_reading& name, std::size_t unit, place where);

  private:
    /// Units whose names are the same without marks.
    struct alike {
        std::array<std::optional<std::size_t>, 2> marked{};  ///< the first two that are written with marks
        std::optional<std::size_t> bare{};                   ///< the one that is written without
        place bare_at{};
        std::string bare_name{};
    };

    std::unordered_map<std::string, std::size_t> by_key_;
    std::unordered_map<std::string, alike> by_plain_;
};

}  // namespace dti::inline v0
