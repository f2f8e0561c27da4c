// Figures that are made where they are scored, so that no array holds the scenarios.
//
// In: the figures of a base and the number of a scenario. Out: columns of figures, a tile at a time. What
// makes them is one of stream/: uniform_noise, figure_grid, sparse_changes; or a class of the caller's.
#pragma once

#include <cstddef>
#include <cstdint>
#include <span>
#include <utility>
#include <vector>

namespace dti::inline v0 {

/// Makes the figures of scenarios that differ from a base in some fields.
class figure_maker {
  public:
    virtual ~figure_maker() = default;

    /// Whether scenarios differ in a field: its position in the scorer's list.
    [[nodiscard]] bool varies(std::size_t field) const noexcept {
        return field < varied_.size() && varied_[field] != 0;
    }

    /// Makes one field of `lanes` units in a row, 64 at most. Lanes are the units of all scenarios: lane
    /// scenario · units + unit, from `first_lane` on. `base` has the base's figure of each, NaN where there
    /// is none. Both arrays have 64 places and do not overlap; what is made behind the last lane is not used.
    ///
    /// A figure depends on nothing but its lane, its field and its base: it is asked for whenever it is
    /// needed, more than once, in no certain order, and by several threads at once.
    virtual void make(std::size_t field, std::size_t first_lane, std::size_t lanes, const double* base,
                      double* made) const noexcept = 0;

    /// Makes several fields for the same lanes. To be overridden where that is faster than one after the
    /// other.
    virtual void make_fields(std::span<const std::uint32_t> fields, std::size_t first_lane, std::size_t lanes,
                             const double* const* base, double* const* made) const noexcept {
        for (std::size_t i = 0; i < fields.size(); ++i) {
            make(fields[i], first_lane, lanes, base[i], made[i]);
        }
    }

  protected:
    /// `varied`: not 0 for each field in which scenarios differ.
    explicit figure_maker(std::vector<char> varied) : varied_(std::move(varied)) {}
    figure_maker(const figure_maker&) = default;
    figure_maker(figure_maker&&) = default;
    figure_maker& operator=(const figure_maker&) = default;
    figure_maker& operator=(figure_maker&&) = default;

  private:
    std::vector<char> varied_;
};

}  // namespace dti::inline v0
