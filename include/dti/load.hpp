// Files into definitions and data: the compiled half of the library, dti::yaml.
//
// In: a path or the id of a shipped definition; CSV files of units; scenarios and targets. Out: compiled
// rules (evaluate/compiled_definition.hpp) and a data set (evaluate/data.hpp), which the core scores. `load_`
// reads files, `parse_` reads texts that are already in memory. Each exists with a `diagnostics` that
// collects every mistake and warning; the shorter forms throw.
#pragma once

#include "dti/analyse/scenario.hpp"
#include "dti/evaluate/data.hpp"
#include "dti/export.hpp"
#include "dti/text/diagnostic.hpp"

#include <cstddef>
#include <optional>
#include <span>
#include <string>
#include <string_view>
#include <vector>

namespace dti::inline v0 {

/// What a file may hold at the most: beyond it lies a diagnostic `limit` that names the figure. Guards
/// against hostile files, far above what any index needs.
struct load_limits {
    static constexpr std::size_t definition_bytes = 16U << 20U;
    static constexpr std::size_t data_bytes = 64U << 20U;
    /// Maps and lists inside each other.
    static constexpr std::size_t yaml_depth = 64;
    /// Keys, scalars, lists and maps of one file.
    static constexpr std::size_t yaml_nodes = 1'000'000;
    /// One scalar.
    static constexpr std::size_t yaml_scalar_bytes = 64U << 10U;
    /// One comment, or one outermost `{…}` or `[…]` with all that is in it.
    static constexpr std::size_t yaml_stretch_bytes = 1U << 20U;
    static constexpr std::size_t csv_columns = 20'000;
    /// Cells of one file; also units times figures of the definition over all files of a run.
    static constexpr std::size_t csv_cells = 20'000'000;
    static constexpr std::size_t csv_cell_bytes = 64U << 10U;
    /// Units of one run; more are a batch for the library, not a file for a table.
    static constexpr std::size_t units = 200'000;
    static constexpr std::size_t scenario_bytes = 1U << 20U;
    /// Maps, lists or elements inside each other.
    static constexpr std::size_t scenario_depth = 64;
    /// Keys and values of one file.
    static constexpr std::size_t scenario_nodes = 100'000;
    /// One key or value.
    static constexpr std::size_t scenario_text_bytes = 4096;
    /// Scenarios of one file.
    static constexpr std::size_t scenarios = 1'000;
    /// Changes of all scenarios of a file, inherited ones counted in each.
    static constexpr std::size_t scenario_changes = 200'000;
};

/// Ids of the definitions that are part of the library, sorted.
[[nodiscard]] DTI_API std::vector<std::string> shipped_definitions();

/// The YAML text of a shipped definition, or nothing for an unknown id. The view lives as long as the
/// program.
[[nodiscard]] DTI_API std::optional<std::string_view> shipped_definition_text(std::string_view id);

/// Reads a definition from YAML: checked, its formulas compiled. `name` stands for the text in messages.
/// Null when there are errors; every error and warning goes to `found`. Throws nothing for input.
[[nodiscard]] DTI_API shared_rules parse_definition(std::string name, std::string text, diagnostics& found);

/// The same from a file, or from the library for the id of a shipped definition, e.g. `provincial-2020`. A
/// text is a path if it contains `/`, ends in `.yaml` or `.yml`, or names a file; otherwise it is an id
/// (which wins over a file of that name). A file that cannot be opened is a diagnostic `cannot-read`, an
/// unknown id `unknown-index`.
[[nodiscard]] DTI_API shared_rules load_definition(const std::string& path_or_id, diagnostics& found);

/// The same without warnings. Throws dti::error with every mistake.
[[nodiscard]] DTI_API shared_rules load_definition(const std::string& path_or_id);

/// A text that is already in memory, and the name that stands for it in messages.
struct data_text {
    std::string name;
    std::string text;
};

/// Reads the units of one run, in any mix of three forms (docs/data.md): wide CSV, one row a unit; long CSV,
/// one row a figure; and YAML profiles of one unit, in texts whose name ends in .yaml or .yml. An empty cell
/// is a missing figure. A unit may stand in several texts, each with other figures, and in any usual spelling
/// (docs/data.md, "Names and codes of units"); blanks around a cell without quotes and around a name do not
/// count; the separator is `;` when the header holds no comma. `style` says how numbers are written in CSV; a
/// profile says so itself. Domain: `rules` is not null. Nothing when there are errors; every error and
/// warning goes to `found`. Throws nothing for input.
[[nodiscard]] DTI_API std::optional<data_set> parse_data(shared_rules rules, std::span<const data_text> texts,
                                                         notation style, diagnostics& found);

/// The same from files. A file that cannot be opened is a diagnostic `cannot-read`.
[[nodiscard]] DTI_API std::optional<data_set> load_data(shared_rules rules,
                                                        std::span<const std::string> paths, notation style,
                                                        diagnostics& found);

/// The same without warnings. Throws dti::error with every mistake.
[[nodiscard]] DTI_API data_set load_data(shared_rules rules, std::span<const std::string> paths,
                                         notation style = notation::plain);

/// The same for one file.
[[nodiscard]] DTI_API data_set load_data(shared_rules rules, const std::string& path,
                                         notation style = notation::plain);

/// Reads scenarios (docs/scenarios.md): INFO, JSON, XML or INI, as the name ends in .info, .json, .xml or
/// .ini. In the order of the file, each with the changes that it inherits; figures and values stay words.
/// Nothing when there are errors; every error goes to `found`. Throws nothing for input.
[[nodiscard]] DTI_API std::optional<std::vector<scenario>> parse_scenarios(std::string name, std::string text,
                                                                           diagnostics& found);

/// The same from a file. A file that cannot be opened is a diagnostic `cannot-read`.
[[nodiscard]] DTI_API std::optional<std::vector<scenario>> load_scenarios(const std::string& path,
                                                                          diagnostics& found);

/// Reads targets of a unit of `data` from YAML: a map of targets as a profile's, alone or below the key
/// `targets` beside `unit`, `title`, `index`, `as_of` and `numbers`. Their `source` is one of the data's from
/// then on; they are not added to any profile. Nothing when there are errors; every error and warning goes to
/// `found`. Throws nothing for input.
[[nodiscard]] DTI_API std::optional<std::vector<target>> parse_targets(std::string name, std::string text,
                                                                       data_set& data, diagnostics& found);

/// The same from a file. A file that cannot be opened is a diagnostic `cannot-read`.
[[nodiscard]] DTI_API std::optional<std::vector<target>> load_targets(const std::string& path, data_set& data,
                                                                      diagnostics& found);

}  // namespace dti::inline v0
