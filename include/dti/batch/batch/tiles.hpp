// The lanes of a batch: which scenario and unit they are, and the figures of 64 of them as columns.
//
// In: arrays with any strides. Out: the table of columns that column programs read, one tile after the other.
#pragma once

#include "dti/batch/array.hpp"
#include "dti/batch/batch/settle.hpp"
#include "dti/batch/figure_maker.hpp"

#include <algorithm>
#include <array>
#include <bit>
#include <cstring>
#include <limits>
#include <span>

namespace dti::inline v0 {

/// Figures to score. The fields of `figures` are those that the scorer was made for, in their order.
struct batch_input {
    const_array_view figures;
    std::size_t scenarios = 1;
    std::size_t units = 0;
    /// By unit (one entry each), the same in all scenarios; empty: one group, all are ranked.
    std::span<const std::uint32_t> groups{};
    std::span<const std::uint8_t> ranked{};
    /// Cohort figures for a run of one unit, in the order of batch_scorer::cohort_terms(); NaN where there is
    /// none, and empty where there are none at all.
    std::span<const double> references{};
    /// Makes fields in which scenarios differ from `figures` (whose scenario_stride is then usually 0).
    const figure_maker* maker = nullptr;
    std::size_t first_scenario = 0;  ///< for the maker: its number of scenario 0
};

namespace detail {

/// One call: where it stands, and what it reads. A block is some whole scenarios; its lanes are (scenario,
/// unit) in that order, so that few units and many scenarios fill tiles as well as one large cohort.
class batch_tiles {
  protected:
    batch_tiles(const batch_plan& plan, const lane_functions& loops, const batch_input& input,
                batch_scratch& scratch)
        : plan_(plan), loops_(loops), in_(input), room_(scratch) {
        if (in_.maker != nullptr) {
            list_made_fields();
        }
    }

    [[nodiscard]] std::size_t lanes() const noexcept { return count_ * in_.units; }
    [[nodiscard]] std::size_t scenario_of(std::size_t lane) const noexcept {
        return count_ == 1 ? first_ : first_ + lane / in_.units;
    }
    [[nodiscard]] std::size_t unit_of(std::size_t lane) const noexcept {
        return count_ == 1 ? lane : lane % in_.units;
    }

    void start_block(std::size_t scenarios) noexcept {
        count_ = scenarios;
        const const_array_view& from = in_.figures;
        const std::ptrdiff_t across = static_cast<std::ptrdiff_t>(in_.units) * from.unit_stride;
        uniform_ = in_.units == 1 || count_ == 1 || from.scenario_stride == across;
        lane_stride_ = in_.units == 1 && count_ > 1 ? from.scenario_stride : from.unit_stride;
    }

    template <class Visit>
    static void for_lanes(lane_mask mask, Visit visit) {
        for (; mask != 0; mask &= mask - 1) {
            visit(static_cast<std::size_t>(std::countr_zero(mask)));
        }
    }

    /// Calls `visit(scenario in the block, first lane, lane behind)` for each scenario that a tile touches.
    template <class Visit>
    void for_scenarios(std::size_t begin, std::size_t size, Visit visit) const {
        if (count_ == 1) {
            visit(std::size_t{0}, std::size_t{0}, size);
            return;
        }
        for (std::size_t at = 0; at < size;) {
            const std::size_t scenario = (begin + at) / in_.units;
            const std::size_t behind = std::min(size, (scenario + 1) * in_.units - begin);
            visit(scenario, at, behind);
            at = behind;
        }
    }

