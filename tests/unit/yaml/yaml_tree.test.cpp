#include "yaml/yaml_tree.hpp"

#include "dti/load.hpp"
#include "support/found.hpp"
#include "support/print.hpp"

#include <doctest/doctest.h>

#include <algorithm>
#include <clocale>
#include <memory>

using dti::node_kind;
using dti::scalar_style;
using dti_test::repeated;
using dti_test::summary;

namespace {

struct parsed {
    dti::shared_source source;
    dti::diagnostics found;
    std::optional<dti::tree_node> tree;

    /// What is wrong, and whether there is a tree in spite of it.
    [[nodiscard]] std::string text() const { return summary(found) + (tree ? "" : " -"); }
    [[nodiscard]] std::string message(std::size_t index = 0) const {
        return found.items().at(index).what.text;
    }
    [[nodiscard]] std::string help(std::size_t index = 0) const { return found.items().at(index).what.help; }
    [[nodiscard]] dti::position at(const dti::tree_node& node) const { return source->at(node.offset); }
};

parsed parse(std::string text) {
    parsed result;
    result.source = std::make_shared<const dti::source_text>("a.yaml", std::move(text));
    result.tree = dti::parse_yaml(result.source, result.found);
    return result;
}

std::string mistakes(std::string text) {
    return parse(std::move(text)).text();
}

/// The source from the place on that corresponds to the first `word` in the value of the key `k`.
std::string traced(const std::string& text, const std::string& word) {
    const parsed yaml = parse(text);
    REQUIRE_MESSAGE(yaml.tree, yaml.text());
    const dti::tree_node* scalar = yaml.tree->find("k");
    REQUIRE(scalar != nullptr);
    const std::size_t inner = scalar->text.find(word);
    REQUIRE_MESSAGE(inner != std::string::npos, scalar->text);
    const std::size_t offset = dti::offset_in_source(yaml.source->text(), *scalar, inner);
    return std::string(yaml.source->text().substr(offset, word.size()));
}

/// The place that corresponds to the end of the value of the key `k`.
dti::position traced_end(const std::string& text) {
    const parsed yaml = parse(text);
    REQUIRE(yaml.tree);
    const dti::tree_node& scalar = *yaml.tree->find("k");
    return yaml.source->at(dti::offset_in_source(yaml.source->text(), scalar, scalar.text.size()));
}

}  // namespace

TEST_CASE("a tree keeps order, kinds, texts and places") {
    const parsed yaml =
        parse("tiêu đề: Hạ tầng số\nlist:\n  - one\n  - {x: 1, y: [2, \"3\"]}\n  -\nnothing: ~\n");
    REQUIRE_MESSAGE(yaml.text() == "", yaml.found.to_text());
    const dti::tree_node& root = *yaml.tree;
    CHECK(root.kind == node_kind::map);
    REQUIRE(root.keys.size() == 3);
    CHECK(root.keys[0].text == "tiêu đề");
    CHECK(root.children[0].text == "Hạ tầng số");
    CHECK(yaml.at(root.children[0]) == dti::position{1, 10});  // characters, not the 13 bytes in front
    const dti::tree_node& list = *root.find("list");
    CHECK(list.kind == node_kind::list);
    REQUIRE(list.children.size() == 3);
    CHECK(yaml.at(list) == dti::position{3, 3});
    CHECK(yaml.at(list.children[0]) == dti::position{3, 5});
    CHECK(list.children[1].kind == node_kind::map);
    CHECK(yaml.at(list.children[1]) == dti::position{4, 5});
    CHECK(yaml.at(list.children[1].find("y")->children[1]) == dti::position{4, 19});
    CHECK(list.children[2].kind == node_kind::null);
    CHECK(yaml.at(list.children[2]) == dti::position{5, 3});  // its dash, not what follows
    CHECK(root.find("nothing")->kind == node_kind::null);
    CHECK(yaml.at(*root.find("nothing")) == dti::position{6, 1});  // its key
}

