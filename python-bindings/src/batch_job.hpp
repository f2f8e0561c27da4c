// One batch, cut into pieces of bounded work: between them Ctrl-C is heard and progress is told. The
// interpreter is free meanwhile. Pieces change no bit of the results.
//
// In: views of arrays that somebody holds on to. Out: the results in place, and what was wrong with cells.
#pragma once

#include "array_view.hpp"
#include "scratch_pool.hpp"

#include <cstdint>
#include <span>
#include <vector>

namespace dti::python {

/// Groups and flags of units as a batch takes them.
struct unit_flags {
    std::span<const std::uint32_t> groups;
    std::span<const std::uint8_t> ranked;
};

/// Runs once.
class batch_job {
  public:
    /// Faults that are kept for the message.
    static constexpr std::size_t most_faults = diagnostics::shown_per_file;

    /// All of it outlives the job. `progress` is called with how many scenarios (of one cohort: units) are
    /// done since the last call, unless it is None.
    batch_job(const batch_scorer& scorer, scratch_pool& pool, const figures_view& figures,
              const batch_output& output, const unit_flags& flags, std::span<const double> references,
              const py::object& progress)
        : scorer_(scorer),
          pool_(pool),
          figures_(figures),
          output_(output),
          flags_(flags),
          references_(references),
          progress_(progress) {}

    /// Scores everything. The caller holds the interpreter's lock, and has it again afterwards. Throws what
    /// `progress` raises, and KeyboardInterrupt.
    void run();

    [[nodiscard]] std::size_t faults() const noexcept { return faults_; }
    [[nodiscard]] const std::vector<batch_fault>& first_faults() const noexcept { return first_faults_; }

  private:
    void score_scenarios(std::size_t at_once, batch_scratch& room);
    void score_in_parts(std::size_t scenario, std::size_t at_once, batch_scratch& room);
    void rank(const batch_output& output, std::vector<double>& totals) const;
    [[nodiscard]] batch_input part(std::size_t scenario, std::size_t unit, std::size_t count) const;
    void score_piece(const batch_input& input, const cohort_summary* whole, const batch_output& output,
                     batch_scratch& room, std::size_t scenario, std::size_t unit);
    void pause(std::size_t done, bool is_last);

    const batch_scorer& scorer_;
    scratch_pool& pool_;
    const figures_view& figures_;
    const batch_output& output_;
    const unit_flags& flags_;
    std::span<const double> references_;
    const py::object& progress_;
    std::size_t faults_ = 0;
    std::vector<batch_fault> first_faults_;
};

}  // namespace dti::python
