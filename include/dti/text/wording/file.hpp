// Messages about files and their encoding, and about YAML and CSV as such.
#pragma once

#include "dti/text/wording/phrases.hpp"

namespace dti::inline v0::wording {

[[nodiscard]] inline message cannot_read(std::string_view reason) {
    return {"cannot-read", "cannot be read: " + std::string(reason), ""};
}

[[nodiscard]] inline message cannot_write(std::string_view reason) {
    return {"cannot-write", "cannot be written: " + std::string(reason), ""};
}

[[nodiscard]] inline message bad_utf8() {
    return {"bad-encoding", "this byte is not UTF-8", "save the file as UTF-8"};
}

[[nodiscard]] inline message control_character(unsigned code) {
    return {"bad-encoding", "control character " + std::to_string(code) + " does not belong in a text file",
            "save the file as UTF-8 text"};
}

[[nodiscard]] inline message empty_file(std::string_view expected) {
    return {"empty-file", "the file is empty; expected " + std::string(expected), ""};
}

[[nodiscard]] inline message yaml_syntax(std::string_view reason) {
    return {"yaml-syntax", "not valid YAML: " + std::string(reason), ""};
}

[[nodiscard]] inline message yaml_unterminated() {
    return {"yaml-syntax", "not valid YAML: the quote that opens here is never closed", ""};
}

/// A bracket that is not closed; `open` is `{` or `[`.
[[nodiscard]] inline message yaml_unclosed(char open) {
    return {"yaml-syntax",
            "not valid YAML: the " + quote(std::string(1, open)) + " that opens here is never closed", ""};
}

/// Something else than the next entry of a `{…}` or `[…]`; `close` is its closing bracket.
[[nodiscard]] inline message yaml_entry(char close) {
    return {"yaml-syntax", "not valid YAML: expected `,` or " + quote(std::string(1, close)) + " here", ""};
}

[[nodiscard]] inline message yaml_indentation() {
    return {"yaml-syntax", "not valid YAML: neither a key nor an entry of the list above fits here",
            "check the indentation, and the quotes above"};
}

[[nodiscard]] inline message yaml_tab() {
    return {"yaml-syntax", "not valid YAML: a tab indents this line", "indent with blanks"};
}

[[nodiscard]] inline message yaml_colon() {
    return {"yaml-syntax", "not valid YAML: no `:` fits here",
            "check the indentation; quote a text that contains a colon and a space"};
}

[[nodiscard]] inline message yaml_no_colon(std::string_view key) {
    return {"yaml-syntax", "not valid YAML: expected `:` behind the key " + quote(key), ""};
}

/// A text that begins with a character that means something to YAML.
[[nodiscard]] inline message yaml_indicator(std::string_view text) {
    const bool comparison = text.substr(0, 1) == ">";
    return {"yaml-syntax", "not valid YAML: no text begins with " + quote(text.substr(0, 1)),
            std::string("put the text in quotes") + (comparison
                                                         ? "; a comparison such as `>150` is a target, not a "
                                                           "figure: under `targets` it reads `{over: 150}`"
                                                         : "")};
}

[[nodiscard]] inline message yaml_directive() {
    return {"yaml-syntax", "directives (`%` at the beginning of a line) are not allowed",
            "indent a text that begins with `%`, or quote it"};
}

[[nodiscard]] inline message yaml_behind_end() {
    return {"yaml-syntax", "not valid YAML: the document has already ended",
            "check the indentation, and the brackets above"};
}

[[nodiscard]] inline message yaml_alias() {
    return {"yaml-alias", "anchors and aliases (`&`, `*`) are not allowed",
            "write the value out; quote a text that begins with `&` or `*`"};
}

[[nodiscard]] inline message yaml_tag() {
    return {"yaml-tag", "tags (`!`) are not allowed", "quote a text that begins with `!`"};
}

[[nodiscard]] inline message yaml_second_document() {
    return {"yaml-second-document", "a second document begins here", "one file holds one definition"};
}

[[nodiscard]] inline message yaml_key() {
    return {"wrong-kind", "a key is a single word", ""};
}

[[nodiscard]] inline message csv_open_quote() {
    return {"csv-quote", "the quote that opens here is never closed", ""};
}

[[nodiscard]] inline message csv_stray_quote() {
    return {"csv-quote", "a quote inside a cell",
            "put the whole cell in quotes and write the inner quote twice: \"a \"\"b\"\" c\""};
}

[[nodiscard]] inline message csv_row_length(std::size_t expected, std::size_t cells, bool comma_help) {
    return {"csv-row-length",
            "expected " + std::to_string(expected) + (expected == 1 ? " cell" : " cells") +
                " as in the header, found " + std::to_string(cells),
            comma_help
                ? "a figure with a decimal comma needs quotes, or `;` as the separator, and --numbers vi"
                : ""};
}

}  // namespace dti::inline v0::wording
