// Data files of any format → one data set: reads, checks and hands each to the reader of its format.

#include "dti/load.hpp"
#include "dti/text/wording.hpp"
#include "file/check_text.hpp"
#include "file/read_file.hpp"
#include "profile/read_profile.hpp"
#include "table/csv_table.hpp"
#include "table/data_collector.hpp"
#include "table/long_csv.hpp"
#include "table/wide_csv.hpp"
#include "yaml/yaml_tree.hpp"

#include <utility>

namespace dti::inline v0 {
namespace {

bool is_yaml(std::string_view name) noexcept {
    const auto ends_with = [&](std::string_view ending) {
        return name.size() >= ending.size() && name.substr(name.size() - ending.size()) == ending;
    };
    return ends_with(".yaml") || ends_with(".yml");
}

void read_csv(const shared_source& source, notation style, data_collector& data, diagnostics& found) {
    // A program says it with an argument: the texts that it makes are in no file.
    const bool computed = style == notation::computed;
    data.begin_file(source, computed ? file_notation{style, "numbers=\"vi\""} : file_notation{style});
    file_report report(*source, found);
    if (!check_text(report)) {
        return;
    }
    csv_table table(report);
    if (is_long_csv(table)) {
        read_long_csv(table, data, report);
    } else if (!table.header().empty()) {
        read_wide_csv(table, data, report);
    }
}

void read_text(std::string name, std::string text, notation style, data_collector& data, diagnostics& found) {
    const bool yaml = is_yaml(name);
    const std::size_t limit = yaml ? load_limits::definition_bytes : load_limits::data_bytes;
    if (text.size() > limit) {
        found.error(std::move(name), wording::limit("size of the file", limit, "bytes"));
        return;
    }
    const shared_source source = make_source(std::move(name), std::move(text));
    if (!yaml) {
        read_csv(source, style, data, found);
    } else if (const std::optional<tree_node> root = parse_yaml(source, found, "the profile of a unit")) {
        read_profile(*root, source, data, found);
    }
}

/// The data of a run whose files `read_files` reads into a collector. Its mistakes are apart from earlier
/// ones in `found`.
template <class Read>
std::optional<data_set> collect(shared_rules rules, diagnostics& found, Read read_files) {
    diagnostics here;
    data_collector data(std::move(rules));
    read_files(data, here);
    std::optional<data_set> result = data.finish(here);
    for (const diagnostic& item : here.items()) {
        found.add(item);
    }
    return result;
}

}  // namespace

std::optional<data_set> parse_data(shared_rules rules, std::span<const data_text> texts, notation style,
                                   diagnostics& found) {
    return collect(std::move(rules), found, [&](data_collector& data, diagnostics& here) {
        for (const data_text& text : texts) {
            read_text(text.name, text.text, style, data, here);
        }
    });
}

std::optional<data_set> load_data(shared_rules rules, std::span<const std::string> paths, notation style,
                                  diagnostics& found) {
    return collect(std::move(rules), found, [&](data_collector& data, diagnostics& here) {
        for (const std::string& path : paths) {
            if (std::optional<std::string> text = read_file(path, load_limits::data_bytes, here)) {
                read_text(path, std::move(*text), style, data, here);
            }
        }
    });
}

data_set load_data(shared_rules rules, std::span<const std::string> paths, notation style) {
    diagnostics found;
    std::optional<data_set> data = load_data(std::move(rules), paths, style, found);
    if (!data) {
        throw error(std::move(found));
    }
    return std::move(*data);
}

data_set load_data(shared_rules rules, const std::string& path, notation style) {
    return load_data(std::move(rules), std::span<const std::string>(&path, 1), style);
}

}  // namespace dti::inline v0
