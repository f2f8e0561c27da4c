// The names by which data may call a figure: `<indicator>.<input or derived figure>` and
// `<indicator>.points`.
//
// In: compiled rules. Out: for a name the field of a unit's row and the kind of its figure, or the nearest
// name there is.
#pragma once

#include "dti/evaluate/compiled_definition.hpp"
#include "dti/export.hpp"

#include <cstddef>
#include <map>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

namespace dti::inline v0 {

/// Where a figure goes, and what it may be.
struct figure_field {
    std::string_view name;               ///< in full; lives as long as the names
    std::size_t field = 0;               ///< of a unit's row
    const scope_entry* entry = nullptr;  ///< null for entered points
};

class DTI_API figure_names {
  public:
    /// Domain: `rules` outlives the names.
    explicit figure_names(const compiled_definition& rules);

    [[nodiscard]] std::optional<figure_field> find(std::string_view name) const;

    /// The name that was probably meant: of an unknown figure one of its indicator, of an unknown indicator
    /// the nearest one, with the figure if it has that; else the nearest of all columns. `others` are valid
    /// names outside the definition.
    [[nodiscard]] std::string nearest(std::string_view name, const std::vector<std::string>& others) const;

    [[nodiscard]] bool has_indicator(std::string_view id) const;
    [[nodiscard]] std::string nearest_indicator(std::string_view id) const;
    /// What data may call a figure of an indicator, `points` last. Domain: the indicator is there.
    [[nodiscard]] std::vector<std::string> figures_of(std::string_view indicator) const;

  private:
    [[nodiscard]] std::string nearest_likely(std::string_view name,
                                             const std::vector<std::string>& others) const;
    [[nodiscard]] std::string nearest_of_all(std::string_view name) const;
    [[nodiscard]] std::string nearest_whole(std::string_view name,
                                            const std::vector<std::string>& others) const;

    const compiled_definition& rules_;
    std::map<std::string, figure_field, std::less<>> fields_;
};

}  // namespace dti::inline v0
