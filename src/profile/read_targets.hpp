// Targets, of a profile or of a file of their own: what is to be reached, by when, and who answers for it.
//
// In: the map `targets`. Out: dti::target values. Keys are ids of indicators, sub-indices, pillars or the
// index; where an indicator and a sub-index share an id, a name belongs to the indicator if it has such a
// figure.
#pragma once

#include "dti/definition/tree.hpp"
#include "dti/evaluate/profile.hpp"
#include "dti/export.hpp"
#include "dti/text/diagnostic.hpp"
#include "table/figure_names.hpp"
#include "table/written_figure.hpp"

#include <cstdint>
#include <vector>

namespace dti::inline v0 {

/// What the targets are written in, and what they can be about.
struct target_context {
    const source_text& source;
    std::uint32_t source_number;  ///< which of the data's sources it is
    const compiled_definition& rules;
    const figure_names& names;  ///< those of the rules
    file_notation written;
};

[[nodiscard]] DTI_API std::vector<target> read_targets(const tree_node& targets, const target_context& about,
                                                       diagnostics& found);

}  // namespace dti::inline v0
