// Diagnostics in one short text: "code line:column", warnings with a `?`, joined by "; " in the order of
// their finding.
#pragma once

#include "dti/text/diagnostic.hpp"

#include <string>

namespace dti_test {

inline std::string summary(const dti::diagnostics& found) {
    std::string text;
    for (const dti::diagnostic& item : found.items()) {
        text += text.empty() ? "" : "; ";
        text += item.level == dti::severity::warning ? "?" : "";
        text += item.what.code;
        if (item.where) {
            text += ' ' + std::to_string(item.where.line) + ':' + std::to_string(item.where.column);
        }
    }
    return text;
}

/// `text` as often as said, one behind the other.
inline std::string repeated(const std::string& text, std::size_t times) {
    std::string result;
    result.reserve(text.size() * times);
    for (std::size_t i = 0; i < times; ++i) {
        result += text;
    }
    return result;
}

}  // namespace dti_test
