// Messages about a printed score.
#pragma once

#include "dti/text/wording/phrases.hpp"

namespace dti::inline v0::wording {

[[nodiscard]] inline message fit_percent_needed(std::string_view text) {
    return {"usage", "PERCENT carries its sign, found " + quote(text),
            "write " + quote(std::string(text) + '%')};
}

[[nodiscard]] inline message fit_percent_refused(std::string_view place, std::string_view text) {
    return {"usage", std::string(place) + " is a number of points, found " + quote(text),
            "the percentage comes last: dti fit POINTS MAX PERCENT"};
}

[[nodiscard]] inline message fit_points_above_max(std::string_view points, std::string_view max_score) {
    return {"out-of-range",
            "expected POINTS to be at most the maximum, found " + quote(points) + " of " + quote(max_score),
            ""};
}

}  // namespace dti::inline v0::wording
