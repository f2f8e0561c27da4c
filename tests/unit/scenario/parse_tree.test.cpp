// What is not of its format, and the guards in front of the parsers.
#include "scenario/parse_tree.hpp"

#include "support/scenarios.hpp"

#include <doctest/doctest.h>

#include <array>

using dti_test::loaded_scenarios;

namespace {

struct fault {
    const char* text;
    const char* place;
    const char* says;
};

void check_faults(const std::string& format, std::initializer_list<fault> faults) {
    for (const fault& item : faults) {
        CAPTURE(item.text);
        const loaded_scenarios read(format, item.text);
        CHECK(read.mistakes() == std::string("scenario-syntax ") + item.place + " -");
        CHECK(read.message().find(item.says) != std::string::npos);
    }
}

}  // namespace

TEST_CASE("JSON: what does not fit") {
    check_faults("json", {{R"({"a": {"i.x": 80%}})", "1:17", "expected `,` or `}`, found `%`"},
                          {"{\n  a: 1}", "2:3", "expected a key in quotes, found `a`"},
                          {R"({"a" {"i.x": 1}})", "1:6", "expected `:`, found `{`"},
                          {R"({"a": })", "1:7", "expected a value, found `}`"},
                          {R"({"a": 1,})", "1:9", "expected a key in quotes, found `}`"},
                          {R"({"a": [1 2]})", "1:10", "expected `,` or `]`, found `2`"},
                          {R"({"a": 1} x)", "1:10", "expected the end, found `x`"},
                          {R"({"a": {"i.x": 1})", "1:17", "expected `,` or `}`, found the end"},
                          {"{\"a\":\n \"x", "2:2", "the quote that opens here is never closed"},
                          {R"({"a": "\x"})", "1:9", "no text, number"},
                          {R"({"a": tru})", "1:10", "no text, number"},
                          {R"({"a": -})", "1:8", "no text, number"},
                          {R"({"a": "\ud800"})", "1:14", "no text, number"},
                          {"{\"\u0111\": \u0111}", "1:7", "expected a value, found `\u0111`"},
                          {"// x\n{}", "1:1", "expected a value, found `/`"},
                          {"}", "1:1", "expected a value, found `}`"}});
}

TEST_CASE("INFO: what does not fit") {
    check_faults("info",
                 {{"a {\n#include \"b.info\"\n}", "2:1", "directives"},
                  {"  #include <x>", "1:3", "directives"},
                  {"a \"x\"\\\n#include", "2:1", "directives"},
                  {"#define", "1:1", "directives"},
                  {"{", "1:1", "no `{` fits here"},
                  {"a { i.x 1 }\n{", "2:1", "no `{` fits here"},
                  {"a { i.x 1 }\n }", "2:2", "no `{` is open"},
                  {"a\n}", "2:1", "no `{` is open"},
                  {"a {\n  b { i.x 1}\n}", "1:3", "never closed"},
                  {"a { i.x \"1\n}", "1:9", "not closed in this line"},
                  {"a { i.x \"1\" \\ 2 }", "1:13", "no `\\` fits here"},
                  {"a { \"i.x\" \\\n 2 }", "1:11", "no `\\` fits here"},
                  {"a { i.x \"1\" \\\n 2 }", "2:2", "expected the text above to go on in quotes, found `2`"},
                  {"a { i.x \\d }", "1:9", "no escape begins so"},
                  {"a { i.x \"\\\u0111\" }", "1:10", "no escape begins so"},
                  {"a { i.x x\\", "1:10", "no escape begins so"}});
}

TEST_CASE("XML: what does not fit") {
    check_faults("xml", {{"<!DOCTYPE a [<!ENTITY b 'c'>]><a/>", "1:1", "document types"},
                         {"<a>\n<!ELEMENT x>", "2:1", "document types"},
                         {"<a><b></a>", "1:7", "expected `</b>`, found `</a>`"},
                         {"<a>\n <b>", "2:3", "the element `b` is never closed"},
                         {"<a/><b/>", "1:5", "one outermost element"},
                         {"</a>", "1:1", "no element is open here"},
                         {"text", "1:1", "expected an element, found `t`"},
                         {"<a/> \u0111", "1:6", "expected an element, found `\u0111`"},
                         {"<![CDATA[x]]>", "1:1", "expected an element, found a text"},
                         {"<", "1:2", "expected the name of an element, found the end"},
                         {"< a/>", "1:2", "expected the name of an element, found ` `"},
                         {"<a b/>", "1:5", "expected `=`, found `/`"},
                         {"<a b=c/>", "1:6", "expected a value in quotes, found `c`"},
                         {"<a b='c/>", "1:6", "the quote that opens here is never closed"},
                         {"<a 'b'/>", "1:4", "expected `>` or an attribute, found `'`"},
                         {"<a /b>", "1:4", "expected `>`, found `/`"},
                         {"<a", "1:3", "expected `>`, found the end"},
                         {"<a></a", "1:7", "expected `>`, found the end"},
                         {"<a><!-- -- </a>", "1:4", "the comment that opens here is never closed"},
                         {"<!-->", "1:1", "the comment that opens here is never closed"},
                         {"<?xml?", "1:1", "the instruction that opens here is never closed"},
                         {"<a><![CDATA[x]></a>", "1:4", "the text that opens here is never closed"},
                         {"<a>A & B</a>", "1:6", "no reference begins so"},
                         {"<a b='&amp'/>", "1:7", "no reference begins so"},
                         {"<a>&#xD800;</a>", "1:4", "no reference begins so"},
                         {"<a>&#0;</a>", "1:4", "no reference begins so"},
                         {"<a>&#;</a>", "1:4", "no reference begins so"},
                         {"<a>&#4294967296000;</a>", "1:4", "no reference begins so"},
                         {"<a>&b;</a>", "1:4", "no reference begins so"}});
}

TEST_CASE("INI: what does not fit") {
    check_faults("ini",
                 {{"i.x = 1", "1:1", "expected a section first"},
                  {"[a\ni.x = 1", "1:1", "not closed in this line"},
                  {"[a]\ni.x = 1\n80%", "3:1", "expected `[`, a comment or a key"},
                  {"[a]\n = 1\ni.x = 1", "2:2", "expected a key"},
                  {"[a] i.y = 2\ni.x = 1", "1:5", "expected the end of the line behind `]`, found `i`"}});
    CHECK(loaded_scenarios("ini", "[a] ; note\n  # note\ni.x = 1\n").shown() == "a: i.x=1");
}

TEST_CASE("XML: comments, instructions and texts around elements") {
    CHECK(loaded_scenarios("xml",
                           "<?xml?>\n<!-- <a> --><a><?x <b> ?><!-- --><i.x>1<![CDATA[0]]></i.x></a><!---->")
              .shown() == "a: i.x=10");
}

TEST_CASE("files that INFO would include are not opened") {
    const loaded_scenarios read("info", "#include \"/dev/zero\"\n");
    CHECK(read.mistakes() == "scenario-syntax 1:1 -");
    CHECK(read.help() == "a comment begins with `;`; scenarios of one file inherit each other");
}
