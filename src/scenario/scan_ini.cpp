#include "dti/text/wording.hpp"
#include "scenario/scan.hpp"
#include "table/csv_table.hpp"

#include <algorithm>
#include <map>
#include <string>

namespace dti::inline v0 {
namespace {

/// One line is `[section]`, `key = value`, a comment or empty. Every mistake is reported: a line does not
/// depend on the one above. What comes twice is refused here, since the parser does so without a place.
class ini_scanner {
  public:
    ini_scanner(file_report& report, mark_list& marks)
        : report_(report), marks_(marks), text_(report.source().text()) {}

    void scan() {
        for (std::size_t at = 0; at <= text_.size() && !report_.full();) {
            const std::size_t end = std::min(text_.find('\n', at), text_.size());
            scan_line(skip_blanks(text_, at, end), end);
            at = end + 1;
        }
        end_section(text_.size());
    }

  private:
    void scan_line(std::size_t at, std::size_t end) {
        if (at == end || is_comment(at)) {
            return;
        }
        if (text_[at] == '[') {
            end_section(at);
            begin_section(at, end);
        } else if (const std::size_t sign = text_.substr(0, end).find('=', at);
                   sign == std::string_view::npos) {
            syntax(at, "expected `[`, a comment or a key with `=` and a value");
        } else if (sign == at) {
            syntax(at, "expected a key in front of `=`");
        } else if (section_.empty()) {
            report_.error(at, wording::scenario_syntax("INI", "expected a section first, such as `[plan]`",
                                                       "a section is a scenario; `[plan @ UNIT]` changes "
                                                       "another unit"));
        } else {
            any_key_ = true;
            enter(keys_, trimmed(text_.substr(at, sign - at)), at);
            marks_.key(at);
            marks_.value(std::min(skip_blanks(text_, sign + 1, end), end));
        }
    }

    void begin_section(std::size_t at, std::size_t end) {
        const std::size_t close = text_.substr(0, end).find(']', at);
        keys_.clear();
        any_key_ = false;
        section_at_ = at;
        if (close == std::string_view::npos) {
            section_ = "?";
            any_key_ = true;  // what is below has a section, which is wrong
            syntax(at, "the `[` that opens here is not closed in this line");
            return;
        }
        const std::size_t behind = skip_blanks(text_, close + 1, end);
        if (behind < end && !is_comment(behind)) {
            syntax(behind, "expected the end of the line behind `]`, found " +
                               wording::found(character_at(text_, behind)));
        }
        const std::string_view name = trimmed(text_.substr(at + 1, close - at - 1));
        section_ = "[" + std::string(name) + "]";
        const std::size_t name_at = skip_blanks(text_, at + 1, close);
        enter(sections_, name, name_at);
        marks_.key(name_at);
        marks_.open(mark_kind::open_map, at);
    }

    /// The parser leaves out a section without keys.
    void end_section(std::size_t at) {
        if (section_.empty()) {
            return;
        }
        if (!any_key_) {
            report_.error(section_at_, wording::empty_list("section " + wording::quote(section_), "change"));
        }
        marks_.close(at);
    }

    void enter(std::map<std::string_view, std::size_t>& known, std::string_view name, std::size_t at) {
        const auto [first, added] = known.emplace(name, at);
        if (!added) {
            report_.error(at, wording::duplicate_key(name, report_.source().at(first->second)));
        }
    }

    [[nodiscard]] bool is_comment(std::size_t at) const noexcept {
        return text_[at] == ';' || text_[at] == '#';
    }

    void syntax(std::size_t at, std::string_view reason) {
        report_.error(at, wording::scenario_syntax("INI", reason));
    }

    file_report& report_;
    mark_list& marks_;
    std::string_view text_;
    std::map<std::string_view, std::size_t> sections_;
    std::map<std::string_view, std::size_t> keys_;  ///< of this section
    std::string section_;                           ///< as a message calls it; empty above the first
    std::size_t section_at_ = 0;
    bool any_key_ = false;
};

}  // namespace

void scan_ini(file_report& report, mark_list& marks) {
    ini_scanner(report, marks).scan();
}

}  // namespace dti::inline v0
