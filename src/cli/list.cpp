// `dti list`: the shipped definitions.
#include "cli/app.hpp"
#include "cli/output.hpp"
#include "dti/load.hpp"
#include "dti/report/words.hpp"

namespace dti::cli {

std::string run_list(const command_line& line) {
    grid table;
    for (const std::string_view key :
         {"index", "title", "sub_indices", "indicators", "max_points", "document"}) {
        table.columns.push_back({std::string(key), word_for(key, line.wanted)});
    }
    for (const std::string& id : shipped_definitions()) {
        const shared_rules rules = load_definition(id);
        const definition& source = rules->source();
        exact total;
        for (std::size_t i = 0; i < source.sub_indices.size(); ++i) {
            total += source.sub_indices[i].weight * rules->sub_index_max(i);
        }
        table.rows.push_back({cell::of_text(source.id), cell::of_text(source.title.in(line.wanted)),
                              cell::of_number(std::to_string(source.sub_indices.size())),
                              cell::of_number(std::to_string(rules->indicators().size())),
                              source.headline == headline_kind::counts  // targets do not add up
                                  ? cell()
                                  : cell::of_number(to_text(total, source.print.points)),
                              cell::of_text(source.source.document)});
    }
    return format_document(table, {"list", {}, {}, {}, {}}, line.format);
}

}  // namespace dti::cli
