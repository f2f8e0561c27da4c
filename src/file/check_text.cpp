#include "file/check_text.hpp"

#include "dti/text/wording.hpp"

#include <optional>
#include <utility>

namespace dti::inline v0 {
namespace {

constexpr std::string_view byte_order_mark = "\xEF\xBB\xBF";

}  // namespace

shared_source make_source(std::string name, std::string bytes) {
    if (bytes.compare(0, byte_order_mark.size(), byte_order_mark) == 0) {
        bytes.erase(0, byte_order_mark.size());
    }
    return std::make_shared<const source_text>(std::move(name), std::move(bytes));
}

bool is_control(std::string_view text, std::size_t at) noexcept {
    const auto byte = static_cast<unsigned char>(text[at]);
    if (byte == '\r') {
        return at + 1 == text.size() || text[at + 1] != '\n';
    }
    return (byte < 0x20U && byte != '\t' && byte != '\n') || byte == 0x7FU;
}

bool check_text(file_report& report) {
    const std::string_view text = report.source().text();
    if (const std::optional<std::size_t> invalid = find_invalid_utf8(text)) {
        report.fatal(*invalid, wording::bad_utf8());
        return false;
    }
    if (text.substr(0, byte_order_mark.size()) ==
        byte_order_mark) {  // a second one: invisible, and no part of a name
        report.fatal(std::size_t{0}, wording::control_character(0xFEFFU));
        return false;
    }
    for (std::size_t at = 0; at < text.size(); ++at) {
        if (is_control(text, at)) {
            report.fatal(at, wording::control_character(static_cast<unsigned char>(text[at])));
            return false;
        }
    }
    return true;
}

}  // namespace dti::inline v0
