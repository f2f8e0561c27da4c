// What commands answer about data that are loaded: to the program, which has read files, and to Python.
//
// In: the options of a command, a definition with the figures of units. Out: the text to show, in the format
// that the options ask for; mistakes in `found`, and then no text. Of the files that options name only
// targets and scenarios are read here.
#pragma once

#include "cli/app.hpp"
#include "cli/inputs.hpp"

#include <string>

namespace dti::cli {

[[nodiscard]] std::string answer_score(const command_line& line, const inputs& given, findings& found);
[[nodiscard]] std::string answer_explain(const command_line& line, const inputs& given, findings& found);
[[nodiscard]] std::string answer_gains(const command_line& line, const inputs& given, findings& found);
/// Targets of a file become a source of the data.
[[nodiscard]] std::string answer_gaps(const command_line& line, inputs& given, findings& found);
/// `later` are the data of `--against`, or null. Domain: one source of changes, or several to compare; see
/// check_sources().
[[nodiscard]] std::string answer_what_if(const command_line& line, const inputs& given, const data_set* later,
                                         findings& found);

}  // namespace dti::cli
