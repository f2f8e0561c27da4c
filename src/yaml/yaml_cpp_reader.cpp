#include "yaml/yaml_cpp_reader.hpp"

#include "dti/load.hpp"
#include "dti/text/wording.hpp"
#include "yaml/metered_stream.hpp"
#include "yaml/tree_builder.hpp"
#include "yaml/yaml_cpp_events.hpp"

#include <yaml-cpp/exceptions.h>
#include <yaml-cpp/parser.h>

#include <algorithm>
#include <initializer_list>
#include <istream>
#include <optional>
#include <string>
#include <string_view>

namespace dti::inline v0 {
namespace {

namespace fault = YAML::ErrorMsg;

/// yaml-cpp drops a line with `%` at its beginning, wherever it stands, so a key misspelt so would vanish.
void refuse_directives(file_report& report) {
    const std::string_view text = report.source().text();
    for (std::size_t at = text.find('%'); at != std::string_view::npos; at = text.find('%', at + 1)) {
        if (at == 0 || text[at - 1] == '\n') {
            report.error(at, wording::yaml_directive());
            if (report.full()) {
                return;
            }
        }
    }
}

/// A tab in front of the first word of a line or of the line above, which is where YAML counts blanks.
std::optional<std::size_t> indenting_tab(std::string_view text, std::size_t at) {
    for (int lines = 0; lines < 2; ++lines) {
        const std::size_t before = at == 0 ? std::string_view::npos : text.find_last_of('\n', at - 1);
        const std::size_t start = before == std::string_view::npos ? 0 : before + 1;
        const std::size_t tab = text.find_first_not_of(' ', start);
        if (tab != std::string_view::npos && text[tab] == '\t') {
            return tab;
        }
        if (before == std::string_view::npos) {
            break;
        }
        at = before;
    }
    return std::nullopt;
}

bool is_one_of(std::string_view text, std::initializer_list<std::string_view> choices) noexcept {
    return std::find(choices.begin(), choices.end(), text) != choices.end();
}

/// A fault of yaml-cpp in words for the user: at its mark, or at the bracket that it is about.
void explain(const YAML::Exception& thrown, const tree_builder& builder, file_report& report) {
    const std::string_view text = report.source().text();
    if (thrown.mark.pos < 0) {
        report.fatal(position{}, wording::yaml_syntax(thrown.msg));
        return;
    }
    const std::size_t at = std::min(static_cast<std::size_t>(thrown.mark.pos), text.size());
    const std::string_view rest = text.substr(at);
    const bool by_indentation = is_one_of(thrown.msg, {fault::END_OF_MAP, fault::END_OF_SEQ, fault::MAP_VALUE,
                                                       fault::MAP_KEY, fault::BLOCK_ENTRY}) ||
                                rest.substr(0, 1) == "\t";
    const std::optional<std::size_t> tab = by_indentation ? indenting_tab(text, at) : std::nullopt;
    if (tab) {
        report.fatal(*tab, wording::yaml_tab());
    } else if (thrown.msg == fault::END_OF_MAP_FLOW || thrown.msg == fault::END_OF_SEQ_FLOW) {
        const char open = thrown.msg == fault::END_OF_MAP_FLOW ? '{' : '[';
        if (rest.find_first_not_of(" \t\r\n") == std::string_view::npos) {
            const tree_node* const unclosed = builder.innermost();
            report.fatal(unclosed == nullptr ? at : unclosed->offset, wording::yaml_unclosed(open));
        } else {
            report.fatal(at, wording::yaml_entry(open == '{' ? '}' : ']'));
        }
    } else if (thrown.msg == fault::END_OF_MAP || thrown.msg == fault::END_OF_SEQ) {
        report.fatal(at, wording::yaml_indentation());
    } else if (thrown.msg == fault::MAP_VALUE) {
        report.fatal(at, wording::yaml_colon());
    } else if (thrown.msg == fault::UNKNOWN_TOKEN && !rest.empty()) {
        report.fatal(at, wording::yaml_indicator(rest));
    } else if (thrown.msg == fault::CHAR_IN_BLOCK &&
               at > 0) {  // `>150`: the mark is behind the indicator and its digits
        const std::size_t indicator = text.find_last_of("|>", at - 1);
        report.fatal(indicator, wording::yaml_indicator(text.substr(indicator)));
    } else if (thrown.msg.rfind(fault::UNKNOWN_ANCHOR, 0) == 0) {
        report.fatal(at, wording::yaml_alias());
    } else if (at > 0 && is_one_of(thrown.msg, {fault::ALIAS_NOT_FOUND, fault::ANCHOR_NOT_FOUND,
                                                fault::CHAR_IN_ALIAS, fault::CHAR_IN_ANCHOR})) {
        report.fatal(text.find_last_of("&*", at - 1), wording::yaml_alias());
    } else {
        report.fatal(at, wording::yaml_syntax(thrown.msg));
    }
}

/// Feeds the events of the text to the handler. False when reading stopped before the end.
bool read_events(yaml_cpp_events& events, metered_buffer& meter, const tree_builder& builder,
                 file_report& report) {
    try {
        std::istream stream(&meter);
        YAML::Parser parser(stream);
        while (parser.HandleNextDocument(events)) {
        }
    } catch (const stop_reading&) {
        return false;
    } catch (const YAML::Exception& thrown) {
        if (!meter.cut()) {
            explain(thrown, builder, report);
            return false;
        }
    }
    if (meter.cut()) {
        report.fatal(meter.last_event(), wording::limit("length of one value or comment",
                                                        load_limits::yaml_stretch_bytes, "bytes"));
    }
    return !meter.cut();
}

}  // namespace

std::optional<tree_node> read_with_yaml_cpp(file_report& report, std::string_view expected) {
    refuse_directives(report);
    metered_buffer meter(report.source().text(), load_limits::yaml_stretch_bytes);
    tree_builder builder(report);
    yaml_cpp_events events(report, meter, builder);
    if (!read_events(events, meter, builder, report)) {
        return std::nullopt;
    }
    if (!builder.root() || builder.root()->kind == node_kind::null) {
        report.fatal(position{}, wording::empty_file(expected));
        return std::nullopt;
    }
    return events.has_aliases() ? std::nullopt : std::move(builder.root());
}

}  // namespace dti::inline v0