TEST_CASE("plain scalars stay as they are written") {
    const parsed yaml = parse("a: 0.40\nb: 60,29%\nc: yes\nd: 1.970\ne: 0x10\nf: .nan\ng: \"null\"\n");
    REQUIRE(yaml.tree);
    CHECK(yaml.tree->find("a")->text == "0.40");
    CHECK(yaml.tree->find("b")->text == "60,29%");
    CHECK(yaml.tree->find("c")->text == "yes");
    CHECK(yaml.tree->find("d")->text == "1.970");
    CHECK(yaml.tree->find("e")->text == "0x10");
    CHECK(yaml.tree->find("f")->text == ".nan");
    CHECK(yaml.tree->find("g")->kind == node_kind::scalar);
}

TEST_CASE("the style of a scalar and where it starts") {
    const parsed yaml = parse(
        "ă: plain\n'ê': 'it''s'\n\"ô\": \"a\\tb\"\nl: |2-\n    x\n  y\nf: >+\n  x\n  y\n\nflow: {a: 'q', "
        "\"b\": \"r\", 'c': [p, 'q']}\n");
    REQUIRE_MESSAGE(yaml.text() == "", yaml.found.to_text());
    const dti::tree_node& root = *yaml.tree;
    const auto check = [&](const dti::tree_node& node, scalar_style style, char first) {
        CHECK(node.style == style);
        CHECK(yaml.source->text()[node.offset] == first);
    };
    check(root.children[0], scalar_style::plain, 'p');
    check(root.keys[1], scalar_style::single_quoted, '\'');
    check(root.children[1], scalar_style::single_quoted, '\'');
    check(root.keys[2], scalar_style::double_quoted, '"');
    check(root.children[2], scalar_style::double_quoted, '"');
    check(root.children[3], scalar_style::literal, '|');
    check(root.children[4], scalar_style::folded, '>');
    const dti::tree_node& flow = *root.find("flow");
    check(flow.children[0], scalar_style::single_quoted, '\'');
    check(flow.keys[1], scalar_style::double_quoted, '"');
    check(flow.children[1], scalar_style::double_quoted, '"');
    check(flow.keys[2], scalar_style::single_quoted, '\'');
    check(flow.children[2].children[0], scalar_style::plain, 'p');
    check(flow.children[2].children[1], scalar_style::single_quoted, '\'');
    CHECK(root.children[1].text == "it's");
    CHECK(root.children[3].text == "  x\ny");
    CHECK(root.children[4].text == "x y\n");
}

TEST_CASE("an offset in a value leads to its place in the source") {
    SUBCASE("plain") {
        CHECK(traced("ê: ô\nk: min(a, bb)\n", "bb") == "bb");
        CHECK(traced("k: min(a,  \n   bb,\n\n\n   cc)\nz: 1\n", "bb") == "bb");
        CHECK(traced("k: min(a,  \n   bb,\n\n\n   cc)\nz: 1\n", "cc") == "cc");
        CHECK(traced("{x: y, k: a + bb}\n", "bb") == "bb");
    }
    SUBCASE("single quotes") {
        CHECK(traced("k: 'x ''y'' bb'\n", "bb") == "bb");
        CHECK(traced("k: 'x ''y'' bb'\n", "y") == "y");
        CHECK(traced("k: 'x\n  y\n\n  bb'\n", "bb") == "bb");
        CHECK(traced("k: '\n  bb'\n", "bb") == "bb");
    }
    SUBCASE("double quotes") {
        CHECK(traced("k: \"\\u0061\\u00ea\\U0001F600\\x41\\_ \\\" \\\\ bb\"\n", "bb") == "bb");
        CHECK(traced("k: \"a\\n\\tb \\  bb\"\n", "bb") == "bb");
        CHECK(traced("k: \"a \\\n   c\\\n\n   bb\"\n", "bb") == "bb");
        CHECK(traced("k: \"ê ô\n\n   bb\"\n", "bb") == "bb");
        CHECK(traced("k: \"\\u0020bb\"\n", "bb") == "bb");
    }
    SUBCASE("literal") {
        CHECK(traced("k: |\n  a +\n  bb\n", "bb") == "bb");
        CHECK(traced("k: |  # note\n\n\n    a +\n      bb\n", "bb") == "bb");
        CHECK(traced("k: |2-\n    a +\n  bb\n", "bb") == "bb");
        CHECK(traced("k: |-2\n    a +\n  bb\n\n\n", "bb") == "bb");
        CHECK(traced("k: |+\n  a\n\n  bb\n\n", "bb") == "bb");
        CHECK(traced("x:\n- y\nk: |\n ê\n bb\n", "bb") == "bb");
    }
    SUBCASE("folded") {
        CHECK(traced("k: >\n  a\n  b\n\n  cc\n   bb\n", "bb") == "bb");
        CHECK(traced("k: >2-\n    a\n  bb\n", "bb") == "bb");
    }
    SUBCASE("CRLF") {
        CHECK(traced("ê: ô\r\nk: a +\r\n  bb\r\n", "bb") == "bb");
        CHECK(traced("k: 'a\r\n\r\n  bb'\r\n", "bb") == "bb");
        CHECK(traced("k: \"a\\\r\n  bb\"\r\n", "bb") == "bb");
        CHECK(traced("k: |\r\n  a\r\n  bb\r\n", "bb") == "bb");
    }
}

