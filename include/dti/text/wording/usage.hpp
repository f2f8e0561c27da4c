// Messages about the command line.
#pragma once

#include "dti/text/wording/phrases.hpp"

namespace dti::inline v0::wording {

[[nodiscard]] inline message usage(std::string_view what, std::string_view help) {
    return {"usage", std::string(what), std::string(help)};
}

[[nodiscard]] inline message unknown_command(std::string_view name, std::string_view nearest) {
    return {"unknown-command", "there is no command " + quote(name),
            nearest.empty() ? "see `dti --help`" : did_you_mean(nearest)};
}

[[nodiscard]] inline message unknown_option(std::string_view name, std::string_view nearest) {
    return {"unknown-option", "there is no option " + quote(name),
            nearest.empty() ? "see `dti --help`" : did_you_mean(nearest)};
}

[[nodiscard]] inline message unknown_index(std::string_view name, std::string_view nearest) {
    return {"unknown-index", "there is no shipped definition " + quote(name),
            nearest.empty() ? "see `dti list`, or give the path of a YAML file" : did_you_mean(nearest)};
}

}  // namespace dti::inline v0::wording
