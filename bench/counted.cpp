// Runs one path of the library a fixed number of times, within a function that callgrind counts: see
// callgrind.py.
//
//   dti_counted PATH
#include "cohorts.hpp"

#include <functional>
#include <iostream>
#include <map>

/// All that is counted, and nothing else. Not inlined and of a plain name, so that callgrind finds it.
extern "C" [[gnu::noinline]] void dti_counted(const std::function<void()>& path) {
    path();
}

namespace {

/// Everything is prepared before, and run once, so that what is made at first use is not counted.
void count(const std::function<void()>& path) {
    path();
    dti_counted(path);
}

void count_columns(dti::instruction_set wanted) {
    const bench::cohort made("shipped");
    bench::column_run run(made, wanted);
    bench::hand_result result;
    count([&] { run.score(made.columns.data(), result); });
    made.check(result, "columns");
}

const std::map<std::string, std::function<void()>> paths{
    {"columns_portable", [] { count_columns(dti::instruction_set::portable); }},
    {"columns_avx2", [] { count_columns(dti::instruction_set::avx2); }},
    {"exact",
     [] {
         const bench::cohort made("shipped");
         count([&] { made.score_exact(); });
     }},
    {"compile_formulas",
     [] {
         const bench::formulas source("shipped");
         count([&] { source.compile(); });
     }},
    {"load_definition",
     [] {
         const bench::definition_text text;
         count([&] { text.load(); });
     }},
};

}  // namespace

int main(int argc, char** argv) {
    const auto found = argc == 2 ? paths.find(argv[1]) : paths.end();
    if (found == paths.end()) {
        std::cerr << "usage: dti_counted PATH; paths:";
        for (const auto& path : paths) {
            std::cerr << ' ' << path.first;
        }
        std::cerr << '\n';
        return 2;
    }
    found->second();
    return 0;
}
