// `Scorer`: batches over NumPy's arrays, in place, without the interpreter's lock.
//
// In: float64 arrays with any strides. Out: arrays of results, the caller's or new ones.
#include "bind.hpp"

#include "batch_job.hpp"
#include "dti/text/wording.hpp"

#include <pybind11/stl.h>

#include <algorithm>
#include <array>
#include <cmath>
#include <cstdint>
#include <optional>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

namespace dti::python {
namespace {

/// What a batch can give, by the names that Python has for it.
constexpr std::array<const char*, 6> result_names{"total",       "total_points", "ranks",
                                                  "sub_indices", "pillars",      "indicators"};
enum class result_kind : std::uint8_t { total, total_points, ranks, sub_indices, pillars, indicators };

result_kind kind_of(std::string_view name) {
    const auto found = std::find(result_names.begin(), result_names.end(), name);
    if (found == result_names.end()) {
        std::string known;
        for (const char* word : result_names) {
            known += (known.empty() ? "'" : ", '") + std::string(word) + '\'';
        }
        throw py::value_error("a batch gives " + known + ", not '" + std::string(name) + '\'');
    }
    return static_cast<result_kind>(found - result_names.begin());
}

result_kind kind_of(py::handle name) {
    Py_ssize_t size = 0;
    const char* const text =
        PyUnicode_Check(name.ptr()) ? PyUnicode_AsUTF8AndSize(name.ptr(), &size) : nullptr;
    if (text == nullptr) {
        PyErr_Clear();
        throw py::type_error("results are named by texts, not " + py::repr(name).cast<std::string>());
    }
    return kind_of(std::string_view(text, static_cast<std::size_t>(size)));
}

const char* name_of(result_kind kind) {
    return result_names[static_cast<std::size_t>(kind)];
}

/// `BatchResult`: an array for each kind of result that was asked for.
struct batch_arrays {
    std::array<py::object, result_names.size()> arrays;

    [[nodiscard]] py::object& of(result_kind kind) { return arrays[static_cast<std::size_t>(kind)]; }
};

/// One entry a unit, or nothing for None.
template <class Item>
using unit_array = std::optional<py::array_t<Item, py::array::c_style | py::array::forcecast>>;

template <class Item>
std::span<const Item> span_of(const unit_array<Item>& array, std::size_t units, const char* name) {
    if (!array) {
        return {};
    }
    if (array->ndim() != 1 || static_cast<std::size_t>(array->size()) != units) {
        throw py::value_error(std::string(name) + " must have one entry for each of the " +
                              std::to_string(units) + " units");
    }
    return {array->data(), units};
}

class scorer {
  public:
    /// `convert` makes arrays of what is none; it costs a call from Python to ask there.
    scorer(const definition_handle& index, std::vector<std::size_t> fields, py::function convert)
        : scorer_(model<double>(index.rules), checked(*index.rules, std::move(fields))),
          pool_(scorer_),
          convert_(std::move(convert)) {}

    batch_arrays score(const py::object& given, const py::sequence& wanted, const py::object& out,
                       const unit_array<std::uint32_t>& groups, const unit_array<std::uint8_t>& ranked,
                       const std::optional<std::vector<double>>& references, const py::object& progress,
                       bool raises);

    /// Cohort figures that a run of one unit needs: indicator, function, figure.
    [[nodiscard]] std::vector<std::array<std::string, 3>> references() const {
        std::vector<std::array<std::string, 3>> names;
        for (const batch_scorer::cohort_figure& item : scorer_.cohort_terms()) {
            const compiled_indicator& owner = rules().indicators()[item.indicator];
            names.push_back(
                {owner.source->id,
                 std::string(detail::cohort_functions[static_cast<std::size_t>(item.term.function)]),
                 owner.scope.entries[item.term.slot].name});
        }
        return names;
    }

