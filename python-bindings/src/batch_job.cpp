#include "batch_job.hpp"

#include <algorithm>
#include <array>

namespace dti::python {
namespace {

/// Views moved on by whole scenarios, or by units of the first scenario.
const_array_view moved(const const_array_view& view, std::size_t scenario, std::size_t unit) {
    const_array_view result = view;
    result.data = view.place(scenario, unit, 0);
    return result;
}
array_view moved(const array_view& view, std::size_t scenario, std::size_t unit) {
    array_view result = view;
    if (view.is_wanted()) {
        result.data = static_cast<std::byte*>(view.data) +
                      static_cast<std::ptrdiff_t>(scenario) * view.scenario_stride +
                      static_cast<std::ptrdiff_t>(unit) * view.unit_stride;
    }
    return result;
}
batch_output moved(const batch_output& output, std::size_t scenario, std::size_t unit) {
    batch_output result;
    result.points = moved(output.points, scenario, unit);
    result.sub_indices = moved(output.sub_indices, scenario, unit);
    result.pillars = moved(output.pillars, scenario, unit);
    result.total_points = moved(output.total_points, scenario, unit);
    result.total = moved(output.total, scenario, unit);
    result.rank = moved(output.rank, scenario, unit);
    return result;
}

/// Figures of a piece: well below a second of work, whatever they are, and far more than what it costs to
/// begin.
constexpr std::size_t piece_figures = std::size_t{1} << 22U;

}  // namespace

void batch_job::run() {
    const std::size_t width = std::max<std::size_t>(1, scorer_.fields().size());
    const std::size_t cohort = std::max<std::size_t>(1, figures_.units * width);
    if (cohort > piece_figures) {
        const std::size_t units = std::max<std::size_t>(tile_lanes, piece_figures / width);
        scratch_pool::lent scratch(pool_, units);
        const py::gil_scoped_release release;
        for (std::size_t at = 0; at < figures_.scenarios; ++at) {
            score_in_parts(at, units, scratch.room());
        }
    } else {
        scratch_pool::lent scratch(pool_, figures_.units);
        const py::gil_scoped_release release;
        score_scenarios(piece_figures / cohort, scratch.room());
    }
}

/// Cohorts that are small: several of them at a time.
void batch_job::score_scenarios(std::size_t at_once, batch_scratch& room) {
    for (std::size_t first = 0; first < figures_.scenarios; first += at_once) {
        const std::size_t count = std::min(at_once, figures_.scenarios - first);
        batch_input input = part(first, 0, figures_.units);
        input.scenarios = count;
        score_piece(input, nullptr, moved(output_, first, 0), room, first, 0);
        pause(figures_.has_scenarios ? count : figures_.units, first + count == figures_.scenarios);
    }
}

/// One large cohort, some units at a time: first what the whole of it has in common, then the scores, then
/// the ranks.
void batch_job::score_in_parts(std::size_t scenario, std::size_t at_once, batch_scratch& room) {
    cohort_summary whole = scorer_.make_summary();
    if (!scorer_.cohort_terms().empty()) {
        for (std::size_t first = 0; first < figures_.units; first += at_once) {
            scorer_.summarise(part(scenario, first, std::min(at_once, figures_.units - first)), room, whole);
            pause(0, false);
        }
    }
    const batch_output output = moved(output_, scenario, 0);
    std::vector<double> totals(output.rank.is_wanted() ? figures_.units : 0);
    for (std::size_t first = 0; first < figures_.units; first += at_once) {
        const std::size_t count = std::min(at_once, figures_.units - first);
        batch_output piece = moved(output, 0, first);
        piece.rank = {};
        if (!totals.empty() && !piece.total.is_wanted()) {
            piece.total = columns_view(totals.data() + first, count, 1);
        }
        score_piece(part(scenario, first, count), &whole, piece, room, scenario, first);
        pause(figures_.has_scenarios ? 0 : count, false);
    }
    if (!totals.empty()) {
        rank(output, totals);
    }
    pause(figures_.has_scenarios ? 1 : 0, scenario + 1 == figures_.scenarios);
}

/// Ranks all units of a scenario; where totals are results they are read back from there.
void batch_job::rank(const batch_output& output, std::vector<double>& totals) const {
    if (output.total.is_wanted()) {
        const const_array_view stored = output.total;
        for (std::size_t unit = 0; unit < totals.size(); ++unit) {
            totals[unit] = stored.load(0, unit, 0);
        }
    }
    std::vector<double> ranks(totals.size());
    std::vector<rank_entry> room(totals.size());
    rank_totals(scorer_.scored().rules().source(), totals, flags_.groups, flags_.ranked, ranks, room);
    output.rank.store_units(0, 0, 0, ranks);
}

batch_input batch_job::part(std::size_t scenario, std::size_t unit, std::size_t count) const {
    batch_input input;
    input.figures = moved(figures_.view, scenario, unit);
    input.units = count;
    input.groups = flags_.groups.empty() ? flags_.groups : flags_.groups.subspan(unit, count);
    input.ranked = flags_.ranked.empty() ? flags_.ranked : flags_.ranked.subspan(unit, count);
    input.references = references_;
    return input;
}

void batch_job::score_piece(const batch_input& input, const cohort_summary* whole, const batch_output& output,
                            batch_scratch& room, std::size_t scenario, std::size_t unit) {
    std::array<batch_fault, most_faults> found;
    const batch_result result = whole == nullptr ? scorer_.score(input, output, room, found)
                                                 : scorer_.score(input, *whole, output, room, found);
    faults_ += result.faults;
    for (std::size_t i = 0; i < std::min(result.faults, found.size()); ++i) {
        if (first_faults_.size() < most_faults) {
            first_faults_.push_back(found[i]);
            first_faults_.back().scenario += scenario;
            first_faults_.back().unit += unit;
        }
    }
}

/// Between pieces: tells progress, hears Ctrl-C.
void batch_job::pause(std::size_t done, bool is_last) {
    const bool tells = !progress_.is_none() && done > 0;
    if (!tells && is_last) {
        return;  // a short call asks the interpreter for nothing
    }
    const py::gil_scoped_acquire acquire;
    if (tells) {
        progress_(done);
    }
    if (PyErr_CheckSignals() != 0) {
        throw py::error_already_set();
    }
}

}  // namespace dti::python
