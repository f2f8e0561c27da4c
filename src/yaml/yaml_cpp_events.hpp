// yaml-cpp's events → a tree builder.
//
// In: the events of one document. Out: what they stand for, told to the builder with its true place and
// style, and a diagnostic for each alias, anchor, tag and further document. Throws `stop_reading` through
// yaml-cpp when reading on makes no sense.
#pragma once

#include "yaml/metered_stream.hpp"
#include "yaml/tree_builder.hpp"

#include <yaml-cpp/eventhandler.h>
#include <yaml-cpp/mark.h>

#include <cstddef>
#include <optional>
#include <string>

namespace dti::inline v0 {

class yaml_cpp_events final : public YAML::EventHandler {
  public:
    yaml_cpp_events(file_report& report, metered_buffer& meter, tree_builder& builder)
        : report_(report), meter_(meter), builder_(builder) {}

    /// Whether the tree lacks what an alias stood for.
    [[nodiscard]] bool has_aliases() const noexcept { return has_aliases_; }

    void OnDocumentStart(const YAML::Mark& mark) override;
    void OnDocumentEnd() override;
    void OnNull(const YAML::Mark& mark, YAML::anchor_t anchor) override;
    void OnAlias(const YAML::Mark& mark, YAML::anchor_t anchor) override;
    void OnScalar(const YAML::Mark& mark, const std::string& tag, YAML::anchor_t anchor,
                  const std::string& value) override;
    void OnSequenceStart(const YAML::Mark& mark, const std::string& tag, YAML::anchor_t anchor,
                         YAML::EmitterStyle::value style) override;
    void OnSequenceEnd() override { builder_.close(); }
    void OnMapStart(const YAML::Mark& mark, const std::string& tag, YAML::anchor_t anchor,
                    YAML::EmitterStyle::value style) override;
    void OnMapEnd() override { builder_.close(); }
    void OnAnchor(const YAML::Mark& mark, const std::string& name) override;

  private:
    std::size_t begin_event(const YAML::Mark& mark, bool counts = true);
    void refuse_tag(std::size_t offset, const std::string& tag);
    [[nodiscard]] std::size_t null_offset(std::size_t mark) const;
    [[nodiscard]] scalar_style style_at(std::size_t offset, const std::string& tag) const noexcept;

    file_report& report_;
    metered_buffer& meter_;
    tree_builder& builder_;
    std::optional<std::size_t> last_tag_;
    std::optional<tree_node> bare_key_;  ///< a key without a colon
    bool in_document_ = false;
    bool has_aliases_ = false;
};

}  // namespace dti::inline v0
