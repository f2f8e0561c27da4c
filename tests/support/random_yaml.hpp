// Random YAML: documents that are mostly sound, in every style, and texts with small mistakes put into them.
#pragma once

#include "support/random.hpp"

#include <initializer_list>
#include <iterator>
#include <string>
#include <string_view>

namespace dti_test {

/// A document of maps, lists and scalars in block and flow style, with comments, blank lines and odd blanks.
class random_yaml {
  public:
    explicit random_yaml(random_source& random) : random_(random) {}

    std::string document() {
        text_ = pick({"", "", "", "---\n", "--- # one\n", "# a comment\n\n", "\n"});
        if (random_.once_in(8)) {
            flow(0, 0);
            text_ += '\n';
        } else {
            block(0, 0);
        }
        text_ += pick({"", "", "", "", "...\n", "# the end\n", "\n\n"});
        if (random_.once_in(8) && !text_.empty()) {
            text_.pop_back();
        }
        return random_.once_in(6) ? with_carriage_returns() : text_;
    }

  private:
    std::string_view pick(std::initializer_list<std::string_view> choices) {
        return choices.begin()[random_.below(choices.size())];
    }
    std::string indent(std::size_t columns) { return std::string(columns, ' '); }
    std::string_view line_end() {
        return pick({"\n", "\n", "\n", "\n", "\n", "\n", " \n", " # why\n", "\n\n", "\n  \n", "\n# so\n",
                     "\n    # so\n"});
    }

    /// A map or list whose entries begin in a column.
    void block(std::size_t column, int depth) {
        const bool list = random_.once_in(3);
        const std::size_t entries = 1 + random_.below(4);
        for (std::size_t i = 0; i < entries; ++i) {
            if (i > 0 || !at_entry_) {
                text_ += indent(column);
            }
            at_entry_ = false;
            if (list) {
                text_ += pick({"- ", "- ", "- ", "-  ", "-"});
            } else {
                key();
                text_ += pick({": ", ": ", ": ", ":  ", ":", " : "});
            }
            value(column, depth, list);
        }
    }

    void value(std::size_t column, int depth, bool in_list) {
        const bool blank = text_.back() == ' ';
        switch (random_.below(depth < 4 && blank ? 9 : 5)) {
            case 0:
            case 1:
                scalar(column, false);
                text_ += line_end();
                return;
            case 2:
                block_scalar(column);
                return;
            case 3:
                flow(column, depth);
                text_ += line_end();
                return;
            case 4:
                text_ += line_end();  // absent
                return;
            case 5:
                if (in_list) {  // `- a: b` and `- - a`
                    at_entry_ = true;
                    block(column + 2, depth + 1);
                    return;
                }
                [[fallthrough]];
            default:
                text_ += line_end();
                block(column + (in_list ? 1 : random_.below(2)) + random_.below(3), depth + 1);
        }
    }

    void key() {
        if (random_.once_in(40)) {
            text_ += pick({"? ", "! ", "&a ", "?"});
        }
        text_ += pick({"a", "b", "key", "ê", "tên đơn vị", "x y", "k-1", "a.b", "'q'", "\"d\"", "'it''s'",
                       "~", "1", "a:b", "a#", "-a", ".", "…", "\"\\u00ea\""});
        const char end = text_.back();
        const std::size_t quote = end == '\'' || end == '"' ? 1 : 0;
        text_.insert(text_.size() - quote, std::to_string(random_.below(50)));  // few keys stand twice
    }

    std::string_view word() {
        return pick({"a",    "ô",   "points", "0.4/10", "4%",    "60,29%",
                     "null", "~",   "yes",    "1.970",  "a:b",   "http://x.vn/?a=1#b",
                     "it's", "(x)", "-1",     "--",     "- ",    "…",
                     "x#y",  "#",   "\\n",    "Null",   "&",     "a*b",
                     "!",    "=",   "@",      "<",      "what?", "?",
                     ":",    "[",   "}",      "|",      "---",   "...",
                     "%",    "'",   "\""});
    }

    std::string words() {
        std::string text(word());
        for (std::size_t more = random_.below(4); more > 0; --more) {
            text += pick({" ", " ", " ", "  ", ""});
            text += word();
        }
        return text;
    }