TEST_CASE("the end of a value leads behind its last word") {
    CHECK(traced_end("k: a +\nz: 1\n") == dti::position{1, 7});
    CHECK(traced_end("k: 'a +'\n") == dti::position{1, 8});
    CHECK(traced_end("k: |\n  a\n  ê +\n\nz: 1\n") == dti::position{3, 6});
    CHECK(traced_end("k: ''\n") == dti::position{1, 5});
    CHECK(traced_end("k: 'a  '\n") == dti::position{1, 6});
}

TEST_CASE("CRLF and a missing last line end change nothing") {
    const parsed yaml = parse("ă: b\r\nê:\r\n  - c\r\n  - 'd'");
    REQUIRE_MESSAGE(yaml.text() == "", yaml.found.to_text());
    CHECK(yaml.at(yaml.tree->children[1].children[1]) == dti::position{4, 5});
    CHECK(yaml.tree->children[0].text == "b");
    CHECK(parse("k: |\n  x").tree->find("k")->text == "x\n");
}

TEST_CASE("escapes become UTF-8") {
    CHECK(parse("a: \"\\N\\_\\L\\P\\xe9ê\\_\"\n").tree->find("a")->text ==
          "\u0085\u00A0\u2028\u2029éê\u00A0");
    CHECK(mistakes("a: \"\\uD800\"\n") == "yaml-syntax 1:11 -");
}

TEST_CASE("duplicate keys") {
    const parsed yaml = parse("a: 1\nê:\n  b: 1\n  \"b\": 2\na: 3\n");
    CHECK(yaml.text() == "duplicate-key 4:3; duplicate-key 5:1");
    CHECK(yaml.message(1) == "key `a` stands twice");
    CHECK(yaml.help(1) == "it first stands in line 1");
    CHECK(yaml.tree->find("a")->text == "1");  // the tree stays fit for the stages that follow
    CHECK(yaml.tree->keys.size() == 2);
    CHECK(mistakes("{ê: 1, ê: {x: 1, x: 2}}\n") == "duplicate-key 1:8; duplicate-key 1:18");
}

TEST_CASE("a key is a single word") {
    CHECK(mistakes("? [a]\n: b\nc: d\n") == "wrong-kind 1:3");
    CHECK(mistakes("{[a]: b}\n") == "wrong-kind 1:2");
    CHECK(mistakes("? {a: b}\n: {c: d}\n") == "wrong-kind 1:3");
    CHECK(mistakes(": b\n") == "wrong-kind 1:1");
    CHECK(mistakes("~: b\n") == "wrong-kind 1:1");
    CHECK(mistakes("{a: 1,, b: 2}\n") == "wrong-kind 1:7");
    CHECK(mistakes("? a\n? b\n") == "");  // odd, and YAML
}

