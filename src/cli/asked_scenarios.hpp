// The scenarios that the words of `dti whatif` ask for.
//
// In: the options, and the cohort before any change. Out: for each scenario the figures that it changes;
// mistakes in its file or in the words are reported.
#pragma once

#include "cli/app.hpp"
#include "dti/analyse/analysed_cohort.hpp"
#include "dti/analyse/figure_change.hpp"
#include "dti/analyse/scenario.hpp"
#include "dti/report/notes.hpp"

#include <string>
#include <vector>

namespace dti::cli {

/// A scenario whose figures are found in the data.
struct figures_of_scenario {
    std::string name;
    std::string title;
    std::vector<figure_change> changes;
    std::vector<note> notes;  ///< of what it leaves out
};

/// Whether the options go together: one source of changes, or several side by side.
[[nodiscard]] bool check_sources(const command_line& line, findings& found);

/// The changes of `--set`, in words.
[[nodiscard]] scenario scenario_of_words(const std::vector<std::string>& words, findings& found);

/// Those of `--set`, `--targets` and `--scenario`, in this order. Some are left out when `found` has errors.
[[nodiscard]] std::vector<figures_of_scenario> asked_scenarios(const command_line& line,
                                                               const analysed_cohort& all, std::size_t unit,
                                                               findings& found);

}  // namespace dti::cli
