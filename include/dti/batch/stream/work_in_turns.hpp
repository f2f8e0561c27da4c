// Parts of a long work on several threads, their results handed over in the order of the parts.
//
// In: how many parts, what a thread needs, what to do with a part. Out: results, one part at a time, so that
// whoever takes them needs no lock and sees the same order whatever the number of threads.
#pragma once

#include <algorithm>
#include <atomic>
#include <condition_variable>
#include <cstddef>
#include <exception>
#include <mutex>
#include <system_error>
#include <thread>
#include <utility>
#include <vector>

namespace dti::inline v0 {

namespace detail {

/// Whose turn it is, and whether anybody has ended the work.
class turns {
  public:
    /// Calls `hand_over` when all parts before `part` are handed over; what it returns says whether work goes
    /// on. False where it does not.
    template <class HandOver>
    bool take(std::size_t part, HandOver hand_over) {
        std::unique_lock lock(mutex_);
        changed_.wait(lock, [&] { return ended_ || turn_ == part; });
        if (!ended_) {
            ended_ = !hand_over();
            ++turn_;
            changed_.notify_all();
        }
        return !ended_;
    }
    void fail(std::exception_ptr reason) {
        const std::lock_guard lock(mutex_);
        if (!failure_) {
            failure_ = std::move(reason);
        }
        ended_ = true;
        changed_.notify_all();
    }
    void rethrow() const {
        if (failure_) {
            std::rethrow_exception(failure_);
        }
    }

  private:
    std::mutex mutex_;
    std::condition_variable changed_;
    std::size_t turn_ = 0;
    bool ended_ = false;
    std::exception_ptr failure_;
};

}  // namespace detail

/// How many threads: `wanted`, or one for each processor where that is 0.
[[nodiscard]] inline std::size_t threads_or_all(std::size_t wanted) noexcept {
    return wanted != 0 ? wanted : std::max(1U, std::thread::hardware_concurrency());
}

/// Calls `work(room, part)` for each part, by `threads` threads (the caller's is one of them), each with a
/// room of its own from `make_room()`; then `hand_over(room, part)` in the order of the parts, never twice at
/// once. Ends before the last part where that returns false. What any of them throws ends the work, and comes
/// out of here.
template <class MakeRoom, class Work, class HandOver>
void work_in_turns(std::size_t parts, std::size_t threads, MakeRoom make_room, Work work,
                   HandOver hand_over) {
    std::atomic<std::size_t> next{0};
    detail::turns turns;
    const auto run = [&] {
        try {
            auto room = make_room();
            for (std::size_t part = next++; part < parts; part = next++) {
                work(room, part);
                if (!turns.take(part, [&] { return hand_over(room, part); })) {
                    return;
                }
            }
        } catch (...) {
            turns.fail(std::current_exception());
        }
    };
    std::vector<std::thread> others;
    others.reserve(std::min(threads, parts));
    try {
        while (others.size() + 1 < std::min(threads, parts)) {
            others.emplace_back(run);
        }
    } catch (const std::system_error&) {  // the machine gives no more: fewer do the same
    }
    run();
    for (std::thread& other : others) {
        other.join();
    }
    turns.rethrow();
}

}  // namespace dti::inline v0
