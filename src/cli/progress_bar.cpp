#include "cli/progress_bar.hpp"

#include <unistd.h>
#include <cstdio>
#include <string>

namespace dti::cli {

namespace {

constexpr std::chrono::milliseconds before_first{300};
constexpr std::chrono::milliseconds between{100};
constexpr std::size_t width = 40;

}  // namespace

progress_bar::progress_bar()
    : on_terminal_(isatty(STDERR_FILENO) != 0), next_(std::chrono::steady_clock::now() + before_first) {}

progress_bar::~progress_bar() {
    clear();
}

void progress_bar::show(std::size_t done, std::size_t all) {
    const auto now = std::chrono::steady_clock::now();
    if (!on_terminal_ || all == 0 || now < next_) {
        return;
    }
    next_ = now + between;
    is_shown_ = true;
    const std::size_t filled = width * done / all;
    const std::string line = "\r[" + std::string(filled, '#') + std::string(width - filled, '.') + "] " +
                             std::to_string(done) + " / " + std::to_string(all);
    std::fwrite(line.data(), 1, line.size(), stderr);
    std::fflush(stderr);
}

void progress_bar::clear() {
    if (is_shown_) {
        std::fputs("\r\x1b[K", stderr);
        std::fflush(stderr);
        is_shown_ = false;
    }
}

}  // namespace dti::cli
