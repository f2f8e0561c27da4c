// Room to score in, kept from call to call: making it costs more than scoring a cohort.
//
// In: how many units. Out: room that one call has for itself; calls of several threads have one each. The
// interpreter's lock, which guards the pool, is held where room is taken and given back.
#pragma once

#include "dti/batch.hpp"

#include <algorithm>
#include <iterator>
#include <memory>
#include <utility>
#include <vector>

namespace dti::python {

class scratch_pool {
  public:
    /// The scorer outlives the pool.
    explicit scratch_pool(const batch_scorer& scorer) : scorer_(scorer) {}

    /// Room for some units.
    struct place {
        std::size_t units;
        batch_scratch scratch;
    };

    /// Room that goes back to the pool.
    class lent {
      public:
        lent(scratch_pool& owner, std::size_t units) : owner_(owner), room_(owner.take(units)) {}
        ~lent() { owner_.give_back(std::move(room_)); }
        lent(const lent&) = delete;
        lent& operator=(const lent&) = delete;

        [[nodiscard]] batch_scratch& room() noexcept { return room_->scratch; }

      private:
        scratch_pool& owner_;
        std::unique_ptr<place> room_;
    };

  private:
    [[nodiscard]] std::unique_ptr<place> take(std::size_t units) {
        const auto found = std::find_if(spare_.rbegin(), spare_.rend(),
                                        [&](const auto& item) { return item->units == units; });
        if (found != spare_.rend()) {
            std::unique_ptr<place> room = std::move(*found);
            spare_.erase(std::next(found).base());
            return room;
        }
        return std::make_unique<place>(place{units, scorer_.make_scratch(units)});
    }
    void give_back(std::unique_ptr<place> room) {
        constexpr std::size_t most_spare = 4;
        if (spare_.size() == most_spare) {
            spare_.erase(spare_.begin());
        }
        spare_.push_back(std::move(room));
    }

    const batch_scorer& scorer_;
    std::vector<std::unique_ptr<place>> spare_;
};

}  // namespace dti::python
