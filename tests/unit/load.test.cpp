#include "dti/load.hpp"

#include "file/read_file.hpp"
#include "support/found.hpp"

#include <doctest/doctest.h>

#include <filesystem>
#include <fstream>
#include <random>

namespace {

/// A folder of its own, gone at the end.
class scratch {
  public:
    scratch()
        : folder_(std::filesystem::temp_directory_path() /
                  ("dti-load-" + std::to_string(std::random_device{}()))) {
        std::filesystem::create_directory(folder_);
    }
    scratch(const scratch&) = delete;
    scratch& operator=(const scratch&) = delete;
    ~scratch() {
        std::error_code ignored;
        std::filesystem::remove_all(folder_, ignored);
    }
    [[nodiscard]] std::string path(const std::string& name) const { return (folder_ / name).string(); }
    [[nodiscard]] std::string write(const std::string& name, const std::string& text) const {
        std::ofstream(path(name), std::ios::binary) << text;
        return path(name);
    }

  private:
    std::filesystem::path folder_;
};

const std::string small_definition =
    "dti: 1\nindex: small\ntitle: {en: Small}\nsub_indices:\n  - id: a\n    indicators:\n"
    "      - {id: b, max_score: 10, formula: points}\n";

/// The text of what a function throws.
template <class Function>
std::string thrown(Function function) {
    try {
        function();
    } catch (const dti::error& mistake) {
        return mistake.what();
    }
    return "nothing";
}

}  // namespace

TEST_CASE("files into memory") {
    const scratch folder;
    const std::string path = folder.write("a", "12345");
    CHECK(dti::read_file(path, 5).text == "12345");
    CHECK(dti::read_file(path, 5).fault == dti::file_fault::none);
    const dti::file_text large = dti::read_file(path, 4);
    CHECK(large.fault == dti::file_fault::too_large);
    CHECK(large.text.empty());
    CHECK(large.reason == "it is longer than 4 bytes");
    CHECK(dti::read_file(folder.write("empty", ""), 0).fault == dti::file_fault::none);
    const std::string long_text(1'000'000, 'x');
    CHECK(dti::read_file(folder.write("long", long_text), 1'000'000).text == long_text);
    CHECK(dti::read_file(folder.path("none"), 9).fault == dti::file_fault::absent);
    CHECK(dti::read_file(folder.path("none"), 9).reason == "there is no such file");
    CHECK(dti::read_file(folder.path(""), 9).fault == dti::file_fault::directory);
    CHECK(dti::read_file(folder.path(""), 9).reason == "it is a directory");
    CHECK(dti::read_file(path + "/b", 9).fault == dti::file_fault::unreadable);
    CHECK(dti::read_file("", 9).fault == dti::file_fault::absent);
    if (std::filesystem::exists("/dev/zero")) {
        CHECK(dti::read_file("/dev/zero", 100'000).fault == dti::file_fault::too_large);
    }
}

TEST_CASE("a definition by path") {
    const scratch folder;
    CHECK(dti::load_definition(folder.write("a.yaml", small_definition))->source().id == "small");
    CHECK(dti::load_definition(folder.write("without-ending", small_definition))->source().id == "small");
    const std::string absent = folder.path("none.yaml");
    CHECK(thrown([&] { static_cast<void>(dti::load_definition(absent)); }) ==
          absent + ": error[cannot-read]: cannot be read: there is no such file\n");
    CHECK(thrown([&] { static_cast<void>(dti::load_definition("none.yml")); }) ==
          "none.yml: error[cannot-read]: cannot be read: there is no such file\n");
    const std::string directory = folder.path("");
    CHECK(thrown([&] { static_cast<void>(dti::load_definition(directory)); }) ==
          directory + ": error[cannot-read]: cannot be read: it is a directory\n");
    const std::string bad = folder.write("bad.yaml", "dti: 1\ndti: 1\n");
    CHECK(thrown([&] {
              static_cast<void>(dti::load_definition(bad));
          }).find(bad + ":2:1: error[duplicate-key]") != std::string::npos);
}

TEST_CASE("shipped definitions") {
    const std::vector<std::string> ids = dti::shipped_definitions();
    CHECK(!ids.empty());
    CHECK(std::is_sorted(ids.begin(), ids.end()));
    for (const std::string& id : ids) {
        CAPTURE(id);
        CHECK(dti::shipped_definition_text(id).has_value());
    }
    CHECK(!dti::shipped_definition_text("no-such-index"));
    dti::diagnostics found;
    CHECK(dti::load_definition(ids.front() + "x", found) == nullptr);
    CHECK(found.to_text() == ids.front() + "x: error[unknown-index]: there is no shipped definition `" +
                                 ids.front() + "x`\n  help: did you mean `" + ids.front() + "`?\n");
}

TEST_CASE("data by path") {
    const scratch folder;
    const dti::shared_rules rules = dti::load_definition(folder.write("a.yaml", small_definition));
    const std::string first = folder.write("a.csv", "unit,b.points\nHà Nội,7\n");
    const std::string second = folder.write("b.csv", "unit;b.points\nHuế;7,5\n");
    CHECK(dti::load_data(rules, first).units().size() == 1);
    const std::vector<std::string> both{first, second};
    const dti::data_set data = dti::load_data(rules, both, dti::notation::vi);
    REQUIRE(data.units().size() == 2);
    CHECK(data.at(1, data.field_of("b", "points")).value == dti::exact(15, 2));
    CHECK(data.sources()[1]->name() == second);

    const std::vector<std::string> paths{
        folder.path("none.csv"), folder.write("bad.csv", "unit,b.point\nA,1\n"), folder.path("p.yaml")};
    dti::diagnostics found;
    CHECK(!dti::load_data(rules, paths, dti::notation::plain, found));
    CHECK(dti_test::summary(found) == "cannot-read; unknown-column 1:6; cannot-read");
    CHECK(thrown([&] { static_cast<void>(dti::load_data(rules, paths[0])); }) ==
          paths[0] + ": error[cannot-read]: cannot be read: there is no such file\n");
    CHECK_THROWS_AS(static_cast<void>(dti::load_data(rules, paths)), dti::error);
}

TEST_CASE("warnings do not throw") {
    const scratch folder;
    const dti::shared_rules rules = dti::load_definition(folder.write("a.yaml", small_definition));
    const std::string path = folder.write("a.csv", "unit,b.points\nA,1.970\n");
    CHECK(dti::load_data(rules, path).units().size() == 1);
    dti::diagnostics found;
    CHECK(dti::load_data(rules, std::vector<std::string>{path}, dti::notation::plain, found).has_value());
    CHECK(dti_test::summary(found) == "?thousands-dot 2:3");
}
