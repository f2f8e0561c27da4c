// Many scenarios, scored by several threads and handed over in order: results, not arrays, are what stays.
//
// In: a scorer, a base, and what makes the scenarios of it (figure_maker) or an array of all. Out: blocks of
// results, one after the other; memory does not grow with the number of scenarios.
#pragma once

#include "dti/batch/batch.hpp"
#include "dti/batch/stream/work_in_turns.hpp"

#include <algorithm>
#include <cstddef>
#include <functional>
#include <optional>
#include <span>
#include <vector>

namespace dti::inline v0 {

/// What a stream computes. What is not asked for costs nothing.
struct stream_outputs {
    bool points = false;
    bool sub_indices = false;
    bool pillars = false;
    bool total_points = false;
    bool total = true;
    bool rank = true;
};

struct stream_options {
    stream_outputs outputs;
    std::size_t threads = 0;  ///< 0: one for each processor
    /// Called behind each block, never by two threads at once, with how many scenarios are done, and of how
    /// many. False ends the stream.
    std::function<bool(std::size_t, std::size_t)> progress;
};

/// Results of some scenarios in a row. Scenarios of the views are counted from `first`; views of what was not
/// asked for have no data.
struct stream_block {
    std::size_t first = 0;
    std::size_t scenarios = 0;
    const_array_view points;
    const_array_view sub_indices;
    const_array_view pillars;
    const_array_view total_points;
    const_array_view total;
    const_array_view rank;
    std::span<const batch_fault> faults;  ///< the first of them; their scenarios are those of the stream
};

struct stream_result {
    std::size_t scenarios = 0;  ///< how many were handed over: fewer where the stream was ended
    std::size_t faults = 0;
    bool ended_early = false;
};

namespace detail {

/// A thread's room for the results of a block.
class stream_room {
  public:
    stream_room(const batch_scorer& scorer, const stream_outputs& outputs, std::size_t scenarios,
                std::size_t units)
        : scratch(scorer.make_scratch(units)), faults(kept_faults), units_(units), scenarios_(scenarios) {
        const definition& source = scorer.scored().rules().source();
        add(outputs.points, scorer.scored().rules().indicators().size(), &batch_output::points);
        add(outputs.sub_indices, source.sub_indices.size(), &batch_output::sub_indices);
        add(outputs.pillars, source.pillars.size(), &batch_output::pillars);
        add(outputs.total_points, 1, &batch_output::total_points);
        add(outputs.total, 1, &batch_output::total);
        add(outputs.rank, 1, &batch_output::rank);
    }

    batch_scratch scratch;
    batch_output output;
    std::vector<batch_fault> faults;
    batch_result found;

  private:
    static constexpr std::size_t kept_faults = 16;

    void add(bool wanted, std::size_t items, array_view batch_output::*view) {
        if (wanted) {
            memory_.emplace_back(std::max<std::size_t>(1, scenarios_ * units_ * items));
            output.*view = columns_view(memory_.back().data(), units_, items);
        }
    }

    std::size_t units_;
    std::size_t scenarios_;
    std::vector<std::vector<double>> memory_;
};

/// A base that all scenarios share, as columns that start where a cache line does: laid out once, not for
/// every scenario.
class stream_base {
  public:
    stream_base(const batch_input& input, std::size_t fields)
        : stride_((input.units + line - 1) / line * line),
          columns_((stride_ * fields + tile_lanes - 1) / tile_lanes) {
        for (std::size_t field = 0; field < fields; ++field) {
            for (std::size_t unit = 0; unit < input.units; ++unit) {
                columns_.data()[field * stride_ + unit] = input.figures.load(0, unit, field);
            }
        }
    }
    [[nodiscard]] const_array_view view() const noexcept {
        constexpr auto size = static_cast<std::ptrdiff_t>(sizeof(double));
        return {columns_.data(), 0, size, static_cast<std::ptrdiff_t>(stride_) * size};
    }

  private:
    static constexpr std::size_t line = 8;  // doubles
    std::size_t stride_;
    column_memory columns_;
};

}  // namespace detail

/// Scores all scenarios of `input` and calls `visit(block)` for each block of results, in the order of the
/// scenarios and never twice at once, though by any of the threads: so sums over scenarios are the same bits
/// whatever the number of threads. What `visit` or `progress` throws ends the stream and comes out here.
template <class Visit>
stream_result score_stream(const batch_scorer& scorer, batch_input input, const stream_options& options,
                           Visit visit) {
    stream_result result;
    if (input.scenarios == 0 || input.units == 0) {
        return result;
    }
    std::optional<detail::stream_base> base;
    if (input.figures.scenario_stride == 0) {
        input.figures = base.emplace(input, scorer.fields().size()).view();
    }
    constexpr std::size_t lanes = 4096;  // of a block: its results stay in the second cache
    const std::size_t most = std::clamp<std::size_t>(lanes / input.units, 1, input.scenarios);
    const std::size_t blocks = (input.scenarios + most - 1) / most;

    const auto part_of = [&](std::size_t block) {
        batch_input part = input;
        const std::size_t first = block * most;
        part.scenarios = std::min(most, input.scenarios - first);
        part.first_scenario = input.first_scenario + first;
        part.figures.data = input.figures.place(first, 0, 0);
        return part;
    };
    const auto make_room = [&] { return detail::stream_room(scorer, options.outputs, most, input.units); };
    const auto score = [&](detail::stream_room& room, std::size_t block) {
        room.found = scorer.score(part_of(block), room.output, room.scratch, room.faults);
    };
    const auto hand_over = [&](detail::stream_room& room, std::size_t block) {
        const std::size_t first = block * most;
        const std::size_t scenarios = part_of(block).scenarios;
        const std::span<batch_fault> faults(room.faults.data(),
                                            std::min(room.found.faults, room.faults.size()));
        for (batch_fault& fault : faults) {
            fault.scenario += first;
        }
        const batch_output& out = room.output;
        visit(stream_block{first, scenarios, out.points, out.sub_indices, out.pillars, out.total_points,
                           out.total, out.rank, faults});
        result.scenarios += scenarios;
        result.faults += room.found.faults;
        const bool goes_on = !options.progress || options.progress(result.scenarios, input.scenarios);
        result.ended_early = !goes_on && result.scenarios < input.scenarios;
        return goes_on;
    };
    work_in_turns(blocks, threads_or_all(options.threads), make_room, score, hand_over);
    return result;
}

}  // namespace dti::inline v0
