#include "yaml/yaml_cpp_events.hpp"

#include "dti/text/wording.hpp"
#include "file/check_text.hpp"

#include <algorithm>
#include <string_view>
#include <utility>

namespace dti::inline v0 {
namespace {

/// Whether the quote that opens at `open` is closed.
bool is_closed(std::string_view text, std::size_t open) noexcept {
    const char quote = text[open];
    for (std::size_t at = open + 1; at < text.size(); ++at) {
        if (quote == '"' && text[at] == '\\') {
            ++at;
        } else if (text[at] == quote) {
            const bool doubled = quote == '\'' && at + 1 < text.size() && text[at + 1] == quote;
            if (!doubled) {
                return true;
            }
            ++at;
        }
    }
    return false;
}

bool is_quoted(scalar_style style) noexcept {
    return style == scalar_style::single_quoted || style == scalar_style::double_quoted;
}

/// Whether a text begins with a word that stands for null.
bool begins_with_null(std::string_view text) noexcept {
    if (text.substr(0, 1) == "~") {
        return true;
    }
    const std::string_view word = text.substr(0, text.find_first_of(" \t\r\n,]}"));
    return word == "null" || word == "Null" || word == "NULL";
}

/// yaml-cpp gives `\N` and `\_` as one byte each, which is not UTF-8: completes them. The rest of its value
/// is UTF-8.
std::string completed(std::string text) {
    std::size_t at = 0;
    while (const std::optional<std::size_t> invalid = find_invalid_utf8(std::string_view(text).substr(at))) {
        text.insert(at + *invalid, 1, '\xC2');
        at += *invalid + 2;
    }
    return text;
}

}  // namespace

/// Every event passes here: the meter, the count of nodes and the number of mistakes are watched at one
/// place.
std::size_t yaml_cpp_events::begin_event(const YAML::Mark& mark, bool counts) {
    const std::size_t offset =
        mark.pos < 0 ? 0 : std::min(static_cast<std::size_t>(mark.pos), report_.source().text().size());
    meter_.restart(offset);
    if (counts) {
        builder_.count(offset);
    }
    if (report_.full()) {
        throw stop_reading();
    }
    return offset;
}

void yaml_cpp_events::OnDocumentStart(const YAML::Mark& mark) {
    const std::size_t offset = begin_event(mark, false);
    if (in_document_) {  // yaml-cpp also takes what it cannot place for a new document
        const bool marked = report_.source().text().substr(offset, 3) == "---";
        builder_.stop(offset, marked ? wording::yaml_second_document() : wording::yaml_behind_end());
    }
    in_document_ = true;
}

void yaml_cpp_events::OnDocumentEnd() {
    if (bare_key_ && !meter_.cut()) {
        report_.error(bare_key_->offset, wording::yaml_no_colon(bare_key_->text));
    }
}

void yaml_cpp_events::OnNull(const YAML::Mark& mark, YAML::anchor_t /*anchor*/) {
    const std::size_t offset = begin_event(mark);
    refuse_tag(offset, "?");
    if (const tree_node* key = builder_.key(); key != nullptr && key->offset == offset) {
        bare_key_ = *key;  // yaml-cpp takes the last word of a text for a key
    }
    builder_.null(null_offset(offset));
}

void yaml_cpp_events::OnAlias(const YAML::Mark& mark, YAML::anchor_t /*anchor*/) {
    const std::size_t offset = begin_event(mark);
    report_.error(offset, wording::yaml_alias());
    has_aliases_ = true;
    builder_.scalar(offset, scalar_style::plain, "");  // what it stands for is unknown; as a key it is a word
}

void yaml_cpp_events::OnAnchor(const YAML::Mark& mark, const std::string& /*name*/) {
    report_.error(begin_event(mark, false), wording::yaml_alias());
}

void yaml_cpp_events::OnScalar(const YAML::Mark& mark, const std::string& tag, YAML::anchor_t /*anchor*/,
                               const std::string& value) {
    const std::size_t offset = begin_event(mark);
    refuse_tag(offset, tag);
    const scalar_style style = style_at(offset, tag);
    if (is_quoted(style) && !is_closed(report_.source().text(), offset)) {
        builder_.stop(offset, wording::yaml_unterminated());
    }
    builder_.scalar(offset, style, style == scalar_style::double_quoted ? completed(value) : value);
}

void yaml_cpp_events::OnSequenceStart(const YAML::Mark& mark, const std::string& tag,
                                      YAML::anchor_t /*anchor*/, YAML::EmitterStyle::value /*style*/) {
    const std::size_t offset = begin_event(mark);
    refuse_tag(offset, tag);
    builder_.open(offset, node_kind::list);
}

void yaml_cpp_events::OnMapStart(const YAML::Mark& mark, const std::string& tag, YAML::anchor_t /*anchor*/,
                                 YAML::EmitterStyle::value /*style*/) {
    const std::size_t offset = begin_event(mark);
    refuse_tag(offset, tag);
    builder_.open(offset, node_kind::map);
}

/// yaml-cpp gives "?" as the tag of what is plain and "!" of what is quoted; `!` and `!<?>` can also be
/// written.
void yaml_cpp_events::refuse_tag(std::size_t offset, const std::string& tag) {
    const std::string_view text = report_.source().text();
    const bool written = offset < text.size() && text[offset] == '!';
    if ((written || (tag != "?" && tag != "!")) && last_tag_ != offset) {
        report_.error(offset, wording::yaml_tag());
        last_tag_ = offset;  // an empty value and the key behind it bear the same place
    }
}

/// The event does not tell the style: it is read off the character at the mark.
scalar_style yaml_cpp_events::style_at(std::size_t offset, const std::string& tag) const noexcept {
    const std::string_view text = report_.source().text();
    if (tag == "?" || offset >= text.size()) {
        return scalar_style::plain;
    }
    switch (text[offset]) {
        case '\'':
            return scalar_style::single_quoted;
        case '"':
            return scalar_style::double_quoted;
        case '|':
            return scalar_style::literal;
        case '>':
            return scalar_style::folded;
        default:
            return scalar_style::plain;
    }
}

/// yaml-cpp marks an absent value at whatever follows it. An item of a list is better found at the last thing
/// in front of the mark, which is its `-`.
std::size_t yaml_cpp_events::null_offset(std::size_t mark) const {
    const tree_node* const parent = builder_.innermost();
    const std::string_view text = report_.source().text();
    if (parent == nullptr || parent->kind == node_kind::map || begins_with_null(text.substr(mark))) {
        return mark;
    }
    const std::size_t last = text.substr(0, mark).find_last_not_of(" \t\r\n");
    return last == std::string_view::npos ? mark : last;
}

}  // namespace dti::inline v0