    /// A tile whose fields are in place, as far as they can be; fetch() brings the others.
    tile_columns start_tile(std::size_t begin) {
        begin_ = begin;
        size_ = std::min(tile_lanes, lanes() - begin);
        live_ = size_ == tile_lanes ? ~lane_mask{0} : (lane_mask{1} << size_) - 1;
        if (room_.live_size_ != size_) {
            room_.live_size_ = size_;
            std::fill(std::fill_n(room_.live_lanes_.begin(), size_, ~std::uint64_t{0}),
                      room_.live_lanes_.end(), 0);
        }
        place_ = plan_.fields.empty() ? nullptr : in_.figures.place(scenario_of(begin), unit_of(begin), 0);
        in_place_ = fields_in_place(place_);
        const detail::table_origin origin{place_, in_.figures.field_stride, in_place_, in_.maker != nullptr};
        if (room_.origin_ != origin) {
            room_.origin_ = origin;
            for (std::uint32_t field = 0; field < in_place_; ++field) {
                room_.table_[field] = reinterpret_cast<const double*>(place_of(field));
            }
            if (in_.maker != nullptr) {
                place_made_fields();
            }
        }
        std::fill(room_.masks_.begin(), room_.masks_.end(), 0);
        return {room_.table_.data(), room_.own_.data(), room_.masks_.data(), live_, room_.live_lanes_.data()};
    }

    /// Whether some fields of a list of the fetch plan are not in place.
    [[nodiscard]] bool must_fetch(std::size_t list) const noexcept {
        const std::vector<std::uint32_t>& fields = plan_.fetched.lists[list];
        return !fields.empty() &&
               (fields.back() >= in_place_ || (in_.maker != nullptr && !room_.made_[list].fields.empty()));
    }
    /// Brings those that are not into their slots.
    void fetch(std::size_t list) {
        const std::vector<std::uint32_t>& fields = plan_.fetched.lists[list];
        for (std::size_t i = fields.size(); i-- > 0 && fields[i] >= in_place_;) {
            if (!is_made(fields[i])) {
                room_.table_[fields[i]] = slot_of(fields[i]);
                copy_field(fields[i], slot_of(fields[i]));
            }
        }
        if (in_.maker == nullptr || room_.made_[list].fields.empty()) {
            return;
        }
        const made_list& some = room_.made_[list];
        for (std::size_t i = some.fields.size(); i-- > 0 && some.fields[i] >= in_place_;) {
            copy_field(some.fields[i], base_copy(i));
        }
        in_.maker->make_fields(some.fields, lane_of_maker(begin_), size_, some.base.data(), some.made.data());
    }

    /// How many fields, from the first on, are read where they lie: 64 numbers in a row that all belong to
    /// the array. Behind the last lane may then stand what is between columns, the next column, or the next
    /// scenario's first: padding, which is never marked and whose results are never read.
    [[nodiscard]] std::uint32_t fields_in_place(const std::byte* place) const noexcept {
        constexpr std::ptrdiff_t size = sizeof(double);
        const const_array_view& from = in_.figures;
        const auto fields = static_cast<std::uint32_t>(plan_.fields.size());
        const bool aligned =
            reinterpret_cast<std::uintptr_t>(place) % alignof(double) == 0 && from.field_stride % size == 0;
        if (!uniform_ || lane_stride_ != size || !aligned) {
            return 0;
        }
        const auto column = static_cast<std::ptrdiff_t>(in_.units) * size;
        if (size_ == tile_lanes) {
            return fields;
        }
        if (count_ != 1 || from.field_stride < column) {
            return 0;
        }
        const bool goes_on = first_ + 1 < in_.scenarios &&
                             from.scenario_stride == column * static_cast<std::ptrdiff_t>(fields) &&
                             fields * in_.units >= tile_lanes;
        const auto stride = static_cast<std::size_t>(from.field_stride / size);
        const std::size_t past = begin_ + tile_lanes - in_.units;     // lanes past the last unit
        const std::size_t behind = 1 + (past + stride - 1) / stride;  // columns that a tile touches
        return goes_on ? fields : behind > fields ? 0 : fields - static_cast<std::uint32_t>(behind) + 1;
    }

