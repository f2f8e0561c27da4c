// The mistakes of one file: reports them until there are enough, so that a hostile file costs bounded work.
//
// In: messages with places. Out: diagnostics. Readers ask `full()` and stop there.
#pragma once

#include "dti/text/diagnostic.hpp"

#include <cstddef>
#include <utility>

namespace dti::inline v0 {

class file_report {
  public:
    /// Mistakes after which a reader stops; more than a user is shown.
    static constexpr std::size_t enough = 100;

    file_report(const source_text& source, diagnostics& found) : source_(source), found_(found) {}

    [[nodiscard]] const source_text& source() const noexcept { return source_; }
    /// Whether the reader should stop: enough errors, or one that makes the rest meaningless.
    [[nodiscard]] bool full() const noexcept { return stopped_ || errors_ >= enough; }
    [[nodiscard]] bool has_errors() const noexcept { return errors_ > 0; }

    void error(position where, message what) {
        if (errors_++ < enough) {
            found_.error(source_, where, std::move(what));
        }
    }
    void error(std::size_t offset, message what) { error(source_.at(offset), std::move(what)); }
    /// An error behind which nothing more is to be read.
    template <class Place>
    void fatal(Place where, message what) {
        error(where, std::move(what));
        stopped_ = true;
    }
    void warning(position where, message what) {
        if (warnings_++ < enough) {
            found_.warning(source_, where, std::move(what));
        }
    }

  private:
    const source_text& source_;
    diagnostics& found_;
    std::size_t errors_ = 0;
    std::size_t warnings_ = 0;
    bool stopped_ = false;
};

}  // namespace dti::inline v0
