#include "dti/text/wording.hpp"
#include "scenario/scan.hpp"

#include <algorithm>
#include <array>
#include <string>
#include <vector>

namespace dti::inline v0 {
namespace {

/// Elements, attributes, texts, comments, processing instructions. Stricter than the parser, which lets any
/// tag close any element, passes over what it does not know, and takes every `&` that is no reference as
/// itself.
class xml_scanner {
  public:
    xml_scanner(file_report& report, mark_list& marks)
        : report_(report), marks_(marks), text_(report.source().text()) {}

    void scan() {
        while (at_ < text_.size() && !report_.full()) {
            if (text_[at_] == '<') {
                scan_markup();
            } else {
                scan_text(std::min(text_.find('<', at_), text_.size()));
            }
        }
        if (!report_.full() && !names_.empty()) {
            const std::size_t open = marks_.opened().back().offset;
            syntax(open, "the element " + wording::quote(names_.back()) + " is never closed");
        }
    }

  private:
    void scan_markup() {
        static constexpr std::string_view cdata = "<![CDATA[";
        if (begins("<!--")) {
            skip_to("<!--", "-->", "the comment");
        } else if (begins("<?")) {
            skip_to("<?", "?>", "the instruction");
        } else if (begins(cdata) && names_.empty()) {
            syntax(at_, "expected an element, found a text");
        } else if (begins(cdata)) {
            marks_.value(at_);
            skip_to(cdata, "]]>", "the text");
        } else if (begins("<!")) {
            report_.fatal(at_, wording::scenario_document_type());
        } else if (begins("</")) {
            scan_closing_tag();
        } else {
            scan_opening_tag();
        }
    }

    void scan_opening_tag() {
        const std::size_t open = at_++;
        const std::string_view name = scan_name("the name of an element");
        if (names_.empty() && any_element_) {
            syntax(open, "expected one outermost element, found another one",
                   "`<scenarios>` holds all scenarios of a file");
        }
        if (report_.full()) {
            return;
        }
        any_element_ = true;
        marks_.key(open + 1);
        marks_.open(mark_kind::open_element, open + 1);
        names_.push_back(name);
        skip();
        while (!report_.full() && at_ < text_.size() && text_[at_] != '>' && text_[at_] != '/') {
            scan_attribute();
        }
        if (report_.full()) {
            return;
        }
        if (begins("/>")) {
            close();
        } else if (!begins(">")) {
            unexpected("`>`");
        }
        at_ += begins("/>") ? 2 : 1;
    }

    void scan_attribute() {
        marks_.key(at_);
        scan_name("`>` or an attribute");
        skip();
        if (!report_.full() && !begins("=")) {
            unexpected("`=`");
        }
        if (report_.full()) {
            return;
        }
        ++at_;
        skip();
        if (!begins("\"") && !begins("'")) {
            unexpected("a value in quotes");
            return;
        }
        const std::size_t end = text_.find(text_[at_], at_ + 1);
        if (end == std::string_view::npos) {
            syntax(at_, "the quote that opens here is never closed");
            return;
        }
        marks_.value(at_);
        check_references(at_ + 1, end);
        at_ = end + 1;
        skip();
    }

    void scan_closing_tag() {
        const std::size_t open = at_;
        at_ += 2;
        const std::string_view name = scan_name("the name of an element");
        skip();
        if (report_.full()) {
            return;
        }
        if (names_.empty() || names_.back() != name) {
            syntax(open, names_.empty()
                             ? "no element is open here"
                             : "expected " + wording::quote("</" + std::string(names_.back()) + ">") +
                                   ", found " + wording::quote("</" + std::string(name) + ">"));
        } else if (!begins(">")) {
            unexpected("`>`");
        } else {
            close();
            ++at_;
        }
    }

    void close() {
        marks_.close(at_);
        names_.pop_back();
    }

    void scan_text(std::size_t end) {
        const std::size_t first = skip_blanks(text_, at_, end);
        if (first < end) {
            if (names_.empty()) {
                at_ = first;
                unexpected("an element");
                return;
            }
            marks_.value(first);
            check_references(first, end);
        }
        at_ = end;
    }

    /// Passes over what `opening` has opened.
    void skip_to(std::string_view opening, std::string_view end, std::string_view what) {
        const std::size_t found = text_.find(end, at_ + opening.size());
        if (found == std::string_view::npos) {
            syntax(at_, std::string(what) + " that opens here is never closed");
            return;
        }
        at_ = found + end.size();
    }

    std::string_view scan_name(std::string_view expected) {
        const std::size_t start = at_;
        at_ = std::min(text_.find_first_of(" \t\r\n<>/=?!&\"'", at_), text_.size());
        if (at_ == start) {
            unexpected(expected);
        }
        return text_.substr(start, at_ - start);
    }

    /// Every `&` begins one of the five names of XML, or the number of a character.
    void check_references(std::size_t from, std::size_t end) {
        static constexpr std::array<std::string_view, 5> known{"&amp;", "&lt;", "&gt;", "&quot;", "&apos;"};
        for (std::size_t at = text_.find('&', from); at < end; at = text_.find('&', at + 1)) {
            const std::string_view here = text_.substr(at, end - at);
            const bool named = std::any_of(known.begin(), known.end(), [&](std::string_view name) {
                return here.substr(0, name.size()) == name;
            });
            if (!named && !is_number(here)) {
                syntax(at, "no reference begins so", "a `&` itself is written `&amp;`");
                return;
            }
        }
    }

    /// `&#233;` or `&#xE9;`, of a character that may stand in a text.
    static bool is_number(std::string_view text) noexcept {
        const bool hexadecimal = text.substr(0, 3) == "&#x";
        const std::size_t first = hexadecimal ? 3 : 2;
        if (text.substr(0, 2) != "&#") {
            return false;
        }
        std::uint32_t code = 0;
        std::size_t at = first;
        for (; at < text.size() && at < first + 8; ++at) {
            const char c = text[at];
            const bool digit = c >= '0' && c <= '9';
            const bool letter = hexadecimal && (c | 0x20) >= 'a' && (c | 0x20) <= 'f';
            if (!digit && !letter) {
                break;
            }
            code = code * (hexadecimal ? 16U : 10U) +
                   static_cast<std::uint32_t>(digit ? c - '0' : (c | 0x20) - 'a' + 10);
        }
        const bool surrogate = code >= 0xD800U && code <= 0xDFFFU;
        return at > first && text.substr(at, 1) == ";" && code != 0 && code <= 0x10FFFFU && !surrogate;
    }

    void skip() noexcept { at_ = skip_blanks(text_, at_, text_.size()); }
    [[nodiscard]] bool begins(std::string_view word) const noexcept {
        return text_.substr(std::min(at_, text_.size()), word.size()) == word;
    }
    void unexpected(std::string_view expected) {
        syntax(at_,
               "expected " + std::string(expected) + ", found " + wording::found(character_at(text_, at_)));
    }
    void syntax(std::size_t at, std::string_view reason, std::string_view help = {}) {
        report_.fatal(at, wording::scenario_syntax("XML", reason, help));
    }

    file_report& report_;
    mark_list& marks_;
    std::string_view text_;
    std::size_t at_ = 0;
    std::vector<std::string_view> names_;  ///< of open elements
    bool any_element_ = false;
};

}  // namespace

void scan_xml(file_report& report, mark_list& marks) {
    xml_scanner(report, marks).scan();
}

}  // namespace dti::inline v0
