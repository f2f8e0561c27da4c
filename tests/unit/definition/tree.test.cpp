#include "dti/definition/tree.hpp"

#include "support/flow.hpp"
#include "support/print.hpp"

#include <doctest/doctest.h>

#include <string>

using dti::nearest_node;
using dti::offset_in_source;
using dti::scalar_style;
using dti::tree_node;

namespace {

/// A scalar that starts at the first `marker` of a source.
tree_node scalar(std::string_view source, std::string_view marker, scalar_style style, std::string value) {
    tree_node node;
    node.kind = dti::node_kind::scalar;
    node.style = style;
    node.offset = source.find(marker);
    node.text = std::move(value);
    return node;
}

/// The source from where a byte of the value stands, up to `length` bytes.
std::string at_value(const std::string& source, const tree_node& node, std::string_view word,
                     std::size_t length = 3) {
    const std::size_t offset = offset_in_source(source, node, node.text.find(word));
    REQUIRE(offset <= source.size());
    return source.substr(offset, length);
}

}  // namespace

TEST_CASE("tree: finding keys and following paths") {
    const dti_test::flow_text flow = dti_test::read_flow("{a: 1, list: [{id: x}, {id: y}], b: {c: 2}}");
    CHECK(flow.root.find("a")->text == "1");
    CHECK(flow.root.find("nothing") == nullptr);
    CHECK(flow.root.find("a")->find("a") == nullptr);
    CHECK(nearest_node(flow.root, {"b", "c"}).text == "2");
    CHECK(nearest_node(flow.root, {"list", std::size_t{1}, "id"}).text == "y");
    CHECK(&nearest_node(flow.root, {}) == &flow.root);
}

TEST_CASE("tree: a path that leads nowhere ends at the deepest node on the way") {
    const dti_test::flow_text flow = dti_test::read_flow("{a: 1, list: [{id: x}], b: {c: 2}}");
    CHECK(&nearest_node(flow.root, {"b", "d", "e"}) == flow.root.find("b"));
    CHECK(&nearest_node(flow.root, {"list", std::size_t{7}, "id"}) == flow.root.find("list"));
    CHECK(&nearest_node(flow.root, {"a", "b"}) == flow.root.find("a"));
    CHECK(&nearest_node(flow.root, {"b", std::size_t{0}}) == flow.root.find("b"));
    CHECK(&nearest_node(flow.root, {"list", "id"}) == flow.root.find("list"));
}

TEST_CASE("tree: offsets in plain and quoted scalars") {
    const std::string plain = "formula: max_score * rate\n";
    CHECK(at_value(plain, scalar(plain, "max", scalar_style::plain, "max_score * rate"), "rate", 4) ==
          "rate");
    const std::string quoted = "formula: \"0.4/10 points = 4%\"";
    CHECK(at_value(quoted, scalar(quoted, "\"", scalar_style::double_quoted, "0.4/10 points = 4%"), "= 4") ==
          "= 4");
    const std::string single = "a: 'it''s 4%'";
    CHECK(at_value(single, scalar(single, "'", scalar_style::single_quoted, "it's 4%"), "4%", 2) == "4%");
    const std::string wide = "a: điểm + x";
    CHECK(at_value(wide, scalar(wide, "đ", scalar_style::plain, "điểm + x"), "x", 1) == "x");
}

TEST_CASE("tree: offsets behind escapes of a double-quoted scalar") {
    const std::string source = R"(a: "\t\u0111i\x41\U0001F600\"\_ + zz")";
    const tree_node node = scalar(source, "\"", scalar_style::double_quoted, "\tđiA😀\"\u00A0 + zz");
    CHECK(at_value(source, node, "zz", 2) == "zz");
    CHECK(at_value(source, node, "iA", 1) == "i");
    const std::string broken = "a: \"one \\\n   two + zz\"";
    CHECK(at_value(broken, scalar(broken, "\"", scalar_style::double_quoted, "one two + zz"), "zz", 2) ==
          "zz");
}

TEST_CASE("tree: offsets in scalars that fold over lines, with blank lines between") {
    const std::string source = "a: one  \n   two\n\n\n   three zz";
    const tree_node node = scalar(source, "one", scalar_style::plain, "one two\n\nthree zz");
    CHECK(at_value(source, node, "two") == "two");
    CHECK(at_value(source, node, "three") == "thr");
    CHECK(at_value(source, node, "zz", 2) == "zz");
    const std::string crlf = "a: 'one\r\n   two zz'";
    CHECK(at_value(crlf, scalar(crlf, "'", scalar_style::single_quoted, "one two zz"), "zz", 2) == "zz");
}

TEST_CASE("tree: offsets in literal blocks, whatever their indentation and blank lines") {
    const std::string source = "a: |\n  one\n    two\n\n  three zz\n";
    const tree_node node = scalar(source, "|", scalar_style::literal, "one\n  two\n\nthree zz\n");
    CHECK(at_value(source, node, "one") == "one");
    CHECK(at_value(source, node, "two") == "two");
    CHECK(at_value(source, node, "zz", 2) == "zz");

    const std::string blank_first = "a: |-\n\n\n    one\n    zz\n";
    const tree_node second = scalar(blank_first, "|", scalar_style::literal, "\n\none\nzz");
    CHECK(at_value(blank_first, second, "one") == "one");
    CHECK(at_value(blank_first, second, "zz", 2) == "zz");

    const std::string indicated = "a: |2 # why\n     one\n   zz\n";
    const tree_node third = scalar(indicated, "|", scalar_style::literal, "   one\n zz\n");
    CHECK(at_value(indicated, third, "one") == "one");
    CHECK(at_value(indicated, third, "zz", 2) == "zz");

    const std::string crlf = "a: |\r\n  one\r\n  zz\r\n";
    CHECK(at_value(crlf, scalar(crlf, "|", scalar_style::literal, "one\nzz\n"), "zz", 2) == "zz");
}

TEST_CASE("tree: the end of a value is the end of its last word, and nothing lies behind the source") {
    const std::string source = "a: x +  # open\n";
    const tree_node plain = scalar(source, "x", scalar_style::plain, "x +");
    CHECK(offset_in_source(source, plain, 3) == source.find('+') + 1);
    CHECK(offset_in_source(source, plain, 1000) == source.find('+') + 1);
    const std::string block = "a: |\n  x +\n";
    CHECK(offset_in_source(block, scalar(block, "|", scalar_style::literal, "x +\n"), 4) ==
          block.find('+') + 1);
    // A value that does not fit its source, as no loader makes it, stays within the source.
    for (const scalar_style style :
         {scalar_style::plain, scalar_style::single_quoted, scalar_style::double_quoted,
          scalar_style::literal, scalar_style::folded}) {
        const tree_node wrong = scalar(source, "x", style, std::string(100, 'y'));
        for (std::size_t inner = 0; inner < 110; ++inner) {
            CHECK(offset_in_source(source, wrong, inner) <= source.size());
        }
        tree_node outside = wrong;
        outside.offset = source.size();
        CHECK(offset_in_source(source, outside, 50) <= source.size());
    }
    const std::string cut = "a: \"x\\";
    CHECK(offset_in_source(cut, scalar(cut, "\"", scalar_style::double_quoted, "x + y"), 4) <= cut.size());
}
