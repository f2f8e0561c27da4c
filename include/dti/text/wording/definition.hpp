// Messages about a definition: its keys, words, ids, ranges.
#pragma once

#include "dti/text/wording/phrases.hpp"

namespace dti::inline v0::wording {

[[nodiscard]] inline message wrong_kind(std::string_view what, std::string_view expected,
                                        std::string_view found_kind) {
    return {"wrong-kind",
            "expected " + std::string(what) + " to be " + std::string(expected) + ", found " +
                std::string(found_kind),
            ""};
}

[[nodiscard]] inline message unknown_key(std::string_view key, std::string_view nearest,
                                         const std::vector<std::string>& valid) {
    return {"unknown-key", "unknown key " + quote(key), mean_or_list(nearest, valid)};
}

[[nodiscard]] inline message duplicate_key(std::string_view key, position first) {
    return {"duplicate-key", "key " + quote(key) + " stands twice",
            "it first stands in line " + std::to_string(first.line)};
}

[[nodiscard]] inline message missing_key(std::string_view owner, std::string_view key) {
    return {"missing-key", std::string(owner) + " needs the key " + quote(key), ""};
}

[[nodiscard]] inline message unsupported_version(std::string_view found_version, int supported) {
    return {"unsupported-version", "format version " + quote(found_version) + " is not supported",
            "this program reads version " + std::to_string(supported) +
                ": `dti: " + std::to_string(supported) + '`'};
}

[[nodiscard]] inline message unknown_word(std::string_view key, std::string_view word,
                                          std::string_view nearest, const std::vector<std::string>& valid) {
    return {"unknown-word", quote(word) + " is no value of " + quote(key),
            (nearest.empty() ? "" : did_you_mean(nearest) + " ") + "valid: " + list(valid)};
}

[[nodiscard]] inline message bad_decimals(std::string_view text, bool none_allowed, int most) {
    return {"bad-decimals",
            "expected a number of decimals from 0 to " + std::to_string(most) +
                (none_allowed ? " or `none`" : "") + ", found " + quote(text),
            ""};
}

[[nodiscard]] inline message bad_index_id(std::string_view id) {
    return {"bad-id", "the id of an index is made of small letters, digits and `-`, found " + quote(id), ""};
}

[[nodiscard]] inline message bad_name(std::string_view what, std::string_view id) {
    return {"bad-id",
            article(what) + " is named by small letters, digits and `_`, a letter first; found " + quote(id),
            ""};
}

[[nodiscard]] inline message duplicate_id(std::string_view what, std::string_view id) {
    return {"duplicate-id", std::string(what) + ' ' + quote(id) + " stands twice", ""};
}

[[nodiscard]] inline message reserved_name(std::string_view what, std::string_view id) {
    return {"reserved-name",
            quote(id) + " cannot name " + article(what) + ": the word has a meaning of its own",
            "choose another name, for example " + quote(std::string(id) + "_1")};
}

[[nodiscard]] inline message unknown_name(std::string_view what, std::string_view name,
                                          std::string_view nearest) {
    return {"unknown-name", "there is no " + std::string(what) + ' ' + quote(name), did_you_mean(nearest)};
}

[[nodiscard]] inline message missing_title() {
    return {"missing-key", "the title needs the key `vi` or `en`", ""};
}

[[nodiscard]] inline message out_of_range(std::string_view what, std::string_view range, const exact& value) {
    return {"out-of-range",
            "expected " + std::string(what) + " to be " + std::string(range) + ", found " + brief(value), ""};
}

[[nodiscard]] inline message empty_list(std::string_view owner, std::string_view item) {
    return {"empty-list", std::string(owner) + " needs at least one " + std::string(item), ""};
}

[[nodiscard]] inline message nothing_to_earn(std::string_view id) {
    return {"nothing-to-earn",
            "sub-index " + quote(id) + " has no maximum: all its scored indicators are a bonus or weigh 0",
            "it is excluded from every total"};
}

[[nodiscard]] inline message sums_differ(std::string_view id, const exact& given, const exact& sum) {
    return {"sums-differ",
            "sub-index " + quote(id) + " says max_score " + brief(given) + ", its scored indicators sum to " +
                brief(sum),
            "the given maximum stands; leave it out to take the sum"};
}

[[nodiscard]] inline message choice_options(std::string_view name, std::string_view owner, bool none) {
    return {"choice-options",
            "input " + quote(name) + " of indicator " + quote(owner) +
                (none ? " is a choice without options" : " has options but is not of `kind: choice`"),
            ""};
}

[[nodiscard]] inline message folded_formula() {
    return {"folded-formula", "a formula cannot be a folded block (`>`)",
            "write it on one line, or as a literal block (`|`)"};
}

/// What a comma inside `{…}` has cut off: the rest of `60,29%`, or of a text.
[[nodiscard]] inline message comma_in_braces(std::string_view rest) {
    const bool number = !rest.empty() && detail::is_digit(rest.front());
    return {
        number ? "bad-number" : "unknown-key", "found a second entry " + quote(rest) + " behind a comma",
        number ? "inside `{…}` a comma ends the entry: write 60.29%, or with `numbers: vi` put the figure in "
                 "quotes"
               : "inside `{…}` a comma ends the entry: put the whole text in quotes"};
}

[[nodiscard]] inline message derive_cycle(const std::vector<std::string>& names) {
    return {"derive-cycle", "derived figures need each other in a circle: " + list(names), ""};
}

[[nodiscard]] inline message derive_no_expression() {
    return {"formula-name",
            "a derived figure is an expression; `points` and points by example stand in `formula` only", ""};
}

[[nodiscard]] inline message example_fails(std::string_view indicator, std::string_view expected,
                                           std::string_view computed) {
    return {"example-fails",
            "the worked example of " + quote(indicator) + " expects " + std::string(expected) +
                " points, the formula gives " + std::string(computed),
            ""};
}

[[nodiscard]] inline message example_unusable(std::string_view indicator, std::string_view why) {
    return {"example-fails",
            "the worked example of " + quote(indicator) + " cannot be computed: " + std::string(why), ""};
}

}  // namespace dti::inline v0::wording
