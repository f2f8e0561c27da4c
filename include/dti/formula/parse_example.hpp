// Points by example: "0.4/10 points = 4%", or several anchors "0/10 points = 20%; 10/10 points = 80%".
//
// In: the text of a formula. Out: its anchors, or the first fault. In this notation alone `điểm` may stand
// for `points`, and a comma for the decimal point.
#pragma once

#include "dti/formula/tree.hpp"
#include "dti/number/number_text.hpp"
#include "dti/text/utf8.hpp"
#include "dti/text/wording.hpp"

#include <array>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

namespace dti::inline v0 {

namespace detail {

// `điểm` composed, decomposed, and with only the circumflex composed: files come in all three.
inline constexpr std::array<std::string_view, 4> points_words{"points", "điểm", "đie\u0302\u0309m",
                                                              "đi\u00EA\u0309m"};

/// Length of the word for points at `at`, or 0.
inline std::size_t points_word_at(std::string_view text, std::size_t at) noexcept {
    for (const std::string_view word : points_words) {
        if (text.substr(at, word.size()) == word) {
            return word.size();
        }
    }
    return 0;
}

class example_parser {
  public:
    explicit example_parser(std::string_view text) : text_(text) {}

    std::optional<formula_fault> parse(std::vector<formula_anchor>& out) {
        for (;;) {
            skip_spaces();
            formula_anchor anchor;
            anchor.offset = at_;
            if (!number(anchor.points) || !symbol('/') ||
                !located_number(anchor.max_score, anchor.max_score_offset) || !points_word() ||
                !symbol('=') || !located_number(anchor.rate, anchor.rate_offset) || !percent_sign()) {
                return fault_;
            }
            anchor.rate /= 100;
            if (anchor.points > anchor.max_score) {
                return formula_fault{anchor.offset,
                                     wording::example_above_max(anchor.points, anchor.max_score)};
            }
            if (!out.empty() && anchor.rate <= out.back().rate) {
                return formula_fault{anchor.rate_offset, wording::example_order()};
            }
            out.push_back(std::move(anchor));
            skip_spaces();
            if (at_ == text_.size()) {
                break;
            }
            if (!symbol(';')) {
                return fault_;
            }
        }
        if (out.size() == 1 && out.front().rate.is_zero()) {
            return formula_fault{out.front().rate_offset, wording::example_zero_rate()};
        }
        return std::nullopt;
    }

  private:
    void skip_spaces() {
        while (at_ < text_.size() && std::string_view(" \t\r\n").find(text_[at_]) != std::string_view::npos) {
            ++at_;
        }
    }

    bool fail(std::string_view expected) {
        const std::size_t length =
            at_ < text_.size() ? std::max<std::size_t>(1, decode_utf8(text_, at_).length) : 0;
        fault_ = formula_fault{at_, wording::example_expected(expected, text_.substr(at_, length))};
        return false;
    }

    bool number(exact& out) {
        const std::size_t whole = digits_at(text_, at_);
        if (whole == 0) {
            return fail("a number");
        }
        std::string digits(text_.substr(at_, whole));
        std::size_t end = at_ + whole;
        std::size_t fraction = 0;
        if (end < text_.size() && (text_[end] == '.' || text_[end] == ',')) {
            fraction = digits_at(text_, end + 1);
            if (fraction == 0) {
                at_ = end;
                return fail("digits behind the decimal point");
            }
            digits += text_.substr(end + 1, fraction);
            end += 1 + fraction;
        }
        if (digits.size() > max_number_length) {
            fault_ =
                formula_fault{at_, wording::limit("length of a number", max_number_length, "characters")};
            return false;
        }
        out = decimal_value(digits, static_cast<int>(fraction));
        at_ = end;
        return true;
    }

    bool located_number(exact& out, std::size_t& offset) {
        skip_spaces();
        offset = at_;
        return number(out);
    }

    bool symbol(char wanted) {
        skip_spaces();
        if (at_ >= text_.size() || text_[at_] != wanted) {
            return fail('`' + std::string(1, wanted) + '`');
        }
        ++at_;
        return true;
    }

    bool points_word() {
        skip_spaces();
        const std::size_t length = points_word_at(text_, at_);
        if (length == 0) {
            return fail("`points` (or `điểm`)");
        }
        at_ += length;
        return true;
    }

    bool percent_sign() {
        if (at_ >= text_.size() || text_[at_] != '%') {
            return fail("`%` directly behind the rate");
        }
        ++at_;
        return true;
    }

    std::string_view text_;
    std::size_t at_ = 0;
    std::optional<formula_fault> fault_;
};

}  // namespace detail

/// True when a formula is meant as points by example: the word for points stands behind a number.
[[nodiscard]] inline bool is_example_notation(std::string_view text) noexcept {
    const std::size_t first = text.find_first_not_of(" \t\r\n");
    if (first == std::string_view::npos || !detail::is_digit(text[first])) {
        return false;
    }
    const auto in_name = [](char c) { return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') || c == '_'; };
    for (std::size_t at = first; at < text.size(); ++at) {
        const std::size_t length = detail::points_word_at(text, at);
        if (length == 0 || at == first || in_name(text[at - 1])) {
            continue;
        }
        if (!detail::is_digit(text[text.find_last_not_of(" \t\r\n", at - 1)])) {
            continue;  // `10 * points` is an expression with a mistake
        }
        const std::size_t behind = at + length;  // `2 * points_given` names a figure
        if (behind == text.size() || !(in_name(text[behind]) || detail::is_digit(text[behind]))) {
            return true;
        }
    }
    return false;
}

/// Parses the notation by example into `out`. Rates must strictly increase.
[[nodiscard]] inline std::optional<formula_fault> parse_example(std::string_view text,
                                                                std::vector<formula_anchor>& out) {
    return detail::example_parser(text).parse(out);
}

}  // namespace dti::inline v0
