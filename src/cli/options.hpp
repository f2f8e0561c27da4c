// The command line as values: which command, on what, shown how.
//
// In: the words behind `dti`. Out: `command_line`, or diagnostics with suggestions. CLI11 does the splitting;
// what a word may be is checked here, so that every mistake reads like all others.
#pragma once

#include "dti/definition/definition.hpp"
#include "dti/text/diagnostic.hpp"

#include <cstddef>
#include <functional>
#include <optional>
#include <string>
#include <vector>

namespace dti::cli {

enum class command : std::uint8_t { help, list, check, score, explain, gains, gaps, what_if, fit };
enum class output_format : std::uint8_t { table, csv, json };
enum class score_view : std::uint8_t { units, indicators, groups, ranks };
/// How gaps are put in order, or in groups.
enum class gap_order : std::uint8_t { points, share, lead, group };
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
    bool rivals = false;    ///< of `gains`: whose points move besides
    bool to_max = false;    ///< of `gaps`: to the maximum, whatever targets there are
    std::string targets;    ///< of `gaps`: a file of targets in place of the profile's
    gap_order order = gap_order::points;
    std::string lead;                  ///< only what this agency answers for
    std::string due;                   ///< only what is due by then
    std::string top;                   ///< of `gaps`: how many of each part, as typed
    std::string total;                 ///< total points that are wanted, as typed
    std::string to_rank;               ///< the rank that is wanted, as typed
    std::vector<std::string> changes;  ///< of `whatif`: `indicator.name=value`, as typed
    std::string scenario;              ///< a file of scenarios
    std::vector<std::string> names;    ///< of the scenarios wanted; empty for all
    std::vector<std::string> against;  ///< files of later figures
    bool from_targets = false;         ///< the targets of the profile as a scenario
    bool compare = false;              ///< scenarios side by side
    /// Told how much of a long work is done, and of how much; false ends it.
    std::function<bool(std::size_t, std::size_t)> progress;
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
