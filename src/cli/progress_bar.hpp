// How far a long work is, on standard error.
#pragma once

#include <chrono>
#include <cstddef>

namespace dti::cli {

/// A line that is written again and again, and gone at the end: only on a terminal, and only of work that
/// takes a while.
class progress_bar {
  public:
    progress_bar();
    progress_bar(const progress_bar&) = delete;
    progress_bar& operator=(const progress_bar&) = delete;
    ~progress_bar();

    void show(std::size_t done, std::size_t all);

  private:
    void clear();

    bool on_terminal_;
    bool is_shown_ = false;
    std::chrono::steady_clock::time_point next_;  // not shown before
};

}  // namespace dti::cli
