#include "yaml/libyaml_reader.hpp"

#include "dti/load.hpp"
#include "support/found.hpp"
#include "support/random_yaml.hpp"
#include "support/same_tree.hpp"

#include <doctest/doctest.h>

#include <algorithm>
#include <filesystem>
#include <fstream>
#include <iterator>
#include <string>
#include <vector>

using dti_test::compare_readers;
using dti_test::repeated;

namespace {

/// The texts under a folder of the project: its YAML files, or all files of a corpus.
std::vector<std::string> texts_of(const std::string& folder) {
    std::vector<std::filesystem::path> paths;
    for (const auto& entry :
         std::filesystem::recursive_directory_iterator(DTI_TEST_SOURCE_DIR "/" + folder)) {
        const bool corpus = folder.find("corpus") != std::string::npos;
        if (entry.is_regular_file() && (corpus || entry.path().extension() == ".yaml")) {
            paths.push_back(entry.path());
        }
    }
    std::sort(paths.begin(), paths.end());
    std::vector<std::string> texts;
    for (const auto& path : paths) {
        std::ifstream stream(path, std::ios::binary);
        texts.emplace_back(std::istreambuf_iterator<char>(stream), std::istreambuf_iterator<char>());
    }
    return texts;
}

/// Whether libyaml's reader takes a text on; where it does, yaml-cpp's must agree.
bool is_read(const std::string& text) {
    const dti_test::comparison readers = compare_readers(text);
    CHECK_MESSAGE(readers.difference.empty(), text << "\n-----\n" << readers.difference);
    return readers.read_by_libyaml;
}

}  // namespace

TEST_CASE("libyaml reads what is shipped, and what examples and tests hold, as yaml-cpp does") {
    for (const std::string folder : {"indicators", "examples"}) {
        const std::vector<std::string> texts = texts_of(folder);
        CHECK(!texts.empty());
        for (const std::string& text : texts) {
            CHECK_MESSAGE(is_read(text), text.substr(0, 200));
        }
    }
    const std::vector<std::string> good = texts_of("tests/golden/good");
    CHECK(good.size() > 50);
    for (const std::string& text : good) {
        CHECK_MESSAGE(is_read(text), text.substr(0, 200));
    }
    for (const std::string folder : {"tests/golden/bad", "tests/fuzz/corpus/definition"}) {
        const std::vector<std::string> texts = texts_of(folder);
        CHECK(std::count_if(texts.begin(), texts.end(), is_read) > 30);
    }
}

TEST_CASE("libyaml reads what is ordinary") {
    for (const std::string text : {
             "a: b\n",
             "a: b",
             "- a\n- [b, 'c', \"d\"]\n- {e: f}\n- - g\n",
             "---\na: b\n...\n",
             "# a comment\n\na:   # another\n  b: c # d\n",
             "ê: ô\r\nb: |\r\n  c\r\n  d\r\n",
             "a: |\n  b\n\n    c\n\nd: >-\n  e\n  f\n\n  g\n",
             "a: one\n  two\nb: 'one\n  two'\nc: \"one\n  two \\\n  three\"\n",
             "a: ~\nb: null\nc:\nd: {e: , f: }\ng: [~, Null]\nNone: NULL\n",
             "a: \"\\u00ea\\n\\t\\N\\_\\L\\P\\\\\"\n",
             "a: http://b.vn/?c=d#e\nb: 80% # so\nc: {d: 4%}\ne: why?\n",
         }) {
        CAPTURE(text);
        CHECK(is_read(text));
    }
}

