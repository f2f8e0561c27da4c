// Pieces of sentences that messages share: quoting, lists, "did you mean", and what is wrong with a number.
#pragma once

#include "dti/number/number_text.hpp"
#include "dti/number/rounding.hpp"
#include "dti/text/diagnostic.hpp"

#include <string>
#include <string_view>
#include <vector>

namespace dti::inline v0::wording {

/// `text` shortened when it is long, `?` for what is not printable: fit for one line of a message.
[[nodiscard]] inline std::string shorten(std::string_view text) {
    constexpr std::size_t longest = 60;
    std::string shown;
    std::size_t characters = 0;
    for (std::size_t at = 0; at < text.size(); ++characters) {
        const auto [code_point, length] = decode_utf8(text, at);
        if (characters == longest) {
            shown += "…";
            break;
        }
        shown += length == 0 || !is_printable(code_point) ? std::string_view("?") : text.substr(at, length);
        at += length == 0 ? 1 : length;
    }
    return shown;
}

/// A short text in back quotes.
[[nodiscard]] inline std::string quote(std::string_view text) {
    return '`' + shorten(text) + '`';
}

/// A number; one that was computed can have any length.
[[nodiscard]] inline std::string brief(const exact& value) {
    return shorten(to_shortest_text(value));
}

/// Names that a list shows at the most.
inline constexpr std::size_t most_listed = 20;

[[nodiscard]] inline std::string list(const std::vector<std::string>& names) {
    std::string text;
    for (std::size_t i = 0; i < names.size() && i < most_listed; ++i) {
        text += (i == 0 ? "" : ", ") + quote(names[i]);
    }
    return names.size() > most_listed ? text + ", …" : text;
}

[[nodiscard]] inline std::string did_you_mean(std::string_view nearest) {
    return nearest.empty() ? std::string() : "did you mean " + quote(nearest) + "?";
}

/// The suggestion if there is one, else what is valid here.
[[nodiscard]] inline std::string mean_or_list(std::string_view nearest,
                                              const std::vector<std::string>& valid) {
    return nearest.empty() && !valid.empty() ? "valid here: " + list(valid) : did_you_mean(nearest);
}

/// "a unit", "an indicator".
[[nodiscard]] inline std::string article(std::string_view noun) {
    const bool vowel = !noun.empty() && std::string_view("aeio").find(noun.front()) != std::string_view::npos;
    return (vowel ? "an " : "a ") + std::string(noun);
}

[[nodiscard]] inline std::string found(std::string_view text) {
    return text.empty() ? std::string("the end") : quote(text);
}

/// A limit that guards against hostile input, named with its figure.
[[nodiscard]] inline message limit(std::string_view what, std::uint64_t most, std::string_view unit) {
    return {"limit",
            "the " + std::string(what) + " is above the limit of " + std::to_string(most) + ' ' +
                std::string(unit),
            ""};
}

/// A text that is no number; `where` says which option switches the notation, or "the definition" where none
/// does.
[[nodiscard]] inline message bad_number(std::string_view text, number_fault fault, notation style,
                                        std::string_view where) {
    const std::string expected =
        style == notation::vi ? "a number such as 1.234,5 or 60,29%" : "a number such as 1234.5 or 60.29%";
    const bool data = where != "the definition";
    switch (fault) {
        case number_fault::empty:
            return {"bad-number", "expected " + expected + ", found nothing", ""};
        case number_fault::too_long:
            return limit("length of a number", max_number_length, "characters");
        case number_fault::decimal_comma:
            return {"bad-number", "expected " + expected + ", found " + quote(text),
                    data ? "figures with a decimal comma are read with " + std::string(where)
                         : "write the decimal point as `.`"};
        case number_fault::thousands_comma:
            return {"bad-number", "expected " + expected + ", found " + quote(text),
                    "write thousands without separators"};
        case number_fault::decimal_point:
            return {"bad-number", "expected " + expected + ", found " + quote(text),
                    "in Vietnamese notation `,` is the decimal sign and `.` stands before groups of three "
                    "digits"};
        case number_fault::comparison:
            return {"bad-number", "expected " + expected + ", found " + quote(text),
                    "a comparison is a target, not a figure: under `targets` it reads `{over: 150}`; at "
                    "least 150 is `150`"};
        case number_fault::spaced_percent:
            return {"bad-number", "expected " + expected + ", found " + quote(text),
                    "write `%` directly behind the number"};
        case number_fault::not_a_number:
            break;
    }
    return {"bad-number", "expected " + expected + ", found " + quote(text), ""};
}

}  // namespace dti::inline v0::wording