    void scalar(std::size_t column, bool in_flow) {
        const std::string gap = random_.once_in(6) ? std::string(pick({"\n", "\n", " \n", "\n\n", "\n \n"})) +
                                                         indent(column + random_.below(4))
                                                   : " ";
        switch (random_.below(4)) {
            case 0:
                text_ += '\'' + std::string(pick({"", "x", "''", " y ", "ê", "a: b", "a # b", "{", "\n"})) +
                         gap + std::string(pick({"", "z", "''"})) + '\'';
                return;
            case 1:
                text_ += '"' +
                         std::string(pick({"", "x", "\\\"", " y ", "\\u00ea", "a: b", "\\n", "\\t", "\\ ",
                                           "\\x41", "\\_", "\\N", "\\L", "\\/", "\\\n"})) +
                         gap + std::string(pick({"", "z", "\\\\", "\\0"})) + '"';
                return;
            default:
                text_ += in_flow && random_.once_in(2) ? "" : words();
                if (gap != " ") {
                    text_ += gap + words();
                }
        }
    }

    void block_scalar(std::size_t column) {
        text_ += pick({"|", "|", ">", ">", "|-", ">-", "|+", ">+", "|2", ">1-", "|-1"});
        text_ += pick({"\n", "\n", "\n", " \n", " # c\n", "\n\n"});
        const std::size_t inner = column + random_.below(4);
        for (std::size_t lines = random_.below(4); lines > 0; --lines) {
            text_ += indent(random_.once_in(4) ? inner + random_.below(3) : inner);
            text_ += words();
            text_ += pick({"\n", "\n", "\n", " \n", "\n\n", "\n   \n", "\n\n\n", "\n# c\n"});
        }
    }

    void flow(std::size_t column, int depth) {
        const bool list = random_.once_in(2);
        text_ += list ? '[' : '{';
        for (std::size_t entries = random_.below(4); entries > 0; --entries) {
            text_ += pick({"", "", "", " ", "\n  "});
            if (!list || random_.once_in(6)) {
                key();
                text_ += pick({": ", ": ", ": ", ":", ":\n  ", ""});
            }
            if (depth < 4 && random_.once_in(4)) {
                flow(column, depth + 1);
            } else {
                scalar(column, true);
            }
            text_ += pick({"", "", "", " ", "\n  "});
            text_ += entries > 1 ? pick({", ", ", ", ", ", ",", ",\n  ", " # c\n  , "})
                                 : pick({"", "", "", ",", ", "});
        }
        text_ += list ? ']' : '}';
    }

    [[nodiscard]] std::string with_carriage_returns() const {
        std::string result;
        for (const char c : text_) {
            result += c == '\n' ? std::string("\r\n") : std::string(1, c);
        }
        return result;
    }

    random_source& random_;
    std::string text_;
    bool at_entry_ = false;
};

/// A text with some pieces lost, doubled, or put in from what means something in YAML.
inline std::string mutated(std::string text, random_source& random) {
    constexpr std::string_view pieces[] = {
        "\n", "\n  ", "\n\n", " ",  "  ",     ": ",     ":",      "- ",     "-",     "\n- ",  "? ", "?",
        "#",  " # ",  "'",    "\"", "|\n",    ">\n",    "|-\n",   ">+\n",   "---\n", "...\n", "~",  "null",
        "{",  "}",    "[",    "]",  ", ",     ",",      "&a ",    "*a",     "! ",    "%",     "\t", "\r\n",
        "\\", "\\n",  "''",   "ê",  "\u00a0", "\u2028", "\ufeff", "\u0085", "`"};
    for (std::size_t changes = 1 + random.below(3); changes > 0 && !text.empty(); --changes) {
        const std::size_t at = random.below(text.size() + 1);
        switch (random.below(4)) {
            case 0:
                text.erase(at, 1 + random.below(3));
                break;
            case 1:
                text.insert(at, text.substr(random.below(text.size()), random.below(30)));
                break;
            default:
                text.insert(at, pieces[random.below(std::size(pieces))]);
        }
    }
    return text;
}

}  // namespace dti_test