  private:
    static std::vector<std::size_t> checked(const compiled_definition& rules,
                                            std::vector<std::size_t> fields) {
        std::vector<bool> seen(rules.fields());
        for (const std::size_t field : fields) {
            if (field >= seen.size() || seen[field]) {
                throw py::value_error("fields are positions in a unit's row, each at most once");
            }
            seen[field] = true;
        }
        return fields;
    }

    [[nodiscard]] const compiled_definition& rules() const { return scorer_.scored().rules(); }

    /// How many figures a unit has of a kind; nothing where it is one alone.
    [[nodiscard]] std::optional<std::size_t> items_of(result_kind kind) const {
        switch (kind) {
            case result_kind::sub_indices:
                return rules().source().sub_indices.size();
            case result_kind::pillars:
                return rules().source().pillars.size();
            case result_kind::indicators:
                return rules().indicators().size();
            default:
                return std::nullopt;
        }
    }

    [[nodiscard]] diagnostic explain(const batch_fault& fault, const figures_view& figures) const;

    batch_scorer scorer_;
    scratch_pool pool_;
    array_maker maker_;
    py::function convert_;
};

/// The arrays of one call: those that results go to, checked, and what they are in C++.
class result_arrays {
  public:
    result_arrays(const figures_view& view, const py::array& figures) : view_(view), figures_(figures) {}

    /// A new array.
    void make(result_kind kind, std::optional<std::size_t> items, const array_maker& maker) {
        keep(kind, maker.make(shape_of(view_, items), view_));
    }
    /// The caller's array, called `name`.
    void take(result_kind kind, std::optional<std::size_t> items, py::array array, const std::string& name) {
        result_view checked = check_result(std::move(array), shape_of(view_, items), view_, name);
        refuse_overlap(checked.array, name, figures_, "figures");
        for (const auto& [other_name, other] : taken_) {
            refuse_overlap(checked.array, name, other, other_name);
        }
        taken_.emplace_back(name, checked.array);
        keep(kind, std::move(checked));
    }

    [[nodiscard]] const batch_output& output() const noexcept { return output_; }
    [[nodiscard]] batch_arrays& arrays() noexcept { return arrays_; }

  private:
    void keep(result_kind kind, result_view result) {
        target(kind) = result.view;
        arrays_.of(kind) = std::move(result.array);
    }
    [[nodiscard]] array_view& target(result_kind kind) {
        switch (kind) {
            case result_kind::total:
                return output_.total;
            case result_kind::total_points:
                return output_.total_points;
            case result_kind::ranks:
                return output_.rank;
            case result_kind::sub_indices:
                return output_.sub_indices;
            case result_kind::pillars:
                return output_.pillars;
            case result_kind::indicators:
                break;
        }
        return output_.points;
    }