TEST_CASE("what is out of the ordinary is left to yaml-cpp, without a word") {
    for (const std::string text : {
             // nothing, or no list or map
             "",
             "# nothing\n",
             "---\n",
             "a\n",
             "~\n",
             "'a'\n",
             "|\n a\n",
             // mistakes
             "a: b: c\n",
             "a: {b\n",
             "a: \"b\n",
             "a: @b\n",
             "a: 1\na: 2\n",
             "? [a]\n: b\n",
             "~: a\n",
             "a: 1\nb\n",
             "a: \"\\x1B\"\n",
             "a: \"\\q\"\n",
             // what is refused
             "a: &b c\n",
             "a: &b [c]\n",
             "a: &b\n",
             "a: *b\n",
             "a: !b c\n",
             "a: !!str c\n",
             "a: ! c\n",
             "a: !b [c]\n",
             "a: !b {c: d}\n",
             "%YAML 1.1\n---\na: b\n",
             "a: b\n%c\n",
             "a: b\n---\nc: d\n",
             "a: b\n---\n",
             // read in different ways, or at different places
             "a:\tb\n",
             "a: b \u0085c\n",
             "a: b\u2028c\n",
             "a: b\u2029c\n",
             "a: b\n\ufeffc: d\n",
             "- a\n-\n",
             "- \n",
             "? a\n: b\n",
             "{?a: b}\n",
             "{a: b? c}\n",
             "{a\n}\n",
             "{a:\n}\n",
             "'a\n  b': c\n",
             "{a\n b: c}\n",
             "a: 'b\n\n  c'\n",
             "a: b\n\n  c\n",
             "a: |+\n  b\n\n",
             "a: >2\n  b\n",
             "a: | # b\n  c\n",
             "a: |\n  b",
             "- \n>-\n",
             "a:\n  |\n  b\n",
         }) {
        CAPTURE(text);
        CHECK(!is_read(text));
    }
}

TEST_CASE("what is above a limit is left to yaml-cpp, which says so") {
    CHECK(is_read(repeated("[", 64) + repeated("]", 64)));
    CHECK(!is_read(repeated("[", 65) + repeated("]", 65)));
    CHECK(!is_read(repeated("[", 200'000)));
    CHECK(!is_read(repeated("- ", 200'000)));
    const std::size_t longest = dti::load_limits::yaml_scalar_bytes;
    CHECK(is_read("a: " + std::string(longest, 'x') + "\n"));
    CHECK(!is_read("a: " + std::string(longest + 1, 'x') + "\n"));
    const std::size_t stretch = dti::load_limits::yaml_stretch_bytes;
    const std::string entry = "- a\n";
    CHECK(is_read(repeated(entry, stretch / entry.size())));
    CHECK(!is_read(repeated(entry, stretch / entry.size() + 1)));
    CHECK(!is_read("a: b\n#" + std::string(stretch, ' ') + "\n"));
}

TEST_CASE("places are bytes, whatever the characters in front of them") {
    const dti::shared_source source =
        dti::make_source("a.yaml", "ê: {ô: 'ấ', \U0001F600: b}  # –\r\n\"…\": |\r\n  đ\r\nz: [ê, y]\r\n");
    const std::optional<dti::tree_node> tree = dti::read_with_libyaml(*source);
    REQUIRE(tree);
    const auto written = [&](const dti::tree_node& node, std::size_t bytes) {
        return source->text().substr(node.offset, bytes);
    };
    const dti::tree_node& map = tree->children[0];
    CHECK(written(map, 1) == "{");
    CHECK(written(map.keys[0], 2) == "ô");
    CHECK(written(map.children[0], 5) == "'ấ'");
    CHECK(written(map.keys[1], 4) == "\U0001F600");
    CHECK(written(map.children[1], 2) == "b}");
    CHECK(written(tree->keys[1], 5) == "\"…\"");
    CHECK(written(tree->children[1], 1) == "|");
    CHECK(written(tree->children[2].children[1], 2) == "y]");
}

TEST_CASE("random documents: both readers give one tree") {
    dti_test::random_source random(20221122);
    int read = 0;
    int read_changed = 0;
    for (int i = 0; i < 10'000; ++i) {
        const std::string text = dti_test::random_yaml(random).document();
        read += is_read(text) ? 1 : 0;
        read_changed += is_read(dti_test::mutated(text, random)) ? 1 : 0;
    }
    CHECK(read > 1000);
    CHECK(read_changed > 300);
}

TEST_CASE("changed files: both readers give one tree") {
    dti_test::random_source random(922);
    int read = 0;
    for (const std::string folder :
         {"tests/golden", "tests/fuzz/corpus/definition", "tests/fuzz/corpus/profile"}) {
        for (const std::string& text : texts_of(folder)) {
            for (int i = 0; i < 8; ++i) {
                read += is_read(dti_test::mutated(text, random)) ? 1 : 0;
            }
        }
    }
    CHECK(read > 500);
}