    [[nodiscard]] const std::byte* place_of(std::uint32_t field) const noexcept {
        return place_ + static_cast<std::ptrdiff_t>(field) * in_.figures.field_stride;
    }
    /// The number that makers know a lane of the block by.
    [[nodiscard]] std::size_t lane_of_maker(std::size_t lane) const noexcept {
        return (in_.first_scenario + first_) * in_.units + lane;
    }
    [[nodiscard]] bool is_made(std::uint32_t field) const noexcept {
        return in_.maker != nullptr && in_.maker->varies(field);
    }
    [[nodiscard]] double* slot_of(std::uint32_t field) const noexcept {
        return room_.fields_.data() + plan_.fetched.slots[field] * tile_lanes;
    }
    [[nodiscard]] double* base_copy(std::size_t i) const noexcept {
        return room_.bases_.data() + i * tile_lanes;
    }
    /// What the maker makes, the same in all tiles of a call.
    void list_made_fields() const {
        room_.origin_ = {};  // whatever another maker, or this one in another call, has left in the table
        for (std::size_t list = 0; list < room_.made_.size(); ++list) {
            made_list& some = room_.made_[list];
            some.fields.clear();
            some.made.clear();
            for (const std::uint32_t field : plan_.fetched.lists[list]) {
                if (is_made(field)) {
                    some.fields.push_back(field);
                    some.made.push_back(slot_of(field));
                }
            }
            some.base.resize(some.fields.size());
        }
    }
    /// Names made fields in the table, and what they are made from.
    void place_made_fields() const noexcept {
        for (made_list& some : room_.made_) {
            for (std::size_t i = 0; i < some.fields.size(); ++i) {
                const std::uint32_t field = some.fields[i];
                room_.table_[field] = some.made[i];
                some.base[i] =
                    field < in_place_ ? reinterpret_cast<const double*>(place_of(field)) : base_copy(i);
            }
        }
    }

    /// A field that does not lie in a row. Behind the last lane stand copies of it.
    void copy_field(std::uint32_t field, double* copy) const {
        if (uniform_) {
            copy_lanes(place_of(field), lane_stride_, copy, size_);
        } else {
            for_scenarios(begin_, size_, [&](std::size_t scenario, std::size_t first, std::size_t behind) {
                const std::byte* const from =
                    in_.figures.place(first_ + scenario, unit_of(begin_ + first), field);
                copy_lanes(from, in_.figures.unit_stride, copy + first, behind - first);
            });
        }
        std::fill(copy + size_, copy + tile_lanes, copy[size_ - 1]);
    }
    static void copy_lanes(const std::byte* from, std::ptrdiff_t stride, double* to, std::size_t count) {
        if (stride == static_cast<std::ptrdiff_t>(sizeof(double))) {
            std::memcpy(to, from, count * sizeof(double));
            return;
        }
        for (std::size_t i = 0; i < count; ++i, from += stride) {
            std::memcpy(to + i, from, sizeof(double));
        }
    }

    lane_figures read_lane(std::size_t indicator, std::size_t lane) {
        return detail::read_lane(plan_, indicator, room_.slots_, room_.states_,
                                 [&](std::size_t field) { return given(field, lane); });
    }
    /// A field of the definition's row, NaN where the data do not have it.
    [[nodiscard]] double given(std::size_t field, std::size_t lane) const noexcept {
        const std::optional<std::uint32_t>& column = plan_.column_of_field[field];
        if (!column) {
            return std::numeric_limits<double>::quiet_NaN();
        }
        const double value = in_.figures.load(scenario_of(begin_ + lane), unit_of(begin_ + lane), *column);
        if (!is_made(*column)) {
            return value;
        }
        std::array<double, tile_lanes> base;
        std::array<double, tile_lanes> made;
        base.fill(value);
        in_.maker->make(*column, lane_of_maker(begin_ + lane), 1, base.data(), made.data());
        return made[0];
    }

    const batch_plan& plan_;
    const lane_functions& loops_;
    const batch_input& in_;
    batch_scratch& room_;
    std::size_t first_ = 0;  // scenario of the block
    std::size_t count_ = 0;  // scenarios of the block
    std::size_t begin_ = 0;  // lane of the tile
    std::size_t size_ = 0;   // lanes of the tile
    lane_mask live_ = 0;

  private:
    const std::byte* place_ = nullptr;  // the first field of the tile's first lane
    std::uint32_t in_place_ = 0;        // so many fields are read where they lie
    bool uniform_ = false;              // all lanes of a field are as far apart as their neighbours
    std::ptrdiff_t lane_stride_ = 0;
};

}  // namespace detail

}  // namespace dti::inline v0
