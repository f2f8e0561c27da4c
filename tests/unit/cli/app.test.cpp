#include "cli/app.hpp"

#include "dti/text/wording.hpp"
#include "support/temporary_folder.hpp"

#include <doctest/doctest.h>

#include <filesystem>
#include <string>

namespace wording = dti::wording;
using dti::cli::exit_status;
using dti::cli::outcome;
using dti::cli::run;
using dti::cli::status_of;
using dti_test::read_text;
using dti_test::temporary_folder;

namespace {

constexpr const char* sound_index = R"(
dti: 1
index: demo
title: {en: Demonstration}
sub_indices:
  - id: awareness
    indicators:
      - {id: leader, max_score: 10, formula: points, confidence: published}
)";

}  // namespace

TEST_CASE("app: the status that mistakes ask for") {
    const dti::source_text source("data.csv", "a\n");
    dti::cli::findings found;
    CHECK(status_of(found) == exit_status::done);
    found.warning(source, {1, 1}, wording::nothing_to_earn("awareness"));
    CHECK(status_of(found) == exit_status::done);
    found.error(source, {1, 1}, wording::bad_yes_no("x"));
    CHECK(status_of(found) == exit_status::content);
    found.error("national", wording::unknown_index("national", ""));
    CHECK(status_of(found) == exit_status::usage);
    found.error("absent.csv", wording::cannot_read("there is no such file"));
    CHECK(status_of(found) == exit_status::path);
    found.error(source, {1, 1}, wording::bad_yes_no("y"));
    CHECK(status_of(found) == exit_status::path);

    dti::cli::findings writing;
    writing.error("x", wording::cannot_write("no space"));
    CHECK(status_of(writing) == exit_status::path);
}

TEST_CASE("app: what goes to standard output, what to standard error") {
    const outcome help = run({"--help"});
    CHECK(help.status == exit_status::done);
    CHECK(help.out.find("Usage: dti") != std::string::npos);
    CHECK(help.err.empty());

    const outcome usage = run({"lsit"});
    CHECK(usage.status == exit_status::usage);
    CHECK(usage.out.empty());
    CHECK(usage.err ==
          "dti: error[unknown-command]: there is no command `lsit`\n  help: did you mean `list`?\n");
}

TEST_CASE("app: exit statuses of a run") {
    const temporary_folder folder;
    const std::string index = folder.write("index.yaml", sound_index);
    const std::string data = folder.write("data.csv", "unit,leader.points\nWard 1,7\n");
    CHECK(run({"score", index, data}).status == exit_status::done);
    CHECK(run({"score", index, data, "--formt", "csv"}).status == exit_status::usage);
    CHECK(run({"score", "provincial-2002", data}).status == exit_status::usage);
    CHECK(run({"score", index, folder / "absent.csv"}).status == exit_status::path);
    CHECK(run({"score", folder / "absent.yaml", data}).status == exit_status::path);
    CHECK(run({"score", index, folder / "."}).status == exit_status::path);
    CHECK(run({"score", index, folder.write("bad.csv", "unit,leader.points\nWard 1,x\n")}).status ==
          exit_status::content);
    CHECK(run({"check", folder.write("bad.yaml", "dti: 2\n")}).status == exit_status::content);
}

TEST_CASE("app: a data file may have the program's name") {
    const temporary_folder folder;
    const std::string index = folder.write("index.yaml", sound_index);
    static_cast<void>(folder.write("dti", "unit,leader.points\n"));
    const std::filesystem::path before = std::filesystem::current_path();
    std::filesystem::current_path(folder / ".");
    const outcome result = run({"score", index, "dti"});
    std::filesystem::current_path(before);
    CHECK(result.status == exit_status::content);
    CHECK(result.err.find("dti: error[no-units]") == 0);
}

TEST_CASE("app: mistakes in every place are told in one run") {
    const temporary_folder folder;
    const std::string index = folder.write("index.yaml", sound_index);
    const std::string data = folder.write("data.csv", "unit,leader.points\nWard 1,x\nWard 2,y\n");
    const outcome result = run({"score", index, data, folder / "absent.csv"});
    CHECK(result.status == exit_status::path);
    CHECK(result.out.empty());
    CHECK(result.err.find("data.csv:2:8: error[bad-number]") != std::string::npos);
    CHECK(result.err.find("data.csv:3:8: error[bad-number]") != std::string::npos);
    CHECK(result.err.find("absent.csv: error[cannot-read]") != std::string::npos);
}

TEST_CASE("app: --output writes the text and prints nothing") {
    const temporary_folder folder;
    const std::string path = folder / "list.csv";
    const outcome printed = run({"list", "--format", "csv"});
    const outcome written = run({"list", "--format", "csv", "--output", path});
    CHECK(written.status == exit_status::done);
    CHECK(written.out.empty());
    CHECK(written.err.empty());
    CHECK(read_text(path) == printed.out);
}

TEST_CASE("app: --output writes whole or not at all") {
    const temporary_folder folder;
    const std::string index = folder.write("index.yaml", sound_index);
    const std::string bad = folder.write("bad.csv", "unit,leader.points\nWard 1,x\n");
    const std::string path = folder.write("result.csv", "before\n");
    CHECK(run({"score", index, bad, "--output", path}).status == exit_status::content);
    CHECK(read_text(path) == "before\n");
    CHECK(run({"score", index, bad, "--output", folder / "new.csv"}).status == exit_status::content);
    CHECK_FALSE(std::filesystem::exists(folder / "new.csv"));
    CHECK(folder.count_files() == 3);
}

TEST_CASE("app: what cannot be written has status 3 and says why") {
    const temporary_folder folder;
    const outcome directory = run({"list", "--output", folder / "."});
    CHECK(directory.status == exit_status::path);
    CHECK(directory.out.empty());
    CHECK(directory.err.find("error[cannot-write]: cannot be written: it is a directory") !=
          std::string::npos);
    CHECK(run({"list", "--output", folder / "absent/list.txt"}).status == exit_status::path);
    CHECK(run({"list", "--output", "/dev/full"}).status == exit_status::path);
    CHECK(run({"list", "--output", "/dev/null"}).status == exit_status::done);
}
