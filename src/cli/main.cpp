// The program `dti`: words from the shell, texts to it.
#include "cli/app.hpp"
#include "cli/progress_bar.hpp"
#include "dti/text/wording.hpp"

#include <cerrno>
#include <csignal>
#include <cstdio>
#include <cstring>
#include <new>

int main(int argc, char** argv) {
    std::signal(SIGPIPE, SIG_IGN);  // a closed pipe is an error to report, not a silent death
    dti::cli::outcome result;
    try {
        dti::cli::progress_bar bar;
        result = dti::cli::run(std::vector<std::string>(argv + (argc > 0 ? 1 : 0), argv + argc),
                               [&bar](std::size_t done, std::size_t all) {
                                   bar.show(done, all);
                                   return true;
                               });
    } catch (const std::bad_alloc&) {
        std::fputs("dti: error[limit]: out of memory\n", stderr);
        return static_cast<int>(dti::cli::exit_status::content);
    }
    std::fwrite(result.err.data(), 1, result.err.size(), stderr);
    const bool written = std::fwrite(result.out.data(), 1, result.out.size(), stdout) == result.out.size();
    if (!written || std::fflush(stdout) != 0) {
        const std::string reason =
            dti::to_text(dti::diagnostic{dti::severity::error,
                                         "standard output",
                                         {},
                                         dti::wording::cannot_write(std::strerror(errno)),
                                         {}});
        std::fputs(reason.c_str(), stderr);
        return static_cast<int>(dti::cli::exit_status::path);
    }
    return static_cast<int>(result.status);
}
