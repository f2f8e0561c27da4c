// Where keys and values stand in a scenario file, in the order of the text.
//
// In: what a scanner (scan.hpp) meets. Out: marks, of which locate.hpp gives one to each node that
// Boost.PropertyTree makes of the same text; it keeps no places itself. The limits on nesting and on the
// number of nodes are kept here, before its parsers, which recurse, see the text.
#pragma once

#include "dti/export.hpp"
#include "file/file_report.hpp"

#include <cstddef>
#include <cstdint>
#include <vector>

namespace dti::inline v0 {

/// A `value` is the text of the key, list or file that it stands in. What opens closes again. An element of
/// XML holds its attributes and elements as keys, and texts.
enum class mark_kind : std::uint8_t { key, value, open_map, open_list, open_element, close };

struct mark {
    mark_kind kind = mark_kind::key;
    std::size_t offset = 0;
};

class DTI_API mark_list {
  public:
    /// Limits are fatal to `report`, which outlives the marks.
    explicit mark_list(file_report& report) : report_(report) {}

    void key(std::size_t offset) { add({mark_kind::key, offset}); }
    void value(std::size_t offset) { add({mark_kind::value, offset}); }
    void open(mark_kind kind, std::size_t offset);
    /// Nothing where nothing is open.
    void close(std::size_t offset);

    [[nodiscard]] const std::vector<mark>& all() const noexcept { return marks_; }
    /// What is open and not closed yet, outermost first.
    [[nodiscard]] const std::vector<mark>& opened() const noexcept { return opened_; }
    [[nodiscard]] bool in_map() const noexcept {
        return !opened_.empty() && opened_.back().kind == mark_kind::open_map;
    }

  private:
    void add(mark added);

    file_report& report_;
    std::vector<mark> marks_;
    std::vector<mark> opened_;
    std::size_t nodes_ = 0;
};

}  // namespace dti::inline v0
