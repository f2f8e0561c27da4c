// `dti check`: validates definitions, runs their worked examples, counts indicators by confidence.
#include "cli/app.hpp"
#include "cli/output.hpp"
#include "dti/evaluate/examples.hpp"
#include "dti/load.hpp"
#include "dti/report/words.hpp"

#include <array>

namespace dti::cli {
namespace {

std::vector<cell> check_one(const shared_rules& checked, diagnostics& found) {
    const compiled_definition& rules = *checked;
    const std::vector<example_failure> failures = check_examples(checked);
    for (const example_failure& failure : failures) {
        found.error(*rules.text(), failure.where, failure.what);
    }
    std::size_t examples = 0;
    std::array<std::size_t, confidence_words.size()> by_confidence{};
    for (const compiled_indicator& item : rules.indicators()) {
        examples += item.source->examples.size();
        ++by_confidence[static_cast<std::size_t>(item.source->confidence.weakest())];
    }
    std::vector<cell> row{cell::of_text(rules.source().id)};
    for (const std::size_t count : {rules.source().sub_indices.size(), rules.source().pillars.size(),
                                    rules.indicators().size(), examples}) {
        row.push_back(cell::of_number(std::to_string(count)));
    }
    for (const std::size_t count : by_confidence) {
        row.push_back(cell::of_number(std::to_string(count)));
    }
    row.push_back(cell::of_number(std::to_string(failures.size())));
    return row;
}

}  // namespace

std::string run_check(const command_line& line, diagnostics& found) {
    grid table;
    for (const std::string_view key : {"index", "sub_indices", "pillars", "indicators", "examples",
                                       "published", "derived", "recalled", "assumed", "failed"}) {
        table.columns.push_back({std::string(key), word_for(key, line.wanted)});
    }
    for (const std::string& index : line.indexes) {
        if (const shared_rules rules = load_definition(index, found)) {
            table.rows.push_back(check_one(rules, found));
        }
    }
    if (table.rows.empty()) {
        return {};
    }
    const std::string id = line.indexes.size() == 1 ? table.rows.front().front().text : std::string();
    return format_document(table, {"check", id, {}, {}, {}}, line.format);
}

}  // namespace dti::cli
