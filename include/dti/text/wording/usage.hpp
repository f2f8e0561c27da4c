// Messages about the command line.
#pragma once

#include "dti/text/wording/phrases.hpp"

namespace dti::inline v0::wording {

[[nodiscard]] inline message usage(std::string_view what, std::string_view help) {
    return {"usage", std::string(what), std::string(help)};
}

/// A file of units among the words of `dti check`, and not one definition to look it over with.
[[nodiscard]] inline message one_definition(std::string_view file, const std::vector<std::string>& given) {
    return usage("the units of " + quote(file) + " are looked over with one definition, " +
                     (given.empty() ? std::string("none is given") : "several are given: " + list(given)),
                 "dti check INDEX DATA…");
}

/// A view that the definition's headline has none of.
[[nodiscard]] inline message view_of_headline(std::string_view option, std::string_view index,
                                              std::string_view headline) {
    return usage(quote(option) + " does not go with " + quote(index) + ": its headline is " + quote(headline),
                 headline == "counts"
                     ? "targets that are met or not give no rank"
                     : "groups and lead agencies are for definitions with `headline: counts`");
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

[[nodiscard]] inline message unknown_unit(std::string_view name, std::string_view nearest,
                                          const std::vector<std::string>& units) {
    return {"unknown-name", "there is no unit " + quote(name) + " in the data",
            nearest.empty() ? "one of " + list(units) : did_you_mean(nearest)};
}

[[nodiscard]] inline message unknown_scenario(std::string_view name, std::string_view nearest,
                                              const std::vector<std::string>& known) {
    return {"unknown-name", "there is no scenario " + quote(name) + " in the file",
            nearest.empty() ? "one of " + list(known) : did_you_mean(nearest)};
}

}  // namespace dti::inline v0::wording
