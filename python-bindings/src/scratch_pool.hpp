// Room to score in, kept from call to call: making it costs more than scoring a cohort.
//
// In: how many units. Out: room that one call has for itself; calls of several threads have one each.
#pragma once

#include "dti/batch.hpp"

#include <algorithm>
#include <mutex>
#include <utility>
#include <vector>

namespace dti::python {

class scratch_pool {
  public:
    /// The scorer outlives the pool.
    explicit scratch_pool(const batch_scorer& scorer) : scorer_(scorer) {}

    /// Room that goes back to the pool.
    class lent {
      public:
        lent(scratch_pool& owner, std::size_t units)
            : owner_(owner), units_(units), room_(owner.take(units)) {}
        ~lent() { owner_.give_back(units_, std::move(room_)); }
        lent(const lent&) = delete;
        lent& operator=(const lent&) = delete;

        [[nodiscard]] batch_scratch& room() noexcept { return room_; }

      private:
        scratch_pool& owner_;
        std::size_t units_;
        batch_scratch room_;
    };

  private:
    struct spare {
        std::size_t units;
        batch_scratch room;
    };

    [[nodiscard]] batch_scratch take(std::size_t units) {
        {
            const std::lock_guard lock(mutex_);
            const auto found = std::find_if(spare_.begin(), spare_.end(),
                                            [&](const spare& item) { return item.units == units; });
            if (found != spare_.end()) {
                batch_scratch room = std::move(found->room);
                spare_.erase(found);
                return room;
            }
        }
        return scorer_.make_scratch(units);
    }
    void give_back(std::size_t units, batch_scratch&& room) {
        constexpr std::size_t most_spare = 4;
        const std::lock_guard lock(mutex_);
        if (spare_.size() == most_spare) {
            spare_.erase(spare_.begin());
        }
        spare_.push_back({units, std::move(room)});
    }

    const batch_scorer& scorer_;
    std::mutex mutex_;
    std::vector<spare> spare_;
};

}  // namespace dti::python
