#include "dti/text/wording.hpp"
#include "scenario/scan.hpp"

#include <algorithm>

namespace dti::inline v0 {
namespace {

/// The grammar of INFO, line by line: a key, perhaps a text, perhaps `{` … `}`. Words end at blanks and `;`
/// only: `a{` is one word.
class info_scanner {
  public:
    info_scanner(file_report& report, mark_list& marks)
        : report_(report), marks_(marks), text_(report.source().text()) {}

    void scan() {
        for (std::size_t at = 0; at <= text_.size() && !report_.full();) {
            const std::size_t end = std::min(text_.find('\n', at), text_.size());
            scan_line(at, end);
            at = end + 1;
        }
        if (!report_.full() && !marks_.opened().empty()) {
            syntax(marks_.opened().back().offset, "the `{` that opens here is never closed",
                   "blanks stand around `{` and `}`");
        }
    }

  private:
    enum class expected : std::uint8_t { key, text, more };

    void scan_line(std::size_t at, std::size_t end) {
        at = skip_blanks(text_, at, end);
        if (at < end && text_[at] == '#') {
            report_.fatal(at, wording::scenario_directive());
            return;
        }
        for (; !report_.full(); at = skip_blanks(text_, at, end)) {
            if (at == end || text_[at] == ';') {
                next_ = next_ == expected::text ? expected::key : next_;
                return;
            }
            if (next_ == expected::more) {
                at = scan_continuation(at, end);
            } else if (text_[at] == '{') {
                open(at++);
            } else if (text_[at] == '}') {
                close(at++);
            } else if (next_ == expected::key) {
                marks_.key(at);
                at = scan_word(at, end, false);
                has_key_ = true;
                next_ = expected::text;
            } else {
                marks_.value(at);
                next_ = expected::key;
                at = scan_word(at, end, true);
            }
        }
    }

    void open(std::size_t at) {
        if (!has_key_) {
            syntax(at, "no `{` fits here", "a key stands in front of `{`");
            return;
        }
        marks_.open(mark_kind::open_map, at);
        has_key_ = false;
        next_ = expected::key;
    }

    void close(std::size_t at) {
        if (marks_.opened().empty()) {
            syntax(at, "no `{` is open that this `}` could close", "blanks stand around `{` and `}`");
            return;
        }
        marks_.close(at);
        has_key_ = false;
        next_ = expected::key;
    }

    /// The rest of a text whose last line ended in `\`.
    std::size_t scan_continuation(std::size_t at, std::size_t end) {
        if (text_[at] != '"') {
            syntax(at, "expected the text above to go on in quotes, found " +
                           wording::found(character_at(text_, at)));
            return end;
        }
        next_ = expected::key;
        return scan_word(at, end, true);
    }

    /// A word, or a text in quotes. Behind a quote, `\` at the end of the line says that the text goes on.
    std::size_t scan_word(std::size_t at, std::size_t end, bool may_go_on) {
        const std::size_t start = at;
        const bool quoted = text_[at] == '"';
        at += quoted ? 1U : 0U;
        while (at < end && !(quoted ? text_[at] == '"' : detail::is_blank(text_[at]) || text_[at] == ';')) {
            if (text_[at] != '\\') {
                ++at;
                continue;
            }
            const bool known = at + 1 < end && std::string_view("0abfnrtv\"'\\").find(text_[at + 1]) !=
                                                   std::string_view::npos;
            if (!known) {
                syntax(at, "no escape begins so", "a `\\` itself is written `\\\\`");
                return end;
            }
            at += 2;
        }
        if (!quoted) {
            return at;
        }
        if (at == end) {
            syntax(start, "the quote that opens here is not closed in this line");
            return end;
        }
        return behind_quote(at + 1, end, may_go_on);
    }

    std::size_t behind_quote(std::size_t at, std::size_t end, bool may_go_on) {
        const std::size_t next = skip_blanks(text_, at, end);
        if (next == end || text_[next] != '\\') {
            return at;
        }
        const std::size_t behind = skip_blanks(text_, next + 1, end);
        if (!may_go_on || (behind < end && text_[behind] != ';')) {
            syntax(next, "no `\\` fits here", "at the end of a line it says that the text goes on below");
            return end;
        }
        next_ = expected::more;
        return end;
    }

    void syntax(std::size_t at, std::string_view reason, std::string_view help = {}) {
        report_.fatal(at, wording::scenario_syntax("INFO", reason, help));
    }

    file_report& report_;
    mark_list& marks_;
    std::string_view text_;
    expected next_ = expected::key;
    bool has_key_ = false;  ///< whether `{` would open the map of a key
};

}  // namespace

void scan_info(file_report& report, mark_list& marks) {
    info_scanner(report, marks).scan();
}

}  // namespace dti::inline v0
