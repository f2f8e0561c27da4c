// A scenario: named changes of figures, for one unit or many, as somebody wrote them down.
//
// In: a scenario file (load.hpp), words of the command line, a profile's targets, or values set in code. Out:
// changes in words, whose names and figures what_if.hpp looks up in the data.
#pragma once

#include "dti/text/source.hpp"

#include <string>
#include <vector>

namespace dti::inline v0 {

/// Another figure for a unit, in words.
struct scenario_change {
    std::string unit{};    ///< as written; empty for the unit that the what-if is about
    std::string figure{};  ///< `indicator.name`; the name is an input, a derived figure or `points`
    std::string value{};   ///< `80%`, `+5pp`, `+3`, `*1.1`, `max`, `yes`, an option of a choice
    position figure_at{};  ///< in the scenario's source
    position value_at{};
};

/// Changes that belong together.
struct scenario {
    std::string name{};
    std::string title{};
    /// Those of inherited scenarios first; of one figure of one unit the last counts.
    std::vector<scenario_change> changes{};
    position where{};
    shared_source source{};  ///< the text that all places are in; null for the command line and for code
};

}  // namespace dti::inline v0
