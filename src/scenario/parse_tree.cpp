#include "scenario/parse_tree.hpp"

#include "dti/text/wording.hpp"
#include "file/check_text.hpp"
#include "scenario/locate.hpp"
#include "scenario/scan.hpp"

// Boost's parser of JSON uses its placeholders in the global namespace, and some versions complain.
#define BOOST_BIND_GLOBAL_PLACEHOLDERS
#include <boost/property_tree/info_parser.hpp>
#include <boost/property_tree/ini_parser.hpp>
#include <boost/property_tree/json_parser.hpp>
#include <boost/property_tree/xml_parser.hpp>

#include <algorithm>
#include <array>
#include <locale>
#include <sstream>
#include <string>
#include <utility>

namespace dti::inline v0 {
namespace {

using boost::property_tree::file_parser_error;
using boost::property_tree::ptree;

void scan(scenario_format format, file_report& report, mark_list& marks) {
    switch (format) {
        case scenario_format::info:
            return scan_info(report, marks);
        case scenario_format::json:
            return scan_json(report, marks);
        case scenario_format::xml:
            return scan_xml(report, marks);
        case scenario_format::ini:
            return scan_ini(report, marks);
    }
}

void parse(scenario_format format, std::istream& stream, ptree& tree) {
    switch (format) {
        case scenario_format::info:
            return read_info(stream, tree);
        case scenario_format::json:
            return read_json(stream, tree);
        case scenario_format::xml:
            return read_xml(stream, tree, boost::property_tree::xml_parser::no_comments);
        case scenario_format::ini:
            return read_ini(stream, tree);
    }
}

/// What JSON's parser has missed, in its own words and in ours.
constexpr std::array<std::pair<std::string_view, std::string_view>, 5> missing{
    {{"expected value", "a value"},
     {"expected key string", "a key in quotes"},
     {"expected ':'", "`:`"},
     {"expected '}' or ','", "`,` or `}`"},
     {"expected ']' or ','", "`,` or `]`"}}};

/// JSON's parser reads the stream character by character and stops at the one that does not fit.
void report_json(const file_parser_error& fault, std::size_t at, const mark_list& marks,
                 file_report& report) {
    const std::string_view text = report.source().text();
    const std::string reason = fault.message();
    if (reason == "unterminated string") {
        report.fatal(marks.all().back().offset,
                     wording::scenario_syntax("JSON", "the quote that opens here is never closed"));
        return;
    }
    std::string expected = reason == "garbage after data" ? "the end" : "";
    for (const auto& [word, ours] : missing) {
        expected = reason == word ? std::string(ours) : expected;
    }
    if (expected.empty()) {
        report.fatal(
            at, wording::scenario_syntax("JSON", "no text, number, `true`, `false` or `null` is written so",
                                         "a `\\` in a text is written `\\\\`"));
        return;
    }
    const bool unquoted = at < text.size() && text[at] != '}' && text[at] != ']' && text[at] != '"';
    report.fatal(at, wording::scenario_syntax(
                         "JSON", "expected " + expected + ", found " + wording::found(character_at(text, at)),
                         unquoted ? "keys and texts such as 80% stand in quotes" : ""));
}

void report_fault(scenario_format format, const file_parser_error& fault, std::size_t read,
                  const mark_list& marks, file_report& report) {
    if (format == scenario_format::json) {
        report_json(fault, read, marks, report);
        return;
    }
    // What the scanner has let pass: the line is all that is known.
    report.fatal(position{static_cast<std::uint32_t>(std::max(1UL, fault.line())), 1},
                 wording::scenario_syntax(word_of(format), "this line cannot be read"));
}

}  // namespace

std::optional<tree_node> parse_tree(scenario_format format, file_report& report) {
    if (!check_text(report)) {
        return std::nullopt;
    }
    mark_list marks(report);
    scan(format, report, marks);
    if (report.has_errors()) {
        return std::nullopt;
    }
    if (marks.all().empty()) {
        report.fatal(position{}, wording::empty_file("scenarios"));
        return std::nullopt;
    }
    std::istringstream stream{std::string(report.source().text())};
    stream.imbue(std::locale::classic());
    ptree tree;
    try {
        parse(format, stream, tree);
    } catch (const file_parser_error& fault) {
        const std::streamoff read = stream.rdbuf()->pubseekoff(0, std::ios::cur, std::ios::in);
        report_fault(format, fault, static_cast<std::size_t>(read), marks, report);
        return std::nullopt;
    }
    return locate(format, tree, marks.all(), report);
}

}  // namespace dti::inline v0
