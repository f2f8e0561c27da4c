// A text as a stream that ends early when nothing comes of it.
//
// yaml-cpp scans a whole comment, scalar or `{…}` before it reports the first event of it, with memory and
// time to match. The stream hands out at most `stretch` bytes between two events and then pretends that the
// text has ended.
#pragma once

#include <algorithm>
#include <cstddef>
#include <streambuf>
#include <string_view>

namespace dti::inline v0 {

class metered_buffer final : public std::streambuf {
  public:
    metered_buffer(std::string_view text, std::size_t stretch) : text_(text), stretch_(stretch) {}

    /// An event at an offset has been reported: the meter starts again.
    void restart(std::size_t offset) noexcept {
        last_event_ = cut_ ? last_event_ : offset;
        since_event_ = 0;
    }
    /// Whether text was held back, and the last event in front of it.
    [[nodiscard]] bool cut() const noexcept { return cut_; }
    [[nodiscard]] std::size_t last_event() const noexcept { return last_event_; }

  protected:
    int_type underflow() override {
        if (gptr() < egptr()) {
            return traits_type::to_int_type(*gptr());
        }
        cut_ = cut_ || (since_event_ >= stretch_ && given_ < text_.size());
        if (cut_ || finish()) {
            return traits_type::eof();
        }
        return traits_type::to_int_type(*gptr());
    }

  private:
    /// Offers the next window of the text, then one line end of our own; true when there is nothing more.
    /// With a line end behind it yaml-cpp reports a scalar whose quote is never closed, and the place of that
    /// quote can be told.
    bool finish() {
        constexpr std::size_t window = 2048;
        if (given_ < text_.size()) {
            const std::size_t size = std::min(window, text_.size() - given_);
            offer(text_.data() + given_, size);
            given_ += size;
            since_event_ += size;
            return false;
        }
        static constexpr char line_end = '\n';
        const bool needed = !ended_ && !text_.empty() && text_.back() != line_end;
        ended_ = true;
        if (needed) {
            offer(&line_end, 1);
        }
        return !needed;
    }
    /// The buffer is only read: std::streambuf takes pointers to non-const for the sake of its writing half.
    void offer(const char* data, std::size_t size) noexcept {
        char* const begin = const_cast<char*>(data);
        setg(begin, begin, begin + size);
    }

    std::string_view text_;
    std::size_t stretch_;
    std::size_t given_ = 0;
    std::size_t since_event_ = 0;
    std::size_t last_event_ = 0;
    bool cut_ = false;
    bool ended_ = false;
};

}  // namespace dti::inline v0
