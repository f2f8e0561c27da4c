// What the sources of dti._core share: the types behind its classes, and the functions that bind them.
#pragma once

#include "cli/inputs.hpp"
#include "dti/evaluate/compiled_definition.hpp"
#include "dti/number/number_text.hpp"
#include "dti/text/diagnostic.hpp"

#include <pybind11/pybind11.h>

#include <memory>
#include <string_view>
#include <vector>

namespace dti::python {

namespace py = pybind11;

/// `Definition`: compiled rules.
struct definition_handle {
    shared_rules rules;
};

/// `Data`: the figures of units with their definition, and what was doubtful about them. Never changed.
struct data_handle {
    std::shared_ptr<const cli::inputs> given;
    std::vector<diagnostic> warnings;
};

/// The notation of numbers by its name; a ValueError for any other.
[[nodiscard]] notation notation_of(std::string_view name);
/// A language by its name; a ValueError for any other.
[[nodiscard]] language language_of(std::string_view name);
/// Only the warnings, for results that stand.
[[nodiscard]] std::vector<diagnostic> warnings_of(const diagnostics& found);
/// A title in a language, or in the other one, or the id.
[[nodiscard]] std::string title_of(const title& text, const std::string& id, language wanted);
/// An exact number as a pair of Python's integers.
[[nodiscard]] py::tuple to_fraction(const exact& value);

void bind_errors(py::module_& module);
void bind_definition(py::module_& module);
void bind_data(py::module_& module);
void bind_scores(py::module_& module);
void bind_answers(py::module_& module);
void bind_scorer(py::module_& module);

}  // namespace dti::python
