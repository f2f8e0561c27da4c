// A user's mistakes as Python sees them: `Diagnostic`, and dti::error as the exception dti.Error.
#include "bind.hpp"

#include <pybind11/stl.h>

#include <algorithm>
#include <exception>
#include <optional>
#include <string>

namespace dti::python {
namespace {

std::optional<std::uint32_t> place_of(std::uint32_t number) {
    return number == 0 ? std::nullopt : std::optional(number);
}

/// Raises dti.FileError where a file could not be read, else dti.Error. Both are written in Python.
void raise(const error& mistake) {
    const std::vector<diagnostic>& items = mistake.diagnostics().items();
    const bool of_file = std::any_of(items.begin(), items.end(),
                                     [](const diagnostic& item) { return item.what.code == "cannot-read"; });
    const py::object type = py::module_::import("dti._errors").attr(of_file ? "FileError" : "Error");
    const py::object raised = type(py::str(mistake.what()), py::cast(items));
    PyErr_SetObject(type.ptr(), raised.ptr());
}

}  // namespace

std::vector<diagnostic> warnings_of(const diagnostics& found) {
    std::vector<diagnostic> warnings;
    for (const diagnostic& item : found.items()) {
        if (item.level == severity::warning) {
            warnings.push_back(item);
        }
    }
    return warnings;
}

void bind_errors(py::module_& module) {
    py::class_<diagnostic>(module, "Diagnostic")
        .def_property_readonly(
            "level",
            [](const diagnostic& item) { return item.level == severity::error ? "error" : "warning"; })
        .def_property_readonly("code", [](const diagnostic& item) { return item.what.code; })
        .def_property_readonly("message", [](const diagnostic& item) { return item.what.text; })
        .def_property_readonly("help", [](const diagnostic& item) { return item.what.help; })
        .def_property_readonly("file", [](const diagnostic& item) { return item.file; })
        .def_property_readonly("line", [](const diagnostic& item) { return place_of(item.where.line); })
        .def_property_readonly("column", [](const diagnostic& item) { return place_of(item.where.column); })
        .def("__str__", [](const diagnostic& item) { return to_text(item); })
        .def("__repr__", [](const diagnostic& item) {
            return "<Diagnostic " + to_text({item.level, item.file, item.where, item.what, {}}) + '>';
        });
    py::register_local_exception_translator([](std::exception_ptr thrown) {
        try {
            std::rethrow_exception(thrown);
        } catch (const error& mistake) {
            raise(mistake);
        }
    });
}

}  // namespace dti::python
