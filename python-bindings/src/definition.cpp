// `Definition`: an index that is loaded, and what its data may be called.
#include "bind.hpp"

#include "dti/definition/definition.hpp"
#include "dti/load.hpp"

#include <pybind11/stl.h>

#include <string>
#include <utility>

namespace dti::python {
namespace {

/// What a figure of the data may be: `number`, `yes_no`, `choice`, or the points of an indicator.
struct field {
    std::string name;  ///< `indicator.figure` or `indicator.points`
    std::string indicator;
    std::string kind;
    bool derived = false;  ///< computed from others where it is not given
    bool needed = false;   ///< an input of a formula, or points where there is none
    std::vector<std::string> options;
    std::string unit;
};

/// In the order of a unit's row.
std::vector<field> fields_of(const compiled_definition& rules) {
    std::vector<field> fields;
    for (const compiled_indicator& item : rules.indicators()) {
        const indicator& source = *item.source;
        for (std::size_t slot = 0; slot < item.slots(); ++slot) {
            const bool is_input = slot < source.inputs.size();
            const scope_entry& entry = item.scope.entries[slot];
            fields.push_back(
                {source.id + '.' + entry.name, source.id,
                 is_input ? std::string(input_kind_words[static_cast<std::size_t>(source.inputs[slot].kind)])
                          : "number",
                 !is_input, is_input && source.scored && item.points, entry.options,
                 is_input ? source.inputs[slot].unit : std::string()});
        }
        fields.push_back(
            {source.id + ".points", source.id, "points", false, source.scored && !item.points, {}, "points"});
    }
    return fields;
}

py::dict part_row(const std::string& id, const title& text, language wanted) {
    py::dict row;
    row["id"] = id;
    row["title"] = title_of(text, id, wanted);
    return row;
}

py::list indicator_rows(const compiled_definition& rules, language wanted) {
    py::list rows;
    for (const compiled_indicator& item : rules.indicators()) {
        const indicator& source = *item.source;
        py::dict row = part_row(source.id, source.title, wanted);
        row["code"] = source.code;
        row["sub_index"] = rules.source().sub_indices[item.sub_index].id;
        row["max_score"] = source.max_score.to_double();
        row["weight"] = source.weight.to_double();
        row["scored"] = source.scored;
        row["bonus"] = source.bonus;
        row["formula"] = source.formula;
        row["confidence"] = confidence_words[static_cast<std::size_t>(source.confidence.weakest())];
        rows.append(std::move(row));
    }
    return rows;
}

template <class Parts>
py::list part_rows(const Parts& parts, language wanted) {
    py::list rows;
    for (const auto& part : parts) {
        rows.append(part_row(part.id, part.title, wanted));
    }
    return rows;
}

/// Rules without what is said to who writes definitions: `dti check` tells it.
definition_handle index_or_throw(shared_rules rules, diagnostics&& found) {
    if (rules == nullptr) {
        throw error(std::move(found));
    }
    return {std::move(rules)};
}

definition_handle load_index(const std::string& path_or_id) {
    const py::gil_scoped_release release;
    diagnostics found;
    shared_rules rules = load_definition(path_or_id, found);
    return index_or_throw(std::move(rules), std::move(found));
}

definition_handle parse_index(std::string name, std::string text) {
    const py::gil_scoped_release release;
    diagnostics found;
    shared_rules rules = parse_definition(std::move(name), std::move(text), found);
    return index_or_throw(std::move(rules), std::move(found));
}

}  // namespace

language language_of(std::string_view name) {
    if (name != "en" && name != "vi") {
        throw py::value_error("lang is 'en' or 'vi', not '" + std::string(name) + '\'');
    }
    return name == "vi" ? language::vi : language::en;
}

std::string title_of(const title& text, const std::string& id, language wanted) {
    const std::string& found = text.in(wanted);
    return found.empty() ? id : found;
}

void bind_definition(py::module_& module) {
    module.def("shipped", &shipped_definitions);
    py::class_<field>(module, "Field")
        .def_readonly("name", &field::name)
        .def_readonly("indicator", &field::indicator)
        .def_readonly("kind", &field::kind)
        .def_readonly("derived", &field::derived)
        .def_readonly("needed", &field::needed)
        .def_readonly("options", &field::options)
        .def_readonly("unit", &field::unit)
        .def("__repr__", [](const field& item) { return "<Field " + item.name + ": " + item.kind + '>'; });
    py::class_<definition_handle>(module, "Definition")
        .def_static("load", &load_index, py::arg("path_or_id"))
        .def_static("parse", &parse_index, py::arg("name"), py::arg("text"))
        .def_property_readonly("id", [](const definition_handle& self) { return self.rules->source().id; })
        .def_property_readonly("counts",
                               [](const definition_handle& self) {
                                   return self.rules->source().headline == headline_kind::counts;
                               })
        .def_property_readonly(
            "averages_ties",
            [](const definition_handle& self) { return self.rules->source().ties == tie_method::average; })
        .def_property_readonly(
            "document", [](const definition_handle& self) { return self.rules->source().source.document; })
        .def_property_readonly("source",
                               [](const definition_handle& self) {
                                   const shared_source& text = self.rules->text();
                                   return std::pair(text->name(), std::string(text->text()));
                               })
        .def_property_readonly("fields", [](const definition_handle& self) { return fields_of(*self.rules); })
        .def(
            "title",
            [](const definition_handle& self, const std::string& lang) {
                const definition& source = self.rules->source();
                return title_of(source.title, source.id, language_of(lang));
            },
            py::arg("lang"))
        .def(
            "indicators",
            [](const definition_handle& self, const std::string& lang) {
                return indicator_rows(*self.rules, language_of(lang));
            },
            py::arg("lang"))
        .def(
            "sub_indices",
            [](const definition_handle& self, const std::string& lang) {
                return part_rows(self.rules->source().sub_indices, language_of(lang));
            },
            py::arg("lang"))
        .def(
            "pillars",
            [](const definition_handle& self, const std::string& lang) {
                return part_rows(self.rules->source().pillars, language_of(lang));
            },
            py::arg("lang"));
}

}  // namespace dti::python
