// yaml-cpp's events → a located tree.
//
// In: the events of one document. Out: its root node, and a diagnostic for everything in it that we refuse.
// Throws `stop_reading` through yaml-cpp when reading on makes no sense.
#pragma once

#include "dti/definition/tree.hpp"
#include "dti/load.hpp"
#include "file/file_report.hpp"
#include "yaml/metered_stream.hpp"

#include <yaml-cpp/eventhandler.h>
#include <yaml-cpp/mark.h>

#include <cstddef>
#include <map>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

namespace dti::inline v0 {

/// Leaves the parser; what is wrong has been reported.
struct stop_reading {};

class tree_builder final : public YAML::EventHandler {
  public:
    tree_builder(file_report& report, metered_buffer& meter) : report_(report), meter_(meter) {}

    /// The root, once the document has ended. Null for a document without content.
    [[nodiscard]] std::optional<tree_node>& root() noexcept { return root_; }
    /// Whether the tree lacks what an alias stood for.
    [[nodiscard]] bool has_aliases() const noexcept { return has_aliases_; }
    /// The offset of the innermost list or map that is still open.
    [[nodiscard]] std::optional<std::size_t> open_collection() const noexcept;

    void OnDocumentStart(const YAML::Mark& mark) override;
    void OnDocumentEnd() override;
    void OnNull(const YAML::Mark& mark, YAML::anchor_t anchor) override;
    void OnAlias(const YAML::Mark& mark, YAML::anchor_t anchor) override;
    void OnScalar(const YAML::Mark& mark, const std::string& tag, YAML::anchor_t anchor,
                  const std::string& value) override;
    void OnSequenceStart(const YAML::Mark& mark, const std::string& tag, YAML::anchor_t anchor,
                         YAML::EmitterStyle::value style) override;
    void OnSequenceEnd() override { close(); }
    void OnMapStart(const YAML::Mark& mark, const std::string& tag, YAML::anchor_t anchor,
                    YAML::EmitterStyle::value style) override;
    void OnMapEnd() override { close(); }
    void OnAnchor(const YAML::Mark& mark, const std::string& name) override;

  private:
    /// A list or map that is being filled.
    struct level {
        tree_node node;
        std::map<std::string, std::size_t, std::less<>> seen;  ///< keys of a map with their offsets
        std::optional<tree_node> key;                          ///< of a map: waits for its value
        bool drop = false;  ///< the entry that begins with `key` is refused
    };

    std::size_t begin_event(const YAML::Mark& mark, bool counts = true);
    void error(std::size_t offset, message what);
    [[noreturn]] void stop(std::size_t offset, message what);
    void refuse_tag(std::size_t offset, const std::string& tag);
    void check_scalar(const tree_node& node);
    [[nodiscard]] std::size_t null_offset(std::size_t mark) const;
    [[nodiscard]] scalar_style style_at(std::size_t offset, const std::string& tag) const noexcept;
    void open(std::size_t offset, node_kind kind);
    void close();
    void take(tree_node node);
    void take_key(level& map, tree_node node);

    file_report& report_;
    metered_buffer& meter_;
    std::vector<level> levels_;
    std::optional<tree_node> root_;
    std::size_t nodes_ = 0;
    std::optional<std::size_t> last_tag_;
    std::optional<tree_node> bare_key_;  ///< a key without a colon
    bool in_document_ = false;
    bool has_aliases_ = false;
};

}  // namespace dti::inline v0
