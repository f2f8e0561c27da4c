// Messages about changes of figures: what `dti whatif` and scenarios ask for.
#pragma once

#include "dti/text/wording/phrases.hpp"

#include <string>
#include <string_view>
#include <vector>

namespace dti::inline v0::wording {

/// A change that names no figure of an indicator. `meant` is a whole name that may be; may be empty.
[[nodiscard]] inline message change_of_nothing(std::string_view written, std::string_view meant) {
    return {"bad-change", "expected the name of a figure, as in `indicator.name`, found " + quote(written),
            did_you_mean(meant)};
}

/// `+5%`: `points` and `factor` are the two ways to say what can be meant.
[[nodiscard]] inline message ambiguous_percent(std::string_view written, std::string_view points,
                                               std::string_view factor) {
    return {"bad-change", quote(written) + " can be read in two ways",
            "write " + quote(points) + " for percentage points, or " + quote(factor) +
                " for a share of the figure itself"};
}

/// `5pp`: more or less?
[[nodiscard]] inline message unsigned_percentage_points(std::string_view written) {
    return {"bad-change", quote(written) + " does not say whether it is more or less",
            "write " + quote('+' + std::string(written)) + " or " + quote('-' + std::string(written))};
}

/// Percentage points of a figure that is no percentage.
[[nodiscard]] inline message percentage_points_of_number(std::string_view written, std::string_view figure,
                                                         const exact& present) {
    return {"bad-change",
            quote(written) + " adds percentage points, and " + quote(figure) + " is " + brief(present),
            "add a number, as in `+3`, or multiply, as in `*1.1`"};
}

/// More or less of an answer means nothing.
[[nodiscard]] inline message change_of_answer(std::string_view written, std::string_view figure,
                                              const std::vector<std::string>& valid) {
    return {"bad-change", quote(written) + " is no answer, and " + quote(figure) + " is one",
            "one of " + list(valid) + ", or `max`"};
}

/// A text that is no value in any form; `reason` is what is wrong with it as a number.
[[nodiscard]] inline message bad_change(message reason) {
    if (reason.code == "bad-number" && reason.help.empty()) {
        reason.help = "a change is also written `+5pp`, `+3`, `*1.1` or `max`";
    }
    return reason;
}

/// A change relative to a figure that is not there.
[[nodiscard]] inline message no_figure_to_change(std::string_view unit, std::string_view figure,
                                                 std::string_view written) {
    return {"no-figure",
            "unit " + quote(unit) + " has no " + quote(figure) + " for " + quote(written) + " to start from",
            "give the figure itself"};
}

/// `max` where nothing earns it.
[[nodiscard]] inline message no_maximum(std::string_view unit, std::string_view figure) {
    return {"no-maximum",
            "no value of " + quote(figure) + " alone earns unit " + quote(unit) + " the full points",
            "give the figure itself, or change the other figures of its indicator too"};
}

/// A value below 0, where less than the present figure may be meant.
[[nodiscard]] inline message negative_change(std::string_view written, std::string_view figure,
                                             std::string_view less) {
    return {"negative-change", quote(figure) + " is set to " + quote(written) + " itself, below 0",
            "to take away from the present figure write " + quote(less)};
}

/// A word of the command line that is no change.
[[nodiscard]] inline message no_change(std::string_view written) {
    return {"bad-change", quote(written) + " is no change",
            "write indicator.name=value, as in `--set access.rate=80%`"};
}

/// A range of yes and no, or of options.
[[nodiscard]] inline message range_of_answers(std::string_view written, std::string_view figure) {
    return {"bad-change", quote(written) + " is a range of numbers, and " + quote(figure) + " is an answer",
            "give one answer"};
}

/// A step that leads nowhere.
[[nodiscard]] inline message bad_step(std::string_view step, std::string_view range) {
    return {"bad-change", quote(step) + " is no step of " + quote(range),
            "a step is a number above 0, or percentage points: `60%..90%:1pp`"};
}

/// Ranges that together have more values than anybody looks at.
[[nodiscard]] inline message too_many_combinations(std::string_view ranges, std::uint64_t most) {
    message made = limit("number of values of " + quote(ranges), most, "combinations");
    made.help = "take larger steps";
    return made;
}

/// Two ranges of one figure.
[[nodiscard]] inline message range_twice(std::string_view figure) {
    return {"bad-change", quote(figure) + " has a range already", "give each figure one range"};
}

}  // namespace dti::inline v0::wording
