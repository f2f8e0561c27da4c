// Scenario files: checks, and hands each stage what the one before has made.

#include "dti/load.hpp"
#include "dti/text/wording.hpp"
#include "file/check_text.hpp"
#include "file/read_file.hpp"
#include "scenario/inherit.hpp"
#include "scenario/parse_tree.hpp"
#include "scenario/read_scenarios.hpp"

#include <utility>

namespace dti::inline v0 {
namespace {

std::vector<scenario> read_source(const shared_source& source, scenario_format format, diagnostics& found) {
    file_report report(*source, found);
    const std::optional<tree_node> tree = parse_tree(format, report);
    if (!tree) {
        return {};
    }
    return inherit(read_scenarios(*tree, format, source, found), source, found);
}

}  // namespace

std::optional<std::vector<scenario>> parse_scenarios(std::string name, std::string text, diagnostics& found) {
    const std::optional<scenario_format> format = scenario_format_of(name);
    if (!format) {
        found.error(std::move(name), wording::scenario_format());
        return std::nullopt;
    }
    if (text.size() > load_limits::scenario_bytes) {
        found.error(std::move(name),
                    wording::limit("size of the file", load_limits::scenario_bytes, "bytes"));
        return std::nullopt;
    }
    diagnostics here;  // of this text alone: errors of another one must not count as its own
    std::vector<scenario> made = read_source(make_source(std::move(name), std::move(text)), *format, here);
    for (const diagnostic& item : here.items()) {
        found.add(item);
    }
    return here.has_errors() ? std::nullopt : std::optional(std::move(made));
}

std::optional<std::vector<scenario>> load_scenarios(const std::string& path, diagnostics& found) {
    if (!scenario_format_of(path)) {
        found.error(path, wording::scenario_format());
        return std::nullopt;
    }
    std::optional<std::string> text = read_file(path, load_limits::scenario_bytes, found);
    return text ? parse_scenarios(path, std::move(*text), found) : std::nullopt;
}

}  // namespace dti::inline v0
