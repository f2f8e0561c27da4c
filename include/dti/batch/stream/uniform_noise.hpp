// Scenarios whose figures vary at random about a base: what an uncertain figure does to totals and ranks.
//
// In: a seed, and by how much each field may vary. Out: figures, a tile at a time; the same for the same
// seed, whatever the number of threads, the instruction set, and which of them are asked for.
#pragma once

#include "dti/batch/batch.hpp"
#include "dti/batch/figure_maker.hpp"

#include <array>
#include <cstdint>
#include <span>
#include <utility>
#include <vector>

namespace dti::inline v0 {

/// Every figure of a field is its base times a number of its own, uniform in [1 - width, 1 + width). With the
/// scorer's F fields and U units, that of a field in a scenario comes from output (scenario · U + unit) · F +
/// field of SplitMix64: see splitmix.hpp. What is missing in the base stays missing.
class uniform_noise final : public figure_maker {
  public:
    /// `widths`: one for each of the scorer's fields, 0 where it does not vary; at most 1. Only numbers
    /// should vary: a yes_no or a choice that does is refused when it is scored.
    uniform_noise(const batch_scorer& scorer, std::uint64_t seed, std::vector<double> widths)
        : figure_maker(varied(widths)),
          widths_(std::move(widths)),
          seed_(seed),
          lane_step_(widths_.size() * splitmix_increment),
          loops_(functions_for(scorer.used_instruction_set())) {
        for (std::size_t lane = 0; lane < tile_lanes; ++lane) {
            offsets_[lane] = lane * lane_step_;
        }
    }

    void make(std::size_t field, std::size_t first_lane, std::size_t lanes, const double* base,
              double* made) const noexcept override {
        const auto one = static_cast<std::uint32_t>(field);
        uniform_noise::make_fields({&one, 1}, first_lane, lanes, &base, &made);
    }
    void make_fields(std::span<const std::uint32_t> fields, std::size_t first_lane, std::size_t /*lanes*/,
                     const double* const* base, double* const* made) const noexcept override {
        loops_.vary(seed_ + splitmix_increment + first_lane * lane_step_, offsets_.data(), fields.data(),
                    fields.size(), widths_.data(), base, made);
    }

  private:
    static std::vector<char> varied(const std::vector<double>& widths) {
        std::vector<char> fields;
        for (const double width : widths) {
            fields.push_back(width != 0 ? 1 : 0);
        }
        return fields;
    }

    std::vector<double> widths_;
    std::uint64_t seed_;
    std::uint64_t lane_step_;
    alignas(64) std::array<std::uint64_t, tile_lanes> offsets_{};  // of the states of a tile's lanes
    lane_functions loops_;
};

}  // namespace dti::inline v0
