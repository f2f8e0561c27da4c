// Lists of units with their official codes: the provinces before and from 1 July 2025.
//
// In: indicators/units/*.csv, embedded into the library. Out: units by name, in any usual spelling, and by
// code. A code means something only with its list: the same code can be another unit's in another one.
#pragma once

#include "dti/export.hpp"
#include "dti/text/wording.hpp"

#include <cstddef>
#include <string>
#include <string_view>
#include <unordered_map>
#include <vector>

namespace dti::inline v0 {

struct listed_unit {
    std::string code;
    std::string name;
    std::vector<std::string> formed_from;  ///< codes of an earlier list
};

class DTI_API unit_list {
  public:
    /// `from` and `until` are days (2025-06-30), or empty where they are open or not established.
    unit_list(std::string id, std::string from, std::string until);

    [[nodiscard]] const std::string& id() const noexcept { return id_; }
    [[nodiscard]] const std::string& from() const noexcept { return from_; }
    [[nodiscard]] const std::string& until() const noexcept { return until_; }
    [[nodiscard]] const std::vector<listed_unit>& units() const noexcept { return units_; }

    void add(listed_unit unit);

    /// The unit of a code; a leading 0 that a spreadsheet has taken away is put back. Null for another code.
    [[nodiscard]] const listed_unit* find_code(std::string_view code) const noexcept;

    /// The unit of a name: in any case, its diacritics complete or some or all left out, the tone mark placed
    /// the old way or the new, with `Tỉnh`, `Thành phố` or `TP.` in front or without. Null for another name.
    [[nodiscard]] const listed_unit* find_name(std::string_view name) const;
    /// The same for a name's spelling_key().
    [[nodiscard]] const listed_unit* find_key(std::string_view key) const;

    /// The name that was probably meant, by a slip of the hand or by its initials (`TP.HCM`); empty when none
    /// is near. Costs a comparison with each.
    [[nodiscard]] std::string nearest(std::string_view name) const;

  private:
    [[nodiscard]] const listed_unit* find_small(const std::string& small) const;

    std::string id_;
    std::string from_;
    std::string until_;
    std::vector<listed_unit> units_;
    std::vector<std::string> keys_;   ///< small_key() of each name
    std::vector<std::string> plain_;  ///< the same without marks
    std::unordered_map<std::string, std::size_t> by_plain_;
};

/// Reads lists from a CSV text `scheme,from,until,code,name,formed_from`. Domain: as the project ships it, no
/// quotes, no CRLF, the rows of a scheme together.
[[nodiscard]] DTI_API std::vector<unit_list> parse_unit_lists(std::string_view csv);

/// The lists that are part of the library; read once.
[[nodiscard]] DTI_API const std::vector<unit_list>& unit_lists();

/// Null for an unknown id.
[[nodiscard]] DTI_API const unit_list* find_unit_list(std::string_view id) noexcept;

/// Whose a code is, in every list that has it, `first` before the others.
[[nodiscard]] DTI_API std::vector<wording::unit_in_list> owners_of(std::string_view code,
                                                                   const unit_list& first);

}  // namespace dti::inline v0
