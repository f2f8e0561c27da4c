#include "yaml/yaml_tree.hpp"

#include "file/check_text.hpp"
#include "file/file_report.hpp"
#include "yaml/libyaml_reader.hpp"
#include "yaml/yaml_cpp_reader.hpp"

namespace dti::inline v0 {

std::optional<tree_node> parse_yaml(const shared_source& source, diagnostics& found,
                                    std::string_view expected) {
    file_report report(*source, found);
    if (!check_text(report)) {
        return std::nullopt;
    }
    if (std::optional<tree_node> tree = read_with_libyaml(*source)) {
        return tree;
    }
    return read_with_yaml_cpp(report, expected);
}

}  // namespace dti::inline v0
