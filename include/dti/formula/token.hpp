// Formula text → tokens.
//
// In: the text of a formula. Out: one token after the other, each with its place; a character that belongs to
// no token becomes a fault with the help that fits it.
#pragma once

#include "dti/formula/tree.hpp"
#include "dti/number/number_text.hpp"
#include "dti/text/utf8.hpp"
#include "dti/text/wording.hpp"

#include <optional>
#include <string_view>

namespace dti::inline v0 {

enum class token_kind : std::uint8_t { end, number, name, symbol, bad };

struct token {
    token_kind kind = token_kind::end;
    std::size_t offset = 0;
    std::string_view text;  ///< a percent sign belongs to its number

    [[nodiscard]] bool is(std::string_view wanted) const noexcept {
        return (kind == token_kind::symbol || kind == token_kind::name) && text == wanted;
    }
};

/// Walks over a formula's text. The text must outlive the tokens.
class tokenizer {
  public:
    explicit tokenizer(std::string_view text) : text_(text) {}

    [[nodiscard]] token next() {
        while (at_ < text_.size() && is_space(text_[at_])) {
            ++at_;
        }
        if (at_ == text_.size()) {
            return {token_kind::end, at_, {}};
        }
        const char c = text_[at_];
        if (detail::is_digit(c)) {
            return take(token_kind::number, number_length());
        }
        if (is_letter(c)) {
            std::size_t length = 1;
            while (at_ + length < text_.size() &&
                   (is_letter(text_[at_ + length]) || detail::is_digit(text_[at_ + length]))) {
                ++length;
            }
            return take(token_kind::name, length);
        }
        for (const std::string_view two : {"<=", ">=", "==", "!="}) {
            if (text_.substr(at_, 2) == two) {
                return take(token_kind::symbol, 2);
            }
        }
        if (std::string_view("+-*/^(),:<>").find(c) != std::string_view::npos) {
            return take(token_kind::symbol, 1);
        }
        return take(token_kind::bad, std::max<std::size_t>(1, decode_utf8(text_, at_).length));
    }

  private:
    static bool is_space(char c) noexcept { return c == ' ' || c == '\t' || c == '\n' || c == '\r'; }
    static bool is_letter(char c) noexcept {
        return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') || c == '_';
    }

    [[nodiscard]] std::size_t number_length() const {
        std::size_t length = detail::digits_at(text_, at_);
        if (at_ + length < text_.size() && text_[at_ + length] == '.') {
            if (const std::size_t fraction = detail::digits_at(text_, at_ + length + 1); fraction > 0) {
                length += 1 + fraction;
            }
        }
        if (at_ + length < text_.size() && text_[at_ + length] == '%') {
            ++length;
        }
        return length;
    }

    token take(token_kind kind, std::size_t length) {
        const token result{kind, at_, text_.substr(at_, length)};
        at_ += length;
        return result;
    }

    std::string_view text_;
    std::size_t at_ = 0;
};

}  // namespace dti::inline v0
