// What a parser of YAML meets → a located tree.
//
// In: keys, values, and the beginnings and ends of lists and maps, in the order of the text. Out: the root
// node, and a diagnostic for each duplicate key, key that is no word, control character and limit. Both
// readers, libyaml_reader.hpp and yaml_cpp_reader.hpp, build their trees here. Throws `stop_reading` when
// reading on makes no sense.
#pragma once

#include "dti/definition/tree.hpp"
#include "file/file_report.hpp"

#include <cstddef>
#include <map>
#include <optional>
#include <string>
#include <vector>

namespace dti::inline v0 {

/// Leaves the parser; what is wrong has been reported.
struct stop_reading {};

class tree_builder {
  public:
    explicit tree_builder(file_report& report) : report_(report) {}

    /// A key, value, list or map begins: watches their number.
    void count(std::size_t offset);
    /// A null. As the value of a key, which may be absent from the text, it has the place of the key.
    void null(std::size_t offset);
    void scalar(std::size_t offset, scalar_style style, std::string text);
    void open(std::size_t offset, node_kind kind);
    void close();

    /// The root, once it is complete. Nothing, or null, for a document without content.
    [[nodiscard]] std::optional<tree_node>& root() noexcept { return root_; }
    /// The innermost list or map that is still open, or null.
    [[nodiscard]] const tree_node* innermost() const noexcept;
    /// Its key that waits for a value and is not refused, or null.
    [[nodiscard]] const tree_node* key() const noexcept;

    /// Reports what makes the rest meaningless, and leaves the parser.
    [[noreturn]] void stop(std::size_t offset, message what);

  private:
    /// A list or map that is being filled.
    struct level {
        tree_node node;
        std::map<std::string, std::size_t, std::less<>> seen;  ///< keys of a map with their offsets
        std::optional<tree_node> key;                          ///< of a map: waits for its value
        bool drop = false;  ///< the entry that begins with `key` is refused
    };

    void check_scalar(const tree_node& node);
    void take(tree_node node);
    void take_key(level& map, tree_node node);

    file_report& report_;
    std::vector<level> levels_;
    std::optional<tree_node> root_;
    std::size_t nodes_ = 0;
};

}  // namespace dti::inline v0
