// `dti whatif`: what other figures would make of a unit's points, total and rank.
#include "cli/app.hpp"
#include "cli/inputs.hpp"

namespace dti::cli {

std::string run_what_if(const command_line& line, findings& found) {
    const std::optional<inputs> given = load_inputs(line, found);
    if (given) {
        (void)chosen_unit(line, given->data, found);
    }
    return {};
}

}  // namespace dti::cli
