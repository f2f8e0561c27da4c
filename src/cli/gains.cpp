// `dti gains`: what one more of each figure adds to the total of a unit.
#include "cli/app.hpp"
#include "cli/inputs.hpp"

namespace dti::cli {

std::string run_gains(const command_line& line, findings& found) {
    const std::optional<inputs> given = load_inputs(line, found);
    if (given) {
        (void)chosen_unit(line, given->data, found);
    }
    return {};
}

}  // namespace dti::cli
