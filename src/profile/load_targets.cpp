// A file of targets → dti::target values: read like a profile's, for data that are already read.

#include "dti/load.hpp"
#include "dti/text/wording.hpp"
#include "file/check_text.hpp"
#include "file/read_file.hpp"
#include "profile/profile_part.hpp"
#include "profile/read_targets.hpp"
#include "yaml/yaml_tree.hpp"

#include <utility>

namespace dti::inline v0 {
namespace {

class target_file final : profile_part {
  public:
    target_file(const source_text& text, const compiled_definition& definition, const figure_names& figures,
                diagnostics& mistakes)
        : profile_part(text, definition, figures, {notation::plain, "`numbers: vi`"}, mistakes) {}

    /// `source_number` is which of the data's sources the text will be.
    std::vector<target> read(const tree_node& root, std::uint32_t source_number) {
        if (!expect(root, node_kind::map, "the file of targets")) {
            return {};
        }
        if (root.find("dti") != nullptr) {
            error(root, wording::definition_as_targets());
            return {};
        }
        const tree_node* targets = &root;
        if (root.find("targets") != nullptr) {
            check_keys(root, {"unit", "title", "index", "as_of", "numbers", "targets"});
            check_index(root);
            read_notation(root);
            targets = map_at(root, "targets");
        }
        return targets == nullptr
                   ? std::vector<target>()
                   : read_targets(*targets, {source(), source_number, rules(), names(), written()}, found());
    }
};

std::vector<target> read_source(const shared_source& source, const data_set& data, diagnostics& found) {
    const std::optional<tree_node> root = parse_yaml(source, found, "targets");
    if (!root) {
        return {};
    }
    const figure_names names(data.rules());
    return target_file(*source, data.rules(), names, found)
        .read(*root, static_cast<std::uint32_t>(data.sources().size()));
}

}  // namespace

std::optional<std::vector<target>> parse_targets(std::string name, std::string text, data_set& data,
                                                 diagnostics& found) {
    if (text.size() > load_limits::definition_bytes) {
        found.error(std::move(name),
                    wording::limit("size of the file", load_limits::definition_bytes, "bytes"));
        return std::nullopt;
    }
    const shared_source source = make_source(std::move(name), std::move(text));
    diagnostics here;  // of this text alone: errors of another one must not count as its own
    std::vector<target> targets = read_source(source, data, here);
    for (const diagnostic& item : here.items()) {
        found.add(item);
    }
    if (here.has_errors()) {
        return std::nullopt;
    }
    data.add_source(source);
    return targets;
}

std::optional<std::vector<target>> load_targets(const std::string& path, data_set& data, diagnostics& found) {
    std::optional<std::string> text = read_file(path, load_limits::definition_bytes, found);
    return text ? parse_targets(path, std::move(*text), data, found) : std::nullopt;
}

}  // namespace dti::inline v0
