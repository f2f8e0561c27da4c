// One call of a certified scorer: doubles, printed figures, ranks.
//
// In: a plan, figures as doubles and as they are, scratch. Out: arrays of published figures and ranks.
#pragma once

#include "dti/batch/certified/print_columns.hpp"

#include <algorithm>
#include <span>
#include <utility>
#include <vector>

namespace dti::inline v0::detail {

class certified_run : private certified_prints {
  public:
    using certified_prints::certified_prints;

    published_result score() {
        if (!plan_.covers() || !in_.is_covered() || !run_batch()) {
            return {};
        }
        std::fill_n(room_.irregular_.begin(), units_, char{0});
        settle_indicators();
        if (plan_.may_exclude) {
            find_irregular();
        }
        print_all();
        if (out_.low.is_wanted()) {
            print_ranges();
        }
        for (std::size_t unit = 0; unit < units_; ++unit) {
            if (room_.irregular_[unit] != 0) {
                settle_unit(unit);
            }
        }
        if (out_.rank.is_wanted()) {
            rank_units();
        }
        return {!cells_ || cells_->faults().empty(), settled_};
    }

  private:
    void rank_units() {
        const definition& source = plan_.rules->source();
        const bool printed_ranks = source.rank_on == rank_basis::printed;
        const bool as_printed = printed_ranks && plan_.rank_total.is_possible;
        if (as_printed) {
            find_printed_keys();
        } else {
            find_exact_keys(printed_ranks);
        }
        out_.rank.store_units(0, 0, 0,
                              room_.ranking_.rank(as_printed ? source : plan_.ranked_exactly, loops_,
                                                  {room_.keys_.data(), units_}, in_.groups(), in_.ranked()));
    }

    std::optional<exact> exact_total(std::size_t unit) {
        ++settled_;
        return cells().roll_up(unit, plan_.all_parts).total;
    }

    void find_printed_keys() {
        const lane_print& how = plan_.rank_total.lanes;
        const int decimals = plan_.rules->source().print.value;
        alignas(64) std::array<double, tile_lanes> lanes;
        for (std::size_t begin = 0; begin < units_; begin += tile_lanes) {
            const std::size_t size = std::min(tile_lanes, units_ - begin);
            loops_.print(total() + begin, how, lanes.data());
            for (std::size_t lane = 0; lane < size; ++lane) {
                const double value = total()[begin + lane];
                const bool open = room_.irregular_[begin + lane] != 0 || print_lane(value, how).in_doubt;
                if (open && !std::isnan(value)) {
                    lanes[lane] = printed(exact_total(begin + lane), decimals);
                }
                room_.keys_[begin + lane] = lanes[lane] / how.scale;
            }
        }
    }

    /// Keys in the order of the exact totals. Totals that differ by more than their errors are in order; of
    /// the others a few in a row are compared exactly.
    void find_exact_keys(bool printed_ranks) {
        std::size_t count = 0;
        for (std::size_t unit = 0; unit < units_; ++unit) {
            room_.keys_[unit] = none;
            if (!std::isnan(total()[unit])) {
                room_.order_[count++] = static_cast<std::uint32_t>(unit);
            }
        }
        const auto begin = room_.order_.begin();
        const auto end = begin + static_cast<std::ptrdiff_t>(count);
        std::sort(begin, end, [&](std::uint32_t a, std::uint32_t b) { return total()[a] > total()[b]; });
        const value_bound& bound = plan_.bound.total();
        // Units that were settled have the double nearest to their total, which is at most 1.
        const double apart = bound.is_known() && !printed_ranks
                                 ? bounds::up(2 * bound.absolute + 4 * bounds::unit_roundoff)
                                 : value_bound::unbounded;
        // Where two different totals cannot be that close, those that are, are equal.
        const bool are_equal = separation(bound, bound) > 2 * apart;
        double key = 1;
        for (auto first = begin; first != end;) {
            auto behind = first + 1;
            while (behind != end && !(bounds::down(total()[*(behind - 1)] - total()[*behind]) > apart)) {
                ++behind;
            }
            const auto is_regular = [&](std::uint32_t unit) { return room_.irregular_[unit] == 0; };
            if (behind - first == 1 || (are_equal && std::all_of(first, behind, is_regular))) {
                std::for_each(first, behind, [&](std::uint32_t unit) { room_.keys_[unit] = key; });
                key -= key_step;
            } else {
                compare_exactly({&*first, static_cast<std::size_t>(behind - first)}, printed_ranks, key);
            }
            first = behind;
        }
    }

    /// Gives equal totals the same key, lower ones lower keys.
    void compare_exactly(std::span<const std::uint32_t> close, bool printed_ranks, double& key) {
        std::vector<std::pair<exact, std::uint32_t>> totals;
        for (const std::uint32_t unit : close) {
            exact value = exact_total(unit).value_or(exact(0));
            const int decimals = plan_.rules->source().print.value;
            totals.emplace_back(printed_ranks ? round_half_up(value, decimals) : std::move(value), unit);
        }
        std::sort(totals.begin(), totals.end(),
                  [](const auto& a, const auto& b) { return b.first < a.first; });
        for (std::size_t i = 0; i < totals.size(); ++i) {
            key -= i != 0 && totals[i].first != totals[i - 1].first ? key_step : 0;
            room_.keys_[totals[i].second] = key;
        }
        key -= key_step;
    }

    static constexpr double key_step = 0x1p-29;  // so coarse that keys of half the width tell them apart
};

}  // namespace dti::inline v0::detail