TEST_CASE("anchors and aliases") {
    const parsed yaml = parse("ê: &x a\nb: *x\nc: [&y {d: e}, *y]\n");
    CHECK(yaml.text() == "yaml-alias 1:4; yaml-alias 2:4; yaml-alias 3:5; yaml-alias 3:16 -");
    CHECK(mistakes("a: *x\n") == "yaml-alias 1:4 -");
    CHECK(mistakes("a: &x\nb: 1\n") == "yaml-alias 1:4");
    CHECK(mistakes("a: **bold**\n") == "yaml-alias 1:4 -");
    CHECK(mistakes("a: * b\n") == "yaml-alias 1:4 -");
    CHECK(mistakes("a: & b\n") == "yaml-alias 1:4 -");
    CHECK(mistakes("&x a: b\n") == "yaml-alias 1:1");
    CHECK(mistakes("a: &a [*a]\n") == "yaml-alias 1:4; yaml-alias 1:8 -");  // a circle
    std::string bomb = "a0: &a0 [x, x]\n";
    for (int i = 1; i < 30; ++i) {
        const std::string before = "*a" + std::to_string(i - 1);
        bomb += "a" + std::to_string(i) + ": &a" + std::to_string(i) + " [" + before + ", " + before + "]\n";
    }
    CHECK(parse(bomb).found.has_errors());
}

TEST_CASE("tags") {
    CHECK(mistakes("- !a b\n- !!str c\n- ! d\n- !<?> ~\n- !<?> e\n- !\n") ==
          "yaml-tag 1:3; yaml-tag 2:3; yaml-tag 3:3; yaml-tag 4:3; yaml-tag 5:3; yaml-tag 6:3");
    CHECK(mistakes("ê: !!python/object {a: b}\n") == "yaml-tag 1:4");
    CHECK(mistakes("a: !x [b]\n") == "yaml-tag 1:4");
    CHECK(mistakes("a:\n!x b: c\n") == "yaml-tag 2:1");  // told once
    CHECK(mistakes("a: '!x'\nb: \"!\"\n") == "");
}

TEST_CASE("one document") {
    CHECK(mistakes("---\na: 1\n...\n") == "");
    CHECK(mistakes("a: 1\n---\nb: 2\n") == "yaml-second-document 2:1 -");
    CHECK(mistakes("a: 1\n---\n") == "yaml-second-document 2:1 -");
    CHECK(mistakes("a: 1\n...\nb: 1\n") == "yaml-syntax 3:1 -");
    CHECK(mistakes("- a\nb: c\n") == "yaml-syntax 2:1 -");
    CHECK(mistakes("[a] b\n") == "yaml-syntax 1:5 -");
}

TEST_CASE("directives, which yaml-cpp would drop silently") {
    CHECK(mistakes("%YAML 1.2\n---\na: 1\n") == "yaml-syntax 1:1");
    CHECK(mistakes("a: 1\n%b: 2\n%c: 3\n") == "yaml-syntax 2:1; yaml-syntax 3:1");
    CHECK(mistakes("a: 60.29%\nb: '80%\n  %'\n") == "");
}

TEST_CASE("an empty file") {
    const parsed empty = parse("");
    CHECK(empty.text() == "empty-file -");
    CHECK(empty.message() == "the file is empty; expected a definition");
    CHECK(mistakes("# only a comment\n\n") == "empty-file -");
    CHECK(mistakes("---\n") == "empty-file -");
    CHECK(mistakes("  \n") == "empty-file -");
}

TEST_CASE("encoding") {
    CHECK(mistakes("ê: \"\xC3\x28\"\n") == "bad-encoding 1:5 -");
    CHECK(mistakes("ê: \xFF\xFE\n") == "bad-encoding 1:4 -");
    CHECK(mistakes(std::string("ê: b\0c\n", 8)) == "bad-encoding 1:5 -");
    CHECK(mistakes("ê: b\x04 c\n") == "bad-encoding 1:5 -");  // what yaml-cpp takes for the end of the text
    CHECK(mistakes("a: b\x7F\n") == "bad-encoding 1:5 -");
    CHECK(mistakes("a: b\rc: d\n") == "bad-encoding 1:5 -");  // what yaml-cpp drops
    CHECK(mistakes("a: b\r") == "bad-encoding 1:5 -");
    CHECK(mistakes("\xEF\xBB\xBF"
                   "a: b\n") == "bad-encoding 1:1 -");  // the loader has stripped the first one
    CHECK(mistakes("a:\tb\n") == "");
    CHECK(mistakes("ê: \"b \\x1B[31m\"\n") == "bad-encoding 1:7");  // through an escape
    CHECK(mistakes("a: \"\\t\\n\\u00ea\"\n") == "");
}

