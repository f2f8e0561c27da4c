// The command line as values: which command, on what, shown how.
//
// In: the words behind `dti`. Out: `command_line`, or diagnostics with suggestions. CLI11 does the splitting;
// what a word may be is checked here, so that every mistake reads like all others.
#pragma once

#include "dti/definition/definition.hpp"
#include "dti/text/diagnostic.hpp"

#include <optional>
#include <string>
#include <vector>

namespace dti::cli {

enum class command : std::uint8_t { help, list, check, score, explain, fit };
enum class output_format : std::uint8_t { table, csv, json };
enum class score_view : std::uint8_t { units, indicators, groups, ranks };
enum class number_mode : std::uint8_t { exact, fast };

struct command_line {
    command what = command::help;
    std::string help;  ///< the text to print for `help`
    output_format format = output_format::table;
    language wanted = language::en;
    std::string output;                ///< a path, or empty for standard output
    std::vector<std::string> indexes;  ///< of `check`: files of units may stand among them
    std::vector<std::string> data;
    score_view view = score_view::units;
    number_mode mode = number_mode::exact;
    notation numbers = notation::plain;
    std::optional<int> digits;
    std::string unit;       ///< the name of a unit, as typed
    std::string indicator;  ///< an id, or empty for all
    // A printed score, as typed.
    std::string points;
    std::string max_score;
    std::string percent;
};

/// Stands for the file in a message about a word of the command line.
inline constexpr const char* program_name = "dti";

/// Parses the words behind the program's name. Nothing when `found` has errors.
[[nodiscard]] std::optional<command_line> parse_command_line(const std::vector<std::string>& words,
                                                             diagnostics& found);

}  // namespace dti::cli