    const figures_view& view_;
    const py::array& figures_;
    batch_output output_;
    batch_arrays arrays_;
    std::vector<std::pair<std::string, py::array>> taken_;
};

/// What is wrong with a cell, in the words that a data set has for it. Units of a batch have no names.
diagnostic scorer::explain(const batch_fault& fault, const figures_view& figures) const {
    const compiled_indicator& item = rules().indicators()[fault.indicator];
    const std::string& id = item.source->id;
    const std::string unit = std::to_string(fault.unit) +
                             (figures.has_scenarios ? " of scenario " + std::to_string(fault.scenario) : "");
    const auto first_missing = [&]() -> std::string {
        const std::vector<std::size_t>& fields = scorer_.fields();
        for (std::size_t slot = 0; slot < item.scope.inputs; ++slot) {
            const auto column = std::find(fields.begin(), fields.end(), item.first_field + slot);
            if (column == fields.end() ||
                std::isnan(figures.view.load(fault.scenario, fault.unit,
                                             static_cast<std::size_t>(column - fields.begin())))) {
                return item.scope.entries[slot].name;
            }
        }
        return "points";
    };
    const auto reference_needed = [&] {
        const std::vector<std::array<std::string, 3>> all = references();
        const auto found =
            std::find_if(all.begin(), all.end(), [&](const auto& name) { return name[0] == id; });
        return wording::reference_needed(id, (*found)[1], (*found)[2]);
    };
    message what;
    switch (fault.kind) {
        case batch_fault_kind::missing_figure:
            what = wording::missing_figure(unit, id, first_missing());
            break;
        case batch_fault_kind::empty_denominator:
            what = wording::empty_denominator(unit, id);
            break;
        case batch_fault_kind::reference_needed:
            what = reference_needed();
            break;
        case batch_fault_kind::too_large:
            what = wording::too_large(unit, id);
            break;
        case batch_fault_kind::refused_figure:
            what = {
                "bad-number",
                "a figure of indicator " + wording::quote(id) + " of unit " + wording::quote(unit) +
                    " is infinite, or no answer to its question",
                "NaN is a missing figure; a yes_no is 1 or 0, a choice the position of its option, from 0"};
            break;
    }
    return {severity::error, "figures", {}, std::move(what), {}};
}

batch_arrays scorer::score(const py::object& given, const py::sequence& wanted, const py::object& out,
                           const unit_array<std::uint32_t>& groups, const unit_array<std::uint8_t>& ranked,
                           const std::optional<std::vector<double>>& references, const py::object& progress,
                           bool raises) {
    const auto figures = py::array(maker_.is_plain(given) ? given : convert_(given));
    const figures_view view = view_figures(figures, scorer_.fields().size());
    const unit_flags flags{span_of(groups, view.units, "groups"), span_of(ranked, view.units, "ranked")};
    if (references && references->size() != scorer_.cohort_terms().size()) {
        throw py::value_error("references must have one entry for each cohort figure");
    }
    result_arrays results(view, figures);
    if (out.is_none()) {
        for (const py::handle name : wanted) {
            const result_kind kind = kind_of(name);
            results.make(kind, items_of(kind), maker_);
        }
    } else if (py::isinstance<py::array>(out)) {
        results.take(result_kind::total, std::nullopt, py::reinterpret_borrow<py::array>(out), "out");
    } else if (py::isinstance<py::dict>(out)) {
        for (const auto& [name, array] : py::reinterpret_borrow<py::dict>(out)) {
            if (!py::isinstance<py::array>(array)) {
                throw py::type_error("a dict for out holds arrays by the names of results");
            }
            const result_kind kind = kind_of(name);
            results.take(kind, items_of(kind), py::reinterpret_borrow<py::array>(array),
                         "out['" + std::string(name_of(kind)) + "']");
        }
    } else {
        throw py::type_error("out must be an array, or a dict of arrays by the names of results");
    }
    batch_job job(scorer_, pool_, view, results.output(), flags,
                  references ? std::span<const double>(*references) : std::span<const double>(), progress);
    job.run();
    if (raises && job.faults() > 0) {
        diagnostics found;
        for (const batch_fault& fault : job.first_faults()) {
            found.add(explain(fault, view));
        }
        throw error(std::move(found));
    }
    return std::move(results.arrays());
}

}  // namespace

void bind_scorer(py::module_& module) {
    py::class_<batch_arrays> result(module, "BatchResult");
    for (std::size_t i = 0; i < result_names.size(); ++i) {
        result.def_property_readonly(result_names[i], [i](const batch_arrays& self) -> py::object {
            if (!self.arrays[i]) {
                throw py::attribute_error(std::string("this batch was not asked for '") + result_names[i] +
                                          "': name it in `results` or `out`");
            }
            return self.arrays[i];
        });
    }
    py::class_<scorer>(module, "Scorer")
        .def(py::init<const definition_handle&, std::vector<std::size_t>, py::function>(), py::arg("index"),
             py::arg("fields"), py::arg("convert"))
        .def("references", &scorer::references)
        .def("score", &scorer::score, py::arg("figures"), py::arg("results"), py::arg("out"),
             py::arg("groups"), py::arg("ranked"), py::arg("references"), py::arg("progress"),
             py::arg("raises"));
}

}  // namespace dti::python
