// Fuzz target: any bytes as a scenario file. The first byte chooses the format: `i` INFO, `j` JSON, `x` XML,
// any other INI.
#include "dti/load.hpp"
#include "promises.hpp"

#include <cstdint>

namespace {

/// What stands at a place, behind a quote and blanks.
std::string_view text_at(const std::vector<std::string_view>& lines, dti::position where) {
    std::string_view rest = lines.at(where.line - 1);
    for (std::uint32_t column = 1; column < where.column; ++column) {
        rest.remove_prefix(dti::decode_utf8(rest, 0).length);
    }
    if (!rest.empty() && (rest.front() == '"' || rest.front() == '\'')) {
        rest.remove_prefix(1);
    }
    rest.remove_prefix(std::min(rest.find_first_not_of(" \t\r"), rest.size()));
    return rest;
}

/// Whether a text can begin so in its file: as it is, or with an escape, or on the next line.
bool begins(std::string_view text, std::string_view there) {
    return there.empty() || std::string_view("\\&<").find(there.front()) != std::string_view::npos ||
           text.substr(0, 1) == there.substr(0, 1);
}

void check_places(const dti::scenario& item, const std::vector<std::string_view>& lines) {
    dti_fuzz::promise(!item.changes.empty() && !item.name.empty(), "a scenario has a name and changes");
    dti_fuzz::promise(begins(item.name, text_at(lines, item.where)), "its name stands at its place",
                      item.name);
    for (const dti::scenario_change& change : item.changes) {
        const std::string_view figure = change.figure;
        const std::size_t dot = figure.find('.');
        dti_fuzz::promise(dot != std::string_view::npos && !change.value.empty(),
                          "a figure has a dot and a value");
        const std::string_view there = text_at(lines, change.figure_at);
        dti_fuzz::promise(begins(figure, there) || begins(figure.substr(dot + 1), there),
                          "a figure stands at its place", figure);
        dti_fuzz::promise(begins(change.value, text_at(lines, change.value_at)),
                          "a value stands at its place", change.value);
        for (const std::string& text : {change.unit, change.figure, change.value}) {
            dti_fuzz::promise(!dti::find_invalid_utf8(text), "texts are UTF-8", text);
        }
    }
}

}  // namespace

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
    if (size == 0) {
        return 0;
    }
    const std::string_view text(reinterpret_cast<const char*>(data) + 1, size - 1);
    const char* const name = data[0] == 'i'   ? "a.info"
                             : data[0] == 'j' ? "a.json"
                             : data[0] == 'x' ? "a.xml"
                                              : "a.ini";
    dti::diagnostics found;
    const std::optional<std::vector<dti::scenario>> read =
        dti::parse_scenarios(name, std::string(text), found);
    dti_fuzz::promise(read.has_value() != found.has_errors(), "scenarios or errors", found.to_text());
    if (read) {
        const std::vector<std::string_view> lines = dti_fuzz::lines_of(text);
        for (const dti::scenario& item : *read) {
            check_places(item, lines);
        }
    }
    for (const dti::diagnostic& item : found.items()) {
        dti_fuzz::promise(item.what.text.find("this line cannot be read") == std::string::npos,
                          "what the parsers refuse has a place", item.what.text);
    }
    dti_fuzz::check_promises(found, text);
    return 0;
}
