// `dti explain` from the words of the shell to its texts.
#include "cli/app.hpp"

#include <doctest/doctest.h>

namespace {

const std::string data_file =
    std::string(DTI_TEST_SOURCE_DIR) + "/examples/data/provincial-2022-published.csv";

dti::cli::outcome explain(std::vector<std::string> words) {
    words.insert(words.begin(), {"explain", "provincial-2022-published", data_file});
    return dti::cli::run(words);
}

}  // namespace

TEST_CASE("cli explain: a unit by its name, in any form") {
    const dti::cli::outcome made = explain({"--unit", "Đà Nẵng", "--indicator", "awareness"});
    INFO(made.err);
    CHECK(made.status == dti::cli::exit_status::done);
    CHECK(made.out.find("Đà Nẵng") != std::string::npos);
    const dti::cli::outcome apart = explain({"--unit", "Đa\u0300 Nă\u0303ng", "--indicator", "awareness"});
    CHECK(apart.out == made.out);
}

TEST_CASE("cli explain: an unknown unit or indicator is wrong usage, with a suggestion") {
    const dti::cli::outcome made = explain({"--unit", "da nangg", "--indicator", "awarenes"});
    CHECK(made.status == dti::cli::exit_status::usage);
    CHECK(made.out.empty());
    CHECK(made.err.find("did you mean `Đà Nẵng`?") != std::string::npos);
    CHECK(made.err.find("did you mean `awareness`?") != std::string::npos);
    CHECK(explain({}).status == dti::cli::exit_status::usage);
    CHECK(explain({}).err.find("`--unit` is needed") != std::string::npos);
}