TEST_CASE("quotes that are never closed") {
    for (const std::string end : {"", "\n", "\n\n  ", "\nb: c\n"}) {
        CAPTURE(end);
        CHECK(mistakes("ê: \"x" + end) == "yaml-syntax 1:4 -");
        CHECK(mistakes("ê: 'it''s" + end) == "yaml-syntax 1:4 -");
        CHECK(mistakes("ê: [a, \"x\\\"" + end) == "yaml-syntax 1:8 -");
        CHECK(mistakes("a: b\n\"ê" + end) == "yaml-syntax 2:1 -");
    }
    CHECK(parse("a: \"x\n").message() == "not valid YAML: the quote that opens here is never closed");
    CHECK(mistakes("a: \"x\\") == "yaml-syntax 1:4 -");
    CHECK(mistakes("a: 'x'''\n") == "");
    CHECK(mistakes("a: \"x\\\\\"\n") == "");
}

TEST_CASE("syntax errors stand where they are, in words") {
    const auto told = [](const std::string& text) {
        const parsed yaml = parse(text);
        CHECK(yaml.found.items().size() == 1);
        return yaml.text() + ' ' + yaml.message();
    };
    CHECK(told("ê: {b: 1\n") == "yaml-syntax 1:4 - not valid YAML: the `{` that opens here is never closed");
    CHECK(told("ê: [1,\n 2") == "yaml-syntax 1:4 - not valid YAML: the `[` that opens here is never closed");
    CHECK(told("ê: {b: 1\n c: 2}\n") == "yaml-syntax 2:3 - not valid YAML: expected `,` or `}` here");
    CHECK(told("ê: [a: \"b\"c]\n") == "yaml-syntax 1:11 - not valid YAML: expected `,` or `]` here");
    CHECK(told("ê: b: c\n") == "yaml-syntax 1:5 - not valid YAML: no `:` fits here");
    CHECK(told("a:\n   b: 1\n  c: 2\n") ==
          "yaml-syntax 3:3 - not valid YAML: neither a key nor an entry of the list above fits here");
    for (const char* text : {"ê: 1\nb:\n\tc: 1\n", "ê: 1\nb:\n\tc: 1\n\td: 2\n", "ê: 1\nb:\n\t- 1\n",
                             "ê: 1\nb:\n\t- 1\n\t- 2\n"}) {
        CAPTURE(text);
        CHECK(told(text) == "yaml-syntax 3:1 - not valid YAML: a tab indents this line");
    }
    CHECK(told("ê:\n  b: 1\n  \tc: 2\n") == "yaml-syntax 3:3 - not valid YAML: a tab indents this line");
    CHECK(told("ê: {\n\ta: @x}\n") == "yaml-syntax 2:5 - not valid YAML: no text begins with `@`");
    CHECK(told("ê: @x\n") == "yaml-syntax 1:4 - not valid YAML: no text begins with `@`");
    CHECK(told("ê: %x\n") == "yaml-syntax 1:4 - not valid YAML: no text begins with `%`");
    CHECK(told("ê: >150\n") == "yaml-syntax 1:4 - not valid YAML: no text begins with `>`");
    CHECK(told("{ê: >150}\n") == "yaml-syntax 1:5 - not valid YAML: no text begins with `>`");
    CHECK(told("ê: | x\n") == "yaml-syntax 1:4 - not valid YAML: no text begins with `|`");
    CHECK(told("a: 1\nê\n") == "yaml-syntax 2:1 not valid YAML: expected `:` behind the key `ê`");
    CHECK(told("ê: ]\n") == "yaml-syntax 1:4 - not valid YAML: illegal flow end");
    CHECK(told("ê: \"\\q\"\n") == "yaml-syntax 1:7 - not valid YAML: unknown escape character: q");
    CHECK(parse("a: >150\n").help() ==
          "put the text in quotes; a comparison such as `>150` is a target, not a figure: under `targets` it "
          "reads `{over: 150}`");
}

