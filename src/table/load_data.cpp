// Data files of any format → one data set: reads, checks and hands each to the reader of its format.

#include "dti/load.hpp"
#include "dti/text/wording.hpp"
#include "file/check_text.hpp"
#include "file/read_file.hpp"
#include "table/data_collector.hpp"
#include "table/wide_csv.hpp"

#include <utility>

namespace dti::inline v0 {
namespace {

bool is_yaml(std::string_view name) noexcept {
    const auto ends_with = [&](std::string_view ending) {
        return name.size() >= ending.size() && name.substr(name.size() - ending.size()) == ending;
    };
    return ends_with(".yaml") || ends_with(".yml");
}

void read_text(std::string name, std::string text, data_collector& data, diagnostics& found) {
    if (text.size() > load_limits::data_bytes) {
        found.error(std::move(name), wording::limit("size of the file", load_limits::data_bytes, "bytes"));
        return;
    }
    if (is_yaml(name)) {
        found.error(std::move(name), wording::profile_not_read());
        return;
    }
    const shared_source source = make_source(std::move(name), std::move(text));
    data.begin_file(source);
    file_report report(*source, found);
    if (check_text(report)) {
        read_wide_csv(data, report);
    }
}

/// The data of a run whose files `read_files` reads into a collector. Its mistakes are apart from earlier
/// ones in `found`.
template <class Read>
std::optional<data_set> collect(shared_rules rules, notation style, diagnostics& found, Read read_files) {
    diagnostics here;
    data_collector data(std::move(rules), style);
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
    return collect(std::move(rules), style, found, [&](data_collector& data, diagnostics& here) {
        for (const data_text& text : texts) {
            read_text(text.name, text.text, data, here);
        }
    });
}

std::optional<data_set> load_data(shared_rules rules, std::span<const std::string> paths, notation style,
                                  diagnostics& found) {
    return collect(std::move(rules), style, found, [&](data_collector& data, diagnostics& here) {
        for (const std::string& path : paths) {
            if (std::optional<std::string> text = read_file(path, load_limits::data_bytes, here)) {
                read_text(path, std::move(*text), data, here);
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
