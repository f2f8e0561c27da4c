// The program without its main: words in, an outcome out, so that tests can link it.
#pragma once

#include "cli/options.hpp"

#include <string>
#include <utility>
#include <vector>

namespace dti::cli {

/// What the shell sees.
enum class exit_status : std::uint8_t {
    done = 0,
    content = 1,  ///< the content of a file has errors, or an example fails
    usage = 2,    ///< wrong words on the command line
    path = 3      ///< a path that is absent, a directory, cannot be read or written
};

/// The result of a run: texts for standard output and standard error, and the status.
struct outcome {
    exit_status status = exit_status::done;
    std::string out;
    std::string err;
};

/// Runs the program on the words behind its name. `progress` is told of long work: see command_line.
[[nodiscard]] outcome run(const std::vector<std::string>& words,
                          const std::function<bool(std::size_t, std::size_t)>& progress = {});

/// What a run finds: mistakes in files, and in the words of the command line.
class findings : public diagnostics {
  public:
    /// A word of the command line that does not fit what the files hold.
    void usage_error(message what) {
        error(program_name, std::move(what));
        usage_ = true;
    }
    [[nodiscard]] bool has_usage_errors() const noexcept { return usage_; }

  private:
    bool usage_ = false;  // the name of the file does not tell: a data file may be called like the program
};

/// The status that the mistakes of a run ask for: a path outweighs usage, usage outweighs content; warnings
/// ask for none.
[[nodiscard]] exit_status status_of(const findings& found);

// One function a command: a text for standard output, mistakes in `found`.
[[nodiscard]] std::string run_list(const command_line& line);
[[nodiscard]] std::string run_check(const command_line& line, findings& found);
[[nodiscard]] std::string run_score(const command_line& line, findings& found);
[[nodiscard]] std::string run_explain(const command_line& line, findings& found);
[[nodiscard]] std::string run_gains(const command_line& line, findings& found);
[[nodiscard]] std::string run_gaps(const command_line& line, findings& found);
[[nodiscard]] std::string run_what_if(const command_line& line, findings& found);
[[nodiscard]] std::string run_fit(const command_line& line, findings& found);

}  // namespace dti::cli
