// `Data`: the figures of units, read by the readers that the command line uses.
#include "bind.hpp"

#include "dti/load.hpp"
#include "units/find_unit.hpp"

#include <pybind11/stl.h>

#include <optional>
#include <string>
#include <utility>

namespace dti::python {
namespace {

data_handle data_or_throw(const shared_rules& rules, std::optional<data_set> data, diagnostics&& found) {
    if (!data) {
        throw error(std::move(found));
    }
    std::vector<diagnostic> warnings = warnings_of(found);
    return {std::make_shared<const cli::inputs>(cli::inputs{rules, std::move(*data)}), std::move(warnings)};
}

data_handle load_units(const definition_handle& index, const std::vector<std::string>& paths,
                       const std::string& numbers) {
    const notation style = notation_of(numbers);
    const py::gil_scoped_release release;
    diagnostics found;
    std::optional<data_set> data = load_data(index.rules, paths, style, found);
    return data_or_throw(index.rules, std::move(data), std::move(found));
}

data_handle parse_units(const definition_handle& index, std::string name, const py::bytes& text,
                        const std::string& numbers) {
    const notation style = notation_of(numbers);
    const data_text read{std::move(name), text};
    const py::gil_scoped_release release;
    diagnostics found;
    std::optional<data_set> data = parse_data(index.rules, {&read, 1}, style, found);
    return data_or_throw(index.rules, std::move(data), std::move(found));
}

/// The position of a unit in any usual spelling; dti.Error with the nearest name for any other.
std::size_t find_position(const data_handle& self, const std::string& name) {
    unit_choice chosen = find_unit(self.given->data, name);
    if (!chosen.unit) {
        diagnostics found;
        found.error("unit", std::move(*chosen.mistake));
        throw error(std::move(found));
    }
    return *chosen.unit;
}

template <class Member>
auto of_units(Member unit_info::*member) {
    return [member](const data_handle& self) {
        std::vector<Member> values;
        for (const unit_info& unit : self.given->data.units()) {
            values.push_back(unit.*member);
        }
        return values;
    };
}

}  // namespace

notation notation_of(std::string_view name) {
    if (name == "plain") {
        return notation::plain;
    }
    if (name == "vi") {
        return notation::vi;
    }
    if (name == "computed") {
        return notation::computed;
    }
    throw py::value_error("numbers is 'plain' or 'vi', not '" + std::string(name) + '\'');
}

void bind_data(py::module_& module) {
    py::class_<data_handle>(module, "Data")
        .def_static("load", &load_units, py::arg("index"), py::arg("paths"), py::arg("numbers"))
        .def_static("parse", &parse_units, py::arg("index"), py::arg("name"), py::arg("text"),
                    py::arg("numbers"))
        .def_property_readonly("index",
                               [](const data_handle& self) { return definition_handle{self.given->rules}; })
        .def_property_readonly("units", of_units(&unit_info::name))
        .def_property_readonly("groups", of_units(&unit_info::group))
        .def_property_readonly("ranked", of_units(&unit_info::ranked))
        .def_property_readonly("synthetic", of_units(&unit_info::synthetic))
        .def_readonly("warnings", &data_handle::warnings)
        .def(
            "fits",
            [](const data_handle& self, const definition_handle& index) {
                return self.given->rules == index.rules;
            },
            py::arg("index"))
        .def("find", &find_position, py::arg("unit"))
        .def("__len__", [](const data_handle& self) { return self.given->data.units().size(); })
        .def("__repr__", [](const data_handle& self) {
            return "<Data of " + std::to_string(self.given->data.units().size()) + " units for " +
                   self.given->rules->source().id + '>';
        });
}

}  // namespace dti::python
