// `dti fit`: which rules and thresholds explain a printed score.
#include "cli/app.hpp"
#include "dti/text/wording.hpp"

namespace dti::cli {

std::string run_fit(const command_line& /*line*/, diagnostics& found) {
    found.error(program_name, wording::usage("`dti fit` is not built yet", ""));
    return {};
}

}  // namespace dti::cli
