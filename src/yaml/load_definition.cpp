// Definitions: from texts, files, and the library itself.

#include "dti/definition/read.hpp"
#include "dti/load.hpp"
#include "file/check_text.hpp"
#include "file/read_file.hpp"
#include "shipped/embedded.hpp"
#include "units/unit_list.hpp"
#include "yaml/yaml_tree.hpp"

#include <algorithm>
#include <filesystem>
#include <system_error>
#include <utility>

namespace dti::inline v0 {
namespace {

/// Which lists of units there are is no business of the core.
void check_units(const definition& read, const source_text& source, diagnostics& found) {
    if (read.units.empty() || find_unit_list(read.units) != nullptr) {
        return;
    }
    std::vector<std::string> ids;
    for (const unit_list& list : unit_lists()) {
        ids.push_back(list.id());
    }
    found.error(source, read.units_at,
                wording::unknown_word("units", read.units, nearest_name(read.units, ids), ids));
}

/// Tree → rules. Goes on to the formulas when keys and values have errors, so that one run finds as much as
/// it can; not when there is nothing to compile.
shared_rules compile_tree(const tree_node& root, const shared_source& source, diagnostics& found) {
    definition read = read_definition(root, *source, found);
    check_units(read, *source, found);
    if (found.has_errors() && read.sub_indices.empty()) {
        return nullptr;
    }
    return compile_definition(std::move(read), definition_places{&root, source}, found);
}

shared_rules parse_source(const shared_source& source, diagnostics& found) {
    if (source->text().size() > load_limits::definition_bytes) {
        found.error(source->name(),
                    wording::limit("size of the file", load_limits::definition_bytes, "bytes"));
        return nullptr;
    }
    const std::optional<tree_node> root = parse_yaml(source, found);
    return root ? compile_tree(*root, source, found) : nullptr;
}

bool ends_with(std::string_view text, std::string_view ending) noexcept {
    return text.size() >= ending.size() && text.substr(text.size() - ending.size()) == ending;
}

bool is_path(const std::string& text) {
    std::error_code ignored;
    return text.find('/') != std::string::npos || ends_with(text, ".yaml") || ends_with(text, ".yml") ||
           std::filesystem::exists(text, ignored);
}

}  // namespace

std::vector<std::string> shipped_definitions() {
    std::vector<std::string> ids;
    for (const shipped::file& file : shipped::files()) {
        ids.emplace_back(file.name);
    }
    std::sort(ids.begin(), ids.end());
    return ids;
}

std::optional<std::string_view> shipped_definition_text(std::string_view id) {
    for (const shipped::file& file : shipped::files()) {
        if (file.name == id) {
            return file.text;
        }
    }
    return std::nullopt;
}

shared_rules parse_definition(std::string name, std::string text, diagnostics& found) {
    diagnostics here;  // of this text alone: errors of another one must not count as its own
    shared_rules rules = parse_source(make_source(std::move(name), std::move(text)), here);
    for (const diagnostic& item : here.items()) {
        found.add(item);
    }
    return rules;
}

shared_rules load_definition(const std::string& path_or_id, diagnostics& found) {
    if (const std::optional<std::string_view> text = shipped_definition_text(path_or_id)) {
        return parse_definition(path_or_id + ".yaml", std::string(*text), found);
    }
    if (!is_path(path_or_id)) {
        found.error(path_or_id,
                    wording::unknown_index(path_or_id, nearest_name(path_or_id, shipped_definitions())));
        return nullptr;
    }
    std::optional<std::string> text = read_file(path_or_id, load_limits::definition_bytes, found);
    return text ? parse_definition(path_or_id, std::move(*text), found) : nullptr;
}

shared_rules load_definition(const std::string& path_or_id) {
    diagnostics found;
    shared_rules rules = load_definition(path_or_id, found);
    if (rules == nullptr) {
        throw error(std::move(found));
    }
    return rules;
}

}  // namespace dti::inline v0
