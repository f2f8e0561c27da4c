// `dti gaps`: where a unit loses points, and what would close each gap.
#include "cli/app.hpp"
#include "cli/inputs.hpp"

namespace dti::cli {

std::string run_gaps(const command_line& line, findings& found) {
    const std::optional<inputs> given = load_inputs(line, found);
    if (given) {
        (void)chosen_unit(line, given->data, found);
    }
    return {};
}

}  // namespace dti::cli
