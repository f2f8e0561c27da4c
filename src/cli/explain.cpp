// `dti explain`: how each point of a unit arises.
#include "cli/app.hpp"
#include "dti/text/wording.hpp"

namespace dti::cli {

std::string run_explain(const command_line& /*line*/, diagnostics& found) {
    found.error(program_name, wording::usage("`dti explain` is not built yet", ""));
    return {};
}

}  // namespace dti::cli