TEST_CASE("a figure with a comma inside braces is two entries, which the reader of a definition explains") {
    const parsed yaml = parse("given: {rate: 60,29%}\n");
    REQUIRE(yaml.text() == "");
    const dti::tree_node& given = *yaml.tree->find("given");
    REQUIRE(given.keys.size() == 2);
    CHECK(given.keys[1].text == "29%");
    CHECK(given.children[1].kind == node_kind::null);
}

TEST_CASE("several mistakes in one run, but not without end") {
    CHECK(mistakes("a: !x 1\na: 2\n? [b]\n: &c d\n") ==
          "yaml-tag 1:4; duplicate-key 2:1; wrong-kind 3:3; yaml-alias 4:3");
    const parsed many = parse(repeated("a: 1\n", 100'000));
    CHECK(many.found.items().size() == 100);
    CHECK(!many.tree);
}

TEST_CASE("limits: nesting") {
    CHECK(mistakes(repeated("[", 64) + repeated("]", 64)) == "");
    CHECK(mistakes(repeated("[", 65) + repeated("]", 65)) == "limit 1:65 -");
    CHECK(mistakes("ê: " + repeated("{a: ", 64)) == "limit 1:256 -");
    CHECK(mistakes(repeated("- ", 200'000)) == "limit 1:129 -");
    CHECK(mistakes(repeated("? ", 200'000)) == "limit 1:129 -");
    std::string stairs;
    for (std::size_t i = 0; i < 1000; ++i) {
        stairs += std::string(i, ' ') + "a:\n";
    }
    CHECK(mistakes(stairs) == "limit 65:65 -");
}

TEST_CASE(
    "limits: brackets that are never closed, which yaml-cpp reads to the end of the text before it tells") {
    for (const std::string open : {"[", "{", "[\n", "{a: ", "[a: ", "{? "}) {
        CAPTURE(open);
        const parsed yaml = parse(repeated(open, 200'000));
        REQUIRE(yaml.found.items().size() == 1);
        CHECK(yaml.message() == "the nesting of maps and lists is above the limit of 64 levels");
        CHECK(yaml.found.items()[0].where.line <= 65);
        CHECK(yaml.found.items()[0].where.column <= 4 * 65);
    }
    CHECK(parse(repeated("[", 4U << 20U)).found.items().size() == 1);
}

TEST_CASE("limits: lengths") {
    const std::size_t longest = dti::load_limits::yaml_scalar_bytes;
    const std::size_t stretch = dti::load_limits::yaml_stretch_bytes;
    CHECK(mistakes("a: " + std::string(longest, 'x') + "\n") == "");
    CHECK(mistakes("ê: " + std::string(longest + 1, 'x') + "\n") == "limit 1:4 -");
    CHECK(parse("a: " + std::string(longest + 1, 'x')).message() ==
          "the length of a text is above the limit of 65536 bytes");
    CHECK(mistakes("a: b\nê: " + std::string(2 * stretch, 'x') + "\n") == "limit 2:4 -");
    CHECK(mistakes("ê: |\n" + repeated("  x\n", stretch)) == "limit 1:4 -");
    CHECK(mistakes("ê: \"" + std::string(2 * stretch, 'x')) == "limit 1:1 -");
    CHECK(mistakes("ê: \"" + std::string(2 * stretch, 'x') + "\"\n") == "limit 1:1 -");
    CHECK(mistakes("a: b\n#" + std::string(2 * stretch, ' ')) == "limit 1:4 -");
    CHECK(mistakes(std::string(2 * stretch, ' ')) == "limit 1:1 -");
    const parsed list = parse("a: b\nc:\n- [" + repeated("1,\n", stretch) + "]");
    CHECK(list.text() == "limit 3:1 -");
    CHECK(list.message() == "the length of one value or comment is above the limit of 1048576 bytes");
}

TEST_CASE("limits: number of nodes") {
    const parsed list = parse(repeated("-\n", dti::load_limits::yaml_nodes));
    CHECK(list.text() == "limit 1000001:1 -");
    CHECK(list.message() == "the number of keys and values is above the limit of 1000000 in a file");
}
