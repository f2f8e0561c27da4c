#include "dti/definition/tree_reader.hpp"

#include "support/flow.hpp"
#include "support/found.hpp"

#include <doctest/doctest.h>

#include <array>
#include <string>

namespace {

/// What readers are given, in the open.
struct open_reader : dti::tree_reader {
    using dti::tree_reader::tree_reader;

    using dti::tree_reader::check_keys;
    using dti::tree_reader::error;
    using dti::tree_reader::expect;
    using dti::tree_reader::is_behind_comma;
    using dti::tree_reader::list_at;
    using dti::tree_reader::map_at;
    using dti::tree_reader::read_flag;
    using dti::tree_reader::read_text;
    using dti::tree_reader::read_title;
    using dti::tree_reader::read_word;
    using dti::tree_reader::require;
    using dti::tree_reader::scalar_at;
    using dti::tree_reader::suggest;
};

struct reading {
    dti_test::flow_text flow;
    dti::diagnostics found;
    open_reader reader;

    explicit reading(const std::string& text)
        : flow(dti_test::read_flow(text)), reader(*flow.source, found) {}
    [[nodiscard]] const dti::tree_node& root() const { return flow.root; }
    [[nodiscard]] std::string mistakes() const { return dti_test::summary(found); }
    [[nodiscard]] const std::string& help() const { return found.items().at(0).what.help; }
};

enum class size : std::uint8_t { small, large };
constexpr std::array<std::string_view, 2> size_words{"small", "large"};

}  // namespace

TEST_CASE("tree_reader: values of the kind that is wanted") {
    reading made("{a: 1, list: [2, 3], map: {b: 4}, nothing: null}");
    CHECK(made.reader.scalar_at(made.root(), "a")->text == "1");
    CHECK(made.reader.list_at(made.root(), "list").size() == 2);
    CHECK(made.reader.map_at(made.root(), "map")->find("b")->text == "4");
    CHECK(made.reader.scalar_at(made.root(), "z") == nullptr);
    CHECK(made.reader.map_at(made.root(), "z") == nullptr);
    CHECK(made.reader.list_at(made.root(), "z").empty());
    CHECK(made.mistakes() == "");

    CHECK(made.reader.scalar_at(made.root(), "list") == nullptr);
    CHECK(made.reader.list_at(made.root(), "a").empty());
    CHECK(made.reader.map_at(made.root(), "nothing") == nullptr);
    CHECK(made.mistakes() == "wrong-kind 1:14; wrong-kind 1:5; wrong-kind 1:44");
    CHECK(made.found.items()[0].what.text == "expected `list` to be a single value, found a list");
    CHECK(made.found.items()[2].what.text ==
          "expected `nothing` to be a map of keys and values, found nothing");
}

TEST_CASE("tree_reader: unknown keys name the nearest one, missing ones their owner") {
    reading made("{unit: A, titel: B, zzz: C}");
    made.reader.check_keys(made.root(), {"unit", "title"});
    made.reader.require(made.root(), made.root(), "the profile", {"unit", "index"});
    CHECK(made.mistakes() == "unknown-key 1:11; unknown-key 1:21; missing-key 1:1");
    CHECK(made.help() == "did you mean `title`?");
    CHECK(made.found.items()[1].what.help == "valid here: `unit`, `title`");
    CHECK(made.found.items()[2].what.text == "the profile needs the key `index`");
}

TEST_CASE("tree_reader: what a comma inside braces cut off is no unknown key") {
    reading made("{rate: 60,29%, note: x, flag: null, \"7\"}");
    made.reader.check_keys(made.root(), {"rate", "note", "flag"});
    CHECK(made.mistakes() == "bad-number 1:11; unknown-key 1:37");
    CHECK(made.reader.is_behind_comma(made.root().keys[1], made.root().children[1]));
    CHECK(!made.reader.is_behind_comma(made.root().keys[2], made.root().children[2]));
    CHECK(!made.reader.is_behind_comma(made.root().keys[3], made.root().children[3]));  // it has a colon
    CHECK(!made.reader.is_behind_comma(made.root().keys[4], made.root().children[4]));  // it has quotes
}

TEST_CASE("tree_reader: texts, truths, words and titles") {
    reading made("{text: abc, yes: true, no: false, size: large, title: {vi: một, en: one}}");
    std::string text;
    bool yes = false;
    bool no = true;
    size word = size::small;
    dti::title title;
    made.reader.read_text(made.root(), "text", text);
    made.reader.read_flag(made.root(), "yes", yes);
    made.reader.read_flag(made.root(), "no", no);
    made.reader.read_word(made.root(), "size", size_words, word);
    made.reader.read_title(made.root(), title);
    CHECK(made.mistakes() == "");
    CHECK(text == "abc");
    CHECK(yes);
    CHECK(!no);
    CHECK(word == size::large);
    CHECK(title.vi == "một");
    CHECK(title.en == "one");
}

TEST_CASE("tree_reader: what is no truth and no word keeps what was there") {
    reading made("{flag: maybe, size: larg, title: {de: eins}}");
    bool flag = true;
    size word = size::small;
    dti::title title;
    made.reader.read_flag(made.root(), "flag", flag);
    made.reader.read_word(made.root(), "size", size_words, word);
    made.reader.read_title(made.root(), title);
    CHECK(made.mistakes() == "unknown-word 1:8; unknown-word 1:21; unknown-key 1:35");
    CHECK(made.found.items()[1].what.help == "did you mean `large`? valid: `small`, `large`");
    CHECK(flag);
    CHECK(word == size::small);
}

TEST_CASE("tree_reader: hostile input costs bounded work") {
    reading made("{a: 1}");
    constexpr std::size_t many = 3000;
    for (std::size_t i = 0; i < many; ++i) {
        made.reader.error(made.root(), {"x", "x", ""});
    }
    CHECK(made.found.items().size() < many);
    const std::vector<std::string> names{"title"};
    CHECK(made.reader.suggest("titel", names) == "title");
    for (std::size_t i = 0; i < dti::diagnostics::shown_per_file; ++i) {
        (void)made.reader.suggest("titel", names);
    }
    CHECK(made.reader.suggest("titel", names).empty());
}
