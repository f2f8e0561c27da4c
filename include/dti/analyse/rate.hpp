// Which figures are rates: shares of a whole, which cannot be above 1 (100%).
//
// In: a compiled indicator and one of its slots. Out: yes or no. A formula does not say what its figures
// mean; two signs do, and what speaks against them counts too: no figure is called a rate that may be none.
#pragma once

#include "dti/evaluate/compiled_definition.hpp"

#include <algorithm>
#include <string_view>

namespace dti::inline v0 {

namespace detail {

/// `rate`, `share`, or a name that ends in `_rate` or `_share`.
inline bool is_called_rate(std::string_view name) noexcept {
    const auto is = [&](std::string_view word) {
        return name == word || (name.size() > word.size() && name[name.size() - word.size() - 1] == '_' &&
                                name.substr(name.size() - word.size()) == word);
    };
    return is("rate") || is("share");
}

/// `part / whole`, both inputs of the same unit.
inline bool is_part_of_whole(const compiled_indicator& item, const program& code) {
    const std::vector<input>& inputs = item.source->inputs;
    if (code.instructions.size() != 3 || code.instructions[2].op != opcode::divide) {
        return false;
    }
    const instruction& part = code.instructions[code.instructions[2].a];
    const instruction& whole = code.instructions[code.instructions[2].b];
    return part.op == opcode::load && whole.op == opcode::load && part.a < inputs.size() &&
           whole.a < inputs.size() && part.a != whole.a && !inputs[part.a].unit.empty() &&
           inputs[part.a].unit == inputs[whole.a].unit;
}

/// 100 · a / b, a / b / 1%, or a number a thousand people: on another scale than a rate.
inline bool is_scaled(const program& code) {
    const auto divides_by_constant = [&](const instruction& step) {
        return step.op == opcode::divide && code.instructions[step.b].op == opcode::constant;
    };
    return std::any_of(code.constants.begin(), code.constants.end(),
                       [](const exact& constant) { return constant > 1 || constant < -1; }) ||
           std::any_of(code.instructions.begin(), code.instructions.end(), divides_by_constant);
}

}  // namespace detail

/// Whether a figure is a rate, 0 to 1:
/// - a derived figure that is one division of two inputs with the same `unit`, or
/// - a number called `rate` or `share`, or so at its end (`online_rate`), if nothing says that it has another
///   scale: an input none when it has a unit of its own (`unit: percent`), a derived figure none when its
///   formula holds a constant beyond ±1 (`100 * owners / adults`).
[[nodiscard]] inline bool is_rate(const compiled_indicator& item, std::size_t slot) {
    const std::vector<input>& inputs = item.source->inputs;
    const scope_entry& entry = item.scope.entries[slot];
    if (slot < inputs.size()) {
        return entry.type == figure_type::number && inputs[slot].unit.empty() &&
               detail::is_called_rate(entry.name);
    }
    const auto derived = std::find_if(item.derive.begin(), item.derive.end(),
                                      [&](const derived_program& one) { return one.slot == slot; });
    return derived != item.derive.end() &&
           (detail::is_part_of_whole(item, derived->code) ||
            (detail::is_called_rate(entry.name) && !detail::is_scaled(derived->code)));
}

}  // namespace dti::inline v0
