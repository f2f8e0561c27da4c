#include "cli/output.hpp"

#include "support/temporary_folder.hpp"

#include <doctest/doctest.h>

#include <filesystem>
#include <string>

#include <sys/stat.h>
#include <unistd.h>

namespace fs = std::filesystem;
using dti::cell;
using dti::grid;
using dti::cli::document;
using dti::cli::format_document;
using dti::cli::output_format;
using dti::cli::write_file;
using dti_test::read_text;
using dti_test::temporary_folder;

namespace {

grid sample() {
    grid table;
    table.columns = {{"unit", "unit"}, {"points", "points"}};
    table.rows = {{cell::of_text("Ward 1"), cell::of_number("7.00")}};
    return table;
}

}  // namespace

TEST_CASE("output: a table stands between its heading and its notes") {
    const document about{"score",
                         "demo",
                         "exact",
                         {"Title · demo", "rank among the 1 unit of this file"},
                         {{"unranked", 1, "one", {}}}};
    CHECK(format_document(sample(), about, output_format::table) ==
          "Title · demo\n"
          "rank among the 1 unit of this file\n"
          "\n"
          "unit    points\n"
          "──────  ──────\n"
          "Ward 1    7.00\n"
          "\n"
          "• one\n");
    CHECK(format_document(sample(), {"list", {}, {}, {}, {}}, output_format::table) ==
          "unit    points\n"
          "──────  ──────\n"
          "Ward 1    7.00\n");
}

TEST_CASE("output: a heading of several lines becomes one") {
    const document about{"score", "demo", "exact", {"Title\nof two lines"}, {}};
    CHECK(format_document(sample(), about, output_format::table).rfind("Title of two lines\n\n", 0) == 0);
}

TEST_CASE("output: CSV has neither heading nor notes") {
    const document about{"score", "demo", "exact", {"Title"}, {{"unranked", 1, "one", {}}}};
    CHECK(format_document(sample(), about, output_format::csv) == "unit,points\nWard 1,7.00\n");
}

TEST_CASE("output: JSON has its six keys in every command") {
    const document about{"score", "demo", "exact", {"Title"}, {{"unranked", 1, "one", {{"Ward 1", ""}}}}};
    CHECK(format_document(sample(), about, output_format::json) ==
          "{\n"
          "  \"format\": 1,\n"
          "  \"command\": \"score\",\n"
          "  \"index\": \"demo\",\n"
          "  \"mode\": \"exact\",\n"
          "  \"rows\": [\n"
          "    {\"unit\": \"Ward 1\", \"points\": 7.00}\n"
          "  ],\n"
          "  \"notes\": [\n"
          "    {\"code\": \"unranked\", \"count\": 1, \"text\": \"one\", \"cases\": [{\"unit\": \"Ward 1\", "
          "\"indicator\": null}]}\n"
          "  ]\n"
          "}\n");
    CHECK(format_document(grid{}, {"list", {}, {}, {}, {}}, output_format::json) ==
          "{\n"
          "  \"format\": 1,\n"
          "  \"command\": \"list\",\n"
          "  \"index\": null,\n"
          "  \"mode\": null,\n"
          "  \"rows\": [],\n"
          "  \"notes\": []\n"
          "}\n");
}

TEST_CASE("output: a file is written, or replaced whole, and nothing is left beside it") {
    const temporary_folder folder;
    const std::string path = folder / "result.csv";
    CHECK_FALSE(write_file(path, "first\n").has_value());
    CHECK(read_text(path) == "first\n");
    CHECK_FALSE(write_file(path, "").has_value());
    CHECK(read_text(path).empty());
    const std::string long_text(200000, 'x');
    CHECK_FALSE(write_file(path, long_text).has_value());
    CHECK(read_text(path) == long_text);
    CHECK(folder.count_files() == 1);
}

TEST_CASE("output: a new file has the rights that the mask leaves, an old one keeps its own") {
    const temporary_folder folder;
    const auto rights = [](const std::string& path) {
        return static_cast<unsigned>(fs::status(path).permissions());
    };
    const mode_t before = ::umask(027);
    CHECK_FALSE(write_file(folder / "new", "x").has_value());
    ::umask(before);
    CHECK(rights(folder / "new") == 0640U);
    const std::string old = folder.write("old", "x");
    fs::permissions(old, static_cast<fs::perms>(0600));
    CHECK_FALSE(write_file(old, "y").has_value());
    CHECK(rights(old) == 0600U);
}

TEST_CASE("output: a link stays a link, also where its file is not there yet") {
    const temporary_folder folder;
    const std::string path = folder.write("file", "before");
    fs::create_symlink("file", folder / "link");
    fs::create_symlink("link", folder / "link-to-link");
    fs::create_symlink("later", folder / "dangling");
    CHECK_FALSE(write_file(folder / "link-to-link", "after").has_value());
    CHECK(read_text(path) == "after");
    CHECK(fs::is_symlink(folder / "link-to-link"));
    CHECK(fs::is_symlink(folder / "link"));
    CHECK_FALSE(write_file(folder / "dangling", "new").has_value());
    CHECK(fs::is_symlink(folder / "dangling"));
    CHECK(read_text(folder / "later") == "new");
}

TEST_CASE("output: why a file could not be written; an old one stays as it was") {
    const temporary_folder folder;
    CHECK(write_file(folder / ".", "x") == "it is a directory");
    CHECK(write_file(folder / "absent/file", "x") == "No such file or directory");
    CHECK(write_file("/dev/full", "x") == "No space left on device");
    CHECK_FALSE(write_file("/dev/null", "x").has_value());
    if (::geteuid() != 0) {  // root may write everything
        const std::string path = folder.write("protected", "before");
        fs::permissions(path, fs::perms::owner_read);
        CHECK(write_file(path, "after") == "Permission denied");
        CHECK(read_text(path) == "before");
    }
    CHECK(folder.count_files() <= 1);
}
