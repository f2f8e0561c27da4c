// dti._core, the compiled half of the Python package: names for what C++ computes, and nothing else.
//
// What users see is the package around it (python-bindings/dti): it makes data frames, chooses defaults and
// carries the documentation. What a function here takes and gives is written down in dti/_core.pyi.
#include "bind.hpp"

#include "dti/version.hpp"

#include <string>

PYBIND11_MODULE(_core, module) {
    module.doc() = "The compiled half of dti; use the package dti.";
    module.attr("version") = std::string(dti::version_text);
    dti::python::bind_errors(module);
    dti::python::bind_definition(module);
    dti::python::bind_data(module);
    dti::python::bind_scores(module);
    dti::python::bind_answers(module);
    dti::python::bind_scorer(module);
}
