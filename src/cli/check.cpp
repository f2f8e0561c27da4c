// `dti check`: validates definitions, runs their worked examples, counts indicators by confidence, and looks
// over definitions and data for what is allowed and was probably not meant.
#include "cli/app.hpp"
#include "cli/output.hpp"
#include "dti/aggregate/score.hpp"
#include "dti/analyse/review_data.hpp"
#include "dti/analyse/review_definition.hpp"
#include "dti/evaluate/examples.hpp"
#include "dti/load.hpp"
#include "dti/report/check_notes.hpp"
#include "dti/report/words.hpp"
#include "dti/text/wording.hpp"
#include "file/check_text.hpp"
#include "file/read_file.hpp"
#include "yaml/yaml_tree.hpp"

#include <algorithm>
#include <array>
#include <filesystem>
#include <system_error>

namespace dti::cli {
namespace {

/// Whether a text has a line that begins with a key, as the outermost keys of a YAML file do.
bool has_outer_key(std::string_view text, std::string_view key) {
    for (std::size_t at = text.find(key); at != std::string_view::npos; at = text.find(key, at + 1)) {
        if ((at == 0 || text[at - 1] == '\n') && text.substr(at + key.size(), 1) == ":") {
            return true;
        }
    }
    return false;
}

/// A YAML file of one unit: it says `unit`, and not `dti` as definitions do. Mistakes in it are for who reads
/// it to report; it must be clear all the same what it is meant to be.
bool is_profile(const std::string& path) {
    std::error_code ignored;
    if (!std::filesystem::is_regular_file(path, ignored)) {  // a pipe could not be read a second time
        return false;
    }
    file_text file = read_file(path, load_limits::definition_bytes);
    if (file.fault != file_fault::none) {
        return false;
    }
    const shared_source source = make_source(path, std::move(file.text));
    diagnostics unheard;
    if (const std::optional<tree_node> root = parse_yaml(source, unheard)) {
        return root->find("unit") != nullptr && root->find("dti") == nullptr;
    }
    return has_outer_key(source->text(), "unit") && !has_outer_key(source->text(), "dti");
}

bool is_csv(std::string word) {
    std::transform(word.begin(), word.end(), word.begin(),
                   [](char c) { return c >= 'A' && c <= 'Z' ? static_cast<char>(c - 'A' + 'a') : c; });
    constexpr std::string_view ending = ".csv";
    return word.size() >= ending.size() &&
           word.compare(word.size() - ending.size(), ending.size(), ending) == 0;
}

/// Whether a word of the command line means a file of units, and not a definition.
bool means_data(const std::string& word) {
    return !shipped_definition_text(word) && (is_csv(word) || is_profile(word));
}

std::vector<cell> check_one(const shared_rules& checked, findings& found) {
    const compiled_definition& rules = *checked;
    const std::vector<example_failure> failures = check_examples(checked);
    for (const example_failure& failure : failures) {
        found.error(*rules.text(), failure.where, failure.what);
    }
    review_definition(rules, found);
    std::size_t examples = 0;
    std::array<std::size_t, confidence_words.size()> by_confidence{};
    for (const compiled_indicator& item : rules.indicators()) {
        examples += item.source->examples.size();
        ++by_confidence[static_cast<std::size_t>(item.source->confidence.weakest())];
    }
    std::vector<cell> row{cell::of_text(rules.source().id)};
    const auto add = [&](std::size_t count) { row.push_back(cell::of_number(std::to_string(count))); };
    for (const std::size_t count : {rules.source().sub_indices.size(), rules.source().pillars.size(),
                                    rules.indicators().size(), examples}) {
        add(count);
    }
    std::for_each(by_confidence.begin(), by_confidence.end(), add);
    add(failures.size());
    for (const auto& counts : count_confidence(rules)) {
        std::for_each(counts.begin(), counts.end(), add);
    }
    return row;
}

/// All that `dti score` refuses and warns of, and what it would not notice.
std::vector<note> check_data(const shared_rules& rules, const std::vector<std::string>& files,
                             const command_line& line, findings& found) {
    const std::optional<data_set> data = load_data(rules, files, line.numbers, found);
    if (!data) {
        return {};
    }
    const scorecard<exact> card = score(model<exact>(rules), *data);
    report_faults(card.faults, *data, found);
    report_clamped(card, *data, found);
    review_data(*data, found);
    std::vector<note> notes{data_reviewed(*data, files.size(), line.wanted)};
    if (note names = unit_names(*data, line.wanted); names.count > 0) {
        notes.push_back(std::move(names));
    }
    return notes;
}

grid empty_table(language wanted) {
    grid table;
    for (const std::string_view key : {"index", "sub_indices", "pillars", "indicators", "examples",
                                       "published", "derived", "recalled", "assumed", "failed"}) {
        table.columns.push_back({std::string(key), word_for(key, wanted)});
    }
    for (const std::string_view field : confidence_fields) {
        for (const std::string_view level : confidence_words) {
            std::string key = std::string(field) + '_' + std::string(level);
            table.columns.push_back({key, key, column_place::data_only});
        }
    }
    return table;
}

}  // namespace

std::string run_check(const command_line& line, findings& found) {
    std::vector<std::string> files = line.indexes;
    const auto first_file = std::stable_partition(files.begin(), files.end(),
                                                  [](const std::string& word) { return !means_data(word); });
    const std::vector<std::string> definitions(files.begin(), first_file);
    files.erase(files.begin(), first_file);
    if (!files.empty() && definitions.size() != 1) {
        found.usage_error(wording::one_definition(files.front(), definitions));
        return {};
    }
    grid table = empty_table(line.wanted);
    document about{"check", {}, {}, {}, {}};
    for (const std::string& index : definitions) {
        const shared_rules rules = load_definition(index, found);
        if (rules == nullptr) {
            continue;
        }
        table.rows.push_back(check_one(rules, found));
        const std::string& id = rules->source().id;
        for (note& item :
             confidence_notes(count_confidence(*rules), definitions.size() == 1 ? "" : id, line.wanted)) {
            about.notes.push_back(std::move(item));
        }
        if (definitions.size() == 1) {
            about.index = id;
        }
        if (!files.empty()) {
            for (note& item : check_data(rules, files, line, found)) {
                about.notes.push_back(std::move(item));
            }
        }
    }
    return table.rows.empty() ? std::string() : format_document(table, about, line.format);
}

}  // namespace dti::cli
