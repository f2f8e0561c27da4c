#include "cli/app.hpp"

#include "cli/output.hpp"
#include "dti/text/wording.hpp"

#include <algorithm>

namespace dti::cli {
namespace {

std::string dispatch(const command_line& line, findings& found) {
    switch (line.what) {
        case command::help:
            return line.help;
        case command::list:
            return run_list(line);
        case command::check:
            return run_check(line, found);
        case command::score:
            return run_score(line, found);
        case command::explain:
            return run_explain(line, found);
        case command::gains:
            return run_gains(line, found);
        case command::gaps:
            return run_gaps(line, found);
        case command::what_if:
            return run_what_if(line, found);
        case command::fit:
            return run_fit(line, found);
    }
    return {};
}

}  // namespace

exit_status status_of(const findings& found) {
    exit_status worst = found.has_usage_errors() ? exit_status::usage : exit_status::done;
    for (const diagnostic& item : found.items()) {
        if (item.level != severity::error) {
            continue;
        }
        const std::string& code = item.what.code;
        const bool path = code == "cannot-read" || code == "cannot-write";
        const bool word = code == "unknown-index";
        worst = std::max(worst, path ? exit_status::path : word ? exit_status::usage : exit_status::content);
    }
    return worst;
}

outcome run(const std::vector<std::string>& words,
            const std::function<bool(std::size_t, std::size_t)>& progress) {
    findings found;
    std::optional<command_line> line = parse_command_line(words, found);
    if (!line) {
        return {exit_status::usage, {}, found.to_text()};
    }
    line->progress = progress;
    std::string text = dispatch(*line, found);
    // `check` shows what it found of the sound definitions beside the errors of the others; no other command
    // shows half.
    const bool shows_anyway = line->what == command::check && !text.empty();
    if (found.has_errors() && !shows_anyway) {
        return {status_of(found), {}, found.to_text()};
    }
    if (!line->output.empty()) {
        if (const std::optional<std::string> reason = write_file(line->output, text)) {
            found.error(line->output, wording::cannot_write(*reason));
        }
        text.clear();
    }
    return {status_of(found), std::move(text), found.to_text()};
}

}  // namespace dti::cli
